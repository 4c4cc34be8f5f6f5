//! Where members vote: `/voter/{word}`, the only pages that take anything in.
//!
//! The word of the address is the secret: it names one member in one assembly, and whoever holds it
//! votes for them. So no cookie is set or asked, no address is told to other sites, and a form that
//! another site sends is refused. Whoever tries words is slowed down; whoever has one never waits
//! for those who try.
//!
//! Absent on purpose: who may vote and what counts (the application, [`Booth`]), sessions, scripts.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, LOCATION, ORIGIN, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use caisse_units::Language;

use crate::ballot_form::{Fault, Fields, FormError, MOST_BYTES, Marks, Shape};
use crate::pages::{self, Around, Page, Trouble};
use crate::views::{Frame, VoterPage};
use crate::visit::Visit;

/// The most wrong words in a row that are answered at once…
const WRONG_WORDS: f64 = 50.0;
/// …and how many per second are answered after that.
const WRONG_WORDS_A_SECOND: f64 = 5.0;

/// What the voter's page asks of the application. Every answer is of one moment, in the reader's
/// language. A word that is not one takes as long to refuse as a true one to read.
pub trait Booth: Send + Sync {
    /// What stands around the page.
    fn frame(&self, language: Language) -> Frame;

    /// The page of the one whose word it is; `None` for a wrong word.
    fn page(&self, word: &str, language: Language) -> Option<VoterPage>;

    /// What a ballot asks: of this voter (`M12`) in this poll (`S1`). `None` for a wrong word, and for
    /// a poll or a voter that are not on this page.
    fn shape(&self, word: &str, poll: &str, voter: &str) -> Option<Shape>;

    /// Casts a ballot, or changes it; returns once it is durable. The same ballot again changes
    /// nothing.
    ///
    /// # Errors
    /// Why it was refused, in one sentence with the remedy; nothing was recorded.
    fn cast(
        &self,
        word: &str,
        poll: &str,
        voter: &str,
        marks: Marks,
        language: Language,
    ) -> Result<(), String>;

    /// Records that this member takes part from afar. Again changes nothing.
    ///
    /// # Errors
    /// As [`Booth::cast`].
    fn take_part(&self, word: &str, language: Language) -> Result<(), String>;
}

/// What someone typed, and what is wrong with it.
pub(crate) struct Typed {
    /// In which poll.
    pub poll: String,
    /// Whose ballot.
    pub voter: String,
    /// What was typed.
    pub fields: Fields,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

#[derive(Clone)]
struct Open {
    booth: Arc<dyn Booth>,
    wrong: Arc<Mutex<WrongWords>>,
}

/// How many wrong words may still be answered at once.
struct WrongWords {
    left: f64,
    at: Instant,
}

impl WrongWords {
    /// One more wrong word: true if it is answered, false if whoever sends them has to wait.
    fn one_more(&mut self, now: Instant) -> bool {
        let rested = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + rested * WRONG_WORDS_A_SECOND).min(WRONG_WORDS);
        self.at = now;
        let answered = self.left >= 1.0;
        if answered {
            self.left -= 1.0;
        }
        answered
    }
}

/// The voter's page, without the guards that every answer gets.
pub fn booth_routes(booth: Arc<dyn Booth>) -> Router {
    let wrong = WrongWords { left: WRONG_WORDS, at: Instant::now() };
    let open = Open { booth, wrong: Arc::new(Mutex::new(wrong)) };
    Router::new().route("/voter/{word}", get(read).post(act)).with_state(open)
}

type Word = Result<Path<String>, PathRejection>;

async fn read(State(open): State<Open>, visit: Visit, word: Word) -> Response {
    on_a_thread(visit, move |visit| {
        let Ok(Path(word)) = word else { return trouble(&open, visit, Trouble::NotFound) };
        show(&open, visit, &word, StatusCode::OK, None)
    })
    .await
}

async fn act(
    State(open): State<Open>,
    visit: Visit,
    word: Word,
    request: Request<Body>,
) -> Response {
    let from_here = from_here(request.headers());
    let is_form = is_form(request.headers());
    let body = to_bytes(request.into_body(), MOST_BYTES).await;
    on_a_thread(visit, move |visit| {
        let Ok(Path(word)) = word else { return trouble(&open, visit, Trouble::NotFound) };
        if !from_here {
            return trouble(&open, visit, Trouble::OtherSite);
        }
        let Ok(body) = body else { return trouble(&open, visit, Trouble::TooMuch) };
        let fields = if is_form { Fields::read(&body) } else { Err(FormError::Fields) };
        match fields {
            Ok(fields) => take(&open, visit, &word, fields),
            Err(FormError::TooLong) => trouble(&open, visit, Trouble::TooMuch),
            Err(FormError::Fields | FormError::NotText) => {
                trouble(&open, visit, Trouble::StrangeForm)
            }
        }
    })
    .await
}

/// Does what the form asks, then leads back to the page: reloading it sends nothing again.
fn take(open: &Open, visit: &Visit, word: &str, fields: Fields) -> Response {
    let language = visit.language;
    let field = |name| fields.first(name).unwrap_or_default().to_owned();
    let (poll, voter) = (field("scrutin"), field("voix"));
    let done = if fields.has("geste", "participer") {
        open.booth.take_part(word, language).map_err(|sentence| vec![Fault::whole(sentence)])
    } else {
        let Some(shape) = open.booth.shape(word, &poll, &voter) else {
            return show(open, visit, word, StatusCode::NOT_FOUND, None);
        };
        let marks = shape.marks(&fields, language);
        marks.and_then(|marks| {
            let cast = open.booth.cast(word, &poll, &voter, marks, language);
            cast.map_err(|sentence| vec![Fault::whole(sentence)])
        })
    };
    match done {
        Ok(()) if poll.is_empty() => back(visit, ""),
        Ok(()) => back(visit, &format!("#{poll}-{voter}")),
        Err(faults) => {
            let typed = Typed { poll, voter, fields, faults };
            show(open, visit, word, StatusCode::UNPROCESSABLE_ENTITY, Some(&typed))
        }
    }
}

fn back(visit: &Visit, place: &str) -> Response {
    let address = format!("{}{place}", visit.path());
    match HeaderValue::from_str(&address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response(),
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}

fn show(
    open: &Open,
    visit: &Visit,
    word: &str,
    status: StatusCode,
    typed: Option<&Typed>,
) -> Response {
    let Some(page) = open.booth.page(word, visit.language) else { return wrong(open, visit) };
    document(open, visit, status, &pages::voter(&page, typed, visit.language))
}

/// A wrong word: “not found”, whatever is wrong with it.
fn wrong(open: &Open, visit: &Visit) -> Response {
    let mut words = open.wrong.lock().unwrap_or_else(PoisonError::into_inner);
    let answered = words.one_more(Instant::now());
    drop(words);
    if answered {
        return trouble(open, visit, Trouble::NotFound);
    }
    let mut response = trouble(open, visit, Trouble::TooManyWrongWords);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
    response
}

fn trouble(open: &Open, visit: &Visit, trouble: Trouble) -> Response {
    document(open, visit, trouble.status(), &pages::error(trouble, visit.language))
}

fn document(open: &Open, visit: &Visit, status: StatusCode, page: &Page) -> Response {
    let around = Around { frame: open.booth.frame(visit.language), month: false, guest: None };
    let document = pages::document(&around, visit, page);
    let mut response = (status, Html(document.into_string())).into_response();
    for cookie in visit.cookies() {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

/// True unless another site sent the form. Browsers say so (Fetch metadata); those that do not name
/// where the form stood. Our own pages tell nobody their address, so that it may be `null`: what
/// protects then is that another site does not know the word.
pub(crate) fn from_here(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return site == "same-origin";
    }
    match value(ORIGIN.as_str()) {
        None | Some("null") => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == value(HOST.as_str())
        }
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Answers on a thread where waiting for the disk delays nobody.
async fn on_a_thread(
    visit: Visit,
    answer: impl FnOnce(&Visit) -> Response + Send + 'static,
) -> Response {
    let language = visit.language;
    let answered = tokio::task::spawn_blocking(move || answer(&visit));
    answered.await.unwrap_or_else(|_| {
        let trouble = Trouble::Broken;
        (trouble.status(), trouble.sentence(language)).into_response()
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn wrong_words_are_answered_until_there_are_too_many_and_again_after_a_while() {
        let start = Instant::now();
        let mut words = WrongWords { left: WRONG_WORDS, at: start };
        assert!((0..50).all(|_| words.one_more(start)));
        assert!(!words.one_more(start));
        assert!(words.one_more(start + Duration::from_secs(1)));
        // However long nobody tried, no more than at first.
        let late = start + Duration::from_secs(3_600);
        assert_eq!((0..1_000).filter(|_| words.one_more(late)).count(), 50);
    }

    #[test]
    fn a_form_of_another_site_is_told_from_our_own() {
        let sent = |list: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("caisse.example"));
            for (name, value) in list {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            from_here(&headers)
        };
        assert!(sent(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(!sent(&[("sec-fetch-site", "cross-site"), ("origin", "null")]));
        assert!(!sent(&[("sec-fetch-site", "same-site")]));
        assert!(!sent(&[("sec-fetch-site", "none")]));
        assert!(sent(&[("origin", "https://caisse.example")]));
        assert!(!sent(&[("origin", "https://caisse.example.evil")]));
        assert!(!sent(&[("origin", "https://evil.example")]));
        assert!(!sent(&[("origin", "caisse.example")]));
        assert!(sent(&[]));
    }
}

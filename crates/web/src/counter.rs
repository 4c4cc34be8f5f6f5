//! The counter: where people do what is theirs to do, `/faire`.
//!
//! Each job is a form as data ([`Form`]); what the form says becomes commands behind [`Counter`]. Here
//! are the manners that every job shares: whoever has not entered is led to the door and loses nothing
//! that was typed; a form sent twice acts once; what someone else changed meanwhile is shown before
//! anything is done; files are held while a fault is corrected; and after the deed one is led to a page
//! that says it, which may be loaded again.
//!
//! Absent on purpose: rules of the caisse and who may do what (behind [`Counter`]), scripts.

mod once;
mod shelf;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use caisse_units::Language;

use crate::address::percent_encoded;
use crate::booth::from_here;
use crate::form::markup::{HELD, HeldFile, KEY, SEAL, SEEN, Shown, facts_seen};
use crate::form::{Fault, Filled, Form, Sent, SentError, Table};
use crate::pages::{self, Around, Page, Trouble};
use crate::reception::{Guest, Inside, Reception};
use crate::router::answer;
use crate::visit::{DONE, Visit};

pub(crate) use once::{Once, Told, content};
use shelf::{File, Shelf};

/// What the people of a caisse can do in a browser. Every answer is of one moment, in the reader's
/// language.
pub trait Counter: Send + Sync {
    /// The jobs open to this guest, by part of the house.
    fn jobs(&self, guest: &Guest, language: Language) -> Vec<JobCard>;

    /// Every job of this guest, for programs: those about one thing have a subject, which is left
    /// open (empty).
    fn described(&self, guest: &Guest, language: Language) -> Vec<JobCard> {
        self.jobs(guest, language)
    }

    /// What awaits this guest, with where to go.
    fn awaiting(&self, guest: &Guest, language: Language) -> Vec<Queue>;

    /// The form of a job, about a subject such as `M12` when it has one. `None`: no such job, or not for
    /// this guest.
    fn form(
        &self,
        guest: &Guest,
        job: &str,
        subject: Option<&str>,
        language: Language,
    ) -> Option<Form>;

    /// Does it. The key comes from the form; the same key again with the same answers must not act
    /// twice, also after a restart.
    ///
    /// # Errors
    /// What is refused, at its field; nothing was recorded.
    fn act(
        &self,
        guest: &Guest,
        job: &str,
        subject: Option<&str>,
        filled: Filled,
        key: &str,
        language: Language,
    ) -> Result<Acted, Vec<Fault>>;
}

/// A job, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobCard {
    /// Its word in addresses, such as `importer-releve`.
    pub job: String,
    /// About whom or what, when it is offered for one; empty when it is left open.
    pub subject: Option<String>,
    /// What one does.
    pub title: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// The part of the house, such as “Money”.
    pub part: String,
}

/// Something that awaits someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// What it is, such as “Lines to match”.
    pub title: String,
    /// How many; `None` where one cannot count.
    pub count: Option<u64>,
    /// What to know about it.
    pub sentence: String,
    /// The address where it is worked on.
    pub place: Option<String>,
    /// Each of them, with the address where it is worked on.
    pub items: Vec<(String, String)>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It is done.
    Done {
        /// What was done.
        sentence: String,
        /// The address that shows it.
        place: String,
    },
    /// Nothing yet: this will happen if one agrees.
    Confirm(Preview),
    /// A file to keep.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        kind: String,
        /// What is in it.
        bytes: Arc<[u8]>,
    },
}

/// What will happen if one agrees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What is agreed to, as a heading.
    pub title: String,
    /// What will happen, each a paragraph.
    pub sentences: Vec<String>,
    /// The figures and lists.
    pub tables: Vec<Table>,
    /// The word on the button.
    pub button: String,
}

/// What the routes of the counter know.
#[derive(Clone)]
struct Open {
    reception: Arc<dyn Reception>,
    counter: Arc<dyn Counter>,
    once: Arc<Once>,
    shelf: Arc<Shelf>,
}

impl FromRef<Open> for Arc<dyn Reception> {
    fn from_ref(open: &Open) -> Arc<dyn Reception> {
        Arc::clone(&open.reception)
    }
}

/// The pages of the counter, without the guards that every answer gets.
pub fn counter_routes(reception: Arc<dyn Reception>, counter: Arc<dyn Counter>) -> Router {
    let (once, shelf) = (Arc::new(Once::default()), Arc::new(Shelf::default()));
    Router::new()
        .route("/faire", get(jobs))
        .route("/faire/{job}", get(open_job).post(send_job))
        .route("/faire/{job}/{subject}", get(open_about).post(send_about))
        .with_state(Open { reception, counter, once, shelf })
}

/// A job and what it is about.
#[derive(Clone)]
struct Errand {
    job: String,
    subject: Option<String>,
}

impl Errand {
    fn address(&self) -> String {
        let subject = self.subject.as_deref().map(percent_encoded);
        let subject = subject.map_or(String::new(), |subject| format!("/{subject}"));
        format!("/faire/{}{subject}", percent_encoded(&self.job))
    }
}

async fn jobs(State(open): State<Open>, inside: Inside, visit: Visit) -> Response {
    let Some(guest) = entered(&inside) else { return to_the_door(visit.path()) };
    answer(inside, visit, move |_, visit| {
        let awaiting = open.counter.awaiting(&guest, visit.language);
        let jobs = open.counter.jobs(&guest, visit.language);
        Ok(pages::jobs(&awaiting, &jobs, visit.language))
    })
    .await
}

async fn open_job(
    open: State<Open>,
    inside: Inside,
    visit: Visit,
    Path(job): Path<String>,
) -> Response {
    show_form(open, inside, visit, Errand { job, subject: None }).await
}

async fn open_about(
    open: State<Open>,
    inside: Inside,
    visit: Visit,
    Path((job, subject)): Path<(String, String)>,
) -> Response {
    show_form(open, inside, visit, Errand { job, subject: Some(subject) }).await
}

async fn send_job(
    open: State<Open>,
    inside: Inside,
    visit: Visit,
    Path(job): Path<String>,
    request: Request<Body>,
) -> Response {
    take(open, inside, visit, Errand { job, subject: None }, request).await
}

async fn send_about(
    open: State<Open>,
    inside: Inside,
    visit: Visit,
    Path((job, subject)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    take(open, inside, visit, Errand { job, subject: Some(subject) }, request).await
}

/// Who entered; nobody for a guest of the street.
fn entered(inside: &Inside) -> Option<Guest> {
    inside.guest.clone().filter(|guest| guest.member.is_some())
}

/// To the door, and back here afterwards.
fn to_the_door(back: &str) -> Response {
    redirect(&format!("/entrer?vers={}", percent_encoded(back)))
}

fn redirect(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response(),
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn show_form(
    State(open): State<Open>,
    inside: Inside,
    visit: Visit,
    errand: Errand,
) -> Response {
    let Some(guest) = entered(&inside) else { return to_the_door(&errand.address()) };
    answer(inside, visit, move |_, visit| {
        let subject = errand.subject.as_deref();
        let form = open.counter.form(&guest, &errand.job, subject, visit.language);
        let form = form.ok_or(Trouble::NotFound)?;
        // What was typed before the session ended stands in it again.
        let kept = visit.asked("repris").and_then(|word| open.shelf.typed(word));
        Ok(filling(&form, &errand, &guest, kept.as_ref(), &[], &[], &fresh_word(), visit))
    })
    .await
}

async fn take(
    State(open): State<Open>,
    inside: Inside,
    visit: Visit,
    errand: Errand,
    request: Request<Body>,
) -> Response {
    if !from_here(request.headers()) {
        return answer(inside, visit, |_, _| Err(Trouble::OtherForm)).await;
    }
    let sent = match Sent::from_request(request).await {
        Ok(sent) => sent,
        Err(SentError::TooMuch) => {
            return answer(inside, visit, |_, _| Err(Trouble::TooLarge)).await;
        }
        Err(SentError::Strange) => {
            return answer(inside, visit, |_, _| Err(Trouble::NotAForm)).await;
        }
    };
    let Some(guest) = entered(&inside) else {
        let word = open.shelf.set_aside(sent);
        return to_the_door(&format!("{}?repris={word}", errand.address()));
    };
    let language = visit.language;
    let work = move || {
        Taking { open: &open, inside: &inside, visit: &visit, errand: &errand, guest: &guest }
            .take(sent)
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        let trouble = Trouble::Broken;
        (trouble.status(), trouble.sentence(language)).into_response()
    })
}

/// A form that came in from someone who entered.
struct Taking<'a> {
    open: &'a Open,
    inside: &'a Inside,
    visit: &'a Visit,
    errand: &'a Errand,
    guest: &'a Guest,
}

impl Taking<'_> {
    fn take(&self, mut sent: Sent) -> Response {
        let (errand, language) = (self.errand, self.visit.language);
        let key = known_word(sent.first(KEY)).map_or_else(fresh_word, str::to_owned);
        let held = self.held(&mut sent);
        let content = once::content(&sent, &held);
        let whose = self.whose(&key);
        if let Some(told) = self.open.once.told(&whose, content) {
            return match told {
                Told::Same(acted) => self.acted(&acted),
                Told::Other => {
                    self.show_again(&sent, &held, vec![already(language)], StatusCode::CONFLICT)
                }
            };
        }
        let subject = errand.subject.as_deref();
        let form = self.open.counter.form(self.guest, &errand.job, subject, language);
        let Some(form) = form else {
            return self
                .document(Trouble::NotFound.status(), &pages::error(Trouble::NotFound, language));
        };
        let again = |faults: Vec<Fault>, status| {
            let page =
                filling(&form, errand, self.guest, Some(&sent), &held, &faults, &key, self.visit);
            self.document(status, &page)
        };
        if sent.first(SEAL) != self.guest.seal {
            return again(vec![other_session(language)], StatusCode::CONFLICT);
        }
        let seen = sent.first(SEEN);
        let changed = form.changed_since(&facts_seen(seen), language);
        if !changed.is_empty() && !seen.is_empty() {
            return again(vec![meanwhile(&changed, language)], StatusCode::CONFLICT);
        }
        if sent.first("confirme") == "revoir" {
            return again(Vec::new(), StatusCode::OK);
        }
        let filled = match form.read(&sent, language) {
            Ok(filled) => filled,
            Err(faults) => return again(faults, StatusCode::UNPROCESSABLE_ENTITY),
        };
        let act =
            || self.open.counter.act(self.guest, &errand.job, subject, filled, &key, language);
        match self.open.once.act(&whose, content, act) {
            Ok(Acted::Confirm(preview)) => {
                let page =
                    agreeing(&form, errand, self.guest, &sent, &held, &key, &preview, self.visit);
                self.document(StatusCode::OK, &page)
            }
            Ok(acted) => {
                self.open.shelf.forget(held.iter().map(|held| held.word.as_str()));
                self.acted(&acted)
            }
            Err(faults) => again(faults, StatusCode::UNPROCESSABLE_ENTITY),
        }
    }

    /// Whose key it is, and for what: a key serves one errand of one person.
    fn whose(&self, key: &str) -> String {
        let member = self.guest.member.as_deref().unwrap_or_default();
        format!("{member} {} {key}", self.errand.address())
    }

    /// The files that are held for this form: those sent before, unless others were sent in their place,
    /// and those sent now, held in case the form has to be shown again.
    fn held(&self, sent: &mut Sent) -> Vec<HeldFile> {
        let carried: Vec<(String, String)> = sent
            .fields
            .iter()
            .filter_map(|(name, word)| Some((name.strip_prefix(HELD)?.to_owned(), word.clone())))
            .collect();
        let mut held = Vec::new();
        for (field, upload) in &sent.uploads {
            let digest = once::digest(upload);
            let file = File { upload: Some(upload.clone()), digest };
            if let Some(word) = self.open.shelf.hold(file) {
                let (field, name) = (field.clone(), upload.name.clone());
                held.push(HeldFile { field, name, word, digest });
            }
        }
        let replaced: Vec<String> = sent.uploads.iter().map(|(field, _)| field.clone()).collect();
        for (field, word) in carried.into_iter().filter(|(field, _)| !replaced.contains(field)) {
            if let Some(File { upload, digest }) = self.open.shelf.held(&word) {
                let name = upload.as_ref().map_or(String::new(), |upload| upload.name.clone());
                held.push(HeldFile { field: field.clone(), name, word, digest });
                sent.uploads.extend(upload.map(|upload| (field, upload)));
            }
        }
        held
    }

    fn show_again(
        &self,
        sent: &Sent,
        held: &[HeldFile],
        faults: Vec<Fault>,
        status: StatusCode,
    ) -> Response {
        let (errand, language) = (self.errand, self.visit.language);
        let subject = errand.subject.as_deref();
        match self.open.counter.form(self.guest, &errand.job, subject, language) {
            Some(form) => {
                let key = fresh_word();
                let page =
                    filling(&form, errand, self.guest, Some(sent), held, &faults, &key, self.visit);
                self.document(status, &page)
            }
            None => self.document(status, &pages::error(Trouble::NotFound, language)),
        }
    }

    fn acted(&self, acted: &Acted) -> Response {
        match acted {
            Acted::Done { sentence, place } => {
                let mut response = redirect(place);
                let said = percent_encoded(sentence);
                let cookie = format!("{DONE}={said}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly");
                if let Ok(value) = HeaderValue::from_str(&cookie) {
                    response.headers_mut().append(SET_COOKIE, value);
                }
                response
            }
            Acted::File { name, kind, bytes } => {
                let kept_as = format!("attachment; filename=\"{name}\"");
                let headers = [(CONTENT_TYPE, kind.clone()), (CONTENT_DISPOSITION, kept_as)];
                (headers, bytes.to_vec()).into_response()
            }
            Acted::Confirm(_) => StatusCode::NO_CONTENT.into_response(),
        }
    }

    fn document(&self, status: StatusCode, page: &Page) -> Response {
        let around = Around::of(self.inside, self.visit);
        let document = pages::document(&around, self.visit, page);
        (status, Html(document.into_string())).into_response()
    }
}

#[allow(clippy::too_many_arguments)] // what a form is shown with, each of its own kind
fn filling(
    form: &Form,
    errand: &Errand,
    guest: &Guest,
    sent: Option<&Sent>,
    held: &[HeldFile],
    faults: &[Fault],
    key: &str,
    visit: &Visit,
) -> Page {
    let action = errand.address();
    let shown = Shown {
        sent,
        faults,
        held,
        key,
        seal: &guest.seal,
        action: &action,
        language: visit.language,
    };
    pages::job(form, &shown)
}

#[allow(clippy::too_many_arguments)] // as above
fn agreeing(
    form: &Form,
    errand: &Errand,
    guest: &Guest,
    sent: &Sent,
    held: &[HeldFile],
    key: &str,
    preview: &Preview,
    visit: &Visit,
) -> Page {
    let action = errand.address();
    let shown = Shown {
        sent: Some(sent),
        faults: &[],
        held,
        key,
        seal: &guest.seal,
        action: &action,
        language: visit.language,
    };
    pages::agreement(form, preview, &shown)
}

fn whole(sentence: String) -> Fault {
    Fault { field: String::new(), sentence }
}

fn already(language: Language) -> Fault {
    whole(
        language
            .choose(
                "Ce formulaire a déjà été envoyé, avec d'autres réponses. Vérifiez ce qui a été enregistré\u{a0}; si cet envoi-ci est bien une autre demande, envoyez-le de nouveau.",
                "This form was already sent, with other answers. Check what was recorded; if this is indeed another request, send it again.",
            )
            .to_owned(),
    )
}

fn other_session(language: Language) -> Fault {
    whole(
        language
            .choose(
                "Vous êtes entré de nouveau depuis que ce formulaire est ouvert. Rien n'est perdu\u{a0}: vérifiez vos réponses et envoyez-les encore une fois.",
                "You entered again since this form was opened. Nothing is lost: check your answers and send them once more.",
            )
            .to_owned(),
    )
}

fn meanwhile(changed: &[String], language: Language) -> Fault {
    let list = changed.join("\u{a0}; ");
    whole(match language {
        Language::French => format!(
            "Quelqu'un a changé quelque chose pendant que vous répondiez ({list}). Vérifiez vos réponses et envoyez-les encore une fois."
        ),
        Language::English => format!(
            "Someone changed something while you were answering ({list}). Check your answers and send them once more."
        ),
    })
}

/// 128 random bits as a word.
///
/// # Panics
/// When the operating system has no random bytes, which none does once it runs.
pub(crate) fn fresh_word() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A word that can be one of ours.
fn known_word(word: &str) -> Option<&str> {
    let fine = (16..=64).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fine.then_some(word)
}

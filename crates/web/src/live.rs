//! What happens now: the screen of the room, and who is told that something changed.
//!
//! `/assemblees/{id}/salle` is for a projector that everyone sees: it is shown as a stranger would see
//! it, whoever is signed in on the machine. `/direct` says, as server-sent events, that something was
//! recorded; never what. Without scripts the screen asks again by itself.
//!
//! Absent on purpose: results before the closing (the house gives none), personal data.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};

use crate::house::House;
use crate::pages::{self, Trouble};
use crate::reception::{Guest, Inside, Reception};
use crate::router::answer;
use crate::style::fingerprint;
use crate::views::{Assembly, Poll};
use crate::visit::Visit;

/// The script that puts the new page in the place of the old.
const SCRIPT: &str = include_str!("live.js");
/// Its address, which changes with its content.
pub(crate) static SCRIPT_ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/live.js?{:016x}", fingerprint(SCRIPT)));

/// How often the journal is looked at for each who listens.
const LOOK: Duration = Duration::from_millis(500);
/// How many listen at once; more are asked to come back.
const MOST_LISTENERS: usize = 500;

static LISTENERS: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn routes() -> Router<Arc<dyn Reception>> {
    Router::new()
        .route("/assemblees/{id}/salle", get(room))
        .route("/direct", get(listen))
        .route("/live.js", get(script))
}

/// What the room sees: the assembly, and the poll it is at.
pub(crate) struct RoomScreen {
    /// The assembly.
    pub assembly: Assembly,
    /// The poll that is open or, when none is, the last one of the item at hand.
    pub poll: Option<Poll>,
    /// The name of the caisse.
    pub house: String,
}

async fn room(
    State(reception): State<Arc<dyn Reception>>,
    inside: Inside,
    visit: Visit,
    id: Result<Path<String>, PathRejection>,
) -> Response {
    let language = visit.language;
    let seen = tokio::task::spawn_blocking(move || {
        let Path(id) = id.ok()?;
        let stranger = reception.house(&Guest::default());
        let assembly = stranger.assembly(&id, language)?;
        let poll = poll_at_hand(&*stranger, &assembly, language);
        Some(RoomScreen { assembly, poll, house: stranger.frame(language).name })
    });
    match seen.await {
        Ok(Some(screen)) => Html(pages::room_screen(&screen, &visit).into_string()).into_response(),
        Ok(None) => answer(inside, visit, |_, _| Err(Trouble::NotFound)).await,
        Err(_) => answer(inside, visit, |_, _| Err(Trouble::Broken)).await,
    }
}

/// The latest poll of the item at hand.
fn poll_at_hand(
    house: &dyn House,
    assembly: &Assembly,
    language: caisse_units::Language,
) -> Option<Poll> {
    let item = assembly.agenda.iter().find(|item| item.current)?;
    let polls = item.polls.iter().rev().filter_map(|poll| match &poll.place {
        Some(crate::views::Place::Poll(id)) => Some(id),
        _ => None,
    });
    polls.filter_map(|id| house.poll(id, language)).next()
}

/// One more who listens, until the connection is gone.
struct Listener;

impl Listener {
    fn sit_down() -> Option<Listener> {
        if LISTENERS.fetch_add(1, Ordering::Relaxed) < MOST_LISTENERS {
            return Some(Listener);
        }
        LISTENERS.fetch_sub(1, Ordering::Relaxed);
        None
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        LISTENERS.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn listen(State(reception): State<Arc<dyn Reception>>) -> Response {
    let Some(listener) = Listener::sit_down() else {
        let later = [(RETRY_AFTER, HeaderValue::from_static("30"))];
        return (StatusCode::SERVICE_UNAVAILABLE, later).into_response();
    };
    let house = reception.house(&Guest::default());
    let mut response = Sse::new(moments(house, listener))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
        .into_response();
    // A proxy that gathers an answer before passing it on would keep the news to itself.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// The moment at the beginning, then each later one.
fn moments(
    house: Arc<dyn House>,
    listener: Listener,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((house, listener, None), |(house, listener, told)| async move {
        loop {
            let asked = Arc::clone(&house);
            let now = tokio::task::spawn_blocking(move || asked.moment()).await.ok()?;
            if told != Some(now) {
                let event = Event::default().data(now.to_string());
                return Some((Ok(event), (house, listener, Some(now))));
            }
            tokio::time::sleep(LOOK).await;
        }
    })
}

async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, SCRIPT)
}

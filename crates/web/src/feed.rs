//! What other organisations ask of us over HTTP: our feed, page after page, and our witness.
//!
//! `GET /fil?apres=N` (messages after N), `GET /fil/temoin` (the key of our witness), `GET
//! /checkpoint`, `POST /add-checkpoint` (C2SP `tlog-witness`), `POST /fil/appel` (a nudge: it wakes
//! us, and nothing that it carries is read). Everything here is public; nothing of it is personal.
//!
//! Absent on purpose: pulling (the application does), and what a message says.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

/// The longest submission that is read, in bytes: a note of 64 kB and 63 hashes.
const LONGEST_SUBMISSION: usize = 72 * 1024;

/// What other organisations ask. The application answers; `None` when it cannot now.
pub trait Exchange: Send + Sync {
    /// The messages after that number, as one page.
    fn page(&self, after: u64) -> Option<Vec<u8>>;

    /// The key of our witness, in a signed note.
    fn witness_card(&self) -> Option<String>;

    /// The latest checkpoint of our journal, with its cosignatures.
    fn checkpoint(&self) -> Option<String>;

    /// Looks at a checkpoint of a peer; gives the status and the text of the answer.
    fn add_checkpoint(&self, submission: &str) -> Option<(u16, String)>;

    /// Somebody has something new. Anyone may say so at any pace: it returns at once, and those that
    /// come while one waits are one.
    fn called(&self);
}

#[derive(Clone)]
struct Open {
    exchange: Arc<dyn Exchange>,
}

/// The feed and the witness, to stand beside the pages.
pub fn feed_routes(exchange: Arc<dyn Exchange>) -> Router {
    let open = Open { exchange };
    Router::new()
        .route("/fil", get(page))
        .route("/fil/temoin", get(card))
        .route("/fil/appel", post(call))
        .route("/add-checkpoint", post(add_checkpoint))
        .with_state(open)
}

/// The feed, the witness and the checkpoint alone: what may be open to the internet.
pub fn feed_router(exchange: Arc<dyn Exchange>) -> Router {
    let open = Open { exchange: Arc::clone(&exchange) };
    let checkpoint = Router::new().route("/checkpoint", get(checkpoint)).with_state(open);
    feed_routes(exchange).merge(checkpoint)
}

async fn page(State(open): State<Open>, RawQuery(query): RawQuery) -> Response {
    let Some(after) = number_of(query.as_deref()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let page = on_a_thread(move || open.exchange.page(after)).await;
    answered(page, "application/x-ndjson")
}

/// `apres=N`, and nothing else; without it the feed from its beginning.
fn number_of(query: Option<&str>) -> Option<u64> {
    match query {
        None | Some("") => Some(0),
        Some(query) => {
            let digits = query.strip_prefix("apres=")?;
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse().ok()).flatten()
        }
    }
}

async fn card(State(open): State<Open>) -> Response {
    let card = on_a_thread(move || open.exchange.witness_card()).await;
    answered(card, "text/plain; charset=utf-8")
}

async fn checkpoint(State(open): State<Open>) -> Response {
    match on_a_thread(move || Some(open.exchange.checkpoint())).await {
        Some(Some(note)) => answered(Some(note), "text/plain; charset=utf-8"),
        Some(None) => StatusCode::NOT_FOUND.into_response(),
        None => answered::<String>(None, ""),
    }
}

async fn call(State(open): State<Open>) -> StatusCode {
    open.exchange.called();
    StatusCode::ACCEPTED
}

async fn add_checkpoint(State(open): State<Open>, request: Request<Body>) -> Response {
    let Ok(body) = to_bytes(request.into_body(), LONGEST_SUBMISSION).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Ok(body) = String::from_utf8(body.to_vec()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match on_a_thread(move || open.exchange.add_checkpoint(&body)).await {
        Some((status, text)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            // The specification names the type of an answer that tells the size seen.
            let size = text.trim().bytes().all(|byte| byte.is_ascii_digit());
            let kind = match status == StatusCode::CONFLICT && size {
                true => "text/x.tlog.size",
                false => "text/plain; charset=utf-8",
            };
            (status, [(CONTENT_TYPE, kind)], text).into_response()
        }
        None => answered::<String>(None, ""),
    }
}

fn answered<T: IntoResponse>(found: Option<T>, kind: &'static str) -> Response {
    match found {
        Some(found) => ([(CONTENT_TYPE, kind)], found).into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "10")]).into_response(),
    }
}

/// Asks where taking its time delays nobody; what breaks down is not there now.
async fn on_a_thread<T: Send + 'static>(
    ask: impl FnOnce() -> Option<T> + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(ask).await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn a_page_is_asked_by_a_number_and_nothing_else() {
        assert_eq!(number_of(None), Some(0));
        assert_eq!(number_of(Some("apres=12")), Some(12));
        for wrong in ["apres=", "apres=-1", "apres=+1", "apres=1&x=2", "12", "apres=1e3"] {
            assert_eq!(number_of(Some(wrong)), None, "{wrong}");
        }
        assert_eq!(number_of(Some("apres=99999999999999999999")), None);
    }
}

//! What the pages say, for programs: the same views as JSON, under `/api/v1` and the page's own address.
//!
//! One list ([`readings`]) makes the routes and the OpenAPI document, so that neither can say what the
//! other does not. Texts are in the language asked for; amounts are whole cents; a place is an address.
//! Who asks is told by a session or by a token ([`Reception::bearer`]); a house shows a program what it
//! would show that guest. Errors are `application/problem+json` (RFC 9457).
//!
//! Absent on purpose: figures that no page shows, and commands.

mod catalogue;
mod document;
mod readings;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use caisse_units::Language;
use serde_json::json;

use crate::pages::{self, Trouble};
use crate::reception::{Inside, Reception};
use crate::router::answer;
use crate::visit::Visit;
use catalogue::Catalogue;
pub(crate) use catalogue::Reading;

/// The whole list, made once.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(readings::catalogue);
/// The OpenAPI document, written once.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| document::openapi(&CATALOGUE).to_string());

/// Everything under `/api`, without the guards.
pub(crate) fn routes() -> Router<Arc<dyn Reception>> {
    CATALOGUE
        .routes()
        .route("/api", get(page))
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/v1/{*rest}", get(unknown))
}

async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}

async fn page(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |_, visit| Ok(pages::api(&CATALOGUE.readings, visit.language))).await
}

async fn unknown(visit: Visit) -> Response {
    problem(Trouble::NotFound, visit.language)
}

/// A trouble as programs read it.
fn problem(trouble: Trouble, language: Language) -> Response {
    let status = trouble.status();
    let title = status.canonical_reason().unwrap_or("Error");
    let body = json!({
        "type": "about:blank",
        "title": title,
        "status": status.as_u16(),
        "detail": trouble.sentence(language),
    });
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(CONTENT_TYPE, kind)], body.to_string()).into_response()
}

/// The answer to a program that shows a token nobody gave.
fn stranger(language: Language) -> Response {
    let detail = language.choose(
        "Ce jeton n'est pas ou n'est plus valable. Demandez-en un autre depuis votre compte.",
        "This token is not or no longer valid. Ask for another one from your account.",
    );
    let status = StatusCode::UNAUTHORIZED;
    let body = json!({
        "type": "about:blank", "title": "Unauthorized", "status": 401, "detail": detail,
    });
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
        (axum::http::header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
    ];
    (status, headers, body.to_string()).into_response()
}

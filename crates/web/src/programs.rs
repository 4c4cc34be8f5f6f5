//! The same jobs for programs: `/api/v1/jobs`, JSON in and out, documented from the forms themselves.
//!
//! A program shows a token, asks which jobs its owner has, and does them with the questions and the
//! answers of the forms. Errors are problems (RFC 9457) with each fault at its field; a deed needs an
//! idempotency key, and the same key again acts once. The document (OpenAPI 3.1) is written from the
//! descriptions of the jobs, so that it cannot differ from what is taken.
//!
//! Absent on purpose: tokens, their scope and their end ([`Reception::bearer`]), sessions (a cookie
//! never acts here), what programs read ([`crate::api`]), other formats.

mod described;
mod taken;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRef, FromRequestParts, Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use caisse_units::Language;
use serde_json::{Value, json};

use crate::counter::{Acted, Counter, Once, Told, content};
use crate::form::{Fault, Form};
use crate::pages;
use crate::reception::{Guest, Inside, Reception};
use crate::router::answer;
use crate::visit::Visit;

/// The most bytes of a body: the largest form with its files in base 64.
const MOST_BYTES: usize = 23 << 20;
/// The longest idempotency key.
const LONGEST_KEY: usize = 64;

#[derive(Clone)]
struct Open {
    reception: Arc<dyn Reception>,
    counter: Arc<dyn Counter>,
    once: Arc<Once>,
}

impl FromRef<Open> for Arc<dyn Reception> {
    fn from_ref(open: &Open) -> Arc<dyn Reception> {
        Arc::clone(&open.reception)
    }
}

/// The addresses for programs, and the page that explains them; without the guards that every answer
/// gets.
pub fn programs_routes(reception: Arc<dyn Reception>, counter: Arc<dyn Counter>) -> Router {
    let open = Open { reception, counter, once: Arc::default() };
    Router::new()
        .route("/api/jobs", get(page))
        .route("/api/v1/jobs/openapi.json", get(document))
        .route("/api/v1/jobs", get(jobs))
        .route("/api/v1/jobs/{job}", get(shown).post(sent))
        .route("/api/v1/jobs/{job}/{subject}", get(shown_about).post(sent_about))
        .with_state(open)
}

/// A problem, as RFC 9457 writes it.
struct Problem {
    status: StatusCode,
    detail: String,
    faults: Vec<Fault>,
}

impl Problem {
    fn new(status: StatusCode, detail: &str) -> Problem {
        Problem { status, detail: detail.to_owned(), faults: Vec::new() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default();
        let errors: Vec<Value> = self
            .faults
            .iter()
            .map(|fault| json!({ "field": fault.field, "detail": fault.sentence }))
            .collect();
        let body = json!({
            "type": "about:blank", "title": title, "status": self.status.as_u16(),
            "detail": self.detail, "errors": errors,
        });
        let mut response =
            (self.status, [(CONTENT_TYPE, "application/problem+json")], body.to_string())
                .into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let value = axum::http::HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, value);
        }
        response
    }
}

fn as_json(status: StatusCode, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// The owner of the token of a request.
struct Bearer(Guest);

impl FromRequestParts<Open> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, open: &Open) -> Result<Bearer, Problem> {
        let visit = Visit::from_request_parts(parts, open).await;
        let language = visit.map_or_else(|never| match never {}, |visit| visit.language);
        let refused = || {
            Problem::new(
                StatusCode::UNAUTHORIZED,
                language.choose(
                    "Montrez un jeton valable\u{a0}: Authorization: Bearer JETON.",
                    "Show a valid token: Authorization: Bearer TOKEN.",
                ),
            )
        };
        let token = token(&parts.headers).ok_or_else(refused)?.to_owned();
        let reception = Arc::clone(&open.reception);
        // A token may be looked up on the disk: on a thread where that delays nobody.
        let found = tokio::task::spawn_blocking(move || reception.bearer(&token)).await;
        let guest = found.ok().flatten().filter(|guest| guest.member.is_some());
        guest.map(Bearer).ok_or_else(refused)
    }
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let fine = scheme.eq_ignore_ascii_case("bearer") && (1..=200).contains(&token.trim().len());
    fine.then(|| token.trim())
}

/// The page that explains the interface to the one who entered.
async fn page(State(open): State<Open>, inside: Inside, visit: Visit) -> Response {
    let guest = inside.guest.clone().unwrap_or_default();
    answer(inside, visit, move |_, visit| {
        let jobs = described::jobs(&*open.counter, &guest, visit.language);
        Ok(pages::programs(&jobs, visit.language))
    })
    .await
}

/// The document: of the jobs of whoever shows a token or a session, of the common part for others.
async fn document(
    State(open): State<Open>,
    inside: Inside,
    visit: Visit,
    bearer: Result<Bearer, Problem>,
) -> Response {
    let guest = match bearer {
        Ok(Bearer(guest)) => guest,
        Err(_) => inside.guest.unwrap_or_default(),
    };
    on_a_thread(move || {
        let jobs = described::jobs(&*open.counter, &guest, visit.language);
        as_json(StatusCode::OK, &described::document(&jobs, visit.language))
    })
    .await
}

async fn jobs(State(open): State<Open>, Bearer(guest): Bearer, visit: Visit) -> Response {
    on_a_thread(move || {
        let cards = open.counter.described(&guest, visit.language);
        let list: Vec<Value> = cards.iter().map(described::card).collect();
        as_json(StatusCode::OK, &json!({ "jobs": list }))
    })
    .await
}

async fn shown(
    open: State<Open>,
    bearer: Bearer,
    visit: Visit,
    Path(job): Path<String>,
) -> Response {
    show(open, bearer, visit, job, None).await
}

async fn shown_about(
    open: State<Open>,
    bearer: Bearer,
    visit: Visit,
    Path((job, subject)): Path<(String, String)>,
) -> Response {
    show(open, bearer, visit, job, Some(subject)).await
}

async fn show(
    State(open): State<Open>,
    Bearer(guest): Bearer,
    visit: Visit,
    job: String,
    subject: Option<String>,
) -> Response {
    on_a_thread(move || {
        let form = open.counter.form(&guest, &job, subject.as_deref(), visit.language);
        match form {
            Some(form) => as_json(StatusCode::OK, &described::form(&form)),
            None => no_such_job(visit.language).into_response(),
        }
    })
    .await
}

async fn sent(
    open: State<Open>,
    bearer: Bearer,
    visit: Visit,
    Path(job): Path<String>,
    request: Request<Body>,
) -> Response {
    take(open, bearer, visit, (job, None), request).await
}

async fn sent_about(
    open: State<Open>,
    bearer: Bearer,
    visit: Visit,
    Path((job, subject)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    take(open, bearer, visit, (job, Some(subject)), request).await
}

async fn take(
    State(open): State<Open>,
    Bearer(guest): Bearer,
    visit: Visit,
    (job, subject): (String, Option<String>),
    request: Request<Body>,
) -> Response {
    let language = visit.language;
    let key = match key(request.headers(), language) {
        Ok(key) => key,
        Err(problem) => return problem.into_response(),
    };
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let detail =
            language.choose("Envoyez du JSON (application/json).", "Send JSON (application/json).");
        return Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into_response();
    }
    let Ok(body) = to_bytes(request.into_body(), MOST_BYTES).await else {
        let detail = language.choose(
            "Plus de 23\u{a0}Mo\u{a0}: envoyez moins à la fois.",
            "More than 23 MB: send less at once.",
        );
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail).into_response();
    };
    on_a_thread(move || {
        let errand =
            Errand { open: &open, guest: &guest, job: &job, subject: subject.as_deref(), language };
        errand.act(&key, &body).unwrap_or_else(IntoResponse::into_response)
    })
    .await
}

/// Something that a program asks to be done.
struct Errand<'a> {
    open: &'a Open,
    guest: &'a Guest,
    job: &'a str,
    subject: Option<&'a str>,
    language: Language,
}

impl Errand<'_> {
    fn act(&self, key: &str, body: &[u8]) -> Result<Response, Problem> {
        let language = self.language;
        let sent = taken::read(body)
            .map_err(|wrong| Problem::new(StatusCode::BAD_REQUEST, &wrong.sentence(language)))?;
        let member = self.guest.member.as_deref().unwrap_or_default();
        let subject = self.subject.unwrap_or_default();
        let whose = format!("{member} {}/{subject} {key}", self.job);
        let digest = content(&sent, &[]) ^ taken::digest(&sent);
        match self.open.once.told(&whose, digest) {
            Some(Told::Same(acted)) => return Ok(told(&acted)),
            Some(Told::Other) => {
                let detail = language.choose(
                    "Cette clé a déjà servi pour une autre demande\u{a0}: prenez-en une nouvelle.",
                    "This key served for another request already: take a new one.",
                );
                return Err(Problem::new(StatusCode::CONFLICT, detail));
            }
            None => (),
        }
        let form = self.open.counter.form(self.guest, self.job, self.subject, language);
        let form = form.ok_or_else(|| no_such_job(language))?;
        self.unknown(&form, &sent.fields)?;
        let filled = form.read(&sent, language).map_err(|faults| self.refused(faults))?;
        let act =
            || self.open.counter.act(self.guest, self.job, self.subject, filled, key, language);
        let acted = self.open.once.act(&whose, digest, act);
        acted.map(|acted| told(&acted)).map_err(|faults| self.refused(faults))
    }

    /// Refuses a field that the job does not ask, rather than forget it.
    fn unknown(&self, form: &Form, fields: &[(String, String)]) -> Result<(), Problem> {
        let asked = |name: &str| {
            name == crate::form::CONFIRMED || form.fields().any(|field| field.name == name)
        };
        let strange: Vec<Fault> = fields
            .iter()
            .filter(|(name, _)| !asked(name))
            .map(|(name, _)| Fault {
                field: name.clone(),
                sentence: self
                    .language
                    .choose("Cette tâche ne demande pas cela.", "This job does not ask that.")
                    .to_owned(),
            })
            .collect();
        if strange.is_empty() { Ok(()) } else { Err(self.refused(strange)) }
    }

    fn refused(&self, faults: Vec<Fault>) -> Problem {
        let detail = self.language.choose("Rien n'a été enregistré.", "Nothing was recorded.");
        Problem { faults, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }
}

fn told(acted: &Acted) -> Response {
    match acted {
        Acted::Done { sentence, place } => {
            as_json(StatusCode::OK, &json!({ "done": sentence, "place": place }))
        }
        Acted::Confirm(preview) => as_json(StatusCode::ACCEPTED, &described::preview(preview)),
        Acted::File { name, kind, bytes } => {
            let kept_as = format!("attachment; filename=\"{name}\"");
            let headers = [(CONTENT_TYPE, kind.clone()), (CONTENT_DISPOSITION, kept_as)];
            (headers, bytes.to_vec()).into_response()
        }
    }
}

fn no_such_job(language: Language) -> Problem {
    let detail = language.choose(
        "Pas de tâche de ce nom, ou pas pour vous, ou rien de tel à faire.",
        "No job of that name, or not for you, or nothing of that kind to do.",
    );
    Problem::new(StatusCode::NOT_FOUND, detail)
}

fn key(headers: &HeaderMap, language: Language) -> Result<String, Problem> {
    let value = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let fine = |key: &&str| (16..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(known);
    value.map(|key| key.trim_matches('"')).filter(fine).map(str::to_owned).ok_or_else(|| {
        let detail = language.choose(
            "Donnez une clé, de 16 à 64 lettres et chiffres\u{a0}: Idempotency-Key. La même clé n'agit qu'une fois.",
            "Give a key of 16 to 64 letters and digits: Idempotency-Key. The same key acts once only.",
        );
        Problem::new(StatusCode::BAD_REQUEST, detail)
    })
}

async fn on_a_thread(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "").into_response())
}

#[cfg(test)]
mod tests;

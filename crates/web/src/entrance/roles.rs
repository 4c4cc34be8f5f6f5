//! The door of a demonstration: one enters by choosing whom to be. No password is asked, since
//! everybody in it is invented.
//!
//! Absent on purpose: anything that a caisse of real people would serve.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use caisse_units::Language;

use super::caller::{KEPT, append_cookie, local, to};
use crate::booth::from_here;
use crate::pages;
use crate::reception::{Inside, Reception, SESSION};
use crate::router::answer;
use crate::visit::Visit;

/// Somebody whom a visitor may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The number, such as `M12`.
    pub member: String,
    /// What they are, such as “trésorerie”.
    pub title: String,
    /// What they come to do, in one sentence.
    pub purpose: String,
}

/// Who stands at the door of a demonstration.
pub trait Roles: Reception {
    /// Whom one may be.
    fn roles(&self, language: Language) -> Vec<Role>;

    /// The word of a session as that member; `None` for who is not in the list.
    fn play(&self, member: &str) -> Option<String>;
}

#[derive(Clone)]
struct Stage {
    roles: Arc<dyn Roles>,
    reception: Arc<dyn Reception>,
}

impl FromRef<Stage> for Arc<dyn Reception> {
    fn from_ref(stage: &Stage) -> Arc<dyn Reception> {
        Arc::clone(&stage.reception)
    }
}

/// The pages of that door, without the guards that every answer gets.
pub fn role_routes(reception: Arc<dyn Reception>, roles: Arc<dyn Roles>) -> Router {
    Router::new()
        .route("/entrer", get(ask).post(enter))
        .route("/sortir", post(leave))
        // There is no account to look at: one may become somebody else.
        .route("/compte", get(async || to("/entrer")))
        .with_state(Stage { roles, reception })
}

async fn ask(State(stage): State<Stage>, inside: Inside, visit: Visit) -> Response {
    let entered = inside.guest.as_ref().is_some_and(|guest| guest.member.is_some());
    answer(inside, visit, move |_, visit| {
        let way = visit.asked("vers").and_then(local).unwrap_or_default().to_owned();
        Ok(pages::roles(&stage.roles.roles(visit.language), entered, &way, visit.language))
    })
    .await
}

async fn enter(State(stage): State<Stage>, headers: HeaderMap, body: Bytes) -> Response {
    let (member, way) = (field(&body, "qui"), field(&body, "vers"));
    if !from_here(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Some(word) = stage.roles.play(&member) else { return to("/entrer") };
    let mut response = to(local(&way).unwrap_or("/faire"));
    append_cookie(&mut response, &cookie(&word, KEPT));
    response
}

async fn leave(headers: HeaderMap) -> Response {
    if !from_here(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = to("/");
    append_cookie(&mut response, &cookie("", 0));
    response
}

fn cookie(word: &str, seconds: u32) -> String {
    format!("{SESSION}={word}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax")
}

/// A field of a form of two; empty when it is not there.
fn field(body: &Bytes, name: &str) -> String {
    let fields = crate::ballot_form::Fields::read(body).ok();
    fields.and_then(|fields| fields.first(name).map(str::to_owned)).unwrap_or_default()
}

//! Several organisations on one server: the host name of a request chooses whose pages answer.
//!
//! `gironde.localhost` is the organisation labelled `gironde`; an organisation labelled with a whole
//! name, `caisse.example.org`, answers to that name. The machine itself (`localhost`, an address in
//! figures) has the front page, which lists the organisations with what each tells everybody. A name
//! that is nobody's gets a plain page and nothing else: a strange name pointed at this machine opens
//! no door (decision record 0015).
//!
//! Absent on purpose: what an organisation answers (its own routes, its own guards), certificates, and
//! names that a proxy says it was asked for (`X-Forwarded-Host`): a proxy hands on the `Host`.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, any_service, get};

use crate::pages::{self, Doorplate, Trouble};
use crate::reception::{Guest, Reception};
use crate::router::{ROBOTS, guarded, remember};
use crate::style::style;
use crate::visit::Visit;

/// The end of every name of the machine itself (RFC 6761, 6.3).
const LOCAL: &str = "localhost";
/// The longest label of a name, and the longest name (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;
const LONGEST_NAME: usize = 253;

/// The label under which an organisation is found on a server: the first word of `label.localhost`, or
/// a whole host name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(String);

impl Label {
    /// Reads a label: letters without accents, digits and hyphens, in words of at most 63 that points
    /// keep apart. Capitals are made small. `None` for anything else, and for what means the machine
    /// itself.
    pub fn parse(text: &str) -> Option<Label> {
        let name = text.to_ascii_lowercase();
        let word = |word: &str| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            (1..=LONGEST_LABEL).contains(&word.len())
                && word.bytes().all(|byte| plain(byte) || byte == b'-')
                && !word.starts_with('-')
                && !word.ends_with('-')
        };
        // A number alone is how some programs write an address.
        let figures = name.rsplit('.').next().is_some_and(|last| last.parse::<u64>().is_ok());
        let ours = name == LOCAL || name.ends_with(".localhost") || (figures && name.contains('.'));
        let good = name.len() <= LONGEST_NAME && name.split('.').all(word) && !ours;
        good.then_some(Label(name))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host name that leads to the organisation.
    pub fn host(&self) -> String {
        match self.0.contains('.') {
            true => self.0.clone(),
            false => format!("{}.{LOCAL}", self.0),
        }
    }
}

/// One listener for all: `front` for the machine itself, and for each host name the routes of the
/// organisation of that label. A label that cannot be read ([`Label::parse`]) is never chosen.
pub fn by_host(front: Router, organisations: Vec<(String, Router)>) -> Router {
    let named = organisations
        .into_iter()
        .filter_map(|(label, routes)| Some((Label::parse(&label)?.host(), any_service(routes))));
    let doors = Doors { front: any_service(front), named: named.collect() };
    let nobody = guarded(Router::new().fallback(nobody_there));
    let all = Arc::new((doors, any_service(nobody)));
    Router::new().fallback(choose).with_state(all)
}

struct Doors {
    front: MethodRouter,
    named: HashMap<String, MethodRouter>,
}

async fn choose(State(all): State<Arc<(Doors, MethodRouter)>>, request: Request) -> Response {
    let (doors, nobody) = &*all;
    let host = host_of(request.uri().host(), request.headers());
    let door = match host {
        Some(host) if is_the_machine(&host) => &doors.front,
        Some(host) => doors.named.get(&host).unwrap_or(nobody),
        None => nobody,
    };
    door.clone().call(request, ()).await
}

/// The name that was asked for, small and without its port; `None` without a readable one.
fn host_of(asked: Option<&str>, headers: &HeaderMap) -> Option<String> {
    let host = match asked {
        Some(host) => host,
        None => {
            let mut all = headers.get_all(HOST).iter();
            let (host, second) = (all.next()?.to_str().ok()?, all.next());
            if second.is_some() {
                return None;
            }
            host
        }
    };
    let (name, _) = without_port(host);
    Some(name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase())
}

/// A host and its port, which may be missing.
fn without_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        // `[::1]` has colons of its own.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, Some(port)),
        _ => (host, None),
    }
}

fn is_the_machine(host: &str) -> bool {
    let figures = host.trim_start_matches('[').trim_end_matches(']');
    host == LOCAL || figures.parse::<IpAddr>().is_ok()
}

/// One organisation on the front page.
#[derive(Clone)]
pub struct Hosted {
    /// Where it is found.
    pub label: Label,
    /// What answers everybody there.
    pub reception: Arc<dyn Reception>,
}

/// The front page of a server: its organisations, with what each tells everybody.
pub fn front_page(hosted: Vec<Hosted>) -> Router {
    guarded(
        Router::new()
            .route("/", get(front))
            .route("/style.css", get(style))
            .route("/robots.txt", get(ROBOTS))
            .fallback(not_found)
            .with_state(Arc::new(hosted)),
    )
}

async fn front(
    State(hosted): State<Arc<Vec<Hosted>>>,
    headers: HeaderMap,
    visit: Visit,
) -> Response {
    let language = visit.language;
    let port = headers.get(HOST).and_then(|host| host.to_str().ok()).map(without_port);
    let port = port.and_then(|(_, port)| port).map(str::to_owned);
    // Reading the accounts of several may take its time: on a thread where that delays nobody.
    let written = tokio::task::spawn_blocking(move || {
        let plates = hosted.iter().map(|one| plate(one, port.as_deref(), &visit));
        let document = pages::front(&plates.collect::<Vec<_>>(), &visit);
        let mut response = Html(document.into_string()).into_response();
        remember(&visit, response.headers_mut());
        response
    });
    written.await.unwrap_or_else(|_| {
        let trouble = Trouble::Broken;
        (trouble.status(), trouble.sentence(language)).into_response()
    })
}

fn plate(one: &Hosted, port: Option<&str>, visit: &Visit) -> Doorplate {
    let house = one.reception.house(&Guest::default());
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    Doorplate {
        // Without a scheme: as this page itself was asked for.
        address: format!("//{}{port}/", one.label.host()),
        frame: house.frame(visit.language),
        public: house.public(visit.language),
    }
}

async fn not_found(visit: Visit) -> Response {
    let document = pages::no_such_page(&visit);
    (StatusCode::NOT_FOUND, Html(document.into_string())).into_response()
}

/// Nobody of that name. The style sheet is there all the same, for this page.
async fn nobody_there(request: Request) -> Response {
    if request.uri().path() == "/style.css" {
        return style(request.headers().clone()).await;
    }
    let (mut parts, _) = request.into_parts();
    let host = host_of(parts.uri.host(), &parts.headers).unwrap_or_default();
    let local = host.ends_with(".localhost").then(|| front_address(&parts));
    let Ok(visit) = Visit::from_request_parts(&mut parts, &()).await;
    let document = pages::nobody_of_that_name(&host, local.as_deref(), &visit);
    (StatusCode::NOT_FOUND, Html(document.into_string())).into_response()
}

fn front_address(parts: &Parts) -> String {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or(LOCAL);
    match without_port(host) {
        (_, Some(port)) => format!("//{LOCAL}:{port}/"),
        (_, None) => format!("//{LOCAL}/"),
    }
}

#[cfg(test)]
mod tests;

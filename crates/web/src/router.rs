//! Addresses to pages: parse, ask the house, show. Nothing is decided here.

use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SET_COOKIE, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use caisse_units::{Day, Month};

use crate::house::House;
use crate::pages::{self, Around, Page, Trouble};
use crate::style::STYLE;
use crate::views::{List, MonthPage, Place};
use crate::visit::Visit;

type TheHouse = State<Arc<dyn House>>;
/// A parameter of the path, which may be unreadable.
type Parameter<T> = Result<Path<T>, PathRejection>;

/// All the pages of a house. Only GET and HEAD are answered.
pub fn router(house: Arc<dyn House>) -> Router {
    Router::new()
        .route("/", get(public))
        .route("/regles", get(rules))
        .route("/regles/{name}", get(latest_rule))
        .route("/regles/{name}/{since}", get(rule))
        .route("/membres/{id}", get(member))
        .route("/mois", get(current_month))
        .route("/mois/{month}", get(month))
        .route("/mois/{month}/{list}", get(month_list))
        .route("/comptes", get(current_accounts))
        .route("/comptes/{year}", get(accounts))
        .route("/comptes/{year}/{account}", get(ledger))
        .route("/ecritures/{id}", get(entry))
        .route("/decisions/{id}", get(decision))
        .route("/pourquoi/{id}", get(why))
        .route("/journal", get(journal))
        .route("/checkpoint", get(checkpoint))
        .route("/propositions", get(proposals))
        .route("/propositions/{id}", get(proposal))
        .route("/statuts", get(statutes))
        .route("/statuts/{since}", get(old_statutes))
        .route("/mandats", get(offices))
        .route("/projets", get(board))
        .route("/projets/{id}", get(project))
        .route("/conventions", get(agreements))
        .route("/style.css", get(style))
        .fallback(not_found)
        .method_not_allowed_fallback(only_reading)
        .layer(map_response(guard))
        .with_state(house)
}

async fn public(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        Ok(pages::public(&house.public(visit.language), house.shows_the_month(), visit.language))
    })
    .await
}

async fn rules(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        Ok(pages::rules(&house.public(visit.language), visit.language))
    })
    .await
}

async fn latest_rule(State(house): TheHouse, visit: Visit, name: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let rule = found(house.rule(&readable(name)?, None, visit.language))?;
        Ok(pages::rule(&rule, visit.language))
    })
    .await
}

async fn rule(
    State(house): TheHouse,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    answer(house, visit, |house, visit| {
        let (name, since) = readable(parameters)?;
        let since = parsed::<Day>(&since)?;
        let rule = found(house.rule(&name, Some(since), visit.language))?;
        Ok(pages::rule(&rule, visit.language))
    })
    .await
}

async fn member(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let member = found(house.member(&readable(id)?, visit.language))?;
        Ok(pages::member(&member, visit.language))
    })
    .await
}

async fn current_month(State(house): TheHouse, visit: Visit) -> Redirect {
    Redirect::to(&Place::Month(house.frame(visit.language).month).address())
}

async fn month(State(house): TheHouse, visit: Visit, month: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let month = month_shown(house, &readable(month)?, visit)?;
        Ok(pages::month(&month, visit.language))
    })
    .await
}

fn month_shown(house: &dyn House, month: &str, visit: &Visit) -> Result<MonthPage, Trouble> {
    if !house.shows_the_month() {
        return Err(Trouble::NotFound);
    }
    found(house.month(parsed::<Month>(month)?, visit.language))
}

async fn month_list(
    State(house): TheHouse,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    answer(house, visit, |house, visit| {
        let (month, list) = readable(parameters)?;
        let list = found(List::from_word(&list))?;
        let month = month_shown(house, &month, visit)?;
        found(pages::month_list(&month, list, visit.page, visit.language))
    })
    .await
}

async fn current_accounts(State(house): TheHouse, visit: Visit) -> Redirect {
    let frame = house.frame(visit.language);
    let year = frame.years.last().copied().unwrap_or_else(|| frame.month.year());
    Redirect::to(&Place::Accounts(year).address())
}

async fn accounts(State(house): TheHouse, visit: Visit, year: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let accounts = found(house.accounts(parsed(&readable(year)?)?, visit.language))?;
        Ok(pages::accounts(&accounts, &house.frame(visit.language), visit))
    })
    .await
}

async fn ledger(
    State(house): TheHouse,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    answer(house, visit, |house, visit| {
        let (year, account) = readable(parameters)?;
        let ledger = house.ledger(&account, parsed(&year)?, visit.page, visit.language);
        Ok(pages::ledger(&found(ledger)?, visit.language))
    })
    .await
}

async fn entry(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let entry = found(house.entry(&readable(id)?, visit.language))?;
        Ok(pages::entry(&entry, visit.language))
    })
    .await
}

async fn decision(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let decision = found(house.decision(&readable(id)?, visit.language))?;
        Ok(pages::decision(&decision, visit.language))
    })
    .await
}

async fn why(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let why = found(house.why(&readable(id)?, visit.language))?;
        Ok(pages::why(&why, visit.language))
    })
    .await
}

async fn journal(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        let journal = found(house.journal(visit.page, visit.language))?;
        Ok(pages::journal(&journal, visit.language))
    })
    .await
}

async fn proposals(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        let list = found(house.proposals(visit.page, visit.language))?;
        Ok(pages::proposals(&list, visit.language))
    })
    .await
}

async fn proposal(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let proposal = found(house.proposal(&readable(id)?, visit.language))?;
        Ok(pages::proposal(&proposal, visit.language))
    })
    .await
}

async fn statutes(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        let statutes = house.statutes(None, visit.language);
        Ok(pages::statutes(statutes.as_ref(), visit.language))
    })
    .await
}

async fn old_statutes(State(house): TheHouse, visit: Visit, since: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let since = parsed::<Day>(&readable(since)?)?;
        let statutes = found(house.statutes(Some(since), visit.language))?;
        Ok(pages::statutes(Some(&statutes), visit.language))
    })
    .await
}

async fn offices(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        Ok(pages::offices(&house.offices(visit.language), visit.language))
    })
    .await
}

async fn board(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        Ok(pages::projects(&house.board(visit.language), visit.language))
    })
    .await
}

async fn project(State(house): TheHouse, visit: Visit, id: Parameter<String>) -> Response {
    answer(house, visit, |house, visit| {
        let project = found(house.project(&readable(id)?, visit.language))?;
        Ok(pages::project(&project, visit.language))
    })
    .await
}

async fn agreements(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |house, visit| {
        Ok(pages::agreements(&house.agreements(visit.language), visit.language))
    })
    .await
}

async fn checkpoint(State(house): TheHouse, visit: Visit) -> Response {
    match house.checkpoint() {
        Some(note) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response(),
        None => answer(house, visit, |_, _| Err(Trouble::NotFound)).await,
    }
}

async fn style() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, STYLE)
}

async fn not_found(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |_, _| Err(Trouble::NotFound)).await
}

async fn only_reading(State(house): TheHouse, visit: Visit) -> Response {
    answer(house, visit, |_, _| Err(Trouble::OnlyReading)).await
}

fn readable<T>(parameter: Parameter<T>) -> Result<T, Trouble> {
    parameter.map(|Path(value)| value).map_err(|_| Trouble::Unreadable)
}

fn parsed<T: FromStr>(text: &str) -> Result<T, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

fn found<T>(thing: Option<T>) -> Result<T, Trouble> {
    thing.ok_or(Trouble::NotFound)
}

/// Asks the house for a page and writes it whole, on a thread where taking its time delays nobody. If
/// the house breaks down, the reader gets a plain sentence and the next reader an ordinary answer.
async fn answer(
    house: Arc<dyn House>,
    visit: Visit,
    ask: impl FnOnce(&dyn House, &Visit) -> Result<Page, Trouble> + Send + 'static,
) -> Response {
    let language = visit.language;
    let written = tokio::task::spawn_blocking(move || {
        let page = ask(&*house, &visit);
        show(&*house, &visit, page)
    });
    written.await.unwrap_or_else(|_| {
        let trouble = Trouble::Broken;
        (trouble.status(), trouble.sentence(language)).into_response()
    })
}

/// The answer: the page or the trouble, whole, and what the reader chose, remembered.
fn show(house: &dyn House, visit: &Visit, page: Result<Page, Trouble>) -> Response {
    let status = page.as_ref().err().map_or(StatusCode::OK, |trouble| trouble.status());
    let page = page.unwrap_or_else(|trouble| pages::error(trouble, visit.language));
    let around = Around { frame: house.frame(visit.language), month: house.shows_the_month() };
    let document = pages::document(&around, visit, &page);
    let mut response = (status, Html(document.into_string())).into_response();
    for cookie in visit.cookies() {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

/// Puts the same guards on every answer: nothing is loaded but our style sheet and images written in
/// the page, nobody frames us, addresses (which hold pseudonyms) are told to nobody, and nothing
/// personal stays in a cache.
async fn guard(mut response: Response) -> Response {
    const GUARDS: [(HeaderName, &str); 6] = [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
             form-action 'self'; frame-ancestors 'none'",
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ];
    let headers = response.headers_mut();
    for (name, value) in GUARDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(VARY, HeaderValue::from_static("accept-language, cookie"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

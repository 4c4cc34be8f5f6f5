//! Addresses to pages: parse, ask the house, show. Nothing is decided here.

use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn, map_response};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use caisse_units::{Day, Month};

use crate::api;
use crate::booth::{Booth, booth_routes};
use crate::calendar;
use crate::compression::compressed;
use crate::house::House;
use crate::live;
use crate::pages::{self, Around, Page, Trouble};
use crate::reception::{Inside, OneHouse, Reception};
use crate::style;
use crate::views::{File, GuidedStep, List, MonthPage, Place, ReadingStep};
use crate::visit::Visit;

/// A parameter of the path, which may be unreadable.
type Parameter<T> = Result<Path<T>, PathRejection>;

/// All the pages of a house that answers everyone alike. Only GET and HEAD are answered.
pub fn router(house: Arc<dyn House>) -> Router {
    guarded(pages_for(Arc::new(OneHouse(house))))
}

/// The same, and the page on which members vote.
pub fn router_with_booth(house: Arc<dyn House>, booth: Arc<dyn Booth>) -> Router {
    guarded(pages_for(Arc::new(OneHouse(house))).merge(booth_routes(booth)))
}

/// Everything with the guards that every answer of ours gets.
pub fn guarded(routes: Router) -> Router {
    routes.layer(map_response(guard)).layer(from_fn(compressed))
}

/// The pages, as each guest may see them; without the guards.
pub fn pages_for(reception: Arc<dyn Reception>) -> Router {
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
        .route("/assemblees", get(assemblies))
        .route("/assemblees.ics", get(calendar))
        .route("/assemblees/{id}", get(assembly))
        .route("/assemblees/{id}/convocation", get(convocation))
        .route("/assemblees/{id}/emargement", get(attendance_sheet))
        .route("/assemblees/{id}/proces-verbal", get(minutes))
        .route("/assemblees/{id}/proces-verbal.txt", get(minutes_text))
        .merge(api::routes())
        .merge(live::routes())
        .route("/scrutins/{id}", get(poll))
        .route("/scrutins/{id}/{file}", get(ballots))
        .route("/propositions", get(proposals))
        .route("/propositions/{id}", get(proposal))
        .route("/statuts", get(statutes))
        .route("/statuts/{since}", get(old_statutes))
        .route("/mandats", get(offices))
        .route("/projets", get(board))
        .route("/projets/{id}", get(project))
        .route("/conventions", get(agreements))
        .route("/federation", get(federation))
        .route("/federation/comptes/{year}", get(consolidated))
        .route("/federation/{peer}", get(peer))
        .route("/federation/{peer}/perequation/{rule}/{month}", get(their_equalisation))
        .route("/perequation/{rule}/{month}", get(equalisation))
        .route("/lecture", get(shared_reading))
        .route("/lecture/feuilles", get(reading_sheets))
        .route("/lecture/{step}", get(guided_step))
        .route("/lectures", get(readings))
        .route("/mots", get(words))
        .route("/style.css", get(style::style))
        .route("/robots.txt", get(ROBOTS))
        .fallback(not_found)
        .method_not_allowed_fallback(only_reading)
        .with_state(reception)
}

async fn public(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        Ok(pages::public(&house.public(visit.language), house.shows_the_month(), visit.language))
    })
    .await
}

async fn rules(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        Ok(pages::rules(&house.public(visit.language), visit.language))
    })
    .await
}

async fn latest_rule(inside: Inside, visit: Visit, name: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let rule = found(house.rule(&readable(name)?, None, visit.language))?;
        Ok(pages::rule(&rule, visit.language))
    })
    .await
}

async fn rule(inside: Inside, visit: Visit, parameters: Parameter<(String, String)>) -> Response {
    answer(inside, visit, |house, visit| {
        let (name, since) = readable(parameters)?;
        let since = parsed::<Day>(&since)?;
        let rule = found(house.rule(&name, Some(since), visit.language))?;
        Ok(pages::rule(&rule, visit.language))
    })
    .await
}

async fn member(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let member = found(house.member(&readable(id)?, visit.language))?;
        Ok(pages::member(&member, visit.language))
    })
    .await
}

async fn current_month(inside: Inside, visit: Visit) -> Redirect {
    Redirect::to(&Place::Month(inside.house.frame(visit.language).month).address())
}

async fn month(inside: Inside, visit: Visit, month: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
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
    inside: Inside,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    answer(inside, visit, |house, visit| {
        let (month, list) = readable(parameters)?;
        let list = found(List::from_word(&list))?;
        let month = month_shown(house, &month, visit)?;
        found(pages::month_list(&month, list, visit.page, visit.language))
    })
    .await
}

async fn current_accounts(inside: Inside, visit: Visit) -> Redirect {
    let frame = inside.house.frame(visit.language);
    let year = frame.years.last().copied().unwrap_or_else(|| frame.month.year());
    Redirect::to(&Place::Accounts(year).address())
}

async fn accounts(inside: Inside, visit: Visit, year: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let accounts = found(house.accounts(parsed(&readable(year)?)?, visit.language))?;
        Ok(pages::accounts(&accounts, &house.frame(visit.language), visit))
    })
    .await
}

async fn ledger(inside: Inside, visit: Visit, parameters: Parameter<(String, String)>) -> Response {
    answer(inside, visit, |house, visit| {
        let (year, account) = readable(parameters)?;
        let ledger = house.ledger(&account, parsed(&year)?, visit.page, visit.language);
        Ok(pages::ledger(&found(ledger)?, visit.language))
    })
    .await
}

async fn entry(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let entry = found(house.entry(&readable(id)?, visit.language))?;
        Ok(pages::entry(&entry, visit.language))
    })
    .await
}

async fn decision(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let decision = found(house.decision(&readable(id)?, visit.language))?;
        Ok(pages::decision(&decision, visit.language))
    })
    .await
}

async fn why(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let why = found(house.why(&readable(id)?, visit.language))?;
        Ok(pages::why(&why, visit.language))
    })
    .await
}

async fn journal(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let journal = found(house.journal(visit.page, visit.language))?;
        Ok(pages::journal(&journal, visit.language))
    })
    .await
}

async fn proposals(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let list = found(house.proposals(visit.page, visit.language))?;
        Ok(pages::proposals(&list, visit.language))
    })
    .await
}

async fn proposal(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let proposal = found(house.proposal(&readable(id)?, visit.language))?;
        Ok(pages::proposal(&proposal, visit.language))
    })
    .await
}

async fn statutes(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let statutes = house.statutes(None, visit.language);
        Ok(pages::statutes(statutes.as_ref(), visit.language))
    })
    .await
}

async fn old_statutes(inside: Inside, visit: Visit, since: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let since = parsed::<Day>(&readable(since)?)?;
        let statutes = found(house.statutes(Some(since), visit.language))?;
        Ok(pages::statutes(Some(&statutes), visit.language))
    })
    .await
}

async fn offices(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        Ok(pages::offices(&house.offices(visit.language), visit.language))
    })
    .await
}

async fn board(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let board = found(house.board(visit.page, visit.language))?;
        Ok(pages::projects(&board, visit.language))
    })
    .await
}

async fn project(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let project = found(house.project(&readable(id)?, visit.language))?;
        Ok(pages::project(&project, visit.language))
    })
    .await
}

async fn agreements(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        Ok(pages::agreements(&house.agreements(visit.language), visit.language))
    })
    .await
}

async fn federation(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        Ok(pages::federation(&house.federation(visit.language), visit.language))
    })
    .await
}

async fn consolidated(inside: Inside, visit: Visit, year: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let accounts = found(house.consolidated(parsed(&readable(year)?)?, visit.language))?;
        Ok(pages::consolidated(&accounts, visit.language))
    })
    .await
}

async fn peer(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let peer = found(house.peer(&readable(id)?, visit.language))?;
        Ok(pages::peer(&peer, visit.language))
    })
    .await
}

async fn equalisation(
    inside: Inside,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    answer(inside, visit, |house, visit| {
        let (rule, month) = readable(parameters)?;
        equalised(house, None, &rule, &month, visit)
    })
    .await
}

async fn their_equalisation(
    inside: Inside,
    visit: Visit,
    parameters: Parameter<(String, String, String)>,
) -> Response {
    answer(inside, visit, |house, visit| {
        let (by, rule, month) = readable(parameters)?;
        equalised(house, Some(&by), &rule, &month, visit)
    })
    .await
}

fn equalised(
    house: &dyn House,
    by: Option<&str>,
    rule: &str,
    month: &str,
    visit: &Visit,
) -> Result<Page, Trouble> {
    let month = parsed::<Month>(month)?;
    let shown = house.equalisation(by, rule, month, &visit.supposed(), visit.language);
    Ok(pages::equalisation(&found(shown)?, visit.language))
}

async fn checkpoint(inside: Inside, visit: Visit) -> Response {
    match inside.house.checkpoint() {
        Some(note) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response(),
        None => answer(inside, visit, |_, _| Err(Trouble::NotFound)).await,
    }
}

async fn assemblies(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let assemblies = found(house.assemblies(visit.page, visit.language))?;
        Ok(pages::assemblies(&assemblies, visit.language))
    })
    .await
}

async fn assembly(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let assembly = found(house.assembly(&readable(id)?, visit.language))?;
        Ok(pages::assembly(&assembly, visit.language))
    })
    .await
}

async fn convocation(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let convocation = found(house.convocation(&readable(id)?, visit.language))?;
        Ok(pages::convocation(&convocation, visit.language))
    })
    .await
}

async fn attendance_sheet(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let sheet = house.attendance_sheet(&readable(id)?, visit.page, visit.language);
        Ok(pages::attendance_sheet(&found(sheet)?, visit.language))
    })
    .await
}

async fn minutes(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let minutes = found(house.minutes(&readable(id)?, visit.language))?;
        Ok(pages::minutes(&minutes, visit.language))
    })
    .await
}

async fn poll(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let poll = found(house.poll(&readable(id)?, visit.language))?;
        Ok(pages::poll(&poll, visit.language))
    })
    .await
}

async fn ballots(
    inside: Inside,
    visit: Visit,
    parameters: Parameter<(String, String)>,
) -> Response {
    file(inside, visit, move |house| {
        let (poll, name) = readable(parameters).ok()?;
        house.ballots(&poll, name.strip_prefix("bulletins.")?)
    })
    .await
}

async fn minutes_text(inside: Inside, visit: Visit, id: Parameter<String>) -> Response {
    file(inside, visit, move |house| house.minutes_text(&readable(id).ok()?)).await
}

async fn calendar(inside: Inside, visit: Visit) -> Response {
    let language = visit.language;
    file(inside, visit, move |house| calendar::calendar(house, language)).await
}

async fn shared_reading(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |_, visit| Ok(pages::shared_reading(visit.language))).await
}

async fn guided_step(inside: Inside, visit: Visit, step: Parameter<String>) -> Response {
    answer(inside, visit, |house, visit| {
        let step = found(ReadingStep::from_word(&readable(step)?))?;
        let step = house.guided_step(step, visit.asked("plus"), visit.language);
        Ok(pages::guided_step(&found(step)?, visit))
    })
    .await
}

async fn reading_sheets(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let steps = ReadingStep::ALL.into_iter();
        let steps = steps.map(|step| house.guided_step(step, None, visit.language));
        let steps: Vec<GuidedStep> = found(steps.collect())?;
        Ok(pages::reading_sheets(&steps, visit.language))
    })
    .await
}

async fn readings(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |house, visit| {
        let readings = found(house.readings(visit.page, visit.language))?;
        Ok(pages::readings(&readings, visit.language))
    })
    .await
}

async fn words(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |_, visit| Ok(pages::words(visit.language))).await
}

/// A file to keep, written on a thread where taking its time delays nobody.
async fn file(
    inside: Inside,
    visit: Visit,
    ask: impl FnOnce(&dyn House) -> Option<File> + Send + 'static,
) -> Response {
    let asked = Arc::clone(&inside.house);
    match tokio::task::spawn_blocking(move || ask(&*asked)).await {
        Ok(Some(file)) => {
            let kept_as = format!("attachment; filename=\"{}\"", file.name);
            let headers = [(CONTENT_TYPE, file.kind.to_owned()), (CONTENT_DISPOSITION, kept_as)];
            (headers, file.text).into_response()
        }
        Ok(None) => answer(inside, visit, |_, _| Err(Trouble::NotFound)).await,
        Err(_) => answer(inside, visit, |_, _| Err(Trouble::Broken)).await,
    }
}

/// What search engines are asked to leave alone: what is one person's. Pages of pseudonyms ask for the
/// same themselves.
pub(crate) const ROBOTS: &str = "User-agent: *\nDisallow: /voter/\nDisallow: /invitation/\n\
     Disallow: /entrer\nDisallow: /compte\nDisallow: /faire\n";

async fn not_found(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |_, _| Err(Trouble::NotFound)).await
}

async fn only_reading(inside: Inside, visit: Visit) -> Response {
    answer(inside, visit, |_, _| Err(Trouble::OnlyReading)).await
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
pub(crate) async fn answer(
    inside: Inside,
    visit: Visit,
    ask: impl FnOnce(&dyn House, &Visit) -> Result<Page, Trouble> + Send + 'static,
) -> Response {
    let language = visit.language;
    let written = tokio::task::spawn_blocking(move || {
        let page = ask(&*inside.house, &visit);
        show(&inside, &visit, page)
    });
    written.await.unwrap_or_else(|_| {
        let trouble = Trouble::Broken;
        (trouble.status(), trouble.sentence(language)).into_response()
    })
}

/// The answer: the page or the trouble, whole, and what the reader chose, remembered.
fn show(inside: &Inside, visit: &Visit, page: Result<Page, Trouble>) -> Response {
    let status = page.as_ref().err().map_or(StatusCode::OK, |trouble| trouble.status());
    let page = page.unwrap_or_else(|trouble| pages::error(trouble, visit.language));
    let around = Around::of(inside, visit);
    let document = pages::document(&around, visit, &page);
    let mut response = (status, Html(document.into_string())).into_response();
    remember(visit, response.headers_mut());
    response
}

/// What the reader chose, remembered.
pub(crate) fn remember(visit: &Visit, headers: &mut HeaderMap) {
    for cookie in visit.cookies() {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, value);
        }
    }
}

/// Puts the same guards on every answer: nothing is loaded but our style sheet, our one script and
/// images written in the page, nobody frames us, addresses (which hold pseudonyms) are told to nobody, and nothing
/// personal stays in a cache.
async fn guard(mut response: Response) -> Response {
    const GUARDS: [(HeaderName, &str); 6] = [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
             form-action 'self'; frame-ancestors 'none'; script-src 'self'; connect-src 'self'",
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
    headers.insert(VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

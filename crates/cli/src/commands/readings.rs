//! `caisse reading`: shared readings of the accounts and the questions pinned to figures.

use std::fmt::Write as _;

use caisse_app::Desk;
use caisse_app::work::readings::{self, Question, ReadingError};
use caisse_domain::Organisation;
use caisse_domain::identity::{MemberId, QuestionId, ReadingId};
use caisse_domain::offices::Actor;
use caisse_domain::readings::{Became, Command as C, Event, Question as Known, Refusal, Session};
use caisse_units::Language;
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::{AskQuestion, Reading};
use crate::context::Context;

/// `caisse reading`.
pub fn run(context: &Context, arguments: Reading) -> Result<Answer, Failure> {
    match arguments {
        Reading::Open { title, on, led_by } => {
            let on = on.unwrap_or_else(|| context.today());
            open(context, title, on, led_by)
        }
        Reading::Ask(arguments) => ask(context, &arguments),
        Reading::Answer { question, text } => answer(context, question, &text),
        Reading::Turn { question, proposal, grievance } => {
            let into = proposal.map(Became::Proposal).or(grievance.map(Became::Grievance));
            turn(context, question, into)
        }
        Reading::Close { reading, people, record, file } => {
            let record = match (record, file) {
                (None, Some(file)) => Some(text_of(context, &file)?),
                (record, _) => record,
            };
            close(context, reading, people, record.as_deref())
        }
        Reading::List => list(context),
    }
}

fn fail(context: &Context) -> impl Fn(ReadingError) -> Failure {
    |error| context.fail(|language| error.sentence(language))
}

/// The desk, who acts, and the member that this is.
fn acting(context: &Context) -> Result<(Desk, Actor, Option<MemberId>), Failure> {
    let desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let member = match actor {
        Actor::Member(member) => Some(member),
        Actor::Founders => None,
    };
    Ok((desk, actor, member))
}

fn in_person(context: &Context, member: Option<MemberId>) -> Result<MemberId, Failure> {
    member.ok_or_else(|| context.fail(|l| Refusal::NotActive { member: None }.sentence(l)))
}

fn open(
    context: &Context,
    title: String,
    on: caisse_units::Day,
    led_by: Option<MemberId>,
) -> Result<Answer, Failure> {
    let (mut desk, actor, member) = acting(context)?;
    let facilitator = in_person(context, led_by.or(member))?;
    let command = C::Open(Session { title, on, facilitator });
    let event = readings::order(&mut desk, actor, command).map_err(fail(context))?;
    let Event::Opened { reading, session } = event else { unreachable!("a reading was decided") };
    let day = on.written(context.language);
    let text = match context.language {
        Language::French => {
            format!("{reading} « {} », le {day}, animée par {facilitator}", session.title)
        }
        Language::English => {
            format!("{reading} “{}”, on {day}, led by {facilitator}", session.title)
        }
    };
    Ok(Answer::new(text, json!({ "reading": reading.to_string(), "on": on })))
}

fn ask(context: &Context, given: &AskQuestion) -> Result<Answer, Failure> {
    let (mut desk, actor, member) = acting(context)?;
    let by = match given.room {
        true => None,
        false => Some(in_person(context, given.by.or(member))?),
    };
    let (reading, figure) = (given.reading, given.figure.clone());
    let asked = Question { reading, figure, by, text: &given.text };
    let question = readings::ask(&mut desk, actor, asked).map_err(fail(context))?;
    let figure = &given.figure;
    let text = match (context.language, by) {
        (Language::French, Some(by)) => format!(
            "{question}, de {by}, épinglée à {figure}. Les mots sont au coffre, scellés à ce nom, et se lisent à côté du chiffre."
        ),
        (Language::French, None) => format!("{question}, de la salle, épinglée à {figure}"),
        (Language::English, Some(by)) => format!(
            "{question}, by {by}, pinned to {figure}. Its words are in the vault, sealed under that name, and are read beside the figure."
        ),
        (Language::English, None) => format!("{question}, from the room, pinned to {figure}"),
    };
    Ok(Answer::new(text, json!({ "question": question.to_string(), "figure": figure.to_string() })))
}

fn answer(context: &Context, question: QuestionId, text: &str) -> Result<Answer, Failure> {
    let (mut desk, actor, _) = acting(context)?;
    readings::answer(&mut desk, actor, question, text).map_err(fail(context))?;
    let said = context.say("a une réponse", "is answered");
    Ok(Answer::new(format!("{question} {said}"), json!({ "question": question.to_string() })))
}

fn turn(context: &Context, question: QuestionId, into: Option<Became>) -> Result<Answer, Failure> {
    let Some(into) = into else {
        let said = context.say("dites --proposal ou --grievance", "say --proposal or --grievance");
        return Err(Failure::new(said));
    };
    let (mut desk, actor, _) = acting(context)?;
    let command = C::Turn { question, into };
    readings::order(&mut desk, actor, command).map_err(fail(context))?;
    let (said, number) = (context.say("est devenue", "became"), into.number());
    let json = json!({ "question": question.to_string(), "became": number });
    Ok(Answer::new(format!("{question} {said} {number}"), json))
}

fn close(
    context: &Context,
    reading: ReadingId,
    people: u32,
    record: Option<&str>,
) -> Result<Answer, Failure> {
    let (mut desk, actor, _) = acting(context)?;
    readings::close(&mut desk, actor, reading, people, record).map_err(fail(context))?;
    let house = state(context, &desk)?;
    let asked: Vec<&Known> = house.readings.asked_in(reading).map(|(_, one)| one).collect();
    let (count, open) = (asked.len(), asked.iter().filter(|one| one.is_open()).count());
    let text = match context.language {
        Language::French => format!(
            "{reading} est close : {people} personne(s), {count} question(s), dont {open} sans réponse"
        ),
        Language::English => format!(
            "{reading} is closed: {people} person(s), {count} question(s), {open} of them unanswered"
        ),
    };
    let json = json!({ "reading": reading.to_string(), "people": people, "questions": count, "open": open });
    Ok(Answer::new(text, json))
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut readings, mut questions) = (String::new(), Vec::new(), Vec::new());
    for (id, one) in house.readings.all() {
        let people = one.closing.as_ref().map(|closing| closing.took_part);
        let stands = match (people, context.language) {
            (Some(people), Language::French) => format!("{people} personne(s)"),
            (Some(people), Language::English) => format!("{people} person(s)"),
            (None, language) => language.choose("ouverte", "open").to_owned(),
        };
        let (on, led_by) = (one.session.on, one.session.facilitator);
        let _ = writeln!(text, "{id:>5}  {on}  {}  {led_by}  {stands}", one.session.title);
        readings.push(json!({
            "reading": id.to_string(), "title": one.session.title, "on": on,
            "led_by": led_by.to_string(), "people": people,
        }));
    }
    for (id, one) in house.readings.questions() {
        let words = desk.people.text(one.asked.by, &one.asked.text);
        let words = words.map_err(|error| context.fail(|l| error.sentence(l)))?;
        let became: Vec<String> = one.became.iter().map(|into| into.number()).collect();
        let stands = match one.is_open() {
            true => context.say("attend", "waits"),
            false => context.say("répondue", "answered"),
        };
        let line = words.as_deref().unwrap_or("—").lines().next().unwrap_or_default();
        let figure = &one.asked.figure;
        let _ = writeln!(
            text,
            "{id:>5}  {}  {figure}  {stands}  {line}  {}",
            one.on,
            became.join(", ")
        );
        questions.push(json!({
            "question": id.to_string(), "on": one.on, "figure": figure.to_string(),
            "reading": one.asked.reading.map(|id| id.to_string()),
            "by": one.asked.by.map(|by| by.to_string()), "text": words,
            "answers": one.answers.len(), "became": became, "open": one.is_open(),
        }));
    }
    let json = json!({ "readings": Value::Array(readings), "questions": Value::Array(questions) });
    Ok(Answer::new(text, json))
}

fn state<'a>(context: &Context, desk: &'a Desk) -> Result<&'a Organisation, Failure> {
    desk.state().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn text_of(context: &Context, file: &std::path::Path) -> Result<String, Failure> {
    String::from_utf8(context.read(file)?).map_err(|_| {
        let said = context.say("ce n'est pas un texte UTF-8", "this is not UTF-8 text");
        Failure::new(format!("{} : {said}", file.display()))
    })
}

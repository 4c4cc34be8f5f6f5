//! What a reading and its questions must respect.

use caisse_units::Day;

use super::authority::active;
use super::{
    Answer, Asked, Became, Closing, Command, Event, Figure, LONGEST_TITLE, MOST_ANSWERS,
    MOST_PEOPLE, Refusal, Session,
};
use crate::identity::{MemberId, QuestionId, ReadingId};
use crate::{Envelope, Organisation, is_digest};

/// Decides a command.
///
/// # Errors
/// The first refusal in the order of the checks.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: Envelope,
) -> Result<Event, crate::Refusal> {
    let on = envelope.today;
    match command {
        Command::Open(session) => Ok(open(house, session, on)?),
        Command::Ask(asked) => Ok(ask(house, asked, on)?),
        Command::Answer { question, text } => {
            let answer = Answer { by: active(house, envelope)?, text, on };
            Ok(answered(house, question, answer)?)
        }
        Command::Turn { question, into } => Ok(turned(house, question, into)?),
        Command::Close { reading, took_part, record } => {
            Ok(close(house, reading, Closing { on, took_part, record })?)
        }
    }
}

fn open(house: &Organisation, session: Session, today: Day) -> Result<Event, Refusal> {
    let length = session.title.chars().count();
    if session.title.trim().is_empty() || length > LONGEST_TITLE {
        return Err(Refusal::TitleUnusable);
    }
    check_active(house, session.facilitator, today)?;
    let reading = ReadingId::at(house.readings.list.len());
    Ok(Event::Opened { reading, session })
}

fn ask(house: &Organisation, asked: Asked, on: Day) -> Result<Event, Refusal> {
    if let Some(reading) = asked.reading {
        under_way(house, reading)?;
    }
    if let Some(member) = asked.by {
        check_active(house, member, on)?;
    }
    check_figure(house, &asked.figure)?;
    check_digest(&asked.text)?;
    for (question, before) in house.readings.questions() {
        if before.asked.text == asked.text {
            return Err(Refusal::AskedAlready { question });
        }
    }
    let question = QuestionId::at(house.readings.questions.len());
    Ok(Event::Asked { question, asked, on })
}

fn answered(house: &Organisation, question: QuestionId, answer: Answer) -> Result<Event, Refusal> {
    let Some(known) = house.readings.question(question) else {
        return Err(Refusal::QuestionUnknown { question });
    };
    check_digest(&answer.text)?;
    if known.answers.len() >= MOST_ANSWERS {
        return Err(Refusal::AnsweredEnough { question });
    }
    Ok(Event::Answered { question, answer })
}

fn turned(house: &Organisation, question: QuestionId, into: Became) -> Result<Event, Refusal> {
    let Some(known) = house.readings.question(question) else {
        return Err(Refusal::QuestionUnknown { question });
    };
    let there = match into {
        Became::Proposal(proposal) => house.proposals.get(proposal).is_some(),
        Became::Grievance(grievance) => house.projects.grievance(grievance).is_some(),
    };
    if !there {
        return Err(Refusal::NothingOfThatNumber { into });
    }
    if known.became.contains(&into) {
        return Err(Refusal::TurnedAlready { question, into });
    }
    Ok(Event::Turned { question, into })
}

fn close(house: &Organisation, reading: ReadingId, closing: Closing) -> Result<Event, Refusal> {
    let held = under_way(house, reading)?.on;
    if held > closing.on {
        return Err(Refusal::NotHeldYet { reading, on: held });
    }
    if !(1..=MOST_PEOPLE).contains(&closing.took_part) {
        return Err(Refusal::PeopleUnusable { given: closing.took_part });
    }
    if let Some(record) = &closing.record {
        check_digest(record)?;
    }
    Ok(Event::Closed { reading, closing })
}

/// A reading that is not closed.
fn under_way(house: &Organisation, reading: ReadingId) -> Result<&Session, Refusal> {
    let Some(known) = house.readings.reading(reading) else {
        return Err(Refusal::ReadingUnknown { reading });
    };
    match &known.closing {
        Some(closing) => Err(Refusal::ClosedAlready { reading, on: closing.on }),
        None => Ok(&known.session),
    }
}

/// A figure that the caisse has.
fn check_figure(house: &Organisation, figure: &Figure) -> Result<(), Refusal> {
    let there = match figure {
        Figure::Step(_) => true,
        Figure::Account { account, year } => {
            let moved = || house.ledger.all_balances().any(|(known, _)| known == *account);
            house.periods.knows_year(*year) && (house.chart.find(*account).is_some() || moved())
        }
        Figure::Month(month) => house.periods.knows_year(month.year()),
        Figure::Rule(rule) => house.rules.set().rule(rule).is_some(),
    };
    if there { Ok(()) } else { Err(Refusal::FigureUnknown { figure: figure.clone() }) }
}

fn check_active(house: &Organisation, member: MemberId, on: Day) -> Result<(), Refusal> {
    match house.members.get(member) {
        Some(known) if known.is_active_on(on) => Ok(()),
        _ => Err(Refusal::NotActive { member: Some(member) }),
    }
}

fn check_digest(digest: &str) -> Result<(), Refusal> {
    if is_digest(digest) { Ok(()) } else { Err(Refusal::DigestUnusable) }
}

//! Shared readings of the accounts, as the stories tell them.

use caisse_domain::identity::{MemberId, QuestionId, ReadingId};
use caisse_domain::offices::Actor;
use caisse_domain::readings::{Asked, Became, Command as R, Figure, Session};
use caisse_domain::{Command, Organisation};
use caisse_units::Day;

use super::projects::digest;
use super::words::{day, number, places};

/// What is asked of readings.
pub fn asked(act: &str, today: Day, actor: Actor) -> Option<Command> {
    let member = match actor {
        Actor::Member(member) => member,
        Actor::Founders => MemberId(0),
    };
    let command = if let Some(p) = places(act, "ouvre la lecture « {} » du {} animée par {}") {
        open(p[0], day(p[1]), number(p[2]))
    } else if let Some(p) = places(act, "ouvre la lecture « {} » animée par {}") {
        open(p[0], today, number(p[1]))
    } else if let Some(p) = places(act, "ouvre la lecture « {} » du {}") {
        open(p[0], day(p[1]), member)
    } else if let Some(p) = places(act, "ouvre la lecture « {} »") {
        open(p[0], today, member)
    } else if let Some(p) =
        places(act, "note une question de la salle sur {} d'empreinte {} dans {}")
    {
        ask(p[0], p[1], Some(number(p[2])), None)
    } else if let Some(p) = places(act, "note une question de la salle sur {} d'empreinte {}") {
        ask(p[0], p[1], None, None)
    } else if let Some(p) = places(act, "note une question de {} sur {} d'empreinte {}") {
        ask(p[1], p[2], None, Some(number(p[0])))
    } else if let Some(p) = places(act, "demande sur {} une question d'empreinte {} dans {}") {
        ask(p[0], p[1], Some(number(p[2])), Some(member))
    } else if let Some(p) = places(act, "demande sur {} une question d'empreinte {}") {
        ask(p[0], p[1], None, Some(member))
    } else if let Some(p) = places(act, "répond à {} par un texte d'empreinte {}") {
        R::Answer { question: number(p[0]), text: digest(p[1]) }
    } else if let Some(p) = places(act, "note que {} est devenue {}") {
        let into = match p[1].starts_with("PR") {
            true => Became::Proposal(number(p[1])),
            false => Became::Grievance(number(p[1])),
        };
        R::Turn { question: number(p[0]), into }
    } else if let Some(p) = places(act, "clôt la lecture {} à {} personnes, compte rendu {}") {
        close(p[0], p[1], Some(digest(p[2])))
    } else {
        let p = places(act, "clôt la lecture {} à {} personnes")?;
        close(p[0], p[1], None)
    };
    Some(Command::Readings(command))
}

fn open(title: &str, on: Day, facilitator: MemberId) -> R {
    R::Open(Session { title: title.to_owned(), on, facilitator })
}

fn ask(figure: &str, text: &str, reading: Option<ReadingId>, by: Option<MemberId>) -> R {
    let figure = figure.parse::<Figure>().unwrap_or_else(|error| panic!("{error}"));
    R::Ask(Asked { reading, figure, by, text: digest(text) })
}

fn close(reading: &str, people: &str, record: Option<String>) -> R {
    R::Close { reading: number(reading), took_part: number(people), record }
}

/// What the stories say of readings.
pub fn figures(house: &Organisation, figure: &str) -> Option<String> {
    let readings = &house.readings;
    let said = |holds: bool| Some(if holds { String::new() } else { "ce n'est pas le cas".into() });
    if let Some(p) = places(figure, "la question {} attend une réponse") {
        return said(readings.question(number::<QuestionId>(p[0]))?.is_open());
    }
    if let Some(p) = places(figure, "la question {} n'attend plus") {
        return said(!readings.question(number::<QuestionId>(p[0]))?.is_open());
    }
    if let Some(p) = places(figure, "{} questions sont épinglées à {}") {
        let pinned = readings.pinned_to(&number::<Figure>(p[1])).count();
        return said(pinned == number::<usize>(p[0]));
    }
    let p = places(figure, "la lecture {} a compté {} personnes et {} questions")?;
    let reading = number::<ReadingId>(p[0]);
    let people = readings.reading(reading)?.closing.as_ref()?.took_part;
    said(
        people == number::<u32>(p[1])
            && readings.asked_in(reading).count() == number::<usize>(p[2]),
    )
}

//! Opening a poll on an item of the agenda, and closing it.

use caisse_app::ballots;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::assemblies::poll::{Choice as Named, Question};
use caisse_domain::assemblies::{self, Command as Asked, Kind as PollKind};
use caisse_domain::identity::{AssemblyId, PollId};
use caisse_domain::{Command, Event};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::{FACILITATORS, about, held};
use crate::job::{Deed, Faults, Here, Job, Part, done, sentence, whole};

pub(crate) const OPEN: Job = Job {
    name: "ouvrir-scrutin",
    title: ("Ouvrir un scrutin", "Open a poll"),
    purpose: (
        "Les statuts disent la méthode, le quorum et la majorité. Une proposition apporte sa question.",
        "The statutes say the method, the quorum and the majority. A proposal brings its question.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form: opening,
    preview: None,
    act: open,
};

pub(crate) const CLOSE: Job = Job {
    name: "fermer-scrutin",
    title: ("Fermer un scrutin", "Close a poll"),
    purpose: (
        "Les bulletins sont comptés tout de suite, et le résultat ne change plus.",
        "The ballots are counted at once, and the result does not change any more.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form: closing,
    preview: None,
    act: close,
};

fn opening(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Open))?;
    let items = assembly.convocation.agenda.iter().enumerate();
    let list: Vec<Choice> = items
        .map(|(place, item)| {
            Choice::new(place.to_string(), format!("{}. {}", place + 1, item.title))
        })
        .collect();
    let field =
        Field::new("point", here.say("Quel point\u{a0}?", "Which item?"), Kind::Choice(list));
    let field = assembly.item.into_iter().fold(field, |field, item| field.value(item.to_string()));
    Some(
        about(here, OPEN.asks(here.language, ("Ouvrir", "Open")), id, assembly)
            .field(field)
            .field(
                Field::new("question", here.say("La question", "The question"), Kind::LINE)
                    .hint(here.say("Vide pour une proposition\u{a0}: c'est la sienne.", "Empty for a proposal: it is its own."))
                    .optional(),
            )
            .field(
                Field::new("options", here.say("Les choix", "The options"), Kind::LongText { most: 4_000 })
                    .hint(here.say(
                        "Un par ligne\u{a0}: un texte, ou le numéro d'un membre (M3), d'un projet (PJ1). Vide pour oui ou non.",
                        "One on each line: a text, or the number of a member (M3), of a project (PJ1). Empty for yes or no.",
                    ))
                    .optional(),
            )
            .field(
                Field::new("sieges", here.say("Sièges, pour une élection", "Seats, for an election"), Kind::Whole { least: 1, most: 100 })
                    .optional(),
            ),
    )
}

fn open(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let item: u16 = deed.filled.named("point")?;
    let on_agenda = deed.house()?.assemblies.assembly(assembly).and_then(|held| held.item(item));
    let kind = on_agenda.map_or(PollKind::Resolution, |item| item.kind.decision());
    let proposal = on_agenda.and_then(|item| item.proposal);
    let lines = deed.filled.text("options").lines().map(str::trim).filter(|line| !line.is_empty());
    let seats = deed.filled.whole_if_any("sieges").and_then(|seats| u16::try_from(seats).ok());
    let question = Question {
        item,
        kind,
        text: deed.filled.text("question").to_owned(),
        options: lines.map(Named::read).collect(),
        proposal,
        amendment: None,
        seats: seats.unwrap_or_default(),
        spending: None,
    };
    let command = Asked::OpenPoll { assembly, question: Box::new(question), rule: None };
    let event = deed.execute(Command::Assemblies(command), Vec::new(), |_| "question")?.event;
    let Event::Assemblies(assemblies::Event::PollOpened { poll, .. }) = event else {
        return Err(deed.filled.missing("point").into());
    };
    done(
        match deed.language {
            Language::French => format!("Le scrutin {poll} est ouvert."),
            Language::English => format!("Poll {poll} is open."),
        },
        format!("/scrutins/{poll}"),
    )
}

fn closing(here: &Here<'_>) -> Option<Form> {
    let id: PollId = here.about()?;
    let poll = here.house.assemblies.poll(id)?;
    if poll.closed.is_some() || poll.annulled.is_some() {
        return None;
    }
    let turnout = poll.turnout();
    Some(
        CLOSE
            .asks(here.language, ("Fermer et compter", "Close and count"))
            .fact(here.say("Scrutin", "Poll"), id.to_string())
            .fact(
                here.say("Voix exprimées", "Votes cast"),
                format!("{} / {}", turnout.cast, turnout.entitled),
            ),
    )
}

fn close(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (poll, actor): (PollId, _) = (deed.about()?, deed.actor());
    let closed = ballots::close(deed.desk, actor, poll);
    closed.map_err(|error| whole(sentence(&error.sentence(deed.language))))?;
    done(
        match deed.language {
            Language::French => format!("Le scrutin {poll} est fermé et compté."),
            Language::English => format!("Poll {poll} is closed and counted."),
        },
        format!("/scrutins/{poll}"),
    )
}

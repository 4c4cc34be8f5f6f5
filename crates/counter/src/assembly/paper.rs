//! The count of paper ballots: entered by one person, confirmed by the count of another.

use caisse_app::work::ballot_text;
use caisse_domain::Command;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::identity::PollId;
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::FACILITATORS;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

pub(crate) const JOB: Job = Job {
    name: "depouiller",
    title: ("Dépouiller les bulletins papier", "Count the paper ballots"),
    purpose: (
        "Une personne entre son décompte, une autre le confirme par le sien, sans voir le premier.",
        "One person enters a count, another confirms it by their own, without seeing the first.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let id: PollId = here.about()?;
    let poll = here.house.assemblies.poll(id)?;
    if poll.closed.is_some() || poll.annulled.is_some() {
        return None;
    }
    let which = vec![
        Choice::new("premier", here.say("Le premier décompte", "The first count")),
        Choice::new("second", here.say("Le second, qui confirme", "The second, which confirms")),
    ];
    Some(
        JOB.asks(here.language, ("Enregistrer", "Record"))
            .fact(here.say("Scrutin", "Poll"), id.to_string())
            .fact(here.say("Bulletins remis", "Ballots handed out"), poll.papers.handed.len().to_string())
            .field(Field::new("lequel", here.say("Quel décompte\u{a0}?", "Which count?"), Kind::Choice(which)))
            .field(
                Field::new("decompte", here.say("Le décompte", "The count"), Kind::LongText { most: 20_000 }).hint(here.say(
                    "Une ligne par sorte de bulletin\u{a0}: BULLETIN = VOIX, par exemple «\u{a0}oui = 12\u{a0}».",
                    "One line for each kind of ballot: BALLOT = VOTES, such as “yes = 12”.",
                )),
            ),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let poll: PollId = deed.about()?;
    let (mut tally, mut faults) = (Vec::new(), Vec::new());
    if let Some(known) = deed.house()?.assemblies.poll(poll) {
        let lines = deed.filled.text("decompte").lines().filter(|line| !line.trim().is_empty());
        for line in lines {
            match ballot_text::tally_line(known, line) {
                Ok(merged) => tally.push(merged),
                Err(error) => {
                    faults.push(fault("decompte", sentence(&error.sentence(deed.language))))
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let (command, text) = match deed.filled.text("lequel") {
        "second" => (
            Asked::ConfirmTally { poll, tally },
            match deed.language {
                Language::French => "Le décompte est confirmé.",
                Language::English => "The count is confirmed.",
            },
        ),
        _ => (
            Asked::EnterTally { poll, tally },
            match deed.language {
                Language::French => {
                    "Le décompte est entré\u{a0}; une autre personne le confirme par le sien."
                }
                Language::English => {
                    "The count is entered; another person confirms it by their own."
                }
            },
        ),
    };
    deed.execute(Command::Assemblies(command), Vec::new(), |_| "decompte")?;
    done(text, format!("/scrutins/{poll}"))
}

//! Suspending a member, noting that one left, or came back.

use caisse_domain::Command;
use caisse_domain::members::{self, Standing};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::KEEPERS;
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "suspendre",
    title: ("Suspension, départ, retour", "Suspension, leaving, return"),
    purpose: (
        "Un membre suspendu ou parti ne doit et ne reçoit plus rien de nouveau.",
        "A member who is suspended or gone owes and receives nothing new.",
    ),
    part: Part::Members,
    roles: KEEPERS,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let list = vec![
        Choice::new("suspension", here.say("Suspension", "Suspension")),
        Choice::new("depart", here.say("Départ", "Leaving")),
        Choice::new("retour", here.say("Retour", "Return")),
    ];
    let hint = here.say("Le numéro, par exemple M12.", "The number, such as M12.");
    let member = Field::new(
        "membre",
        here.say("Quel membre\u{a0}?", "Which member?"),
        Kind::Text { most: 12 },
    );
    let member =
        here.subject.iter().fold(member.hint(hint), |field, subject| field.value(*subject));
    Some(
        JOB.asks(here.language, ("Enregistrer", "Record"))
            .field(member)
            .field(Field::new("quoi", here.say("Quoi\u{a0}?", "What?"), Kind::Choice(list)))
            .field(here.day_field("depuis", &here.say("À partir du", "From")))
            .field(here.reason_field("raison")),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let standing = match deed.filled.text("quoi") {
        "suspension" => Standing::Suspended,
        "depart" => Standing::Left,
        _ => Standing::Active,
    };
    let (member, from) = (deed.filled.named("membre")?, deed.filled.day("depuis")?);
    let reason = deed.filled.text("raison").to_owned();
    let command = members::Command::SetStanding { member, standing, from, reason };
    deed.execute(Command::Members(command), Vec::new(), |refusal| match refusal {
        caisse_domain::Refusal::Members(members::Refusal::Unknown { .. }) => "membre",
        _ => "depuis",
    })?;
    done(
        match deed.language {
            Language::French => format!("C'est noté pour {member}."),
            Language::English => format!("It is noted for {member}."),
        },
        format!("/membres/{member}"),
    )
}

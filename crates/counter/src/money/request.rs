//! A request for help that came on paper or by word of mouth, recorded for a member.

use caisse_web::form::{Field, Form, Kind};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part};
use crate::member::ask;
use caisse_web::Acted;

pub(crate) const JOB: Job = Job {
    name: "inscrire-demande",
    title: ("Inscrire une demande d'aide", "Record a request for help"),
    purpose: (
        "Pour un membre qui l'a faite de vive voix ou sur papier.",
        "For a member who made it in person or on paper.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let member = here.member_field("membre", &here.say("Qui demande\u{a0}?", "Who asks?"));
    let form = JOB.asks(here.language, ("Enregistrer", "Record")).field(member);
    let form = ask::questions(here, form)?;
    Some(
        form.field(
            Field::new("jour", here.say("Demandé le", "Asked on"), Kind::Day).day(here.today),
        ),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (member, on) = (deed.filled.named("membre")?, deed.filled.day("jour")?);
    ask::record(deed, member, on)
}

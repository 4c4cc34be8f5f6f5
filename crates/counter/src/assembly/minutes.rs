//! Writing into the minutes by hand.

use caisse_domain::Command;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::AssemblyId;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::{FACILITATORS, about, held};
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "noter",
    title: ("Écrire au procès-verbal", "Write into the minutes"),
    purpose: (
        "Présences, scrutins et décisions y sont déjà. Ajoutez ce qui s'est dit.",
        "Attendance, polls and decisions stand there already. Add what was said.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Open | Stage::Closed))?;
    let items = assembly.convocation.agenda.iter().enumerate();
    let list: Vec<Choice> = items
        .map(|(place, item)| {
            Choice::new(place.to_string(), format!("{}. {}", place + 1, item.title))
        })
        .collect();
    let field = Field::new(
        "point",
        here.say("Sur quel point\u{a0}?", "On which item?"),
        Kind::Choice(list),
    )
    .optional();
    let field = assembly.item.into_iter().fold(field, |field, item| field.value(item.to_string()));
    Some(about(here, JOB.asks(here.language, ("Ajouter", "Add")), id, assembly).field(field).field(
        Field::new("texte", here.say("Le texte", "The text"), Kind::LongText { most: 10_000 }),
    ))
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let item = deed.filled.text("point").parse().ok();
    let text = deed.filled.text("texte").to_owned();
    let command = Command::Assemblies(Asked::AddToMinutes { assembly, item, text });
    deed.execute(command, Vec::new(), |_| "texte")?;
    let said = deed.say("C'est au procès-verbal.", "It stands in the minutes.");
    done(said, format!("/assemblees/{assembly}/proces-verbal"))
}

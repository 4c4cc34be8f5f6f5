//! Adding an item to the agenda of an assembly that is convened.

use caisse_domain::Command;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::AssemblyId;
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind, Part as FormPart, Table};

use super::convene::item;
use super::{FACILITATORS, about, held, kinds};
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "ordre-du-jour",
    title: ("Ajouter un point à l'ordre du jour", "Add an item to the agenda"),
    purpose: (
        "Les statuts disent jusqu'à quand l'ordre du jour peut changer.",
        "The statutes say until when the agenda may change.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Convened))?;
    let agenda = &assembly.convocation.agenda;
    let rows = agenda.iter().enumerate();
    let rows =
        rows.map(|(place, item)| vec![(place + 1).to_string(), item.title.clone()]).collect();
    let minutes = Kind::Whole { least: 1, most: 600 };
    Some(
        about(here, JOB.asks(here.language, ("Ajouter", "Add")), id, assembly)
            .fact(here.say("Points", "Items"), agenda.len().to_string())
            .part(FormPart::Table(Table {
                caption: here.say("Ordre du jour", "Agenda"),
                columns: vec!["N°".to_owned(), here.say("Point", "Item")],
                rows,
            }))
            .field(Field::new(
                "point-x",
                here.say("Titre du point", "Title of the item"),
                Kind::LINE,
            ))
            .field(Field::new("sorte-x", here.say("Sorte", "Kind"), Kind::Choice(kinds(here))))
            .field(Field::new("minutes-x", here.say("Minutes", "Minutes"), minutes).optional())
            .field(
                Field::new(
                    "propose-x",
                    here.say("Numéro de la proposition", "Number of the proposal"),
                    Kind::Text { most: 12 },
                )
                .hint(here.say("Par exemple PR4.", "For instance PR4."))
                .optional(),
            ),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let known = deed.house()?.assemblies.assembly(assembly);
    let mut agenda = known.map(|held| held.convocation.agenda.clone()).unwrap_or_default();
    agenda.extend(item(deed.filled, "x")?);
    let command = Command::Assemblies(Asked::AmendAgenda { assembly, agenda });
    deed.execute(command, Vec::new(), |_| "point-x")?;
    done(
        match deed.language {
            Language::French => "Le point est à l'ordre du jour.".to_owned(),
            Language::English => "The item is on the agenda.".to_owned(),
        },
        format!("/assemblees/{assembly}"),
    )
}

//! Spreading what is owed over several days.

use caisse_domain::contributions::{self, Refusal as R};
use caisse_domain::{Command, Refusal};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind, Part as FormPart, Row, Rows};

use super::waive::claim;
use super::{TREASURER, about_claim};
use crate::job::{Deed, Faults, Here, Job, Part, done, fault};

/// The most instalments of one form.
const MOST: usize = 12;

pub(crate) const JOB: Job = Job {
    name: "etaler",
    title: ("Étaler une cotisation", "Spread a contribution"),
    purpose: (
        "Plusieurs échéances à la place d'une. Leur somme doit faire ce qui reste dû.",
        "Several days to pay in the place of one. Their sum must make what is left.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let form = about_claim(here, JOB.asks(here.language, ("Étaler", "Spread")))?;
    let rows = (1..=MOST).map(|number| {
        let (day, sum) = match here.language {
            Language::French => {
                (format!("Jour de l'échéance {number}"), format!("Somme de l'échéance {number}"))
            }
            Language::English => {
                (format!("Day of instalment {number}"), format!("Sum of instalment {number}"))
            }
        };
        Row {
            head: number.to_string(),
            cells: Vec::new(),
            fields: vec![
                Field::new(format!("jour-{number}"), day, Kind::Day).optional(),
                Field::new(format!("somme-{number}"), sum, Kind::POSITIVE).optional(),
            ],
        }
    });
    Some(form.part(FormPart::Rows(Rows {
        caption: here.say("Échéances", "Instalments"),
        columns: vec!["N°".to_owned(), here.say("Jour", "Day"), here.say("Somme", "Sum")],
        rows: rows.collect(),
    })))
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Contributions(R::ClaimUnknown { .. }) => "cotisation",
        Refusal::Contributions(R::PlanUnusable { .. }) => "somme-1",
        _ => "",
    }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let claim = claim(deed)?;
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for number in 1..=MOST {
        let (day, sum) = (format!("jour-{number}"), format!("somme-{number}"));
        match (deed.filled.day_if_any(&day), deed.filled.amount_if_any(&sum)) {
            (Some(day), Some(sum)) => parts.push((day, sum)),
            (None, None) => (),
            (None, Some(_)) => faults.push(deed.filled.missing(&day)),
            (Some(_), None) => faults.push(deed.filled.missing(&sum)),
        }
    }
    if parts.is_empty() && faults.is_empty() {
        let text = deed.say("Écrivez deux échéances au moins.", "Write two instalments at least.");
        faults.push(fault("jour-1", text));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let count = parts.len();
    let command = contributions::Command::Spread { claim, parts };
    deed.execute(Command::Contributions(command), Vec::new(), at)?;
    done(
        match deed.language {
            Language::French => format!("{claim} est étalée sur {count} échéances."),
            Language::English => format!("{claim} is spread over {count} instalments."),
        },
        format!("/pourquoi/{claim}"),
    )
}

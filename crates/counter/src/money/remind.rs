//! Reminding those who are late: a letter each, then the record that they were reminded.

use caisse_app::work::notices;
use caisse_domain::{Command, contributions};
use caisse_units::{Amount, Language};
use caisse_web::form::{Field, Filled, Form, Kind, Table};
use caisse_web::{Acted, Preview};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, whole};

/// The names that a preview shows.
const SHOWN: usize = 100;

pub(crate) const JOB: Job = Job {
    name: "relancer",
    title: ("Relancer les retards", "Remind those who are late"),
    purpose: (
        "Une lettre par cotisation en retard, à envoyer ou à imprimer.",
        "A letter for each late contribution, to send or to print.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let own = here.desk.people.personal(here.member).ok().and_then(|data| data.email);
    let field = Field::new(
        "expediteur",
        here.say("Les lettres partent de", "The letters come from"),
        Kind::Email,
    )
    .hint(here.say("L'adresse où l'on répond.", "The address to which people answer."));
    let field = own.into_iter().fold(field, Field::value);
    Some(JOB.asks(here.language, ("Voir les retards", "See who is late")).field(field))
}

fn preview(here: &Here<'_>, _: &Filled) -> Result<Preview, Faults> {
    let late = |amount: Amount| amount.is_positive();
    let all: Vec<_> = here
        .house
        .contributions
        .all_open()
        .map(|(id, claim)| (id, claim, here.house.contributions.to_remind(id, here.today)))
        .filter(|(_, _, amount)| late(*amount))
        .collect();
    if all.is_empty() {
        return Err(whole(here.say("Personne n'est en retard.", "Nobody is late.")));
    }
    let total: Amount = all.iter().map(|(_, _, amount)| *amount).sum();
    let (count, total) = (all.len(), here.amount(total));
    let rows = all.iter().take(SHOWN).map(|(id, claim, amount)| {
        let times = claim.reminders.to_string();
        vec![format!("{id}, {}", here.name(claim.member)), here.amount(*amount), times]
    });
    Ok(Preview {
        title: here.say("Relancer ces membres\u{a0}?", "Remind these members?"),
        sentences: vec![match here.language {
            Language::French => format!("{count} cotisations en retard, {total} en tout."),
            Language::English => format!("{count} late contributions, {total} in all."),
        }],
        tables: vec![Table {
            caption: here.say("En retard (les 100 premiers)", "Late (the first 100)"),
            columns: vec![
                here.say("Cotisation", "Contribution"),
                here.say("En retard", "Late"),
                here.say("Relances déjà faites", "Reminded before"),
            ],
            rows: rows.collect(),
        }],
        button: here.say("Écrire les lettres", "Write the letters"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let sender = deed.filled.text("expediteur");
    let written = notices::of_late(deed.desk, sender);
    let (written, claims) = written.map_err(|error| deed.refused(&error, |_| ""))?;
    let on = deed.desk.today();
    deed.plainly(Command::Contributions(contributions::Command::Remind { claims, on }))?;
    let (letters, print) = (written.letters, written.to_print);
    done(
        match deed.language {
            Language::French => format!(
                "{letters} lettres à envoyer, {print} à imprimer, dans le dossier «\u{a0}outbox\u{a0}»."
            ),
            Language::English => {
                format!("{letters} letters to send, {print} to print, in the folder “outbox”.")
            }
        },
        "/mois",
    )
}

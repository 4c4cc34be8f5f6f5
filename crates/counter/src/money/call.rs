//! Calling the contributions of a month: how many, how much, then yes or no.

use caisse_domain::contributions::{self, Refusal as R};
use caisse_domain::{Command, Event, Refusal};
use caisse_units::{Amount, Day, Language, Month};
use caisse_web::form::{Field, Filled, Form, Kind, Table};
use caisse_web::{Acted, Preview};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

/// The names that a preview shows.
const SHOWN: usize = 100;

pub(crate) const JOB: Job = Job {
    name: "appeler",
    title: ("Appeler les cotisations d'un mois", "Call the contributions of a month"),
    purpose: (
        "La règle votée calcule ce que chacun doit. Vous voyez le total avant de l'appeler.",
        "The rule that was voted computes what each owes. You see the total before you call it.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let last = here.house.contributions.months().next_back();
    let next = last.map_or(here.today.month(), Month::next);
    let mut form = JOB.asks(here.language, ("Voir l'appel", "See the call"));
    if let Some(last) = last {
        form = form.fact(
            here.say("Dernier mois appelé", "Last month called"),
            last.written(here.language),
        );
    }
    Some(
        form.field(
            Field::new("mois", here.say("Quel mois\u{a0}?", "Which month?"), Kind::Month)
                .month(next),
        )
        .field(
            Field::new("echeance", here.say("À payer avant le", "To be paid by"), Kind::Day)
                .hint(here.say(
                    "Le 15 du mois si vous ne dites rien.",
                    "The 15th of the month if you say nothing.",
                ))
                .optional(),
        ),
    )
}

fn asked(filled: &Filled) -> Result<(Month, Day), Faults> {
    let month = filled.month("mois")?;
    let middle = Day::new(month.year(), month.month_of_year(), 15);
    let due = filled.day_if_any("echeance").or(middle).unwrap_or_else(|| month.last_day());
    Ok((month, due))
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Contributions(R::DueTooEarly { .. }) => "echeance",
        _ => "mois",
    }
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let (month, due) = asked(filled)?;
    let situations = here
        .desk
        .people
        .situations(here.house, month.first_day())
        .map_err(|error| vec![fault("", sentence(&error.sentence(here.language)))])?;
    let command = contributions::Command::Call { month, due, situations };
    let event = here
        .would(Command::Contributions(command))
        .map_err(|refusal| vec![fault(at(&refusal), sentence(&refusal.sentence(here.language)))])?;
    let Event::Contributions(contributions::Event::Called { members, called, .. }) = event else {
        return Err(vec![fault("", here.say("Rien à appeler.", "Nothing to call."))]);
    };
    let total: Amount = called.iter().copied().sum();
    let (count, total) = (called.len(), here.amount(total));
    let (month, due) = (month.written(here.language), due.written(here.language));
    let rows = members.iter().zip(&called).take(SHOWN);
    Ok(Preview {
        title: match here.language {
            Language::French => format!("Appeler {month}\u{a0}?"),
            Language::English => format!("Call {month}?"),
        },
        sentences: vec![match here.language {
            Language::French => {
                format!("{count} cotisations, {total} en tout, à payer avant le {due}.")
            }
            Language::English => {
                format!("{count} contributions, {total} in all, to be paid by {due}.")
            }
        }],
        tables: vec![Table {
            caption: here
                .say("Ce que chacun doit (les 100 premiers)", "What each owes (the first 100)"),
            columns: vec![here.say("Membre", "Member"), here.say("Cotisation", "Contribution")],
            rows: rows.map(|(member, sum)| vec![here.name(*member), here.amount(*sum)]).collect(),
        }],
        button: here.say("Appeler", "Call"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (month, due) = asked(deed.filled)?;
    let house = deed.house()?;
    let situations = deed.desk.people.situations(house, month.first_day());
    let situations = situations.map_err(|error| deed.refused(&error, |_| ""))?;
    let command = contributions::Command::Call { month, due, situations };
    let event = deed.execute(Command::Contributions(command), Vec::new(), at)?.event;
    let (mut count, mut total) = (0, Amount::ZERO);
    if let Event::Contributions(contributions::Event::Called { called, .. }) = event {
        (count, total) = (called.len(), called.iter().copied().sum());
    }
    let (language, total) = (deed.language, total.written(deed.language));
    let written = month.written(language);
    done(
        match language {
            Language::French => {
                format!("{written} est appelé\u{a0}: {count} cotisations, {total} en tout.")
            }
            Language::English => {
                format!("{written} is called: {count} contributions, {total} in all.")
            }
        },
        format!("/mois/{month}"),
    )
}

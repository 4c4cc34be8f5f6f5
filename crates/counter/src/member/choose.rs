//! Choosing to pay more than the rule asks.

use caisse_domain::contributions::{self, Refusal as R};
use caisse_domain::{Command, Refusal};
use caisse_units::{Language, Month};
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "choisir",
    title: ("Choisir ma cotisation", "Choose my contribution"),
    purpose: (
        "La règle propose une somme\u{a0}; vous pouvez choisir de donner plus, et revenir dessus quand vous voulez.",
        "The rule proposes a sum; you may choose to give more, and change your mind whenever you like.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let month = next(here.house.contributions.months().next_back(), here.today.month());
    let mut form = JOB.asks(here.language, ("Choisir", "Choose"));
    let claims = here.house.contributions.claims_of(month.previous());
    if let Some((_, claim)) = claims.into_iter().find(|(_, claim)| claim.member == here.member) {
        form = form
            .fact(here.say("La règle proposait", "The rule proposed"), here.amount(claim.proposed))
            .fact(
                here.say("Appelé le mois dernier", "Called last month"),
                here.amount(claim.called),
            );
    }
    let field = Field::new("somme", here.say("Chaque mois", "Each month"), Kind::NOT_NEGATIVE);
    let field = match here.house.contributions.chosen(here.member, month) {
        Some(chosen) => field.amount(chosen, here.language),
        None => field,
    };
    Some(
        form.field(field)
            .field(Field::new("mois", here.say("À partir de", "From"), Kind::Month).month(month)),
    )
}

/// The first month that is not called yet.
fn next(last: Option<Month>, this: Month) -> Month {
    last.map_or(this, Month::next)
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (amount, from) = (deed.filled.amount("somme")?, deed.filled.month("mois")?);
    let member = deed.member;
    let command = contributions::Command::Choose { member, from, amount };
    deed.execute(Command::Contributions(command), Vec::new(), |refusal| match refusal {
        Refusal::Contributions(R::AmountUnusable { .. }) => "somme",
        Refusal::Contributions(_) => "mois",
        _ => "",
    })?;
    let (sum, from) = (amount.written(deed.language), from.written(deed.language));
    done(
        match deed.language {
            Language::French => format!(
                "Vous donnerez {sum} chaque mois à partir de {from}, ou ce que la règle demande si c'est plus."
            ),
            Language::English => format!(
                "You will give {sum} each month from {from}, or what the rule asks if that is more."
            ),
        },
        format!("/membres/{member}"),
    )
}

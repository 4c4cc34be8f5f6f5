//! Waiving a claim, or a part of it, by a decision.

use caisse_domain::contributions::{self, Refusal as R};
use caisse_domain::identity::ClaimId;
use caisse_domain::{Command, Refusal, offices};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind};

use super::{TREASURER, about_claim};
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "remettre",
    title: ("Remettre une cotisation", "Waive a contribution"),
    purpose: (
        "Ce qui est remis n'est plus dû. Une décision de l'assemblée le permet.",
        "What is waived is no longer owed. A decision of the assembly allows it.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let form = about_claim(here, JOB.asks(here.language, ("Remettre", "Waive")))?;
    let hint = here.say("Vide\u{a0}: tout ce qui reste dû.", "Empty: all that is left.");
    Some(
        form.field(
            Field::new("somme", here.say("Combien\u{a0}?", "How much?"), Kind::POSITIVE)
                .hint(hint)
                .optional(),
        )
        .field(here.reason_field("raison"))
        .field(here.decision_field("decision"))
        .field(here.day_field("jour", &here.say("À la date du", "As of"))),
    )
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Contributions(R::ClaimUnknown { .. }) => "cotisation",
        Refusal::Contributions(R::AmountUnusable { .. } | R::MoreThanLeft { .. }) => "somme",
        Refusal::Contributions(R::ReasonUnusable) => "raison",
        Refusal::Offices(offices::Refusal::DecisionUnknown { .. }) => "decision",
        Refusal::Ledger(_) => "jour",
        _ => "",
    }
}

/// The claim of the address, else the one that was chosen.
pub(super) fn claim(deed: &Deed<'_>) -> Result<ClaimId, Faults> {
    match deed.subject {
        Some(_) => deed.about(),
        None => Ok(deed.filled.named("cotisation")?),
    }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let claim = claim(deed)?;
    let left = deed.house()?.contributions.claim(claim).map(|known| (known.member, known.left()));
    let amount =
        deed.filled.amount_if_any("somme").or(left.map(|(_, left)| left)).unwrap_or_default();
    let command = contributions::Command::Waive {
        claim,
        amount,
        reason: deed.filled.text("raison").to_owned(),
        decision: deed.filled.named("decision")?,
        on: deed.filled.day("jour")?,
    };
    deed.execute(Command::Contributions(command), Vec::new(), at)?;
    let sum = amount.written(deed.language);
    done(
        match deed.language {
            Language::French => format!("{sum} remis sur {claim}."),
            Language::English => format!("{sum} waived on {claim}."),
        },
        format!("/pourquoi/{claim}"),
    )
}

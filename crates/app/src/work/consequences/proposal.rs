//! The rule book as a proposal would make it: what its consequences are computed on.

use caisse_domain::identity::{DecisionId, ProposalId};
use caisse_domain::proposals::{Effect, Proposal};
use caisse_domain::rules::{self, RuleBook};
use caisse_domain::{Event, Organisation, Refusal};
use caisse_units::Day;

use super::Question;
use caisse_domain::assemblies::Verdict;

/// A proposal on rules, ready for its question.
pub struct AsProposed {
    /// The rule book as it would be.
    pub book: RuleBook,
    /// The first day on which it differs.
    pub effective: Day,
}

impl AsProposed {
    /// The question of that day.
    pub fn question<'a>(&'a self, house: &'a Organisation, today: Day) -> Question<'a> {
        Question { house, proposed: &self.book, effective: self.effective, today }
    }
}

/// The rule book as this proposal would make it, if it were adopted today; `None` when it is not on
/// rules.
///
/// # Errors
/// The refusal of the domain, when its effect is impossible.
pub fn as_proposed(
    house: &Organisation,
    proposal: ProposalId,
    known: &Proposal,
    today: Day,
) -> Result<Option<AsProposed>, Refusal> {
    if !matches!(known.content.effect, Effect::AdoptRules { .. } | Effect::RepealRule { .. }) {
        return Ok(None);
    }
    let decision = DecisionId::at(house.offices.decisions().count());
    let events =
        caisse_domain::proposals::effects(house, proposal, &Verdict::Adopted, decision, today)?;
    let mut book = house.rules.clone();
    for event in &events {
        if let Event::Rules(event) = event {
            rules::apply(&mut book, event);
        }
    }
    Ok(Some(AsProposed { book, effective: known.content.from }))
}

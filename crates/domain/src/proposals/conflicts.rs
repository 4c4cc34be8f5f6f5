//! Two proposals that decide the same thing for the same day.

use caisse_units::Day;

use super::effects::start;
use super::{Content, Effect, ProposalState, Refusal};
use crate::Organisation;
use crate::identity::{OfficeId, ProposalId};

/// What a proposal decides, of which there is one only.
#[derive(PartialEq)]
enum Decides<'a> {
    Rule(&'a str, Day),
    Budget(i16),
    Office(OfficeId),
    Statutes(Day),
}

/// Refuses a proposal when another one, in vote or adopted, decides the same thing for the same day.
pub(super) fn check(
    house: &Organisation,
    proposal: ProposalId,
    content: &Content,
) -> Result<(), Refusal> {
    let mine = decides(house, content);
    for (other, known) in house.proposals.all() {
        let adopted = match known.state {
            ProposalState::InVote { .. } => false,
            ProposalState::Adopted { .. } => true,
            _ => continue,
        };
        if other == proposal {
            continue;
        }
        let mut theirs = decides(house, &known.content);
        // What was adopted for a day is settled; a budget or an office may be decided anew.
        theirs.retain(|one| !adopted || matches!(one, Decides::Rule(..) | Decides::Statutes(_)));
        if mine.iter().any(|one| theirs.contains(one)) {
            let title = known.content.title.clone();
            return Err(Refusal::Conflict { proposal, other, title });
        }
    }
    Ok(())
}

fn decides<'a>(house: &Organisation, content: &'a Content) -> Vec<Decides<'a>> {
    match &content.effect {
        Effect::AdoptRules { rules } | Effect::AdoptCommonRules { rules, .. } => rules
            .iter()
            .filter_map(|adopted| start(house, adopted))
            .map(|(rule, since)| Decides::Rule(rule, since))
            .collect(),
        Effect::RepealRule { rule } => vec![Decides::Rule(rule, content.from)],
        Effect::AdoptBudget { year, .. } => vec![Decides::Budget(*year)],
        Effect::Revoke { office } => vec![Decides::Office(*office)],
        Effect::ChangeStatutes { .. } => vec![Decides::Statutes(content.from)],
        _ => Vec::new(),
    }
}

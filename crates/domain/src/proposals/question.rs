//! What a poll on a proposal asks.

use caisse_units::{Amount, Rate};
use serde::{Deserialize, Serialize};

use super::Effect;
use crate::Organisation;
use crate::identity::{MemberId, ProjectId, ProposalId};

/// The kind of decision, by which statutes set majority, quorum and method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A plain resolution.
    Resolution,
    /// Rules adopted, changed or repealed.
    Rules,
    /// A budget.
    Budget,
    /// Money for a project, or an envelope.
    Project,
    /// Projects chosen within an envelope.
    Priorities,
    /// People elected.
    Election,
    /// An office revoked.
    Revocation,
    /// An agreement made or ended.
    Agreement,
    /// Statutes.
    Statutes,
    /// A matter ceded or taken back.
    Cession,
    /// An amendment to a proposal.
    Amendment,
}

/// What one may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// For, against, abstention.
    Motion,
    /// People, in the order of the proposal.
    Candidates {
        /// Who stands.
        candidates: Vec<MemberId>,
        /// How many are elected at most.
        seats: u16,
    },
    /// Projects with what each costs, in the order of the proposal.
    Projects {
        /// Which, at what cost.
        projects: Vec<(ProjectId, Amount)>,
        /// What all may cost together.
        budget: Amount,
    },
}

impl Choices {
    /// How many options there are; positions of [`crate::assemblies::Verdict::Chosen`] are below.
    pub fn len(&self) -> usize {
        match self {
            Choices::Motion => 0,
            Choices::Candidates { candidates, .. } => candidates.len(),
            Choices::Projects { projects, .. } => projects.len(),
        }
    }

    /// True for a motion.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a poll on a proposal asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The kind of decision.
    pub kind: Kind,
    /// The title of the proposal.
    pub title: String,
    /// What one may answer.
    pub choices: Choices,
    /// The share of the votes that was agreed beforehand for this very question, to take back a
    /// ceded matter; statutes decide otherwise.
    pub majority: Option<Rate>,
}

impl Effect {
    /// The kind of decision that it needs.
    pub fn kind(&self) -> Kind {
        match self {
            Effect::Resolution => Kind::Resolution,
            Effect::AdoptRules { .. } | Effect::RepealRule { .. } => Kind::Rules,
            Effect::AdoptBudget { .. } => Kind::Budget,
            Effect::FundProject { .. } | Effect::OpenEnvelope { .. } => Kind::Project,
            Effect::Prioritise { .. } => Kind::Priorities,
            Effect::Elect { .. } => Kind::Election,
            Effect::Revoke { .. } => Kind::Revocation,
            Effect::Agree(_) | Effect::EndAgreement { .. } => Kind::Agreement,
            Effect::Cede(_) | Effect::TakeBack { .. } => Kind::Cession,
        }
    }
}

/// What a poll on this proposal asks; `None` when there is no such proposal.
pub fn question(house: &Organisation, proposal: ProposalId) -> Option<Question> {
    let content = &house.proposals.get(proposal)?.content;
    let choices = match &content.effect {
        Effect::Elect { candidates, seats, .. } => {
            Choices::Candidates { candidates: candidates.clone(), seats: *seats }
        }
        Effect::Prioritise { envelope, projects, .. } => {
            let cost = |project: &ProjectId| {
                house.projects.get(*project).map(|known| (*project, known.lacking()))
            };
            Choices::Projects {
                projects: projects.iter().filter_map(cost).collect(),
                budget: house.projects.envelope(*envelope)?.left(),
            }
        }
        _ => Choices::Motion,
    };
    let majority = match &content.effect {
        Effect::TakeBack { cession } => {
            house.agreements.cession(*cession).map(|known| known.content.majority)
        }
        _ => None,
    };
    Some(Question { kind: content.effect.kind(), title: content.title.clone(), choices, majority })
}

/// What a poll on an amendment asks; `None` when there is no such amendment.
pub fn amendment_question(
    house: &Organisation,
    proposal: ProposalId,
    amendment: u16,
) -> Option<Question> {
    let known = house.proposals.get(proposal)?;
    known.amendments.get(usize::from(amendment))?;
    let title = format!("{} ({})", known.content.title, usize::from(amendment) + 1);
    Some(Question { kind: Kind::Amendment, title, choices: Choices::Motion, majority: None })
}

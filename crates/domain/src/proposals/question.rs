//! What a poll on a proposal asks.

use caisse_units::{Amount, Rate};

use super::Effect;
use crate::Organisation;
use crate::assemblies::Kind;
use crate::assemblies::poll::Choice;
use crate::identity::{MemberId, ProjectId, ProposalId};

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

    /// The options of a poll.
    pub fn options(&self) -> Vec<Choice> {
        match self {
            Choices::Motion => Vec::new(),
            Choices::Candidates { candidates, .. } => {
                candidates.iter().copied().map(Choice::Member).collect()
            }
            Choices::Projects { projects, .. } => {
                projects.iter().map(|(project, _)| Choice::Project(*project)).collect()
            }
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
            Effect::AdoptRules { .. }
            | Effect::RepealRule { .. }
            | Effect::AdoptCommonRules { .. } => Kind::Rule,
            Effect::AdoptBudget { .. } => Kind::Budget,
            Effect::FundProject { .. } | Effect::OpenEnvelope { .. } => Kind::Project,
            Effect::Prioritise { .. } => Kind::Priorities,
            Effect::Elect { .. } => Kind::Election,
            Effect::Revoke { .. } => Kind::Revocation,
            Effect::Agree(_) | Effect::EndAgreement { .. } => Kind::Agreement,
            Effect::ChangeStatutes { .. } => Kind::Statutes,
            Effect::Cede(_)
            | Effect::TakeBack { .. }
            | Effect::Tie { .. }
            | Effect::EndTie { .. } => Kind::Cession,
        }
    }
}

/// What a poll on this proposal asks; `None` when there is no such proposal.
pub fn question(house: &Organisation, proposal: ProposalId) -> Option<Question> {
    let content = &house.proposals.get(proposal)?.content;
    let choices = match &content.effect {
        // As many seats as people who stand: one votes on the list.
        Effect::Elect { candidates, seats, .. } if candidates.len() > usize::from(*seats) => {
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
    Some(Question { kind: Kind::Resolution, title, choices: Choices::Motion, majority: None })
}

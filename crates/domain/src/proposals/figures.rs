//! Questions one may ask of proposals.

use caisse_rules::RuleSet;
use caisse_rules::difference::{Difference, between};
use caisse_units::{Day, Language};

use super::{Content, Effect, Proposal, ProposalState, Proposals};
use crate::Organisation;
use crate::identity::{DecisionId, MemberId, OfficeId, PollId, ProposalId};
use crate::rules::AdoptedRule;

/// What a proposal changes in the rules: rule by rule, against the version in force before.
pub type RuleDifferences = Vec<Difference>;

impl Proposal {
    /// True once a vote decided it, or its author took it back.
    pub fn is_over(&self) -> bool {
        matches!(
            self.state,
            ProposalState::Adopted { .. }
                | ProposalState::Refused { .. }
                | ProposalState::Withdrawn { .. }
                | ProposalState::Blocked { .. }
        )
    }

    /// The decision that its vote recorded.
    pub fn decision(&self) -> Option<DecisionId> {
        match self.state {
            ProposalState::Adopted { decision, .. } | ProposalState::Blocked { decision, .. } => {
                Some(decision)
            }
            ProposalState::Refused { decision, .. } => decision,
            _ => None,
        }
    }

    /// True for a proposal on rules whose consequences nobody has attached yet.
    pub fn lacks_consequences(&self) -> bool {
        let rules = matches!(
            self.content.effect,
            Effect::AdoptRules { .. } | Effect::RepealRule { .. } | Effect::AdoptCommonRules { .. }
        );
        rules && self.consequences.is_none()
    }

    /// The polls on it and on its amendments, in order.
    pub fn polls(&self) -> impl Iterator<Item = PollId> {
        self.votes.iter().map(|vote| vote.poll)
    }
}

impl ProposalState {
    /// In a few words.
    pub fn written(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            ProposalState::Draft => language.choose("brouillon", "draft").to_owned(),
            ProposalState::Open { .. } => {
                language.choose("ouverte au soutien", "open for support").to_owned()
            }
            ProposalState::Scheduled { assembly } if french => {
                format!("à l'ordre du jour de {assembly}")
            }
            ProposalState::Scheduled { assembly } => format!("on the agenda of {assembly}"),
            ProposalState::InVote { poll } if french => format!("au vote ({poll})"),
            ProposalState::InVote { poll } => format!("in vote ({poll})"),
            ProposalState::Adopted { decision, on } if french => {
                format!("adoptée le {} ({decision})", on.written(language))
            }
            ProposalState::Adopted { decision, on } => {
                format!("adopted on {} ({decision})", on.written(language))
            }
            ProposalState::Refused { on, .. } if french => {
                format!("rejetée le {}", on.written(language))
            }
            ProposalState::Refused { on, .. } => format!("rejected on {}", on.written(language)),
            ProposalState::Withdrawn { on, .. } if french => {
                format!("retirée le {}", on.written(language))
            }
            ProposalState::Withdrawn { on, .. } => {
                format!("withdrawn on {}", on.written(language))
            }
            ProposalState::Blocked { decision, why, .. } if french => {
                format!("adoptée ({decision}), mais sans effet : {}", why.french)
            }
            ProposalState::Blocked { decision, why, .. } => {
                format!("adopted ({decision}), but without effect: {}", why.english)
            }
        }
    }
}

impl Proposals {
    /// The proposal of that number.
    pub fn get(&self, proposal: ProposalId) -> Option<&Proposal> {
        self.list.get((proposal.0 as usize).checked_sub(1)?)
    }

    /// Every proposal with its number.
    pub fn all(&self) -> impl Iterator<Item = (ProposalId, &Proposal)> {
        self.list.iter().enumerate().map(|(index, one)| (ProposalId::at(index), one))
    }

    /// The proposal that a decision settled.
    pub fn of_decision(&self, decision: DecisionId) -> Option<(ProposalId, &Proposal)> {
        let proposal = *self.by_decision.get(&decision)?;
        Some((proposal, self.get(proposal)?))
    }

    /// What a member has in hand: drafts, open proposals, amendments to answer.
    pub fn of(&self, author: MemberId) -> impl Iterator<Item = (ProposalId, &Proposal)> {
        self.all().filter(move |(_, one)| one.author == author)
    }
}

impl Organisation {
    /// The instructions of the imperative mandate of an office, if the vote gave any.
    pub fn mandate(&self, office: OfficeId) -> Option<&str> {
        let decision = self.offices.office(office)?.decision;
        match &self.proposals.of_decision(decision)?.1.content.effect {
            Effect::Elect { mandate, .. } => mandate.as_deref(),
            _ => None,
        }
    }

    /// How many supporters a proposal needs to be scheduled, its author included: what the statutes
    /// of that day say.
    pub fn supporters_needed(&self, on: Day) -> usize {
        let version = self.assemblies.statutes_on(on);
        version.map_or(1, |version| version.statutes.supporters.max(1) as usize)
    }

    /// What a proposal on rules changes, rule by rule: the version in force on the eve of each new
    /// version against the new one. Empty for other proposals.
    pub fn rule_differences(&self, proposal: ProposalId) -> RuleDifferences {
        let known = self.proposals.get(proposal);
        known.map_or(Vec::new(), |known| self.differences_of(&known.content))
    }

    /// The same for a content that nobody has proposed yet: a file, or what an amendment would make.
    pub fn differences_of(&self, content: &Content) -> RuleDifferences {
        match &content.effect {
            Effect::AdoptRules { rules } | Effect::AdoptCommonRules { rules, .. } => {
                let before = self.rules_before(rules);
                let mut after = before.clone();
                for adopted in rules {
                    after.insert(adopted.rule.clone());
                }
                let new = |adopted: &&AdoptedRule| {
                    super::effects::start(self, adopted).map(|(_, since)| since)
                };
                rules
                    .iter()
                    .filter_map(|adopted| {
                        between(&before, &after, &adopted.rule.name, new(&adopted)?)
                    })
                    .collect()
            }
            Effect::RepealRule { rule } => {
                between(self.rules.set(), &RuleSet::new(), rule, content.from).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The rules as they stood before what these bring: once a proposal is adopted, its own versions
    /// are in the book, and it still changes what it changed.
    fn rules_before(&self, new: &[AdoptedRule]) -> RuleSet {
        let as_it_was = |rule: &caisse_rules::Rule| {
            let mut rule = rule.clone();
            let one = new.iter().find(|adopted| adopted.rule.name == rule.name);
            if let Some((_, since)) = one.and_then(|one| super::effects::start(self, one)) {
                rule.versions.retain(|version| version.since < since);
            }
            (!rule.versions.is_empty()).then_some(rule)
        };
        RuleSet::from_rules(self.rules.set().rules().filter_map(as_it_was))
    }
}

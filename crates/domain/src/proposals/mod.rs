//! Proposals: drafted, amended, supported, scheduled, debated, voted; and what an adopted one does.
//!
//! A proposal says its effect in the words of the part that will carry it out (rules, offices,
//! books, projects, agreements), so that what is voted is what is done. The effect is checked when
//! it is drafted, when its vote opens and when its vote closes; at the closing [`effects`] gives the
//! events that carry it out. After a vote nothing changes any more: one begins another proposal.
//!
//! Absent on purpose: assemblies and ballots (`assemblies`); consequences on members (`app`, which
//! alone can open situations; here only their digest and summary).

mod apply;
mod conflicts;
mod decide;
mod effect;
mod effects;
mod figures;
mod follow;
mod question;
mod refusal;
#[cfg(test)]
mod tests;

pub use apply::apply;

pub use decide::{authorise, check_schedulable, check_votable, decide};
pub use effect::Effect;
pub use effects::{effects, first_possible};
pub use figures::RuleDifferences;
pub use follow::follow;
pub use question::{Choices, Question, amendment_question, question};
pub use refusal::{Field, Refusal};

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use crate::assemblies::Verdict;
use crate::identity::{
    AssemblyId, DecisionId, DemandId, GrievanceId, MemberId, PollId, ProjectId, ProposalId,
};

/// The most characters of a title.
pub const LONGEST_TITLE: usize = 200;
/// The most characters of a text.
pub const LONGEST_TEXT: usize = 50_000;
/// The most links, documents, candidates or projects of one proposal.
pub const LONGEST_LIST: usize = 200;

/// What a proposal comes from or is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// A grievance.
    Grievance(GrievanceId),
    /// A demand.
    Demand(DemandId),
    /// A project.
    Project(ProjectId),
    /// An earlier proposal: one that was refused or blocked, say.
    Proposal(ProposalId),
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// The text and its grounds, at most 50,000 characters.
    pub text: String,
    /// What it does once adopted.
    #[serde(with = "as_text")]
    pub effect: Effect,
    /// The day on which it takes effect.
    pub from: Day,
    /// Where it comes from.
    #[serde(default)]
    pub links: Vec<Link>,
    /// SHA-256 of documents, 64 hexadecimal digits each.
    #[serde(default)]
    pub documents: Vec<String>,
}

/// What an amendment puts in the place of what stands; absent parts stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Another title.
    #[serde(default)]
    pub title: Option<String>,
    /// Another text.
    #[serde(default)]
    pub text: Option<String>,
    /// Another effect.
    #[serde(default, with = "as_text")]
    pub effect: Option<Effect>,
    /// Another day of effect.
    #[serde(default)]
    pub from: Option<Day>,
}

impl Change {
    /// The proposal as it would stand.
    pub fn on(&self, content: &Content) -> Content {
        Content {
            title: self.title.clone().unwrap_or_else(|| content.title.clone()),
            text: self.text.clone().unwrap_or_else(|| content.text.clone()),
            effect: self.effect.clone().unwrap_or_else(|| content.effect.clone()),
            from: self.from.unwrap_or(content.from),
            links: content.links.clone(),
            documents: content.documents.clone(),
        }
    }

    fn is_empty(&self) -> bool {
        *self == Change::default()
    }
}

/// Where an amendment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentState {
    /// To be accepted or declined by the author of the proposal.
    Moved,
    /// Declined by the author; it may be put to the vote.
    Declined(Day),
    /// In a vote of its own.
    InVote(PollId),
    /// Taken into the proposal on that day.
    Adopted(Day),
    /// Rejected by a vote on that day.
    Rejected(Day),
    /// Taken back by who moved it.
    Withdrawn(Day),
}

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Who moves it.
    pub author: MemberId,
    /// Why, 1 to 50,000 characters.
    pub reasons: String,
    /// What it changes.
    pub change: Change,
    /// When it was moved.
    pub on: Day,
    /// Where it stands.
    pub state: AmendmentState,
}

/// The same sentence in both languages, kept as it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In French.
    pub french: String,
    /// In English.
    pub english: String,
}

impl Said {
    /// The sentences of a refusal.
    pub fn of(refusal: &crate::Refusal) -> Said {
        Said {
            french: refusal.sentence(Language::French),
            english: refusal.sentence(Language::English),
        }
    }

    /// In one language.
    pub fn text(&self, language: Language) -> &str {
        language.choose(&self.french, &self.english)
    }
}

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Its author still writes it.
    Draft,
    /// Open for support and amendments.
    Open {
        /// Since when.
        since: Day,
    },
    /// On the agenda of an assembly.
    Scheduled {
        /// Which.
        assembly: AssemblyId,
    },
    /// Its vote is open.
    InVote {
        /// Which.
        poll: PollId,
    },
    /// Adopted: it takes effect on its day.
    Adopted {
        /// The decision.
        decision: DecisionId,
        /// When.
        on: Day,
    },
    /// Put to the vote and not adopted.
    Refused {
        /// The decision that records it, if one does.
        decision: Option<DecisionId>,
        /// When.
        on: Day,
    },
    /// Taken back by its author.
    Withdrawn {
        /// When.
        on: Day,
        /// Why.
        reasons: String,
    },
    /// Adopted, but its effect had become impossible: the decision stands without it.
    Blocked {
        /// The decision.
        decision: DecisionId,
        /// When.
        on: Day,
        /// Why.
        why: Said,
    },
}

/// Consequences on this caisse, computed elsewhere and attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequences {
    /// SHA-256 of the whole document, 64 hexadecimal digits.
    pub digest: String,
    /// A summary that people read, at most 50,000 characters; no figure of any one member.
    pub summary: String,
}

/// A vote on a proposal, or on one of its amendments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Which poll.
    pub poll: PollId,
    /// On which amendment, by its place, or on the proposal itself.
    pub amendment: Option<u16>,
    /// What it came to, once closed, and when.
    pub verdict: Option<(Day, Verdict)>,
}

/// A proposal as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed, with the amendments adopted so far.
    pub content: Content,
    /// Who proposes.
    pub author: MemberId,
    /// When it was first drafted.
    pub on: Day,
    /// Amendments, in the order in which they were moved.
    pub amendments: Vec<Amendment>,
    /// Who supports it; its author does from the first day.
    pub supporters: BTreeSet<MemberId>,
    /// Its consequences as attached; gone when the effect changes.
    pub consequences: Option<Consequences>,
    /// Its votes, in order.
    pub votes: Vec<Vote>,
    /// Where it stands.
    pub state: ProposalState,
}

/// The proposals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposals {
    list: Vec<Proposal>,
    by_decision: BTreeMap<DecisionId, ProposalId>,
}

/// What one may ask. Scheduling and voting are asked of `assemblies`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Draft a proposal, as the actor.
    Draft(Box<Content>),
    /// Write one's proposal anew, before it is scheduled; support given to another text is undone.
    Revise {
        /// Which.
        proposal: ProposalId,
        /// The new content.
        content: Box<Content>,
    },
    /// Open one's draft for support and amendments.
    Open {
        /// Which.
        proposal: ProposalId,
    },
    /// Support it.
    Support {
        /// Which.
        proposal: ProposalId,
    },
    /// Take one's support back.
    TakeBackSupport {
        /// Which.
        proposal: ProposalId,
    },
    /// Move an amendment.
    Amend {
        /// To which proposal.
        proposal: ProposalId,
        /// Why.
        reasons: String,
        /// What it changes.
        change: Box<Change>,
    },
    /// Accept an amendment to one's proposal.
    AcceptAmendment {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place, from 0.
        amendment: u16,
    },
    /// Decline an amendment to one's proposal; it may then be put to the vote.
    DeclineAmendment {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place, from 0.
        amendment: u16,
    },
    /// Take one's amendment back.
    WithdrawAmendment {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place, from 0.
        amendment: u16,
    },
    /// Attach the consequences that were computed.
    AttachConsequences {
        /// To which.
        proposal: ProposalId,
        /// The consequences.
        consequences: Consequences,
    },
    /// Take one's proposal back before its vote.
    Withdraw {
        /// Which.
        proposal: ProposalId,
        /// Why, 1 to 500 characters.
        reasons: String,
    },
}

/// What happened. Scheduling and votes are told by the events of `assemblies`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A proposal was drafted.
    Drafted {
        /// Its number.
        proposal: ProposalId,
        /// What is proposed.
        content: Box<Content>,
        /// By whom.
        author: MemberId,
        /// When.
        on: Day,
    },
    /// A proposal was written anew.
    Revised {
        /// Which.
        proposal: ProposalId,
        /// The new content.
        content: Box<Content>,
    },
    /// A draft was opened.
    Opened {
        /// Which.
        proposal: ProposalId,
        /// When.
        on: Day,
    },
    /// A member supports it.
    Supported {
        /// Which.
        proposal: ProposalId,
        /// Who.
        by: MemberId,
    },
    /// A member took support back.
    SupportTakenBack {
        /// Which.
        proposal: ProposalId,
        /// Who.
        by: MemberId,
    },
    /// An amendment was moved.
    Amended {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place, from 0.
        amendment: u16,
        /// By whom.
        author: MemberId,
        /// Why.
        reasons: String,
        /// What it changes.
        change: Box<Change>,
        /// When.
        on: Day,
    },
    /// The author took an amendment in.
    AmendmentAccepted {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place.
        amendment: u16,
        /// When.
        on: Day,
    },
    /// The author declined an amendment.
    AmendmentDeclined {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place.
        amendment: u16,
        /// When.
        on: Day,
    },
    /// An amendment was taken back.
    AmendmentWithdrawn {
        /// To which proposal.
        proposal: ProposalId,
        /// Its place.
        amendment: u16,
        /// When.
        on: Day,
    },
    /// Consequences were attached.
    ConsequencesAttached {
        /// To which.
        proposal: ProposalId,
        /// The consequences.
        consequences: Consequences,
    },
    /// A proposal was taken back.
    Withdrawn {
        /// Which.
        proposal: ProposalId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
    },
}

/// Rules have optional fields, which the compact form of snapshots cannot leave out: there an effect
/// is kept as its text.
pub(crate) mod as_text {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return value.serialize(serializer);
        }
        serializer.serialize_str(&serde_json::to_string(value).map_err(S::Error::custom)?)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        if deserializer.is_human_readable() {
            return T::deserialize(deserializer);
        }
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}

//! Proposals: what is being decided, what was, and what it would change.

use caisse_units::Day;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Consequences, Pages, Place, Reference, Vote};

/// The proposals, by where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposalList {
    /// Those whose vote is open.
    pub in_vote: Vec<ProposalLine>,
    /// Those on the agenda of an assembly.
    pub scheduled: Vec<ProposalLine>,
    /// Those open for support and amendments.
    pub open: Vec<ProposalLine>,
    /// Those decided or taken back, the newest first; refused ones stay.
    pub decided: Vec<ProposalLine>,
    /// Which page of the decided ones this is.
    pub pages: Option<Pages>,
}

/// A proposal in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposalLine {
    /// Its number, such as `PR4`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it does, in a few words: “adopter des règles”.
    pub does: String,
    /// Who proposes: a number, with the name for who may read it.
    pub author: String,
    /// The day it was first written.
    pub day: Day,
    /// How many support it, the author included.
    pub supporters: u32,
    /// Where it stands, in a few words.
    pub state: String,
    /// True when it was put to the vote and not adopted.
    pub refused: bool,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// What lists say of it.
    pub line: ProposalLine,
    /// Its text, paragraph by paragraph.
    pub text: Vec<String>,
    /// The first day of its effect.
    pub from: Day,
    /// From the draft to the effect.
    pub path: Vec<Station>,
    /// What it does, one thing per line.
    pub effects: Vec<Reference>,
    /// What it changes in rules or statutes, as one reads it aloud.
    pub differences: Vec<Difference>,
    /// A text that it carries: the instruction of a mandate, the criteria of an agreement.
    pub terms: Vec<String>,
    /// What it would change on this caisse, for a proposal on rules that is not decided yet.
    pub consequences: Option<Consequences>,
    /// The consequences that were attached before the vote, in sentences, and their digest.
    pub attached: Option<(Vec<String>, String)>,
    /// The amendments, in the order in which they were moved.
    pub amendments: Vec<Amendment>,
    /// The objections raised at its votes.
    pub objections: Vec<ObjectionRaised>,
    /// Where it comes from: grievances, demands, projects, earlier proposals.
    pub origins: Vec<Reference>,
    /// The digests of its documents.
    pub documents: Vec<String>,
    /// Its votes, in order.
    pub votes: Vec<ProposalVote>,
    /// The decision that its vote recorded.
    pub decision: Option<Reference>,
}

/// A station on the way of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Station {
    /// Its name: “écrite”, “votée”.
    pub name: String,
    /// When it was or will be reached, if that is known.
    pub day: Option<Day>,
    /// What it is bound to: the assembly, the poll.
    pub at: Option<Reference>,
    /// Whether it was reached.
    pub reached: Reached,
}

/// Whether a station was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Passed.
    Done,
    /// The proposal stands here.
    Here,
    /// To come.
    ToCome,
    /// It ends here without having been adopted.
    Ended,
}

/// What changes in one rule, or in the statutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// What changes, and from when.
    pub heading: String,
    /// One sentence for each change.
    pub sentences: Vec<String>,
    /// Where the text in force stands.
    pub place: Option<Place>,
}

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Amendment {
    /// Its place in the list, from 1.
    pub number: u32,
    /// Who moves it.
    pub author: String,
    /// When.
    pub day: Day,
    /// Why.
    pub reasons: String,
    /// What it changes, in sentences.
    pub changes: Vec<String>,
    /// Where it stands.
    pub state: String,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ObjectionRaised {
    /// Who objects.
    pub by: String,
    /// Why.
    pub text: String,
    /// Where it stands, and how it was integrated.
    pub state: String,
}

/// A vote on a proposal or on one of its amendments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposalVote {
    /// The poll.
    pub poll: Reference,
    /// The assembly.
    pub assembly: Reference,
    /// Its minutes, once it was held.
    pub minutes: Option<Reference>,
    /// The day of the result.
    pub day: Option<Day>,
    /// What it came to, with the figures to check it; that it is open, or was given up.
    pub outcome: String,
    /// The count, where the answer is yes or no.
    pub count: Option<Vote>,
}

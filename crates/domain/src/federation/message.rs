//! What organisations say to each other. The serialised form travels between versions of the program:
//! a change must keep reading what was said before, and an unknown kind is kept unread.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::agreements::Cession;
use crate::identity::{AssemblyId, DecisionId, ProposalId};
use crate::rules::AdoptedRule;

/// What is said. No message holds a name or a situation of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// Our assembly joins you, and cedes these matters.
    Joins {
        /// From when.
        from: Day,
        /// The matters ceded, with how many days of notice each is taken back.
        matters: Vec<(String, u16)>,
        /// Our decision, as our journal numbers it.
        decision: DecisionId,
    },
    /// Our assembly admits you.
    Admits {
        /// From when.
        from: Day,
        /// Our decision.
        decision: DecisionId,
    },
    /// Our assembly ends the tie.
    Leaves {
        /// The last day.
        on: Day,
        /// Our decision.
        decision: DecisionId,
    },
    /// Where we stand.
    Statement(Statement),
    /// What our assembly decided for all in a matter that they ceded.
    CommonRules(CommonRules),
    /// An assembly of ours, and what it will vote on.
    Summons(Summons),
    /// How our assembly told our delegate to vote.
    Instruction(Instruction),
    /// An equalisation, whole, so that each can compute it again.
    Equalised(Equalised),
    /// What the contributions of a closed month gave you by the keys in force: we owe it.
    PassedOn {
        /// The month.
        month: Month,
        /// How much; below zero when more was given back than received.
        amount: Amount,
    },
    /// What we cede to you, whole: it replaces what we said before.
    Cedes(Vec<Cession>),
    /// Every organisation that stands above us, to any depth: it replaces what we said before.
    Above(Vec<String>),
    /// Rules that are proposed to all, before our assembly votes on them.
    Consultation(Consultation),
    /// What these rules would change for our members, as totals.
    Answer(Answer),
    /// From the next message on, another key signs.
    Key {
        /// The key, as signed notes write it.
        key: String,
    },
    /// Our feed is read elsewhere.
    Moved {
        /// Where.
        address: String,
    },
}

impl Message {
    /// Its kind, as headings name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Message::Joins { .. } => "joins",
            Message::Admits { .. } => "admits",
            Message::Leaves { .. } => "leaves",
            Message::Statement(_) => "statement",
            Message::CommonRules(_) => "common-rules",
            Message::Summons(_) => "summons",
            Message::Instruction(_) => "instruction",
            Message::Equalised(_) => "equalised",
            Message::PassedOn { .. } => "passed-on",
            Message::Cedes(_) => "cedes",
            Message::Above(_) => "above",
            Message::Consultation(_) => "consultation",
            Message::Answer(_) => "answer",
            Message::Key { .. } => "key",
            Message::Moved { .. } => "moved",
        }
    }
}

/// Where a caisse stands at the end of a month: figures of its journal, nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The month.
    pub month: Month,
    /// Members in right standing on its last day.
    pub members: u64,
    /// Those who were called to contribute.
    pub contributors: u64,
    /// The base of the contributions, when it is known.
    #[serde(default)]
    pub base: Option<Amount>,
    /// Contributions called.
    pub called: Amount,
    /// Contributions received.
    pub received: Amount,
    /// What was granted, requests and allowances together.
    pub granted: Amount,
    /// Requests still to be decided.
    pub asked: u64,
    /// What is free to be spent at the end of the month, above the reserve floor.
    pub available: Amount,
    /// What must stay in the fund.
    pub floor: Amount,
    /// Tenths of months that the fund lasts at the pace of the last three months; without end if absent.
    #[serde(default)]
    pub survival: Option<u32>,
}

/// Rules that a federation adopted for all in a ceded matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonRules {
    /// The matter.
    pub matter: String,
    /// The rules, each with its versions.
    pub rules: Vec<AdoptedRule>,
    /// From when.
    pub from: Day,
    /// The federation's decision.
    pub decision: DecisionId,
    /// The assembly that took it.
    pub assembly: String,
    /// When.
    pub on: Day,
    /// Its title.
    pub title: String,
}

/// An item on which delegates vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOf {
    /// Its place on the agenda, from 0.
    pub item: u16,
    /// Its title.
    pub title: String,
}

/// An assembly of a federation, told to its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summons {
    /// Which, as the federation numbers it.
    pub assembly: AssemblyId,
    /// Its title.
    pub title: String,
    /// When.
    pub on: Day,
    /// Its items.
    pub items: Vec<ItemOf>,
}

/// How the members of a caisse voted on an item of a federation: the mandate of their delegate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// The federation's assembly.
    pub assembly: AssemblyId,
    /// The item, from 0.
    pub item: u16,
    /// In favour.
    pub in_favour: u64,
    /// Against.
    pub against: u64,
    /// Abstentions.
    pub abstained: u64,
    /// What the delegate has to say.
    pub text: String,
}

/// An equalisation of a month: the figures that it was computed on and what each pays or receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equalised {
    /// The rule.
    pub rule: String,
    /// The first day of the version applied.
    pub since: Day,
    /// The month.
    pub month: Month,
    /// The statements, by organisation.
    pub statements: BTreeMap<String, Statement>,
    /// What each receives (above zero) or pays (below), by organisation; they sum to zero.
    pub transfers: BTreeMap<String, Amount>,
    /// Those whose statement of the month was not taken as it is, by a vote.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub despite: BTreeMap<String, Despite>,
    /// The decision that said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionId>,
    /// True of the settlement on final figures: what was booked for this month before counts as paid
    /// in advance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settles: bool,
}

/// What is done about a statement that is missing, or that nobody believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Despite {
    /// The month is computed without that caisse.
    Without,
    /// Its last statement before that month stands for the one of the month.
    LastKnown,
}

/// Rules that a federation proposes to all, for each to compute on its own members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The proposal, as the federation numbers it.
    pub proposal: ProposalId,
    /// Its title.
    pub title: String,
    /// The matter.
    pub matter: String,
    /// The rules, each with its versions.
    pub rules: Vec<AdoptedRule>,
    /// From when they would hold.
    pub from: Day,
}

/// The fewest people that an answer may tell apart.
pub const SMALLEST_GROUP: u64 = 5;

/// What proposed rules would change in a caisse over the months computed again: totals, and groups of
/// [`SMALLEST_GROUP`] or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The federation's proposal.
    pub proposal: ProposalId,
    /// The members, or households, that were computed.
    pub members: u64,
    /// How many months were computed again.
    pub months: u32,
    /// Contributions called, under the rules of today and under the proposed ones.
    pub contributions: (Amount, Amount),
    /// Allocations granted, under the rules of today and under the proposed ones.
    pub allocations: (Amount, Amount),
    /// How many gain; absent for one to four.
    #[serde(default)]
    pub gain: Option<u64>,
    /// How many lose; absent for one to four.
    #[serde(default)]
    pub lose: Option<u64>,
    /// Groups by income, the smallest income first; none where groups would be too small.
    #[serde(default)]
    pub by_income: Vec<Tier>,
    /// Why nothing could be computed, in French and in English; the totals are zero then.
    #[serde(default)]
    pub impossible: Option<(String, String)>,
}

/// Members of near incomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// How many, [`SMALLEST_GROUP`] at least.
    pub members: u64,
    /// What they have more (above zero) or less each month, on average, to the euro.
    pub change: Amount,
}

/// What an equalisation gave one caisse, or took from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What it receives (above zero) or pays (below).
    pub amount: Amount,
    /// Among how many.
    pub among: u32,
    /// When it was booked.
    pub on: Day,
}

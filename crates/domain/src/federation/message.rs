//! What organisations say to each other. The serialised form travels between versions of the program:
//! a change must keep reading what was said before, and an unknown kind is kept unread.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::identity::{AssemblyId, DecisionId};
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

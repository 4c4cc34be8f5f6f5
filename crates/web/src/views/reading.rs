//! The shared reading of the accounts: its steps, the questions pinned to figures, the record of each
//! session.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Flow, FundPoint, Pages, Part, Reference};

/// A step of the guided reading of the accounts, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum ReadingStep {
    /// Where do 10 € go?
    TenEuros,
    /// A month against the one before and the one a year ago.
    TwoMonths,
    /// What is a reserve?
    Reserve,
    /// How long can we hold?
    HoldingOut,
    /// What would this rule change?
    WhatIf,
}

impl ReadingStep {
    /// All of them, in order.
    pub const ALL: [ReadingStep; 5] = [
        ReadingStep::TenEuros,
        ReadingStep::TwoMonths,
        ReadingStep::Reserve,
        ReadingStep::HoldingOut,
        ReadingStep::WhatIf,
    ];
}

/// One step of the guided reading: one figure, a drawing of it, something to discuss and something to
/// compute together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GuidedStep {
    /// Which.
    pub step: ReadingStep,
    /// The day of its figures.
    pub as_of: Day,
    /// The figure, in few signs, as it is drawn large: “20 mois”.
    pub figure: String,
    /// What it is, in one line.
    pub says: String,
    /// What it rests on, so that it answers “why this figure?”.
    pub why: Vec<Reference>,
    /// Two or three sentences.
    pub sentences: Vec<String>,
    /// Its drawing, with a table; nothing when there is nothing to draw yet.
    pub drawing: Option<Drawing>,
    /// A question to discuss.
    pub discuss: String,
    /// An exercise on the caisse's own numbers; nothing when there are none yet.
    pub exercise: Option<Exercise>,
    /// What is supposed, for the step that tries a change.
    pub trying: Option<Trying>,
    /// The questions pinned to it, the newest first.
    pub questions: Vec<PinnedQuestion>,
}

/// What a step draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Drawing {
    /// Ten coins, cut where the parts end; they sum to 10 €.
    Coins(Vec<Part>),
    /// Months side by side, then where the money of the last of them came from and went.
    Months {
        /// Each month with what came in and what went out, in order.
        months: Vec<(Month, Flow)>,
        /// Where the money of the last came from.
        sources: Vec<Part>,
        /// Where it went.
        uses: Vec<Part>,
    },
    /// One bar cut into parts.
    Parts(Vec<Part>),
    /// The fund over time.
    Fund {
        /// Known, then expected.
        points: Vec<FundPoint>,
        /// Expected of contributions alone.
        alone: Vec<FundPoint>,
        /// The voted reserve.
        floor: Option<Amount>,
    },
    /// The months ahead as they are and as they would be.
    Compared {
        /// The month before the first of both lines.
        before: Month,
        /// As it goes.
        today: Vec<Amount>,
        /// As supposed.
        supposed: Vec<Amount>,
    },
}

/// Something to compute together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exercise {
    /// What is asked.
    pub asks: String,
    /// The way to the answer, a line each.
    pub way: Vec<String>,
    /// The answer.
    pub answer: String,
}

/// A change that is tried: so much more a month from everyone who contributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trying {
    /// What was typed, or the amount that is tried without it.
    pub typed: String,
    /// What is wrong with what was typed.
    pub fault: Option<String>,
    /// Proposals that changed a rule, to read what each would have done.
    pub proposals: Vec<Reference>,
}

/// A question pinned to a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PinnedQuestion {
    /// Its number, such as `QU3`.
    pub id: String,
    /// Its words; nothing once they were erased.
    pub text: Option<String>,
    /// Who asks; nobody if it came from the room.
    pub who: Option<String>,
    /// When.
    pub day: Day,
    /// The figure.
    pub figure: Reference,
    /// The reading in which it was asked.
    pub reading: Option<Reference>,
    /// The answers: who, when, and the words as long as they are not erased.
    pub answers: Vec<(String, Day, Option<String>)>,
    /// The proposals and grievances that it became.
    pub became: Vec<Reference>,
}

impl PinnedQuestion {
    /// True as long as nobody answered it and nothing came of it.
    pub fn is_open(&self) -> bool {
        self.answers.is_empty() && self.became.is_empty()
    }
}

/// The record of a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingRecord {
    /// Its number, such as `LE1`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day on which it is held.
    pub day: Day,
    /// Who leads it.
    pub facilitator: String,
    /// How it ended: when, and how many took part.
    pub closed: Option<(Day, u32)>,
    /// What was written of it, by paragraph.
    pub record: Vec<String>,
    /// The questions asked in it, in order.
    pub questions: Vec<PinnedQuestion>,
}

/// The readings held, and the questions that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingList {
    /// The questions without an answer, the oldest first; on page 1 alone.
    pub waiting: Vec<PinnedQuestion>,
    /// Questions asked alone, with what came of them, the newest first; on page 1 alone.
    pub alone: Vec<PinnedQuestion>,
    /// The readings of this page, the newest first.
    pub readings: Vec<ReadingRecord>,
    /// Which page.
    pub pages: Pages,
}

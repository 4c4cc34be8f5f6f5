//! Shared readings of the accounts: members look together at the figures of their caisse, and pin
//! questions to them.
//!
//! A *reading* is a session, on a day, led by a member. A *question* is pinned to a [`Figure`]: a step
//! of the guided sequence, an account of a year, a month or a rule; in a reading or alone at home. It is
//! answered, and may become a proposal or a grievance; the reading is closed with how many took part.
//! The words of questions, answers and records stand in the vault, sealed for who said them, so that a
//! person who is erased is erased here too; the journal holds their digests.
//!
//! Absent on purpose: the figures (a question says where one stands, the books say what it is), texts
//! and names (vault), and who was in the room: a reading counts people, it takes no roll.

mod apply;
mod authority;
mod decide;
mod figure;
mod figures;
mod refusal;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use authority::authorise;
pub use decide::decide;
pub use figure::{Figure, FigureError, Step};
pub use refusal::Refusal;

use caisse_units::Day;
use serde::{Deserialize, Serialize};

use crate::identity::{GrievanceId, MemberId, ProposalId, QuestionId, ReadingId};

/// The most characters of a title.
pub const LONGEST_TITLE: usize = 200;
/// The most characters of a question, an answer or a record, before it is sealed.
pub const LONGEST_TEXT: usize = 5_000;
/// The most answers to one question.
pub const MOST_ANSWERS: usize = 5;
/// The most people who can have taken part in one reading.
pub const MOST_PEOPLE: u32 = 100_000;

/// A reading as it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What it is called: “Lecture des comptes de mars”.
    pub title: String,
    /// The day on which it is held.
    pub on: Day,
    /// Who leads it: an active member.
    pub facilitator: MemberId,
}

/// How a reading ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// When it was closed.
    pub on: Day,
    /// How many took part, members or not; 1 to [`MOST_PEOPLE`].
    pub took_part: u32,
    /// SHA-256 of the sealed record, 64 hexadecimal digits, if one was written.
    #[serde(default)]
    pub record: Option<String>,
}

/// A reading as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// As it was opened.
    pub session: Session,
    /// How it ended, once it has.
    pub closing: Option<Closing>,
}

/// A question as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// In which reading; alone if in none.
    #[serde(default)]
    pub reading: Option<ReadingId>,
    /// To which figure it is pinned.
    pub figure: Figure,
    /// Who asks; nobody if it came from the room.
    #[serde(default)]
    pub by: Option<MemberId>,
    /// SHA-256 of the sealed text, 64 hexadecimal digits.
    pub text: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who answers.
    pub by: MemberId,
    /// SHA-256 of the sealed text, 64 hexadecimal digits.
    pub text: String,
    /// When.
    pub on: Day,
}

/// What a question became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// A proposal, which an assembly will vote on.
    Proposal(ProposalId),
    /// A grievance, which a demand may take up.
    Grievance(GrievanceId),
}

/// A question as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// As it was asked.
    pub asked: Asked,
    /// When.
    pub on: Day,
    /// The answers, in order.
    pub answers: Vec<Answer>,
    /// What it became, in order.
    pub became: Vec<Became>,
}

/// Readings and questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    list: Vec<Reading>,
    questions: Vec<Question>,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Open a reading.
    Open(Session),
    /// Pin a question to a figure.
    Ask(Asked),
    /// Answer a question.
    Answer {
        /// Which.
        question: QuestionId,
        /// SHA-256 of the sealed text.
        text: String,
    },
    /// Note what a question became.
    Turn {
        /// Which.
        question: QuestionId,
        /// Into what.
        into: Became,
    },
    /// Close a reading.
    Close {
        /// Which.
        reading: ReadingId,
        /// How many took part.
        took_part: u32,
        /// SHA-256 of the sealed record, if one was written.
        record: Option<String>,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A reading was opened.
    Opened {
        /// Its number.
        reading: ReadingId,
        /// What.
        session: Session,
    },
    /// A question was pinned to a figure.
    Asked {
        /// Its number.
        question: QuestionId,
        /// What.
        asked: Asked,
        /// When.
        on: Day,
    },
    /// A question was answered.
    Answered {
        /// Which.
        question: QuestionId,
        /// The answer.
        answer: Answer,
    },
    /// A question became something that will be decided on.
    Turned {
        /// Which.
        question: QuestionId,
        /// Into what.
        into: Became,
    },
    /// A reading was closed.
    Closed {
        /// Which.
        reading: ReadingId,
        /// How it ended.
        closing: Closing,
    },
}

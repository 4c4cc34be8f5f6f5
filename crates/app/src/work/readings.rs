//! Shared readings of the accounts as people hold them: words become sealed texts, then commands.
//!
//! A question is sealed for who asks it, an answer for who answers, a record for who leads; so that what a
//! person said goes when the person is erased. What nobody signs is sealed for the organisation.
//!
//! Absent on purpose: who may do what (`domain`), forms and files.

use caisse_domain::identity::{MemberId, QuestionId, ReadingId};
use caisse_domain::offices::Actor;
use caisse_domain::readings::{Asked, Command as C, Event, Figure, LONGEST_TEXT, Refusal};
use caisse_domain::{Command, Event as Any};
use caisse_journal::SealedWrite;
use caisse_units::Language;

use crate::{Desk, ExecuteError};

/// Why a reading, or what is said in it, is not taken.
#[derive(Debug)]
pub enum ReadingError {
    /// A text is missing or too long.
    TextUnusable {
        /// How many characters it has.
        length: usize,
    },
    /// The command is refused, or the store fails.
    Execute(ExecuteError),
}

impl ReadingError {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (ReadingError::TextUnusable { length }, Language::French) => {
                format!("un texte a de 1 à {LONGEST_TEXT} caractères ; celui-ci en a {length}")
            }
            (ReadingError::TextUnusable { length }, Language::English) => {
                format!("a text has 1 to {LONGEST_TEXT} characters; this one has {length}")
            }
            (ReadingError::Execute(error), language) => error.sentence(language),
        }
    }
}

impl From<ExecuteError> for ReadingError {
    fn from(error: ExecuteError) -> ReadingError {
        ReadingError::Execute(error)
    }
}

/// A question to be pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// In which reading; alone if in none.
    pub reading: Option<ReadingId>,
    /// To which figure.
    pub figure: Figure,
    /// Who asks; nobody if it comes from the room.
    pub by: Option<MemberId>,
    /// Its words.
    pub text: &'a str,
}

/// Pins a question to a figure.
///
/// # Errors
/// [`ReadingError`].
pub fn ask(
    desk: &mut Desk,
    actor: Actor,
    question: Question<'_>,
) -> Result<QuestionId, ReadingError> {
    let (text, sealed) = seal(desk, question.by, question.text)?;
    let Question { reading, figure, by, .. } = question;
    match act(desk, actor, C::Ask(Asked { reading, figure, by, text }), sealed)? {
        Event::Asked { question, .. } => Ok(question),
        _ => unreachable!("a question was decided"),
    }
}

/// Answers a question.
///
/// # Errors
/// [`ReadingError`].
pub fn answer(
    desk: &mut Desk,
    actor: Actor,
    question: QuestionId,
    text: &str,
) -> Result<(), ReadingError> {
    let Actor::Member(member) = actor else {
        let refusal = Refusal::NotActive { member: None };
        return Err(ExecuteError::Refused(refusal.into()).into());
    };
    let (text, sealed) = seal(desk, Some(member), text)?;
    act(desk, actor, C::Answer { question, text }, sealed).map(drop)
}

/// Closes a reading, with its record if one was written.
///
/// # Errors
/// [`ReadingError`].
pub fn close(
    desk: &mut Desk,
    actor: Actor,
    reading: ReadingId,
    took_part: u32,
    record: Option<&str>,
) -> Result<(), ReadingError> {
    let known = desk.house.state().and_then(|house| house.readings.reading(reading));
    let facilitator = known.map(|known| known.session.facilitator);
    let (record, sealed) = match record {
        Some(text) => {
            let (digest, sealed) = seal(desk, facilitator, text)?;
            (Some(digest), sealed)
        }
        None => (None, Vec::new()),
    };
    act(desk, actor, C::Close { reading, took_part, record }, sealed).map(drop)
}

/// Any command on readings that carries no words.
///
/// # Errors
/// [`ReadingError::Execute`].
pub fn order(desk: &mut Desk, actor: Actor, command: C) -> Result<Event, ReadingError> {
    act(desk, actor, command, Vec::new())
}

fn act(
    desk: &mut Desk,
    actor: Actor,
    command: C,
    sealed: Vec<SealedWrite>,
) -> Result<Event, ReadingError> {
    let done = desk.act_with(actor, Command::Readings(command), sealed)?;
    let Any::Readings(event) = done.event else { unreachable!("it was about readings") };
    Ok(event)
}

fn seal(
    desk: &mut Desk,
    of: Option<MemberId>,
    text: &str,
) -> Result<(String, Vec<SealedWrite>), ReadingError> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > LONGEST_TEXT {
        return Err(ReadingError::TextUnusable { length });
    }
    Ok(desk.people.seal_text(of, text.trim(), desk.house.entropy())?)
}

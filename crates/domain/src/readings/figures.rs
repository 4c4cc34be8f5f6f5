//! Questions one may ask of readings.

use super::{Figure, Question, Reading, Readings};
use crate::identity::{MemberId, QuestionId, ReadingId};

impl Question {
    /// True as long as nobody answered it and nothing came of it.
    pub fn is_open(&self) -> bool {
        self.answers.is_empty() && self.became.is_empty()
    }
}

impl Readings {
    /// The reading of that number.
    pub fn reading(&self, reading: ReadingId) -> Option<&Reading> {
        self.list.get((reading.0 as usize).checked_sub(1)?)
    }

    /// The question of that number.
    pub fn question(&self, question: QuestionId) -> Option<&Question> {
        self.questions.get((question.0 as usize).checked_sub(1)?)
    }

    /// Every reading with its number, in the order opened.
    pub fn all(
        &self,
    ) -> impl DoubleEndedIterator<Item = (ReadingId, &Reading)> + ExactSizeIterator {
        self.list.iter().enumerate().map(|(index, one)| (ReadingId::at(index), one))
    }

    /// Every question with its number, in the order asked.
    pub fn questions(
        &self,
    ) -> impl DoubleEndedIterator<Item = (QuestionId, &Question)> + ExactSizeIterator {
        self.questions.iter().enumerate().map(|(index, one)| (QuestionId::at(index), one))
    }

    /// The questions asked in a reading.
    pub fn asked_in(&self, reading: ReadingId) -> impl Iterator<Item = (QuestionId, &Question)> {
        self.questions().filter(move |(_, one)| one.asked.reading == Some(reading))
    }

    /// The questions pinned to a figure.
    pub fn pinned_to(&self, figure: &Figure) -> impl Iterator<Item = (QuestionId, &Question)> {
        self.questions().filter(move |(_, one)| one.asked.figure == *figure)
    }

    /// The questions that wait for an answer.
    pub fn open_questions(&self) -> impl Iterator<Item = (QuestionId, &Question)> {
        self.questions().filter(|(_, one)| one.is_open())
    }

    /// True if that member leads the reading.
    pub(super) fn is_led_by(&self, reading: ReadingId, member: MemberId) -> bool {
        self.reading(reading).is_some_and(|one| one.session.facilitator == member)
    }
}

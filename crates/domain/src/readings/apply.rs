//! What happens to readings and questions.

use super::{Event, Question, Reading, Readings};

/// Applies an event that was decided; trusts the journal.
pub fn apply(readings: &mut Readings, event: &Event) {
    match event {
        Event::Opened { session, .. } => {
            readings.list.push(Reading { session: session.clone(), closing: None });
        }
        Event::Asked { asked, on, .. } => readings.questions.push(Question {
            asked: asked.clone(),
            on: *on,
            answers: Vec::new(),
            became: Vec::new(),
        }),
        Event::Answered { question, answer } => {
            readings.questions[question.index()].answers.push(answer.clone());
        }
        Event::Turned { question, into } => {
            readings.questions[question.index()].became.push(*into);
        }
        Event::Closed { reading, closing } => {
            readings.list[reading.index()].closing = Some(closing.clone());
        }
    }
}

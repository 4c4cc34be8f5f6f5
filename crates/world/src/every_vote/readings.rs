//! Two readings of the accounts, on the caisse of [`super`]: every kind of event of readings, with
//! questions pinned to every kind of figure.

use caisse_domain::identity::{QuestionId, ReadingId};
use caisse_domain::readings::{Asked, Became, Command as R, Figure, Session};

use super::*;

/// Lives the month on an empty desk whose clock stands at the founding; ends with a signed checkpoint.
///
/// # Errors
/// A refusal, where the core no longer accepts what this month asks.
///
/// # Panics
/// If the desk holds something already.
pub fn live(desk: &mut Desk, clock: &SetClock) -> Result<(), ExecuteError> {
    let mut year = Year { desk, clock };
    year.found()?;
    year.needs()?;
    year.read_together()?;
    year.read_alone()?;
    year.desk.checkpoint().map(drop).map_err(|error| match error {
        DeskError::Execute(error) => error,
        DeskError::Directory(error) => panic!("{error}"),
    })
}

impl Year<'_> {
    fn reading(&mut self, member: u32, command: R) -> Lived {
        self.by(member, Command::Readings(command)).map(drop)
    }

    fn ask_of(
        &mut self,
        member: u32,
        (reading, by): (Option<u32>, Option<u32>),
        figure: &str,
        text: u32,
    ) -> Lived {
        let figure: Figure = figure.parse().expect("a figure");
        let (reading, by) = (reading.map(ReadingId), by.map(MemberId));
        self.reading(member, R::Ask(Asked { reading, figure, by, text: digest(text) }))
    }

    /// Led by M3: a question of M4, one of the room, an answer, a record.
    fn read_together(&mut self) -> Lived {
        let (on, facilitator) = (founded_on(), MemberId(3));
        let title = "Les comptes de janvier".to_owned();
        self.reading(3, R::Open(Session { title, on, facilitator }))?;
        self.ask_of(4, (Some(1), Some(4)), "lecture:tenir", 301)?;
        self.ask_of(3, (Some(1), None), "compte:512:2026", 302)?;
        let question = QuestionId(1);
        self.reading(3, R::Answer { question, text: digest(311) })?;
        self.clock.set(day(2026, 1, 7));
        let (reading, record) = (ReadingId(1), Some(digest(321)));
        self.reading(3, R::Close { reading, took_part: 12, record })?;
        let title = "Les comptes de février".to_owned();
        let on = day(2026, 2, 20);
        self.reading(4, R::Open(Session { title, on, facilitator: MemberId(4) }))
    }

    /// Asked outside a session, by a member and in nobody's name; one becomes a grievance.
    fn read_alone(&mut self) -> Lived {
        self.ask_of(4, (None, Some(4)), "mois:2026-01", 303)?;
        let rule = self.state().rules.all().next().map(|(rule, _)| format!("regle:{}", rule.name));
        self.ask_of(4, (None, Some(4)), &rule.expect("a rule was adopted"), 304)?;
        let figure = "lecture:dix-euros".parse().expect("a figure");
        let asked = Asked { reading: None, figure, by: None, text: digest(305) };
        self.desk.act(Actor::Founders, Command::Readings(R::Ask(asked)))?;
        let (question, into) = (QuestionId(3), Became::Grievance(GrievanceId(1)));
        self.reading(4, R::Turn { question, into })?;
        self.reading(1, R::Answer { question: QuestionId(5), text: digest(312) })
    }
}

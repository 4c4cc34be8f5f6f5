//! From a figure read together to a question, its answer and what became of it.

use super::{Asked, Became, Command, Event, Figure, MOST_ANSWERS, Refusal, Session, Step};
use crate::fixture::{Caisse, day, digest};
use crate::identity::{GrievanceId, MemberId, ProposalId, QuestionId, ReadingId};
use crate::offices::Actor;
use crate::projects::{self, Voice};
use crate::{Command as Act, Refusal as Refused};

fn session(facilitator: u32, on: &str) -> Command {
    Command::Open(Session {
        title: "Lecture de mars".to_owned(),
        on: day(on),
        facilitator: MemberId(facilitator),
    })
}

fn asked(reading: Option<u32>, by: Option<u32>, text: u64) -> Asked {
    Asked {
        reading: reading.map(ReadingId),
        figure: Figure::Step(Step::HoldingOut),
        by: by.map(MemberId),
        text: digest(text),
    }
}

fn close(took_part: u32) -> Command {
    Command::Close { reading: ReadingId(1), took_part, record: Some(digest(50)) }
}

fn answer(text: u64) -> Command {
    Command::Answer { question: QuestionId(1), text: digest(text) }
}

fn refused(caisse: &mut Caisse, member: u32, command: Command) -> Refusal {
    match caisse.refused(member, command) {
        Refused::Readings(refusal) => refusal,
        other => panic!("another refusal: {other:?}"),
    }
}

#[test]
fn a_question_goes_from_its_figure_to_an_answer_and_a_grievance() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, session(3, "2026-01-01"));
    caisse.as_member(4, Command::Ask(asked(Some(1), Some(4), 1)));
    caisse.as_member(3, Command::Ask(asked(Some(1), None, 2)));
    let house = caisse.house();
    let open: Vec<_> = house.readings.open_questions().map(|(id, _)| id).collect();
    assert_eq!(open, [QuestionId(1), QuestionId(2)]);

    caisse.as_member(3, answer(11));
    let grievance = projects::Grievance {
        voice: Voice::Named(MemberId(4)),
        text: digest(30),
        workplace: None,
        on: day("2026-01-01"),
    };
    caisse.as_member(4, projects::Command::RecordGrievance(grievance));
    let into = Became::Grievance(GrievanceId(1));
    caisse.as_member(4, Command::Turn { question: QuestionId(2), into });
    caisse.as_member(3, close(12));

    let readings = &caisse.house().readings;
    assert_eq!(readings.open_questions().count(), 0);
    let first = readings.question(QuestionId(1)).expect("it was asked");
    assert_eq!(first.answers[0].by, MemberId(3));
    let second = readings.question(QuestionId(2)).expect("it was asked");
    assert_eq!((second.asked.by, &second.became[..]), (None, &[into][..]));
    let reading = readings.reading(ReadingId(1)).expect("it was opened");
    assert_eq!(reading.closing.as_ref().map(|closing| closing.took_part), Some(12));
    assert_eq!(readings.asked_in(ReadingId(1)).count(), 2);
    assert_eq!(readings.pinned_to(&Figure::Step(Step::HoldingOut)).count(), 2);
    caisse.kept();
}

#[test]
fn a_question_may_be_asked_alone_and_is_answered_by_who_holds_an_office() {
    let mut caisse = Caisse::new();
    caisse.as_member(4, Command::Ask(asked(None, Some(4), 1)));
    let lacking = caisse.refused(4, answer(11));
    assert!(matches!(lacking, Refused::Offices(_)), "{lacking:?}");
    caisse.as_member(1, answer(11));
    assert!(!caisse.house().readings.question(QuestionId(1)).expect("asked").is_open());
}

#[test]
fn nobody_asks_for_another_and_a_question_of_the_room_does_not_name_its_writer() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, session(3, "2026-01-01"));
    let member = MemberId(4);
    let unnamed = Command::Ask(asked(Some(1), None, 1));
    assert_eq!(refused(&mut caisse, 4, unnamed), Refusal::NamesWhoAsks { member });
    let other = Command::Ask(asked(Some(1), Some(5), 1));
    let lacking = caisse.refused(4, other.clone());
    assert!(matches!(lacking, Refused::Offices(_)), "{lacking:?}");
    caisse.as_member(3, other);
    caisse.by(Actor::Founders, Act::Readings(Command::Ask(asked(None, None, 2))));
}

#[test]
fn each_figure_must_be_one_of_the_caisse() {
    let mut caisse = Caisse::new();
    let on = |figure| Command::Ask(Asked { figure, ..asked(None, Some(4), 1) });
    let figures = ["compte:512:2031", "compte:999:2026", "mois:2031-01", "regle:rien"];
    for figure in figures {
        let figure: Figure = figure.parse().expect("a figure");
        let refusal = refused(&mut caisse, 4, on(figure.clone()));
        assert_eq!(refusal, Refusal::FigureUnknown { figure });
    }
    for (text, figure) in (20..).zip(["compte:512:2026", "mois:2026-01"]) {
        let figure = figure.parse().expect("a figure");
        caisse.as_member(4, Command::Ask(Asked { figure, ..asked(None, Some(4), text) }));
    }
}

#[test]
fn a_figure_is_read_as_it_is_written() {
    for text in
        ["lecture:tenir", "compte:512:2026", "mois:2026-03", "regle:cotisation", "regle:a:b"]
    {
        let figure: Figure = text.parse().expect("a figure");
        assert_eq!(figure.to_string(), text);
    }
    for step in Step::ALL {
        assert_eq!(Step::from_word(step.word()), Some(step));
    }
    for text in ["", "tenir", "lecture:", "compte:512", "compte::2026", "mois:mars", "regle: "] {
        let error = text.parse::<Figure>().expect_err(text);
        assert!(error.to_string().contains("compte:512:2026"));
    }
}

#[test]
fn each_refusal_of_a_reading_has_its_cause() {
    let mut caisse = Caisse::new();
    let long = "x".repeat(201);
    for title in ["", " ", &long] {
        let session =
            Session { title: title.to_owned(), on: day("2026-01-01"), facilitator: MemberId(3) };
        assert_eq!(refused(&mut caisse, 3, Command::Open(session)), Refusal::TitleUnusable);
    }
    let unknown = Refusal::NotActive { member: Some(MemberId(9)) };
    assert_eq!(refused(&mut caisse, 3, session(9, "2026-01-01")), unknown);
    let reading = ReadingId(1);
    let ask = || Command::Ask(asked(Some(1), Some(4), 1));
    assert_eq!(refused(&mut caisse, 4, ask()), Refusal::ReadingUnknown { reading });
    caisse.as_member(3, session(3, "2026-01-08"));
    let on = day("2026-01-08");
    assert_eq!(refused(&mut caisse, 3, close(2)), Refusal::NotHeldYet { reading, on });
    caisse.today = on;
    for given in [0, 100_001] {
        assert_eq!(refused(&mut caisse, 3, close(given)), Refusal::PeopleUnusable { given });
    }
    let short = Asked { text: "abc".to_owned(), ..asked(Some(1), Some(4), 1) };
    assert_eq!(refused(&mut caisse, 4, Command::Ask(short)), Refusal::DigestUnusable);
    caisse.as_member(4, ask());
    let question = QuestionId(1);
    assert_eq!(refused(&mut caisse, 4, ask()), Refusal::AskedAlready { question });
    caisse.as_member(3, close(2));
    assert_eq!(refused(&mut caisse, 3, close(2)), Refusal::ClosedAlready { reading, on });
    let late = Command::Ask(asked(Some(1), Some(4), 2));
    assert_eq!(refused(&mut caisse, 4, late), Refusal::ClosedAlready { reading, on });
}

#[test]
fn each_refusal_of_a_question_has_its_cause() {
    let mut caisse = Caisse::new();
    let question = QuestionId(1);
    assert_eq!(refused(&mut caisse, 1, answer(1)), Refusal::QuestionUnknown { question });
    let proposal = Became::Proposal(ProposalId(1));
    let turn = |into| Command::Turn { question, into };
    assert_eq!(refused(&mut caisse, 4, turn(proposal)), Refusal::QuestionUnknown { question });
    caisse.as_member(4, Command::Ask(asked(None, Some(4), 1)));
    let nothing = Refusal::NothingOfThatNumber { into: proposal };
    assert_eq!(refused(&mut caisse, 4, turn(proposal)), nothing);
    for text in (100..).take(MOST_ANSWERS) {
        caisse.as_member(1, answer(text));
    }
    assert_eq!(refused(&mut caisse, 1, answer(99)), Refusal::AnsweredEnough { question });
    let grievance = projects::Grievance {
        voice: Voice::Named(MemberId(4)),
        text: digest(30),
        workplace: None,
        on: day("2026-01-01"),
    };
    caisse.as_member(4, projects::Command::RecordGrievance(grievance));
    let into = Became::Grievance(GrievanceId(1));
    caisse.as_member(4, turn(into));
    assert_eq!(refused(&mut caisse, 4, turn(into)), Refusal::TurnedAlready { question, into });
}

#[test]
fn what_happened_is_read_back_as_it_was_written() {
    let event = Event::Asked {
        question: QuestionId(1),
        asked: asked(None, None, 1),
        on: day("2026-01-01"),
    };
    let written = serde_json::to_string(&event).expect("it is written");
    assert_eq!(serde_json::from_str::<Event>(&written).expect("it is read"), event);
    // A journal without what a later form may add.
    let short = r#"{"asked":{"question":"QU1","asked":{"figure":{"step":"reserve"},"text":"0"},"on":"2026-01-01"}}"#;
    assert!(serde_json::from_str::<Event>(short).is_ok());
}

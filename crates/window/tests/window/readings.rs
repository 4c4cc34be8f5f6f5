//! The shared reading of the accounts shows the caisse's own figures, and the questions pinned to them.

use caisse_app::work::readings::{self, Question};
use caisse_domain::identity::{MemberId, QuestionId};
use caisse_domain::offices::Actor;
use caisse_domain::readings::{Command as R, Session};
use caisse_units::{Amount, Language};
use caisse_web::House;
use caisse_web::views::{Drawing, GuidedStep, ReadingStep};
use caisse_window::Reader;

use crate::caisse::{Caisse, Seen, TREASURER, day, euros, month};

const BOTH: [Language; 2] = [Language::French, Language::English];

fn step(window: &Seen, step: ReadingStep, supposed: Option<&str>) -> GuidedStep {
    window.guided_step(step, supposed, Language::French).expect("a founded caisse")
}

#[test]
fn each_step_says_what_it_needs_to_be_discussed() {
    for caisse in [Caisse::founded(), Caisse::lived()] {
        let window = caisse.seen_by(Reader::Everyone);
        for (language, one) in
            BOTH.into_iter().flat_map(|language| ReadingStep::ALL.map(|one| (language, one)))
        {
            let step = window.guided_step(one, None, language).expect("a founded caisse");
            assert!(!step.figure.is_empty() && !step.says.is_empty(), "{one:?}");
            assert!(step.discuss.ends_with('?') && step.sentences.len() <= 4, "{one:?}");
        }
    }
    let unfounded = Caisse::unfounded().seen();
    assert_eq!(unfounded.guided_step(ReadingStep::Reserve, None, Language::French), None);
    assert_eq!(unfounded.readings(1, Language::French), None);
}

#[test]
fn figures_of_the_reading_are_those_of_the_public_page() {
    let window = Caisse::lived().seen();
    let public = window.public(Language::French);
    let ten = step(&window, ReadingStep::TenEuros, None);
    assert_eq!(ten.drawing, Some(Drawing::Coins(public.ten_euros.clone())));
    let largest = public.ten_euros.iter().map(|part| part.amount).max().expect("parts");
    assert_eq!(ten.figure, largest.written(Language::French));

    let reserve = step(&window, ReadingStep::Reserve, None);
    assert_eq!(reserve.figure, euros("100,00").written(Language::French));
    let Some(Drawing::Parts(parts)) = reserve.drawing else { panic!("no parts") };
    let in_all: Amount = parts.iter().map(|part| part.amount).sum();
    assert_eq!(in_all, public.fund.plus(public.kept_for_others));

    let holding = step(&window, ReadingStep::HoldingOut, None);
    let Some(Drawing::Fund { points, floor, .. }) = holding.drawing else { panic!("no fund") };
    assert_eq!((points, floor), (public.survival.fund, public.survival.floor));
    assert!(holding.sentences.contains(&public.survival.method));
}

#[test]
fn a_month_is_compared_when_it_is_whole() {
    // Seen on 20 March: February is the last whole month, January the one before.
    let window = Caisse::lived().seen();
    let Some(Drawing::Months { months, sources, uses }) =
        step(&window, ReadingStep::TwoMonths, None).drawing
    else {
        panic!("no months")
    };
    let (last, flow) = *months.last().expect("a month");
    assert_eq!(last, month(2025, 2));
    assert_eq!(flow.contributions, euros("92,00"), "15 + 25 + 12 + 40");
    assert!(months.iter().all(|(known, _)| *known <= last), "no month at hand");
    assert!(!sources.is_empty() && !uses.is_empty());
}

#[test]
fn what_is_tried_moves_the_fund_by_the_same_each_month_and_is_bounded() {
    let window = Caisse::lived().seen();
    let of = |typed: Option<&str>| step(&window, ReadingStep::WhatIf, typed);
    let lines = |typed| match of(Some(typed)).drawing {
        Some(Drawing::Compared { today, supposed, .. }) => (today, supposed),
        other => panic!("no lines: {other:?}"),
    };
    let (today, supposed) = lines("4");
    let gained = |at: usize| supposed[at].minus(today[at]);
    let first = gained(1);
    assert!(first.is_positive() && first <= euros("4,00").checked_times(10).expect("small"));
    assert_eq!(Some(gained(12)), first.checked_times(12));
    let (today, supposed) = lines("−4");
    assert!(supposed[12] < today[12]);

    assert_eq!(
        of(None).trying.map(|trying| (trying.typed, trying.fault)),
        Some(("5".into(), None))
    );
    for typed in ["trois", "1000,01", "5,001"] {
        let trying = of(Some(typed)).trying.expect("something to try");
        assert_eq!(trying.typed, typed, "it is kept");
        assert!(trying.fault.is_some(), "{typed}");
    }
}

fn asked(caisse: &mut Caisse) {
    let figure = "lecture:tenir".parse().expect("a figure");
    let session = Session {
        title: "Les comptes de mars".to_owned(),
        on: day("2025-03-20"),
        facilitator: MemberId(7),
    };
    readings::order(&mut caisse.desk, TREASURER, R::Open(session)).expect("opened");
    let reading = caisse.desk.state().expect("founded").readings.all().next().map(|(id, _)| id);
    let by = Some(MemberId(3));
    let question = Question { reading, figure, by, text: "Pourquoi baisse-t-il ?" };
    readings::ask(&mut caisse.desk, Actor::Member(MemberId(3)), question).expect("asked");
    let figure = "compte:512:2025".parse().expect("a figure");
    let question = Question { reading, figure, by: None, text: "Quelle banque ?" };
    readings::ask(&mut caisse.desk, TREASURER, question).expect("asked");
    readings::answer(&mut caisse.desk, TREASURER, QuestionId(2), "La coopérative.")
        .expect("answered");
}

#[test]
fn a_question_stands_beside_its_figure_with_its_words_for_everyone_and_its_name_for_few() {
    for (reader, who) in [(Reader::Treasurer, "Xavière (M3)"), (Reader::Everyone, "M3")] {
        let mut caisse = Caisse::lived();
        asked(&mut caisse);
        let window = caisse.seen_by(reader);
        let pinned = step(&window, ReadingStep::HoldingOut, None).questions;
        assert_eq!(pinned.len(), 1);
        assert_eq!(pinned[0].text.as_deref(), Some("Pourquoi baisse-t-il ?"));
        assert_eq!(pinned[0].who.as_deref(), Some(who));
        assert!(step(&window, ReadingStep::Reserve, None).questions.is_empty());
        let accounts = window.accounts(2025, Language::French).expect("the year");
        assert_eq!(accounts.questions[0].who, None, "from the room");
        assert_eq!(accounts.questions[0].answers[0].2.as_deref(), Some("La coopérative."));

        let list = window.readings(1, Language::French).expect("page 1");
        assert_eq!(list.waiting.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["QU1"]);
        assert_eq!((list.readings.len(), list.readings[0].questions.len()), (1, 2));
        assert_eq!(window.readings(2, Language::French), None);
    }
}

#[test]
fn what_a_person_asked_goes_when_the_person_is_erased() {
    let mut caisse = Caisse::lived();
    asked(&mut caisse);
    caisse.desk.erase(TREASURER, MemberId(3)).expect("erased");
    let window = caisse.seen();
    let pinned = step(&window, ReadingStep::HoldingOut, None).questions;
    assert_eq!((pinned.len(), pinned[0].text.as_deref()), (1, None));
    let waiting = window.readings(1, Language::French).expect("page 1").waiting;
    assert_eq!(waiting.len(), 1, "that it was asked stays");
}

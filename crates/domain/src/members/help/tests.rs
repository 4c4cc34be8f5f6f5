use caisse_units::Language;

use super::*;
use crate::fixture::{Caisse, TREASURER, day, digest, euros};
use crate::members::{Command, Refusal, SituationMark, Standing};
use crate::offices::Actor;
use crate::{Command as C, allocations, contributions};

fn helper(helper: u32, may: &[HelpWith]) -> Helper {
    Helper {
        helper: MemberId(helper),
        may: may.to_vec(),
        from: day("2026-01-01"),
        until: None,
        document: None,
    }
}

fn give(member: u32, helper: Helper) -> C {
    C::Members(Command::GiveHelper { member: MemberId(member), helper })
}

fn declare(member: u32) -> C {
    let mark = SituationMark { from: day("2026-01-01"), commitment: digest(7) };
    C::Members(Command::DeclareSituations(vec![(MemberId(member), mark)]))
}

fn refusal(caisse: &mut Caisse, actor: Actor, command: C) -> Refusal {
    match caisse.try_by(actor, command) {
        Err(crate::Refusal::Members(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_helper_acts_in_what_the_mandate_covers_and_under_the_own_number() {
    let mut caisse = Caisse::new();
    let (m3, m4) = (Actor::Member(MemberId(3)), Actor::Member(MemberId(4)));
    assert!(caisse.try_by(m4, declare(3)).is_err());
    caisse.by(m3, give(3, helper(4, &[HelpWith::Situation])));
    caisse.by(m4, declare(3));
    let choose = contributions::Command::Choose {
        member: MemberId(3),
        from: day("2026-01-01").month(),
        amount: euros(20),
    };
    assert!(caisse.try_by(m4, C::Contributions(choose)).is_err());
    let ask = allocations::Command::Ask {
        member: MemberId(3),
        rule: "aide".into(),
        asked: euros(20),
        documents: Vec::new(),
        sensitive: false,
        on: day("2026-01-01"),
    };
    let refused = caisse.try_by(m4, C::Allocations(ask)).expect_err("not covered");
    assert!(matches!(refused, crate::Refusal::Offices(_)), "{refused}");
}

#[test]
fn a_mandate_ends_on_its_day_and_when_one_of_them_leaves() {
    let mut caisse = Caisse::new();
    let (m3, m4) = (Actor::Member(MemberId(3)), Actor::Member(MemberId(4)));
    caisse.by(m3, give(3, helper(4, &HelpWith::ALL)));
    caisse.today = day("2026-02-01");
    caisse.by(m4, declare(3));
    let end =
        Command::EndHelper { member: MemberId(3), helper: MemberId(4), on: day("2026-02-01") };
    caisse.by(m3, C::Members(end.clone()));
    caisse.by(m4, declare(3));
    caisse.today = day("2026-02-02");
    assert!(caisse.try_by(m4, declare(3)).is_err());
    let again = refusal(&mut caisse, m3, C::Members(end));
    assert_eq!(again, Refusal::NoHelper { member: MemberId(3), helper: MemberId(4) });
    let mut anew = helper(4, &HelpWith::ALL);
    anew.from = day("2026-02-02");
    caisse.by(m3, give(3, anew));
    let leaves = Command::SetStanding {
        member: MemberId(4),
        standing: Standing::Suspended,
        from: day("2026-02-02"),
        reason: "absence".into(),
    };
    caisse.by(Actor::Member(TREASURER), C::Members(leaves));
    assert!(caisse.try_by(m4, declare(3)).is_err());
}

#[test]
fn the_desk_records_a_guardian_on_a_paper_only() {
    let mut caisse = Caisse::new();
    let desk = Actor::Member(TREASURER);
    let spoken = refusal(&mut caisse, desk, give(3, helper(4, &HelpWith::ALL)));
    assert_eq!(spoken, Refusal::PaperMissing { member: MemberId(3) });
    let mut guardian = helper(4, &HelpWith::ALL);
    guardian.document = Some("paper".into());
    assert_eq!(refusal(&mut caisse, desk, give(3, guardian.clone())), Refusal::PaperUnusable);
    guardian.document = Some(digest(9));
    caisse.by(desk, give(3, guardian.clone()));
    let twice = refusal(&mut caisse, desk, give(3, guardian));
    assert_eq!(twice, Refusal::HelpsAlready { member: MemberId(3), helper: MemberId(4) });
    let stranger = caisse.try_by(Actor::Member(MemberId(5)), give(3, helper(5, &HelpWith::ALL)));
    assert!(stranger.is_err(), "nobody names oneself");
}

#[test]
fn a_mandate_that_makes_no_sense_is_refused() {
    let mut caisse = Caisse::new();
    let m3 = Actor::Member(MemberId(3));
    let all = &HelpWith::ALL;
    let mut reversed = helper(4, all);
    reversed.until = Some(day("2025-12-31"));
    for (bad, expected) in [
        (helper(3, all), Refusal::HelpsOneself { member: MemberId(3) }),
        (helper(6, all), Refusal::NotAPerson { member: MemberId(6) }),
        (helper(9, all), Refusal::Unknown { member: MemberId(9) }),
        (helper(4, &[]), Refusal::NothingToHelpWith),
        (reversed, Refusal::HelpReversed),
    ] {
        let refused = refusal(&mut caisse, m3, give(3, bad));
        assert_eq!(refused, expected);
        assert_ne!(refused.sentence(Language::French), refused.sentence(Language::English));
    }
}

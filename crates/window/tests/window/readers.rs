//! What each reader sees: oneself, what an office opens while it is held, and what is public.

use std::sync::Arc;

use caisse_domain::identity::MemberId;
use caisse_domain::offices::Role;
use caisse_units::{Language, Month};
use caisse_web::House as _;
use caisse_window::{Reader, Window};

use crate::caisse::Caisse;

/// A member who holds the office today, or none.
fn with_office(window: &Window, wanted: Option<Role>) -> MemberId {
    let desk = window.desk().read().expect("a desk");
    let (state, today) = (desk.house.state().expect("founded"), desk.today());
    let all = [Role::Treasurer, Role::CoSignatory, Role::Facilitator, Role::Auditor];
    let holds = |member, role| state.offices.holds(member, role, today);
    let found = state.members.all().map(|(member, _)| member).find(|member| match wanted {
        Some(role) => holds(*member, role),
        None => !all.into_iter().any(|role| holds(*member, role)),
    });
    found.expect("such a member")
}

fn month(window: &Window) -> Month {
    window.frame(Language::French).month
}

#[test]
fn a_member_opens_the_own_page_and_nobody_elses() {
    let seen = Caisse::lived().seen_by(Reader::Everyone);
    let member = with_office(&seen.window, None);
    let other = with_office(&seen.window, Some(Role::Treasurer));
    let window = seen.window.seen_by(Reader::Member(member));
    let page = |id: MemberId| window.member(&id.to_string(), Language::French);
    assert!(page(member).is_some());
    assert!(page(other).is_none());
    assert!(!window.shows_the_month());
    assert!(window.month(month(&window), Language::French).is_none());
}

#[test]
fn a_member_is_told_why_of_the_own_amounts_only() {
    let seen = Caisse::lived().seen_by(Reader::Everyone);
    let member = with_office(&seen.window, None);
    let claims: Vec<_> = {
        let desk = seen.window.desk().read().expect("a desk");
        let state = desk.house.state().expect("founded");
        state.contributions.claims().map(|(id, claim)| (id, claim.member)).collect()
    };
    let window = seen.window.seen_by(Reader::Member(member));
    assert!(claims.iter().any(|(_, whose)| *whose == member));
    assert!(claims.iter().any(|(_, whose)| *whose != member));
    for (claim, whose) in claims {
        let told = window.why(&claim.to_string(), Language::French).is_some();
        assert_eq!(told, whose == member, "{claim} of {whose}, asked by {member}");
    }
}

#[test]
fn an_office_opens_what_it_needs_and_nothing_else() {
    let seen = Caisse::lived().seen_by(Reader::Everyone);
    let treasurer = with_office(&seen.window, Some(Role::Treasurer));
    let plain = with_office(&seen.window, None);
    let window = seen.window.seen_by(Reader::Member(treasurer));
    assert!(window.shows_the_month());
    assert!(window.month(month(&window), Language::French).is_some());
    assert!(window.member(&plain.to_string(), Language::French).is_some());
}

#[test]
fn all_windows_of_a_caisse_look_at_one_desk() {
    let seen = Caisse::lived().seen_by(Reader::Everyone);
    let other = seen.window.seen_by(Reader::Treasurer);
    assert!(Arc::ptr_eq(seen.window.room(), other.room()));
}

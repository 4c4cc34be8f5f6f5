//! What is sealed for people stays readable, whatever was refused before it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source};
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Actor;
use caisse_journal::OrganisationId;
use caisse_world::caisse::{first_commands, treasurer};

use super::{MODEL, founded_on};

fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::at(founded_on()))
}

fn desk(root: &Path) -> Desk {
    let organisation = OrganisationId::new("caisse-essai").expect("an identifier");
    let mut desk = Desk::create(root, organisation, clock(), Source::seeded(3)).expect("made");
    for command in first_commands(MODEL, 3, founded_on()) {
        desk.act(Actor::Founders, command).expect("founded");
    }
    desk
}

fn reopened(root: &Path) -> Desk {
    Desk::open(root, clock(), Source::seeded(8)).expect("opens")
}

#[test]
fn a_refused_declaration_does_not_lose_the_next_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let mut desk = desk(&root);
    let values = BTreeMap::from([("salaire_net".to_owned(), "1700.00".to_owned())]);
    let declared = |member: u32| (MemberId(member), founded_on(), values.clone());
    // Nobody is M99, so that nothing of the list is taken; the key of M3 was drawn for it.
    desk.declare(treasurer(), vec![declared(3), declared(99)]).expect_err("nobody is M99");
    desk.declare(treasurer(), vec![declared(3)]).expect("taken");
    drop(desk);
    let desk = reopened(&root);
    let house = desk.state().expect("founded");
    let found = desk.people.situation(house, MemberId(3), founded_on()).expect("it opens");
    assert_eq!(found, Some(values));
}

#[test]
fn a_refused_statement_does_not_lose_the_texts_of_the_next_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let mut desk = desk(&root);
    // Sealed for a command that was refused, and so never written.
    let refused = desk.people.seal_line("one", "VIR NINON", desk.house.entropy());
    drop(refused.expect("sealed"));
    let taken = desk.people.seal_line("two", "VIR ANATOLE", desk.house.entropy());
    let command = super::cash(1, 1_000, founded_on());
    desk.act_with(treasurer(), command, taken.expect("sealed")).expect("taken");
    drop(desk);
    let found = reopened(&root).people.line("two").expect("it opens");
    assert_eq!(found.as_deref(), Some("VIR ANATOLE"));
}

#[test]
fn a_refused_declaration_of_someone_erased_does_not_hide_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("caisse");
    let mut desk = desk(&root);
    let values = BTreeMap::from([("salaire_net".to_owned(), "1700.00".to_owned())]);
    let declared = |member: u32| (MemberId(member), founded_on(), values.clone());
    desk.declare(treasurer(), vec![declared(2), declared(3)]).expect("taken");
    desk.erase(treasurer(), MemberId(3)).expect("erased");
    // A key was drawn for it all the same; it opens nothing of what was sealed before.
    desk.declare(treasurer(), vec![declared(3)]).expect_err("there is no way back");
    let house = desk.state().expect("founded");
    let found = desk.people.situations(house, founded_on()).expect("they open");
    assert_eq!(found, BTreeMap::from([(MemberId(2), values)]));
}

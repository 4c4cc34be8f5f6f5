//! Real participatory budgets, against what independent programs and the organisers made of them.

use std::path::PathBuf;

use caisse_votes::participatory::{
    Completion, Election, EqualShares, Outcome, TieOrder, Utility, equal_shares, greedy,
    greedy_leans_on_ties, leans_on_ties, written_exactly,
};
use caisse_votes::read::pabulib::{Limits, parse, write};
use serde_json::Value;

/// The folder of real ballots, where there is one.
fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/votes");
    if folder.join("expected.json").exists() {
        return Some(folder);
    }
    println!("skipped: no shared data");
    None
}

fn expected(method: &str) -> Vec<(Election, Value)> {
    let Some(folder) = shared() else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("readable");
    let entries: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let wanted = entries.into_iter().filter(|entry| entry["method"] == method);
    wanted
        .map(|entry| {
            let name = entry["file"].as_str().expect("a name");
            let bytes = std::fs::read(folder.join("pb").join(name)).expect("the file");
            (parse(&bytes, &Limits::default()).expect("a pabulib file").election, entry)
        })
        .collect()
}

fn ids(election: &Election, places: &[usize]) -> Vec<String> {
    places.iter().map(|&place| election.projects()[place].id.clone()).collect()
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

fn utility(entry: &Value) -> Utility {
    Utility::from_name(entry["parameters"]["utility"].as_str().expect("a utility")).expect("known")
}

/// The figures of the outcome under the names of the expected ones.
fn figures(election: &Election, outcome: &Outcome, wanted: &Value) -> Value {
    let mut figures = serde_json::json!({
        "voters": outcome.voters(),
        "distinct_ballots": outcome.distinct_ballots(),
        "projects": election.projects().len(),
        "budget": written_exactly(&outcome.budget),
        "total_cost": written_exactly(&outcome.total_cost),
        "selected": outcome.selected.len(),
    });
    if wanted.get("runs").is_some() {
        let exact = |number: &Option<num_rational::BigRational>| {
            written_exactly(number.as_ref().expect("an endowment"))
        };
        figures["runs"] = outcome.runs.into();
        figures["endowment_start"] = exact(&outcome.endowment_start).into();
        figures["endowment_end"] = exact(&outcome.endowment_end).into();
    }
    figures
}

fn assert_as_expected(election: &Election, outcome: &Outcome, entry: &Value) {
    let winners = ids(election, &outcome.winners());
    let about = format!("{} {} {}", entry["file"], entry["method"], entry["parameters"]);
    assert_eq!(serde_json::json!(winners), entry["winners_in_order"], "{about}");
    assert_eq!(serde_json::json!(sorted(winners)), entry["winners_sorted"], "{about}");
    let wanted = &entry["key_figures"];
    assert_eq!(&figures(election, outcome, wanted), wanted, "{about}");
}

#[test]
fn equal_shares_funds_what_pabutools_funds() {
    for (election, entry) in expected("pb_equal_shares") {
        let name = entry["parameters"]["completion"].as_str().expect("a completion");
        let completion = Completion::from_name(name).expect("known");
        let method = EqualShares::new(utility(&entry), completion);
        let outcome = equal_shares(&election, &method).expect("a result");
        assert_as_expected(&election, &outcome, &entry);
        assert_eq!(serde_json::json!(outcome.ties_met), entry["ties"]["met"], "{entry}");
        let leans = leans_on_ties(&election, &method, &outcome).expect("a result");
        assert_eq!(serde_json::json!(leans), entry["ties"]["set_changes_if_order_reversed"]);
    }
}

#[test]
fn greedy_funds_what_pabutools_funds() {
    for (election, entry) in expected("pb_greedy") {
        let (utility, order) = (utility(&entry), TieOrder::default());
        let outcome = greedy(&election, utility, &order).expect("a result");
        assert_as_expected(&election, &outcome, &entry);
        let leans = greedy_leans_on_ties(&election, utility, &order, &outcome).expect("a result");
        assert_eq!(serde_json::json!(leans), entry["ties"]["set_changes_if_order_reversed"]);
    }
}

#[test]
fn the_organisers_outcome_is_read_and_found_again() {
    for (election, entry) in expected("pb_official_outcome") {
        let official = sorted(ids(&election, &election.official().expect("a column selected")));
        assert_eq!(serde_json::json!(official), entry["winners_sorted"]);
        let outcome = match entry["parameters"]["rule"].as_str().expect("a rule") {
            "greedy" => greedy(&election, Utility::Cost, &TieOrder::default()),
            _ => equal_shares(&election, &EqualShares::new(Utility::Cost, Completion::AddOne)),
        };
        let outcome = outcome.expect("a result");
        assert_eq!(sorted(ids(&election, &outcome.winners())), official);
        assert_eq!(
            written_exactly(&outcome.total_cost),
            entry["key_figures"]["total_cost"].as_str().expect("a cost")
        );
    }
}

#[test]
fn real_files_come_back_from_writing_as_they_were_read() {
    let Some(folder) = shared() else { return };
    for file in std::fs::read_dir(folder.join("pb")).expect("a folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("readable");
        let first = parse(&bytes, &Limits::default()).expect("a pabulib file");
        assert_eq!(first.remarks, []);
        let again = parse(write(&first).as_bytes(), &Limits::default()).expect("our own file");
        assert_eq!(again, first);
    }
}

//! Real approvals, against what independent programs make of them.

use std::path::PathBuf;

use caisse_votes::approval::{Approvals, CommitteeRule, Resolution, committees};
use serde_json::{Value, json};

fn expected(wanted: impl Fn(&str) -> bool) -> Vec<(Approvals, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/votes");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        println!("skipped: no shared data");
        return Vec::new();
    };
    let entries: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let entries =
        entries.into_iter().filter(|entry| wanted(entry["method"].as_str().expect("text")));
    entries
        .map(|entry| {
            let name = entry["file"].as_str().expect("a name");
            let file = std::fs::read_to_string(folder.join("approval").join(name)).expect("a file");
            (
                first_category(
                    &file,
                    entry["key_figures"]["candidates"].as_u64().expect("a number"),
                ),
                entry,
            )
        })
        .collect()
}

/// The candidates of the first category of each line `voters: {1,2},{3,4}`, where `{}` is empty.
fn first_category(file: &str, candidates: u64) -> Approvals {
    let mut approvals = Approvals::new(candidates as u32);
    for line in file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (voters, ballot) = line.split_once(':').expect("voters: ballot");
        let ballot = ballot.trim();
        let first = match ballot.strip_prefix('{') {
            Some(set) => set.split('}').next().expect("a set"),
            None => ballot.split(',').next().expect("a candidate"),
        };
        let names = first.split(',').map(str::trim).filter(|name| !name.is_empty());
        let approved: Vec<u32> =
            names.map(|name| name.parse::<u32>().expect("a number") - 1).collect();
        approvals.cast(&approved, voters.trim().parse().expect("a number")).expect("a ballot");
    }
    approvals
}

fn numbered(candidates: &[u32]) -> Vec<u32> {
    candidates.iter().map(|candidate| candidate + 1).collect()
}

#[test]
fn approvals_are_counted_as_expected() {
    for (approvals, entry) in expected(|method| method == "approval") {
        let figures = &entry["key_figures"];
        assert_eq!(json!(approvals.voters()), figures["voters"]);
        for (candidate, count) in approvals.counts().into_iter().enumerate() {
            assert_eq!(json!(count), figures["approvals"][(candidate + 1).to_string()]);
        }
        let classes: Vec<Vec<u32>> =
            approvals.classes().iter().map(|class| numbered(class)).collect();
        assert_eq!(json!(classes), entry["ranking_classes"]);
        assert_eq!(json!(classes[0]), entry["winners"]);
    }
}

#[test]
fn delegates_are_those_of_abcvoting() {
    for (approvals, entry) in expected(|method| method.starts_with("committee_")) {
        let method = entry["method"].as_str().expect("text");
        let rule = CommitteeRule::from_name(&method["committee_".len()..]).expect("known");
        let seats = entry["parameters"]["seats"].as_u64().expect("a number") as u32;
        let result =
            committees(&approvals, seats, rule, &Resolution::default()).expect("delegates");
        let lists: Vec<Vec<u32>> = result.committees.iter().map(|list| numbered(list)).collect();
        match entry.get("tied_committees") {
            Some(tied) => assert_eq!(&json!(lists), tied, "{method} {seats}"),
            None => assert_eq!(json!(lists), json!([entry["winners"]]), "{method} {seats}"),
        }
    }
}

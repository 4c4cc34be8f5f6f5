//! Real ballots, against what independent programs make of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caisse_votes::ranked::{
    CandidateNumber, Profile, RankedPairsRule, SchulzeRule, Strength, Unranked, pairwise,
    ranked_pairs, schulze,
};
use caisse_votes::read::text::Limits;
use caisse_votes::read::{blt, preflib};
use caisse_votes::transferable::{
    MeekRule, RunoffRule, ScottishRule, instant_runoff, meek, scottish,
};
use serde_json::{Value, json};

fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/votes").join(name)
}

fn entries() -> Option<Vec<Value>> {
    let Ok(text) = std::fs::read_to_string(shared("expected.json")) else {
        println!("skipped: no shared data");
        return None;
    };
    Some(serde_json::from_str(&text).expect("expected.json is a list"))
}

fn profile(file: &str) -> Profile {
    let found = ["ranked", "stv"].map(|folder| shared(folder).join(file));
    let path = found.iter().find(|path| path.exists()).expect("the file of an expected result");
    let bytes = std::fs::read(path).expect("a readable file");
    let limits = Limits::default();
    let (profile, warnings) = if file.ends_with(".blt") {
        let reading =
            blt::read(&bytes, &limits).unwrap_or_else(|faults| panic!("{file}: {faults}"));
        (reading.content.profile, reading.warnings)
    } else {
        let reading = preflib::read_orders(&bytes, &limits);
        let reading = reading.unwrap_or_else(|faults| panic!("{file}: {faults}"));
        (reading.content.profile, reading.warnings)
    };
    assert_eq!(warnings, [], "{file}");
    profile
}

fn strength(entry: &Value) -> Strength {
    match entry["parameters"]["strength"].as_str().expect("a strength") {
        "winning_votes" => Strength::WinningVotes,
        "margins" => Strength::Margins,
        "winning_votes, then fewer losing votes" => Strength::WinningVotesThenFewerLosingVotes,
        other => panic!("no strength is called {other}"),
    }
}

/// What we compute, in the shape of the expected entry.
fn ours(entry: &Value, profile: &Profile) -> Value {
    let seats = entry["parameters"]["seats"].as_u64().unwrap_or(1) as u32;
    match entry["method"].as_str().expect("a method") {
        "pairwise" => json!(pairwise(profile, Unranked::BelowRanked)),
        "schulze" => {
            let rule = SchulzeRule { strength: strength(entry), ..SchulzeRule::default() };
            json!(schulze(profile, rule))
        }
        "ranked_pairs" => {
            let rule = RankedPairsRule { strength: strength(entry), ..RankedPairsRule::default() };
            json!(ranked_pairs(profile, rule))
        }
        "instant_runoff" => {
            let outcome = instant_runoff(profile, RunoffRule::default());
            let mut value = json!(outcome);
            let rounds: Vec<BTreeMap<CandidateNumber, String>> = outcome
                .rounds
                .iter()
                .map(|round| round.votes.iter().map(|(&c, votes)| (c, votes.to_string())).collect())
                .collect();
            let detailed = entry["key_figures"]["rounds"].is_array();
            value["rounds"] = if detailed { json!(rounds) } else { json!(rounds.len()) };
            value
        }
        "stv_scottish" => {
            let rule = ScottishRule { seats, equal_ranks: Default::default(), lots: Vec::new() };
            json!(scottish(profile, rule).expect("strict orders"))
        }
        "stv_meek" => {
            let mut outcome = meek(profile, MeekRule::for_seats(seats)).expect("strict orders");
            outcome.winners.sort_unstable();
            json!(outcome)
        }
        other => panic!("no method is called {other}"),
    }
}

#[test]
fn every_expected_result_on_rankings_is_found() {
    const METHODS: [(&str, usize); 6] = [
        ("pairwise", 4),
        ("schulze", 12),
        ("ranked_pairs", 8),
        ("instant_runoff", 4),
        ("stv_scottish", 3),
        ("stv_meek", 3),
    ];
    let Some(entries) = entries() else { return };
    let mut wrong = Vec::new();
    for (method, expected) in METHODS {
        let entries: Vec<&Value> =
            entries.iter().filter(|entry| entry["method"] == method).collect();
        assert_eq!(entries.len(), expected, "{method}");
        for entry in entries {
            let file = entry["file"].as_str().expect("a file");
            let ours = ours(entry, &profile(file));
            let mut check = |what: &str, expected: &Value, found: &Value| {
                if expected != found {
                    wrong.push(format!("{file} {method} {what}: {found} instead of {expected}"));
                }
            };
            for key in ["winners", "ranking_classes"] {
                if let Some(expected) = entry.get(key) {
                    check(key, expected, &ours[key]);
                }
            }
            for (key, expected) in entry["key_figures"].as_object().expect("figures") {
                check(key, expected, &ours[key]);
            }
            for (key, expected) in entry["ties"].as_object().into_iter().flatten() {
                check(key, expected, &ours["ties"][key]);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_files_of_real_ballots_are_written_and_read_again() {
    if entries().is_none() {
        return;
    }
    let limits = Limits::default();
    for file in ["00002-00000005.soi", "00005-00000002.toi", "00007-00000052.soi"] {
        let bytes = std::fs::read(shared("ranked").join(file)).expect("a readable file");
        let orders = preflib::read_orders(&bytes, &limits).expect("orders").content;
        let written = preflib::write_orders(&orders);
        let again = preflib::read_orders(written.as_bytes(), &limits).expect("our own file");
        assert_eq!((again.content, again.warnings), (orders, Vec::new()), "{file}");
    }
    let bytes = std::fs::read(shared("stv/north_lanarkshire_2017_ward11.blt")).expect("a file");
    let election = blt::read(&bytes, &limits).expect("an election").content;
    assert_eq!(election.seats, 4);
    assert_eq!(election.title, "Ward 11 - Coatbridge South");
    assert_eq!(election.profile.candidates()[4].name, "Gordon ENCINIAS (Lab)");
    let written = blt::write(&election).expect("numbers from 1");
    assert_eq!(blt::read(written.as_bytes(), &limits).expect("our own file").content, election);
    let bytes = std::fs::read(shared("approval/00026-00000002.cat")).expect("a readable file");
    let file = preflib::read_categories(&bytes, &limits).expect("categories");
    assert_eq!(file.warnings, []);
    assert_eq!(file.content.ballots.iter().map(|ballot| ballot.count).sum::<u64>(), 409);
    let written = preflib::write_categories(&file.content);
    assert_eq!(preflib::read_categories(written.as_bytes(), &limits).expect("our own file"), file);
}

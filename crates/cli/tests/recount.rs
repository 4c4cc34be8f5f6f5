//! What a poll's page lets one download is counted again by the command that the page prints, and comes
//! to what was recorded.

#[path = "../../window/tests/window/played.rs"]
mod played;

use caisse_domain::assemblies::poll::{Choice, Closed, Poll};
use caisse_domain::assemblies::{Method, Outcome, Verdict};
use caisse_units::Language;
use caisse_web::House;
use caisse_window::{Reader, Window};
use serde_json::Value;
use tempfile::TempDir;

/// The words of a command line whose only signs are spaces and double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        match place % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Downloads the standard file of a poll and runs the command printed for it.
fn counted_again(window: &Window, id: &str) -> Value {
    let page = window.poll(id, Language::English).expect("a poll");
    let line = page.recount.expect("a recount").command.expect("a command");
    let folder = tempfile::tempdir().expect("a folder");
    let mut words = words(&line);
    let file = words[3].clone();
    let extension = file.split('.').next_back().expect("an extension");
    let kept = window.ballots(id, extension).expect("the file of the command");
    assert_eq!(kept.name, file);
    let path = folder.path().join(&file);
    std::fs::write(&path, kept.text).expect("written");
    words[3] = path.to_str().expect("a path").to_owned();
    let words = words.iter().map(String::as_str);
    let all = ["caisse", "--language", "en"].into_iter().chain(words.skip(1));
    match caisse_cli::run(all) {
        Ok((told, true)) => told,
        Ok((told, false)) => panic!("{line}: {told}"),
        Err(sentence) => panic!("{line}: {sentence}"),
    }
}

fn recorded(window: &Window, id: &str) -> (Poll, Closed) {
    let desk = window.desk().read().expect("nobody panicked");
    let house = desk.state().expect("founded");
    let poll = house.assemblies.poll(id.parse().expect("a number")).expect("a poll");
    (poll.clone(), poll.closed.clone().expect("closed"))
}

/// The name of an option in a file of grades: its number, then its text.
fn graded_name(poll: &Poll, option: usize) -> String {
    match &poll.question.options[option] {
        Choice::Text(text) => format!("{} {text}", option + 1),
        other => panic!("{other:?}"),
    }
}

/// Classes of options, however they are named.
fn classes(told: &Value, place: impl Fn(&Value) -> usize) -> Vec<Vec<usize>> {
    let class = |class: &Value| {
        let mut places: Vec<usize> =
            class.as_array().expect("a class").iter().map(&place).collect();
        places.sort_unstable();
        places
    };
    told["ranking_classes"].as_array().expect("classes").iter().map(class).collect()
}

fn by_number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("small") - 1
}

fn sorted(classes: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let sorted = |class: &Vec<usize>| {
        let mut class = class.clone();
        class.sort_unstable();
        class
    };
    classes.iter().map(sorted).collect()
}

fn check(window: &Window, id: &str) {
    let told = counted_again(window, id);
    let (poll, closed) = recorded(window, id);
    let name = |option: usize| graded_name(&poll, option);
    let named = |value: &Value| {
        (0..poll.question.options.len())
            .find(|option| value == &Value::from(name(*option)))
            .expect("an option")
    };
    match &closed.outcome.0 {
        Outcome::Motion(outcome) => {
            let expected = serde_json::to_value(outcome.whole).expect("written");
            assert_eq!(told["sheet"]["outcome"]["whole"], expected, "{id}");
            let colleges = serde_json::to_value(&outcome.colleges).expect("written");
            if outcome.colleges_needed.is_some() {
                assert_eq!(told["sheet"]["outcome"]["colleges"], colleges, "{id}");
            }
            let adopted = closed.verdict == Verdict::Adopted;
            assert_eq!(told["sheet"]["outcome"]["adopted"], adopted, "{id}");
        }
        Outcome::Consent(outcome) => {
            let vote = outcome.fallback.as_ref().expect("a vote was taken");
            let expected = serde_json::to_value(vote.whole).expect("written");
            assert_eq!(told["sheet"]["outcome"]["whole"], expected, "{id}");
        }
        Outcome::Approval { counts, .. } => {
            for (option, count) in counts.iter().enumerate() {
                let figure = &told["key_figures"]["approvals"][(option + 1).to_string()];
                assert_eq!(figure, &Value::from(*count), "{id}");
            }
            starts_with_chosen(&classes(&told, by_number), &closed, id);
        }
        Outcome::Scores { sheet, .. } => {
            for (option, score) in sheet.scores.iter().enumerate() {
                let figure = told["key_figures"]["totals"][name(option)].as_i64();
                assert_eq!(figure.map(i128::from), Some(score.points), "{id}");
            }
            assert_eq!(classes(&told, named), sorted(&sheet.classes), "{id}");
        }
        Outcome::Judgment { sheet, .. } => {
            assert_eq!(classes(&told, named), sorted(&sheet.classes), "{id}");
            for (option, graded) in sheet.sheets.iter().enumerate() {
                let profile = serde_json::to_value(&graded.profile).expect("written");
                assert_eq!(told["key_figures"]["tallies_worst_first"][name(option)], profile);
            }
        }
        Outcome::Transfers { sheet, .. } => {
            assert_eq!(told["winners"], sheet["winners"], "{id}: {told}");
        }
        Outcome::Ranking { sheet, .. } | Outcome::Pairs { sheet, .. } => {
            assert_eq!(told["ranking_classes"], sheet["ranking_classes"], "{id}");
            assert!(!told["ranking_classes"].is_null());
        }
        Outcome::EqualShares { .. } => {
            let Verdict::Chosen(chosen) = &closed.verdict else { panic!("{:?}", closed.verdict) };
            let expected: Vec<String> =
                chosen.iter().map(|place| format!("{:04}", place + 1)).collect();
            assert_eq!(told["winners_in_order"], serde_json::json!(expected), "{told}");
        }
    }
}

/// Those chosen come first in the ranking, and nobody else does.
fn starts_with_chosen(ranked: &[Vec<usize>], closed: &Closed, id: &str) {
    let Verdict::Chosen(chosen) = &closed.verdict else { panic!("{id}: {:?}", closed.verdict) };
    let mut first: Vec<usize> = ranked.iter().flatten().take(chosen.len()).copied().collect();
    let mut chosen = chosen.clone();
    first.sort_unstable();
    chosen.sort_unstable();
    assert_eq!(first, chosen, "{id}");
}

fn whole() -> (Window, TempDir) {
    played::Played::whole().seen_by(Reader::Everyone)
}

#[test]
fn a_downloaded_poll_of_every_method_is_counted_again_to_the_same_outcome() {
    let (window, _directory) = whole();
    let counted = played::ALL
        .into_iter()
        .filter(|id| ![played::CONSENT, played::GIVEN_UP, played::STILL_OPEN].contains(id));
    let mut methods = Vec::new();
    for id in counted {
        check(&window, id);
        let (poll, _) = recorded(&window, id);
        methods.push(poll.terms.method);
    }
    assert_eq!(methods.len(), 9);
    assert!(methods.contains(&Method::Ranking) && methods.contains(&Method::EqualShares));
}

#[test]
fn colleges_the_chairs_vote_and_votes_that_pass_on_are_counted_again_too() {
    let (window, _directory) = played::Played::in_colleges().seen_by(Reader::Everyone);
    for id in ["S1", "S2", "S3", "S4", "S5", "S6", "S7"] {
        check(&window, id);
    }
    let (_, closed) = recorded(&window, "S3");
    let Outcome::Motion(outcome) = closed.outcome.0 else { panic!("a motion") };
    assert!(outcome.tie.is_some(), "{outcome:?}");
}

#[test]
fn a_file_with_one_vote_more_is_not_counted_to_the_same() {
    let (window, _directory) = whole();
    let kept = window.ballots(played::MOTION, "csv").expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("S1.csv");
    std::fs::write(&path, kept.text.replace("yes,10", "yes,11")).expect("written");
    let words = ["caisse", "vote", "tally", path.to_str().expect("a path"), "--method", "yes_no"];
    let (told, _) = caisse_cli::run(words).expect("counted");
    let (_, closed) = recorded(&window, played::MOTION);
    let Outcome::Motion(outcome) = closed.outcome.0 else { panic!("a motion") };
    let whole = serde_json::to_value(outcome.whole).expect("written");
    assert_ne!(told["sheet"]["outcome"]["whole"], whole);
}

#[test]
fn the_whole_record_is_a_file_too() {
    let (window, _directory) = whole();
    for id in [played::MOTION, played::RANKING, played::SHARES] {
        let file = window.ballots(id, "json").expect("a file");
        assert_eq!(
            (file.name.as_str(), file.kind),
            (format!("{id}.json").as_str(), "application/json")
        );
        let told: Value = serde_json::from_str(&file.text).expect("JSON");
        let (_, closed) = recorded(&window, id);
        assert_eq!(told["ballots"], serde_json::to_value(&closed.ballots).expect("written"));
        assert_eq!(told["outcome"], serde_json::to_value(&closed.outcome.0).expect("written"));
        assert!(told["recount"].as_str().expect("a command").starts_with("caisse vote tally"));
    }
}

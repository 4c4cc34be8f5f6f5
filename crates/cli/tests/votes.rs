//! Votes at the command line, against what independent programs make of the same files.

use std::path::{Path, PathBuf};

use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/votes");
    if folder.join("expected.json").exists() {
        return Some(folder);
    }
    println!("skipped: no shared data");
    None
}

fn run(words: &[&str]) -> Result<Value, String> {
    let all = ["caisse", "--language", "en", "vote"].iter().chain(words).copied();
    caisse_cli::run(all).map(|(value, good)| {
        assert!(good);
        value
    })
}

fn tally(file: &Path, method: &str, parameters: &[String]) -> Result<Value, String> {
    let mut words = vec!["tally", file.to_str().expect("a path"), "--method", method];
    for parameter in parameters {
        words.extend(["--parameter", parameter]);
    }
    run(&words)
}

fn given(entry: &Value) -> Vec<String> {
    let parameters = entry["parameters"].as_object().expect("an object");
    let written = parameters.iter().map(|(name, value)| match value.as_str() {
        Some(text) => format!("{name}={text}"),
        None => format!("{name}={value}"),
    });
    written.collect()
}

fn refused(file: &Path, method: &str, parameters: &[&str], because: &[&str]) {
    let parameters: Vec<String> = parameters.iter().map(|&text| text.to_owned()).collect();
    let sentence = tally(file, method, &parameters).expect_err("it should be refused");
    for part in because {
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[test]
fn every_expected_result_is_told_by_the_command() {
    let Some(folder) = shared() else { return };
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("readable");
    let entries: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let (mut compared, mut wrong) = (0, Vec::new());
    for entry in entries.iter().filter(|entry| entry["method"] != "belenios_verify") {
        let (name, method) =
            (entry["file"].as_str().expect("a file"), entry["method"].as_str().expect("a method"));
        let folders = ["pb", "ranked", "stv", "approval", "judgment"];
        let found = folders.iter().map(|one| folder.join(one).join(name));
        let file = found.into_iter().find(|path| path.exists()).expect("the file of a result");
        let about = format!("{name} {method} {}", entry["parameters"]);
        let told = match tally(&file, method, &given(entry)) {
            Ok(told) => told,
            Err(sentence) => {
                wrong.push(format!("{about}: {sentence}"));
                continue;
            }
        };
        compared += 1;
        let mut check = |what: &str, expected: &Value, found: &Value| {
            if expected != found {
                wrong.push(format!("{about} {what}: {found} instead of {expected}"));
            }
        };
        let whole = ["winners", "winners_in_order", "winners_sorted", "ranking_classes"];
        for field in whole.iter().chain(&["tied_committees", "parameters"]) {
            check(field, &entry[*field], &told[*field]);
        }
        for part in ["key_figures", "ties"] {
            for (figure, expected) in entry[part].as_object().into_iter().flatten() {
                check(figure, expected, &told[part][figure]);
            }
        }
        assert!(told["sheet"].is_object(), "{about}: a result carries its sheet");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(compared, 113);
}

#[test]
fn a_method_or_a_parameter_that_is_not_known_is_answered_with_those_that_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("motion.csv");
    std::fs::write(&file, "vote\nyes\n").expect("written");
    refused(&file, "plurality", &[], &["plurality", "schulze", "pb_equal_shares", "yes_no"]);
    refused(&file, "majority_judgment", &["seats=3"], &["seats", "no_opinion", "median"]);
    refused(&file, "majority_judgment", &["median=higher"], &["lower of the two middle grades"]);
    refused(&file, "stv_scottish", &["transfer_value_decimals=6"], &["5"]);
    refused(&file, "stv_scottish", &["seats=3"], &[".soi", ".blt"]);
    refused(&file, "yes_no", &["base"], &["NAME=VALUE"]);
    refused(&file, "yes_no", &["threshold=3/2"], &["more than 1/2"]);
    let sentence = run(&["tally", "ballots.txt", "--method", "schulze"]).expect_err("no format");
    assert!(sentence.contains("--format"), "{sentence}");
}

#[test]
fn a_motion_is_counted_with_its_weights_and_colleges() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("motion.csv");
    let text = "syndicat;collège;pour;contre;abstention;voix\nA;nord;40;27;3;70\nB;sud;5;1;0;9\n";
    std::fs::write(&file, text).expect("written");
    let told = tally(&file, "yes_no", &["threshold=2/3".into()]).expect("a count");
    assert_eq!(told["adopted"], false);
    assert_eq!(told["key_figures"]["base"], 73);
    assert_eq!(told["key_figures"]["needed"], 49);
    let told = tally(&file, "yes_no", &["colleges=each".into()]).expect("a count");
    assert_eq!(told["adopted"], true);
    assert_eq!(told["sheet"]["outcome"]["colleges"][1]["part"]["needed"], 4);
    std::fs::write(&file, text.replace("40", "44")).expect("written");
    refused(&file, "yes_no", &[], &["line 2", "74 votes cast on a mandate of 70"]);
}

#[test]
fn a_draw_is_repeated_by_who_has_the_pool_and_the_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, published) = (folder.path().join("pool.csv"), folder.path().join("pool.tsv"));
    let people: String = (1..=25).map(|one| format!("M{one}\n")).collect();
    std::fs::write(&file, format!("nom\n{people}")).expect("written");
    let (file, published) = (file.to_str().expect("a path"), published.to_str().expect("a path"));
    let words = ["draw", file, "--seats", "3", "--reserve", "2", "--source", "9319"];
    let words = [&words[..], &["--source", "12 2 5 8 10", "--published", published]].concat();
    let told = run(&words).expect("a draw");
    assert_eq!(told["key_figures"]["key"], "9319./2.5.8.10.12./");
    assert_eq!(told["winners"], serde_json::json!(["M19", "M10", "M23"]));
    assert_eq!(told["reserve"], serde_json::json!(["M12", "M3"]));
    let text = std::fs::read_to_string(published).expect("the pool as published");
    assert!(text.starts_with("1\tM1\t1\t\n2\tM2\t1\t\n"));
    assert_eq!(run(&words).expect("the same draw"), told);
    let sentence =
        run(&["draw", file, "--seats", "26", "--source", "1"]).expect_err("too many seats");
    assert!(sentence.contains("26 seats for 25 people"), "{sentence}");
}

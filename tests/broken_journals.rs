//! The program itself on a journal that is broken, and on archives that were changed: it says what is
//! wrong and where, goes on reading, writes nothing, and its exit status tells scripts so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An archive with 1,366 records that comes with the house.
fn archive() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("journals/v1/demo.caisse");
    std::fs::read(path).expect("a kept journal")
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("emptied");
    }
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

fn caisse(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_caisse"))
        .args(["--language", "fr", "--today", "2026-02-02", "--dir"])
        .arg(directory)
        .args(arguments)
        .env_remove("CAISSE_DIR")
        .output()
        .expect("the program starts")
}

fn told(output: &Output) -> String {
    let bytes = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&bytes).replace('\u{a0}', " ")
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", told(output));
    told(output)
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", told(output));
    told(output)
}

#[test]
fn a_journal_with_a_byte_changed_is_read_and_takes_nothing_more() {
    let folder = folder("broken");
    let file = folder.join("demo.caisse");
    std::fs::write(&file, archive()).expect("written");
    let home = folder.join("caisse");
    let file = file.to_str().expect("a plain path");
    done(&caisse(&home, &["import", "archive", file]));
    let here = home.to_str().expect("a plain path");
    done(&caisse(&home, &["verify", here]));
    let whole = done(&caisse(&home, &["report", "balance", "--year", "2025"]));

    // One letter of a text that stands once, in a record of the last month.
    let path = home.join("journal.sqlite");
    let mut bytes = std::fs::read(&path).expect("the file");
    let payload = br#"{"contributions":{"called":{"month":"2026-01""#;
    let found = bytes.windows(payload.len()).position(|window| window == payload);
    let at = found.expect("January was called") + payload.len() - 2;
    bytes[at] ^= 0x01;
    std::fs::write(&path, bytes).expect("written");

    let decision = ["decision", "Une décision", "--assembly", "AG"];
    let refusal = refused(&caisse(&home, &decision));
    assert!(refusal.contains("cette caisse est en lecture seule"), "{refusal}");
    assert!(refusal.contains("restaurez") || refusal.contains("sauvegarde"), "{refusal}");
    let report = refused(&caisse(&home, &["verify", here]));
    assert!(report.contains("n° 1279") && report.contains("a été changé"), "{report}");
    // What is before it can be read all the same, and whoever reads is told.
    let read = caisse(&home, &["report", "balance", "--year", "2025"]);
    assert!(read.status.success());
    assert_eq!(String::from_utf8_lossy(&read.stdout).replace('\u{a0}', " "), whole);
    let warning = String::from_utf8_lossy(&read.stderr).into_owned();
    assert!(warning.contains("cette caisse est en lecture seule"), "{warning}");
    assert!(warning.contains("n° 1279"), "{warning}");
    let again = refused(&caisse(&home, &decision));
    assert_eq!(again, refusal);
}

#[test]
fn an_archive_that_was_changed_makes_no_caisse() {
    let folder = folder("changed");
    let whole = archive();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0x01;
    let cases = [("changed", changed), ("torn", whole[..middle].to_vec()), ("empty", Vec::new())];
    for (name, bytes) in cases {
        let file = folder.join(format!("{name}.caisse"));
        std::fs::write(&file, bytes).expect("written");
        let home = folder.join(name);
        let file = file.to_str().expect("a plain path");
        let refusal = refused(&caisse(&home, &["import", "archive", file]));
        assert!(refusal.contains("archive"), "{name}: {refusal}");
        assert!(!home.exists(), "{name}: nothing is left");
        refused(&caisse(&home, &["verify", file]));
    }
}

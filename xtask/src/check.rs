//! Everything that must pass before a change is shown to others.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::tidy;

/// What became of a step.
enum Outcome {
    Passed,
    Failed,
    Skipped(&'static str),
}

/// A step: it is given the root of the house.
type Step = fn(&Path) -> Outcome;

/// Runs every step, also after one failed, and ends with one line for each. True if none failed.
pub fn run(root: &Path) -> bool {
    let steps: [(&str, Step); 6] = [
        ("format", |root| cargo(root, &["fmt", "--all", "--check"])),
        ("clippy", |root| {
            cargo(root, &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
        }),
        ("tidy", |root| outcome(tidy::run(root))),
        ("tests", tests),
        ("examples in docstrings", |root| cargo(root, &["test", "--workspace", "--doc"])),
        ("licences", licences),
    ];
    let mut lines = Vec::new();
    let mut passed = true;
    for (name, step) in steps {
        println!("== {name}");
        let start = Instant::now();
        let word = match step(root) {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Skipped(why) => format!("skipped: {why}"),
            Outcome::Failed => {
                passed = false;
                "FAILED".to_owned()
            }
        };
        lines.push(format!("{name:<24} {:>5} s  {word}", start.elapsed().as_secs()));
    }
    println!("== summary\n{}", lines.join("\n"));
    passed
}

/// All tests but those in docstrings, by `cargo nextest` where it is installed.
fn tests(root: &Path) -> Outcome {
    if installed(root, "nextest") {
        cargo(root, &["nextest", "run", "--workspace", "--status-level", "fail"])
    } else {
        cargo(root, &["test", "--workspace", "--lib", "--bins", "--tests", "--benches"])
    }
}

/// Licences, sources and duplicates of dependencies; the advisories need a network and are left to
/// `cargo deny check advisories`.
fn licences(root: &Path) -> Outcome {
    if installed(root, "deny") {
        cargo(root, &["deny", "--offline", "check", "licenses", "bans", "sources"])
    } else {
        Outcome::Skipped("cargo-deny is not installed (cargo install cargo-deny)")
    }
}

fn installed(root: &Path, subcommand: &str) -> bool {
    Command::new(env!("CARGO"))
        .args([subcommand, "--version"])
        .current_dir(root)
        .output()
        .is_ok_and(|output| output.status.success())
}

fn cargo(root: &Path, arguments: &[&str]) -> Outcome {
    println!("cargo {}", arguments.join(" "));
    let status = Command::new(env!("CARGO")).args(arguments).current_dir(root).status();
    match status {
        Ok(status) => outcome(status.success()),
        Err(error) => {
            eprintln!("cargo does not start: {error}");
            Outcome::Failed
        }
    }
}

fn outcome(passed: bool) -> Outcome {
    if passed { Outcome::Passed } else { Outcome::Failed }
}

//! Everything that must pass before a change is shown to others.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::tidy;

/// Which program runs the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// `cargo nextest` where it is installed, which is quicker to read; else `cargo test`.
    Quickest,
    /// `cargo test`, whose closing lines anyone can compare between machines.
    CargoTest,
}

/// What became of a step.
enum Outcome {
    Passed,
    Failed,
    Skipped(&'static str),
}

/// A step: it is given the root of the house.
type Step<'a> = &'a dyn Fn(&Path) -> Outcome;

/// Runs every step, also after one failed, and ends with one line for each. True if none failed.
pub fn run(root: &Path, runner: Runner) -> bool {
    let steps: [(&str, Step); 5] = [
        ("format", &|root| cargo(root, &["fmt", "--all", "--check"])),
        ("clippy", &|root| {
            cargo(root, &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
        }),
        ("tidy", &|root| outcome(tidy::run(root))),
        ("tests", &|root| tests(root, runner)),
        ("licences", &licences),
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
        lines.push(format!("{name:<9} {:>5} s  {word}", start.elapsed().as_secs()));
    }
    println!("== summary\n{}", lines.join("\n"));
    passed
}

/// All tests, those in docstrings included, also after one failed.
fn tests(root: &Path, runner: Runner) -> Outcome {
    if runner == Runner::CargoTest || !installed(root, "nextest") {
        return cargo(root, &["test", "--workspace", "--no-fail-fast"]);
    }
    let nextest = ["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"];
    let others = cargo(root, &nextest);
    let in_docstrings = cargo(root, &["test", "--workspace", "--doc", "--no-fail-fast"]);
    match (others, in_docstrings) {
        (Outcome::Passed, Outcome::Passed) => Outcome::Passed,
        _ => Outcome::Failed,
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

/// The cargo that runs us, else the one in the path.
fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn installed(root: &Path, subcommand: &str) -> bool {
    Command::new(program())
        .args([subcommand, "--version"])
        .current_dir(root)
        .output()
        .is_ok_and(|output| output.status.success())
}

fn cargo(root: &Path, arguments: &[&str]) -> Outcome {
    println!("cargo {}", arguments.join(" "));
    let status = Command::new(program()).args(arguments).current_dir(root).status();
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

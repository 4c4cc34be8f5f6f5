//! Checks of the house: what the continuous integration does, with one command.
//!
//! `cargo xtask check` runs format, clippy, tidy, tests and licences; `cargo xtask tidy` runs only
//! the rules that no other tool knows: layers, purity, languages, names, links; `cargo xtask lighthouse`
//! asks Lighthouse about pages that are being served.
//!
//! Absent on purpose: anything of the product. This program reads the sources as text.

mod check;
mod lighthouse;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use check::Runner;

const USAGE: &str = "\
usage: cargo xtask check [--with-cargo-test]   format, clippy, tidy, tests, licences
       cargo xtask tidy                        layers, purity, languages, names, links; lists long files and functions
       cargo xtask lighthouse ADDRESS [PATH…]  Lighthouse on the main pages of a caisse that is being served";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let passed = match words.as_slice() {
        ["check"] => check::run(&root(), Runner::Quickest),
        ["check", "--with-cargo-test"] => check::run(&root(), Runner::CargoTest),
        ["tidy"] => tidy::run(&root()),
        ["lighthouse", address, paths @ ..] => lighthouse::run(&root(), address, paths),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            true
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The root of the house, where the workspace manifest stands.
fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

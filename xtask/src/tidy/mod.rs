//! The rules of the house that no other tool knows.
//!
//! Each rule reads a [`House`], which is a plain map of paths to texts, so that a test builds a house
//! of three lines and sees the rule fire.

mod dependencies;
mod forbidden;
mod house;
mod languages;
mod layers;
mod links;
mod sizes;
mod tokens;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::Path;

use house::House;

/// Something to change, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Reads the house under `root`, prints what is wrong and what is long. True if nothing is wrong.
pub fn run(root: &Path) -> bool {
    let house = match House::read(root) {
        Ok(house) => house,
        Err(error) => {
            eprintln!("tidy cannot read {}: {error}", root.display());
            return false;
        }
    };
    let listed = sizes::long(&house);
    if !listed.is_empty() {
        println!("long, to read again (not an error):");
        listed.iter().for_each(|finding| println!("  {finding}"));
    }
    let wrong = findings(&house);
    wrong.iter().for_each(|finding| println!("error: {finding}"));
    println!(
        "tidy: {} Rust files, {} manifests, {} pages; {} errors, {} long",
        house.rust.len(),
        house.manifests.len(),
        house.pages.len(),
        wrong.len(),
        listed.len()
    );
    wrong.is_empty()
}

/// Everything that is wrong in a house, in the order of paths and lines.
fn findings(house: &House) -> Vec<Finding> {
    let mut findings = house.unreadable.clone();
    findings.extend(layers::check(house));
    findings.extend(dependencies::check(house));
    findings.extend(forbidden::check(house));
    findings.extend(languages::check(house));
    findings.extend(links::check(house));
    findings.sort();
    findings.dedup();
    findings
}

//! Votes counted from files of ballots, and lots drawn from public sources.
//!
//! `caisse vote tally` chooses a method, checks its parameters against what the method takes, counts
//! with the crate `votes`, and tells: one object for programs, the sheet to count again for people.
//! It needs no caisse.

mod answers;
mod approvals;
mod budgets;
mod draw;
mod grades;
mod methods;
mod parameters;
mod ranked;
mod seats;
mod tallied;

use std::path::Path;

use caisse_units::Language;

use crate::answer::{Answer, Failure};
use crate::arguments::{Format, Tally, Vote};
use crate::context::Context;

use methods::Method;
use parameters::Parameters;
use tallied::Tallied;

/// `caisse vote`.
pub fn run(context: &Context, arguments: Vote) -> Result<Answer, Failure> {
    match arguments {
        Vote::Tally(tally) => {
            let method = methods::find(&tally.method, context.language)?;
            let ballots = Ballots::open(context, &tally)?;
            let tallied = count(&ballots, method, &tally.parameters, context.language)?;
            Ok(tallied.answer(&ballots.name, context.language))
        }
        Vote::Draw(arguments) => draw::run(context, &arguments),
    }
}

/// A file of ballots, not read yet.
struct Ballots {
    name: String,
    format: Format,
    bytes: Vec<u8>,
}

impl Ballots {
    fn open(context: &Context, tally: &Tally) -> Result<Ballots, Failure> {
        let format = match tally.format {
            Some(format) => format,
            None => format_of(&tally.file).ok_or_else(|| unknown_format(context, &tally.file))?,
        };
        let name = tally.file.file_name().unwrap_or(tally.file.as_os_str());
        let bytes = context.read(&tally.file)?;
        Ok(Ballots { name: name.to_string_lossy().into_owned(), format, bytes })
    }
}

fn format_of(path: &Path) -> Option<Format> {
    Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "soc" | "soi" | "toc" | "toi" => Format::Orders,
        "cat" => Format::Categories,
        "blt" => Format::Blt,
        "pb" => Format::Pb,
        "csv" | "tsv" => Format::Csv,
        _ => return None,
    })
}

fn unknown_format(context: &Context, path: &Path) -> Failure {
    let said = context.say(
        "format inconnu ; dites-le avec --format : orders, categories, blt, pb, csv",
        "unknown format; say it with --format: orders, categories, blt, pb, csv",
    );
    Failure::new(format!("{} : {said}", path.display()))
}

/// Counts ballots by a method.
fn count(
    ballots: &Ballots,
    method: &'static Method,
    given: &[String],
    language: Language,
) -> Result<Tallied, Failure> {
    let parameters = Parameters::read(method, given, language)?;
    if !method.formats.contains(&ballots.format) {
        let formats: Vec<&str> = method.formats.iter().map(|format| extensions(*format)).collect();
        let said = language.choose("se dépouille d'un fichier", "counts a file");
        return Err(Failure::new(format!("{} {said} {}", method.name, formats.join(", "))));
    }
    (method.count)(ballots, &parameters, language)
}

fn extensions(format: Format) -> &'static str {
    match format {
        Format::Orders => ".soc, .soi, .toc, .toi",
        Format::Categories => ".cat",
        Format::Blt => ".blt",
        Format::Pb => ".pb",
        Format::Csv => ".csv",
    }
}

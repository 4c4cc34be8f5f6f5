//! The command line: one verb-noun grammar, text for people or `--json` for programs.
//!
//! Each command is three moves: read the arguments, act through the desk, tell. Exit status: 0 done,
//! 1 refused or found wrong, 2 not understood.
//!
//! Absent on purpose: any rule of the caisse.

mod answer;
mod arguments;
mod commands;
mod context;
mod demo;

use std::process::ExitCode;

use clap::Parser;

use answer::Failure;
use arguments::Arguments;
use context::Context;

/// Runs one command given as words, the first being the name of the program; gives the values that
/// `--json` prints, and whether what was checked is right.
///
/// # Errors
/// What a person would read: how the words are not understood, or why the command is refused.
pub fn run<I, T>(words: I) -> Result<(serde_json::Value, bool), String>
where
    I: IntoIterator<Item = T>,
    T: Into<std::ffi::OsString> + Clone,
{
    let arguments = Arguments::try_parse_from(words).map_err(|error| error.to_string())?;
    let context = Context::new(&arguments.global);
    match commands::run(&context, arguments.command) {
        Ok(answer) => Ok((answer.json, answer.good)),
        Err(Failure { sentence }) => Err(sentence),
    }
}

/// Runs the program on the arguments of the process and gives its exit status.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context::new(&arguments.global);
    match commands::run(&context, arguments.command) {
        Ok(answer) => {
            let written = answer.write(&context);
            if written.is_err() || !answer.good { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(Failure { sentence }) => {
            if context.json {
                println!("{}", serde_json::json!({ "error": sentence }));
            } else {
                eprintln!("{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

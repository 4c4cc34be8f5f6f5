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

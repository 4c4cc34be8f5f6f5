//! What a command tells: a text for people, values for programs.

use std::io::{self, Write};

use serde_json::Value;

use crate::context::Context;

/// What a command tells.
pub struct Answer {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: Value,
    /// False when what was checked is wrong: exit status 1.
    pub good: bool,
}

impl Answer {
    /// An answer of a command that was done.
    pub fn new(text: impl Into<String>, json: Value) -> Answer {
        Answer { text: text.into(), json, good: true }
    }

    /// Writes it to the standard output. A reader that went away is no error.
    pub fn write(&self, context: &Context) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let written = if context.json {
            serde_json::to_writer_pretty(&mut out, &self.json)
                .map_err(io::Error::from)
                .and_then(|()| writeln!(out))
        } else if self.text.is_empty() {
            Ok(())
        } else {
            writeln!(out, "{}", self.text.trim_end())
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// Why a command was not done, in the person's language.
pub struct Failure {
    /// What happened, and what to do.
    pub sentence: String,
}

impl Failure {
    /// A failure with this sentence.
    pub fn new(sentence: impl Into<String>) -> Failure {
        Failure { sentence: sentence.into() }
    }
}

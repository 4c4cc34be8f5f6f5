//! Letters that wait in the outbox: listed, and sent through a mail server.
//!
//! The address of the server holds a password: it comes from a file or from the environment, never
//! from the command line, which other people on the machine can read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use caisse_app::mail;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Notices;
use crate::context::Context;

/// The variable that gives the mail server in place of a file.
pub(super) const SERVER_VARIABLE: &str = "CAISSE_SMTP";

/// `caisse notices`.
pub fn run(context: &Context, arguments: Notices) -> Result<Answer, Failure> {
    match arguments {
        Notices::List => list(context),
        Notices::Send { server } => send(context, server.as_deref()),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let outbox = desk.directory.outbox();
    let mut waiting: Vec<(String, bool)> = std::fs::read_dir(&outbox)
        .map_err(|error| Failure::new(format!("{} : {error}", outbox.display())))?
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().to_string_lossy().into_owned();
            let mail = name.strip_suffix(".eml").map(|name| (name.to_owned(), true));
            mail.or_else(|| name.strip_suffix(".txt").map(|name| (name.to_owned(), false)))
        })
        .collect();
    waiting.sort();
    let mut text = String::new();
    for (name, by_mail) in &waiting {
        let how = match by_mail {
            true => context.say("à envoyer", "to send"),
            false => context.say("à imprimer", "to print"),
        };
        let _ = writeln!(text, "{name}  {how}");
    }
    let rows: Vec<_> =
        waiting.iter().map(|(name, by_mail)| json!({ "name": name, "mail": by_mail })).collect();
    Ok(Answer::new(text, json!({ "letters": rows })))
}

fn send(context: &Context, file: Option<&Path>) -> Result<Answer, Failure> {
    let server = match file {
        Some(path) => {
            let text = String::from_utf8_lossy(&context.read(path)?).into_owned();
            text.lines().next().unwrap_or_default().trim().to_owned()
        }
        None => std::env::var(SERVER_VARIABLE).unwrap_or_default(),
    };
    if server.is_empty() {
        return Err(Failure::new(context.say(
            "aucun serveur de courriel : donnez --server FICHIER, dont la première ligne est smtps://nom:secret@hote, ou la variable CAISSE_SMTP",
            "no mail server: give --server FILE, whose first line is smtps://name:secret@host, or the variable CAISSE_SMTP",
        )));
    }
    // Opened for writing: two people do not send the same letters at once.
    let desk = context.desk()?;
    let (sent, failed) = mail::send_all(&desk.directory.outbox(), &server)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let mut text = format!("{sent} {}", context.say("lettres envoyées", "letters sent"));
    for (path, error) in &failed {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let _ = write!(text, "\n  {name} : {}", error.sentence(context.language));
    }
    let paths: Vec<&PathBuf> = failed.iter().map(|(path, _)| path).collect();
    let json = json!({ "sent": sent, "failed": paths });
    Ok(Answer { text, json, good: failed.is_empty() })
}

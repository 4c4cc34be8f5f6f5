//! Messages to people: one file per message in the outbox, in the form that mail programs read.
//!
//! A message has a name, and the same name is written once: a repeated follow-up sends nothing twice.
//! Sending over SMTP takes the files from the outbox; what fails stays there.

use std::io::Write;
use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Address, Message, SmtpTransport, Transport};

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its name in the outbox: letters, digits, `-`; what it is about, such as `appel-2026-01-M12`.
    pub name: String,
    /// The sender, as `Name <address>`.
    pub from: String,
    /// The recipient.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Why a message is not written or not sent.
#[derive(Debug)]
pub enum MailError {
    /// An address is not one.
    Address {
        /// What was given.
        text: String,
    },
    /// The disk refuses.
    Disk(std::io::Error),
    /// The mail server refuses.
    Server {
        /// What it said.
        detail: String,
    },
}

impl MailError {
    /// What happened.
    pub fn sentence(&self, language: caisse_units::Language) -> String {
        match self {
            MailError::Address { text } => {
                let what = language.choose("n'est pas une adresse", "is not an address");
                format!("« {text} » {what}")
            }
            MailError::Disk(error) => error.to_string(),
            MailError::Server { detail } => {
                let what =
                    language.choose("le serveur de courriel refuse", "the mail server refuses");
                format!("{what} : {detail}")
            }
        }
    }
}

/// Writes a letter into the outbox, unless one of that name is there or was sent. Gives its path, or
/// `None` if it was there.
///
/// # Errors
/// [`MailError`]; no half file stays.
pub fn put(outbox: &Path, letter: &Letter) -> Result<Option<PathBuf>, MailError> {
    let path = outbox.join(format!("{}.eml", letter.name));
    let sent = outbox.join(format!("{}.sent", letter.name));
    if path.exists() || sent.exists() {
        return Ok(None);
    }
    let message = message(letter)?;
    let draft = outbox.join(format!(".{}.draft", letter.name));
    let mut file = std::fs::File::create(&draft).map_err(MailError::Disk)?;
    file.write_all(&message.formatted()).map_err(MailError::Disk)?;
    std::fs::rename(&draft, &path).map_err(MailError::Disk)?;
    Ok(Some(path))
}

fn message(letter: &Letter) -> Result<Message, MailError> {
    let address = |text: &String| {
        text.parse::<Mailbox>().map_err(|_| MailError::Address { text: text.clone() })
    };
    Message::builder()
        .from(address(&letter.from)?)
        .to(address(&letter.to)?)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| MailError::Server { detail: error.to_string() })
}

/// Sends what waits in the outbox through a mail server, given as a URL such as
/// `smtps://user:password@host`. Gives how many were sent, and what failed with its reason.
///
/// # Errors
/// [`MailError`] when the outbox cannot be read or the address of the server is wrong.
pub fn send_all(
    outbox: &Path,
    server: &str,
) -> Result<(usize, Vec<(PathBuf, MailError)>), MailError> {
    let fail =
        |error: lettre::transport::smtp::Error| MailError::Server { detail: error.to_string() };
    let transport = SmtpTransport::from_url(server).map_err(fail)?.build();
    let (mut sent, mut failed) = (0, Vec::new());
    let mut waiting = Vec::new();
    for entry in std::fs::read_dir(outbox).map_err(MailError::Disk)? {
        let path = entry.map_err(MailError::Disk)?.path();
        if path.extension().is_some_and(|extension| extension == "eml") {
            waiting.push(path);
        }
    }
    waiting.sort();
    for path in waiting {
        match send_one(&transport, &path) {
            Ok(()) => sent += 1,
            Err(error) => failed.push((path, error)),
        }
    }
    Ok((sent, failed))
}

/// The address in a header, which goes on over the lines that begin with a space. The name before it
/// may be in any form; only the address matters to the server.
fn address_in(message: &str, name: &str) -> Result<Address, MailError> {
    let mut lines = message.lines().take_while(|line| !line.is_empty());
    let first = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let mut value = first.unwrap_or_default().to_owned();
    for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
        value.push_str(line);
    }
    let written = match value.rsplit_once('<') {
        Some((_, rest)) => rest.split('>').next().unwrap_or_default(),
        None => value.as_str(),
    };
    let address = written.trim().parse();
    address.map_err(|_| MailError::Address { text: value.trim().to_owned() })
}

fn send_one(transport: &SmtpTransport, path: &Path) -> Result<(), MailError> {
    let bytes = std::fs::read(path).map_err(MailError::Disk)?;
    let text = String::from_utf8_lossy(&bytes);
    let (from, to) = (address_in(&text, "From")?, address_in(&text, "To")?);
    let envelope = lettre::address::Envelope::new(Some(from), vec![to])
        .map_err(|error| MailError::Server { detail: error.to_string() })?;
    transport
        .send_raw(&envelope, &bytes)
        .map_err(|error| MailError::Server { detail: error.to_string() })?;
    std::fs::rename(path, path.with_extension("sent")).map_err(MailError::Disk)
}

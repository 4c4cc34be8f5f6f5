//! A page of messages, as it travels: one JSON object a line, `{"note": …, "body": …}`.

use caisse_journal::{LONGEST_NOTE, SignedNote};
use serde::{Deserialize, Serialize};

use crate::MessageError;
use crate::message::{LONGEST_BODY, Message};

/// The most messages of one page.
pub const MOST_MESSAGES: usize = 1000;
/// The longest page in bytes.
pub const LONGEST_PAGE: usize = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    note: String,
    body: String,
}

/// Writes as many messages as fit into one page, from the first on; at least one, since a message is
/// shorter than a page.
pub fn write<'a>(messages: impl IntoIterator<Item = &'a Message>) -> String {
    let mut page = String::new();
    for message in messages.into_iter().take(MOST_MESSAGES) {
        let line = line(message);
        if page.len() + line.len() > LONGEST_PAGE {
            break;
        }
        page.push_str(&line);
    }
    page
}

/// One message as one line, its line feed included.
pub fn line(message: &Message) -> String {
    let line = Line { note: message.note().to_string(), body: message.body().to_owned() };
    let mut text = serde_json::to_string(&line).expect("two texts can be written");
    text.push('\n');
    text
}

/// Reads a page whole, or nothing of it. Signatures are not checked here.
///
/// # Errors
/// [`MessageError`] names the line of the page.
pub fn read(page: &[u8]) -> Result<Vec<Message>, MessageError> {
    if page.len() > LONGEST_PAGE {
        return Err(MessageError::PageTooLong { length: page.len() as u64 });
    }
    let mut messages = Vec::new();
    for (index, line) in page.split(|byte| *byte == b'\n').enumerate() {
        if line.is_empty() {
            continue;
        }
        if messages.len() == MOST_MESSAGES {
            return Err(MessageError::TooMany);
        }
        messages.push(read_line(line, index + 1)?);
    }
    Ok(messages)
}

fn read_line(line: &[u8], number: usize) -> Result<Message, MessageError> {
    // A body is a text inside a text: written out, each of its bytes can take six.
    if line.len() > 6 * (LONGEST_BODY + LONGEST_NOTE) {
        return Err(MessageError::Line { line: number });
    }
    let Line { note, body } =
        serde_json::from_slice(line).map_err(|_| MessageError::Line { line: number })?;
    let note = SignedNote::parse(&note).map_err(MessageError::Note)?;
    Message::new(note, body)
}

//! Which form a file is in, from its content; its name only helps for tables.

use super::text::decode;
use super::{Format, Place, Problem, StatementError};

/// How far from the start a form shows itself.
const HEAD: usize = 8_000;

/// The form of a file.
///
/// # Errors
/// [`Problem::Empty`], [`Problem::OtherDocument`] for what is recognised as something else, and
/// [`Problem::UnknownForm`].
pub(super) fn detect(bytes: &[u8], file_name: Option<&str>) -> Result<Format, StatementError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::Empty.at(Place::File));
    }
    if let Some(name) = binary(bytes) {
        return Err(Problem::OtherDocument { name: name.to_owned() }.at(Place::File));
    }
    let head = head_text(bytes);
    let start = head.trim_start();
    if start.starts_with('<') {
        return markup(&head);
    }
    if start.starts_with("OFXHEADER") || head.contains("<OFX>") {
        return Ok(Format::Ofx);
    }
    if is_cfonb(start) {
        return Ok(Format::Cfonb120);
    }
    let mut rows = head.lines().map(str::trim_start);
    if start.starts_with('!') && rows.clone().any(|row| row.starts_with("!Type:")) {
        return Ok(Format::Qif);
    }
    if rows.any(|row| [":20:", ":60F:", ":60M:", ":61:"].iter().any(|tag| row.starts_with(tag))) {
        return Ok(Format::Mt940);
    }
    let named_as_table = file_name.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        [".csv", ".tsv", ".txt", ".tab"].iter().any(|end| name.ends_with(end))
    });
    let looks_like_table =
        head.lines().filter(|row| row.matches([';', '\t', ',']).count() >= 2).count() >= 2;
    if named_as_table || looks_like_table {
        return Ok(Format::Csv);
    }
    Err(Problem::UnknownForm.at(Place::File))
}

/// The first characters, whatever the encoding.
fn head_text(bytes: &[u8]) -> String {
    // Both halves of a UTF-16 unit must be there.
    let head = &bytes[..bytes.len().min(HEAD)];
    match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            let even = &head[..head.len() / 2 * 2];
            decode(even, None).map_or_else(|_| String::new(), |(text, _)| text.into_owned())
        }
        [b'<', 0, ..] | [0, b'<', ..] => {
            head.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect()
        }
        _ => String::from_utf8_lossy(head).trim_start_matches('\u{feff}').to_owned(),
    }
}

/// Files that are not text, which people drop by mistake.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 5] = [
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"\xD0\xCF\x11\xE0", "XLS"),
        (b"\x1F\x8B", "GZIP"),
        (b"\x89PNG", "PNG"),
    ];
    KNOWN.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, name)| *name)
}

fn markup(head: &str) -> Result<Format, StatementError> {
    if head.contains("<OFX") || head.contains("<?OFX") {
        return Ok(Format::Ofx);
    }
    let message = iso_message(head);
    match message {
        Some(name) if name.starts_with("camt.053") => Ok(Format::Camt053),
        Some(name) => Err(Problem::OtherDocument { name: name.to_owned() }.at(Place::File)),
        None if head.contains("BkToCstmrStmt") || head.contains("Document") => Ok(Format::Camt053),
        None => Err(Problem::UnknownForm.at(Place::File)),
    }
}

/// The ISO 20022 message that a namespace names: `camt.053.001.08`.
fn iso_message(head: &str) -> Option<&str> {
    let after = head.split_once("iso:20022:tech:xsd:")?.1;
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))?;
    Some(&after[..end])
}

/// A record 01 of 120 characters: bank, branch, decimals and day where they belong.
fn is_cfonb(start: &str) -> bool {
    let record: Vec<char> = start.chars().take(48).collect();
    record.len() == 48
        && record[..2] == ['0', '1']
        && record[2..7].iter().all(char::is_ascii_alphanumeric)
        && record[11..16].iter().all(char::is_ascii_alphanumeric)
        && (record[19].is_ascii_digit() || record[19] == ' ')
        && record[34..40].iter().all(char::is_ascii_digit)
}

//! A book in the form of the tax office.

use caisse_units::{Amount, Day};

use super::FecColumn;
use crate::export::names::one_line;
use crate::export::{Book, BookEntry, BookFault, BookFaultKind, BookFaults, BookLine};
use crate::payment::text::sepa_text;

/// How letters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FecEncoding {
    /// UTF-8, every character.
    #[default]
    Utf8,
    /// ISO 8859-15 (Latin-9); other characters are spelled or become a question mark.
    Latin9,
}

/// What stands between columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FecSeparator {
    /// A tab.
    #[default]
    Tab,
    /// A vertical bar.
    Bar,
}

/// A file ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FecFile {
    /// The name that the law gives it: `123456782FEC20251231.txt`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes the entries of a year that closes on `closing`, in the order of the book.
///
/// Tabs, bars and control characters of texts become spaces. The reasons of entries have no column
/// and are left out. Linear in the book.
///
/// # Errors
/// [`BookFaults`] if anything is wrong with the book, if the organisation has no SIREN or if an
/// entry is dated after the closing day; nothing is written then.
pub fn write(
    book: &Book,
    closing: Day,
    separator: FecSeparator,
    encoding: FecEncoding,
) -> Result<FecFile, BookFaults> {
    let mut faults = book.faults();
    for entry in book.entries.iter().filter(|entry| entry.date > closing) {
        let kind = BookFaultKind::AfterClosing { date: entry.date, closing };
        let place = Some((entry.journal.clone(), entry.number));
        faults.push(BookFault { entry: place, line: None, kind });
    }
    let Some(siren) = &book.siren else {
        faults.push(BookFault { entry: None, line: None, kind: BookFaultKind::NoSiren });
        return Err(BookFaults(faults));
    };
    if !faults.is_empty() {
        return Err(BookFaults(faults));
    }
    let separator = match separator {
        FecSeparator::Tab => '\t',
        FecSeparator::Bar => '|',
    };
    let mut text = String::new();
    push_line(&mut text, separator, FecColumn::ALL.map(|column| column.name().to_owned()));
    let labels = book.accounts.iter().map(|account| (account.number.as_str(), &account.label));
    let labels: std::collections::HashMap<&str, &String> = labels.collect();
    for entry in &book.entries {
        for line in &entry.lines {
            let label = labels.get(line.account.as_str()).map_or("", |label| label.as_str());
            push_line(&mut text, separator, fields(entry, line, label));
        }
    }
    let name = format!("{siren}FEC{}.txt", closing.compact());
    let bytes = match encoding {
        FecEncoding::Utf8 => text.into_bytes(),
        FecEncoding::Latin9 => latin9(&text),
    };
    Ok(FecFile { name, bytes })
}

fn fields(entry: &BookEntry, line: &BookLine, account_label: &str) -> [String; 18] {
    let (person, name) = match &line.auxiliary {
        Some(auxiliary) => (auxiliary.code.clone(), auxiliary.label.clone()),
        None => (String::new(), String::new()),
    };
    let (mark, marked_on) = match &line.lettering {
        Some(lettering) => (lettering.code.clone(), lettering.date.compact()),
        None => (String::new(), String::new()),
    };
    let own_label = one_line(&line.label);
    [
        entry.journal.clone(),
        entry.journal_label.clone(),
        entry.number.to_string(),
        entry.date.compact(),
        line.account.clone(),
        account_label.to_owned(),
        person,
        name,
        entry.piece.clone(),
        entry.piece_date.compact(),
        if own_label.is_empty() { entry.label.clone() } else { own_label },
        decimal(line.debit),
        decimal(line.credit),
        mark,
        marked_on,
        entry.validated_on.compact(),
        String::new(),
        String::new(),
    ]
}

/// `1234,56`: a comma, no separator of thousands.
fn decimal(amount: Amount) -> String {
    amount.to_string().replace('.', ",")
}

fn push_line(text: &mut String, separator: char, fields: [String; 18]) {
    for (rank, field) in fields.iter().enumerate() {
        if rank > 0 {
            text.push(separator);
        }
        // A bar becomes a stroke in either form, so that the file survives a change of separator.
        text.push_str(&one_line(field).replace('|', "/"));
    }
    text.push_str("\r\n");
}

/// The text in ISO 8859-15; what it lacks is spelled in ASCII, or becomes a question mark.
fn latin9(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0_u8; 4];
    for character in text.chars() {
        let (encoded, _, unmappable) =
            encoding_rs::ISO_8859_15.encode(character.encode_utf8(&mut buffer));
        if !unmappable {
            bytes.extend_from_slice(&encoded);
            continue;
        }
        let spelled = sepa_text(&character.to_string(), 8);
        let spelled = if spelled.is_empty() || spelled == "." { "?" } else { &spelled };
        bytes.extend_from_slice(spelled.as_bytes());
    }
    bytes
}

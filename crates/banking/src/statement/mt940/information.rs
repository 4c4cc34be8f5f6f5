//! Field 86: what a line is about. Free text, or parts marked by `?20` (German banks), or by
//! `/REMI/` (Dutch banks).

use crate::statement::text::{filled, iban};
use crate::statement::{Detail, StatementLine};

/// A row of this length continues without a space on the next one: it was cut, not ended.
const FULL_ROW: usize = 65;

/// The detail that field 61 alone gives: our reference, the other party's IBAN.
pub(super) fn start(line: &mut StatementLine, reference: &str, iban: Option<String>) {
    let reference = reference.trim();
    // These announce that the reference stands in field 86.
    let announced = ["KREF+", "EREF", "MARF"].contains(&reference);
    let end_to_end = filled(reference).filter(|_| !announced);
    if end_to_end.is_some() || iban.is_some() {
        let amount = Some(line.amount);
        line.details.push(Detail { amount, end_to_end, iban, ..Detail::default() });
    }
}

/// Adds a field 86 to its line.
pub(super) fn add(line: &mut StatementLine, text: &str) {
    let mut detail = line.details.pop().unwrap_or_default();
    let (label, found) = if let Some(mark) = german_mark(text) {
        german(&text[3..], mark)
    } else if text.starts_with('/') {
        (String::new(), dutch(&unwrap(text).join("")))
    } else {
        let rows = unwrap(text);
        let label = rows.first().cloned().unwrap_or_default();
        let text = filled(&rows.get(1..).unwrap_or_default().join(" "));
        (label, Detail { text, ..Detail::default() })
    };
    if !label.is_empty() {
        line.label = label;
    } else if let Some(label) = found.text.clone().or(found.name.clone()) {
        line.label = label;
    }
    detail.name = found.name.or(detail.name);
    detail.iban = found.iban.or(detail.iban);
    detail.end_to_end = found.end_to_end.or(detail.end_to_end);
    detail.mandate = found.mandate.or(detail.mandate);
    detail.text = found.text.or(detail.text);
    detail.return_reason = found.return_reason.or(detail.return_reason);
    detail.amount = None;
    if detail != Detail::default() {
        detail.amount = Some(line.amount);
        line.details.push(detail);
    }
}

/// The rows as they were before the bank cut them at 65 characters.
fn unwrap(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut cut = false;
    for row in text.lines() {
        let full = row.chars().count() == FULL_ROW;
        match rows.last_mut() {
            Some(last) if cut => last.push_str(row),
            _ => rows.push(row.trim().to_owned()),
        }
        cut = full;
    }
    rows
}

/// `166?00…`: three digits, then the mark of the parts.
fn german_mark(text: &str) -> Option<char> {
    let bytes = text.as_bytes();
    let digits = bytes.len() > 6 && bytes[..3].iter().all(u8::is_ascii_digit);
    let mark = bytes.get(3).copied().filter(|mark| matches!(mark, b'?' | b'>'))?;
    (digits && bytes[4..6].iter().all(u8::is_ascii_digit)).then_some(char::from(mark))
}

/// The label and the payment of a text in parts such as `?00GUTSCHRIFT?20EREF+…?32KARL`.
fn german(text: &str, mark: char) -> (String, Detail) {
    let whole: String = text.lines().collect();
    let (mut label, mut purpose, mut name) = (String::new(), String::new(), String::new());
    let mut detail = Detail::default();
    for part in whole.split(mark) {
        let (Some(code), Some(rest)) = (part.get(..2), part.get(2..)) else { continue };
        let number: u32 = code.parse().unwrap_or(100);
        if matches!(number, 20..=29 | 60..=63) {
            purpose.push_str(rest);
        }
        match code {
            "00" => rest.clone_into(&mut label),
            "31" => detail.iban = iban(rest),
            "32" | "33" => name.push_str(rest),
            "34" if !rest.trim_matches('0').is_empty() => detail.return_reason = filled(rest),
            _ => {}
        }
    }
    detail.name = filled(&name);
    // 34 is the bank's text key on ordinary payments; a reason only on a return.
    if !label.contains("RETOUR") && !label.contains("RUECK") {
        detail.return_reason = None;
    }
    purpose_of(&purpose, &mut detail);
    (label.trim().to_owned(), detail)
}

/// Cuts `EREF+…MREF+…SVWZ+…`; the whole is free text when no mark is there.
fn purpose_of(purpose: &str, detail: &mut Detail) {
    const MARKS: [&str; 9] =
        ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+"];
    for (mark, text) in cut(purpose, &MARKS) {
        match mark {
            "EREF+" => detail.end_to_end = filled(text),
            "MREF+" => detail.mandate = filled(text),
            "IBAN+" => detail.iban = detail.iban.take().or(iban(text)),
            "SVWZ+" | "" => detail.text = filled(text).or(detail.text.take()),
            _ => {}
        }
    }
}

/// `/EREF/…/NAME/…/REMI/…`.
fn dutch(text: &str) -> Detail {
    const MARKS: [&str; 18] = [
        "/EREF/", "/NAME/", "/REMI/", "/IBAN/", "/MARF/", "/ISDT/", "/BENM/", "/ORDP/", "/CSID/",
        "/TRTP/", "/BIC/", "/TRCD/", "/PREF/", "/RTRN/", "/ID/", "/PURP/", "/ULTD/", "/ULTB/",
    ];
    let mut detail = Detail::default();
    for (mark, text) in cut(text, &MARKS) {
        let text = text.trim_matches('/');
        match mark {
            "/EREF/" => detail.end_to_end = filled(text),
            "/NAME/" => detail.name = filled(text),
            "/IBAN/" => detail.iban = iban(text),
            "/MARF/" => detail.mandate = filled(text),
            "/RTRN/" => detail.return_reason = filled(text),
            "/REMI/" | "" => detail.text = filled(text).or(detail.text.take()),
            _ => {}
        }
    }
    detail
}

/// Cuts a text before each mark; what stands before the first has the empty mark.
fn cut<'t>(text: &'t str, marks: &[&'static str]) -> Vec<(&'static str, &'t str)> {
    let mut parts = Vec::new();
    let (mut mark, mut start, mut at) = ("", 0, 0);
    while at < text.len() {
        let found = marks.iter().find(|mark| text[at..].starts_with(**mark));
        match found {
            Some(next) => {
                parts.push((mark, &text[start..at]));
                mark = next;
                start = at + next.len();
                at = start;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push((mark, &text[start.min(text.len())..]));
    parts.retain(|(mark, text)| !mark.is_empty() || !text.trim().is_empty());
    parts
}

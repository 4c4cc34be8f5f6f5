//! The tags of an OFX file, one after the other.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::statement::text::{decode as decode_text, number};
use crate::statement::{Problem, StatementError};

/// A tag and its line.
pub(super) struct Tag<'a> {
    pub(super) line: u32,
    pub(super) token: Token<'a>,
}

/// What a tag is.
pub(super) enum Token<'a> {
    /// A tag that holds others.
    Open(&'static str),
    /// The end of a tag that holds others.
    Close(&'static str),
    /// Any other tag, with the text up to the next one.
    Leaf { name: &'a str, text: Cow<'a, str> },
    /// `<!DOCTYPE`.
    DocumentType,
}

/// The tags that hold others, on the way to a statement.
const HOLDERS: [&str; 24] = [
    "OFX",
    "SIGNONMSGSRSV1",
    "SONRS",
    "STATUS",
    "FI",
    "BANKMSGSRSV1",
    "CREDITCARDMSGSRSV1",
    "STMTTRNRS",
    "CCSTMTTRNRS",
    "STMTRS",
    "CCSTMTRS",
    "BANKACCTFROM",
    "CCACCTFROM",
    "BANKTRANLIST",
    "BANKTRANLISTP",
    "STMTTRN",
    "STMTTRNP",
    "PAYEE",
    "BANKACCTTO",
    "CCACCTTO",
    "CURRENCY",
    "ORIGCURRENCY",
    "LEDGERBAL",
    "AVAILBAL",
];

fn holder(name: &str) -> Option<&'static str> {
    HOLDERS.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// The text of the file: UTF-8 when it is, whatever the head says; otherwise by its `CHARSET` or
/// its XML prolog, and the Windows encoding of western Europe failing both.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, StatementError> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode_text(bytes, None).map(|(text, _)| text);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(600)]).to_uppercase();
    let label = ["CHARSET:", "ENCODING=\""].iter().find_map(|key| {
        let value = head.split_once(key)?.1;
        Some(value.split(['\r', '\n', '"', '<', ' ']).next()?.to_owned())
    });
    let label = label.unwrap_or_default();
    let encoding = ["", "windows-", "iso-"]
        .iter()
        .find_map(|prefix| Encoding::for_label(format!("{prefix}{label}").as_bytes()))
        // It is not UTF-8, whatever it says.
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        let encoding = encoding.name().to_owned();
        Problem::Encoding { encoding }.at(crate::statement::Place::File)
    })
}

/// The tags of the text, in order. Declarations, processing instructions and comments are passed
/// over. Complexity: one pass.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = text;
    let mut line = 1usize;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find('<')?;
            line += newlines(&rest[..start]);
            let after = &rest[start + 1..];
            let end = after.find('>')?;
            let inside = &after[..end];
            let here = number(line);
            rest = &after[end + 1..];
            line += newlines(inside);
            if inside.len() >= 8
                && inside.is_char_boundary(8)
                && inside[..8].eq_ignore_ascii_case("!DOCTYPE")
            {
                return Some(Tag { line: here, token: Token::DocumentType });
            }
            if inside.starts_with(['?', '!']) {
                continue;
            }
            if let Some(token) = token(inside, rest) {
                return Some(Tag { line: here, token });
            }
        }
    })
}

/// The token of a tag, given what follows it; `None` for the closing tag of a leaf.
fn token<'a>(inside: &'a str, following: &'a str) -> Option<Token<'a>> {
    if let Some(name) = inside.strip_prefix('/') {
        return holder(name.trim()).map(Token::Close);
    }
    let name = inside.trim_end_matches('/').split_whitespace().next().unwrap_or("");
    if let Some(name) = holder(name) {
        return Some(Token::Open(name));
    }
    let until = following.find('<').unwrap_or(following.len());
    Some(Token::Leaf { name, text: unescape(&following[..until]) })
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Replaces the entities that OFX defines, and numbered characters.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(10).find(|(_, c)| *c == ';').map(|(index, _)| index);
        match end.and_then(|end| Some((end, character(&rest[1..end])?))) {
            Some((end, character)) => {
                whole.push(character);
                rest = &rest[end + 1..];
            }
            // A bare ampersand, as many banks write it.
            None => {
                whole.push('&');
                rest = &rest[1..];
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

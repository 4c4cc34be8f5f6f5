//! The rows of a `.pb` file, split into fields.

use std::borrow::Cow;

use super::error::Problem;

/// The rows of the file, split into fields.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl<'a> Rows<'a> {
    /// The rows of a text.
    pub fn new(text: &'a str) -> Rows<'a> {
        Rows { text, at: 0, line: 0 }
    }

    /// The next row that is not blank and the line where it begins; its fields go to `fields`.
    pub fn next(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Option<Result<u64, (u64, Problem)>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            let end = rest.find('\n').unwrap_or(rest.len());
            let line = rest[..end].strip_suffix('\r').unwrap_or(&rest[..end]);
            self.line += 1;
            fields.clear();
            if line.contains('"') {
                return Some(self.quoted(fields));
            }
            self.at += (end + 1).min(rest.len());
            if !line.trim().is_empty() {
                fields.extend(line.split(';').map(Cow::Borrowed));
                return Some(Ok(self.line));
            }
        }
    }

    /// A row with quotation marks: a field that begins with one ends at the next single one, which
    /// may be on a later line; elsewhere they are text.
    fn quoted(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Result<u64, (u64, Problem)> {
        let first = self.line;
        loop {
            let rest = &self.text[self.at..];
            let mut field = String::new();
            let mut plain = rest;
            if let Some(mut inside) = rest.strip_prefix('"') {
                loop {
                    let Some(end) = inside.find('"') else {
                        return Err((first, Problem::QuoteNotClosed));
                    };
                    field.push_str(&inside[..end]);
                    self.line += inside[..end].matches('\n').count() as u64;
                    inside = &inside[end + 1..];
                    match inside.strip_prefix('"') {
                        Some(more) => (field.push('"'), inside = more).1,
                        None => break,
                    }
                }
                plain = inside;
            }
            let end = plain.find([';', '\n']).unwrap_or(plain.len());
            let last = !plain[end..].starts_with(';');
            let text = &plain[..end];
            field.push_str(if last { text.strip_suffix('\r').unwrap_or(text) } else { text });
            fields.push(Cow::Owned(field));
            self.at = self.text.len() - plain.len() + (end + 1).min(plain.len());
            if last {
                return Ok(first);
            }
        }
    }
}

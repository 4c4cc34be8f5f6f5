//! What makes a line the same line in two imports.
//!
//! Two files may overlap, and the same file may come twice: neither may book anything twice. Two
//! equal payments on the same day are real and both count. Hence: the bank's reference where there
//! is one, otherwise everything the line says; and in both cases the rank among equals of the same
//! file.
//!
//! Absent on purpose: the account. An identity is unique within one account, whose name differs
//! from one form of file to another.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use caisse_units::Language;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::StatementLine;

/// The identity of a line within its account: 32 bytes, written as 64 hexadecimal digits. Stable
/// for ever: it is kept in journals.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineIdentity([u8; 32]);

impl LineIdentity {
    /// An identity from the bytes that [`LineIdentity::bytes`] gave.
    pub const fn from_bytes(bytes: [u8; 32]) -> LineIdentity {
        LineIdentity(bytes)
    }

    /// Its bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for LineIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for LineIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl FromStr for LineIdentity {
    type Err = LineIdentityError;

    fn from_str(text: &str) -> Result<LineIdentity, LineIdentityError> {
        let refuse = || LineIdentityError { text: text.to_owned() };
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte =
                u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).map_err(|_| refuse())?;
        }
        Ok(LineIdentity(bytes))
    }
}

impl Serialize for LineIdentity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LineIdentity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LineIdentity, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A text is not the identity of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIdentityError {
    /// What was read.
    pub text: String,
}

impl LineIdentityError {
    /// The sentence for the person who reads it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => format!(
                "« {text} » n'est pas l'identité d'une ligne de relevé ; il faut 64 chiffres \
                 hexadécimaux"
            ),
            Language::English => format!(
                "“{text}” is not the identity of a statement line; 64 hexadecimal digits are needed"
            ),
        }
    }
}

impl fmt::Display for LineIdentityError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for LineIdentityError {}

/// Whether the references of a form of file identify its lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// The bank gives each line its own.
    Identify,
    /// They are counters that restart, or zeros.
    Decorate,
}

/// How many lines of the same content each statement had so far; carried from one page of a
/// statement to the next.
pub(super) type Ranks = HashMap<[u8; 32], u64>;

/// Gives every line of a statement its identity.
///
/// The rank among equals does not depend on the order of the file: equals are interchangeable.
pub(super) fn assign(lines: &mut [StatementLine], references: References, ranks: &mut Ranks) {
    for line in lines {
        let content = content_digest(line, references);
        let rank = ranks.entry(content).or_insert(0);
        let mut hash = Sha256::new();
        hash.update(b"caisse statement line v1\n");
        hash.update(content);
        hash.update(rank.to_be_bytes());
        *rank += 1;
        line.identity = LineIdentity(hash.finalize().into());
    }
}

/// A digest of what identifies a line, before its rank. The day and amount stay in even beside a
/// reference: some banks start their references again every year, or give one to a payment and to
/// its charges.
fn content_digest(line: &StatementLine, references: References) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(line.booked.to_string());
    hash.update(line.amount.cents().to_be_bytes());
    let reference = line.bank_reference.as_deref();
    match reference.filter(|_| references == References::Identify) {
        Some(reference) => {
            hash.update(b"reference");
            add_text(&mut hash, reference);
        }
        None => {
            hash.update(b"content");
            hash.update(line.value.to_string());
            add_text(&mut hash, &line.label);
            for detail in &line.details {
                hash.update(detail.amount.map_or(0, |amount| amount.cents()).to_be_bytes());
                let texts = [
                    &detail.name,
                    &detail.iban,
                    &detail.end_to_end,
                    &detail.mandate,
                    &detail.creditor_reference,
                    &detail.text,
                    &detail.return_reason,
                ];
                for text in texts {
                    add_text(&mut hash, text.as_deref().unwrap_or(""));
                }
            }
        }
    }
    hash.finalize().into()
}

/// Adds a text with its length, so that two neighbours cannot trade letters; runs of spaces count
/// as one, since forms with columns pad differently from one export to the next.
fn add_text(hash: &mut Sha256, text: &str) {
    let normal = text.split_whitespace().collect::<Vec<_>>().join(" ");
    hash.update((normal.len() as u64).to_be_bytes());
    hash.update(normal);
}

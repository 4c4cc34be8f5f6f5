//! The journal, record by record.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Pages, Place};

/// A page of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Journal {
    /// The records of this page, the newest first.
    pub records: Vec<Record>,
    /// How many records there are in all.
    pub count: u64,
    /// Which page of them.
    pub pages: Pages,
    /// The latest checkpoint, if one was signed.
    pub checkpoint: Option<Checkpoint>,
}

/// One record of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Record {
    /// Its number, from 0 or 1 as the journal counts.
    pub number: u64,
    /// Its time, written for people: “3 février 2026, 14 h 05 (UTC)”.
    pub time: String,
    /// What it records, in words: “contribution reçue”.
    pub kind: String,
    /// The pseudonym of who did it.
    pub actor: String,
    /// The hash of its header, in hexadecimal; the page shows the first twelve digits.
    pub hash: String,
    /// Where it leads, if it has a page.
    pub place: Option<Place>,
}

/// A signed checkpoint: what the journal was at a moment, in a form that other programs verify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Checkpoint {
    /// The number of records that it covers.
    pub size: u64,
    /// The Merkle root, as the note writes it (base64).
    pub root: String,
    /// The note as signed (C2SP tlog-checkpoint).
    pub note: String,
    /// The public key to verify it with, in the form of signed notes (`name+hash+key`).
    pub key: String,
    /// Names of the witnesses that cosigned it.
    pub witnesses: Vec<String>,
}

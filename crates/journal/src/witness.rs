//! Witnessing (C2SP `tlog-witness`): what is asked of a witness, and what it looks at before it cosigns.
//!
//! A federation watches the journals of its caisses, and they watch its own. Each shows its new
//! checkpoint with the proof that it continues the last one that the witness saw. A past that was
//! rewritten cannot be proved so, and the signed request that tried is evidence against its author.
//!
//! Absent on purpose: where the last checkpoint is kept. The caller keeps it before it answers, and
//! lets no other request of the same journal pass between the judgment and the keeping.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use caisse_units::Language;

use crate::merkle::verify_consistency;
use crate::{Checkpoint, CheckpointError, Digest, LONGEST_NOTE, NoteError, NoteKey, Signed};
use crate::{NoteSignature, SignedNote};

/// The most hashes of a proof that a request carries.
pub const MOST_HASHES: usize = 63;
/// The longest request in bytes: a note, its proof and the line before.
pub const LONGEST_REQUEST: usize = LONGEST_NOTE + 64 * 64;

/// What is asked of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The size that the witness saw last, as the asker knows it; 0 if it saw none.
    pub old: u64,
    /// The proof that the new tree continues that one; empty from 0.
    pub proof: Vec<Digest>,
    /// The new checkpoint, signed.
    pub note: SignedNote,
}

impl Submission {
    /// Reads the body of a request `add-checkpoint`.
    ///
    /// # Errors
    /// [`WitnessRefusal::Malformed`] names the line.
    pub fn parse(body: &str) -> Result<Submission, WitnessRefusal> {
        let malformed = |line: usize| WitnessRefusal::Malformed { line };
        if body.len() > LONGEST_REQUEST {
            return Err(malformed(0));
        }
        let (head, note) = body.split_once("\n\n").ok_or(malformed(1))?;
        let mut lines = head.split('\n');
        let size = lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(malformed(1))?;
        let canonical = |number: &u64| number.to_string() == size;
        let old = size.parse::<u64>().ok().filter(canonical).ok_or(malformed(1))?;
        let mut proof = Vec::new();
        for (index, line) in lines.enumerate() {
            let bytes = STANDARD.decode(line).ok().and_then(|bytes| bytes.try_into().ok());
            let hash = bytes.map(Digest::from_bytes).filter(|_| index < MOST_HASHES);
            proof.push(hash.ok_or(malformed(index + 2))?);
        }
        let note = SignedNote::parse(note).map_err(WitnessRefusal::Note)?;
        Ok(Submission { old, proof, note })
    }
}

/// The body of the request.
impl fmt::Display for Submission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(formatter, "{}", STANDARD.encode(hash.as_bytes()))?;
        }
        write!(formatter, "\n{}", self.note)
    }
}

/// The state of a journal that a witness saw last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How many records.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
}

/// Looks at a submission: signed by one of the keys known for that journal, and continuing what was
/// seen. The answer is the checkpoint that may be kept and cosigned. The cost is one signature and at
/// most 63 hashes.
///
/// # Errors
/// The first [`WitnessRefusal`], in the order of the specification.
pub fn judge(
    origin: &str,
    keys: &[NoteKey],
    seen: Option<Seen>,
    asked: &Submission,
) -> Result<Checkpoint, WitnessRefusal> {
    let checkpoint = Checkpoint::parse(asked.note.text()).map_err(WitnessRefusal::Checkpoint)?;
    if checkpoint.origin != origin {
        return Err(WitnessRefusal::UnknownOrigin { origin: checkpoint.origin });
    }
    if !keys.iter().any(|key| asked.note.signed_by(key) == Signed::Valid) {
        return Err(WitnessRefusal::NotSigned { origin: checkpoint.origin });
    }
    if asked.old > checkpoint.size {
        return Err(WitnessRefusal::OldBeyondSize { old: asked.old, size: checkpoint.size });
    }
    let known = seen.map_or(0, |seen| seen.size);
    if asked.old != known {
        return Err(WitnessRefusal::OtherSize { asked: asked.old, seen: known });
    }
    let Some(seen) = seen.filter(|seen| seen.size > 0) else {
        let nothing = asked.proof.is_empty();
        return nothing.then_some(checkpoint).ok_or(WitnessRefusal::NotContinued { old: 0 });
    };
    if seen.size == checkpoint.size && seen.root != checkpoint.root {
        return Err(WitnessRefusal::OtherRoot { size: seen.size });
    }
    let (size, root) = (checkpoint.size, checkpoint.root);
    if !verify_consistency(seen.size, seen.root, size, root, &asked.proof) {
        return Err(WitnessRefusal::NotContinued { old: seen.size });
    }
    Ok(checkpoint)
}

/// The lines of cosignatures that a witness answered.
///
/// # Errors
/// [`NoteError::SignatureLine`] with the number of the line.
pub fn read_answer(body: &str) -> Result<Vec<NoteSignature>, NoteError> {
    if body.len() > LONGEST_NOTE {
        return Err(NoteError::TooLong { length: body.len() as u64 });
    }
    SignedNote::read_signatures(body, 0)
}

/// Why a witness does not cosign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessRefusal {
    /// The body is not a request: the line, from 1; 0 when the whole is too long.
    Malformed {
        /// Its number.
        line: usize,
    },
    /// What follows is not a note.
    Note(NoteError),
    /// The note is not a checkpoint.
    Checkpoint(CheckpointError),
    /// A journal that this witness does not watch.
    UnknownOrigin {
        /// Its name.
        origin: String,
    },
    /// No signature by a key known for that journal.
    NotSigned {
        /// The journal.
        origin: String,
    },
    /// The size said to be seen is beyond the new one.
    OldBeyondSize {
        /// The size said to be seen.
        old: u64,
        /// The new one.
        size: u64,
    },
    /// Another size was seen last.
    OtherSize {
        /// The size said to be seen.
        asked: u64,
        /// The size seen.
        seen: u64,
    },
    /// The same size with another root: the past was rewritten.
    OtherRoot {
        /// The size.
        size: u64,
    },
    /// The proof does not show that the journal was only added to.
    NotContinued {
        /// The size seen.
        old: u64,
    },
}

impl WitnessRefusal {
    /// The status of HTTP that the specification gives to this refusal.
    pub fn status(&self) -> u16 {
        match self {
            WitnessRefusal::Malformed { .. }
            | WitnessRefusal::Note(_)
            | WitnessRefusal::Checkpoint(_)
            | WitnessRefusal::OldBeyondSize { .. } => 400,
            WitnessRefusal::NotSigned { .. } => 403,
            WitnessRefusal::UnknownOrigin { .. } => 404,
            WitnessRefusal::OtherSize { .. } | WitnessRefusal::OtherRoot { .. } => 409,
            WitnessRefusal::NotContinued { .. } => 422,
        }
    }

    /// True when the request, signed by the journal's own key, shows that its past was changed: it is
    /// kept as evidence.
    pub fn is_evidence(&self) -> bool {
        matches!(self, WitnessRefusal::OtherRoot { .. } | WitnessRefusal::NotContinued { .. })
    }

    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            WitnessRefusal::Malformed { line: 0 } => (
                format!("la demande dépasse {LONGEST_REQUEST} octets"),
                format!("the request is over {LONGEST_REQUEST} bytes"),
            ),
            WitnessRefusal::Malformed { line } => (
                format!(
                    "la ligne {line} de la demande n'est pas de la forme attendue (« old » et une taille, puis au plus {MOST_HASHES} empreintes, puis une ligne vide)"
                ),
                format!(
                    "line {line} of the request is not of the expected form (“old” and a size, then at most {MOST_HASHES} hashes, then an empty line)"
                ),
            ),
            WitnessRefusal::Note(error) => {
                (error.sentence(Language::French), error.sentence(Language::English))
            }
            WitnessRefusal::Checkpoint(error) => {
                (error.sentence(Language::French), error.sentence(Language::English))
            }
            WitnessRefusal::UnknownOrigin { origin } => (
                format!(
                    "« {origin} » n'est pas un journal que ce témoin suit ; les deux organisations doivent d'abord échanger leurs clés"
                ),
                format!(
                    "“{origin}” is not a journal that this witness watches; the two organisations have to exchange their keys first"
                ),
            ),
            WitnessRefusal::NotSigned { origin } => (
                format!("le point de contrôle n'est signé par aucune clé connue de « {origin} »"),
                format!("the checkpoint is signed by no known key of “{origin}”"),
            ),
            WitnessRefusal::OldBeyondSize { old, size } => (
                format!("la taille déjà vue ({old}) dépasse celle du point de contrôle ({size})"),
                format!("the size seen before ({old}) is beyond that of the checkpoint ({size})"),
            ),
            WitnessRefusal::OtherSize { asked, seen } => (
                format!(
                    "le témoin a vu {seen} enregistrements, et non {asked} : prouvez la suite à partir de {seen}"
                ),
                format!(
                    "the witness has seen {seen} records, not {asked}: prove what follows from {seen}"
                ),
            ),
            WitnessRefusal::OtherRoot { size } => (
                format!(
                    "à {size} enregistrements, ce journal n'est pas celui que le témoin a vu : son passé a été réécrit"
                ),
                format!(
                    "at {size} records, this journal is not the one that the witness saw: its past was rewritten"
                ),
            ),
            WitnessRefusal::NotContinued { old } => (
                format!(
                    "la preuve ne montre pas que ce journal continue les {old} enregistrements que le témoin a vus"
                ),
                format!(
                    "the proof does not show that this journal continues the {old} records that the witness saw"
                ),
            ),
        };
        language.choose(&french, &english).to_owned()
    }
}

impl fmt::Display for WitnessRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for WitnessRefusal {}

#[cfg(test)]
mod tests;

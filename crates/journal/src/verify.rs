//! Verification for anyone: the chain, the digests, the roots of the checkpoints, the signatures.
//! It tells what was checked, what was not, and what is wrong, in plain words.
//!
//! Absent on purpose: what events mean. Whoever can replay them adds balances to the report.

mod report;

pub use report::{Checked, Finding, NotChecked, Verification};

use std::collections::BTreeMap;
use std::io::Read;

use crate::archive::{ArchiveError, ArchiveReader};
use crate::{
    Checkpoint, Digest, Frontier, Head, Journal, JournalStore, NoteKey, OrganisationId, Payload,
    Record, Restored, Signed, SignedNote, StoreError, StoredCheckpoint,
};

/// What was read so far, by a reader that checks the chain. Memory: 32 bytes per record, the leaves
/// of the tree, because in an archive the checkpoints come after the records.
struct Verifier {
    organisation: OrganisationId,
    last: Option<Record>,
    leaves: Vec<Digest>,
    withheld: u64,
    broken: bool,
    checkpoints: Vec<StoredCheckpoint>,
    findings: Vec<Finding>,
}

impl Verifier {
    fn new(organisation: &OrganisationId) -> Verifier {
        Verifier {
            organisation: organisation.clone(),
            last: None,
            leaves: Vec::new(),
            withheld: 0,
            broken: false,
            checkpoints: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Takes the next record, which the reader found sound. One hash.
    fn sound(&mut self, record: &Record) {
        self.leaves.push(record.leaf());
        self.withheld += u64::from(record.payload_bytes().is_none());
        self.last = Some(record.without_payload());
    }

    /// The reader stopped: what follows is not read.
    fn stop(&mut self, finding: Finding) {
        self.broken = true;
        self.findings.push(finding);
    }

    /// The report. `keys` are the public keys that the reader trusts.
    fn finish(mut self, keys: &[NoteKey]) -> Verification {
        let records = self.leaves.len() as u64;
        let mut checked = vec![Checked::Chain { records }];
        checked.push(Checked::Payloads { records: records - self.withheld });
        let mut not_checked = Vec::new();
        if self.withheld > 0 {
            not_checked.push(NotChecked::PayloadsWithheld { records: self.withheld });
        }
        if self.broken {
            not_checked.push(NotChecked::AfterFault { from: records });
        }
        let notes = self.read_notes();
        self.check_roots(&notes, &mut checked, &mut not_checked);
        self.check_signatures(&notes, keys, &mut checked, &mut not_checked);
        let head = self.last.as_ref().map_or_else(|| Head::empty(&self.organisation), Head::after);
        Verification {
            organisation: self.organisation,
            head,
            checked,
            not_checked,
            findings: self.findings,
        }
    }

    /// The checkpoints that can be read and are about this journal, by size.
    fn read_notes(&mut self) -> Vec<(Checkpoint, SignedNote)> {
        let mut checkpoints = std::mem::take(&mut self.checkpoints);
        checkpoints.sort_by_key(|checkpoint| checkpoint.size);
        let mut notes = Vec::new();
        for stored in checkpoints {
            let size = stored.size;
            let note = match SignedNote::parse(&stored.note) {
                Ok(note) => note,
                Err(error) => {
                    self.findings.push(Finding::NoteUnreadable { size, error });
                    continue;
                }
            };
            match Checkpoint::parse(note.text()) {
                Err(error) => {
                    self.findings.push(Finding::CheckpointUnreadable { size, error });
                }
                Ok(checkpoint) if checkpoint.origin != self.organisation.as_str() => {
                    let origin = checkpoint.origin;
                    self.findings.push(Finding::OtherOrigin { size, origin });
                }
                Ok(checkpoint) if checkpoint.size != size => {
                    let said = checkpoint.size;
                    self.findings.push(Finding::OtherSize { size, said });
                }
                Ok(checkpoint) => notes.push((checkpoint, note)),
            }
        }
        notes
    }

    fn check_roots(
        &mut self,
        notes: &[(Checkpoint, SignedNote)],
        checked: &mut Vec<Checked>,
        not_checked: &mut Vec<NotChecked>,
    ) {
        let (mut frontier, mut compared) = (Frontier::new(), 0);
        let mut leaves = self.leaves.iter();
        for (checkpoint, _) in notes {
            let size = checkpoint.size;
            while frontier.size() < size {
                let Some(leaf) = leaves.next() else { break };
                frontier.push(*leaf);
            }
            if frontier.size() < size {
                // After a fault the end is unknown; without one, records were cut off.
                if self.broken {
                    not_checked.push(NotChecked::CheckpointAfterFault { size });
                } else {
                    let records = self.leaves.len() as u64;
                    self.findings.push(Finding::BeyondEnd { size, records });
                }
                continue;
            }
            let found = frontier.root();
            if found == checkpoint.root {
                compared += 1;
            } else {
                let expected = checkpoint.root;
                self.findings.push(Finding::OtherRoot { size, expected, found });
            }
        }
        match notes.last() {
            // After a fault, the checkpoints of an archive were not reached.
            None if self.broken => (),
            None => not_checked.push(NotChecked::NoCheckpoint),
            Some(_) if compared == 0 => (),
            Some((last, _)) => {
                checked.push(Checked::Roots { checkpoints: compared });
                let after = (self.leaves.len() as u64).saturating_sub(last.size);
                if after > 0 {
                    not_checked.push(NotChecked::AfterLastCheckpoint { records: after });
                }
            }
        }
    }

    fn check_signatures(
        &mut self,
        notes: &[(Checkpoint, SignedNote)],
        keys: &[NoteKey],
        checked: &mut Vec<Checked>,
        not_checked: &mut Vec<NotChecked>,
    ) {
        let mut valid: BTreeMap<String, u64> = BTreeMap::new();
        let mut unsigned = 0;
        for (checkpoint, note) in notes {
            let mut signed = false;
            for key in keys {
                match note.signed_by(key) {
                    Signed::Valid => {
                        signed = true;
                        *valid.entry(key.name().to_owned()).or_default() += 1;
                    }
                    Signed::Forged => {
                        let (size, name) = (checkpoint.size, key.name().to_owned());
                        self.findings.push(Finding::Forged { size, name });
                    }
                    Signed::Absent => (),
                }
            }
            unsigned += u64::from(!signed);
        }
        for (name, checkpoints) in valid {
            checked.push(Checked::Signatures { name, checkpoints });
        }
        if unsigned > 0 {
            not_checked.push(NotChecked::SignaturesUnknown { checkpoints: unsigned });
        }
    }
}

/// Verifies the journal of an organisation in a store; `replay` gets each sound record with its
/// payload, on the way.
pub fn verify_store(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    keys: &[NoteKey],
    mut replay: impl FnMut(&Record, Option<&Payload<'_>>),
) -> Verification {
    let mut verifier = Verifier::new(organisation);
    match read_store(store, organisation, &mut verifier, &mut replay) {
        Ok(_) => (),
        Err(StoreError::Chain { error, .. }) => verifier.stop(Finding::Chain(error)),
        Err(error) => verifier.stop(Finding::Store(error)),
    }
    verifier.finish(keys)
}

fn read_store(
    store: &dyn JournalStore,
    organisation: &OrganisationId,
    verifier: &mut Verifier,
    replay: &mut dyn FnMut(&Record, Option<&Payload<'_>>),
) -> Result<Head, StoreError> {
    verifier.checkpoints = store.checkpoints(organisation)?;
    Journal::open(store, organisation)?.replay(|record, payload| {
        verifier.sound(record);
        replay(record, payload);
        Ok(())
    })
}

/// Verifies an archive to its end, or to its first fault; `replay` gets each sound record with its
/// payload, on the way.
///
/// # Errors
/// [`ArchiveError`] when the beginning cannot be read.
pub fn verify_archive(
    from: impl Read,
    keys: &[NoteKey],
    mut replay: impl FnMut(&Record, Option<&Payload<'_>>),
) -> Result<Verification, ArchiveError> {
    let mut reader = ArchiveReader::open(from)?;
    let mut verifier = Verifier::new(reader.organisation());
    loop {
        match reader.next_item() {
            Ok(Some(Restored::Record(record))) => {
                verifier.sound(&record);
                let payload = record.payload().expect("the reader took it apart already");
                replay(&record, payload.as_ref());
            }
            Ok(Some(Restored::Checkpoint(checkpoint))) => verifier.checkpoints.push(checkpoint),
            Ok(Some(Restored::Sealed(_))) => (),
            Ok(None) => break,
            Err(ArchiveError::Chain(error)) => {
                verifier.stop(Finding::Chain(error));
                break;
            }
            Err(error) => {
                verifier.stop(Finding::Archive(error));
                break;
            }
        }
    }
    let mut report = verifier.finish(keys);
    if let Some(summary) = reader.summary() {
        report.checked.push(Checked::Archive { sealed: summary.sealed });
        if summary.sealed > 0 {
            report.not_checked.push(NotChecked::SealedContent { sealed: summary.sealed });
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests;

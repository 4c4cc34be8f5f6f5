//! Witnessing: we show our checkpoints to peers and keep their cosignatures; we look at theirs, keep
//! what we saw before we answer, and cosign.
//!
//! The key that cosigns is not the one that signs our journal. It is told in a note that our own key
//! signed (`/fil/temoin`), so that whoever compared our key once can trust it too.

use std::path::{Path, PathBuf};

use caisse_domain::Command;
use caisse_domain::federation;
use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_journal::witness::{
    LONGEST_REQUEST, Seen, Submission, WitnessRefusal, judge, read_answer,
};
use caisse_journal::{
    Checkpoint, CosignerKey, Digest, MerkleTree, NoteKey, Signed, SignedNote, StoredCheckpoint,
};
use caisse_units::Language;

use super::contacts::Contacts;
use super::source::Source;
use super::{PeersError, source_of, write_whole};
use crate::desk::Desk;
use crate::directory::Directory;

const FOLDER: &str = "witness";
const CARD: &str = "caisse witness 1";

/// What a witness answers to a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The cosignature, the size seen (status 409), or why not.
    pub text: String,
}

/// The key of our witness, in a note that our own key signed.
///
/// # Errors
/// The keys of the directory.
pub fn witness_card(directory: &Directory) -> Result<String, PeersError> {
    let text = format!("{CARD}\n{}\n", directory.cosigner()?.public());
    let mut note = SignedNote::new(text)?;
    note.sign(&directory.signer()?);
    Ok(note.to_string())
}

fn read_card(card: &str, key: &NoteKey) -> Option<CosignerKey> {
    let note = SignedNote::parse(card).ok()?;
    let named = note.text().strip_prefix(CARD)?.trim();
    let signed = note.signed_by(key) == Signed::Valid;
    CosignerKey::parse(named).ok().filter(|named| signed && named.name() == key.name())
}

/// Looks at the checkpoint of a peer, for it: what was seen is on the disk before the answer is
/// given, and one submission waits for another. The desk may be open for reading only.
///
/// # Errors
/// [`PeersError`] of our own side; refusals are answers.
pub fn look_at(desk: &Desk, body: &str) -> Result<Answer, PeersError> {
    let refused = |refusal: &WitnessRefusal| {
        let text = match refusal {
            WitnessRefusal::OtherSize { seen, .. } => format!("{seen}\n"),
            other => format!("{}\n", other.sentence(Language::English)),
        };
        Answer { status: refusal.status(), text }
    };
    let asked = match Submission::parse(body) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let origin = asked.note.text().lines().next().unwrap_or_default().to_owned();
    let Some((_, peer)) = desk.state()?.federation.by_origin(&origin) else {
        return Ok(refused(&WitnessRefusal::UnknownOrigin { origin }));
    };
    let keys = [NoteKey::parse(&peer.card.key)?];
    let cosigner = desk.directory.cosigner()?;
    let folder = desk.directory.root().join(FOLDER);
    let disk = |error| PeersError::Disk { path: folder.clone(), error };
    std::fs::create_dir_all(&folder).map_err(disk)?;
    let lock = std::fs::File::create(folder.join("lock")).map_err(disk)?;
    lock.lock().map_err(disk)?;
    let path = folder.join(format!("{origin}.checkpoint"));
    match judge(&origin, &keys, seen(&path)?, &asked) {
        Ok(_) => {
            write_whole(&path, asked.note.to_string().as_bytes()).map_err(disk)?;
            let second = u64::try_from(desk.house.clock().now().0 / 1000).unwrap_or(0);
            Ok(Answer { status: 200, text: format!("{}\n", cosigner.cosign(&asked.note, second)) })
        }
        Err(refusal) => {
            if refusal.is_evidence() {
                keep(&folder, &origin, &refusal, &asked).map_err(disk)?;
            }
            Ok(refused(&refusal))
        }
    }
}

fn seen(path: &Path) -> Result<Option<Seen>, PeersError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PeersError::Disk { path: path.to_owned(), error }),
    };
    let note = SignedNote::parse(&text)?;
    let unreadable = |_| PeersError::Unreadable { path: path.to_owned() };
    let checkpoint = Checkpoint::parse(note.text()).map_err(unreadable)?;
    Ok(Some(Seen { size: checkpoint.size, root: checkpoint.root }))
}

/// Keeps what was refused. Two roots of one size under the owner's signature are proof by
/// themselves (`.evidence`); a proof that does not hold may have been sent by anybody (`.doubt`).
fn keep(
    folder: &Path,
    origin: &str,
    refusal: &WitnessRefusal,
    asked: &Submission,
) -> std::io::Result<()> {
    let proof = matches!(refusal, WitnessRefusal::OtherRoot { .. });
    let kind = if proof { "evidence" } else { "doubt" };
    let digest = Digest::of(asked.note.text().as_bytes()).to_string();
    let path = folder.join(format!("{origin}-{}.{kind}", &digest[..16]));
    match path.exists() {
        true => Ok(()),
        false => write_whole(&path, asked.note.to_string().as_bytes()),
    }
}

/// The proofs of rewritten pasts that our witness kept: the peer's identifier and the signed
/// checkpoint.
///
/// # Errors
/// [`PeersError::Disk`].
pub fn evidence_files(desk: &Desk) -> Result<Vec<(String, String)>, PeersError> {
    let folder = desk.directory.root().join(FOLDER);
    let fail = |path: &Path, error| PeersError::Disk { path: path.to_owned(), error };
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(&folder, error)),
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| fail(&folder, error))?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "evidence"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let note = std::fs::read_to_string(&path).map_err(|error| fail(&path, error))?;
        let origin = note.lines().next().unwrap_or_default().to_owned();
        found.push((origin, note));
    }
    Ok(found)
}

/// Takes into the journal the proofs that our witness kept since; gives how many.
///
/// # Errors
/// [`PeersError`].
pub fn keep_evidence(desk: &mut Desk, actor: Actor) -> Result<usize, PeersError> {
    let mut kept = 0;
    for (origin, note) in evidence_files(desk)? {
        let Some((peer, known)) = desk.state()?.federation.by_origin(&origin) else { continue };
        let key = format!("witness:{origin}:{}", &Digest::of(note.as_bytes()).to_string()[..16]);
        if known.evidence.contains(&note) {
            continue;
        }
        let command = federation::Command::KeepEvidence { peer, note };
        let (command, sealed) = (Command::Federation(command), Vec::new());
        let done = desk.house.execute(crate::house::Request { key, actor, command, sealed })?;
        kept += usize::from(!done.repeated);
    }
    Ok(kept)
}

/// What came of showing our checkpoint to a peer.
#[derive(Debug)]
pub struct Witnessed {
    /// To whom.
    pub peer: PeerId,
    /// Its identifier.
    pub origin: String,
    /// When it cosigned, in seconds since 1970; or why not.
    pub outcome: Result<u64, PeersError>,
}

/// Signs a checkpoint, shows it to every peer whose place is known, and keeps it with their
/// cosignatures.
///
/// # Errors
/// [`PeersError`] of our own side.
pub fn witness(desk: &mut Desk) -> Result<(String, Vec<Witnessed>), PeersError> {
    let mut note = SignedNote::parse(&desk.checkpoint()?)?;
    let tree = tree(desk)?;
    let peers: Vec<(PeerId, String)> =
        desk.state()?.federation.peers().map(|(id, one)| (id, one.card.origin.clone())).collect();
    let mut list = Vec::new();
    for (peer, origin) in peers {
        let source = match source_of(desk, peer, None) {
            Ok(source) => source,
            Err(PeersError::NoAddress { .. }) => continue,
            Err(error) => return Err(error),
        };
        let outcome = cosigned_by(desk, peer, &*source, &tree, &mut note);
        list.push(Witnessed { peer, origin, outcome });
    }
    let stored = StoredCheckpoint { size: tree.size(), note: note.to_string() };
    desk.house.store().put_checkpoint(desk.directory.organisation(), &stored)?;
    Ok((stored.note, list))
}

/// The tree over all records. Linear in the journal.
fn tree(desk: &Desk) -> Result<MerkleTree, PeersError> {
    let (store, organisation) = (desk.house.store(), desk.directory.organisation());
    let (size, mut tree) = (desk.house.head().size, MerkleTree::new());
    while tree.size() < size {
        let records = store.read(organisation, tree.size(), 4096)?;
        if records.is_empty() {
            break;
        }
        for record in records.iter().take((size - tree.size()) as usize) {
            tree.push(record.leaf());
        }
    }
    Ok(tree)
}

fn cosigned_by(
    desk: &Desk,
    peer: PeerId,
    source: &dyn Source,
    tree: &MerkleTree,
    note: &mut SignedNote,
) -> Result<u64, PeersError> {
    let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
    let origin = known.card.origin.clone();
    let key = NoteKey::parse(&known.card.key)?;
    let contact = Contacts::read(desk.directory.root())?.of(&origin);
    let kept = contact.witness.as_deref().and_then(|text| CosignerKey::parse(text).ok());
    let witness = match kept {
        Some(witness) => witness,
        None => {
            let card = source.witness_card()?;
            read_card(&card, &key).ok_or(PeersError::WitnessKey { peer })?
        }
    };
    let answer = submitted(source, contact.cosigned, tree, note)?;
    for signature in read_answer(&answer)? {
        if (signature.name.as_str(), signature.key_hash) == (witness.name(), witness.hash()) {
            note.attach(signature)?;
        }
    }
    let second = witness.cosigned(note).ok_or(PeersError::WitnessKey { peer })?;
    Contacts::note(desk, &origin, |contact| {
        contact.witness = Some(witness.to_string());
        contact.cosigned = tree.size();
    })?;
    Ok(second)
}

/// Submits, and once more from the size that the witness says it saw.
fn submitted(
    source: &dyn Source,
    old: u64,
    tree: &MerkleTree,
    note: &SignedNote,
) -> Result<String, PeersError> {
    let size = tree.size();
    let mut old = old.min(size);
    for attempt in 0..2 {
        let proof = match old {
            0 => Vec::new(),
            old => tree.consistency_proof(old, size).unwrap_or_default(),
        };
        let submission = Submission { old, proof, note: note.clone() }.to_string();
        debug_assert!(submission.len() <= LONGEST_REQUEST, "our own requests are short");
        let (status, text) = source.add_checkpoint(&submission)?;
        match (status, text.trim().parse::<u64>()) {
            (200, _) => return Ok(text),
            (409, Ok(seen)) if seen > size => return Err(PeersError::SeenMore { seen, size }),
            (409, Ok(seen)) if attempt == 0 => old = seen,
            _ => {
                let said = text.trim().chars().take(300).collect();
                return Err(PeersError::NotCosigned { status, said });
            }
        }
    }
    Err(PeersError::NotCosigned { status: 409, said: String::new() })
}

/// A cosignature on one of our checkpoints that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Whose.
    pub witness: String,
    /// How many records it covers.
    pub size: u64,
    /// When, in seconds since 1970.
    pub second: u64,
}

/// The latest cosignature of each witness that we know, over all checkpoints that are kept.
///
/// # Errors
/// The disk and the store.
pub fn cosigned(directory: &Directory) -> Result<Vec<Cosigned>, PeersError> {
    let contacts = Contacts::read(directory.root())?;
    let checkpoints = directory.store().checkpoints(directory.organisation())?;
    let mut list = Vec::new();
    for contact in contacts.0.values() {
        let key = contact.witness.as_deref().and_then(|text| CosignerKey::parse(text).ok());
        let Some(key) = key else { continue };
        let latest = checkpoints.iter().rev().find_map(|kept| {
            let second = key.cosigned(&SignedNote::parse(&kept.note).ok()?)?;
            Some(Cosigned { witness: key.name().to_owned(), size: kept.size, second })
        });
        list.extend(latest);
    }
    Ok(list)
}

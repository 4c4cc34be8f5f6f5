//! Other organisations, from our side of the wire: our feed is written and served, theirs are pulled
//! and taken, checkpoints are shown to witnesses and cosigned for others.
//!
//! An organisation in a directory of this machine and one on another server speak the same way: a
//! [`Source`] gives pages of signed messages, and everything else is the same. What is taken goes
//! through the journal like any command; files beside the journal (`feed.ndjson`, `peers.json`,
//! `witness/`) hold only what was signed, when a peer was last reached, and what was cosigned.
//!
//! Absent on purpose: what a message means (`domain`), sockets that listen (`web`), which office may
//! ask for it (the caller says who acts).

mod audit;
mod contacts;
mod error;
mod feed;
mod news;
mod passing;
mod source;
mod sync;
mod witness;

#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use caisse_domain::federation::{self, Card};
use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation};
use caisse_journal::Digest;
use caisse_rules::{Value, ValueType};
use caisse_units::{Amount, Month};

use crate::desk::Desk;
use crate::error::ExecuteError;

pub use audit::{AuditError, Audited, audit};
pub use contacts::{Contact, Contacts};
pub use error::PeersError;
pub use feed::{FEED, Published, page, publish};
pub use news::{Errands, News, take_news};
pub use passing::pass_on;
pub use source::{DirectorySource, Source, Web, WebSource, nudge};
pub use sync::{Report, source_of, sync, sync_all};
pub use witness::{
    Answer, Cosigned, Witnessed, cosigned, evidence_files, keep_evidence, look_at, witness,
    witness_card,
};

/// How others know us: what both sides compare before they tie.
///
/// # Errors
/// [`PeersError`] when nothing is founded yet, or the signing key cannot be read.
pub fn own_card(desk: &Desk, address: Option<String>) -> Result<Card, PeersError> {
    let state = desk.state()?;
    let said = state.federation.sent().iter().rev().find_map(|sent| match &sent.message {
        federation::Message::Moved { address } => Some(address.clone()),
        _ => None,
    });
    Ok(Card {
        origin: desk.directory.organisation().to_string(),
        name: state.founding.name.clone(),
        key: desk.directory.signer()?.public().to_string(),
        address: address.or(said),
    })
}

/// A key as two people compare it aloud: twelve groups of five digits, of the SHA-256 of its written
/// form (each group is five bytes modulo 100,000; 199 bits in all).
pub fn key_in_digits(key: &str) -> Vec<String> {
    let digest = Digest::of_parts(&[b"caisse key digits 1\n", key.as_bytes()]);
    let more = Digest::of_parts(&[b"caisse key digits 2\n", key.as_bytes()]);
    let bytes = digest.as_bytes()[..30].chunks(5).chain(more.as_bytes()[..30].chunks(5));
    bytes
        .map(|group| {
            let number = group.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        })
        .collect()
}

/// Draws a new signing key and announces it in the feed, under the old one; from the next message on
/// the new one signs. Interrupted, it can be asked again: the key that waits is the one announced.
///
/// # Errors
/// [`PeersError`].
pub fn turn_key(desk: &mut Desk, actor: Actor) -> Result<String, PeersError> {
    let key = desk.directory.draw_pending_signer()?.public().to_string();
    let said = desk.state()?.federation.sent().iter().any(
        |sent| matches!(&sent.message, federation::Message::Key { key: told } if *told == key),
    );
    if !said {
        let announce = federation::Command::Announce { key: Some(key.clone()), address: None };
        desk.act(actor, Command::Federation(announce))?;
    }
    publish(desk)?;
    Ok(key)
}

/// The base of a month's contributions: the sum of what members declared for the input that the
/// contribution rule asks of them in euros; `None` when it asks for none or when nobody declared it.
///
/// # Errors
/// [`ExecuteError`] when a situation cannot be opened.
pub fn base_of(desk: &Desk, month: Month) -> Result<Option<Amount>, ExecuteError> {
    let state = desk.state()?;
    let on = month.first_day();
    let Some(input) = declared_base(state, month) else { return Ok(None) };
    let situations = desk.people.situations(state, on)?;
    let called = state.contributions.claims_of(month).map(|(_, claim)| claim.member);
    let (mut sum, mut any) = (Amount::ZERO, false);
    for member in called.collect::<std::collections::BTreeSet<_>>() {
        let declared = situations.get(&member).and_then(|situation| situation.get(&input));
        let value = declared.map(|text| Value::parse(ValueType::Euros, text));
        if let Some(Ok(Value::Euros(amount))) = value {
            sum = sum.plus(amount);
            any = true;
        }
    }
    Ok(any.then_some(sum))
}

/// The name of the first input in euros that members declare for the contribution rule of a month.
fn declared_base(state: &Organisation, month: Month) -> Option<String> {
    let rule = state.rules.contribution(month.first_day()).ok()?;
    let base = rule.asks().iter().find(|input| {
        let known = ["demande", "deja_recu"].contains(&input.name.as_str());
        input.kind == ValueType::Euros && !input.optional && !known
    })?;
    Some(base.name.clone())
}

/// The identifier of a peer in our files, once it is known.
fn origin_of(state: &Organisation, peer: PeerId) -> Result<String, PeersError> {
    let known = state.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
    Ok(known.card.origin.clone())
}

/// Writes a file whole or not at all: a draft, flushed, in the place of the one before.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".draft");
    let draft = PathBuf::from(draft);
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    sync_folder(path);
    Ok(())
}

/// Flushes the folder of a file, where the system can; a name that is lost is written again.
pub(crate) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| std::fs::File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

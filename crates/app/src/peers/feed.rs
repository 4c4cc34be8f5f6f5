//! Our own feed: what the journal says we said, signed line after line in `feed.ndjson`.
//!
//! The journal is first: a message is an event there, and its line is signed and added after. Whatever
//! is missing at the end of the file is added at the next start or after the next command. A line,
//! once whole, is never written in other words; a key that turns signs beside the one before.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use caisse_domain::Organisation;
use caisse_domain::federation::{Message, Sent};
use caisse_journal::{NoteSigner, OrganisationId};
use caisse_messages::{Content, Feed, Kind, Message as Signed, To, page};
use caisse_units::Day;

use super::{PeersError, origin_of, sync_folder, write_whole};
use crate::desk::Desk;

/// The file of the feed in the directory of an organisation.
pub const FEED: &str = "feed.ndjson";

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The messages of the feed.
    pub said: u64,
    /// Those that were added.
    pub added: u64,
}

/// What the file holds.
struct Kept {
    /// Its whole lines.
    lines: u64,
    /// The last of them.
    last: Option<Signed>,
    /// Bytes of whole lines; what follows was torn.
    good: u64,
}

/// Signs and adds what our journal says we said and our feed does not say yet. Costs one reading of
/// the file, nothing when we never said anything.
///
/// # Errors
/// [`PeersError::FeedAhead`] and [`PeersError::FeedOther`] when the journal is not the one that the
/// feed was published from; the disk and the keys.
pub fn publish(desk: &mut Desk) -> Result<Published, PeersError> {
    let state = desk.state()?;
    let sent = state.federation.sent();
    if sent.is_empty() {
        return Ok(Published { said: 0, added: 0 });
    }
    let path = desk.directory.root().join(FEED);
    let kept = kept(&path)?;
    let said = sent.len() as u64;
    check(&kept, sent)?;
    let mut signer = desk.directory.signer()?;
    let own = desk.directory.organisation();
    let mut feed = kept.last.as_ref().map_or_else(|| Feed::new(own.clone()), Feed::after);
    let mut rest = kept.lines as usize;
    // A key that was announced and not taken over yet, since the program stopped in between.
    if let Some(last) = rest.checked_sub(1).map(|last| &sent[last]) {
        signer = turned(desk, &path, last, signer)?;
    }
    cut(&path, kept.good)?;
    while rest < sent.len() {
        let key = sent[rest..].iter().position(|one| matches!(one.message, Message::Key { .. }));
        let until = key.map_or(sent.len(), |key| rest + key + 1);
        let mut lines = String::new();
        for one in &sent[rest..until] {
            let message = feed.write(&signer, second_of(one.on), content(state, one)?)?;
            lines.push_str(&page::line(&message));
        }
        append(&path, lines.as_bytes())?;
        signer = turned(desk, &path, &sent[until - 1], signer)?;
        rest = until;
    }
    Ok(Published { said, added: said - kept.lines })
}

/// Noon of the day on which it was said, so that the same journal makes the same lines again.
fn second_of(day: Day) -> u64 {
    let epoch = Day::new(1970, 1, 1).expect("a day of the calendar");
    u64::try_from(day.days_since(epoch)).unwrap_or(0) * 86_400 + 43_200
}

fn content(state: &Organisation, sent: &Sent) -> Result<Content, PeersError> {
    let to = match sent.to {
        None => To::All,
        Some(peer) => {
            let origin = origin_of(state, peer)?;
            let origin = OrganisationId::new(&origin).map_err(|_| PeersError::Unknown { peer })?;
            To::One(origin)
        }
    };
    let kind = Kind::new(sent.message.kind())?;
    let body = serde_json::to_string(&sent.message).expect("messages are plain data");
    Ok(Content { to, kind, body })
}

/// The journal and the feed tell the same story as far as the feed goes.
fn check(kept: &Kept, sent: &[Sent]) -> Result<(), PeersError> {
    let known = sent.len() as u64;
    if kept.lines > known {
        return Err(PeersError::FeedAhead { said: kept.lines, known });
    }
    let Some(last) = &kept.last else { return Ok(()) };
    let number = kept.lines;
    let same = last.heading().number == number
        && serde_json::from_str::<Message>(last.body())
            .is_ok_and(|message| message == sent[number as usize - 1].message);
    if same { Ok(()) } else { Err(PeersError::FeedOther { number }) }
}

/// Takes over the key that a message announced, when it is the one that waits.
fn turned(
    desk: &Desk,
    path: &Path,
    said: &Sent,
    signer: NoteSigner,
) -> Result<NoteSigner, PeersError> {
    let Message::Key { key } = &said.message else { return Ok(signer) };
    let Some(next) = desk.directory.pending_signer()? else { return Ok(signer) };
    if next.public().to_string() != *key {
        return Ok(signer);
    }
    // Whoever meets us later knows only the new key: it vouches for what was said before.
    let bytes = std::fs::read(path).map_err(|error| disk(path, error))?;
    let mut lines = String::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        for message in page::read(line)? {
            let mut note = message.note().clone();
            note.sign(&next);
            lines.push_str(&page::line(&Signed::new(note, message.body().to_owned())?));
        }
    }
    write_whole(path, lines.as_bytes()).map_err(|error| disk(path, error))?;
    desk.directory.promote_signer()?;
    Ok(next)
}

fn kept(path: &Path) -> Result<Kept, PeersError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(disk(path, error)),
    };
    let good = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    let whole = &bytes[..good];
    let lines = whole.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let (mut count, mut last) = (0, None);
    for line in lines {
        count += 1;
        last = Some(line);
    }
    let unreadable = |_| PeersError::Unreadable { path: path.to_owned() };
    let last = last.map(|line| page::read(line).map_err(unreadable)).transpose()?;
    Ok(Kept { lines: count, last: last.and_then(|mut read| read.pop()), good: good as u64 })
}

/// Cuts a torn line off.
fn cut(path: &Path, good: u64) -> Result<(), PeersError> {
    let Ok(length) = std::fs::metadata(path).map(|data| data.len()) else { return Ok(()) };
    if length == good {
        return Ok(());
    }
    let file = std::fs::OpenOptions::new().write(true).open(path);
    file.and_then(|file| file.set_len(good).and_then(|()| file.sync_all()))
        .map_err(|error| disk(path, error))
}

fn append(path: &Path, lines: &[u8]) -> Result<(), PeersError> {
    let fresh = !path.exists();
    let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(lines).and_then(|()| file.sync_all()))
        .map_err(|error| disk(path, error))?;
    if fresh {
        sync_folder(path);
    }
    Ok(())
}

/// The messages after that number, as many as fit into a page; a torn line at the end is left out.
/// Reads the file up to the end of the page.
///
/// # Errors
/// [`PeersError::Disk`]; no file is an empty feed.
pub fn page(root: &Path, after: u64) -> Result<Vec<u8>, PeersError> {
    let path = root.join(FEED);
    let file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(disk(&path, error)),
    };
    let mut reader = BufReader::with_capacity(256 * 1024, file);
    let (mut page, mut line, mut number) = (Vec::new(), Vec::new(), 0_u64);
    loop {
        line.clear();
        reader.read_until(b'\n', &mut line).map_err(|error| disk(&path, error))?;
        if line.last() != Some(&b'\n') {
            return Ok(page);
        }
        number += 1;
        if number <= after {
            continue;
        }
        let full = number - after > page::MOST_MESSAGES as u64;
        if full || page.len() + line.len() > page::LONGEST_PAGE {
            return Ok(page);
        }
        page.extend_from_slice(&line);
    }
}

fn disk(path: &Path, error: std::io::Error) -> PeersError {
    PeersError::Disk { path: PathBuf::from(path), error }
}

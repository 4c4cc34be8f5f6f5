//! Pulling the feeds of peers and taking what they say, once and in order.

use std::path::PathBuf;

use caisse_domain::Command;
use caisse_domain::federation::{self, Message};
use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_journal::{Digest, NoteKey, OrganisationId};
use caisse_messages::{Fault, Message as Signed, Reader, Taken, To, page};
use caisse_units::Language;

use super::contacts::{Contact, Contacts};
use super::source::{DirectorySource, Source, WebSource};
use super::{PeersError, publish, witness};
use crate::desk::Desk;
use crate::error::ExecuteError;
use crate::house::Request;

/// How many messages of several peers share one commit.
const MESSAGES_A_COMMIT: usize = 1000;
/// The most pages of one visit: a feed without end does not keep us for ever.
const MOST_PAGES: usize = 100;

/// What a visit gave.
#[derive(Debug)]
pub struct Report {
    /// Whose feed.
    pub peer: PeerId,
    /// Its identifier.
    pub origin: String,
    /// How many messages were taken now.
    pub taken: u64,
    /// The number of the next one.
    pub next: u64,
    /// The highest number seen in its feed; what lies between is the lag.
    pub highest: u64,
    /// When its feed was last read, in milliseconds since 1970.
    pub last_contact: Option<i64>,
    /// What stopped the visit; what was taken before stands.
    pub fault: Option<PeersError>,
}

impl Report {
    /// How many messages were seen and not taken.
    pub fn lag(&self) -> u64 {
        (self.highest + 1).saturating_sub(self.next)
    }
}

/// Where a peer is reached: the directory that was given now or before, else its address.
///
/// # Errors
/// [`PeersError::NoAddress`], [`PeersError::Unknown`]; the disk.
pub fn source_of(
    desk: &Desk,
    peer: PeerId,
    from: Option<PathBuf>,
) -> Result<Box<dyn Source>, PeersError> {
    let mut contacts = Contacts::read(desk.directory.root())?;
    if let Some(from) = from {
        let origin = super::origin_of(desk.state()?, peer)?;
        let from = std::path::absolute(&from)
            .map_err(|error| PeersError::Disk { path: from.clone(), error })?;
        contacts.0.entry(origin).or_default().directory = Some(from);
        contacts.write(desk.directory.root())?;
    }
    source_among(desk, &contacts, peer)
}

fn source_among(
    desk: &Desk,
    contacts: &Contacts,
    peer: PeerId,
) -> Result<Box<dyn Source>, PeersError> {
    let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
    let directory = contacts.0.get(&known.card.origin).and_then(|one| one.directory.clone());
    match (directory, &known.card.address) {
        (Some(root), _) => {
            let clock = std::sync::Arc::clone(desk.house.clock());
            Ok(Box::new(DirectorySource::new(root, clock)))
        }
        (None, Some(address)) => Ok(Box::new(WebSource::new(address))),
        (None, None) => Err(PeersError::NoAddress { peer }),
    }
}

/// Visits every peer whose place is known, in the order of their numbers, those above first: what
/// they set is in force before statements of others are read.
///
/// # Errors
/// [`PeersError`] of our own side; those of a visit stand in its report.
pub fn sync_all(desk: &mut Desk, actor: Actor) -> Result<Vec<Report>, PeersError> {
    super::pass_on(desk, actor)?;
    publish(desk)?;
    witness::keep_evidence(desk, actor)?;
    let mut peers: Vec<(bool, PeerId)> = desk
        .state()?
        .federation
        .peers()
        .map(|(id, peer)| (peer.side != federation::Side::Above, id))
        .collect();
    peers.sort_unstable();
    let (mut contacts, mut reports) = (Contacts::read(desk.directory.root())?, Vec::new());
    let mut open = Vec::new();
    let mut requests = Vec::new();
    for (_, peer) in peers {
        let source = match source_among(desk, &contacts, peer) {
            Ok(source) => source,
            Err(PeersError::NoAddress { .. }) => continue,
            Err(error) => return Err(error),
        };
        let mut visit = Visit::of(desk, actor, peer)?;
        let first = visit.first_page(desk, &*source).map(|list| requests.extend(list));
        open.push((visit, source, first.err()));
        if requests.len() >= MESSAGES_A_COMMIT {
            take_together(desk, &mut requests);
        }
    }
    take_together(desk, &mut requests);
    for (mut visit, source, fault) in open {
        let fault = fault.or_else(|| visit.read(desk, &*source).err());
        reports.push(visit.end(desk, &mut contacts, fault)?);
    }
    contacts.write(desk.directory.root())?;
    publish(desk)?;
    Ok(reports)
}

/// Visits one peer: reads its feed from the last message that was taken, verifies it, and takes what
/// is new. The cost is one signature and one commit's share a message, and 32 bytes for each that was
/// ever taken.
///
/// # Errors
/// [`PeersError`] of our own side; what is wrong with the peer stands in the report.
pub fn sync(
    desk: &mut Desk,
    actor: Actor,
    peer: PeerId,
    source: &dyn Source,
) -> Result<Report, PeersError> {
    let mut contacts = Contacts::read(desk.directory.root())?;
    let mut visit = Visit::of(desk, actor, peer)?;
    let fault = visit.read(desk, source).err();
    let report = visit.end(desk, &mut contacts, fault)?;
    contacts.write(desk.directory.root())?;
    Ok(report)
}

/// Takes messages of several peers in one commit. An answer that is not good is not told here: the
/// visit of that peer meets it again, and tells it.
fn take_together(desk: &mut Desk, requests: &mut Vec<Request>) {
    desk.house.execute_batch(std::mem::take(requests));
}

/// Notes that a peer was looked for now.
fn tried(contact: &mut Contact, desk: &Desk, reached: bool, fault: Option<&PeersError>) {
    let now = desk.house.clock().now().0;
    contact.last_try = Some(now);
    if reached {
        contact.last_contact = Some(now);
    }
    contact.trouble =
        fault.map(|fault| (fault.sentence(Language::French), fault.sentence(Language::English)));
}

/// A page that was read before, to be taken later.
pub struct Fetched(Vec<u8>);

impl Source for Fetched {
    fn page(&self, _: u64) -> Result<Vec<u8>, PeersError> {
        Ok(self.0.clone())
    }

    fn witness_card(&self) -> Result<String, PeersError> {
        Err(PeersError::Unreachable { place: "page".to_owned(), detail: String::new() })
    }

    fn add_checkpoint(&self, _: &str) -> Result<(u16, String), PeersError> {
        self.witness_card().map(|card| (0, card))
    }
}

/// Reads one page of every peer over a desk that may be open for reading only, and keeps those with
/// something to take: whoever waits for a slow peer holds nobody's pen meanwhile.
///
/// # Errors
/// [`PeersError`] of our own side.
pub fn fetch_news(desk: &Desk) -> Result<Vec<(PeerId, Fetched)>, PeersError> {
    let peers: Vec<(PeerId, u64)> = desk
        .state()?
        .federation
        .peers()
        .filter(|(_, peer)| peer.evidence.is_empty())
        .map(|(id, peer)| (id, peer.next() - 1))
        .collect();
    let (mut contacts, mut news) = (Contacts::read(desk.directory.root())?, Vec::new());
    for (peer, taken) in peers {
        let Ok(source) = source_among(desk, &contacts, peer) else { continue };
        let origin = super::origin_of(desk.state()?, peer)?;
        let read = source.page(taken.saturating_sub(1));
        tried(contacts.0.entry(origin).or_default(), desk, read.is_ok(), read.as_ref().err());
        if let Ok(bytes) = read
            && !is_known(desk, peer, &bytes)?
        {
            news.push((peer, Fetched(bytes)));
        }
    }
    contacts.write(desk.directory.root())?;
    Ok(news)
}

/// True of a page with nothing but the message that was taken last: the rest is for the pen to look at.
fn is_known(desk: &Desk, peer: PeerId, bytes: &[u8]) -> Result<bool, PeersError> {
    let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
    Ok(match page::read(bytes).as_deref() {
        Ok([]) => known.taken.is_empty(),
        Ok([one]) => known.taken.last() == Some(&one.heading().digest().to_string()),
        _ => false,
    })
}

struct Visit {
    peer: PeerId,
    actor: Actor,
    before: u64,
    highest: u64,
    reached: bool,
}

impl Visit {
    fn of(desk: &Desk, actor: Actor, peer: PeerId) -> Result<Visit, PeersError> {
        let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
        let before = known.next();
        Ok(Visit { peer, actor, before, highest: before - 1, reached: false })
    }

    /// The commands that the first page makes, up to a fault, which the visit itself then meets.
    fn first_page(&mut self, desk: &Desk, source: &dyn Source) -> Result<Vec<Request>, PeersError> {
        let messages = self.page(desk, source)?;
        Ok(self.judged(desk, &messages)?.0)
    }

    /// Asks for the last message that was taken and those after it: a feed that changed that one is
    /// found out.
    fn page(&mut self, desk: &Desk, source: &dyn Source) -> Result<Vec<Signed>, PeersError> {
        let known = self.known(desk)?;
        if !known.evidence.is_empty() {
            return Err(PeersError::Contradicted { peer: self.peer });
        }
        let taken = known.next() - 1;
        let bytes = source.page(taken.saturating_sub(1))?;
        self.reached = true;
        let messages = page::read(&bytes)?;
        if messages.is_empty() && taken > 0 {
            return Err(PeersError::Shorter { taken });
        }
        let last = messages.iter().map(|message| message.heading().number).max();
        self.highest = self.highest.max(last.unwrap_or(0));
        Ok(messages)
    }

    /// What the visit gave, noted.
    fn end(
        self,
        desk: &Desk,
        contacts: &mut Contacts,
        fault: Option<PeersError>,
    ) -> Result<Report, PeersError> {
        let known = self.known(desk)?;
        let (origin, next) = (known.card.origin.clone(), known.next());
        let contact = contacts.0.entry(origin.clone()).or_default();
        tried(contact, desk, self.reached, fault.as_ref());
        contact.highest = contact.highest.max(self.highest);
        Ok(Report {
            peer: self.peer,
            origin,
            taken: next - self.before,
            next,
            highest: contact.highest,
            last_contact: contact.last_contact,
            fault,
        })
    }

    fn read(&mut self, desk: &mut Desk, source: &dyn Source) -> Result<(), PeersError> {
        for _ in 0..MOST_PAGES {
            let messages = self.page(desk, source)?;
            if self.take(desk, &messages)? == 0 {
                return Ok(());
            }
        }
        Ok(())
    }

    fn known<'a>(&self, desk: &'a Desk) -> Result<&'a federation::Peer, PeersError> {
        let peer = self.peer;
        desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })
    }

    /// Takes a page; gives how many messages were new. What comes before a fault is taken.
    fn take(&mut self, desk: &mut Desk, messages: &[Signed]) -> Result<usize, PeersError> {
        let (requests, fault) = self.judged(desk, messages)?;
        let count = requests.len();
        for answer in desk.house.execute_batch(requests) {
            answer?;
        }
        let Some(fault) = fault else { return Ok(count) };
        if let Some(evidence) = fault.evidence() {
            let note = evidence.note.clone();
            let command = federation::Command::KeepEvidence { peer: self.peer, note };
            desk.act(self.actor, Command::Federation(command))?;
        }
        Err(PeersError::Fault(fault))
    }

    /// The commands that a page makes, up to the first fault.
    fn judged(
        &self,
        desk: &Desk,
        messages: &[Signed],
    ) -> Result<(Vec<Request>, Option<Fault>), PeersError> {
        let known = self.known(desk)?;
        let origin = OrganisationId::new(&known.card.origin)
            .map_err(|_| PeersError::Unknown { peer: self.peer })?;
        let key = NoteKey::parse(&known.card.key)?;
        let digests = known.taken.iter().filter_map(|text| Digest::from_hex(text)).collect();
        let mut reader = Reader::after(origin, key, digests);
        let own = desk.directory.organisation();
        let mut requests = Vec::new();
        for message in messages {
            match reader.take(message) {
                Ok(Taken::Again) => continue,
                Ok(Taken::Next) => (),
                Err(fault) => return Ok((requests, Some(fault))),
            }
            let mut said = said(own, message);
            if let Some(Message::Key { key }) = said.as_deref() {
                match NoteKey::parse(key) {
                    Ok(key) => reader.turn_to(key),
                    // What is no key turns nothing: the message is counted, the key before stands.
                    Err(_) => said = None,
                }
            }
            requests.push(self.request(message, said));
        }
        Ok((requests, None))
    }

    fn request(&self, message: &Signed, said: Option<Box<Message>>) -> Request {
        let heading = message.heading();
        let (peer, number) = (self.peer, heading.number);
        let digest = heading.digest().to_string();
        let key = format!("message:{}:{number}:{}", heading.from, &digest[..16]);
        let command = federation::Command::Receive { peer, number, digest, message: said };
        let (actor, command) = (self.actor, Command::Federation(command));
        Request { key, actor, command, sealed: Vec::new() }
    }
}

/// What a message says, when it is for us and of a kind that we know.
fn said(own: &OrganisationId, message: &Signed) -> Option<Box<Message>> {
    let heading = message.heading();
    let for_us = match &heading.to {
        To::All => true,
        To::One(one) => one == own,
    };
    let said = for_us.then(|| serde_json::from_str::<Message>(message.body()).ok()).flatten()?;
    (said.kind() == heading.kind.as_str()).then(|| Box::new(said))
}

impl From<Fault> for PeersError {
    fn from(fault: Fault) -> PeersError {
        PeersError::Fault(fault)
    }
}

impl From<caisse_journal::StoreError> for PeersError {
    fn from(error: caisse_journal::StoreError) -> PeersError {
        PeersError::Execute(ExecuteError::Store(error))
    }
}

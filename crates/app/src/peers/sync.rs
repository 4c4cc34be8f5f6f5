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
use super::source::{DirectorySource, Source, Web, ask_together};
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
    let web = Web::of(desk.directory.root())?;
    if let Some(from) = from {
        let origin = super::origin_of(desk.state()?, peer)?;
        let from = std::path::absolute(&from)
            .map_err(|error| PeersError::Disk { path: from.clone(), error })?;
        contacts.0.entry(origin).or_default().directory = Some(from);
        contacts.write(desk.directory.root())?;
    }
    source_among(desk, &contacts, &web, peer)
}

pub(super) fn source_among(
    desk: &Desk,
    contacts: &Contacts,
    web: &Web,
    peer: PeerId,
) -> Result<Box<dyn Source>, PeersError> {
    let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
    let directory = contacts.0.get(&known.card.origin).and_then(|one| one.directory.clone());
    match (directory, &known.card.address) {
        (Some(root), _) => {
            let clock = std::sync::Arc::clone(desk.house.clock());
            Ok(Box::new(DirectorySource::new(root, clock)))
        }
        (None, Some(address)) => Ok(Box::new(web.peer(address))),
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
    let root = desk.directory.root().to_owned();
    let (mut contacts, web) = (Contacts::read(&root)?, Web::of(&root)?);
    let mut sources = Vec::new();
    for (_, peer) in peers {
        match source_among(desk, &contacts, &web, peer) {
            Ok(source) => sources.push((Visit::of(desk, actor, peer)?, source)),
            Err(PeersError::NoAddress { .. }) => (),
            Err(error) => return Err(error),
        }
    }
    let asked: Vec<(Option<u64>, &dyn Source)> =
        sources.iter().map(|(visit, source)| (visit.after(desk).ok(), &**source)).collect();
    let pages = ask_together(&asked, |(after, source)| after.map(|after| source.page(after)));
    let opened = sources.into_iter().zip(pages).map(|((visit, source), page)| {
        // Nothing is asked of one that contradicted itself.
        let contradicted = Err(PeersError::Contradicted { peer: visit.peer });
        Opened { page: page.unwrap_or(contradicted), visit, source }
    });
    let reports = take_all(desk, opened.collect(), &mut contacts)?;
    contacts.write(&root)?;
    publish(desk)?;
    Ok(reports)
}

/// A visit whose first page was asked for.
pub(super) struct Opened {
    pub(super) visit: Visit,
    pub(super) source: Box<dyn Source>,
    pub(super) page: Result<Vec<u8>, PeersError>,
}

/// Takes what the first pages say, a thousand messages a commit, then goes on with those that have more
/// or met a fault.
pub(super) fn take_all(
    desk: &mut Desk,
    opened: Vec<Opened>,
    contacts: &mut Contacts,
) -> Result<Vec<Report>, PeersError> {
    let (mut requests, mut begun) = (Vec::new(), Vec::with_capacity(opened.len()));
    for Opened { mut visit, source, page } in opened {
        let first = page.and_then(|bytes| visit.first_page(desk, &bytes, &mut requests));
        begun.push((visit, source, first.err()));
        if requests.len() >= MESSAGES_A_COMMIT {
            take_together(desk, &mut requests);
        }
    }
    take_together(desk, &mut requests);
    let mut reports = Vec::with_capacity(begun.len());
    for (mut visit, source, fault) in begun {
        let fault = match fault {
            Some(fault) => Some(fault),
            None if visit.is_over(desk)? => None,
            None => visit.read(desk, &*source).err(),
        };
        reports.push(visit.end(desk, contacts, fault)?);
    }
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

/// Notes that a peer was looked for at that moment, in milliseconds since 1970.
pub(super) fn tried(contact: &mut Contact, now: i64, reached: bool, fault: Option<&PeersError>) {
    contact.last_try = Some(now);
    if reached {
        contact.last_contact = Some(now);
    }
    contact.trouble =
        fault.map(|fault| (fault.sentence(Language::French), fault.sentence(Language::English)));
}

pub(super) struct Visit {
    peer: PeerId,
    actor: Actor,
    before: u64,
    highest: u64,
    reached: bool,
    /// The number of the next message once the first page is taken, if its feed ended there.
    over_at: Option<u64>,
}

impl Visit {
    pub(super) fn of(desk: &Desk, actor: Actor, peer: PeerId) -> Result<Visit, PeersError> {
        let known = desk.state()?.federation.peer(peer).ok_or(PeersError::Unknown { peer })?;
        let before = known.next();
        Ok(Visit { peer, actor, before, highest: before - 1, reached: false, over_at: None })
    }

    /// Adds the commands that the first page makes, up to a fault, which the visit itself then meets.
    fn first_page(
        &mut self,
        desk: &Desk,
        bytes: &[u8],
        requests: &mut Vec<Request>,
    ) -> Result<(), PeersError> {
        let messages = self.looked_at(desk, bytes)?;
        let (list, fault) = self.judged(desk, &messages)?;
        // Whatever follows would have had room on this page: with escapes, a message takes 7 MiB at most.
        let ended = messages.len() < page::MOST_MESSAGES && bytes.len() < page::LONGEST_PAGE / 8;
        if fault.is_none() && ended {
            self.over_at = Some(self.known(desk)?.next() + list.len() as u64);
        }
        requests.extend(list);
        Ok(())
    }

    /// Whether all that the first page said was taken, and there is no more.
    fn is_over(&self, desk: &Desk) -> Result<bool, PeersError> {
        Ok(self.over_at == Some(self.known(desk)?.next()))
    }

    /// After which number to ask: before the last message that was taken, so that a feed that changed
    /// that one is found out.
    pub(super) fn after(&self, desk: &Desk) -> Result<u64, PeersError> {
        let known = self.known(desk)?;
        if !known.evidence.is_empty() {
            return Err(PeersError::Contradicted { peer: self.peer });
        }
        Ok((known.next() - 1).saturating_sub(1))
    }

    fn page(&mut self, desk: &Desk, source: &dyn Source) -> Result<Vec<Signed>, PeersError> {
        let bytes = source.page(self.after(desk)?)?;
        self.looked_at(desk, &bytes)
    }

    /// The messages of a page, and how far it goes.
    fn looked_at(&mut self, desk: &Desk, bytes: &[u8]) -> Result<Vec<Signed>, PeersError> {
        let taken = self.known(desk)?.next() - 1;
        self.reached = true;
        let messages = page::read(bytes)?;
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
        tried(contact, desk.house.clock().now().0, self.reached, fault.as_ref());
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

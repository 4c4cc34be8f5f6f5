//! Reading feeds while others hold the pen: what is to be asked is written down over a desk that may be
//! open for reading only, asked without any desk, and taken at once by whoever has the pen.
//!
//! Absent on purpose: when to look (whoever serves), and what a message means.

use std::path::PathBuf;

use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_journal::Moment;
use caisse_messages::page;

use super::contacts::Contacts;
use super::source::{Source, Web, ask_together};
use super::sync::{Opened, Report, Visit, source_among, take_all, tried};
use super::{PeersError, publish};
use crate::desk::Desk;

/// What is to be asked, and of whom.
pub struct Errands {
    root: PathBuf,
    list: Vec<Errand>,
}

struct Errand {
    peer: PeerId,
    origin: String,
    taken: u64,
    /// The digest of the last message that was taken.
    last: Option<String>,
    source: Box<dyn Source>,
}

/// Pages with something to take.
pub struct News(Vec<(PeerId, Vec<u8>)>);

impl News {
    /// True of no page.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Errands {
    /// One page of every peer whose place is known and who did not contradict itself.
    ///
    /// # Errors
    /// [`PeersError`] of our own side.
    pub fn of(desk: &Desk) -> Result<Errands, PeersError> {
        let root = desk.directory.root().to_owned();
        let (contacts, web) = (Contacts::read(&root)?, Web::of(&root)?);
        let mut list = Vec::new();
        for (peer, known) in desk.state()?.federation.peers() {
            if !known.evidence.is_empty() {
                continue;
            }
            let Ok(source) = source_among(desk, &contacts, &web, peer) else { continue };
            let (origin, taken) = (known.card.origin.clone(), known.next() - 1);
            list.push(Errand { peer, origin, taken, last: known.taken.last().cloned(), source });
        }
        Ok(Errands { root, list })
    }

    /// Asks, several at once, notes who was reached, and keeps the pages with something to take.
    ///
    /// # Errors
    /// [`PeersError`] of our own side.
    pub fn run(self, now: Moment) -> Result<News, PeersError> {
        let pages =
            ask_together(&self.list, |errand| errand.source.page(errand.taken.saturating_sub(1)));
        let before = Contacts::read(&self.root)?;
        let (mut contacts, mut news) = (before.clone(), Vec::new());
        for (errand, read) in self.list.into_iter().zip(pages) {
            let contact = contacts.0.entry(errand.origin.clone()).or_default();
            tried(contact, now.0, read.is_ok(), read.as_ref().err());
            if let Ok(bytes) = read
                && !errand.is_known(&bytes)
            {
                news.push((errand.peer, bytes));
            }
        }
        if contacts.tell_more_than(&before) {
            contacts.write(&self.root)?;
        }
        Ok(News(news))
    }
}

impl Errand {
    /// True of a page with nothing but the message that was taken last: the rest is for the pen to look
    /// at.
    fn is_known(&self, bytes: &[u8]) -> bool {
        match page::read(bytes).as_deref() {
            Ok([]) => self.taken == 0,
            Ok([one]) => self.last.as_ref() == Some(&one.heading().digest().to_string()),
            _ => false,
        }
    }
}

/// A page that was read before.
struct Fetched(Vec<u8>);

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

/// Takes what was read, and signs what we have to say to it.
///
/// # Errors
/// [`PeersError`] of our own side; those of a peer stand in its report.
pub fn take_news(desk: &mut Desk, actor: Actor, news: News) -> Result<Vec<Report>, PeersError> {
    let mut opened = Vec::with_capacity(news.0.len());
    for (peer, bytes) in news.0 {
        let visit = Visit::of(desk, actor, peer)?;
        let source = Box::new(Fetched(bytes.clone()));
        // Whoever contradicted itself meanwhile is heard no more.
        let page = visit.after(desk).map(|_| bytes);
        opened.push(Opened { visit, source, page });
    }
    let root = desk.directory.root().to_owned();
    let mut contacts = Contacts::read(&root)?;
    let reports = take_all(desk, opened, &mut contacts)?;
    contacts.write(&root)?;
    publish(desk)?;
    Ok(reports)
}

//! Where the feed of a peer is read: a directory of this machine, or an address.
//!
//! Addresses under `localhost` lead to this machine, whatever its names say (RFC 6761, 6.3): that is how
//! the organisations of one server are told apart. Over HTTPS the authorities that browsers trust are
//! trusted, or, with a file `authorities.pem` in the directory, those of that file alone: a private
//! network has its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use caisse_messages::page::LONGEST_PAGE;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::witness::{Answer, look_at, witness_card};
use super::{PeersError, feed};
use crate::clock::Clock;
use crate::desk::Desk;
use crate::directory::DirectoryError;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a nudge may take: nothing depends on it.
const SHORT_PATIENCE: Duration = Duration::from_secs(2);
/// How long all nudges together may take before the rest are left out: feeds are read without them too.
const ALL_NUDGES: Duration = Duration::from_secs(5);
/// How many peers are asked at once: one that is slow does not keep the others waiting.
const AT_ONCE: usize = 16;
/// The file of the authorities of a private network, and its greatest length in bytes.
const AUTHORITIES: &str = "authorities.pem";
const LONGEST_AUTHORITIES: u64 = 1024 * 1024;
/// The longest answer of a witness, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Where a peer is reached. Nothing that comes from it is trusted: it is verified by whoever asks.
pub trait Source: Send + Sync {
    /// The messages after that number, as a page.
    ///
    /// # Errors
    /// [`PeersError::Unreachable`], [`PeersError::Status`].
    fn page(&self, after: u64) -> Result<Vec<u8>, PeersError>;

    /// Its key as a witness, in a note that its own key signed.
    ///
    /// # Errors
    /// Those of [`Source::page`].
    fn witness_card(&self) -> Result<String, PeersError>;

    /// Shows it a checkpoint (C2SP `tlog-witness`); gives the status and the text of its answer.
    ///
    /// # Errors
    /// Those of [`Source::page`].
    fn add_checkpoint(&self, submission: &str) -> Result<(u16, String), PeersError>;

    /// Tells it that there is something new with us; whether it heard does not matter.
    fn nudge(&self) {}
}

/// A peer in a directory of this machine.
pub struct DirectorySource {
    root: PathBuf,
    clock: Arc<dyn Clock>,
}

impl DirectorySource {
    /// The peer in that directory; the clock is the one under which it cosigns.
    pub fn new(root: PathBuf, clock: Arc<dyn Clock>) -> DirectorySource {
        DirectorySource { root, clock }
    }

    fn reading(&self) -> Result<Desk, PeersError> {
        Ok(Desk::open_read_only(&self.root, Arc::clone(&self.clock))?)
    }
}

impl Source for DirectorySource {
    fn page(&self, after: u64) -> Result<Vec<u8>, PeersError> {
        if !self.root.join("journal.sqlite").exists() {
            return Err(DirectoryError::NoCaisse { path: self.root.clone() }.into());
        }
        feed::page(&self.root, after)
    }

    fn witness_card(&self) -> Result<String, PeersError> {
        witness_card(&self.reading()?.directory)
    }

    fn add_checkpoint(&self, submission: &str) -> Result<(u16, String), PeersError> {
        let desk = self.reading()?;
        let Answer { status, text } = look_at(&desk, submission)?;
        Ok((status, text))
    }
}

/// The way to other servers, as one organisation takes it: whom it trusts over HTTPS.
#[derive(Clone)]
pub struct Web {
    agent: ureq::Agent,
}

impl Web {
    /// The way from the organisation of that directory.
    ///
    /// # Errors
    /// [`PeersError::Disk`], [`PeersError::Unreadable`] when its `authorities.pem` has no certificate or
    /// something else.
    pub fn of(root: &Path) -> Result<Web, PeersError> {
        let trusted = match authorities(&root.join(AUTHORITIES))? {
            Some(own) => own,
            None => RootCerts::WebPki,
        };
        let settings = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(3)
            .http_status_as_error(false)
            .user_agent("caisse")
            .tls_config(TlsConfig::builder().root_certs(trusted).build())
            .build();
        let names = LocalNames(DefaultResolver::default());
        Ok(Web { agent: ureq::Agent::with_parts(settings, DefaultConnector::new(), names) })
    }

    /// The peer at that address, such as `https://caisse.example.org`.
    pub fn peer(&self, address: &str) -> WebSource {
        let address = address.trim_end_matches('/').to_owned();
        WebSource { address, agent: self.agent.clone() }
    }
}

fn authorities(path: &Path) -> Result<Option<RootCerts>, PeersError> {
    let disk = |error| PeersError::Disk { path: path.to_owned(), error };
    let unreadable = || PeersError::Unreadable { path: path.to_owned() };
    match std::fs::metadata(path) {
        Ok(data) if data.len() > LONGEST_AUTHORITIES => return Err(unreadable()),
        Ok(_) => (),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk(error)),
    }
    let bytes = std::fs::read(path).map_err(disk)?;
    let mut list = Vec::new();
    for item in parse_pem(&bytes) {
        match item.map_err(|_| unreadable())? {
            PemItem::Certificate(one) => list.push(one),
            // A secret key, or what a later version calls something: not what belongs here.
            _ => return Err(unreadable()),
        }
    }
    if list.is_empty() { Err(unreadable()) } else { Ok(Some(RootCerts::new_with_certs(&list))) }
}

/// Names as the machine knows them, and every name under `localhost` as the machine itself.
#[derive(Debug)]
struct LocalNames(DefaultResolver);

impl Resolver for LocalNames {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        if !host.ends_with(".localhost") {
            return self.0.resolve(uri, config, timeout);
        }
        let usual = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(usual);
        let mut found = self.empty();
        found.push(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        Ok(found)
    }
}

/// A peer on another server.
pub struct WebSource {
    address: String,
    agent: ureq::Agent,
}

impl WebSource {
    fn get(&self, path: &str, most: u64) -> Result<Vec<u8>, PeersError> {
        let place = format!("{}{path}", self.address);
        let unreachable = |error: ureq::Error| PeersError::Unreachable {
            place: place.clone(),
            detail: error.to_string(),
        };
        let mut answer = self.agent.get(&place).call().map_err(unreachable)?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(PeersError::Status { place, status });
        }
        answer.body_mut().with_config().limit(most).read_to_vec().map_err(unreachable)
    }
}

impl Source for WebSource {
    fn page(&self, after: u64) -> Result<Vec<u8>, PeersError> {
        self.get(&format!("/fil?apres={after}"), LONGEST_PAGE as u64 + 1)
    }

    fn witness_card(&self) -> Result<String, PeersError> {
        let bytes = self.get("/fil/temoin", LONGEST_ANSWER)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn add_checkpoint(&self, submission: &str) -> Result<(u16, String), PeersError> {
        let place = format!("{}/add-checkpoint", self.address);
        let unreachable = |error: ureq::Error| PeersError::Unreachable {
            place: place.clone(),
            detail: error.to_string(),
        };
        let mut answer = self.agent.post(&place).send(submission).map_err(unreachable)?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string();
        Ok((status, text.map_err(unreachable)?))
    }

    fn nudge(&self) {
        let place = format!("{}/fil/appel", self.address);
        let request = self.agent.post(&place);
        let request = request.config().timeout_global(Some(SHORT_PATIENCE)).build();
        let _ = request.send("");
    }
}

/// Asks many at once, and gives their answers in the order of the questions.
pub(super) fn ask_together<Q: Sync, A: Send>(
    questions: &[Q],
    ask: impl Fn(&Q) -> A + Sync,
) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let one_after_the_other = || {
        let mut answers = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(question) = questions.get(place) else { return answers };
            answers.push((place, ask(question)));
        }
    };
    let mut answers: Vec<(usize, A)> = std::thread::scope(|scope| {
        let workers = AT_ONCE.min(questions.len());
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(one_after_the_other)).collect();
        let joined = workers.into_iter().map(|worker| match worker.join() {
            Ok(answers) => answers,
            Err(broken) => std::panic::resume_unwind(broken),
        });
        joined.flatten().collect()
    });
    answers.sort_unstable_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Tells peers on other servers that our feed has something new; with very many of them, those who
/// were not told within five seconds read it at their next visit.
///
/// # Errors
/// [`PeersError`] when nothing is founded yet; a peer that does not hear is no error.
pub fn nudge(desk: &Desk) -> Result<(), PeersError> {
    let peers = desk.state()?.federation.peers();
    let addresses: Vec<String> = peers.filter_map(|(_, peer)| peer.card.address.clone()).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    let (web, start) = (Web::of(desk.directory.root())?, Instant::now());
    ask_together(&addresses, |address| {
        if start.elapsed() < ALL_NUDGES {
            web.peer(address).nudge();
        }
    });
    Ok(())
}

//! Where the feed of a peer is read: a directory of this machine, or an address.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use caisse_messages::page::LONGEST_PAGE;

use super::witness::{Answer, look_at, witness_card};
use super::{PeersError, feed};
use crate::clock::Clock;
use crate::desk::Desk;
use crate::directory::DirectoryError;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a nudge may take: nothing depends on it.
const SHORT_PATIENCE: Duration = Duration::from_secs(2);
/// The longest answer of a witness, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Where a peer is reached. Nothing that comes from it is trusted: it is verified by whoever asks.
pub trait Source {
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

/// A peer on another server.
pub struct WebSource {
    address: String,
    agent: ureq::Agent,
}

impl WebSource {
    /// The peer at that address, such as `https://caisse.example.org`.
    pub fn new(address: &str) -> WebSource {
        let settings = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(3)
            .http_status_as_error(false)
            .user_agent("caisse")
            .build();
        let address = address.trim_end_matches('/').to_owned();
        WebSource { address, agent: settings.into() }
    }

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

/// Tells every peer on another server that our feed has something new.
///
/// # Errors
/// [`PeersError`] when nothing is founded yet; a peer that does not hear is no error.
pub fn nudge(desk: &Desk) -> Result<(), PeersError> {
    let peers = desk.state()?.federation.peers();
    let addresses: Vec<String> = peers.filter_map(|(_, peer)| peer.card.address.clone()).collect();
    std::thread::scope(|scope| {
        for address in &addresses {
            scope.spawn(|| WebSource::new(address).nudge());
        }
    });
    Ok(())
}

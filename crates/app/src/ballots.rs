//! Ballots as they are cast and counted: in the clear in an open poll, sealed in a discreet one.
//!
//! A sealed ballot stands in the store from the commit that records the vote to the commit that
//! records the count, under a key of its poll; the journal carries a salted commitment to it. The
//! count opens all of them, refuses any that is not the one recorded, and erases key and ballots in
//! its own commit: then who voted what is known to nobody. Archives and copies carry sealed ballots
//! like all that is sealed.
//!
//! Absent on purpose: who may vote and what counts (`domain`), pages and arguments, ballots that not
//! even the host could read.

use std::collections::BTreeMap;
use std::fmt;

use caisse_domain::assemblies::poll::{Channel, Part, Parts, Poll};
use caisse_domain::assemblies::statutes::Secrecy;
use caisse_domain::assemblies::{self, BallotGiven, Paper};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Event};
use caisse_journal::SealedWrite;
use caisse_units::Language;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, DeskError};
use crate::error::ExecuteError;
use crate::house::{Done, Request, read_event};
use crate::people::People;

/// How many records are looked at together on the way back to the opening of a poll.
const RECORDS_TOGETHER: u64 = 1000;

/// A ballot, as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whose vote it is.
    pub voter: MemberId,
    /// The holder of the voter's proxy, if it is cast by proxy.
    pub by: Option<MemberId>,
    /// Where from.
    pub channel: Channel,
    /// What it says.
    pub parts: Parts,
}

/// The sealed ballots of a poll are not those that were cast. The poll stays open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BallotsError {
    /// A ballot, or the key of its poll, is missing.
    Missing {
        /// In which poll.
        poll: PollId,
        /// Whose.
        voter: MemberId,
    },
    /// A ballot is not the last one that the journal recorded.
    Differs {
        /// In which poll.
        poll: PollId,
        /// Whose.
        voter: MemberId,
    },
}

impl BallotsError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (BallotsError::Missing { poll, voter }, Language::French) => format!(
                "le bulletin scellé de {voter} au scrutin {poll} manque, ou la clé de ce scrutin ; rien n'a été compté : reprenez la sauvegarde faite après ce vote, ou annulez le scrutin et faites voter à nouveau"
            ),
            (BallotsError::Missing { poll, voter }, Language::English) => format!(
                "the sealed ballot of {voter} in poll {poll} is missing, or the key of that poll; nothing was counted: restore the backup made after that vote, or annul the poll and vote again"
            ),
            (BallotsError::Differs { poll, voter }, Language::French) => format!(
                "le bulletin scellé de {voter} au scrutin {poll} n'est pas celui que le journal a enregistré ; rien n'a été compté : quelqu'un a touché à la base ; reprenez la sauvegarde, ou annulez le scrutin et faites voter à nouveau"
            ),
            (BallotsError::Differs { poll, voter }, Language::English) => format!(
                "the sealed ballot of {voter} in poll {poll} is not the one that the journal recorded; nothing was counted: someone touched the database; restore the backup, or annul the poll and vote again"
            ),
        }
    }
}

impl fmt::Display for BallotsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for BallotsError {}

/// Casts ballots, or changes them: the last one of a voter counts. All or none.
///
/// # Errors
/// [`DeskError::Execute`]; nothing was recorded or kept.
pub fn cast(
    desk: &mut Desk,
    actor: Actor,
    poll: PollId,
    ballots: Vec<Given>,
) -> Result<Done, DeskError> {
    let request = request(desk, actor, poll, ballots)?;
    Ok(desk.house.execute(request)?)
}

/// The request that casts these ballots, sealed if the poll is discreet: for a writer who serves
/// several people by one commit. Nothing is kept until it is executed.
///
/// # Errors
/// [`ExecuteError::Vault`], [`ExecuteError::Store`]; the core refuses the request when it is executed.
pub fn request(
    desk: &mut Desk,
    actor: Actor,
    poll: PollId,
    ballots: Vec<Given>,
) -> Result<Request, ExecuteError> {
    let known = desk.state()?.assemblies.poll(poll);
    let options = known.map_or(0, |known| known.question.options.len());
    // What comes too late is refused before it is looked at: no key is drawn for it.
    let discreet = known.is_some_and(|known| is_sealed(known) && known.is_open());
    let mut sealed = Vec::new();
    let mut papers = Vec::with_capacity(ballots.len());
    for Given { voter, by, channel, parts } in ballots {
        let paper = if discreet {
            let text = Written::of(&parts, options);
            let entropy = desk.house.entropy();
            let (commitment, writes) = desk.people.seal_ballot(poll, voter, text, entropy)?;
            sealed.extend(writes);
            Paper::Sealed { parts, commitment }
        } else {
            Paper::Open(parts)
        };
        papers.push(BallotGiven { voter, by, channel, paper });
    }
    let command = Command::Assemblies(assemblies::Command::Cast { poll, ballots: papers });
    let sealed = crate::people::keys_once(sealed);
    Ok(Request { key: desk.house.fresh_key()?, actor, command, sealed })
}

/// Closes a poll and counts. The sealed ballots of a discreet poll are opened for the count; they and
/// their key are erased by the commit that records it.
///
/// # Errors
/// [`DeskError::Execute`], with [`BallotsError`] when a sealed ballot is not the one that was cast;
/// the poll then stays open and nothing is erased.
pub fn close(desk: &mut Desk, actor: Actor, poll: PollId) -> Result<Done, DeskError> {
    let known = desk.state()?.assemblies.poll(poll);
    let sealed = known.filter(|known| is_sealed(known) && known.is_open());
    let opened = sealed.map_or(Ok(Vec::new()), |known| open_all(desk, poll, known))?;
    end(desk, actor, poll, assemblies::Command::ClosePoll { poll, opened })
}

/// Gives a poll up without counting; its sealed ballots and their key are erased by the same commit.
///
/// # Errors
/// [`DeskError::Execute`]; nothing was recorded or erased.
pub fn annul(
    desk: &mut Desk,
    actor: Actor,
    poll: PollId,
    reasons: String,
) -> Result<Done, DeskError> {
    end(desk, actor, poll, assemblies::Command::AnnulPoll { poll, reasons })
}

/// The ballot of a voter as it stands, for that voter or the holder of the proxy; `None` when there
/// is none, or when it is erased.
///
/// # Errors
/// [`ExecuteError::Vault`], [`ExecuteError::Store`], [`BallotsError::Differs`].
pub fn standing(desk: &Desk, poll: PollId, voter: MemberId) -> Result<Option<Parts>, ExecuteError> {
    let known = desk.state()?.assemblies.poll(poll);
    let Some((known, vote)) = known.and_then(|known| Some((known, known.vote(voter)?))) else {
        return Ok(None);
    };
    if !is_sealed(known) {
        return Ok(Some(vote.parts.clone()));
    }
    let ballot = desk.people.ballot(poll, voter)?;
    ballot.map(|(ballot, _)| Written::read(ballot.text(), poll, voter)).transpose()
}

fn is_sealed(poll: &Poll) -> bool {
    poll.terms.secrecy == Secrecy::Discreet
}

/// Executes the command that ends a poll, and erases what was sealed for it.
fn end(
    desk: &mut Desk,
    actor: Actor,
    poll: PollId,
    command: assemblies::Command,
) -> Result<Done, DeskError> {
    let known = desk.state()?.assemblies.poll(poll);
    let discreet = known.filter(|known| is_sealed(known));
    let erasure: Vec<SealedWrite> = discreet
        .map(|known| People::ballots_erasure(poll, known.votes.keys().copied()))
        .unwrap_or_default();
    let done = desk.act_with(actor, Command::Assemblies(command), erasure)?;
    desk.people.forget_poll(poll);
    Ok(done)
}

/// Every sealed ballot of the poll, opened and checked against what the journal recorded.
fn open_all(
    desk: &Desk,
    poll: PollId,
    known: &Poll,
) -> Result<Vec<(MemberId, Parts)>, ExecuteError> {
    let recorded = commitments(desk, poll)?;
    let open = |voter: MemberId| {
        let missing = BallotsError::Missing { poll, voter };
        let (ballot, commitment) = desk.people.ballot(poll, voter)?.ok_or(missing)?;
        if recorded.get(&voter) != Some(&commitment) {
            return Err(BallotsError::Differs { poll, voter }.into());
        }
        Ok((voter, Written::read(ballot.text(), poll, voter)?))
    };
    known.votes.keys().map(|voter| open(*voter)).collect()
}

/// The commitment to the last ballot of each voter: reads the journal backwards to the opening of the
/// poll.
fn commitments(desk: &Desk, poll: PollId) -> Result<BTreeMap<MemberId, String>, ExecuteError> {
    let (store, organisation) = (desk.house.store(), desk.house.organisation());
    let mut commitments = BTreeMap::new();
    let mut end = desk.house.head().size;
    while end > 0 {
        let start = end.saturating_sub(RECORDS_TOGETHER);
        let most = usize::try_from(end - start).unwrap_or(usize::MAX);
        let records = store.read(organisation, start, most)?;
        for record in records.iter().rev() {
            let event = read_event(record, record.number()).map_err(ExecuteError::ReadOnly)?;
            let Event::Assemblies(event) = event else { continue };
            match event {
                assemblies::Event::BallotsCast { poll: other, ballots } if other == poll => {
                    for cast in ballots {
                        let Some(commitment) = cast.commitment else { continue };
                        commitments.entry(cast.voter).or_insert(commitment);
                    }
                }
                assemblies::Event::PollOpened { poll: other, .. } if other == poll => {
                    return Ok(commitments);
                }
                _ => (),
            }
        }
        end = start;
    }
    Ok(commitments)
}

/// A ballot as it is sealed: JSON, then spaces up to a length that tells the number of options only.
#[derive(Serialize, Deserialize)]
struct Written {
    parts: Vec<Part>,
}

impl Written {
    fn of(parts: &Parts, options: usize) -> String {
        let written = Written { parts: parts.clone() };
        let mut text = serde_json::to_string(&written).expect("ballots are plain data");
        // The longest ballot names each option once, in 8 signs at most.
        let step = 200 + 8 * options;
        text.extend(std::iter::repeat_n(' ', text.len().next_multiple_of(step) - text.len()));
        text
    }

    fn read(text: &str, poll: PollId, voter: MemberId) -> Result<Parts, ExecuteError> {
        let written: Result<Written, _> = serde_json::from_str(text);
        let written = written.map_err(|_| BallotsError::Differs { poll, voter })?;
        Ok(written.parts)
    }
}

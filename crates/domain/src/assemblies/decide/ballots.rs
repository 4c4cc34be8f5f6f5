//! Ballots in the room, from afar, by proxy, on paper.

use std::collections::{BTreeMap, BTreeSet};

use caisse_votes::mandate::Split;

use super::attendance::each_once;
use super::{Desk, is_digest};
use crate::assemblies::command::{BallotGiven, Paper};
use crate::assemblies::meeting::{Assembly, Place};
use crate::assemblies::poll::{Ballot, Cast, Channel, Merged, Parts, Poll};
use crate::assemblies::statutes::{Remote, Secrecy};
use crate::assemblies::{Event, Method, Refusal};
use crate::identity::{MemberId, PollId};

impl Desk<'_> {
    /// A ballot costs a few searches in sorted lists, whatever the number of voters.
    pub(super) fn cast(&self, poll: PollId, ballots: Vec<BallotGiven>) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        if let [_, _, ..] = ballots.as_slice() {
            let voters: Vec<MemberId> = ballots.iter().map(|ballot| ballot.voter).collect();
            each_once(&voters)?;
        } else if ballots.is_empty() {
            return Err(Refusal::NobodyGiven);
        }
        let cast = ballots.into_iter().map(|ballot| one(known, assembly, ballot));
        Ok(Event::BallotsCast { poll, ballots: cast.collect::<Result<_, Refusal>>()? })
    }

    pub(super) fn hand_out(&self, poll: PollId, to: Vec<MemberId>) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        if !known.terms.paper {
            return Err(Refusal::NoPaper);
        }
        if known.papers.confirmed.is_some() {
            return Err(Refusal::TallyConfirmed);
        }
        each_once(&to)?;
        for voter in &to {
            let voter = *voter;
            if assembly.roll.voter(voter).is_none() {
                return Err(Refusal::NotOnTheRoll { member: voter });
            }
            if known.votes.contains_key(&voter) {
                return Err(Refusal::HasVoted { voter });
            }
            if known.papers.handed.contains(&voter) {
                return Err(Refusal::HasPaper { voter });
            }
            let holder = assembly.proxies.get(&voter);
            let in_person = assembly.is_present(voter);
            if !in_person && !holder.is_some_and(|holder| assembly.is_present(*holder)) {
                return Err(Refusal::NotThere { member: voter });
            }
        }
        Ok(Event::PapersHandedOut { poll, to })
    }

    pub(super) fn enter_tally(&self, poll: PollId, tally: Vec<Merged>) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        let by = self.oneself()?;
        if !known.terms.paper {
            return Err(Refusal::NoPaper);
        }
        if known.papers.confirmed.is_some() {
            return Err(Refusal::TallyConfirmed);
        }
        let tally = sorted(tally).ok_or(Refusal::TallyUnusable)?;
        check_tally(known, assembly, &tally)?;
        Ok(Event::TallyEntered { poll, by, tally })
    }

    pub(super) fn confirm_tally(&self, poll: PollId, tally: Vec<Merged>) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        let by = self.oneself()?;
        if known.papers.confirmed.is_some() {
            return Err(Refusal::TallyConfirmed);
        }
        let (first, entered) = known.papers.entered.as_ref().ok_or(Refusal::TallyMissing)?;
        if *first == by {
            return Err(Refusal::SamePerson { member: by });
        }
        let tally = sorted(tally).ok_or(Refusal::TallyUnusable)?;
        check_tally(known, assembly, &tally)?;
        if tally != *entered {
            return Err(Refusal::TallyDiffers);
        }
        Ok(Event::TallyConfirmed { poll, by })
    }
}

fn one(poll: &Poll, assembly: &Assembly, given: BallotGiven) -> Result<Cast, Refusal> {
    let BallotGiven { voter, by, channel, paper } = given;
    let right = assembly.roll.voter(voter).ok_or(Refusal::NotOnTheRoll { member: voter })?;
    if poll.papers.handed.contains(&voter) {
        return Err(Refusal::HasPaper { voter });
    }
    let by = by.filter(|by| *by != voter);
    if let Some(holder) = by {
        if assembly.proxies.get(&voter) != Some(&holder) {
            return Err(Refusal::NotTheHolder { holder, voter });
        }
        if poll.votes.get(&voter).is_some_and(|vote| vote.by == voter) {
            return Err(Refusal::VotedInPerson { voter });
        }
    }
    may_cast(poll, assembly, by.unwrap_or(voter), channel)?;
    let (parts, commitment) = match (poll.terms.secrecy, paper) {
        (Secrecy::Open, Paper::Open(parts)) => (parts, None),
        (Secrecy::Discreet, Paper::Sealed { parts, commitment }) if is_digest(&commitment) => {
            (parts, Some(commitment))
        }
        _ => return Err(Refusal::PaperUnfit),
    };
    let parts = usable(poll, voter, right.votes, parts)?;
    let parts = commitment.is_none().then_some(parts);
    Ok(Cast { voter, by, channel, parts, commitment })
}

/// Whoever casts is where the channel says.
fn may_cast(
    poll: &Poll,
    assembly: &Assembly,
    caster: MemberId,
    channel: Channel,
) -> Result<(), Refusal> {
    let there = assembly.attendance.get(&caster).filter(|attendance| attendance.left.is_none());
    match (channel, poll.terms.remote) {
        (Channel::Remote, Remote::None) => Err(Refusal::NotFromAfar),
        (Channel::Remote, Remote::Everyone) => Ok(()),
        (Channel::Remote, Remote::Attending) => match there {
            Some(_) => Ok(()),
            None => Err(Refusal::NotThere { member: caster }),
        },
        (Channel::Room, _) => match there {
            Some(attendance) if attendance.place == Place::Room => Ok(()),
            _ => Err(Refusal::NotInTheRoom { member: caster }),
        },
    }
}

/// A ballot that the method can count, within the votes of the voter; its parts merged and sorted.
pub(super) fn usable(
    poll: &Poll,
    voter: MemberId,
    weight: u64,
    parts: Parts,
) -> Result<Parts, Refusal> {
    let fits = |part: &crate::assemblies::poll::Part| part.ballot.fits(poll);
    if parts.is_empty() || !parts.iter().all(fits) {
        return Err(Refusal::BallotUnusable { voter });
    }
    if let [part] = parts.as_slice()
        && part.votes == weight
    {
        return Ok(parts);
    }
    let cast = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.votes));
    let split = parts.into_iter().map(|part| (part.ballot, part.votes));
    let split =
        Split::new(weight, split).map_err(|_| Refusal::MoreThanMandate { voter, cast, weight })?;
    if split.parts().is_empty() {
        return Err(Refusal::BallotUnusable { voter });
    }
    let part = |part: &caisse_votes::mandate::SplitPart<Ballot>| crate::assemblies::poll::Part {
        ballot: part.choice.clone(),
        votes: part.votes,
    };
    Ok(split.parts().iter().map(part).collect())
}

impl Ballot {
    /// True if this answers the question of the poll.
    pub(in crate::assemblies) fn fits(&self, poll: &Poll) -> bool {
        let options = poll.question.options.len();
        let on_scale = |grades: &[Option<u16>], most: u16| {
            grades.len() == options && grades.iter().flatten().all(|grade| *grade <= most)
        };
        match (self, &poll.terms.method) {
            (Ballot::Answer(_), Method::Motion) => true,
            (Ballot::Answer(_), Method::Consent { vote_otherwise }) => *vote_otherwise,
            (
                Ballot::Approve(approved),
                Method::Approval | Method::EqualShares | Method::EqualSharesWith(_),
            ) => {
                approved.windows(2).all(|pair| pair[0] < pair[1])
                    && approved.iter().all(|option| usize::from(*option) < options)
            }
            (Ballot::Rank(classes), method) if method.is_ranked() => {
                let mut seen = BTreeSet::new();
                let mut named = classes.iter().flatten();
                classes.iter().all(|class| !class.is_empty())
                    && named.all(|option| usize::from(*option) < options && seen.insert(*option))
            }
            (Ballot::Grade(grades), Method::Scores { most }) => on_scale(grades, *most),
            (Ballot::Grade(given), Method::Judgment { grades }) => on_scale(given, *grades - 1),
            _ => false,
        }
    }
}

/// Merged and in order, without zeros; `None` beyond what can be counted.
pub(super) fn sorted(tally: Vec<Merged>) -> Option<Vec<Merged>> {
    let mut merged: BTreeMap<(u16, Ballot), u64> = BTreeMap::new();
    for Merged { college, ballot, votes } in tally {
        let sum = merged.entry((college, ballot)).or_default();
        *sum = sum.checked_add(votes)?;
    }
    let kept = merged.into_iter().filter(|(_, votes)| *votes > 0);
    Some(kept.map(|((college, ballot), votes)| Merged { college, ballot, votes }).collect())
}

/// Never more votes than were handed out, in any college.
fn check_tally(poll: &Poll, assembly: &Assembly, tally: &[Merged]) -> Result<(), Refusal> {
    let mut handed = vec![0_u64; poll.electorate.entitled.len()];
    for voter in &poll.papers.handed {
        if let Some(voter) = assembly.roll.voter(*voter) {
            handed[usize::from(voter.college)] += voter.votes;
        }
    }
    for (college, handed) in handed.iter().enumerate() {
        let mine = tally.iter().filter(|merged| usize::from(merged.college) == college);
        let counted = mine.fold(0_u64, |sum, merged| sum.saturating_add(merged.votes));
        if counted > *handed {
            return Err(Refusal::TallyTooLarge { counted, handed: *handed });
        }
    }
    let known =
        |merged: &Merged| usize::from(merged.college) < handed.len() && merged.ballot.fits(poll);
    if tally.iter().all(known) { Ok(()) } else { Err(Refusal::TallyUnusable) }
}

//! A closed poll counted again, from what the journal keeps of it.
//!
//! Where the record says who voted what, the ballots are made again from the votes; else they are
//! those that were opened together at the count.
//!
//! Absent on purpose: the sheet of the count, which may be told otherwise one day; its verdict may not.

use caisse_votes::motion::{Answer, TieRule};

use super::closing::{chair_of, merge, quorum_met};
use crate::Organisation;
use crate::assemblies::Verdict;
use crate::assemblies::count::count;
use crate::assemblies::statutes::Secrecy;
use crate::identity::{MemberId, PollId};

/// True if the ballots of a closed poll come to the verdict that was recorded; `None` while it is not
/// closed. Cost: that of a closing.
pub fn counts_again(house: &Organisation, poll: PollId) -> Option<bool> {
    let known = house.assemblies.poll(poll)?;
    let assembly = house.assemblies.assembly(known.assembly)?;
    let closed = known.closed.as_ref()?;
    let ballots = &closed.ballots;
    let chairs = match known.terms.secrecy {
        Secrecy::Open => {
            let votes = known.votes.iter().map(|(voter, vote)| (*voter, vote.parts.clone()));
            let cast: Vec<(MemberId, _)> = votes.collect();
            let chair = chair_of(known, assembly, &cast);
            if merge(known, assembly, cast).ok().as_ref() != Some(ballots) {
                return Some(false);
            }
            vec![chair]
        }
        // How the chair answered is known to nobody any more: what decided the tie cannot be told.
        Secrecy::Discreet if known.terms.tie == TieRule::ChairDecides => {
            vec![None, Some(Answer::Yes), Some(Answer::No)]
        }
        Secrecy::Discreet => vec![None],
    };
    let quorate = quorum_met(known, assembly, &closed.there);
    Some(chairs.into_iter().any(|chair| {
        let counted = count(known, ballots, &closed.there, assembly.quorums.counted, chair);
        match counted {
            Ok((_, verdict)) if quorate => verdict == closed.verdict,
            Ok(_) => closed.verdict == Verdict::NoQuorum,
            Err(_) => false,
        }
    }))
}

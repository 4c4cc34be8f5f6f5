//! How delegates voted, beside what their caisses told them. The count is never changed by it: a
//! mandate binds the delegate before the caisse, which reads here what was done with it.

use crate::Organisation;
use crate::assemblies::poll::{Ballot, Poll};
use crate::identity::{MemberId, PeerId, PollId};

use super::{Instruction, Side};

/// Votes on a motion, blank ones among the abstentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// In favour.
    pub in_favour: u64,
    /// Against.
    pub against: u64,
    /// Neither.
    pub abstained: u64,
}

impl Votes {
    fn total(self) -> u64 {
        self.in_favour.saturating_add(self.against).saturating_add(self.abstained)
    }

    fn plus(self, other: Votes) -> Votes {
        Votes {
            in_favour: self.in_favour.saturating_add(other.in_favour),
            against: self.against.saturating_add(other.against),
            abstained: self.abstained.saturating_add(other.abstained),
        }
    }

    /// True if these votes are in the proportions of `said`, as whole votes can be: by largest
    /// remainders, ties either way. One single vote follows the largest part.
    fn follow(self, said: Votes) -> bool {
        let (all, whole) = (u128::from(self.total()), u128::from(said.total()));
        if all == 0 || whole == 0 {
            return all == whole;
        }
        let parts = [self.in_favour, self.against, self.abstained].into_iter().zip([
            said.in_favour,
            said.against,
            said.abstained,
        ]);
        // The remainders of the parts that were rounded up, and of those that were not.
        let (mut up, mut down) = (u128::MAX, 0);
        for (cast, asked) in parts {
            let exact = all * u128::from(asked);
            let (floor, rest) = (exact / whole, exact % whole);
            match u128::from(cast).checked_sub(floor) {
                Some(0) => down = rest.max(down),
                Some(1) if rest > 0 => up = rest.min(up),
                _ => return false,
            }
        }
        up >= down
    }

    /// So many votes in these proportions, by largest remainders, ties to the earlier part.
    fn shared(self, votes: u64) -> Votes {
        let weights = [self.in_favour, self.against, self.abstained].map(u128::from);
        let whole: u128 = weights.iter().sum();
        if whole == 0 {
            return Votes::default();
        }
        let exact = weights.map(|weight| u128::from(votes) * weight);
        let mut parts = exact.map(|exact| exact / whole);
        let mut left = u128::from(votes) - parts.iter().sum::<u128>();
        let mut order = [0, 1, 2];
        order.sort_by_key(|place| std::cmp::Reverse(exact[*place] % whole));
        for place in order {
            let one = left.min(1);
            parts[place] += one;
            left -= one;
        }
        let [in_favour, against, abstained] =
            parts.map(|part| u64::try_from(part).unwrap_or(u64::MAX));
        Votes { in_favour, against, abstained }
    }
}

impl From<&Instruction> for Votes {
    fn from(said: &Instruction) -> Votes {
        let Instruction { in_favour, against, abstained, .. } = *said;
        Votes { in_favour, against, abstained }
    }
}

/// A vote cast for a caisse, beside what its members said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mandated {
    /// The caisse.
    pub peer: PeerId,
    /// Who votes for it: its delegate, or the caisse itself where it has none.
    pub voter: MemberId,
    /// How the votes would follow the count: 40 for and 27 against of 67; none if its members said
    /// nothing. A delegate of several caisses follows all of them together.
    pub instructed: Option<Votes>,
    /// How they were cast.
    pub cast: Votes,
    /// True when the vote is not what the caisse's members voted; not to vote is one way of it.
    pub deviates: bool,
}

/// How votes were cast for each caisse in a poll whose ballots are open, by number of caisse.
/// Mandates name the caisse as its card does. Nothing of a discreet poll, or of another question than
/// a motion. Linear in caisses times mandates.
pub fn mandated(house: &Organisation, poll: PollId) -> Vec<Mandated> {
    let Some(poll) = house.assemblies.poll(poll).filter(|poll| poll.question.options.is_empty())
    else {
        return Vec::new();
    };
    if poll.terms.secrecy != crate::assemblies::statutes::Secrecy::Open {
        return Vec::new();
    }
    let told = told(house, poll);
    let of_voter = |(peer, voter, said): &(PeerId, MemberId, Option<Votes>)| {
        let all = told.iter().filter(|(_, other, _)| other == voter);
        let together = all.filter_map(|(_, _, votes)| *votes).reduce(Votes::plus);
        let cast = cast(poll, *voter);
        let together = said.and(together);
        let deviates = together.is_some_and(|together| !cast.follow(together));
        let instructed = together.map(|together| match cast.total() {
            0 => together,
            votes => together.shared(votes),
        });
        Mandated { peer: *peer, voter: *voter, instructed, cast, deviates }
    };
    told.iter().map(of_voter).collect()
}

/// Who votes for each caisse, with what its members said on this item: the delegates whose mandates
/// bind them there; else the caisse itself, when it voted.
fn told(house: &Organisation, poll: &Poll) -> Vec<(PeerId, MemberId, Option<Votes>)> {
    let item = (poll.assembly, poll.question.item);
    let on = house.assemblies.assembly(poll.assembly).map(|known| known.convocation.on);
    let mut told = Vec::new();
    for (peer, known) in house.federation.peers() {
        let Side::Below(member) = known.side else { continue };
        let said = known.instructions.get(&item).map(Votes::from);
        let before = told.len();
        for (_, mandate) in house.assemblies.mandates() {
            let holds = on.is_some_and(|on| {
                mandate.from <= on && mandate.until.is_none_or(|until| on <= until)
            });
            let binds = mandate.kind.is_none_or(|kind| kind == poll.question.kind);
            if holds && binds && mandate.of == known.card.name {
                let votes = said.map(|said| said.shared(mandate.members));
                let votes = votes.filter(|votes| votes.total() > 0);
                told.push((peer, mandate.delegate, votes));
            }
        }
        if told.len() == before && poll.votes.contains_key(&member) {
            told.push((peer, member, said.filter(|votes| votes.total() > 0)));
        }
    }
    told
}

fn cast(poll: &Poll, delegate: MemberId) -> Votes {
    use crate::assemblies::poll::Answer;
    let mut votes = Votes::default();
    for part in poll.votes.get(&delegate).into_iter().flat_map(|vote| &vote.parts) {
        match part.ballot {
            Ballot::Answer(Answer::Yes) => votes.in_favour += part.votes,
            Ballot::Answer(Answer::No) => votes.against += part.votes,
            _ => votes.abstained += part.votes,
        }
    }
    votes
}

#[cfg(test)]
mod tests;

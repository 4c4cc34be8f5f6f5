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

/// A delegate whose ballot is not what the caisse's members voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The caisse.
    pub peer: PeerId,
    /// Who votes for it.
    pub delegate: MemberId,
    /// How the delegate's votes would follow the count: 40 for and 27 against of 67. A delegate of
    /// several caisses follows all of them together.
    pub instructed: Votes,
    /// How they were cast.
    pub cast: Votes,
}

/// The delegates who voted otherwise than instructed in a poll whose ballots are open, by number of
/// caisse; a delegate who did not vote is one of them. Mandates name the caisse as its card does.
/// Nothing of a discreet poll, of another question than a motion, or where nobody was instructed.
/// Linear in caisses times mandates.
pub fn deviations(house: &Organisation, poll: PollId) -> Vec<Deviation> {
    let Some(poll) = house.assemblies.poll(poll).filter(|poll| poll.question.options.is_empty())
    else {
        return Vec::new();
    };
    if poll.terms.secrecy != crate::assemblies::statutes::Secrecy::Open {
        return Vec::new();
    }
    let told = told(house, poll);
    let mut found = Vec::new();
    for (peer, delegate, _) in &told {
        let together = told
            .iter()
            .filter(|(_, other, _)| other == delegate)
            .fold(Votes::default(), |sum, (_, _, votes)| sum.plus(*votes));
        let cast = cast(poll, *delegate);
        let instructed = match cast.total() {
            0 => together,
            votes => together.shared(votes),
        };
        if instructed != cast {
            found.push(Deviation { peer: *peer, delegate: *delegate, instructed, cast });
        }
    }
    found
}

/// Every mandate that was instructed on this item: the members behind it as they voted.
fn told(house: &Organisation, poll: &Poll) -> Vec<(PeerId, MemberId, Votes)> {
    let item = (poll.assembly, poll.question.item);
    let on = house.assemblies.assembly(poll.assembly).map(|known| known.convocation.on);
    let mut told = Vec::new();
    for (peer, known) in house.federation.peers() {
        let Some(instruction) = known.instructions.get(&item) else { continue };
        if !matches!(known.side, Side::Below(_)) {
            continue;
        }
        for (_, mandate) in house.assemblies.mandates() {
            let holds = on.is_some_and(|on| {
                mandate.from <= on && mandate.until.is_none_or(|until| on <= until)
            });
            let binds = mandate.kind.is_none_or(|kind| kind == poll.question.kind);
            let votes = Votes::from(instruction).shared(mandate.members);
            if holds && binds && mandate.of == known.card.name && votes.total() > 0 {
                told.push((peer, mandate.delegate, votes));
            }
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

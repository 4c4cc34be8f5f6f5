//! What is owed between levels, as a queue: how much, from which months, by whom. Shares of
//! contributions enter it when they are received, equalisations when they are booked; money takes the
//! oldest away first.
//!
//! Absent on purpose: payment orders (`payments`), and who pays which bill: a balance is paid, not
//! its parts.

use std::collections::{BTreeMap, VecDeque};

use caisse_units::{Amount, Day, Month};

use super::Message;
use crate::Organisation;
use crate::identity::{LevelId, PeerId};
use crate::ledger::{Party, Use};

/// What stands between us and another level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The level.
    pub level: LevelId,
    /// Its name, that of its organisation when it is tied to us.
    pub name: String,
    /// Its organisation, when we know it.
    pub peer: Option<PeerId>,
    /// What we owe it; below zero, what it owes us.
    pub sum: Amount,
    /// What is not paid yet, by the month in which it became due, the oldest first; of the sign of
    /// `sum`, to which they add up.
    pub months: Vec<(Month, Amount)>,
    /// The part of it that payment orders hold.
    pub ordered: Amount,
}

impl Queue {
    /// The first month that is not paid.
    pub fn since(&self) -> Option<Month> {
        self.months.first().map(|(month, _)| *month)
    }

    /// What should have been paid: due in a month that ended over a month ago. Of the sign of `sum`.
    pub fn late(&self, today: Day) -> Amount {
        let last = today.month().plus_months(-2);
        self.months.iter().filter(|(month, _)| *month <= last).map(|(_, amount)| *amount).sum()
    }
}

/// A queue by the months of its movements, the oldest unpaid first.
#[derive(Default)]
struct Waiting(VecDeque<(Month, Amount)>);

impl Waiting {
    /// Something new is due, or pays the oldest that is due the other way.
    fn add(&mut self, month: Month, mut amount: Amount) {
        while let Some((_, oldest)) = self.0.front_mut() {
            if oldest.is_negative() == amount.is_negative() {
                break;
            }
            let rest = oldest.plus(amount);
            if rest.is_negative() == oldest.is_negative() && !rest.is_zero() {
                *oldest = rest;
                return;
            }
            self.0.pop_front();
            amount = rest;
        }
        match self.0.iter_mut().find(|(known, _)| *known == month) {
            _ if amount.is_zero() => (),
            Some((_, sum)) => *sum = sum.plus(amount),
            None => self.0.push_back((month, amount)),
        }
    }
}

/// What stands between us and every level, in the order of the levels, without those that are even.
/// Linear in the postings, plus the sorting of what moved.
pub fn owed_to_levels(house: &Organisation) -> Vec<Queue> {
    let account = house.chart.account(Use::OwedToLevels);
    let mut moves: BTreeMap<LevelId, Vec<(Day, Amount)>> = BTreeMap::new();
    for entry in house.ledger.entries() {
        for posting in entry.postings().filter(|posting| posting.account == account) {
            if let Some(Party::Level(level)) = posting.party {
                moves.entry(level).or_default().push((entry.date(), -posting.amount));
            }
        }
    }
    let queues = moves.into_iter().map(|(level, moves)| queue(house, level, moves));
    queues.filter(|queue| !queue.sum.is_zero()).collect()
}

/// What stands between us and one organisation.
pub fn queue_of(house: &Organisation, peer: PeerId) -> Option<Queue> {
    let level = house.federation.peer(peer)?.level;
    owed_to_levels(house).into_iter().find(|queue| queue.level == level)
}

fn queue(house: &Organisation, level: LevelId, mut moves: Vec<(Day, Amount)>) -> Queue {
    moves.sort_by_key(|(day, _)| *day);
    let mut waiting = Waiting::default();
    for (day, amount) in &moves {
        waiting.add(day.month(), *amount);
    }
    let peer = house.federation.peers().find(|(_, peer)| peer.level == level);
    let name = house.rules.level(level).unwrap_or_default().to_owned();
    Queue {
        level,
        name: peer.map_or(name, |(_, known)| known.card.name.clone()),
        peer: peer.map(|(peer, _)| peer),
        sum: moves.iter().map(|(_, amount)| *amount).sum(),
        months: waiting.0.into(),
        ordered: house.payments.ordered_for(level),
    }
}

/// What the contributions booked in a month gave a level, less what was given back: final once the
/// month is closed. Linear in the postings.
///
/// Shares stand in the entries of receipts, of what the bank took back, and of what was undone: those
/// that also move what members owe.
pub fn shares_of_month(house: &Organisation, level: LevelId, month: Month) -> Amount {
    let (owed, claims) = (Use::OwedToLevels, Use::ContributionsReceivable);
    let (owed, claims) = (house.chart.account(owed), house.chart.account(claims));
    let mut sum = Amount::ZERO;
    for entry in house.ledger.entries().filter(|entry| entry.date().month() == month) {
        let ours = |party| party == Some(Party::Level(level));
        let share: Amount = entry
            .postings()
            .filter(|posting| posting.account == owed && ours(posting.party))
            .map(|posting| -posting.amount)
            .sum();
        if !share.is_zero() && entry.postings().any(|posting| posting.account == claims) {
            sum = sum.plus(share);
        }
    }
    sum
}

/// What an organisation announced to us for a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The month.
    pub month: Month,
    /// The shares of its contributions.
    pub amount: Amount,
    /// When it said so.
    pub on: Day,
    /// What has not come yet: money pays the oldest first.
    pub left: Amount,
}

impl Announced {
    /// True when something has not come by the end of the next month.
    pub fn is_late(&self, today: Day) -> bool {
        self.left.is_positive() && today > self.month.next().last_day()
    }
}

/// What an organisation said that its contributions gave us, month by month, and what has not come.
/// Linear in the postings.
pub fn announced_by(house: &Organisation, peer: PeerId) -> Vec<Announced> {
    let Some(known) = house.federation.peer(peer) else { return Vec::new() };
    let mut open = -queue_of(house, peer).map_or(Amount::ZERO, |queue| queue.sum);
    let mut list: Vec<Announced> = known
        .passed
        .iter()
        .rev()
        .map(|(month, (amount, on))| {
            // What is open belongs to the latest, since money pays the oldest first.
            let left = open.min(*amount).max(Amount::ZERO);
            open = open.minus(left);
            Announced { month: *month, amount: *amount, on: *on, left }
        })
        .collect();
    list.reverse();
    list
}

/// True if we announced that month to the organisation.
pub(super) fn was_passed_on(house: &Organisation, peer: PeerId, month: Month) -> bool {
    house.federation.sent().iter().any(|sent| {
        sent.to == Some(peer)
            && matches!(sent.message, Message::PassedOn { month: said, .. } if said == month)
    })
}

//! Needs and what the caisse grants: requests, decisions under a rule, reservations, periodic
//! allowances, cancellation and expiry.
//!
//! Granting *reserves*: the expense and the debt to the member are in the books from that day.
//! Paying is an order under two signatures (`payments`). What is not paid is cancelled or expires,
//! by a counter-entry.
//!
//! Absent on purpose: what the request tells (documents stay sealed, here only by digest).

mod apply;
mod decide;
mod refusal;

pub use apply::{apply, follow_payment};
pub use decide::{decide, to_grant};
pub use refusal::Refusal;

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::identity::{AllocationId, DecisionId, MemberId, PaymentId, RequestId};
use crate::ledger::{AccountNumber, Entry};
use crate::rules;

/// Where a request stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// To be decided.
    Asked,
    /// Granted, as this allocation.
    Granted(AllocationId),
    /// Refused, with reasons.
    Refused {
        /// Why.
        reasons: String,
    },
    /// The member appeals; to be decided again.
    Appealed {
        /// Why the first decision is contested.
        reasons: String,
    },
}

/// A request for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Who asks.
    pub member: MemberId,
    /// Under which rule.
    pub rule: String,
    /// How much is asked, or the cost to be shared.
    pub asked: Amount,
    /// SHA-256 of the sealed documents.
    pub documents: Vec<String>,
    /// True if only the small committee may see it.
    pub sensitive: bool,
    /// When.
    pub on: Day,
    /// Where it stands.
    pub state: RequestState,
}

/// Where an allocation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllocationState {
    /// Reserved: in the books, not yet ordered.
    Reserved,
    /// In a payment order.
    Ordered(PaymentId),
    /// Paid on that day.
    Paid(Day),
    /// Cancelled on that day.
    Cancelled(Day),
    /// Expired on that day.
    Expired(Day),
}

/// What the caisse granted to a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// To whom.
    pub member: MemberId,
    /// How much.
    pub amount: Amount,
    /// What the rule computed, before the fund's shortage or a decision changed it.
    pub computed: Amount,
    /// When.
    pub on: Day,
    /// Under which rule, an index into the names of [`Allocations`].
    pub rule: u16,
    /// The account of the expense, for a counter-entry.
    pub expense: AccountNumber,
    /// The request it answers, for one-time help.
    pub request: Option<RequestId>,
    /// The last day it can be paid, if it expires.
    pub expires: Option<Day>,
    /// Where it stands.
    pub state: AllocationState,
}

/// How a sum too short is shared among those entitled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortageMethod {
    /// Everyone gets the same part of the right.
    Proportional,
    /// Everyone gets the same amount, nobody more than the right.
    ConstrainedEqualAwards,
    /// Everyone loses the same amount, nobody more than the right.
    ConstrainedEqualLosses,
}

/// Requests and allocations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocations {
    requests: Vec<Request>,
    list: Vec<Allocation>,
    rules: Vec<String>,
    granted: BTreeMap<(u16, Month), Vec<(AllocationId, u32)>>,
    reserved: Amount,
    received: BTreeMap<(MemberId, u16, i16), Amount>,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// A member asks for help.
    Ask {
        /// Who.
        member: MemberId,
        /// Under which rule.
        rule: String,
        /// How much, or the cost to be shared.
        asked: Amount,
        /// Digests of the documents.
        documents: Vec<String>,
        /// Seen only by the small committee.
        sensitive: bool,
        /// When.
        on: Day,
    },
    /// Grant a request: the rule computes; a decision may grant less, never more.
    Grant {
        /// Which.
        request: RequestId,
        /// Less than computed, if so decided.
        amount: Option<Amount>,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// The decision, needed when the amount differs from what the rule computes.
        decision: Option<DecisionId>,
        /// When.
        on: Day,
        /// The last day it can be paid.
        expires: Option<Day>,
        /// The member's situation, opened for this.
        #[serde(skip)]
        situation: Option<rules::Situation>,
    },
    /// Refuse a request.
    Refuse {
        /// Which.
        request: RequestId,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// When.
        on: Day,
    },
    /// Contest a refusal.
    Appeal {
        /// Which.
        request: RequestId,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// When.
        on: Day,
    },
    /// Grant the periodic allowance of a month to all who are entitled by the rule.
    GrantPeriodic {
        /// The month.
        month: Month,
        /// The rule.
        rule: String,
        /// The date of the entry.
        on: Day,
        /// The most that may be granted in all; the free fund if absent.
        envelope: Option<Amount>,
        /// How to share if it is too short; refused if absent.
        shortage: Option<ShortageMethod>,
        /// The situations opened for this.
        #[serde(skip)]
        situations: rules::Situations,
    },
    /// Cancel what is reserved and not ordered.
    Cancel {
        /// Which.
        allocation: AllocationId,
        /// Why, 1 to 500 characters.
        reasons: String,
        /// When.
        on: Day,
    },
    /// Let expire what is reserved past its last day.
    Expire {
        /// The day.
        on: Day,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A member asked for help.
    Asked {
        /// Its number.
        request: RequestId,
        /// Who.
        member: MemberId,
        /// Under which rule.
        rule: String,
        /// How much.
        asked: Amount,
        /// Digests of the documents.
        documents: Vec<String>,
        /// Seen only by the small committee.
        sensitive: bool,
        /// When.
        on: Day,
    },
    /// A request was granted: the money is reserved.
    Granted {
        /// Which.
        request: RequestId,
        /// The allocation.
        allocation: AllocationId,
        /// The first day of the version applied.
        since: Day,
        /// What the rule computed.
        computed: Amount,
        /// What is granted.
        amount: Amount,
        /// Why.
        reasons: String,
        /// By which decision, if it differs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionId>,
        /// The last day it can be paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Day>,
        /// The books.
        entry: Entry,
    },
    /// A request was refused.
    Refused {
        /// Which.
        request: RequestId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
    },
    /// A refusal was contested.
    Appealed {
        /// Which.
        request: RequestId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
    },
    /// Allowances of a month were granted. The columns have one row per member.
    PeriodicGranted {
        /// The month.
        month: Month,
        /// The rule.
        rule: String,
        /// The first day of the version applied.
        since: Day,
        /// The date of the entry.
        on: Day,
        /// The number of the first allocation.
        first: AllocationId,
        /// The members, in order.
        members: Vec<MemberId>,
        /// What the rule computed for each.
        computed: Vec<Amount>,
        /// What each gets.
        amounts: Vec<Amount>,
        /// How the shortage was shared, if there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shortage: Option<ShortageMethod>,
        /// The account of the expense, debited.
        expense: AccountNumber,
        /// The account of what is owed to members, credited.
        payable: AccountNumber,
    },
    /// An allocation was cancelled.
    Cancelled {
        /// Which.
        allocation: AllocationId,
        /// Why.
        reasons: String,
        /// When.
        on: Day,
        /// The books.
        entry: Entry,
    },
    /// Allocations expired.
    Expired {
        /// Which.
        allocations: Vec<AllocationId>,
        /// When.
        on: Day,
        /// The books.
        entry: Entry,
    },
}

impl Allocations {
    /// The request of that number.
    pub fn request(&self, request: RequestId) -> Option<&Request> {
        self.requests.get((request.0 as usize).checked_sub(1)?)
    }

    /// Every request with its number.
    pub fn requests(&self) -> impl Iterator<Item = (RequestId, &Request)> {
        self.requests.iter().enumerate().map(|(index, request)| (RequestId::at(index), request))
    }

    /// The allocation of that number.
    pub fn get(&self, allocation: AllocationId) -> Option<&Allocation> {
        self.list.get((allocation.0 as usize).checked_sub(1)?)
    }

    /// Every allocation with its number, in the order granted.
    pub fn all(&self) -> impl Iterator<Item = (AllocationId, &Allocation)> {
        self.list.iter().enumerate().map(|(index, a)| (AllocationId::at(index), a))
    }

    /// The name of the rule an allocation was granted under.
    pub fn rule_of(&self, allocation: &Allocation) -> &str {
        &self.rules[usize::from(allocation.rule)]
    }

    /// The allocations of a rule for a month, periodic ones only.
    pub fn granted_in(
        &self,
        rule: &str,
        month: Month,
    ) -> impl Iterator<Item = (AllocationId, &Allocation)> {
        let index = self.rules.iter().position(|name| name == rule);
        let key = index.and_then(|index| u16::try_from(index).ok()).map(|index| (index, month));
        key.and_then(|key| self.granted.get(&key)).into_iter().flatten().flat_map(
            |(first, count)| {
                let start = first.index();
                (start..start + *count as usize).map(|i| (AllocationId::at(i), &self.list[i]))
            },
        )
    }

    /// What is granted and not yet paid, cancelled or expired.
    pub fn reserved(&self) -> Amount {
        self.reserved
    }

    /// What a member already received (or has reserved) under a rule in a calendar year: what yearly
    /// caps count.
    pub fn received_in_year(&self, member: MemberId, rule: &str, year: i16) -> Amount {
        let index = self.rules.iter().position(|name| name == rule);
        let index = index.and_then(|index| u16::try_from(index).ok());
        let kept = index.and_then(|rule| self.received.get(&(member, rule, year)));
        kept.copied().unwrap_or_default()
    }

    /// What the member of an allocation had received (or had reserved) under its rule in a calendar
    /// year when it was granted. Linear in the allocations before it.
    pub fn received_before(&self, allocation: AllocationId, year: i16) -> Amount {
        let Some(told) = self.get(allocation) else { return Amount::ZERO };
        let counted = |earlier: &&Allocation| {
            let undone = match earlier.state {
                AllocationState::Cancelled(day) | AllocationState::Expired(day) => day <= told.on,
                _ => false,
            };
            let same = earlier.member == told.member && earlier.rule == told.rule;
            same && earlier.on.year() == year && !undone
        };
        let before = self.list.iter().take(allocation.index());
        before.filter(counted).map(|earlier| earlier.amount).sum()
    }

    /// The month that a periodic allocation is for; `None` for one-time help.
    pub fn month_of(&self, allocation: AllocationId) -> Option<Month> {
        let rule = self.get(allocation)?.rule;
        let last = Month::new(2999, 12).expect("the last month of the calendar");
        let first = Month::new(1900, 1).expect("the first month of the calendar");
        let runs = self.granted.range((rule, first)..=(rule, last));
        let holds = |(start, count): &(AllocationId, u32)| {
            (start.0..start.0 + count).contains(&allocation.0)
        };
        runs.filter(|(_, runs)| runs.iter().any(holds)).map(|((_, month), _)| *month).next()
    }
}

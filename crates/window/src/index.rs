//! The few records that pages lead to, found by their kind: decisions, calls, grants, waivers,
//! arrangements, closings.
//!
//! The journal may hold a million receipts; they are passed over by their first bytes, unread. A
//! record that is withheld or unreadable is passed over too: the pages then lack its number.
//!
//! Absent on purpose: figures. They come from the state.

use std::collections::BTreeMap;

use caisse_app::Desk;
use caisse_app::clock::day_of;
use caisse_app::house::read_event;
use caisse_domain::federation::Equalised;
use caisse_domain::identity::{
    AllocationId, AssemblyId, ClaimId, DecisionId, MemberId, PeerId, PollId,
};
use caisse_domain::{Event, allocations, assemblies, books, contributions, federation, offices};
use caisse_journal::Record;
use caisse_units::{Amount, Day, Month};

/// How many records are read at once.
const CHUNK: usize = 1_000;

/// How the events that are indexed begin, as the journal writes them.
const INDEXED: [&str; 13] = [
    "{\"founded\"",
    "{\"offices\":{\"decision_recorded\"",
    "{\"contributions\":{\"called\"",
    "{\"contributions\":{\"waived\"",
    "{\"contributions\":{\"spread\"",
    "{\"allocations\":{\"granted\"",
    "{\"allocations\":{\"periodic_granted\"",
    "{\"books\":{\"month_closed\"",
    "{\"books\":{\"year_closed\"",
    "{\"assemblies\":{\"convened\"",
    "{\"assemblies\":{\"poll_closed\"",
    "{\"assemblies\":{\"poll_annulled\"",
    "{\"federation\":{\"received\"",
];

/// Claims or allocations made by one event under one version of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// The record.
    pub record: u64,
    /// The rule.
    pub rule: String,
    /// The first day of the version applied.
    pub since: Day,
    /// The date of the entry.
    pub on: Day,
    /// The month it is for, when it is for a month.
    pub month: Option<Month>,
    /// How many.
    pub count: usize,
    /// The reasons that were given, for one granted on request.
    pub reasons: Option<String>,
    /// The decision that changed what the rule computed.
    pub decision: Option<DecisionId>,
}

/// A part of a claim that was waived.
#[derive(Clone, Debug)]
pub(crate) struct Waived {
    /// How much.
    pub amount: Amount,
    /// Why.
    pub reason: String,
    /// By which decision.
    pub decision: DecisionId,
    /// The date of the entry.
    pub on: Day,
}

/// What the journal says that the state does not keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    next: u64,
    decisions: BTreeMap<DecisionId, u64>,
    calls: BTreeMap<ClaimId, Made>,
    grants: BTreeMap<AllocationId, Made>,
    waived: BTreeMap<ClaimId, Vec<Waived>>,
    spread: BTreeMap<ClaimId, Day>,
    months: BTreeMap<Month, Day>,
    years: BTreeMap<i16, Day>,
    convened: BTreeMap<AssemblyId, Convened>,
    polls: BTreeMap<PollId, (u64, Day)>,
    told: BTreeMap<DecisionId, PeerId>,
    heard: BTreeMap<PeerId, Day>,
    equalised: BTreeMap<(PeerId, String, Month), Equalised>,
}

/// The record of a convocation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Convened {
    /// The record.
    pub record: u64,
    /// Who convened; nobody for the founders.
    pub by: Option<MemberId>,
}

impl Index {
    /// The number of the next record to read.
    pub fn reached(&self) -> u64 {
        self.next
    }

    /// Reads on up to the head of the journal. Linear in the new records.
    pub fn follow(&mut self, desk: &Desk) {
        let (store, organisation) = (desk.house.store(), desk.house.organisation());
        let head = desk.house.head().size;
        while self.next < head {
            let records = store.read(organisation, self.next, CHUNK).unwrap_or_default();
            if records.is_empty() {
                return;
            }
            for record in records.iter().filter(|record| record.number() < head) {
                self.take(record);
                self.next = record.number() + 1;
            }
        }
    }

    /// The record of a decision.
    pub fn decision(&self, decision: DecisionId) -> Option<u64> {
        self.decisions.get(&decision).copied()
    }

    /// The call that made a claim.
    pub fn call(&self, claim: ClaimId) -> Option<&Made> {
        let (first, made) = self.calls.range(..=claim).next_back()?;
        (claim.index() < first.index() + made.count).then_some(made)
    }

    /// The grant that made an allocation.
    pub fn grant(&self, allocation: AllocationId) -> Option<&Made> {
        let (first, made) = self.grants.range(..=allocation).next_back()?;
        (allocation.index() < first.index() + made.count).then_some(made)
    }

    /// What was waived of a claim, in order.
    pub fn waived(&self, claim: ClaimId) -> &[Waived] {
        self.waived.get(&claim).map_or(&[], Vec::as_slice)
    }

    /// The day a claim was last spread over dates.
    pub fn spread(&self, claim: ClaimId) -> Option<Day> {
        self.spread.get(&claim).copied()
    }

    /// The day a month was closed.
    pub fn month_closed(&self, month: Month) -> Option<Day> {
        self.months.get(&month).copied()
    }

    /// The day a year was closed.
    pub fn year_closed(&self, year: i16) -> Option<Day> {
        self.years.get(&year).copied()
    }

    /// The record of a convocation, and who made it.
    pub fn convened(&self, assembly: AssemblyId) -> Option<Convened> {
        self.convened.get(&assembly).copied()
    }

    /// The record that closed a poll or gave it up, and its day.
    pub fn poll(&self, poll: PollId) -> Option<(u64, Day)> {
        self.polls.get(&poll).copied()
    }

    /// The federation that took a decision, when it was recorded as it came from there.
    pub fn told_by(&self, decision: DecisionId) -> Option<PeerId> {
        self.told.get(&decision).copied()
    }

    /// The day of the last message of an organisation.
    pub fn heard(&self, peer: PeerId) -> Option<Day> {
        self.heard.get(&peer).copied()
    }

    /// An equalisation that a federation told us, whole.
    pub fn equalised(&self, peer: PeerId, rule: &str, month: Month) -> Option<&Equalised> {
        self.equalised.get(&(peer, rule.to_owned(), month))
    }

    fn take(&mut self, record: &Record) {
        let wanted = record.payload().ok().flatten().is_some_and(|payload| {
            INDEXED.iter().any(|beginning| payload.event.starts_with(beginning))
        });
        if !wanted {
            return;
        }
        let number = record.number();
        let Ok(event) = read_event(record, number) else { return };
        let day = day_of(record.header().time);
        match event {
            Event::Founded(_) => {
                self.decisions.insert(DecisionId::at(0), number);
            }
            Event::Offices(offices::Event::DecisionRecorded { decision, .. }) => {
                self.decisions.insert(decision, number);
            }
            Event::Contributions(event) => self.take_contributions(event, number, day),
            Event::Allocations(event) => self.take_allocations(event, number),
            Event::Books(books::Event::MonthClosed { month }) => {
                self.months.insert(month, day);
            }
            Event::Books(books::Event::YearClosed { year, .. }) => {
                self.years.insert(year, day);
            }
            Event::Assemblies(event) => self.take_assemblies(event, record),
            Event::Federation(event) => self.take_federation(event, number),
            _ => (),
        }
    }

    fn take_federation(&mut self, event: federation::Event, record: u64) {
        let federation::Event::Received { peer, message, on, decision, .. } = event else { return };
        self.heard.insert(peer, on);
        if let Some((decision, _)) = decision {
            self.decisions.insert(decision, record);
            self.told.insert(decision, peer);
        }
        if let Some(federation::Message::Equalised(done)) = message.map(|message| *message) {
            self.equalised.insert((peer, done.rule.clone(), done.month), done);
        }
    }

    fn take_assemblies(&mut self, event: assemblies::Event, record: &Record) {
        use assemblies::Event as E;
        let number = record.number();
        match event {
            E::Convened { assembly, .. } => {
                let by = Some(record.header().actor.0).filter(|by| *by > 0).map(MemberId);
                self.convened.insert(assembly, Convened { record: number, by });
            }
            E::PollClosed(closed) => {
                self.polls.insert(closed.poll, (number, closed.on));
                if let Some((decision, _)) = closed.decision {
                    self.decisions.insert(decision, number);
                }
            }
            E::PollAnnulled { poll, on, .. } => {
                self.polls.insert(poll, (number, on));
            }
            _ => (),
        }
    }

    fn take_contributions(&mut self, event: contributions::Event, record: u64, day: Day) {
        use contributions::Event as E;
        match event {
            E::Called { month, rule, since, on, first, members, .. } => {
                let (reasons, decision) = (None, None);
                let (month, count) = (Some(month), members.len());
                let made = Made { record, rule, since, on, month, count, reasons, decision };
                self.calls.insert(first, made);
            }
            E::Waived { claim, amount, reason, decision, entry, .. } => {
                let waived = Waived { amount, reason, decision, on: entry.date };
                self.waived.entry(claim).or_default().push(waived);
            }
            E::Spread { claim, .. } => {
                self.spread.insert(claim, day);
            }
            _ => (),
        }
    }

    fn take_allocations(&mut self, event: allocations::Event, record: u64) {
        use allocations::Event as E;
        match event {
            E::PeriodicGranted { month, rule, since, on, first, members, .. } => {
                let (reasons, decision) = (None, None);
                let (month, count) = (Some(month), members.len());
                let made = Made { record, rule, since, on, month, count, reasons, decision };
                self.grants.insert(first, made);
            }
            E::Granted { allocation, since, reasons, decision, entry, .. } => {
                let rule = match &entry.reason {
                    caisse_domain::ledger::Reason::Rule { rule, .. } => rule.clone(),
                    _ => String::new(),
                };
                let reasons = Some(reasons);
                let (on, month, count) = (entry.date, None, 1);
                let made = Made { record, rule, since, on, month, count, reasons, decision };
                self.grants.insert(allocation, made);
            }
            _ => (),
        }
    }
}

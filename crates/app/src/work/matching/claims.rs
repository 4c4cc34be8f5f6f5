//! What a bank line may settle: contributions owed, collections under way, receipts that the bank may
//! take back, payment orders sent.
//!
//! A contribution in a collection stands twice: as what its member may still pay by transfer, and as
//! what the bank collects. Money that comes both ways is to the member's credit.

use std::collections::{BTreeMap, BTreeSet};

use caisse_banking::statement::matching::OpenClaim;
use caisse_domain::Organisation;
use caisse_domain::contributions::{DebitItem, Means};
use caisse_domain::identity::{
    ClaimId, DebitMandateId, DebitRunId, MemberId, PaymentId, ReceiptId,
};
use caisse_domain::payments::{Beneficiary, PaymentState};
use caisse_domain::projects::Supplier;
use caisse_units::Amount;

use super::directory::{Directory, Payer};
use super::{debit_identifier, payment_batch, reference, run_batch};

/// What an [`OpenClaim`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A contribution that this member owes.
    Contribution(MemberId),
    /// An item of a collection, of this member.
    Debit { run: DebitRunId, first: bool, member: MemberId, claim: ClaimId },
    /// A receipt that may come back.
    Receipt(ReceiptId),
    /// An item of a payment order.
    Order(PaymentId),
}

/// A collection's part or a payment order that waits for its bank line.
pub(super) struct Awaited {
    /// What it is.
    pub(super) meaning: Meaning,
    /// Signed as the bank line will be.
    pub(super) amount: Amount,
    /// How many items it has.
    pub(super) items: usize,
    /// The day before which the bank does not book it.
    pub(super) from: caisse_units::Day,
}

/// Everything that a line may settle.
#[derive(Default)]
pub(super) struct Claims {
    /// Owed to us, or ordered by us; oldest first.
    pub(super) open: Vec<OpenClaim>,
    /// Received, the latest first: a return takes back the latest.
    pub(super) settled: Vec<OpenClaim>,
    /// What is booked as one sum, by the identifier of its batch.
    pub(super) awaited: BTreeMap<String, Awaited>,
    meanings: Vec<Meaning>,
}

impl Claims {
    pub(super) fn of(house: &Organisation, directory: &Directory) -> Claims {
        let mut claims = Claims::default();
        claims.add_contributions(house, directory);
        claims.add_collections(house, directory);
        claims.add_orders(house, directory);
        claims
    }

    /// What a claim stands for.
    pub(super) fn meaning(&self, claim: u64) -> Meaning {
        let index = usize::try_from(claim).expect("claims are numbered by their position");
        self.meanings[index]
    }

    fn claim(&mut self, meaning: Meaning, payer: u64, amount: Amount, known: Payer) -> OpenClaim {
        self.meanings.push(meaning);
        OpenClaim {
            id: self.meanings.len() as u64 - 1,
            payer,
            amount,
            reference: None,
            mandate: None,
            end_to_end: None,
            order: None,
            iban: known.iban,
            name: known.name,
        }
    }

    fn add_contributions(&mut self, house: &Organisation, directory: &Directory) {
        let mut owed: Vec<_> = house.contributions.all_open().collect();
        owed.sort_by_key(|(claim, _)| *claim);
        for (id, owed) in owed {
            let meaning = Meaning::Contribution(owed.member);
            let known = directory.payer(owed.member);
            let mut claim = self.claim(meaning, u64::from(owed.member.0), owed.left(), known);
            claim.reference = Some(reference(id).as_str().to_owned());
            self.open.push(claim);
        }
    }

    fn add_collections(&mut self, house: &Organisation, directory: &Directory) {
        let mandates: BTreeMap<DebitMandateId, (MemberId, &str)> = house
            .contributions
            .mandates()
            .map(|(id, mandate)| (id, (mandate.member, mandate.reference.as_str())))
            .collect();
        let mut received: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, receipt) in house.contributions.receipts() {
            if let Means::Debit { run, line } = receipt.means {
                received.entry((run, line)).or_default().push((id, receipt));
            }
        }
        for (run, content) in house.contributions.runs() {
            for (item, line) in &content.apart {
                let last = received.remove(&(run, *line)).and_then(|mut receipts| receipts.pop());
                let Some((id, receipt)) = last.filter(|(_, last)| last.returned.is_none()) else {
                    continue;
                };
                let (member, mandate) = mandates[&item.mandate];
                let (meaning, known) = (Meaning::Receipt(id), directory.payer(member));
                let payer = u64::from(member.0);
                let mut claim = self.claim(meaning, payer, receipt.amount, known);
                claim.mandate = Some(mandate.to_owned());
                claim.end_to_end = Some(debit_identifier(run, item.claim));
                self.settled.push(claim);
            }
            for first in [true, false] {
                let items: Vec<&DebitItem> =
                    content.items.iter().filter(|item| item.first == first).collect();
                if items.is_empty() {
                    continue;
                }
                let debit = |item: &DebitItem| {
                    let (member, mandate) = mandates[&item.mandate];
                    (member, mandate.to_owned(), debit_identifier(run, item.claim))
                };
                let Some((_, line)) = content.settled.iter().find(|(known, _)| *known == first)
                else {
                    let batch = run_batch(run, content, first);
                    for item in &items {
                        let (member, mandate, identifier) = debit(item);
                        let meaning = Meaning::Debit { run, first, member, claim: item.claim };
                        // Its member's own transfer goes to the contribution, not to the item.
                        let (payer, nobody) = (u64::from(member.0), Payer::default());
                        let mut claim = self.claim(meaning, payer, item.amount, nobody);
                        claim.mandate = Some(mandate);
                        claim.end_to_end = Some(identifier);
                        claim.order = Some(batch.clone());
                        self.open.push(claim);
                    }
                    let member = debit(items[0]).0;
                    let awaited = Awaited {
                        meaning: Meaning::Debit { run, first, member, claim: items[0].claim },
                        amount: items.iter().map(|item| item.amount).sum(),
                        items: items.len(),
                        from: content.collection,
                    };
                    self.awaited.insert(batch, awaited);
                    continue;
                };
                let mut receipts = received.remove(&(run, *line)).unwrap_or_default();
                // Those before were undone: the line had been taken for these debits once already.
                let receipts = receipts.split_off(receipts.len().saturating_sub(items.len()));
                for (item, (id, receipt)) in items.into_iter().zip(receipts) {
                    if receipt.returned.is_some() {
                        continue;
                    }
                    let (member, mandate, identifier) = debit(item);
                    let known = directory.payer(member);
                    let (meaning, payer) = (Meaning::Receipt(id), u64::from(member.0));
                    let mut claim = self.claim(meaning, payer, receipt.amount, known);
                    claim.mandate = Some(mandate);
                    claim.end_to_end = Some(identifier);
                    self.settled.push(claim);
                }
            }
        }
        self.settled.reverse();
    }

    fn add_orders(&mut self, house: &Organisation, directory: &Directory) {
        for (id, order) in house.payments.all() {
            if order.state != PaymentState::Signed {
                continue;
            }
            let batch = payment_batch(id);
            for item in &order.items {
                let (to, payer, known) = match item.to {
                    Beneficiary::Allocation(allocation) => {
                        let granted = house.allocations.get(allocation);
                        let member = granted.expect("orders name known allocations").member;
                        (allocation.to_string(), u64::from(member.0), directory.payer(member))
                    }
                    // Levels are numbered apart from members.
                    Beneficiary::Level(level) => {
                        (level.to_string(), (1 << 32) + u64::from(level.0), Payer::default())
                    }
                    Beneficiary::Supplier(expense) => {
                        let known = house.projects.expense(expense);
                        let invoice = &known.expect("orders name known invoices").invoice;
                        let (payer, known) = match invoice.supplier {
                            Supplier::Member(member) => {
                                (u64::from(member.0), directory.payer(member))
                            }
                            // Suppliers from outside are known by their invoice.
                            Supplier::Outside { .. } => {
                                ((1 << 33) + u64::from(expense.0), Payer::default())
                            }
                        };
                        (expense.to_string(), payer, known)
                    }
                };
                let mut claim = self.claim(Meaning::Order(id), payer, -item.amount, known);
                claim.end_to_end = Some(format!("{id}-{to}"));
                claim.order = Some(batch.clone());
                self.open.push(claim);
            }
            let awaited = Awaited {
                meaning: Meaning::Order(id),
                amount: -order.total(),
                items: order.items.len(),
                from: order.execution,
            };
            self.awaited.insert(batch, awaited);
        }
    }

    /// The batch whose identifier stands in this text.
    pub(super) fn batch_in(&self, text: &str) -> Option<&str> {
        let identifier = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        let words: BTreeSet<&str> = text.split(identifier).collect();
        let (known, _) = words.into_iter().find_map(|word| self.awaited.get_key_value(word))?;
        Some(known)
    }
}

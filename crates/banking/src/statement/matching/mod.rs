//! Which claim a payment settles.
//!
//! Evidence from the strongest to the weakest: a creditor reference, our end-to-end reference or
//! mandate, our payment order for a batch booked as one sum, the IBAN with the amount. A name, or a
//! reference with more money than is due, only proposes: a person decides. A payer who owes several
//! equal sums settles the oldest (as article 1342-10 of the French civil code has it).
//!
//! Absent on purpose: what a claim is (a contribution, an allocation…), the ledger, names of
//! members beyond the letters to compare.

mod index;
mod names;

use caisse_units::Amount;
use serde::{Deserialize, Serialize};

use super::{Detail, StatementLine};
use index::Index;

/// Something that a bank line may settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenClaim {
    /// The caller's name for it.
    pub id: u64,
    /// Who pays it, or is paid.
    pub payer: u64,
    /// What is still due: positive when money is to come in, negative when it is to go out.
    pub amount: Amount,
    /// Its structured reference (ISO 11649).
    pub reference: Option<String>,
    /// The reference of the mandate it is debited under.
    pub mandate: Option<String>,
    /// The end-to-end reference of the payment that we ordered.
    pub end_to_end: Option<String>,
    /// The payment information identifier of the order that holds it.
    pub order: Option<String>,
    /// The IBAN of the payer, in capitals and without spaces.
    pub iban: Option<String>,
    /// The name of the payer.
    pub name: Option<String>,
}

/// What was found for one payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMatch {
    /// The line, by its position in the slice given.
    pub line: usize,
    /// The payment inside the line; `None` for the line as a whole.
    pub detail: Option<usize>,
    /// The amount to place.
    pub amount: Amount,
    /// What was found.
    pub outcome: Match,
}

/// What was found for a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// These claims, for these amounts, which sum to the payment.
    Certain(Proposal),
    /// A person chooses; the likeliest first, at most five.
    Proposals(Vec<Proposal>),
    /// Nothing.
    None,
}

/// Claims that a payment may settle, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// How much of the payment goes to each claim.
    pub shares: Vec<Share>,
    /// Why.
    pub evidence: Evidence,
}

/// A part of a payment that goes to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The claim.
    pub claim: u64,
    /// The part, with the sign of the payment.
    pub amount: Amount,
}

/// Why a payment and a claim go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The structured reference.
    Reference,
    /// The end-to-end reference.
    EndToEnd,
    /// The mandate.
    Mandate,
    /// The payment order, for a batch booked as one sum.
    Order,
    /// The IBAN.
    Iban,
    /// The name looks alike and the amount is the same.
    NameAndAmount,
}

/// How many proposals a person is shown.
const PROPOSALS: usize = 5;

/// Matches lines with claims, in the order of the lines: what a line settles is no longer due for
/// the next. Claims come oldest first. A line that undoes a payment is matched with `settled`, the
/// claims already paid; the others with `open`.
///
/// Complexity: linear in lines and claims, but for the claims that share one key (a reference, an
/// IBAN), which are looked at together.
pub fn match_lines(
    lines: &[StatementLine],
    open: &[OpenClaim],
    settled: &[OpenClaim],
) -> Vec<PaymentMatch> {
    let mut open = Index::new(open, false);
    let mut settled = Index::new(settled, true);
    let mut matches = Vec::with_capacity(lines.len());
    for (position, line) in lines.iter().enumerate() {
        let index = if line.is_return() { &mut settled } else { &mut open };
        match_line(position, line, index, &mut matches);
    }
    matches
}

fn match_line(
    position: usize,
    line: &StatementLine,
    index: &mut Index<'_>,
    matches: &mut Vec<PaymentMatch>,
) {
    let mut add = |detail, amount, outcome| {
        matches.push(PaymentMatch { line: position, detail, amount, outcome });
    };
    let split = line.details.iter().all(|detail| detail.amount.is_some());
    if line.details.is_empty() || !split {
        let outcome = whole_line(line, index);
        return add(None, line.amount, outcome);
    }
    for (number, detail) in line.details.iter().enumerate() {
        let amount = detail.amount.unwrap_or(line.amount);
        let alone = line.details.len() == 1;
        let outcome = one_payment(&line.label, detail, amount, alone, index);
        add(Some(number), amount, outcome);
    }
}

/// A line booked as one sum: our order, or the payments that the form names without dividing the
/// sum.
fn whole_line(line: &StatementLine, index: &mut Index<'_>) -> Match {
    let order = line.batch.as_ref().and_then(|batch| batch.payment_information.as_deref());
    if let Some(order) = order {
        let claims = index.of_order(order, line.amount);
        if !claims.is_empty() {
            return index.settle_exactly(&claims, line.amount, Evidence::Order);
        }
    }
    if line.details.is_empty() {
        return one_payment(&line.label, &Detail::default(), line.amount, true, index);
    }
    let mut claims = Vec::with_capacity(line.details.len());
    for detail in &line.details {
        let found = index.of_end_to_end(detail.end_to_end.as_deref(), line.amount);
        let [claim] = found.as_slice() else { return Match::None };
        claims.push(*claim);
    }
    index.settle_exactly(&claims, line.amount, Evidence::EndToEnd)
}

/// One payment, by its evidence from the strongest to the weakest; the first that is certain
/// settles, all of them propose.
fn one_payment(
    label: &str,
    detail: &Detail,
    amount: Amount,
    alone: bool,
    index: &mut Index<'_>,
) -> Match {
    let mut proposals: Vec<Proposal> = Vec::new();
    for (evidence, claims) in candidates(label, detail, amount, alone, index) {
        match index.settle(&claims, amount, evidence) {
            Match::Certain(proposal) => return Match::Certain(proposal),
            Match::Proposals(more) => {
                for proposal in more {
                    let known = proposals.iter().any(|p| p.shares == proposal.shares);
                    if !known && proposals.len() < PROPOSALS {
                        proposals.push(proposal);
                    }
                }
            }
            Match::None => {}
        }
    }
    if proposals.is_empty() { Match::None } else { Match::Proposals(proposals) }
}

/// The claims that each kind of evidence points at.
fn candidates(
    label: &str,
    detail: &Detail,
    amount: Amount,
    alone: bool,
    index: &Index<'_>,
) -> Vec<(Evidence, Vec<usize>)> {
    let mut found = Vec::new();
    let mut add = |evidence, claims: Vec<usize>| {
        if !claims.is_empty() {
            found.push((evidence, claims));
        }
    };
    let text = detail.text.as_deref().unwrap_or("");
    let written = [text, if alone { label } else { "" }];
    let mut references: Vec<String> = detail.creditor_reference.iter().cloned().collect();
    references.extend(written.iter().flat_map(|text| names::creditor_references(text)));
    for reference in &references {
        add(Evidence::Reference, index.of_reference(reference, amount));
    }
    add(Evidence::EndToEnd, index.of_end_to_end(detail.end_to_end.as_deref(), amount));
    add(Evidence::Mandate, index.of_mandate(detail.mandate.as_deref(), amount));
    add(Evidence::Iban, index.of_iban(detail.iban.as_deref(), amount));
    let name = detail.name.as_deref().unwrap_or(if alone { label } else { "" });
    add(Evidence::NameAndAmount, index.of_name(name, amount));
    found
}

//! What a whole line is, from what was found for each payment in it: one event explains the line, so
//! all of it goes to members' contributions, one collection or debit, one receipt or one order.

use std::collections::BTreeMap;

use caisse_banking::identifiers::CreditorReference;
use caisse_banking::statement::matching::{self as evidence, PaymentMatch, match_lines};
use caisse_banking::statement::{Batch, LineKind, StatementLine};
use caisse_domain::Organisation;
use caisse_domain::identity::{ClaimId, MemberId};
use caisse_units::Amount;

use super::claims::{Awaited, Claims, Meaning};
use super::directory::{Directory, compact};
use super::{Match, OpenLine};

/// A bank books a batch within so many days after the day asked for.
const BOOKED_WITHIN: i32 = 10;

/// How many members a person is shown.
const PROPOSALS: usize = 5;

pub(super) fn look_up(
    house: &Organisation,
    directory: &Directory,
    lines: &[OpenLine],
) -> Vec<Match> {
    let claims = Claims::of(house, directory);
    let read: Vec<StatementLine> = lines.iter().map(|line| as_read(line, &claims)).collect();
    let found = match_lines(&read, &claims.open, &claims.settled);
    let mut of_line: Vec<Vec<PaymentMatch>> = vec![Vec::new(); lines.len()];
    for payment in found {
        of_line[payment.line].push(payment);
    }
    let judge = Judge { house, directory, claims: &claims };
    let lines = lines.iter().zip(read).zip(of_line);
    lines.map(|((line, read), found)| judge.line(line, &read, &found)).collect()
}

/// The line as the statement reader gave it. A batch of ours is matched as one sum, even where the
/// bank lists its payments; a line with one payment is that payment.
fn as_read(open: &OpenLine, claims: &Claims) -> StatementLine {
    let mut line = open.text.as_read(&open.line);
    if line.batch.is_none()
        && let Some(batch) = claims.batch_in(&line.label)
    {
        line.batch = Some(Batch { payment_information: Some(batch.to_owned()), count: None });
    }
    let order = line.batch.as_ref().and_then(|batch| batch.payment_information.as_deref());
    let awaited = order.and_then(|order| claims.awaited.get(order));
    // Some banks book each payment of a batch by a line of its own, which names the batch too.
    let alone = |sum: Amount| line.details.len() == 1 && line.amount != sum;
    if awaited.is_some_and(|awaited| !alone(awaited.amount)) && !line.is_return() {
        line.details.clear();
    }
    if let [only] = line.details.as_mut_slice() {
        only.amount = only.amount.or(Some(line.amount));
    }
    line
}

struct Judge<'a> {
    house: &'a Organisation,
    directory: &'a Directory,
    claims: &'a Claims,
}

impl Judge<'_> {
    fn line(&self, open: &OpenLine, line: &StatementLine, found: &[PaymentMatch]) -> Match {
        if let Some(certain) = self.certain(line, found) {
            return certain;
        }
        if line.is_return() {
            return Match::Unknown;
        }
        if let Some(batch) = self.only_batch_of_that_sum(line) {
            return batch;
        }
        if line.amount.is_negative() {
            let charge = line.kind == LineKind::Charge || is_charge(&line.label);
            return if charge { Match::Charge } else { Match::Unknown };
        }
        let members = self.perhaps(open, found);
        if members.is_empty() { Match::Unknown } else { Match::Perhaps(members) }
    }

    /// What the line is if every payment in it is certain and all go to one thing, which they settle
    /// whole.
    fn certain(&self, line: &StatementLine, found: &[PaymentMatch]) -> Option<Match> {
        let mut meanings = Vec::new();
        for payment in found {
            let evidence::Match::Certain(proposal) = &payment.outcome else { return None };
            meanings.extend(proposal.shares.iter().map(|share| self.claims.meaning(share.claim)));
        }
        let total: Amount = found.iter().map(|payment| payment.amount).sum();
        let first = *meanings.first()?;
        if total != line.amount {
            return None;
        }
        if !meanings.iter().all(|meaning| same(*meaning, first)) {
            return self.together(found);
        }
        match first {
            Meaning::Contribution(member) => Some(Match::Contribution(member)),
            Meaning::Receipt(receipt) => {
                (meanings.len() == 1).then(|| Match::Return(receipt, reason(line)))
            }
            Meaning::Debit { .. } | Meaning::Order(_) => {
                let mut awaited = self.claims.awaited.values();
                let whole = awaited.find(|awaited| same(awaited.meaning, first))?;
                let all = whole.items == meanings.len() && whole.amount == line.amount;
                match first {
                    Meaning::Debit { claim, .. } if !all && meanings.len() == 1 => {
                        Some(Match::Debit(claim))
                    }
                    _ => all.then(|| batch(whole)),
                }
            }
        }
    }

    /// What each member paid by a line that shows the payments of several, if it shows nothing else.
    fn together(&self, found: &[PaymentMatch]) -> Option<Match> {
        let mut parts: BTreeMap<MemberId, Amount> = BTreeMap::new();
        for payment in found {
            let evidence::Match::Certain(proposal) = &payment.outcome else { return None };
            for share in &proposal.shares {
                let Meaning::Contribution(member) = self.claims.meaning(share.claim) else {
                    return None;
                };
                let sum = parts.entry(member).or_default();
                *sum = sum.plus(share.amount);
            }
        }
        let shared: Amount = parts.values().copied().sum();
        let total: Amount = found.iter().map(|payment| payment.amount).sum();
        (shared == total).then(|| Match::Together(parts.into_iter().collect()))
    }

    /// The only batch of that sum that the bank may book by then, for forms of statement that name
    /// neither batches nor payers. One single debit is not told from a transfer by its sum alone.
    fn only_batch_of_that_sum(&self, line: &StatementLine) -> Option<Match> {
        let named = |detail: &caisse_banking::statement::Detail| {
            detail.iban.is_some() || detail.end_to_end.is_some() || detail.mandate.is_some()
        };
        let ordered = line.batch.as_ref().and_then(|batch| batch.payment_information.as_ref());
        if line.kind == LineKind::Charge || ordered.is_some() || line.details.iter().any(named) {
            return None;
        }
        let mut awaited = self.claims.awaited.values().filter(|awaited| {
            let days = line.booked.days_since(awaited.from);
            awaited.amount == line.amount && (0..=BOOKED_WITHIN).contains(&days)
        });
        let (only, other) = (awaited.next()?, awaited.next());
        let debit = only.amount.is_positive();
        let enough = !debit || only.items > 1 || line.kind == LineKind::DirectDebit;
        (other.is_none() && enough).then(|| batch(only))
    }

    /// The members of the claims proposed; else of the reference, the account or the name written.
    fn perhaps(&self, open: &OpenLine, found: &[PaymentMatch]) -> Vec<MemberId> {
        let mut members: Vec<MemberId> = Vec::new();
        let mut add = |member| {
            if !members.contains(&member) && members.len() < PROPOSALS {
                members.push(member);
            }
        };
        for payment in found {
            let proposals = match &payment.outcome {
                evidence::Match::Certain(proposal) => std::slice::from_ref(proposal),
                evidence::Match::Proposals(proposals) => proposals,
                evidence::Match::None => &[],
            };
            for share in proposals.iter().flat_map(|proposal| &proposal.shares) {
                match self.claims.meaning(share.claim) {
                    Meaning::Contribution(member) | Meaning::Debit { member, .. } => add(member),
                    Meaning::Receipt(_) | Meaning::Order(_) => (),
                }
            }
        }
        let details = || open.text.details.iter();
        let written = details().flat_map(|detail| [&detail.reference, &detail.text]).flatten();
        for text in written.chain([&open.text.label]) {
            self.by_reference(text).into_iter().for_each(&mut add);
        }
        for iban in details().filter_map(|detail| detail.iban.as_ref()) {
            self.directory.of_iban(iban).iter().copied().for_each(&mut add);
        }
        for name in details().filter_map(|detail| detail.name.as_ref()) {
            self.directory.of_name(name).iter().copied().for_each(&mut add);
        }
        members
    }

    /// The member of a claim, open or not, whose creditor reference stands in this text.
    fn by_reference(&self, text: &str) -> Option<MemberId> {
        let upper = compact(text);
        let start = upper.find("RF")?;
        let candidate: String =
            upper[start..].chars().take_while(char::is_ascii_alphanumeric).take(25).collect();
        (5..=candidate.len()).rev().find_map(|length| {
            let reference = CreditorReference::parse(candidate.get(..length)?).ok()?;
            let number: u32 = reference.body().trim_start_matches('0').parse().ok()?;
            self.house.contributions.claim(ClaimId(number)).map(|claim| claim.member)
        })
    }
}

/// True if both are of one member, one part of a collection, one receipt or one order.
fn same(one: Meaning, other: Meaning) -> bool {
    match (one, other) {
        (Meaning::Debit { run, first, .. }, Meaning::Debit { run: r, first: f, .. }) => {
            (run, first) == (r, f)
        }
        _ => one == other,
    }
}

fn batch(awaited: &Awaited) -> Match {
    match awaited.meaning {
        Meaning::Debit { run, first, .. } => Match::Debits(run, first),
        Meaning::Order(payment) => Match::Payment(payment),
        Meaning::Contribution(_) | Meaning::Receipt(_) => {
            unreachable!("only collections and orders are booked as one sum")
        }
    }
}

/// The bank's reason for a return.
fn reason(line: &StatementLine) -> String {
    let given = line.details.iter().find_map(|detail| detail.return_reason.clone());
    given.filter(|reason| !reason.trim().is_empty()).unwrap_or_else(|| "rejet".to_owned())
}

/// The words by which French banks name their charges.
fn is_charge(label: &str) -> bool {
    let upper = label.to_uppercase();
    ["FRAIS", "COMMISSION", "COTISATION CARTE", "TENUE DE COMPTE"]
        .iter()
        .any(|word| upper.contains(word))
}

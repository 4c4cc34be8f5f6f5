//! What each open bank line is: found without doubt, proposed, or left to a person.
//!
//! Without doubt: our own batch reference or identifiers, the creditor reference of a claim, or the
//! account of one single member with the exact amount owed. A name alone is only ever a proposal.

use std::collections::BTreeMap;

use caisse_banking::identifiers::CreditorReference;
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::{BankLineId, ClaimId, DebitRunId, MemberId, PaymentId, ReceiptId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation, bank, payments};
use caisse_units::Amount;

use crate::desk::Desk;
use crate::error::ExecuteError;
use crate::work::statements::LineText;

/// What a line is, as far as one can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A contribution of this member.
    Contribution(MemberId),
    /// The debits of a collection, first ones or recurring ones.
    Debits(DebitRunId, bool),
    /// A receipt that the bank takes back, with the bank's reason.
    Return(ReceiptId, String),
    /// A payment order that the bank executed.
    Payment(PaymentId),
    /// A charge of the bank.
    Charge,
    /// Perhaps a contribution of one of these members.
    Perhaps(Vec<MemberId>),
    /// Nothing is known of it.
    Unknown,
}

/// The reference that a member writes on a transfer for a claim (ISO 11649).
pub fn reference(claim: ClaimId) -> CreditorReference {
    CreditorReference::from_number(u64::from(claim.0))
}

/// The identifier of one debit of a collection: comes back if it is returned.
pub fn debit_identifier(run: DebitRunId, claim: ClaimId) -> String {
    format!("{run}-{claim}")
}

/// The name of a collection's file.
pub fn run_message(run: DebitRunId) -> String {
    format!("COLLECTE-{run}")
}

/// The name of a payment order's file.
pub fn payment_message(payment: PaymentId) -> String {
    format!("PAIEMENT-{payment}")
}

/// What is needed to look many lines up: accounts and names of members, opened once.
pub struct Directory {
    by_iban: BTreeMap<String, Vec<MemberId>>,
    by_name: BTreeMap<String, Vec<MemberId>>,
}

impl Directory {
    /// Opens the accounts and names of all members.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`].
    pub fn open(desk: &Desk) -> Result<Directory, ExecuteError> {
        let (mut by_iban, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for (member, _) in desk.state()?.members.all() {
            let data = desk.people.personal(member)?;
            if let Some(iban) = &data.iban {
                by_iban.entry(compact(iban)).or_insert_with(Vec::new).push(member);
            }
            let name = data.account_holder.clone().or_else(|| data.full_name());
            if let Some(name) = name {
                by_name.entry(words(&name)).or_insert_with(Vec::new).push(member);
            }
        }
        Ok(Directory { by_iban, by_name })
    }
}

fn compact(iban: &str) -> String {
    iban.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// The words of a name in order, whatever the case, so that `DUPONT Marie` is `Marie Dupont`.
fn words(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// What a line is.
pub fn look_up(
    house: &Organisation,
    directory: &Directory,
    line: &bank::Line,
    text: &LineText,
) -> Match {
    if line.amount.is_negative() {
        return outgoing(house, line, text);
    }
    if let Some((run, first)) = own_debits(house, line, text) {
        return Match::Debits(run, first);
    }
    let detail = text.details.first();
    let written = [
        detail.and_then(|detail| detail.reference.clone()),
        detail.and_then(|detail| detail.text.clone()),
        Some(text.label.clone()),
    ];
    for text in written.iter().flatten() {
        if let Some(member) = by_reference(house, text) {
            return Match::Contribution(member);
        }
    }
    let iban = detail.and_then(|detail| detail.iban.as_deref()).map(compact);
    let candidates = iban.and_then(|iban| directory.by_iban.get(&iban));
    match candidates.map(Vec::as_slice) {
        Some([member]) => Match::Contribution(*member),
        Some(several) => {
            let exact: Vec<MemberId> = several
                .iter()
                .copied()
                .filter(|member| owed(house, *member) == line.amount)
                .collect();
            match exact.as_slice() {
                [member] => Match::Contribution(*member),
                _ => Match::Perhaps(several.to_vec()),
            }
        }
        None => by_name(directory, text),
    }
}

fn by_name(directory: &Directory, text: &LineText) -> Match {
    let name = text.details.first().and_then(|detail| detail.name.as_deref());
    match name.and_then(|name| directory.by_name.get(&words(name))) {
        Some(members) => Match::Perhaps(members.clone()),
        None => Match::Unknown,
    }
}

fn owed(house: &Organisation, member: MemberId) -> Amount {
    let claims = house.contributions.open_claims(member).iter();
    claims.filter_map(|claim| house.contributions.claim(*claim)).map(|claim| claim.left()).sum()
}

/// The member of a claim whose creditor reference stands in this text.
fn by_reference(house: &Organisation, text: &str) -> Option<MemberId> {
    let upper = compact(text);
    let start = upper.find("RF")?;
    let candidate: String =
        upper[start..].chars().take_while(|c| c.is_ascii_alphanumeric()).take(25).collect();
    (5..=candidate.len()).rev().find_map(|length| {
        let reference = CreditorReference::parse(candidate.get(..length)?).ok()?;
        let number: u32 = reference.body().trim_start_matches('0').parse().ok()?;
        house.contributions.claim(ClaimId(number)).map(|claim| claim.member)
    })
}

/// Our own collection: by its batch reference, by the identifier of a debit, or by a sum that only
/// one open collection has.
fn own_debits(
    house: &Organisation,
    line: &bank::Line,
    text: &LineText,
) -> Option<(DebitRunId, bool)> {
    let mut found = Vec::new();
    for (run, content) in house.contributions.runs() {
        for first in [true, false] {
            let settled = content.settled.iter().any(|(known, _)| *known == first);
            let total: Amount = content
                .items
                .iter()
                .filter(|item| item.first == first)
                .map(|item| item.amount)
                .sum();
            if settled || total != line.amount {
                continue;
            }
            let named = text.batch.as_deref().is_some_and(|batch| {
                batch.strip_prefix(&run_message(run)).is_some_and(|rest| rest.starts_with('-'))
            });
            found.push((run, first, named));
        }
    }
    let named = found.iter().find(|(_, _, named)| *named);
    let only = if found.len() == 1 && text.details.len() != 1 { found.first() } else { None };
    named.or(only).map(|(run, first, _)| (*run, *first))
}

fn outgoing(house: &Organisation, line: &bank::Line, text: &LineText) -> Match {
    if text.returned {
        let detail = text.details.first().cloned().unwrap_or_default();
        let reason = detail.reason.unwrap_or_else(|| "rejet".to_owned());
        let returned = house.contributions.receipts().find(|(_, receipt)| {
            receipt.returned.is_none()
                && receipt.amount == -line.amount
                && is_this_debit(receipt, detail.end_to_end.as_deref())
        });
        if let Some((receipt, _)) = returned {
            return Match::Return(receipt, reason);
        }
    }
    let signed = house.payments.all().filter(|(_, order)| {
        order.state == payments::PaymentState::Signed && order.total() == -line.amount
    });
    let signed: Vec<PaymentId> = signed.map(|(payment, _)| payment).collect();
    let named = signed.iter().find(|payment| {
        text.batch.as_deref().is_some_and(|batch| {
            batch.strip_prefix(&payment_message(**payment)).is_some_and(|r| r.starts_with('-'))
        })
    });
    match (named, signed.as_slice()) {
        (Some(payment), _) | (None, [payment]) => Match::Payment(*payment),
        _ if is_charge(&text.label) => Match::Charge,
        _ => Match::Unknown,
    }
}

fn is_this_debit(receipt: &contributions::KeptReceipt, identifier: Option<&str>) -> bool {
    let Means::Debit { run, .. } = receipt.means else { return false };
    let claim = receipt.settles.first().map(|(claim, _)| *claim);
    claim.is_some_and(|claim| identifier == Some(debit_identifier(run, claim).as_str()))
}

/// The words by which French banks name their charges.
fn is_charge(label: &str) -> bool {
    let upper = label.to_uppercase();
    ["FRAIS", "COMMISSION", "COTISATION CARTE", "TENUE DE COMPTE"]
        .iter()
        .any(|word| upper.contains(word))
}

/// The command that takes a line for what it is.
pub fn command(line: BankLineId, content: &bank::Line, found: &Match) -> Option<Command> {
    use contributions::Command as Contributions;
    Some(match found {
        Match::Contribution(member) => Command::Contributions(Contributions::Receive {
            member: *member,
            amount: content.amount,
            on: content.booked,
            means: Means::Transfer { line },
        }),
        Match::Debits(run, first_debits) => Command::Contributions(Contributions::SettleDebits {
            run: *run,
            first_debits: *first_debits,
            line,
        }),
        Match::Return(receipt, reason) => Command::Contributions(Contributions::Return {
            receipt: *receipt,
            on: content.booked,
            reason: reason.clone(),
            line,
        }),
        Match::Payment(payment) => {
            Command::Payments(payments::Command::Execute { payment: *payment, line })
        }
        Match::Charge => Command::Bank(bank::Command::Charge { line }),
        Match::Perhaps(_) | Match::Unknown => return None,
    })
}

/// What matching did.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// The lines taken, with what they are.
    pub taken: Vec<(BankLineId, Match)>,
    /// The lines left, with proposals.
    pub left: Vec<(BankLineId, Match)>,
    /// The lines whose command was refused, with the reason.
    pub refused: Vec<(BankLineId, ExecuteError)>,
}

/// Takes every open line that is known without doubt, in the order of the statement.
///
/// # Errors
/// [`ExecuteError`] when the store or the vault fails; refusals are listed instead.
pub fn match_all(desk: &mut Desk, actor: Actor) -> Result<Matched, ExecuteError> {
    let directory = Directory::open(desk)?;
    let open: Vec<(BankLineId, bank::Line)> =
        desk.state()?.bank.open_lines().map(|(id, line)| (id, line.clone())).collect();
    let mut matched = Matched::default();
    for (id, line) in open {
        let text = desk.people.line(&line.identity)?;
        let text = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let found = look_up(desk.state()?, &directory, &line, &text);
        let Some(command) = command(id, &line, &found) else {
            matched.left.push((id, found));
            continue;
        };
        match desk.act(actor, command) {
            Ok(_) => matched.taken.push((id, found)),
            Err(error @ ExecuteError::Refused(_)) => matched.refused.push((id, error)),
            Err(error) => return Err(error),
        }
    }
    Ok(matched)
}

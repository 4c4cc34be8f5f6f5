//! The payments inside an entry.

use caisse_units::Amount;

use super::Message;
use super::entry::payments;
use crate::statement::text::{filled, iban};
use crate::statement::xml::Element;
use crate::statement::{AccountName, Detail, ForeignAmount};

impl Message<'_> {
    /// The payments of an entry of that amount.
    pub(super) fn details(
        &mut self,
        entry: Element<'_, '_>,
        line: Amount,
        reversal: bool,
    ) -> Vec<Detail> {
        let mut details: Vec<Detail> =
            payments(entry).map(|payment| self.detail(payment, line, reversal)).collect();
        if let [only] = details.as_mut_slice() {
            only.amount = only.amount.or(Some(line));
        }
        details
    }

    fn detail(&mut self, payment: Element<'_, '_>, line: Amount, reversal: bool) -> Detail {
        let return_reason = payment
            .text_at(&["RtrInf", "Rsn", "Cd"])
            .or(payment.text_at(&["RtrInf", "Rsn", "Prtry"]))
            .and_then(filled);
        let outgoing = match payment.text_at(&["CdtDbtInd"]) {
            Some("CRDT") => false,
            Some("DBIT") => true,
            _ => line.is_negative(),
        };
        let (name, iban) = self.other_party(payment, outgoing, reversal || return_reason.is_some());
        let mut detail = Detail {
            name,
            iban,
            end_to_end: reference_of(payment, "EndToEndId"),
            mandate: reference_of(payment, "MndtId"),
            creditor_reference: creditor_reference(payment),
            text: remittance(payment),
            return_reason,
            ..Detail::default()
        };
        self.add_amounts(&mut detail, payment, outgoing);
        detail
    }

    /// `Amt` from .08 on, else the transaction amount, else the instructed one; euros only, other
    /// currencies are kept as text.
    fn add_amounts(&mut self, detail: &mut Detail, payment: Element<'_, '_>, outgoing: bool) {
        let paths: [&[&str]; 3] =
            [&["Amt"], &["AmtDtls", "TxAmt", "Amt"], &["AmtDtls", "InstdAmt", "Amt"]];
        for element in paths.iter().filter_map(|path| payment.at(path)) {
            match element.currency() {
                Some("EUR") | None if detail.amount.is_none() => {
                    let magnitude = self.magnitude(element);
                    detail.amount = magnitude.map(|m| if outgoing { -m } else { m });
                }
                Some("EUR") | None => {}
                Some(currency) => {
                    detail.instructed = Some(ForeignAmount {
                        currency: currency.to_owned(),
                        decimal: element.text().to_owned(),
                    });
                }
            }
        }
        detail.charges = self.charges(payment);
    }

    /// The bank's charges: `Chrgs/Amt` up to .02, `Chrgs/Rcrd/Amt` later.
    fn charges(&mut self, payment: Element<'_, '_>) -> Option<Amount> {
        let records: Vec<Element<'_, '_>> = payment
            .named("Chrgs")
            .flat_map(|charges| std::iter::once(charges).chain(charges.named("Rcrd")))
            .filter_map(|charges| charges.child("Amt"))
            .filter(|amount| matches!(amount.currency(), Some("EUR") | None))
            .collect();
        let mut total = Amount::ZERO;
        for record in records {
            total = total.checked_add(self.magnitude(record)?)?;
        }
        total.is_positive().then_some(total)
    }

    /// The name and IBAN of the party that is not us: who paid when money came in, who was paid
    /// when it went out. A return keeps the parties of the payment it undoes.
    fn other_party(
        &self,
        payment: Element<'_, '_>,
        outgoing: bool,
        returned: bool,
    ) -> (Option<String>, Option<String>) {
        let Some(parties) = payment.child("RltdPties") else { return (None, None) };
        let debtor = (party(parties, "Dbtr"), account(parties, "DbtrAcct"));
        let creditor = (party(parties, "Cdtr"), account(parties, "CdtrAcct"));
        let (likely, unlikely) =
            if outgoing != returned { (creditor, debtor) } else { (debtor, creditor) };
        if !returned {
            return likely;
        }
        // Banks disagree on who is who in a return: the other party is the one that is not us.
        let absent = likely.0.is_none() && likely.1.is_none();
        let ours = matches!((&self.account, &likely.1),
            (AccountName::Iban(own), Some(iban)) if own == iban);
        if absent || ours { unlikely } else { likely }
    }
}

/// `Dbtr/Nm`, `Dbtr/Pty/Nm` from .08 on, or the bank in the place of a party.
fn party(parties: Element<'_, '_>, role: &str) -> Option<String> {
    let party = parties.child(role)?;
    let paths: [&[&str]; 4] =
        [&["Nm"], &["Pty", "Nm"], &["Agt", "FinInstnId", "Nm"], &["FinInstnId", "Nm"]];
    paths.iter().find_map(|path| party.text_at(path)).and_then(filled)
}

fn account(parties: Element<'_, '_>, role: &str) -> Option<String> {
    let account = parties.child(role)?;
    let text = account.text_at(&["Id", "IBAN"]).or(account.text_at(&["Id", "Othr", "Id"]))?;
    iban(text)
}

/// A reference of `Refs`.
pub(super) fn reference_of(payment: Element<'_, '_>, name: &str) -> Option<String> {
    payment.text_at(&["Refs", name]).and_then(filled)
}

fn creditor_reference(payment: Element<'_, '_>) -> Option<String> {
    payment
        .named("RmtInf")
        .flat_map(|remittance| remittance.named("Strd"))
        .find_map(|structured| structured.text_at(&["CdtrRefInf", "Ref"]))
        .and_then(filled)
}

/// What the payer wrote: the unstructured lines, else what stands beside the structured ones.
fn remittance(payment: Element<'_, '_>) -> Option<String> {
    let remittance = payment.child("RmtInf")?;
    let lines: Vec<&str> =
        remittance.named("Ustrd").map(Element::text).filter(|text| !text.is_empty()).collect();
    if !lines.is_empty() {
        return filled(&lines.join(" "));
    }
    remittance.named("Strd").find_map(|s| s.text_at(&["AddtlRmtInf"])).and_then(filled)
}

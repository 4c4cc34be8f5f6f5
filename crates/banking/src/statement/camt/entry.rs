//! An entry: one line of the account, with the payments inside.

use caisse_units::Amount;

use super::Message;
use super::details::reference_of;
use crate::statement::reading::bare_line;
use crate::statement::text::filled;
use crate::statement::xml::Element;
use crate::statement::{
    Batch, Detail, LineKind, PendingLine, Place, Problem, StatementLine, Warning,
};

impl Message<'_> {
    pub(super) fn entry(&mut self, element: Element<'_, '_>) {
        // Finding a character's place reads the file from its start: only errors pay for that.
        let place = Place::Record(self.rank());
        if !self.reading.count_line(place) {
            return;
        }
        let Some(magnitude) = self.amount(element, "Ntry/Amt") else { return };
        let Some(amount) = self.signed(element, magnitude) else { return };
        let Some(status) = self.status(element) else { return };
        let reversal = matches!(element.text_at(&["RvslInd"]), Some("true" | "1"));
        let details = self.details(element, amount, reversal);
        self.compare(place, amount, &details);
        let label = label(element, &details);
        let (booked, value) = (self.day(element, "BookgDt"), self.day(element, "ValDt"));
        let (Some(booked), Some(value)) = (booked, value) else { return };
        if status != "BOOK" {
            let (place, day) = (self.rank(), booked.or(value));
            self.pending.push(PendingLine { place, status, day, amount, label, details });
            return;
        }
        let Some(day) = booked.or(value) else {
            self.reading.refuse(element.place(), Problem::Missing { field: "BookgDt" });
            return;
        };
        if booked.is_none() {
            self.warnings.push(Warning::BookingDayAbsent { place });
        }
        let code = code(element);
        let line = StatementLine {
            kind: kind(code.as_deref(), reversal, &details),
            code,
            bank_reference: bank_reference(element),
            label,
            batch: batch(element),
            reversal,
            details,
            ..bare_line(self.rank(), day, value.unwrap_or(day), amount)
        };
        self.lines.push(line);
    }

    /// `Sts` as text up to version .04, `Sts/Cd` from .08 on.
    fn status(&mut self, element: Element<'_, '_>) -> Option<String> {
        let status = element.text_at(&["Sts", "Cd"]).or(element.text_at(&["Sts"]));
        match status {
            Some(known @ ("BOOK" | "PDNG" | "INFO" | "FUTR")) => Some(known.to_owned()),
            Some(other) => {
                let problem = Problem::Unexpected { field: "Sts", text: other.to_owned() };
                self.reading.refuse(element.place(), problem);
                None
            }
            None => {
                self.reading.refuse(element.place(), Problem::Missing { field: "Sts" });
                None
            }
        }
    }

    /// Warns when the payments do not add up to the line, with or without the bank's charges.
    fn compare(&mut self, place: Place, amount: Amount, details: &[Detail]) {
        if details.is_empty() {
            return;
        }
        let sum = |with_charges: bool| {
            details.iter().try_fold(Amount::ZERO, |sum, detail| {
                let charges = detail.charges.filter(|_| with_charges).unwrap_or(Amount::ZERO);
                sum.checked_add(detail.amount?)?.checked_sub(charges)
            })
        };
        if let Some(total) = sum(false)
            && total != amount
            && sum(true) != Some(amount)
        {
            self.warnings.push(Warning::DetailsDiffer { place, amount, details: total });
        }
    }
}

fn label(element: Element<'_, '_>, details: &[Detail]) -> String {
    if let Some(label) = element.text_at(&["AddtlNtryInf"]) {
        return label.to_owned();
    }
    let additional = element.text_at(&["NtryDtls", "TxDtls", "AddtlTxInf"]);
    match (additional, details) {
        (Some(text), [_]) => text.to_owned(),
        (None, [only]) => only.text.clone().or(only.name.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The bank's reference of the entry; that of its payment when it holds exactly one.
fn bank_reference(element: Element<'_, '_>) -> Option<String> {
    if let Some(reference) = element.text_at(&["AcctSvcrRef"]).and_then(filled) {
        return Some(reference);
    }
    let mut payments = payments(element);
    let only = payments.next().filter(|_| payments.next().is_none())?;
    reference_of(only, "AcctSvcrRef")
}

/// The payments of all `NtryDtls`.
pub(super) fn payments<'t, 'a>(element: Element<'t, 'a>) -> impl Iterator<Item = Element<'t, 'a>> {
    element.named("NtryDtls").flat_map(|details| details.named("TxDtls"))
}

/// The order that the entry executes: said by the bank, or by all payments alike.
fn batch(element: Element<'_, '_>) -> Option<Batch> {
    let declared = element.named("NtryDtls").find_map(|details| details.child("Btch"));
    if let Some(batch) = declared {
        return Some(Batch {
            payment_information: batch.text_at(&["PmtInfId"]).and_then(filled),
            count: batch.text_at(&["NbOfTxs"]).and_then(|text| text.parse().ok()),
        });
    }
    let mut orders = payments(element).map(|payment| reference_of(payment, "PmtInfId"));
    let first = orders.next()??;
    orders
        .all(|order| order.as_ref() == Some(&first))
        .then_some(Batch { payment_information: Some(first), count: None })
}

/// `PMNT/RCDT/ESCT`, or the bank's own code; that of the first payment when the entry has none.
fn code(element: Element<'_, '_>) -> Option<String> {
    let own = element.child("BkTxCd").and_then(code_text);
    own.or_else(|| payments(element).find_map(|p| p.child("BkTxCd").and_then(code_text)))
}

fn code_text(code: Element<'_, '_>) -> Option<String> {
    let paths: [&[&str]; 3] =
        [&["Domn", "Cd"], &["Domn", "Fmly", "Cd"], &["Domn", "Fmly", "SubFmlyCd"]];
    let parts: Vec<&str> = paths.iter().filter_map(|path| code.text_at(path)).collect();
    if parts.is_empty() {
        return code.text_at(&["Prtry", "Cd"]).and_then(filled);
    }
    Some(parts.join("/"))
}

/// The kind of an ISO 20022 bank transaction code (external code set, families and sub-families).
fn kind(code: Option<&str>, reversal: bool, details: &[Detail]) -> LineKind {
    let mut parts = code.unwrap_or("").split('/').skip(1);
    let (family, sub_family) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let returned = reversal || details.iter().any(|detail| detail.return_reason.is_some());
    match (family, sub_family) {
        (_, "CHRG" | "COMM" | "FEES") => LineKind::Charge,
        (_, "UPDD" | "UPCT" | "UPCQ" | "PRDD" | "RPCR" | "RRTN" | "ARET") => LineKind::Return,
        _ if returned => LineKind::Return,
        (_, "INTR") => LineKind::Interest,
        ("RDDT" | "IDDT", _) => LineKind::DirectDebit,
        ("RCDT" | "ICDT" | "RRCT" | "IRCT", _) => LineKind::Transfer,
        ("RCHQ" | "ICHQ", _) => LineKind::Cheque,
        ("CCRD" | "MCRD", _) => LineKind::Card,
        ("CNTR", _) => LineKind::Cash,
        _ => LineKind::Other,
    }
}

//! Writing XML: elements, one per line, indented.

use super::party::{AccountHolder, Remittance, StatementLines};
use super::text::sepa_text;
use crate::identifiers::{Bic, Iban};

/// A document being written. Elements are closed in the order that they were opened.
pub(super) struct Document {
    written: String,
    open: Vec<&'static str>,
}

/// What differs between the versions of the forms, besides the name of the document.
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    /// The name of the bank's code: `BIC`, later `BICFI`.
    pub(super) bank_code: &'static str,
    /// Execution dates stand in an element of their own.
    pub(super) wraps_dates: bool,
}

impl Document {
    pub(super) fn new(namespace: &str) -> Document {
        let written = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{namespace}\">\n"
        );
        Document { written, open: vec!["Document"] }
    }

    pub(super) fn open(&mut self, name: &'static str) {
        self.indent();
        self.written.push('<');
        self.written.push_str(name);
        self.written.push_str(">\n");
        self.open.push(name);
    }

    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("what is closed was opened");
        self.indent();
        self.written.push_str("</");
        self.written.push_str(name);
        self.written.push_str(">\n");
    }

    /// An element that holds a text.
    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, "", text);
    }

    /// An element with attributes, already escaped, that holds a text.
    pub(super) fn leaf_with(&mut self, name: &str, attributes: &str, text: &str) {
        self.indent();
        self.written.push('<');
        self.written.push_str(name);
        self.written.push_str(attributes);
        self.written.push('>');
        escape(&mut self.written, text);
        self.written.push_str("</");
        self.written.push_str(name);
        self.written.push_str(">\n");
    }

    /// A text under elements that hold nothing else: `nested(&["Id", "IBAN"], …)`.
    pub(super) fn nested(&mut self, names: &[&'static str], text: &str) {
        let Some((leaf, around)) = names.split_last() else { return };
        around.iter().for_each(|name| self.open(name));
        self.leaf(leaf, text);
        around.iter().for_each(|_| self.close());
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.written.into_bytes()
    }

    fn indent(&mut self) {
        (0..self.open.len()).for_each(|_| self.written.push_str("  "));
    }

    /// A name of 70 characters at most.
    pub(super) fn name(&mut self, party: &'static str, name: &str) {
        self.nested(&[party, "Nm"], &sepa_text(name, 70));
    }

    pub(super) fn account(&mut self, element: &'static str, iban: &Iban) {
        self.nested(&[element, "Id", "IBAN"], iban.as_str());
    }

    /// The bank of an account; the forms demand the element and allow to say that it is unknown.
    pub(super) fn bank(&mut self, element: &'static str, bic: Option<&Bic>, dialect: Dialect) {
        match bic {
            Some(bic) => self.nested(&[element, "FinInstnId", dialect.bank_code], bic.as_str()),
            None => self.nested(&[element, "FinInstnId", "Othr", "Id"], "NOTPROVIDED"),
        }
    }

    /// Our own account: name, number, bank, under the names that the side of the payment calls for.
    pub(super) fn holder(
        &mut self,
        elements: [&'static str; 3],
        holder: &AccountHolder,
        dialect: Dialect,
    ) {
        let [party, account, bank] = elements;
        self.name(party, &holder.name);
        self.account(account, &holder.iban);
        self.bank(bank, holder.bic.as_ref(), dialect);
    }

    pub(super) fn statement_lines(&mut self, lines: StatementLines) {
        let one = lines == StatementLines::OnePerBatch;
        self.leaf("BtchBookg", if one { "true" } else { "false" });
    }

    pub(super) fn remittance(&mut self, remittance: &Remittance) {
        match remittance {
            Remittance::Text(text) => {
                let text = sepa_text(text, 140);
                if !text.is_empty() {
                    self.nested(&["RmtInf", "Ustrd"], &text);
                }
            }
            Remittance::Reference(reference) => {
                ["RmtInf", "Strd", "CdtrRefInf", "Tp"].into_iter().for_each(|name| self.open(name));
                self.nested(&["CdOrPrtry", "Cd"], "SCOR");
                self.leaf("Issr", "ISO");
                self.close();
                self.leaf("Ref", reference.as_str());
                (0..3).for_each(|_| self.close());
            }
        }
    }
}

fn escape(written: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            other => written.push(other),
        }
    }
}

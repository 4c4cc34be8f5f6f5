//! OFX 1 (SGML, leaf tags not closed) and OFX 2 (XML), by one reader.
//!
//! Only tags that may hold others are known by name; every other tag is a leaf whose text runs to
//! the next tag, closed or not. So neither an unclosed leaf nor a bank's own tag moves the rest.
//!
//! Absent on purpose: investments, sign-on, the XML or SGML grammar.
//!
//! Source: Open Financial Exchange 1.0.2 and 2.1.1, chapter 11 (banking).

mod tags;

use caisse_units::Day;

use super::identity::References;
use super::reading::{Reading, bare_line, blank};
use super::text::{amount, civil_day, filled, guess_decimal, iban, number};
use super::{
    AccountName, DecimalSign, Detail, Format, LineKind, Place, Problem, ReadOptions, Statement,
    StatementError,
};
use tags::{Tag, Token};

/// Reads an OFX file: one statement for each bank or card account in it.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Statement>, Vec<StatementError>> {
    let text = tags::decode(bytes).map_err(|error| vec![error])?;
    let mut file = File {
        reading: Reading::new(options),
        statements: Vec::new(),
        path: Vec::new(),
        statement: None,
        line: None,
        closed: false,
    };
    for (count, tag) in tags::tags(&text).enumerate() {
        if count > options.limits.nodes {
            let limit = options.limits.nodes;
            file.reading.refuse(Place::Line(tag.line), Problem::TooManyElements { limit });
        }
        if file.reading.stopped() || count > options.limits.nodes {
            break;
        }
        file.tag(&tag);
    }
    if file.reading.sound() {
        if !file.closed {
            file.reading.refuse(Place::File, Problem::Truncated { expected: "</OFX>" });
        } else if file.statements.is_empty() {
            file.reading.refuse(Place::File, Problem::Missing { field: "STMTRS" });
        }
    }
    file.reading.end(file.statements)
}

/// A file being read.
struct File<'o> {
    reading: Reading<'o>,
    statements: Vec<Statement>,
    path: Vec<&'static str>,
    statement: Option<Draft>,
    line: Option<Transaction>,
    closed: bool,
}

/// A statement being read.
#[derive(Default)]
struct Draft {
    line: u32,
    currency: Option<(String, u32)>,
    bank: String,
    branch: String,
    account: String,
    from: String,
    to: String,
    closing: Option<(String, u32)>,
    transactions: Vec<Transaction>,
}

/// A transaction as the file writes it.
#[derive(Default)]
struct Transaction {
    line: u32,
    kind: String,
    posted: String,
    user: String,
    value: String,
    amount: String,
    identifier: String,
    name: String,
    payee: String,
    memo: String,
    mandate: String,
    iban: String,
    currency: Option<String>,
}

impl File<'_> {
    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.token {
            Token::Open(name) => {
                self.path.push(name);
                match name {
                    "STMTRS" | "CCSTMTRS" => {
                        self.statement = Some(Draft { line: tag.line, ..Draft::default() });
                    }
                    "STMTTRN" => {
                        self.line = Some(Transaction { line: tag.line, ..Transaction::default() });
                    }
                    _ => {}
                }
            }
            Token::Leaf { name, ref text } => self.leaf(name, text, tag.line),
            Token::Close(name) => self.close(name, tag.line),
            Token::DocumentType => {
                self.reading.refuse(Place::Line(tag.line), Problem::DocumentType);
            }
        }
    }

    fn close(&mut self, name: &'static str, line: u32) {
        let Some(depth) = self.path.iter().rposition(|open| *open == name) else {
            let text = format!("</{name}>");
            self.reading.refuse(Place::Line(line), Problem::Unexpected { field: "OFX", text });
            return;
        };
        self.path.truncate(depth);
        match name {
            "STMTTRN" => {
                if let (Some(transaction), Some(statement)) =
                    (self.line.take(), self.statement.as_mut())
                    && self.reading.count_line(Place::Line(transaction.line))
                {
                    statement.transactions.push(transaction);
                }
            }
            "STMTRS" | "CCSTMTRS" => {
                if let Some(draft) = self.statement.take() {
                    let statement = self.conclude(draft);
                    self.statements.extend(statement);
                }
            }
            "OFX" => self.closed = true,
            _ => {}
        }
    }

    fn leaf(&mut self, name: &str, text: &str, line: u32) {
        let inside = self.path.last().copied().unwrap_or("");
        let text = text.trim().to_owned();
        if let Some(transaction) = self.line.as_mut() {
            transaction.leaf(inside, name, text);
        } else if let Some(statement) = self.statement.as_mut() {
            match (inside, name) {
                ("STMTRS" | "CCSTMTRS", "CURDEF") => statement.currency = Some((text, line)),
                ("BANKACCTFROM", "BANKID") => statement.bank = text,
                ("BANKACCTFROM", "BRANCHID") => statement.branch = text,
                ("BANKACCTFROM" | "CCACCTFROM", "ACCTID") => statement.account = text,
                ("BANKTRANLIST", "DTSTART") => statement.from = text,
                ("BANKTRANLIST", "DTEND") => statement.to = text,
                ("LEDGERBAL", "BALAMT") if !text.is_empty() => {
                    statement.closing = Some((text, line));
                }
                _ => {}
            }
        }
    }

    fn conclude(&mut self, draft: Draft) -> Option<Statement> {
        let place = Place::Line(draft.line);
        match &draft.currency {
            Some((currency, _)) if currency == "EUR" => {}
            Some((currency, line)) if !currency.is_empty() => {
                let problem = Problem::Currency { currency: currency.clone() };
                self.reading.refuse(Place::Line(*line), problem);
                return None;
            }
            _ => {
                self.reading.refuse(place, Problem::Missing { field: "CURDEF" });
                return None;
            }
        }
        let mut statement = blank(Format::Ofx);
        statement.account =
            AccountName::from_french_parts(&draft.bank, &draft.branch, &draft.account);
        if draft.account.is_empty() {
            statement.account = AccountName::Unnamed;
        }
        statement.from = day_of(&draft.from);
        statement.to = day_of(&draft.to);
        let decimal = decimal_sign(&draft);
        if let Some((text, line)) = &draft.closing {
            statement.closing = self.reading.take(Place::Line(*line), amount(text, decimal));
        }
        for transaction in draft.transactions {
            if let Some(line) = self.line_of(transaction, decimal) {
                statement.lines.push(line);
            }
        }
        Some(self.reading.conclude(statement, References::Identify, || place))
    }

    fn line_of(
        &mut self,
        transaction: Transaction,
        decimal: DecimalSign,
    ) -> Option<super::StatementLine> {
        let place = Place::Line(transaction.line);
        if let Some(currency) = &transaction.currency
            && currency != "EUR"
        {
            let problem = Problem::Currency { currency: currency.clone() };
            self.reading.refuse(place, problem);
            return None;
        }
        let amount = match transaction.amount.as_str() {
            "" => Err(Problem::Missing { field: "TRNAMT" }),
            text => amount(text, decimal),
        };
        let amount = self.reading.take(place, amount);
        let booked = self.reading.take(place, required_day(&transaction.posted));
        let (amount, booked) = (amount?, booked?);
        // Banks put the value day in DTAVAIL or, in France, in DTUSER.
        let value = day_of(&transaction.value).or_else(|| day_of(&transaction.user));
        let mut line =
            bare_line(number(transaction.line as usize), booked, value.unwrap_or(booked), amount);
        line.kind = kind(&transaction.kind);
        line.code = filled(&transaction.kind);
        line.bank_reference = filled(&transaction.identifier);
        let (label, text) = texts(&transaction);
        line.label = label;
        let detail = Detail {
            amount: Some(amount),
            name: filled(&transaction.payee),
            iban: iban(&transaction.iban),
            mandate: filled(&transaction.mandate),
            text,
            ..Detail::default()
        };
        let says_more = detail.name.is_some()
            || detail.iban.is_some()
            || detail.mandate.is_some()
            || detail.text.is_some();
        if says_more {
            line.details.push(detail);
        }
        Some(line)
    }
}

impl Transaction {
    fn leaf(&mut self, inside: &str, name: &str, text: String) {
        let place = match (inside, name) {
            ("STMTTRN", "TRNTYPE") => &mut self.kind,
            ("STMTTRN", "DTPOSTED") => &mut self.posted,
            ("STMTTRN", "DTUSER") => &mut self.user,
            ("STMTTRN", "DTAVAIL" | "VALUEDATE") => &mut self.value,
            ("STMTTRN", "TRNAMT") => &mut self.amount,
            ("STMTTRN", "FITID") => &mut self.identifier,
            ("STMTTRN", "NAME") => &mut self.name,
            ("PAYEE", "NAME") => &mut self.payee,
            ("STMTTRN", "MEMO") => &mut self.memo,
            ("STMTTRN", "MANDATEID") => &mut self.mandate,
            ("BANKACCTTO", "ACCTID") => &mut self.iban,
            // The amount is in this currency; ORIGCURRENCY only tells where it came from.
            ("CURRENCY", "CURSYM") => {
                self.currency = Some(text);
                return;
            }
            _ => return,
        };
        if place.is_empty() {
            *place = text;
        }
    }
}

/// The label, and what the memo adds. NAME stops at 32 characters, and many banks then repeat it
/// whole in MEMO.
fn texts(transaction: &Transaction) -> (String, Option<String>) {
    let name = if transaction.name.is_empty() { &transaction.payee } else { &transaction.name };
    let memo = &transaction.memo;
    if memo.starts_with(name.as_str()) {
        return (memo.clone(), None);
    }
    (name.clone(), filled(memo))
}

/// The decimal sign of the file: a point by the standard, a comma in some countries. A file whose
/// amounts do not tell follows the standard.
fn decimal_sign(draft: &Draft) -> DecimalSign {
    let amounts = draft.transactions.iter().map(|transaction| transaction.amount.as_str());
    let balances = draft.closing.iter().map(|(text, _)| text.as_str());
    match guess_decimal(amounts.chain(balances)) {
        super::text::Guess::Known(sign) => sign,
        _ => DecimalSign::Point,
    }
}

/// The day of `20250131`, `20250131120000`, `20250131120000.000[-5:EST]`.
fn day_of(text: &str) -> Option<Day> {
    civil_day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)
}

fn required_day(text: &str) -> Result<Day, Problem> {
    if text.is_empty() {
        return Err(Problem::Missing { field: "DTPOSTED" });
    }
    day_of(text).ok_or_else(|| Problem::Day { text: text.to_owned() })
}

fn kind(code: &str) -> LineKind {
    match code {
        "XFER" | "DIRECTDEP" | "PAYMENT" => LineKind::Transfer,
        "DIRECTDEBIT" | "REPEATPMT" => LineKind::DirectDebit,
        "CHECK" => LineKind::Cheque,
        "POS" => LineKind::Card,
        "ATM" | "CASH" => LineKind::Cash,
        "FEE" | "SRVCHG" => LineKind::Charge,
        "INT" => LineKind::Interest,
        _ => LineKind::Other,
    }
}

//! The book as tables for spreadsheets: the journal, the balance.
//!
//! Cells follow RFC 4180: quoted when they hold the separator, a quote or a line break. A text that
//! a spreadsheet would run as a formula (it begins with `= + - @`, as a member's name might on
//! purpose) is put behind an apostrophe, unless the style says otherwise.

use caisse_units::{Amount, Day, Language};

use super::{Book, BookFaults};

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// The language of the first line.
    pub language: Language,
    /// What stands between cells.
    pub separator: char,
    /// What stands before decimals.
    pub decimal_mark: char,
    /// Whether the file begins with a mark by which spreadsheets know UTF-8.
    pub byte_order_mark: bool,
    /// Whether texts that look like formulas are disarmed.
    pub disarms_formulas: bool,
}

impl CsvStyle {
    /// What spreadsheets of that language expect: `;` and `,` in French, `,` and `.` in English.
    pub fn of(language: Language) -> CsvStyle {
        let (separator, decimal_mark) = match language {
            Language::French => (';', ','),
            Language::English => (',', '.'),
        };
        CsvStyle {
            language,
            separator,
            decimal_mark,
            byte_order_mark: true,
            disarms_formulas: true,
        }
    }
}

/// Every line of every entry, in the order of the book. Linear in it.
///
/// # Errors
/// [`BookFaults`] if anything is wrong with the book; nothing is written then.
pub fn journal(book: &Book, style: CsvStyle) -> Result<String, BookFaults> {
    book.check()?;
    let mut table = Table::new(style);
    table.head(
        "journal;nom du journal;numéro;date;validée le;pièce;date de la pièce;compte;nom du compte;\
         auxiliaire;nom de l'auxiliaire;libellé;débit;crédit;lettrage;lettré le;raison",
        "journal;journal name;number;date;validated on;piece;piece date;account;account name;\
         auxiliary;auxiliary name;label;debit;credit;lettering;lettered on;reason",
    );
    let labels: std::collections::HashMap<&str, &str> =
        book.accounts.iter().map(|a| (a.number.as_str(), a.label.as_str())).collect();
    for entry in &book.entries {
        for line in &entry.lines {
            table.text(&entry.journal);
            table.text(&entry.journal_label);
            table.plain(&entry.number.to_string());
            table.day(entry.date);
            table.day(entry.validated_on);
            table.text(&entry.piece);
            table.day(entry.piece_date);
            table.text(&line.account);
            table.text(labels.get(line.account.as_str()).copied().unwrap_or(""));
            let person = line.auxiliary.as_ref();
            table.text(person.map_or("", |person| &person.code));
            table.text(person.map_or("", |person| &person.label));
            table.text(if line.label.is_empty() { &entry.label } else { &line.label });
            table.amount(line.debit);
            table.amount(line.credit);
            match &line.lettering {
                Some(lettering) => {
                    table.text(&lettering.code);
                    table.day(lettering.date);
                }
                None => (0..2).for_each(|_| table.plain("")),
            }
            table.text(&entry.reason);
            table.end_row();
        }
    }
    Ok(table.written)
}

/// One line per account that moved (and per person, where kept), then the total.
///
/// # Errors
/// [`BookFaults`] if anything is wrong with the book; nothing is written then.
pub fn balance(book: &Book, style: CsvStyle) -> Result<String, BookFaults> {
    book.check()?;
    let mut table = Table::new(style);
    table.head(
        "compte;nom du compte;auxiliaire;débit;crédit;solde débiteur;solde créditeur",
        "account;account name;auxiliary;debit;credit;debit balance;credit balance",
    );
    let labels: std::collections::HashMap<&str, &str> =
        book.accounts.iter().map(|a| (a.number.as_str(), a.label.as_str())).collect();
    let mut totals = [Amount::ZERO; 4];
    for ((account, person), balance) in book.balances() {
        table.text(account);
        table.text(labels.get(account).copied().unwrap_or(""));
        table.text(person.unwrap_or(""));
        let net = balance.net();
        let sides = [net.max(Amount::ZERO), (-net).max(Amount::ZERO)];
        let amounts = [balance.debit, balance.credit, sides[0], sides[1]];
        for (total, amount) in totals.iter_mut().zip(amounts) {
            *total = total.plus(amount);
            table.amount(amount);
        }
        table.end_row();
    }
    table.text(style.language.choose("total", "total"));
    (0..2).for_each(|_| table.plain(""));
    totals.into_iter().for_each(|total| table.amount(total));
    table.end_row();
    Ok(table.written)
}

struct Table {
    written: String,
    style: CsvStyle,
    row_begun: bool,
}

impl Table {
    fn new(style: CsvStyle) -> Table {
        let mark = if style.byte_order_mark { "\u{feff}" } else { "" };
        Table { written: mark.to_owned(), style, row_begun: false }
    }

    fn head(&mut self, french: &str, english: &str) {
        let names = self.style.language.choose(french, english);
        names.split(';').for_each(|name| self.text(name));
        self.end_row();
    }

    fn text(&mut self, text: &str) {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        match formula && self.style.disarms_formulas {
            true => self.plain(&format!("'{text}")),
            false => self.plain(text),
        }
    }

    fn day(&mut self, day: Day) {
        self.plain(&day.to_string());
    }

    fn amount(&mut self, amount: Amount) {
        let mark = self.style.decimal_mark;
        self.plain(&amount.to_string().replace('.', mark.encode_utf8(&mut [0; 4])));
    }

    fn plain(&mut self, cell: &str) {
        if self.row_begun {
            self.written.push(self.style.separator);
        }
        self.row_begun = true;
        let around = cell.starts_with(' ') || cell.ends_with(' ');
        if around || cell.contains(['"', '\n', '\r', self.style.separator]) {
            self.written.push('"');
            self.written.push_str(&cell.replace('"', "\"\""));
            self.written.push('"');
        } else {
            self.written.push_str(cell);
        }
    }

    fn end_row(&mut self) {
        self.written.push_str("\r\n");
        self.row_begun = false;
    }
}

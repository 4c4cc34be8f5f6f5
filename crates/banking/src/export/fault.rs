//! What is wrong with a book, before it is written in any form.

use std::collections::{HashMap, HashSet};
use std::fmt;

use caisse_units::{Amount, Day, Language};

use super::names::one_line;
use super::{Book, BookEntry, BookLine};

/// One thing wrong with a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFault {
    /// The journal and number of the entry; `None` for the book as a whole.
    pub entry: Option<(String, u64)>,
    /// The line of the entry, from 1.
    pub line: Option<usize>,
    /// What.
    pub kind: BookFaultKind,
}

/// The things that can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookFaultKind {
    /// The currency is not three capitals.
    WrongCurrency {
        /// What was given.
        currency: String,
    },
    /// An account number is not three digits, then digits or capitals.
    WrongAccount {
        /// The number.
        number: String,
    },
    /// An account is declared twice.
    RepeatedAccount {
        /// The number.
        number: String,
    },
    /// A line uses an account that the book does not declare.
    UnknownAccount {
        /// The number.
        number: String,
    },
    /// A text that every form needs is empty.
    Empty {
        /// Which.
        field: BookField,
    },
    /// An entry has fewer than two lines.
    TooFewLines,
    /// Debits and credits differ.
    Unbalanced {
        /// The debits.
        debit: Amount,
        /// The credits.
        credit: Amount,
    },
    /// A line has a debit and a credit, or a negative amount.
    WrongSides {
        /// The debit.
        debit: Amount,
        /// The credit.
        credit: Amount,
    },
    /// The numbers of a journal do not follow each other.
    Gap {
        /// The number that should come.
        expected: u64,
    },
    /// The entry was validated before the one that precedes it.
    OrderOfValidation {
        /// When this one was.
        validated_on: Day,
        /// When the one before was.
        previous: Day,
    },
    /// The organisation has no SIREN, by which the tax office's file is named.
    NoSiren,
    /// The entry is dated after the closing day.
    AfterClosing {
        /// Its date.
        date: Day,
        /// The closing day.
        closing: Day,
    },
}

/// The texts of a book that may not be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookField {
    /// The code of the journal.
    Journal,
    /// What the journal is called.
    JournalLabel,
    /// What an account is called.
    AccountLabel,
    /// The reference of the document.
    Piece,
    /// What happened.
    Label,
    /// The code of a person's account.
    AuxiliaryCode,
    /// The name of the person.
    AuxiliaryLabel,
    /// The mark that ties a line to its settlement.
    Lettering,
}

impl BookField {
    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Journal => language.choose("le code du journal", "the code of the journal"),
            Self::JournalLabel => language.choose("le nom du journal", "the name of the journal"),
            Self::AccountLabel => language.choose("le nom du compte", "the name of the account"),
            Self::Piece => language.choose("la référence de la pièce", "the document's reference"),
            Self::Label => language.choose("le libellé", "the label"),
            Self::AuxiliaryCode => {
                language.choose("le code du compte auxiliaire", "the code of the person's account")
            }
            Self::AuxiliaryLabel => {
                language.choose("le nom du compte auxiliaire", "the name of the person's account")
            }
            Self::Lettering => language.choose("le lettrage", "the lettering mark"),
        }
    }
}

impl BookFault {
    /// The sentence for the treasurer: where, what, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let place = match (&self.entry, self.line, language) {
            (Some((journal, number)), Some(line), Language::French) => {
                format!("écriture {journal} {number}, ligne {line} : ")
            }
            (Some((journal, number)), Some(line), Language::English) => {
                format!("entry {journal} {number}, line {line}: ")
            }
            (Some((journal, number)), None, Language::French) => {
                format!("écriture {journal} {number} : ")
            }
            (Some((journal, number)), None, Language::English) => {
                format!("entry {journal} {number}: ")
            }
            (None, _, _) => String::new(),
        };
        let what = match language {
            Language::French => self.kind.french(),
            Language::English => self.kind.english(),
        };
        place + &what
    }
}

impl BookFaultKind {
    fn french(&self) -> String {
        let money = |amount: &Amount| amount.written(Language::French);
        match self {
            Self::WrongCurrency { currency } => {
                format!("la monnaie « {currency} » s'écrit en trois capitales, comme EUR")
            }
            Self::WrongAccount { number } => format!(
                "le compte « {number} » doit commencer par trois chiffres, puis des chiffres ou \
                 des capitales"
            ),
            Self::RepeatedAccount { number } => {
                format!("le compte {number} est déclaré deux fois ; gardez-en un")
            }
            Self::UnknownAccount { number } => {
                format!("le compte {number} n'est pas dans le plan ; ajoutez-le")
            }
            Self::Empty { field } => {
                format!("{} est vide ; remplissez-le", field.name(Language::French))
            }
            Self::TooFewLines => "une écriture a deux lignes au moins ; complétez-la".into(),
            Self::Unbalanced { debit, credit } => format!(
                "débit {} et crédit {} diffèrent ; corrigez une ligne",
                money(debit),
                money(credit)
            ),
            Self::WrongSides { debit, credit } => format!(
                "débit {} et crédit {} : un seul des deux, et pas de montant négatif",
                money(debit),
                money(credit)
            ),
            Self::Gap { expected } => {
                format!("le numéro {expected} était attendu ; la suite ne doit pas avoir de trou")
            }
            Self::OrderOfValidation { validated_on, previous } => format!(
                "validée le {validated_on}, après une écriture validée le {previous} ; rangez-les \
                 dans l'ordre de validation",
                validated_on = validated_on.written(Language::French),
                previous = previous.written(Language::French)
            ),
            Self::NoSiren => "l'organisation n'a pas de SIREN ; le fichier en tire son nom".into(),
            Self::AfterClosing { date, closing } => {
                format!(
                    "datée du {date}, après la clôture du {closing} ; retirez-la de l'exercice",
                    date = date.written(Language::French),
                    closing = closing.written(Language::French)
                )
            }
        }
    }

    fn english(&self) -> String {
        let money = |amount: &Amount| amount.written(Language::English);
        match self {
            Self::WrongCurrency { currency } => {
                format!("the currency “{currency}” is written in three capitals, like EUR")
            }
            Self::WrongAccount { number } => format!(
                "the account “{number}” must begin with three digits, then digits or capitals"
            ),
            Self::RepeatedAccount { number } => {
                format!("the account {number} is declared twice; keep one")
            }
            Self::UnknownAccount { number } => {
                format!("the account {number} is not in the chart; add it")
            }
            Self::Empty { field } => {
                format!("{} is empty; fill it in", field.name(Language::English))
            }
            Self::TooFewLines => "an entry has two lines at least; complete it".into(),
            Self::Unbalanced { debit, credit } => format!(
                "debit {} and credit {} differ; correct a line",
                money(debit),
                money(credit)
            ),
            Self::WrongSides { debit, credit } => format!(
                "debit {} and credit {}: only one of the two, and no negative amount",
                money(debit),
                money(credit)
            ),
            Self::Gap { expected } => {
                format!("number {expected} was expected; the numbers may have no gap")
            }
            Self::OrderOfValidation { validated_on, previous } => format!(
                "validated on {validated_on}, after an entry validated on {previous}; put them in \
                 the order of validation",
                validated_on = validated_on.written(Language::English),
                previous = previous.written(Language::English)
            ),
            Self::NoSiren => "the organisation has no SIREN; the file is named by it".into(),
            Self::AfterClosing { date, closing } => {
                format!(
                    "dated {date}, after the closing of {closing}; take it out of the year",
                    date = date.written(Language::English),
                    closing = closing.written(Language::English)
                )
            }
        }
    }
}

impl fmt::Display for BookFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

/// Everything wrong with a book, in its order; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFaults(pub Vec<BookFault>);

impl BookFaults {
    /// One sentence per fault, one per line.
    pub fn sentence(&self, language: Language) -> String {
        let sentences: Vec<String> = self.0.iter().map(|fault| fault.sentence(language)).collect();
        sentences.join("\n")
    }
}

impl fmt::Display for BookFaults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for BookFaults {}

impl Book {
    /// Looks for everything wrong.
    ///
    /// # Errors
    /// [`BookFaults`] lists it all.
    pub fn check(&self) -> Result<(), BookFaults> {
        let faults = self.faults();
        if faults.is_empty() { Ok(()) } else { Err(BookFaults(faults)) }
    }

    pub(super) fn faults(&self) -> Vec<BookFault> {
        let mut faults = Vec::new();
        let mut of_book = |kind| faults.push(BookFault { entry: None, line: None, kind });
        if self.currency.len() != 3 || !self.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            of_book(BookFaultKind::WrongCurrency { currency: self.currency.clone() });
        }
        let mut declared = HashSet::new();
        for account in &self.accounts {
            let number = account.number.clone();
            if !is_account_number(&number) {
                of_book(BookFaultKind::WrongAccount { number: number.clone() });
            }
            if one_line(&account.label).is_empty() {
                of_book(BookFaultKind::Empty { field: BookField::AccountLabel });
            }
            if !declared.insert(account.number.as_str()) {
                of_book(BookFaultKind::RepeatedAccount { number });
            }
        }
        let mut last_numbers: HashMap<&str, u64> = HashMap::new();
        let mut last_validation: Option<Day> = None;
        for entry in &self.entries {
            let expected = last_numbers.insert(&entry.journal, entry.number).map(|n| n + 1);
            let mut found = |line, kind| {
                let entry = Some((entry.journal.clone(), entry.number));
                faults.push(BookFault { entry, line, kind });
            };
            if let Some(expected) = expected.filter(|expected| *expected != entry.number) {
                found(None, BookFaultKind::Gap { expected });
            }
            // Opening balances come first even when they are validated with the accounts, in June.
            if !entry.is_opening() {
                let validated_on = entry.validated_on;
                if let Some(previous) = last_validation.filter(|last| *last > validated_on) {
                    found(None, BookFaultKind::OrderOfValidation { validated_on, previous });
                }
                last_validation = last_validation.max(Some(validated_on));
            }
            check_entry(entry, &declared, &mut found);
        }
        faults
    }
}

fn check_entry(
    entry: &BookEntry,
    declared: &HashSet<&str>,
    found: &mut impl FnMut(Option<usize>, BookFaultKind),
) {
    for (text, field) in [
        (&entry.journal, BookField::Journal),
        (&entry.journal_label, BookField::JournalLabel),
        (&entry.piece, BookField::Piece),
        (&entry.label, BookField::Label),
    ] {
        if one_line(text).is_empty() {
            found(None, BookFaultKind::Empty { field });
        }
    }
    if entry.lines.len() < 2 {
        found(None, BookFaultKind::TooFewLines);
    }
    let debit: Amount = entry.lines.iter().map(|line| line.debit).sum();
    let credit: Amount = entry.lines.iter().map(|line| line.credit).sum();
    if debit != credit {
        found(None, BookFaultKind::Unbalanced { debit, credit });
    }
    for (rank, line) in (1..).zip(&entry.lines) {
        check_line(line, declared, &mut |kind| found(Some(rank), kind));
    }
}

fn check_line(line: &BookLine, declared: &HashSet<&str>, found: &mut impl FnMut(BookFaultKind)) {
    if !declared.contains(line.account.as_str()) {
        found(BookFaultKind::UnknownAccount { number: line.account.clone() });
    }
    let (debit, credit) = (line.debit, line.credit);
    let both = !debit.is_zero() && !credit.is_zero();
    if both || debit.is_negative() || credit.is_negative() {
        found(BookFaultKind::WrongSides { debit, credit });
    }
    if let Some(auxiliary) = &line.auxiliary {
        if one_line(&auxiliary.code).is_empty() {
            found(BookFaultKind::Empty { field: BookField::AuxiliaryCode });
        }
        if one_line(&auxiliary.label).is_empty() {
            found(BookFaultKind::Empty { field: BookField::AuxiliaryLabel });
        }
    }
    if line.lettering.as_ref().is_some_and(|lettering| one_line(&lettering.code).is_empty()) {
        found(BookFaultKind::Empty { field: BookField::Lettering });
    }
}

fn is_account_number(number: &str) -> bool {
    number.len() >= 3
        && number.bytes().take(3).all(|byte| byte.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

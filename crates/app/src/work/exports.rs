//! The books for others: FEC, hledger, beancount, CSV.

use std::collections::BTreeSet;

use caisse_banking::export::{Account, Auxiliary, Book, BookEntry, BookLine};
use caisse_banking::identifiers::Siren;
use caisse_domain::Organisation;
use caisse_domain::ledger::figures::Period;
use caisse_domain::ledger::{AccountNumber, JournalCode, Party};
use caisse_units::{Amount, Day, Language};

/// The books of one year: opening balances first, then the year's entries in the order of their
/// records; the closing of the year is left out, as the FEC wants it. Members are pseudonyms.
pub fn book_of_year(house: &Organisation, year: i16, day_of: &dyn Fn(u64) -> Day) -> Book {
    let period = Period::year(year);
    let mut entries = Vec::new();
    entries.extend(opening(house, year));
    for view in house.ledger.entries() {
        if view.is_closing() || !period.is_some_and(|period| period.contains(view.date())) {
            continue;
        }
        entries.push(entry(house, view, day_of));
    }
    renumber(&mut entries);
    Book {
        organisation: house.founding.name.clone(),
        siren: house.founding.siren.as_deref().and_then(|text| Siren::parse(text).ok()),
        currency: "EUR".to_owned(),
        accounts: accounts(house, &entries),
        entries,
    }
}

/// The whole books since the beginning, closings included.
pub fn whole_book(house: &Organisation, day_of: &dyn Fn(u64) -> Day) -> Book {
    let entries: Vec<BookEntry> =
        house.ledger.entries().map(|view| entry(house, view, day_of)).collect();
    Book {
        organisation: house.founding.name.clone(),
        siren: house.founding.siren.as_deref().and_then(|text| Siren::parse(text).ok()),
        currency: "EUR".to_owned(),
        accounts: accounts(house, &entries),
        entries,
    }
}

/// The accounts that the entries use.
fn accounts(house: &Organisation, entries: &[BookEntry]) -> Vec<Account> {
    let used: BTreeSet<&str> =
        entries.iter().flat_map(|entry| &entry.lines).map(|line| line.account.as_str()).collect();
    let chart = house.chart.accounts().iter();
    chart
        .filter(|account| used.contains(account.number.to_string().as_str()))
        .map(|account| Account {
            number: three_digits(account.number),
            label: account.label(Language::French).to_owned(),
        })
        .collect()
}

/// The number of an account with at least three digits, as the tax office wants: `58` becomes `580`.
fn three_digits(account: AccountNumber) -> String {
    format!("{:0<3}", account.to_string())
}

/// Each journal counts from 1 without gaps within the export.
fn renumber(entries: &mut [BookEntry]) {
    let mut last = std::collections::BTreeMap::new();
    for entry in entries {
        let number = last.entry(entry.journal.clone()).or_insert(0);
        *number += 1;
        entry.number = *number;
    }
}

fn entry(
    house: &Organisation,
    view: caisse_domain::ledger::EntryView<'_>,
    day_of: &dyn Fn(u64) -> Day,
) -> BookEntry {
    let validated = day_of(view.recorded_in()).max(view.date());
    BookEntry {
        journal: view.journal().code().to_owned(),
        journal_label: view.journal().label(Language::French).to_owned(),
        number: u64::from(view.number()),
        date: view.date(),
        validated_on: validated,
        piece: format!("{}/{}", view.id(), view.recorded_in()),
        piece_date: view.date(),
        label: view.label().to_owned(),
        lines: view.postings().map(|posting| line(house, posting)).collect(),
        reason: view.reason().sentence(Language::French),
    }
}

fn line(house: &Organisation, posting: caisse_domain::ledger::Posting) -> BookLine {
    let (debit, credit) = match posting.amount.is_negative() {
        true => (Amount::ZERO, -posting.amount),
        false => (posting.amount, Amount::ZERO),
    };
    BookLine {
        account: three_digits(posting.account),
        auxiliary: posting.party.map(|party| auxiliary(house, party)),
        label: String::new(),
        debit,
        credit,
        lettering: None,
    }
}

fn auxiliary(house: &Organisation, party: Party) -> Auxiliary {
    match party {
        Party::Member(member) => {
            Auxiliary { code: member.to_string(), label: format!("Membre {member}") }
        }
        Party::Level(level) => Auxiliary {
            code: level.to_string(),
            label: house.rules.level(level).unwrap_or_default().to_owned(),
        },
    }
}

/// The balances carried over from the year before, as one entry.
fn opening(house: &Organisation, year: i16) -> Option<BookEntry> {
    let lines: Vec<BookLine> = house
        .ledger
        .carried_over(&house.chart, year - 1)
        .into_iter()
        .map(|carried| {
            line(
                house,
                caisse_domain::ledger::Posting {
                    account: carried.account,
                    party: carried.party,
                    amount: carried.balance,
                },
            )
        })
        .collect();
    let date = Period::year(year)?.from;
    (!lines.is_empty()).then(|| BookEntry {
        journal: JournalCode::Opening.code().to_owned(),
        journal_label: JournalCode::Opening.label(Language::French).to_owned(),
        number: 1,
        date,
        validated_on: date,
        piece: format!("AN{year}"),
        piece_date: date,
        label: format!("À nouveaux {year}"),
        lines,
        reason: format!("soldes au 31 décembre {}", year - 1),
    })
}

//! The books: 2025 closed, 2026 open; 600 entries.

use caisse_units::{Amount, Language};
use caisse_web::LINES_PER_PAGE;
use caisse_web::views::{
    AccountLine, Accounts, Entry, Ledger, LedgerLine, Pages, Place, Posting, Reference, TrialLine,
};

use super::people::{due, received};
use super::{TestHouse, day, euros};

type Titles = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Number, title in French and English, plain words in French and English.
const CHART: [Titles; 10] = [
    (
        "102",
        "Fonds associatif",
        "Association fund",
        "Ce que la caisse possède",
        "What the caisse owns",
    ),
    (
        "1068",
        "Réserve de l'assemblée",
        "Reserve of the assembly",
        "Mis de côté par l'assemblée",
        "Set aside by the assembly",
    ),
    (
        "467",
        "Fédération, parts dues",
        "Federation, shares owed",
        "Dû à la fédération",
        "Owed to the federation",
    ),
    (
        "4687",
        "Cotisations à recevoir",
        "Contributions receivable",
        "Cotisations attendues",
        "Contributions awaited",
    ),
    ("512", "Banque", "Bank", "Argent à la banque", "Money at the bank"),
    ("627", "Services bancaires", "Bank services", "Frais de banque", "Bank fees"),
    (
        "657",
        "Aides financières accordées",
        "Financial aid granted",
        "Allocations versées",
        "Allowances paid",
    ),
    (
        "658",
        "Parts reversées",
        "Shares passed on",
        "Parts reversées à la fédération",
        "Shares passed on to the federation",
    ),
    (
        "74",
        "Subventions et apports",
        "Grants and contributions of others",
        "Apports d'autres caisses et des communes",
        "Contributions of other caisses and towns",
    ),
    ("756", "Cotisations", "Contributions", "Cotisations des membres", "Contributions of members"),
];

fn titles(account: &str) -> Option<&'static Titles> {
    CHART.iter().find(|titles| titles.0 == account)
}

fn account_line(
    account: &str,
    amount: Amount,
    before: Option<Amount>,
    language: Language,
) -> AccountLine {
    let titles = titles(account).expect("an account of the chart");
    AccountLine {
        account: account.to_owned(),
        title: language.choose(titles.1, titles.2).to_owned(),
        plain: language.choose(titles.3, titles.4).to_owned(),
        amount,
        before,
    }
}

pub fn accounts(house: &TestHouse, year: i16, language: Language) -> Option<Accounts> {
    if !(2025..=2026).contains(&year) {
        return None;
    }
    let before = |euro| (year == 2026).then(|| euros(euro));
    let line = |account, amount, before| account_line(account, amount, before, language);
    let contributions = received();
    let shares = Amount::from_cents(contributions.cents() / 10);
    let aid = euros(44_475);
    let others = euros(36_835);
    let result = contributions.plus(others).minus(shares).minus(aid);
    let bank = euros(178_000).plus(contributions).plus(others).minus(aid);
    let computed = AccountLine {
        account: String::new(),
        title: language.choose("Résultat de l'exercice", "Result of the year").to_owned(),
        plain: language.choose("Résultat de l'année", "Result of the year").to_owned(),
        amount: result,
        before: before(-62_400),
    };
    let trial = |account: &str, opening, debit, credit| {
        let titles = titles(account).expect("an account of the chart");
        TrialLine {
            account: account.to_owned(),
            title: language.choose(titles.1, titles.2).to_owned(),
            opening,
            debit,
            credit,
        }
    };
    Some(Accounts {
        year,
        until: day(if year == 2026 { "2026-01-31" } else { "2025-12-31" }),
        closed: (year == 2025).then(|| day("2026-01-18")),
        income: vec![
            line("74", others, before(439_278)),
            line("756", contributions, before(35_580)),
        ],
        expenses: vec![line("657", aid, before(533_700)), line("658", shares, before(3558))],
        assets: vec![line("512", bank, before(178_000))],
        liabilities: vec![
            line("102", euros(158_000), before(220_400)),
            line("1068", euros(20_000), before(20_000)),
            line("467", shares, before(0)),
            computed,
        ],
        trial: vec![
            trial("102", euros(-158_000), Amount::ZERO, Amount::ZERO),
            trial("1068", euros(-20_000), Amount::ZERO, Amount::ZERO),
            trial("467", Amount::ZERO, Amount::ZERO, shares),
            trial("512", euros(178_000), contributions.plus(others), aid),
            trial("657", Amount::ZERO, aid, Amount::ZERO),
            trial("658", Amount::ZERO, shares, Amount::ZERO),
            trial("74", Amount::ZERO, Amount::ZERO, others),
            trial("756", Amount::ZERO, Amount::ZERO, contributions),
        ],
        fund: house.fund().into_iter().take(13).collect(),
        questions: super::readings::questions(house, language),
    })
}

pub fn ledger(account: &str, year: i16, page: u32, language: Language) -> Option<Ledger> {
    let titles = titles(account)?;
    let count = 193_u32.div_ceil(LINES_PER_PAGE as u32);
    if !(2025..=2026).contains(&year) || !(1..=count).contains(&page) {
        return None;
    }
    let start = (page - 1) * LINES_PER_PAGE as u32;
    let opening = (1..=start).map(due).fold(euros(178_000), Amount::plus);
    let mut balance = opening;
    let lines = (start + 1..=193.min(start + LINES_PER_PAGE as u32)).map(|household| {
        balance = balance.plus(due(household));
        LedgerLine {
            entry: format!("E{household}"),
            day: day("2026-01-12"),
            label: format!(
                "{} M{household}",
                language.choose("Cotisation de janvier 2026,", "Contribution for January 2026,")
            ),
            debit: due(household),
            credit: Amount::ZERO,
            balance,
        }
    });
    Some(Ledger {
        account: account.to_owned(),
        title: language.choose(titles.1, titles.2).to_owned(),
        plain: language.choose(titles.3, titles.4).to_owned(),
        year,
        opening,
        lines: lines.collect(),
        pages: Pages { current: page, count },
    })
}

pub fn entry(house: &TestHouse, entry: u32, language: Language) -> Option<Entry> {
    let household = (entry - 1) % 193 + 1;
    let amount = due(household);
    let posting = |account: &str, party: Option<String>, debit, credit| Posting {
        account: account.to_owned(),
        title: titles(account)
            .map_or(String::new(), |titles| language.choose(titles.1, titles.2).to_owned()),
        party,
        debit,
        credit,
    };
    let reference = |label: &str, detail: Option<&str>, place| Reference {
        label: label.to_owned(),
        detail: detail.map(str::to_owned),
        place,
    };
    Some(Entry {
        id: format!("E{entry}"),
        day: day("2026-01-12"),
        recorded: day("2026-01-14"),
        label: format!(
            "{} M{household}",
            language.choose("Cotisation de janvier 2026,", "Contribution for January 2026,")
        ),
        postings: vec![
            posting("512", None, amount, Amount::ZERO),
            posting("756", Some(format!("M{household}")), Amount::ZERO, amount),
        ],
        reasons: vec![
            reference(
                language.choose("Cotisation appelée", "Contribution called"),
                Some(&format!("C{household}")),
                Some(Place::Why(format!("C{household}"))),
            ),
            reference(
                language.choose(
                    "Règle de cotisation, version du 1er janvier 2025",
                    "Contribution rule, version of 1 January 2025",
                ),
                None,
                Some(Place::Rule { name: "cotisation".to_owned(), since: Some(day("2025-01-01")) }),
            ),
            reference(
                language.choose("Ligne de relevé", "Bank line"),
                Some(&house.typed("B7, VIR INST M MARTIN COTIS JANV")),
                None,
            ),
        ],
        corrections: if entry == 1 {
            vec![reference(
                language.choose(
                    "Corrigée par l'écriture E2 : payée deux fois",
                    "Corrected by entry E2: paid twice",
                ),
                None,
                Some(Place::Entry("E2".to_owned())),
            )]
        } else {
            vec![]
        },
        record: 4000 + u64::from(entry),
    })
}

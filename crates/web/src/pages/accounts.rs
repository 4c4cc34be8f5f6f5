//! The accounts of a year, in two readings. The plain one says what came in, what went out, what is
//! left and to whom it belongs; the accountant's adds numbers, the year before and the trial balance.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{date, linked, money, money_if_any};
use super::readings::pinned;
use super::words::explained;
use super::{Page, Section, charts};
use crate::views::{AccountLine, Accounts, Frame, Part, Place, TrialLine};
use crate::visit::{Reading, Visit};

pub(crate) fn accounts(accounts: &Accounts, frame: &Frame, visit: &Visit) -> Page {
    let language = visit.language;
    let title = match language {
        Language::French => format!("Les comptes de {}", accounts.year),
        Language::English => format!("The accounts of {}", accounts.year),
    };
    let sheet = Sheet { year: accounts.year, reading: visit.reading, language };
    // Bars are drawn to one scale on both sides of a statement, so that they compare.
    let moved = largest(&[&accounts.income, &accounts.expenses]);
    let stands = largest(&[&accounts.assets, &accounts.liabilities]);
    Page {
        title: title.clone(),
        section: Section::Accounts,
        body: html! {
            h1 { (title) }
            (explained(&["fonds", "compte", "bilan", "compte-de-resultat", "cloture"], language))
            (state(accounts, language))
            (choices(accounts, frame, visit))
            (charts::fund("fonds", language.choose(FUND.0, FUND.1), &accounts.fund, &[], None, language))
            section {
                h2 { (sheet.words(&INCOME_STATEMENT)) }
                (sheet.flow(accounts))
                (sheet.statement(&INCOME, &accounts.income, moved))
                (sheet.statement(&EXPENSES, &accounts.expenses, moved))
                (sheet.result(accounts))
            }
            section {
                h2 { (sheet.words(&BALANCE_SHEET)) }
                (sheet.statement(&ASSETS, &accounts.assets, stands))
                (sheet.statement(&LIABILITIES, &accounts.liabilities, stands))
            }
            @if visit.reading == Reading::Accountant {
                section {
                    h2 { (language.choose("Balance", "Trial balance")) }
                    (sheet.trial(&accounts.trial))
                }
            }
            (pinned(language.choose("Questions posées sur ces comptes", "Questions on these accounts"), &accounts.questions, language))
            p { a href=(Place::SharedReading.address()) {
                (language.choose("Lire ces comptes ensemble, en cinq étapes", "Read these accounts together, in five steps"))
            } }
        },
    }
}

/// A title in both readings and both languages.
struct Title {
    /// In plain words, in French and in English.
    plain: [&'static str; 2],
    /// In the accountant's, in French and in English.
    accountant: [&'static str; 2],
}

const FUND: (&str, &str) =
    ("Le fonds à la fin de chaque mois", "The fund at the end of each month");
const INCOME_STATEMENT: Title = Title {
    plain: ["Ce qui est entré, ce qui est sorti", "What came in, what went out"],
    accountant: ["Compte de résultat", "Income statement"],
};
const INCOME: Title =
    Title { plain: ["Ce qui est entré", "What came in"], accountant: ["Produits", "Income"] };
const EXPENSES: Title =
    Title { plain: ["Ce qui est sorti", "What went out"], accountant: ["Charges", "Expenses"] };
const RESULT: Title =
    Title { plain: ["Ce qui reste", "What is left"], accountant: ["Résultat", "Result"] };
const BALANCE_SHEET: Title = Title {
    plain: ["Ce que la caisse a, et à qui c'est", "What the caisse has, and whose it is"],
    accountant: ["Bilan", "Balance sheet"],
};
const ASSETS: Title =
    Title { plain: ["Ce que la caisse a", "What the caisse has"], accountant: ["Actif", "Assets"] };
const LIABILITIES: Title = Title {
    plain: ["À qui c'est", "Whose it is"],
    accountant: ["Passif", "Liabilities and funds"],
};

fn state(accounts: &Accounts, language: Language) -> Markup {
    html! {
        p.purpose {
            @match accounts.closed {
                Some(day) => {
                    (language.choose("Année close le ", "Year closed on ")) (date(day, language)) "."
                }
                None => {
                    (language.choose("Année en cours, arrêtée au ", "Year in progress, up to "))
                    (date(accounts.until, language)) "."
                }
            }
            " "
            (language.choose(
                "Chaque montant mène aux écritures qui le composent.",
                "Every amount leads to the entries that make it up.",
            ))
        }
    }
}

/// The choice of the reading and of the year.
fn choices(accounts: &Accounts, frame: &Frame, visit: &Visit) -> Markup {
    let language = visit.language;
    let readings = [
        (Reading::Plain, language.choose("Lecture simple", "Plain reading")),
        (Reading::Accountant, language.choose("Lecture comptable", "Accountant's reading")),
    ];
    html! {
        div.choices {
            nav aria-label=(language.choose("Façon de lire", "Way of reading")) { ul {
                @for (reading, name) in readings { li {
                    a href=(visit.address_with("lecture", reading.word()))
                        aria-current=[(reading == visit.reading).then_some("true")] { (name) }
                } }
            } }
            @if frame.years.len() > 1 {
                nav aria-label=(language.choose("Année", "Year")) { ul {
                    @for year in &frame.years { li {
                        a href=(Place::Accounts(*year).address())
                            aria-current=[(*year == accounts.year).then_some("true")] { (year) }
                    } }
                } }
            }
        }
    }
}

/// The largest amount of the tables of a statement.
fn largest(tables: &[&[AccountLine]]) -> Amount {
    tables.iter().flat_map(|lines| lines.iter()).map(|line| line.amount).max().unwrap_or_default()
}

/// How the tables of one year are written for one reader.
struct Sheet {
    year: i16,
    reading: Reading,
    language: Language,
}

impl Sheet {
    /// The words of this reading and language.
    fn words(&self, title: &Title) -> &'static str {
        let words = match self.reading {
            Reading::Plain => title.plain,
            Reading::Accountant => title.accountant,
        };
        self.language.choose(words[0], words[1])
    }

    /// Where the money of the year came from and went, drawn; in the plain reading alone.
    fn flow(&self, accounts: &Accounts) -> Markup {
        if self.reading == Reading::Accountant {
            return html! {};
        }
        let parts = |lines: &[AccountLine]| -> Vec<Part> {
            let part = |line: &AccountLine| Part {
                name: line.plain.clone(),
                amount: line.amount,
                place: self.place(&line.account, self.year),
            };
            lines.iter().map(part).collect()
        };
        let title = match self.language {
            Language::French => format!("D'où vient l'argent de {} et où il va", self.year),
            Language::English => format!("Where the money of {} came from and went", self.year),
        };
        let (income, expenses) = (parts(&accounts.income), parts(&accounts.expenses));
        charts::money_flow("flux", &title, &income, &expenses, self.language)
    }

    fn place(&self, account: &str, year: i16) -> Option<Place> {
        let account = account.to_owned();
        (!account.is_empty()).then_some(Place::Account { account, year })
    }

    fn money(&self, amount: Amount) -> Markup {
        money(amount, self.language)
    }

    fn statement(&self, title: &Title, lines: &[AccountLine], largest: Amount) -> Markup {
        let accountant = self.reading == Reading::Accountant;
        let compared = accountant && lines.iter().any(|line| line.before.is_some());
        html! {
            div.wide { table.plain[!accountant] {
                caption { (self.words(title)) }
                thead { tr {
                    th scope="col" { (self.language.choose("Compte", "Account")) }
                    th.number scope="col" { (self.year) }
                    @if compared { th.number scope="col" { (self.year - 1) } }
                } }
                tbody {
                    @for line in lines { (self.line(line, largest, compared)) }
                    @if lines.is_empty() {
                        tr { td colspan="3" { (self.language.choose("Rien.", "Nothing.")) } }
                    }
                }
                tfoot { tr {
                    th scope="row" { "Total" }
                    td.number { (self.money(lines.iter().map(|line| line.amount).sum())) }
                    @if compared { td.number {
                        (self.money(lines.iter().filter_map(|line| line.before).sum()))
                    } }
                } }
            } }
        }
    }

    fn line(&self, line: &AccountLine, largest: Amount, compared: bool) -> Markup {
        let place = self.place(&line.account, self.year);
        let before = self.place(&line.account, self.year - 1);
        html! { tr {
            @match self.reading {
                Reading::Plain => th scope="row" { (line.plain) },
                Reading::Accountant => th scope="row" { (numbered(&line.account, &line.title)) },
            }
            td.number {
                (linked(place.as_ref(), self.money(line.amount)))
                @if self.reading == Reading::Plain { (charts::bar(line.amount, largest)) }
            }
            @if compared { td.number {
                (money_if_any(line.before.unwrap_or_default(), before.as_ref(), self.language))
            } }
        } }
    }

    fn result(&self, accounts: &Accounts) -> Markup {
        let total = |lines: &[AccountLine]| lines.iter().map(|line| line.amount).sum::<Amount>();
        let result = total(&accounts.income).minus(total(&accounts.expenses));
        html! {
            p.headline {
                (self.words(&RESULT)) (self.language.choose("\u{a0}: ", ": "))
                (self.money(result))
            }
        }
    }

    fn trial(&self, lines: &[TrialLine]) -> Markup {
        let language = self.language;
        let balance = |line: &TrialLine| line.opening.plus(line.debit).minus(line.credit);
        let total = |part: fn(&TrialLine) -> Amount| self.money(lines.iter().map(part).sum());
        html! {
            div.wide { table {
                caption.unseen { (language.choose("Balance des comptes", "Trial balance")) }
                thead { tr {
                    th scope="col" { (language.choose("Compte", "Account")) }
                    th.number scope="col" { (language.choose("À l'ouverture", "Opening")) }
                    th.number scope="col" { (language.choose("Débit", "Debit")) }
                    th.number scope="col" { (language.choose("Crédit", "Credit")) }
                    th.number scope="col" { (language.choose("Solde", "Balance")) }
                } }
                tbody { @for line in lines {
                    @let place = self.place(&line.account, self.year);
                    tr {
                        th scope="row" { (linked(place.as_ref(), numbered(&line.account, &line.title))) }
                        td.number { (money_if_any(line.opening, None, language)) }
                        td.number { (money_if_any(line.debit, None, language)) }
                        td.number { (money_if_any(line.credit, None, language)) }
                        td.number { (linked(place.as_ref(), self.money(balance(line)))) }
                    }
                } }
                tfoot { tr {
                    th scope="row" { "Total" }
                    td.number { (total(|line| line.opening)) }
                    td.number { (total(|line| line.debit)) }
                    td.number { (total(|line| line.credit)) }
                    td.number { (self.money(lines.iter().map(balance).sum())) }
                } }
            } }
        }
    }
}

/// An account by its number and its title.
fn numbered(account: &str, title: &str) -> Markup {
    html! {
        @if !account.is_empty() { code { (account) } " " }
        (title)
    }
}

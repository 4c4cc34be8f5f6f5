//! The accounts of a year, in two readings. The plain one says what came in, what went out, what is
//! left and to whom it belongs; the accountant's adds numbers, the year before and the trial balance.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::parts::{date, linked, money, money_if_any};
use super::{Page, Section, charts};
use crate::views::{AccountLine, Accounts, Frame, Place, TrialLine};
use crate::visit::{Reading, Visit};

pub(crate) fn accounts(accounts: &Accounts, frame: &Frame, visit: &Visit) -> Page {
    let language = visit.language;
    let title = match language {
        Language::French => format!("Les comptes de {}", accounts.year),
        Language::English => format!("The accounts of {}", accounts.year),
    };
    let sheet = Sheet { year: accounts.year, reading: visit.reading, language };
    Page {
        title: title.clone(),
        section: Section::Accounts,
        body: html! {
            h1 { (title) }
            (state(accounts, language))
            (choices(accounts, frame, visit))
            (charts::fund("fonds", language.choose("Le fonds à la fin de chaque mois", "The fund at the end of each month"), &accounts.fund, None, language))
            section {
                h2 { (sheet.words("Ce qui est entré, ce qui est sorti", "What came in, what went out", "Compte de résultat", "Income statement")) }
                (sheet.statement(&sheet.words("Ce qui est entré", "What came in", "Produits", "Income"), &accounts.income))
                (sheet.statement(&sheet.words("Ce qui est sorti", "What went out", "Charges", "Expenses"), &accounts.expenses))
                (sheet.result(accounts))
            }
            section {
                h2 { (sheet.words("Ce que la caisse a, et à qui c'est", "What the caisse has, and whose it is", "Bilan", "Balance sheet")) }
                (sheet.statement(&sheet.words("Ce que la caisse a", "What the caisse has", "Actif", "Assets"), &accounts.assets))
                (sheet.statement(&sheet.words("À qui c'est", "Whose it is", "Passif", "Liabilities and funds"), &accounts.liabilities))
            }
            @if visit.reading == Reading::Accountant {
                section {
                    h2 { (language.choose("Balance", "Trial balance")) }
                    (sheet.trial(&accounts.trial))
                }
            }
        },
    }
}

fn state(accounts: &Accounts, language: Language) -> Markup {
    html! {
        p.purpose {
            @match accounts.closed {
                Some(day) => { (language.choose("Année close le ", "Year closed on ")) (date(day, language)) "." }
                None => { (language.choose("Année en cours, arrêtée au ", "Year in progress, up to ")) (date(accounts.until, language)) "." }
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

/// How the tables of one year are written for one reader.
struct Sheet {
    year: i16,
    reading: Reading,
    language: Language,
}

impl Sheet {
    /// The words of this reading and language.
    fn words(
        &self,
        plain_french: &'static str,
        plain_english: &'static str,
        french: &'static str,
        english: &'static str,
    ) -> String {
        match self.reading {
            Reading::Plain => self.language.choose(plain_french, plain_english),
            Reading::Accountant => self.language.choose(french, english),
        }
        .to_owned()
    }

    fn place(&self, account: &str) -> Option<Place> {
        let account = account.to_owned();
        (!account.is_empty()).then_some(Place::Account { account, year: self.year })
    }

    fn statement(&self, caption: &str, lines: &[AccountLine]) -> Markup {
        let accountant = self.reading == Reading::Accountant;
        let largest = lines.iter().map(|line| line.amount).max().unwrap_or_default();
        let compared = accountant && lines.iter().any(|line| line.before.is_some());
        html! {
            div.wide { table.statement {
                caption { (caption) }
                thead { tr {
                    @if accountant { th scope="col" { (self.language.choose("Compte", "Account")) } }
                    th scope="col" { (self.language.choose("Libellé", "Title")) }
                    th.number scope="col" { (self.year) }
                    @if compared { th.number scope="col" { (self.year - 1) } }
                } }
                tbody {
                    @for line in lines { (self.line(line, largest, compared)) }
                    @if lines.is_empty() { tr { td colspan="4" { (self.language.choose("Rien.", "Nothing.")) } } }
                }
                tfoot { tr {
                    @if accountant { td {} }
                    th scope="row" { "Total" }
                    td.number { (money(lines.iter().map(|line| line.amount).sum(), self.language)) }
                    @if compared { td.number {
                        (money(lines.iter().filter_map(|line| line.before).sum(), self.language))
                    } }
                } }
            } }
        }
    }

    fn line(&self, line: &AccountLine, largest: Amount, compared: bool) -> Markup {
        let place = self.place(&line.account);
        let accountant = self.reading == Reading::Accountant;
        html! { tr {
            @if accountant { td { code { (line.account) } } }
            th scope="row" { (if accountant { &line.title } else { &line.plain }) }
            td.number {
                (linked(place.as_ref(), money(line.amount, self.language)))
                @if !accountant { (charts::bar(line.amount, largest)) }
            }
            @if compared { td.number {
                @if let Some(before) = line.before { (money(before, self.language)) }
            } }
        } }
    }

    fn result(&self, accounts: &Accounts) -> Markup {
        let total = |lines: &[AccountLine]| lines.iter().map(|line| line.amount).sum::<Amount>();
        let result = total(&accounts.income).minus(total(&accounts.expenses));
        html! {
            p.headline {
                (self.words("Ce qui reste : ", "What is left: ", "Résultat : ", "Result: "))
                (money(result, self.language))
            }
        }
    }

    fn trial(&self, lines: &[TrialLine]) -> Markup {
        let language = self.language;
        html! {
            div.wide { table {
                caption.unseen { (language.choose("Balance des comptes", "Trial balance")) }
                thead { tr {
                    th scope="col" { (language.choose("Compte", "Account")) }
                    th scope="col" { (language.choose("Libellé", "Title")) }
                    th.number scope="col" { (language.choose("À l'ouverture", "Opening")) }
                    th.number scope="col" { (language.choose("Débit", "Debit")) }
                    th.number scope="col" { (language.choose("Crédit", "Credit")) }
                    th.number scope="col" { (language.choose("Solde", "Balance")) }
                } }
                tbody { @for line in lines { tr {
                    td { code { (line.account) } }
                    th scope="row" { (linked(self.place(&line.account).as_ref(), html! { (line.title) })) }
                    td.number { (money_if_any(line.opening, language)) }
                    td.number { (money_if_any(line.debit, language)) }
                    td.number { (money_if_any(line.credit, language)) }
                    td.number { (linked(
                        self.place(&line.account).as_ref(),
                        money(line.opening.plus(line.debit).minus(line.credit), language),
                    )) }
                } } }
                tfoot { tr {
                    td {}
                    th scope="row" { "Total" }
                    td.number { (money(lines.iter().map(|line| line.opening).sum(), language)) }
                    td.number { (money(lines.iter().map(|line| line.debit).sum(), language)) }
                    td.number { (money(lines.iter().map(|line| line.credit).sum(), language)) }
                    td.number { (money(lines.iter().map(|line| line.opening.plus(line.debit).minus(line.credit)).sum(), language)) }
                } }
            } }
        }
    }
}

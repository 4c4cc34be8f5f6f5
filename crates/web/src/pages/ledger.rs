//! One account in a year, line by line, with the balance after each.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{linked, money, money_if_any, page_links, short_date};
use super::{Page, Section};
use crate::views::{Ledger, LedgerLine, Place};

pub(crate) fn ledger(ledger: &Ledger, language: Language) -> Page {
    let place = Place::Account { account: ledger.account.clone(), year: ledger.year };
    let title = format!("{} {}, {}", ledger.account, ledger.title, ledger.year);
    Page {
        title,
        section: Section::Accounts,
        body: html! {
            h1 { (ledger.plain) span.quiet { " · " (ledger.year) } }
            p.quiet {
                (language.choose("Compte ", "Account ")) code { (ledger.account) } ", " (ledger.title) ". "
                a href=(Place::Accounts(ledger.year).address()) {
                    (language.choose("Tous les comptes de l'année", "All the accounts of the year"))
                }
            }
            div.wide { table.lines {
                caption { (language.choose("Écritures du compte, de la plus ancienne à la plus récente", "Entries of the account, the oldest first")) }
                thead { tr {
                    th scope="col" { (language.choose("Écriture", "Entry")) }
                    th scope="col" { (language.choose("Date", "Date")) }
                    th scope="col" { (language.choose("Libellé", "Wording")) }
                    th.number scope="col" { (language.choose("Débit", "Debit")) }
                    th.number scope="col" { (language.choose("Crédit", "Credit")) }
                    th.number scope="col" { (language.choose("Solde", "Balance")) }
                } }
                tbody {
                    tr {
                        td colspan="5" { (language.choose("Solde avant ces lignes", "Balance before these lines")) }
                        td.number { (money(ledger.opening, language)) }
                    }
                    @for line in &ledger.lines { (self::line(line, language)) }
                }
            } }
            (page_links(ledger.pages, language, |page| format!("{}?page={page}", place.address())))
        },
    }
}

fn line(line: &LedgerLine, language: Language) -> Markup {
    let place = Place::Entry(line.entry.clone());
    html! { tr {
        th scope="row" { (linked(Some(&place), html! { (line.entry) })) }
        td { (short_date(line.day, language)) }
        td { (line.label) }
        td.number { (linked(Some(&place), money_if_any(line.debit, language))) }
        td.number { (linked(Some(&place), money_if_any(line.credit, language))) }
        td.number { (money(line.balance, language)) }
    } }
}

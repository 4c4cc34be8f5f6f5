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
            (lines(ledger, language))
            (page_links(ledger.pages, language, |page| format!("{}?page={page}", place.address())))
        },
    }
}

fn lines(ledger: &Ledger, language: Language) -> Markup {
    html! {
        table.folds.lines role="table" {
            caption {
                (language.choose(
                    "Écritures, de la plus ancienne à la plus récente",
                    "Entries, the oldest first",
                ))
            }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (language.choose("Écriture", "Entry")) }
                th role="columnheader" scope="col" { (language.choose("Date", "Date")) }
                th role="columnheader" scope="col" { (language.choose("Libellé", "Wording")) }
                th.number role="columnheader" scope="col" { (language.choose("Débit", "Debit")) }
                th.number role="columnheader" scope="col" { (language.choose("Crédit", "Credit")) }
                th.number role="columnheader" scope="col" { (language.choose("Solde", "Balance")) }
            } }
            tbody role="rowgroup" {
                tr role="row" {
                    td.what role="cell" colspan="5" {
                        (language.choose("Solde avant ces lignes", "Balance before these lines"))
                    }
                    td.number role="cell" { (money(ledger.opening, language)) }
                }
                @for line in &ledger.lines { (self::line(line, language)) }
            }
        }
    }
}

fn line(line: &LedgerLine, language: Language) -> Markup {
    let place = Place::Entry(line.entry.clone());
    html! { tr role="row" {
        th role="rowheader" scope="row" { (linked(Some(&place), html! { (line.entry) })) }
        td role="cell" { (short_date(line.day, language)) }
        td.what role="cell" { (line.label) }
        td.number role="cell" data-name=(language.choose("débit", "debit")) {
            (money_if_any(line.debit, Some(&place), language))
        }
        td.number role="cell" data-name=(language.choose("crédit", "credit")) {
            (money_if_any(line.credit, Some(&place), language))
        }
        td.number.second role="cell" data-name=(language.choose("solde", "balance")) {
            (money(line.balance, language))
        }
    } }
}

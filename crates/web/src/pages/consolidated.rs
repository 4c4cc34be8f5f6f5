//! The accounts of all members of a federation together.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::equalisation::pays_or_receives;
use super::federated::without_common_words;
use super::parts::{count, money, reference};
use super::{Page, Section, charts};
use crate::views::{Consolidated, ConsolidatedCaisse, ConsolidatedMonth, Place};

/// The consolidated accounts of a year.
pub(crate) fn consolidated(accounts: &Consolidated, language: Language) -> Page {
    let heading = match language {
        Language::French => format!("Toutes les caisses ensemble, {}", accounts.year),
        Language::English => format!("All caisses together, {}", accounts.year),
    };
    let moved: Amount = accounts.months.iter().map(|one| one.moved).sum();
    Page {
        title: heading.clone(),
        section: Section::Federation,
        body: html! {
            p.above { a href=(Place::Federation.address()) { (language.choose("Fédération", "Federation")) } }
            h1 { (heading) }
            p.purpose { (language.choose(
                "La somme des relevés que les caisses ont publiés. Ce qui va d'une caisse à une autre n'y est pas compté\u{a0}: l'une le verse, l'autre le reçoit, et l'ensemble n'en a ni plus ni moins.",
                "The sum of the statements that the caisses published. What goes from one caisse to another is not counted: one pays it, the other receives it, and together they have neither more nor less.",
            )) }
            @if moved.is_positive() {
                p { (language.choose("Péréquations retirées des sommes\u{a0}: ", "Equalisations left out of the sums: ")) (money(moved, language)) "." }
            }
            (charts::flows(
                "flux",
                language.choose("Ce qui est passé de caisse en caisse dans l'année", "What went from caisse to caisse in the year"),
                &flows(&accounts.caisses),
                language,
            ))
            section {
                h2 { (language.choose("Mois par mois", "Month by month")) }
                (months(&accounts.months, language))
            }
            section {
                h2 { (language.choose("Caisse par caisse", "Caisse by caisse")) }
                (caisses(&accounts.caisses, language))
            }
        },
    }
}

/// What each paid or received over the year, all equalisations together.
fn flows(caisses: &[ConsolidatedCaisse]) -> Vec<(&str, Amount)> {
    let names = caisses.iter().map(|one| one.peer.label.as_str()).collect();
    let amounts = caisses.iter().map(|one| one.transfer);
    without_common_words(names).into_iter().zip(amounts).collect()
}

fn months(months: &[ConsolidatedMonth], language: Language) -> Markup {
    let say = |french: &'static str, english: &'static str| language.choose(french, english);
    let sum = |of: fn(&ConsolidatedMonth) -> Amount| -> Amount { months.iter().map(of).sum() };
    html! {
        div.wide tabindex="0" { table.statements {
            caption.unseen { (say("Sommes des relevés, mois par mois", "Sums of statements, month by month")) }
            thead { tr {
                th scope="col" { (say("Mois", "Month")) }
                th.number scope="col" { (say("Cotisations", "Contributions")) }
                th.number scope="col" { (say("Accordé", "Granted")) }
                th.number scope="col" { (say("Disponible", "Available")) }
                th.number scope="col" { (say("Membres", "Members")) }
                th.number scope="col" { (say("Relevés lus", "Statements read")) }
                th.number scope="col" { (say("Passé entre elles", "Between them")) }
            } }
            tbody { @for one in months { tr {
                th scope="row" { (one.month.written(language)) }
                td.number { (money(one.received, language)) }
                td.number { (money(one.granted, language)) }
                td.number { (money(one.available, language)) }
                td.number { (count(one.members, language)) }
                td.number { (one.told) (say(" sur ", " of ")) (one.of) }
                td.number { (money(one.moved, language)) }
            } } }
            tfoot { tr {
                th scope="row" { (say("Année", "Year")) }
                td.number { (money(sum(|one| one.received), language)) }
                td.number { (money(sum(|one| one.granted), language)) }
                td {} td {} td {}
                td.number { (money(sum(|one| one.moved), language)) }
            } }
        } }
    }
}

fn caisses(caisses: &[ConsolidatedCaisse], language: Language) -> Markup {
    let say = |french: &'static str, english: &'static str| language.choose(french, english);
    let largest = |of: fn(&ConsolidatedCaisse) -> Option<Amount>| {
        caisses.iter().filter_map(of).max().unwrap_or_default()
    };
    let (received, granted) =
        (largest(|one| one.received_per_head), largest(|one| one.granted_per_head));
    let per_head = |amount: Option<Amount>, largest: Amount| {
        html! {
            @match amount {
                Some(amount) => { (money(amount, language)) (charts::bar(amount, largest)) }
                None => "–",
            }
        }
    };
    let sum = |of: fn(&ConsolidatedCaisse) -> Amount| -> Amount { caisses.iter().map(of).sum() };
    html! {
        div.wide tabindex="0" { table.statements {
            caption.unseen { (say("Chaque caisse sur l'année", "Each caisse over the year")) }
            thead { tr {
                th scope="col" { "Caisse" }
                th.number scope="col" { (say("Cotisations par membre", "Contributions per member")) }
                th.number scope="col" { (say("Accordé par membre", "Granted per member")) }
                th.number scope="col" { (say("Verse ou reçoit", "Pays or receives")) }
                th.number scope="col" { (say("Cotisations", "Contributions")) }
                th.number scope="col" { (say("Accordé", "Granted")) }
            } }
            tbody { @for one in caisses { tr {
                th scope="row" { (reference(&one.peer)) }
                td.number { (per_head(one.received_per_head, received)) }
                td.number { (per_head(one.granted_per_head, granted)) }
                td.number { (pays_or_receives(one.transfer, language)) }
                td.number { (money(one.received, language)) }
                td.number { (money(one.granted, language)) }
            } } }
            tfoot { tr {
                th scope="row" { (say("Somme", "Sum")) }
                td {} td {}
                td.number { (money(sum(|one| one.transfer), language)) }
                td.number { (money(sum(|one| one.received), language)) }
                td.number { (money(sum(|one| one.granted), language)) }
            } }
        } }
    }
}

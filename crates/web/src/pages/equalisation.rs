//! One equalisation: who pays, who receives, why; and what it would give with other figures.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::federated::without_common_words;
use super::parts::{adoption, date, linked, money, reference};
use super::{Page, Section, charts};
use crate::views::{Equalisation, Place, Sharer, Trial, Tried};

/// The page of an equalisation.
pub(crate) fn equalisation(one: &Equalisation, language: Language) -> Page {
    let heading = match language {
        Language::French => format!("{}, {}", one.rule.label, one.month.written(language)),
        Language::English => format!("{}, {}", one.rule.label, one.month.written(language)),
    };
    Page {
        title: heading.clone(),
        section: Section::Federation,
        body: html! {
            p.above { a href=(Place::Federation.address()) { (language.choose("Fédération", "Federation")) } }
            h1 { (heading) }
            (summary(one, language))
            (charts::flows("flux", language.choose("Qui verse, qui reçoit", "Who pays, who receives"), &flows(one), language))
            section {
                h2 { (language.choose("Pourquoi ces montants", "Why these amounts")) }
                div.text { @for sentence in &one.sentences { p { (sentence) } } }
                (table(one, language))
                p { (one.checked) }
                p.quiet {
                    (linked(one.rule.place.as_ref(), html! { (one.rule.label) }))
                    (language.choose(", version du ", ", version of ")) (date(one.since, language)) ". "
                    @if let Some(made) = &one.adoption { (adoption(made, language)) ". " }
                    @if let Some(by) = &one.by {
                        (language.choose("Calculé par ", "Computed by ")) (reference(by)) "."
                    }
                }
            }
            @if let Some(trial) = &one.trial { (what_if(one, trial, language)) }
        },
    }
}

fn flows(one: &Equalisation) -> Vec<(&str, Amount)> {
    let names = one.sharers.iter().map(|sharer| sharer.who.label.as_str()).collect();
    let amounts = one.sharers.iter().map(|sharer| sharer.amount);
    without_common_words(names).into_iter().zip(amounts).collect()
}

fn summary(one: &Equalisation, language: Language) -> Markup {
    let volume: Amount =
        one.sharers.iter().map(|one| one.amount).filter(|amount| amount.is_positive()).sum();
    let ours = one.sharers.iter().find(|sharer| sharer.ours);
    html! {
        p {
            (money(volume, language))
            (language.choose(
                " changent de mains. Ce que les unes versent, les autres le reçoivent\u{a0}: la somme est zéro, au centime.",
                " change hands. What some pay, the others receive: the sum is zero, to the cent.",
            ))
        }
        @if let Some(sharer) = ours {
            p { strong {
                @match (sharer.amount.is_zero(), sharer.amount.is_negative()) {
                    (true, _) => (language.choose("Nous ne versons et ne recevons rien.", "We pay and receive nothing.")),
                    (_, true) => { (language.choose("Nous versons ", "We pay ")) (money(sharer.amount.magnitude(), language)) "." }
                    _ => { (language.choose("Nous recevons ", "We receive ")) (money(sharer.amount, language)) "." }
                }
            } }
        }
    }
}

fn table(one: &Equalisation, language: Language) -> Markup {
    let sum: Amount = one.sharers.iter().map(|sharer| sharer.amount).sum();
    html! {
        div.wide { table.statements {
            caption.unseen { (language.choose("Les chiffres de chaque caisse et son transfert", "The figures of each caisse and its transfer")) }
            thead { tr {
                th scope="col" { "Caisse" }
                th.number scope="col" { (language.choose("Verse ou reçoit", "Pays or receives")) }
                @for column in &one.columns { th.number scope="col" { (column) } }
            } }
            tbody { @for sharer in &one.sharers { (row(one, sharer, language)) } }
            tfoot { tr {
                th scope="row" { (language.choose("Somme", "Sum")) }
                td.number { (money(sum, language)) }
                @for _ in &one.columns { td {} }
            } }
        } }
    }
}

fn row(one: &Equalisation, sharer: &Sharer, language: Language) -> Markup {
    html! { tr {
        th scope="row" {
            (reference(&sharer.who))
            @if sharer.ours { " " span.detail { (language.choose("(nous)", "(us)")) } }
            @if one.trial.is_some() {
                " " a.detail href=(format!("{}?caisse={}#essai", one.place.address(), sharer.origin)) {
                    (language.choose("et si\u{a0}?", "what if?"))
                }
            }
        }
        td.number { (pays_or_receives(sharer.amount, language)) }
        @for index in 0..one.columns.len() {
            td.number { (sharer.figures.get(index).map_or("–", String::as_str)) }
        }
    } }
}

/// Payer and receiver written out, never a bare sign.
pub(super) fn pays_or_receives(amount: Amount, language: Language) -> Markup {
    html! {
        @if amount.is_zero() { (language.choose("ni l'un ni l'autre", "neither")) }
        @else if amount.is_negative() { (language.choose("verse ", "pays ")) (money(amount.magnitude(), language)) }
        @else { (language.choose("reçoit ", "receives ")) (money(amount, language)) }
    }
}

fn what_if(one: &Equalisation, trial: &Trial, language: Language) -> Markup {
    html! { section #essai {
        h2 { (language.choose("Et si les chiffres étaient autres\u{a0}?", "What if the figures were different?")) }
        p { (language.choose(
            "Changez ce que vous voulez et lisez ce que la même formule donnerait. C'est un essai\u{a0}: rien n'est inscrit, rien n'est gardé.",
            "Change what you like and read what the same formula would give. It is a try: nothing is booked, nothing is kept.",
        )) }
        form.trial method="get" action=(format!("{}#essai", one.place.address())) {
            input type="hidden" name="caisse" value=(trial.origin);
            p { strong { (trial.name) } }
            @for field in &trial.fields { p {
                label for=(format!("essai-{}", field.name)) { (field.title) }
                input type="text" inputmode="decimal" autocomplete="off" id=(format!("essai-{}", field.name)) name=(field.name) value=(field.value);
            } }
            p { button type="submit" { (language.choose("Calculer", "Compute")) } }
        }
        @match &trial.outcome {
            None => {}
            Some(Err(why)) => p.repealed { strong { (language.choose("La formule ne donne rien. ", "The formula gives nothing. ")) } (why) },
            Some(Ok(rows)) => (tried(rows, language)),
        }
    } }
}

fn tried(rows: &[Tried], language: Language) -> Markup {
    let sum: Amount = rows.iter().map(|(_, _, after)| *after).sum();
    html! {
        div.wide tabindex="0" { table {
            caption { (language.choose("Essai, et non une décision", "A try, not a decision")) }
            thead { tr {
                th scope="col" { "Caisse" }
                th.number scope="col" { (language.choose("Décidé", "Decided")) }
                th.number scope="col" { (language.choose("À l'essai", "Tried")) }
            } }
            tbody { @for (name, before, after) in rows { tr {
                th scope="row" { (name) }
                td.number { (pays_or_receives(*before, language)) }
                td.number { strong { (pays_or_receives(*after, language)) } }
            } } }
            tfoot { tr {
                th scope="row" { (language.choose("Somme", "Sum")) }
                td {}
                td.number { (money(sum, language)) }
            } }
        } }
    }
}

//! The page of federations: those that we belong to, then, for a federation, its members.

use caisse_units::Language;
use maud::{Markup, html};

use super::agreements::cession;
use super::federated::below;
use super::parts::{Noun, adoption, counted, date, linked, money, reference, short_date};
use super::words::explained;
use super::{Page, Section};
use crate::views::{
    Above, CommonRule, Debt, EqualisationShare, Federation, Instructed, Offered, PastEqualisation,
    TheirAssembly,
};

const MESSAGES: Noun = Noun { french: ["message", "messages"], english: ["message", "messages"] };
const CAISSES: Noun = Noun { french: ["caisse", "caisses"], english: ["caisse", "caisses"] };

/// The page of federations.
pub(crate) fn federation(federation: &Federation, language: Language) -> Page {
    let heading = match federation.below {
        Some(_) => language.choose("Les caisses de la fédération", "The caisses of the federation"),
        None => language.choose("Nos fédérations", "Our federations"),
    };
    Page {
        title: heading.to_owned(),
        section: Section::Federation,
        body: html! {
            h1 { (heading) }
            (explained(&["federation", "matiere", "perequation", "mandat"], language))
            p.purpose { (language.choose(
                "Des caisses qui gardent leurs moyens, liées par des règles communes qu'elles adoptent ensemble, et qui partagent par une formule que chacun peut recalculer.",
                "Caisses that keep their own means, bound by common rules that they adopt together, and that share by a formula that anyone can compute again.",
            )) }
            @if let Some(ours) = &federation.below { (below(ours, language)) }
            (past_equalisations(&federation.equalised, language))
            @if federation.below.is_some() && !federation.above.is_empty() {
                h2 { (language.choose("Ce à quoi nous appartenons", "What we belong to")) }
            }
            @for one in &federation.above { (above(one, language)) }
            @if federation.above.is_empty() && federation.below.is_none() {
                p { (language.choose(
                    "La caisse n'appartient encore à aucune fédération. Un lien se décide par deux assemblées\u{a0}: la nôtre et la sienne.",
                    "The caisse does not belong to any federation yet. A tie is decided by two assemblies: ours and theirs.",
                )) }
            }
            @if federation.told > 0 {
                p.quiet {
                    (language.choose("Nous avons publié ", "We published "))
                    (counted(federation.told, &MESSAGES, language))
                    (language.choose(
                        ", numérotés et signés\u{a0}; aucun ne nomme une personne.",
                        ", numbered and signed; none names a person.",
                    ))
                }
            }
        },
    }
}

fn above(one: &Above, language: Language) -> Markup {
    html! { section {
        h2 { (reference(&one.peer)) }
        @if let Some(caught) = &one.caught { p.repealed { strong { (language.choose("Contradiction. ", "Contradiction. ")) } (caught) } }
        p {
            (one.state)
            @if let Some(made) = &one.adoption {
                (language.choose(" Notre vote\u{a0}: ", " Our vote: ")) (adoption(made, language)) "."
            }
        }
        @if let Some(debt) = &one.debt { p { (owed(debt, language)) } }
        h3 { (language.choose("Ce que nous lui avons cédé", "What we ceded to it")) }
        @if one.cessions.is_empty() {
            p { (language.choose("Rien\u{a0}: tout ce qu'elle décide est proposé à notre assemblée.", "Nothing: all that it decides is proposed to our assembly.")) }
        } @else {
            ul.rules { @for ceded in &one.cessions { (cession(ceded, language)) } }
        }
        @if !one.set.is_empty() {
            h3 { (language.choose("Ce qu'elle a décidé pour tous", "What it decided for all")) }
            ul.references { @for rule in &one.set { li { (common_rule(rule, language)) } } }
        }
        @if !one.offered.is_empty() {
            h3 { (language.choose("Ce qu'elle nous propose", "What it proposes to us")) }
            ul.rules { @for offer in &one.offered { (offered(offer, language)) } }
        }
        @if !one.shares.is_empty() { (shares(&one.shares, language)) }
        @if !one.assemblies.is_empty() {
            h3 { (language.choose("Ses assemblées et nos consignes", "Its assemblies and our instructions")) }
            ul.rules { @for assembly in &one.assemblies { (their_assembly(assembly, language)) } }
        }
        p.quiet { (one.heard) }
    } }
}

/// The rule, and who set it when.
fn common_rule(rule: &CommonRule, language: Language) -> Markup {
    html! {
        (reference(&rule.rule))
        span.detail {
            " " (rule.matter) (language.choose(", à partir du ", ", from ")) (date(rule.from, language)) ". "
            (set_by(rule, language))
        }
    }
}

/// “Fédération, adoptée le …, par …”: what stands beside a rule that was not decided here.
pub(super) fn set_by(rule: &CommonRule, language: Language) -> Markup {
    html! {
        (language.choose("Règle commune de ", "Common rule of ")) (reference(&rule.federation))
        (language.choose(", adoptée par ", ", adopted by ")) (adoption(&rule.adoption, language)) "."
    }
}

fn offered(offer: &Offered, language: Language) -> Markup {
    html! { li {
        h4 { (offer.title) }
        p { (offer.rules.join(", ")) }
        p { (offer.why) "." }
        p.quiet { (offer.assembly) ", " (date(offer.on, language)) }
    } }
}

fn shares(shares: &[EqualisationShare], language: Language) -> Markup {
    html! {
        table.folds role="table" {
            caption { (language.choose("Ce que la péréquation a donné ou pris", "What equalisation gave or took")) }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (language.choose("Mois", "Month")) }
                th.number role="columnheader" scope="col" { (language.choose("Versé ou reçu", "Paid or received")) }
                th role="columnheader" scope="col" { (language.choose("Règle", "Rule")) }
            } }
            tbody role="rowgroup" { @for one in shares { tr role="row" {
                th.what role="rowheader" scope="row" {
                    a href=(one.place.address()) { (one.month.written(language)) }
                }
                td.number role="cell" { (we_paid_or_received(one, language)) }
                td.second role="cell" {
                    (one.rule) (language.choose(", entre ", ", between ")) (counted(one.among, &CAISSES, language))
                    (language.choose("\u{a0}; inscrit le ", "; booked on ")) (short_date(one.on, language))
                }
            } } }
        }
    }
}

fn we_paid_or_received(one: &EqualisationShare, language: Language) -> Markup {
    let said = match one.amount.is_negative() {
        true => language.choose("nous avons versé ", "we paid "),
        false => language.choose("nous avons reçu ", "we received "),
    };
    html! { (said) (money(one.amount.magnitude(), language)) }
}

/// Who owes what since when.
pub(super) fn owed(debt: &Debt, language: Language) -> Markup {
    let said = match debt.ours {
        true => language.choose("Nous lui devons ", "We owe it "),
        false => language.choose("Elle nous doit ", "It owes us "),
    };
    html! {
        (said) (linked(debt.entry.as_ref(), money(debt.amount, language)))
        (language.choose(", depuis le ", ", since ")) (date(debt.since, language)) "."
    }
}

fn their_assembly(assembly: &TheirAssembly, language: Language) -> Markup {
    html! { li {
        h4 { (assembly.title) }
        p.quiet { (assembly.id) ", " (date(assembly.on, language)) }
        ol { @for item in &assembly.items { li {
            p { (item.title) }
            @match &item.instruction {
                Some(told) => p.quiet { (language.choose("Notre consigne\u{a0}: ", "Our instruction: ")) (instructed(told, language)) },
                None => p.quiet { (language.choose("Pas encore de consigne de notre assemblée.", "No instruction of our assembly yet.")) }
            }
        } } }
    } }
}

/// “40 pour, 27 contre”, and what the delegate has to say.
pub(super) fn instructed(told: &Instructed, language: Language) -> Markup {
    let mut parts = vec![
        format!("{} {}", told.in_favour, language.choose("pour", "for")),
        format!("{} {}", told.against, language.choose("contre", "against")),
    ];
    if told.abstained > 0 {
        let one = if told.abstained > 1 { "abstentions" } else { "abstention" };
        parts.push(format!("{} {}", told.abstained, language.choose(one, "abstained")));
    }
    html! {
        (parts.join(", "))
        @for paragraph in &told.text { " " span.detail { "«\u{a0}" (paragraph) "\u{a0}»" } }
    }
}

fn past_equalisations(past: &[PastEqualisation], language: Language) -> Markup {
    html! {
        @if !past.is_empty() {
            section {
                h2 { (language.choose("Nos péréquations", "Our equalisations")) }
                ul.references { @for one in past { li {
                    a href=(one.place.address()) { (one.rule) ", " (one.month.written(language)) }
                    " " span.detail {
                        (money(one.volume, language))
                        (language.choose(" passent de ", " go from ")) (counted(one.payers, &CAISSES, language))
                        (language.choose(" à ", " to ")) (counted(one.receivers, &CAISSES, language))
                    }
                } } }
            }
        }
    }
}

//! One other organisation: its card to compare, the tie, what it said.

use caisse_units::Language;
use maud::{Markup, html};

use super::federated::lasts;
use super::federation::owed;
use super::parts::{adoption, count, money};
use super::{Page, Section, charts};
use crate::views::{FundPoint, Peer, Place, Statement};

/// The page of another organisation.
pub(crate) fn peer(peer: &Peer, language: Language) -> Page {
    Page {
        title: peer.name.clone(),
        section: Section::Federation,
        body: html! {
            p.above { a href=(Place::Federation.address()) { (language.choose("Fédération", "Federation")) } }
            h1 { (peer.name) }
            @if let Some((caught, proofs)) = &peer.caught {
                div.repealed {
                    p { strong { "Contradiction. " } (caught) }
                    details {
                        summary { (language.choose("Les preuves, telles qu'elles ont été signées", "The proofs, as they were signed")) }
                        @for proof in proofs { pre { (proof) } }
                    }
                }
            }
            p { (peer.side) " " (peer.state) }
            @if let Some(made) = &peer.adoption {
                p { (language.choose("Notre vote\u{a0}: ", "Our vote: ")) (adoption(made, language)) "." }
            }
            @if let Some(debt) = &peer.debt { p { (owed(debt, language)) } }
            p { (peer.heard) }
            (statements(peer, language))
            (card(peer, language))
        },
    }
}

fn card(peer: &Peer, language: Language) -> Markup {
    html! { section {
        h2 { (language.choose("Sa carte", "Its card")) }
        p { (language.choose(
            "Avant de se lier, chacun lit sa clé à l'autre, de vive voix\u{a0}: groupe par groupe, elle doit être la même des deux côtés.",
            "Before they tie, each reads its key aloud to the other: group by group, it must be the same on both sides.",
        )) }
        p.groups { @for group in &peer.key_groups { code { (group) } " " } }
        dl.facts {
            dt { (language.choose("Identifiant", "Identifier")) } dd { code { (peer.origin) } }
            dt { (language.choose("Clé entière", "Whole key")) } dd { code { (peer.key) } }
            dt { (language.choose("Adresse", "Address")) }
            dd { @match &peer.address {
                Some(address) => code { (address) },
                None => (language.choose("sur ce serveur", "on this server")),
            } }
        }
        (charts::qr("carte", language.choose("La clé, à comparer avec un téléphone", "The key, to compare with a phone"), &peer.key))
    } }
}

fn statements(peer: &Peer, language: Language) -> Markup {
    let oldest_first = peer.statements.iter().rev();
    let points: Vec<FundPoint> = oldest_first
        .map(|one| FundPoint {
            month: one.month,
            fund: one.available.plus(one.floor),
            expected: false,
        })
        .collect();
    let floor = peer.statements.first().map(|one| one.floor);
    html! { section {
        h2 { (language.choose("Ses relevés", "Its statements")) }
        @if peer.statements.is_empty() {
            p { (language.choose("Aucun relevé reçu.", "No statement received.")) }
        } @else {
            @if points.len() > 1 {
                (charts::fund(
                    "releves",
                    language.choose("Son fonds à la fin de chaque mois, tel qu'elle l'a publié", "Its fund at the end of each month, as it published it"),
                    &points, &[], floor, language,
                ))
            }
            div.wide tabindex="0" { table {
                caption.unseen { (language.choose("Relevés publiés", "Statements published")) }
                thead { tr {
                    th scope="col" { (language.choose("Mois", "Month")) }
                    th.number scope="col" { (language.choose("Membres", "Members")) }
                    th.number scope="col" { (language.choose("Cotisations appelées", "Contributions called")) }
                    th.number scope="col" { (language.choose("Reçues", "Received")) }
                    th.number scope="col" { (language.choose("Accordé", "Granted")) }
                    th.number scope="col" { (language.choose("Demandes en attente", "Requests waiting")) }
                    th.number scope="col" { (language.choose("Disponible", "Available")) }
                    th.number scope="col" { (language.choose("Tient", "Lasts")) }
                } }
                tbody { @for one in &peer.statements { (row(one, language)) } }
            } }
        }
    } }
}

fn row(one: &Statement, language: Language) -> Markup {
    html! { tr {
        th scope="row" { (one.month.written(language)) }
        td.number { (count(one.members, language)) }
        td.number { (money(one.called, language)) }
        td.number { (money(one.received, language)) }
        td.number { (money(one.granted, language)) }
        td.number { (count(one.asked, language)) }
        td.number { (money(one.available, language)) }
        td.number { (lasts(one.survival, language)) }
    } }
}

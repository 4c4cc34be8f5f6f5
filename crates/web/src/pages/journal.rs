//! The journal: its records, its checkpoint, and how anyone checks both.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{Noun, count, counted, linked, page_links};
use super::words::explained;
use super::{Page, Section};
use crate::views::{Checkpoint, Journal, Place, Record};

const RECORDS: Noun =
    Noun { french: ["enregistrement", "enregistrements"], english: ["record", "records"] };

pub(crate) fn journal(journal: &Journal, language: Language) -> Page {
    Page {
        title: language.choose("Le journal", "The journal").to_owned(),
        section: Section::Journal,
        body: html! {
            h1 { (language.choose("Le journal", "The journal")) }
            (explained(&["journal", "empreinte", "point-de-controle", "temoin"], language))
            p.purpose {
                (counted(journal.count, &RECORDS, language))
                (language.choose(
                    ", chacun lié au précédent par son empreinte. Rien n'y est réécrit\u{a0}; \
                     une erreur se corrige par un nouvel enregistrement. On n'y trouve aucun \
                     nom, seulement des pseudonymes.",
                    ", each tied to the one before by its fingerprint. Nothing in it is \
                     rewritten; a mistake is corrected by a new record. It holds no names, only \
                     pseudonyms.",
                ))
            }
            (records(&journal.records, language))
            (page_links(journal.pages, language, |page| Place::Journal(page).address()))
            section #verifier {
                h2 { (language.choose("Vérifier soi-même", "Check it yourself")) }
                (how_to_verify(language))
                p { (language.choose("Les mêmes chiffres pour les programmes\u{a0}: ", "The same figures for programs: "))
                    a href="/api" { "/api" } "." }
                @if let Some(checkpoint) = &journal.checkpoint {
                    (self::checkpoint(checkpoint, language))
                } @else {
                    p {
                        (language.choose(
                            "Aucun point de contrôle n'est encore signé.",
                            "No checkpoint is signed yet.",
                        ))
                    }
                }
            }
        },
    }
}

fn records(records: &[Record], language: Language) -> Markup {
    html! {
        table.folds role="table" {
            caption {
                (language.choose(
                    "Enregistrements, du plus récent au plus ancien",
                    "Records, the newest first",
                ))
            }
            thead role="rowgroup" { tr role="row" {
                th.number role="columnheader" scope="col" { (language.choose("N°", "No.")) }
                th role="columnheader" scope="col" { (language.choose("Moment", "Time")) }
                th role="columnheader" scope="col" {
                    (language.choose("Ce qui est noté", "What is recorded"))
                }
                th role="columnheader" scope="col" { (language.choose("Par", "By")) }
                th role="columnheader" scope="col" { (language.choose("Empreinte", "Fingerprint")) }
            } }
            tbody role="rowgroup" { @for record in records { tr role="row" {
                th.number role="rowheader" scope="row" { (count(record.number, language)) }
                td role="cell" { (record.time) }
                td.what role="cell" { (linked(record.place.as_ref(), html! { (record.kind) })) }
                td role="cell" { (record.actor) }
                td role="cell" { code { (prefix(&record.hash)) } }
            } } }
        }
    }
}

/// The first twelve characters of a hash.
fn prefix(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn how_to_verify(language: Language) -> Markup {
    html! {
        ol.how {
            li { (language.choose(
                "Demandez à la trésorerie l'archive de la caisse (un seul fichier, sans les noms).",
                "Ask the treasurer for the archive of the caisse (one file, without the names).",
            )) }
            li {
                (language.choose(
                    "Sur votre machine, sans réseau\u{a0}: ",
                    "On your own machine, without a network: ",
                ))
                code { (language.choose("caisse verify ARCHIVE", "caisse verify ARCHIVE")) }
                (language.choose(
                    ". Le programme relit tout, refait chaque calcul et dit ce qu'il a vérifié \
                     et ce qu'il n'a pas pu vérifier.",
                    ". The program reads everything again, redoes every computation and says \
                     what it checked and what it could not.",
                ))
            }
            li {
                (language.choose(
                    "Comparez la racine qu'il affiche à celle du point de contrôle ci-dessous. \
                     Le point de contrôle est une note signée (C2SP ",
                    "Compare the root it prints with that of the checkpoint below. The \
                     checkpoint is a signed note (C2SP ",
                ))
                code { "tlog-checkpoint" }
                (language.choose(
                    ")\u{a0}: des programmes écrits par d'autres que nous savent la vérifier.",
                    "): programs written by others than us can verify it.",
                ))
            }
        }
    }
}

fn checkpoint(checkpoint: &Checkpoint, language: Language) -> Markup {
    html! {
        h3 { (language.choose("Le point de contrôle", "The checkpoint")) }
        (checkpoint_in_short(checkpoint, language))
        pre { (checkpoint.note) }
        p {
            (language.choose("Clé publique de vérification\u{a0}: ", "Public verification key: "))
            code { (checkpoint.key) }
        }
        p { a href=(Place::Checkpoint.address()) {
            (language.choose("La note, octet pour octet", "The note, byte for byte"))
        } }
    }
}

/// What the checkpoint covers and who cosigned it, in a paragraph.
pub(super) fn checkpoint_in_short(checkpoint: &Checkpoint, language: Language) -> Markup {
    html! {
        p {
            (language.choose(
                "Le dernier point de contrôle signé couvre ",
                "The latest signed checkpoint covers ",
            ))
            (counted(checkpoint.size, &RECORDS, language))
            (language.choose("\u{a0}; sa racine est ", "; its root is "))
            code { (checkpoint.root) } ". "
            @if checkpoint.witnesses.is_empty() {
                (language.choose(
                    "Aucun témoin ne l'a encore cosigné.",
                    "No witness has cosigned it yet.",
                ))
            } @else {
                (language.choose("Cosigné par ", "Cosigned by ")) (checkpoint.witnesses.join(", ")) "."
            }
            " "
            a href="/journal#verifier" {
                (language.choose("Vérifier soi-même", "Check it yourself"))
            }
        }
    }
}

//! The addresses of the pages: the only place that writes a path.

use crate::views::{List, Place, ReadingStep};

impl Place {
    /// The address of this place inside the house, ready for an `href`.
    pub fn address(&self) -> String {
        match self {
            Place::Public => "/".to_owned(),
            Place::Rules => "/regles".to_owned(),
            Place::Member(id) => format!("/membres/{}", segment(id)),
            Place::Month(month) => format!("/mois/{month}"),
            Place::MonthList(month, list) => format!("/mois/{month}/{}", list.word()),
            Place::Accounts(year) => format!("/comptes/{year}"),
            Place::Account { account, year } => format!("/comptes/{year}/{}", segment(account)),
            Place::Entry(id) => format!("/ecritures/{}", segment(id)),
            Place::Decision(id) => format!("/decisions/{}", segment(id)),
            Place::Rule { name, since: None } => format!("/regles/{}", segment(name)),
            Place::Rule { name, since: Some(day) } => format!("/regles/{}/{day}", segment(name)),
            Place::Why(id) => format!("/pourquoi/{}", segment(id)),
            Place::Journal(1) => "/journal".to_owned(),
            Place::Journal(page) => format!("/journal?page={page}"),
            Place::Checkpoint => "/checkpoint".to_owned(),
            Place::Assemblies => "/assemblees".to_owned(),
            Place::Assembly(id) => format!("/assemblees/{}", segment(id)),
            Place::Convocation(id) => format!("/assemblees/{}/convocation", segment(id)),
            Place::AttendanceSheet(id) => format!("/assemblees/{}/emargement", segment(id)),
            Place::RoomScreen(id) => format!("/assemblees/{}/salle", segment(id)),
            Place::Minutes(id) => format!("/assemblees/{}/proces-verbal", segment(id)),
            Place::MinutesText(id) => format!("/assemblees/{}/proces-verbal.txt", segment(id)),
            Place::Poll(id) => format!("/scrutins/{}", segment(id)),
            Place::Ballots { poll, extension } => {
                format!("/scrutins/{}/bulletins.{}", segment(poll), segment(extension))
            }
            Place::Proposals => "/propositions".to_owned(),
            Place::Proposal(id) => format!("/propositions/{}", segment(id)),
            Place::Statutes(None) => "/statuts".to_owned(),
            Place::Statutes(Some(day)) => format!("/statuts/{day}"),
            Place::Offices => "/mandats".to_owned(),
            Place::Projects => "/projets".to_owned(),
            Place::Project(id) => format!("/projets/{}", segment(id)),
            Place::OnBoard { id, page: 1 } => format!("/projets#{}", segment(id)),
            Place::OnBoard { id, page } => format!("/projets?page={page}#{}", segment(id)),
            Place::Agreements => "/conventions".to_owned(),
            Place::Federation => "/federation".to_owned(),
            Place::Consolidated(year) => format!("/federation/comptes/{year}"),
            Place::Peer(id) => format!("/federation/{}", segment(id)),
            Place::Equalisation { by: None, rule, month } => {
                format!("/perequation/{}/{month}", segment(rule))
            }
            Place::Equalisation { by: Some(peer), rule, month } => {
                format!("/federation/{}/perequation/{}/{month}", segment(peer), segment(rule))
            }
            Place::SharedReading => "/lecture".to_owned(),
            Place::ReadingStep(step) => format!("/lecture/{}", step.word()),
            Place::ReadingSheets => "/lecture/feuilles".to_owned(),
            Place::Readings => "/lectures".to_owned(),
            Place::AmongReadings { id, page: 1 } => format!("/lectures#{}", segment(id)),
            Place::AmongReadings { id, page } => format!("/lectures?page={page}#{}", segment(id)),
            Place::Words(None) => "/mots".to_owned(),
            Place::Words(Some(word)) => format!("/mots#{word}"),
        }
    }
}

impl List {
    /// All the lists, in the order of the work.
    pub const ALL: [List; 7] = [
        List::Called,
        List::Paid,
        List::Late,
        List::Unmatched,
        List::ToDecide,
        List::ToSign,
        List::ToPay,
    ];

    /// The word of this list in addresses.
    pub fn word(self) -> &'static str {
        match self {
            List::Called => "appele",
            List::Paid => "paye",
            List::Late => "retard",
            List::Unmatched => "inexplique",
            List::ToDecide => "a-decider",
            List::ToSign => "a-signer",
            List::ToPay => "a-payer",
        }
    }

    /// The list that this word of an address names.
    pub fn from_word(word: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.word() == word)
    }
}

impl ReadingStep {
    /// The word of this step in addresses; the same that pins a question to it.
    pub fn word(self) -> &'static str {
        match self {
            ReadingStep::TenEuros => "dix-euros",
            ReadingStep::TwoMonths => "deux-mois",
            ReadingStep::Reserve => "reserve",
            ReadingStep::HoldingOut => "tenir",
            ReadingStep::WhatIf => "et-si",
        }
    }

    /// The step that this word of an address names.
    pub fn from_word(word: &str) -> Option<ReadingStep> {
        ReadingStep::ALL.into_iter().find(|step| step.word() == word)
    }
}

/// A text as one segment of a path; a segment of dots alone cannot climb.
fn segment(text: &str) -> String {
    if text.bytes().all(|byte| byte == b'.') {
        return text.replace('.', "%2E");
    }
    percent_encoded(text)
}

/// A text for an address: everything but letters, digits, `-`, `_` and `.` is percent-encoded.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

//! The menu: six words that hold on a phone, and under the one where one is, the pages that belong
//! to it.

use caisse_units::Language;
use maud::{Markup, html};

use super::Around;
use crate::views::Place;

/// The sections of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Caisse,
    Federation,
    Month,
    Accounts,
    Rules,
    Statutes,
    Agreements,
    Assemblies,
    Proposals,
    Offices,
    Projects,
    Journal,
    SharedReading,
    Readings,
    Words,
    /// None of them.
    Elsewhere,
}

/// One word of the menu: in French, in English, and the sections under it.
type Group = (&'static str, &'static str, &'static [Section]);

const GROUPS: [Group; 6] = [
    ("Caisse", "Caisse", &[Section::Caisse, Section::Federation, Section::Words]),
    (
        "Argent",
        "Money",
        &[Section::Month, Section::Accounts, Section::SharedReading, Section::Readings],
    ),
    ("Assemblée", "Assembly", &[Section::Assemblies, Section::Proposals, Section::Offices]),
    ("Règles", "Rules", &[Section::Rules, Section::Statutes, Section::Agreements]),
    ("Projets", "Projects", &[Section::Projects]),
    ("Journal", "Journal", &[Section::Journal]),
];

impl Section {
    /// Whether search engines may list its pages: what everyone is meant to find, and no page with
    /// pseudonyms.
    pub(crate) fn may_be_found(self) -> bool {
        matches!(
            self,
            Section::Caisse
                | Section::Federation
                | Section::Rules
                | Section::Statutes
                | Section::Agreements
                | Section::SharedReading
                | Section::Words
        )
    }

    fn name(self, language: Language) -> &'static str {
        match self {
            Section::Caisse => language.choose("Caisse", "Caisse"),
            Section::Federation => language.choose("Fédération", "Federation"),
            Section::Month => language.choose("Mois", "Month"),
            Section::Accounts => language.choose("Comptes", "Accounts"),
            Section::Rules => language.choose("Règles en vigueur", "Rules in force"),
            Section::Statutes => language.choose("Statuts", "Statutes"),
            Section::Agreements => language.choose("Conventions", "Agreements"),
            Section::Assemblies => language.choose("Assemblées", "Assemblies"),
            Section::Proposals => language.choose("Propositions", "Proposals"),
            Section::Offices => language.choose("Mandats", "Mandates"),
            Section::Projects => language.choose("Projets", "Projects"),
            Section::SharedReading => language.choose("Lire ensemble", "Read together"),
            Section::Readings => language.choose("Questions", "Questions"),
            Section::Words => language.choose("Les mots", "The words"),
            Section::Journal | Section::Elsewhere => language.choose("Journal", "Journal"),
        }
    }

    fn place(self, around: &Around) -> Place {
        let frame = &around.frame;
        let year = frame.years.last().copied().unwrap_or_else(|| frame.month.year());
        match self {
            Section::Caisse | Section::Elsewhere => Place::Public,
            Section::Federation => Place::Federation,
            Section::Month => Place::Month(frame.month),
            Section::Accounts => Place::Accounts(year),
            Section::Rules => Place::Rules,
            Section::Statutes => Place::Statutes(None),
            Section::Agreements => Place::Agreements,
            Section::Assemblies => Place::Assemblies,
            Section::Proposals => Place::Proposals,
            Section::Offices => Place::Offices,
            Section::Projects => Place::Projects,
            Section::SharedReading => Place::SharedReading,
            Section::Readings => Place::Readings,
            Section::Words => Place::Words(None),
            Section::Journal => Place::Journal(1),
        }
    }
}

/// The menu, and the pages of the section where one is.
pub(super) fn menu(around: &Around, here: Section, language: Language) -> Markup {
    let shown = |section: &Section| *section != Section::Month || around.month;
    let sections = |group: &Group| group.2.iter().copied().filter(shown).collect::<Vec<_>>();
    let under = GROUPS.iter().find(|group| group.2.contains(&here));
    html! {
        nav.menu aria-label=(language.choose("Menu principal", "Main menu")) {
            ul {
                @for group in &GROUPS {
                    @if let Some(first) = sections(group).first() {
                        li { a href=(first.place(around).address())
                            aria-current=[group.2.contains(&here).then_some("true")]
                            { (language.choose(group.0, group.1)) } }
                    }
                }
            }
        }
        @if let Some(group) = under.filter(|group| sections(group).len() > 1) {
            nav.menu.second aria-label=(language.choose(group.0, group.1)) {
                ul {
                    @for section in sections(group) {
                        li { a href=(section.place(around).address())
                            aria-current=[(section == here).then_some("true")]
                            { (section.name(language)) } }
                    }
                }
            }
        }
    }
}

//! The assemblies: the next one first, then what the past ones decided.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{Noun, counted, date, outcomes, page_links};
use super::words::explained;
use super::{Page, Section};
use crate::views::{AgendaItem, Assemblies, AssemblyInShort, Place, Stage, Turnout};

const PRESENT: Noun = Noun { french: ["présent", "présents"], english: ["present", "present"] };
const REPRESENTED: Noun =
    Noun { french: ["représenté", "représentés"], english: ["represented", "represented"] };
/// The items of an agenda that a list shows before “and so many more”.
const ITEMS_SHOWN: usize = 12;
/// The votes of a past assembly that a list shows before “and so many more”.
const VOTES_SHOWN: usize = 12;

pub(crate) fn assemblies(assemblies: &Assemblies, language: Language) -> Page {
    let address = Place::Assemblies.address();
    Page {
        title: language.choose("Les assemblées", "The assemblies").to_owned(),
        section: Section::Assemblies,
        body: html! {
            h1 { (language.choose("Les assemblées", "The assemblies")) }
            (explained(&["assemblee", "quorum", "pouvoir", "scrutin"], language))
            p.quiet { a href="/assemblees.ics" { (language.choose(
                "Les suivre dans son agenda",
                "Follow them in your calendar",
            )) } }
            p.purpose { (language.choose(
                "Les règles, les budgets, les mandats et les projets viennent d'ici\u{a0}: chacun de leurs \
                 votes se relit et se recompte.",
                "Rules, budgets, offices and projects come from here: each of their votes can be read \
                 again and counted again.",
            )) }
            @if let Some(said) = &assemblies.none_yet { p { (said) } }
            @if assemblies.pages.current == 1 { (next(&assemblies.next, language)) }
            @if !assemblies.past.is_empty() {
                section {
                    h2 { (language.choose("Les assemblées passées", "Past assemblies")) }
                    ul.rules { @for held in &assemblies.past { (past(held, language)) } }
                }
            }
            (page_links(assemblies.pages, language, |page| format!("{address}?page={page}")))
        },
    }
}

fn next(next: &[AssemblyInShort], language: Language) -> Markup {
    html! {
        @if next.is_empty() {
            p { (language.choose("Aucune assemblée n'est convoquée.", "No assembly is convened.")) }
        }
        @for (place, coming) in next.iter().enumerate() {
            section.coming {
                p.above { @if coming.stage == Stage::Open {
                    span.state.done { (language.choose("En cours", "Under way")) }
                } @else if place == 0 { (language.choose("La prochaine", "The next one")) }
                @else { (language.choose("Ensuite", "After that")) } }
                h2 { a href=(Place::Assembly(coming.id.clone()).address()) { (coming.title) } }
                (when(coming, language))
                (agenda_in_short(&coming.agenda, language))
                p { a href=(Place::Convocation(coming.id.clone()).address()) {
                    (language.choose("Lire la convocation", "Read the convocation"))
                } }
            }
        }
    }
}

/// The day, the time and the place.
fn when(held: &AssemblyInShort, language: Language) -> Markup {
    html! {
        p.when {
            (date(held.day, language)) (language.choose(" à ", " at ")) (held.time)
            @if !held.room.is_empty() { br; span.quiet { (held.room) } }
        }
    }
}

fn agenda_in_short(agenda: &[AgendaItem], language: Language) -> Markup {
    html! {
        ol.agenda-short {
            @for item in agenda.iter().take(ITEMS_SHOWN) { li {
                (item.title) " " span.detail { (item.kind)
                    @if !item.documents.is_empty() {
                        ", " (counted(item.documents.len() as u64, &DOCUMENTS, language))
                    }
                }
            } }
        }
        @if agenda.len() > ITEMS_SHOWN {
            p.quiet { (language.choose("et ", "and ")) (agenda.len() - ITEMS_SHOWN) (language.choose(" autres points", " more items")) }
        }
    }
}

const DOCUMENTS: Noun =
    Noun { french: ["document", "documents"], english: ["document", "documents"] };

fn past(held: &AssemblyInShort, language: Language) -> Markup {
    html! {
        li {
            h3 { a href=(Place::Assembly(held.id.clone()).address()) { (held.title) } }
            p.quiet {
                (date(held.day, language))
                @if let Some(turnout) = &held.turnout { " · " (turnout_in_short(turnout, language)) }
                @match &held.stage {
                    Stage::WithoutQuorum => { " · " span.state.late { (language.choose("quorum non atteint", "quorum not met")) } }
                    Stage::Cancelled(_) => { " · " span.state.late { (language.choose("annulée", "called off")) } }
                    Stage::Closed => { " · " (language.choose("procès-verbal en cours", "minutes being written")) }
                    Stage::Sealed => { " · " (language.choose("procès-verbal à signer", "minutes to be signed")) }
                    _ => {}
                }
            }
            @if let Stage::Cancelled(reasons) = &held.stage { p { (reasons) } }
            @if !held.decided.is_empty() {
                (outcomes(&held.decided[..held.decided.len().min(VOTES_SHOWN)]))
            }
            @if held.decided.len() > VOTES_SHOWN {
                p.quiet { (language.choose("et ", "and ")) (held.decided.len() - VOTES_SHOWN)
                    (language.choose(" autres votes", " more votes")) }
            }
        }
    }
}

fn turnout_in_short(turnout: &Turnout, language: Language) -> String {
    let present = counted(turnout.present, &PRESENT, language);
    let of = language.choose(" sur ", " of ");
    let entitled = super::parts::count(turnout.entitled, language);
    match turnout.represented {
        0 => format!("{present}{of}{entitled}"),
        represented => {
            format!("{present}, {}{of}{entitled}", counted(represented, &REPRESENTED, language))
        }
    }
}

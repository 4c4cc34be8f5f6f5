//! The screen of the room: large, for everyone's eyes, with nothing personal on it. What the assembly
//! is at, how many are there, the vote that is open or what it came to.

use caisse_units::Language;
use maud::{DOCTYPE, Markup, html};

use super::ICON;
use super::ballot_charts::{option_bar, percent, quorum as quorum_bar};
use super::parts::{count, date};
use super::poll::picture;
use crate::live::{RoomScreen, SCRIPT_ADDRESS};
use crate::style::ADDRESS;
use crate::typography::printed;
use crate::views::{AgendaItem, Assembly, Place, Poll, PollState, Speech, Stage};
use crate::visit::Visit;

/// How often a browser without scripts asks again, in seconds.
const AGAIN: u32 = 10;

pub(crate) fn room_screen(screen: &RoomScreen, visit: &Visit) -> Markup {
    let (assembly, language) = (&screen.assembly, visit.language);
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (assembly.title) " · " (screen.house) }
                link rel="stylesheet" href=(*ADDRESS);
                link rel="icon" href=(ICON);
                script src=(*SCRIPT_ADDRESS) defer {}
                noscript { meta http-equiv="refresh" content=(AGAIN); }
            }
            body.room {
                header { h1 { (assembly.title) } }
                main data-live="/direct" { (now(screen, language)) }
                footer { p {
                    a href=(Place::Assembly(assembly.id.clone()).address()) { (screen.house) }
                    " · " (date(assembly.day, language))
                } }
            }
        }
    };
    printed(page, language)
}

fn now(screen: &RoomScreen, language: Language) -> Markup {
    let assembly = &screen.assembly;
    html! {
        @match (&assembly.stage, assembly.agenda.iter().position(|item| item.current)) {
            (Stage::Open, Some(place)) => {
                (at_item(&assembly.agenda, place, language))
                @if let Some(poll) = &screen.poll { (vote(poll, language)) }
                @if let Some(speech) = &assembly.speech { (speakers(speech, language)) }
            }
            (stage, _) => {
                p.item { (waiting(stage, language)) }
                (whole_agenda(&assembly.agenda))
            }
        }
        (there(assembly, language))
    }
}

/// What one reads before the first item and after the last.
fn waiting(stage: &Stage, language: Language) -> &'static str {
    match stage {
        Stage::Convened => language.choose(
            "Bienvenue. L'assemblée va s'ouvrir.",
            "Welcome. The assembly is about to open.",
        ),
        Stage::Open => language.choose("L'assemblée est ouverte.", "The assembly is open."),
        Stage::WithoutQuorum => language.choose(
            "Le quorum n'est pas atteint\u{a0}: rien n'a été décidé.",
            "The quorum was not met: nothing was decided.",
        ),
        Stage::Cancelled(_) => {
            language.choose("Cette assemblée est annulée.", "This assembly is called off.")
        }
        Stage::Closed | Stage::Sealed | Stage::Signed => {
            language.choose("L'assemblée est close. Merci.", "The assembly is closed. Thank you.")
        }
    }
}

fn at_item(agenda: &[AgendaItem], place: usize, language: Language) -> Markup {
    let item = &agenda[place];
    html! {
        p.step { (language.choose("Point ", "Item ")) (place + 1) (language.choose(" sur ", " of ")) (agenda.len()) }
        h2.item { (item.title) }
        @for line in &item.lines { p { (line) } }
        @if let Some(next) = agenda.get(place + 1) {
            p.quiet { (language.choose("Ensuite\u{a0}: ", "Next: ")) (next.title) }
        }
    }
}

fn whole_agenda(agenda: &[AgendaItem]) -> Markup {
    html! { ol { @for item in agenda { li { (item.title) } } } }
}

fn vote(poll: &Poll, language: Language) -> Markup {
    let (voted, entitled) =
        (poll.turnout.cast.saturating_add(poll.turnout.papers), poll.turnout.entitled);
    html! {
        section.asked aria-live="polite" {
            h3 { (poll.question) }
            @match &poll.state {
                PollState::Open => {
                    p.verdict { span.state.done { (language.choose("Scrutin ouvert", "Poll open")) } }
                    p.turnout { (count(voted, language)) (language.choose(" ont voté sur ", " voted of ")) (count(entitled, language))
                        " (" (percent(voted, entitled, language)) ")" }
                    (option_bar(voted, entitled))
                }
                PollState::GivenUp(reasons) => {
                    p.verdict { span.state.late { (language.choose("Scrutin abandonné", "Poll given up")) } }
                    p { (reasons) }
                }
                PollState::Closed(result) => {
                    p.verdict { span class=(if result.decided { "state done" } else { "state late" }) { (result.verdict) } }
                    p { (result.sentence) }
                    (picture(&result.picture, language))
                }
            }
        }
    }
}

/// How many wait to speak and how speech was shared; nobody by name.
fn speakers(speech: &Speech, language: Language) -> Markup {
    let total = speech.groups.iter().fold(0u64, |sum, group| sum + u64::from(group.seconds));
    let waiting = speech.waiting.len() as u64;
    html! {
        section.speech {
            h3 { (language.choose("La parole", "Speech")) }
            p { (count(waiting, language)) " " @match (waiting, language) {
                (0 | 1, Language::French) => "personne attend la parole",
                (_, Language::French) => "personnes attendent la parole",
                (1, Language::English) => "person waits to speak",
                (_, Language::English) => "people wait to speak",
            } }
            @if total > 0 {
                dl.shares { @for group in &speech.groups {
                    dt { @if group.name.is_empty() { (language.choose("hors liste", "on no list")) } @else { (group.name) } }
                    dd { (percent(u64::from(group.seconds), total, language)) (option_bar(u64::from(group.seconds), total)) }
                } }
            }
        }
    }
}

fn there(assembly: &Assembly, language: Language) -> Markup {
    html! {
        @if let Some(quorum) = &assembly.quorum {
            section.there {
                p { (quorum.sentence) }
                (quorum_bar("quorum", language.choose("Qui est là", "Who is there"), &quorum.turnout, language))
            }
        }
    }
}

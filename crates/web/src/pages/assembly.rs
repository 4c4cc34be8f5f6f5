//! One assembly: when and where, who is there, what is on its agenda, what it decided.

use caisse_units::Language;
use maud::{Markup, html};

use super::ballot_charts::quorum as quorum_bar;
use super::parts::{count, date, linked, outcomes, record_number, reference, references};
use super::{Page, Section, charts};
use crate::views::{
    AgendaItem, Assembly, CollegeTurnout, Fact, Person, Place, Quorum, Speech, Stage,
};

pub(crate) fn assembly(assembly: &Assembly, language: Language) -> Page {
    Page {
        title: assembly.title.clone(),
        section: Section::Assemblies,
        body: html! {
            (head(assembly, language))
            (documents(assembly, language))
            @if let Some(quorum) = &assembly.quorum { (self::quorum(quorum, language)) }
            section {
                h2 { (language.choose("L'ordre du jour", "The agenda")) }
                (agenda(&assembly.agenda, language))
            }
            @if !assembly.decided.is_empty() {
                section {
                    h2 { (language.choose("Ce qui a été décidé", "What was decided")) }
                    (outcomes(&assembly.decided))
                }
            }
            @if let Some(speech) = &assembly.speech { (self::speech(speech, language)) }
            @if !assembly.bureau.is_empty() {
                section {
                    h2 { (language.choose("Le bureau", "The bureau")) }
                    dl.facts { @for (office, people) in &assembly.bureau {
                        dt { (office) }
                        dd { (self::people(people)) }
                    } }
                }
            }
            section {
                h2 { (language.choose("La convocation", "The convocation")) }
                (facts(&assembly.convening))
                @if !assembly.calls.is_empty() { (references(&assembly.calls)) }
            }
            @if let Some(record) = assembly.record { (record_number(record, language)) }
        },
    }
}

/// Title, moment, place and stage: shared by the page and the printed convocation.
pub(super) fn head(assembly: &Assembly, language: Language) -> Markup {
    html! {
        p.above {
            a href=(Place::Assemblies.address()) { (language.choose("Assemblées", "Assemblies")) }
            " · " (assembly.id)
        }
        h1 { (assembly.title) }
        p.when {
            (date(assembly.day, language)) (language.choose(" à ", " at ")) (assembly.time)
            @if !assembly.room.is_empty() { br; span.quiet { (assembly.room) } }
        }
        (stage(&assembly.stage, language))
        @if !assembly.hours.is_empty() { p.quiet { (assembly.hours.join(" ")) } }
    }
}

fn stage(stage: &Stage, language: Language) -> Markup {
    let (class, said) = match stage {
        Stage::Convened => ("state", language.choose("Convoquée", "Convened")),
        Stage::Open => ("state done", language.choose("Ouverte en ce moment", "Open now")),
        Stage::Closed => (
            "state",
            language.choose(
                "Close\u{a0}; procès-verbal en cours d'écriture",
                "Closed; minutes being written",
            ),
        ),
        Stage::Sealed => (
            "state",
            language.choose(
                "Close\u{a0}; procès-verbal scellé, à signer",
                "Closed; minutes sealed, to be signed",
            ),
        ),
        Stage::Signed => (
            "state done",
            language.choose("Close\u{a0}; procès-verbal signé", "Closed; minutes signed"),
        ),
        Stage::WithoutQuorum => (
            "state late",
            language.choose(
                "Quorum non atteint\u{a0}: rien n'a été décidé",
                "Quorum not met: nothing was decided",
            ),
        ),
        Stage::Cancelled(_) => ("state late", language.choose("Annulée", "Called off")),
    };
    html! {
        p { span class=(class) { (said) }
            @if let Stage::Cancelled(reasons) = stage { (language.choose("\u{a0}: ", ": ")) (reasons) }
        }
    }
}

/// What there is to read and to print.
fn documents(assembly: &Assembly, language: Language) -> Markup {
    let id = || assembly.id.clone();
    html! {
        nav.choices aria-label=(language.choose("Documents de l'assemblée", "Documents of the assembly")) { ul {
            li { a href=(Place::Convocation(id()).address()) { (language.choose("Convocation", "Convocation")) } }
            @if assembly.sheet {
                li { a href=(Place::AttendanceSheet(id()).address()) { (language.choose("Feuille d'émargement", "Attendance sheet")) } }
            }
            @if matches!(assembly.stage, Stage::Convened | Stage::Open) {
                li { a href=(Place::RoomScreen(id()).address()) { (language.choose("Écran de la salle", "Screen of the room")) } }
            }
            @if assembly.minutes {
                li { a href=(Place::Minutes(id()).address()) { (language.choose("Procès-verbal", "Minutes")) } }
            }
        } }
    }
}

fn quorum(quorum: &Quorum, language: Language) -> Markup {
    let met = quorum.turnout.found >= quorum.turnout.needed;
    let title = format!("{} {}", language.choose("Qui est là,", "Who is there,"), quorum.moment);
    html! {
        section {
            h2 { (language.choose("Le quorum", "The quorum")) }
            p.headline {
                (quorum.sentence) " "
                span class=(if met { "state done" } else { "state late" }) {
                    @if met { (language.choose("atteint", "met")) } @else { (language.choose("pas atteint", "not met")) }
                }
            }
            (quorum_bar("quorum", &title, &quorum.turnout, language))
            @if quorum.remote > 0 || quorum.proxies > 0 {
                p.quiet {
                    @if quorum.remote > 0 {
                        (language.choose("Dont à distance\u{a0}: ", "Of whom from afar: ")) (count(quorum.remote, language)) ". "
                    }
                    @if quorum.proxies > 0 {
                        (language.choose("Procurations données\u{a0}: ", "Proxies given: ")) (count(quorum.proxies, language)) "."
                    }
                }
            }
            @if !quorum.colleges.is_empty() { (colleges(&quorum.colleges, language)) }
        }
    }
}

fn colleges(colleges: &[CollegeTurnout], language: Language) -> Markup {
    html! {
        div.wide { table {
            caption { (language.choose("Par collège", "By college")) }
            thead { tr {
                th scope="col" { (language.choose("Collège", "College")) }
                th.number scope="col" { (language.choose("Inscrits", "Entitled")) }
                th.number scope="col" { (language.choose("Présents", "Present")) }
                th.number scope="col" { (language.choose("Représentés", "Represented")) }
            } }
            tbody { @for college in colleges { tr {
                th scope="row" { (college.name) }
                td.number { (count(college.entitled, language)) }
                td.number { (count(college.present, language)) }
                td.number { (count(college.represented, language)) }
            } } }
        } }
    }
}

/// The agenda with all that happened at each item.
pub(super) fn agenda(agenda: &[AgendaItem], language: Language) -> Markup {
    html! {
        ol.agenda { @for item in agenda { li aria-current=[item.current.then_some("step")] {
            h3 { (item.title) @if item.current { " " span.mark { (language.choose("en ce moment", "now")) } } }
            p.quiet { (item.kind) @if let Some(minutes) = item.minutes { ", " (minutes) " min" } }
            @if let Some(proposal) = &item.proposal {
                p { (language.choose("Proposition\u{a0}: ", "Proposal: ")) (reference(proposal)) }
            }
            @for (name, digest) in &item.documents {
                p.document { (language.choose("Document\u{a0}: ", "Document: ")) (name) " " code title=(digest) { (digest.get(..12).unwrap_or(digest)) } }
            }
            @for line in &item.lines { p { (line) } }
            @if !item.polls.is_empty() { (outcomes(&item.polls)) }
        } } }
    }
}

fn speech(speech: &Speech, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("La parole", "Speech")) }
            @if !speech.rules.is_empty() { p { (speech.rules.join(" ")) } }
            @if let Some(speaker) = &speech.speaking {
                p { (language.choose("Parle en ce moment\u{a0}: ", "Speaking now: ")) strong { (person(speaker)) } }
            }
            @if !speech.waiting.is_empty() {
                p { (language.choose("Ont demandé la parole\u{a0}: ", "Waiting to speak: ")) (people(&speech.waiting)) }
            }
            @if !speech.groups.is_empty() {
                @let title = language.choose("Comment la parole s'est partagée", "How speech was shared");
                (charts::speaking("parole", title, &speech.groups, language))
                table.options.counts {
                    caption { (title) }
                    thead { tr {
                        th scope="col" { (language.choose("Groupe", "Group")) }
                        th.number scope="col" { (language.choose("Tours", "Turns")) }
                        th.number scope="col" { (language.choose("Temps", "Time")) }
                    } }
                    tbody { @for (index, group) in speech.groups.iter().enumerate() { tr {
                        th scope="row" {
                            (charts::swatch(index % 6 + 1))
                            @if group.name.is_empty() { (language.choose("hors liste", "on no list")) } @else { (group.name) }
                        }
                        td.number { (count(u64::from(group.turns), language)) }
                        td.number { (clock(group.seconds)) }
                    } } }
                }
            }
        }
    }
}

/// Seconds as `4:05`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A member: the name where one may read it, with the number.
pub(super) fn person(person: &Person) -> Markup {
    html! {
        @match &person.name {
            Some(name) => { (linked(person.place.as_ref(), html! { (name) })) " " span.detail { (person.number) } }
            None => (linked(person.place.as_ref(), html! { (person.number) })),
        }
    }
}

/// Several members, one after the other.
pub(super) fn people(people: &[Person]) -> Markup {
    html! {
        @for (place, one) in people.iter().enumerate() {
            @if place > 0 { ", " }
            (person(one))
        }
    }
}

/// Names and what they are.
pub(super) fn facts(facts: &[Fact]) -> Markup {
    html! {
        dl.facts { @for fact in facts {
            dt { (fact.name) }
            dd { (linked(fact.place.as_ref(), html! { (fact.value) })) }
        } }
    }
}

//! The front page of a server with several organisations, and what a name that is nobody's gets.
//!
//! Absent on purpose: what only members may read. Everything here stands on the public page of each.

use caisse_units::Language;
use maud::{DOCTYPE, Markup, html};

use super::parts::{Noun, counted, date, money};
use super::{head, other_language};
use crate::typography::printed;
use crate::views::{Frame, Public};
use crate::visit::Visit;

const ORGANISATIONS: Noun =
    Noun { french: ["organisation", "organisations"], english: ["organisation", "organisations"] };
const MEMBERS: Noun = Noun { french: ["membre", "membres"], english: ["member", "members"] };

/// What hangs at the door of an organisation.
pub(crate) struct Doorplate {
    /// Where the door is: `//gironde.localhost:8080/`.
    pub address: String,
    /// Its name and sector.
    pub frame: Frame,
    /// What it tells everybody.
    pub public: Public,
}

/// The front page.
pub(crate) fn front(plates: &[Doorplate], visit: &Visit) -> Markup {
    let language = visit.language;
    let heading =
        language.choose("Les organisations de ce serveur", "The organisations of this server");
    let number = counted(plates.len() as u64, &ORGANISATIONS, language);
    let warning = said_by_all(plates);
    sheet(
        heading,
        &number,
        warning,
        visit,
        html! {
            h1 { (heading) }
            p.purpose { (language.choose(
                "Chacune a ses membres, son argent, ses règles et son adresse\u{a0}; ce serveur les héberge et ne décide de rien.",
                "Each has its members, its money, its rules and its address; this server hosts them and decides nothing.",
            )) }
            @if plates.is_empty() {
                p { (language.choose("Aucune pour le moment.", "None so far.")) }
            } @else {
                ul.rules { @for plate in plates { (door(plate, warning, language)) } }
            }
        },
    )
}

/// The sentence that all of them have on top of their pages, such as “a demonstration”.
fn said_by_all(plates: &[Doorplate]) -> Option<&str> {
    let mut all = plates.iter().map(|plate| plate.frame.warning.as_deref());
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

fn door(plate: &Doorplate, warning: Option<&str>, language: Language) -> Markup {
    let Doorplate { address, frame, public } = plate;
    let members = public.members;
    let people = u64::from(members.people) + u64::from(members.organisations);
    html! { li {
        @if !frame.kind.is_empty() { p.above { (frame.kind) } }
        h2 { a href=(address) { (frame.name) } }
        @if let Some(said) = frame.warning.as_deref().filter(|said| Some(*said) != warning) {
            p { strong { (said) } }
        }
        p { (public.purpose) }
        p.quiet {
            (counted(people, &MEMBERS, language)) " · "
            (language.choose("fonds disponible\u{a0}: ", "fund in hand: ")) (money(public.fund, language))
            (language.choose(" au ", " on ")) (date(public.as_of, language))
        }
    } }
}

/// An address of the front that has no page.
pub(crate) fn no_such_page(visit: &Visit) -> Markup {
    let language = visit.language;
    let heading = language.choose("Page introuvable", "Page not found");
    sheet(
        heading,
        "",
        None,
        visit,
        html! {
            p.above { "404" }
            h1 { (heading) }
            p.purpose { (language.choose(
                "Ici, il n'y a que la liste des organisations de ce serveur\u{a0}; chacune a ses pages à sa propre adresse.",
                "Here is only the list of the organisations of this server; each has its pages at its own address.",
            )) }
            ul { li { a href="/" { (language.choose("Les organisations de ce serveur", "The organisations of this server")) } } }
        },
    )
}

/// A host name that is nobody's here; `front` leads to the list of those who are.
pub(crate) fn nobody_of_that_name(host: &str, front: Option<&str>, visit: &Visit) -> Markup {
    let language = visit.language;
    let heading = language.choose("Personne à ce nom", "Nobody of that name");
    sheet(
        heading,
        "",
        None,
        visit,
        html! {
            p.above { "404" }
            h1 { (heading) }
            p.purpose {
                @if host.is_empty() {
                    (language.choose("Cette demande ne dit pas à quelle organisation elle s'adresse. ", "This request does not say which organisation it is for. "))
                } @else {
                    (language.choose("Aucune organisation de ce serveur ne répond au nom «\u{a0}", "No organisation of this server answers to the name “"))
                    (host) (language.choose("\u{a0}». ", "”. "))
                }
                (language.choose(
                    "Vérifiez l'adresse, ou demandez-la à qui héberge l'organisation.",
                    "Check the address, or ask whoever hosts the organisation for it.",
                ))
            }
            @if let Some(front) = front {
                ul { li { a href=(front) { (language.choose("Les organisations de ce serveur", "The organisations of this server")) } } }
            }
        },
    )
}

/// A document of the server itself, which is no organisation: no menu, no foot.
fn sheet(title: &str, kind: &str, warning: Option<&str>, visit: &Visit, body: Markup) -> Markup {
    let language = visit.language;
    let sheet = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            (head(title, None))
            body {
                a.skip href="#contenu" { (language.choose("Aller au contenu", "Skip to the content")) }
                header.masthead {
                    p.house { "Caisse" @if !kind.is_empty() { span.kind { (kind) } } }
                    p.languages { (other_language(visit)) }
                    @if let Some(warning) = warning { p.warning { (warning) } }
                }
                main #contenu { (body) }
            }
        }
    };
    printed(sheet, visit.language)
}

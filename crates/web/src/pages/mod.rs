//! The pages: values in, markup out. No page asks for anything; each is a function of what it is told
//! and of the visit.

mod accounts;
mod agreements;
mod api;
mod assemblies;
mod assembly;
mod ballot_charts;
pub(crate) mod charts;
mod consequences;
mod consolidated;
mod counter;
mod decision;
mod entrance;
mod entry;
mod equalisation;
mod error;
mod federated;
mod federation;
mod guided;
mod hosted;
mod journal;
mod ledger;
mod member;
mod menu;
mod minutes;
mod month;
mod offices;
mod parts;
mod peer;
mod poll;
mod printed;
mod programs;
mod project;
mod projects;
mod proposal;
mod proposals;
mod public;
mod readings;
mod roles;
mod room_screen;
mod rule;
mod statutes;
mod voter;
mod why;
mod words;

use caisse_units::Language;
use maud::{DOCTYPE, Markup, html};

use crate::reception::{Guest, Inside};
use crate::style::ADDRESS;
use crate::typography::printed;
use crate::views::{Frame, Place};
use crate::visit::Visit;

pub(crate) use accounts::accounts;
pub(crate) use agreements::agreements;
pub(crate) use api::api;
pub(crate) use assemblies::assemblies;
pub(crate) use assembly::assembly;
pub(crate) use consolidated::consolidated;
pub(crate) use counter::{agreement, job, jobs};
pub(crate) use decision::decision;
pub(crate) use entrance::{
    account, entrance_form, factor_setup, link_on_its_way, recovery_codes, word_ended,
};
pub(crate) use entry::entry;
pub(crate) use equalisation::equalisation;
pub(crate) use error::{Trouble, error};
pub(crate) use federation::federation;
pub(crate) use guided::{guided_step, reading_sheets, shared_reading};
pub(crate) use hosted::{Doorplate, front, no_such_page, nobody_of_that_name};
pub(crate) use journal::journal;
pub(crate) use ledger::ledger;
pub(crate) use member::member;
pub(crate) use menu::Section;
pub(crate) use minutes::minutes;
pub(crate) use month::{month, month_list};
pub(crate) use offices::offices;
pub(crate) use peer::peer;
pub(crate) use poll::poll;
pub(crate) use printed::{attendance_sheet, convocation};
pub(crate) use programs::programs;
pub(crate) use project::project;
pub(crate) use projects::projects;
pub(crate) use proposal::proposal;
pub(crate) use proposals::proposals;
pub(crate) use public::{public, rules};
pub(crate) use readings::readings;
pub(crate) use roles::roles;
pub(crate) use room_screen::room_screen;
pub(crate) use rule::rule;
pub(crate) use statutes::statutes;
pub(crate) use voter::voter;
pub(crate) use why::why;
pub(crate) use words::words;

/// The title of a page and what stands between the bands.
pub(crate) struct Page {
    /// Its title, without the name of the caisse.
    pub title: String,
    /// Which entry of the menu it belongs to.
    pub section: Section,
    /// What it says.
    pub body: Markup,
}

/// What stands around a page.
pub(crate) struct Around {
    /// The caisse.
    pub frame: Frame,
    /// Whether the menu leads to the treasurer's month.
    pub month: bool,
    /// Who reads; `None` where nobody can enter.
    pub guest: Option<Guest>,
}

impl Around {
    /// What stands around the pages of this guest.
    pub(crate) fn of(inside: &Inside, visit: &Visit) -> Around {
        let house = &inside.house;
        Around {
            frame: house.frame(visit.language),
            month: house.shows_the_month(),
            guest: inside.guest.clone(),
        }
    }
}

/// The whole document, spaced as its language is printed.
pub(crate) fn document(around: &Around, visit: &Visit, page: &Page) -> Markup {
    printed(whole(around, visit, page), visit.language)
}

fn whole(around: &Around, visit: &Visit, page: &Page) -> Markup {
    let (frame, language) = (&around.frame, visit.language);
    // What everyone is meant to find may be found; pages of pseudonyms may not.
    let found = page.section.may_be_found();
    let told = found.then(|| format!("{}. {}, {}.", page.title, frame.name, frame.kind));
    // On the large screen of a meeting room stands the page and nothing around it.
    let large = page.section == Section::SharedReading && visit.large_screen();
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            (head(&format!("{} · {}", page.title, frame.name), told.as_deref()))
            body class=[large.then_some("large")] {
                @if large {
                    main #contenu { (page.body) }
                } @else {
                    a.skip href="#contenu" {
                        (language.choose("Aller au contenu", "Skip to the content"))
                    }
                    (masthead(around, visit, page.section))
                    main #contenu {
                        @if let Some(done) = &visit.done { p.done role="status" { (done) } }
                        (page.body)
                    }
                    (foot(frame, language))
                }
            }
        }
    }
}

/// What browsers read before the page; `told` is what search engines may say of it, if they may list it.
fn head(title: &str, told: Option<&str>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            @match told {
                Some(told) => meta name="description" content=(told);,
                None => meta name="robots" content="noindex";,
            }
            title { (title) }
            link rel="stylesheet" href=(*ADDRESS);
            link rel="icon" href=(ICON);
        }
    }
}

/// A small square with a C: an image in the address itself, so that no file is fetched.
pub(super) const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
%3Crect width='32' height='32' rx='6' fill='%239c3a1b'/%3E%3Cpath d='M22 11a8 8 0 1 0 0 10' \
fill='none' stroke='%23fff' stroke-width='4' stroke-linecap='round'/%3E%3C/svg%3E";

fn masthead(around: &Around, visit: &Visit, section: Section) -> Markup {
    let (frame, language) = (&around.frame, visit.language);
    html! {
        header.masthead {
            p.house {
                a href="/" { (frame.name) }
                span.kind { (frame.kind) }
            }
            (menu::menu(around, section, language))
            p.languages { (door(around, language)) (other_language(visit)) }
            @if let Some(warning) = &frame.warning { p.warning { (warning) } }
        }
    }
}

/// Where one enters, or what awaits who entered.
fn door(around: &Around, language: Language) -> Markup {
    let Some(guest) = &around.guest else { return html! {} };
    let Some(member) = &guest.member else {
        return html! { a href="/entrer" { (language.choose("Entrer", "Sign in")) } " " };
    };
    html! {
        a href="/faire" { (language.choose("À faire", "To do")) } " "
        a href="/compte" { (guest.name.as_ref().unwrap_or(member)) } " "
    }
}

/// The same page in the other language, named in that language.
fn other_language(visit: &Visit) -> Markup {
    let (tag, name) = match visit.language {
        Language::French => ("en", "English"),
        Language::English => ("fr", "Français"),
    };
    html! { a lang=(tag) hreflang=(tag) href=(visit.address_with("langue", tag)) { (name) } }
}

fn foot(frame: &Frame, language: Language) -> Markup {
    html! {
        footer {
            p {
                (frame.name) ". "
                (language.choose(
                    "Chaque montant se calcule à partir du journal\u{a0}; chacun peut le rejouer \
                     et le vérifier.",
                    "Every amount is computed from the journal; anyone can replay and check it.",
                ))
                " "
                a href="/journal#verifier" { (language.choose("Comment vérifier", "How to check")) }
                ". "
                a href=(Place::Words(None).address()) { (language.choose("Les mots expliqués", "The words explained")) }
                "."
            }
        }
    }
}

//! What is printed for an assembly: the convocation and the attendance sheet. On a screen they are
//! pages like the others; on paper they stand alone.

use caisse_units::Language;
use maud::{Markup, html};

use super::assembly::{agenda, facts, head, people, person};
use super::parts::{count, date, page_links, references};
use super::{Page, Section};
use crate::views::{AttendanceSheet, Convocation, Place, SheetLine};

pub(crate) fn convocation(convocation: &Convocation, language: Language) -> Page {
    let assembly = &convocation.assembly;
    Page {
        title: format!("{} {}", language.choose("Convocation", "Convocation"), assembly.id),
        section: Section::Assemblies,
        body: html! {
            (back(&assembly.id, language))
            p.above.printed { (language.choose("Convocation", "Convocation")) }
            (head(assembly, language))
            p.purpose { (language.choose(
                "Vous êtes convoqué·e à cette assemblée. Vous pouvez y venir, ou y être représenté·e.",
                "You are called to this assembly. You may come, or be represented.",
            )) }
            @if let Some(link) = &assembly.link {
                p { (language.choose("À distance\u{a0}: ", "From afar: ")) (link) }
            }
            section {
                h2 { (language.choose("L'ordre du jour", "The agenda")) }
                (agenda(&assembly.agenda, language))
            }
            section {
                h2 { (language.choose("Qui vote, et combien il faut être", "Who votes, and how many must be there")) }
                @for sentence in &convocation.law { p { (sentence) } }
            }
            section {
                h2 { (language.choose("Comment elle a été convoquée", "How it was convened")) }
                (facts(&assembly.convening))
                @if !assembly.calls.is_empty() { (references(&assembly.calls)) }
            }
            (proxy_slip(convocation, language))
        },
    }
}

/// A slip to cut out, on paper only.
fn proxy_slip(convocation: &Convocation, language: Language) -> Markup {
    let assembly = &convocation.assembly;
    html! {
        section.slip.printed {
            h2 { (language.choose("Procuration", "Proxy")) }
            p { (language.choose(
                "Je, soussigné·e ____________________________ (n° M________), donne procuration à ____________________________ (n° M________) pour voter en mon nom à l'assemblée ",
                "I, the undersigned ____________________________ (no. M________), give my proxy to ____________________________ (no. M________) to vote in my name at the assembly ",
            )) (assembly.id) (language.choose(" du ", " of ")) (date(assembly.day, language)) "." }
            p { (language.choose("Date et signature\u{a0}:", "Date and signature:")) }
        }
    }
}

fn back(id: &str, language: Language) -> Markup {
    html! {
        p.back { a href=(Place::Assembly(id.to_owned()).address()) {
            (language.choose("← Retour à l'assemblée", "← Back to the assembly"))
        } }
    }
}

pub(crate) fn attendance_sheet(sheet: &AttendanceSheet, language: Language) -> Page {
    let address = Place::AttendanceSheet(sheet.id.clone()).address();
    Page {
        title: format!("{} {}", language.choose("Émargement", "Attendance"), sheet.id),
        section: Section::Assemblies,
        body: html! {
            (back(&sheet.id, language))
            p.above { (language.choose("Feuille d'émargement", "Attendance sheet")) " · " (sheet.id) }
            h1 { (sheet.title) }
            p.when {
                (date(sheet.day, language)) (language.choose(" à ", " at ")) (sheet.time)
                @if !sheet.room.is_empty() { br; span.quiet { (sheet.room) } }
            }
            p.quiet { (count(sheet.count, language)) (language.choose(" membres ont le droit de vote.", " members are entitled to vote.")) }
            (lines(sheet, language))
            (page_links(sheet.pages, language, |page| format!("{address}?page={page}")))
        },
    }
}

fn lines(sheet: &AttendanceSheet, language: Language) -> Markup {
    html! {
        div.wide tabindex="0" { table.sheet {
            caption.unseen { (language.choose("Membres qui ont le droit de vote", "Members entitled to vote")) }
            thead { tr {
                th scope="col" { (language.choose("Membre", "Member")) }
                @if sheet.colleges { th scope="col" { (language.choose("Collège", "College")) } }
                @if sheet.weighted { th.number scope="col" { (language.choose("Voix", "Votes")) } }
                th scope="col" { (language.choose("Procuration", "Proxy")) }
                th.sign scope="col" { (language.choose("Signature", "Signature")) }
            } }
            tbody { @for line in &sheet.lines { (self::line(sheet, line, language)) } }
        } }
    }
}

fn line(sheet: &AttendanceSheet, line: &SheetLine, language: Language) -> Markup {
    html! {
        tr {
            th scope="row" {
                (person(&line.person))
                @if let Some(attendance) = &line.attendance { span.note { (attendance) } }
            }
            @if sheet.colleges { td { (line.college) } }
            @if sheet.weighted { td.number { (count(line.votes, language)) } }
            td {
                @if let Some(holder) = &line.given_to { (language.choose("donnée à ", "given to ")) (person(holder)) }
                @if !line.holds.is_empty() { (language.choose("porte celle de ", "holds that of ")) (people(&line.holds)) }
            }
            td.sign {}
        }
    }
}

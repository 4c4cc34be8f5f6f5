//! One poll: the question, the rule, the outcome drawn and written, what it did, and all that is needed
//! to count it again.

use caisse_units::Language;
use maud::{Markup, html};

use super::assembly::{facts, people, person};
use super::ballot_charts as charts;
use super::parts::{count, date, linked, record_number, reference, references};
use super::words::explained;
use super::{Page, Section};
use crate::views::{
    Objection, OpenVotes, Picture, Poll, PollResult, PollState, PollTurnout, Recount, Table,
};

pub(crate) fn poll(poll: &Poll, language: Language) -> Page {
    Page {
        title: format!("{} {}", language.choose("Scrutin", "Poll"), poll.id),
        section: Section::Assemblies,
        body: html! {
            p.above { (language.choose("Scrutin ", "Poll ")) (poll.id) " · " (reference(&poll.assembly)) }
            h1 { (poll.question) }
            (explained(&["scrutin", "seuil", "quorum", "vote-discret", "feuille-de-preuve"], language))
            p.quiet {
                (language.choose("Pour décider sur ", "To decide on ")) (poll.kind) " · " (poll.item) " · "
                (date(poll.day, language))
            }
            @if !poll.about.is_empty() { (references(&poll.about)) }
            (state(poll, language))
            (deeds(poll, language))
            @if !poll.objections.is_empty() { (objections(&poll.objections, language)) }
            section {
                h2 { (language.choose("La règle de ce vote", "The rule of this vote")) }
                p.quiet { (language.choose(
                    "Fixée à l'ouverture du scrutin\u{a0}; elle ne change plus.",
                    "Fixed when the poll opened; it does not change any more.",
                )) }
                (facts(&poll.rule))
                @if !poll.options.is_empty() {
                    h3 { (language.choose("Les options, dans l'ordre des bulletins", "The options, in the order of the ballots")) }
                    ol { @for option in &poll.options { li { (reference(option)) } } }
                }
            }
            // Consent closed without a vote has no turnout to tell.
            @if poll.turnout.cast > 0 || poll.turnout.papers > 0 || matches!(poll.state, PollState::Open) {
                (turnout(&poll.turnout, language))
            }
            @if let PollState::Closed(result) = &poll.state { (sheet(result, language)) }
            @if let Some(votes) = &poll.votes { (self::votes(votes, language)) }
            @if let Some(recount) = &poll.recount { (self::recount(recount, language)) }
            @if let Some(record) = poll.record { (record_number(record, language)) }
        },
    }
}

fn state(poll: &Poll, language: Language) -> Markup {
    html! {
        @match &poll.state {
            PollState::Open => {
                p.verdict { span.state.done { (language.choose("Scrutin ouvert", "Poll open")) } }
                p { (language.choose(
                    "Le résultat se lira à la clôture\u{a0}; d'ici là, chacun peut changer son bulletin, et l'on ne voit que la participation.",
                    "The result is read at the closing; until then anyone may change their ballot, and only the turnout is seen.",
                )) }
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

pub(super) fn picture(picture: &Picture, language: Language) -> Markup {
    match picture {
        Picture::None => html! {},
        Picture::Motion(bars) => html! {
            @for (place, bar) in bars.iter().enumerate() {
                (charts::motion(&format!("vote-{place}"), bar, language))
            }
        },
        Picture::Bars { unit, most, bars } => charts::bars(unit, *most, bars, language),
        Picture::Merit { grades, rows } => charts::merit("merite", grades, rows, language),
        Picture::Matrix(matrix) => charts::matrix("duels", matrix, language),
        Picture::Shares(shares) => charts::shares("parts", shares, language),
    }
}

/// What the poll did.
fn deeds(poll: &Poll, language: Language) -> Markup {
    html! {
        @if poll.decision.is_some() || poll.blocked.is_some() {
            section {
                h2 { (language.choose("Ce que ce vote a fait", "What this vote did")) }
                @if let Some(decision) = &poll.decision { p { (reference(decision)) } }
                @if let Some(blocked) = &poll.blocked {
                    p { span.state.late { (language.choose("L'effet n'a pas pu avoir lieu.", "The effect could not take place.")) } " " (blocked) }
                }
                @if !poll.effects.is_empty() {
                    ul.references { @for effect in &poll.effects { li {
                        (linked(effect.place.as_ref(), html! { (effect.sentence) }))
                        " " span.detail { (language.choose("à partir du ", "from ")) (date(effect.from, language)) }
                    } } }
                } @else if poll.blocked.is_none() {
                    p.quiet { (language.choose("Rien d'autre que son texte.", "Nothing but its text.")) }
                }
            }
        }
    }
}

fn objections(objections: &[Objection], language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Les objections", "The objections")) }
            ol.objections { @for objection in objections { li {
                p { span class=(if objection.stands { "state late" } else { "state done" }) { (objection.state) }
                    (language.choose("\u{a0}: ", ": ")) (objection.text) " " span.quiet { "(" (person(&objection.by)) ")" } }
                @if let Some(how) = &objection.how {
                    p.quiet { (language.choose("Levée ainsi\u{a0}: ", "Met so: ")) (how) }
                }
            } } }
        }
    }
}

fn turnout(turnout: &PollTurnout, language: Language) -> Markup {
    let voted = turnout.cast.saturating_add(turnout.papers);
    html! {
        section {
            h2 { (language.choose("La participation", "The turnout")) }
            table.options {
                caption.unseen { (language.choose("Participation", "Turnout")) }
                thead.unseen { tr {
                    th scope="col" { (language.choose("Quoi", "What")) }
                    th.number scope="col" { (language.choose("Membres", "Members")) }
                } }
                tbody {
                    tr { th scope="row" { (language.choose("ont le droit de vote", "are entitled to vote")) } td.number { (count(turnout.entitled, language)) } }
                    tr {
                        th scope="row" {
                            (language.choose("ont voté en séance ou à distance", "voted in the room or from afar"))
                            (charts::option_bar(turnout.cast, turnout.entitled))
                        }
                        td.number { (count(turnout.cast, language)) }
                    }
                    @if turnout.papers > 0 { tr {
                        th scope="row" {
                            (language.choose("ont reçu un bulletin de papier", "received a paper ballot"))
                            (charts::option_bar(turnout.papers, turnout.entitled))
                        }
                        td.number { (count(turnout.papers, language)) }
                    } }
                }
                tfoot { tr {
                    th scope="row" { (language.choose("participation", "turnout")) }
                    td.number { (charts::percent(voted, turnout.entitled, language)) }
                } }
            }
            @for remark in &turnout.remarks { p.quiet { (remark) } }
        }
    }
}

fn sheet(result: &PollResult, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("La feuille de preuve", "The proof sheet")) }
            p { (result.quorum) }
            @for remark in &result.remarks { p { (remark) } }
            @for table in &result.sheet { (plain_table(table)) }
        }
    }
}

fn plain_table(table: &Table) -> Markup {
    html! {
        div.wide tabindex="0" { table {
            caption { (table.caption) }
            thead { tr { @for (index, column) in table.columns.iter().enumerate() {
                th.number[index > 0] scope="col" { (column) }
            } } }
            tbody { @for row in &table.rows { tr { @for (index, cell) in row.iter().enumerate() {
                @if index == 0 { th scope="row" { (cell) } } @else { td.number { (cell) } }
            } } } }
        } }
    }
}

fn votes(votes: &OpenVotes, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Qui a voté quoi", "Who voted what")) }
            p.quiet { (language.choose(
                "Ce vote était ouvert, comme les statuts le prévoient.",
                "This vote was open, as the statutes provide.",
            )) }
            dl.facts.long { @for (ballot, voters) in &votes.ballots {
                dt { (ballot) }
                dd { (people(voters)) }
            } }
            @if votes.more > 0 {
                p.quiet { (language.choose("Et ", "And ")) (count(votes.more, language)) (language.choose(" autres votants, dans le journal.", " other voters, in the journal.")) }
            }
        }
    }
}

fn recount(recount: &Recount, language: Language) -> Markup {
    html! {
        section {
            h2 { (language.choose("Recompter", "Count again")) }
            p { (language.choose(
                "Les bulletins, sans aucun nom, réunis quand ils sont pareils. Quiconque les recompte doit trouver ce résultat.",
                "The ballots, without any name, put together where they are the same. Whoever counts them again must find this result.",
            )) }
            (references(&recount.files))
            @if let Some(command) = &recount.command { pre { (command) } }
            @for remark in &recount.remarks { p.quiet { (remark) } }
        }
    }
}

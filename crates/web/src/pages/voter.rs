//! The page on which a member votes: one form for each ballot, large, without scripts.

use caisse_units::Language;
use maud::{Markup, html};

use super::parts::{date, money};
use super::{Page, Section};
use crate::ballot_form::{Answering, Fault, Fields};
use crate::booth::Typed;
use crate::views::{Asked, Paper, Place, Sheet, Told, VoterPage};

pub(crate) fn voter(page: &VoterPage, typed: Option<&Typed>, language: Language) -> Page {
    // What was typed for a ballot that is not on the page any more is told on top.
    let elsewhere = typed.filter(|typed| !page.open.iter().any(|asked| asks(asked, typed)));
    Page {
        title: language.choose("Voter", "Vote").to_owned(),
        section: Section::Elsewhere,
        body: html! {
            div.booth {
                p.above {
                    (date(page.on, language)) ", " (page.place)
                }
                h1 { (page.assembly) }
                p.purpose {
                    (language.choose("Vous votez ici pour ", "You vote here for ")) strong { (page.voter) }
                    (language.choose(
                        ". Cette adresse est personnelle\u{a0}: qui l'a vote pour vous. Ne la donnez à personne.",
                        ". This address is personal: whoever has it votes for you. Give it to nobody.",
                    ))
                }
                @for note in &page.notes { p { (note) } }
                @if let Some(typed) = elsewhere { (every(&typed.faults)) }
                @if let Some(why) = &page.presence { (presence(why, language)) }
                @for asked in &page.open { (question(asked, typed, language)) }
                @if !page.closed.is_empty() { (results(&page.closed, language)) }
            }
        },
    }
}

fn asks(asked: &Asked, typed: &Typed) -> bool {
    asked.poll == typed.poll && asked.papers.iter().any(|paper| paper.voter == typed.voter)
}

fn presence(why: &str, language: Language) -> Markup {
    html! {
        form method="post" {
            p { (why) }
            input type="hidden" name="geste" value="participer";
            p { button type="submit" { (language.choose("Je participe à distance", "I take part from afar")) } }
        }
    }
}

fn question(asked: &Asked, typed: Option<&Typed>, language: Language) -> Markup {
    html! {
        // By number and title: two questions may be asked in the same words.
        section.question aria-labelledby={ (asked.poll) "-numero " (asked.poll) "-titre" } {
            p.above id={ (asked.poll) "-numero" } { (language.choose("Scrutin ", "Poll ")) (asked.poll) }
            h2 id={ (asked.poll) "-titre" } { (asked.question) }
            @for line in &asked.about { p { (line) } }
            @for line in &asked.decided { p.quiet { (line) } }
            p.quiet { (asked.turnout) }
            @for paper in &asked.papers {
                @let typed = typed.filter(|typed| typed.poll == asked.poll && typed.voter == paper.voter);
                (ballot(&asked.poll, paper, typed, language))
            }
        }
    }
}

fn ballot(poll: &str, paper: &Paper, typed: Option<&Typed>, language: Language) -> Markup {
    html! {
        div.ballot id={ (poll) "-" (paper.voter) } {
            @if let Some(whose) = &paper.whose { h3 { (whose) } }
            p.standing role="status" { (paper.standing) }
            @match &paper.sheet {
                Err(why) => {
                    @if let Some(typed) = typed { (every(&typed.faults)) }
                    p { (why) }
                },
                Ok(sheet) => (form(poll, &paper.voter, sheet, typed, language)),
            }
        }
    }
}

fn form(
    poll: &str,
    voter: &str,
    sheet: &Sheet,
    typed: Option<&Typed>,
    language: Language,
) -> Markup {
    let filled = Filled {
        sheet,
        place: format!("{poll}-{voter}"),
        fields: typed.map_or(&sheet.given, |typed| &typed.fields),
        faults: typed.map_or(&[], |typed| &typed.faults),
        language,
    };
    html! {
        form method="post" {
            (whole(filled.faults))
            input type="hidden" name="scrutin" value=(poll);
            input type="hidden" name="voix" value=(voter);
            (filled.inside())
            p {
                button type="submit" {
                    @if sheet.cast { (language.choose("Changer ce bulletin", "Change this ballot")) }
                    @else { (language.choose("Voter", "Vote")) }
                }
            }
            p.quiet {
                (language.choose(
                    "Vous pouvez changer ce bulletin tant que le scrutin est ouvert\u{a0}; le dernier compte.",
                    "You may change this ballot as long as the poll is open; the last one counts.",
                ))
            }
        }
    }
}

/// Faults of the whole ballot.
fn whole(faults: &[Fault]) -> Markup {
    html! {
        @for fault in faults.iter().filter(|fault| fault.field.is_empty()) {
            p.fault role="alert" { (fault.sentence) }
        }
    }
}

/// Every fault, where its field is not shown.
fn every(faults: &[Fault]) -> Markup {
    html! {
        @for fault in faults { p.fault role="alert" { (fault.sentence) } }
    }
}

/// A form with what stands in it.
struct Filled<'a> {
    sheet: &'a Sheet,
    place: String,
    fields: &'a Fields,
    faults: &'a [Fault],
    language: Language,
}

impl Filled<'_> {
    fn say(&self, french: &'static str, english: &'static str) -> &'static str {
        self.language.choose(french, english)
    }

    fn inside(&self) -> Markup {
        match self.sheet.shape.answering {
            Answering::Motion if self.sheet.shape.votes > 1 => self.split(),
            Answering::Motion => self.motion(),
            Answering::Consent { vote } => self.consent(vote),
            Answering::Approval | Answering::Shares => self.approval(),
            Answering::Scores { most } => self.scores(most),
            Answering::Judgment { .. } => self.judgment(),
            Answering::Ranking { ties } => self.ranking(ties),
        }
    }

    /// The fault of a field, which the field points to.
    fn fault(&self, field: &str) -> Markup {
        html! {
            @for fault in self.faults.iter().filter(|fault| fault.field == field) {
                p.fault id={ (self.place) "-" (field) "-faute" } role="alert" { (fault.sentence) }
            }
        }
    }

    fn described(&self, field: &str) -> Option<String> {
        let faulty = self.faults.iter().any(|fault| fault.field == field);
        faulty.then(|| format!("{}-{field}-faute", self.place))
    }

    fn radio(&self, name: &str, value: &str, label: &str) -> Markup {
        html! {
            label.choice {
                input type="radio" name=(name) value=(value) checked[self.fields.first(name) == Some(value)];
                span { (label) }
            }
        }
    }

    fn motion(&self) -> Markup {
        html! {
            fieldset aria-describedby=[self.described("reponse")] {
                legend { (self.say("Votre réponse", "Your answer")) }
                (self.fault("reponse"))
                (self.radio("reponse", "pour", self.say("Pour", "For")))
                (self.radio("reponse", "contre", self.say("Contre", "Against")))
                (self.radio("reponse", "abstention", self.say("Abstention", "Abstention")))
                (self.radio("reponse", "blanc", self.say("Blanc", "Blank")))
            }
        }
    }

    fn split(&self) -> Markup {
        let votes = self.sheet.shape.votes;
        let answers = [
            ("pour", self.say("Pour", "For")),
            ("contre", self.say("Contre", "Against")),
            ("abstention", self.say("Abstention", "Abstention")),
            ("blanc", self.say("Blanc", "Blank")),
        ];
        html! {
            fieldset {
                legend { (self.say("Vos voix", "Your votes")) }
                p { @match self.language {
                    Language::French => { "Vous portez " (votes) " voix\u{a0}: partagez-les selon votre mandat." }
                    Language::English => { "You carry " (votes) " votes: share them as your mandate says." }
                } }
                @for (name, label) in answers { (self.number(name, label, 0, votes)) }
            }
        }
    }

    fn consent(&self, vote: bool) -> Markup {
        html! {
            fieldset aria-describedby=[self.described("reponse")] {
                legend { (self.say("Consentez-vous\u{a0}?", "Do you consent?")) }
                (self.fault("reponse"))
                (self.radio("reponse", "sans-objection", self.say("Je n'ai pas d'objection", "I have no objection")))
                (self.radio("reponse", "objection", self.say("J'ai une objection", "I object")))
                @if vote { (self.radio("reponse", "abstention", self.say("Je m'abstiens", "I abstain"))) }
                label.text for={ (self.place) "-objection" } {
                    (self.say(
                        "Votre objection, et ce qui la lèverait (lue par l'assemblée)",
                        "Your objection, and what would lift it (read by the assembly)",
                    ))
                }
                (self.fault("objection"))
                textarea id={ (self.place) "-objection" } name="objection" rows="5" maxlength="2000"
                    aria-describedby=[self.described("objection")]
                    aria-invalid=[self.described("objection").map(|_| "true")]
                    { (self.fields.first("objection").unwrap_or_default()) }
            }
        }
    }

    fn approval(&self) -> Markup {
        html! {
            fieldset aria-describedby=[self.described("choix")] {
                legend {
                    @if let Some(budget) = self.sheet.budget {
                        (self.say("Les projets que vous voulez, dans une enveloppe de ", "The projects that you want, within a sum of "))
                        (money(budget, self.language))
                    } @else {
                        (self.say("Cochez tout ce que vous approuvez", "Tick all that you approve"))
                    }
                }
                (self.fault("choix"))
                @for (place, option) in self.sheet.options.iter().enumerate() {
                    @let value = place.to_string();
                    label.choice {
                        input type="checkbox" name="choix" value=(value) checked[self.fields.has("choix", &value)];
                        span {
                            (option.label)
                            @if let Some(cost) = option.cost { " (" (money(cost, self.language)) ")" }
                        }
                    }
                }
                p.quiet { (self.say("Ne rien cocher, c'est voter blanc.", "To tick nothing is a blank ballot.")) }
            }
        }
    }

    fn scores(&self, most: u16) -> Markup {
        html! {
            fieldset {
                legend { @match self.language {
                    Language::French => { "Des points de 0 à " (most) " à chacun\u{a0}; rien si vous n'avez pas d'avis" }
                    Language::English => { "Points from 0 to " (most) " to each; nothing if you have no opinion" }
                } }
                @for (place, option) in self.sheet.options.iter().enumerate() {
                    (self.number(&format!("note-{place}"), &option.label, 0, u64::from(most)))
                }
            }
        }
    }

    fn judgment(&self) -> Markup {
        html! {
            @for (place, option) in self.sheet.options.iter().enumerate() {
                @let name = format!("note-{place}");
                fieldset aria-describedby=[self.described(&name)] {
                    legend { (option.label) }
                    (self.fault(&name))
                    @for (grade, title) in self.sheet.grades.iter().enumerate().rev() {
                        (self.radio(&name, &grade.to_string(), title))
                    }
                    label.choice {
                        input type="radio" name=(name) value=""
                            checked[self.sheet.cast && self.fields.first(&name).is_none_or(str::is_empty)];
                        span { (self.say("Sans avis (compte comme la pire mention)", "No opinion (counts as the worst grade)")) }
                    }
                }
            }
        }
    }

    fn ranking(&self, ties: bool) -> Markup {
        let most = u64::from(self.sheet.shape.options);
        html! {
            fieldset {
                legend {
                    (self.say(
                        "Numérotez par préférence\u{a0}: 1 pour ce que vous préférez",
                        "Number by preference: 1 for what you prefer",
                    ))
                }
                p.quiet {
                    @if ties {
                        (self.say(
                            "Deux numéros égaux se valent\u{a0}; sans numéro, c'est en dernier.",
                            "Equal numbers are equal; what has no number comes last.",
                        ))
                    } @else {
                        (self.say(
                            "Un numéro différent à chaque nom\u{a0}: un bulletin s'arrête au premier numéro partagé. Vous pouvez ne pas tout numéroter.",
                            "Another number to each name: a ballot stops at the first shared number. You need not number all.",
                        ))
                    }
                }
                @for (place, option) in self.sheet.options.iter().enumerate() {
                    (self.number(&format!("rang-{place}"), &option.label, 1, most))
                }
            }
        }
    }

    fn number(&self, name: &str, label: &str, least: u64, most: u64) -> Markup {
        html! {
            (self.fault(name))
            label.numbered {
                input type="number" name=(name) min=(least) max=(most) step="1" inputmode="numeric"
                    value=[self.fields.first(name)]
                    aria-describedby=[self.described(name)]
                    aria-invalid=[self.described(name).map(|_| "true")];
                span { (label) }
            }
        }
    }
}

fn results(closed: &[Told], language: Language) -> Markup {
    html! {
        section aria-labelledby="resultats" {
            h2 #resultats { (language.choose("Scrutins clos", "Closed polls")) }
            @for told in closed {
                h3 { (told.question) }
                p { (told.result) }
                p {
                    a href=(Place::Poll(told.poll.clone()).address()) {
                        (language.choose("Le décompte du scrutin ", "The count of poll ")) (told.poll)
                    }
                }
            }
        }
    }
}

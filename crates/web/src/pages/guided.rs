//! The shared reading of the accounts: its opening page, one step, and all steps as sheets to print. A step
//! is also shown on the large screen of a meeting room (`?ecran=grand`), with nothing around it.
//!
//! Absent on purpose: sums and sentences about them (`views`), names of people on the large screen.

use caisse_units::Language;
use maud::{Markup, html};

use super::charts::{self, Lines};
use super::parts::{date, linked, references};
use super::readings::pinned;
use super::words::explained;
use super::{Page, Section};
use crate::views::{Drawing, Exercise, GuidedStep, Place, ReadingStep, Trying};
use crate::visit::Visit;

/// What is asked of a large screen in an address.
const LARGE: &str = "?ecran=grand";

/// The opening page: what it is for, the steps, how to hold it.
pub(crate) fn shared_reading(language: Language) -> Page {
    let title = language.choose("Lire les comptes ensemble", "Read the accounts together");
    Page {
        title: title.to_owned(),
        section: Section::SharedReading,
        body: html! {
            h1 { (title) }
            p.purpose { (language.choose(
                "Cinq questions sur les chiffres de votre caisse, à prendre dans l'ordre, à plusieurs ou \
                 chez soi. Personne n'a besoin de savoir compter en partie double.",
                "Five questions on your caisse's own figures, to be taken in order, together or at home. \
                 Nobody needs to know double entry.",
            )) }
            ol.contents { @for step in ReadingStep::ALL { li {
                a href=(Place::ReadingStep(step).address()) { (step.title(language)) }
            } } }
            section {
                h2 { (language.choose("Pour animer une lecture", "To lead a reading")) }
                ol { @for line in advice(language) { li { (line) } } }
                ul.ways {
                    li { a href=(format!("{}{LARGE}", first().address())) {
                        (language.choose("Projeter sur grand écran", "Show on the large screen"))
                    } }
                    li { a href=(Place::ReadingSheets.address()) {
                        (language.choose("Imprimer, une feuille par étape", "Print, a sheet for each step"))
                    } }
                    li { a href=(Place::Readings.address()) {
                        (language.choose("Les lectures tenues et leurs questions", "The readings held and their questions"))
                    } }
                }
            }
        },
    }
}

fn first() -> Place {
    Place::ReadingStep(ReadingStep::ALL[0])
}

fn advice(language: Language) -> [&'static str; 4] {
    match language {
        Language::French => [
            "Comptez une heure, dix minutes par étape. À chaque étape, laissez deviner le chiffre avant de le montrer.",
            "Lisez les phrases à voix haute, puis posez la question à discuter par groupes de trois.",
            "Faites l'exercice à la main, sur papier\u{a0}; la réponse est repliée sous l'exercice.",
            "Notez les questions qui restent\u{a0}: elles s'épinglent au chiffre, et reçoivent une réponse ou deviennent une proposition.",
        ],
        Language::English => [
            "Take an hour, ten minutes for each step. At each step, let people guess the figure before you show it.",
            "Read the sentences aloud, then have the question discussed in threes.",
            "Do the exercise by hand, on paper; the answer is folded under it.",
            "Write down the questions that stay: they are pinned to the figure, and are answered or become a proposal.",
        ],
    }
}

impl ReadingStep {
    /// The question that it takes up.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            ReadingStep::TenEuros => {
                language.choose("Où vont 10\u{a0}€\u{a0}?", "Where do €10 go?")
            }
            ReadingStep::TwoMonths => language
                .choose("Qu'est-ce qui a changé ce mois-ci\u{a0}?", "What changed this month?"),
            ReadingStep::Reserve => {
                language.choose("Qu'est-ce qu'une réserve\u{a0}?", "What is a reserve?")
            }
            ReadingStep::HoldingOut => language
                .choose("Combien de temps peut-on tenir\u{a0}?", "How long can we hold out?"),
            ReadingStep::WhatIf => {
                language.choose("Et si la règle changeait\u{a0}?", "What if the rule changed?")
            }
        }
    }
}

/// One step; for the large screen when the visit asks for it.
pub(crate) fn guided_step(step: &GuidedStep, visit: &Visit) -> Page {
    let language = visit.language;
    let large = visit.large_screen();
    Page {
        title: step.step.title(language).to_owned(),
        section: Section::SharedReading,
        body: html! {
            article.guided {
                div.opening {
                    (above(step, large, language))
                    h1 { (step.step.title(language)) }
                    @if !large { (explained(words(step.step), language)) }
                    (figure(step, language))
                    div.text { @for sentence in &step.sentences { p { (sentence) } } }
                }
                @if let Some(drawing) = &step.drawing { (draw(step.step, drawing, language)) }
                @if let Some(trying) = &step.trying { (try_it(trying, large, language)) }
                (to_discuss(&step.discuss, language))
                @if let Some(exercise) = &step.exercise { (to_compute(exercise, language)) }
                @if !large { (pinned(language.choose("Questions posées sur ce chiffre", "Questions on this figure"), &step.questions, language)) }
            }
            (neighbours(step.step, large, language))
            (ways(step.step, large, language))
        },
    }
}

/// The words that a step explains.
fn words(step: ReadingStep) -> &'static [&'static str] {
    match step {
        ReadingStep::TenEuros => &["cotisation", "allocation", "fonds"],
        ReadingStep::TwoMonths => &["encaissement", "cloture"],
        ReadingStep::Reserve => &["reserve", "fonds-dedies"],
        ReadingStep::HoldingOut => &["mois-de-survie", "reserve"],
        ReadingStep::WhatIf => &["regle", "proposition"],
    }
}

fn number(step: ReadingStep) -> usize {
    ReadingStep::ALL.iter().position(|one| *one == step).unwrap_or(0) + 1
}

fn above(step: &GuidedStep, large: bool, language: Language) -> Markup {
    let place = Place::SharedReading;
    let count = ReadingStep::ALL.len();
    html! {
        p.above {
            @if !large {
                (linked(Some(&place), html! { (language.choose("Lecture des comptes", "Reading of the accounts")) }))
                " · "
            }
            (language.choose("étape ", "step ")) (number(step.step)) (language.choose(" sur ", " of ")) (count)
            " · " (date(step.as_of, language))
        }
    }
}

/// The one figure, large, and what it rests on.
fn figure(step: &GuidedStep, language: Language) -> Markup {
    html! {
        p.giant { strong { (step.figure) } " " span { (step.says) } }
        @if !step.why.is_empty() {
            div.reasons {
                p { (language.choose("Pourquoi ce chiffre\u{a0}?", "Why this figure?")) }
                (references(&step.why))
            }
        }
    }
}

fn draw(step: ReadingStep, drawing: &Drawing, language: Language) -> Markup {
    let id = step.word();
    match drawing {
        Drawing::Coins(parts) => {
            let title = language.choose(
                "Dix pièces d'un euro, coupées là où elles partent",
                "Ten one-euro coins, cut where they go",
            );
            charts::ten_coins(id, title, parts, language)
        }
        Drawing::Months { months, sources, uses } => {
            let compared = language.choose(
                "Cotisations reçues et allocations versées, mois par mois",
                "Contributions received and allowances paid, month by month",
            );
            let last = months.last().map(|(month, _)| month.written(language)).unwrap_or_default();
            let flowing = match language {
                Language::French => format!("D'où vient l'argent et où il va, {last}"),
                Language::English => format!("Where the money came from and went, {last}"),
            };
            html! {
                div.drawings {
                    (charts::months(id, compared, months, language))
                    (charts::money_flow("flux", &flowing, sources, uses, language))
                }
            }
        }
        Drawing::Parts(parts) => {
            let title =
                language.choose("Ce que la caisse a en main", "What the caisse has in hand");
            charts::stack_in(&charts::KEPT_AND_FREE, id, title, parts, language)
        }
        Drawing::Fund { points, alone, floor } => {
            let title = language.choose(
                "Le fonds, mois après mois, puis ce qui est prévu",
                "The fund, month after month, then what is expected",
            );
            charts::fund(id, title, points, alone, *floor, language)
        }
        Drawing::Compared { before, today, supposed } => {
            let lines = Lines { before: *before, today: today.clone(), proposed: supposed.clone() };
            compared(id, &lines, language)
        }
    }
}

fn compared(id: &str, lines: &Lines, language: Language) -> Markup {
    let title = language.choose(
        "Le fonds à venir, comme aujourd'hui et comme supposé",
        "The fund ahead, as today and as supposed",
    );
    html! {
        figure.chart {
            figcaption { (title) }
            (charts::two_lines(id, title, lines, language))
            p.lines-key {
                span { (charts::line_sample("known")) (language.choose("comme supposé", "as supposed")) }
                span { (charts::line_sample("now-rules")) (language.choose("comme aujourd'hui", "as today")) }
            }
            (charts::lines_table(title, lines, language))
        }
    }
}

fn try_it(trying: &Trying, large: bool, language: Language) -> Markup {
    let address = Place::ReadingStep(ReadingStep::WhatIf).address();
    html! {
        section #essai {
            h2 { (language.choose("Essayer un autre montant", "Try another amount")) }
            form.trial method="get" action=(format!("{address}#essai")) {
                @if large { input type="hidden" name="ecran" value="grand"; }
                p {
                    label for="plus" { (language.choose(
                        "Euros de plus par mois pour chaque cotisation (moins\u{a0}: −2)",
                        "Euros more a month for each contribution (less: −2)",
                    )) }
                    input #plus type="text" inputmode="text" autocomplete="off" name="plus" value=(trying.typed)
                        aria-invalid=[trying.fault.as_ref().map(|_| "true")]
                        aria-describedby=[trying.fault.as_ref().map(|_| "plus-erreur")];
                    @if let Some(fault) = &trying.fault { span.fault #plus-erreur { (fault) } }
                }
                p { button type="submit" { (language.choose("Calculer", "Compute")) } }
            }
            p.quiet { (language.choose(
                "C'est un essai\u{a0}: rien n'est voté, rien n'est gardé.",
                "It is a try: nothing is voted, nothing is kept.",
            )) }
            @if !trying.proposals.is_empty() && !large {
                p { (language.choose(
                    "Ce qu'une règle change vraiment, personne par personne, se lit sur sa proposition\u{a0}:",
                    "What a rule really changes, person by person, is read on its proposal:",
                )) }
                (references(&trying.proposals))
            }
        }
    }
}

fn to_discuss(discuss: &str, language: Language) -> Markup {
    html! {
        section.discuss {
            h2 { (language.choose("À discuter", "To discuss")) }
            p { (discuss) }
        }
    }
}

fn to_compute(exercise: &Exercise, language: Language) -> Markup {
    html! {
        section.exercise {
            h2 { (language.choose("À calculer ensemble", "To compute together")) }
            p { (exercise.asks) }
            details {
                summary { (language.choose("La réponse", "The answer")) }
                (answer(exercise))
            }
        }
    }
}

fn answer(exercise: &Exercise) -> Markup {
    html! {
        @if !exercise.way.is_empty() { ol { @for line in &exercise.way { li { (line) } } } }
        p { strong { (exercise.answer) } }
    }
}

/// The step before and the step after.
fn neighbours(step: ReadingStep, large: bool, language: Language) -> Markup {
    let here = number(step);
    let address = |step: &ReadingStep| {
        let address = Place::ReadingStep(*step).address();
        if large { format!("{address}{LARGE}") } else { address }
    };
    html! {
        nav.pages aria-label=(language.choose("Étapes de la lecture", "Steps of the reading")) {
            @if let Some(before) = here.checked_sub(2).and_then(|place| ReadingStep::ALL.get(place)) {
                a rel="prev" href=(address(before)) { "← " (before.title(language)) }
            }
            @if let Some(after) = ReadingStep::ALL.get(here) {
                a rel="next" href=(address(after)) { (after.title(language)) " →" }
            } @else {
                a href=(Place::Readings.address()) { (language.choose("Les questions qui restent", "The questions that stay")) " →" }
            }
        }
    }
}

/// The other ways to show this step.
fn ways(step: ReadingStep, large: bool, language: Language) -> Markup {
    let address = Place::ReadingStep(step).address();
    html! {
        p.above.ways {
            @if large {
                a href=(address) { (language.choose("Quitter le grand écran", "Leave the large screen")) }
            } @else {
                a href=(format!("{address}{LARGE}")) { (language.choose("Grand écran", "Large screen")) }
                " · "
                a href=(Place::ReadingSheets.address()) { (language.choose("Feuilles à imprimer", "Sheets to print")) }
            }
        }
    }
}

/// All the steps, a sheet each, and their answers on the last one.
pub(crate) fn reading_sheets(steps: &[GuidedStep], language: Language) -> Page {
    let title = language.choose("La lecture en feuilles", "The reading on sheets");
    Page {
        title: title.to_owned(),
        section: Section::SharedReading,
        body: html! {
            div.back {
                p.above { a href=(Place::SharedReading.address()) { (language.choose("← Lire les comptes ensemble", "← Read the accounts together")) } }
                h1 { (title) }
                p { (language.choose(
                    "Imprimez cette page\u{a0}: une feuille par étape, puis les réponses, à garder pour la fin.",
                    "Print this page: a sheet for each step, then the answers, to be kept for the end.",
                )) }
            }
            @for step in steps {
                article.guided.leaf {
                    (above(step, true, language))
                    h2 { (step.step.title(language)) }
                    (figure(step, language))
                    div.text { @for sentence in &step.sentences { p { (sentence) } } }
                    @if let Some(drawing) = &step.drawing { (draw(step.step, drawing, language)) }
                    section.discuss {
                        h3 { (language.choose("À discuter", "To discuss")) }
                        p { (step.discuss) }
                    }
                    @if let Some(exercise) = &step.exercise {
                        section.exercise {
                            h3 { (language.choose("À calculer ensemble", "To compute together")) }
                            p { (exercise.asks) }
                        }
                    }
                }
            }
            article.guided.leaf {
                h2 { (language.choose("Les réponses", "The answers")) }
                @for step in steps { @if let Some(exercise) = &step.exercise {
                    section {
                        h3 { (step.step.title(language)) }
                        p { (exercise.asks) }
                        (answer(exercise))
                    }
                } }
            }
        },
    }
}

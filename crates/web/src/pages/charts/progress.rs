//! Projects side by side: of what each costs, what was voted and what was drawn; and its steps. And how
//! speech was shared.

use caisse_units::{Amount, Language};
use maud::{Markup, html};

use super::{WIDTH, scaled, share, shortened_to, swatch};
use crate::views::{ProjectLine, SpeakingTime};

/// The height of one project: its title, its bar, its steps.
const ROW: i64 = 900;
/// The most projects drawn; the list under the drawing holds them all.
const MOST: usize = 12;
/// The most signs of a title.
const LONGEST: usize = 30;
/// Colours of what was drawn, of what was voted and not drawn.
const DRAWN_AND_VOTED: (usize, usize) = (4, 3);

/// One bar for each project, as long as its cost; a dot for each step, full once it is reached. The list
/// under it is its table. Nothing for no project.
pub(crate) fn projects(id: &str, title: &str, all: &[ProjectLine], language: Language) -> Markup {
    let shown = &all[..all.len().min(MOST)];
    let largest = shown.iter().map(|one| one.cost.max(one.credit)).max().unwrap_or_default();
    let height = ROW * i64::try_from(shown.len()).unwrap_or(1);
    html! {
        @if largest.is_positive() {
            figure.chart {
                figcaption { (title) }
                svg.fund.months role="img" aria-labelledby=(format!("{id}-title {id}-text"))
                    viewBox=(format!("0 0 {WIDTH} {height}")) {
                    title id=(format!("{id}-title")) { (title) }
                    desc id=(format!("{id}-text")) { (described(shown, language)) }
                    @for (one, row) in shown.iter().zip(0_i64..) { (project(one, row * ROW, largest)) }
                }
                p.lines-key {
                    span { (swatch(DRAWN_AND_VOTED.0)) (language.choose("utilisé", "drawn")) }
                    span { (swatch(DRAWN_AND_VOTED.1)) (language.choose("voté, pas encore utilisé", "voted, not drawn yet")) }
                    span.hollow-key { (language.choose("prévu, pas voté", "planned, not voted")) }
                    span { (language.choose("● étape atteinte, ○ étape à venir", "● step reached, ○ step to come")) }
                }
            }
        }
    }
}

fn project(one: &ProjectLine, top: i64, largest: Amount) -> Markup {
    let at = |amount: Amount| scaled(amount, largest, WIDTH - 40);
    let (whole, voted, drawn) = (at(one.cost.max(one.credit)), at(one.credit), at(one.drawn));
    let bar = top + 340;
    html! {
        text x="0" y=(top + 260) { (shortened_to(&one.title, LONGEST)) }
        rect.hollow x="20" y=(bar) width=(whole.max(20)) height="240" {}
        rect class=(format!("part-{}", DRAWN_AND_VOTED.1)) x="20" y=(bar) width=(voted) height="240" {}
        rect class=(format!("part-{}", DRAWN_AND_VOTED.0)) x="20" y=(bar) width=(drawn.min(whole)) height="240" {}
        @for step in 0..one.steps.1.min(20) {
            circle class=(if step < one.steps.0 { "reached" } else { "hollow" })
                cx=(90 + i64::from(step) * 260) cy=(bar + 380) r="70" {}
        }
    }
}

fn described(all: &[ProjectLine], language: Language) -> String {
    let told = all.iter().map(|one| {
        let (title, steps) = (&one.title, one.steps);
        let money = [one.cost, one.credit, one.drawn].map(|amount| amount.written(language));
        let [cost, credit, drawn] = money;
        match language {
            Language::French => format!(
                "{title} : coût {cost}, voté {credit}, utilisé {drawn}, {} étape(s) sur {}",
                steps.0, steps.1
            ),
            Language::English => format!(
                "{title}: cost {cost}, voted {credit}, drawn {drawn}, {} step(s) of {}",
                steps.0, steps.1
            ),
        }
    });
    told.collect::<Vec<_>>().join(language.choose("\u{a0}; ", "; "))
}

/// One bar cut by the time that each group spoke. The table under it is its key. Nothing for silence.
pub(crate) fn speaking(
    id: &str,
    title: &str,
    groups: &[SpeakingTime],
    language: Language,
) -> Markup {
    let total: u64 = groups.iter().map(|group| u64::from(group.seconds)).sum();
    let told = groups.iter().map(|group| {
        let percent = share(u64::from(group.seconds), total, 100);
        let name = match group.name.as_str() {
            "" => language.choose("hors liste", "on no list"),
            name => name,
        };
        match language {
            Language::French => format!("{name}\u{a0}: {percent}\u{a0}% du temps"),
            Language::English => format!("{name}: {percent}% of the time"),
        }
    });
    let told = told.collect::<Vec<_>>().join(language.choose("\u{a0}; ", "; "));
    let parts: Vec<(usize, u64)> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| (index % 6 + 1, u64::from(group.seconds)))
        .collect();
    super::people(id, title, &told, &parts)
}

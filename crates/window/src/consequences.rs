//! Consequences as the page tells them.

use caisse_app::work::consequences::{
    Both, Case as Known, Change as Changed, Consequences as Computed, Count, Flow, Group as Of,
    Ranking, Run as Months,
};
use caisse_units::{Amount, Language};
use caisse_web::views::{
    Case, Change, Compared, Consequences, Group, Groups, Run, RunMonth, Share,
};

/// Contributions of both.
pub(crate) fn contributions(both: Both<Flow>) -> Compared {
    Compared { today: both.today.contributions, proposed: both.proposed.contributions }
}

/// Allocations of both.
pub(crate) fn allocations(both: Both<Flow>) -> Compared {
    Compared { today: both.today.allocations, proposed: both.proposed.allocations }
}

/// The figures in the reader's language.
pub(crate) fn told(computed: &Computed, language: Language) -> Consequences {
    let say = |french: &str, english: &str| language.choose(french, english).to_owned();
    Consequences {
        as_of: computed.as_of,
        sentences: computed.sentences(language),
        assumptions: computed.assumptions(language),
        past: run(&computed.replay, language),
        ahead: run(&computed.projection, language),
        change: change(&computed.change, language),
        by_income: Groups {
            caption: match &computed.ranking {
                Ranking::Declared(name) => match language {
                    Language::French => {
                        format!("Selon ce qui est déclaré ({name}), du plus bas au plus haut")
                    }
                    Language::English => format!("By what is declared ({name}), from the lowest"),
                },
                Ranking::Contribution => say(
                    "Selon la cotisation d'aujourd'hui, de la plus basse à la plus haute",
                    "By today's contribution, from the lowest",
                ),
            },
            groups: computed.by_income.iter().map(|of| group(of, language)).collect(),
        },
        by_household: Groups {
            caption: say("Selon la taille du foyer", "By size of household"),
            groups: computed.by_household.iter().map(|of| group(of, language)).collect(),
        },
        cases: computed.cases.iter().map(|known| case(known, language)).collect(),
    }
}

/// Why there are no figures, as a page says it.
pub(crate) fn not_computed(
    why: &(String, String),
    as_of: caisse_units::Day,
    language: Language,
) -> Consequences {
    let nobody = || Share { number: 0, written: "0".to_owned(), mean: None };
    Consequences {
        as_of,
        sentences: vec![language.choose(&why.0, &why.1).to_owned()],
        assumptions: Vec::new(),
        past: Run::default(),
        ahead: Run::default(),
        change: Change { gain: nobody(), same: nobody(), lose: nobody() },
        by_income: Groups::default(),
        by_household: Groups::default(),
        cases: Vec::new(),
    }
}

fn run(months: &Months, language: Language) -> Run {
    let lasting = |tenths: Option<i64>| match tenths {
        Some(tenths) => format!(
            "{}{}{} {}",
            tenths / 10,
            language.choose(",", "."),
            tenths % 10,
            language.choose("mois", "months")
        ),
        None => language.choose("sans limite", "without limit").to_owned(),
    };
    let survival = months.survival_tenths;
    Run {
        opening: months.opening,
        months: months
            .months
            .iter()
            .map(|month| RunMonth {
                month: month.month,
                contributions: contributions(month.flow),
                allocations: allocations(month.flow),
                balance: Compared { today: month.balance.today, proposed: month.balance.proposed },
            })
            .collect(),
        survival: (!months.months.is_empty())
            .then(|| (lasting(survival.today), lasting(survival.proposed))),
    }
}

fn share(count: Count, mean: Option<Amount>, language: Language) -> Share {
    let number = match count {
        Count::Exactly(number) => u32::try_from(number).unwrap_or(u32::MAX),
        Count::Few => 0,
    };
    Share { number, written: count.written(language), mean: mean.filter(|mean| !mean.is_zero()) }
}

fn change(changed: &Changed, language: Language) -> Change {
    Change {
        gain: share(changed.gain, changed.mean_gain, language),
        same: share(changed.same, None, language),
        lose: share(changed.lose, changed.mean_loss, language),
    }
}

fn group(of: &Of, language: Language) -> Group {
    let (gain, lose) = (of.change.gain.written(language), of.change.lose.written(language));
    Group {
        name: of.name.written(language),
        units: u32::try_from(of.units).unwrap_or(u32::MAX),
        contribution: contributions(of.mean),
        allocation: allocations(of.mean),
        change: match language {
            Language::French => format!("gagnent\u{a0}: {gain}, perdent\u{a0}: {lose}"),
            Language::English => format!("gain: {gain}, lose: {lose}"),
        },
    }
}

fn case(known: &Known, language: Language) -> Case {
    let inputs = known.inputs.iter().map(|input| {
        let colon = language.choose("\u{a0}: ", ": ");
        format!("{}{colon}{}", input.title.text(language), input.value.written(language))
    });
    let inputs: Vec<String> = inputs.collect();
    Case {
        who: inputs.join(", "),
        contribution: contributions(known.flow),
        allocation: allocations(known.flow),
    }
}

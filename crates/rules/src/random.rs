//! Random rules that are well typed, for the laws that hold for every rule.
//!
//! A seed gives always the same rule and the same inputs.

use caisse_units::{Amount, Day, Rate};

use crate::exact::Direction;
use crate::tree::*;
use crate::value::{Inputs, Value, ValueType};

/// Draws numbers from a seed (splitmix64).
pub(crate) struct Draw(pub u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    fn flip(&mut self) -> bool {
        self.next().is_multiple_of(2)
    }
}

const CASES: [&str; 3] = ["un", "deux", "trois"];

/// The day of every evaluation.
pub(crate) fn day() -> Day {
    Day::new(2026, 2, 14).expect("a date")
}

fn input(name: &str, kind: ValueType, lowest: Option<i64>, highest: Option<i64>) -> Input {
    let bound = |units: Option<i64>| units.and_then(|units| Value::from_units(kind, units));
    let category = kind == ValueType::Category;
    Input {
        name: name.to_owned(),
        title: Title::french(name),
        kind,
        per: None,
        lowest: bound(lowest),
        highest: bound(highest),
        choices: CASES.iter().filter(|_| category).map(|case| (*case).to_owned()).collect(),
        default: None,
        optional: name == "choix_libre",
    }
}

/// The inputs that every random rule declares.
fn inputs() -> Vec<Input> {
    vec![
        input("revenu", ValueType::Euros, None, Some(2_000_000)),
        input("loyer", ValueType::Euros, Some(-50_000), Some(500_000)),
        input("choix_libre", ValueType::Euros, None, Some(1_000_000)),
        input("part", ValueType::Rate, None, None),
        input("enfants", ValueType::Count, None, Some(12)),
        input("mois_payes", ValueType::Months, None, Some(240)),
        input("jours_la", ValueType::Days, None, Some(40)),
        input("heures_faites", ValueType::Hours, None, Some(30_000)),
        input("oui_non", ValueType::YesNo, None, None),
        input("cas", ValueType::Category, None, None),
    ]
}

/// Values within the bounds of [`inputs`].
pub(crate) fn table_row(draw: &mut Draw) -> Inputs {
    let mut row = Inputs::new();
    for input in inputs() {
        if input.optional && draw.flip() {
            continue;
        }
        let (low, high) = input.bounds();
        let value = match input.kind {
            ValueType::YesNo => Value::YesNo(draw.flip()),
            ValueType::Category => Value::Category(CASES[draw.below(3)].to_owned()),
            kind => {
                let units = match draw.below(6) {
                    0 => low,
                    1 => high,
                    _ => draw.between(low, high),
                };
                Value::from_units(kind, units).expect("a number")
            }
        };
        row.insert(input.name, value);
    }
    row
}

/// A random rule over [`inputs`]: one to four lines; the last is the result.
pub(crate) fn rule(draw: &mut Draw) -> Rule {
    let mut lines: Vec<Line> = Vec::new();
    for at in 0..1 + draw.below(4) {
        let kinds = [ValueType::Euros, ValueType::Euros, ValueType::Rate, ValueType::Count];
        let kind = kinds[draw.below(4)];
        let formula = formula(draw, kind, 3, &lines);
        let bounded = draw.below(4) == 0;
        let step = (kind == ValueType::Euros && draw.below(5) == 0)
            .then(|| Amount::from_cents(draw.between(1, 500)));
        let floor = bounded.then(|| constant(draw, kind));
        lines.push(Line {
            name: format!("ligne_{at}"),
            title: Title::french(format!("Ligne {at}")),
            kind,
            content: Content::Formula(formula),
            rounding: Rounding { direction: direction(draw), step },
            floor,
            ceiling: None,
        });
    }
    let last = lines.last().expect("at least one line");
    let version = Version {
        since: Day::new(2020, 1, 1).expect("a date"),
        source: draw.flip().then(|| "une « source »\n\"citée\"".to_owned()),
        decision: None,
        result: last.name.clone(),
        examples: Vec::new(),
        lines: lines.clone(),
    };
    Rule {
        name: "hasard".to_owned(),
        title: Title { french: "Hasard".to_owned(), english: Some("Chance".to_owned()) },
        result: last.kind,
        per: None,
        role: None,
        inputs: inputs(),
        versions: vec![version],
    }
}

fn direction(draw: &mut Draw) -> Direction {
    [Direction::Nearest, Direction::Down, Direction::Up][draw.below(3)]
}

fn constant(draw: &mut Draw, kind: ValueType) -> Expression {
    let value = match kind {
        ValueType::Euros => Value::Euros(Amount::from_cents(draw.between(-5_000, 300_000))),
        ValueType::Rate => Value::Rate(Rate::from_parts_per_million(draw.between(0, 1_000_000))),
        ValueType::Category => Value::Category(CASES[draw.below(3)].to_owned()),
        ValueType::YesNo => Value::YesNo(draw.flip()),
        ValueType::Date => Value::Date(day()),
        kind => Value::from_units(kind, draw.between(0, 30)).expect("a number"),
    };
    Expression::Constant(value)
}

fn leaf(draw: &mut Draw, kind: ValueType, above: &[Line]) -> Expression {
    let lines: Vec<&Line> = above.iter().filter(|line| line.kind == kind).collect();
    if !lines.is_empty() && draw.flip() {
        return Expression::Line(lines[draw.below(lines.len())].name.clone());
    }
    let names: Vec<String> = inputs()
        .into_iter()
        .filter(|input| input.kind == kind && !input.optional)
        .map(|input| input.name)
        .collect();
    if names.is_empty() || draw.below(3) == 0 {
        return constant(draw, kind);
    }
    Expression::Input(names[draw.below(names.len())].clone())
}

/// A formula of that type, at most so deep.
fn formula(draw: &mut Draw, kind: ValueType, depth: usize, above: &[Line]) -> Expression {
    if depth == 0 || draw.below(5) == 0 {
        return leaf(draw, kind, above);
    }
    if kind == ValueType::YesNo {
        return truth(draw, depth, above);
    }
    if !kind.is_number() {
        return leaf(draw, kind, above);
    }
    let one = |draw: &mut Draw, kind| Box::new(formula(draw, kind, depth - 1, above));
    match draw.below(16) {
        0 => Expression::Sum(vec![*one(draw, kind), *one(draw, kind)]),
        1 => Expression::Difference { from: one(draw, kind), subtract: one(draw, kind) },
        2 => Expression::DifferenceFloored { from: one(draw, kind), subtract: one(draw, kind) },
        3 => Expression::ByRate { base: one(draw, kind), rate: one(draw, ValueType::Rate) },
        4 => Expression::ByCount { base: one(draw, kind), count: one(draw, ValueType::Count) },
        5 => Expression::Minimum(vec![*one(draw, kind), *one(draw, kind)]),
        6 => Expression::Maximum(vec![*one(draw, kind), *one(draw, kind)]),
        7 => Expression::Condition {
            when: one(draw, ValueType::YesNo),
            then: one(draw, kind),
            otherwise: one(draw, kind),
        },
        8 => grid(draw, kind, depth, above),
        9 => Expression::Table {
            on: one(draw, ValueType::Category),
            rows: vec![TableRow {
                key: Value::Category("deux".to_owned()),
                value: *one(draw, kind),
            }],
            otherwise: one(draw, kind),
        },
        10 => Expression::Capped {
            base: one(draw, kind),
            cap: one(draw, kind),
            already: one(draw, kind),
            period: Period::Year,
        },
        11 => Expression::Prorata {
            base: one(draw, kind),
            present: one(draw, ValueType::Days),
            whole: Box::new(Expression::DaysOfMonth),
        },
        12 if kind == ValueType::Euros => scale(draw, depth, above),
        13 if kind == ValueType::Euros => Expression::Step {
            base: one(draw, kind),
            step: Amount::from_cents(500),
            direction: direction(draw),
        },
        14 if kind == ValueType::Euros => Expression::Chosen {
            input: "choix_libre".to_owned(),
            proposed: one(draw, kind),
            lowest: draw.flip().then(|| one(draw, kind)),
            highest: draw.flip().then(|| one(draw, kind)),
            outside: if draw.flip() { Outside::Refused } else { Outside::Clamped },
        },
        15 if kind.is_quantity() => Expression::Waiting {
            quantity: one(draw, kind),
            threshold: one(draw, kind),
            from_the_first: draw.flip(),
        },
        _ if kind == ValueType::Rate => Expression::Ratio {
            of: one(draw, ValueType::Euros),
            by: one(draw, ValueType::Euros),
            otherwise: one(draw, ValueType::Rate),
        },
        _ => leaf(draw, kind, above),
    }
}

fn truth(draw: &mut Draw, depth: usize, above: &[Line]) -> Expression {
    let one = |draw: &mut Draw, kind| formula(draw, kind, depth - 1, above);
    let comparisons = [
        Comparison::Less,
        Comparison::AtMost,
        Comparison::Equal,
        Comparison::Different,
        Comparison::AtLeast,
        Comparison::More,
    ];
    match draw.below(5) {
        0 => Expression::All(vec![one(draw, ValueType::YesNo), one(draw, ValueType::YesNo)]),
        1 => Expression::Any(vec![one(draw, ValueType::YesNo), one(draw, ValueType::YesNo)]),
        2 => Expression::Not(Box::new(one(draw, ValueType::YesNo))),
        3 => Expression::Eligible(vec![
            Requirement::Seniority {
                months: one(draw, ValueType::Months),
                at_least: one(draw, ValueType::Months),
            },
            Requirement::Status {
                on: Expression::Input("cas".to_owned()),
                among: vec!["un".to_owned(), "trois".to_owned()],
            },
        ]),
        _ => Expression::Compare {
            left: Box::new(one(draw, ValueType::Euros)),
            comparison: comparisons[draw.below(6)],
            right: Box::new(one(draw, ValueType::Euros)),
        },
    }
}

fn grid(draw: &mut Draw, kind: ValueType, depth: usize, above: &[Line]) -> Expression {
    let mut limit = draw.between(-1_000, 100_000);
    let mut steps = Vec::new();
    for _ in 0..1 + draw.below(3) {
        steps.push(GridStep {
            limit: Expression::Constant(Value::Euros(Amount::from_cents(limit))),
            included: draw.flip(),
            value: formula(draw, kind, depth - 1, above),
        });
        limit += draw.between(1, 200_000);
    }
    Expression::Grid {
        on: Box::new(formula(draw, ValueType::Euros, depth - 1, above)),
        steps,
        otherwise: Box::new(formula(draw, kind, depth - 1, above)),
    }
}

fn scale(draw: &mut Draw, depth: usize, above: &[Line]) -> Expression {
    let mut limit = draw.between(1, 100_000);
    let mut brackets = Vec::new();
    for _ in 0..1 + draw.below(4) {
        brackets.push(Bracket {
            up_to: Some(Expression::Constant(Value::Euros(Amount::from_cents(limit)))),
            rate: constant(draw, ValueType::Rate),
        });
        limit += draw.between(1, 200_000);
    }
    if draw.flip() {
        brackets.push(Bracket { up_to: None, rate: constant(draw, ValueType::Rate) });
    }
    let base = Box::new(formula(draw, ValueType::Euros, depth - 1, above));
    Expression::MarginalScale { base, brackets }
}

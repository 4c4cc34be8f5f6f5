//! Thirty million workers: counts, sums and exact deciles of a five-bracket contribution by sector.
//!
//! `cargo bench -p caisse-planning`. Prints wall time, processor time and peak memory; a machine that
//! does other things shows in the wall time only.

use std::num::NonZeroUsize;
use std::time::Instant;

use caisse_planning::{Sector, Workers, survey};
use caisse_rules::batch::Batch;
use caisse_rules::tree::{
    Bracket, Content, Expression, Input, Line, Rounding, Rule, RuleSet, Title, Version,
};
use caisse_rules::value::{Value, ValueType};
use caisse_units::{Amount, Day, Language, Rate};

const WORKERS: u64 = 30_000_000;

fn main() {
    let rules = five_brackets();
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    let workers = Workers::new(WORKERS, 2026, "salaire");
    for threads in [1, 2] {
        for _ in 0..3 {
            measure(&batch, &workers, threads);
        }
    }
    let figures = survey(&batch, &workers, NonZeroUsize::MIN).expect("wages");
    let all = std::iter::once(("all", figures.all));
    let names = Sector::ALL.iter().map(|sector| sector.name(Language::English));
    for (name, figures) in all.chain(names.zip(figures.groups)) {
        println!(
            "{name}: {} workers, {} cents, deciles {:?}",
            figures.count, figures.sum, figures.deciles
        );
    }
}

fn measure(batch: &Batch<'_>, workers: &Workers, threads: usize) {
    let threads = NonZeroUsize::new(threads).expect("at least one");
    let (start, processor) = (Instant::now(), processor_ticks());
    survey(batch, workers, threads).expect("wages");
    let wall = start.elapsed().as_millis();
    let processor = (processor_ticks() - processor) * 10;
    let peak = peak_kibibytes();
    println!("{threads} threads: {wall} ms wall, {processor} ms of processor, peak {peak} KiB");
}

/// Hundredths of a second of processor that this process used, as Linux counts them.
fn processor_ticks() -> u64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields = after.split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}

fn peak_kibibytes() -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map(|line| line.trim().trim_end_matches(" kB").to_owned()).unwrap_or_default()
}

fn day() -> Day {
    Day::new(2026, 1, 1).expect("a day")
}

fn euros(cents: i64) -> Expression {
    Expression::Constant(Value::Euros(Amount::from_cents(cents)))
}

fn five_brackets() -> RuleSet {
    let bracket = |limit: Option<i64>, parts| Bracket {
        up_to: limit.map(euros),
        rate: Expression::Constant(Value::Rate(Rate::from_parts_per_million(parts))),
    };
    let brackets = vec![
        bracket(Some(150_000), 4_912),
        bracket(Some(250_000), 12_503),
        bracket(Some(400_500), 20_001),
        bracket(Some(800_000), 31_507),
        bracket(None, 40_003),
    ];
    let base = Box::new(Expression::Input("salaire".to_owned()));
    let line = Line {
        name: "cotisation".to_owned(),
        title: Title::french("Cotisation"),
        kind: ValueType::Euros,
        content: Content::Formula(Expression::MarginalScale { base, brackets }),
        rounding: Rounding::default(),
        floor: Some(euros(500)),
        ceiling: Some(euros(30_000)),
    };
    let input = Input {
        name: "salaire".to_owned(),
        title: Title::french("Salaire"),
        kind: ValueType::Euros,
        per: None,
        lowest: None,
        highest: None,
        choices: Vec::new(),
        default: None,
        optional: false,
    };
    let version = Version {
        since: day(),
        source: None,
        decision: None,
        lines: vec![line],
        result: "cotisation".to_owned(),
        examples: Vec::new(),
    };
    RuleSet::single(Rule {
        name: "cotisation".to_owned(),
        title: Title::french("Cotisation"),
        result: ValueType::Euros,
        per: None,
        role: None,
        inputs: vec![input],
        versions: vec![version],
    })
}

//! How many rows a second: a five-bracket scale with a floor and a ceiling, one core.
//!
//! `cargo bench -p caisse-rules`; `items/s` are evaluations in wall time; the first two lines count
//! processor time.

use caisse_rules::batch::{self, Batch, Columns};
use caisse_rules::sharing::{Method, Ties, share};
use caisse_rules::tree::{
    AggregateFunction, Bracket, Column, Content, Expression, Input, Line, Rounding, Rule, RuleSet,
    Sharing, SharingMethod, Title, Version,
};
use caisse_rules::value::{Value, ValueType};
use caisse_units::{Amount, Day, Rate};
use divan::counter::ItemsCount;

const ROWS: usize = 1 << 20;

fn main() {
    by_processor_time("i64", &wages(0));
    by_processor_time("i128", &wages(20_000_000_000));
    divan::main();
}

/// Evaluations per second of processor: on a machine that does other things, the figure to read.
fn by_processor_time(width: &str, columns: &Columns) {
    let rules = five_brackets();
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    let mut best = u64::MAX;
    for _ in 0..10 {
        let start = processor_nanoseconds();
        std::hint::black_box(batch.run(columns).expect("wages"));
        best = best.min(processor_nanoseconds() - start);
    }
    let thousands = ROWS as u64 * 1_000_000 / best.max(1);
    println!("five brackets in {width}: {thousands} thousand evaluations per processor second");
}

/// What this thread spent on a processor, as Linux counts it.
fn processor_nanoseconds() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|field| field.parse().ok()).unwrap_or(0)
}

fn euros(cents: i64) -> Expression {
    Expression::Constant(Value::Euros(Amount::from_cents(cents)))
}

/// A third of all claims, shared among all by equal awards.
fn pool() -> RuleSet {
    let mut rules = five_brackets();
    let mut rule = rules.rule("cotisation").expect("the rule").clone();
    let claims = Column::Input("salaire".to_owned());
    let sum = Expression::Aggregate {
        function: AggregateFunction::Sum,
        of: claims.clone(),
        among: None,
        otherwise: None,
    };
    let third = Expression::Constant(Value::Rate(Rate::from_parts_per_million(333_333)));
    let line = &mut rule.versions[0].lines[0];
    line.content = Content::Sharing(Sharing {
        total: Expression::ByRate { base: Box::new(sum), rate: Box::new(third) },
        method: SharingMethod::ConstrainedEqualAwards { claims },
    });
    (line.floor, line.ceiling) = (None, None);
    rules.insert(rule);
    rules
}

#[divan::bench]
fn pool_of_a_million(bencher: divan::Bencher) {
    let (rules, columns) = (pool(), wages(0));
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| batch.run(&columns).expect("claims"));
}

fn five_brackets() -> RuleSet {
    let bracket = |limit: Option<i64>, parts| Bracket {
        up_to: limit.map(euros),
        rate: Expression::Constant(Value::Rate(Rate::from_parts_per_million(parts))),
    };
    let scale = Expression::MarginalScale {
        base: Box::new(Expression::Input("salaire".to_owned())),
        brackets: vec![
            bracket(Some(150_000), 4_912),
            bracket(Some(250_000), 12_503),
            bracket(Some(400_500), 20_001),
            bracket(Some(800_000), 31_507),
            bracket(None, 40_003),
        ],
    };
    let line = Line {
        name: "cotisation".to_owned(),
        title: Title::french("Cotisation"),
        kind: ValueType::Euros,
        content: Content::Formula(scale),
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
    RuleSet::single(Rule {
        name: "cotisation".to_owned(),
        title: Title::french("Cotisation"),
        result: ValueType::Euros,
        per: None,
        role: None,
        inputs: vec![input],
        versions: vec![Version {
            since: day(),
            source: None,
            decision: None,
            lines: vec![line],
            result: "cotisation".to_owned(),
            examples: Vec::new(),
        }],
    })
}

fn day() -> Day {
    Day::new(2026, 1, 1).expect("a day")
}

fn wages(beyond: i64) -> Columns {
    let wages = (0..ROWS as i64).map(|row| row * 7_919 % 1_200_000 + beyond);
    Columns::new(ROWS).with("salaire", batch::Column::euros(wages.collect()))
}

fn run(bencher: divan::Bencher, columns: Columns) {
    let rules = five_brackets();
    let batch = Batch::compile(&rules, "cotisation", day()).expect("a rule");
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| batch.run(&columns).expect("wages"));
}

#[divan::bench]
fn five_brackets_in_i64(bencher: divan::Bencher) {
    run(bencher, wages(0));
}

#[divan::bench]
fn five_brackets_in_i128(bencher: divan::Bencher) {
    run(bencher, wages(20_000_000_000));
}

#[divan::bench]
fn five_brackets_row_by_row(bencher: divan::Bencher) {
    let rules = five_brackets();
    let columns = wages(0);
    let rows: Vec<_> = (0..1000).map(|row| columns.row(row)).collect();
    let one =
        |inputs| caisse_rules::evaluate::evaluate_untraced(&rules, "cotisation", day(), inputs);
    bencher.counter(ItemsCount::new(rows.len())).bench_local(|| {
        rows.iter().map(|inputs| one(inputs).expect("a wage").lines.len()).sum::<usize>()
    });
}

#[divan::bench(args = [Method::Proportional, Method::EqualAwards, Method::EqualLosses, Method::Talmud])]
fn sharing_among_a_million(bencher: divan::Bencher, method: Method) {
    let claims: Vec<Amount> =
        (0..1_000_000_i64).map(|n| Amount::from_cents(n * 7_919 % 100_003)).collect();
    let claimed: Amount = claims.iter().copied().sum();
    let total = Amount::from_cents(claimed.cents() / 3 + 1);
    bencher
        .counter(ItemsCount::new(claims.len()))
        .bench_local(|| share(total, &claims, method, Ties::Earlier).expect("claims"));
}

//! Each operation: from the inputs of a case to named figures.

use caisse_rules::equalisation::{Exact, accounts, claims, grants, keys, parse, schemes, written};
use caisse_rules::sharing::Method;
use serde_json::{Map, Value, json};

use super::case::{Case, CaseError, Inputs};

type Figures = Vec<(String, Value)>;
type Operation = fn(&Inputs) -> Result<Figures, CaseError>;

/// The operations, by name.
const OPERATIONS: &[(&str, Operation)] = &[
    ("advances", advances),
    ("apa", care_fund),
    ("apportion", apportion),
    ("balance", balance),
    ("cgv_wage_earners", pensions),
    ("claims", all_claims),
    ("claims_edge", edges),
    ("dsr", rural_points),
    ("equal_level", equal_level),
    ("fag_factor", gap_factors),
    ("key_split", key_split),
    ("key_split_money", money_split),
    ("ratio", ratios),
    ("rsa", risks),
    ("signed_rounding_small", signed),
];

const NAMES: &[&str] = &[
    "advances",
    "apa",
    "apportion",
    "balance",
    "cgv_wage_earners",
    "claims",
    "claims_edge",
    "dsr",
    "equal_level",
    "fag_factor",
    "key_split",
    "key_split_money",
    "ratio",
    "rsa",
    "signed_rounding_small",
];

/// The rules for conflicting claims under the short names of the case files.
const RULES: [(&str, Method); 10] = [
    ("pro", Method::Proportional),
    ("cea", Method::EqualAwards),
    ("cel", Method::EqualLosses),
    ("talmud", Method::Talmud),
    ("rtalmud", Method::ReverseTalmud),
    ("pin", Method::Piniles),
    ("ra", Method::RandomArrival),
    ("mo", Method::MinimalOverlap),
    ("apro", Method::AdjustedProportional),
    ("av", Method::AverageOfAwardsAndLosses),
];

/// Computes a case: every figure that its operation has, in a fixed order.
///
/// # Errors
/// [`CaseError`].
pub fn compute(case: &Case) -> Result<Figures, CaseError> {
    let found = OPERATIONS.iter().find(|(name, _)| *name == case.operation);
    let Some((_, operation)) = found else {
        return Err(CaseError::Operation { found: case.operation.clone(), known: NAMES });
    };
    operation(&case.inputs)
}

fn figure(name: &str, value: impl Into<Value>) -> (String, Value) {
    (name.to_owned(), value.into())
}

fn text(number: &Exact) -> Value {
    Value::String(written(number))
}

fn texts(numbers: &[Exact]) -> Value {
    numbers.iter().map(text).collect()
}

/// Whole numbers as numbers of JSON, where they fit.
fn whole(number: &Exact) -> Value {
    let integer = number.is_integer().then(|| written(number).parse::<i64>().ok()).flatten();
    integer.map_or_else(|| text(number), Value::from)
}

fn wholes(numbers: &[Exact]) -> Value {
    numbers.iter().map(whole).collect()
}

fn all_claims(inputs: &Inputs) -> Result<Figures, CaseError> {
    let (endowment, claims) = (inputs.number("endowment")?, inputs.numbers("claims")?);
    let mut figures = Vec::new();
    for (name, method) in RULES.iter().filter(|(_, one)| claims.len() <= one.participants_limit()) {
        let awards = claims::awards(&endowment, &claims, *method)?;
        figures.push(figure(name, texts(&awards)));
    }
    Ok(figures)
}

/// Problems at the edge, where all rules must agree; and those that must be refused.
fn edges(inputs: &Inputs) -> Result<Figures, CaseError> {
    let mut agreed = Vec::new();
    for problem in inputs.tables("problems")? {
        let (endowment, claims) = (problem.number("endowment")?, problem.numbers("claims")?);
        let mut all = Vec::new();
        for (_, method) in RULES {
            all.push(claims::awards(&endowment, &claims, method)?);
        }
        all.dedup();
        agreed.push(match all.as_slice() {
            [one] => texts(one),
            several => several.iter().map(|awards| texts(awards)).collect(),
        });
    }
    let mut refused = Vec::new();
    if inputs.has("refuse") {
        for problem in inputs.tables("refuse")? {
            let (endowment, claims) = (problem.number("endowment")?, problem.numbers("claims")?);
            let refuses = |method| claims::awards(&endowment, &claims, method).is_err();
            refused.push(RULES.iter().all(|(_, method)| refuses(*method)));
        }
    }
    Ok(vec![figure("awards_all_rules", agreed), figure("refused_by_all_rules", refused)])
}

fn apportion(inputs: &Inputs) -> Result<Figures, CaseError> {
    let units = inputs.number("units")?;
    let count = written(&units).parse::<u64>();
    let count = count.map_err(|_| CaseError::Value {
        place: "inputs.units".to_owned(),
        wanted: ("un nombre entier d'unités", "a whole number of units"),
    })?;
    let shares = keys::apportion(count, &inputs.numbers("weights")?)?;
    Ok(vec![figure("shares", wholes(&shares))])
}

fn key_split(inputs: &Inputs) -> Result<Figures, CaseError> {
    let hundred = parse("100").expect("a number");
    let parts = inputs.named("key_percent")?;
    let parts: Vec<Exact> = parts.into_iter().map(|part| part / &hundred).collect();
    let unit = inputs.number("unit")?;
    let name = inputs.beginning("totals").unwrap_or("totals");
    let (mut naive, mut repaired) = (Map::new(), Map::new());
    for (year, total) in inputs.table(name)?.entries()? {
        naive.insert(year.clone(), whole(&keys::naive_excess(&total, &parts, &unit)?));
        repaired.insert(year, wholes(&keys::split(&total, &parts, &unit)?));
    }
    Ok(vec![figure("naive_rounding_excess", naive), figure("largest_remainder", repaired)])
}

fn money_split(inputs: &Inputs) -> Result<Figures, CaseError> {
    let (key, total) = (inputs.named("key")?, inputs.number("total")?);
    let shares = keys::split(&total, &key, &inputs.number("unit")?)?;
    Ok(vec![
        figure("key_sum", text(&accounts::total(&key))),
        figure("largest_remainder", texts(&shares)),
    ])
}

fn signed(inputs: &Inputs) -> Result<Figures, CaseError> {
    let (amounts, unit) = (inputs.numbers("amounts")?, inputs.number("unit")?);
    let naive = keys::round_each(&amounts, &unit)?;
    Ok(vec![
        figure("naive_half_up", texts(&naive)),
        figure("naive_sum", text(&accounts::total(&naive))),
        figure("largest_remainder", texts(&keys::round_signed(&amounts, &unit, false)?)),
        figure("two_sided", texts(&keys::round_signed(&amounts, &unit, true)?)),
    ])
}

fn balance(inputs: &Inputs) -> Result<Figures, CaseError> {
    let sum = |name: &str| Ok::<_, CaseError>(accounts::total(&inputs.named(name)?));
    let (paid, received) = (sum("paid")?, sum("received")?);
    let mut figures = vec![
        figure("total_paid", text(&paid)),
        figure("total_received", text(&received)),
        figure("imbalance", text(&(paid - received))),
    ];
    if inputs.has("settled_by") {
        let settled = sum("settled_by")? - sum("settled_to")?;
        figures.push(figure("settlement_imbalance", text(&settled)));
    }
    if inputs.has("vat_shares") {
        figures.push(figure("vat_total", text(&sum("vat_shares")?)));
    }
    Ok(figures)
}

fn gap_factors(inputs: &Inputs) -> Result<Figures, CaseError> {
    let factors = inputs.numbers("gaps")?;
    let factors = factors.iter().map(schemes::gap_factor).collect::<Result<Vec<_>, _>>()?;
    Ok(vec![figure("factors", texts(&factors))])
}

fn risks(inputs: &Inputs) -> Result<Figures, CaseError> {
    let costs = inputs.table("groups_cost")?.entries()?;
    let (mut needs, mut incomes) = (Vec::new(), Vec::new());
    for fund in inputs.tables("funds")? {
        let years = fund.table("years")?;
        let mut need = Exact::default();
        for (group, cost) in &costs {
            need += cost * years.number(group)?;
        }
        needs.push(need);
        incomes.push(fund.number("income")?);
    }
    let found = schemes::risk_compensation(needs, &incomes)?;
    Ok(vec![
        figure("rate", text(&found.rate)),
        figure("need", texts(&found.needs)),
        figure("power", texts(&found.powers)),
        figure("transfers", texts(&found.transfers)),
    ])
}

fn pensions(inputs: &Inputs) -> Result<Figures, CaseError> {
    let scheme = |one: &Inputs| {
        Ok::<_, CaseError>(schemes::Scheme {
            pensioners: one.number("pensioners")?,
            mean_pension: one.number("mean_pension")?,
            wages: one.number("wage_mass")?,
        })
    };
    let all = inputs.tables("regimes")?.iter().map(scheme).collect::<Result<Vec<_>, _>>()?;
    let found = schemes::pension_compensation(&all)?;
    Ok(vec![
        figure("reference", text(&found.reference)),
        figure("rate", text(&found.rate)),
        figure("balances", texts(&found.balances)),
        figure("sum", text(&accounts::total(&found.balances))),
    ])
}

fn advances(inputs: &Inputs) -> Result<Figures, CaseError> {
    let (last, advanced) = (inputs.numbers("final")?, inputs.numbers("advances")?);
    let balances = accounts::settlements(&last, &advanced)?;
    Ok(vec![
        figure("balances", texts(&balances)),
        figure("sum_final", text(&accounts::total(&last))),
        figure("sum_advances", text(&accounts::total(&advanced))),
        figure("sum_balances", text(&accounts::total(&balances))),
    ])
}

/// Points, a pool by points, a tunnel, a national total: each where the case has it.
fn rural_points(inputs: &Inputs) -> Result<Figures, CaseError> {
    let mut figures = Vec::new();
    if inputs.has("score_rows") {
        let town = |one: &Inputs| {
            Ok::<_, CaseError>(grants::Town {
                population: one.number("population")?,
                potential: one.number("potential")?,
                effort: one.number("effort")?,
                eligible: one.yes("eligible")?,
            })
        };
        let towns = inputs.tables("score_rows")?.iter().map(town).collect::<Result<Vec<_>, _>>()?;
        figures.push(figure("scores", texts(&grants::points(&towns)?)));
    }
    if inputs.has("point_scores") {
        let shares =
            grants::by_points(&inputs.number("point_pool")?, &inputs.numbers("point_scores")?)?;
        figures.push(figure("by_points", texts(&shares)));
    }
    if inputs.has("tunnel") {
        let rows = inputs.rows("tunnel", false, 2)?;
        let kept: Vec<Exact> = rows.iter().map(|row| grants::tunnel(&row[0], &row[1])).collect();
        figures.push(figure("tunnelled", texts(&kept)));
    }
    if inputs.has("national") {
        let national = inputs.table("national")?;
        let before = national.number(national.beginning("total").unwrap_or("total"))?;
        let total = before + national.number("increase")? * national.number("share")?;
        figures.push(figure("total_2020", text(&total)));
    }
    Ok(figures)
}

fn care_fund(inputs: &Inputs) -> Result<Figures, CaseError> {
    let department = |one: &Inputs| {
        Ok::<_, CaseError>(grants::Department {
            aged: one.number("aged")?,
            spending: one.number("spending")?,
            potential: one.number("potential")?,
            minimum_income: one.number("rsa")?,
        })
    };
    let all = inputs.tables("rows")?.iter().map(department).collect::<Result<Vec<_>, _>>()?;
    let threshold = inputs.has("threshold").then(|| inputs.number("threshold")).transpose()?;
    let amounts = grants::care_amounts(&inputs.number("pool")?, &all, threshold.as_ref())?;
    Ok(vec![
        figure("fractions", texts(&grants::care_parts(&all)?)),
        figure("amounts", texts(&amounts)),
    ])
}

fn equal_level(inputs: &Inputs) -> Result<Figures, CaseError> {
    let share = inputs.number("resource_share")?;
    let rows = inputs.rows("provinces", true, 3)?;
    let levels: Vec<Exact> =
        rows.iter().map(|row| schemes::level(&row[0], &row[1], &share, &row[2])).collect();
    let spread = levels.iter().max().zip(levels.iter().min()).map(|(most, least)| most - least);
    let spread = spread.unwrap_or_default();
    Ok(vec![figure("levels", texts(&levels)), figure("spread", text(&spread))])
}

fn ratios(inputs: &Inputs) -> Result<Figures, CaseError> {
    let rows = inputs.rows("rows", true, 2)?;
    let ratios =
        rows.iter().map(|row| accounts::ratio(&row[1], &row[0])).collect::<Result<Vec<_>, _>>()?;
    let least = ratios.iter().min().cloned().unwrap_or_default();
    Ok(vec![figure("ratios", texts(&ratios)), figure("least", json!(written(&least)))])
}

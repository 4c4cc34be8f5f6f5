//! What a formula written as a text means: `"salaire"`, `"12,50 EUR"`, `"1 SMIC"`,
//! `"salaire - loyer"`, `"2,5 % × salaire"`, `"enfants >= 1"`, `"statut = 'cdi'"`.
//!
//! The grammar is three levels deep and has no parentheses: one comparison, of sums, of products.
//! What needs more is written as mechanisms. Signs stand between spaces.

use caisse_units::{Amount, Day, Rate};

use super::Headers;
use crate::nearest::nearest;
use crate::rule_error::{Form, RuleProblem};
use crate::tree::{Comparison, Expression, Input};
use crate::typing::{Scope, Typed, type_of};
use crate::value::{Value, ValueType};

/// What a text may name, where it stands.
pub(super) struct Names<'n> {
    pub inputs: &'n [Input],
    /// The lines above with their types.
    pub lines: &'n [(String, Typed)],
    pub headers: &'n Headers,
}

impl Names<'_> {
    /// The type of a formula, as far as its names are known.
    pub fn type_of(&self, expression: &Expression) -> Option<Typed> {
        let rules = |name: &str| self.headers.get(name).and_then(|header| header.typed);
        let scope = Scope {
            inputs: self.inputs,
            lines: self.lines.iter().map(|(name, typed)| (name.as_str(), *typed)).collect(),
            rules: &rules,
            rule_names: &[],
        };
        type_of(expression, &scope)
    }

    /// A name: a line above, else an input, else a rule. Capitals do not matter (`SMIC`).
    pub fn reference(&self, name: &str) -> Result<Expression, RuleProblem> {
        let lower = name.to_lowercase();
        match lower.as_str() {
            "jour_du_calcul" | "evaluation_day" => return Ok(Expression::EvaluationDay),
            "jours_du_mois" | "days_of_month" => return Ok(Expression::DaysOfMonth),
            _ => {}
        }
        if self.lines.iter().any(|(line, _)| *line == lower) {
            return Ok(Expression::Line(lower));
        }
        if self.inputs.iter().any(|input| input.name == lower) {
            return Ok(Expression::Input(lower));
        }
        if self.headers.contains_key(&lower) {
            return Ok(Expression::Rule(lower));
        }
        let lines = self.lines.iter().map(|(line, _)| line.as_str());
        let inputs = self.inputs.iter().map(|input| input.name.as_str());
        let rules = self.headers.keys().map(String::as_str);
        let nearest = nearest(&lower, lines.chain(inputs).chain(rules)).map(str::to_owned);
        Err(RuleProblem::UnknownName { name: name.to_owned(), nearest })
    }
}

type Atom = Result<Expression, RuleProblem>;

/// The formula of a text.
pub(super) fn formula(text: &str, names: &Names<'_>) -> Atom {
    const SIGNS: &[(&str, Comparison)] = &[
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("!=", Comparison::Different),
        ("≤", Comparison::AtMost),
        ("≥", Comparison::AtLeast),
        ("≠", Comparison::Different),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
    ];
    for (sign, comparison) in SIGNS {
        if let Some(at) = outside_quotes(text, sign) {
            let left = Box::new(sum(&text[..at], names)?);
            let right = Box::new(sum(&text[at + sign.len()..], names)?);
            return Ok(Expression::Compare { left, comparison: *comparison, right });
        }
    }
    sum(text, names)
}

/// The place of a sign that is not inside a quoted case.
fn outside_quotes(text: &str, sign: &str) -> Option<usize> {
    text.match_indices(sign)
        .map(|(at, _)| at)
        .find(|at| text[..*at].matches('\'').count().is_multiple_of(2))
}

fn sum(text: &str, names: &Names<'_>) -> Atom {
    let plus = outside_quotes(text, " + ");
    let minus = outside_quotes(text, " - ").or_else(|| outside_quotes(text, " \u{2212} "));
    if minus.is_none() {
        if plus.is_none() {
            return product(text, names);
        }
        let terms: Result<Vec<_>, _> = text.split(" + ").map(|term| product(term, names)).collect();
        return terms.map(Expression::Sum);
    }
    // From the last sign backwards, so that `a - b - c` takes both from `a`.
    let last = |sign: &str| text.rfind(sign).map(|at| (at, sign.len()));
    let signs = [last(" + ").map(|at| (at, false)), last(" - ").map(|at| (at, true))];
    let signs = signs.into_iter().chain([last(" \u{2212} ").map(|at| (at, true))]).flatten();
    let Some(((at, length), is_minus)) = signs.max() else { return product(text, names) };
    let left = sum(&text[..at], names)?;
    let right = product(&text[at + length..], names)?;
    Ok(if is_minus {
        Expression::Difference { from: Box::new(left), subtract: Box::new(right) }
    } else {
        Expression::Sum(vec![left, right])
    })
}

fn product(text: &str, names: &Names<'_>) -> Atom {
    let text = text.trim();
    let sign = [" × ", " * "].into_iter().find_map(|sign| Some((text.rfind(sign)?, sign)));
    let Some((at, sign)) = sign else { return single(text, names) };
    let left = product(&text[..at], names)?;
    let right = single(text[at + sign.len()..].trim(), names)?;
    Ok(multiplied(left, right, names))
}

/// The product of two formulas, as a product by a rate or by a quantity. When the types do not say
/// which, by a rate: the checker will say what is wrong.
pub(super) fn multiplied(left: Expression, right: Expression, names: &Names<'_>) -> Expression {
    let kind = |side: &Expression| names.type_of(side).map(|typed| typed.kind);
    let (left_kind, right_kind) = (kind(&left), kind(&right));
    let is = |kind: Option<ValueType>, test: fn(ValueType) -> bool| kind.is_some_and(test);
    let rate = |kind| kind == ValueType::Rate;
    if is(right_kind, rate) || (!is(left_kind, rate) && !is(right_kind, ValueType::is_quantity)) {
        if is(left_kind, ValueType::is_quantity) && !is(right_kind, rate) {
            return by_count(right, left);
        }
        return Expression::ByRate { base: Box::new(left), rate: Box::new(right) };
    }
    if is(right_kind, ValueType::is_quantity) {
        return by_count(left, right);
    }
    Expression::ByRate { base: Box::new(right), rate: Box::new(left) }
}

fn by_count(base: Expression, count: Expression) -> Expression {
    Expression::ByCount { base: Box::new(base), count: Box::new(count) }
}

fn single(text: &str, names: &Names<'_>) -> Atom {
    let text = text.trim();
    if let Some(value) = constant(text) {
        return Ok(Expression::Constant(value));
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        let named = |c: char| c.is_alphanumeric() || c == '_';
        if !text.is_empty() && text.chars().all(named) {
            return names.reference(text);
        }
        let found = text.to_owned();
        return Err(RuleProblem::WrongForm { expected: Form::Formula, found });
    }
    // A number of something: `1 PSS`, `1,5 SMIC`.
    let Some((number, name)) = text.rsplit_once(' ') else {
        return Err(RuleProblem::DecimalNumber { number: text.to_owned() });
    };
    let wrong = || RuleProblem::WrongForm { expected: Form::Formula, found: text.to_owned() };
    let referred = names.reference(name.trim())?;
    if let Some(count) = whole_number(number) {
        return Ok(match count {
            1 => referred,
            _ => by_count(referred, Expression::Constant(Value::Count(count))),
        });
    }
    let factor = Rate::parse(number).map_err(|_| wrong())?;
    let rate = Box::new(Expression::Constant(Value::Rate(factor)));
    Ok(Expression::ByRate { base: Box::new(referred), rate })
}

/// A constant with its unit, or `None`.
pub(super) fn constant(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Some(case) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return (!case.is_empty() && !case.contains('\''))
            .then(|| Value::Category(case.to_owned()));
    }
    match text {
        "oui" | "yes" => return Some(Value::YesNo(true)),
        "non" | "no" => return Some(Value::YesNo(false)),
        _ => {}
    }
    if text.ends_with('%') {
        return Rate::parse(text).ok().map(Value::Rate);
    }
    if ["€", "EUR", "eur", "euros", "euro"].iter().any(|unit| text.ends_with(unit)) {
        return Amount::parse(text).ok().map(Value::Euros);
    }
    if let Some(count) = whole_number(text) {
        return Some(Value::Count(count));
    }
    if let Ok(day) = text.parse::<Day>() {
        return Some(Value::Date(day));
    }
    let (number, unit) = text.rsplit_once(' ')?;
    match unit {
        "mois" | "month" | "months" => whole_number(number).map(Value::Months),
        "jour" | "jours" | "day" | "days" => whole_number(number).map(Value::Days),
        "h" | "heure" | "heures" | "hour" | "hours" => hundredths(number).map(Value::Hours),
        _ => None,
    }
}

fn whole_number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !" \u{a0}\u{202f}".contains(*c)).collect();
    let plain = digits.strip_prefix('-').unwrap_or(&digits);
    let is_number = !plain.is_empty() && plain.len() <= 12;
    (is_number && plain.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// A number with at most two decimals, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    Amount::parse(text).ok().map(Amount::cents)
}

/// A value of a known type, as tables and examples write it: the unit may be left out.
pub(crate) fn value_of(kind: ValueType, text: &str) -> Option<Value> {
    let text = text.trim();
    let value = match kind {
        ValueType::Euros => Value::Euros(Amount::parse(text).ok()?),
        ValueType::Rate => Value::Rate(Rate::parse(text).ok()?),
        ValueType::Category => {
            let bare = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            let case = bare.unwrap_or(text);
            if case.is_empty() {
                return None;
            }
            Value::Category(case.to_owned())
        }
        ValueType::YesNo => match text.to_lowercase().as_str() {
            "oui" | "yes" | "true" | "vrai" | "1" => Value::YesNo(true),
            "non" | "no" | "false" | "faux" | "0" => Value::YesNo(false),
            _ => return None,
        },
        ValueType::Date => Value::Date(text.parse().ok()?),
        ValueType::Hours => match constant(text) {
            Some(hours @ Value::Hours(_)) => hours,
            _ => Value::Hours(hundredths(text)?),
        },
        ValueType::Months | ValueType::Days | ValueType::Count => match constant(text) {
            Some(value) if value.kind() == kind => value,
            Some(Value::Count(number)) => Value::from_units(kind, number)?,
            _ => return None,
        },
    };
    Some(value)
}

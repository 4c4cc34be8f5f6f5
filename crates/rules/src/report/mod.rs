//! What a rule does, before it is voted: bounds, jumps, marginal rates, and any place where earning
//! more leaves less.
//!
//! Before rounding, a result is piecewise linear in each euro input taken alone. The report sweeps
//! each euro input over its bounds, everything else as in the rule's examples, and gives the pieces
//! exactly. Rounding of lines and steps (multiples of 5 €) are left out of the pieces: they move a
//! result by less than one step.
//!
//! Absent on purpose: pool rules, whose result depends on everyone, and populations (`planning`).

mod piecewise;
mod sentences;
mod sweep;

use caisse_units::{Amount, Day};

use crate::check::bounds::line_ranges;
use crate::exact::{Direction, Exact};
use crate::tree::{Role, Rule, RuleSet, Version};
use crate::value::{Inputs, Value, ValueType, units_of_one};
use piecewise::Pieces;

/// The most situations in which each input is swept.
const SITUATIONS: usize = 8;

/// What a rule does on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The rule.
    pub rule: String,
    /// The day.
    pub on: Day,
    /// The least and the most that each line can be; lines that are not numbers are absent.
    pub bounds: Vec<LineBounds>,
    /// One sweep for each euro input and situation.
    pub sweeps: Vec<Sweep>,
}

/// What a line can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineBounds {
    /// The line.
    pub line: String,
    /// The least.
    pub lowest: Value,
    /// The most.
    pub highest: Value,
}

/// One input made to vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// The input.
    pub input: String,
    /// The other inputs.
    pub situation: Inputs,
    /// What was found.
    pub found: Swept,
}

/// What a sweep found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Swept {
    /// The result is not piecewise linear in this input, or depends on all participants.
    NotLinear,
    /// The pieces and what they show.
    Linear {
        /// The pieces, in order; they cover the bounds of the input.
        pieces: Vec<Piece>,
        /// Every jump.
        jumps: Vec<Jump>,
        /// Every place where earning more leaves less; empty when the rule does not say whether its
        /// result is paid, received or kept.
        losses: Vec<Loss>,
    },
}

/// A piece on which the result is linear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub from: Amount,
    /// Where it ends.
    pub to: Amount,
    /// By how much the result changes for one more: a factor for a result in euros.
    pub slope: Exact,
    /// The result at its beginning, exact, in cents for euros.
    pub start: Exact,
}

/// A jump of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Where, in cents rounded to the nearest.
    pub at: Amount,
    /// The result just before, exact.
    pub before: Exact,
    /// The result just after, exact.
    pub after: Exact,
}

/// A place where earning more leaves less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// At a point, by that exact amount of cents.
    AtAJump {
        /// Where.
        at: Amount,
        /// How much is lost, in cents.
        lost: Exact,
    },
    /// Over a range: one more euro earned leaves that much less.
    Along {
        /// From where.
        from: Amount,
        /// To where.
        to: Amount,
        /// What is lost of each euro, as a factor.
        each: Exact,
    },
}

impl Sweep {
    /// The piece of the highest marginal rate, in absolute value, if the sweep is linear.
    pub fn steepest(&self) -> Option<&Piece> {
        let Swept::Linear { pieces, .. } = &self.found else { return None };
        let size = |piece: &&Piece| {
            let slope = &piece.slope;
            if slope.is_negative() { slope.negated() } else { slope.clone() }
        };
        pieces.iter().max_by_key(size)
    }
}

/// The report of a rule on a day; `None` when there is no such rule or it is not in force. The set
/// must have been checked.
pub fn report(set: &RuleSet, rule: &str, on: Day) -> Option<Report> {
    let rule = set.rule(rule)?;
    let version = rule.version_on(on)?;
    let mut sweeps = Vec::new();
    // An optional input is a choice of the member, not something that one earns.
    let swept_inputs =
        rule.inputs.iter().filter(|input| input.kind == ValueType::Euros && !input.optional);
    for input in swept_inputs {
        for situation in situations(rule, version, &input.name) {
            let found = sweep::sweep(set, rule, on, &input.name, &situation)
                .map_or(Swept::NotLinear, |pieces| swept(&pieces, rule.role));
            sweeps.push(Sweep { input: input.name.clone(), situation, found });
        }
    }
    Some(Report { rule: rule.name.clone(), on, bounds: bounds(set, rule, version, on), sweeps })
}

fn bounds(set: &RuleSet, rule: &Rule, version: &Version, on: Day) -> Vec<LineBounds> {
    let ranges = line_ranges(set, &rule.name, on);
    let bounds = version.lines.iter().zip(ranges).filter_map(|(line, (_, range))| {
        let (low, high) = range.numbers?;
        let value = |number: Exact| {
            let units = number.times(&Exact::whole(units_of_one(line.kind)));
            Value::from_units(line.kind, units.rounded(1, Direction::Nearest)?)
        };
        let (lowest, highest) = (value(low)?, value(high)?);
        Some(LineBounds { line: line.name.clone(), lowest, highest })
    });
    bounds.collect()
}

/// The other inputs as the examples have them, each situation once; without example, the defaults,
/// the lowest values and the first cases.
fn situations(rule: &Rule, version: &Version, swept: &str) -> Vec<Inputs> {
    let plain: Inputs = rule
        .inputs
        .iter()
        .filter(|input| !input.optional)
        .filter_map(|input| {
            let value = match input.kind {
                _ if input.default.is_some() => input.default.clone()?,
                ValueType::YesNo => Value::YesNo(false),
                ValueType::Category => Value::Category(input.choices.first()?.clone()),
                ValueType::Date => input.lowest.clone().unwrap_or(Value::Date(version.since)),
                kind => Value::from_units(kind, input.bounds().0)?,
            };
            Some((input.name.clone(), value))
        })
        .collect();
    let rows = version.examples.iter().flat_map(|example| &example.rows);
    let mut situations: Vec<Inputs> = Vec::new();
    for row in rows.map(|row| row.inputs.clone()).chain([Inputs::new()]) {
        let mut situation = plain.clone();
        situation.extend(row);
        situation.remove(swept);
        if !situations.contains(&situation) && situations.len() < SITUATIONS {
            situations.push(situation);
        }
    }
    situations
}

fn swept(pieces: &Pieces, role: Option<Role>) -> Swept {
    let amount = |number: &Exact| {
        number.rounded(1, Direction::Nearest).map_or(Amount::ZERO, Amount::from_cents)
    };
    let one = Exact::whole(1);
    // What is left of one more euro, from what the result changes.
    let left = |change: &Exact, earned: &Exact| match role {
        Some(Role::Paid) => earned.minus(change),
        Some(Role::Received) => earned.plus(change),
        Some(Role::Kept) => change.clone(),
        None => Exact::ZERO,
    };
    let (mut told, mut jumps, mut losses) = (Vec::new(), Vec::new(), Vec::new());
    for (at, piece) in pieces.list.iter().enumerate() {
        let end = pieces.list.get(at + 1).map_or(&pieces.to, |next| &next.from);
        let (from, to) = (amount(&piece.from), amount(end));
        let start = piece.at(&piece.from);
        if at > 0 {
            let before = pieces.list[at - 1].at(&piece.from);
            if before != start {
                let lost = left(&start.minus(&before), &Exact::ZERO);
                if lost.is_negative() {
                    losses.push(Loss::AtAJump { at: from, lost: lost.negated() });
                }
                jumps.push(Jump { at: from, before, after: start.clone() });
            }
        }
        let each = left(&piece.slope, &one);
        if each.is_negative() {
            losses.push(Loss::Along { from, to, each: each.negated() });
        }
        told.push(Piece { from, to, slope: piece.slope.clone(), start });
    }
    Swept::Linear { pieces: told, jumps, losses }
}

#[cfg(test)]
mod tests;

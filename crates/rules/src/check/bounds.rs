//! Interval analysis: the least and the most that every line can be, on every day on which a rule or
//! a parameter changes.
//!
//! It proves at adoption that no result overflows, no proportion divides by zero, brackets increase
//! and shared amounts are not negative. The intervals are wide where two parts of a formula depend on
//! the same input; they never miss a value.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Day};

use super::range::{Range, aggregate, chosen_range, combine, input_range, prorata};
use super::{Finding, in_order, needed};
use crate::exact::{Direction, Exact};
use crate::rule_error::RuleProblem;
use crate::tree::{
    Bracket, Column, Content, Expression, Line, Rule, RuleSet, Sharing, SharingMethod, Version,
};
use crate::value::{Value, ValueType, units_of_one};

/// Findings on every day that matters to each rule.
pub(super) fn findings(set: &RuleSet) -> Vec<Finding> {
    let mut by_day: BTreeMap<Day, Vec<&Rule>> = BTreeMap::new();
    for rule in set.rules() {
        for day in days(set, rule) {
            by_day.entry(day).or_default().push(rule);
        }
    }
    let mut found: Vec<Finding> = Vec::new();
    for (day, rules) in by_day {
        let mut analysis = Analysis::new(set, day);
        for rule in rules {
            analysis.all(rule);
        }
        for finding in analysis.found {
            let same = |other: &Finding| {
                (&other.rule, other.version, other.line, &other.path)
                    == (&finding.rule, finding.version, finding.line, &finding.path)
            };
            if !found.iter().any(same) {
                found.push(finding);
            }
        }
    }
    found
}

/// The first days of a rule's versions, and those of the rules that it needs, from its first day on.
pub(crate) fn days(set: &RuleSet, rule: &Rule) -> BTreeSet<Day> {
    let own = rule.versions.iter().map(|version| version.since);
    let Some(first) = rule.versions.first().map(|version| version.since) else {
        return BTreeSet::new();
    };
    let needed = needed(set, rule);
    let others = needed
        .iter()
        .filter_map(|name| set.rule(name))
        .flat_map(|rule| rule.versions.iter().map(|version| version.since));
    own.chain(others.filter(|day| *day > first)).collect()
}

/// The ranges of all lines of a rule on a day.
pub(crate) fn line_ranges(set: &RuleSet, rule: &str, day: Day) -> Vec<(String, Range)> {
    let mut analysis = Analysis::new(set, day);
    if let Some(rule) = set.rule(rule) {
        analysis.all(rule);
    }
    let version = set.rule(rule).and_then(|rule| rule.version_on(day));
    let ranges = analysis.lines.remove(rule).unwrap_or_default();
    let names = version.into_iter().flat_map(|version| &version.lines);
    names.map(|line| line.name.clone()).zip(ranges).collect()
}

struct Analysis<'a> {
    set: &'a RuleSet,
    day: Day,
    lines: BTreeMap<&'a str, Vec<Range>>,
    found: Vec<Finding>,
}

/// Where a formula stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    rule: &'a Rule,
    version_at: usize,
    version: &'a Version,
    line_at: usize,
}

impl<'a> Analysis<'a> {
    fn new(set: &'a RuleSet, day: Day) -> Analysis<'a> {
        Analysis { set, day, lines: BTreeMap::new(), found: Vec::new() }
    }

    /// Analyses a rule after those that it needs.
    fn all(&mut self, rule: &'a Rule) {
        for rule in in_order(self.set, rule, self.day) {
            self.rule(&rule.name);
        }
    }

    /// The range of a rule's result on the day of the analysis.
    fn rule(&mut self, name: &str) -> Range {
        let unknown = Range::other(true);
        let Some(rule) = self.set.rule(name) else { return unknown };
        let found = rule.versions.iter().rposition(|version| version.since <= self.day);
        let Some(version_at) = found else { return unknown };
        let version = &rule.versions[version_at];
        if !self.lines.contains_key(name) {
            // An empty entry first: a circle, which the structure check refuses, ends here.
            self.lines.insert(&rule.name, Vec::new());
            let mut ranges = Vec::new();
            for (line_at, line) in version.lines.iter().enumerate() {
                let place = Place { rule, version_at, version, line_at };
                let range = self.line(place, line, &ranges);
                ranges.push(range);
            }
            self.lines.insert(&rule.name, ranges);
        }
        let result = version.line(&version.result).map(|(at, _)| at);
        let ranges = self.lines.get(name);
        result.zip(ranges).and_then(|(at, ranges)| ranges.get(at).cloned()).unwrap_or(unknown)
    }

    fn report(&mut self, place: Place<'_>, path: &[usize], problem: RuleProblem) {
        let (version, line) = (Some(place.version_at), Some(place.line_at));
        let path = path.to_vec();
        self.found.push(Finding { version, line, path, ..Finding::of(place.rule, problem) });
    }

    fn line(&mut self, place: Place<'a>, line: &'a Line, above: &[Range]) -> Range {
        let mut path = Vec::new();
        let range = match &line.content {
            Content::Formula(formula) => self.range(place, formula, above, &mut path),
            Content::Sharing(sharing) => self.sharing(place, sharing, above),
        };
        let Some((low, high)) = range.numbers else { return range };
        let units = Exact::whole(units_of_one(line.kind));
        let (low, high) = (low.times(&units), high.times(&units));
        let step = line.rounding.step.map_or(1, Amount::cents).max(1);
        let direction = line.rounding.direction;
        let rounded = (low.rounded(step, direction), high.rounded(step, direction));
        let (Some(mut low), Some(mut high)) = rounded else {
            return self.overflow(place, line.kind, range.common);
        };
        let mut common = range.common;
        for (bound, is_floor) in [(&line.floor, true), (&line.ceiling, false)] {
            let Some(bound) = bound else { continue };
            let first = if is_floor { crate::typing::FLOOR } else { crate::typing::CEILING };
            let mut path = vec![first];
            let bound = self.range(place, bound, above, &mut path);
            common &= bound.common;
            let whole = |number: Exact| number.times(&units).rounded(1, Direction::Nearest);
            let (Some(least), Some(most)) = (whole(bound.low()), whole(bound.high())) else {
                return self.overflow(place, line.kind, common);
            };
            if is_floor {
                (low, high) = (low.max(least), high.max(most));
            } else {
                (low, high) = (low.min(least), high.min(most));
            }
        }
        let exact = |whole| {
            let denominator = i128::from(units_of_one(line.kind));
            Exact::fraction(i128::from(whole), denominator).unwrap_or(Exact::ZERO)
        };
        Range::of(exact(low), exact(high), common)
    }

    fn overflow(&mut self, place: Place<'a>, kind: ValueType, common: bool) -> Range {
        let open = place
            .rule
            .inputs
            .iter()
            .filter(|input| input.kind.is_number() && input.highest.is_none());
        let inputs = open.map(|input| input.name.clone()).collect();
        self.report(place, &[], RuleProblem::MayOverflow { inputs });
        let most = Value::from_units(kind, i64::MAX / 2).and_then(|value| value.exact());
        let most = most.unwrap_or(Exact::ZERO);
        Range::of(most.negated(), most, common)
    }

    fn sharing(&mut self, place: Place<'a>, sharing: &'a Sharing, above: &[Range]) -> Range {
        let mut path = vec![0];
        let total = self.range(place, &sharing.total, above, &mut path);
        if matches!(sharing.method, SharingMethod::ByKeys { .. }) {
            return total;
        }
        if matches!(sharing.method, SharingMethod::Transfers { .. }) {
            return self.transfers(place, &total);
        }
        if total.low().is_negative() {
            self.report(place, &[0], RuleProblem::TotalMayBeNegative);
        }
        if !total.common {
            self.report(place, &[0], RuleProblem::TotalNotCommon);
        }
        if let SharingMethod::UpTo { level, .. } = &sharing.method {
            let mut path = vec![1];
            if !self.range(place, level, above, &mut path).common {
                self.report(place, &[1], RuleProblem::TotalNotCommon);
            }
        }
        Range::of(Exact::ZERO, total.high().floored(), false)
    }

    /// What someone may pay or receive: the others together, so that only the bounds of an amount
    /// hold. A floor or a ceiling after the rounding would unbalance what was balanced.
    fn transfers(&mut self, place: Place<'a>, raw: &Range) -> Range {
        let line = &place.version.lines[place.line_at];
        if line.floor.is_some() || line.ceiling.is_some() {
            self.report(place, &[], RuleProblem::TransfersBounded);
        }
        if raw.common {
            self.report(place, &[0], RuleProblem::TransfersCommon);
        }
        let most = Exact::whole(Amount::LIMIT.cents());
        Range::of(most.negated(), most, false)
    }

    /// The range of the child of that number.
    fn child(
        &mut self,
        place: Place<'a>,
        number: usize,
        expression: &'a Expression,
        above: &[Range],
        path: &mut Vec<usize>,
    ) -> Range {
        path.push(number);
        let range = self.range(place, expression, above, path);
        path.pop();
        range
    }

    fn range(
        &mut self,
        place: Place<'a>,
        expression: &'a Expression,
        above: &[Range],
        path: &mut Vec<usize>,
    ) -> Range {
        use Expression as E;
        match expression {
            E::Constant(value) => match value.exact() {
                Some(exact) => Range::of(exact.clone(), exact, true),
                None => Range::other(true),
            },
            E::Input(name) => input_range(place.rule, name),
            E::Line(name) => {
                let at = place.version.line(name).map(|(at, _)| at);
                at.and_then(|at| above.get(at).cloned()).unwrap_or(Range::other(false))
            }
            E::Rule(name) => self.rule(name),
            E::EvaluationDay => Range::other(true),
            E::DaysOfMonth => Range::whole(28, 31, true),
            E::MonthsBetween { from, to } => {
                let from = self.child(place, 0, from, above, path);
                let to = self.child(place, 1, to, above, path);
                Range::whole(0, 13_200, from.common && to.common)
            }
            E::MarginalScale { base, brackets } => {
                let base = self.child(place, 0, base, above, path);
                self.scale(place, &base, brackets, above, path)
            }
            E::Grid { on, steps, otherwise } => {
                let on = self.child(place, 0, on, above, path);
                self.limits(place, steps.iter().map(|step| &step.limit), above, path);
                let last = 1 + 2 * steps.len();
                let mut hull = self.child(place, last, otherwise, above, path);
                for (at, step) in steps.iter().enumerate() {
                    hull = hull.hull(self.child(place, 2 + 2 * at, &step.value, above, path));
                }
                Range { common: hull.common && on.common, ..hull }
            }
            E::Table { on, rows, otherwise } => {
                let on = self.child(place, 0, on, above, path);
                let mut hull = self.child(place, 1 + rows.len(), otherwise, above, path);
                for (at, row) in rows.iter().enumerate() {
                    hull = hull.hull(self.child(place, 1 + at, &row.value, above, path));
                }
                Range { common: hull.common && on.common, ..hull }
            }
            E::Condition { when, then, otherwise } => {
                let when = self.child(place, 0, when, above, path);
                let then = self.child(place, 1, then, above, path);
                let hull = then.hull(self.child(place, 2, otherwise, above, path));
                Range { common: hull.common && when.common, ..hull }
            }
            E::Aggregate { function, of, among: _, otherwise } => {
                let of = self.column(place, of, above);
                let otherwise =
                    otherwise.as_ref().map(|inside| self.child(place, 0, inside, above, path));
                aggregate(*function, of, otherwise)
            }
            E::PriorityClass { classes, .. } => {
                let most = i64::try_from(classes.len()).unwrap_or(i64::MAX - 1) + 1;
                let ranges = self.children(place, expression, above, path);
                Range::whole(1, most, ranges.iter().all(|range| range.common))
            }
            E::Chosen { input, .. } => {
                let chosen = input_range(place.rule, input);
                let ranges = self.children(place, expression, above, path);
                chosen_range(expression, chosen, &ranges)
            }
            E::Prorata { .. } => {
                let ranges = self.children(place, expression, above, path);
                let [base, present, whole] = ranges.as_slice() else { return Range::other(false) };
                if whole.low() <= Exact::ZERO {
                    path.push(2);
                    self.report(place, path, RuleProblem::WholeMayBeZero);
                    path.pop();
                    return base.clone();
                }
                prorata(base, present, whole)
            }
            other => {
                let ranges = self.children(place, other, above, path);
                combine(other, &ranges)
            }
        }
    }

    fn children(
        &mut self,
        place: Place<'a>,
        expression: &'a Expression,
        above: &[Range],
        path: &mut Vec<usize>,
    ) -> Vec<Range> {
        let children = expression.children().into_iter().enumerate();
        children.map(|(at, inside)| self.child(place, at, inside, above, path)).collect()
    }

    fn column(&mut self, place: Place<'a>, column: &Column, above: &[Range]) -> Range {
        match column {
            Column::Input(name) => input_range(place.rule, name),
            Column::Line(name) => {
                let at = place.version.line(name).map(|(at, _)| at);
                at.and_then(|at| above.get(at).cloned()).unwrap_or(Range::other(false))
            }
        }
    }

    /// Limits must increase: as constants of the day or, when they depend on the person, in a way
    /// that shows in their formulas (the same proportion of increasing amounts). Gives their ranges.
    fn limits(
        &mut self,
        place: Place<'a>,
        limits: impl Iterator<Item = &'a Expression>,
        above: &[Range],
        path: &mut Vec<usize>,
    ) -> Vec<Range> {
        let mut known: Vec<(&'a Expression, Range)> = Vec::new();
        for (at, limit) in limits.enumerate() {
            let (child, number) = (1 + 2 * at, at + 1);
            let range = self.child(place, child, limit, above, path);
            let problem = match known.last() {
                _ if range.numbers.is_none() && range.common => None,
                None => None,
                Some((last, before)) => match (before.point(), range.point()) {
                    (Some(before), Some(here)) if before < here => None,
                    (Some(_), Some(_)) => {
                        Some(RuleProblem::LimitsNotIncreasing { number, on: self.day })
                    }
                    _ if self.below(place, last, limit, above) => None,
                    _ => Some(RuleProblem::LimitNotFixed { number }),
                },
            };
            if let Some(problem) = problem {
                path.push(child);
                self.report(place, path, problem);
                path.pop();
            }
            known.push((limit, range));
        }
        known.into_iter().map(|(_, range)| range).collect()
    }

    /// True when the first formula is provably never above the second.
    fn below(
        &mut self,
        place: Place<'a>,
        first: &'a Expression,
        second: &'a Expression,
        above: &[Range],
    ) -> bool {
        use Expression as E;
        let low = |this: &mut Self, expression| this.silently(place, expression, above).low();
        let at_least =
            |this: &mut Self, expression, least: i64| low(this, expression) >= Exact::whole(least);
        match (first, second) {
            (
                E::Prorata { base: a, present: p, whole: w },
                E::Prorata { base: b, present: q, whole: x },
            ) if p == q && w == x => self.below(place, a, b, above),
            (E::ByRate { base: a, rate: r }, E::ByRate { base: b, rate: s }) if r == s => {
                at_least(self, r, 0) && self.below(place, a, b, above)
            }
            (E::ByRate { base: a, rate: r }, E::ByRate { base: b, rate: s }) if a == b => {
                at_least(self, a, 0) && self.below(place, r, s, above)
            }
            (E::ByCount { base: a, count: c }, E::ByCount { base: b, count: d }) if a == b => {
                at_least(self, a, 0) && self.below(place, c, d, above)
            }
            (E::ByCount { base: a, count: c }, E::ByCount { base: b, count: d }) if c == d => {
                at_least(self, c, 0) && self.below(place, a, b, above)
            }
            (once, E::ByCount { base, count }) if *once == **base => {
                at_least(self, base, 0) && at_least(self, count, 1)
            }
            _ => {
                let first = self.silently(place, first, above);
                let second = self.silently(place, second, above);
                let numbers = first.numbers.is_some() && second.numbers.is_some();
                numbers && first.high() <= second.low()
            }
        }
    }

    /// A range whose findings were or will be reported elsewhere.
    fn silently(&mut self, place: Place<'a>, expression: &'a Expression, above: &[Range]) -> Range {
        let before = self.found.len();
        let range = self.range(place, expression, above, &mut Vec::new());
        self.found.truncate(before);
        range
    }

    fn scale(
        &mut self,
        place: Place<'a>,
        base: &Range,
        brackets: &'a [Bracket],
        above: &[Range],
        path: &mut Vec<usize>,
    ) -> Range {
        for (at, bracket) in brackets.iter().enumerate() {
            if bracket.up_to.is_none() && at + 1 < brackets.len() {
                let number = at + 1;
                self.report(place, path, RuleProblem::OpenBracketNotLast { number });
                return Range::whole(0, 0, false);
            }
        }
        let limits = brackets.iter().filter_map(|bracket| bracket.up_to.as_ref());
        let limits = self.limits(place, limits, above, path);
        let mut total = Range::of(Exact::ZERO, Exact::ZERO, base.common);
        let mut from = Range::of(Exact::ZERO, Exact::ZERO, true);
        for (at, bracket) in brackets.iter().enumerate() {
            // Only the last bracket may lack a limit, so the rate's number is known.
            let number = if bracket.up_to.is_some() { 2 + 2 * at } else { 1 + 2 * at };
            let rate = self.child(place, number, &bracket.rate, above, path);
            let within = |base: Exact, limit: Option<Exact>, from: Exact| {
                let top = limit.map_or(base.clone(), |limit| limit.min(base));
                top.minus(&from).floored()
            };
            let limit = limits.get(at);
            let least = within(base.low(), limit.map(Range::low), from.high());
            let most = within(base.high(), limit.map(Range::high), from.low());
            let same = base.common && from.common && limit.is_none_or(|limit| limit.common);
            let part = Range::of(least, most, same).times(&rate);
            let common = total.common && part.common;
            total =
                Range::of(total.low().plus(&part.low()), total.high().plus(&part.high()), common);
            if let Some(limit) = limit {
                let (low, high) = (limit.low().max(from.low()), limit.high().max(from.high()));
                from = Range::of(low, high, from.common && limit.common);
            }
        }
        total
    }
}

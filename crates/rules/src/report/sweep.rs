//! A rule's result as a function of one euro input.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use caisse_units::Day;

use super::piecewise::{Pieces, Truths};
use crate::check::in_order;
use crate::exact::Exact;
use crate::trace::Term;
use crate::tree::{Bracket, Comparison, Content, Expression, Line, Requirement, Rule, RuleSet};
use crate::value::{Inputs, Value, units_of_one};

/// What a formula is, as the swept input varies.
#[derive(Clone)]
enum Course {
    Number(Pieces),
    YesNo(Truths),
    Fixed(Term),
}

/// The result of the rule as the input varies over its bounds, in cents; `None` when it is not
/// piecewise linear or depends on all participants.
pub(super) fn sweep(
    set: &RuleSet,
    rule: &Rule,
    on: Day,
    input: &str,
    situation: &Inputs,
) -> Option<Pieces> {
    let (low, high) = rule.input(input)?.bounds();
    let (from, to) = (Exact::whole(low), Exact::whole(high));
    let computed = BTreeMap::new();
    let mut sweep = Sweeping { set, on, input, situation, from, to, computed };
    for needed in in_order(set, rule, on) {
        sweep.rule(&needed.name);
    }
    match sweep.rule(&rule.name)? {
        Course::Number(pieces) => Some(pieces),
        _ => None,
    }
}

struct Sweeping<'a> {
    set: &'a RuleSet,
    on: Day,
    input: &'a str,
    situation: &'a Inputs,
    from: Exact,
    to: Exact,
    computed: BTreeMap<&'a str, Option<Course>>,
}

impl<'a> Sweeping<'a> {
    fn constant(&self, value: Exact) -> Course {
        Course::Number(Pieces::constant(value, &self.from, &self.to))
    }

    fn fixed(&self, value: &Value) -> Course {
        match (value, value.exact()) {
            (_, Some(exact)) => self.constant(exact),
            (Value::YesNo(yes), _) => Course::YesNo(self.always(*yes)),
            (other, _) => Course::Fixed(Term::of(other)),
        }
    }

    fn always(&self, yes: bool) -> Truths {
        Truths { list: vec![(self.from.clone(), yes)] }
    }

    fn rule(&mut self, name: &str) -> Option<Course> {
        if let Some(course) = self.computed.get(name) {
            return course.clone();
        }
        let rule = self.set.rule(name)?;
        // A circle, which the checker refuses, ends here.
        self.computed.insert(&rule.name, None);
        let version = rule.version_on(self.on)?;
        let mut lines: BTreeMap<&str, Course> = BTreeMap::new();
        for line in &version.lines {
            if let Some(course) = self.line(rule, line, &lines) {
                lines.insert(&line.name, course);
            }
        }
        let course = lines.remove(version.result.as_str());
        self.computed.insert(&rule.name, course.clone());
        course
    }

    fn line(
        &mut self,
        rule: &'a Rule,
        line: &'a Line,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Course> {
        let formula = match &line.content {
            Content::Formula(formula) => formula,
            Content::Sharing(sharing) if !line.is_pool() => &sharing.total,
            Content::Sharing(_) => return None,
        };
        let course = self.course(rule, formula, lines)?;
        let Course::Number(mut pieces) = course else { return Some(course) };
        if let Some(floor) = &line.floor {
            pieces = pieces.greatest(&self.number(rule, floor, lines)?)?;
        }
        if let Some(ceiling) = &line.ceiling {
            pieces = pieces.least(&self.number(rule, ceiling, lines)?)?;
        }
        Some(Course::Number(pieces))
    }

    fn number(
        &mut self,
        rule: &'a Rule,
        expression: &'a Expression,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Pieces> {
        match self.course(rule, expression, lines)? {
            Course::Number(pieces) => Some(pieces),
            _ => None,
        }
    }

    fn truth(
        &mut self,
        rule: &'a Rule,
        expression: &'a Expression,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Truths> {
        match self.course(rule, expression, lines)? {
            Course::YesNo(truths) => Some(truths),
            _ => None,
        }
    }

    fn date(
        &mut self,
        rule: &'a Rule,
        expression: &'a Expression,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Day> {
        match self.course(rule, expression, lines)? {
            Course::Fixed(Term::Date(day)) => Some(day),
            _ => None,
        }
    }

    fn given(&self, rule: &Rule, name: &str) -> Option<Course> {
        if name == self.input {
            let units = units_of_one(rule.input(name)?.kind);
            return (units == 1).then(|| Course::Number(Pieces::identity(&self.from, &self.to)));
        }
        let value = self.situation.get(name).or(rule.input(name)?.default.as_ref())?;
        Some(self.fixed(value))
    }

    fn course(
        &mut self,
        rule: &'a Rule,
        expression: &'a Expression,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Course> {
        use Expression as E;
        let pieces = match expression {
            E::Constant(value) => return Some(self.fixed(value)),
            E::Input(name) => return self.given(rule, name),
            E::Line(name) => return lines.get(name.as_str()).cloned(),
            E::Rule(name) => return self.rule(name),
            E::EvaluationDay => return Some(Course::Fixed(Term::Date(self.on))),
            E::DaysOfMonth => {
                return Some(self.constant(Exact::whole(i64::from(self.on.month().days()))));
            }
            E::MonthsBetween { from, to } => {
                let (from, to) = (self.date(rule, from, lines)?, self.date(rule, to, lines)?);
                let months = i64::from(to.whole_months_since(from).max(0));
                return Some(self.constant(Exact::whole(months)));
            }
            E::Sum(terms) => self.fold(rule, terms, lines, Pieces::plus)?,
            E::Minimum(terms) => self.fold(rule, terms, lines, Pieces::least)?,
            E::Maximum(terms) => self.fold(rule, terms, lines, Pieces::greatest)?,
            E::Difference { from, subtract } => {
                if let Some(Course::Fixed(Term::Date(later))) = self.course(rule, from, lines) {
                    let earlier = self.date(rule, subtract, lines)?;
                    let days = Exact::whole(i64::from(later.days_since(earlier)));
                    return Some(self.constant(days));
                }
                self.number(rule, from, lines)?.minus(&self.number(rule, subtract, lines)?)?
            }
            E::DifferenceFloored { from, subtract } => {
                let from = self.number(rule, from, lines)?;
                from.minus(&self.number(rule, subtract, lines)?)?.floored()?
            }
            E::ByRate { base, rate: factor } | E::ByCount { base, count: factor } => {
                self.number(rule, base, lines)?.times(&self.number(rule, factor, lines)?)?
            }
            // A step moves the result by less than itself: see the module's opening.
            E::Step { base, .. } => self.number(rule, base, lines)?,
            E::MarginalScale { base, brackets } => self.scale(rule, base, brackets, lines)?,
            E::Capped { base, cap, already, .. } => {
                let base = self.number(rule, base, lines)?;
                let cap = self.number(rule, cap, lines)?;
                let left = cap.minus(&self.number(rule, already, lines)?)?.floored()?;
                base.least(&left)?
            }
            E::Prorata { base, present, whole } => {
                let base = self.number(rule, base, lines)?;
                let whole = self.number(rule, whole, lines)?;
                let present = self.number(rule, present, lines)?.floored()?.least(&whole)?;
                let inverse = Exact::whole(1).divided_by(&whole.as_constant()?)?;
                let share = Pieces::constant(inverse, &self.from, &self.to);
                base.times(&present)?.times(&share)?
            }
            other => return self.decision(rule, other, lines),
        };
        Some(Course::Number(pieces))
    }

    fn fold(
        &mut self,
        rule: &'a Rule,
        terms: &'a [Expression],
        lines: &BTreeMap<&str, Course>,
        join: fn(&Pieces, &Pieces) -> Option<Pieces>,
    ) -> Option<Pieces> {
        let (first, others) = terms.split_first()?;
        let mut folded = self.number(rule, first, lines)?;
        for other in others {
            folded = join(&folded, &self.number(rule, other, lines)?)?;
        }
        Some(folded)
    }

    fn scale(
        &mut self,
        rule: &'a Rule,
        base: &'a Expression,
        brackets: &'a [Bracket],
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Pieces> {
        let base = self.number(rule, base, lines)?.floored()?;
        let mut total = Pieces::constant(Exact::ZERO, &self.from, &self.to);
        let mut from = total.clone();
        for bracket in brackets {
            let limit = match &bracket.up_to {
                Some(limit) => Some(self.number(rule, limit, lines)?),
                None => None,
            };
            let top = match &limit {
                Some(limit) => base.least(limit)?,
                None => base.clone(),
            };
            let rate = self.number(rule, &bracket.rate, lines)?;
            total = total.plus(&top.minus(&from)?.floored()?.times(&rate)?)?;
            if let Some(limit) = limit {
                from = limit.greatest(&from)?;
            }
        }
        Some(total)
    }

    fn decision(
        &mut self,
        rule: &'a Rule,
        expression: &'a Expression,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Course> {
        use Expression as E;
        match expression {
            E::Condition { when, then, otherwise } => {
                let when = self.truth(rule, when, lines)?;
                // A branch never taken need not be linear.
                match when.list.as_slice() {
                    [(_, true)] => self.course(rule, then, lines),
                    [(_, false)] => self.course(rule, otherwise, lines),
                    _ => {
                        let then = self.number(rule, then, lines)?;
                        let otherwise = self.number(rule, otherwise, lines)?;
                        Some(Course::Number(Pieces::choose(&when, &then, &otherwise)?))
                    }
                }
            }
            E::Compare { left, comparison, right } => {
                let left = self.course(rule, left, lines)?;
                let right = self.course(rule, right, lines)?;
                self.compare(&left, *comparison, &right).map(Course::YesNo)
            }
            E::All(terms) | E::Any(terms) => {
                let both = matches!(expression, E::All(_));
                let mut truths = self.always(both);
                for term in terms {
                    truths = truths.with(&self.truth(rule, term, lines)?, both);
                }
                Some(Course::YesNo(truths))
            }
            E::Not(inside) => Some(Course::YesNo(self.truth(rule, inside, lines)?.not())),
            E::Eligible(requirements) => {
                let mut truths = self.always(true);
                for requirement in requirements {
                    let met = self.requirement(rule, requirement, lines)?;
                    truths = truths.with(&met, true);
                }
                Some(Course::YesNo(truths))
            }
            E::Grid { on, steps, otherwise } => {
                let on = self.course(rule, on, lines)?;
                let mut value = self.number(rule, otherwise, lines)?;
                for step in steps.iter().rev() {
                    let limit = self.course(rule, &step.limit, lines)?;
                    let comparison =
                        if step.included { Comparison::AtMost } else { Comparison::Less };
                    let within = self.compare(&on, comparison, &limit)?;
                    let inside = self.number(rule, &step.value, lines)?;
                    value = Pieces::choose(&within, &inside, &value)?;
                }
                Some(Course::Number(value))
            }
            E::Table { on, rows, otherwise } => {
                let on = match self.course(rule, on, lines)? {
                    Course::Fixed(term) => term,
                    Course::YesNo(truths) => match truths.list.as_slice() {
                        [(_, yes)] => Term::YesNo(*yes),
                        _ => return None,
                    },
                    Course::Number(pieces) => {
                        let kind = rows.first()?.key.kind();
                        Term::Number(kind, pieces.as_constant()?)
                    }
                };
                let found = rows.iter().find(|row| Term::of(&row.key) == on);
                self.course(rule, found.map_or(otherwise, |row| &row.value), lines)
            }
            E::Waiting { quantity, threshold, from_the_first } => {
                let quantity = self.number(rule, quantity, lines)?;
                let threshold = self.number(rule, threshold, lines)?;
                let beyond = quantity.compare(&threshold, Ordering::Greater, false)?;
                let counted =
                    if *from_the_first { quantity.clone() } else { quantity.minus(&threshold)? };
                let none = Pieces::constant(Exact::ZERO, &self.from, &self.to);
                Some(Course::Number(Pieces::choose(&beyond, &counted, &none)?))
            }
            E::Chosen { input, proposed, lowest, highest, .. } => {
                let mut value = match self.situation.get(input) {
                    None if input != self.input => return self.course(rule, proposed, lines),
                    _ => match self.given(rule, input)? {
                        Course::Number(pieces) => pieces,
                        _ => return None,
                    },
                };
                if let Some(lowest) = lowest {
                    value = value.greatest(&self.number(rule, lowest, lines)?)?;
                }
                if let Some(highest) = highest {
                    value = value.least(&self.number(rule, highest, lines)?)?;
                }
                Some(Course::Number(value))
            }
            E::PriorityClass { classes, .. } => {
                let class = |at: usize| Exact::whole(i64::try_from(at).unwrap_or(i64::MAX));
                let last = class(classes.len() + 1);
                let mut value = Pieces::constant(last, &self.from, &self.to);
                for (at, one) in classes.iter().enumerate().rev() {
                    let when = self.truth(rule, &one.when, lines)?;
                    let this = Pieces::constant(class(at + 1), &self.from, &self.to);
                    value = Pieces::choose(&when, &this, &value)?;
                }
                Some(Course::Number(value))
            }
            E::Ratio { of, by, otherwise } => {
                let by = self.number(rule, by, lines)?.as_constant()?;
                match Exact::whole(1).divided_by(&by) {
                    Some(inverse) => {
                        let share = Pieces::constant(inverse, &self.from, &self.to);
                        Some(Course::Number(self.number(rule, of, lines)?.times(&share)?))
                    }
                    None => self.course(rule, otherwise, lines),
                }
            }
            _ => None,
        }
    }

    fn compare(&self, left: &Course, comparison: Comparison, right: &Course) -> Option<Truths> {
        use Comparison as C;
        match (left, right) {
            (Course::Number(left), Course::Number(right)) => match comparison {
                C::Less => left.compare(right, Ordering::Less, false),
                C::AtMost => left.compare(right, Ordering::Less, true),
                C::More => left.compare(right, Ordering::Greater, false),
                C::AtLeast => left.compare(right, Ordering::Greater, true),
                // Equal at isolated points only counts over whole pieces.
                C::Equal => left.compare(right, Ordering::Equal, true),
                C::Different => Some(left.compare(right, Ordering::Equal, true)?.not()),
            },
            (Course::YesNo(left), Course::YesNo(right)) => {
                let both = left.with(right, true);
                let equal = both.with(&left.not().with(&right.not(), true), false);
                match comparison {
                    C::Equal => Some(equal),
                    C::Different => Some(equal.not()),
                    _ => None,
                }
            }
            (Course::Fixed(left), Course::Fixed(right)) => {
                let order = match (left, right) {
                    (Term::Date(left), Term::Date(right)) => left.cmp(right),
                    _ if left == right => Ordering::Equal,
                    _ => Ordering::Less,
                };
                Some(self.always(match comparison {
                    C::Less => order.is_lt(),
                    C::AtMost => order.is_le(),
                    C::Equal => order.is_eq(),
                    C::Different => order.is_ne(),
                    C::AtLeast => order.is_ge(),
                    C::More => order.is_gt(),
                }))
            }
            _ => None,
        }
    }

    fn requirement(
        &mut self,
        rule: &'a Rule,
        requirement: &'a Requirement,
        lines: &BTreeMap<&str, Course>,
    ) -> Option<Truths> {
        match requirement {
            Requirement::Seniority { months, at_least } => {
                let months = self.number(rule, months, lines)?;
                months.compare(&self.number(rule, at_least, lines)?, Ordering::Greater, true)
            }
            Requirement::Status { on, among } => match self.course(rule, on, lines)? {
                Course::Fixed(Term::Category(status)) => Some(self.always(among.contains(&status))),
                _ => None,
            },
            Requirement::Other { met, .. } => self.truth(rule, met, lines),
        }
    }
}

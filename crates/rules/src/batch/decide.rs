//! The mechanisms that decide, cap, choose or look at all participants, as plans.

use super::compile::{Compiled, Compiler, NUMBERS, QUANTITIES};
use super::execute::Run;
use super::plan::{Choice, Number, Plain, Plan, Selector, YesNo};
use crate::evaluate::ratio_type;
use crate::evaluation_error::EvaluationProblem;
use crate::exact::Exact;
use crate::tree::{
    AggregateFunction, Column, Comparison, Expression, GridStep, Outside, PriorityClass,
    Requirement,
};
use crate::value::{Value, ValueType};

impl Compiler<'_> {
    /// The mechanisms that decide, cap, choose or look at all participants.
    pub(super) fn decision(&mut self, expression: &Expression) -> Compiled<Plan> {
        use Expression as E;
        Ok(match expression {
            E::Grid { on, steps, otherwise } => self.grid(on, steps, otherwise)?,
            E::Table { on, rows, otherwise } => {
                let on = self.plan(on)?;
                let keys: Vec<&Value> = rows.iter().map(|row| &row.key).collect();
                let selector = self.keys(on, &keys)?;
                let values = rows.iter().map(|row| &row.value).chain([&**otherwise]);
                self.pick(selector, values)?
            }
            E::Condition { when, then, otherwise } => {
                let selector = Selector::First(vec![self.yes_no(when)?]);
                self.pick(selector, [&**then, &**otherwise].into_iter())?
            }
            E::Compare { left, comparison, right } => {
                Plan::YesNo(self.compare(left, *comparison, right)?)
            }
            E::All(terms) => Plan::YesNo(YesNo::All(self.all_yes_no(terms)?)),
            E::Any(terms) => Plan::YesNo(YesNo::Any(self.all_yes_no(terms)?)),
            E::Not(inside) => Plan::YesNo(YesNo::Not(Box::new(self.yes_no(inside)?))),
            E::Eligible(requirements) => {
                let mut all = Vec::with_capacity(requirements.len());
                for requirement in requirements {
                    all.push(self.requirement(requirement)?);
                }
                Plan::YesNo(YesNo::All(all))
            }
            E::Capped { base, cap, already, .. } => {
                let (kind, base) = self.number(base, NUMBERS)?;
                let cap = self.number_of(cap, kind)?;
                let already = self.number_of(already, kind)?;
                let left = Number::floored(Number::difference(cap, already));
                Plan::Number(kind, Number::least(vec![base, left]))
            }
            E::Waiting { quantity, threshold, from_the_first } => {
                let (kind, quantity) = self.number(quantity, QUANTITIES)?;
                let threshold = self.number_of(threshold, kind)?;
                Plan::Number(kind, Number::waiting(quantity, threshold, *from_the_first))
            }
            E::Prorata { base, present, whole } => {
                let (kind, base) = self.number(base, NUMBERS)?;
                let (quantity, present) = self.number(present, QUANTITIES)?;
                let whole = self.number_of(whole, quantity)?;
                Plan::Number(kind, Number::prorata(base, present, whole))
            }
            E::Chosen { input, proposed, lowest, highest, outside } => {
                let bounds = [lowest.as_deref(), highest.as_deref()];
                self.chosen(input, proposed, bounds, *outside)?
            }
            E::PriorityClass { classes, .. } => self.classes(classes)?,
            E::Aggregate { function, of, among, otherwise } => {
                self.aggregate(*function, of, among.as_ref(), otherwise.as_deref())?
            }
            E::Ratio { of, by, otherwise } => {
                let (of_kind, of) = self.number(of, NUMBERS)?;
                let (by_kind, by) = self.number(by, NUMBERS)?;
                let Some(kind) = ratio_type(of_kind, by_kind) else {
                    return Err(self.ill_typed(&[of_kind, ValueType::Count], by_kind));
                };
                let otherwise = self.number_of(otherwise, kind)?;
                Plan::Number(kind, Number::quotient(of, by, otherwise))
            }
            _ => unreachable!("`mechanism` handles the other ones"),
        })
    }

    fn grid(
        &mut self,
        on: &Expression,
        steps: &[GridStep],
        otherwise: &Expression,
    ) -> Compiled<Plan> {
        let selector = match self.plan(on)? {
            Plan::Number(kind, on) => {
                let mut limits = Vec::with_capacity(steps.len());
                for step in steps {
                    limits.push((self.number_of(&step.limit, kind)?, step.included));
                }
                Selector::NumberLimits(on, limits)
            }
            Plan::Date(on) => {
                let mut limits = Vec::with_capacity(steps.len());
                for step in steps {
                    limits.push((self.date(&step.limit)?, step.included));
                }
                Selector::DateLimits(on, limits)
            }
            other => return Err(self.ill_typed(NUMBERS, other.kind())),
        };
        self.pick(selector, steps.iter().map(|step| &step.value).chain([otherwise]))
    }

    fn chosen(
        &mut self,
        input: &str,
        proposed: &Expression,
        bounds: [Option<&Expression>; 2],
        outside: Outside,
    ) -> Compiled<Plan> {
        let (kind, proposed) = self.number(proposed, NUMBERS)?;
        let place = self.optional_input(input)?;
        let known = &self.names.places[place];
        if known.kind != kind {
            return Err(self.ill_typed(&[kind], known.kind));
        }
        let chosen = Number::place(place, kind, known.bounds);
        let mut bound = |bound: Option<&Expression>| match bound {
            Some(bound) => self.number_of(bound, kind).map(Some),
            None => Ok(None),
        };
        let (lowest, highest) = (bound(bounds[0])?, bound(bounds[1])?);
        let choice = Choice { chosen, proposed, lowest, highest };
        Ok(Plan::Number(kind, Number::chosen(place, choice, outside == Outside::Refused)))
    }

    fn classes(&mut self, classes: &[PriorityClass]) -> Compiled<Plan> {
        let mut tests = Vec::with_capacity(classes.len());
        for class in classes {
            tests.push(self.yes_no(&class.when)?);
        }
        let last = i64::try_from(classes.len()).unwrap_or(i64::MAX - 1) + 1;
        let numbers = (1..=last).map(|class| Number::constant(Exact::whole(class)));
        let number = Number::pick(Selector::First(tests), numbers.collect());
        Ok(Plan::Number(ValueType::Count, number))
    }

    fn all_yes_no(&mut self, terms: &[Expression]) -> Compiled<Vec<YesNo>> {
        terms.iter().map(|term| self.yes_no(term)).collect()
    }

    fn keys(&mut self, on: Plan, keys: &[&Value]) -> Compiled<Selector> {
        Ok(match on {
            Plan::Category(on) => {
                let number = |key: &&Value| match key {
                    Value::Category(name) => self.names.category(name),
                    _ => u32::MAX,
                };
                Selector::CategoryKeys(on, keys.iter().map(number).collect())
            }
            Plan::YesNo(on) => {
                let yes = keys.iter().filter_map(|key| match key {
                    Value::YesNo(yes) => Some(*yes),
                    _ => None,
                });
                let yes: Vec<bool> = yes.collect();
                if yes.len() != keys.len() {
                    return Err(self.error(EvaluationProblem::IllTyped {
                        expected: vec![ValueType::YesNo],
                        found: keys[0].kind(),
                    }));
                }
                Selector::YesNoKeys(on, yes)
            }
            Plan::Number(kind, on) => {
                let mut numbers = Vec::with_capacity(keys.len());
                for key in keys {
                    let exact = key.exact().filter(|_| key.kind() == kind);
                    let exact = exact.ok_or_else(|| self.ill_typed(&[kind], key.kind()))?;
                    numbers.push(Number::constant(exact));
                }
                Selector::NumberKeys(on, numbers)
            }
            Plan::Date(_) => return Err(self.ill_typed(QUANTITIES, ValueType::Date)),
        })
    }

    /// Branches of one type.
    fn pick<'e>(
        &mut self,
        selector: Selector,
        branches: impl Iterator<Item = &'e Expression>,
    ) -> Compiled<Plan> {
        let mut plans = Vec::new();
        for branch in branches {
            plans.push(self.plan(branch)?);
        }
        let kind = plans[0].kind();
        if let Some(other) = plans.iter().find(|plan| plan.kind() != kind) {
            return Err(self.ill_typed(&[kind], other.kind()));
        }
        if let Some(taken) = constant_selector(&selector) {
            return Ok(plans.swap_remove(taken));
        }
        let selector = Box::new(selector);
        let (mut numbers, mut answers, mut categories, mut dates) =
            (vec![], vec![], vec![], vec![]);
        for plan in plans {
            match plan {
                Plan::Number(_, number) => numbers.push(number),
                Plan::YesNo(yes) => answers.push(yes),
                Plan::Category(category) => categories.push(category),
                Plan::Date(date) => dates.push(date),
            }
        }
        Ok(match kind {
            ValueType::YesNo => Plan::YesNo(YesNo::Pick(selector, answers)),
            ValueType::Category => Plan::Category(Plain::Pick(selector, categories)),
            ValueType::Date => Plan::Date(Plain::Pick(selector, dates)),
            kind => Plan::Number(kind, Number::pick(*selector, numbers)),
        })
    }

    fn compare(
        &mut self,
        left: &Expression,
        comparison: Comparison,
        right: &Expression,
    ) -> Compiled<YesNo> {
        let (left, right) = (self.plan(left)?, self.plan(right)?);
        let (left_kind, right_kind) = (left.kind(), right.kind());
        let equal = match comparison {
            Comparison::Equal => Some(true),
            Comparison::Different => Some(false),
            _ => None,
        };
        Ok(match (left, right, equal) {
            (Plan::Number(a, left), Plan::Number(b, right), _) if a == b => {
                YesNo::Numbers(Box::new([left, right]), comparison)
            }
            (Plan::Date(left), Plan::Date(right), _) => {
                YesNo::Dates(Box::new([left, right]), comparison)
            }
            (Plan::YesNo(left), Plan::YesNo(right), Some(equal)) => {
                YesNo::Same(Box::new([left, right]), equal)
            }
            (Plan::Category(left), Plan::Category(right), Some(equal)) => {
                YesNo::Categories(Box::new([left, right]), equal)
            }
            _ => return Err(self.ill_typed(&[left_kind], right_kind)),
        })
    }

    fn requirement(&mut self, requirement: &Requirement) -> Compiled<YesNo> {
        Ok(match requirement {
            Requirement::Seniority { months, at_least } => {
                let months = self.number_of(months, ValueType::Months)?;
                let at_least = self.number_of(at_least, ValueType::Months)?;
                YesNo::Numbers(Box::new([months, at_least]), Comparison::AtLeast)
            }
            Requirement::Status { on, among } => match self.plan(on)? {
                Plan::Category(on) => {
                    let among = among.iter().map(|name| self.names.category(name)).collect();
                    YesNo::Among(on, among)
                }
                other => return Err(self.ill_typed(&[ValueType::Category], other.kind())),
            },
            Requirement::Other { met, .. } => self.yes_no(met)?,
        })
    }

    fn aggregate(
        &mut self,
        function: AggregateFunction,
        of: &Column,
        among: Option<&Column>,
        otherwise: Option<&Expression>,
    ) -> Compiled<Plan> {
        let among = match among {
            Some(column) => {
                let place = self.column(column)?;
                let kind = self.names.places[place].kind;
                if kind != ValueType::YesNo {
                    return Err(self.ill_typed(&[ValueType::YesNo], kind));
                }
                Some(place)
            }
            None => None,
        };
        let counted = function == AggregateFunction::Count;
        // The column of a count is not read.
        let place = if counted { among.unwrap_or(0) } else { self.column(of)? };
        let kind = if counted { ValueType::Count } else { self.names.places[place].kind };
        if !kind.is_number() {
            return Err(self.ill_typed(&[ValueType::Euros], kind));
        }
        let otherwise = match otherwise {
            Some(otherwise) if !counted => Some(self.number_of(otherwise, kind)?),
            _ => None,
        };
        match ((self.figures)(function, place, among), otherwise) {
            (Some(figure), _) => Ok(Plan::Number(kind, Number::constant(figure))),
            (None, Some(otherwise)) => Ok(Plan::Number(kind, otherwise)),
            (None, None) => Err(self.error(EvaluationProblem::EmptyList)),
        }
    }
}

fn constant_selector(selector: &Selector) -> Option<usize> {
    if !selector.is_same_for_all() {
        return None;
    }
    let mut run = Run::new(&[], 0..1);
    let taken = run.selector(selector)[0];
    (!run.doubts[0]).then_some(taken)
}

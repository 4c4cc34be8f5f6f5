//! What each mechanism means.

use super::{Evaluator, Frame, origin};
use crate::evaluation_error::{EvaluationError, EvaluationProblem};
use crate::exact::Exact;
use crate::trace::{Step, Term, Trace};
use crate::tree::{
    Bracket, Comparison, Expression, GridStep, PriorityClass, Requirement, TableRow,
};
use crate::value::ValueType;

type Answer = Result<Term, EvaluationError>;
type Number = (ValueType, Exact);

impl<'a> Evaluator<'a> {
    /// The exact value of a formula for one row; its step is pushed on `steps` when tracing.
    pub(super) fn expression(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        steps: &mut Vec<Trace>,
    ) -> Answer {
        let mut inner = Vec::new();
        let (value, step) = self.step(frame, row, expression, &mut inner)?;
        if self.traced {
            steps.push(Trace { step, value: value.clone(), children: inner });
        }
        Ok(value)
    }

    fn step(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        use Expression as E;
        let done = match expression {
            E::Constant(value) => (Term::of(value), Step::Constant),
            E::Input(name) => self.input(frame, row, name)?,
            E::Line(name) => self.line_value(frame, row, name)?,
            E::Rule(name) => self.rule_value(frame, row, name)?,
            E::EvaluationDay => (Term::Date(self.on), Step::EvaluationDay),
            E::DaysOfMonth => {
                let days = Exact::whole(i64::from(self.on.month().days()));
                (Term::Number(ValueType::Days, days), Step::DaysOfMonth)
            }
            E::MonthsBetween { from, to } => {
                let from = self.date(frame, row, from, inner)?;
                let to = self.date(frame, row, to, inner)?;
                let months = Exact::whole(i64::from(to.whole_months_since(from).max(0)));
                (Term::Number(ValueType::Months, months), Step::MonthsBetween)
            }
            E::Sum(terms) => {
                let (kind, numbers) = self.numbers(frame, row, terms, inner)?;
                let sum = numbers.iter().fold(Exact::ZERO, |sum, number| sum.plus(number));
                (Term::Number(kind, sum), Step::Sum)
            }
            E::Difference { from, subtract } => {
                (self.difference(frame, row, from, subtract, inner)?, Step::Difference)
            }
            E::DifferenceFloored { from, subtract } => {
                let term = match self.difference(frame, row, from, subtract, inner)? {
                    Term::Number(kind, number) => Term::Number(kind, number.floored()),
                    other => other,
                };
                (term, Step::DifferenceFloored)
            }
            E::ByRate { base, rate } => {
                let (kind, base) = self.number(frame, row, base, NUMBERS, inner)?;
                let (_, rate) = self.number(frame, row, rate, &[ValueType::Rate], inner)?;
                (Term::Number(kind, base.times(&rate)), Step::ByRate)
            }
            E::ByCount { base, count } => {
                let (kind, base) = self.number(frame, row, base, NUMBERS, inner)?;
                let needed = if kind.is_quantity() { &[ValueType::Count] } else { QUANTITIES };
                let (_, count) = self.number(frame, row, count, needed, inner)?;
                (Term::Number(kind, base.times(&count)), Step::ByCount)
            }
            E::MarginalScale { base, brackets } => self.scale(frame, row, base, brackets, inner)?,
            E::Grid { on, steps, otherwise } => {
                self.grid(frame, row, on, steps, otherwise, inner)?
            }
            E::Table { on, rows, otherwise } => {
                self.table(frame, row, on, rows, otherwise, inner)?
            }
            E::Minimum(terms) => {
                let (kind, numbers) = self.numbers(frame, row, terms, inner)?;
                let least = numbers.into_iter().min().unwrap_or(Exact::ZERO);
                (Term::Number(kind, least), Step::Minimum)
            }
            E::Maximum(terms) => {
                let (kind, numbers) = self.numbers(frame, row, terms, inner)?;
                let greatest = numbers.into_iter().max().unwrap_or(Exact::ZERO);
                (Term::Number(kind, greatest), Step::Maximum)
            }
            E::Step { base, step, direction } => {
                let (kind, base) = self.number(frame, row, base, &[ValueType::Euros], inner)?;
                let multiple = base
                    .rounded(step.cents(), *direction)
                    .ok_or_else(|| frame.error(Some(row), EvaluationProblem::OutOfBounds))?;
                let step = Step::Stepped { step: *step, direction: *direction };
                (Term::Number(kind, Exact::whole(multiple)), step)
            }
            other => return self.choice_step(frame, row, other, inner),
        };
        Ok(done)
    }

    /// The mechanisms that decide, cap, choose or look at all participants.
    fn choice_step(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        use Expression as E;
        let done = match expression {
            E::Condition { when, then, otherwise } => {
                let met = self.yes_no(frame, row, when, inner)?;
                let branch = if met { then } else { otherwise };
                (self.expression(frame, row, branch, inner)?, Step::Condition { met })
            }
            E::Compare { left, comparison, right } => {
                let left = self.expression(frame, row, left, inner)?;
                let right = self.expression(frame, row, right, inner)?;
                let yes = self.compare(frame, row, &left, *comparison, &right)?;
                (Term::YesNo(yes), Step::Compare(*comparison))
            }
            E::All(terms) => {
                let mut all = true;
                for term in terms {
                    all &= self.yes_no(frame, row, term, inner)?;
                }
                (Term::YesNo(all), Step::All)
            }
            E::Any(terms) => {
                let mut any = false;
                for term in terms {
                    any |= self.yes_no(frame, row, term, inner)?;
                }
                (Term::YesNo(any), Step::Any)
            }
            E::Not(inside) => (Term::YesNo(!self.yes_no(frame, row, inside, inner)?), Step::Not),
            E::Eligible(requirements) => {
                let mut all = true;
                for requirement in requirements {
                    all &= self.requirement(frame, row, requirement, inner)?;
                }
                (Term::YesNo(all), Step::Eligible)
            }
            E::Capped { base, cap, already, period } => {
                let (kind, base) = self.number(frame, row, base, NUMBERS, inner)?;
                let (_, cap) = self.number(frame, row, cap, &[kind], inner)?;
                let (_, already) = self.number(frame, row, already, &[kind], inner)?;
                let left = cap.minus(&already).floored();
                (Term::Number(kind, base.min(left)), Step::Capped { period: *period })
            }
            E::Waiting { quantity, threshold, from_the_first } => {
                let (kind, quantity) = self.number(frame, row, quantity, QUANTITIES, inner)?;
                let (_, threshold) = self.number(frame, row, threshold, &[kind], inner)?;
                let counted = match quantity > threshold {
                    true if *from_the_first => quantity,
                    true => quantity.minus(&threshold),
                    false => Exact::ZERO,
                };
                (Term::Number(kind, counted), Step::Waiting { from_the_first: *from_the_first })
            }
            E::Prorata { base, present, whole } => {
                (self.prorata(frame, row, base, present, whole, inner)?, Step::Prorata)
            }
            E::Chosen { input, proposed, lowest, highest, outside } => {
                let proposed = self.expression(frame, row, proposed, inner)?;
                let mut bounds = [None, None];
                for (place, bound) in [lowest, highest].into_iter().enumerate() {
                    if let Some(bound) = bound {
                        let kind = proposed.kind();
                        let (_, number) = self.number(frame, row, bound, &[kind], inner)?;
                        bounds[place] = Some(number);
                    }
                }
                self.chosen(frame, row, input, proposed, bounds, *outside)?
            }
            E::PriorityClass { classes, otherwise } => {
                let (class, title) = self.priority(frame, row, classes, inner)?;
                let title = title.unwrap_or_else(|| otherwise.clone());
                let class = Exact::whole(class);
                (Term::Number(ValueType::Count, class), Step::PriorityClass { title })
            }
            E::Aggregate { .. } => self.aggregate(frame, row, expression, inner)?,
            E::Ratio { of, by, otherwise } => {
                let (of_kind, of) = self.number(frame, row, of, NUMBERS, inner)?;
                let (by_kind, by) = self.number(frame, row, by, NUMBERS, inner)?;
                let kind = ratio_type(of_kind, by_kind).ok_or_else(|| {
                    let expected = vec![of_kind, ValueType::Count];
                    frame.error(Some(row), EvaluationProblem::IllTyped { expected, found: by_kind })
                })?;
                match of.divided_by(&by) {
                    Some(quotient) => (Term::Number(kind, quotient), Step::Ratio { divided: true }),
                    None => {
                        let (_, number) = self.number(frame, row, otherwise, &[kind], inner)?;
                        (Term::Number(kind, number), Step::Ratio { divided: false })
                    }
                }
            }
            _ => unreachable!("`step` handles the other mechanisms"),
        };
        Ok(done)
    }

    fn line_value(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        name: &str,
    ) -> Result<(Term, Step), EvaluationError> {
        let found = frame
            .version
            .line(name)
            .and_then(|(place, line)| frame.cells.get(place).map(|column| (line, &column[row])));
        let Some((line, cell)) = found else {
            let name = name.to_owned();
            return Err(frame.error(Some(row), EvaluationProblem::UnknownName { name }));
        };
        let value = &cell.as_ref().map_err(Clone::clone)?.value;
        Ok((Term::of(value), Step::Line { name: name.to_owned(), title: line.title.clone() }))
    }

    fn rule_value(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        name: &str,
    ) -> Result<(Term, Step), EvaluationError> {
        let computed = self.result_of(name, &frame.rule.name)?;
        let Some((place, _)) = computed.version.line(&computed.version.result) else {
            let name = computed.version.result.clone();
            return Err(frame.error(Some(row), EvaluationProblem::UnknownName { name }));
        };
        let cell = computed.cells[place][row].as_ref().map_err(Clone::clone)?;
        let step = Step::Rule {
            origin: Box::new(origin(computed.rule, computed.version)),
            parameter: computed.rule.is_parameter(),
        };
        Ok((Term::of(&cell.value), step))
    }

    /// A number of one of these types.
    pub(super) fn number(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        expected: &[ValueType],
        steps: &mut Vec<Trace>,
    ) -> Result<Number, EvaluationError> {
        match self.expression(frame, row, expression, steps)? {
            Term::Number(kind, number) if expected.contains(&kind) => Ok((kind, number)),
            other => Err(ill_typed(frame, row, expected, &other)),
        }
    }

    fn yes_no(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        steps: &mut Vec<Trace>,
    ) -> Result<bool, EvaluationError> {
        match self.expression(frame, row, expression, steps)? {
            Term::YesNo(yes) => Ok(yes),
            other => Err(ill_typed(frame, row, &[ValueType::YesNo], &other)),
        }
    }

    fn date(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        expression: &'a Expression,
        steps: &mut Vec<Trace>,
    ) -> Result<caisse_units::Day, EvaluationError> {
        match self.expression(frame, row, expression, steps)? {
            Term::Date(day) => Ok(day),
            other => Err(ill_typed(frame, row, &[ValueType::Date], &other)),
        }
    }

    /// Numbers of one type; at least one.
    fn numbers(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        terms: &'a [Expression],
        steps: &mut Vec<Trace>,
    ) -> Result<(ValueType, Vec<Exact>), EvaluationError> {
        let Some((first, others)) = terms.split_first() else {
            return Err(frame.error(Some(row), EvaluationProblem::EmptyList));
        };
        let (kind, first) = self.number(frame, row, first, NUMBERS, steps)?;
        let mut numbers = vec![first];
        for other in others {
            numbers.push(self.number(frame, row, other, &[kind], steps)?.1);
        }
        Ok((kind, numbers))
    }

    fn difference(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        from: &'a Expression,
        subtract: &'a Expression,
        steps: &mut Vec<Trace>,
    ) -> Answer {
        match self.expression(frame, row, from, steps)? {
            Term::Date(from) => {
                let subtract = self.date(frame, row, subtract, steps)?;
                let days = Exact::whole(i64::from(from.days_since(subtract)));
                Ok(Term::Number(ValueType::Days, days))
            }
            Term::Number(kind, from) => {
                let (_, subtract) = self.number(frame, row, subtract, &[kind], steps)?;
                Ok(Term::Number(kind, from.minus(&subtract)))
            }
            other => Err(ill_typed(frame, row, NUMBERS, &other)),
        }
    }

    fn scale(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        base: &'a Expression,
        brackets: &'a [Bracket],
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        let (kind, base) = self.number(frame, row, base, &[ValueType::Euros], inner)?;
        let base = base.floored();
        let (mut total, mut from) = (Exact::ZERO, Exact::ZERO);
        for (place, bracket) in brackets.iter().enumerate() {
            let mut unseen = Vec::new();
            let limit = match &bracket.up_to {
                Some(limit) => {
                    Some(self.number(frame, row, limit, &[ValueType::Euros], &mut unseen)?.1)
                }
                None => None,
            };
            let (_, rate) =
                self.number(frame, row, &bracket.rate, &[ValueType::Rate], &mut unseen)?;
            let top = limit.clone().map_or_else(|| base.clone(), |limit| limit.min(base.clone()));
            let within = top.minus(&from).floored();
            let amount = within.times(&rate);
            total = total.plus(&amount);
            if self.traced && (base > from || place == 0) {
                let (number, up_to) = (place + 1, limit.clone());
                let from = from.clone();
                let step = Step::Bracket { number, from, up_to, within, rate };
                let value = Term::Number(kind, amount);
                inner.push(Trace { step, value, children: unseen });
            }
            if let Some(limit) = limit {
                from = limit.max(from);
            }
        }
        Ok((Term::Number(kind, total), Step::MarginalScale))
    }

    fn grid(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        on: &'a Expression,
        steps: &'a [GridStep],
        otherwise: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        let on = self.expression(frame, row, on, inner)?;
        for (place, step) in steps.iter().enumerate() {
            let limit = self.expression(frame, row, &step.limit, &mut Vec::new())?;
            let comparison = if step.included { Comparison::AtMost } else { Comparison::Less };
            if self.compare(frame, row, &on, comparison, &limit)? {
                let value = self.expression(frame, row, &step.value, inner)?;
                return Ok((value, Step::Grid { reached: Some(place + 1) }));
            }
        }
        let value = self.expression(frame, row, otherwise, inner)?;
        Ok((value, Step::Grid { reached: None }))
    }

    fn table(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        on: &'a Expression,
        rows: &'a [TableRow],
        otherwise: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Result<(Term, Step), EvaluationError> {
        let on = self.expression(frame, row, on, inner)?;
        let found = rows.iter().find(|candidate| Term::of(&candidate.key) == on);
        let branch = found.map_or(otherwise, |candidate| &candidate.value);
        let value = self.expression(frame, row, branch, inner)?;
        Ok((value, Step::Table { found: found.is_some() }))
    }

    fn compare(
        &self,
        frame: &Frame<'_, 'a>,
        row: usize,
        left: &Term,
        comparison: Comparison,
        right: &Term,
    ) -> Result<bool, EvaluationError> {
        let order = match (left, right) {
            (Term::Number(a, left), Term::Number(b, right)) if a == b => left.cmp(right),
            (Term::Date(left), Term::Date(right)) => left.cmp(right),
            (Term::YesNo(_), Term::YesNo(_)) | (Term::Category(_), Term::Category(_)) => {
                let equal = left == right;
                return match comparison {
                    Comparison::Equal => Ok(equal),
                    Comparison::Different => Ok(!equal),
                    _ => Err(ill_typed(frame, row, NUMBERS, left)),
                };
            }
            _ => return Err(ill_typed(frame, row, &[left.kind()], right)),
        };
        Ok(match comparison {
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Equal => order.is_eq(),
            Comparison::Different => order.is_ne(),
            Comparison::AtLeast => order.is_ge(),
            Comparison::More => order.is_gt(),
        })
    }

    fn requirement(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        requirement: &'a Requirement,
        steps: &mut Vec<Trace>,
    ) -> Result<bool, EvaluationError> {
        let mut children = Vec::new();
        let (met, step) = match requirement {
            Requirement::Seniority { months, at_least } => {
                let kind = [ValueType::Months];
                let (_, months) = self.number(frame, row, months, &kind, &mut children)?;
                let (_, at_least) = self.number(frame, row, at_least, &kind, &mut children)?;
                (months >= at_least, Step::Seniority)
            }
            Requirement::Status { on, among } => {
                match self.expression(frame, row, on, &mut children)? {
                    Term::Category(status) => {
                        (among.contains(&status), Step::Status { among: among.clone() })
                    }
                    other => return Err(ill_typed(frame, row, &[ValueType::Category], &other)),
                }
            }
            Requirement::Other { title, met } => {
                let met = self.yes_no(frame, row, met, &mut children)?;
                (met, Step::Requirement { title: title.clone() })
            }
        };
        if self.traced {
            steps.push(Trace { step, value: Term::YesNo(met), children });
        }
        Ok(met)
    }

    fn prorata(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        base: &'a Expression,
        present: &'a Expression,
        whole: &'a Expression,
        inner: &mut Vec<Trace>,
    ) -> Answer {
        let (kind, base) = self.number(frame, row, base, NUMBERS, inner)?;
        let (quantity, present) = self.number(frame, row, present, QUANTITIES, inner)?;
        let (_, whole) = self.number(frame, row, whole, &[quantity], inner)?;
        if whole.is_negative() || whole.is_zero() {
            return Err(frame.error(Some(row), EvaluationProblem::WholeNotPositive));
        }
        let present = present.floored().min(whole.clone());
        let share = present.divided_by(&whole).unwrap_or(Exact::ZERO);
        Ok(Term::Number(kind, base.times(&share)))
    }

    fn priority(
        &mut self,
        frame: &Frame<'_, 'a>,
        row: usize,
        classes: &'a [PriorityClass],
        inner: &mut Vec<Trace>,
    ) -> Result<(i64, Option<crate::tree::Title>), EvaluationError> {
        let mut number = 1;
        for class in classes {
            if self.yes_no(frame, row, &class.when, inner)? {
                return Ok((number, Some(class.title.clone())));
            }
            number += 1;
        }
        Ok((number, None))
    }
}

/// Every numeric type.
const NUMBERS: &[ValueType] = &[
    ValueType::Euros,
    ValueType::Rate,
    ValueType::Months,
    ValueType::Days,
    ValueType::Hours,
    ValueType::Count,
];

/// The types that count something.
const QUANTITIES: &[ValueType] =
    &[ValueType::Months, ValueType::Days, ValueType::Hours, ValueType::Count];

/// The type of a quotient: a rate for two of one type, else the dividend's when the divisor is a
/// quantity; `None` when the division has no meaning.
pub(crate) fn ratio_type(of: ValueType, by: ValueType) -> Option<ValueType> {
    match (of, by) {
        _ if of == by && of.is_number() => Some(ValueType::Rate),
        (ValueType::Euros, _) if by.is_quantity() => Some(ValueType::Euros),
        (_, ValueType::Count) if of.is_quantity() => Some(of),
        _ => None,
    }
}

pub(super) fn ill_typed(
    frame: &Frame<'_, '_>,
    row: usize,
    expected: &[ValueType],
    found: &Term,
) -> EvaluationError {
    let (expected, found) = (expected.to_vec(), found.kind());
    frame.error(Some(row), EvaluationProblem::IllTyped { expected, found })
}

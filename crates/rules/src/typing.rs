//! The type of each formula, and everything in it that does not fit.
//!
//! The same walk serves the reader, which only wants the type, and the checker, which wants every
//! error with its place. A place is the path of child numbers from the line's formula down (in the
//! order of [`Expression::children`]).
//!
//! Absent on purpose: files, bounds, dates.

use crate::evaluate::ratio_type;
use crate::nearest::nearest;
use crate::rule_error::RuleProblem;
use crate::tree::{
    Column, Comparison, Expression, Input, Line, Period, Requirement, Residue, Sharing,
    SharingMethod,
};
use crate::value::{Value, ValueType};

/// A type, with the period of an amount when it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub kind: ValueType,
    pub per: Option<Period>,
}

impl Typed {
    pub(crate) fn of(kind: ValueType) -> Typed {
        Typed { kind, per: None }
    }
}

/// What a formula may name.
pub(crate) struct Scope<'a> {
    pub inputs: &'a [Input],
    /// The lines above, with their types.
    pub lines: Vec<(&'a str, Typed)>,
    /// The names and types of all rules.
    pub rules: &'a dyn Fn(&str) -> Option<Typed>,
    /// The names of all rules, for suggestions.
    pub rule_names: &'a [String],
}

/// A problem and the path to it.
pub(crate) type Found = (Vec<usize>, RuleProblem);

/// Types one line: its type, and every problem with its path. The floor's paths begin with
/// [`FLOOR`], the ceiling's with [`CEILING`].
pub(crate) fn type_of_line(line: &Line, scope: &Scope<'_>) -> (Option<Typed>, Vec<Found>) {
    use crate::tree::Content;
    let mut typing = Typing { scope, path: Vec::new(), found: Vec::new() };
    let typed = match &line.content {
        Content::Formula(formula) => typing.expression(formula),
        Content::Sharing(sharing) => typing.sharing(sharing),
    };
    for (place, bound) in [(FLOOR, &line.floor), (CEILING, &line.ceiling)] {
        if let Some(bound) = bound {
            typing.path = vec![place];
            let bound = typing.expression(bound);
            if let Some(typed) = typed {
                if typed.kind.is_number() {
                    typing.same(typed, bound);
                } else {
                    typing.report(RuleProblem::ill_typed(NUMBERS, typed.kind));
                }
            }
        }
    }
    (typed, typing.found)
}

/// Types one formula, without its problems.
pub(crate) fn type_of(expression: &Expression, scope: &Scope<'_>) -> Option<Typed> {
    Typing { scope, path: Vec::new(), found: Vec::new() }.expression(expression)
}

/// The first step of the path to a line's floor.
pub(crate) const FLOOR: usize = 1_000_000;
/// The first step of the path to a line's ceiling.
pub(crate) const CEILING: usize = 1_000_001;

/// What may weigh a participant who bears a part of a difference: a yes counts 1.
const CARRIERS: &[ValueType] =
    &[ValueType::YesNo, ValueType::Count, ValueType::Euros, ValueType::Rate];

const NUMBERS: &[ValueType] = &[
    ValueType::Euros,
    ValueType::Rate,
    ValueType::Months,
    ValueType::Days,
    ValueType::Hours,
    ValueType::Count,
];
const QUANTITIES: &[ValueType] =
    &[ValueType::Months, ValueType::Days, ValueType::Hours, ValueType::Count];

struct Typing<'s, 'a> {
    scope: &'s Scope<'a>,
    path: Vec<usize>,
    found: Vec<Found>,
}

impl Typing<'_, '_> {
    fn report(&mut self, problem: RuleProblem) {
        self.found.push((self.path.clone(), problem));
    }

    /// Types the child of that number.
    fn child(&mut self, number: usize, expression: &Expression) -> Option<Typed> {
        self.path.push(number);
        let typed = self.expression(expression);
        self.path.pop();
        typed
    }

    /// Types a child, which must be of one of these types.
    fn child_of(
        &mut self,
        number: usize,
        expression: &Expression,
        expected: &[ValueType],
    ) -> Option<Typed> {
        let typed = self.child(number, expression)?;
        if expected.contains(&typed.kind) {
            return Some(typed);
        }
        self.path.push(number);
        self.report(RuleProblem::ill_typed(expected, typed.kind));
        self.path.pop();
        None
    }

    /// Reports when two types or two periods differ; gives the period that is known.
    fn same(&mut self, left: Typed, right: Option<Typed>) -> Typed {
        let Some(right) = right else { return left };
        if left.kind != right.kind {
            self.report(RuleProblem::ill_typed(&[left.kind], right.kind));
        } else if let (Some(one), Some(other)) = (left.per, right.per)
            && one != other
        {
            self.report(RuleProblem::MixedPeriods { one, other });
        }
        Typed { per: left.per.or(right.per), ..left }
    }

    /// A child of the same type and period as `first`.
    fn child_like(&mut self, number: usize, expression: &Expression, first: Typed) -> Typed {
        let typed = self.child(number, expression);
        self.path.push(number);
        let same = self.same(first, typed);
        self.path.pop();
        same
    }

    /// Children of one type, numbered from `from`.
    fn alike(&mut self, from: usize, terms: &[Expression], kinds: &[ValueType]) -> Option<Typed> {
        if terms.is_empty() {
            self.report(RuleProblem::EmptyList);
        }
        let mut first: Option<Typed> = None;
        for (place, term) in terms.iter().enumerate() {
            first = match first {
                None => self.child_of(from + place, term, kinds),
                Some(first) => Some(self.child_like(from + place, term, first)),
            };
        }
        first
    }

    fn expression(&mut self, expression: &Expression) -> Option<Typed> {
        use Expression as E;
        match expression {
            E::Constant(value) => Some(Typed::of(value.kind())),
            E::Input(name) => self.input(name),
            E::Line(name) => self.line(name),
            E::Rule(name) => self.rule(name),
            E::EvaluationDay => Some(Typed::of(ValueType::Date)),
            E::DaysOfMonth => Some(Typed::of(ValueType::Days)),
            E::MonthsBetween { from, to } => {
                self.child_of(0, from, &[ValueType::Date]);
                self.child_of(1, to, &[ValueType::Date]);
                Some(Typed::of(ValueType::Months))
            }
            E::Sum(terms) | E::Minimum(terms) | E::Maximum(terms) => self.alike(0, terms, NUMBERS),
            E::Difference { from, subtract } => {
                let kinds: Vec<_> = NUMBERS.iter().copied().chain([ValueType::Date]).collect();
                let from = self.child_of(0, from, &kinds)?;
                let same = self.child_like(1, subtract, from);
                let dates = from.kind == ValueType::Date;
                Some(if dates { Typed::of(ValueType::Days) } else { same })
            }
            E::DifferenceFloored { from, subtract } => {
                let from = self.child_of(0, from, NUMBERS)?;
                Some(self.child_like(1, subtract, from))
            }
            E::ByRate { base, rate } => {
                let base = self.child_of(0, base, NUMBERS);
                self.child_of(1, rate, &[ValueType::Rate]);
                base
            }
            E::ByCount { base, count } => self.by_count(base, count),
            E::MarginalScale { base, brackets } => {
                let base = self.child_of(0, base, &[ValueType::Euros]);
                if brackets.is_empty() {
                    self.report(RuleProblem::EmptyList);
                }
                let mut child = 1;
                for bracket in brackets {
                    if let Some(limit) = &bracket.up_to {
                        let like = base.unwrap_or(Typed::of(ValueType::Euros));
                        self.child_like(child, limit, like);
                        child += 1;
                    }
                    self.child_of(child, &bracket.rate, &[ValueType::Rate]);
                    child += 1;
                }
                base.or(Some(Typed::of(ValueType::Euros)))
            }
            E::Step { base, step, .. } => {
                if !step.is_positive() {
                    self.report(RuleProblem::StepNotPositive);
                }
                self.child_of(0, base, &[ValueType::Euros])
            }
            other => self.decision(other),
        }
    }

    /// The mechanisms that decide, cap, choose or look at all participants.
    fn decision(&mut self, expression: &Expression) -> Option<Typed> {
        use Expression as E;
        let yes_no = Some(Typed::of(ValueType::YesNo));
        match expression {
            E::Grid { on, steps, otherwise } => self.grid(on, steps, otherwise),
            E::Table { on, rows, otherwise } => self.table(on, rows, otherwise),
            E::Condition { when, then, otherwise } => {
                self.child_of(0, when, &[ValueType::YesNo]);
                match self.child(1, then) {
                    Some(then) => Some(self.child_like(2, otherwise, then)),
                    None => self.child(2, otherwise),
                }
            }
            E::Compare { left, comparison, right } => {
                self.compare(left, *comparison, right);
                yes_no
            }
            E::All(terms) | E::Any(terms) => {
                self.alike(0, terms, &[ValueType::YesNo]);
                yes_no
            }
            E::Not(inside) => {
                self.child_of(0, inside, &[ValueType::YesNo]);
                yes_no
            }
            E::Eligible(requirements) => {
                self.requirements(requirements);
                yes_no
            }
            E::Capped { base, cap, already, .. } => {
                let base = self.child_of(0, base, NUMBERS)?;
                // The part is monthly where the cap is yearly: only the type is common.
                let cap = self.child_like(1, cap, Typed::of(base.kind));
                self.child_like(2, already, cap);
                Some(base)
            }
            E::Waiting { quantity, threshold, .. } => {
                let quantity = self.child_of(0, quantity, QUANTITIES)?;
                Some(self.child_like(1, threshold, quantity))
            }
            E::Prorata { base, present, whole } => {
                let base = self.child_of(0, base, NUMBERS);
                if let Some(present) = self.child_of(1, present, QUANTITIES) {
                    self.child_like(2, whole, present);
                }
                base
            }
            E::Chosen { input, proposed, lowest, highest, .. } => {
                self.chosen(input, proposed, lowest.as_deref(), highest.as_deref())
            }
            E::PriorityClass { classes, .. } => {
                if classes.is_empty() {
                    self.report(RuleProblem::EmptyList);
                }
                for (place, class) in classes.iter().enumerate() {
                    self.child_of(place, &class.when, &[ValueType::YesNo]);
                }
                Some(Typed::of(ValueType::Count))
            }
            E::Aggregate { function, of, among, otherwise } => {
                self.aggregate(*function, of, among.as_ref(), otherwise.as_deref())
            }
            E::Ratio { of, by, otherwise } => self.ratio(of, by, otherwise),
            _ => unreachable!("`expression` types the other mechanisms"),
        }
    }

    fn input(&mut self, name: &str) -> Option<Typed> {
        let Some(input) = self.scope.inputs.iter().find(|input| input.name == name) else {
            self.unknown(name);
            return None;
        };
        if input.optional && input.default.is_none() {
            self.report(RuleProblem::OptionalOutsideChoice { name: name.to_owned() });
        }
        Some(Typed { kind: input.kind, per: input.per })
    }

    fn line(&mut self, name: &str) -> Option<Typed> {
        let typed =
            self.scope.lines.iter().find(|(line, _)| *line == name).map(|(_, typed)| *typed);
        if typed.is_none() {
            self.unknown(name);
        }
        typed
    }

    fn rule(&mut self, name: &str) -> Option<Typed> {
        let typed = (self.scope.rules)(name);
        if typed.is_none() && !self.scope.rule_names.iter().any(|rule| rule == name) {
            self.unknown(name);
        }
        typed
    }

    fn unknown(&mut self, name: &str) {
        let inputs = self.scope.inputs.iter().map(|input| input.name.as_str());
        let lines = self.scope.lines.iter().map(|(line, _)| *line);
        let rules = self.scope.rule_names.iter().map(String::as_str);
        let nearest = nearest(name, inputs.chain(lines).chain(rules)).map(str::to_owned);
        self.report(RuleProblem::UnknownName { name: name.to_owned(), nearest });
    }

    fn by_count(&mut self, base: &Expression, count: &Expression) -> Option<Typed> {
        let base = self.child_of(0, base, NUMBERS);
        let is_quantity = base.is_some_and(|base| base.kind.is_quantity());
        let needed = if is_quantity { &[ValueType::Count] } else { QUANTITIES };
        let count = self.child_of(1, count, needed)?;
        let base = base?;
        // An amount per hour times hours is an amount, no longer per hour.
        let spent = match count.kind {
            ValueType::Hours => Some(Period::Hour),
            ValueType::Days => Some(Period::Day),
            ValueType::Months => Some(Period::Month),
            _ => None,
        };
        let per = base.per.filter(|per| Some(*per) != spent);
        Some(Typed { per, ..base })
    }

    fn grid(
        &mut self,
        on: &Expression,
        steps: &[crate::tree::GridStep],
        otherwise: &Expression,
    ) -> Option<Typed> {
        let kinds: Vec<_> = NUMBERS.iter().copied().chain([ValueType::Date]).collect();
        let on = self.child_of(0, on, &kinds);
        if steps.is_empty() {
            self.report(RuleProblem::EmptyList);
        }
        let mut value: Option<Typed> = None;
        for (place, step) in steps.iter().enumerate() {
            let child = 1 + 2 * place;
            match on {
                Some(on) => self.child_like(child, &step.limit, on),
                None => self.child(child, &step.limit).unwrap_or(Typed::of(ValueType::Euros)),
            };
            value = match value {
                None => self.child(child + 1, &step.value),
                Some(value) => Some(self.child_like(child + 1, &step.value, value)),
            };
        }
        let last = 1 + 2 * steps.len();
        match value {
            None => self.child(last, otherwise),
            Some(value) => Some(self.child_like(last, otherwise, value)),
        }
    }

    fn table(
        &mut self,
        on: &Expression,
        rows: &[crate::tree::TableRow],
        otherwise: &Expression,
    ) -> Option<Typed> {
        let keys = [ValueType::Category, ValueType::Count, ValueType::Months, ValueType::YesNo];
        let typed = self.child_of(0, on, &keys);
        if rows.is_empty() {
            self.report(RuleProblem::EmptyList);
        }
        let mut value: Option<Typed> = None;
        for (place, row) in rows.iter().enumerate() {
            self.path.push(1 + place);
            if let Some(typed) = typed
                && row.key.kind() != typed.kind
            {
                self.report(RuleProblem::ill_typed(&[typed.kind], row.key.kind()));
            }
            if rows[..place].iter().any(|earlier| earlier.key == row.key) {
                self.report(RuleProblem::KeyTwice { key: row.key.clone() });
            }
            self.case(on, &row.key);
            self.path.pop();
            value = match value {
                None => self.child(1 + place, &row.value),
                Some(value) => Some(self.child_like(1 + place, &row.value, value)),
            };
        }
        let last = 1 + rows.len();
        match value {
            None => self.child(last, otherwise),
            Some(value) => Some(self.child_like(last, otherwise, value)),
        }
    }

    /// A case compared with an input must be one of its declared cases.
    fn case(&mut self, on: &Expression, key: &Value) {
        let (Expression::Input(name), Value::Category(case)) = (on, key) else { return };
        let Some(input) = self.scope.inputs.iter().find(|input| input.name == *name) else {
            return;
        };
        if input.kind == ValueType::Category && !input.choices.contains(case) {
            let nearest =
                nearest(case, input.choices.iter().map(String::as_str)).map(str::to_owned);
            let (input, choices) = (name.clone(), input.choices.clone());
            self.report(RuleProblem::UnknownCase { case: case.clone(), input, choices, nearest });
        }
    }

    fn compare(&mut self, left: &Expression, comparison: Comparison, right: &Expression) {
        let Some(typed) = self.child(0, left) else {
            self.child(1, right);
            return;
        };
        self.child_like(1, right, typed);
        let ordered = typed.kind.is_number() || typed.kind == ValueType::Date;
        if !ordered && !matches!(comparison, Comparison::Equal | Comparison::Different) {
            self.report(RuleProblem::ill_typed(NUMBERS, typed.kind));
        }
        if let Expression::Constant(case) = right {
            self.case(left, case);
        }
        if let Expression::Constant(case) = left {
            self.case(right, case);
        }
    }

    fn requirements(&mut self, requirements: &[Requirement]) {
        if requirements.is_empty() {
            self.report(RuleProblem::EmptyList);
        }
        let mut child = 0;
        for requirement in requirements {
            match requirement {
                Requirement::Seniority { months, at_least } => {
                    self.child_of(child, months, &[ValueType::Months]);
                    self.child_of(child + 1, at_least, &[ValueType::Months]);
                    child += 2;
                }
                Requirement::Status { on, among } => {
                    self.child_of(child, on, &[ValueType::Category]);
                    self.path.push(child);
                    if among.is_empty() {
                        self.report(RuleProblem::EmptyList);
                    }
                    for status in among {
                        self.case(on, &Value::Category(status.clone()));
                    }
                    self.path.pop();
                    child += 1;
                }
                Requirement::Other { met, .. } => {
                    self.child_of(child, met, &[ValueType::YesNo]);
                    child += 1;
                }
            }
        }
    }

    fn chosen(
        &mut self,
        input: &str,
        proposed: &Expression,
        lowest: Option<&Expression>,
        highest: Option<&Expression>,
    ) -> Option<Typed> {
        let proposed = self.child_of(0, proposed, NUMBERS);
        let Some(declared) = self.scope.inputs.iter().find(|declared| declared.name == input)
        else {
            self.unknown(input);
            return proposed;
        };
        let choice = Typed { kind: declared.kind, per: declared.per };
        let typed = self.same(proposed.unwrap_or(choice), Some(choice));
        for (place, bound) in lowest.into_iter().chain(highest).enumerate() {
            self.child_like(1 + place, bound, typed);
        }
        Some(typed)
    }

    fn column(&mut self, column: &Column) -> Option<Typed> {
        match column {
            Column::Input(name) => self.input(name),
            Column::Line(name) => self.line(name),
        }
    }

    fn column_of(&mut self, column: &Column, expected: &[ValueType]) -> Option<Typed> {
        let typed = self.column(column)?;
        if !expected.contains(&typed.kind) {
            self.report(RuleProblem::ill_typed(expected, typed.kind));
            return None;
        }
        Some(typed)
    }

    fn aggregate(
        &mut self,
        function: crate::tree::AggregateFunction,
        of: &Column,
        among: Option<&Column>,
        otherwise: Option<&Expression>,
    ) -> Option<Typed> {
        use crate::tree::AggregateFunction as F;
        if let Some(among) = among {
            self.column_of(among, &[ValueType::YesNo]);
        }
        if function == F::Count {
            self.column(of);
            return Some(Typed::of(ValueType::Count));
        }
        let typed = self.column_of(of, NUMBERS)?;
        match otherwise {
            Some(otherwise) => {
                self.child_like(0, otherwise, typed);
            }
            None if function != F::Sum => self.report(RuleProblem::OtherwiseMissing),
            None => {}
        }
        Some(typed)
    }

    fn ratio(&mut self, of: &Expression, by: &Expression, otherwise: &Expression) -> Option<Typed> {
        let of = self.child_of(0, of, NUMBERS);
        let by = self.child_of(1, by, NUMBERS);
        let (Some(of), Some(by)) = (of, by) else {
            return self.child(2, otherwise);
        };
        let Some(kind) = ratio_type(of.kind, by.kind) else {
            self.report(RuleProblem::ill_typed(&[of.kind, ValueType::Count], by.kind));
            return None;
        };
        if of.kind == by.kind {
            self.same(of, Some(by));
        }
        let per = if kind == ValueType::Rate { None } else { of.per };
        Some(self.child_like(2, otherwise, Typed { kind, per }))
    }

    fn sharing(&mut self, sharing: &Sharing) -> Option<Typed> {
        let total = self.child_of(0, &sharing.total, &[ValueType::Euros]);
        let (euros, weights) = (&[ValueType::Euros], NUMBERS);
        match &sharing.method {
            SharingMethod::ByKeys { keys, remainder_to } => {
                let sum: i64 = keys.iter().map(|key| key.rate.parts_per_million()).sum();
                let negative = keys.iter().any(|key| key.rate.parts_per_million() < 0);
                if sum != 1_000_000 || negative {
                    let sum = caisse_units::Rate::from_parts_per_million(sum);
                    self.report(RuleProblem::KeysNotWhole { sum });
                }
                let names = || keys.iter().map(|key| key.name.as_str());
                if !names().any(|name| name == remainder_to) {
                    let nearest = nearest(remainder_to, names()).map(str::to_owned);
                    let name = remainder_to.clone();
                    self.report(RuleProblem::UnknownName { name, nearest });
                }
                for (place, key) in keys.iter().enumerate() {
                    if keys[..place].iter().any(|earlier| earlier.name == key.name) {
                        let key = Value::Category(key.name.clone());
                        self.report(RuleProblem::KeyTwice { key });
                    }
                }
            }
            SharingMethod::InProportion { weights: column } => {
                self.column_of(column, weights);
            }
            SharingMethod::Equally { among } => {
                if let Some(among) = among {
                    self.column_of(among, &[ValueType::YesNo]);
                }
            }
            SharingMethod::ConstrainedEqualAwards { claims }
            | SharingMethod::ConstrainedEqualLosses { claims }
            | SharingMethod::Talmud { claims } => {
                self.column_of(claims, euros);
            }
            SharingMethod::PriorityClasses { claims, classes } => {
                self.column_of(claims, euros);
                self.column_of(classes, &[ValueType::Count]);
            }
            SharingMethod::UpTo { holdings, level } => {
                self.column_of(holdings, euros);
                self.child_of(1, level, euros);
            }
            SharingMethod::Transfers { residue } => {
                if let Residue::Carriers(carriers) = residue {
                    self.column_of(carriers, CARRIERS);
                }
            }
            SharingMethod::LargestRemainders { weights: column, tie_order } => {
                self.column_of(column, weights);
                if let Some(order) = tie_order {
                    self.column_of(order, weights);
                }
            }
        }
        total.or(Some(Typed::of(ValueType::Euros)))
    }
}

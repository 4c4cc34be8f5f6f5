//! Running a plan over the rows of a batch.
//!
//! A row for which the plan cannot answer (an input that is missing or out of bounds, a refused
//! choice, a whole that is not positive, a result beyond its type) is marked doubtful, and the row
//! evaluator decides it afterwards.

use std::borrow::Cow;
use std::ops::Range;

use caisse_units::Day;

use super::columns::Values;
use super::number::{Number as Width_, Operand, Rounder};
use super::plan::{Choice, Node, Number, Place, Plain, Selector, Width, YesNo};
use crate::exact::Exact;
use crate::tree::Comparison;

/// A place's values for all rows, and which rows know it.
#[derive(Clone, Debug)]
pub(super) struct Kept<'a> {
    pub(super) values: KeptValues<'a>,
    pub(super) known: Option<Cow<'a, [bool]>>,
}

/// Values by type; categories are numbers in the batch's own list of names.
#[derive(Clone, Debug)]
pub(super) enum KeptValues<'a> {
    Numbers(Cow<'a, [i64]>),
    YesNo(Cow<'a, [bool]>),
    Categories(Vec<u32>),
    Dates(Cow<'a, [Day]>),
}

/// The rows being run, and what is known of them so far.
pub(super) struct Run<'a> {
    pub(super) kept: &'a [Kept<'a>],
    pub(super) rows: Range<usize>,
    pub(super) doubts: Vec<bool>,
}

impl<'a> Run<'a> {
    pub(super) fn new(kept: &'a [Kept<'a>], rows: Range<usize>) -> Run<'a> {
        let doubts = vec![false; rows.len()];
        Run { kept, rows, doubts }
    }

    /// Rounded units of a number for each row.
    pub(super) fn rounded(
        &mut self,
        number: &'a Number,
        rounder: &Rounder,
    ) -> Operand<'static, i64> {
        match number.width {
            Width::Narrow => self.rounded_in::<i64>(number, rounder),
            Width::Wide => self.rounded_in::<i128>(number, rounder),
            Width::Exact => self.rounded_in::<Exact>(number, rounder),
        }
    }

    fn rounded_in<N: Width_>(
        &mut self,
        number: &'a Number,
        rounder: &Rounder,
    ) -> Operand<'static, i64> {
        match self.node::<N>(number) {
            Operand::Each(numbers) => {
                Operand::Each(Cow::Owned(N::round(&numbers, rounder, &mut self.doubts)))
            }
            Operand::Same(number) => {
                let mut doubt = [false];
                let units = N::round(&[number], rounder, &mut doubt)[0];
                if doubt[0] {
                    self.doubts.fill(true);
                }
                Operand::Same(units)
            }
        }
    }

    /// The exact number of the first row.
    pub(super) fn exact(&mut self, number: &'a Number) -> Exact {
        self.number::<Exact>(number, 1).at(0).clone()
    }

    /// A number in this width, over this denominator.
    fn number<N: Width_>(&mut self, number: &'a Number, denominator: i128) -> Operand<'a, N> {
        match number.width {
            Width::Narrow => {
                N::from_narrow(self.node::<i64>(number), number.denominator, denominator)
            }
            Width::Wide => N::from_wide(self.node::<i128>(number), number.denominator, denominator),
            Width::Exact => N::from_exact(self.node::<Exact>(number)),
        }
    }

    fn numbers<N: Width_>(
        &mut self,
        parts: &'a [Number],
        denominator: i128,
        both: impl Fn(&N, &N) -> N,
    ) -> Operand<'a, N> {
        let (first, others) = parts.split_first().expect("a list has at least one element");
        let mut all = self.number::<N>(first, denominator);
        for other in others {
            let other = self.number::<N>(other, denominator);
            all = all.with(other, &both);
        }
        all
    }

    /// A node in its own width and over its own denominator.
    fn node<N: Width_>(&mut self, number: &'a Number) -> Operand<'a, N> {
        let over = number.denominator;
        match &number.node {
            Node::Constant(exact) => Operand::Same(N::constant(exact, number.lowest)),
            Node::Place(place) => N::from_narrow(self.units(*place), over, over),
            Node::Sum(terms) => self.numbers(terms, over, N::plus),
            Node::Least(terms) => self.numbers(terms, over, |a: &N, b| a.min(b).clone()),
            Node::Greatest(terms) => self.numbers(terms, over, |a: &N, b| a.max(b).clone()),
            Node::Difference(parts) => self.numbers(&parts[..], over, N::minus),
            Node::Floored(part) => self.number::<N>(part, over).map(floored),
            Node::Product(parts) => {
                let one = self.number::<N>(&parts[0], parts[0].denominator);
                one.with(self.number::<N>(&parts[1], parts[1].denominator), N::times)
            }
            Node::Ramps { base, over, ramps } => self.ramps(base, *over, ramps),
            Node::Brackets { base, over, brackets } => self.brackets(base, *over, brackets),
            Node::Steps { base, rounder } => {
                let units = self.rounded(base, rounder);
                N::from_narrow(units, 1, over)
            }
            Node::Quotient(parts) => self.quotient(parts),
            Node::Prorata(parts) => self.prorata(parts),
            Node::Waiting { parts, from_the_first } => {
                let quantity = self.number::<N>(&parts[0], over);
                let threshold = self.number::<N>(&parts[1], over);
                quantity.with(threshold, |quantity, threshold| match quantity > threshold {
                    true if *from_the_first => quantity.clone(),
                    true => quantity.minus(threshold),
                    false => N::zero(),
                })
            }
            Node::Chosen { place, parts, refused } => self.chosen(*place, parts, *refused, over),
            Node::Months(days) => {
                let months = self.days(days, |from, to| to.whole_months_since(from).max(0));
                N::from_narrow(months, 1, over)
            }
            Node::Days(days) => {
                N::from_narrow(self.days(days, |from, subtract| from.days_since(subtract)), 1, over)
            }
            Node::Pick(selector, branches) => {
                let branches: Vec<Operand<'a, N>> =
                    branches.iter().map(|branch| self.number(branch, over)).collect();
                let taken = self.selector(selector);
                let picked = taken.iter().enumerate();
                Operand::Each(picked.map(|(row, place)| branches[*place].at(row).clone()).collect())
            }
        }
    }

    fn units(&self, place: Place) -> Operand<'a, i64> {
        match &self.kept[place].values {
            KeptValues::Numbers(units) => Operand::Each(Cow::Borrowed(&units[self.rows.clone()])),
            _ => unreachable!("the plan is typed"),
        }
    }

    /// Σ max(base − start, 0) × change: the same as bracket by bracket, with one step less each.
    fn ramps<N: Width_>(
        &mut self,
        base: &'a Number,
        over: (i128, i128),
        ramps: &'a [(Number, Number)],
    ) -> Operand<'a, N> {
        let base = self.number::<N>(base, over.0);
        let same = |operand: Operand<'a, N>| operand.at(0).clone();
        let mut constants = Vec::with_capacity(ramps.len());
        for (start, change) in ramps {
            let start = same(self.number::<N>(start, over.0));
            constants.push((start, same(self.number::<N>(change, over.1))));
        }
        base.map(|base| {
            constants.iter().fold(N::zero(), |total, (start, change)| {
                total.plus(&floored(&base.minus(start)).times(change))
            })
        })
    }

    fn brackets<N: Width_>(
        &mut self,
        base: &'a Number,
        over: (i128, i128),
        brackets: &'a [(Option<Number>, Number)],
    ) -> Operand<'a, N> {
        let base = self.number::<N>(base, over.0);
        let base: &[N] = &base.spread(self.rows.len());
        let mut total = vec![N::zero(); base.len()];
        let mut from = vec![N::zero(); base.len()];
        for (limit, rate) in brackets {
            let limit = limit.as_ref().map(|limit| self.number::<N>(limit, over.0));
            let rate = self.number::<N>(rate, over.1);
            for (row, base) in base.iter().enumerate() {
                let top = limit.as_ref().map_or(base, |limit| limit.at(row).min(base));
                let within = floored(&top.minus(&from[row]));
                total[row] = total[row].plus(&within.times(rate.at(row)));
                if let Some(limit) = &limit {
                    from[row] = limit.at(row).max(&from[row]).clone();
                }
            }
        }
        Operand::Each(Cow::Owned(total))
    }

    fn quotient<N: Width_>(&mut self, parts: &'a [Number; 3]) -> Operand<'a, N> {
        let [of, by, otherwise] = parts.each_ref().map(|part| self.number::<N>(part, 1));
        let one = |row| of.at(row).over(by.at(row)).unwrap_or_else(|| otherwise.at(row).clone());
        Operand::Each((0..self.rows.len()).map(one).collect())
    }

    fn prorata<N: Width_>(&mut self, parts: &'a [Number; 3]) -> Operand<'a, N> {
        let [base, present, whole] = parts.each_ref().map(|part| self.number::<N>(part, 1));
        let mut shares = Vec::with_capacity(self.rows.len());
        for row in 0..self.rows.len() {
            let whole = whole.at(row);
            self.doubts[row] |= *whole <= N::zero();
            let present = floored(present.at(row)).min(whole.clone());
            let share = present.over(whole).unwrap_or_else(N::zero);
            shares.push(base.at(row).times(&share));
        }
        Operand::Each(Cow::Owned(shares))
    }

    fn chosen<N: Width_>(
        &mut self,
        place: Place,
        choice: &'a Choice,
        refused: bool,
        over: i128,
    ) -> Operand<'a, N> {
        let chosen = self.number::<N>(&choice.chosen, over);
        let proposed = self.number::<N>(&choice.proposed, over);
        let mut bound =
            |bound: &'a Option<Number>| bound.as_ref().map(|bound| self.number::<N>(bound, over));
        let (lowest, highest) = (bound(&choice.lowest), bound(&choice.highest));
        let known = self.kept[place].known.as_deref();
        let mut kept = Vec::with_capacity(self.rows.len());
        for (row, place) in self.rows.clone().enumerate() {
            if known.is_some_and(|known| !known[place]) {
                kept.push(proposed.at(row).clone());
                continue;
            }
            let value = chosen.at(row);
            // As for a line, the ceiling wins when the bounds cross.
            let raised = lowest.as_ref().map_or(value, |lowest| value.max(lowest.at(row)));
            let within = highest.as_ref().map_or(raised, |highest| raised.min(highest.at(row)));
            let below = lowest.as_ref().is_some_and(|lowest| value < lowest.at(row));
            let above = highest.as_ref().is_some_and(|highest| value > highest.at(row));
            self.doubts[row] |= refused && (below || above);
            kept.push(if below || above { within.clone() } else { value.clone() });
        }
        Operand::Each(Cow::Owned(kept))
    }

    fn days(
        &mut self,
        days: &'a [Plain<Day>; 2],
        between: impl Fn(Day, Day) -> i32,
    ) -> Operand<'a, i64> {
        let [one, other] = [self.dates(&days[0]), self.dates(&days[1])];
        let pairs = one.iter().zip(&other);
        Operand::Each(pairs.map(|(one, other)| i64::from(between(*one, *other))).collect())
    }

    pub(super) fn dates(&mut self, plan: &'a Plain<Day>) -> Vec<Day> {
        self.plain(plan, &|kept| match kept {
            KeptValues::Dates(days) => days,
            _ => unreachable!("the plan is typed"),
        })
    }

    pub(super) fn categories(&mut self, plan: &'a Plain<u32>) -> Vec<u32> {
        self.plain(plan, &|kept| match kept {
            KeptValues::Categories(places) => places,
            _ => unreachable!("the plan is typed"),
        })
    }

    fn plain<V: Copy>(
        &mut self,
        plan: &'a Plain<V>,
        of: &dyn Fn(&'a KeptValues<'a>) -> &'a [V],
    ) -> Vec<V> {
        match plan {
            Plain::Constant(value) => vec![*value; self.rows.len()],
            Plain::Place(place) => of(&self.kept[*place].values)[self.rows.clone()].to_vec(),
            Plain::Pick(selector, branches) => {
                let branches: Vec<Vec<V>> =
                    branches.iter().map(|branch| self.plain(branch, of)).collect();
                let taken = self.selector(selector);
                taken.iter().enumerate().map(|(row, place)| branches[*place][row]).collect()
            }
        }
    }

    pub(super) fn yes_no(&mut self, plan: &'a YesNo) -> Vec<bool> {
        let rows = self.rows.len();
        match plan {
            YesNo::Constant(yes) => vec![*yes; rows],
            YesNo::Place(place) => match &self.kept[*place].values {
                KeptValues::YesNo(values) => values[self.rows.clone()].to_vec(),
                _ => unreachable!("the plan is typed"),
            },
            YesNo::Numbers(parts, comparison) => self.compared(&parts[0], *comparison, &parts[1]),
            YesNo::Dates(parts, comparison) => {
                let (one, other) = (self.dates(&parts[0]), self.dates(&parts[1]));
                one.iter().zip(&other).map(|(one, other)| holds(one, *comparison, other)).collect()
            }
            YesNo::Categories(parts, equal) => {
                let (one, other) = (self.categories(&parts[0]), self.categories(&parts[1]));
                one.iter().zip(&other).map(|(one, other)| (one == other) == *equal).collect()
            }
            YesNo::Same(parts, equal) => {
                let (one, other) = (self.yes_no(&parts[0]), self.yes_no(&parts[1]));
                one.iter().zip(&other).map(|(one, other)| (one == other) == *equal).collect()
            }
            YesNo::All(terms) => self.gathered(terms, true, |all, term| all & term),
            YesNo::Any(terms) => self.gathered(terms, false, |any, term| any | term),
            YesNo::Not(inside) => self.yes_no(inside).into_iter().map(|yes| !yes).collect(),
            YesNo::Among(category, names) => {
                self.categories(category).iter().map(|place| names.contains(place)).collect()
            }
            YesNo::Pick(selector, branches) => {
                let branches: Vec<Vec<bool>> =
                    branches.iter().map(|branch| self.yes_no(branch)).collect();
                let taken = self.selector(selector);
                taken.iter().enumerate().map(|(row, place)| branches[*place][row]).collect()
            }
        }
    }

    fn gathered(
        &mut self,
        terms: &'a [YesNo],
        start: bool,
        both: impl Fn(bool, bool) -> bool,
    ) -> Vec<bool> {
        let mut all = vec![start; self.rows.len()];
        for term in terms {
            let term = self.yes_no(term);
            all.iter_mut().zip(term).for_each(|(all, term)| *all = both(*all, term));
        }
        all
    }

    fn compared(&mut self, one: &'a Number, by: Comparison, other: &'a Number) -> Vec<bool> {
        self.compared_with(one, &[(other, by)]).remove(0)
    }

    /// One number compared with several; it is computed once.
    fn compared_with(
        &mut self,
        one: &'a Number,
        others: &[(&'a Number, Comparison)],
    ) -> Vec<Vec<bool>> {
        let all: Vec<&Number> =
            std::iter::once(one).chain(others.iter().map(|(other, _)| *other)).collect();
        let (width, denominator) = Number::comparison(&all);
        match width {
            Width::Narrow => self.compared_in::<i64>(one, others, denominator),
            Width::Wide => self.compared_in::<i128>(one, others, denominator),
            Width::Exact => self.compared_in::<Exact>(one, others, denominator),
        }
    }

    fn compared_in<N: Width_>(
        &mut self,
        one: &'a Number,
        others: &[(&'a Number, Comparison)],
        denominator: i128,
    ) -> Vec<Vec<bool>> {
        let one = self.number::<N>(one, denominator);
        let mut answers = Vec::with_capacity(others.len());
        for (other, by) in others {
            let other = self.number::<N>(other, denominator);
            let rows = 0..self.rows.len();
            answers.push(rows.map(|row| holds(one.at(row), *by, other.at(row))).collect());
        }
        answers
    }

    /// The branch that each row takes.
    pub(super) fn selector(&mut self, selector: &'a Selector) -> Vec<usize> {
        match selector {
            Selector::First(tests) => {
                let tests: Vec<Vec<bool>> = tests.iter().map(|test| self.yes_no(test)).collect();
                self.first(tests)
            }
            Selector::NumberLimits(on, limits) => {
                let limits: Vec<_> =
                    limits.iter().map(|(limit, included)| (limit, under(*included))).collect();
                let tests = self.compared_with(on, &limits);
                self.first(tests)
            }
            Selector::DateLimits(on, limits) => {
                let on = self.dates(on);
                let mut tests = Vec::with_capacity(limits.len());
                for (limit, included) in limits {
                    let pairs = on.iter().zip(self.dates(limit));
                    tests.push(
                        pairs.map(|(on, limit)| holds(on, under(*included), &limit)).collect(),
                    );
                }
                self.first(tests)
            }
            Selector::NumberKeys(on, keys) => {
                let keys: Vec<_> = keys.iter().map(|key| (key, Comparison::Equal)).collect();
                let tests = self.compared_with(on, &keys);
                self.first(tests)
            }
            Selector::CategoryKeys(on, keys) => {
                let on = self.categories(on);
                on.iter().map(|on| place_of(keys, on)).collect()
            }
            Selector::YesNoKeys(on, keys) => {
                let on = self.yes_no(on);
                on.iter().map(|on| place_of(keys, on)).collect()
            }
        }
    }

    fn first(&self, tests: Vec<Vec<bool>>) -> Vec<usize> {
        let mut taken = vec![tests.len(); self.rows.len()];
        for (place, test) in tests.iter().enumerate().rev() {
            taken.iter_mut().zip(test).for_each(|(taken, yes)| {
                *taken = if *yes { place } else { *taken };
            });
        }
        taken
    }
}

fn place_of<V: PartialEq>(keys: &[V], on: &V) -> usize {
    keys.iter().position(|key| key == on).unwrap_or(keys.len())
}

fn under(included: bool) -> Comparison {
    if included { Comparison::AtMost } else { Comparison::Less }
}

fn floored<N: Width_>(number: &N) -> N {
    number.clone().max(N::zero())
}

fn holds<V: Ord>(one: &V, comparison: Comparison, other: &V) -> bool {
    match comparison {
        Comparison::Less => one < other,
        Comparison::AtMost => one <= other,
        Comparison::Equal => one == other,
        Comparison::Different => one != other,
        Comparison::AtLeast => one >= other,
        Comparison::More => one > other,
    }
}

impl Kept<'_> {
    /// A place that nobody reads.
    pub(super) fn nothing() -> Kept<'static> {
        Kept { values: KeptValues::YesNo(Cow::Owned(Vec::new())), known: None }
    }

    /// The value of a computed line.
    pub(super) fn line(values: Values) -> Kept<'static> {
        let values = match values {
            Values::Numbers(_, units) => KeptValues::Numbers(Cow::Owned(units)),
            Values::YesNo(values) => KeptValues::YesNo(Cow::Owned(values)),
            Values::Categories { places, .. } => KeptValues::Categories(places),
            Values::Dates(days) => KeptValues::Dates(Cow::Owned(days)),
        };
        Kept { values, known: None }
    }
}

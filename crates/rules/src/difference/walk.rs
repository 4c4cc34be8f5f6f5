//! Two lines walked together, node by node.

use super::{Both, Change, Place, Side};
use crate::tree::{
    Bracket, Content, Expression, GridStep, Key, Line, Requirement, Sharing, SharingMethod,
    TableRow, Title,
};
use crate::value::Value;

/// The form differs: the walk is given up, and the line is told whole.
struct AnotherForm;

type Walked = Result<(), AnotherForm>;

/// Tells what differs between two lines of one name: value by value where they have one form, whole
/// otherwise.
pub(super) fn lines(
    old: &Side<'_>,
    new: &Side<'_>,
    before: &Line,
    after: &Line,
    changes: &mut Vec<Change>,
) {
    if before == after {
        return;
    }
    let mut walk = Walk { old, new, line: &after.title, at: Vec::new(), changes: Vec::new() };
    let same_frame = (before.kind, before.rounding) == (after.kind, after.rounding);
    let walked = same_frame
        && walk.content(&before.content, &after.content).is_ok()
        && walk.bound(Place::Floor, before.floor.as_ref(), after.floor.as_ref()).is_ok()
        && walk.bound(Place::Ceiling, before.ceiling.as_ref(), after.ceiling.as_ref()).is_ok();
    if walked && (before.title == after.title || !walk.changes.is_empty()) {
        changes.append(&mut walk.changes);
    } else {
        changes.push(Change::LineChanged { before: old.line(before), after: new.line(after) });
    }
}

struct Walk<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    line: &'a Title,
    at: Vec<Place>,
    changes: Vec<Change>,
}

impl Walk<'_> {
    /// Walks something at a place inside the current one.
    fn at(&mut self, place: Place, walk: impl FnOnce(&mut Self) -> Walked) -> Walked {
        self.at.push(place);
        let walked = walk(self);
        self.at.pop();
        walked
    }

    fn content(&mut self, before: &Content, after: &Content) -> Walked {
        match (before, after) {
            (Content::Formula(before), Content::Formula(after)) => self.expression(before, after),
            (Content::Sharing(before), Content::Sharing(after)) => self.sharing(before, after),
            _ => Err(AnotherForm),
        }
    }

    fn bound(
        &mut self,
        place: Place,
        before: Option<&Expression>,
        after: Option<&Expression>,
    ) -> Walked {
        match (before, after) {
            (None, None) => Ok(()),
            (Some(before), Some(after)) => self.at(place, |walk| walk.expression(before, after)),
            _ => Err(AnotherForm),
        }
    }

    fn value(&mut self, before: Value, after: Value) -> Walked {
        if before.kind() != after.kind() {
            return Err(AnotherForm);
        }
        if before != after {
            let (line, at) = (self.line.clone(), self.at.clone());
            self.changes.push(Change::Value { line, at, before, after });
        }
        Ok(())
    }

    fn added(&mut self, place: Place, gives: Both) {
        let at = self.at.iter().cloned().chain([place]).collect();
        self.changes.push(Change::PartAdded { line: self.line.clone(), at, gives });
    }

    fn removed(&mut self, place: Place, gave: Both) {
        let at = self.at.iter().cloned().chain([place]).collect();
        self.changes.push(Change::PartRemoved { line: self.line.clone(), at, gave });
    }

    fn expression(&mut self, before: &Expression, after: &Expression) -> Walked {
        use Expression as E;
        match (before, after) {
            _ if before == after => Ok(()),
            (E::Constant(before), E::Constant(after)) => self.value(before.clone(), after.clone()),
            (
                E::MarginalScale { base: from, brackets: before },
                E::MarginalScale { base: to, brackets: after },
            ) => {
                self.expression(from, to)?;
                self.brackets(before, after)
            }
            (
                E::Grid { on: from, steps: before, otherwise: rest },
                E::Grid { on: to, steps: after, otherwise: other },
            ) => {
                self.expression(from, to)?;
                self.steps(before, after)?;
                self.at(Place::Above, |walk| walk.expression(rest, other))
            }
            (
                E::Table { on: from, rows: before, otherwise: rest },
                E::Table { on: to, rows: after, otherwise: other },
            ) => {
                self.expression(from, to)?;
                self.rows(before, after)?;
                self.at(Place::Above, |walk| walk.expression(rest, other))
            }
            (E::Step { base: from, step: old, .. }, E::Step { base: to, step: new, .. }) => {
                if direction(before) != direction(after) {
                    return Err(AnotherForm);
                }
                self.expression(from, to)?;
                self.value(Value::Euros(*old), Value::Euros(*new))
            }
            (
                E::PriorityClass { classes: old, otherwise: rest },
                E::PriorityClass { classes: new, otherwise: other },
            ) if rest == other && old.len() == new.len() => {
                for (old, new) in old.iter().zip(new) {
                    if old.title != new.title {
                        return Err(AnotherForm);
                    }
                    let class = Place::Class(new.title.clone());
                    self.at(class, |walk| walk.expression(&old.when, &new.when))?;
                }
                Ok(())
            }
            _ if head(before) == head(after) => {
                let (before, after) = (before.children(), after.children());
                if before.len() != after.len() {
                    return Err(AnotherForm);
                }
                before.into_iter().zip(after).try_for_each(|(b, a)| self.expression(b, a))
            }
            _ => Err(AnotherForm),
        }
    }

    /// Of one length, in order; otherwise by limit.
    fn brackets(&mut self, before: &[Bracket], after: &[Bracket]) -> Walked {
        if before.len() == after.len() {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                match (&before.up_to, &after.up_to) {
                    (None, None) => (),
                    (Some(from), Some(to)) => {
                        self.at(Place::Limit(index + 1), |walk| walk.expression(from, to))?;
                    }
                    _ => return Err(AnotherForm),
                }
                let place = limit(self.new, after.up_to.as_ref());
                self.at(place, |walk| walk.expression(&before.rate, &after.rate))?;
            }
            return Ok(());
        }
        for one in after {
            match before.iter().find(|other| other.up_to == one.up_to) {
                None => {
                    let gives = self.new.formula(&one.rate);
                    self.added(limit(self.new, one.up_to.as_ref()), gives);
                }
                Some(other) => {
                    let place = limit(self.new, one.up_to.as_ref());
                    self.at(place, |walk| walk.expression(&other.rate, &one.rate))?;
                }
            }
        }
        for one in before {
            if !after.iter().any(|other| other.up_to == one.up_to) {
                let gave = self.old.formula(&one.rate);
                self.removed(limit(self.old, one.up_to.as_ref()), gave);
            }
        }
        Ok(())
    }

    fn steps(&mut self, before: &[GridStep], after: &[GridStep]) -> Walked {
        if before.len() == after.len() {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                if before.included != after.included {
                    return Err(AnotherForm);
                }
                let place = Place::Limit(index + 1);
                self.at(place, |walk| walk.expression(&before.limit, &after.limit))?;
                let place = limit(self.new, Some(&after.limit));
                self.at(place, |walk| walk.expression(&before.value, &after.value))?;
            }
            return Ok(());
        }
        let same = |one: &GridStep, other: &GridStep| {
            (&one.limit, one.included) == (&other.limit, other.included)
        };
        for one in after {
            let place = limit(self.new, Some(&one.limit));
            match before.iter().find(|other| same(one, other)) {
                None => self.added(place, self.new.formula(&one.value)),
                Some(other) => {
                    self.at(place, |walk| walk.expression(&other.value, &one.value))?;
                }
            }
        }
        for one in before {
            if !after.iter().any(|other| same(one, other)) {
                self.removed(limit(self.old, Some(&one.limit)), self.old.formula(&one.value));
            }
        }
        Ok(())
    }

    fn rows(&mut self, before: &[TableRow], after: &[TableRow]) -> Walked {
        for one in after {
            let place = Place::Row(one.key.clone());
            match before.iter().find(|other| other.key == one.key) {
                None => self.added(place, self.new.formula(&one.value)),
                Some(other) => {
                    self.at(place, |walk| walk.expression(&other.value, &one.value))?;
                }
            }
        }
        for one in before {
            if !after.iter().any(|other| other.key == one.key) {
                self.removed(Place::Row(one.key.clone()), self.old.formula(&one.value));
            }
        }
        Ok(())
    }

    fn sharing(&mut self, before: &Sharing, after: &Sharing) -> Walked {
        self.expression(&before.total, &after.total)?;
        match (&before.method, &after.method) {
            (before, after) if before == after => Ok(()),
            (
                SharingMethod::ByKeys { keys: before, remainder_to: from },
                SharingMethod::ByKeys { keys: after, remainder_to: to },
            ) if from == to => {
                self.keys(before, after);
                Ok(())
            }
            (
                SharingMethod::UpTo { holdings: from, level: before },
                SharingMethod::UpTo { holdings: to, level: after },
            ) if from == to => self.expression(before, after),
            _ => Err(AnotherForm),
        }
    }

    fn keys(&mut self, before: &[Key], after: &[Key]) {
        for one in after {
            let place = Place::Taker(one.name.clone());
            match before.iter().find(|other| other.name == one.name) {
                None => self.added(place, Both::of(|language| one.rate.written(language))),
                Some(other) if other.rate != one.rate => {
                    let at = self.at.iter().cloned().chain([place]).collect();
                    let (before, after) = (Value::Rate(other.rate), Value::Rate(one.rate));
                    let line = self.line.clone();
                    self.changes.push(Change::Value { line, at, before, after });
                }
                Some(_) => (),
            }
        }
        for one in before {
            if !after.iter().any(|other| other.name == one.name) {
                let gave = Both::of(|language| one.rate.written(language));
                self.removed(Place::Taker(one.name.clone()), gave);
            }
        }
    }
}

/// The bracket or step up to a limit, as it is told.
fn limit(side: &Side<'_>, up_to: Option<&Expression>) -> Place {
    up_to.map_or(Place::Above, |limit| Place::UpTo(side.formula(limit)))
}

fn direction(expression: &Expression) -> Option<crate::exact::Direction> {
    match expression {
        Expression::Step { direction, .. } => Some(*direction),
        _ => None,
    }
}

/// What a node says beside the nodes inside it: an expression whose children are all one constant.
fn head(expression: &Expression) -> Expression {
    use Expression as E;
    let nothing = || Box::new(E::EvaluationDay);
    let as_many = |terms: &Vec<E>| vec![E::EvaluationDay; terms.len()];
    match expression {
        E::MonthsBetween { .. } => E::MonthsBetween { from: nothing(), to: nothing() },
        E::Sum(terms) => E::Sum(as_many(terms)),
        E::Difference { .. } => E::Difference { from: nothing(), subtract: nothing() },
        E::DifferenceFloored { .. } => {
            E::DifferenceFloored { from: nothing(), subtract: nothing() }
        }
        E::ByRate { .. } => E::ByRate { base: nothing(), rate: nothing() },
        E::ByCount { .. } => E::ByCount { base: nothing(), count: nothing() },
        E::Minimum(terms) => E::Minimum(as_many(terms)),
        E::Maximum(terms) => E::Maximum(as_many(terms)),
        E::Condition { .. } => {
            E::Condition { when: nothing(), then: nothing(), otherwise: nothing() }
        }
        E::Compare { comparison, .. } => {
            E::Compare { left: nothing(), comparison: *comparison, right: nothing() }
        }
        E::All(terms) => E::All(as_many(terms)),
        E::Any(terms) => E::Any(as_many(terms)),
        E::Not(_) => E::Not(nothing()),
        E::Eligible(requirements) => E::Eligible(requirements.iter().map(bare).collect()),
        E::Capped { period, .. } => {
            E::Capped { base: nothing(), cap: nothing(), already: nothing(), period: *period }
        }
        E::Waiting { from_the_first, .. } => E::Waiting {
            quantity: nothing(),
            threshold: nothing(),
            from_the_first: *from_the_first,
        },
        E::Prorata { .. } => E::Prorata { base: nothing(), present: nothing(), whole: nothing() },
        E::Chosen { input, lowest, highest, outside, .. } => E::Chosen {
            input: input.clone(),
            proposed: nothing(),
            lowest: lowest.as_ref().map(|_| nothing()),
            highest: highest.as_ref().map(|_| nothing()),
            outside: *outside,
        },
        E::Aggregate { function, of, among, otherwise } => E::Aggregate {
            function: *function,
            of: of.clone(),
            among: among.clone(),
            otherwise: otherwise.as_ref().map(|_| nothing()),
        },
        E::Ratio { .. } => E::Ratio { of: nothing(), by: nothing(), otherwise: nothing() },
        // Leaves, and those walked by their own parts: they are what they are.
        other => other.clone(),
    }
}

fn bare(requirement: &Requirement) -> Requirement {
    let nothing = || Expression::EvaluationDay;
    match requirement {
        Requirement::Seniority { .. } => {
            Requirement::Seniority { months: nothing(), at_least: nothing() }
        }
        Requirement::Status { among, .. } => {
            Requirement::Status { on: nothing(), among: among.clone() }
        }
        Requirement::Other { title, .. } => {
            Requirement::Other { title: title.clone(), met: nothing() }
        }
    }
}

//! What a line becomes before it is run: places instead of names, constants folded, and for each
//! number a denominator, bounds, and the width in which it is computed.

use caisse_units::Day;

use super::number::Rounder;
use crate::exact::Exact;
use crate::tree::Comparison;
use crate::value::ValueType;

/// The width in which a node is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    Narrow,
    Wide,
    Exact,
}

/// Where a value is kept: an input or a computed line.
pub(super) type Place = usize;

/// A number for each row.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) width: Width,
    /// The denominator of the numerators; 1 for [`Width::Exact`].
    pub(super) denominator: i128,
    /// Bounds of the numerators; without meaning for [`Width::Exact`].
    pub(super) lowest: i128,
    pub(super) highest: i128,
    pub(super) node: Node,
}

/// What a number is made of.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Constant(Exact),
    Place(Place),
    Sum(Vec<Number>),
    Difference(Box<[Number; 2]>),
    Floored(Box<Number>),
    Product(Box<[Number; 2]>),
    Least(Vec<Number>),
    Greatest(Vec<Number>),
    /// A scale with constant, increasing limits: from each start, how much steeper it becomes.
    Ramps {
        base: Box<Number>,
        over: (i128, i128),
        ramps: Vec<(Number, Number)>,
    },
    /// A scale whose limits or rates vary: limit and rate of each bracket. `over` holds the
    /// denominators of amounts and of rates.
    Brackets {
        base: Box<Number>,
        over: (i128, i128),
        brackets: Vec<(Option<Number>, Number)>,
    },
    Steps {
        base: Box<Number>,
        rounder: Rounder,
    },
    Quotient(Box<[Number; 3]>),
    Prorata(Box<[Number; 3]>),
    Waiting {
        parts: Box<[Number; 2]>,
        from_the_first: bool,
    },
    Chosen {
        place: Place,
        parts: Box<Choice>,
        refused: bool,
    },
    Months(Box<[Plain<Day>; 2]>),
    Days(Box<[Plain<Day>; 2]>),
    Pick(Box<Selector>, Vec<Number>),
}

/// A member's choice: what was chosen, what is proposed, and the bounds.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) chosen: Number,
    pub(super) proposed: Number,
    pub(super) lowest: Option<Number>,
    pub(super) highest: Option<Number>,
}

/// A category (by its number) or a date for each row.
#[derive(Clone, Debug)]
pub(super) enum Plain<V> {
    Constant(V),
    Place(Place),
    Pick(Box<Selector>, Vec<Plain<V>>),
}

/// A yes/no for each row.
#[derive(Clone, Debug)]
pub(super) enum YesNo {
    Constant(bool),
    Place(Place),
    Numbers(Box<[Number; 2]>, Comparison),
    Dates(Box<[Plain<Day>; 2]>, Comparison),
    Categories(Box<[Plain<u32>; 2]>, bool),
    Same(Box<[YesNo; 2]>, bool),
    All(Vec<YesNo>),
    Any(Vec<YesNo>),
    Not(Box<YesNo>),
    Among(Plain<u32>, Vec<u32>),
    Pick(Box<Selector>, Vec<YesNo>),
}

/// Which branch each row takes.
#[derive(Clone, Debug)]
pub(super) enum Selector {
    /// The first branch whose yes/no is yes; after them the last.
    First(Vec<YesNo>),
    /// The first whose limit is not passed (included or not); after them the last.
    NumberLimits(Number, Vec<(Number, bool)>),
    DateLimits(Plain<Day>, Vec<(Plain<Day>, bool)>),
    /// The first whose key is equal; after them the last.
    NumberKeys(Number, Vec<Number>),
    CategoryKeys(Plain<u32>, Vec<u32>),
    YesNoKeys(YesNo, Vec<bool>),
}

/// Any of them.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    Number(ValueType, Number),
    YesNo(YesNo),
    Category(Plain<u32>),
    Date(Plain<Day>),
}

impl Plan {
    pub(super) fn kind(&self) -> ValueType {
        match self {
            Plan::Number(kind, _) => *kind,
            Plan::YesNo(_) => ValueType::YesNo,
            Plan::Category(_) => ValueType::Category,
            Plan::Date(_) => ValueType::Date,
        }
    }
}

impl Number {
    /// True when every part is a constant: its value is the same for all rows.
    fn is_same_for_all(&self) -> bool {
        let constant = |parts: &[&Number]| parts.iter().all(|part| part.as_constant().is_some());
        match &self.node {
            Node::Place(_) | Node::Chosen { .. } => false,
            Node::Months(days) | Node::Days(days) => {
                days.iter().all(|day| matches!(day, Plain::Constant(_)))
            }
            Node::Steps { base, .. } => constant(&[base]),
            Node::Pick(selector, branches) => {
                selector.is_same_for_all() && branches.iter().all(|b| b.as_constant().is_some())
            }
            node => constant(&node.parts()),
        }
    }
}

impl YesNo {
    fn is_same_for_all(&self) -> bool {
        let constant =
            |parts: &[YesNo]| parts.iter().all(|part| matches!(part, YesNo::Constant(_)));
        match self {
            YesNo::Constant(_) => true,
            YesNo::Place(_) => false,
            YesNo::Numbers(parts, _) => parts.iter().all(|part| part.as_constant().is_some()),
            YesNo::Dates(parts, _) => parts.iter().all(|p| matches!(p, Plain::Constant(_))),
            YesNo::Categories(parts, _) => parts.iter().all(|p| matches!(p, Plain::Constant(_))),
            YesNo::Same(parts, _) => constant(&parts[..]),
            YesNo::All(parts) | YesNo::Any(parts) => constant(parts),
            YesNo::Not(part) => matches!(**part, YesNo::Constant(_)),
            YesNo::Among(category, _) => matches!(category, Plain::Constant(_)),
            YesNo::Pick(selector, branches) => selector.is_same_for_all() && constant(branches),
        }
    }
}

impl Selector {
    /// True when all rows take the same branch.
    pub(super) fn is_same_for_all(&self) -> bool {
        let fixed = |number: &Number| number.as_constant().is_some();
        match self {
            Selector::First(tests) => tests.iter().all(|t| matches!(t, YesNo::Constant(_))),
            Selector::NumberLimits(on, limits) => {
                fixed(on) && limits.iter().all(|(limit, _)| fixed(limit))
            }
            Selector::DateLimits(on, limits) => std::iter::once(on)
                .chain(limits.iter().map(|(limit, _)| limit))
                .all(|day| matches!(day, Plain::Constant(_))),
            Selector::NumberKeys(on, _) => fixed(on),
            Selector::CategoryKeys(on, _) => matches!(on, Plain::Constant(_)),
            Selector::YesNoKeys(on, _) => matches!(on, YesNo::Constant(_)),
        }
    }
}

impl Plan {
    /// True when the value does not depend on the row, and is not folded into a constant yet.
    pub(super) fn is_same_for_all(&self) -> bool {
        match self {
            Plan::Number(_, number) => number.as_constant().is_none() && number.is_same_for_all(),
            Plan::YesNo(yes) => yes.is_same_for_all(),
            Plan::Category(_) | Plan::Date(_) => false,
        }
    }
}

impl Choice {
    pub(super) fn parts(&self) -> Vec<&Number> {
        let bounds = self.lowest.iter().chain(&self.highest);
        [&self.chosen, &self.proposed].into_iter().chain(bounds).collect()
    }
}

impl Node {
    /// The numbers that must be at most as wide as this node.
    pub(super) fn parts(&self) -> Vec<&Number> {
        match self {
            Node::Constant(_) | Node::Place(_) | Node::Months(_) | Node::Days(_) => Vec::new(),
            Node::Sum(parts) | Node::Least(parts) | Node::Greatest(parts) => parts.iter().collect(),
            Node::Pick(_, branches) => branches.iter().collect(),
            Node::Difference(parts) | Node::Product(parts) => parts.iter().collect(),
            Node::Waiting { parts, .. } => parts.iter().collect(),
            Node::Floored(part) => vec![part],
            Node::Ramps { base, .. } => vec![base],
            Node::Brackets { base, brackets, .. } => {
                let inside = brackets.iter().flat_map(|(limit, rate)| limit.iter().chain([rate]));
                std::iter::once(&**base).chain(inside).collect()
            }
            Node::Steps { .. } => Vec::new(),
            Node::Quotient(parts) | Node::Prorata(parts) => parts.iter().collect(),
            Node::Chosen { parts, .. } => parts.parts(),
        }
    }
}

//! Piecewise linear functions of one number, in exact rationals.
//!
//! A piece holds from its beginning to the next piece's; whether a limit itself belongs to the left
//! or the right piece is not kept, since only the limits on both sides matter here.

use std::cmp::Ordering;

use crate::exact::Exact;

/// `slope × x + base` from `from` on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linear {
    pub from: Exact,
    pub slope: Exact,
    pub base: Exact,
}

impl Linear {
    /// The value there.
    pub fn at(&self, x: &Exact) -> Exact {
        self.slope.times(x).plus(&self.base)
    }
}

/// A function from the first piece's beginning to `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    pub list: Vec<Linear>,
    pub to: Exact,
}

/// A yes/no by pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Truths {
    pub list: Vec<(Exact, bool)>,
}

/// The most pieces of one function; beyond, it is not analysed.
const PIECES_LIMIT: usize = 5_000;

impl Pieces {
    /// The same everywhere.
    pub fn constant(value: Exact, from: &Exact, to: &Exact) -> Pieces {
        let only = Linear { from: from.clone(), slope: Exact::ZERO, base: value };
        Pieces { list: vec![only], to: to.clone() }
    }

    /// The number itself.
    pub fn identity(from: &Exact, to: &Exact) -> Pieces {
        let only = Linear { from: from.clone(), slope: Exact::whole(1), base: Exact::ZERO };
        Pieces { list: vec![only], to: to.clone() }
    }

    /// Its value when it is the same everywhere.
    pub fn as_constant(&self) -> Option<Exact> {
        match self.list.as_slice() {
            [only] if only.slope.is_zero() => Some(only.base.clone()),
            _ => None,
        }
    }

    /// Joins pieces that continue each other; `None` when there are too many left.
    fn joined(list: Vec<Linear>, to: &Exact) -> Option<Pieces> {
        let mut kept: Vec<Linear> = Vec::with_capacity(list.len());
        for piece in list {
            match kept.last() {
                Some(last) if last.from == piece.from => {
                    kept.pop();
                    kept.push(piece);
                }
                Some(last) if last.slope == piece.slope && last.base == piece.base => {}
                _ => kept.push(piece),
            }
        }
        (kept.len() <= PIECES_LIMIT).then_some(Pieces { list: kept, to: to.clone() })
    }

    /// Both functions on common pieces.
    fn together(&self, other: &Pieces) -> Vec<(Linear, Linear)> {
        let mut starts: Vec<&Exact> =
            self.list.iter().chain(&other.list).map(|piece| &piece.from).collect();
        starts.sort();
        starts.dedup();
        starts
            .into_iter()
            .map(|start| {
                let piece = |pieces: &Pieces| Linear {
                    from: start.clone(),
                    ..pieces.piece_at(start).clone()
                };
                (piece(self), piece(other))
            })
            .collect()
    }

    fn piece_at(&self, x: &Exact) -> &Linear {
        let after = self.list.partition_point(|piece| piece.from <= *x);
        &self.list[after.saturating_sub(1)]
    }

    /// The sum.
    pub fn plus(&self, other: &Pieces) -> Option<Pieces> {
        let sum = self.together(other).into_iter().map(|(a, b)| Linear {
            slope: a.slope.plus(&b.slope),
            base: a.base.plus(&b.base),
            from: a.from,
        });
        Pieces::joined(sum.collect(), &self.to)
    }

    /// The opposite.
    pub fn negated(&self) -> Pieces {
        let list = self.list.iter().map(|piece| Linear {
            from: piece.from.clone(),
            slope: piece.slope.negated(),
            base: piece.base.negated(),
        });
        Pieces { list: list.collect(), to: self.to.clone() }
    }

    /// The difference.
    pub fn minus(&self, other: &Pieces) -> Option<Pieces> {
        self.plus(&other.negated())
    }

    /// The product, when on each piece one of the two is constant.
    pub fn times(&self, other: &Pieces) -> Option<Pieces> {
        let product = self.together(other).into_iter().map(|(a, b)| {
            let (line, factor) = if b.slope.is_zero() { (&a, &b) } else { (&b, &a) };
            factor.slope.is_zero().then(|| Linear {
                from: a.from.clone(),
                slope: line.slope.times(&factor.base),
                base: line.base.times(&factor.base),
            })
        });
        Pieces::joined(product.collect::<Option<Vec<_>>>()?, &self.to)
    }

    /// One function where the yes/no is yes, the other elsewhere.
    pub fn choose(truths: &Truths, yes: &Pieces, no: &Pieces) -> Option<Pieces> {
        let mut list = Vec::new();
        for (at, (from, is_yes)) in truths.list.iter().enumerate() {
            let end = truths.list.get(at + 1).map(|(next, _)| next);
            let taken = if *is_yes { yes } else { no };
            list.push(Linear { from: from.clone(), ..taken.piece_at(from).clone() });
            let inside = taken
                .list
                .iter()
                .filter(|piece| piece.from > *from && end.is_none_or(|end| piece.from < *end));
            list.extend(inside.cloned());
        }
        Pieces::joined(list, &yes.to)
    }

    /// Where the first is below (`Less`) or above (`Greater`) the second. Where they are equal over
    /// a whole piece, `when_equal`.
    pub fn compare(&self, other: &Pieces, wanted: Ordering, when_equal: bool) -> Option<Truths> {
        let difference = self.minus(other)?;
        let mut list: Vec<(Exact, bool)> = Vec::new();
        for (at, piece) in difference.list.iter().enumerate() {
            let end = difference.list.get(at + 1).map_or(&difference.to, |next| &next.from);
            let mut starts = vec![piece.from.clone()];
            if !piece.slope.is_zero() {
                let zero = piece.base.negated().divided_by(&piece.slope)?;
                if zero > piece.from && zero < *end {
                    starts.push(zero);
                }
            }
            for (place, start) in starts.iter().enumerate() {
                let stop = starts.get(place + 1).unwrap_or(end);
                let middle = start.plus(stop).divided_by(&Exact::whole(2))?;
                let sign = piece.at(&middle).cmp(&Exact::ZERO);
                let answer = if sign.is_eq() { when_equal } else { sign == wanted };
                list.push((start.clone(), answer));
            }
        }
        Some(Truths { list }.joined())
    }

    /// The lesser of both.
    pub fn least(&self, other: &Pieces) -> Option<Pieces> {
        Pieces::choose(&self.compare(other, Ordering::Less, true)?, self, other)
    }

    /// The greater of both.
    pub fn greatest(&self, other: &Pieces) -> Option<Pieces> {
        Pieces::choose(&self.compare(other, Ordering::Greater, true)?, self, other)
    }

    /// The function, or zero where it is negative.
    pub fn floored(&self) -> Option<Pieces> {
        let from = self.list.first().map_or(Exact::ZERO, |piece| piece.from.clone());
        self.greatest(&Pieces::constant(Exact::ZERO, &from, &self.to))
    }
}

impl Truths {
    fn joined(mut self) -> Truths {
        self.list.dedup_by(|next, before| next.1 == before.1);
        self
    }

    /// The contrary.
    pub fn not(&self) -> Truths {
        Truths { list: self.list.iter().map(|(from, yes)| (from.clone(), !yes)).collect() }
    }

    /// Both, or either.
    pub fn with(&self, other: &Truths, both: bool) -> Truths {
        let mut starts: Vec<&Exact> =
            self.list.iter().chain(&other.list).map(|(from, _)| from).collect();
        starts.sort();
        starts.dedup();
        let at = |truths: &Truths, x: &Exact| {
            let after = truths.list.partition_point(|(from, _)| from <= x);
            truths.list[after.saturating_sub(1)].1
        };
        let list = starts.into_iter().map(|x| {
            let (a, b) = (at(self, x), at(other, x));
            (x.clone(), if both { a && b } else { a || b })
        });
        Truths { list: list.collect() }.joined()
    }
}

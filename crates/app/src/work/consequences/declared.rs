//! Situations opened for one computation.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use caisse_domain::Organisation;
use caisse_domain::identity::MemberId;
use caisse_domain::rules::Situation;
use caisse_units::Day;

use crate::ExecuteError;
use crate::people::People;

/// What members declared, each declaration with its first day.
#[derive(Default)]
pub struct Declared(BTreeMap<MemberId, Vec<(Day, Situation)>>);

impl Declared {
    /// Opens every situation that holds on some day from `from` on.
    ///
    /// # Errors
    /// Those of [`People::situation`].
    pub fn open(
        people: &People,
        house: &Organisation,
        from: Day,
    ) -> Result<Declared, ExecuteError> {
        Declared::open_watched(people, house, from, &AtomicUsize::new(0))
    }

    /// The same, for who waits: `done` goes up by one for each member.
    ///
    /// # Errors
    /// Those of [`People::situation`].
    pub fn open_watched(
        people: &People,
        house: &Organisation,
        from: Day,
        done: &AtomicUsize,
    ) -> Result<Declared, ExecuteError> {
        let mut declared = BTreeMap::new();
        for (member, known) in house.members.all() {
            done.fetch_add(1, Ordering::Relaxed);
            let first = known.situation_on(from).map(|mark| mark.from);
            let mut days: Vec<Day> =
                known.situations.iter().map(|mark| mark.from).filter(|day| *day > from).collect();
            days.extend(first);
            days.sort_unstable();
            days.dedup();
            let mut kept = Vec::with_capacity(days.len());
            for day in days {
                if let Some(values) = people.situation(house, member, day)? {
                    kept.push((day, values));
                }
            }
            if !kept.is_empty() {
                declared.insert(member, kept);
            }
        }
        Ok(Declared(declared))
    }

    /// The same from values at hand, for a member who tries a proposal on figures of their own.
    pub fn from_values(values: impl IntoIterator<Item = (MemberId, Day, Situation)>) -> Declared {
        let mut declared: BTreeMap<MemberId, Vec<(Day, Situation)>> = BTreeMap::new();
        for (member, from, situation) in values {
            let kept = declared.entry(member).or_default();
            kept.push((from, situation));
            kept.sort_by_key(|(from, _)| *from);
        }
        Declared(declared)
    }

    /// The situation of a member that holds on that day.
    pub(super) fn on(&self, member: MemberId, day: Day) -> Option<&Situation> {
        let kept = self.0.get(&member)?;
        kept.iter().rev().find(|(from, _)| *from <= day).map(|(_, situation)| situation)
    }
}

//! Questions one may ask of the register.

use caisse_units::Day;

use super::{Member, Members, SituationMark, Standing};
use crate::identity::{HouseholdId, MemberId};

impl Members {
    /// How many members were ever enrolled.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True before the first enrolment.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The member of that number.
    pub fn get(&self, member: MemberId) -> Option<&Member> {
        self.list.get((member.0 as usize).checked_sub(1)?)
    }

    /// Every member with its number, in the order of enrolment.
    pub fn all(&self) -> impl Iterator<Item = (MemberId, &Member)> {
        self.list.iter().enumerate().map(|(index, member)| (MemberId::at(index), member))
    }

    /// The members whose membership is valid on that day.
    pub fn active_on(&self, day: Day) -> impl Iterator<Item = (MemberId, &Member)> {
        self.all().filter(move |(_, member)| member.standing_on(day) == Some(Standing::Active))
    }

    /// Whose household has how many active members on that day; 1 without a household.
    pub fn household_size(&self, member: MemberId, on: Day) -> usize {
        let together = self
            .get(member)
            .and_then(|known| known.household)
            .and_then(|household| self.households.get(&household));
        let active = |other: &&MemberId| {
            self.get(**other).and_then(|known| known.standing_on(on)) == Some(Standing::Active)
        };
        together.map_or(1, |together| together.iter().filter(active).count().max(1))
    }

    /// The highest household number in use.
    pub fn last_household(&self) -> Option<HouseholdId> {
        self.households.keys().next_back().copied()
    }
}

impl Member {
    /// True on the days when the membership is valid.
    pub fn is_active_on(&self, day: Day) -> bool {
        self.standing_on(day) == Some(Standing::Active)
    }

    /// Where the membership stands on that day; `None` before joining.
    pub fn standing_on(&self, day: Day) -> Option<Standing> {
        if day < self.joined {
            return None;
        }
        let changed = self.standings.iter().rev().find(|(from, _)| *from <= day);
        Some(changed.map_or(Standing::Active, |(_, standing)| *standing))
    }

    /// Whole months of membership on that day: what rules of seniority count.
    pub fn seniority_on(&self, day: Day) -> i32 {
        if day < self.joined { 0 } else { day.whole_months_since(self.joined) }
    }

    /// The situation that holds on that day: the latest `from` not after it, and of equal dates the
    /// one declared last (a correction supersedes, it does not overwrite).
    pub fn situation_on(&self, day: Day) -> Option<&SituationMark> {
        self.situations
            .iter()
            .enumerate()
            .filter(|(_, mark)| mark.from <= day)
            .max_by_key(|(index, mark)| (mark.from, *index))
            .map(|(_, mark)| mark)
    }
}

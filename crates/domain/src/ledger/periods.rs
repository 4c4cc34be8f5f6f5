//! Which years are open, and which months and years are locked.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Day, Month};
use serde::{Deserialize, Serialize};

use super::LedgerRefusal;

/// The years of the books, which are calendar years, and what is locked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    /// Every year that was opened; true once it is closed.
    years: BTreeMap<i16, bool>,
    /// Months locked one by one.
    months: BTreeSet<Month>,
}

impl Periods {
    /// Opens a year. Opening it again changes nothing.
    pub fn open_year(&mut self, year: i16) {
        self.years.entry(year).or_insert(false);
    }

    /// Locks a month for ever.
    pub fn close_month(&mut self, month: Month) {
        self.months.insert(month);
    }

    /// Closes a year for ever, with all its months.
    pub fn close_year(&mut self, year: i16) {
        self.years.insert(year, true);
    }

    /// True when the year was opened, closed since or not.
    pub fn knows_year(&self, year: i16) -> bool {
        self.years.contains_key(&year)
    }

    /// True when the year was closed.
    pub fn is_year_closed(&self, year: i16) -> bool {
        self.years.get(&year) == Some(&true)
    }

    /// True when the month is locked, by itself or with its year.
    pub fn is_month_closed(&self, month: Month) -> bool {
        self.is_year_closed(month.year()) || self.months.contains(&month)
    }

    /// The years that were opened, in order.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = i16> + '_ {
        self.years.keys().copied()
    }

    /// The last month that is locked, if any.
    pub fn last_closed_month(&self) -> Option<Month> {
        let by_year = self.years.iter().rev().find(|(_, closed)| **closed);
        let by_year = by_year.and_then(|(year, _)| Month::new(*year, 12));
        by_year.max(self.months.last().copied())
    }

    /// The day on which something of that day is recorded: itself, or the first day after its locked
    /// months.
    pub fn open_day(&self, day: Day) -> Day {
        if !self.is_month_closed(day.month()) {
            return day;
        }
        let mut month = day.month().next();
        while self.is_month_closed(month) && month < month.next() {
            month = month.next();
        }
        month.first_day()
    }

    /// May something ordinary be dated that day? In order: the year is open, the month is not locked.
    ///
    /// # Errors
    /// [`LedgerRefusal::YearNotOpen`], [`LedgerRefusal::YearClosed`], [`LedgerRefusal::MonthClosed`].
    pub fn check_day(&self, day: Day) -> Result<(), LedgerRefusal> {
        self.check_year(day)?;
        if self.months.contains(&day.month()) {
            let open = self.open_day(day);
            return Err(LedgerRefusal::MonthClosed { day, month: day.month(), open });
        }
        Ok(())
    }

    /// May a closing entry be dated that day? Its year is open; its months may be locked already.
    ///
    /// # Errors
    /// [`LedgerRefusal::YearNotOpen`], [`LedgerRefusal::YearClosed`].
    pub fn check_year(&self, day: Day) -> Result<(), LedgerRefusal> {
        match self.years.get(&day.year()) {
            None => Err(LedgerRefusal::YearNotOpen { day, open: self.open_years() }),
            Some(true) => Err(LedgerRefusal::YearClosed { day, open: self.open_day(day) }),
            Some(false) => Ok(()),
        }
    }

    /// May this month be locked? Its year is open, it is not locked yet, and the months before it are,
    /// those of the years before too.
    ///
    /// # Errors
    /// [`LedgerRefusal::YearNotOpen`], [`LedgerRefusal::YearClosed`], [`LedgerRefusal::MonthClosed`],
    /// [`LedgerRefusal::EarlierMonthOpen`].
    pub fn check_close_month(&self, month: Month) -> Result<(), LedgerRefusal> {
        self.check_day(month.first_day())?;
        let years_before =
            self.years.iter().filter(|(year, closed)| **year < month.year() && !**closed);
        let months_before = years_before
            .flat_map(|(year, _)| (1..=12).map(|number| (*year, number)))
            .chain((1..month.month_of_year()).map(|number| (month.year(), number)));
        match months_before
            .filter_map(|(year, number)| Month::new(year, number))
            .find(|earlier| !self.months.contains(earlier))
        {
            Some(earlier) => Err(LedgerRefusal::EarlierMonthOpen { month, earlier }),
            None => Ok(()),
        }
    }

    /// May this year be closed? It is open, its twelve months are locked, and so are the years before.
    ///
    /// # Errors
    /// [`LedgerRefusal::YearNotOpen`], [`LedgerRefusal::YearClosed`],
    /// [`LedgerRefusal::EarlierMonthOpen`].
    pub fn check_close_year(&self, year: i16) -> Result<(), LedgerRefusal> {
        let Some(last) = Month::new(year, 12) else {
            return Err(LedgerRefusal::YearOutOfCalendar { year });
        };
        self.check_year(last.first_day())?;
        let open_before = self.years.iter().find(|(before, closed)| **before < year && !**closed);
        if let Some(earlier) = open_before.and_then(|(before, _)| Month::new(*before, 12)) {
            return Err(LedgerRefusal::EarlierMonthOpen { month: last, earlier });
        }
        match (1..=12)
            .filter_map(|number| Month::new(year, number))
            .find(|month| !self.months.contains(month))
        {
            Some(earlier) => Err(LedgerRefusal::EarlierMonthOpen { month: last, earlier }),
            None => Ok(()),
        }
    }

    fn open_years(&self) -> Vec<i16> {
        self.years.iter().filter(|(_, closed)| !**closed).map(|(year, _)| *year).collect()
    }
}

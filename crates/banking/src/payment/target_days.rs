//! The days on which euro transfers between banks are settled (the TARGET calendar of the European
//! Central Bank, unchanged since 2002), and the notice that a debtor is owed.
//!
//! Absent on purpose: the hour until which a bank takes files, which each bank sets.

use caisse_units::Day;

/// Days of notice before a collection unless debtor and creditor agreed otherwise (SEPA rulebook).
pub const USUAL_NOTICE: u16 = 14;

/// True if TARGET is open: not a weekend, 1 January, Good Friday, Easter Monday, 1 May, 25 or 26
/// December.
pub fn is_target_day(day: Day) -> bool {
    let fixed = (day.month().month_of_year(), day.day_of_month());
    let easter = easter_sunday(day.year());
    !(day.is_weekend()
        || matches!(fixed, (1, 1) | (5, 1) | (12, 25) | (12, 26))
        || day == easter.plus_days(-2)
        || day == easter.plus_days(1))
}

/// The day itself if TARGET is open, otherwise the first open day after.
pub fn next_target_day(day: Day) -> Day {
    (0..8).map(|days| day.plus_days(days)).find(|day| is_target_day(*day)).unwrap_or(day)
}

/// The day itself if TARGET is open, otherwise the last open day before.
pub fn previous_target_day(day: Day) -> Day {
    (0..8).map(|days| day.plus_days(-days)).find(|day| is_target_day(*day)).unwrap_or(day)
}

/// The open day that comes `count` open days after this one.
pub fn target_days_after(day: Day, count: u16) -> Day {
    (0..count).fold(next_target_day(day), |open, _| next_target_day(open.plus_days(1)))
}

/// The last day to tell a debtor of a collection, `notice` calendar days before it.
pub fn last_day_to_notify(collection: Day, notice: u16) -> Day {
    collection.plus_days(-i32::from(notice))
}

/// The first open day on which a debtor told on `notified` can be collected from.
pub fn first_collection_day(notified: Day, notice: u16) -> Day {
    next_target_day(notified.plus_days(i32::from(notice)))
}

/// The last day on which a mandate can be used: 36 months after the last collection under it (or
/// after its signature, if it never served). Later, a new one must be signed.
pub fn mandate_lapses_on(last_used: Day) -> Day {
    let month = last_used.month().plus_months(36);
    let last = month.last_day();
    Day::new(month.year(), month.month_of_year(), last_used.day_of_month()).unwrap_or(last)
}

/// Easter Sunday of a year of the Gregorian calendar, by the method of Meeus, Jones and Butcher.
pub fn easter_sunday(year: i16) -> Day {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days_after_22_march = epact + weekday - 7 * late;
    let march = Day::new(year.clamp(1900, 2999) as i16, 3, 22).expect("22 March exists");
    march.plus_days(days_after_22_march)
}

#[cfg(test)]
mod tests;

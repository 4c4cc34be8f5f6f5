//! When a file was made.

use std::fmt;

use caisse_units::Day;
use serde::{Deserialize, Serialize};

/// A second of universal time, given by the caller: this crate has no clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    day: Day,
    second_of_day: u32,
}

impl Moment {
    /// The moment of that day and hour (0 to 23), minute and second (0 to 59), or `None`.
    pub fn new(day: Day, hour: u32, minute: u32, second: u32) -> Option<Moment> {
        let right = hour < 24 && minute < 60 && second < 60;
        right.then_some(Moment { day, second_of_day: hour * 3_600 + minute * 60 + second })
    }

    /// The moment that many seconds after the beginning of 1970, within the bounds of [`Day`].
    pub fn from_unix_seconds(seconds: i64) -> Moment {
        let epoch = Day::new(1970, 1, 1).expect("1970 is within the bounds of days");
        let days = seconds.div_euclid(86_400).clamp(-400_000, 400_000) as i32;
        Moment { day: epoch.plus_days(days), second_of_day: seconds.rem_euclid(86_400) as u32 }
    }

    /// Its day, in universal time.
    pub fn day(self) -> Day {
        self.day
    }
}

/// `2026-01-31T08:30:00+00:00`, as bank files write it.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, rest) = (self.second_of_day / 3_600, self.second_of_day % 3_600);
        write!(formatter, "{}T{hour:02}:{:02}:{:02}+00:00", self.day, rest / 60, rest % 60)
    }
}

//! What time it is: the system's, or one that a test, the demo or the simulator sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use caisse_domain::assemblies::TimeOfDay;
use caisse_journal::Moment;
use caisse_units::Day;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A source of the current moment.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970 in UTC.
    fn now(&self) -> Moment;

    /// The civil day in France at this moment.
    fn today(&self) -> Day {
        day_of(self.now())
    }
}

/// The civil day in France of a moment; in UTC where the system has no time zone data.
pub fn day_of(moment: Moment) -> Day {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let instant = Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let date = zone.to_datetime(instant).date();
    Day::new(date.year(), date.month(), date.day())
        .unwrap_or_else(|| Day::new(1970, 1, 1).expect("a day of the calendar"))
}

/// The time of day in France at a moment; in UTC where the system has no time zone data.
pub fn time_of(moment: Moment) -> TimeOfDay {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let instant = Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let time = zone.to_datetime(instant).time();
    let part = |part: i8| u16::try_from(part).unwrap_or(0);
    TimeOfDay::new(part(time.hour()), part(time.minute())).expect("a time of the clock")
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment(Timestamp::now().as_millisecond())
    }
}

/// A clock that stands where it was set.
#[derive(Clone, Debug)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    /// A clock set to noon of that day.
    pub fn at(day: Day) -> SetClock {
        let clock = SetClock(Arc::new(AtomicI64::new(0)));
        clock.set(day);
        clock
    }

    /// Sets it to noon of that day (UTC).
    pub fn set(&self, day: Day) {
        let epoch = Day::new(1970, 1, 1).expect("a day of the calendar");
        let moment = i64::from(day.days_since(epoch)) * 86_400_000 + 43_200_000;
        self.0.store(moment, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

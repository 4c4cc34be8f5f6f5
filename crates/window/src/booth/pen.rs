//! One pen for two programs: the pages take it when ballots come, and put it down so that commands
//! typed on the same machine can be carried out in between.
//!
//! A store has one writer at a time. An assembly is run from a terminal while its members vote in the
//! browser, so neither may keep the pen: the booth holds it for two seconds at most, leaves it for a
//! moment, and gives it up when nobody votes. What the others wrote meanwhile is read each second.
//!
//! Absent on purpose: what is written.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use caisse_app::directory::DirectoryError;
use caisse_app::{Desk, DeskError, ExecuteError};
use caisse_journal::StoreError;

use crate::Room;

/// The longest that the pen is held while others may wait for it.
const LONGEST_HOLD: Duration = Duration::from_secs(2);
/// How long it then lies free.
const FREE: Duration = Duration::from_millis(30);
/// After how long without a ballot it is put down.
const IDLE: Duration = Duration::from_millis(500);
/// How often the journal is looked at for what others wrote.
const LOOK: Duration = Duration::from_millis(250);
/// How long a ballot waits for the pen.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long between two attempts.
const ATTEMPT: Duration = Duration::from_millis(10);

/// Since when the pen is held, and when it was last used.
#[derive(Clone, Copy)]
struct Hold {
    since: Instant,
    used: Instant,
}

/// The pen of a room's desk.
pub struct Pen {
    room: Arc<Room>,
    hold: Arc<Mutex<Hold>>,
}

impl Pen {
    /// The pen of that desk, tended from a thread that ends with the room.
    pub fn new(room: &Arc<Room>) -> Pen {
        let now = Instant::now();
        let hold = Arc::new(Mutex::new(Hold { since: now, used: now }));
        let (watched, tended) = (Arc::downgrade(room), Arc::downgrade(&hold));
        thread::spawn(move || tend(&watched, &tended));
        Pen { room: Arc::clone(room), hold }
    }

    /// Writes with the pen in hand.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another program kept it too long; what the store says.
    pub fn write<T>(&self, write: impl FnOnce(&mut Desk) -> T) -> Result<T, ExecuteError> {
        let start = Instant::now();
        loop {
            let mut desk = self.room.desk().write().unwrap_or_else(PoisonError::into_inner);
            let mut hold = self.hold.lock().unwrap_or_else(PoisonError::into_inner);
            if !desk.has_pen() {
                match desk.take_pen() {
                    Ok(()) => hold.since = Instant::now(),
                    Err(error) if is_busy(&error) && start.elapsed() < PATIENCE => {
                        drop((desk, hold));
                        thread::sleep(ATTEMPT);
                        continue;
                    }
                    Err(error) => return Err(told(error)),
                }
            }
            let written = write(&mut desk);
            hold.used = Instant::now();
            let long = hold.since.elapsed() >= LONGEST_HOLD;
            // What is written is durable: that the pen cannot be put down is tried again later.
            let free = long && desk.put_pen_down().is_ok();
            drop((desk, hold));
            if free {
                thread::sleep(FREE);
            }
            return Ok(written);
        }
    }
}

/// Puts an idle pen down, and reads what others wrote, until the room is closed.
fn tend(room: &Weak<Room>, hold: &Weak<Mutex<Hold>>) {
    loop {
        thread::sleep(LOOK);
        let (Some(room), Some(hold)) = (room.upgrade(), hold.upgrade()) else { return };
        let mut desk = room.desk().write().unwrap_or_else(PoisonError::into_inner);
        let hold = *hold.lock().unwrap_or_else(PoisonError::into_inner);
        // A store that does not answer now is asked again; the pages show what was read before.
        let _ = match desk.has_pen() {
            true if hold.used.elapsed() >= IDLE => desk.put_pen_down(),
            true => Ok(()),
            false => desk.follow(),
        };
    }
}

fn is_busy(error: &DeskError) -> bool {
    matches!(
        error,
        DeskError::Directory(DirectoryError::Store(StoreError::Busy { .. }))
            | DeskError::Execute(ExecuteError::Store(StoreError::Busy { .. }))
    )
}

/// The same as a command would say it.
fn told(error: DeskError) -> ExecuteError {
    match error {
        DeskError::Execute(error) => error,
        DeskError::Directory(DirectoryError::Store(error)) => ExecuteError::Store(error),
        DeskError::Directory(_) => ExecuteError::Stopped,
    }
}

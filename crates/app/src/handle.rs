//! A house shared between threads: one writer, any number of readers.
//!
//! Commands that arrive while the disk is busy wait together and share the next commit (group
//! commit). Readers see what is durable and nothing else.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, RwLock, RwLockReadGuard};

use crate::error::ExecuteError;
use crate::house::{Done, House, Request};

/// The most commands in one commit.
const MOST_TOGETHER: usize = 1024;

type Answer = Result<Done, ExecuteError>;
type Job = (Request, Sender<Answer>);

/// A shared house. Cloning it is cheap; the writer stops when the last handle is dropped.
#[derive(Clone)]
pub struct Handle {
    house: Arc<RwLock<House>>,
    jobs: Sender<Job>,
}

impl Handle {
    /// Shares a house and starts its writer.
    pub fn new(house: House) -> Handle {
        let house = Arc::new(RwLock::new(house));
        let (jobs, waiting) = channel();
        let shared = Arc::clone(&house);
        std::thread::spawn(move || write(&shared, &waiting));
        Handle { house, jobs }
    }

    /// Executes one command, and returns once it is durable.
    ///
    /// # Errors
    /// [`ExecuteError`]; nothing was recorded.
    pub fn execute(&self, request: Request) -> Answer {
        let (answer, answered) = channel();
        self.jobs.send((request, answer)).map_err(|_| ExecuteError::Stopped)?;
        answered.recv().unwrap_or(Err(ExecuteError::Stopped))
    }

    /// The house as it is durable now. Holding it delays the writer.
    ///
    /// # Panics
    /// If the writer panicked: what it was doing is not durable, and the house must be opened again.
    pub fn read(&self) -> RwLockReadGuard<'_, House> {
        self.house.read().expect("the writer has not panicked")
    }
}

/// Takes what waits, executes it together, answers, until every handle is gone.
fn write(house: &RwLock<House>, waiting: &Receiver<Job>) {
    // The loop ends when the last handle, and with it the last sender, is gone.
    while let Ok(first) = waiting.recv() {
        let mut jobs = vec![first];
        jobs.extend(waiting.try_iter().take(MOST_TOGETHER - 1));
        let (requests, answers): (Vec<Request>, Vec<Sender<Answer>>) = jobs.into_iter().unzip();
        let Ok(mut house) = house.write() else { return };
        let done = house.execute_batch(requests);
        drop(house);
        for (answer, done) in answers.iter().zip(done) {
            // Whoever asked may be gone; the command is done all the same.
            let _ = answer.send(done);
        }
    }
    if let Ok(mut house) = house.write() {
        house.keep_snapshot();
    }
}

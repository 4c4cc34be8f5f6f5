//! A house shared between threads: one writer, any number of readers.
//!
//! Commands that arrive while the disk is busy wait together and share the next commit (group
//! commit). Those who were answered together mostly ask again together: the writer gives them a
//! moment, never longer than a quarter of the last commit, so that they are not split over two
//! commits. Someone who works alone never waits. Readers see what is durable and nothing else.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use crate::error::ExecuteError;
use crate::house::{Done, House, Request};

/// The most commands in one commit.
const MOST_TOGETHER: usize = 1024;

/// The longest that the writer waits for others, however slow the disk is.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

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
    let (mut last, mut before_last, mut patience) = (1, 1, Duration::ZERO);
    // The loop ends when the last handle, and with it the last sender, is gone.
    while let Ok(first) = waiting.recv() {
        let jobs = gather(waiting, first, last.max(before_last), patience);
        (last, before_last) = (jobs.len(), last);
        let (requests, answers): (Vec<Request>, Vec<Sender<Answer>>) = jobs.into_iter().unzip();
        let Ok(mut house) = house.write() else { return };
        let start = Instant::now();
        let done = house.execute_batch(requests);
        patience = (start.elapsed() / 4).min(LONGEST_WAIT);
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

/// The first job, all that wait, and, while they are fewer than expected, those that come in time.
fn gather(waiting: &Receiver<Job>, first: Job, expected: usize, patience: Duration) -> Vec<Job> {
    let until = Instant::now() + patience;
    let mut jobs = vec![first];
    while jobs.len() < MOST_TOGETHER {
        let left = until.saturating_duration_since(Instant::now());
        let next = match waiting.try_recv() {
            Err(_) if jobs.len() < expected => waiting.recv_timeout(left).ok(),
            other => other.ok(),
        };
        let Some(job) = next else { break };
        jobs.push(job);
    }
    jobs
}

//! A line of people waiting for the one writer, who serves all that wait together.
//!
//! What arrives while the disk is busy shares the next commit (group commit). Those who were answered
//! together mostly ask again together: the writer gives them a moment, never longer than a quarter of
//! the last commit, so that they are not split over two commits. Someone who works alone never waits.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// The most that are served by one commit.
const MOST_TOGETHER: usize = 1024;

/// The longest that the writer waits for others, however slow the disk is.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

type Job<Asked, Answer> = (Asked, Sender<Answer>);

/// The line. Cloning it is cheap; the writer stops when the last one is dropped.
pub struct Line<Asked, Answer> {
    jobs: Sender<Job<Asked, Answer>>,
}

impl<Asked, Answer> Clone for Line<Asked, Answer> {
    fn clone(&self) -> Line<Asked, Answer> {
        Line { jobs: self.jobs.clone() }
    }
}

impl<Asked: Send + 'static, Answer: Send + 'static> Line<Asked, Answer> {
    /// Starts a writer that serves many at once, one answer each in their order; an empty list stops
    /// it. `last` is done when nobody can ask any more.
    pub fn new(
        serve: impl FnMut(Vec<Asked>) -> Vec<Answer> + Send + 'static,
        last: impl FnOnce() + Send + 'static,
    ) -> Line<Asked, Answer> {
        let (jobs, waiting) = channel();
        std::thread::spawn(move || {
            write(serve, &waiting);
            last();
        });
        Line { jobs }
    }

    /// Asks and waits for the answer; `None` when the writer has stopped.
    pub fn ask(&self, asked: Asked) -> Option<Answer> {
        let (answer, answered) = channel();
        self.jobs.send((asked, answer)).ok()?;
        answered.recv().ok()
    }
}

/// Takes what waits, serves it together, answers, until every line is gone.
fn write<Asked, Answer>(
    mut serve: impl FnMut(Vec<Asked>) -> Vec<Answer>,
    waiting: &Receiver<Job<Asked, Answer>>,
) {
    let (mut last, mut before_last, mut patience) = (1, 1, Duration::ZERO);
    // The loop ends when the last line, and with it the last sender, is gone.
    while let Ok(first) = waiting.recv() {
        let jobs = gather(waiting, first, last.max(before_last), patience);
        (last, before_last) = (jobs.len(), last);
        let (asked, senders): (Vec<Asked>, Vec<Sender<Answer>>) = jobs.into_iter().unzip();
        let start = Instant::now();
        let answers = serve(asked);
        patience = (start.elapsed() / 4).min(LONGEST_WAIT);
        if answers.is_empty() {
            return;
        }
        for (sender, answer) in senders.iter().zip(answers) {
            // Whoever asked may be gone; it is done all the same.
            let _ = sender.send(answer);
        }
    }
}

/// The first job, all that wait, and, while they are fewer than expected, those that come in time.
fn gather<T>(waiting: &Receiver<T>, first: T, expected: usize, patience: Duration) -> Vec<T> {
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

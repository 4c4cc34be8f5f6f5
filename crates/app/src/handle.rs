//! A house shared between threads: one writer, any number of readers.
//!
//! Commands that arrive while the disk is busy share the next commit ([`Line`]). Readers see what is
//! durable and nothing else.

use std::sync::{Arc, RwLock, RwLockReadGuard};

use crate::error::ExecuteError;
use crate::house::{Done, House, Request};
use crate::line::Line;

type Answer = Result<Done, ExecuteError>;

/// A shared house. Cloning it is cheap; the writer stops when the last handle is dropped.
#[derive(Clone)]
pub struct Handle {
    house: Arc<RwLock<House>>,
    line: Line<Request, Answer>,
}

impl Handle {
    /// Shares a house and starts its writer.
    pub fn new(house: House) -> Handle {
        let house = Arc::new(RwLock::new(house));
        let (writer, closer) = (Arc::clone(&house), Arc::clone(&house));
        let serve = move |requests: Vec<Request>| match writer.write() {
            Ok(mut house) => house.execute_batch(requests),
            Err(_) => Vec::new(),
        };
        let last = move || {
            if let Ok(mut house) = closer.write() {
                house.keep_snapshot();
            }
        };
        Handle { house, line: Line::new(serve, last) }
    }

    /// Executes one command, and returns once it is durable.
    ///
    /// # Errors
    /// [`ExecuteError`]; nothing was recorded.
    pub fn execute(&self, request: Request) -> Answer {
        self.line.ask(request).unwrap_or(Err(ExecuteError::Stopped))
    }

    /// The house as it is durable now. Holding it delays the writer.
    ///
    /// # Panics
    /// If the writer panicked: what it was doing is not durable, and the house must be opened again.
    pub fn read(&self) -> RwLockReadGuard<'_, House> {
        self.house.read().expect("the writer has not panicked")
    }
}

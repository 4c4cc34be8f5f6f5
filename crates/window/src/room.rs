//! The room in which all windows of a caisse stand: its desk, the index of its records and the
//! figures that are costly to compute, once for all readers.
//!
//! Absent on purpose: who reads.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use caisse_app::Desk;
use caisse_app::words::PersonalWords;
use caisse_units::Language;

use crate::forecasts::Forecasts;
use crate::index::Index;

/// One caisse, open for reading.
pub struct Room {
    desk: RwLock<Desk>,
    index: RwLock<Arc<Index>>,
    pub(crate) forecasts: Forecasts,
    pub(crate) words: Option<PersonalWords>,
    pub(crate) warning: Option<(String, String)>,
}

impl Room {
    pub(crate) fn new(desk: Desk) -> Room {
        Room {
            desk: RwLock::new(desk),
            index: RwLock::new(Arc::new(Index::default())),
            forecasts: Forecasts::default(),
            words: None,
            warning: None,
        }
    }

    /// The desk, for whoever also works at it. Pages wait while it is written.
    pub fn desk(&self) -> &RwLock<Desk> {
        &self.desk
    }

    /// The desk, for reading.
    pub fn read(&self) -> RwLockReadGuard<'_, Desk> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index, brought up to the head of the journal.
    pub(crate) fn index(&self, desk: &Desk) -> Arc<Index> {
        {
            let known = self.index.read().unwrap_or_else(PoisonError::into_inner);
            if known.reached() >= desk.house.head().size {
                return Arc::clone(&known);
            }
        }
        let mut known = self.index.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut known).follow(desk);
        Arc::clone(&known)
    }

    /// The warning on top of every page: a journal that can only be read comes first.
    pub(crate) fn warning(&self, language: Language) -> Option<String> {
        let desk = self.read();
        let broken = desk.house.read_only().map(|reason| reason.sentence(language));
        let given = || self.warning.as_ref().map(|(fr, en)| language.choose(fr, en).to_owned());
        broken.or_else(given)
    }
}

//! What was done under which key, so that a form sent twice acts once and leads to the same place.
//!
//! Two at the same moment under one key: the second waits for the first. The last thousands are kept;
//! what is older, and what a restart forgot, the journal itself knows by its keys.
//!
//! Absent on purpose: faults. What was refused may be sent again.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::Acted;
use crate::form::markup::{HELD, HeldFile, SEAL, SEEN};
use crate::form::{CONFIRMED, Fault, Sent, Upload};

/// How many deeds are remembered.
const REMEMBERED: usize = 4_096;

/// What was done: the digest of what was answered, and what came of it.
type Deed = Option<(u64, Acted)>;

/// The memory of the counter.
#[derive(Default)]
pub(crate) struct Once {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    deeds: HashMap<String, Arc<Mutex<Deed>>>,
    order: VecDeque<String>,
}

/// What is known of a key.
pub(crate) enum Told {
    /// The same was done, and came to this.
    Same(Acted),
    /// Something else was done under it.
    Other,
}

impl Once {
    fn place(&self, key: &str) -> Arc<Mutex<Deed>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known.deeds.get(key) {
            return Arc::clone(place);
        }
        if known.order.len() == REMEMBERED
            && let Some(oldest) = known.order.pop_front()
        {
            known.deeds.remove(&oldest);
        }
        known.order.push_back(key.to_owned());
        Arc::clone(known.deeds.entry(key.to_owned()).or_default())
    }

    /// What was done under a key.
    pub(crate) fn told(&self, key: &str, content: u64) -> Option<Told> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let place = known.deeds.get(key).map(Arc::clone)?;
        drop(known);
        let deed = place.lock().unwrap_or_else(PoisonError::into_inner);
        deed.as_ref().map(|(digest, acted)| match *digest == content {
            true => Told::Same(acted.clone()),
            false => Told::Other,
        })
    }

    /// Acts, unless it was done under this key: then the first answer again.
    pub(crate) fn act(
        &self,
        key: &str,
        content: u64,
        act: impl FnOnce() -> Result<Acted, Vec<Fault>>,
    ) -> Result<Acted, Vec<Fault>> {
        let place = self.place(key);
        let mut deed = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, acted)) = deed.as_ref() {
            return Ok(acted.clone());
        }
        let acted = act()?;
        if !matches!(acted, Acted::Confirm(_)) {
            *deed = Some((content, acted.clone()));
        }
        Ok(acted)
    }
}

/// A digest of a file: tells two files apart, protects nothing.
pub(crate) fn digest(upload: &Upload) -> u64 {
    let mut hasher = DefaultHasher::new();
    upload.bytes.hash(&mut hasher);
    hasher.finish()
}

/// A digest of what was answered: tells two answers apart, protects nothing.
pub(crate) fn content(sent: &Sent, held: &[HeldFile]) -> u64 {
    let mut hasher = DefaultHasher::new();
    let own = |name: &str| [SEAL, SEEN, CONFIRMED].contains(&name) || name.starts_with(HELD);
    for (name, value) in sent.fields.iter().filter(|(name, _)| !own(name)) {
        (name, value).hash(&mut hasher);
    }
    for file in held {
        (&file.field, file.digest).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(sentence: &str) -> Acted {
        Acted::Done { sentence: sentence.to_owned(), place: "/".to_owned() }
    }

    #[test]
    fn two_at_the_same_moment_under_one_key_act_once() {
        let once = Arc::new(Once::default());
        let acts = Arc::new(Mutex::new(0));
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (once, acts) = (Arc::clone(&once), Arc::clone(&acts));
                std::thread::spawn(move || {
                    once.act("k", 1, || {
                        *acts.lock().expect("a lock") += 1;
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        Ok(done("fait"))
                    })
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().expect("a thread"), Ok(done("fait")));
        }
        assert_eq!(*acts.lock().expect("a lock"), 1);
    }

    #[test]
    fn what_was_refused_may_be_sent_again_and_other_answers_are_told_apart() {
        let once = Once::default();
        let refused = once.act("k", 1, || Err(vec![]));
        assert!(refused.is_err() && once.told("k", 1).is_none());
        assert!(once.act("k", 2, || Ok(done("fait"))).is_ok());
        assert!(matches!(once.told("k", 2), Some(Told::Same(_))));
        assert!(matches!(once.told("k", 3), Some(Told::Other)));
    }

    #[test]
    fn only_the_latest_deeds_are_remembered() {
        let once = Once::default();
        for number in 0..=REMEMBERED {
            assert!(once.act(&number.to_string(), 0, || Ok(done("fait"))).is_ok());
        }
        assert!(once.told("0", 0).is_none() && once.told("1", 0).is_some());
    }
}

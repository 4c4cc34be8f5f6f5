//! A shelf behind the counter: what was typed before a session ended, and the files of a form that has
//! to be shown again. In memory only, and not for long: the oldest makes room.
//!
//! Whoever has the word of a thing takes it; a word has 128 random bits and stands in one form.
//!
//! Absent on purpose: the disk. Documents are personal, and are sealed when the form is accepted.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fresh_word;
use crate::form::markup::{HELD, KEY, SEAL, SEEN};
use crate::form::{Sent, Upload};

/// How long something is kept.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// The most bytes of held files.
const MOST_HELD: usize = 96 << 20;
/// The most bytes of what was typed by people who are at the door.
const MOST_TYPED: usize = 8 << 20;

/// The shelf.
#[derive(Default)]
pub(crate) struct Shelf {
    files: Mutex<Row<File>>,
    typed: Mutex<Row<Sent>>,
}

/// A file, or what is left of it once it was taken: enough to know it again.
#[derive(Clone)]
pub(super) struct File {
    /// The file.
    pub upload: Option<Upload>,
    /// The digest of what is in it.
    pub digest: u64,
}

struct Thing<T> {
    word: String,
    since: Instant,
    bytes: usize,
    content: T,
}

/// Things in the order in which they came, within a number of bytes.
struct Row<T> {
    things: VecDeque<Thing<T>>,
    bytes: usize,
}

impl<T> Default for Row<T> {
    fn default() -> Row<T> {
        Row { things: VecDeque::new(), bytes: 0 }
    }
}

impl<T: Clone> Row<T> {
    fn put(&mut self, content: T, bytes: usize, most: usize, now: Instant) -> Option<String> {
        if bytes > most {
            return None;
        }
        let old = |thing: &Thing<T>| now.saturating_duration_since(thing.since) > KEPT;
        while self.things.front().is_some_and(|first| self.bytes + bytes > most || old(first)) {
            self.bytes -= self.things.pop_front().map_or(0, |thing| thing.bytes);
        }
        let word = fresh_word();
        self.bytes += bytes;
        self.things.push_back(Thing { word: word.clone(), since: now, bytes, content });
        Some(word)
    }

    fn get(&self, word: &str, now: Instant) -> Option<T> {
        let thing = self.things.iter().find(|thing| thing.word == word)?;
        (now.saturating_duration_since(thing.since) <= KEPT).then(|| thing.content.clone())
    }

    fn keep_only(&mut self, word: &str, left: impl FnOnce(&mut T)) {
        if let Some(thing) = self.things.iter_mut().find(|thing| thing.word == word) {
            self.bytes -= std::mem::take(&mut thing.bytes);
            left(&mut thing.content);
        }
    }
}

impl Shelf {
    /// Holds a file; gives its word.
    pub(super) fn hold(&self, file: File) -> Option<String> {
        let bytes = file.upload.as_ref().map_or(0, |upload| upload.bytes.len());
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.put(file, bytes, MOST_HELD, Instant::now())
    }

    /// A file that is held, or was.
    pub(super) fn held(&self, word: &str) -> Option<File> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(word, Instant::now())
    }

    /// These files were taken: only their digests are kept.
    pub(crate) fn forget<'a>(&self, words: impl Iterator<Item = &'a str>) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        words.for_each(|word| files.keep_only(word, |file| file.upload = None));
    }

    /// Sets aside what was typed, without its files; gives its word, or an empty one for too much.
    pub(crate) fn set_aside(&self, sent: Sent) -> String {
        let own = |name: &str| [KEY, SEAL, SEEN].contains(&name) || name.starts_with(HELD);
        let fields: Vec<_> = sent.fields.into_iter().filter(|(name, _)| !own(name)).collect();
        let bytes = fields.iter().map(|(name, value)| name.len() + value.len() + 64).sum();
        let sent = Sent { fields, uploads: Vec::new() };
        let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        typed.put(sent, bytes, MOST_TYPED, Instant::now()).unwrap_or_default()
    }

    /// What was set aside.
    pub(crate) fn typed(&self, word: &str) -> Option<Sent> {
        self.typed.lock().unwrap_or_else(PoisonError::into_inner).get(word, Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room_and_nothing_is_kept_for_more_than_an_hour() {
        let (mut row, start) = (Row::default(), Instant::now());
        let first = row.put(1, 60, 100, start).expect("room");
        let second = row.put(2, 60, 100, start).expect("room");
        assert_eq!((row.get(&first, start), row.get(&second, start)), (None, Some(2)));
        assert_eq!(row.put(3, 101, 100, start), None);
        let late = start + KEPT + Duration::from_secs(1);
        assert_eq!(row.get(&second, late), None);
        let third = row.put(4, 30, 100, late).expect("room");
        assert_eq!((row.things.len(), row.bytes), (1, 30));
        row.keep_only(&third, |content| *content = 0);
        assert_eq!((row.get(&third, late), row.bytes), (Some(0), 0));
    }
}

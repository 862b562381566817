//! Words remembered from record to record: a directory repeats a few hundred.

use rustc_hash::FxHashMap;

/// A memo stops growing here, so that a file of nothing but new words stays small.
pub const MOST_REMEMBERED: usize = 4096;

/// What each word was read as, also where it was not understood.
pub struct Memo<T> {
    seen: FxHashMap<Box<[u8]>, Option<T>>,
}

impl<T: Copy> Memo<T> {
    pub fn new() -> Memo<T> {
        Memo { seen: FxHashMap::default() }
    }

    /// What a word was read as before, or is read as now.
    pub fn get(&mut self, word: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some(&known) = self.seen.get(word.as_bytes()) {
            return known;
        }
        let value = read(word);
        if self.seen.len() < MOST_REMEMBERED {
            self.seen.insert(word.as_bytes().into(), value);
        }
        value
    }

    /// What a word was read as before; bytes, so that a known one need not be checked for being text.
    pub fn recall(&self, word: &[u8]) -> Option<T> {
        *self.seen.get(word)?
    }
}

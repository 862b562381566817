//! Words remembered from record to record: a directory repeats a few hundred.

use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// A memo stops growing here, so that a file of nothing but new words stays small.
pub const MOST_REMEMBERED: usize = 4096;

/// What each word was read as, also where it was not understood.
pub struct Memo<T> {
    seen: ByWord<Option<T>>,
}

impl<T: Copy> Memo<T> {
    pub fn new() -> Memo<T> {
        Memo { seen: ByWord::new() }
    }

    /// What a word was read as before, or is read as now.
    pub fn get(&mut self, word: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some(&known) = self.seen.get(word.as_bytes()) {
            return known;
        }
        let value = read(word);
        self.seen.insert(word.as_bytes(), value);
        value
    }

    /// What a word was read as before; bytes, so that a known one need not be checked for being text.
    pub fn recall(&self, word: &[u8]) -> Option<T> {
        *self.seen.get(word)?
    }
}

/// Something for each of a few thousand words, found fast.
pub struct ByWord<V> {
    /// Most words are so short that they are compared as a few numbers, without a look elsewhere in memory.
    short: FxHashMap<Short, V>,
    long: FxHashMap<Box<[u8]>, V>,
}

impl<V> ByWord<V> {
    pub fn new() -> ByWord<V> {
        ByWord { short: FxHashMap::default(), long: FxHashMap::default() }
    }

    pub fn get(&self, word: &[u8]) -> Option<&V> {
        // Many are asked that know nothing.
        if self.short.is_empty() && self.long.is_empty() {
            return None;
        }
        match short(word) {
            Some(word) => self.short.get(&word),
            None => self.long.get(word),
        }
    }

    /// Enters a word, as long as there is room.
    pub fn insert(&mut self, word: &[u8], value: V) {
        if self.short.len() + self.long.len() >= MOST_REMEMBERED {
            return;
        }
        match short(word) {
            Some(word) => self.short.insert(word, value),
            None => self.long.insert(word.into(), value),
        };
    }
}

/// A word of at most 24 bytes: its length, and numbers that hold all of it, some of it twice.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short {
    length: u64,
    parts: [u64; 3],
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [first, second, third] = self.parts;
        state.write_u64(first ^ second.rotate_left(21) ^ third.rotate_left(42) ^ self.length);
    }
}

fn short(word: &[u8]) -> Option<Short> {
    let eight = |at: usize| word[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let four = |at: usize| word[at..].first_chunk().map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
    let length = word.len();
    let parts = match length {
        0 => [0; 3],
        1..4 => [u64::from(word[0]), u64::from(word[length / 2]), u64::from(word[length - 1])],
        4..8 => [four(0), four(length - 4), 0],
        8..16 => [eight(0), eight(length - 8), 0],
        16..=24 => [eight(0), eight(8), eight(length - 8)],
        _ => return None,
    };
    Some(Short { length: length as u64, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_are_told_from_each_other() {
        let words: Vec<Vec<u8>> = (0..60).flat_map(|length| [0, b'a'].map(|byte| vec![byte; length])).skip(1).collect();
        let mut by_word = ByWord::new();
        words.iter().enumerate().for_each(|(i, word)| by_word.insert(word, i));
        assert!(words.iter().enumerate().all(|(i, word)| by_word.get(word) == Some(&i)));
        assert_eq!(by_word.get(&[b'b'; 8]), None);
    }

    #[test]
    fn a_memo_stays_small() {
        let mut memo = Memo::new();
        for number in 0..2 * MOST_REMEMBERED {
            assert_eq!(memo.get(&number.to_string(), |word| word.parse().ok()), Some(number));
        }
        assert_eq!((memo.recall(b"7"), memo.recall(b"8000")), (Some(7), None));
    }
}

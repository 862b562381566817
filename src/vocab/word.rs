//! Closed words: how an enum is said, read and collected.

use super::key::key;
use std::fmt;
use std::marker::PhantomData;

/// A small closed set of words, at most 32.
pub trait Word: Copy + Eq + 'static {
    /// All of them, in their order.
    const ALL: &'static [Self];

    /// The canonical spelling, as files are written.
    fn word(self) -> &'static str;

    /// Reads the canonical spelling or a usual synonym, however it is cased, hyphenated or accented.
    fn read(text: &str) -> Option<Self>;

    /// The word's own bit in a [`Set`].
    fn bit(self) -> u32;
}

/// Defines an enum of closed words: each with its canonical spelling and the keys of its synonyms.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal = $($synonym:literal)|+,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn read(text: &str) -> Option<Self> {
                if let Some(&exact) = Self::ALL.iter().find(|word| word.word() == text) {
                    return Some(exact);
                }
                match key(text).as_ref() { $($($synonym)|+ => Some(Self::$variant),)+ _ => None }
            }

            fn bit(self) -> u32 {
                1 << self as u32
            }
        }
    };
}
pub(super) use words;

/// Reads a yes or a no.
pub fn yes_no(text: &str) -> Option<bool> {
    match key(text).as_ref() {
        "yes" | "true" | "y" | "1" | "x" | "t" => Some(true),
        "no" | "false" | "n" | "0" | "f" => Some(false),
        _ => None,
    }
}

/// A set of closed words in one number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Set<T>(u32, PhantomData<T>);

impl<T: Word> Set<T> {
    /// The set of nothing.
    pub const EMPTY: Self = Self(0, PhantomData);

    /// The set of these words.
    pub fn of(words: &[T]) -> Self {
        words.iter().copied().collect()
    }

    /// Adds a word.
    pub fn insert(&mut self, word: T) {
        self.0 |= word.bit();
    }

    /// Whether the word is in the set.
    pub fn contains(self, word: T) -> bool {
        self.0 & word.bit() != 0
    }

    /// Whether there is no word in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the sets share a word.
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The words, in their order.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |&word| self.contains(word))
    }
}

impl<T: Word> Default for Set<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T: Word> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        let mut set = Self::EMPTY;
        words.into_iter().for_each(|word| set.insert(word));
        set
    }
}

impl<T: Word> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Word::word)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::Severity;

    #[test]
    fn a_set_keeps_each_word_once_and_in_order() {
        let set: Set<Severity> = [Severity::Severe, Severity::Mild, Severity::Severe].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Severity::Mild, Severity::Severe]);
        assert!(set.contains(Severity::Mild) && !set.contains(Severity::Crisis));
        assert_eq!(format!("{set:?}"), r#"{"mild", "severe"}"#);
    }

    #[test]
    fn a_yes_is_read_as_people_write_it() {
        assert_eq!(
            ["Yes", "x", "1", "NO", "false", "maybe", ""].map(yes_no),
            [Some(true), Some(true), Some(true), Some(false), Some(false), None, None]
        );
    }
}

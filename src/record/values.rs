//! The values of one field as they are written.

use crate::colleague::Field;
use std::fmt::{self, Debug};
use std::ops::Range;

/// The values of one field of a record, in their order.
#[derive(Clone, Copy)]
pub struct Values<'w> {
    text: &'w str,
    places: &'w [(Field, Range<usize>)],
}

impl<'w> Values<'w> {
    pub(super) fn new(text: &'w str, places: &'w [(Field, Range<usize>)]) -> Values<'w> {
        Values { text, places }
    }

    /// Each value.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'w str> {
        self.places.iter().map(move |(_, place)| &self.text[place.clone()])
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.places.is_empty()
    }

    /// A value by its place.
    pub fn get(self, at: usize) -> Option<&'w str> {
        self.places.get(at).map(|(_, place)| &self.text[place.clone()])
    }

    /// Whether this is one of them.
    pub fn contains(self, value: &str) -> bool {
        self.iter().any(|known| known == value)
    }

    /// All in one text.
    pub fn join(self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }

    /// Each as a text of its own.
    pub fn to_vec(self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }
}

impl PartialEq for Values<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<const N: usize> PartialEq<[&str; N]> for Values<'_> {
    fn eq(&self, other: &[&str; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

impl Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

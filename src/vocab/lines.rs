//! How a table lies in the program: one text, and where each of its lines ends.
//!
//! No pointers per row: nothing is relocated or parsed at the start, and a table that is not used stays on disk.

use super::key::hash;

/// The rows of a table, each a line of tab-separated fields.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) text: &'static str,
    pub(crate) ends: &'static [u32],
}

impl Lines {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The line at `index`, empty when there is none.
    pub(crate) fn get(&self, index: usize) -> &'static str {
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).map_or(0, |&end| end as usize) };
        let end = self.ends.get(index).map_or(start, |&end| end as usize);
        &self.text[start..end]
    }

    /// Field `number`, from 0, of the line at `index`, empty when there is none.
    pub(crate) fn field(&self, index: usize, number: usize) -> &'static str {
        self.get(index).split('\t').nth(number).unwrap_or("")
    }
}

/// The parts of a `|` list; none for an empty text.
pub(crate) fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').filter(|part| !part.is_empty())
}

/// Words, each with the row it stands for, in the order of their hashes.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) hashes: &'static [u32],
    pub(crate) words: Lines,
    pub(crate) rows: &'static [u16],
}

impl Terms {
    /// The row of a word, given as its key.
    pub(crate) fn find(&self, word: &str) -> Option<usize> {
        let hash = hash(word);
        let first = self.hashes.partition_point(|&other| other < hash);
        let same = self.hashes[first..].iter().take_while(|&&other| other == hash).count();
        let at = (first..first + same).find(|&at| self.words.get(at) == word)?;
        Some(usize::from(self.rows[at]))
    }
}

//! The state of one search for the cheapest way to somebody.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Farther than anything.
const FAR: i64 = i64::MAX;
/// Nobody moves to her on a way.
pub(super) const NOBODY: u32 = u32::MAX;

/// What is lost on the best way found so far to each colleague, and who would move to her on it.
#[derive(Default)]
pub(super) struct Search {
    loss: Vec<i64>,
    by: Vec<u32>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Search {
    pub(super) fn new(colleagues: usize) -> Search {
        Search { loss: vec![FAR; colleagues], by: vec![NOBODY; colleagues], ..Search::default() }
    }

    pub(super) fn loss(&self, colleague: u32) -> i64 {
        self.loss[colleague as usize]
    }

    /// Who would move to a colleague on the best way to her.
    pub(super) fn by(&self, colleague: u32) -> u32 {
        self.by[colleague as usize]
    }

    /// Everybody to whom a way was found.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// Notes a way that is better than the one known.
    pub(super) fn note(&mut self, colleague: u32, loss: i64, by: u32) {
        let known = &mut self.loss[colleague as usize];
        if *known == FAR {
            self.touched.push(colleague);
        }
        (*known, self.by[colleague as usize]) = (loss, by);
    }

    /// Notes a better way, to go on from later.
    pub(super) fn note_for_later(&mut self, colleague: u32, loss: i64, by: u32) {
        self.note(colleague, loss, by);
        self.heap.push(Reverse((loss, colleague)));
    }

    /// The nearest from whom the search did not go on yet.
    pub(super) fn next(&mut self) -> Option<(i64, u32)> {
        loop {
            let Reverse((loss, colleague)) = self.heap.pop()?;
            if loss == self.loss[colleague as usize] {
                return Some((loss, colleague));
            }
        }
    }

    /// Forgets everything, in as many steps as were made.
    pub(super) fn clear(&mut self) {
        for colleague in self.touched.drain(..) {
            (self.loss[colleague as usize], self.by[colleague as usize]) = (FAR, NOBODY);
        }
        self.heap.clear();
    }
}

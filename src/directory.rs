//! Colleagues as they come: read field by field, in any order, from a file or from memory.

use crate::colleague::{Colleague, FieldSet};

/// A colleague who may not have been read in full yet.
pub trait Candidate {
    /// Makes sure that these fields have been read, and shows the colleague.
    fn read(&mut self, fields: FieldSet) -> &Colleague;

    /// Adds how these fields are written to `key`: where two colleagues of one walk add the same, the fields say the
    /// same.
    fn written(&mut self, fields: FieldSet, key: &mut Vec<u8>);

    /// Reads these fields for themselves, and tells whether some part of them was not understood.
    fn part(&mut self, fields: FieldSet) -> (Colleague, bool);
}

/// A stream of colleagues, which can be walked once for any number of clients.
pub trait Source {
    /// Calls `visit` with each colleague, in any order.
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate));
}

/// Colleagues held in memory.
#[derive(Clone, Default, Debug)]
pub struct Directory {
    /// Each read in full.
    pub colleagues: Vec<Colleague>,
}

/// One colleague in memory.
pub struct Held<'a>(pub &'a Colleague);

impl Candidate for Held<'_> {
    fn read(&mut self, fields: FieldSet) -> &Colleague {
        debug_assert!(self.0.read.covers(fields), "a colleague in memory is read in full");
        self.0
    }

    /// In memory, everybody stands for herself.
    fn written(&mut self, _: FieldSet, key: &mut Vec<u8>) {
        key.extend(self.0.id.as_bytes());
    }

    fn part(&mut self, _: FieldSet) -> (Colleague, bool) {
        (self.0.clone(), false)
    }
}

impl Source for &Directory {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        for colleague in &self.colleagues {
            visit(&mut Held(colleague));
        }
    }
}

/// The colleagues of a walk that is over, to be read again one by one.
pub trait Recall: Sync {
    /// Opens it, for one thread.
    fn open(&self) -> Box<dyn Again + '_>;
}

/// Reads single colleagues again.
pub trait Again {
    /// The colleague that came at this place of the walk, from 0, in full; `None` where she cannot be read any more.
    fn colleague(&mut self, place: usize) -> Option<Colleague>;
}

impl Recall for Directory {
    fn open(&self) -> Box<dyn Again + '_> {
        Box::new(self)
    }
}

impl Again for &Directory {
    fn colleague(&mut self, place: usize) -> Option<Colleague> {
        self.colleagues.get(place).cloned()
    }
}

//! Colleagues as they come: read field by field, in any order, from a file or from memory.

use crate::colleague::{Colleague, FieldSet};

/// A colleague who may not have been read in full yet.
pub trait Candidate {
    /// Makes sure that these fields have been read, and shows the colleague.
    fn read(&mut self, fields: FieldSet) -> &Colleague;
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
}

impl Source for &Directory {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        for colleague in &self.colleagues {
            visit(&mut Held(colleague));
        }
    }
}

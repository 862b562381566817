//! Colleagues as they come: read field by field, in any order, from a file or from memory.

use crate::colleague::{Colleague, Field, FieldSet};

/// A colleague who may not have been read in full yet.
pub trait Candidate {
    /// Makes sure that these fields have been read, and shows the colleague.
    fn read(&mut self, fields: FieldSet) -> &Colleague;

    /// Does the same, where what cannot be understood of these fields is told only if the colleague is in the answer or
    /// they are read, too. Who may be shown depends on who came before, and what is told must not.
    fn look(&mut self, fields: FieldSet) -> &Colleague {
        self.read(fields)
    }

    /// Does the same, where nothing of these fields is told unless they are looked at or read, too.
    fn peek(&mut self, fields: FieldSet) -> &Colleague {
        self.read(fields)
    }

    /// Adds how these fields are written to `key`: where two colleagues of one walk add the same, the fields say the
    /// same.
    fn written(&mut self, fields: FieldSet, key: &mut Vec<u8>);

    /// Reads these fields for themselves, and tells whether some part of them was not understood.
    fn part(&mut self, fields: FieldSet) -> (Colleague, bool);

    /// Reads one value of a field for itself, and tells whether it was not understood.
    fn value(&mut self, field: Field, value: &[u8]) -> (Colleague, bool);

    /// Hands over each value of a field as it is written; `false` where something else than a value is there, or it is
    /// not known how they are written.
    fn each_value(&mut self, field: Field, take: &mut dyn FnMut(&[u8])) -> bool;

    /// All of a field as it is written, where that is in one piece.
    fn whole(&mut self, _: Field) -> Option<&[u8]> {
        None
    }

    /// What a field of one value says, where that is plain without reading it: printable ASCII without spaces.
    fn plain(&mut self, _: Field) -> Option<&[u8]> {
        None
    }
}

/// A stream of colleagues, which can be walked once for any number of clients.
pub trait Source {
    /// Calls `visit` with each colleague, in any order.
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate));

    /// Walks the colleagues in parts, several at once where that pays: each part begins with what `start` makes, and
    /// `visit` takes its colleagues in one by one. Gives back what became of the parts, in the order of the colleagues.
    ///
    /// How they are parted is nobody's business: what is made of all parts together must not depend on it. A part may
    /// be walked in vain and begun anew, so that nothing may happen outside of it.
    fn fold<T: Send>(
        &mut self,
        start: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, &mut dyn Candidate) + Sync,
    ) -> Vec<T> {
        let mut made = start();
        self.each(&mut |candidate| visit(&mut made, candidate));
        vec![made]
    }
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

    fn value(&mut self, _: Field, _: &[u8]) -> (Colleague, bool) {
        (Colleague::default(), true)
    }

    fn each_value(&mut self, _: Field, _: &mut dyn FnMut(&[u8])) -> bool {
        false
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

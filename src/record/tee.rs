//! A reader that remembers what passed through it, until somebody takes it.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

/// Reads on, and keeps what it read for [`Passed`].
pub struct Tee<R> {
    input: R,
    kept: Rc<RefCell<Kept>>,
}

/// What passed through a [`Tee`] and was not taken yet.
pub struct Passed(Rc<RefCell<Kept>>);

#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    /// How many of them are taken already.
    taken: usize,
    /// Where in the input the first that is not taken stands.
    start: u64,
}

impl<R: Read> Tee<R> {
    pub fn new(input: R) -> (Tee<R>, Passed) {
        let kept = Rc::new(RefCell::new(Kept::default()));
        (Tee { input, kept: Rc::clone(&kept) }, Passed(kept))
    }
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let kept = &mut *self.kept.borrow_mut();
        kept.bytes.drain(..std::mem::take(&mut kept.taken));
        kept.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

impl Passed {
    /// Takes what passed up to a byte of the input, or all of it.
    pub fn take(&self, end: Option<u64>) -> Vec<u8> {
        let kept = &mut *self.0.borrow_mut();
        let rest = &kept.bytes[kept.taken..];
        let length = end.map_or(rest.len(), |end| end.saturating_sub(kept.start) as usize).min(rest.len());
        let taken = rest[..length].to_vec();
        kept.taken += length;
        kept.start += length as u64;
        taken
    }

    /// Whether what passed and was not taken is only white space.
    pub fn is_blank(&self, mark: &[u8]) -> bool {
        let kept = self.0.borrow();
        let rest = &kept.bytes[kept.taken..];
        rest.strip_prefix(mark).unwrap_or(rest).iter().all(u8::is_ascii_whitespace)
    }
}

//! Rows that were understood, put aside in a file that nobody else sees and that is gone with the run.

use super::lock::OWN_FOLDER;
use super::replace::{create_private, make_private_folder};
use super::{Store, Writing};
use crate::import::Ledger;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// How much is written or read at once.
const CHUNK: usize = 1 << 17;
/// How much is read where a single entry is wanted.
const LITTLE: usize = 1 << 12;

/// Entries in a file, and those that are not written yet.
pub struct FileLedger<F = File> {
    path: PathBuf,
    file: F,
    /// Where in the file what is not written yet will begin.
    written: u64,
    pending: Vec<u8>,
    /// What was read of the file, and where it stands.
    window: Vec<u8>,
    start: u64,
}

impl Writing<'_> {
    /// Opens a ledger beside the directory; `None` where that cannot be, for one can do without.
    pub fn ledger(&self) -> Option<FileLedger> {
        FileLedger::open(self.store()).ok()
    }
}

impl FileLedger {
    fn open(store: &Store) -> io::Result<FileLedger> {
        let folder = store.home().join(OWN_FOLDER);
        make_private_folder(&folder)?;
        let path = folder.join("rows");
        // Nobody else writes this name while the lock is held: what is there was left by a run that was killed.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => drop(create_private(&path)?),
        }
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        // Where a file may go while it is open, nothing is left behind even by a run that is killed.
        let _ = fs::remove_file(&path);
        Ok(FileLedger::new(path, file))
    }
}

impl<F: Read + Write + Seek> FileLedger<F> {
    fn new(path: PathBuf, file: F) -> FileLedger<F> {
        FileLedger { path, file, written: 0, pending: Vec::new(), window: Vec::new(), start: 0 }
    }

    /// Where in the window an entry stands, if all of it is there.
    fn in_window(&self, place: u64) -> Option<&[u8]> {
        let at = usize::try_from(place.checked_sub(self.start)?).ok()?;
        entry(self.window.get(at..)?)
    }

    /// Reads a part of the file into the window.
    fn look(&mut self, place: u64, length: usize) -> io::Result<()> {
        self.window.clear();
        self.start = place;
        self.file.seek(SeekFrom::Start(place))?;
        (&mut self.file).take(length as u64).read_to_end(&mut self.window)?;
        Ok(())
    }
}

/// The entry that begins a text: its length, and what it holds.
fn entry(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    rest.get(..u64::from_le_bytes(*length) as usize)
}

impl<F: Read + Write + Seek> Ledger for FileLedger<F> {
    fn enter(&mut self, bytes: &[u8]) -> io::Result<u64> {
        if self.pending.len() > CHUNK {
            self.file.seek(SeekFrom::Start(self.written))?;
            self.file.write_all(&self.pending)?;
            self.written += self.pending.len() as u64;
            self.pending.clear();
        }
        let place = self.written + self.pending.len() as u64;
        self.pending.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.pending.extend_from_slice(bytes);
        Ok(place)
    }

    fn read(&mut self, place: u64) -> io::Result<&[u8]> {
        let gone = || io::Error::from(io::ErrorKind::UnexpectedEof);
        if let Some(at) = place.checked_sub(self.written) {
            return self.pending.get(at as usize..).and_then(entry).ok_or_else(gone);
        }
        if self.in_window(place).is_none() {
            // Entries are mostly asked for one after the other.
            let is_next = place.checked_sub(self.start).is_some_and(|ahead| ahead <= self.window.len() as u64);
            self.look(place, if is_next { CHUNK } else { LITTLE })?;
        }
        if self.in_window(place).is_none() {
            let length = self.window.first_chunk::<8>().ok_or_else(gone)?;
            let length = u64::from_le_bytes(*length) as usize + 8;
            self.look(place, length)?;
        }
        self.in_window(place).ok_or_else(gone)
    }
}

impl<F> Drop for FileLedger<F> {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_again_whatever_their_order_and_size() {
        let mut ledger = FileLedger::new(PathBuf::new(), io::Cursor::new(Vec::new()));
        let text = |n: usize| vec![n as u8; if n == 70 { 3 * CHUNK } else { n * 37 }];
        let places: Vec<u64> = (0..200).map(|n| ledger.enter(&text(n)).expect("room")).collect();
        for n in (0..200).chain((0..200).map(|n| n * 71 % 200)) {
            assert!(ledger.read(places[n]).expect("an entry") == text(n), "{n}");
        }
        assert!(ledger.read(u64::MAX).is_err());
    }
}

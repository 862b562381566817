//! Colleagues of a walk that is over, read again one by one.

use super::records::Position;
use super::{Kind, Store, kind};
use crate::colleague::{Colleague, FieldSet};
use crate::directory::{Again, Candidate, Recall};
use crate::record::{CsvAgain, CsvRecords, Decoder};
use rustc_hash::FxHashMap;
use std::fs::File;

/// Where everybody of a walk stands, by the order in which they came.
///
/// Whoever stands in a CSV file is looked up there; whoever stands in a TOML file is held, for such a file is read
/// whole.
pub struct Recalled<'a> {
    store: &'a Store,
    decoder: Decoder<'a>,
    /// Byte offsets, with the number of the file above them.
    places: Vec<u64>,
    held: FxHashMap<u32, Colleague>,
    /// The files that are TOML.
    is_toml: Vec<bool>,
}

/// Bits of a place that are a byte offset: files are smaller than this many terabytes.
const OFFSET_BITS: u32 = 48;

impl<'a> Recalled<'a> {
    pub(super) fn new(store: &'a Store, decoder: Decoder<'a>) -> Recalled<'a> {
        let is_toml = store.files.iter().map(|path| kind(path) == Some(Kind::Toml)).collect();
        Recalled { store, decoder, places: Vec::new(), held: FxHashMap::default(), is_toml }
    }

    /// Remembers the next colleague of the walk.
    pub(super) fn remember(&mut self, candidate: &mut dyn Candidate, Position { file, offset }: Position) {
        if self.is_toml[file] {
            // For itself: what is told must be the same as where a row is read again.
            self.held.insert(self.places.len() as u32, candidate.part(FieldSet::EVERY).0);
        }
        self.places.push((file as u64) << OFFSET_BITS | offset);
    }

    /// Remembers those of a later part of the walk.
    pub(super) fn append(&mut self, later: Recalled) {
        let before = self.places.len() as u32;
        self.places.extend(later.places);
        self.held.extend(later.held.into_iter().map(|(place, colleague)| (before + place, colleague)));
    }
}

impl Recall for Recalled<'_> {
    fn open(&self) -> Box<dyn Again + '_> {
        let files = self.store.files.iter().map(|_| None).collect();
        Box::new(Reader { recalled: self, decoder: self.decoder.afresh(), files })
    }
}

/// Reads in the files of a directory; one for each thread.
struct Reader<'r> {
    recalled: &'r Recalled<'r>,
    decoder: Decoder<'r>,
    /// Those that were opened.
    files: Vec<Option<CsvAgain<File>>>,
}

impl Again for Reader<'_> {
    fn colleague(&mut self, place: usize) -> Option<Colleague> {
        if let Some(held) = self.recalled.held.get(&(place as u32)) {
            return Some(held.clone());
        }
        let &place = self.recalled.places.get(place)?;
        let (file, offset) = ((place >> OFFSET_BITS) as usize, place & ((1 << OFFSET_BITS) - 1));
        let slot = self.files.get_mut(file)?;
        let opened = match slot {
            Some(opened) => opened,
            None => slot.insert(open(self.recalled.store, file)?),
        };
        opened.colleague_at(offset, &mut self.decoder)
    }
}

fn open(store: &Store, file: usize) -> Option<CsvAgain<File>> {
    let path = store.files.get(file)?;
    let records = CsvRecords::new(File::open(path).ok()?).ok()?;
    Some(CsvAgain::new(File::open(path).ok()?, records))
}

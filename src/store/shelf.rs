//! The records of a directory by number, each read again where it is needed, so that a registry need not be held.

use super::records::manner;
use super::{Kind, Store, kind};
use crate::import::{Index, Keys, Number, Shelf};
use crate::problem::Problem;
use crate::record::{CsvRecords, Written};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What earlier lists said of the colleagues, in the folder of the program's own.
pub const EARLIER: &str = ".refer/imported.csv";

/// Where a record is found.
#[derive(Clone, Copy)]
enum Place {
    /// A file by its number, and a byte in it.
    InFile(u16, u64),
    /// A record that is held.
    Held(u32),
    /// Known from earlier lists only: it was removed by hand.
    Gone,
}

/// The records of a directory, and what earlier lists said of them.
pub struct Shelved {
    files: Vec<(PathBuf, Option<CsvFile>)>,
    places: Vec<Place>,
    /// TOML has no rows to come back to.
    held: Vec<Written>,
    earlier: Option<CsvFile>,
    said: FxHashMap<Number, u64>,
    /// What could not be read of the directory.
    pub problems: Vec<Problem>,
}

/// A CSV file to come back to.
struct CsvFile {
    file: File,
    header: CsvRecords<File>,
    piece: Vec<u8>,
}

impl CsvFile {
    fn open(path: &Path) -> io::Result<CsvFile> {
        let mut file = File::open(path)?;
        let manner = manner(&mut file)?;
        let unusable = |_| io::Error::other("the file has no header any more");
        let header = CsvRecords::new(File::open(path)?, manner).map_err(unusable)?;
        Ok(CsvFile { file, header, piece: Vec::new() })
    }

    fn record(&mut self, offset: u64) -> io::Result<Written> {
        let mut length = USUAL_RECORD;
        loop {
            self.file.seek(SeekFrom::Start(offset))?;
            self.piece.clear();
            (&mut self.file).take(length).read_to_end(&mut self.piece)?;
            let is_end = (self.piece.len() as u64) < length;
            if let Some(written) = self.header.first_written(&self.piece, is_end) {
                return written.ok_or_else(|| io::Error::other("a record changed while it was read"));
            }
            length *= 8;
        }
    }
}

/// What is read at once for a record; a longer one is read again.
const USUAL_RECORD: u64 = 2048;

impl Shelved {
    /// Finds every record of a directory, and enters each into the index.
    ///
    /// # Errors
    /// What earlier lists said cannot be read.
    pub fn open(store: &Store, index: &mut Index) -> io::Result<Shelved> {
        let mut records = Shelved {
            files: store.files.iter().map(|path| (path.clone(), None)).collect(),
            places: Vec::new(),
            held: Vec::new(),
            earlier: None,
            said: FxHashMap::default(),
            problems: Vec::new(),
        };
        let (places, held) = (&mut records.places, &mut records.held);
        records.problems = store.each_written(|path, written, offset| {
            let number = places.len() as Number;
            index.insert_id(number, &written.id());
            index.insert(number, Keys::of(written));
            let file = store.files.iter().position(|file| file == path).unwrap_or_default();
            places.push(match kind(path) {
                Some(Kind::Csv) => Place::InFile(file as u16, offset),
                _ => {
                    held.push(written.clone());
                    Place::Held(held.len() as u32 - 1)
                }
            });
        });
        records.open_earlier(&store.folder.join(EARLIER), index)?;
        Ok(records)
    }

    fn open_earlier(&mut self, path: &Path, index: &mut Index) -> io::Result<()> {
        let mut earlier = match CsvFile::open(path) {
            Ok(earlier) => earlier,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let (places, said) = (&mut self.places, &mut self.said);
        earlier.header.each_written(|written, offset| {
            let id = written.id();
            let number = index.by_id(&id).unwrap_or_else(|| {
                let number = places.len() as Number;
                places.push(Place::Gone);
                index.insert_id(number, &id);
                number
            });
            index.insert(number, Keys::of(written));
            said.insert(number, offset);
        });
        self.earlier = Some(earlier);
        Ok(())
    }
}

impl Shelf for Shelved {
    fn count(&self) -> Number {
        self.places.len() as Number
    }

    fn record(&mut self, number: Number) -> io::Result<Option<Written>> {
        match self.places[number as usize] {
            Place::Gone => Ok(None),
            Place::Held(at) => Ok(Some(self.held[at as usize].clone())),
            Place::InFile(file, offset) => {
                let (path, opened) = &mut self.files[usize::from(file)];
                let opened = match opened {
                    Some(opened) => opened,
                    None => opened.insert(CsvFile::open(path)?),
                };
                opened.record(offset).map(Some)
            }
        }
    }

    fn stands(&self, number: Number) -> bool {
        self.places.get(number as usize).is_some_and(|place| !matches!(place, Place::Gone))
    }

    fn was_said(&self, number: Number) -> bool {
        self.said.contains_key(&number)
    }

    fn earlier(&mut self, number: Number) -> io::Result<Option<Written>> {
        match (self.said.get(&number), &mut self.earlier) {
            (Some(&offset), Some(earlier)) => earlier.record(offset).map(Some),
            _ => Ok(None),
        }
    }
}

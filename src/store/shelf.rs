//! The records of a directory by number, each read again where it is needed, so that a registry need not be held.

use super::{Kind, Store, kind};
use crate::import::{Index, Keys, Number, Shelf, rows_of};
use crate::problem::Problem;
use crate::record::{CsvAgain, CsvRecords, Written};
use std::fs::File;
use std::io;
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
    files: Vec<(PathBuf, Option<CsvAgain<File>>)>,
    places: Vec<Place>,
    /// TOML has no rows to come back to.
    held: Vec<Written>,
    earlier: Option<CsvAgain<File>>,
    /// Where in it each colleague stands, by her number; [`NOWHERE`] for whom it does not know.
    said: Vec<u64>,
    /// What could not be read of the directory.
    pub problems: Vec<Problem>,
}

/// The place of nobody.
const NOWHERE: u64 = u64::MAX;

/// Opens a CSV file from its beginning.
fn open_csv(path: &Path) -> io::Result<CsvRecords<File>> {
    CsvRecords::new(File::open(path)?).map_err(|_| io::Error::other("the file has no header any more"))
}

/// A record of a file to come back to.
fn again(file: &mut CsvAgain<File>, offset: u64) -> io::Result<Written> {
    file.at(offset)?.ok_or_else(|| io::Error::other("a record changed while it was read"))
}

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
            said: Vec::new(),
            problems: Vec::new(),
        };
        let (places, held) = (&mut records.places, &mut records.held);
        let mut sources = Vec::new();
        records.problems = store.each_written(|path, written, offset| {
            let number = places.len() as Number;
            index.insert_id(number, &written.id());
            index.insert(number, Keys::of(written));
            sources.push(Keys::source(written));
            let file = store.files.iter().position(|file| file == path).unwrap_or_default();
            places.push(match kind(path) {
                Some(Kind::Csv) => Place::InFile(file as u16, offset),
                _ => {
                    held.push(written.clone());
                    Place::Held(held.len() as u32 - 1)
                }
            });
        });
        records.open_earlier(&store.folder.join(EARLIER), index, &sources)?;
        Ok(records)
    }

    fn place_of_said(&self, number: Number) -> Option<u64> {
        self.said.get(number as usize).copied().filter(|&offset| offset != NOWHERE)
    }

    /// Finds what earlier lists said; `sources` are those of the keys of the records.
    fn open_earlier(&mut self, path: &Path, index: &mut Index, sources: &[u64]) -> io::Result<()> {
        let mut earlier = match open_csv(path) {
            Ok(earlier) => earlier,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            // A crash may leave a file with nothing in it.
            Err(_) if std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() == 0) => return Ok(()),
            Err(error) => {
                let what = "move that file away; what a list says otherwise is taken for edited by hand then";
                return Err(io::Error::other(format!("{}: {error}: {what}", path.display())));
            }
        };
        let (places, said) = (&mut self.places, &mut self.said);
        earlier.each_written(|written, offset| {
            let id = written.id();
            let number = index.by_id(&id).unwrap_or_else(|| {
                let number = places.len() as Number;
                places.push(Place::Gone);
                index.insert_id(number, &id);
                number
            });
            // Mostly it stands in the record as the list had it.
            if sources.get(number as usize) != Some(&Keys::source(written)) {
                index.insert(number, Keys::of(written));
            }
            let mut rows = rows_of(written);
            match (rows.next(), rows.next()) {
                (Some(only), None) => index.insert_only_row(number, only),
                (first, second) => {
                    first.into_iter().chain(second).chain(rows).for_each(|row| index.insert_row(number, row));
                }
            }
            if said.len() <= number as usize {
                said.resize(number as usize + 1, NOWHERE);
            }
            said[number as usize] = offset;
        });
        self.earlier = Some(CsvAgain::new(File::open(path)?, earlier));
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
                    None => opened.insert(CsvAgain::new(File::open(&*path)?, open_csv(path)?)),
                };
                again(opened, offset).map(Some)
            }
        }
    }

    fn stands(&self, number: Number) -> bool {
        self.places.get(number as usize).is_some_and(|place| !matches!(place, Place::Gone))
    }

    fn was_said(&self, number: Number) -> bool {
        self.place_of_said(number).is_some()
    }

    fn earlier(&mut self, number: Number) -> io::Result<Option<Written>> {
        match (self.place_of_said(number), &mut self.earlier) {
            (Some(offset), Some(earlier)) => again(earlier, offset).map(Some),
            _ => Ok(None),
        }
    }
}

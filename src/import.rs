//! Foreign lists into records: a file as it was read, its columns understood, its values read, and merged.
//!
//! Each step is pure and hands on plain data. `reading` makes rows of text of a file ([`Sheet`]); `understanding` says
//! what each column is ([`Plan`]) and makes records of rows ([`crate::record::Written`]); `merging` tells who they are
//! and what they change ([`Import`]).

mod merging;
mod reading;
mod understanding;

pub use self::merging::{
    Answer, Ask, By, Change, Counts, Decision, Doubt, Each, Import, Index, Key, Keys, Ledger, Maybe, Merged, Number,
    Outcome, Prefer, ROWS, RowRead, Shelf, Status, all_new, rows_of, survey,
};
pub use self::reading::{open, open_as};
pub use self::understanding::{
    CellTrouble, Column, End, NamePart, OwnMapping, Plan, Refusal, Rejected, Target, Understood, ValueReader, plan,
    record, without_guard,
};

use std::io::{self, Read, Seek};

/// The key under which a record keeps the words of cells that were not taken over as they stood.
pub const IMPORTED: &str = "imported";

/// How a file was read.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ReadAs {
    /// Such as `utf-8`, `utf-16le`, `windows-1252`, `mac-roman`, `xlsx`, `vcard`.
    pub encoding: String,
    /// What stands between cells; `None` for a workbook or contacts.
    pub delimiter: Option<String>,
    /// What stands around a cell, if anything.
    pub quote: Option<char>,
    /// Where the header stands among the records that are not blank, from 0; `None` where there is none.
    pub header_row: Option<usize>,
    /// The sheet of a workbook that was taken.
    pub sheet: Option<String>,
    /// Records that hold nothing.
    pub blank: usize,
    /// Records that were left out: lines above the header, and totals below the rows; each is told.
    pub skipped: usize,
    /// What the reader should tell about how it read the file, in sentences.
    pub notes: Vec<String>,
}

/// One row of a foreign list.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct SourceRow {
    /// The record, from 1, as a person counts the rows below the header, blank ones left out.
    pub number: usize,
    /// The line of the file on which it begins, from 1; for a workbook the row of the sheet.
    pub line: usize,
    /// Where [`Sheet::at`] finds it again.
    pub position: u64,
    /// Its cells as they stand, at least as many as the header has.
    pub cells: Vec<String>,
}

/// A foreign list, read as rows of text; nothing of it is judged.
pub trait Sheet {
    /// How it was read.
    fn read_as(&self) -> &ReadAs;

    /// The names of the columns as they stand; made-up ones (`column_1`) where there is no header.
    fn header(&self) -> &[String];

    /// Walks the rows below the header; may be called again.
    ///
    /// # Errors
    /// The file cannot be read any further.
    fn each(&mut self, visit: &mut dyn FnMut(&SourceRow)) -> io::Result<()>;

    /// Reads a row seen before, by its position, into the place of another one.
    ///
    /// # Errors
    /// The file cannot be read any further.
    fn read_at(&mut self, position: u64, row: &mut SourceRow) -> io::Result<()>;

    /// A row seen before, by its position.
    ///
    /// # Errors
    /// The file cannot be read any further.
    fn at(&mut self, position: u64) -> io::Result<SourceRow> {
        let mut row = SourceRow::default();
        self.read_at(position, &mut row)?;
        Ok(row)
    }
}

/// What a foreign list is read from.
pub trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

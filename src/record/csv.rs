//! Our CSV: a header of record keys, one colleague a row, `;` between the values of a list.

use super::decode::Told;
use super::guard::unguarded;
use super::rows::{Row, Rows, likely_row};
use super::trouble::SAVE_CSV_AS_UTF8;
use super::{CELL, Cells, Decoder, Fault, LazyRecord, Sink, Written};
use crate::colleague::{Colleague, Field, FieldSet, Shape};
use crate::directory::Candidate;
use crate::problem::{Severity, did_you_mean};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Read, Seek};

const NO_COLUMN: u16 = u16::MAX;

/// The header of a file: which column holds which field.
#[derive(Clone)]
pub(super) struct Header {
    columns: [u16; Field::ALL.len()],
    pub(super) width: usize,
    present: FieldSet,
    /// Columns that hold no field, with their names.
    pub(super) others: Vec<(usize, String)>,
}

/// A problem of a file, by row and cell, before its line and column are known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellProblem {
    /// Byte offset of the row in the file.
    pub offset: u64,
    /// The cell, from 0; `None` where the row as a whole is meant.
    pub cell: Option<usize>,
    /// Whether the row was lost.
    pub severity: Severity,
    /// The column's name.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// As in [`crate::problem::Problem::whose`].
    pub whose: Option<String>,
}

/// A CSV file read row by row.
pub struct CsvRecords<R> {
    rows: Rows<R>,
    /// What was wrong so far.
    pub problems: Vec<CellProblem>,
    /// How many of them are told in any case.
    told: usize,
    /// Values that could not be read and are only counted: what is wrong with so many is seen in the first ones.
    pub untold: usize,
    pub(super) header: Header,
}

/// Problems of one file that are told one by one, lost rows aside.
const MOST_TOLD: usize = 10_000;

/// What a row is.
pub(super) enum RowKind {
    /// It holds a colleague that can be used.
    Sound,
    /// It holds nothing.
    Blank,
    /// It cannot be used.
    Flawed(Flaw),
}

impl<R: Read> CsvRecords<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// The file cannot be read, is empty, or has no column `name`.
    pub fn new(file: R) -> Result<CsvRecords<R>, CellProblem> {
        CsvRecords::with_header(file).map(|(records, _)| records)
    }

    /// Reads the header and hands it over, too.
    pub(super) fn with_header(file: R) -> Result<(CsvRecords<R>, Row), CellProblem> {
        let mut rows = Rows::new(file);
        let unusable = |message: String, hint: &str| CellProblem {
            offset: 0,
            cell: None,
            severity: Severity::Error,
            field: None,
            message,
            hint: Some(hint.to_owned()),
            whose: None,
        };
        let mut row = Row::default();
        match rows.read(&mut row) {
            Ok(true) => {}
            Ok(false) => {
                return Err(unusable("the file is empty".to_owned(), "its first line must name the columns"));
            }
            Err(error) => return Err(unusable(unreadable(&error), "check the file and its permissions")),
        }
        let mut problems = Vec::new();
        let header = Header::read(&row, &mut problems);
        if header.column(Field::Name).is_none() {
            let hint = if row.has_swallowed {
                "a quote (\") in the first line is opened and never closed"
            } else {
                "the first line names the columns, such as name,specialties,phone"
            };
            return Err(unusable("there is no column “name”".to_owned(), hint));
        }
        let told = problems.len();
        Ok((CsvRecords { rows, problems, told, untold: 0, header }, row))
    }

    /// Reads on only up to a byte, which must be where a row begins.
    pub fn stop_at(&mut self, offset: u64) {
        self.rows.stop_at(offset);
    }

    /// Reads the same columns from another byte on, at which a row begins and to which `file` is set.
    pub fn part<Q: Read>(&self, file: Q, offset: u64) -> CsvRecords<Q> {
        let rows = Rows::part(file, offset);
        CsvRecords { rows, problems: Vec::new(), told: 0, untold: 0, header: self.header.clone() }
    }

    /// Where a part was left; `None` where it cannot be told because quotes are out of place.
    pub fn left_at(&self) -> Option<u64> {
        self.rows.left_at()
    }

    /// Where in this text a row seems to begin: behind a line, if the next one is as wide as the header.
    pub fn likely_row(&self, text: &[u8]) -> Option<usize> {
        likely_row(text, self.header.width)
    }

    /// Takes over what was wrong with the rows of the next part.
    pub fn append<Q>(&mut self, later: CsvRecords<Q>) {
        later.problems.into_iter().for_each(|problem| self.tell(problem));
        self.untold += later.untold;
    }

    fn tell(&mut self, problem: CellProblem) {
        if problem.whose.is_none() {
            if problem.severity != Severity::Error && self.told >= MOST_TOLD {
                self.untold += 1;
                return;
            }
            self.told += 1;
        }
        self.problems.push(problem);
    }

    /// Calls `visit` with each sound row and the byte offset at which it begins.
    pub fn each(
        &mut self,
        decoder: &mut Decoder,
        colleague: &mut Colleague,
        mut visit: impl FnMut(&mut dyn Candidate, u64),
    ) {
        let mut row = Row::default();
        let mut faults = Vec::new();
        while self.next_sound(&mut row) {
            let cells = RowCells { header: &self.header, row: &row };
            visit(&mut LazyRecord::new(&cells, decoder, colleague, &mut faults), row.offset);
            for fault in faults.drain(..).filter(|fault| fault.told != Told::Never) {
                self.tell(CellProblem {
                    offset: row.offset,
                    cell: self.header.column_of(&fault),
                    severity: if fault.trouble.is_note { Severity::Note } else { Severity::Warning },
                    field: Some(fault.key().to_owned()),
                    message: fault.trouble.message,
                    hint: fault.trouble.hint,
                    whose: (fault.told == Told::IfShown).then(|| colleague.id.clone()),
                });
            }
        }
    }

    /// Calls `visit` with each sound row as it is written and the byte offset at which it begins.
    pub fn each_written(&mut self, mut visit: impl FnMut(&Written, u64)) {
        let (mut row, mut written) = (Row::default(), Written::default());
        while self.next_sound(&mut row) {
            written.read(&RowCells { header: &self.header, row: &row });
            visit(&written, row.offset);
        }
    }

    /// Reads the next row, whatever it is; `None` at the end of the file.
    pub(super) fn next(&mut self, row: &mut Row) -> io::Result<Option<RowKind>> {
        if !self.rows.read(row)? {
            return Ok(None);
        }
        Ok(Some(match self.header.flaw(row) {
            Some(flaw) => RowKind::Flawed(flaw),
            None if self.header.cell(Field::Name, row).is_empty() => RowKind::Blank,
            None => RowKind::Sound,
        }))
    }

    /// A row as it is written.
    pub(super) fn written(&self, row: &Row) -> Written {
        Written::of(&RowCells { header: &self.header, row })
    }

    /// Reads the next row that holds a colleague; `false` where there is none.
    fn next_sound(&mut self, row: &mut Row) -> bool {
        loop {
            match self.next(row) {
                Ok(Some(RowKind::Sound)) => return true,
                Ok(Some(RowKind::Blank)) => {}
                Ok(Some(RowKind::Flawed((column, field, message, hint)))) => {
                    self.reject(row.offset, column, field, message, hint);
                }
                Ok(None) => return false,
                Err(error) => {
                    self.reject(row.offset, None, None, unreadable(&error), "the rows after it were not read");
                    return false;
                }
            }
        }
    }

    fn reject(&mut self, offset: u64, cell: Option<usize>, field: Option<Field>, message: String, hint: &str) {
        self.tell(CellProblem {
            offset,
            cell,
            severity: Severity::Error,
            field: field.map(|field| field.key().to_owned()),
            message,
            hint: Some(hint.to_owned()),
            whose: None,
        });
    }
}

/// How far a row that is asked for may lie ahead to be read on to.
const NEAR: u64 = 1 << 12;

/// Reads single rows of a CSV file again, by the byte at which they begin.
pub struct CsvAgain<R> {
    reader: csv::Reader<R>,
    header: Header,
    row: Row,
}

impl<R: Read + Seek> CsvAgain<R> {
    /// Reads `file`, which is the one that `records` come from, once more.
    pub fn new<Q>(file: R, records: CsvRecords<Q>) -> CsvAgain<R> {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        CsvAgain { reader, header: records.header, row: Row::default() }
    }

    /// The record that begins at a byte, as it is written; `None` where there is none that can be used.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn at(&mut self, offset: u64) -> io::Result<Option<Written>> {
        let is_row = self.seek(offset)?;
        Ok(is_row.then(|| Written::of(&RowCells { header: &self.header, row: &self.row })))
    }

    /// The colleague whose record begins at a byte, in full; `None` where there is none that can be used or read.
    pub fn colleague_at(&mut self, offset: u64, decoder: &mut Decoder) -> Option<Colleague> {
        let is_row = self.seek(offset).ok()?;
        let cells = RowCells { header: &self.header, row: &self.row };
        let (mut colleague, mut faults) = (Colleague::default(), Vec::new());
        if is_row {
            LazyRecord::new(&cells, decoder, &mut colleague, &mut faults).read(FieldSet::EVERY);
        }
        is_row.then_some(colleague)
    }

    fn seek(&mut self, offset: u64) -> io::Result<bool> {
        // Rows are mostly asked for in their order: a little ahead they are read on to, for to look elsewhere in a file
        // is to read it anew.
        let ahead = offset.checked_sub(self.reader.position().byte());
        if ahead.is_some_and(|ahead| ahead <= NEAR) {
            while self.reader.position().byte() < offset && self.row.read_again(&mut self.reader)? {}
        }
        if self.reader.position().byte() != offset {
            self.reader.seek(place(offset)).map_err(io::Error::other)?;
        }
        let mut is_row = self.row.read_again(&mut self.reader)?;
        // A mark before the row is skipped only where reading begins.
        if self.row.begins_with_mark() {
            self.reader.seek(place(offset)).map_err(io::Error::other)?;
            is_row = self.row.read_again(&mut self.reader)?;
        }
        Ok(is_row && self.header.flaw(&self.row).is_none())
    }
}

fn place(offset: u64) -> csv::Position {
    let mut position = csv::Position::new();
    position.set_byte(offset);
    position
}

/// The cell, the field, what is wrong and what to do.
pub(super) type Flaw = (Option<usize>, Option<Field>, String, &'static str);

impl Header {
    /// What makes a row unusable.
    fn flaw(&self, row: &Row) -> Option<Flaw> {
        // A quote that is never closed swallows the rest of the file without an error.
        if row.has_swallowed {
            let message = "a quote (\") is opened and never closed: the rows after it are swallowed".to_owned();
            return Some((None, None, message, "close it, or double it where it is part of the text"));
        }
        if row.len() > self.width && row.cells_from(self.width).any(|cell| !cell.is_empty()) {
            let message = format!("{} cells, but the header names {}", row.len(), self.width);
            return Some((Some(self.width), None, message, "put quotes around a cell that holds a comma"));
        }
        let (name, column) = (self.cell(Field::Name, row), self.column(Field::Name));
        if name.iter().all(u8::is_ascii_whitespace) {
            let blank = row.cells_from(0).all(<[u8]>::is_empty);
            let message = "there is no name".to_owned();
            return (!blank).then_some((column, Some(Field::Name), message, "only the name is required"));
        }
        let not_text = !name.is_ascii() && std::str::from_utf8(name).is_err();
        not_text.then(|| (column, Some(Field::Name), "the name is not UTF-8".to_owned(), SAVE_CSV_AS_UTF8))
    }
}

impl Header {
    fn read(row: &Row, problems: &mut Vec<CellProblem>) -> Header {
        let mut columns = [NO_COLUMN; Field::ALL.len()];
        let mut warn = |cell: usize, name: &str, message: String, hint: Option<String>| {
            problems.push(CellProblem {
                offset: 0,
                cell: Some(cell),
                severity: Severity::Warning,
                field: Some(name.to_owned()),
                message,
                hint,
                whose: None,
            });
        };
        let mut others: Vec<(usize, String)> = Vec::new();
        let (mut taken, mut counts) = (FxHashSet::default(), FxHashMap::<String, usize>::default());
        for (i, cell) in row.cells_from(0).enumerate() {
            let name = String::from_utf8_lossy(cell);
            let name = String::from_utf8_lossy(unguarded(name.trim_start_matches('\u{feff}').trim().as_bytes()));
            let name = name.trim();
            match Field::read(name) {
                Some(field) if columns[field as usize] == NO_COLUMN && i < usize::from(NO_COLUMN) => {
                    columns[field as usize] = i as u16;
                    continue;
                }
                Some(_) => warn(i, name, format!("the column “{name}” is there twice; the first is read"), None),
                None => {
                    if let Some(near) = Field::misspelt(name) {
                        let message = format!("“{name}” is no column known; it is kept and not read");
                        warn(i, name, message, did_you_mean(&[near.key().to_owned()]));
                    }
                }
            }
            // Two columns of one name are two extras: neither text may take the other's place.
            let mut free = name.to_owned();
            while Field::read(&free).is_some() || !taken.insert(free.clone()) {
                let count = counts.entry(name.to_owned()).or_insert(1);
                *count += 1;
                free = format!("{name} ({count})");
            }
            others.push((i, free));
        }
        let mut present = FieldSet::EMPTY;
        let held = Field::ALL.iter().filter(|&&field| columns[field as usize] != NO_COLUMN);
        held.for_each(|&field| present.insert(field));
        Header { columns, width: row.len(), present, others }
    }

    pub(super) fn column(&self, field: Field) -> Option<usize> {
        let column = self.columns[field as usize];
        (column != NO_COLUMN).then_some(usize::from(column))
    }

    /// The column of a fault, also where it is no field.
    fn column_of(&self, fault: &Fault) -> Option<usize> {
        match &fault.key {
            None => self.column(fault.field),
            Some(key) => self.others.iter().find(|(_, name)| name == key).map(|&(i, _)| i),
        }
    }

    fn cell<'r>(&self, field: Field, row: &'r Row) -> &'r [u8] {
        self.column(field).map_or(&[], |column| row.cell(column))
    }
}

/// A row seen through the header.
struct RowCells<'a> {
    header: &'a Header,
    row: &'a Row,
}

impl Cells for RowCells<'_> {
    fn present(&self) -> FieldSet {
        self.header.present
    }

    fn each_value(&self, field: Field, sink: &mut impl Sink) {
        let cell = unguarded(self.header.cell(field, self.row));
        if cell.is_empty() {
            return;
        }
        if field.shape() == Shape::One {
            let value = cell.trim_ascii();
            if !value.is_empty() {
                sink.value(0, value);
            }
            return;
        }
        let (mut start, mut position) = (0, 0);
        let mut one = |value: &[u8]| {
            let value = value.trim_ascii();
            if !value.is_empty() {
                sink.value(position, value);
                position += 1;
            }
        };
        // A short cell is one value most often, which a look at each byte shows fastest.
        if cell.len() < 16 && !cell.iter().any(|byte| matches!(byte, b';' | b'\\')) {
            return one(cell);
        }
        for end in memchr::memchr2_iter(b';', b'\\', cell) {
            if cell[end] == b'\\' {
                return each_unescaped(&cell[start..], one);
            }
            one(&cell[start..end]);
            start = end + 1;
        }
        one(&cell[start..]);
    }

    fn written(&self, field: Field, key: &mut Vec<u8>) {
        let cell = self.header.cell(field, self.row);
        key.extend(CELL.to_le_bytes());
        key.extend((cell.len() as u32).to_le_bytes());
        key.extend(cell);
    }

    fn whole(&self, field: Field) -> Option<&[u8]> {
        Some(self.header.cell(field, self.row))
    }

    fn plain(&self, field: Field) -> Option<&[u8]> {
        let cell = unguarded(self.header.cell(field, self.row));
        let is_plain = !cell.is_empty() && cell.iter().all(|byte| (b'!'..=b'~').contains(byte));
        is_plain.then_some(cell)
    }

    fn each_extra(&self, take: &mut dyn FnMut(&str, &str)) {
        for (i, name) in &self.header.others {
            let cell = String::from_utf8_lossy(unguarded(self.row.cell(*i)));
            if !cell.trim().is_empty() {
                take(name, cell.trim());
            }
        }
    }
}

/// The values of a list in which a backslash keeps a `;` or a backslash from its meaning.
pub(super) fn each_unescaped(cell: &[u8], mut one: impl FnMut(&[u8])) {
    let mut value = Vec::new();
    let mut bytes = cell.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => value.push(bytes.next_if(|next| matches!(next, b';' | b'\\')).unwrap_or(byte)),
            b';' => {
                one(&value);
                value.clear();
            }
            _ => value.push(byte),
        }
    }
    one(&value);
}

fn unreadable(error: &io::Error) -> String {
    format!("the file cannot be read: {error}")
}

/// Lines after the first, and the column from 1, of a cell of the row that begins `text`; `None` where the text ends
/// before the row and the cell do.
pub fn cell_place(text: &[u8], cell: usize) -> Option<(usize, usize)> {
    let (mut seen, mut at, mut quoted) = (0, 0, false);
    while seen < cell {
        match text.get(at)? {
            b'"' => quoted = !quoted,
            b',' if !quoted => seen += 1,
            b'\n' if !quoted && at > 0 => break,
            _ => {}
        }
        at += 1;
    }
    Some(super::LineIndex::new(text, 0).place(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_behind_quotes_and_line_breaks() {
        let row = b"a,\"b, and\nmore\",c,d\n";
        assert_eq!(cell_place(row, 0), Some((0, 1)));
        assert_eq!(cell_place(row, 1), Some((0, 3)));
        assert_eq!(cell_place(row, 2), Some((1, 7)));
        assert_eq!((cell_place(&row[..5], 2), cell_place(row, 9)), (None, cell_place(row, 8)));
    }
}

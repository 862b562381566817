//! Our CSV: a header of record keys, one colleague a row, `;` between the values of a list.

use super::{Cells, Decoder, Fault, LazyRecord};
use crate::colleague::{Colleague, Field, Shape};
use crate::directory::Candidate;
use csv::ByteRecord;
use std::io::{self, Read};

const NO_COLUMN: u16 = u16::MAX;

/// The header of a file: which column holds which field.
struct Header {
    columns: [u16; Field::ALL.len()],
    width: usize,
    /// Columns that hold no field, with their names.
    others: Vec<(usize, String)>,
}

/// A problem of a file, by row and cell, before its line and column are known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellProblem {
    /// Byte offset of the row in the file.
    pub offset: u64,
    /// Line of the row, from 1.
    pub line: u64,
    /// The cell, from 0; `None` where the row as a whole is meant.
    pub cell: Option<usize>,
    /// Whether the row was lost.
    pub rejected: bool,
    /// The column's name.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// A CSV file read row by row.
pub struct CsvRecords<R> {
    reader: csv::Reader<CountQuotes<R>>,
    /// What was wrong so far.
    pub problems: Vec<CellProblem>,
    header: Header,
}

/// What became of a file that could not be used at all.
pub type Unusable = CellProblem;

impl<R: Read> CsvRecords<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// The file cannot be read, is empty, or has no column `name`.
    pub fn new(file: R) -> Result<CsvRecords<R>, Unusable> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(CountQuotes { inner: file, quotes: 0 });
        let unusable = |message: String, hint: &str| Unusable {
            offset: 0,
            line: 1,
            cell: None,
            rejected: true,
            field: None,
            message,
            hint: Some(hint.to_owned()),
        };
        let mut row = ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => {
                return Err(unusable("the file is empty".to_owned(), "its first line must name the columns"));
            }
            Err(error) => return Err(unusable(said(&error), "check the file and its permissions")),
        }
        let mut problems = Vec::new();
        let header = Header::read(&row, &mut problems);
        if header.column(Field::Name).is_none() {
            let hint = "refer import reads lists with other columns";
            return Err(unusable("there is no column “name”".to_owned(), hint));
        }
        Ok(CsvRecords { reader, problems, header })
    }

    /// Calls `visit` with each sound row and its line; the id is read.
    pub fn each(
        &mut self,
        decoder: &mut Decoder,
        colleague: &mut Colleague,
        mut visit: impl FnMut(&mut dyn Candidate, u64),
    ) {
        let (mut row, mut next) = (ByteRecord::new(), ByteRecord::new());
        let mut faults = Vec::new();
        let mut more = self.advance(&mut next);
        while more {
            std::mem::swap(&mut row, &mut next);
            more = self.advance(&mut next);
            let (offset, line) = row.position().map_or((0, 0), |at| (at.byte(), at.line()));
            // A quote that is never closed swallows the rest of the file without an error.
            if !more && self.reader.get_ref().quotes % 2 == 1 {
                self.reject(&row, None, None, "a quote (\") is opened and never closed: what follows is swallowed")
                    .hint = Some("close it, or double it where it is part of the text".to_owned());
                continue;
            }
            if row.len() > self.header.width && row.iter().skip(self.header.width).any(|cell| !cell.is_empty()) {
                let message = format!("{} cells, but the header names {}", row.len(), self.header.width);
                self.reject(&row, Some(self.header.width), None, &message).hint =
                    Some("put quotes around a cell that holds a comma".to_owned());
                continue;
            }
            let name = self.header.cell(Field::Name, &row);
            if name.iter().all(u8::is_ascii_whitespace) {
                if row.iter().any(|cell| !cell.is_empty()) {
                    self.reject(&row, self.header.column(Field::Name), Some(Field::Name), "there is no name").hint =
                        Some("only the name is required".to_owned());
                }
                continue;
            }
            if std::str::from_utf8(name).is_err() {
                self.reject(&row, self.header.column(Field::Name), Some(Field::Name), "the name is not UTF-8").hint =
                    Some(NOT_UTF8.to_owned());
                continue;
            }
            let cells = Row { header: &self.header, row: &row };
            visit(&mut LazyRecord::new(&cells, decoder, colleague, &mut faults), line);
            for fault in faults.drain(..) {
                self.problems.push(CellProblem {
                    offset,
                    line,
                    cell: self.header.column(fault.field),
                    rejected: false,
                    field: Some(fault.field.key().to_owned()),
                    message: fault.message,
                    hint: fault.hint,
                });
            }
        }
    }

    fn advance(&mut self, row: &mut ByteRecord) -> bool {
        match self.reader.read_byte_record(row) {
            Ok(more) => more,
            Err(error) => {
                let at = self.reader.position();
                self.problems.push(CellProblem {
                    offset: at.byte(),
                    line: at.line(),
                    cell: None,
                    rejected: true,
                    field: None,
                    message: said(&error),
                    hint: Some("the rows after it were not read".to_owned()),
                });
                false
            }
        }
    }

    fn reject(
        &mut self,
        row: &ByteRecord,
        cell: Option<usize>,
        field: Option<Field>,
        message: &str,
    ) -> &mut CellProblem {
        let (offset, line) = row.position().map_or((0, 0), |at| (at.byte(), at.line()));
        let problem = CellProblem {
            offset,
            line,
            cell,
            rejected: true,
            field: field.map(|field| field.key().to_owned()),
            message: message.to_owned(),
            hint: None,
        };
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }
}

const NOT_UTF8: &str = "save the file as UTF-8, or let refer import read it";

impl Header {
    fn read(row: &ByteRecord, problems: &mut Vec<CellProblem>) -> Header {
        let mut columns = [NO_COLUMN; Field::ALL.len()];
        let mut warn = |cell: usize, name: &str, message: String, hint: Option<String>| {
            problems.push(CellProblem {
                offset: 0,
                line: 1,
                cell: Some(cell),
                rejected: false,
                field: Some(name.to_owned()),
                message,
                hint,
            });
        };
        for (i, cell) in row.iter().enumerate() {
            let name = String::from_utf8_lossy(cell);
            let name = name.trim_start_matches('\u{feff}').trim();
            match Field::read(name) {
                Some(field) if columns[field as usize] == NO_COLUMN => {
                    columns[field as usize] = u16::try_from(i).unwrap_or(NO_COLUMN);
                }
                Some(_) => warn(i, name, format!("the column “{name}” is there twice; the first is read"), None),
                None => {
                    if let Some(near) = nearest_key(name) {
                        let message = format!("“{name}” is no column known; it is kept and not read");
                        warn(i, name, message, Some(format!("did you mean “{near}”?")));
                    }
                }
            }
        }
        let is_read = |i: &usize| columns.iter().any(|&column| usize::from(column) == *i);
        let name = |i: usize| String::from_utf8_lossy(&row[i]).trim_start_matches('\u{feff}').trim().to_owned();
        let others = (0..row.len()).filter(|i| !is_read(i)).map(|i| (i, name(i))).collect();
        Header { columns, width: row.len(), others }
    }

    fn column(&self, field: Field) -> Option<usize> {
        let column = self.columns[field as usize];
        (column != NO_COLUMN).then_some(usize::from(column))
    }

    fn cell<'r>(&self, field: Field, row: &'r ByteRecord) -> &'r [u8] {
        row.get(usize::from(self.columns[field as usize])).unwrap_or_default()
    }
}

/// The key that a misspelt one was meant to be.
pub fn nearest_key(name: &str) -> Option<&'static str> {
    let name = crate::text::fold(name).replace(' ', "_");
    let distance = |field: &Field| strsim::osa_distance(field.key(), &name);
    let near = Field::ALL.iter().min_by_key(|field| distance(field))?;
    let most = if name.len() > 6 { 2 } else { 1 };
    (name.len() > 2 && distance(near) <= most).then(|| near.key())
}

struct Row<'a> {
    header: &'a Header,
    row: &'a ByteRecord,
}

impl Cells for Row<'_> {
    fn each_value(&self, field: Field, take: &mut dyn FnMut(usize, &str), fault: &mut dyn FnMut(Fault)) {
        let cell = self.header.cell(field, self.row);
        if cell.is_empty() {
            return;
        }
        let Ok(text) = std::str::from_utf8(cell) else {
            fault(Fault::new(field, 0, "it is not UTF-8", Some(NOT_UTF8.to_owned())));
            return;
        };
        match field.shape() {
            Shape::One => {
                let text = text.trim();
                if !text.is_empty() {
                    take(0, text);
                }
            }
            Shape::List => {
                let values = text.split(';').map(str::trim).filter(|value| !value.is_empty());
                values.enumerate().for_each(|(i, value)| take(i, value));
            }
        }
    }

    fn each_extra(&self, take: &mut dyn FnMut(&str, &str)) {
        for (i, name) in &self.header.others {
            let cell = String::from_utf8_lossy(self.row.get(*i).unwrap_or_default());
            if !cell.trim().is_empty() {
                take(name, cell.trim());
            }
        }
    }
}

/// Counts the quotes that pass by.
struct CountQuotes<R> {
    inner: R,
    quotes: usize,
}

impl<R: Read> Read for CountQuotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.quotes += memchr::memchr_iter(b'"', &buffer[..count]).count();
        Ok(count)
    }
}

fn said(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => format!("the file cannot be read: {error}"),
        _ => format!("the file cannot be read: {error}"),
    }
}

/// Lines after the first, and the column from 1, of a cell of the row that begins `text`.
pub fn cell_place(text: &[u8], cell: usize) -> (usize, usize) {
    let (mut seen, mut at, mut quoted) = (0, 0, false);
    while seen < cell && at < text.len() {
        match text[at] {
            b'"' => quoted = !quoted,
            b',' if !quoted => seen += 1,
            b'\n' if !quoted && at > 0 => break,
            _ => {}
        }
        at += 1;
    }
    let (line, column) = super::LineIndex::new(text, 0).place(at);
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_behind_quotes_and_line_breaks() {
        let row = b"a,\"b, and\nmore\",c,d\n";
        assert_eq!(cell_place(row, 0), (0, 1));
        assert_eq!(cell_place(row, 1), (0, 3));
        assert_eq!(cell_place(row, 2), (1, 7));
    }

    #[test]
    fn a_misspelt_key_finds_its_own() {
        assert_eq!(nearest_key("specialities"), Some("specialties"));
        assert_eq!(nearest_key("Favourite colour"), None);
    }
}

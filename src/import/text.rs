//! A foreign list in plain text, read as a stream: however long it is, little of it is held.

use super::dialect;
use super::encoding::{self, Decoded};
use super::head::{self, Head};
use super::rows::{Cells, RowParser};
use super::stream::Stream;
use super::totals;
use super::{Input, ReadAs, Sheet, SourceRow};
use std::io::{self, Read, SeekFrom};

/// A list of rows and columns in a text file.
pub(super) struct TextSheet {
    input: Box<dyn Input>,
    /// Where the first record begins, and its line.
    start: (u64, usize),
    parser: RowParser,
    head: Head,
    read_as: ReadAs,
    /// What was told at the opening, and records left out then.
    opening: (Vec<String>, usize),
    /// One row of every so many, so that any other is found again.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    position: u64,
    number: usize,
    line: usize,
}

/// How much of a file is read to find out how it is written; most files are read whole.
const SAMPLE: u64 = 8 << 20;
/// Rows between two marks.
const STRIDE: usize = 256;
/// Rows at the end that may be totals and remarks.
const MOST_BELOW: usize = 8;

impl TextSheet {
    /// Finds out how a text is written.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(input: Box<dyn Input>) -> io::Result<TextSheet> {
        let Decoded { mut input, start, encoding, note } = encoding::decode(input)?;
        input.seek(SeekFrom::Start(start))?;
        let mut sample = Vec::new();
        (&mut input).take(SAMPLE).read_to_end(&mut sample)?;
        let is_whole = (sample.len() as u64) < SAMPLE;
        let found = dialect::find(&sample, is_whole);
        let mut parser = RowParser::new(found.dialect, Some(found.width).filter(|width| *width > 1));
        let records = first_records(&mut parser, &sample[found.stated..], is_whole);
        let head = head::find(&records, found.width);
        let stated = usize::from(found.stated > 0);
        let mut notes: Vec<String> = note.into_iter().collect();
        if head.above > 0 {
            let lines = records[..head.above].iter().map(|record| record.join(" ").trim().to_owned());
            notes.push(format!("left out above the header: {}", lines.collect::<Vec<_>>().join(" / ")));
        }
        let read_as = ReadAs {
            encoding: encoding.to_owned(),
            delimiter: found.dialect.delimiter.map(String::from),
            quote: found.dialect.quote.filter(|_| found.is_quoted).map(char::from),
            header_row: (head.rows > 0).then_some(head.above + stated),
            skipped: head.above + stated,
            notes: notes.clone(),
            ..ReadAs::default()
        };
        Ok(TextSheet {
            input,
            start: (start + found.stated as u64, 1 + stated),
            parser,
            opening: (notes, head.above + stated),
            head,
            read_as,
            marks: Vec::new(),
        })
    }
}

/// The first records that are not blank.
fn first_records(parser: &mut RowParser, sample: &[u8], is_whole: bool) -> Vec<Vec<String>> {
    let (mut records, mut cells, mut at) = (Vec::new(), Cells::default(), 0);
    while at < sample.len() && records.len() < head::LOOKED_AT {
        let Some(length) = parser.read(&sample[at..], is_whole, &mut cells) else { break };
        at += length.max(1);
        if !cells.is_blank() {
            records.push(cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        }
    }
    records
}

/// Writes the cells of a record into a row, at least as many as the header has and no empty ones beyond it.
fn fill(row: &mut SourceRow, cells: &Cells, width: usize) {
    let mut length = cells.len();
    while length > width && cells.get(length - 1).iter().all(u8::is_ascii_whitespace) {
        length -= 1;
    }
    row.cells.resize_with(length.max(width), String::new);
    for (at, text) in row.cells.iter_mut().enumerate() {
        text.clear();
        if at < length {
            match std::str::from_utf8(cells.get(at)) {
                Ok(cell) => text.push_str(cell),
                Err(_) => text.push_str(&String::from_utf8_lossy(cells.get(at))),
            }
        }
    }
}

impl Sheet for TextSheet {
    fn read_as(&self) -> &ReadAs {
        &self.read_as
    }

    fn header(&self) -> &[String] {
        &self.head.names
    }

    fn each(&mut self, visit: &mut dyn FnMut(&SourceRow)) -> io::Result<()> {
        let mut stream = Stream::new(&mut self.input, self.start.0, self.start.1)?;
        let width = self.head.names.len();
        let (mut cells, mut row, mut held) = (Cells::default(), SourceRow::default(), Vec::new());
        let mut to_skip = self.head.above + self.head.rows;
        let (mut blank, mut repeated) = (0, 0);
        self.marks.clear();
        loop {
            let (position, line) = (stream.position, stream.line);
            if !stream.read(&mut self.parser, &mut cells)? {
                break;
            }
            if cells.is_blank() {
                blank += 1;
                continue;
            }
            if to_skip > 0 {
                to_skip -= 1;
                continue;
            }
            fill(&mut row, &cells, width);
            if self.head.rows == 1 && row.cells == self.head.names {
                repeated += 1;
                continue;
            }
            row.number += 1;
            (row.position, row.line) = (position, line);
            if row.number % STRIDE == 1 {
                self.marks.push(Mark { position, number: row.number, line });
            }
            if held.len() < MOST_BELOW && totals::is_below_table(&row.cells[..cells.len().min(row.cells.len())], width)
            {
                held.push(row.clone());
                continue;
            }
            held.drain(..).for_each(|row| visit(&row));
            visit(&row);
        }
        let (notes, above) = &self.opening;
        self.read_as.notes.clone_from(notes);
        self.read_as.blank = blank;
        self.read_as.skipped = above + repeated + held.len();
        if repeated > 0 {
            self.read_as.notes.push(format!("the header came again {repeated} times; those rows were left out"));
        }
        for row in &held {
            let text = row.cells.join(" ");
            self.read_as.notes.push(format!("left out below the rows: {}", text.trim()));
        }
        Ok(())
    }

    fn at(&mut self, position: u64) -> io::Result<SourceRow> {
        let width = self.head.names.len();
        let mark = match self.marks.partition_point(|mark| mark.position <= position).checked_sub(1) {
            Some(mark) => self.marks[mark],
            None => Mark { position, number: 0, line: 0 },
        };
        let mut stream = Stream::new(&mut self.input, mark.position, mark.line)?;
        let (mut cells, mut row) = (Cells::default(), SourceRow::default());
        row.number = mark.number.saturating_sub(1);
        loop {
            (row.position, row.line) = (stream.position, stream.line);
            if !stream.read(&mut self.parser, &mut cells)? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if cells.is_blank() {
                continue;
            }
            fill(&mut row, &cells, width);
            if self.head.rows == 1 && row.cells == self.head.names {
                continue;
            }
            row.number += 1;
            if row.position >= position {
                return Ok(row);
            }
        }
    }
}

//! Rows of a CSV file: read fast as long as every quote stands where it should, and carefully from there on.

use super::pieces::BYTE_ORDER_MARK;
use super::plain_row::{Ending, PlainRow, ending};
use std::io::{self, Read};
use std::ops::Range;

/// How much of a file is read at once: little at first, for most files are small.
const CHUNK: usize = 16 * 1024;
/// The same for a file that goes on and on.
const LARGE_CHUNK: usize = 128 * 1024;
/// Where in a cell a byte stands, as the careful reader reads it: there a quote opens a cell only where the cell
/// begins, and stands for itself elsewhere.
#[derive(Clone, Copy, PartialEq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    /// Behind a quote that closes the cell, unless a second one follows.
    Closing,
}

impl At {
    fn after(self, byte: u8) -> At {
        match (self, byte) {
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, _) | (At::CellStart | At::Closing, b'"') => At::Quoted,
            (_, b',' | b'\n' | b'\r') => At::CellStart,
            _ => At::Plain,
        }
    }
}

/// Where the cells of one row stand in its text, quotes included.
pub fn cell_ranges(row: &[u8]) -> Vec<Range<usize>> {
    let (mut ranges, mut start, mut at) = (Vec::new(), 0, At::CellStart);
    for (i, &byte) in row.iter().enumerate() {
        at = at.after(byte);
        if at == At::CellStart {
            ranges.push(start..i);
            start = i + 1;
        }
    }
    ranges.push(start..row.len());
    ranges
}

/// A row and where it begins.
#[derive(Default)]
pub struct Row {
    plain: PlainRow,
    careful: csv::ByteRecord,
    is_plain: bool,
    /// Byte offset in the file.
    pub offset: u64,
    /// Byte offset at which it is over, with or without what ends its line; `None` for the end of the file.
    pub end: Option<u64>,
    /// The last row of a file in which a quote is never closed: what follows it is in there.
    pub has_swallowed: bool,
}

impl Row {
    /// Takes the next row of a careful reader.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn read_again<R: Read>(&mut self, reader: &mut csv::Reader<R>) -> io::Result<bool> {
        (self.is_plain, self.has_swallowed) = (false, false);
        reader.read_byte_record(&mut self.careful).map_err(io::Error::other)
    }

    /// Whether a careful reader left a mark before the row that some editors put in front of a text.
    pub fn begins_with_mark(&self) -> bool {
        !self.is_plain && self.careful.get(0).is_some_and(|cell| cell.starts_with(BYTE_ORDER_MARK))
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        if self.is_plain { self.plain.len() } else { self.careful.len() }
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &[u8] {
        if self.is_plain {
            return self.plain.cell(column);
        }
        let cell = self.careful.get(column).unwrap_or_default();
        if column == 0 { cell.strip_prefix(BYTE_ORDER_MARK).unwrap_or(cell) } else { cell }
    }

    /// The cells from one on.
    pub fn cells_from(&self, first: usize) -> impl Iterator<Item = &[u8]> {
        (first..self.len()).map(|column| self.cell(column))
    }
}

/// Reads the rows of a file.
pub struct Rows<R> {
    /// As long as every quote stands where it should.
    plain: Option<Plain<R>>,
    careful: Option<Careful<R>>,
    /// Where a part of a file ends; such a part is never read carefully.
    stop: Option<u64>,
}

impl<R: Read> Rows<R> {
    /// Reads a file from its beginning.
    pub fn new(file: R) -> Rows<R> {
        Rows { plain: Some(Plain::new(file, 0)), careful: None, stop: None }
    }

    /// Reads the rest of a file from a byte on, as long as every quote stands where it should.
    pub fn part(file: R, offset: u64) -> Rows<R> {
        Rows { plain: Some(Plain::new(file, offset)), careful: None, stop: Some(u64::MAX) }
    }

    /// Reads on only up to a byte, and only as long as every quote stands where it should.
    pub fn stop_at(&mut self, offset: u64) {
        self.stop = Some(offset);
    }

    /// Where a part was left; `None` behind a quote out of place.
    pub fn left_at(&self) -> Option<u64> {
        self.plain.as_ref().map(Plain::offset)
    }

    /// Reads the next row; `false` at the end.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        row.has_swallowed = false;
        if let Some(plain) = &mut self.plain {
            row.is_plain = true;
            row.offset = plain.offset();
            match plain.read(&mut row.plain, self.stop.unwrap_or(u64::MAX))? {
                Next::Row => row.end = Some(plain.offset()),
                Next::End => row.end = None,
                Next::NotPlain if self.stop.is_some() => {
                    self.plain = None;
                    row.end = None;
                }
                // The rows before this one are the same for both readers.
                Next::NotPlain => self.careful = self.plain.take().map(Careful::new),
            }
        }
        match &mut self.careful {
            Some(careful) => {
                row.is_plain = false;
                careful.read(row)
            }
            None => Ok(row.end.is_some()),
        }
    }

    /// Where the careful reader took over, if it did.
    #[cfg(test)]
    pub fn careful_from(&self) -> Option<u64> {
        self.careful.as_ref().map(|careful| careful.base)
    }
}

/// Where in a text a row of this width seems to begin: behind the end of a line, which may stand in a quoted cell.
pub fn likely_row(text: &[u8], width: usize) -> Option<usize> {
    let mut row = PlainRow::default();
    memchr::memchr_iter(b'\n', text).map(|at| at + 1).find(|&start| {
        let rest = &text[start..];
        match ending(rest, false, &mut row) {
            Ending::At { end, .. } => {
                row.take(&rest[..end]);
                row.len() == width
            }
            _ => false,
        }
    })
}

/// The fast reader.
struct Plain<R> {
    file: R,
    buffer: Vec<u8>,
    /// Where in the buffer the next row begins.
    start: usize,
    /// Up to where the buffer is filled.
    filled: usize,
    /// How many bytes of the file came before those in the buffer.
    before: u64,
    is_over: bool,
}

enum Next {
    Row,
    End,
    NotPlain,
}

impl<R: Read> Plain<R> {
    fn new(file: R, before: u64) -> Plain<R> {
        Plain { file, buffer: Vec::new(), start: 0, filled: 0, before, is_over: false }
    }

    fn offset(&self) -> u64 {
        self.before + self.start as u64
    }

    fn read(&mut self, row: &mut PlainRow, stop: u64) -> io::Result<Next> {
        loop {
            if self.offset() >= stop {
                return Ok(Next::End);
            }
            let rest = &self.buffer[self.start..self.filled];
            // Files put one behind the other leave a mark in the middle, too.
            let rest = rest.strip_prefix(BYTE_ORDER_MARK).unwrap_or(rest);
            match ending(rest, self.is_over, row) {
                Ending::At { end, next } => {
                    let is_blank = end == 0;
                    if !is_blank {
                        row.take(&rest[..end]);
                    }
                    self.start = self.filled - (rest.len() - next);
                    if !is_blank {
                        return Ok(Next::Row);
                    }
                }
                Ending::Later => self.fill()?,
                Ending::NoMore => return Ok(Next::End),
                Ending::NotPlain => return Ok(Next::NotPlain),
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.before += self.start as u64;
        self.filled -= self.start;
        self.start = 0;
        if self.buffer.len() < LARGE_CHUNK || self.filled == self.buffer.len() {
            self.buffer.resize((self.buffer.len() * 2).max(CHUNK), 0);
        }
        while self.filled < self.buffer.len() {
            match self.file.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.is_over = true;
                    break;
                }
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The reader for everything else: it takes any text for a row.
struct Careful<R> {
    reader: csv::Reader<Watched<R>>,
    /// Where in the file it began.
    base: u64,
    /// The row after the one handed out: only at the end of the file is it known that a quote was left open.
    next: csv::ByteRecord,
    more: Option<bool>,
}

impl<R: Read> Careful<R> {
    /// Reads on from the row that the fast reader stopped at.
    fn new(plain: Plain<R>) -> Careful<R> {
        let base = plain.offset();
        let Plain { file, mut buffer, start, filled, .. } = plain;
        buffer.truncate(filled);
        buffer.drain(..start);
        let rest = Watched { input: io::Cursor::new(buffer).chain(file), at: At::CellStart };
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).buffer_capacity(CHUNK).from_reader(rest);
        Careful { reader, base, next: csv::ByteRecord::new(), more: None }
    }

    fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        let more = match self.more {
            Some(more) => more,
            None => self.advance()?,
        };
        if !more {
            return Ok(false);
        }
        let offset = |record: &csv::ByteRecord| record.position().map(|position| self.base + position.byte());
        std::mem::swap(&mut row.careful, &mut self.next);
        row.offset = offset(&row.careful).unwrap_or(self.base);
        let more = self.advance()?;
        row.end = self.next.position().filter(|_| more).map(|position| self.base + position.byte());
        row.has_swallowed = !more && self.reader.get_ref().at == At::Quoted;
        Ok(true)
    }

    fn advance(&mut self) -> io::Result<bool> {
        let more = self.reader.read_byte_record(&mut self.next).map_err(io::Error::other)?;
        self.more = Some(more);
        Ok(more)
    }
}

/// A reader that knows where in a cell it is.
struct Watched<R> {
    input: io::Chain<io::Cursor<Vec<u8>>, R>,
    at: At,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        buffer[..count].iter().for_each(|&byte| self.at = self.at.after(byte));
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text that is handed out in pieces of a few bytes; whether a quote is left open; and where the
    /// careful reader took over.
    fn rows(text: &[u8], step: usize) -> (Vec<Vec<Vec<u8>>>, bool, Option<u64>) {
        let mut rows = Rows::new(Dripping(text, step));
        let (mut row, mut all, mut has_swallowed) = (Row::default(), Vec::new(), false);
        while rows.read(&mut row).expect("memory can be read") {
            all.push(row.cells_from(0).map(<[u8]>::to_vec).collect());
            has_swallowed = row.has_swallowed;
        }
        (all, has_swallowed, rows.careful_from())
    }

    /// The same, as the careful reader alone reads it.
    fn careful_rows(text: &[u8]) -> (Vec<Vec<Vec<u8>>>, bool) {
        let mut careful = Careful::new(Plain::new(text, 0));
        let (mut row, mut all, mut has_swallowed) = (Row::default(), Vec::new(), false);
        while careful.read(&mut row).expect("memory can be read") {
            all.push(row.cells_from(0).map(<[u8]>::to_vec).collect());
            has_swallowed = row.has_swallowed;
        }
        (all, has_swallowed)
    }

    /// Hands out a text in pieces of a few bytes.
    struct Dripping<'a>(&'a [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    #[test]
    fn both_readers_agree_on_every_text() {
        // Every text of up to five of these pieces.
        let pieces: [&[u8]; 6] = [b"a", b",", b"\"", b"\n", b"\r\n", b"\r"];
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        let (mut plain, mut later) = (0, 0);
        for _ in 0..5 {
            texts = texts.iter().flat_map(|text| pieces.map(|piece| [text.as_slice(), piece].concat())).collect();
            for text in &texts {
                let (all, has_swallowed, careful_from) = rows(text, 2);
                assert_eq!((all, has_swallowed), careful_rows(text), "{}", text.escape_ascii());
                plain += usize::from(careful_from.is_none());
                later += usize::from(careful_from.is_some_and(|base| base > 0));
            }
        }
        assert!(plain > 500 && later > 500, "{plain} {later}");
    }

    #[test]
    fn a_row_longer_than_the_buffer_is_read() {
        let long = "x".repeat(3 * LARGE_CHUNK);
        for cell in [long.clone(), format!("\"{long},\n\"\"{long}\"")] {
            let text = format!("a,b\n{cell},c\nd,e\n");
            let (all, _, careful_from) = rows(text.as_bytes(), usize::MAX);
            assert_eq!((all.len(), careful_from), (3, None));
            assert_eq!(all, careful_rows(text.as_bytes()).0);
        }
    }

    #[test]
    fn an_inch_mark_is_no_open_quote() {
        let is_open = |text: &str| rows(text.as_bytes(), usize::MAX).1;
        assert!(!is_open("a,5'2\" tall,b\nc,d,e\n"));
        assert!(is_open("a,\"b\nc,d\n"));
        assert!(!is_open("a,\"b\"\"\nc\",d\n"));
    }

    #[test]
    fn a_quote_or_a_line_end_out_of_place_is_read_with_care_from_its_row_on() {
        for text in ["a,5\" scar,b\n", "\"a\"b,c\n", "\"a,b\nc\n", "a\rb\r"] {
            assert_eq!(rows(text.as_bytes(), 3).2, Some(0), "{text}");
            let below = format!("x,\"y\nz\"\r\n{text}");
            assert_eq!(rows(below.as_bytes(), 3).2, Some(9), "{text}");
        }
    }
}

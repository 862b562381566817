//! Rows of a CSV file: read fast where every quote stands where it should, and carefully where not.

use std::io::{self, Read};
use std::ops::Range;

/// How much of a file is read at once.
const CHUNK: usize = 16 * 1024;

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Every quote stands where it should.
    Plain,
    /// Some do not; the file may end inside a quoted cell.
    Careful {
        /// Whether it does, so that its last row has swallowed what follows the quote.
        ends_in_quote: bool,
    },
}

/// Whether the fast reader can be trusted with a file: it takes any quote for an opening one, and only `\n` or
/// `\r\n` for the end of a row. Reads the file to its end.
///
/// # Errors
/// The file cannot be read.
pub fn is_plain(mut file: impl Read) -> io::Result<bool> {
    let mut buffer = [0; CHUNK];
    let (mut inside, mut previous) = (false, b'\n');
    // The byte before was a quote that closed a cell, or a carriage return.
    let mut must_end = false;
    let mut must_break = false;
    loop {
        let count = file.read(&mut buffer)?;
        let chunk = &buffer[..count];
        let Some(&last) = chunk.last() else { return Ok(!inside && !must_break) };
        if (must_end && !matches!(chunk[0], b',' | b'\n' | b'\r' | b'"')) || (must_break && chunk[0] != b'\n') {
            return Ok(false);
        }
        (must_end, must_break) = (false, false);
        for at in memchr::memchr2_iter(b'"', b'\r', chunk) {
            let before = if at == 0 { previous } else { chunk[at - 1] };
            let after = chunk.get(at + 1);
            if chunk[at] == b'\r' {
                if !inside && after.is_some_and(|&byte| byte != b'\n') {
                    return Ok(false);
                }
                must_break = !inside && after.is_none();
            } else if inside {
                inside = false;
                if after.is_some_and(|byte| !matches!(byte, b',' | b'\n' | b'\r' | b'"')) {
                    return Ok(false);
                }
                must_end = after.is_none();
            } else {
                // A cell begins here, or the quote before was not the end of one but half of a doubled quote.
                if !matches!(before, b',' | b'\n' | b'"') {
                    return Ok(false);
                }
                inside = true;
            }
        }
        previous = last;
    }
}

/// Whether a file ends inside a quoted cell, as the careful reader reads it: there a quote opens a cell only where
/// the cell begins, and stands for itself elsewhere. Reads the file to its end.
///
/// # Errors
/// The file cannot be read.
pub fn ends_in_quote(mut file: impl Read) -> io::Result<bool> {
    let mut buffer = [0; CHUNK];
    let mut at = At::CellStart;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(at == At::Quoted);
        }
        buffer[..count].iter().for_each(|&byte| at = at.after(byte));
    }
}

/// Where in a cell a byte stands.
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
    plain: simd_csv::ByteRecord,
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

    /// How many cells there are.
    pub fn len(&self) -> usize {
        if self.is_plain { self.plain.len() } else { self.careful.len() }
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &[u8] {
        let cell = if self.is_plain { self.plain.get(column) } else { self.careful.get(column) };
        cell.unwrap_or_default()
    }

    /// The cells from one on.
    pub fn cells_from(&self, first: usize) -> impl Iterator<Item = &[u8]> {
        (first..self.len()).map(|column| self.cell(column))
    }
}

/// Reads the rows of a file.
pub struct Rows<R> {
    reader: Reader<R>,
}

enum Reader<R> {
    Plain(Box<simd_csv::Reader<R>>),
    Careful(Box<Careful<R>>),
}

struct Careful<R> {
    reader: csv::Reader<R>,
    ends_in_quote: bool,
    /// The row after the one handed out: only at the end of the file is it known that a quote was left open.
    next: csv::ByteRecord,
    more: Option<bool>,
}

impl<R: Read> Rows<R> {
    /// Reads a file from its beginning, in the way that suits it.
    pub fn new(file: R, manner: Manner) -> Rows<R> {
        let reader = match manner {
            Manner::Plain => {
                let mut builder = simd_csv::ReaderBuilder::with_capacity(CHUNK);
                Reader::Plain(Box::new(builder.has_headers(false).flexible(true).from_reader(file)))
            }
            Manner::Careful { ends_in_quote } => {
                let mut builder = csv::ReaderBuilder::new();
                let reader = builder.has_headers(false).flexible(true).buffer_capacity(CHUNK).from_reader(file);
                Reader::Careful(Box::new(Careful { reader, ends_in_quote, next: csv::ByteRecord::new(), more: None }))
            }
        };
        Rows { reader }
    }

    /// Reads the next row; `false` at the end.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        row.has_swallowed = false;
        match &mut self.reader {
            Reader::Plain(reader) => {
                row.is_plain = true;
                row.offset = reader.position();
                let more = reader.read_byte_record(&mut row.plain).map_err(io::Error::other)?;
                row.end = more.then(|| reader.position());
                Ok(more)
            }
            Reader::Careful(careful) => {
                row.is_plain = false;
                careful.read(row)
            }
        }
    }
}

impl<R: Read> Careful<R> {
    fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        let more = match self.more {
            Some(more) => more,
            None => self.advance()?,
        };
        if !more {
            return Ok(false);
        }
        std::mem::swap(&mut row.careful, &mut self.next);
        row.offset = row.careful.position().map_or(0, csv::Position::byte);
        let more = self.advance()?;
        row.end = self.next.position().filter(|_| more).map(csv::Position::byte);
        row.has_swallowed = !more && self.ends_in_quote;
        Ok(true)
    }

    fn advance(&mut self) -> io::Result<bool> {
        let more = self.reader.read_byte_record(&mut self.next).map_err(io::Error::other)?;
        self.more = Some(more);
        Ok(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8], plain: bool) -> Vec<Vec<Vec<u8>>> {
        let manner = if plain { Manner::Plain } else { Manner::Careful { ends_in_quote: false } };
        let mut rows = Rows::new(text, manner);
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.read(&mut row).expect("memory can be read") {
            all.push(row.cells_from(0).map(<[u8]>::to_vec).collect());
        }
        all
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
    fn both_readers_agree_on_every_text_that_is_plain() {
        // Every text of up to six of these pieces.
        let pieces: [&[u8]; 5] = [b"a", b",", b"\"", b"\n", b"\r\n"];
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        let mut plain = 0;
        for _ in 0..6 {
            texts = texts.iter().flat_map(|text| pieces.map(|piece| [text.as_slice(), piece].concat())).collect();
            for text in &texts {
                let says = is_plain(text.as_slice()).expect("memory can be read");
                for step in 1..3 {
                    assert_eq!(is_plain(Dripping(text, step)).ok(), Some(says), "{}", text.escape_ascii());
                }
                if says {
                    plain += 1;
                    assert_eq!(rows(text, true), rows(text, false), "{}", text.escape_ascii());
                }
            }
        }
        assert!(plain > 1_000, "{plain}");
    }

    #[test]
    fn an_inch_mark_is_no_open_quote() {
        let ends = |text: &str| ends_in_quote(text.as_bytes()).ok();
        assert_eq!(ends("a,5'2\" tall,b\nc,d,e\n"), Some(false));
        assert_eq!(ends("a,\"b\nc,d\n"), Some(true));
        assert_eq!(ends("a,\"b\"\"\nc\",d\n"), Some(false));
    }

    #[test]
    fn a_quote_or_a_line_end_out_of_place_is_not_plain() {
        for text in ["a,5\" scar,b\n", "\"a\"b,c\n", "\"a,b\nc\n", "a\rb\r"] {
            assert_eq!(is_plain(text.as_bytes()).ok(), Some(false), "{text}");
        }
    }
}

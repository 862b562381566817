//! A window on a text that always holds the record at hand, however long the text is.

use super::Input;
use super::mend::RowParser;
use super::rows::Cells;
use std::io::{self, SeekFrom};

/// Records as they come out of an input, which is handed over each time.
pub(super) struct Stream {
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    is_last: bool,
    /// Where the next record begins.
    pub position: u64,
    /// The line on which the next record begins, from 1.
    pub line: usize,
}

/// What is read at once of a text that is read from one end to the other.
pub(super) const MUCH: usize = 1 << 17;
/// What is read at once where a few records are wanted.
pub(super) const LITTLE: usize = 1 << 13;
/// A record larger than this is none.
const MOST_OF_RECORD: usize = 1 << 26;

impl Stream {
    /// Begins at a record.
    pub fn new(position: u64, line: usize, window: usize) -> Stream {
        Stream { buffer: vec![0; window], at: 0, end: 0, is_last: false, position, line }
    }

    /// Reads one record; `false` at the end.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn read(&mut self, input: &mut dyn Input, parser: &mut RowParser, cells: &mut Cells) -> io::Result<bool> {
        loop {
            let text = &self.buffer[self.at..self.end];
            if text.is_empty() && self.is_last {
                return Ok(false);
            }
            let read = if text.is_empty() { None } else { parser.read(text, self.is_last, cells) };
            if let Some(length) = read {
                self.line += line_ends(&text[..length]);
                self.at += length;
                self.position += length as u64;
                return Ok(true);
            }
            self.fill(input)?;
        }
    }

    /// Reads on, in a larger buffer where the record at hand does not fit.
    fn fill(&mut self, input: &mut dyn Input) -> io::Result<()> {
        // The input may have been read elsewhere in between.
        input.seek(SeekFrom::Start(self.position + (self.end - self.at) as u64))?;
        self.buffer.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        if self.end * 2 > self.buffer.len() {
            if self.buffer.len() > MOST_OF_RECORD {
                return Err(io::Error::new(io::ErrorKind::InvalidData, format!("line {} has no end", self.line)));
            }
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while self.end < self.buffer.len() {
            match input.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.is_last = true;
                    break;
                }
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// How many lines end in a piece of text.
fn line_ends(text: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let bare = memchr::memchr_iter(b'\r', text).filter(|at| !matches!(text.get(at + 1), Some(b'\r' | b'\n'))).count();
    feeds + bare
}

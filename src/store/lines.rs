//! Where in a file a byte stands: lines and columns, looked up only where something is wrong.

use super::Position;
use crate::problem::Problem;
use crate::record::{CellProblem, LineIndex, cell_place};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How much of a row is looked at for the column of a cell: little at first, for most rows are short.
const PARTS_OF_ROW: [u64; 3] = [1 << 10, 1 << 16, 1 << 20];

/// Reads the rows again, to tell problems by line and column.
pub fn place_cells(
    path: &Path,
    shown: &str,
    mut found: Vec<CellProblem>,
    problems: &mut Vec<Problem>,
) -> io::Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    found.sort_by_key(|problem| problem.offset);
    let mut counter = Counter::new(File::open(path)?);
    for problem in found {
        let line = counter.line_of(problem.offset)?;
        let (down, column) = counter.place_in_row(problem.cell)?;
        let CellProblem { severity, field, message, hint, whose, .. } = problem;
        let made = Problem::error(shown.to_owned(), message).at(line + down, column);
        problems.push(Problem { severity, field, hint, whose, ..made });
    }
    Ok(())
}

/// Counts the lines of a file, from its beginning on.
struct Counter {
    file: File,
    offset: u64,
    line: usize,
    buffer: Vec<u8>,
}

impl Counter {
    fn new(file: File) -> Counter {
        Counter { file, offset: 0, line: 1, buffer: Vec::new() }
    }

    /// The line on which a byte stands that is no earlier than the last one asked for.
    fn line_of(&mut self, offset: u64) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(self.offset))?;
        let (mut left, mut last) = (offset.saturating_sub(self.offset), 0);
        while left > 0 {
            self.buffer.clear();
            let read = (&self.file).take(left.min(CHUNK)).read_to_end(&mut self.buffer)?;
            if read == 0 {
                break;
            }
            // A carriage return by itself ends a line too, as old spreadsheets write it.
            for &byte in &self.buffer {
                self.line += usize::from(byte == b'\r' || (byte == b'\n' && last != b'\r'));
                last = byte;
            }
            left -= read as u64;
        }
        self.offset = offset;
        Ok(self.line)
    }

    /// How many lines below, and at which column, a cell of the row stands that begins at the byte last asked for.
    fn place_in_row(&mut self, cell: Option<usize>) -> io::Result<(usize, usize)> {
        for part in PARTS_OF_ROW {
            self.file.seek(SeekFrom::Start(self.offset))?;
            self.buffer.clear();
            let read = (&self.file).take(part).read_to_end(&mut self.buffer)?;
            let is_all = (read as u64) < part || part == PARTS_OF_ROW[2];
            let row = self.buffer.as_slice();
            let row = if self.offset == 0 { row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row) } else { row };
            // Blank lines before a row are not part of it.
            let blank = row.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let above = memchr::memchr_iter(b'\n', &row[..blank]).count();
            let row = &row[blank..];
            let place = cell.map_or(Some((0, 1)), |cell| cell_place(row, cell));
            match place {
                Some((down, column)) if !row.is_empty() || is_all => return Ok((above + down, column)),
                _ if is_all => {
                    let (down, column) = LineIndex::new(row, 0).place(row.len());
                    return Ok((above + down, column));
                }
                _ => {}
            }
        }
        Ok((0, 1))
    }
}

/// How much of a file is read at once.
const CHUNK: u64 = 1 << 16;

/// The lines on which records begin.
pub struct Lines(FxHashMap<Position, usize>);

impl Lines {
    /// The line of a record, from 1.
    pub fn of(&self, place: Position) -> usize {
        self.0.get(&place).copied().unwrap_or(1)
    }
}

/// Looks up the line, from 1, on which each record begins; 1 where its file cannot be read again.
pub fn lines(files: &[PathBuf], mut places: Vec<Position>) -> Lines {
    places.sort_unstable();
    let mut lines = FxHashMap::default();
    for places in places.chunk_by(|a, b| a.file == b.file) {
        let mut counter = File::open(&files[places[0].file]).ok().map(Counter::new);
        for &place in places {
            let line = counter.as_mut().and_then(|counter| {
                let line = counter.line_of(place.offset).ok()?;
                Some(line + counter.place_in_row(None).ok()?.0)
            });
            lines.insert(place, line.unwrap_or(1));
        }
    }
    Lines(lines)
}

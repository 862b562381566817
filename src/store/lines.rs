//! Where in a file a byte stands: lines and columns, looked up only where something is wrong.

use super::Position;
use crate::problem::Problem;
use crate::record::{CellProblem, cell_place};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How much of a row is looked at for the column of a cell.
const MOST_OF_ROW: u64 = 1 << 20;

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
    let file = &mut File::open(path)?;
    found.sort_by_key(|problem| problem.offset);
    let (mut offset, mut line) = (0, 1);
    let mut row = Vec::new();
    for problem in found {
        line += line_breaks(file, offset, problem.offset)?;
        offset = problem.offset;
        file.seek(SeekFrom::Start(offset))?;
        row.clear();
        file.take(MOST_OF_ROW).read_to_end(&mut row)?;
        let row = if offset == 0 { row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&row) } else { &row };
        // Blank lines before a row are not part of it.
        let blank = row.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let above = memchr::memchr_iter(b'\n', &row[..blank]).count();
        let (down, column) = problem.cell.map_or((0, 1), |cell| cell_place(&row[blank..], cell));
        let (severity, field, hint) = (problem.severity, problem.field, problem.hint);
        let made = Problem::error(shown.to_owned(), problem.message).at(line + above + down, column);
        problems.push(Problem { severity, field, hint, ..made });
    }
    Ok(())
}

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
        let mut file = File::open(&files[places[0].file]).ok();
        let (mut offset, mut line) = (0, 1);
        for &place in places {
            let begins = file.as_mut().and_then(|file| {
                line += line_breaks(file, offset, place.offset).ok()?;
                offset = place.offset;
                Some(line + blank_lines(file, offset).ok()?)
            });
            lines.insert(place, begins.unwrap_or(1));
        }
    }
    Lines(lines)
}

/// How many lines that hold nothing stand before a record; they are not part of it.
fn blank_lines(file: &mut File, offset: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(offset))?;
    let mut row = [0; 256];
    let read = file.read(&mut row)?;
    let blank = row[..read].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    Ok(memchr::memchr_iter(b'\n', &row[..blank]).count())
}

/// How many lines end between two bytes of a file.
fn line_breaks(file: &mut File, from: u64, to: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(from))?;
    let mut part = file.take(to.saturating_sub(from));
    let (mut buffer, mut count, mut last) = (vec![0; 64 * 1024], 0, 0);
    loop {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            return Ok(count);
        }
        // A carriage return by itself ends a line too, as old spreadsheets write it.
        for &byte in &buffer[..read] {
            count += usize::from(byte == b'\r' || (byte == b'\n' && last != b'\r'));
            last = byte;
        }
    }
}

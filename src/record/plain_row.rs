//! A row of a CSV file in which every quote stands where it should: where it ends, and where its cells are.

use std::ops::Range;

/// Where a row ends.
pub enum Ending {
    /// At this byte; the next one begins behind what ends the line.
    At {
        /// The first byte that is no longer of the row.
        end: usize,
        /// The first byte of the next one.
        next: usize,
    },
    /// Behind the text: more of it must be read.
    Later,
    /// There is no row: the file is over.
    NoMore,
    /// A quote does not stand at the edge of a cell, or a carriage return ends a line by itself, or a quote is never
    /// closed: readers differ about what that means.
    NotPlain,
}

/// The cells of one row.
#[derive(Default)]
pub struct PlainRow {
    /// The row as it is written.
    text: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<u32>,
    /// Whether a cell in quotes began that is not closed yet.
    is_open: bool,
    /// Whether some quote is doubled, so that the text is not what the cell says.
    is_doubled: bool,
}

/// Finds the end of the row that begins a text, and on the way those of its cells.
pub fn ending(text: &[u8], is_whole: bool, row: &mut PlainRow) -> Ending {
    row.ends.clear();
    (row.is_open, row.is_doubled) = (false, false);
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    for (i, block) in blocks.iter().enumerate() {
        let mut marks = marks(block);
        while marks != 0 {
            let at = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            // By far the most are of this kind.
            if block[at] == b',' && !row.is_open {
                row.ends.push((i * BLOCK + at) as u32);
            } else if let Some(ending) = row.meet(text, i * BLOCK + at, is_whole) {
                return ending;
            }
        }
    }
    for at in text.len() - rest.len()..text.len() {
        if is_mark(text[at])
            && let Some(ending) = row.meet(text, at, is_whole)
        {
            return ending;
        }
    }
    match row.is_open {
        _ if !is_whole => Ending::Later,
        _ if text.is_empty() => Ending::NoMore,
        false => row.end(text.len(), text.len()),
        true => Ending::NotPlain,
    }
}

/// Every place in a row shall be a short number.
const MOST_OF_ROW: usize = u32::MAX as usize / 2;

impl PlainRow {
    /// Takes note of a mark; tells the end of the row, if it is one.
    fn meet(&mut self, text: &[u8], at: usize, is_whole: bool) -> Option<Ending> {
        let after = text.get(at + 1).copied();
        match (text[at], self.is_open) {
            (b',', false) => self.ends.push(at as u32),
            (b'\n', false) => {
                let end = if at > 0 && text[at - 1] == b'\r' { at - 1 } else { at };
                return Some(self.end(end, at + 1));
            }
            (b'\r', false) => match after {
                Some(b'\n') => {}
                None if !is_whole => return Some(Ending::Later),
                _ => return Some(Ending::NotPlain),
            },
            (b'"', false) => {
                let begins = at == 0 || text[at - 1] == b',';
                // Not the end of the cell before, but half of a doubled quote.
                let doubles = at > 0 && text[at - 1] == b'"';
                if !begins && !doubles {
                    return Some(Ending::NotPlain);
                }
                self.is_doubled |= doubles;
                self.is_open = true;
            }
            (b'"', true) => match after {
                None if !is_whole => return Some(Ending::Later),
                None | Some(b',' | b'\n' | b'\r' | b'"') => self.is_open = false,
                Some(_) => return Some(Ending::NotPlain),
            },
            _ => {}
        }
        None
    }

    fn end(&mut self, end: usize, next: usize) -> Ending {
        self.ends.push(end as u32);
        if end > MOST_OF_ROW { Ending::NotPlain } else { Ending::At { end, next } }
    }

    /// Takes in a row whose end was just found.
    pub fn take(&mut self, row: &[u8]) {
        self.text.clear();
        self.text.extend_from_slice(row);
        if self.is_doubled {
            self.undouble();
        }
    }

    /// Puts the cells together anew, each quote once and without those around a cell.
    fn undouble(&mut self) {
        let (mut text, mut ends) = (Vec::with_capacity(self.text.len()), Vec::with_capacity(self.len()));
        for column in 0..self.len() {
            match &self.text[self.place(column)] {
                [b'"', quoted @ .., b'"'] => {
                    let mut is_second = false;
                    for &byte in quoted {
                        is_second = byte == b'"' && !is_second;
                        if !is_second {
                            text.push(byte);
                        }
                    }
                }
                cell => text.extend_from_slice(cell),
            }
            ends.push(text.len() as u32);
            text.push(b',');
        }
        (self.text, self.ends) = (text, ends);
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &[u8] {
        if column >= self.len() {
            return &[];
        }
        match &self.text[self.place(column)] {
            [b'"', quoted @ .., b'"'] if !self.is_doubled => quoted,
            cell => cell,
        }
    }

    fn place(&self, column: usize) -> Range<usize> {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        start as usize..self.ends[column] as usize
    }
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// Whether a byte can be where a cell or a row ends, or where it seems to and does not.
fn is_mark(byte: u8) -> bool {
    // Without a branch, so that many bytes can be looked at in one step.
    (byte == b',') | (byte == b'\n') | (byte == b'"') | (byte == b'\r')
}

/// Which bytes of a block are marks, the first in the lowest bit.
fn marks(block: &[u8; BLOCK]) -> u64 {
    let mut hits = [0; BLOCK];
    hits.iter_mut().zip(block).for_each(|(hit, &byte)| *hit = u8::from(is_mark(byte)));
    let eight = |(i, eight): (usize, &[u8; 8])| {
        // The product moves the lowest bits of the eight bytes together into the highest byte.
        (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i)
    };
    hits.as_chunks().0.iter().enumerate().map(eight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_of_a_block_is_found() {
        let others: Vec<u8> = (0..=u8::MAX).filter(|&byte| !is_mark(byte)).collect();
        assert_eq!(others.len(), 252);
        for at in 0..BLOCK {
            for (i, &other) in others.iter().enumerate() {
                let mut block = [other; BLOCK];
                block[at] = b",\n\"\r"[i % 4];
                assert_eq!(marks(&block), 1 << at);
            }
        }
        assert_eq!(marks(&[b','; BLOCK]), u64::MAX);
    }

    #[test]
    fn cells_are_told_from_each_other_in_rows_of_any_length() {
        for cells in [1, 3, 28, 100, 1000] {
            let text: Vec<String> = (0..cells).map(|i| "ab,".repeat(i % 5).trim_end_matches(',').to_owned()).collect();
            let quoted: Vec<String> = text.iter().map(|cell| format!("\"{cell}\"")).collect();
            let line = quoted.join(",");
            let mut row = PlainRow::default();
            assert!(matches!(ending(line.as_bytes(), true, &mut row), Ending::At { end, .. } if end == line.len()));
            row.take(line.as_bytes());
            let got: Vec<&[u8]> = (0..row.len()).map(|column| row.cell(column)).collect();
            assert_eq!(got, text.iter().map(String::as_bytes).collect::<Vec<_>>());
        }
    }
}

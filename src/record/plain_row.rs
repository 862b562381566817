//! A row of a CSV file in which every quote stands where it should: where it ends, and where its cells are.

use std::cell::RefCell;
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

/// The cells of one row, told from each other only as far as they are looked at.
#[derive(Default)]
pub struct PlainRow {
    /// The row as it is written.
    text: Vec<u8>,
    /// How many cells there are.
    len: usize,
    cut: RefCell<Cut>,
    /// The cells in quotes, from the opening quote to the closing one.
    quoted: Vec<(u32, u32)>,
    /// Whether some quote is doubled, so that the text is not what the cell says.
    is_doubled: bool,
}

/// How far the cells were told from each other.
#[derive(Default)]
struct Cut {
    /// Where the first ones end.
    ends: Vec<u32>,
    /// How many words of the text were looked through.
    words: usize,
    /// How many of the cells in quotes lie before that.
    quoted: usize,
}

/// Finds the end of the row that begins a text, and notes which of its cells stand in quotes.
pub fn ending(text: &[u8], is_whole: bool, row: &mut PlainRow) -> Ending {
    row.quoted.clear();
    row.is_doubled = false;
    let mut opened = None;
    for at in memchr::memchr3_iter(b'\n', b'"', b'\r', text) {
        let after = text.get(at + 1).copied();
        match (text[at], opened) {
            (b'\n', None) => {
                let end = if at > 0 && text[at - 1] == b'\r' { at - 1 } else { at };
                return if end > MOST_OF_ROW { Ending::NotPlain } else { Ending::At { end, next: at + 1 } };
            }
            (b'\r', None) => match after {
                Some(b'\n') => {}
                None if !is_whole => return Ending::Later,
                _ => return Ending::NotPlain,
            },
            (b'"', Some(start)) => match after {
                None if !is_whole => return Ending::Later,
                None | Some(b',' | b'\n' | b'\r' | b'"') => {
                    row.quoted.push((start, at as u32));
                    opened = None;
                }
                Some(_) => return Ending::NotPlain,
            },
            (b'"', None) => {
                opened = Some(at as u32);
                match at.checked_sub(1).map(|before| text[before]) {
                    None | Some(b',') => {}
                    // Not the end of the cell, but half of a doubled quote.
                    Some(b'"') => {
                        opened = row.quoted.pop().map(|(start, _)| start);
                        row.is_doubled = true;
                    }
                    Some(_) => return Ending::NotPlain,
                }
            }
            _ => {}
        }
    }
    match opened {
        _ if !is_whole => Ending::Later,
        _ if text.is_empty() => Ending::NoMore,
        None if text.len() <= MOST_OF_ROW => Ending::At { end: text.len(), next: text.len() },
        _ => Ending::NotPlain,
    }
}

/// How many commas there are; counted in bytes, many at a time, as far as a byte can count.
fn commas(text: &[u8]) -> usize {
    let of_few = |few: &[u8]| usize::from(few.iter().map(|&byte| u8::from(byte == b',')).sum::<u8>());
    text.chunks(usize::from(u8::MAX)).map(of_few).sum()
}

/// Every place in a row shall be a short number.
const MOST_OF_ROW: usize = u32::MAX as usize / 2;

impl PlainRow {
    /// Takes in a row whose end was just found.
    pub fn take(&mut self, row: &[u8]) {
        self.text.clear();
        self.text.extend_from_slice(row);
        let cut = self.cut.get_mut();
        cut.ends.clear();
        (cut.words, cut.quoted) = (0, 0);
        let inside = |&(open, close): &(u32, u32)| commas(&row[open as usize..close as usize]);
        self.len = 1 + commas(row) - self.quoted.iter().map(inside).sum::<usize>();
        if self.is_doubled {
            self.undouble();
        }
    }

    /// Puts the cells together anew, each quote once and without those around a cell.
    fn undouble(&mut self) {
        let (mut text, mut ends) = (Vec::with_capacity(self.text.len()), Vec::with_capacity(self.len));
        for column in 0..self.len {
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
        self.text = text;
        self.cut.get_mut().ends = ends;
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &[u8] {
        if column >= self.len {
            return &[];
        }
        match &self.text[self.place(column)] {
            [b'"', quoted @ .., b'"'] if !self.is_doubled => quoted,
            cell => cell,
        }
    }

    fn place(&self, column: usize) -> Range<usize> {
        let mut cut = self.cut.borrow_mut();
        if cut.ends.len() <= column {
            cut.go_on(&self.text, &self.quoted, column);
        }
        let start = column.checked_sub(1).map_or(0, |before| cut.ends[before] + 1);
        start as usize..cut.ends[column] as usize
    }
}

impl Cut {
    /// Goes on at least to the end of a cell that is there.
    fn go_on(&mut self, text: &[u8], quoted: &[(u32, u32)], column: usize) {
        let (words, rest) = text.as_chunks::<WORD>();
        while self.ends.len() <= column {
            let start = (self.words * WORD) as u32;
            let Some(word) = words.get(self.words) else {
                let in_rest = rest.iter().enumerate().filter(|&(_, &byte)| byte == b',');
                in_rest.for_each(|(at, _)| self.comma(start + at as u32, quoted));
                return self.ends.push(text.len() as u32);
            };
            let mut commas = commas_of(*word);
            while commas != 0 {
                self.comma(start + commas.trailing_zeros() / 8, quoted);
                commas &= commas - 1;
            }
            self.words += 1;
        }
    }

    /// Takes in a comma, which may stand in quotes.
    fn comma(&mut self, at: u32, quoted: &[(u32, u32)]) {
        while quoted.get(self.quoted).is_some_and(|&(_, close)| close < at) {
            self.quoted += 1;
        }
        if quoted.get(self.quoted).is_none_or(|&(open, _)| at < open) {
            self.ends.push(at);
        }
    }
}

/// So many bytes are looked at as one number.
const WORD: usize = 8;

/// The highest bit of each byte that is a comma, and no other bit.
fn commas_of(word: [u8; WORD]) -> u64 {
    const COMMAS: u64 = u64::from_le_bytes([b','; WORD]);
    const LOW_BITS: u64 = u64::from_le_bytes([0x7f; WORD]);
    // Zero where there is a comma; all bits of a byte but the highest carry into it unless they are zero.
    let others = u64::from_le_bytes(word) ^ COMMAS;
    !(((others & LOW_BITS) + LOW_BITS) | others | LOW_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_told_from_every_other_byte() {
        for (byte, at) in (0..=u8::MAX).flat_map(|byte| (0..WORD).map(move |at| (byte, at))) {
            let mut word = [b',' ^ byte; WORD];
            word[at] = byte;
            let wanted: u64 = (0..WORD).filter(|&i| word[i] == b',').map(|i| 0x80 << (8 * i)).sum();
            assert_eq!(commas_of(word), wanted, "{word:?}");
        }
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

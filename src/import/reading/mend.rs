//! Records that do not have the width of their table, read again with less trust.

use super::dialect::Dialect;
use super::rows::{Cells, Quotes, Way, parse};

/// Reads record after record, and mends those that do not have the width of the table.
#[derive(Clone, Debug)]
pub(super) struct RowParser {
    pub dialect: Dialect,
    /// How many cells most records have; `None` as long as nobody knows.
    pub width: Option<usize>,
    /// Quotes that were left open so far.
    pub unclosed: u32,
    /// Whether bars stand around each record, as in a table drawn with letters.
    pub is_boxed: bool,
    spare: Cells,
}

/// How far a quoted cell may reach; a quote that is still open then was none.
const MOST_OF_CELL: usize = 1 << 20;
/// The same, in a file where quotes are often left open.
const LITTLE_OF_CELL: usize = 1 << 12;
const OFTEN_UNCLOSED: u32 = 16;
/// From here on a quote must be closed on its own line.
const ALWAYS_UNCLOSED: u32 = 256;
/// A record longer than this is taken as it is.
const MOST_MENDED: usize = 1 << 16;

impl RowParser {
    pub fn new(dialect: Dialect, width: Option<usize>) -> RowParser {
        RowParser { dialect, width, unclosed: 0, is_boxed: false, spare: Cells::default() }
    }

    /// Reads one record and tells its length; `None` where it may go on behind the end of `text`.
    pub fn read(&mut self, text: &[u8], is_last: bool, cells: &mut Cells) -> Option<usize> {
        let length = self.read_as_written(text, is_last, cells)?;
        if self.is_boxed {
            cells.unbox();
        }
        Some(length)
    }

    fn read_as_written(&mut self, text: &[u8], is_last: bool, cells: &mut Cells) -> Option<usize> {
        let most = if self.unclosed > OFTEN_UNCLOSED { LITTLE_OF_CELL } else { MOST_OF_CELL };
        let dialect = self.dialect;
        let way = |quotes| Way { dialect: &dialect, quotes, most, is_last };
        let trust = if self.unclosed > ALWAYS_UNCLOSED { Quotes::Strict } else { Quotes::Lenient };
        let plain = parse(text, way(trust), cells)?;
        let off = |cells: &Cells| self.width.map_or(0, |width| width.abs_diff(cells.len()));
        let is_swallowing = plain.is_odd && plain.is_long;
        if let Some(quote) = dialect.quote.filter(|_| trust == Quotes::Strict && plain.is_odd) {
            cells.drop_stray(quote);
        }
        if !plain.is_open && off(cells) == 0 && !is_swallowing {
            return Some(plain.length);
        }
        let mut length = plain.length;
        if plain.is_open || plain.is_odd || plain.is_long {
            // The same record read with less trust in its quotes; the reading that gives the right width wins.
            let mut is_reread = false;
            let mut best = if plain.is_open { usize::MAX } else { off(cells) };
            for quotes in [Quotes::Strict, Quotes::First, Quotes::Literal] {
                let other = parse(text, way(quotes), &mut self.spare)?;
                let off = self.width.map_or(0, |width| width.abs_diff(self.spare.len()));
                let is_better = off < best && (off == 0 || plain.is_open || plain.is_odd);
                let is_shorter = is_swallowing && off == 0 && !other.is_long && length > other.length;
                if !other.is_open && (is_better || (is_shorter && self.is_row(&text[other.length..length]))) {
                    (best, length, is_reread) = (off, other.length, true);
                    std::mem::swap(cells, &mut self.spare);
                }
            }
            self.unclosed += u32::from(plain.is_open);
            if let Some(quote) = dialect.quote.filter(|_| is_reread) {
                cells.drop_stray(quote);
            }
        }
        if let Some(width) = self.width.filter(|width| *width != cells.len() && length < MOST_MENDED) {
            self.mend(&text[..length], width, cells);
        }
        Some(length)
    }

    /// Whether a text begins with a record of the right width, as it does where a stray quote swallowed rows.
    fn is_row(&self, text: &[u8]) -> bool {
        let mut cells = Cells::default();
        let parsed = parse(text, whole(&self.dialect, Quotes::Strict), &mut cells);
        parsed.is_some_and(|parsed| !parsed.is_open) && Some(cells.len()) == self.width
    }

    /// Looks for another way to read a record of the wrong width that gives exactly the right one.
    fn mend(&mut self, record: &[u8], width: usize, cells: &mut Cells) {
        if cells.len() < width && width > 2 {
            self.spare.clear();
            part(record, &self.dialect, &mut self.spare);
            if self.spare.len() == width {
                std::mem::swap(cells, &mut self.spare);
                return;
            }
            for delimiter in [';', '\t', '|', ',', ' '] {
                let other = self.dialect.with(delimiter);
                // Words stand apart in any sentence; only quotes among them make cells of them.
                let wanted = if delimiter == ' ' { b'"' } else { delimiter as u8 };
                let is_there = memchr::memchr(wanted, record).is_some();
                if self.dialect.delimiter == Some(delimiter) || !is_there {
                    continue;
                }
                let parsed = parse(record, whole(&other, Quotes::Lenient), &mut self.spare);
                let is_whole = parsed.is_some_and(|parsed| !parsed.is_open && parsed.length == record.len());
                if is_whole && self.spare.len() == width {
                    std::mem::swap(cells, &mut self.spare);
                    return;
                }
            }
        } else if cells.len() > width && memchr::memchr2(b'{', b'[', record).is_some() {
            let parsed = parse(record, whole(&self.dialect, Quotes::Literal), &mut self.spare);
            if parsed.is_some_and(|parsed| parsed.length == record.len())
                && let Some(joined) = join_braces(&self.spare, &self.dialect)
                && joined.len() == width
            {
                *cells = joined;
            }
        }
    }
}

/// A record that stands alone.
fn whole(dialect: &Dialect, quotes: Quotes) -> Way<'_> {
    Way { dialect, quotes, most: MOST_OF_CELL, is_last: true }
}

/// Puts together what was cut inside of braces: `{"a": 1, "b": 2}` is one cell, quoted or not.
fn join_braces(pieces: &Cells, dialect: &Dialect) -> Option<Cells> {
    let (mut joined, mut depth) = (Cells::default(), 0_i32);
    for piece in pieces.iter() {
        if depth > 0 {
            joined.push(dialect.delimiter_bytes());
        }
        let quote = dialect.quote.filter(|quote| {
            depth == 0 && piece.len() > 1 && piece.first() == Some(quote) && piece.last() == Some(quote)
        });
        match quote {
            Some(_) => joined.push(&piece[1..piece.len() - 1]),
            None => joined.push(piece),
        }
        for byte in piece {
            depth += match byte {
                b'{' | b'[' => 1,
                b'}' | b']' => -1,
                _ => 0,
            };
        }
        if depth < 0 {
            return None;
        }
        if depth == 0 {
            joined.end_cell();
        }
    }
    (depth == 0).then_some(joined)
}

/// Cuts beside every quote: `Cap"with a brim"` lost the delimiter before its quote.
fn part(record: &[u8], dialect: &Dialect, cells: &mut Cells) {
    let (delimiter, line) = (dialect.delimiter_bytes(), record.trim_ascii_end());
    let Some(quote) = dialect.quote.filter(|quote| memchr::memchr(*quote, line).is_some()) else { return };
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let end = if rest.first() == Some(&quote) {
            let end = memchr::memchr(quote, &rest[1..]).map_or(rest.len(), |end| end + 1);
            cells.push(&rest[1..end.max(1)]);
            (end + 1).min(rest.len())
        } else {
            let is_end = |at: &usize| rest[*at] == quote || rest[*at..].starts_with(delimiter);
            let end = (0..rest.len()).find(is_end).unwrap_or(rest.len());
            cells.push(&rest[..end]);
            end
        };
        cells.end_cell();
        at += end;
        if at == line.len() {
            return;
        }
        at += if line[at..].starts_with(delimiter) { delimiter.len() } else { 0 };
    }
}

//! Records out of text that keeps to no standard: quotes anywhere, any line end, one row at a time.

use super::dialect::Dialect;

/// The cells of one record, in one piece.
#[derive(Clone, Default, Debug)]
pub(super) struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, cell: usize) -> &[u8] {
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[cell]]
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|cell| self.get(cell))
    }

    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        std::str::from_utf8(&self.text).map_or(self.text.is_empty(), |text| text.trim().is_empty())
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// How a quote is understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quotes {
    /// A quote that no delimiter follows belongs to the cell.
    Lenient,
    /// The first quote closes, whatever follows.
    First,
    /// A quote is a letter like any other.
    Literal,
}

/// One reading of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Parsed {
    /// Bytes up to the next record.
    pub length: usize,
    /// A quote stood where none should, or was never closed.
    pub is_odd: bool,
    /// A quote was never closed.
    pub is_open: bool,
    /// A cell reaches over several lines.
    pub is_long: bool,
}

/// Reads one record from the beginning of `text`; `None` where the record may go on behind its end.
pub(super) fn parse(
    text: &[u8],
    is_last: bool,
    dialect: &Dialect,
    quotes: Quotes,
    most: usize,
    cells: &mut Cells,
) -> Option<Parsed> {
    cells.clear();
    let delimiter = dialect.delimiter_bytes();
    let quote = if quotes == Quotes::Literal { None } else { dialect.quote };
    let mut parsed = Parsed { length: 0, is_odd: false, is_open: false, is_long: false };
    let mut at = 0;
    loop {
        // A cell begins.
        if let Some(quote) = quote
            && let Some(open) = opening(text, at, quote, delimiter)
        {
            match quoted(text, open + 1, is_last, dialect, quote, quotes, most, cells, &mut parsed) {
                Quoted::Closed(end) => at = end,
                Quoted::Cut => return None,
                Quoted::Open => {
                    parsed.is_open = true;
                    return Some(parsed);
                }
            }
        }
        // The rest of the cell, or all of it.
        let rest = &text[at..];
        let first = delimiter.first().copied();
        let mut from = 0;
        let end = loop {
            let found = match first {
                Some(first) => memchr::memchr3(first, b'\n', b'\r', &rest[from..]),
                None => memchr::memchr2(b'\n', b'\r', &rest[from..]),
            };
            let Some(found) = found.map(|found| found + from) else { break None };
            if matches!(rest[found], b'\n' | b'\r') || rest[found..].starts_with(delimiter) {
                break Some(found);
            }
            if !is_last && rest.len() - found < delimiter.len() {
                return None;
            }
            from = found + 1;
        };
        let Some(end) = end else {
            if !is_last {
                return None;
            }
            cells.text.extend_from_slice(rest);
            cells.end_cell();
            parsed.length = text.len();
            return Some(parsed);
        };
        cells.text.extend_from_slice(&rest[..end]);
        cells.end_cell();
        at += end;
        match text[at] {
            b'\n' => parsed.length = at + 1,
            b'\r' => {
                // "\r\r\n" is what a program makes that ends a line twice.
                let returns = text[at..].iter().take_while(|byte| **byte == b'\r').count();
                match text.get(at + returns) {
                    None if !is_last => return None,
                    Some(b'\n') => parsed.length = at + returns + 1,
                    _ => parsed.length = at + 1,
                }
            }
            _ => {
                at += delimiter.len();
                continue;
            }
        }
        return Some(parsed);
    }
}

/// The place of a quote that opens a cell; spaces may stand before it.
fn opening(text: &[u8], at: usize, quote: u8, delimiter: &[u8]) -> Option<usize> {
    let spaces = text[at..].iter().take_while(|byte| **byte == b' ').count();
    let open = at + spaces;
    (text.get(open) == Some(&quote) && (spaces == 0 || delimiter != b" ")).then_some(open)
}

enum Quoted {
    Closed(usize),
    Cut,
    Open,
}

/// Reads a cell behind its opening quote up to behind the closing one.
#[expect(clippy::too_many_arguments, reason = "the state of one parse, split only for reading")]
fn quoted(
    text: &[u8],
    mut at: usize,
    is_last: bool,
    dialect: &Dialect,
    quote: u8,
    quotes: Quotes,
    most: usize,
    cells: &mut Cells,
    parsed: &mut Parsed,
) -> Quoted {
    let begin = at;
    loop {
        let step = match dialect.backslash {
            true => memchr::memchr2(quote, b'\\', &text[at..]),
            false => memchr::memchr(quote, &text[at..]),
        };
        let Some(step) = step.filter(|step| at + step - begin <= most) else {
            return if is_last || text.len() - begin > most { Quoted::Open } else { Quoted::Cut };
        };
        parsed.is_long |= memchr::memchr2(b'\n', b'\r', &text[at..at + step]).is_some();
        cells.text.extend_from_slice(&text[at..at + step]);
        at += step;
        let Some(&after) = text.get(at + 1) else {
            if is_last && text[at] == quote {
                return Quoted::Closed(at + 1);
            }
            return if is_last { Quoted::Open } else { Quoted::Cut };
        };
        if text[at] == b'\\' {
            // A backslash before anything else is a backslash.
            if after != quote && after != b'\\' {
                cells.text.push(b'\\');
            }
            cells.text.push(after);
            at += 2;
        } else if after == quote {
            cells.text.push(quote);
            at += 2;
        } else {
            let behind = &text[at + 1..];
            let spaces = behind.iter().take_while(|byte| **byte == b' ').count();
            let delimiter = dialect.delimiter_bytes();
            let closed = match behind.get(spaces) {
                None if !is_last => return Quoted::Cut,
                None | Some(b'\n' | b'\r') => Some(spaces),
                Some(_) if delimiter == b" " => (spaces > 0).then_some(0),
                Some(_) if !is_last && behind.len() - spaces < delimiter.len() => return Quoted::Cut,
                Some(_) => (!delimiter.is_empty() && behind[spaces..].starts_with(delimiter)).then_some(spaces),
            };
            if let Some(spaces) = closed {
                return Quoted::Closed(at + 1 + spaces);
            }
            parsed.is_odd = true;
            if quotes == Quotes::First {
                return Quoted::Closed(at + 1);
            }
            cells.text.push(quote);
            at += 1;
        }
    }
}

/// Reads record after record, and mends those that do not have the width of the table.
#[derive(Clone, Debug)]
pub(super) struct RowParser {
    pub dialect: Dialect,
    /// How many cells most records have; `None` as long as nobody knows.
    pub width: Option<usize>,
    unclosed: u32,
    spare: Cells,
}

/// How far a quoted cell may reach; a quote that is still open then was none.
const MOST_OF_CELL: usize = 1 << 20;
/// The same, in a file where quotes are often left open.
const LITTLE_OF_CELL: usize = 1 << 12;
const OFTEN_UNCLOSED: u32 = 16;
/// A record longer than this is taken as it is.
const MOST_MENDED: usize = 1 << 16;

impl RowParser {
    pub fn new(dialect: Dialect, width: Option<usize>) -> RowParser {
        RowParser { dialect, width, unclosed: 0, spare: Cells::default() }
    }

    /// Reads one record and tells its length; `None` where it may go on behind the end of `text`.
    pub fn read(&mut self, text: &[u8], is_last: bool, cells: &mut Cells) -> Option<usize> {
        let most = if self.unclosed > OFTEN_UNCLOSED { LITTLE_OF_CELL } else { MOST_OF_CELL };
        let plain = parse(text, is_last, &self.dialect, Quotes::Lenient, most, cells)?;
        let off = |cells: &Cells| self.width.map_or(0, |width| width.abs_diff(cells.len()));
        if !plain.is_open && off(cells) == 0 {
            return Some(plain.length);
        }
        let mut length = plain.length;
        if plain.is_open || plain.is_odd || plain.is_long {
            // The same record read with less trust in its quotes; the reading that gives the right width wins.
            let mut best = if plain.is_open { usize::MAX } else { off(cells) };
            for quotes in [Quotes::First, Quotes::Literal] {
                let other = parse(text, is_last, &self.dialect, quotes, most, &mut self.spare)?;
                let off = self.width.map_or(0, |width| width.abs_diff(self.spare.len()));
                if !other.is_open && off < best && (off == 0 || plain.is_open || plain.is_odd) {
                    (best, length) = (off, other.length);
                    std::mem::swap(cells, &mut self.spare);
                }
            }
            self.unclosed += u32::from(plain.is_open);
        }
        if let Some(width) = self.width.filter(|width| *width > 2 && *width != cells.len() && length < MOST_MENDED) {
            self.mend(&text[..length], width, cells);
        }
        Some(length)
    }

    /// Looks for another way to read a record of the wrong width that gives exactly the right one.
    fn mend(&mut self, record: &[u8], width: usize, cells: &mut Cells) {
        if cells.len() < width {
            for delimiter in [';', '\t', '|', ','] {
                let other = self.dialect.with(delimiter);
                let is_there = memchr::memchr(delimiter as u8, record).is_some();
                if self.dialect.delimiter == Some(delimiter) || !is_there {
                    continue;
                }
                let parsed = parse(record, true, &other, Quotes::Lenient, MOST_OF_CELL, &mut self.spare);
                let is_whole = parsed.is_some_and(|parsed| !parsed.is_open && parsed.length == record.len());
                if is_whole && self.spare.len() == width {
                    std::mem::swap(cells, &mut self.spare);
                    return;
                }
            }
        } else if memchr::memchr2(b'{', b'[', record).is_some() {
            let parsed = parse(record, true, &self.dialect, Quotes::Literal, MOST_OF_CELL, &mut self.spare);
            if parsed.is_some_and(|parsed| parsed.length == record.len())
                && let Some(joined) = join_braces(&self.spare, &self.dialect)
                && joined.len() == width
            {
                *cells = joined;
            }
        }
    }
}

/// Puts together what was cut inside of braces: `{"a": 1, "b": 2}` is one cell, quoted or not.
fn join_braces(pieces: &Cells, dialect: &Dialect) -> Option<Cells> {
    let (mut joined, mut depth) = (Cells::default(), 0_i32);
    for piece in pieces.iter() {
        if depth > 0 {
            joined.text.extend_from_slice(dialect.delimiter_bytes());
        }
        let quote = dialect.quote.filter(|quote| {
            depth == 0 && piece.len() > 1 && piece.first() == Some(quote) && piece.last() == Some(quote)
        });
        match quote {
            Some(_) => joined.text.extend_from_slice(&piece[1..piece.len() - 1]),
            None => joined.text.extend_from_slice(piece),
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

//! Records out of text that keeps to no standard: quotes anywhere, any line end, one row at a time.

use super::dialect::{Dialect, Ends};

/// The cells of one record, in one piece.
#[derive(Clone, Default, Debug)]
pub(super) struct Cells {
    text: Vec<u8>,
    /// Where each cell begins and ends.
    places: Vec<(usize, usize)>,
    /// Where the cell at hand begins.
    begin: usize,
}

impl Cells {
    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn get(&self, cell: usize) -> &[u8] {
        let (start, end) = self.places[cell];
        &self.text[start..end]
    }

    /// Everything the cells were cut from as text, where it is text.
    pub fn whole(&self) -> Option<&str> {
        std::str::from_utf8(&self.text).ok()
    }

    /// A cell as a part of [`Cells::whole`].
    pub fn part<'w>(&self, whole: &'w str, cell: usize) -> Option<&'w str> {
        let (start, end) = self.places[cell];
        whole.get(start..end)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|cell| self.get(cell))
    }

    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        // Old systems end a file with a control character.
        let is_nothing = |c: char| c.is_whitespace() || matches!(c, '\0' | '\u{1a}' | '\u{feff}');
        self.iter().all(|cell| std::str::from_utf8(cell).is_ok_and(|text| text.chars().all(is_nothing)))
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.places.clear();
        self.begin = 0;
    }

    /// Takes a line that nothing but a delimiter of one byte divides.
    fn take_line(&mut self, line: &[u8], delimiter: u8) {
        self.text.extend_from_slice(line);
        let mut start = 0;
        for (at, &byte) in line.iter().enumerate() {
            if byte == delimiter {
                self.places.push((start, at));
                start = at + 1;
            }
        }
        self.places.push((start, line.len()));
        self.begin = line.len();
    }

    /// Drops a quote that opens a cell and has no other: what a typing error left there.
    pub fn drop_stray(&mut self, quote: u8) {
        let mut kept = Cells::default();
        for cell in self.iter() {
            let is_stray = cell.first() == Some(&quote) && memchr::memrchr(quote, cell) == Some(0);
            kept.push(if is_stray { &cell[1..] } else { cell });
            kept.end_cell();
        }
        *self = kept;
    }

    /// Takes away the cells outside of the outer bars and the spaces beside the inner ones; a drawn line is nothing.
    pub fn unbox(&mut self) {
        let mut kept = Cells::default();
        let inner = if self.len() > 2 { 1..self.len() - 1 } else { 0..self.len() };
        for cell in inner {
            kept.push(self.get(cell).trim_ascii());
            kept.end_cell();
        }
        if kept.text.iter().all(|byte| matches!(byte, b'-' | b'=' | b':' | b'+')) {
            kept.places.fill((0, 0));
        }
        *self = kept;
    }

    /// Adds to the cell at hand.
    pub fn push(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    /// Ends the cell at hand.
    pub fn end_cell(&mut self) {
        self.places.push((self.begin, self.text.len()));
        self.begin = self.text.len();
    }
}

/// How a quote is understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quotes {
    /// A quote that no delimiter follows belongs to the cell.
    Lenient,
    /// The first quote closes, whatever follows.
    First,
    /// A quote opens a cell only if one on the same line closes it, and none stands between.
    Strict,
    /// A quote is a letter like any other.
    Literal,
}

/// How a record is to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    pub dialect: &'a Dialect,
    pub quotes: Quotes,
    /// How far a quoted cell may reach; a quote that is still open then was none.
    pub most: usize,
    /// Whether the text ends where the file does.
    pub is_last: bool,
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
pub(super) fn parse(text: &[u8], way: Way, cells: &mut Cells) -> Option<Parsed> {
    cells.clear();
    let Way { dialect, is_last, .. } = way;
    let delimiter = dialect.delimiter_bytes();
    let quote = if way.quotes == Quotes::Literal { None } else { dialect.quote };
    let mut parsed = Parsed { length: 0, is_odd: false, is_open: false, is_long: false };
    if let ([delimiter], Some(end)) = (delimiter, plain_line(text, dialect, quote)) {
        parsed.length = end + 1;
        cells.take_line(text[..end].strip_suffix(b"\r").unwrap_or(&text[..end]), *delimiter);
        return Some(parsed);
    }
    let mut at = 0;
    loop {
        // A cell begins.
        if let Some(quote) = quote
            && let Some(open) = opening(text, at, quote, delimiter)
        {
            match quoted(text, open + 1, way, quote, cells, &mut parsed) {
                Quoted::Closed(end) => at = end,
                Quoted::Stray => parsed.is_odd = true,
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
            if ends_line(rest[found], dialect) || rest[found..].starts_with(delimiter) {
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
            b'\n' if ends_line(b'\n', dialect) => parsed.length = at + 1,
            b'\r' if ends_line(b'\r', dialect) => {
                // "\r\r\n" is what a program makes that ends a line twice.
                let returns = text[at..].iter().take(3).take_while(|byte| **byte == b'\r').count();
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

/// The end of the first line, where it is a record by itself: most lines hold no quote, and no carriage return but
/// at their end.
fn plain_line(text: &[u8], dialect: &Dialect, quote: Option<u8>) -> Option<usize> {
    if dialect.ends != Ends::Any {
        return None;
    }
    let end = memchr::memchr(b'\n', text)?;
    let first = match quote {
        Some(quote) => memchr::memchr2(quote, b'\r', &text[..end]),
        None => memchr::memchr(b'\r', &text[..end]),
    };
    first.is_none_or(|at| text[at] == b'\r' && at + 1 == end).then_some(end)
}

fn ends_line(byte: u8, dialect: &Dialect) -> bool {
    match byte {
        b'\n' => dialect.ends != Ends::Returns,
        b'\r' => dialect.ends != Ends::Feeds,
        _ => false,
    }
}

/// The place of a quote that opens a cell; spaces may stand before it.
fn opening(text: &[u8], at: usize, quote: u8, delimiter: &[u8]) -> Option<usize> {
    let spaces = spaces(&text[at..]);
    let open = at + spaces;
    (text.get(open) == Some(&quote) && (spaces == 0 || delimiter != b" ")).then_some(open)
}

/// How many spaces a text begins with, as far as it matters.
fn spaces(text: &[u8]) -> usize {
    text.iter().take(MOST_SPACES).take_while(|byte| **byte == b' ').count()
}

/// Spaces that may stand between a delimiter and a quote.
const MOST_SPACES: usize = 64;

/// Whether two quotes at the end of a cell are one too many.
fn closes_in_doubt(text: &[u8], at: usize, dialect: &Dialect, quote: u8) -> bool {
    let behind = &text[at + 2..];
    let delimiter = dialect.delimiter_bytes();
    let ends = behind.first().is_none_or(|byte| ends_line(*byte, dialect));
    *behind.first().unwrap_or(&0) != quote && (ends || (!delimiter.is_empty() && behind.starts_with(delimiter)))
}

enum Quoted {
    Closed(usize),
    /// The quote that opened was none.
    Stray,
    Cut,
    Open,
}

/// Reads a cell behind its opening quote up to behind the closing one.
fn quoted(text: &[u8], at: usize, way: Way, quote: u8, cells: &mut Cells, parsed: &mut Parsed) -> Quoted {
    if way.quotes != Quotes::Strict {
        return walk_quoted(text, at, way, quote, cells, parsed);
    }
    let line = match memchr::memchr2(b'\n', b'\r', &text[at..]) {
        Some(end) => &text[..at + end],
        None if way.is_last => text,
        None => return Quoted::Cut,
    };
    let kept = cells.text.len();
    match walk_quoted(line, at, Way { is_last: true, ..way }, quote, cells, parsed) {
        Quoted::Closed(end) => Quoted::Closed(end),
        _ => {
            cells.text.truncate(kept);
            Quoted::Stray
        }
    }
}

fn walk_quoted(text: &[u8], mut at: usize, way: Way, quote: u8, cells: &mut Cells, parsed: &mut Parsed) -> Quoted {
    let Way { dialect, quotes, most, is_last } = way;
    let begin = at;
    let is_doubtful = matches!(quotes, Quotes::First | Quotes::Strict);
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
        } else if after == quote && !(is_doubtful && closes_in_doubt(text, at, dialect, quote)) {
            cells.text.push(quote);
            at += 2;
        } else {
            if after == quote {
                cells.text.push(quote);
                at += 1;
            }
            let behind = &text[at + 1..];
            let delimiter = dialect.delimiter_bytes();
            let spaces = if delimiter == b" " { 0 } else { spaces(behind) };
            let closed = match behind.get(spaces) {
                None if !is_last => return Quoted::Cut,
                None => Some(spaces),
                Some(byte) if ends_line(*byte, dialect) => Some(spaces),
                Some(_) if !is_last && behind.len() - spaces < delimiter.len() => return Quoted::Cut,
                Some(_) => (!delimiter.is_empty() && behind[spaces..].starts_with(delimiter)).then_some(spaces),
            };
            if let Some(spaces) = closed {
                return Quoted::Closed(at + 1 + spaces);
            }
            parsed.is_odd = true;
            if quotes == Quotes::Strict {
                return Quoted::Stray;
            }
            if quotes == Quotes::First {
                return Quoted::Closed(at + 1);
            }
            cells.text.push(quote);
            at += 1;
        }
    }
}

//! A TOML file cut into one piece a colleague, so that a broken one does not take the rest with it.

use super::trouble::{NOT_UTF8, SAVE_AS_UTF8, Trouble};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

/// The name of the table of a colleague.
pub const TABLE: &str = "colleague";
/// What some editors put in front of a text.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A piece of a file.
#[derive(Clone, Copy)]
pub struct Part<'b> {
    /// Where it begins in the file.
    pub start: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What stands there.
    pub bytes: &'b [u8],
    /// Whether no other follows.
    pub is_last: bool,
    /// Whether a text in three quotes seems to be open at its end.
    pub is_open: bool,
}

/// The root of a piece, or what is wrong with it at which byte.
pub type Parsed<'b> = Result<Spanned<DeTable<'b>>, Vec<(usize, Trouble)>>;

/// Calls `visit` with each piece of a file and what it holds; the first may be what stands above the colleagues.
pub fn for_each_piece<'b>(bytes: &'b [u8], mut visit: impl FnMut(Part<'b>, Parsed<'b>)) {
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let bytes = &bytes[mark..];
    let mut chunks = chunks(bytes);
    let mut line = 1;
    while let Some(first) = chunks.next() {
        let mut chunk = first;
        // A multi-line string may hold a line that looks like the start of a table.
        let mut open = Open::default();
        open.read(&bytes[chunk.clone()]);
        while open.is_open()
            && let Some(next) = chunks.next()
        {
            open.read(&bytes[next.clone()]);
            chunk.end = next.end;
        }
        let mut parsed = parse(&bytes[chunk.clone()]);
        // What looks broken may only have been cut in the wrong piece.
        for _ in 0..MOST_JOINED {
            if parsed.is_ok() {
                break;
            }
            let Some(next) = chunks.peek() else { break };
            let joined = chunk.start..next.end;
            match parse(&bytes[joined.clone()]) {
                Ok(whole) => {
                    (chunk, parsed) = (joined, Ok(whole));
                    chunks.next();
                }
                Err(_) => break,
            }
        }
        let is_last = chunks.peek().is_none();
        let part = Part { start: mark + chunk.start, line, bytes: &bytes[chunk], is_last, is_open: open.is_open() };
        line += memchr::memchr_iter(b'\n', part.bytes).count();
        visit(part, parsed);
    }
}

/// How many pieces are put together again before a piece counts as broken.
const MOST_JOINED: usize = 4;

/// The root of a piece, or what is wrong with it at which byte.
pub fn parse(chunk: &[u8]) -> Parsed<'_> {
    let text = std::str::from_utf8(chunk)
        .map_err(|error| vec![(error.valid_up_to(), Trouble::new(NOT_UTF8, SAVE_AS_UTF8))])?;
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(root);
    }
    let trouble = |error: &toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, Trouble::new(format!("this is not TOML: {}", error.message()), hint_for(text, at)))
    };
    let mut troubles: Vec<_> = errors.iter().map(trouble).collect();
    troubles.dedup();
    Err(troubles)
}

/// What to do about a line that is not TOML: most often a number that begins with a zero, or text without quotes.
fn hint_for(text: &str, at: usize) -> String {
    let line = text[..at.min(text.len())].rsplit('\n').next().unwrap_or_default();
    if line.contains("postal_code") || line.contains("npi") || line.contains("phone") {
        "put the number in quotes: \"02139\"".to_owned()
    } else {
        "text stands in quotes, lists in brackets: languages = [\"en\", \"es\"]".to_owned()
    }
}

/// The file cut before each line that begins a colleague; the first piece is what stands above them.
fn chunks(bytes: &[u8]) -> std::iter::Peekable<impl Iterator<Item = Range<usize>>> {
    let finder = memchr::memmem::Finder::new(b"[[").into_owned();
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let mut from = start + 1;
        while from < bytes.len() {
            let Some(at) = finder.find(&bytes[from..]).map(|at| from + at) else { break };
            let indent = bytes[..at].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
            let line_start = at - indent;
            if line_start > start && bytes[line_start - 1] == b'\n' && is_header(&bytes[at..]) {
                return Some(std::mem::replace(&mut start, line_start)..line_start);
            }
            from = at + 2;
        }
        done = true;
        (start < bytes.len()).then_some(start..bytes.len())
    })
    .peekable()
}

/// A piece cut further where each of its tables of lines begins; one of a single table is left whole.
pub fn tables_of<'b>(part: Part<'b>, root: &DeTable) -> Vec<Part<'b>> {
    let starts = starts(root).filter(|&at| begins_table(part, at));
    let line_start = |at: usize| memchr::memrchr(b'\n', &part.bytes[..at]).map_or(0, |end| end + 1);
    let mut starts: Vec<usize> = starts.map(line_start).filter(|&at| at > 0).collect();
    starts.push(part.bytes.len());
    let (mut parts, mut from, mut line) = (Vec::new(), 0, part.line);
    for to in starts {
        let bytes = &part.bytes[from..to];
        let is_last = part.is_last && to == part.bytes.len();
        parts.push(Part { start: part.start + from, line, bytes, is_last, is_open: part.is_open });
        line += memchr::memchr_iter(b'\n', bytes).count();
        from = to;
    }
    parts
}

/// Whether colleagues of a piece stand in braces, not below lines of their own.
pub fn is_list(part: Part, root: &DeTable) -> bool {
    starts(root).any(|at| !begins_table(part, at))
}

fn starts(root: &DeTable) -> impl Iterator<Item = usize> {
    let tables = root.get(TABLE).and_then(|value| value.get_ref().as_array());
    tables.into_iter().flat_map(|tables| tables.iter()).map(|table| table.span().start)
}

fn begins_table(part: Part, at: usize) -> bool {
    part.bytes[at..].starts_with(b"[[")
}

/// Whether a piece begins with the header of a colleague.
pub fn is_colleague(piece: &[u8]) -> bool {
    is_header(piece.trim_ascii_start())
}

/// Whether a text that begins with two brackets is the header of a colleague.
fn is_header(text: &[u8]) -> bool {
    let name = text.strip_prefix(b"[[").unwrap_or_default().trim_ascii_start();
    name.strip_prefix(TABLE.as_bytes()).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"]]"))
}

/// Whether a multi-line string is open at the end of what was read.
#[derive(Default)]
struct Open {
    double: bool,
    single: bool,
}

impl Open {
    fn read(&mut self, chunk: &[u8]) {
        let odd = |quotes: &[u8; 3]| memchr::memmem::find_iter(chunk, quotes).count() % 2 == 1;
        self.double ^= odd(b"\"\"\"");
        self.single ^= odd(b"'''");
    }

    fn is_open(&self) -> bool {
        self.double || self.single
    }
}

//! What stands between cells and around them, found by reading the text each way and comparing.

use super::looks;
use super::mend::RowParser;
use super::rows::Cells;
use rustc_hash::FxHashMap;

/// How records and cells are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dialect {
    /// `None` for a table of one column.
    pub delimiter: Option<char>,
    /// The quote that may stand around a cell.
    pub quote: Option<u8>,
    /// A quote inside a cell stands behind a backslash, not twice.
    pub backslash: bool,
    /// What ends a record.
    pub ends: Ends,
    encoded: ([u8; 4], usize),
}

impl Dialect {
    pub fn new(delimiter: Option<char>, quote: Option<u8>, backslash: bool) -> Dialect {
        let mut bytes = [0; 4];
        let length = delimiter.map_or(0, |delimiter| delimiter.encode_utf8(&mut bytes).len());
        Dialect { delimiter, quote, backslash, ends: Ends::Any, encoded: (bytes, length) }
    }

    /// The same with another delimiter.
    pub fn with(&self, delimiter: char) -> Dialect {
        Dialect { ends: self.ends, ..Dialect::new(Some(delimiter), self.quote, self.backslash) }
    }

    pub fn delimiter_bytes(&self) -> &[u8] {
        &self.encoded.0[..self.encoded.1]
    }
}

/// What ends a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ends {
    /// Line feed, carriage return, or both.
    Any,
    /// Carriage returns alone: line feeds stand inside of cells.
    Returns,
    /// Line feeds, also behind a carriage return: those alone stand inside of cells.
    Feeds,
}

/// What was found out about a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub dialect: Dialect,
    /// The cells that most records have.
    pub width: usize,
    /// Bytes of a first line that only states the delimiter, as spreadsheets write `sep=;`.
    pub stated: usize,
    /// Whether cells really stand in quotes.
    pub is_quoted: bool,
    /// Whether many records have another width.
    pub is_ragged: bool,
}

/// The delimiters that lists come with, the most usual first.
const DELIMITERS: [char; 8] = [',', ';', '\t', '|', '¬', '^', '~', ' '];

/// Finds the dialect of a text; `is_whole` says whether the text ends where the file does.
pub(super) fn find(text: &[u8], is_whole: bool) -> Found {
    if let Some((delimiter, stated)) = stated_delimiter(text) {
        let found = best(&text[stated..], is_whole, &[delimiter]);
        let one = || judge(&text[stated..], is_whole, Dialect::new(Some(delimiter), Some(b'"'), false));
        let judged = found.unwrap_or_else(one);
        return judged.found(text, stated);
    }
    match best(text, is_whole, &DELIMITERS) {
        Some(judged) if judged.score > LEAST_SCORE => judged.found(text, 0),
        _ => {
            let dialect = Dialect::new(None, Some(b'"'), false);
            let is_quoted = edges(text, &dialect, b'"') > 0;
            Found { dialect, width: 1, stated: 0, is_quoted, is_ragged: false }
        }
    }
}

/// No score of spaces reaches this, so they need not be judged where another delimiter does.
const MOST_OF_SPACES: i64 = 600_000;
/// Below this, nothing divides the lines: a table of one column.
const LEAST_SCORE: i64 = 120_000;

/// The delimiter that a first line such as `sep=;` states, and the length of the line.
fn stated_delimiter(text: &[u8]) -> Option<(char, usize)> {
    let line = &text[..text.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?];
    let word = std::str::from_utf8(line).ok()?.trim_matches('"');
    let rest = word.get(..4).filter(|sep| sep.eq_ignore_ascii_case("sep=")).map(|_| &word[4..])?;
    let mut letters = rest.chars();
    let is_usable =
        |c: &char| !c.is_alphanumeric() && !matches!(c, '"' | '\'' | '\\') && (*c == '\t' || !c.is_control());
    let delimiter = letters.next().filter(is_usable)?;
    let after = &text[line.len()..];
    let end = if after.starts_with(b"\r\n") { 2 } else { 1 };
    letters.next().is_none().then_some((delimiter, line.len() + end))
}

/// One way to read the text, and how well it does.
struct Judged {
    dialect: Dialect,
    width: usize,
    /// In millionths.
    score: i64,
    /// Whether more than a tenth of the records have another width.
    is_ragged: bool,
}

impl Judged {
    fn found(&self, text: &[u8], stated: usize) -> Found {
        let is_quoted = self.dialect.quote.is_some_and(|quote| edges(text, &self.dialect, quote) > 0);
        Found { dialect: self.dialect, width: self.width, stated, is_quoted, is_ragged: self.is_ragged }
    }
}

fn best(text: &[u8], is_whole: bool, delimiters: &[char]) -> Option<Judged> {
    let mut best: Option<Judged> = None;
    for &delimiter in delimiters {
        let plain = Dialect::new(Some(delimiter), Some(b'"'), false);
        if delimiter == ' ' && best.as_ref().is_some_and(|best| best.score >= MOST_OF_SPACES) {
            continue;
        }
        if memchr::memmem::find(text, plain.delimiter_bytes()).is_none() {
            continue;
        }
        let mut ways = vec![Dialect { backslash: escapes_by_backslash(text, &plain), ..plain }];
        let single = Dialect { quote: Some(b'\''), ..plain };
        if edges(text, &single, b'\'') > edges(text, &plain, b'"') {
            ways.insert(0, Dialect { backslash: escapes_by_backslash(text, &single), ..single });
        }
        if has_mixed_ends(text) {
            ways.extend([Ends::Returns, Ends::Feeds].map(|ends| Dialect { ends, ..plain }));
        }
        for way in ways {
            let judged = judge(text, is_whole, way);
            // Line ends of one kind count only where those of any kind leave the records ragged.
            let is_ragged = best.as_ref().is_none_or(|best| best.dialect.delimiter != way.delimiter || best.is_ragged);
            if way.ends != Ends::Any && (!is_ragged || judged.is_ragged) {
                continue;
            }
            if best.as_ref().is_none_or(|best| judged.score > best.score) {
                best = Some(judged);
            }
        }
    }
    best
}

/// Whether some lines end in a carriage return alone and some in a line feed.
fn has_mixed_ends(text: &[u8]) -> bool {
    let bare = memchr::memchr_iter(b'\r', text).any(|at| text.get(at + 1).is_some_and(|next| *next != b'\n'));
    bare && memchr::memchr(b'\n', text).is_some()
}

/// How often a quote opens a cell and how often one closes a cell: the rarer of the two.
fn edges(text: &[u8], dialect: &Dialect, quote: u8) -> usize {
    let delimiter = dialect.delimiter_bytes();
    let (mut opens, mut closes) = (0, 0);
    for at in memchr::memchr_iter(quote, text) {
        let before = &text[..at];
        let after = &text[at + 1..];
        let is_end = |byte: Option<&u8>| matches!(byte, None | Some(b'\r' | b'\n'));
        let divides = !delimiter.is_empty();
        let spaces = before.iter().rev().take(8).take_while(|byte| **byte == b' ').count();
        let outer = &before[..before.len() - if delimiter == b" " { 0 } else { spaces }];
        opens += usize::from(is_end(outer.last()) || (divides && outer.ends_with(delimiter)));
        closes += usize::from(is_end(after.first()) || (divides && after.starts_with(delimiter)));
    }
    opens.min(closes)
}

/// Whether quotes inside cells stand behind a backslash: `"said \"yes\""`.
fn escapes_by_backslash(text: &[u8], dialect: &Dialect) -> bool {
    let Some(quote) = dialect.quote else { return false };
    let delimiter = dialect.delimiter_bytes();
    let (mut escaped, mut doubled) = (0, 0);
    for at in memchr::memmem::find_iter(text, &[b'\\', quote]) {
        let after = &text[at + 2..];
        // "C:\" and the end of the cell is no escape.
        let ends = after.is_empty() || matches!(after[0], b'\r' | b'\n') || after.starts_with(delimiter);
        escaped += usize::from(!ends);
    }
    if escaped == 0 {
        return false;
    }
    for at in memchr::memmem::find_iter(text, &[quote, quote]) {
        let inside = |byte: Option<&u8>| byte.is_some_and(|byte| !matches!(byte, b'\r' | b'\n') && *byte != quote);
        let before = &text[..at];
        let after = &text[at + 2..];
        let is_cell = before.ends_with(delimiter) || after.starts_with(delimiter);
        doubled += usize::from(!is_cell && inside(before.last()) && inside(after.first()));
    }
    escaped > doubled
}

/// Reads the whole text one way. A wide table is as good as a narrow one; what counts is that records agree in their
/// width and that no cell looks as if it should have been cut elsewhere.
fn judge(text: &[u8], is_whole: bool, dialect: Dialect) -> Judged {
    let mut parser = RowParser::new(dialect, None);
    let (mut cells, mut at) = (Cells::default(), 0);
    let mut widths: FxHashMap<usize, i64> = FxHashMap::default();
    let (mut records, mut filled, mut unclean, mut numbers) = (0_i64, 0_i64, 0_i64, 0_i64);
    while at < text.len() {
        let Some(length) = parser.read(&text[at..], is_whole, &mut cells) else { break };
        at += length.max(1);
        if cells.is_blank() {
            continue;
        }
        records += 1;
        *widths.entry(cells.len()).or_default() += 1;
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            filled += 1;
            unclean += i64::from(is_unclean(cell, &dialect));
            numbers += i64::from(cell.first().is_some_and(u8::is_ascii_digit) && looks::is_number(cell));
        }
    }
    let weight = |width: usize, count: i64| count * 1_000_000 * (width as i64 - 1) / width as i64;
    let most = widths.iter().max_by_key(|(width, count)| (weight(**width, **count), **width));
    let Some((&width, &count)) = most.filter(|(width, _)| **width > 1) else {
        return Judged { dialect, width: 1, score: 0, is_ragged: true };
    };
    let mut score = weight(width, count) / records;
    score -= score * unclean * 6 / (filled.max(1) * 10);
    if dialect.delimiter == Some(' ') {
        // Words stand apart in every text: spaces divide cells only where nothing else could be meant.
        let is_table = width > 2 && count * 10 >= records * 9 && numbers * 4 >= filled;
        score = if is_table || edges(text, &dialect, b'"') as i64 > records { score * 6 / 10 } else { 0 };
    }
    Judged { dialect, width, score, is_ragged: count * 10 < records * 9 }
}

/// Whether a cell looks as if it should have been cut at another delimiter, or still has its quotes.
fn is_unclean(cell: &[u8], dialect: &Dialect) -> bool {
    let [first, .., last] = cell else { return false };
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
    if (is_quote(first) && first == last) || (*first == b'"') != (*last == b'"') {
        return true;
    }
    let divides = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'|') && dialect.delimiter != Some(byte as char);
    let is_tight = cell.windows(2).any(|pair| divides(pair[0]) && pair[1] != b' ');
    is_tight && !looks::is_number(cell)
}

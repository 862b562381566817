//! A line of a clients' file cut into its cells, each with where it stands.
//!
//! A quoted cell ends on its line here: what is said of a client never needs a line break, and a quote that is left
//! open would take the clients below it along without a word.

use crate::record::trouble::Trouble;
use std::borrow::Cow;

/// A cell of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell<'t> {
    /// What it says, without quotes.
    pub text: Cow<'t, str>,
    /// The byte of the line where it begins, with its quote.
    pub start: usize,
    /// The byte of the line where its text begins; `None` where quotes in it had to be written anew.
    pub text_start: Option<usize>,
}

impl Cell<'_> {
    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || c == ';')
    }
}

/// A quote out of place.
#[derive(Debug)]
pub struct Misquoted {
    /// The cell, from 0.
    pub cell: usize,
    /// The byte of the line.
    pub at: usize,
    /// What is wrong, and what to do.
    pub trouble: Trouble,
}

/// The cells of a line.
///
/// # Errors
/// A quote stands where none belongs, or is left open.
pub fn cells(line: &str, separator: char) -> Result<Vec<Cell<'_>>, Misquoted> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let cell = cell(line, start, separator);
        let (cell, end) = cell.map_err(|(at, trouble)| Misquoted { cell: cells.len(), at, trouble })?;
        cells.push(cell);
        match end {
            Some(end) => start = end + separator.len_utf8(),
            None => return Ok(cells),
        }
    }
}

/// The cell that begins at a byte, and the separator behind it.
fn cell(line: &str, start: usize, separator: char) -> Result<(Cell<'_>, Option<usize>), (usize, Trouble)> {
    // White space is not looked for past the end of the cell where it is what separates.
    let is_space = |c: char| c.is_whitespace() && c != separator;
    let rest = line[start..].trim_start_matches(is_space);
    let opening = line.len() - rest.len();
    if !rest.starts_with('"') {
        let end = line[start..].find(separator).map(|end| start + end);
        let text = &line[start..end.unwrap_or(line.len())];
        if let Some(quote) = text.find('"') {
            let hint = "put quotes around the whole cell, and double those within: \"the \"\"North\"\" Room\"";
            return Err((start + quote, Trouble::new("a quote (\") stands within a cell", hint)));
        }
        return Ok((Cell { text: Cow::Borrowed(text), start, text_start: Some(start) }, end));
    }
    let inner = &rest[1..];
    let closing = closing(inner).ok_or_else(|| {
        let message = "a quote (\") is opened and not closed on this line";
        (opening, Trouble::new(message, "close it; the whole of a cell stands on one line"))
    })?;
    let after = opening + 1 + closing + 1;
    let beyond = line[after..].trim_start_matches(is_space);
    let end = line.len() - beyond.len();
    if !beyond.is_empty() && !beyond.starts_with(separator) {
        let hint = format!(
            "a closing quote ends the cell: put {} behind it, or double a quote that is part of the text",
            named(separator)
        );
        return Err((after - 1, Trouble::new("a quote (\") is closed within a cell", hint)));
    }
    let text = &inner[..closing];
    let cell = if text.contains('"') {
        Cell { text: Cow::Owned(text.replace("\"\"", "\"")), start, text_start: None }
    } else {
        Cell { text: Cow::Borrowed(text), start, text_start: Some(opening + 1) }
    };
    Ok((cell, (!beyond.is_empty()).then_some(end)))
}

/// The byte of the quote that closes a text; a doubled one does not.
fn closing(text: &str) -> Option<usize> {
    let mut quotes = memchr::memchr_iter(b'"', text.as_bytes()).peekable();
    while let Some(quote) = quotes.next() {
        if quotes.next_if_eq(&(quote + 1)).is_none() {
            return Some(quote);
        }
    }
    None
}

/// What separates cells, in a message.
pub fn named(separator: char) -> &'static str {
    match separator {
        ';' => "a semicolon",
        '\t' => "a tab",
        _ => "a comma",
    }
}

/// The lines of a text with their numbers, from 1; a carriage return by itself ends a line too.
pub fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut rest = Some(text);
    let lines = std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', text) else {
            rest = None;
            return Some(text);
        };
        let next = if text[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
        rest = Some(&text[next..]);
        Some(&text[..end])
    });
    (1..).zip(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str, separator: char) -> Vec<String> {
        cells(line, separator).expect("a sound line").into_iter().map(|cell| cell.text.into_owned()).collect()
    }

    fn fault(line: &str) -> (usize, usize, String) {
        let Misquoted { cell, at, trouble } = cells(line, ',').expect_err("a quote out of place");
        (cell, at, trouble.message)
    }

    #[test]
    fn quotes_keep_what_separates() {
        assert_eq!(texts("a,\"Hanover, NH\",,b", ','), ["a", "Hanover, NH", "", "b"]);
        assert_eq!(
            texts("a, \"Hanover, NH\" ,\"the \"\"North\"\" Room\"", ','),
            ["a", "Hanover, NH", "the \"North\" Room"]
        );
        assert_eq!(texts("a;\"b;c\";", ';'), ["a", "b;c", ""]);
        assert_eq!(texts("a\t\tb", '\t'), ["a", "", "b"]);
        assert_eq!(texts("", ','), [""]);
    }

    #[test]
    fn each_cell_knows_where_it_stands() {
        let cells = cells("ä,\"b\",\"c\"\"\"", ',').expect("a sound line");
        let places: Vec<_> = cells.iter().map(|cell| (cell.start, cell.text_start)).collect();
        assert_eq!(places, [(0, Some(0)), (3, Some(4)), (7, None)]);
    }

    #[test]
    fn a_quote_out_of_place_is_told_where_it_stands() {
        assert_eq!(fault("a,\"b,c"), (1, 2, "a quote (\") is opened and not closed on this line".to_owned()));
        assert_eq!(fault("a,b\",c"), (1, 3, "a quote (\") stands within a cell".to_owned()));
        assert_eq!(fault("a,\"b\"c,d"), (1, 4, "a quote (\") is closed within a cell".to_owned()));
    }

    #[test]
    fn lines_end_as_any_system_ends_them() {
        let all: Vec<_> = lines(b"a\nb\r\nc\rd\n").collect();
        assert_eq!(all, [(1, &b"a"[..]), (2, b"b"), (3, b"c"), (4, b"d"), (5, b"")]);
    }
}

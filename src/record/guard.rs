//! What keeps a spreadsheet from running a cell as a formula, and takes that off again.

use std::borrow::Cow;

/// What stands in front of a cell that would be run.
const GUARD: char = '\'';

/// The cell as it is written: with a `'` in front where a spreadsheet would run it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if would_run(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The cell without the `'` that [`guarded`] put in front; a `'` before anything else is part of the text.
pub fn unguarded(cell: &[u8]) -> &[u8] {
    match cell.split_first() {
        Some((&first, rest)) if first == GUARD as u8 => {
            // A sign that is no ASCII is at most three bytes long; what is no text is no formula.
            let start = rest.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            if would_run(start) { rest } else { cell }
        }
        _ => cell,
    }
}

/// The text without the `'` that [`guarded`] put in front.
pub fn unguarded_text(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|rest| would_run(rest)).unwrap_or(text)
}

/// Whether a spreadsheet would run the text: guards in front do not count, so that putting one on changes nothing.
fn would_run(text: &str) -> bool {
    let bare = text.trim_start_matches(GUARD);
    bare.starts_with(['\t', '\r'])
        || bare
            .trim_start_matches(|c: char| c == GUARD || c.is_whitespace())
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_comes_off_as_it_went_on() {
        for text in
            ["+47 22 33 44 55", "=1+1", "'=1", "''@x", "-1", "＝1", "＠", "\tx", " =1", "'\t", "'", "' '-", "\u{a0}+"]
        {
            let cell = guarded(text);
            assert!(text == "'" || cell.len() == text.len() + 1, "{text}");
            assert_eq!(unguarded(cell.as_bytes()), text.as_bytes(), "{text}");
            assert_eq!(unguarded_text(&cell), text);
        }
    }

    #[test]
    fn an_apostrophe_of_a_name_is_not_touched() {
        for text in ["'t Hooft", "O'Neill", "'tis - so", "617-555-0101", ""] {
            assert_eq!((guarded(text).as_ref(), unguarded(text.as_bytes())), (text, text.as_bytes()));
        }
        assert_eq!(unguarded(b"'=\xff"), b"=\xff");
        assert_eq!(unguarded(b"'\xff="), b"'\xff=");
    }
}

//! Phones, mail addresses, web pages, codes and numbers by which somebody is found.

use super::list::is_nothing;
use super::unread;
use crate::colleague::Field;
use crate::import::understanding::evidence;
use crate::import::understanding::record::Draft;
use crate::vocab::Region;

/// Reads a telephone number, as it is written; of several in one cell the first.
pub fn phone(draft: &mut Draft, cell: &str) {
    if is_nothing(cell) {
        return;
    }
    if evidence::is_phone(cell) && !cell.contains([';', '|', '\n']) {
        return draft.set_verbatim(Field::Phone, cell);
    }
    match first_number(cell) {
        Some(number) => draft.written.set(Field::Phone, [number]),
        // A short number is one all the same: five digits of an exchange.
        None if cell.bytes().filter(u8::is_ascii_digit).count() >= 3 && cell.len() <= 24 => {
            draft.set_verbatim(Field::Phone, cell);
        }
        None => unread(draft, Field::Phone, cell, "a telephone number", "write it as you would dial it"),
    }
}

/// The first run of seven digits or more, with the marks between them.
fn first_number(text: &str) -> Option<&str> {
    let is_mark = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2011}' | '\u{a0}');
    let mut start = None;
    let (mut digits, mut end) = (0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), '|')]) {
        if c.is_ascii_digit() || start.is_none() && matches!(c, '+' | '(') {
            start.get_or_insert(at);
            digits += usize::from(c.is_ascii_digit());
            end = at + 1;
        } else if start.is_some() && !(is_mark(c) && digits < 15) {
            if digits >= 7 {
                break;
            }
            (start, digits) = (None, 0);
        }
    }
    (7..=18).contains(&digits).then(|| start.map(|start| text[start..end].trim()))?
}

/// Reads a mail address; of several in one cell the first.
pub fn email(draft: &mut Draft, cell: &str) {
    if is_nothing(cell) {
        return;
    }
    if evidence::email(cell) == Some(cell) {
        return draft.set_verbatim(Field::Email, cell);
    }
    let found = evidence::email(cell).or_else(|| {
        let pieces = cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '(' | ')'));
        pieces.map(|piece| piece.trim_end_matches('.')).find_map(evidence::email)
    });
    match found {
        Some(address) => draft.written.set(Field::Email, [address]),
        None => unread(draft, Field::Email, cell, "a mail address", "write it as name@example.org"),
    }
}

/// Reads the address of a web page, with or without `https://`; of several in one cell the first.
pub fn website(draft: &mut Draft, cell: &str) {
    if is_nothing(cell) {
        return;
    }
    if !cell.contains(char::is_whitespace) {
        return draft.set_verbatim(Field::Website, cell);
    }
    let pieces = cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    match pieces.map(|piece| piece.trim_matches(['.', '(', ')', '<', '>'])).find(|piece| evidence::is_url(piece)) {
        Some(page) => draft.written.set(Field::Website, [page]),
        None => unread(draft, Field::Website, cell, "the address of a web page", "write it as https://example.org"),
    }
}

/// Reads a National Provider Identifier.
pub fn npi(draft: &mut Draft, cell: &str) {
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    if digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) {
        draft.written.set(Field::Npi, [digits]);
    } else if !is_nothing(cell) {
        unread(draft, Field::Npi, cell, "an NPI", "it has ten digits");
    }
}

/// Reads a postal code; nine digits of the United States get their hyphen.
pub fn postal_code(draft: &mut Draft, cell: &str) {
    let code = cell.strip_suffix(".0").unwrap_or(cell);
    let is_long = code.len() == 9 && code.bytes().all(|b| b.is_ascii_digit());
    match (is_long, is_nothing(code)) {
        (true, _) => draft.written.set(Field::PostalCode, [format!("{}-{}", &code[..5], &code[5..])]),
        (_, true) => {}
        _ => draft.written.set(Field::PostalCode, [code]),
    }
}

/// Gives a code of the north-east back the zero that a spreadsheet took.
pub fn complete_code(draft: &mut Draft) {
    let code = draft.written.text(Field::PostalCode);
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    const WITH_ZERO: [&str; 8] = ["US-MA", "US-RI", "US-NH", "US-ME", "US-VT", "US-CT", "US-NJ", "US-PR"];
    let region = Region::read(draft.written.text(Field::Region));
    if region.is_some_and(|region| WITH_ZERO.contains(&region.code())) {
        let whole = format!("0{code}");
        draft.written.set(Field::PostalCode, [whole]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_numbers_is_found() {
        assert_eq!(first_number("Crisis line: 617-555-0101. Office: (617) 555-0102"), Some("617-555-0101"));
        assert_eq!(first_number("617.555.0101; 617.555.0102"), Some("617.555.0101"));
        assert_eq!(first_number("call +47 22 33 44 55 please"), Some("+47 22 33 44 55"));
        assert_eq!([first_number("suite 12"), first_number("")], [None; 2]);
    }
}

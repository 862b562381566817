//! Our CSV as text: a header of record keys, one colleague a row, as [`super::CsvRecords`] reads it back.

use super::guard::guarded;
use super::{Values, Written};
use crate::colleague::{Field, Shape};
use std::borrow::Cow;

/// The line that names the columns, with its line feed.
pub fn csv_header(fields: &[Field], extras: &[String]) -> String {
    let keys = fields.iter().map(|field| Cow::Borrowed(field.key()));
    line(keys.chain(extras.iter().map(|key| Cow::Owned(extra_column(key)))))
}

/// A record as a row of these columns, with its line feed.
pub fn csv_row(written: &Written, fields: &[Field], extras: &[String]) -> String {
    let values = fields.iter().map(|&field| cell_text(field, written.values(field)));
    // The keys of a sheet mostly come in the order of its columns: the next one is nearly always the one wanted.
    let mut ahead = written.extras().peekable();
    let extras = extras.iter().map(|key| match ahead.next_if(|(next, _)| next == key) {
        Some((_, text)) => Cow::Borrowed(text),
        None => Cow::Borrowed(written.extra(key)),
    });
    line(values.chain(extras))
}

/// Any texts as a row, guarded and quoted where they must be, with its line feed.
pub fn csv_cells<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    line(texts.map(Cow::Borrowed))
}

/// A key that is no field as the name of a column: one that would be read as a field is told apart.
pub(super) fn extra_column(key: &str) -> String {
    if Field::read(key).is_some() { format!("{key} (2)") } else { key.to_owned() }
}

fn line<'t>(texts: impl Iterator<Item = Cow<'t, str>>) -> String {
    let mut line = String::new();
    for (i, text) in texts.enumerate() {
        if i > 0 {
            line.push(',');
        }
        push_cell(&mut line, &text);
    }
    line.push('\n');
    line
}

/// The values of a field in one cell, before it is guarded and quoted.
pub(super) fn cell_text(field: Field, values: Values<'_>) -> Cow<'_, str> {
    let is_plain = |value: &str| memchr::memchr2(b';', b'\\', value.as_bytes()).is_none();
    let first = values.get(0).unwrap_or_default();
    if field.shape() == Shape::One || (values.len() < 2 && is_plain(first)) {
        return Cow::Borrowed(first);
    }
    let mut text = String::new();
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            text.push(';');
        }
        for c in value.chars() {
            if matches!(c, ';' | '\\') {
                text.push('\\');
            }
            text.push(c);
        }
    }
    Cow::Owned(text)
}

/// Appends a cell, guarded, without control characters, and quoted where it must be.
pub(super) fn push_cell(line: &mut String, text: &str) {
    // Most cells are words that stand for themselves.
    let is_plain = |plain: bool, &byte: &u8| plain & matches!(byte, 0x20..0x7f) & (byte != b',') & (byte != b'"');
    let begins = text.bytes().next().is_none_or(|byte| byte.is_ascii_alphanumeric());
    if begins && text.as_bytes().iter().fold(true, is_plain) {
        return line.push_str(text);
    }
    let text = if is_shown(text) { Cow::Borrowed(text) } else { Cow::Owned(shown(text)) };
    let text = guarded(&text);
    if memchr::memchr3(b',', b'"', b'\n', text.as_bytes()).is_some() {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(&text);
    }
}

/// Whether a text holds nothing but letters, digits and marks of ASCII, and so no control characters.
fn is_shown(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The text without control characters; every line break becomes a line feed.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' => shown.push('\n'),
            '\t' => shown.push(c),
            c if c.is_control() => {}
            c => shown.push(c),
        }
        last = c;
    }
    shown
}

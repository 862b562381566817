//! A record as one `[[colleague]]` table, as [`super::each_toml_record`] reads it back.

use super::Written;
use super::value::Kind;
use super::write_csv::shown;
use crate::colleague::{Field, Shape};
use jiff::civil::Date;
use std::borrow::Cow;

/// The table of a record, keys in the order of [`Field::ALL`], then the keys that are no field.
pub fn write_toml(written: &Written) -> String {
    write_table(written, Lines::Lf)
}

/// How the lines of a file end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lines {
    Lf,
    CrLf,
}

impl Lines {
    /// How the lines of a text end, as its first does.
    pub fn of(text: &[u8]) -> Lines {
        let at = memchr::memchr(b'\n', text);
        if at.is_some_and(|at| at > 0 && text[at - 1] == b'\r') { Lines::CrLf } else { Lines::Lf }
    }

    /// A text with lines that end so.
    pub fn end(self, text: &str) -> Cow<'_, str> {
        match self {
            Lines::Lf => Cow::Borrowed(text),
            Lines::CrLf => Cow::Owned(text.replace("\r\n", "\n").replace('\n', "\r\n")),
        }
    }
}

/// The table of a record for a file with such lines; the lines themselves end in a line feed yet.
pub(super) fn write_table(written: &Written, lines: Lines) -> String {
    let mut table = String::from("[[colleague]]\n");
    for (field, values) in written.fields() {
        table.push_str(&format!("{} = {}\n", field.key(), field_value(field, &values.to_vec(), lines)));
    }
    let mut taken: Vec<String> = Vec::new();
    for (key, text) in written.extras() {
        let key = extra_key(key, &taken);
        table.push_str(&format!("{} = {}\n", key_text(&key), string(text, lines)));
        taken.push(key);
    }
    table
}

/// The values of a field: lists in brackets, numbers and days bare, all else in quotes.
pub(super) fn field_value(field: Field, values: &[String], lines: Lines) -> String {
    if field.shape() == Shape::List {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        return format!("[{}]", values.join(", "));
    }
    let text = values.first().map_or("", String::as_str);
    let counts = !matches!(field, Field::Npi | Field::PostalCode | Field::Phone | Field::Id);
    let is_number = counts && field.takes(Kind::Number) && text.parse::<i64>().is_ok_and(|n| n.to_string() == text);
    let is_day = field.takes(Kind::Date) && text.parse::<Date>().is_ok_and(|day| day.to_string() == text);
    if is_number || is_day { text.to_owned() } else { string(text, lines) }
}

/// A key that no field has and no other extra has, in the form in which it is written.
fn extra_key(key: &str, taken: &[String]) -> String {
    let shown = shown(key);
    let is_taken = |key: &str| taken.iter().any(|known| known == key) || Field::ALL.iter().any(|f| f.key() == key);
    let mut free = shown.clone();
    let mut count = 2;
    while is_taken(&free) {
        free = format!("{shown} ({count})");
        count += 1;
    }
    free
}

/// A key as it stands before the `=`.
pub(super) fn key_text(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotes. Several lines stand below each other, unless what ends them would become part of the text.
pub(super) fn string(text: &str, lines: Lines) -> String {
    let shown = shown(text);
    if !shown.contains('\n') || lines == Lines::CrLf {
        return quoted(&shown);
    }
    let mut string = String::from("\"\"\"\n");
    push_escaped(&mut string, &shown, true);
    string.push_str("\"\"\"");
    string
}

/// A text in quotes on one line.
fn quoted(text: &str) -> String {
    let shown = shown(text);
    let mut string = String::from("\"");
    push_escaped(&mut string, &shown, false);
    string.push('"');
    string
}

/// Three quotes in a row never stand in the text: the file is cut into tables by them.
fn push_escaped(string: &mut String, text: &str, lines: bool) {
    let mut chars = text.chars().peekable();
    let mut before = ['\0'; 2];
    while let Some(c) = chars.next() {
        let is_last_or_doubled = chars.peek().is_none_or(|&next| next == '"');
        match c {
            '\\' => string.push_str("\\\\"),
            '"' if !lines || is_last_or_doubled || before[1] == '"' => string.push_str("\\\""),
            '\'' if before == ['\'', '\''] => string.push_str("\\u0027"),
            '\n' if !lines => string.push_str("\\n"),
            '\t' if !lines => string.push_str("\\t"),
            c => string.push(c),
        }
        before = [before[1], c];
    }
}

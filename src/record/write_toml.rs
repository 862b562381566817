//! A record as one `[[colleague]]` table, as [`super::each_toml_record`] reads it back.

use super::Written;
use super::value::Kind;
use super::write_csv::push_shown;
use crate::colleague::{Field, Shape};
use jiff::civil::Date;

/// The table of a record, keys in the order of [`Field::ALL`], then the keys that are no field.
pub fn write_toml(written: &Written) -> String {
    let mut table = String::from("[[colleague]]\n");
    for (field, values) in written.fields() {
        let value = match field.shape() {
            Shape::List => {
                let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
                format!("[{}]", values.join(", "))
            }
            Shape::One => one_value(field, values.first().map_or("", String::as_str)),
        };
        table.push_str(&format!("{} = {value}\n", field.key()));
    }
    let mut taken: Vec<String> = Vec::new();
    for (key, text) in written.extras() {
        let key = extra_key(key, &taken);
        table.push_str(&format!("{} = {}\n", bare_or_quoted(&key), string(text)));
        taken.push(key);
    }
    table
}

/// The value of a field that holds one: numbers and days bare, all else in quotes.
pub(super) fn one_value(field: Field, text: &str) -> String {
    let counts = !matches!(field, Field::Npi | Field::PostalCode | Field::Phone | Field::Id);
    let is_number = counts && field.takes(Kind::Number) && text.parse::<i64>().is_ok_and(|n| n.to_string() == text);
    let is_day = field.takes(Kind::Date) && text.parse::<Date>().is_ok_and(|day| day.to_string() == text);
    if is_number || is_day { text.to_owned() } else { string(text) }
}

/// A key that no field has and no other extra has, in the form in which it is written.
fn extra_key(key: &str, taken: &[String]) -> String {
    let mut shown = String::new();
    push_shown(&mut shown, key);
    let is_taken = |key: &str| taken.iter().any(|known| known == key) || Field::ALL.iter().any(|f| f.key() == key);
    let mut free = shown.clone();
    let mut count = 2;
    while is_taken(&free) {
        free = format!("{shown} ({count})");
        count += 1;
    }
    free
}

fn bare_or_quoted(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotes; several lines stand below each other.
fn string(text: &str) -> String {
    let mut shown = String::new();
    push_shown(&mut shown, text);
    if !shown.contains('\n') {
        return quoted(&shown);
    }
    let mut string = String::from("\"\"\"\n");
    push_escaped(&mut string, &shown, true);
    string.push_str("\"\"\"");
    string
}

/// A text in quotes on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    push_shown(&mut shown, text);
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

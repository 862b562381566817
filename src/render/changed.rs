//! What changed in a record, field by field.

use crate::record::{Change, Values, Written};
use crate::text::clean;
use std::borrow::Cow;

/// Letters of a value that are shown.
const MOST_SHOWN: usize = 200;

/// A line for each field that differs: what it was, and what it is.
pub fn changed(old: &Written, new: &Written) -> String {
    let mut text = String::new();
    for change in Change::between(old, new) {
        let (key, was, is) = match &change {
            Change::Set(field, _) => (field.key(), shown(old.values(*field)), shown(new.values(*field))),
            Change::SetExtra(key, _) => (key.as_str(), shown_text(old.extra(key)), shown_text(new.extra(key))),
        };
        let key = clean(key);
        text.push_str(&if was.is_empty() {
            format!("  {key}: {is}\n")
        } else {
            format!("  {key}: {was} → {}\n", or_nothing(&is))
        });
    }
    text
}

fn or_nothing(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}

fn shown(values: Values) -> String {
    shown_text(&values.join("; "))
}

fn shown_text(text: &str) -> String {
    let text: Cow<str> = clean(text);
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colleague::Field;

    #[test]
    fn each_field_says_what_it_was_and_is() {
        let (mut old, mut new) = (Written::default(), Written::default());
        old.set(Field::Fee, ["120"]);
        old.set(Field::Payers, ["Aetna", "Cigna"]);
        new.set(Field::Fee, ["130"]);
        new.set(Field::Notes, ["one\ntwo\u{1b}[31m"]);
        new.set_extra("Fax", "1");
        assert_eq!(
            changed(&old, &new),
            "  payers: Aetna; Cigna → nothing\n  fee: 120 → 130\n  notes: one two[31m\n  Fax: 1\n"
        );
    }
}

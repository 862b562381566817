//! The form in which the words of the tables are compared.

use crate::text::fold;
use std::borrow::Cow;

/// Reduces a word to its letters and digits, folded, with `&` as "and": "Post-traumatic stress" and
/// "posttraumatic stress" have one key.
pub(crate) fn key(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut key = String::with_capacity(word.len());
    for c in fold(word).chars() {
        match c {
            '&' => key.push_str("and"),
            c if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
    Cow::Owned(key)
}

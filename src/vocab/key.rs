//! The form in which the words of the tables are compared.

use crate::text::fold;
use std::borrow::Cow;

/// A number for a key, by which tables are sorted: FNV-1a of 32 bits.
pub(crate) fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Reduces a word to its letters and digits, folded, with `&` as "and": "Post-traumatic stress" and
/// "posttraumatic stress" have one key.
pub(crate) fn key(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut key = String::with_capacity(word.len() + 2);
    if word.is_ascii() {
        for b in word.bytes() {
            match b {
                b'&' => key.push_str("and"),
                b if b.is_ascii_alphanumeric() => key.push(b.to_ascii_lowercase() as char),
                _ => {}
            }
        }
        return Cow::Owned(key);
    }
    for c in fold(word).chars() {
        match c {
            '&' => key.push_str("and"),
            c if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
    Cow::Owned(key)
}

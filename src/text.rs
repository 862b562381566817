//! Folding and comparing words: what counts as "the same" when people type.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word or name for comparison: lower case, no accents, and every run of spaces, hyphens and
/// underscores as one space. Curly apostrophes become straight ones.
///
/// Borrows when the text is already folded, which is the common case for identifiers without hyphens.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    Cow::Owned(folded)
}

/// Appends the folded form of `text` to `folded`; see [`fold`].
pub fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    let mut gap = false;
    let mut push = |c: char| {
        if is_gap(c) {
            gap = true;
            return;
        }
        if gap && folded.len() > start {
            folded.push(' ');
        }
        gap = false;
        folded.push(if matches!(c, '\u{2018}' | '\u{2019}' | '\u{02BC}') { '\'' } else { c });
    };
    if text.is_ascii() {
        text.bytes().for_each(|b| push(b.to_ascii_lowercase() as char));
    } else {
        let plain = text.nfkd().filter(|&c| !is_combining_mark(c));
        plain.flat_map(char::to_lowercase).for_each(push);
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}')
}

fn is_folded(text: &str) -> bool {
    let mut last = b' ';
    for &b in text.as_bytes() {
        let fine = matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'\'' | b'.' | b'/' | b'&' | b',' | b'(' | b')' | b'+')
            || (b == b' ' && last != b' ');
        if !fine {
            return false;
        }
        last = b;
    }
    last != b' ' || text.is_empty()
}

/// The folded text as an identifier: letters and digits kept, apostrophes and full stops dropped,
/// everything else one hyphen.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    let mut take = |c: char| {
        if c.is_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(c);
        } else if !matches!(c, '\'' | '.') {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| take(byte.to_ascii_lowercase() as char));
    } else {
        fold(text).chars().for_each(take);
    }
    slug
}

/// Whether `prefix` is `text` or its first whole words; both already folded.
pub fn is_word_prefix(prefix: &str, text: &str) -> bool {
    !prefix.is_empty()
        && text.starts_with(prefix)
        && text[prefix.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// Removes what must never reach a terminal or a cell: control characters (a line break or tab
/// becomes a space) and the characters that reorder or hide text.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter_map(|c| match c {
        '\n' | '\t' => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    });
    Cow::Owned(shown.collect())
}

/// Whether a character must never reach a terminal or a cell: it controls, reorders or hides text.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

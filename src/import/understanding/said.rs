//! The words of everything that a record says, to see which words of a row are in none of it.

use crate::record::Written;
use rustc_hash::FxHashSet;

/// The words of a record, taken apart only as far as they are asked for.
pub(super) struct Said<'w> {
    written: &'w Written,
    words: Option<Words<'w>>,
}

enum Words<'w> {
    /// A few words of ASCII.
    Few(Vec<&'w str>),
    /// Any others, in small letters.
    Any(FxHashSet<String>),
}

/// So many words are looked through one by one.
const FEW: usize = 48;

impl<'w> Said<'w> {
    pub fn of(written: &'w Written) -> Said<'w> {
        Said { written, words: None }
    }

    /// Whether each word of a cell is there, however it is cased.
    pub fn holds(&mut self, cell: &str) -> bool {
        let mut is_there = texts(self.written).any(|text| text == cell);
        is_there = is_there || texts(self.written).any(|text| stands_in(cell.as_bytes(), text.as_bytes()));
        if is_there {
            return true;
        }
        let written = self.written;
        let words = self.words.get_or_insert_with(|| Words::of(written));
        match words {
            Words::Few(few) if cell.is_ascii() => {
                each_word(cell).all(|word| few.iter().any(|known| known.eq_ignore_ascii_case(word)))
            }
            Words::Few(_) => {
                // Small letters beyond ASCII may still be ASCII in capitals.
                let all = texts(written).flat_map(each_word).map(str::to_lowercase).collect();
                *words = Words::Any(all);
                self.holds(cell)
            }
            Words::Any(all) => each_word(cell).all(|word| all.contains(&word.to_lowercase())),
        }
    }
}

impl<'w> Words<'w> {
    fn of(written: &'w Written) -> Words<'w> {
        let words = texts(written).flat_map(each_word);
        if texts(written).all(str::is_ascii) {
            let few: Vec<&str> = words.clone().take(FEW + 1).collect();
            if few.len() <= FEW {
                return Words::Few(few);
            }
        }
        Words::Any(words.map(str::to_lowercase).collect())
    }
}

/// Whether a text has a whole cell in it, however it is cased: the usual case. What is not ASCII is left to others.
fn stands_in(cell: &[u8], text: &[u8]) -> bool {
    let (Some(first), Some(most)) = (cell.first(), text.len().checked_sub(cell.len())) else { return false };
    let is_apart = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !is_of_word(byte));
    let mut begins = memchr::memchr2_iter(
        first.to_ascii_lowercase(),
        first.to_ascii_uppercase(),
        text.get(..=most).unwrap_or_default(),
    );
    begins.any(|at| {
        text[at..at + cell.len()].eq_ignore_ascii_case(cell)
            && is_apart(text[..at].last())
            && is_apart(text.get(at + cell.len()))
    })
}

fn is_of_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}

/// Every text of a record.
fn texts(written: &Written) -> impl Iterator<Item = &str> + Clone {
    written.texts()
}

/// The words of a text: what must be found again.
pub(super) fn each_word(text: &str) -> impl Iterator<Item = &str> + Clone {
    let (mut rest, is_ascii) = (text, text.is_ascii());
    std::iter::from_fn(move || {
        let is_mark = |c: char| !c.is_alphanumeric() && c != '_';
        let (start, end) = match is_ascii {
            true => {
                let start = rest.bytes().position(|byte| is_of_word(&byte))?;
                let length = rest.as_bytes()[start..].iter().take_while(|byte| is_of_word(byte)).count();
                (start, start + length)
            }
            false => {
                let start = rest.find(|c| !is_mark(c))?;
                (start, rest[start..].find(is_mark).map_or(rest.len(), |length| start + length))
            }
        };
        let word = &rest[start..end];
        rest = &rest[end..];
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colleague::Field;

    #[test]
    fn words_are_found_however_they_are_cased_and_cut() {
        let mut written = Written::default();
        written.set(Field::Name, ["Ana Ruiz-Li"]);
        written.set_extra("Fax", "617-555");
        let holds = |written: &Written, cell: &str| Said::of(written).holds(cell);
        assert!(holds(&written, "RUIZ, ana") && holds(&written, "(555) li") && holds(&written, "-"));
        assert!(!holds(&written, "Ana Rui") && !holds(&written, "Fax") && !holds(&written, "Zoë"));
        // The sign for kelvin is a k in small letters.
        written.set(Field::City, ["Kent"]);
        assert!(holds(&written, "\u{212a}ENT"));
        written.set(Field::City, ["Åre"]);
        assert!(holds(&written, "ana åRE") && !holds(&written, "are"));
        let long: String = (0..100).map(|n| format!("word{n} ")).collect();
        written.set(Field::Notes, [long.as_str()]);
        assert!(holds(&written, "Word99 word3") && !holds(&written, "word100"));
    }
}

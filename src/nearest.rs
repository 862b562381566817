//! "Did you mean": the words nearest to one that is not known.

use crate::text::{fold, is_word_prefix};
use std::borrow::Cow;
use strsim::damerau_levenshtein;

const SHOWN: usize = 3;
/// Bytes of a word; nothing known comes near a longer one, and comparing it would take long.
const LONGEST: usize = 200;

/// The best three of the candidates, as they are written, for a word that is none of them.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<String> {
    let mut suggestions = Suggestions::new(word);
    candidates.into_iter().for_each(|candidate| suggestions.offer(candidate, [candidate]));
    suggestions.best()
}

/// The candidate that a word is a misspelling of.
///
/// One that merely contains it does not count: a column “phone of the clinic” is the user's own, no “phone” gone wrong.
pub fn misspelt<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = fold(shortened(word));
    let letters = |candidate: &'c str| spelling(&wanted, &fold(candidate)).map(|letters| (letters, candidate));
    candidates.into_iter().filter_map(letters).min().map(|(_, candidate)| candidate)
}

/// Collects candidates that have several spellings; whole and pure, the best three in a fixed order.
#[derive(Debug)]
pub struct Suggestions<'a> {
    wanted: Cow<'a, str>,
    found: Vec<(Nearness, String)>,
}

/// How near a spelling is; the least is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Nearness {
    /// One contains the other, and how many letters one has more.
    Contains(usize),
    /// How many letters differ.
    Spelling(usize),
}

impl<'a> Suggestions<'a> {
    /// Starts for a word as it was typed.
    pub fn new(wanted: &'a str) -> Self {
        Self { wanted: fold(shortened(wanted)), found: Vec::new() }
    }

    /// Offers `shown` where one of its spellings comes near.
    pub fn offer<'s>(&mut self, shown: &str, spellings: impl IntoIterator<Item = &'s str>) {
        let nearest = spellings.into_iter().filter_map(|spelling| nearness(&self.wanted, &fold(spelling))).min();
        self.found.extend(nearest.map(|nearness| (nearness, shown.to_owned())));
    }

    /// The best three: what contains the word first, then what is spelled like it, equals by alphabet.
    pub fn best(mut self) -> Vec<String> {
        self.found.sort();
        let mut best: Vec<String> = Vec::new();
        for (_, shown) in self.found {
            if best.len() < SHOWN && !best.contains(&shown) {
                best.push(shown);
            }
        }
        best
    }
}

/// A word that is too long to be near anything is taken for none.
fn shortened(word: &str) -> &str {
    if word.len() > LONGEST { "" } else { word.trim() }
}

/// How near two folded words are, or `None` when they are too far apart to be the same thing.
fn nearness(wanted: &str, known: &str) -> Option<Nearness> {
    let (wanted_len, known_len) = (wanted.chars().count(), known.chars().count());
    if wanted_len >= 3 && starts_a_word(wanted, known) || known_len >= 3 && has_words(known, wanted) {
        return Some(Nearness::Contains(wanted_len.abs_diff(known_len)));
    }
    spelling(wanted, known).map(Nearness::Spelling)
}

/// How many letters differ, where they are few for words of that length.
fn spelling(wanted: &str, known: &str) -> Option<usize> {
    let (wanted_len, known_len) = (wanted.chars().count(), known.chars().count());
    let most = match wanted_len.min(known_len) {
        0..=2 => return None,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    if wanted_len.abs_diff(known_len) > most {
        return None;
    }
    Some(damerau_levenshtein(wanted, known)).filter(|&letters| letters <= most)
}

/// Whether some word of `text` starts with `part`.
fn starts_a_word(part: &str, text: &str) -> bool {
    word_starts(text).any(|rest| rest.starts_with(part))
}

/// Whether `words` stand in `text` as whole words.
fn has_words(words: &str, text: &str) -> bool {
    word_starts(text).any(|rest| is_word_prefix(words, rest))
}

fn word_starts(text: &str) -> impl Iterator<Item = &str> {
    let inside = |before: Option<char>| before.is_some_and(char::is_alphanumeric);
    text.char_indices().filter(move |&(at, _)| !inside(text[..at].chars().next_back())).map(|(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rule_holds_for_every_kind_of_word() {
        assert_eq!(nearest("sevrity", ["severity", "service", "style"]), ["severity"]);
        assert_eq!(nearest("max", ["max-fee", "must"]), ["max-fee"]);
        assert_eq!(nearest("must", ["cost", "age"]), [""; 0]);
    }

    #[test]
    fn a_word_that_only_contains_another_is_not_misspelt() {
        assert_eq!(misspelt("fees", ["sees", "fee"]), Some("fee"));
        assert_eq!(misspelt("phone of the clinic", ["phone"]), None);
        assert_eq!(misspelt(&"x".repeat(LONGEST + 1), ["x"]), None);
    }

    #[test]
    fn what_contains_the_word_comes_before_what_is_spelled_like_it() {
        let mut suggestions = Suggestions::new("Panik attacks");
        suggestions.offer("panic", ["panic disorder", "panic attacks"]);
        suggestions.offer("pets", ["pet loss"]);
        assert_eq!(suggestions.best(), ["panic"]);
        assert!(nearness("depress", "chronic depression") < nearness("depress", "impress"));
        assert_eq!(nearness("severe anxiety", "anxiety"), Some(Nearness::Contains(7)));
        assert_eq!(nearness("cat", "catatonia"), Some(Nearness::Contains(6)));
        assert_eq!(nearness("xy", "xz"), None);
    }
}

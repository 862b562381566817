//! Words of the vocabulary in a cell: each goes to the field it belongs to, whatever its column is called.

use super::list::{holds_a_no, is_nothing, known_parts, trimmed};
use super::{shortened, unread};
use crate::colleague::{AgeRange, Field};
use crate::import::understanding::names::quieter;
use crate::import::understanding::record::Draft;
use crate::import::understanding::tongues::in_english;
use crate::problem::did_you_mean;
use crate::text::fold;
use crate::vocab::{Format, Found, Service, Vocabulary, Word, group};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Words remembered from row to row; beyond that many new ones are looked up without a suggestion.
const MOST_REMEMBERED: usize = 10_000;
/// A longer cell seldom comes again.
const SHORT: usize = 64;

/// What reading values needs: the vocabulary, and what words meant before.
#[derive(Debug)]
pub struct ValueReader<'v> {
    vocabulary: &'v Vocabulary,
    seen: FxHashMap<(Field, String), Meaning>,
    /// Names in capitals, and how they are usually written.
    quiet: FxHashMap<Box<str>, Box<str>>,
    /// Cells of letters behind names, and each of them.
    letters: FxHashMap<Box<str>, Vec<String>>,
    gives_hints: bool,
}

impl<'v> ValueReader<'v> {
    /// Makes a reader.
    pub fn new(vocabulary: &'v Vocabulary) -> ValueReader<'v> {
        let (seen, quiet, letters) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        ValueReader { vocabulary, seen, quiet, letters, gives_hints: true }
    }

    /// A name as it is usually written, see [`quieter`].
    pub(in crate::import::understanding) fn quieter(&mut self, name: &str) -> String {
        if let Some(known) = self.quiet.get(name) {
            return known.to_string();
        }
        let quiet = quieter(name);
        if self.quiet.len() < MOST_REMEMBERED && name.len() <= SHORT {
            self.quiet.insert(name.into(), quiet.as_str().into());
        }
        quiet
    }

    /// Each of the letters in a cell, as `read` takes it apart.
    pub(super) fn letters(&mut self, cell: &str, read: impl FnOnce(&str) -> Vec<String>) -> Cow<'_, [String]> {
        // Looked for twice, for what is found cannot be handed out before it is clear that nothing must be put in.
        if !self.letters.contains_key(cell) {
            let letters = read(cell);
            if self.letters.len() >= MOST_REMEMBERED || cell.len() > SHORT {
                return Cow::Owned(letters);
            }
            self.letters.insert(cell.into(), letters);
        }
        Cow::Borrowed(self.letters.get(cell).map_or(&[], Vec::as_slice))
    }

    /// Makes a reader that does not look for what comes near an unknown word, which takes long.
    pub(in crate::import) fn without_hints(vocabulary: &'v Vocabulary) -> ValueReader<'v> {
        ValueReader { gives_hints: false, ..ValueReader::new(vocabulary) }
    }

    fn meaning(&mut self, word: &str, home: Field) -> Meaning {
        let word = trimmed(word);
        let key = (home, fold(word).into_owned());
        if let Some(known) = self.seen.get(&key) {
            return known.clone();
        }
        let is_full = self.seen.len() >= MOST_REMEMBERED;
        let meaning = english(word, home, self.vocabulary).unwrap_or_else(|| self.unknown(word, home, is_full));
        if !is_full {
            self.seen.insert(key, meaning.clone());
        }
        meaning
    }

    /// What is said of a word that means nothing, or several things.
    fn unknown(&self, word: &str, home: Field, is_full: bool) -> Meaning {
        // A sentence comes near nothing, and looking would take long.
        if is_full || !self.gives_hints || word.len() > 60 {
            return Meaning::Unknown(None);
        }
        let vocabulary = self.vocabulary;
        let label = |id| vocabulary.approach_label(id).to_owned();
        let approach = || told(word, vocabulary.approach(word), label);
        match home {
            Field::Approaches => approach(),
            Field::Specialties | Field::Concerns | Field::Declines => {
                let concern = told(word, vocabulary.concern(word), |id| vocabulary.concern_label(id).to_owned());
                match (concern, approach()) {
                    (Meaning::Unknown(None), approach) | (Meaning::Unknown(_), approach @ Meaning::Several(_)) => {
                        approach
                    }
                    (concern, _) => concern,
                }
            }
            _ => Meaning::Unknown(None),
        }
    }
}

/// What a word means.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Meaning {
    /// This value of this field.
    Is(Field, String),
    /// One of several things, and which.
    Several(String),
    /// Nothing known, and what comes near.
    Unknown(Option<String>),
}

/// What is told of a word that has not one meaning.
fn told<T>(word: &str, found: Found<T>, label: impl Fn(T) -> String) -> Meaning {
    match found {
        Found::Sure(_) => Meaning::Unknown(None),
        Found::Resolved(id, notice) => {
            let others = notice.rsplit_once("it can also mean ").map_or("something else", |(_, others)| others);
            Meaning::Several(format!("“{word}” can mean {} or {others}", label(id)))
        }
        Found::Ambiguous(meanings) => Meaning::Several(format!("“{word}” can mean {}", meanings.join(" or "))),
        Found::Unknown(near) => Meaning::Unknown(did_you_mean(&near)),
    }
}

/// Reads the words of a cell; each goes where it belongs.
pub fn words(draft: &mut Draft, home: Field, cell: &str) {
    // What a list of exclusions says is a no by itself.
    if home != Field::Declines && holds_a_no(cell) && !is_nothing(cell) {
        return unread(draft, home, cell, "a list of words: it says what does not hold", "write the words one by one");
    }
    let vocabulary = draft.reader.vocabulary;
    for part in known_parts(cell, |part| english(trimmed(part), home, vocabulary).is_some()) {
        if is_nothing(&part) {
            continue;
        }
        let hint_in_full = || Some("write the one you mean in full".to_owned());
        match draft.reader.meaning(&part, home) {
            Meaning::Is(field, value) => draft.add_word(field, home, &value),
            Meaning::Several(message) => draft.trouble(home, message, hint_in_full()),
            Meaning::Unknown(hint) => {
                let message = format!("“{}” is no {} known", shortened(&part), kind(home));
                draft.trouble(home, message, hint);
            }
        }
    }
}

fn kind(home: Field) -> &'static str {
    match home {
        Field::Approaches => "approach",
        Field::Affirms | Field::Identities => "group",
        Field::Sees => "format",
        Field::Services => "service",
        _ => "concern",
    }
}

/// What a word surely means, also where it is a word of another language.
fn english(word: &str, home: Field, vocabulary: &Vocabulary) -> Option<Meaning> {
    let english = in_english(word);
    // An own name for a group is no word to be put into English.
    let is_own = home == Field::Identities;
    meaning(if is_own { word } else { &english }, home, vocabulary)
}

/// What a word surely means in a column for this field.
fn meaning(word: &str, home: Field, vocabulary: &Vocabulary) -> Option<Meaning> {
    let is = |field, value: &str| Some(Meaning::Is(field, value.to_owned()));
    let concern = |field| match vocabulary.concern_id(word).map(|_| vocabulary.concern(word)) {
        Some(Found::Sure(id)) => is(field, vocabulary.concern_name(id)),
        _ => None,
    };
    let approach = || match vocabulary.approach_id(word).map(|_| vocabulary.approach(word)) {
        Some(Found::Sure(id)) => is(Field::Approaches, vocabulary.approach_name(id)),
        _ => None,
    };
    let format = || Format::read(word).and_then(|format| is(Field::Sees, format.word()));
    // “Couples” in a list of concerns says who is seen.
    let people = || {
        format().filter(|_| {
            matches!(
                fold(word).as_ref(),
                "couples" | "couple" | "families" | "family" | "individuals" | "individual" | "groups" | "group"
            )
        })
    };
    let service = || Service::read(word).and_then(|service| is(Field::Services, service.word()));
    let ages = || {
        let has_letters = word.chars().any(|c| c.is_alphabetic() || c == '+');
        AgeRange::read(word)
            .filter(|_| has_letters && !matches!(fold(word).as_ref(), "all" | "any"))
            .and_then(|_| is(Field::Ages, word))
    };
    let group = || {
        let found = group(word).or_else(|| group(&crate::import::understanding::flags::affirmed(word)));
        found.and_then(|group| is(Field::Affirms, group.name()))
    };
    match home {
        // Not to see couples is not to decline their distress; that is said by “sees”.
        Field::Declines if people().is_some() => None,
        Field::Declines => concern(home),
        Field::Approaches => approach()
            .or_else(people)
            .or_else(|| concern(Field::Concerns))
            .or_else(ages)
            .or_else(group)
            .or_else(format)
            .or_else(service),
        Field::Affirms => group().or_else(ages).or_else(format).or_else(|| concern(Field::Concerns)).or_else(approach),
        Field::Identities => match group() {
            Some(Meaning::Is(_, name)) => is(home, &name),
            // Who somebody is, she says in her own words.
            _ => Some(word)
                .filter(|word| !word.is_empty() && word.len() <= 60 && !fold(word).contains("prefer not"))
                .and_then(|word| is(home, word)),
        },
        Field::Sees => format().or_else(ages).or_else(group),
        Field::Services => service()
            .or_else(approach)
            .or_else(format)
            .or_else(|| concern(Field::Concerns))
            .or_else(ages)
            .or_else(group),
        _ => people()
            .or_else(|| concern(home))
            .or_else(approach)
            .or_else(ages)
            .or_else(group)
            .or_else(format)
            .or_else(service),
    }
}

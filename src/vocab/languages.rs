//! Languages as BCP 47 tags, read from tags, English names and the languages' own names.

use super::key::key;
use super::lines::parts;
use super::tables;
use crate::nearest::Suggestions;
use std::cmp::Ordering;
use std::fmt;

/// The longest tag that is kept, in bytes.
const LONGEST: usize = 15;

/// A language, as its tag in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    length: u8,
    tag: [u8; LONGEST],
}

/// Whether a language that is spoken serves one that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Match {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It may: one of the two names several languages.
    Unknown,
}

impl Language {
    /// Reads a tag with a known first part, an English name or the language's own name.
    pub fn read(text: &str) -> Option<Language> {
        let text = text.trim();
        if let Some(row) = tables::LANGUAGE_TERMS.find(&key(text)) {
            return Language::new(tables::LANGUAGES.field(row, 0));
        }
        let (first, rest) = text.split_once(['-', '_'])?;
        let subtag = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !(2..=3).contains(&first.len()) || !rest.split(['-', '_']).all(subtag) {
            return None;
        }
        let primary = Language::read(first)?;
        Language::new(&format!("{}-{rest}", primary.primary()).replace('_', "-"))
    }

    fn new(tag: &str) -> Option<Language> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..tag.len())?.copy_from_slice(tag.as_bytes());
        bytes.make_ascii_lowercase();
        Some(Language { length: u8::try_from(tag.len()).ok()?, tag: bytes })
    }

    /// The tag, in lower case.
    pub fn tag(&self) -> &str {
        // Tags are ASCII: read and the tables let nothing else in.
        str::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn bytes(&self) -> &[u8] {
        &self.tag[..usize::from(self.length)]
    }

    fn primary(&self) -> &str {
        self.tag().split('-').next().unwrap_or_default()
    }

    /// The row of the table for the whole tag, or else for its first part.
    fn row(&self) -> Option<(usize, bool)> {
        let whole = tables::LANGUAGE_TERMS.find(&key(self.tag())).map(|row| (row, true));
        whole.or_else(|| tables::LANGUAGE_TERMS.find(self.primary()).map(|row| (row, false)))
    }

    /// The English name, with the rest of the tag where that has no name of its own: "French (ch)".
    pub fn name(&self) -> String {
        match self.row() {
            Some((row, true)) => tables::LANGUAGES.field(row, 1).to_owned(),
            Some((row, false)) => {
                let rest = self.tag()[self.primary().len()..].trim_start_matches('-');
                format!("{} ({rest})", tables::LANGUAGES.field(row, 1))
            }
            None => self.tag().to_owned(),
        }
    }

    /// Whether it is signed.
    pub fn is_sign(&self) -> bool {
        self.row().is_some_and(|(row, _)| tables::LANGUAGES.field(row, 2) == "yes")
    }

    /// Whether it is English, of any country.
    pub fn is_english(&self) -> bool {
        matches!(self.bytes(), b"en" | [b'e', b'n', b'-', ..])
    }

    /// Whether this language serves the one that is wanted: one tag begins with the other. "Chinese" alone leaves
    /// open whether Mandarin or Cantonese is meant.
    pub fn serves(self, wanted: Language) -> Match {
        let begins = |long: &[u8], short: &[u8]| {
            long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"-"))
        };
        if begins(self.bytes(), wanted.bytes()) || begins(wanted.bytes(), self.bytes()) {
            return Match::Yes;
        }
        let first = |tag: &[u8]| tag.iter().position(|&byte| byte == b'-').unwrap_or(tag.len());
        let (spoken, wanted) = (self.bytes(), wanted.bytes());
        match (&spoken[..first(spoken)], &wanted[..first(wanted)]) {
            (b"zh", b"yue" | b"cmn") | (b"yue" | b"cmn", b"zh") => Match::Unknown,
            _ => Match::No,
        }
    }
}

impl Ord for Language {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tag().cmp(other.tag())
    }
}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// All languages that have a name here.
pub fn languages() -> impl Iterator<Item = Language> {
    (0..tables::LANGUAGES.len()).filter_map(|row| Language::new(tables::LANGUAGES.field(row, 0)))
}

/// English names that come near a word that is no known language.
pub fn suggest_language(text: &str) -> Vec<String> {
    let mut suggestions = Suggestions::new(text);
    for row in 0..tables::LANGUAGES.len() {
        let name = tables::LANGUAGES.field(row, 1);
        // Tags and codes of two or three letters are near to everything.
        let synonyms = parts(tables::LANGUAGES.field(row, 3)).filter(|word| word.chars().count() > 3);
        suggestions.offer(name, std::iter::once(name).chain(synonyms));
    }
    suggestions.best()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> String {
        Language::read(text).map_or("?".to_owned(), |language| language.tag().to_owned())
    }

    #[test]
    fn languages_are_read_by_tag_english_name_and_own_name() {
        let read = ["es", "Spanish", "ESPAÑOL", "es-419", "pt_BR", "Farsi", "dari", "spa", "ASL", "Auslan"].map(tag);
        assert_eq!(read, ["es", "es", "es", "es-419", "pt-br", "fa", "fa-af", "es", "ase", "asf"]);
        assert_eq!(["Mandarin", "Cantonese", "zh-HK", "zh-yue", "中文"].map(tag), ["cmn", "yue", "zh-hk", "yue", "zh"]);
        assert_eq!(["Klingon", "xx-YY", "", "es-a!", "en-this-is-far-too-long"].map(tag), ["?"; 5]);
    }

    #[test]
    fn a_language_serves_its_own_varieties_either_way() {
        let serves = |a, b| Language::read(a).expect("known").serves(Language::read(b).expect("known"));
        assert_eq!(serves("es", "es-MX"), Match::Yes);
        assert_eq!(serves("es-MX", "es"), Match::Yes);
        assert_eq!(serves("es-MX", "es-AR"), Match::No);
        assert_eq!(serves("Chinese", "Cantonese"), Match::Unknown);
        assert_eq!(serves("Mandarin", "zh"), Match::Unknown);
        assert_eq!(serves("Mandarin", "Cantonese"), Match::No);
    }

    #[test]
    fn names_and_signs() {
        let language = |text| Language::read(text).expect("known");
        assert_eq!(language("fr-CH").name(), "French (ch)");
        assert_eq!(language("pt-br").name(), "Brazilian Portuguese");
        assert!(language("bsl").is_sign() && !language("en-GB").is_sign() && language("en-GB").is_english());
        assert!(languages().count() >= 120 && languages().all(|l| Language::read(l.tag()) == Some(l)));
        assert_eq!(suggest_language("Portugese"), ["Portuguese"]);
    }
}

//! The configuration of a directory: `config.toml`.

use super::span::LineIndex;
use super::trouble::NEWER_REFER;
use super::value::plain;
use super::words::tie;
use crate::client::Referrer;
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::text::fold;
use crate::vocab::{OwnMeaning, OwnTerm, Region, TermKind};
use crate::weights::{Criterion, MOST, NO_REASON, Weights};
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For the terminal.
    Table,
    /// One document for scripts.
    Json,
    /// One row a suggestion.
    Csv,
    /// To paste into a note.
    Markdown,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 4] = [Format::Table, Format::Json, Format::Csv, Format::Markdown];

    /// The word typed for it.
    pub fn word(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Format, String> {
        let known = Format::ALL.into_iter().find(|format| format.word() == text);
        known.ok_or_else(|| "write table, json, csv or markdown".to_owned())
    }
}

/// Where a value came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Built in.
    Default,
    /// `config.toml`.
    Config,
}

/// One value of the configuration, as `refer config` shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Such as `output.top`.
    pub key: String,
    /// As written.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// The configuration of a directory.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// The therapist herself.
    pub me: Referrer,
    /// The weights where no reason is given.
    pub weights: Weights,
    /// The user's own terms and synonyms.
    pub terms: Vec<OwnTerm>,
    /// Line and column of each of the terms: what is wrong with one shows only when the vocabulary is made.
    pub term_places: Vec<(usize, usize)>,
    /// Pairs of folded alias and folded name.
    pub payers: Vec<(String, String)>,
    /// Columns of foreign lists and the fields they hold, for `import`.
    pub columns: Vec<(String, String)>,
    /// How many names, if set.
    pub top: Option<usize>,
    /// How answers are written, if set.
    pub format: Option<Format>,
    /// `auto`, `always` or `never`, if set.
    pub color: Option<String>,
    /// Every value and where it came from, in a fixed order.
    pub settings: Vec<Setting>,
}

impl Default for Config {
    fn default() -> Config {
        let mut config = Config {
            me: Referrer::default(),
            weights: NO_REASON,
            terms: Vec::new(),
            term_places: Vec::new(),
            payers: Vec::new(),
            columns: Vec::new(),
            top: None,
            format: None,
            color: None,
            settings: Vec::new(),
        };
        config.settings = defaults();
        config
    }
}

/// Keys of `[me]`.
const ME: [&str; 8] = ["name", "practice", "credentials", "license", "phone", "address", "country", "ties"];
const OUTPUT: [(&str, &str); 3] = [("top", "3"), ("format", "table"), ("color", "auto")];
const SECTIONS: [&str; 7] = ["version", "me", "weights", "terms", "payers", "columns", "output"];

fn defaults() -> Vec<Setting> {
    let setting = |key: String, value: String| Setting { key, value, origin: Origin::Default };
    let me = ME.iter().map(|key| setting(format!("me.{key}"), String::new()));
    let weights = Criterion::ALL.into_iter();
    let weights = weights.map(|c| setting(format!("weights.{}", c.word()), NO_REASON.of(c).to_string()));
    let output = OUTPUT.iter().map(|(key, value)| setting(format!("output.{key}"), (*value).to_owned()));
    me.chain(weights).chain(output).collect()
}

/// Reads the configuration; what cannot be read keeps its default and is named.
pub fn read_config(file: &str, text: &str) -> (Config, Vec<Problem>) {
    let mut reader =
        Reader { file, index: LineIndex::new(text.as_bytes(), 1), config: Config::default(), problems: Vec::new() };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.problem(at, "config", format!("this is not TOML: {}", error.message()), None);
    }
    if errors.is_empty() {
        reader.root(root.get_ref());
    }
    (reader.config, reader.problems)
}

struct Reader<'a> {
    file: &'a str,
    index: LineIndex<'a>,
    config: Config,
    problems: Vec<Problem>,
}

type Value<'v> = Spanned<DeValue<'v>>;

impl Reader<'_> {
    fn problem(&mut self, at: usize, field: &str, message: impl Into<String>, hint: Option<String>) {
        let (line, column) = self.index.place(at);
        let problem = Problem::error(self.file, message).at(line, column).field(field);
        self.problems.push(Problem { hint, ..problem });
    }

    fn root(&mut self, root: &DeTable) {
        for (key, value) in root {
            let name: &str = key.get_ref();
            if name == "version" {
                if value.get_ref().as_integer().is_none_or(|version| version.as_str() != "1") {
                    let hint = Some(NEWER_REFER.to_owned());
                    self.problem(value.span().start, name, "this version is not known", hint);
                }
                continue;
            }
            if !SECTIONS.contains(&name) {
                self.unknown(key.span().start, name, &SECTIONS);
                continue;
            }
            let Some(section) = value.get_ref().as_table() else {
                let hint = format!("write [{name}] on a line of its own");
                self.problem(value.span().start, name, format!("“{name}” is a section"), Some(hint));
                continue;
            };
            for (key, value) in section {
                let (key, at) = (key.get_ref().as_ref(), key.span().start);
                match name {
                    "me" => self.me(key, at, value),
                    "weights" => self.weight(key, at, value),
                    "terms" => self.terms(key, at, value),
                    "payers" => self.payer(key, value),
                    "columns" => self.column(key, value),
                    _ => self.output(key, at, value),
                }
            }
        }
    }

    fn unknown(&mut self, at: usize, name: &str, known: &[&str]) {
        let near = nearest(name, known.iter().copied());
        let hint = did_you_mean(&near).unwrap_or_else(|| format!("known here: {}", known.join(", ")));
        self.problem(at, name, format!("“{name}” is not known"), Some(hint));
    }

    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        match plain(value.get_ref()) {
            Some((text, _)) => Some(text.trim().to_owned()),
            None => {
                self.problem(value.span().start, key, format!("{key} is text"), Some(format!("write {key} = \"…\"")));
                None
            }
        }
    }

    fn set(&mut self, key: String, value: String) {
        match self.config.settings.iter_mut().find(|setting| setting.key == key) {
            Some(setting) => (setting.value, setting.origin) = (value, Origin::Config),
            None => self.config.settings.push(Setting { key, value, origin: Origin::Config }),
        }
    }

    fn me(&mut self, key: &str, at: usize, value: &Value) {
        if !ME.contains(&key) {
            return self.unknown(at, key, &ME);
        }
        if key == "ties" {
            let Some(ties) = self.list(key, value) else { return };
            self.config.me.ties = ties.iter().map(|text| tie(text)).collect();
            return self.set("me.ties".to_owned(), ties.join("; "));
        }
        let Some(text) = self.list(key, value).map(|texts| texts.join(", ")) else { return };
        self.set(format!("me.{key}"), text.clone());
        let me = &mut self.config.me;
        match key {
            "name" => me.name = text,
            "practice" => me.practice = text,
            "credentials" => me.credentials = text,
            "license" => me.license = text,
            "phone" => me.phone = text,
            "address" => me.address = text,
            _ => match Region::read_country(&text) {
                Some(country) => me.country = Some(country.code().to_owned()),
                None => {
                    let hint = Some("write US, GB or the name of the country".to_owned());
                    self.problem(value.span().start, key, format!("“{text}” is no country known"), hint);
                }
            },
        }
    }

    fn list(&mut self, key: &str, value: &Value) -> Option<Vec<String>> {
        let Some(values) = value.get_ref().as_array() else { return self.text(key, value).map(|text| vec![text]) };
        let mut texts = Vec::new();
        for value in values.iter() {
            texts.extend(self.text(key, value));
        }
        Some(texts)
    }

    fn weight(&mut self, key: &str, at: usize, value: &Value) {
        let Some(criterion) = Criterion::read(key) else {
            return self.unknown(at, key, &Criterion::ALL.map(Criterion::word));
        };
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse::<u32>().ok());
        match number.filter(|&weight| weight <= MOST) {
            Some(weight) => {
                self.config.weights.set(criterion, weight);
                self.set(format!("weights.{}", criterion.word()), weight.to_string());
            }
            None => {
                let hint = Some(format!("write {key} = 20"));
                self.problem(value.span().start, key, "a weight is a whole number from 0 to 100", hint);
            }
        }
    }

    fn terms(&mut self, key: &str, at: usize, value: &Value) {
        let kind = match key {
            "concerns" | "concern" => TermKind::Concern,
            "approaches" | "approach" => TermKind::Approach,
            _ => return self.unknown(at, key, &["concerns", "approaches"]),
        };
        let Some(words) = value.get_ref().as_table() else {
            let hint = Some(format!("write [terms.{key}] and under it \"your word\" = \"the word meant\""));
            return self.problem(at, key, "terms are a section", hint);
        };
        for (word, value) in words {
            let place = self.index.place(word.span().start);
            let word = word.get_ref().to_string();
            if let Some(meaning) = self.meaning(&word, value) {
                self.set(format!("terms.{key}.{word}"), said(&meaning));
                self.config.terms.push(OwnTerm { kind, word, meaning });
                self.config.term_places.push(place);
            }
        }
    }

    fn meaning(&mut self, word: &str, value: &Value) -> Option<OwnMeaning> {
        let Some(parts) = value.get_ref().as_table() else {
            return self.text(word, value).map(OwnMeaning::SynonymOf);
        };
        let (mut parent, mut synonyms) = (None, Vec::new());
        for (key, value) in parts {
            match key.get_ref().as_ref() {
                "parent" => parent = self.text("parent", value),
                "synonyms" => synonyms = self.list("synonyms", value)?,
                other => self.unknown(key.span().start, other, &["parent", "synonyms"]),
            }
        }
        Some(OwnMeaning::New { parent, synonyms })
    }

    fn payer(&mut self, key: &str, value: &Value) {
        let Some(name) = self.text(key, value) else { return };
        self.set(format!("payers.{key}"), name.clone());
        self.config.payers.push((fold(key).trim().to_owned(), fold(&name).trim().to_owned()));
    }

    fn column(&mut self, key: &str, value: &Value) {
        let Some(field) = self.text(key, value) else { return };
        self.set(format!("columns.{key}"), field.clone());
        self.config.columns.push((key.to_owned(), field));
    }

    fn output(&mut self, key: &str, at: usize, value: &Value) {
        let Some(text) = self.text(key, value) else { return };
        let read = match key {
            "top" => {
                self.config.top = text.parse().ok().filter(|&top| (1..=1000).contains(&top));
                self.config.top.is_some()
            }
            "format" => {
                self.config.format = text.parse().ok();
                self.config.format.is_some()
            }
            "color" => {
                self.config.color = Some(text.clone()).filter(|c| ["auto", "always", "never"].contains(&c.as_str()));
                self.config.color.is_some()
            }
            _ => return self.unknown(at, key, &OUTPUT.map(|(key, _)| key)),
        };
        if read {
            self.set(format!("output.{key}"), text);
        } else {
            let hint = match key {
                "top" => "write a number from 1 to 1000",
                "format" => "write \"table\", \"json\", \"csv\" or \"markdown\"",
                _ => "write \"auto\", \"always\" or \"never\"",
            };
            self.problem(value.span().start, key, format!("“{text}” is not read"), Some(hint.to_owned()));
        }
    }
}

fn said(meaning: &OwnMeaning) -> String {
    match meaning {
        OwnMeaning::SynonymOf(word) => word.clone(),
        OwnMeaning::New { parent, synonyms } => {
            let parent = parent.as_ref().map_or("a term of its own".to_owned(), |parent| format!("under {parent}"));
            if synonyms.is_empty() { parent } else { format!("{parent}; also {}", synonyms.join(", ")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_named_at_once_and_the_rest_is_used() {
        let text =
            "[me]\nname = \"Maya\"\n[weight]\ncost = 1\n[weights]\ncost = 200\nlocation = 20\n[output]\ntop = 0\n";
        let (config, problems) = read_config("config.toml", text);
        assert_eq!((config.me.name.as_str(), config.weights.of(Criterion::Location)), ("Maya", 20));
        assert_eq!(config.weights.of(Criterion::Cost), 8);
        let mut lines: Vec<_> = problems.iter().map(|p| p.line).collect();
        lines.sort();
        assert_eq!(lines, [Some(3), Some(6), Some(9)]);
    }
}

//! The keys and texts of a profile, wherever they come from, before anything is understood.

use crate::client::{Key, Shape};
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::record::LineIndex;
use crate::record::trouble::Trouble;
use crate::record::value::plain;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One value of one key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawValue {
    /// The key.
    pub key: Key,
    /// As typed.
    pub text: String,
    /// The file, or the flag with its dashes.
    pub origin: String,
    /// Line and column, where it came from a file.
    pub place: Option<(usize, usize)>,
}

impl RawValue {
    /// An error about this value.
    pub fn error(&self, message: impl Into<String>) -> Problem {
        let problem = Problem::error(self.origin.clone(), message).field(self.key.word());
        match self.place {
            Some((line, column)) => problem.at(line, column),
            None => problem,
        }
    }

    /// The problem that a trouble with this value is.
    pub(super) fn problem(&self, trouble: Trouble) -> Problem {
        Problem { hint: trouble.hint, ..self.error(trouble.message) }
    }
}

/// Every value given, in order.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Profile {
    /// The values.
    pub values: Vec<RawValue>,
}

impl Profile {
    /// Adds the text of a flag; commas separate where the key says so.
    pub fn add_flag(&mut self, key: Key, text: &str) {
        let origin = format!("--{}", key.word());
        self.add(key, text, &origin, None);
    }

    fn add(&mut self, key: Key, text: &str, origin: &str, place: Option<(usize, usize)>) {
        let value = |text: &str| RawValue { key, text: text.trim().to_owned(), origin: origin.to_owned(), place };
        if key.shape() == Shape::Words && !text.trim().is_empty() {
            self.values.extend(text.split(',').filter(|word| !word.trim().is_empty()).map(value));
        } else {
            self.values.push(value(text));
        }
    }

    /// The values of a key.
    pub fn of(&self, key: Key) -> impl Iterator<Item = &RawValue> {
        self.values.iter().filter(move |value| value.key == key)
    }

    /// Whether any value was given for the flag of this name.
    pub fn speaks_of(&self, flag: &str) -> bool {
        self.values.iter().any(|value| value.key.word() == flag)
    }

    /// Lets the values of `stronger` replace those of the same keys.
    pub fn overridden_by(mut self, stronger: Profile) -> Profile {
        self.values.retain(|value| stronger.of(value.key).next().is_none());
        self.values.extend(stronger.values);
        self
    }
}

/// Reads a profile file: JSON if it begins with a brace, else TOML.
pub fn read_profile_file(file: &str, text: &str) -> (Profile, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { read_json(file, text) } else { read_toml(file, text) }
}

fn unknown_key(file: &str, name: &str) -> Problem {
    let near = nearest(name, Key::ALL.iter().map(|key| key.word()));
    let hint = did_you_mean(&near).unwrap_or_else(|| "the keys are the flags of refer suggest".to_owned());
    Problem::error(file, format!("“{name}” is no key of a profile")).field(name).hint(hint)
}

fn not_plain(file: &str, key: Key) -> Problem {
    Problem::error(file, format!("{} takes text, numbers or a list of them", key.word())).field(key.word())
}

fn read_toml(file: &str, text: &str) -> (Profile, Vec<Problem>) {
    let (mut profile, mut problems) = (Profile::default(), Vec::new());
    let index = LineIndex::new(text.as_bytes(), 1);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let (line, column) = index.place(error.span().map_or(0, |span| span.start));
        let problem = Problem::error(file, format!("this is not TOML: {}", error.message())).at(line, column);
        problems.push(problem.hint("write key = \"value\" or key = [\"a\", \"b\"], a key a line"));
    }
    if !errors.is_empty() {
        return (profile, problems);
    }
    for (name, value) in root.get_ref() {
        let place = index.place(name.span().start);
        let Some(key) = Key::read(name.get_ref()) else {
            problems.push(unknown_key(file, name.get_ref()).at(place.0, place.1));
            continue;
        };
        let mut one = |value: &Spanned<DeValue>| {
            let place = index.place(value.span().start);
            match plain(value.get_ref()) {
                Some((text, _)) => profile.add(key, &text, file, Some(place)),
                None => {
                    let hint = format!("write {} = \"{}\"", key.word(), key.value());
                    problems.push(not_plain(file, key).at(place.0, place.1).hint(hint));
                }
            }
        };
        match value.get_ref() {
            DeValue::Array(values) => values.iter().for_each(one),
            _ => one(value),
        }
    }
    (profile, problems)
}

fn read_json(file: &str, text: &str) -> (Profile, Vec<Problem>) {
    let (mut profile, mut problems) = (Profile::default(), Vec::new());
    let object = match serde_json::from_str::<Pairs>(text) {
        Ok(object) => object,
        Err(error) => {
            let problem = Problem::error(file, format!("this is not JSON: {error}"));
            let problem = problem.at(error.line().max(1), error.column().max(1));
            return (profile, vec![problem.hint("write {\"concern\": [\"ptsd\"], \"near\": \"02139\"}")]);
        }
    };
    let index = LineIndex::new(text.as_bytes(), 1);
    let mut seen: Vec<Key> = Vec::new();
    for (name, value) in &object.0 {
        let place = name.offset(text).map(|offset| index.place(offset));
        let here = |problem: Problem| match place {
            Some((line, column)) => problem.at(line, column),
            None => problem,
        };
        let name = name.as_str();
        let Some(key) = Key::read(name) else {
            problems.push(here(unknown_key(file, name)));
            continue;
        };
        if seen.contains(&key) {
            let problem = Problem::error(file, format!("“{name}” is there twice")).field(key.word());
            problems.push(here(problem).hint("write several values as a list: [\"a\", \"b\"]"));
            continue;
        }
        seen.push(key);
        let mut one = |value: &Value| match value {
            Value::Text(said) => {
                let place = said.offset(text).map(|offset| index.place(offset)).or(place);
                profile.add(key, said.as_str(), file, place);
            }
            Value::Number(number) => profile.add(key, &number.to_string(), file, place),
            Value::Null(()) => {}
            Value::List(_) | Value::Other(_) => {
                let hint = format!("write \"{}\": \"{}\"", key.word(), key.value());
                problems.push(here(not_plain(file, key)).hint(hint));
            }
        };
        match value {
            Value::List(values) => values.iter().for_each(one),
            value => one(value),
        }
    }
    (profile, problems)
}

/// A JSON string; it knows where it stands as long as it is a part of the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text<'t> {
    Plain(&'t str),
    /// One with escapes had to be written anew.
    Escaped(String),
}

impl Text<'_> {
    fn as_str(&self) -> &str {
        match self {
            Text::Plain(text) => text,
            Text::Escaped(text) => text,
        }
    }

    /// The byte of `file` where it begins with a quote.
    fn offset(&self, file: &str) -> Option<usize> {
        match self {
            Text::Plain(text) => (text.as_ptr() as usize).checked_sub(file.as_ptr() as usize + 1),
            Text::Escaped(_) => None,
        }
    }
}

/// A JSON value, as far as a profile can hold it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value<'t> {
    #[serde(borrow)]
    Text(Text<'t>),
    Number(serde_json::Number),
    List(Vec<Value<'t>>),
    Null(()),
    Other(IgnoredAny),
}

/// The keys and values of a JSON object in order, repeats and all.
struct Pairs<'t>(Vec<(Text<'t>, Value<'t>)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Pairs<'de>, D::Error> {
        struct Object;
        impl<'de> serde::de::Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Pairs<'de>, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

//! The keys and texts of a profile, wherever they come from, before anything is understood.

use crate::client::{Key, Shape};
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::record::LineIndex;
use crate::record::value::plain;
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
}

/// Every value given, in order.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RawProfile {
    /// The values.
    pub values: Vec<RawValue>,
}

impl RawProfile {
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
    pub fn overridden_by(mut self, stronger: RawProfile) -> RawProfile {
        self.values.retain(|value| stronger.of(value.key).next().is_none());
        self.values.extend(stronger.values);
        self
    }
}

/// Reads a profile file: JSON if it begins with a brace, else TOML.
pub fn read_profile_file(file: &str, text: &str) -> (RawProfile, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { read_json(file, text) } else { read_toml(file, text) }
}

fn unknown_key(file: &str, name: &str) -> Problem {
    let near = nearest(name, Key::ALL.iter().map(|key| key.word()));
    let hint = did_you_mean(&near).unwrap_or_else(|| "the keys are the flags of refer suggest".to_owned());
    Problem::error(file, format!("“{name}” is no key of a profile")).field(name).hint(hint)
}

fn read_toml(file: &str, text: &str) -> (RawProfile, Vec<Problem>) {
    let (mut profile, mut problems) = (RawProfile::default(), Vec::new());
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
                None => problems.push(
                    Problem::error(file, format!("{} takes text, numbers or a list of them", key.word()))
                        .at(place.0, place.1)
                        .field(key.word())
                        .hint(format!("write {} = \"{}\"", key.word(), key.value())),
                ),
            }
        };
        match value.get_ref() {
            DeValue::Array(values) => values.iter().for_each(one),
            _ => one(value),
        }
    }
    (profile, problems)
}

fn read_json(file: &str, text: &str) -> (RawProfile, Vec<Problem>) {
    use serde_json::Value;
    let (mut profile, mut problems) = (RawProfile::default(), Vec::new());
    let object = match serde_json::from_str::<Pairs>(text) {
        Ok(object) => object,
        Err(error) => {
            let problem = Problem::error(file, format!("this is not JSON: {error}"));
            let problem = problem.at(error.line().max(1), error.column().max(1));
            return (profile, vec![problem.hint("write {\"concern\": [\"ptsd\"], \"near\": \"02139\"}")]);
        }
    };
    let mut seen: Vec<Key> = Vec::new();
    for (name, value) in &object.0 {
        let Some(key) = Key::read(name) else {
            problems.push(unknown_key(file, name));
            continue;
        };
        if seen.contains(&key) {
            let problem = Problem::error(file, format!("“{name}” is there twice")).field(key.word());
            problems.push(problem.hint("write several values as a list: [\"a\", \"b\"]"));
            continue;
        }
        seen.push(key);
        let mut one = |value: &Value| match value {
            Value::String(text) => profile.add(key, text, file, None),
            Value::Number(number) => profile.add(key, &number.to_string(), file, None),
            Value::Null => {}
            _ => problems.push(
                Problem::error(file, format!("{} takes text, numbers or a list of them", key.word())).field(key.word()),
            ),
        };
        match value {
            Value::Array(values) => values.iter().for_each(one),
            value => one(value),
        }
    }
    (profile, problems)
}

/// The keys and values of a JSON object in order, repeats and all.
struct Pairs(Vec<(String, serde_json::Value)>);

impl<'de> serde::Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        struct Object;
        impl<'de> serde::de::Visitor<'de> for Object {
            type Value = Pairs;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Pairs, M::Error> {
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

//! The name of a record from its parts.

use super::names::{is_letters, is_title};
use super::record::Draft;
use super::target::NamePart;
use crate::colleague::Field;
use crate::text::fold;

/// The parts of a name as they stand in their columns.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct NameParts {
    /// The whole name, from a column of whole names.
    pub whole: Option<String>,
    prefix: String,
    given: String,
    middle: String,
    family: String,
    suffix: String,
}

impl NameParts {
    /// Keeps one part.
    pub fn set(&mut self, part: NamePart, text: String) {
        match part {
            NamePart::Prefix => self.prefix = text,
            NamePart::Given => self.given = text,
            NamePart::Middle => self.middle = text,
            NamePart::Family => self.family = text,
            NamePart::Suffix => self.suffix = text,
        }
    }
}

/// Names the record: by its parts, else by the whole name, else by the practice; by nothing else.
pub(super) fn name_record(draft: &mut Draft) {
    let NameParts { whole, prefix, given, middle, family, suffix } = std::mem::take(&mut draft.name);
    let mut words = vec![given.as_str(), middle.as_str(), family.as_str()];
    // A title that is none belongs to the name.
    if !prefix.is_empty() && !prefix.split_whitespace().all(is_title) && !is_salutation(&prefix) {
        words.insert(0, &prefix);
    }
    let mut behind = Vec::new();
    for part in suffix.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        if is_generation(part) {
            behind.push(part);
        } else if part.split_whitespace().all(is_letters) {
            draft.written.add(Field::Credentials, part);
        }
    }
    words.extend(behind);
    let parts = if given.is_empty() && family.is_empty() {
        String::new()
    } else {
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let name = match (parts.is_empty(), whole) {
        // Half a name says less than a whole one.
        (false, Some(whole)) if given.is_empty() || family.is_empty() => whole,
        (false, _) => parts,
        (true, Some(whole)) => whole,
        (true, None) => draft.written.text(Field::Practice).to_owned(),
    };
    draft.written.set(Field::Name, [name]);
}

fn is_generation(text: &str) -> bool {
    matches!(fold(text).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv" | "v")
}

fn is_salutation(text: &str) -> bool {
    matches!(
        fold(text).trim_end_matches('.'),
        "miss"
            | "rev"
            | "sr"
            | "sra"
            | "m"
            | "mx"
            | "sir"
            | "pr"
            | "fr"
            | "hon"
            | "prof. dr"
            | "dr. med"
            | "dipl. psych"
    )
}

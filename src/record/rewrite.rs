//! What is to become of the records of a file that is written anew, with everything else as it was.

use super::Written;
use super::write_csv::shown;
use crate::colleague::Field;
use crate::problem::Problem;
use std::io;

/// What becomes of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stays as it stands, byte for byte.
    Keep,
    /// These of its values change; the others, and the comments, stay.
    Change(Vec<Change>),
    /// It goes.
    Remove,
}

/// One change of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The new values of a field; none clear it.
    Set(Field, Vec<String>),
    /// The new text of a key that is no field; an empty one clears it.
    SetExtra(String, String),
}

impl Change {
    /// Carries it out on a record in memory.
    pub fn apply(&self, written: &mut Written) {
        match self {
            Change::Set(field, values) => written.set(*field, values.iter().map(String::as_str)),
            Change::SetExtra(key, text) => written.set_extra(key, text),
        }
    }

    /// The change as a file gives it back: without control characters.
    pub(super) fn as_read(&self) -> Change {
        match self {
            Change::Set(field, values) => Change::Set(*field, values.iter().map(|value| shown(value)).collect()),
            Change::SetExtra(key, text) => Change::SetExtra(shown(key), shown(text)),
        }
    }

    /// The changes that make one record of another.
    pub fn between(old: &Written, new: &Written) -> Vec<Change> {
        let mut changes = Vec::new();
        for &field in Field::ALL {
            if old.values(field) != new.values(field) {
                changes.push(Change::Set(field, new.values(field).to_vec()));
            }
        }
        let gone = old.extras().filter(|(key, _)| new.extra(key).is_empty()).map(|(key, _)| (key, ""));
        let set = new.extras().filter(|(key, text)| old.extra(key) != *text);
        changes.extend(gone.chain(set).map(|(key, text)| Change::SetExtra(key.to_owned(), text.to_owned())));
        changes
    }
}

/// A column of a CSV file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// Of a field.
    Field(Field),
    /// Of a key that is no field.
    Extra(String),
}

impl Column {
    /// The columns that a record fills.
    pub fn of(written: &Written) -> Vec<Column> {
        let fields = written.fields().map(|(field, _)| Column::Field(field));
        fields.chain(written.extras().map(|(key, _)| Column::Extra(key.to_owned()))).collect()
    }
}

/// What is to be done to a file.
pub struct Edit<'a> {
    /// Called once with each record that can be used, in the order of the file.
    pub decide: &'a mut dyn FnMut(&Written) -> Fate,
    /// The records that are put at the end.
    pub added: &'a mut dyn Iterator<Item = Written>,
    /// Every column that a change or an added record may need; only a CSV file looks at it, whose header comes first.
    pub columns: &'a [Column],
}

/// How many records were touched.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Records of which a value changed.
    pub changed: usize,
    /// Records that went.
    pub removed: usize,
    /// Records that came.
    pub added: usize,
}

impl Tally {
    /// Whether the file is as it was.
    pub fn is_nothing(self) -> bool {
        self == Tally::default()
    }
}

/// Why a file was not written anew.
#[derive(Debug)]
pub enum NotRewritten {
    /// It must not be: these stand in the way.
    Refused(Vec<Problem>),
    /// It cannot be read or written any further.
    Io(io::Error),
}

impl From<io::Error> for NotRewritten {
    fn from(error: io::Error) -> NotRewritten {
        NotRewritten::Io(error)
    }
}

impl From<Problem> for NotRewritten {
    fn from(problem: Problem) -> NotRewritten {
        NotRewritten::Refused(vec![problem])
    }
}

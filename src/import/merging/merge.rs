//! One colleague from two sides: what is written in the directory, and what a list says of her.
//!
//! An earlier list is the third side: what still stands as it said was not touched by hand and may be replaced; what
//! does not was made by hand, and stays unless told otherwise.

use crate::colleague::Field;
use crate::record::Written;

/// Which side wins where the directory was edited by hand.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Prefer {
    /// What is written in the directory.
    #[default]
    Directory,
    /// What the list says.
    List,
}

/// A field or a key that is no field.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Key {
    /// A field.
    Field(Field),
    /// A key that is no field.
    Extra(String),
}

impl Key {
    /// How it is written.
    pub fn name(&self) -> &str {
        match self {
            Key::Field(field) => field.key(),
            Key::Extra(key) => key,
        }
    }
}

/// One value that a list changes, or would.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What.
    pub key: Key,
    /// As it is written; nothing where it is absent.
    pub from: Vec<String>,
    /// As the list has it.
    pub to: Vec<String>,
}

/// What a list does to one record.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Merged {
    /// What it changes.
    pub changes: Vec<Change>,
    /// What it would change, and does not, because it was written by hand.
    pub kept: Vec<Change>,
}

/// Compares a record with what a list says; `earlier` is what lists said before.
pub fn merge(ours: &Written, earlier: Option<&Written>, theirs: &Written, prefer: Prefer) -> Merged {
    let mut merged = Merged::default();
    for key in keys(theirs) {
        let (from, to) = (get(ours, &key), get(theirs, &key));
        if from == to || matches!(key, Key::Field(Field::Id)) {
            continue;
        }
        let before = earlier.map(|earlier| get(earlier, &key)).unwrap_or_default();
        // The list says what it said before: whatever was done to it by hand stays.
        if before == to && prefer == Prefer::Directory {
            continue;
        }
        let is_untouched = from == before || from.is_empty() && before.is_empty();
        let is_newer = !matches!(key, Key::Field(Field::Checked)) || from.is_empty() || from < to;
        let change = Change { key, from, to };
        if (is_untouched || prefer == Prefer::List) && is_newer {
            merged.changes.push(change);
        } else {
            merged.kept.push(change);
        }
    }
    merged
}

/// The record with the changes made.
pub fn apply(ours: &mut Written, changes: &[Change]) {
    for change in changes {
        match &change.key {
            Key::Field(field) => ours.set(*field, change.to.iter().map(String::as_str)),
            Key::Extra(key) => ours.set_extra(key, change.to.first().map_or("", String::as_str)),
        }
    }
}

/// Puts what a list says over what earlier ones said.
pub fn overlay(earlier: &mut Written, theirs: &Written) {
    for (field, values) in theirs.fields().filter(|(field, _)| *field != Field::Id) {
        earlier.set(field, values.iter());
    }
    theirs.extras().for_each(|(key, text)| earlier.set_extra(key, text));
}

/// The changes that make a record out of nothing.
pub fn all_new(written: &Written) -> Vec<Change> {
    keys(written).map(|key| Change { to: get(written, &key), key, from: Vec::new() }).collect()
}

fn keys(written: &Written) -> impl Iterator<Item = Key> {
    let fields = written.fields().map(|(field, _)| Key::Field(field));
    fields.chain(written.extras().map(|(key, _)| Key::Extra(key.to_owned())))
}

fn get(written: &Written, key: &Key) -> Vec<String> {
    match key {
        Key::Field(field) => written.values(*field).to_vec(),
        Key::Extra(key) => {
            Some(written.extra(key)).filter(|text| !text.is_empty()).map(str::to_owned).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fee(text: &str) -> Written {
        let mut written = Written::default();
        written.set(Field::Fee, [text]);
        written
    }

    /// What happens to a fee: changed, kept by hand, or left as it is.
    fn outcome(ours: &str, earlier: Option<&str>, theirs: &str, prefer: Prefer) -> &'static str {
        let earlier = earlier.map(fee);
        let merged = merge(&fee(ours), earlier.as_ref(), &fee(theirs), prefer);
        match (merged.changes.len(), merged.kept.len()) {
            (1, 0) => "changed",
            (0, 1) => "kept",
            (0, 0) => "same",
            _ => "both",
        }
    }

    #[test]
    fn what_was_written_by_hand_wins() {
        let by_hand = Prefer::Directory;
        assert_eq!(outcome("", None, "120", by_hand), "changed");
        assert_eq!(outcome("120", None, "120", by_hand), "same");
        assert_eq!(outcome("120", None, "130", by_hand), "kept");
        assert_eq!(outcome("120", Some("120"), "130", by_hand), "changed");
        assert_eq!(outcome("125", Some("120"), "120", by_hand), "same");
        assert_eq!(outcome("125", Some("120"), "130", by_hand), "kept");
        // Deleted by hand, and the list says nothing new.
        assert_eq!(outcome("", Some("120"), "120", by_hand), "same");
        assert_eq!(outcome("", Some("120"), "130", by_hand), "kept");
        assert_eq!(outcome("120", Some("120"), "", by_hand), "same");
    }

    #[test]
    fn the_list_wins_when_told_to() {
        assert_eq!(outcome("125", Some("120"), "120", Prefer::List), "changed");
        assert_eq!(outcome("120", None, "130", Prefer::List), "changed");
    }

    #[test]
    fn an_older_check_never_replaces_a_newer_one() {
        let checked = |day: &str| {
            let mut written = Written::default();
            written.set(Field::Checked, [day]);
            written
        };
        let merged = merge(&checked("2026-11-02"), None, &checked("2026-05-01"), Prefer::List);
        assert_eq!((merged.changes.len(), merged.kept.len()), (0, 1));
    }

    #[test]
    fn applied_changes_make_the_record_and_a_second_time_none() {
        let (mut ours, theirs) = (fee("120"), fee("130"));
        let merged = merge(&ours, Some(&fee("120")), &theirs, Prefer::Directory);
        apply(&mut ours, &merged.changes);
        assert_eq!(ours, theirs);
        assert_eq!(merge(&ours, Some(&theirs), &theirs, Prefer::Directory), Merged::default());
    }
}

//! Records on their way out: what stays at home, which columns there are, and the forms of a whole list.

mod json;
mod name;
mod vcard;

pub use json::json;
pub use name::{is_practice, parts};
pub use vcard::vcard;

use crate::colleague::{Field, FieldSet};
use crate::record::Written;
use crate::text::fold;
use crate::vocab::yes_no;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// What stands above the tables of a TOML file.
pub const TOML_HEAD: &str = "version = 1\n";
/// What stands before the first colleague of a JSON document.
pub const JSON_HEAD: &str = "{\n  \"schema\": \"refer.export/1\",\n  \"colleagues\": [";
/// What stands behind the last one.
pub const JSON_FOOT: &str = "\n  ]\n}\n";

/// Fields that are meant for nobody but the therapist.
const PRIVATE: [Field; 2] = [Field::Notes, Field::TieToMe];

/// Words in keys of the user's own that are likely to hold what is meant for nobody else; what an import could not
/// place may be anything.
const PRIVATE_WORDS: [&str; 19] = [
    "note",
    "notiz",
    "notas",
    "comment",
    "kommentar",
    "comentario",
    "private",
    "privat",
    "personal",
    "confidential",
    "internal",
    "remark",
    "remarque",
    "bemerkung",
    "anmerkung",
    "observacion",
    "opmerking",
    "impression",
    "imported",
];
/// Words in keys of the user's own that are likely to hold a street.
const STREET_WORDS: [&str; 12] = [
    "street",
    "address",
    "adresse",
    "anschrift",
    "strasse",
    "direccion",
    "domicil",
    "calle",
    "adres",
    "indirizzo",
    "geo",
    "location",
];
/// Letters and digits of a street that are enough to know it again in another text.
const TELLING: usize = 4;

/// The record as others may see it: without private notes, what ties her to the therapist, and a street that is not
/// to be shown.
pub fn for_others(written: &Written) -> Cow<'_, Written> {
    let hides_street = is_street_private(written);
    let is_private = |key: &str| {
        let key = fold(key);
        let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
        has(&PRIVATE_WORDS) || (hides_street && has(&STREET_WORDS))
    };
    let named = plain(written.text(Field::Street));
    let has_street = |text: &str| hides_street && named.chars().count() >= TELLING && plain(text).contains(&named);
    let is_hidden = |&(key, text): &(&str, &str)| is_private(key) || has_street(text);
    let keys: Vec<String> = written.extras().filter(is_hidden).map(|(key, _)| key.to_owned()).collect();
    let street = hides_street.then_some(Field::Street);
    let fields: Vec<Field> =
        PRIVATE.into_iter().chain(street).filter(|&field| !written.values(field).is_empty()).collect();
    if keys.is_empty() && fields.is_empty() {
        return Cow::Borrowed(written);
    }
    let mut shown = written.clone();
    fields.into_iter().for_each(|field| shown.set(field, [""; 0]));
    keys.iter().for_each(|key| shown.set_extra(key, ""));
    Cow::Owned(shown)
}

/// The letters and digits of a text.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the street must not be shown; what is neither yes nor no counts as yes.
fn is_street_private(written: &Written) -> bool {
    match written.text(Field::PrivateAddress) {
        "" => false,
        text => yes_no(text) != Some(false),
    }
}

/// The columns that a list needs.
#[derive(Default, Debug)]
pub struct Columns {
    held: FieldSet,
    extras: Vec<String>,
    known: FxHashSet<String>,
}

impl Columns {
    /// Makes room for what a record holds.
    pub fn add(&mut self, written: &Written) {
        written.fields().for_each(|(field, _)| self.held.insert(field));
        for (key, _) in written.extras() {
            if !self.known.contains(key) {
                self.known.insert(key.to_owned());
                self.extras.push(key.to_owned());
            }
        }
    }

    /// The fields that somebody has, or every one that may be shown.
    pub fn fields(&self, every: bool, private: bool) -> Vec<Field> {
        let may = |field: &Field| private || !PRIVATE.contains(field);
        let is_needed = |field: &Field| *field == Field::Name || self.held.contains(*field) || (every && may(field));
        Field::ALL.iter().copied().filter(is_needed).collect()
    }

    /// The keys that are no field, in the order in which they came.
    pub fn extras(&self) -> &[String] {
        &self.extras
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(values: &[(Field, &str)], extras: &[(&str, &str)]) -> Written {
        let mut written = Written::default();
        values.iter().for_each(|&(field, value)| written.set(field, [value]));
        extras.iter().for_each(|(key, text)| written.set_extra(key, text));
        written
    }

    #[test]
    fn what_is_private_stays_at_home() {
        let values =
            [(Field::Name, "Ana"), (Field::Notes, "slow"), (Field::TieToMe, "my sister"), (Field::Blurb, "calm")];
        let written = record(&values, &[("My comments", "slow"), ("Fax", "1")]);
        let shown = for_others(&written);
        assert_eq!(*shown, record(&[(Field::Name, "Ana"), (Field::Blurb, "calm")], &[("Fax", "1")]));
        assert!(matches!(for_others(&shown), Cow::Borrowed(_)));
    }

    #[test]
    fn a_street_is_hidden_unless_it_is_surely_not_private() {
        let street = |private: &str| {
            let values = [(Field::Street, "1 Elm"), (Field::City, "Salem"), (Field::PrivateAddress, private)];
            for_others(&record(&values, &[("Mailing address", "1 Elm")])).into_owned()
        };
        for private in ["yes", "true", "perhaps"] {
            assert_eq!((street(private).text(Field::Street), street(private).extra("Mailing address")), ("", ""));
            assert_eq!(street(private).text(Field::City), "Salem");
        }
        for open in ["no", ""] {
            assert_eq!((street(open).text(Field::Street), street(open).extra("Mailing address")), ("1 Elm", "1 Elm"));
        }
    }

    #[test]
    fn a_street_is_known_again_in_a_key_of_any_name() {
        let values = [(Field::Street, "1 Elm St."), (Field::PrivateAddress, "yes")];
        let extras =
            [("Anschrift", "am See"), ("Contact", "Ana, 1 elm st, Salem"), ("Fax", "1"), ("Bemerkung", "slow")];
        let shown = for_others(&record(&values, &extras)).into_owned();
        assert_eq!(shown, record(&[(Field::PrivateAddress, "yes")], &[("Fax", "1")]));
    }

    #[test]
    fn columns_are_those_that_somebody_needs() {
        let mut columns = Columns::default();
        columns.add(&record(&[(Field::City, "Salem")], &[("Fax", "1")]));
        columns.add(&record(&[(Field::Name, "Ana")], &[("Pager", "2"), ("Fax", "3")]));
        assert_eq!(columns.fields(false, false), [Field::Name, Field::City]);
        assert_eq!(columns.fields(true, true), Field::ALL);
        assert!(!columns.fields(true, false).contains(&Field::Notes));
        assert_eq!(columns.extras(), ["Fax", "Pager"]);
    }
}

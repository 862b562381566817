//! A record as it is written: the text of each field, before anything is judged, and on its way back to a file.

use super::{Cells, Sink};
use crate::colleague::{Field, FieldSet, Shape};
use crate::text::slug;
use std::collections::BTreeMap;

/// The text of each field, and the keys that are no field. An absent field and an empty one are the same.
///
/// This is what commands that write pass around: it holds words that the vocabulary does not know as they stand, so
/// that nothing is lost between reading and writing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Written {
    values: BTreeMap<Field, Vec<String>>,
    extras: Vec<(String, String)>,
}

impl Written {
    /// Takes a record as its file holds it.
    pub fn of(cells: &impl Cells) -> Written {
        let mut written = Written::default();
        for field in cells.present().iter() {
            let mut values = Values(Vec::new());
            cells.each_value(field, &mut values);
            written.set(field, values.0);
        }
        // No two keys of a record are alike, so none need be looked for among those of a wide sheet.
        cells.each_extra(&mut |key, text| {
            let text = text.trim();
            if !text.is_empty() {
                written.extras.push((key.to_owned(), text.to_owned()));
            }
        });
        written
    }

    /// The values of a field; none where it is absent.
    pub fn values(&self, field: Field) -> &[String] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The first value of a field; empty where it is absent.
    pub fn text(&self, field: Field) -> &str {
        self.values(field).first().map_or("", String::as_str)
    }

    /// Replaces the values of a field; white space around them and empty ones are left away, and a field that holds
    /// one value keeps the first.
    pub fn set(&mut self, field: Field, values: impl IntoIterator<Item = impl Into<String>>) {
        let most = if field.shape() == Shape::One { 1 } else { usize::MAX };
        let values = values.into_iter().map(Into::into).filter_map(|value: String| {
            let trimmed = value.trim();
            if trimmed.is_empty() {
                None
            } else if trimmed.len() == value.len() {
                Some(value)
            } else {
                Some(trimmed.to_owned())
            }
        });
        let values: Vec<String> = values.take(most).collect();
        if values.is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, values);
        }
    }

    /// Adds a value to a list unless it is there.
    pub fn add(&mut self, field: Field, value: &str) {
        let value = value.trim();
        let values = self.values(field);
        if value.is_empty() || values.iter().any(|known| known == value) {
            return;
        }
        let mut values = values.to_vec();
        values.push(value.to_owned());
        self.set(field, values);
    }

    /// The fields that hold something, in the order in which records are written.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &[String])> {
        self.values.iter().map(|(field, values)| (*field, values.as_slice()))
    }

    /// The keys that are no field, in their order.
    pub fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extras.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The text of a key that is no field; empty where it is absent.
    pub fn extra(&self, key: &str) -> &str {
        self.extras.iter().find(|(known, _)| known == key).map_or("", |(_, text)| text)
    }

    /// Replaces the text of a key that is no field; an empty text removes the key.
    pub fn set_extra(&mut self, key: &str, text: &str) {
        let text = text.trim();
        let at = self.extras.iter().position(|(known, _)| known == key);
        match at {
            Some(at) if text.is_empty() => {
                self.extras.remove(at);
            }
            Some(at) => text.clone_into(&mut self.extras[at].1),
            None if text.is_empty() => {}
            None => self.extras.push((key.to_owned(), text.to_owned())),
        }
    }

    /// The id: the one written, else the one that is made from the name.
    pub fn id(&self) -> String {
        match self.text(Field::Id) {
            "" => slug(self.text(Field::Name)),
            id => id.to_owned(),
        }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.extras.is_empty()
    }
}

impl Cells for Written {
    fn present(&self) -> FieldSet {
        let mut present = FieldSet::EMPTY;
        self.values.keys().for_each(|&field| present.insert(field));
        present
    }

    fn each_value(&self, field: Field, sink: &mut impl Sink) {
        self.values(field).iter().enumerate().for_each(|(i, value)| sink.value(i, value.as_bytes()));
    }

    fn each_extra(&self, take: &mut dyn FnMut(&str, &str)) {
        self.extras().for_each(|(key, text)| take(key, text));
    }
}

/// Collects the values of a field.
struct Values(Vec<String>);

impl Sink for Values {
    fn value(&mut self, _: usize, value: &[u8]) {
        self.0.push(String::from_utf8_lossy(value).into_owned());
    }

    fn fault(&mut self, _: super::Fault) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_not_written() {
        let mut written = Written::default();
        written.set(Field::Payers, [" Aetna ", "", "Cigna"]);
        written.set(Field::Phone, ["1", "2"]);
        written.set(Field::City, [" "]);
        written.set_extra("Fax", " 3 ");
        written.set_extra("Pager", "");
        assert_eq!(written.values(Field::Payers), ["Aetna", "Cigna"]);
        assert_eq!((written.text(Field::Phone), written.text(Field::City)), ("1", ""));
        assert_eq!(written.extras().collect::<Vec<_>>(), [("Fax", "3")]);
        assert_eq!(Written::of(&written), written);
    }
}

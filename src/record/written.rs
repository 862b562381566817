//! A record as it is written: the text of each field, before anything is judged, and on its way back to a file.

use super::values::Values;
use super::{Cells, Sink};
use crate::colleague::{Field, FieldSet, Shape};
use crate::text::slug;
use std::ops::Range;

/// The text of each field, and the keys that are no field. An absent field and an empty one are the same.
///
/// This is what commands that write pass around: it holds words that the vocabulary does not know as they stand, so
/// that nothing is lost between reading and writing. All of it stands in one text, for a million of them are made.
#[derive(Clone, Default)]
pub struct Written {
    pub(super) text: String,
    /// In the order of the fields.
    pub(super) values: Vec<(Field, Range<usize>)>,
    /// Each key, and its text behind it.
    pub(super) extras: Vec<(Range<usize>, Range<usize>)>,
}

impl Written {
    /// Takes a record as its file holds it.
    pub fn of(cells: &impl Cells) -> Written {
        let mut written = Written::default();
        written.read(cells);
        written
    }

    /// An empty record with room for a usual one.
    pub fn with_room() -> Written {
        Written { text: String::with_capacity(256), values: Vec::with_capacity(16), extras: Vec::with_capacity(4) }
    }

    /// Takes a record as its file holds it in the place of what was here.
    pub fn read(&mut self, cells: &impl Cells) {
        self.clear();
        for field in cells.present().iter() {
            cells.each_value(field, &mut Taking { written: self, field });
        }
        // No two keys of a record are alike, so none need be looked for among those of a wide sheet.
        cells.each_extra(&mut |key, text| {
            let text = text.trim();
            if !text.is_empty() {
                let extra = (self.push(key), self.push(text));
                self.extras.push(extra);
            }
        });
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.text.clear();
        self.values.clear();
        self.extras.clear();
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    /// Where the values of a field stand among all.
    fn place(&self, field: Field) -> Range<usize> {
        let start = self.values.iter().position(|(known, _)| *known >= field).unwrap_or(self.values.len());
        start..start + self.values[start..].iter().take_while(|(known, _)| *known == field).count()
    }

    /// The values of a field; none where it is absent.
    pub fn values(&self, field: Field) -> Values<'_> {
        Values::new(&self.text, &self.values[self.place(field)])
    }

    /// The first value of a field; empty where it is absent.
    pub fn text(&self, field: Field) -> &str {
        self.values.iter().find(|(known, _)| *known == field).map_or("", |(_, place)| &self.text[place.clone()])
    }

    /// Replaces the values of a field; white space around them and empty ones are left away, and a field that holds
    /// one value keeps the first.
    pub fn set(&mut self, field: Field, values: impl IntoIterator<Item = impl AsRef<str>>) {
        let place = self.place(field);
        let mut at = place.start;
        self.values.drain(place);
        for value in values {
            let value = value.as_ref().trim();
            if !value.is_empty() {
                let place = self.push(value);
                self.values.insert(at, (field, place));
                if field.shape() == Shape::One {
                    return;
                }
                at += 1;
            }
        }
    }

    /// Adds a value to a list unless it is there; a field that holds one value keeps the one it has.
    pub fn add(&mut self, field: Field, value: &str) {
        let value = value.trim();
        let values = self.values(field);
        if value.is_empty() || values.contains(value) || (field.shape() == Shape::One && !values.is_empty()) {
            return;
        }
        let at = self.place(field).end;
        let place = self.push(value);
        self.values.insert(at, (field, place));
    }

    /// The fields that hold something, in the order in which records are written.
    pub fn fields(&self) -> impl Iterator<Item = (Field, Values<'_>)> {
        let fields = self.values.chunk_by(|(a, _), (b, _)| a == b);
        fields.map(|values| (values[0].0, Values::new(&self.text, values)))
    }

    /// The keys that are no field, in their order.
    pub fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extras.iter().map(|(key, text)| (&self.text[key.clone()], &self.text[text.clone()]))
    }

    /// Every text that is written, whatever its key.
    pub fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        let values = self.values.iter().map(|(_, place)| place);
        values.chain(self.extras.iter().map(|(_, text)| text)).map(|place| &self.text[place.clone()])
    }

    /// The text of a key that is no field; empty where it is absent.
    pub fn extra(&self, key: &str) -> &str {
        self.extras().find(|(known, _)| *known == key).map_or("", |(_, text)| text)
    }

    /// Replaces the text of a key that is no field; an empty text removes the key.
    pub fn set_extra(&mut self, key: &str, text: &str) {
        let text = text.trim();
        let at = self.extras().position(|(known, _)| known == key);
        match at {
            Some(at) if text.is_empty() => {
                self.extras.remove(at);
            }
            Some(at) => self.extras[at].1 = self.push(text),
            None if text.is_empty() => {}
            None => {
                let extra = (self.push(key), self.push(text));
                self.extras.push(extra);
            }
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

impl PartialEq for Written {
    fn eq(&self, other: &Written) -> bool {
        self.fields().eq(other.fields()) && self.extras().eq(other.extras())
    }
}

impl Eq for Written {}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Written").field("values", &self.fields().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

impl Cells for Written {
    fn present(&self) -> FieldSet {
        let mut present = FieldSet::EMPTY;
        self.values.iter().for_each(|&(field, _)| present.insert(field));
        present
    }

    fn each_value(&self, field: Field, sink: &mut impl Sink) {
        self.values(field).iter().enumerate().for_each(|(i, value)| sink.value(i, value.as_bytes()));
    }

    fn each_extra(&self, take: &mut dyn FnMut(&str, &str)) {
        self.extras().for_each(|(key, text)| take(key, text));
    }
}

/// Takes the values of one field, which come in the order of the fields.
struct Taking<'w> {
    written: &'w mut Written,
    field: Field,
}

impl Sink for Taking<'_> {
    fn value(&mut self, _: usize, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        let text = text.trim();
        let has_one = || self.written.values.last().is_some_and(|(field, _)| *field == self.field);
        if text.is_empty() || (self.field.shape() == Shape::One && has_one()) {
            return;
        }
        let place = self.written.push(text);
        self.written.values.push((self.field, place));
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

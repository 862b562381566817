//! One colleague as a JSON object: our keys, lists as lists, numbers as numbers.

use crate::colleague::{Field, Shape};
use crate::record::Written;
use crate::render::json::escaped;
use crate::vocab::yes_no;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A colleague as an object, indented to stand in the list of a document.
///
/// # Errors
/// Never in practice: every part is text, a number, or a yes.
pub fn json(written: &Written) -> serde_json::Result<String> {
    let object = escaped(serde_json::to_string_pretty(&Object(written))?);
    Ok(format!("\n    {}", object.replace('\n', "\n    ")))
}

struct Object<'a>(&'a Written);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        // Whoever reads it needs an id, also where the file leaves it to the name.
        map.serialize_entry(Field::Id.key(), &self.0.id())?;
        for (field, values) in self.0.fields().filter(|(field, _)| *field != Field::Id) {
            match field.shape() {
                Shape::List => map.serialize_entry(field.key(), &values.to_vec())?,
                Shape::One => map.serialize_entry(field.key(), &Value(field, self.0.text(field)))?,
            }
        }
        if self.0.extras().next().is_some() {
            map.serialize_entry("extras", &Extras(self.0))?;
        }
        map.end()
    }
}

/// A value that is a number or a yes where it can be read as one, else the words as they stand.
struct Value<'a>(Field, &'a str);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Value(field, text) = *self;
        let number = text.parse::<u32>().ok().filter(|number| number.to_string() == text);
        match field {
            Field::Openings | Field::WaitWeeks | Field::Fee | Field::SlidingFeeFrom => match number {
                Some(number) => serializer.serialize_u32(number),
                None => serializer.serialize_str(text),
            },
            Field::PrivateAddress | Field::OutOfNetwork => match yes_no(text) {
                Some(yes) => serializer.serialize_bool(yes),
                None => serializer.serialize_str(text),
            },
            _ => serializer.serialize_str(text),
        }
    }
}

struct Extras<'a>(&'a Written);

impl Serialize for Extras<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.extras())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_type() {
        let mut written = Written::default();
        written.set(Field::Name, ["Ana \u{202e}Ruiz"]);
        written.set(Field::Payers, ["Aetna"]);
        written.set(Field::Fee, ["120-180"]);
        written.set(Field::Openings, ["2"]);
        written.set(Field::PostalCode, ["02139"]);
        written.set(Field::OutOfNetwork, ["Y"]);
        written.set_extra("Fax", "1");
        let expected = r#"
    {
      "id": "ana-ruiz",
      "name": "Ana \u202eRuiz",
      "postal_code": "02139",
      "payers": [
        "Aetna"
      ],
      "out_of_network": true,
      "fee": "120-180",
      "openings": 2,
      "extras": {
        "Fax": "1"
      }
    }"#;
        assert_eq!(json(&written).expect("JSON"), expected);
    }
}

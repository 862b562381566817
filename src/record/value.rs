//! What a TOML value is, and which fields take it without quotes.

use crate::colleague::{Field, Shape};
use std::borrow::Cow;
use toml::de::DeValue;

/// What kind of value a TOML value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A string.
    Text,
    /// An integer or a float.
    Number,
    /// `true` or `false`.
    Yes,
    /// A date.
    Date,
}

/// A single value as text, as it was written: numbers keep their zeros, dates their form.
pub fn plain<'v>(value: &'v DeValue) -> Option<(Cow<'v, str>, Kind)> {
    Some(match value {
        DeValue::String(text) => (Cow::Borrowed(text.as_ref()), Kind::Text),
        DeValue::Integer(number) if number.radix() == 10 => (Cow::Borrowed(number.as_str()), Kind::Number),
        DeValue::Float(number) => (Cow::Borrowed(number.as_str()), Kind::Number),
        DeValue::Boolean(yes) => (Cow::Borrowed(if *yes { "yes" } else { "no" }), Kind::Yes),
        DeValue::Datetime(date) => (Cow::Owned(date.to_string()), Kind::Date),
        _ => return None,
    })
}

impl Field {
    /// Whether a number, a date or a yes may be written without quotes in TOML.
    pub(super) fn takes(self, kind: Kind) -> bool {
        match kind {
            Kind::Text => true,
            Kind::Number => matches!(
                self,
                Field::Fee
                    | Field::SlidingFeeFrom
                    | Field::Openings
                    | Field::WaitWeeks
                    | Field::Npi
                    | Field::PostalCode
                    | Field::Phone
                    | Field::Ages
                    | Field::Id
                    | Field::Offices
            ),
            Kind::Yes => matches!(self, Field::PrivateAddress | Field::OutOfNetwork | Field::Accepting),
            Kind::Date => matches!(self, Field::Checked | Field::Away),
        }
    }
}

/// What a field holds, for a message.
pub fn wanted(field: Field) -> &'static str {
    match field.shape() {
        Shape::List => "a list of texts",
        Shape::One if field.takes(Kind::Number) => "a number or text",
        Shape::One if field.takes(Kind::Yes) => "yes or no",
        Shape::One if field.takes(Kind::Date) => "a date",
        Shape::One => "text",
    }
}

/// How a value of a field is written, for a hint.
pub fn example(field: Field) -> &'static str {
    match field.shape() {
        Shape::List => "[\"…\", \"…\"]",
        Shape::One if field.takes(Kind::Number) => "120",
        Shape::One if field.takes(Kind::Yes) => "\"yes\"",
        Shape::One if field.takes(Kind::Date) => "2026-11-02",
        Shape::One => "\"…\"",
    }
}

/// What a value is, for a message.
pub fn a_type(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

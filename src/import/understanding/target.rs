//! Where a column of a foreign list goes, and how that is written.

use crate::colleague::Field;
use std::fmt;

/// Where the cells of a column go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A field of the record.
    Field(Field),
    /// A part of the name.
    Name(NamePart),
    /// A whole address in one cell.
    Address,
    /// One end of a span: the youngest age, the highest fee.
    End(Field, End),
    /// A yes means that the field has this value; where it is inverted, a no does.
    Flag {
        /// The field.
        field: Field,
        /// The value that a yes stands for.
        value: String,
        /// Whether a yes means the contrary.
        inverted: bool,
    },
}

/// A part of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamePart {
    /// Mr., Dr., Prof.
    Prefix,
    /// The first name.
    Given,
    /// What stands between.
    Middle,
    /// The last name.
    Family,
    /// Jr., III.
    Suffix,
}

/// Which end of a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The lower one.
    From,
    /// The upper one.
    To,
}

const NAME_PARTS: [(NamePart, &str); 5] = [
    (NamePart::Prefix, "name.prefix"),
    (NamePart::Given, "name.given"),
    (NamePart::Middle, "name.middle"),
    (NamePart::Family, "name.family"),
    (NamePart::Suffix, "name.suffix"),
];

const ENDS: [(Field, End, &str); 4] = [
    (Field::Ages, End::From, "ages.from"),
    (Field::Ages, End::To, "ages.to"),
    (Field::Fee, End::From, "fee.from"),
    (Field::Fee, End::To, "fee.to"),
];

impl Target {
    /// Reads a target as it is written: `name`, `name.given`, `address`, `payers:Aetna`, `accepting:not yes`.
    pub fn read(text: &str) -> Option<Target> {
        let text = text.trim();
        if let Some((field, value)) = text.split_once(':') {
            let (value, inverted) = match value.trim().strip_prefix("not ") {
                Some(value) => (value.trim(), true),
                None => (value.trim(), false),
            };
            let field = Field::read(field.trim())?;
            return (!value.is_empty()).then(|| Target::Flag { field, value: value.to_owned(), inverted });
        }
        if text.eq_ignore_ascii_case("address") {
            return Some(Target::Address);
        }
        let part = NAME_PARTS.iter().find(|(_, name)| text.eq_ignore_ascii_case(name));
        let end = ENDS.iter().find(|(.., name)| text.eq_ignore_ascii_case(name));
        part.map(|&(part, _)| Target::Name(part))
            .or_else(|| end.map(|&(field, end, _)| Target::End(field, end)))
            .or_else(|| Field::read(text).map(Target::Field))
    }

    /// Every target but flags, as it is written.
    pub fn words() -> impl Iterator<Item = &'static str> {
        let fields = Field::ALL.iter().map(|field| field.key());
        let parts = NAME_PARTS.iter().map(|&(_, name)| name);
        fields.chain(["address"]).chain(parts).chain(ENDS.iter().map(|&(.., name)| name))
    }

    /// The field it fills.
    pub fn field(&self) -> Field {
        match self {
            Target::Field(field) | Target::End(field, _) | Target::Flag { field, .. } => *field,
            Target::Name(_) => Field::Name,
            Target::Address => Field::Street,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Field(field) => f.write_str(field.key()),
            Target::Name(part) => f.write_str(NAME_PARTS.iter().find(|known| known.0 == *part).map_or("name", |p| p.1)),
            Target::Address => f.write_str("address"),
            Target::End(field, end) => {
                let known = ENDS.iter().find(|(of, which, _)| of == field && which == end);
                f.write_str(known.map_or(field.key(), |known| known.2))
            }
            Target::Flag { field, value, inverted } => {
                write!(f, "{}:{}{value}", field.key(), if *inverted { "not " } else { "" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_it_is_written() {
        for word in Target::words().chain(["payers:Aetna", "accepting:not yes"]) {
            assert_eq!(Target::read(word).map(|target| target.to_string()).as_deref(), Some(word));
        }
        assert_eq!(Target::read("Postal Code"), Some(Target::Field(Field::PostalCode)));
        assert_eq!(["", "shoe size", "payers:", "shoe:9"].map(Target::read), [const { None }; 4]);
    }
}

//! Lists that are not whole: whom a colleague sees, and where, is read as all there is, so what a cell leaves open is written too.

use crate::colleague::{AgeRange, Field};
use crate::import::record::Draft;
use crate::vocab::{Service, Word};

/// Stands in a list for those of whom nothing is said; no reader takes it for a value, so what the list lacks is asked.
pub const OTHERS: &str = "others?";

/// An age that a list of ages holds if it says anything of grown-ups.
const GROWN_UP: u8 = 30;

/// What a record read from a foreign list leaves open.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct LeftOpen {
    /// Parts of a cell that could not be read, beside others that could.
    parts: Vec<(Field, String)>,
    /// Fields of which something was said in passing only.
    in_passing: Vec<Field>,
    /// Fields that have a column of their own which says something.
    in_full: Vec<Field>,
}

impl LeftOpen {
    /// Takes in a part that could not be read.
    pub fn unread(&mut self, field: Field, part: &str) {
        if is_whole_only(field) {
            self.parts.push((field, part.to_owned()));
        }
    }

    /// Takes in that a field was filled; `in_passing` by a column that is about something else.
    pub fn said(&mut self, field: Field, in_passing: bool) {
        if in_passing { self.in_passing.push(field) } else { self.in_full.push(field) }
    }
}

/// Whether what is not in a field is taken for a no.
fn is_whole_only(field: Field) -> bool {
    matches!(
        field,
        Field::Ages | Field::Sees | Field::Services | Field::LicensedIn | Field::Languages | Field::Delivery
    )
}

/// Writes what the cells leave open behind what they say, where they say anything.
pub fn complete(draft: &mut Draft) {
    let LeftOpen { parts, in_passing, in_full } = std::mem::take(&mut draft.left_open);
    for (field, part) in parts {
        let is_value = field == Field::Ages && AgeRange::read(&part).is_some();
        if !draft.written.values(field).is_empty() && !is_value {
            draft.written.add(field, &part);
        }
    }
    for field in [Field::Ages, Field::Sees, Field::Services] {
        let values = draft.written.values(field);
        let is_whole = |value: &String| match field {
            Field::Ages => AgeRange::read(value).is_some_and(|range| range.holds(GROWN_UP)),
            Field::Services => Service::read(value) == Some(Service::Therapy),
            _ => false,
        };
        let is_partial = in_passing.contains(&field) && !in_full.contains(&field);
        if is_partial && !values.is_empty() && !values.iter().any(is_whole) {
            draft.written.add(field, OTHERS);
        }
    }
}

//! Text into checked types and back: our own TOML and CSV, profiles, configuration, places.
//!
//! One door for each: what cannot be read is reported with its place and never guessed.

mod config;
mod csv;
mod decode;
mod places;
mod profile;
mod span;
mod toml;

pub use self::config::{Config, Format, Origin, Setting, read_config};
pub use self::csv::{CsvRecords, cell_place};
pub use self::decode::{Decoder, Fault};
pub use self::places::read_places;
pub use self::profile::{Profile, RawProfile, RawValue, read_profile, read_profile_file};
pub use self::span::LineIndex;
pub use self::toml::each_toml_record;

use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;

/// The cells of one record, wherever they come from.
pub trait Cells {
    /// Calls `take` with the position and text of each value of a field; not at all where it is empty.
    fn each_value(&self, field: Field, take: &mut dyn FnMut(usize, &str), fault: &mut dyn FnMut(Fault));

    /// Calls `take` with each key that is not a field, and its text.
    fn each_extra(&self, take: &mut dyn FnMut(&str, &str));
}

/// A record that is read field by field, and only as far as it is looked at.
pub struct LazyRecord<'a, 'v> {
    cells: &'a dyn Cells,
    decoder: &'a mut Decoder<'v>,
    colleague: &'a mut Colleague,
    faults: &'a mut Vec<Fault>,
}

impl<'a, 'v> LazyRecord<'a, 'v> {
    /// Starts a record; `colleague` is emptied and reused.
    pub fn new(
        cells: &'a dyn Cells,
        decoder: &'a mut Decoder<'v>,
        colleague: &'a mut Colleague,
        faults: &'a mut Vec<Fault>,
    ) -> LazyRecord<'a, 'v> {
        colleague.clear();
        LazyRecord { cells, decoder, colleague, faults }
    }
}

impl Candidate for LazyRecord<'_, '_> {
    fn read(&mut self, fields: FieldSet) -> &Colleague {
        let mut missing = fields.without(self.colleague.read);
        if missing.is_empty() {
            return self.colleague;
        }
        if missing.meets(FieldSet::PLACES) {
            missing = missing.and(FieldSet::PLACES).without(self.colleague.read);
        }
        if missing.contains(Field::Id) {
            missing = missing.and(FieldSet::of(&[Field::Name])).without(self.colleague.read);
        }
        for field in missing.iter() {
            self.decoder.read_field(field, self.cells, self.colleague, self.faults);
        }
        self.decoder.complete(missing, self.colleague, self.faults);
        if fields == FieldSet::EVERY {
            self.colleague.extras.clear();
            let extras = &mut self.colleague.extras;
            self.cells.each_extra(&mut |key, text| extras.push((key.to_owned(), text.to_owned())));
        }
        self.colleague.read = self.colleague.read.and(missing);
        self.colleague
    }
}

//! Text into checked types and back: our own TOML and CSV, profiles, configuration, places.
//!
//! One door for each: what cannot be read is reported with its place and never guessed.

mod config;
mod csv;
mod decode;
mod edit_table;
mod guard;
mod judge;
mod memo;
mod office;
mod packed;
mod pieces;
mod places;
mod profile;
mod rewrite;
mod rewrite_csv;
#[cfg(test)]
mod rewrite_csv_tests;
#[cfg(test)]
mod rewrite_tests;
mod rewrite_toml;
#[cfg(test)]
mod round_trip_tests;
mod rows;
mod span;
mod tee;
mod toml;
mod trouble;
mod typed;
mod value;
mod values;
mod words;
mod write_config;
mod write_csv;
mod write_toml;
mod written;

pub use self::config::{Config, Format, Origin, Setting, read_config};
pub use self::csv::{CellProblem, CsvAgain, CsvRecords, cell_place};
pub use self::decode::{Decoder, Fault};
pub use self::guard::{guarded, unguarded};
pub use self::places::read_places;
pub use self::profile::{Lookup, Profile, RawValue, read_profile, read_profile_file};
pub use self::rewrite::{Change, Column, Edit, Fate, NotRewritten, Tally};
pub use self::rewrite_csv::rewrite_csv;
pub use self::rewrite_toml::rewrite_toml;
pub use self::rows::{Manner, ends_in_quote, is_plain};
pub use self::span::LineIndex;
pub use self::toml::{each_toml_record, each_written_toml};
pub use self::typed::{faults, new_faults, typed_key, with_typed};
pub use self::values::Values;
pub use self::words::MORE;
pub use self::write_config::with_columns;
pub use self::write_csv::{csv_cells, csv_header, csv_row};
pub use self::write_toml::write_toml;
pub use self::written::Written;

use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;

/// The cells of one record, wherever they come from.
pub trait Cells {
    /// The fields that may hold something.
    fn present(&self) -> FieldSet;

    /// Hands over each value of a field; nothing where it is empty.
    fn each_value(&self, field: Field, sink: &mut impl Sink);

    /// Calls `take` with each key that is not a field, and its text.
    fn each_extra(&self, take: &mut dyn FnMut(&str, &str));
}

/// Where the values of a field go.
pub trait Sink {
    /// One value, by its position; not yet known to be text.
    fn value(&mut self, position: usize, value: &[u8]);

    /// What could not be handed over.
    fn fault(&mut self, fault: Fault);
}

/// A record that is read field by field, and only as far as it is looked at.
pub struct LazyRecord<'a, 'v, C> {
    cells: &'a C,
    decoder: &'a mut Decoder<'v>,
    colleague: &'a mut Colleague,
    faults: &'a mut Vec<Fault>,
}

impl<'a, 'v, C: Cells> LazyRecord<'a, 'v, C> {
    /// Starts a record; `colleague` is emptied and reused.
    pub fn new(
        cells: &'a C,
        decoder: &'a mut Decoder<'v>,
        colleague: &'a mut Colleague,
        faults: &'a mut Vec<Fault>,
    ) -> LazyRecord<'a, 'v, C> {
        colleague.clear();
        LazyRecord { cells, decoder, colleague, faults }
    }
}

impl<C: Cells> Candidate for LazyRecord<'_, '_, C> {
    fn read(&mut self, fields: FieldSet) -> &Colleague {
        let mut missing = fields.without(self.colleague.read);
        if missing.is_empty() {
            return self.colleague;
        }
        if missing.meets(FieldSet::PLACES) {
            missing = missing.and(FieldSet::PLACES).without(self.colleague.read);
        }
        for field in missing.both(self.cells.present()).iter() {
            self.decoder.read_field(field, self.cells, self.colleague, self.faults);
        }
        // Without an id of its own, a colleague's id is made from the name.
        if missing.contains(Field::Id) && self.colleague.id.is_empty() {
            let name = FieldSet::of(&[Field::Name]).without(self.colleague.read.and(missing));
            for field in name.iter() {
                self.decoder.read_field(field, self.cells, self.colleague, self.faults);
            }
            missing = missing.and(name);
        }
        self.decoder.complete(missing, self.colleague, self.faults);
        if fields == FieldSet::EVERY {
            self.colleague.extras.clear();
            let extras = &mut self.colleague.extras;
            self.cells.each_extra(&mut |key, text| extras.push((key.to_owned(), text.to_owned())));
            self.decoder.judge_extras(extras, self.faults);
        }
        self.colleague.read = self.colleague.read.and(missing);
        self.colleague
    }
}

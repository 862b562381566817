//! Text into checked types and back: our own TOML and CSV, profiles, configuration, places.
//!
//! One door for each: what cannot be read is reported with its place and never guessed.

mod clients;
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
mod plain_row;
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
mod whole;
mod words;
mod write_config;
mod write_csv;
mod write_toml;
mod written;

pub use self::clients::{Clients, read_clients};
pub use self::config::{Config, Format, Origin, Setting, read_config};
pub use self::csv::{CellProblem, CsvAgain, CsvRecords, cell_place};
use self::decode::Told;
pub use self::decode::{Decoder, Fault};
pub use self::guard::{guarded, unguarded};
pub use self::places::read_places;
pub use self::profile::{Lookup, Profile, RawValue, read_profile, read_profile_file};
pub use self::rewrite::{Change, Column, Edit, Fate, NotRewritten, Tally};
pub use self::rewrite_csv::rewrite_csv;
pub use self::rewrite_toml::rewrite_toml;
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

    /// Adds how a field is written to `key`: the same bytes are read as the same values.
    fn written(&self, field: Field, key: &mut Vec<u8>) {
        self.each_value(field, &mut Spelling(key));
        key.extend(END.to_le_bytes());
    }

    /// All of a field as it is written, where that is in one piece.
    fn whole(&self, _: Field) -> Option<&[u8]> {
        None
    }

    /// What a field of one value says, where that is plain as it is written: printable ASCII without spaces.
    fn plain(&self, _: Field) -> Option<&[u8]> {
        None
    }

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

/// How a field is written: each value behind its length.
struct Spelling<'k>(&'k mut Vec<u8>);

/// Stands where the position of a value would: the field is over, something else than a value was there, or a whole
/// cell follows, which may hold several.
const END: u32 = u32::MAX;
const FAULT: u32 = u32::MAX - 1;
const CELL: u32 = u32::MAX - 2;

impl Sink for Spelling<'_> {
    fn value(&mut self, position: usize, value: &[u8]) {
        self.0.extend((position as u32).to_le_bytes());
        self.0.extend((value.len() as u32).to_le_bytes());
        self.0.extend(value);
    }

    fn fault(&mut self, fault: Fault) {
        self.0.extend(FAULT.to_le_bytes());
        self.0.extend((fault.value as u32).to_le_bytes());
    }
}

/// Hands values on as they are written.
struct Taker<'t> {
    take: &'t mut dyn FnMut(&[u8]),
    is_sound: bool,
}

impl Sink for Taker<'_> {
    fn value(&mut self, _: usize, value: &[u8]) {
        (self.take)(value);
    }

    fn fault(&mut self, _: Fault) {
        self.is_sound = false;
    }
}

/// A record of which one value of one field is known.
struct OneValue<'v>(&'v [u8]);

impl Cells for OneValue<'_> {
    fn present(&self) -> FieldSet {
        FieldSet::EVERY
    }

    fn each_value(&self, _: Field, sink: &mut impl Sink) {
        sink.value(0, self.0);
    }

    fn each_extra(&self, _: &mut dyn FnMut(&str, &str)) {}
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

impl<C: Cells> LazyRecord<'_, '_, C> {
    fn read_as(&mut self, fields: FieldSet, told: Told) -> &Colleague {
        let before = self.faults.len();
        if before > 0 {
            let meant = if fields.meets(FieldSet::PLACES) { fields.and(FieldSet::PLACES) } else { fields };
            let among = self.faults.iter_mut().filter(|fault| fault.is_in(meant));
            among.for_each(|fault| fault.told = fault.told.max(told));
        }
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
        self.faults[before..].iter_mut().for_each(|fault| fault.told = told);
        self.colleague
    }
}

impl<C: Cells> Candidate for LazyRecord<'_, '_, C> {
    fn plain(&mut self, field: Field) -> Option<&[u8]> {
        self.cells.plain(field)
    }

    fn read(&mut self, fields: FieldSet) -> &Colleague {
        self.read_as(fields, Told::Always)
    }

    fn look(&mut self, fields: FieldSet) -> &Colleague {
        self.read_as(fields, Told::IfShown)
    }

    fn peek(&mut self, fields: FieldSet) -> &Colleague {
        self.read_as(fields, Told::Never)
    }

    fn written(&mut self, fields: FieldSet, key: &mut Vec<u8>) {
        fields.iter().for_each(|field| self.cells.written(field, key));
    }

    fn part(&mut self, fields: FieldSet) -> (Colleague, bool) {
        let (mut colleague, mut faults) = (Colleague::default(), Vec::new());
        LazyRecord::new(self.cells, self.decoder, &mut colleague, &mut faults).read(fields);
        (colleague, !faults.is_empty())
    }

    fn value(&mut self, field: Field, value: &[u8]) -> (Colleague, bool) {
        let (mut colleague, mut faults) = (Colleague::default(), Vec::new());
        self.decoder.read_field(field, &OneValue(value), &mut colleague, &mut faults);
        (colleague, !faults.is_empty())
    }

    fn each_value(&mut self, field: Field, take: &mut dyn FnMut(&[u8])) -> bool {
        let mut taker = Taker { take, is_sound: true };
        self.cells.each_value(field, &mut taker);
        taker.is_sound
    }

    fn whole(&mut self, field: Field) -> Option<&[u8]> {
        self.cells.whole(field)
    }
}

//! One row of a foreign list as a record of ours, with what could not be read of it.

use super::answers::is_placeholder;
use super::columns::{Column, Plan};
use super::names::Person;
use super::row_name::{NameParts, name_record};
use super::said::Said;
use super::standing::over;
use super::target::{End, NamePart, Target};
use super::values;
use super::{IMPORTED, SourceRow, ValueReader};
use crate::colleague::{Field, FieldSet, Shape};
use crate::record::{MORE, Written, unguarded};
use crate::text::fold;

/// A row as it was understood.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Understood {
    /// The record.
    pub written: Written,
    /// What could not be read; its words are kept in the record.
    pub troubles: Vec<CellTrouble>,
    /// Why it cannot be a colleague, if it cannot.
    pub rejected: Option<Rejected>,
}

/// What could not be read of one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellTrouble {
    /// The column, from 0.
    pub column: usize,
    /// The field it would have filled.
    pub field: Option<Field>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// Why a row is no colleague.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejected {
    /// The column that should have held it, from 0.
    pub column: Option<usize>,
    /// What is missing.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Reads one row by the plan of its list; no word of it is lost.
pub fn record(plan: &Plan, row: &SourceRow, reader: &mut ValueReader) -> Understood {
    let mut draft = Draft::new(reader);
    if plan.ours {
        row.cells.iter().enumerate().for_each(|(i, cell)| draft.take_as_written(plan.columns.get(i), i, cell));
    } else {
        for &i in &plan.order {
            if let (Some(column), Some(cell)) = (plan.columns.get(i), row.cells.get(i)) {
                draft.take(column, without_guard(cell).trim());
            }
        }
        draft.complete(plan.home || says_home(plan, row));
        for (i, cell) in row.cells.iter().enumerate() {
            let column = plan.columns.get(i);
            if column.is_none_or(|column| column.targets.is_empty()) {
                draft.keep_extra(column, i, without_guard(cell));
            }
        }
        draft.keep_lost_words(plan, row);
    }
    let rejected = draft.written.text(Field::Name).is_empty().then(|| {
        let named = |column: &&Column| column.targets.iter().any(|target| target.field() == Field::Name);
        Rejected {
            column: plan.columns.iter().find(named).map(|column| column.index),
            message: "there is no name, neither of a person nor of a practice".to_owned(),
            hint: "write the name into the row, or delete the row".to_owned(),
        }
    });
    let rejected = rejected.or_else(|| over(plan, row));
    Understood { written: draft.written, troubles: draft.troubles, rejected }
}

/// Whether the labels of a contact say that its address is a home.
fn says_home(plan: &Plan, row: &SourceRow) -> bool {
    let text = plan.labels.and_then(|at| row.cells.get(at)).map_or("", String::as_str);
    text.split(';').any(|label| matches!(label.trim(), "Street: home" | "Address: home"))
}

/// Why a list names less than there may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Some of its words could not be read.
    Unread,
    /// They stood in a column that is about something else: who lists teens among her specialties may see others.
    Aside,
}

/// A record on its way.
pub(super) struct Draft<'a, 'v> {
    pub(super) written: Written,
    pub(super) reader: &'a mut ValueReader<'v>,
    pub(super) troubles: Vec<CellTrouble>,
    pub(super) name: NameParts,
    /// Lines of the street, and names of the practice that belong together.
    street: Vec<String>,
    ages: (Option<String>, Option<String>),
    fee: (Option<String>, Option<String>),
    /// The columns of the ends of ages and of fees.
    end_columns: [usize; 2],
    /// What columns of yes and no say of the ways of meeting,
    pub(super) in_person: Option<bool>,
    pub(super) by_video: Option<bool>,
    /// and of a waiting list.
    pub(super) has_waitlist: bool,
    /// Lists of which not all could be read, or which another column's words went to,
    partly: Vec<(Field, Part)>,
    /// and those that have a column of their own.
    stated: FieldSet,
    /// Columns whose cells went over as they stand.
    verbatim: Vec<usize>,
    /// Columns whose cells must be kept as a whole: something was left out that is no word.
    changed: Vec<usize>,
    /// The column that is being read.
    column: usize,
}

impl<'a, 'v> Draft<'a, 'v> {
    fn new(reader: &'a mut ValueReader<'v>) -> Draft<'a, 'v> {
        Draft {
            written: Written::with_room(),
            reader,
            troubles: Vec::new(),
            name: NameParts::default(),
            street: Vec::new(),
            ages: (None, None),
            fee: (None, None),
            end_columns: [0; 2],
            in_person: None,
            by_video: None,
            has_waitlist: false,
            partly: Vec::new(),
            stated: FieldSet::EMPTY,
            verbatim: Vec::new(),
            changed: Vec::new(),
            column: 0,
        }
    }

    /// Takes in the cell of a column that goes somewhere.
    fn take(&mut self, column: &Column, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.column = column.index;
        // “None” is no value of a list, “NA” may be somebody's name.
        let is_name = matches!(column.targets.first(), Some(Target::Name(_)));
        if is_placeholder(cell) && !is_name {
            return;
        }
        match &column.targets[..] {
            [Target::Name(part)] => self.take_name_part(*part, column, cell),
            [Target::Flag { field, value, inverted }] => values::flag(self, *field, value, *inverted, column, cell),
            [Target::End(field, end)] => {
                self.end_columns[usize::from(*field == Field::Fee)] = column.index;
                let ends = if *field == Field::Ages { &mut self.ages } else { &mut self.fee };
                let end = if *end == End::From { &mut ends.0 } else { &mut ends.1 };
                end.get_or_insert_with(|| cell.to_owned());
            }
            [Target::Address] => values::address(self, column, cell),
            [Target::Field(Field::Street)] => self.street.push(cell.to_owned()),
            targets => {
                for target in targets {
                    self.take_field(target.field(), targets.len() > 1, column, cell);
                }
            }
        }
    }

    fn take_name_part(&mut self, part: NamePart, column: &Column, cell: &str) {
        let cell = if column.manner.capitals { self.reader.quieter(cell) } else { cell.to_owned() };
        self.name.set(part, cell);
    }

    /// Takes in a cell for a field, where the field is still free or takes several.
    fn take_field(&mut self, field: Field, is_one_of_several: bool, column: &Column, cell: &str) {
        match field {
            Field::Name => {
                if self.name.whole.is_none() {
                    let person = super::names::person(cell, column.manner);
                    self.take_person(person);
                } else {
                    self.keep_extra(Some(column), column.index, cell);
                }
            }
            // “Name 1”, “Name 2”: a practice and its branch.
            Field::Practice if column.manner.is_line && !self.written.text(field).is_empty() => {
                let both = format!("{}, {cell}", self.written.text(field));
                self.written.set(field, [both]);
            }
            // The letters were taken off the name.
            Field::Credentials if is_one_of_several => {}
            field if field.shape() == Shape::One && !self.written.text(field).is_empty() => {
                self.keep_extra(Some(column), column.index, cell);
            }
            field => {
                // The concerns of a column of specialties are what it is about.
                values::read(self, field, column, cell);
                if !self.written.values(field).is_empty() {
                    self.stated.insert(field);
                }
            }
        }
    }

    fn take_person(&mut self, person: Person) {
        for letters in &person.credentials {
            self.written.add(Field::Credentials, letters);
        }
        if let Some(pronouns) = &person.pronouns {
            self.written.set(Field::Pronouns, [pronouns.as_str()]);
        }
        if person.left_out {
            self.changed.push(self.column);
        }
        self.name.whole = Some(person.name);
    }

    /// What is put together from several columns.
    fn complete(&mut self, is_home: bool) {
        let street = std::mem::take(&mut self.street).join(", ");
        match self.written.text(Field::Street) {
            "" => self.written.set(Field::Street, [street]),
            known if !street.is_empty() => {
                let both = format!("{street}, {known}");
                self.written.set(Field::Street, [both]);
            }
            _ => {}
        }
        if is_home && !self.written.text(Field::Street).is_empty() {
            self.written.set(Field::PrivateAddress, ["yes"]);
        }
        let (from, to) = std::mem::take(&mut self.ages);
        self.column = self.end_columns[0];
        values::age_span(self, from.as_deref(), to.as_deref());
        let (from, to) = std::mem::take(&mut self.fee);
        self.column = self.end_columns[1];
        values::fee_span(self, from.as_deref(), to.as_deref());
        name_record(self);
        values::complete(self);
        self.leave_open();
    }

    /// Adds a word to the list it belongs to, wherever it stood.
    pub(super) fn add_word(&mut self, field: Field, home: Field, value: &str) {
        self.written.add(field, value);
        if field == home {
            self.stated.insert(field);
        } else {
            self.partly.push((field, Part::Aside));
            // “Couples therapy” beside an assessment: there is more than assessments.
            if home == Field::Services {
                self.partly.push((home, Part::Unread));
            }
        }
    }

    /// Remembers that a list says less than there may be.
    pub(super) fn names_less(&mut self, field: Field) {
        self.partly.push((field, Part::Unread));
    }

    /// Adds a value that says nothing of what else there is.
    pub(super) fn add_aside(&mut self, field: Field, value: &str) {
        self.written.add(field, value);
        self.partly.push((field, Part::Aside));
    }

    /// Says of a list that it may not be complete: what it lacks must not be taken for a no.
    fn leave_open(&mut self) {
        for (field, part) in std::mem::take(&mut self.partly) {
            let is_list = field.shape() == Shape::List && !self.written.values(field).is_empty();
            if is_list && (part == Part::Unread || !self.stated.contains(field)) {
                self.written.add(field, MORE);
            }
        }
    }

    /// Keeps a cell under the name of its column.
    pub(super) fn keep_extra(&mut self, column: Option<&Column>, index: usize, cell: &str) {
        if cell.trim().is_empty() {
            return;
        }
        match column {
            Some(column) => self.written.set_extra(&column.key, cell),
            None => self.written.set_extra(&format!("column_{}", index + 1), cell),
        }
        self.verbatim.push(index);
    }

    /// Sets a field to the whole cell.
    pub(super) fn set_verbatim(&mut self, field: Field, cell: &str) {
        self.written.set(field, [cell]);
        self.verbatim.push(self.column);
    }

    /// Reports the cell being read.
    pub(super) fn trouble(&mut self, field: Field, message: impl Into<String>, hint: Option<String>) {
        self.partly.push((field, Part::Unread));
        let trouble = CellTrouble { column: self.column, field: Some(field), message: message.into(), hint };
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
    }

    /// Keeps each cell of which a word is in none of the values.
    fn keep_lost_words(&mut self, plan: &Plan, row: &SourceRow) {
        let mut said = Said::of(&self.written);
        let mut lost: Vec<String> = Vec::new();
        for (column, cell) in plan.columns.iter().zip(&row.cells) {
            let cell = without_guard(cell).trim();
            if cell.is_empty() || column.targets.is_empty() || self.verbatim.contains(&column.index) {
                continue;
            }
            let changed = self.changed.contains(&column.index);
            if changed || !said.holds(cell) {
                let name = if column.header.trim().is_empty() { &column.key } else { &column.header };
                let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
                lost.push(format!("{}: {text}", name.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
        self.written.set_extra(IMPORTED, &lost.join(" | "));
    }

    /// Takes a cell of our own list as it stands.
    fn take_as_written(&mut self, column: Option<&Column>, index: usize, cell: &str) {
        let cell = without_guard(cell);
        match column.map(|column| (column, column.targets.first())) {
            Some((_, Some(Target::Field(field)))) if field.shape() == Shape::List => {
                self.written.set(*field, values::our_list(cell));
            }
            Some((_, Some(target))) => self.written.set(target.field(), [cell]),
            Some((column, None)) if !cell.trim().is_empty() => self.written.set_extra(column.header.trim(), cell),
            _ => self.keep_extra(column, index, cell),
        }
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
pub fn without_guard(cell: &str) -> &str {
    let is_guarded = unguarded(cell.as_bytes()).len() < cell.len();
    if is_guarded { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

/// Whether a header is about a word, folded.
pub(super) fn is_about(column: &Column, word: &str) -> bool {
    fold(&column.header).contains(word)
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;

//! A CSV file written anew, row by row: what does not change stays as it is, byte for byte.

use super::Written;
use super::csv::{CellProblem, CsvRecords, Header, RowKind};
use super::pieces::BYTE_ORDER_MARK;
use super::rewrite::{Change, Column, Edit, Fate, NotRewritten, Tally};
use super::rows::{Row, cell_ranges};
use super::tee::{Passed, Tee};
use super::write_csv::{cell_text, extra_column, push_cell};
use crate::colleague::Field;
use crate::problem::Problem;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::io::{self, Read, Write};

/// Writes a file anew, holding one row at a time. Columns that are needed and not there are put behind the others.
///
/// # Errors
/// The file has no column `name`, a row stands in the way, or one of the two files cannot be used any further.
pub fn rewrite_csv(file: &str, input: impl Read, edit: &mut Edit, out: &mut dyn Write) -> Result<Tally, NotRewritten> {
    let (tee, passed) = Tee::new(input);
    let mut rewriting = Rewriting {
        file,
        passed,
        columns: Columns::none(),
        line: 1,
        between: Vec::new(),
        is_gone: false,
        end: None,
        last_byte: b'\n',
        tally: Tally::default(),
        added_line: String::new(),
        out,
    };
    let (mut records, header) = match CsvRecords::with_header(tee) {
        Ok(opened) => opened,
        Err(_) if rewriting.passed.is_blank(BYTE_ORDER_MARK) => return rewriting.new_file(edit),
        Err(unusable) => return Err(rewriting.unusable(unusable)),
    };
    rewriting.columns = Columns::of(&records.header, edit.columns);
    rewriting.header(&header)?;
    let mut row = Row::default();
    let mut has_swallowed = false;
    while let Some(kind) = records.next(&mut row)? {
        has_swallowed = row.has_swallowed;
        let fate = match kind {
            RowKind::Sound => {
                let written = records.written(&row);
                Some(((edit.decide)(&written), written))
            }
            RowKind::Blank | RowKind::Flawed(_) => None,
        };
        rewriting.row(&row, fate)?;
    }
    rewriting.end(has_swallowed, edit)?;
    Ok(rewriting.tally)
}

/// Which column holds what.
struct Columns {
    fields: [Option<usize>; Field::ALL.len()],
    extras: FxHashMap<String, usize>,
    /// Those that the header does not name yet.
    new: Vec<Column>,
    old_width: usize,
}

impl Columns {
    fn of(header: &Header, needed: &[Column]) -> Columns {
        let mut fields = [None; Field::ALL.len()];
        Field::ALL.iter().for_each(|&field| fields[field as usize] = header.column(field));
        let extras = header.others.iter().map(|(at, name)| (name.clone(), *at)).collect();
        let mut columns = Columns { fields, extras, new: Vec::new(), old_width: header.width };
        needed.iter().for_each(|column| columns.need(column));
        columns
    }

    fn none() -> Columns {
        Columns { fields: [None; Field::ALL.len()], extras: FxHashMap::default(), new: Vec::new(), old_width: 0 }
    }

    fn need(&mut self, column: &Column) {
        let next = self.width();
        match column {
            Column::Field(field) if self.fields[*field as usize].is_none() => {
                self.fields[*field as usize] = Some(next);
            }
            Column::Extra(key) if !self.extras.contains_key(key) => {
                self.extras.insert(key.clone(), next);
            }
            Column::Field(_) | Column::Extra(_) => return,
        }
        self.new.push(column.clone());
    }

    fn width(&self) -> usize {
        self.old_width + self.new.len()
    }

    /// Whether a row holds more than the header names: a new column would take that in.
    fn overflow(&self, row: &Row) -> bool {
        row.cells_from(self.old_width).any(|cell| !cell.is_empty())
    }

    fn place_of_field(&self, field: Field) -> io::Result<usize> {
        self.fields[field as usize].ok_or_else(|| nowhere(&Column::Field(field)))
    }

    fn place_of_extra(&self, key: &str) -> io::Result<usize> {
        self.extras.get(key).copied().ok_or_else(|| nowhere(&Column::Extra(key.to_owned())))
    }

    /// The cells of a record, in the order of the columns.
    fn cells<'w>(&self, written: &'w Written) -> io::Result<Vec<Cow<'w, str>>> {
        let mut cells = vec![Cow::Borrowed(""); self.width()];
        for (field, values) in written.fields() {
            cells[self.place_of_field(field)?] = cell_text(field, values);
        }
        for (key, text) in written.extras() {
            cells[self.place_of_extra(key)?] = Cow::Borrowed(text);
        }
        Ok(cells)
    }

    /// The cells that a change touches, by their columns.
    fn changed(&self, written: &Written, changes: &[Change]) -> io::Result<FxHashMap<usize, String>> {
        let mut after = written.clone();
        changes.iter().for_each(|change| change.apply(&mut after));
        let mut cells = FxHashMap::default();
        for change in changes {
            match change {
                Change::Set(field, _) if after.values(*field) != written.values(*field) => {
                    let text = cell_text(*field, after.values(*field)).into_owned();
                    cells.insert(self.place_of_field(*field)?, text);
                }
                Change::SetExtra(key, _) if after.extra(key) != written.extra(key) => {
                    cells.insert(self.place_of_extra(key)?, after.extra(key).to_owned());
                }
                Change::Set(..) | Change::SetExtra(..) => {}
            }
        }
        Ok(cells)
    }
}

struct Rewriting<'a> {
    file: &'a str,
    passed: Passed,
    columns: Columns,
    /// The line on which `between` begins.
    line: usize,
    /// The ends of lines between what is written and the row that comes.
    between: Vec<u8>,
    /// Whether the first of them belongs to a row that is gone.
    is_gone: bool,
    /// How the lines of the file end, as soon as it is known.
    end: Option<&'static [u8]>,
    last_byte: u8,
    tally: Tally,
    /// The line of the record that is added.
    added_line: String,
    out: &'a mut dyn Write,
}

fn nowhere(column: &Column) -> io::Error {
    io::Error::other(format!("no column was made for {column:?}"))
}

impl Rewriting<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.last_byte = bytes.last().copied().unwrap_or(self.last_byte);
        self.out.write_all(bytes)
    }

    /// What stands in the file up to the end of the row, without the ends of lines around it; those before it are
    /// put to the others between the rows, those behind it are handed over.
    fn text(&mut self, row: &Row) -> (Vec<u8>, Vec<u8>) {
        let mut text = self.passed.take(row.end);
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = text.iter().take_while(|byte| is_end(byte)).count();
        self.between.extend(text.drain(..start));
        let length = text.iter().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1);
        let behind = text.split_off(length);
        (text, behind)
    }

    /// Writes the ends of lines between two rows.
    fn flush(&mut self) -> io::Result<()> {
        let between = std::mem::take(&mut self.between);
        self.line += line_breaks(&between);
        let first = first_end(&between);
        if self.end.is_none() && !first.is_empty() {
            self.end = Some(first);
        }
        let skipped = if std::mem::take(&mut self.is_gone) { first.len() } else { 0 };
        self.put(&between[skipped..])
    }

    fn header(&mut self, header: &Row) -> io::Result<()> {
        let (mut text, behind) = self.text(header);
        self.flush()?;
        self.end = None;
        self.line += line_breaks(&text);
        for column in &self.columns.new {
            let mut cell = String::from(",");
            push_cell(&mut cell, &name(column));
            text.extend_from_slice(cell.as_bytes());
        }
        self.between = behind;
        self.put(&text)
    }

    fn row(&mut self, row: &Row, fate: Option<(Fate, Written)>) -> Result<(), NotRewritten> {
        let (text, behind) = self.text(row);
        let at = self.line + line_breaks(&self.between);
        if !self.columns.new.is_empty() && !row.has_swallowed && self.columns.overflow(row) {
            let names: Vec<String> = self.columns.new.iter().map(|column| name(column).into_owned()).collect();
            let message = format!("{} cells, but the header names {}", row.len(), self.columns.old_width);
            let hint = format!("a column for {} is needed: first put this row in order", names.join(", "));
            return Err(Problem::error(self.file, message).at(at, 1).hint(hint).into());
        }
        self.flush()?;
        self.between = behind;
        self.line += line_breaks(&text);
        let Some((fate, written)) = fate else { return Ok(self.put(&text)?) };
        let edits = match fate {
            Fate::Keep => FxHashMap::default(),
            Fate::Change(changes) => {
                self.tally.changed += 1;
                self.columns.changed(&written, &changes)?
            }
            Fate::Remove => {
                self.tally.removed += 1;
                self.is_gone = true;
                return Ok(());
            }
        };
        let wanted = if self.columns.new.is_empty() { 0 } else { self.columns.width() };
        if edits.is_empty() && row.len() >= wanted {
            return Ok(self.put(&text)?);
        }
        let ranges = cell_ranges(&text);
        if ranges.len() != row.len() {
            let problem = Problem::error(self.file, "this row cannot be changed here: its quotes are out of place");
            return Err(problem.at(at, 1).hint("put it in order in a text editor").into());
        }
        let last = edits.keys().max().map_or(0, |last| last + 1);
        let mut made = Vec::with_capacity(text.len());
        for column in 0..ranges.len().max(last).max(wanted) {
            if column > 0 {
                made.push(b',');
            }
            match (edits.get(&column), ranges.get(column)) {
                (Some(new), _) => {
                    let mut cell = String::new();
                    push_cell(&mut cell, new);
                    made.extend_from_slice(cell.as_bytes());
                }
                (None, Some(old)) => made.extend_from_slice(&text[old.clone()]),
                (None, None) => {}
            }
        }
        Ok(self.put(&made)?)
    }

    /// Writes the rest of the file and what is added.
    fn end(&mut self, has_swallowed: bool, edit: &mut Edit) -> Result<(), NotRewritten> {
        let rest = self.passed.take(None);
        self.between.extend(rest);
        self.flush()?;
        let mut is_first = true;
        for written in &mut *edit.added {
            if is_first && has_swallowed {
                let problem = Problem::error(self.file, "a quote (\") is opened and never closed");
                return Err(problem.hint("refer check names the line; close the quote, then try again").into());
            }
            if is_first && !matches!(self.last_byte, b'\n' | b'\r') {
                self.put(self.end.unwrap_or(b"\n"))?;
            }
            is_first = false;
            self.add(&written)?;
        }
        Ok(())
    }

    fn add(&mut self, written: &Written) -> io::Result<()> {
        let mut line = std::mem::take(&mut self.added_line);
        line.clear();
        for (column, cell) in self.columns.cells(written)?.iter().enumerate() {
            if column > 0 {
                line.push(',');
            }
            push_cell(&mut line, cell);
        }
        self.tally.added += 1;
        self.put(line.as_bytes())?;
        self.added_line = line;
        self.put(self.end.unwrap_or(b"\n"))
    }

    /// A file that holds nothing yet gets the columns that are needed.
    fn new_file(mut self, edit: &mut Edit) -> Result<Tally, NotRewritten> {
        let mut added = edit.added.peekable();
        if added.peek().is_none() {
            return Ok(self.tally);
        }
        self.columns.need(&Column::Field(Field::Name));
        edit.columns.iter().for_each(|column| self.columns.need(column));
        let mut line = String::new();
        for column in &self.columns.new {
            if !line.is_empty() {
                line.push(',');
            }
            push_cell(&mut line, &name(column));
        }
        line.push('\n');
        self.put(line.as_bytes())?;
        for written in added {
            self.add(&written)?;
        }
        Ok(self.tally)
    }

    fn unusable(&self, unusable: CellProblem) -> NotRewritten {
        let problem = Problem::error(self.file, unusable.message).at(1, 1);
        Problem { hint: unusable.hint, ..problem }.into()
    }
}

fn name(column: &Column) -> Cow<'_, str> {
    match column {
        Column::Field(field) => Cow::Borrowed(field.key()),
        Column::Extra(key) => Cow::Owned(extra_column(key)),
    }
}

/// How the first line of these ends.
fn first_end(between: &[u8]) -> &'static [u8] {
    match between {
        [b'\r', b'\n', ..] => b"\r\n",
        [b'\r', ..] => b"\r",
        [b'\n', ..] => b"\n",
        _ => b"",
    }
}

/// How many lines end in a text; a carriage return by itself ends one, too.
fn line_breaks(text: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let returns = memchr::memchr_iter(b'\r', text).filter(|&at| text.get(at + 1) != Some(&b'\n')).count();
    feeds + returns
}

//! What an import tells while it goes: row by row on standard output.

use super::rejects::{ROW, WHY};
use super::request::{Form, Request};
use crate::cli::output;
use refer::import::{Counts, Outcome, Plan, Sheet, SourceRow, Status, all_new};
use refer::problem::Problem;
use refer::record::Written;
use refer::render::Screen;
use refer::render::canonical::Canonical;
use refer::render::imported::{self, ShownColumn};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Rows that are told in full where the import is carried out; a dry run tells them all.
const MOST_ROWS: usize = 40;

/// The answer under way.
pub struct Report {
    out: BufWriter<Patient>,
    form: Form,
    canonical: Canonical,
    screen: Screen,
    is_dry: bool,
    blank: usize,
    told: usize,
    silent: usize,
}

impl Report {
    /// Opens the answer: how the list was read and what its columns were taken for.
    pub fn new(request: &Request, screen: Screen, sheet: &dyn Sheet, plan: &Plan, rows: usize) -> io::Result<Report> {
        let mut out = BufWriter::new(Patient { is_dry: request.dry_run, closed: false });
        let columns: Vec<ShownColumn> = plan
            .columns
            .iter()
            .filter(|column| ![WHY, ROW].contains(&column.header.as_str()))
            .map(|column| ShownColumn {
                index: column.index,
                header: sheet.read_as().header_row.map(|_| column.header.clone()),
                field: column.field(),
                samples: column.samples.clone(),
            })
            .collect();
        let mut read_as = sheet.read_as().clone();
        read_as.notes.extend(plan.notes.iter().cloned());
        let canonical = Canonical::new(plan);
        match request.form {
            Form::Json => imported::json_head(&mut out, &read_as, rows, &columns)?,
            Form::Csv => out.write_all(canonical.header().as_bytes())?,
            Form::Table => out.write_all(imported::head(&read_as, &columns, &screen).as_bytes())?,
        }
        let (form, is_dry, blank) = (request.form, request.dry_run, read_as.blank);
        Ok(Report { out, form, canonical, screen, is_dry, blank, told: 0, silent: 0 })
    }

    /// Tells what becomes of a row.
    pub fn row(&mut self, outcome: &Outcome, row: &SourceRow, theirs: &Written) -> io::Result<()> {
        let outcome = &self.in_full(outcome, theirs);
        match self.form {
            Form::Json => imported::json_record(&mut self.out, outcome, self.told == 0)?,
            Form::Csv => self.out.write_all(self.canonical.row(row, theirs).as_bytes())?,
            Form::Table => {
                if imported::is_silent(outcome) {
                    return Ok(());
                }
                if !self.is_dry && self.told >= MOST_ROWS {
                    self.silent += 1;
                    return Ok(());
                }
                self.out.write_all(imported::row(outcome, self.is_dry, &self.screen).as_bytes())?;
            }
        }
        self.told += 1;
        Ok(())
    }

    /// What becomes of a row with everything that is told of it.
    fn in_full<'o>(&self, outcome: &'o Outcome, theirs: &Written) -> Cow<'o, Outcome> {
        let is_told = self.form == Form::Json || (self.form == Form::Table && self.is_dry);
        if !(outcome.is_whole && is_told) {
            return Cow::Borrowed(outcome);
        }
        Cow::Owned(Outcome { changes: all_new(theirs), ..outcome.clone() })
    }

    /// Tells a row of a list of which nothing is taken; for a person, the reason once is enough.
    pub fn refused(&mut self, row: &SourceRow, problem: &Problem) -> io::Result<()> {
        let mut written = Written::default();
        for (i, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            written.set_extra(&format!("column_{}", i + 1), cell);
        }
        let outcome = Outcome { problems: vec![problem.clone()], ..Outcome::of(row, Status::Rejected) };
        if self.form == Form::Table { Ok(()) } else { self.row(&outcome, row, &written) }
    }

    /// Closes the answer with the counts and what was done.
    pub fn close(&mut self, counts: Counts, done: &str) -> io::Result<()> {
        match self.form {
            Form::Json => imported::json_tail(&mut self.out, counts, self.blank)?,
            Form::Csv => {}
            Form::Table => {
                if self.silent > 0 {
                    writeln!(self.out, "… and {} more rows: --dry-run shows them all", self.silent)?;
                }
                if self.told > 0 {
                    writeln!(self.out)?;
                }
                self.out.write_all(imported::tally(counts, self.blank).as_bytes())?;
                self.out.write_all(imported::done(done, &self.screen).as_bytes())?;
            }
        }
        self.out.flush()
    }
}

/// Standard output; an import that is carried out goes on where nobody reads it any more, or nothing takes it.
struct Patient {
    is_dry: bool,
    closed: bool,
}

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        match output::some_to_stdout(bytes) {
            Err(error) if !self.is_dry => {
                self.closed = true;
                if error.kind() != io::ErrorKind::BrokenPipe {
                    let message = format!("the rest cannot be shown: {}", output::said(&error));
                    output::problems(&[Problem::warning("standard output", message)], 1);
                }
                Ok(bytes.len())
            }
            Err(error) => Err(error),
            Ok(()) => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

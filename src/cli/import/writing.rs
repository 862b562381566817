//! Writes what an import came to: changed and new records, what the list said, and what was said of its columns.

use crate::cli::output;
use refer::import::{Import, Number};
use refer::problem::Problem;
use refer::record::{Change, Column, Edit, Fate, Written, with_columns};
use refer::store::{CONFIG, EARLIER, Writing};
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// An import that was decided, on its way into files.
pub struct Decided<'i> {
    import: RefCell<Import<'i>>,
    failed: RefCell<Option<io::Error>>,
    /// Every column that its records fill.
    columns: Vec<Column>,
}

impl<'i> Decided<'i> {
    /// Takes over an import of which every row is decided.
    pub fn new(import: Import<'i>, columns: Vec<Column>) -> Decided<'i> {
        Decided { import: RefCell::new(import), failed: RefCell::new(None), columns }
    }

    /// Writes the records, new ones into `target`, and remembers what the list said; tells what was done.
    pub fn write(&self, writing: &mut Writing, target: &Path) -> Result<String, Vec<Problem>> {
        let listed = self.import.borrow().all_listed();
        let (mut new_ones, mut unheard) = (Vec::new(), Vec::new());
        for &number in &listed {
            let import = self.import.borrow();
            if !import.stands(number) {
                new_ones.push(number);
            }
            if !import.was_said(number) {
                unheard.push(number);
            }
        }
        let mut files = writing.store().files.clone();
        if !files.iter().any(|file| file == target) {
            files.push(target.to_owned());
        }
        let (mut changed, mut added) = (0, 0);
        for file in &files {
            let new_ones = if file == target { &new_ones[..] } else { &[] };
            // A file that is not there yet is not made for nothing.
            if new_ones.is_empty() && !writing.store().files.contains(file) {
                continue;
            }
            let tally = self.rewrite(writing, file, new_ones, |(record, _)| record)?;
            changed += tally.0;
            added += tally.1;
        }
        // What the list said comes last: where only the records are written, they are as the list has them.
        let earlier = writing.store().folder.join(EARLIER);
        self.rewrite(writing, &earlier, &unheard, |(_, said)| said)?;
        Ok(sentence(added, changed, target))
    }

    /// Writes a file anew: its records as `side` has them, and those of `new_ones` at its end.
    fn rewrite(
        &self,
        writing: &mut Writing,
        file: &Path,
        new_ones: &[Number],
        side: fn((Written, Written)) -> Written,
    ) -> Result<(usize, usize), Vec<Problem>> {
        let mut decide = |ours: &Written| {
            let number = self.import.borrow().listed(&ours.id());
            let Some(after) = number.and_then(|number| self.finished(number)).map(side) else { return Fate::Keep };
            let changes = Change::between(ours, &after);
            if changes.is_empty() { Fate::Keep } else { Fate::Change(changes) }
        };
        let mut added = new_ones.iter().filter_map(|&number| self.finished(number)).map(side);
        let mut edit = Edit { decide: &mut decide, added: &mut added, columns: &self.columns };
        let tally = writing.rewrite(file, &mut edit)?;
        match self.failed.take() {
            Some(error) => Err(given_up(error)),
            None => Ok((tally.changed, tally.added)),
        }
    }

    fn finished(&self, number: Number) -> Option<(Written, Written)> {
        match self.import.borrow_mut().finished(number) {
            Ok(both) => Some(both),
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

/// Writes what was said of columns into the configuration, where the next import finds it.
pub fn remember(writing: &mut Writing, columns: &[(String, String)]) -> Result<(), Vec<Problem>> {
    let path = writing.store().folder.join(CONFIG);
    let old = writing.store().config_text().map_err(|problem| vec![problem])?;
    let new = with_columns(&path.display().to_string(), &old, columns).map_err(|problem| vec![problem])?;
    writing.replace(&path, |out| out.write_all(new.as_bytes()))
}

fn given_up(error: io::Error) -> Vec<Problem> {
    vec![Problem::error("refer import", format!("the list cannot be read again: {}", output::said(&error)))]
}

fn sentence(added: usize, changed: usize, target: &Path) -> String {
    let mut parts = Vec::new();
    if added > 0 {
        parts.push(format!("{added} new in {}", target.display()));
    }
    if changed > 0 {
        parts.push(format!("{changed} changed"));
    }
    match parts.is_empty() {
        true => "nothing to write: your directory has it all\n".to_owned(),
        false => format!("written: {}; refer undo takes it back\n", parts.join(", ")),
    }
}

//! Writes what an import came to: changed and new records, what the list said, and what was said of its columns.

use crate::cli::edge::Edge;
use crate::cli::output;
use crate::cli::progress::Progress;
use refer::import::{Import, Number, ROWS};
use refer::problem::Problem;
use refer::record::{Change, Column, Edit, Fate, Tally, Written, with_columns};
use refer::store::{CONFIG, EARLIER, Writing};
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// An import that was decided, on its way into files.
pub struct Decided<'i> {
    import: RefCell<Import<'i>>,
    failed: RefCell<Option<io::Error>>,
    progress: RefCell<Progress>,
    /// Every column that its records fill.
    columns: Vec<Column>,
}

impl<'i> Decided<'i> {
    /// Takes over an import of which every row is decided.
    pub fn new(import: Import<'i>, columns: Vec<Column>, edge: &Edge) -> Decided<'i> {
        // Each record is written, and then what the list said.
        let progress = Progress::new(edge, "writing", 2 * import.news());
        Decided { import: RefCell::new(import), failed: RefCell::new(None), progress: RefCell::new(progress), columns }
    }

    /// Writes the records, new ones into `target`, and remembers what the list said; tells what was done.
    pub fn write(&self, writing: &mut Writing, target: &Path) -> Result<String, Vec<Problem>> {
        let (mut new_ones, mut unheard) = (Vec::new(), Vec::new());
        let (mut is_changed, mut is_news) = (false, false);
        let import = self.import.borrow();
        for number in import.numbers() {
            let (changed, news, stands) = (import.is_changed(number), import.is_news(number), import.stands(number));
            if changed && !stands {
                new_ones.push(number);
            }
            if news && !import.was_said(number) {
                unheard.push(number);
            }
            is_changed |= changed && stands;
            is_news |= news;
        }
        drop(import);
        let mut files = writing.store().files.clone();
        // A file that is not there yet is not made for nothing.
        if !new_ones.is_empty() && !files.iter().any(|file| file == target) {
            files.push(target.to_owned());
        }
        let (mut changed, mut added) = (0, 0);
        for file in &files {
            let new_ones = if file == target { &new_ones[..] } else { &[] };
            if is_changed || !new_ones.is_empty() {
                let tally = self.rewrite(writing, file, new_ones, Side::Record)?;
                changed += tally.changed;
                added += tally.added;
            }
        }
        // What the list said comes last: where only the records are written, they are as the list has them.
        if is_news {
            let earlier = writing.store().folder.join(EARLIER);
            self.rewrite(writing, &earlier, &unheard, Side::Said)?;
        }
        Ok(sentence(added, changed, target))
    }

    /// Writes a file anew: what is news of one side, and those of `new_ones` at its end.
    fn rewrite(
        &self,
        writing: &mut Writing,
        file: &Path,
        new_ones: &[Number],
        side: Side,
    ) -> Result<Tally, Vec<Problem>> {
        let is_news = |number: &Number| match side {
            Side::Record => self.import.borrow().is_changed(*number),
            Side::Said => self.import.borrow().is_news(*number),
        };
        let written = |number: Number| {
            self.progress.borrow_mut().step();
            let mut import = self.import.borrow_mut();
            let finished = if side == Side::Record { import.record(number) } else { import.said(number) };
            finished.map_err(|error| self.failed.borrow_mut().get_or_insert(error).kind()).ok()
        };
        let mut decide = |old: &Written| {
            let number = self.import.borrow().by_id(&old.id());
            let Some(new) = number.filter(is_news).and_then(written) else { return Fate::Keep };
            let changes = Change::between(old, &new);
            if changes.is_empty() { Fate::Keep } else { Fate::Change(changes) }
        };
        let mut added = new_ones.iter().filter_map(|&number| written(number));
        let mut columns = self.columns.clone();
        if side == Side::Said {
            columns.push(Column::Extra(ROWS.to_owned()));
        }
        let mut edit = Edit { decide: &mut decide, added: &mut added, columns: &columns };
        let tally = writing.rewrite(file, &mut edit)?;
        match self.failed.take() {
            Some(error) => Err(given_up(error)),
            None => Ok(tally),
        }
    }
}

/// What of a colleague is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Her record.
    Record,
    /// What lists said of her.
    Said,
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

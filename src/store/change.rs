//! One colleague added, changed or taken out.

use super::writing::{Step, Writing};
use super::{COLLEAGUES, Store, name_of, sorted};
use crate::colleague::Field;
use crate::problem::Problem;
use crate::record::{Change, Column, Edit, Fate, Written};
use crate::text::fold;
use std::path::{Path, PathBuf};

/// A record before and after a change, and its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Where it stands.
    pub file: PathBuf,
    /// Before; empty where it is new.
    pub old: Written,
    /// After; empty where it is gone.
    pub new: Written,
}

impl Store {
    /// Puts a new record at the end of a file.
    ///
    /// # Errors
    /// Somebody of that id is there, or of that name while the record has no id of its own; or see [`Store::write`].
    pub fn add(&self, step: &Step, file: &Path, new: &Written) -> Result<(), Vec<Problem>> {
        self.write(step, |writing| {
            let (id, name) = (new.id(), fold(new.text(Field::Name)).into_owned());
            let has_id = !new.text(Field::Id).is_empty();
            let mut taken = None;
            // Somebody else may have begun the file since the directory was opened.
            let mut now = self.clone();
            if !now.files.iter().any(|known| known == file) && file.is_file() {
                now.files.push(file.to_owned());
            }
            now.each_written(|path, known, _| {
                let is_same = known.id() == id || (!has_id && fold(known.text(Field::Name)) == name);
                if is_same && taken.is_none() {
                    taken = Some((path.to_owned(), known.id()));
                }
            });
            match taken {
                Some((path, known)) if known == id => return Err(vec![is_taken(&id, &path)]),
                Some((path, known)) => {
                    let name = new.text(Field::Name);
                    let message = format!("“{name}” is there already, as {known} in {}", path.display());
                    let problem = Problem::error("name", message);
                    return Err(vec![problem.hint(format!("for another person of that name give an id: id={id}"))]);
                }
                None => {}
            }
            let mut edit = Edit {
                decide: &mut |_| Fate::Keep,
                added: &mut std::iter::once(new.clone()),
                columns: &Column::of(new),
            };
            writing.rewrite(file, &mut edit).map(drop)
        })
    }

    /// Changes the record with an id; `change` is asked for the new one while nobody else writes. Where it is the same,
    /// nothing is written. An id that was made from the name stays when the name changes.
    ///
    /// # Errors
    /// Nobody has the id any more, the new one is taken, `change` fails; or see [`Store::write`].
    pub fn change(
        &self,
        step: &Step,
        id: &str,
        change: impl FnOnce(&Written) -> Result<Written, Vec<Problem>>,
    ) -> Result<Changed, Vec<Problem>> {
        self.write(step, |writing| {
            let (file, old) = self.find(id).ok_or_else(|| vec![is_gone(id)])?;
            let new = keeping_id(&old, change(&old)?);
            let changes = Change::between(&old, &new);
            if changes.is_empty() {
                return Ok(Changed { file, old, new });
            }
            let new_id = new.id();
            if new_id != id
                && let Some((path, _)) = self.find(&new_id)
            {
                return Err(vec![is_taken(&new_id, &path)]);
            }
            let columns = Column::of(&new);
            one(writing, &file, id, &columns, &Fate::Change(changes))?;
            Ok(Changed { file, old, new })
        })
    }

    /// Takes the records with these ids out.
    ///
    /// # Errors
    /// Nobody has one of them any more; or see [`Store::write`].
    pub fn remove(&self, step: &Step, ids: &[String]) -> Result<Vec<Changed>, Vec<Problem>> {
        self.write(step, |writing| {
            let mut gone = Vec::new();
            for id in ids {
                let (file, old) = self.find(id).ok_or_else(|| vec![is_gone(id)])?;
                gone.push(Changed { file, old, new: Written::default() });
            }
            let mut files: Vec<&PathBuf> = gone.iter().map(|gone| &gone.file).collect();
            files.sort();
            files.dedup();
            for file in files {
                let is_meant = |written: &Written| ids.iter().any(|id| *id == written.id());
                let mut decide = |written: &Written| if is_meant(written) { Fate::Remove } else { Fate::Keep };
                let mut edit = Edit { decide: &mut decide, added: &mut std::iter::empty(), columns: &[] };
                writing.rewrite(file, &mut edit)?;
            }
            Ok(gone)
        })
    }

    /// The file of the name or path that was given with a flag, which may be a new one of the folder.
    ///
    /// # Errors
    /// It is none of the directory's, and cannot become one.
    pub fn named_file(&self, name: &str, flag: &str) -> Result<PathBuf, Problem> {
        let is_named = |path: &&PathBuf| name_of(path) == Some(name) || path.as_path() == Path::new(name);
        if let Some(known) = self.files.iter().find(is_named) {
            return Ok(known.clone());
        }
        let new = self.folder.join(name);
        let is_name = Path::new(name).file_name() == Some(name.as_ref());
        // A name that looks like a copy, or like a file of another kind, would not be read again.
        let is_read = || sorted(self.files.iter().chain([&new]).cloned().collect()).0.contains(&new);
        if is_name && !self.is_file && !new.exists() && is_read() {
            return Ok(new);
        }
        let names: Vec<&str> = self.files.iter().filter_map(|path| name_of(path)).collect();
        let hint = format!("there are: {}; a new one ends in .toml or .csv, such as {COLLEAGUES}", names.join(", "));
        Err(Problem::error(flag, format!("“{name}” is no file of this directory")).hint(hint))
    }

    /// The record of an id, and its file.
    pub fn find(&self, id: &str) -> Option<(PathBuf, Written)> {
        let mut found = None;
        self.each_written(|path, written, _| {
            if found.is_none() && written.id() == id {
                found = Some((path.to_owned(), written.clone()));
            }
        });
        found
    }
}

fn one(writing: &mut Writing, file: &Path, id: &str, columns: &[Column], fate: &Fate) -> Result<(), Vec<Problem>> {
    let mut decide = |written: &Written| if written.id() == id { fate.clone() } else { Fate::Keep };
    let mut edit = Edit { decide: &mut decide, added: &mut std::iter::empty(), columns };
    writing.rewrite(file, &mut edit).map(drop)
}

/// The record with the id written down that another name would change: earlier lists and notes know her by it.
fn keeping_id(old: &Written, mut new: Written) -> Written {
    let had_none = old.text(Field::Id).is_empty() && new.text(Field::Id).is_empty();
    if had_none && new.id() != old.id() && !new.text(Field::Name).is_empty() {
        new.set(Field::Id, [old.id()]);
    }
    new
}

fn is_taken(id: &str, path: &Path) -> Problem {
    let message = format!("the id “{id}” is there already, in {}", path.display());
    Problem::error("id", message).hint(format!("for another person of that name give an id: id={id}-2"))
}

fn is_gone(id: &str) -> Problem {
    let hint = "somebody may have taken it out just now; refer list names everybody";
    Problem::error("id", format!("nobody has the id “{id}”")).hint(hint)
}

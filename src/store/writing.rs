//! A change of a directory: its files are written beside the old ones first, and put in their places together.

use super::lock::Lock;
use super::replace::{NewVersion, new_version, private_version, resolved, sync_folder, unwritable};
use super::undo::Steps;
use super::{Kind, MOST_BYTES, Store, kind, read_whole, unreadable};
use crate::problem::Problem;
use crate::record::{Edit, NotRewritten, Tally, rewrite_csv, rewrite_toml};
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a change is called when it is undone, such as “set fee of ana-ruiz”, and the day of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// As a person would name it.
    pub what: String,
    /// Today, or the day taken for it.
    pub day: Date,
}

/// The files of a directory, to be replaced together.
pub struct Writing<'s> {
    store: &'s Store,
    new: Vec<NewVersion>,
}

impl Store {
    /// Changes files of the directory while nobody else does: reads and decisions belong into `work`, which is called
    /// once the lock is held. Its files are replaced together when it is done; if it fails, nothing is changed.
    /// What was replaced can be undone as one step.
    ///
    /// # Errors
    /// Somebody else is writing, a file cannot be written, or `work` fails.
    pub fn write<T>(
        &self,
        step: &Step,
        work: impl FnOnce(&mut Writing) -> Result<T, Vec<Problem>>,
    ) -> Result<T, Vec<Problem>> {
        let home = self.home();
        let _locks = self.lock(&home)?;
        let mut writing = Writing { store: self, new: Vec::new() };
        let done = work(&mut writing)?;
        if writing.new.is_empty() {
            return Ok(done);
        }
        let steps = Steps::of(&home);
        let kept = steps.keep(step, &writing.new).map_err(|error| vec![unwritable(&home, &error)])?;
        match place(writing.new) {
            Ok(()) => {
                steps.trim();
                Ok(done)
            }
            Err((0, problem)) => {
                steps.forget(kept);
                Err(vec![problem])
            }
            Err((_, problem)) => {
                Err(vec![problem.hint("other files of this change are written already; refer undo takes them back")])
            }
        }
    }

    /// Holds the directory, and every folder in which a file of it really lies: a file may be linked into several.
    pub(super) fn lock(&self, home: &Path) -> Result<Vec<Lock>, Vec<Problem>> {
        let folder = |file: &PathBuf| Some(resolved(file).ok()?.parent()?.to_owned());
        let mut folders: Vec<PathBuf> = self.files.iter().filter_map(folder).chain([home.to_owned()]).collect();
        // A list that others keep, and that is only read here, stands in nobody's way.
        folders.retain(|folder| folder == home || Lock::may_be_taken(folder));
        // In one order, so that no two writers wait for each other.
        folders.sort();
        folders.dedup();
        folders.iter().map(|folder| Lock::take(folder).map_err(|problem| vec![problem])).collect()
    }

    /// The folder that holds the lock and what can be undone.
    pub(super) fn home(&self) -> PathBuf {
        resolved(&self.folder).unwrap_or_else(|_| self.folder.clone())
    }
}

/// Puts new versions in their places; or how many are, and why the next is not.
pub fn place(new: Vec<NewVersion>) -> Result<(), (usize, Problem)> {
    for (placed, version) in new.into_iter().enumerate() {
        let target = version.target.clone();
        version.place().map_err(|error| (placed, unwritable(&target, &error)))?;
    }
    Ok(())
}

impl Writing<'_> {
    /// Changes, removes and adds records of a file of colleagues; one that is not there yet is made. Once a file.
    ///
    /// # Errors
    /// The file cannot be read or written, or must not be; see [`rewrite_toml`] and [`rewrite_csv`].
    pub fn rewrite(&mut self, path: &Path, edit: &mut Edit) -> Result<Tally, Vec<Problem>> {
        let shown = path.display().to_string();
        let target = resolved(path).map_err(|error| vec![unwritable(path, &error)])?;
        let unreadable = |error: &io::Error| vec![unreadable(&shown, error)];
        let mut tally = Tally::default();
        let version = if kind(path) == Some(Kind::Csv) {
            let old = absent_as_none(File::open(&target)).map_err(|error| unreadable(&error))?;
            let input: Box<dyn io::Read> = match old {
                Some(file) => Box::new(file),
                None => Box::new(io::empty()),
            };
            new_version(&target, |out| rewrite_csv(&shown, input, edit, out).map(|done| tally = done))
        } else {
            let old = absent_as_none(read_whole(&target)).map_err(|error| unreadable(&error))?.unwrap_or_default();
            // What is read only in part must not be written.
            if old.len() as u64 >= MOST_BYTES {
                let problem = Problem::error(&shown, "this file is too large to be changed");
                return Err(vec![problem.hint("a directory of that size is better kept as CSV")]);
            }
            new_version(&target, |out| rewrite_toml(&shown, &old, edit, out).map(|done| tally = done))
        };
        match version {
            Ok(version) => {
                if !tally.is_nothing() {
                    self.new.push(version);
                }
                Ok(tally)
            }
            Err(NotRewritten::Refused(problems)) => Err(problems),
            Err(NotRewritten::Io(error)) => Err(vec![unwritable(path, &error)]),
        }
    }

    /// Replaces a file of the directory by what `write` writes, such as its configuration. Once a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace(
        &mut self,
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Vec<Problem>> {
        let new = resolved(path).and_then(|target| new_version(&target, write));
        self.new.push(new.map_err(|error| vec![unwritable(path, &error)])?);
        Ok(())
    }

    /// The directory that is being written.
    pub fn store(&self) -> &Store {
        self.store
    }
}

fn absent_as_none<T>(opened: io::Result<T>) -> io::Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file that is no part of a directory, such as an export: whole, or not at all.
///
/// # Errors
/// It cannot be written; the old version is as it was.
pub fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    write_whole(path, write, |target, write| new_version(target, write))
}

/// Writes a file that says something of clients: whole, or not at all, and readable by its owner alone, also where
/// others could read the one that was there.
///
/// # Errors
/// As of [`write_file`].
pub fn write_private_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    write_whole(path, write, |target, write| private_version(target, write))
}

fn write_whole<W: FnOnce(&mut dyn Write) -> io::Result<()>>(
    path: &Path,
    write: W,
    version: impl FnOnce(&Path, W) -> io::Result<NewVersion>,
) -> Result<(), Problem> {
    let special = std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
    let written = if special {
        // A pipe or a device is written as it is.
        let opened = std::fs::OpenOptions::new().write(true).open(path);
        opened.and_then(|mut file| write(&mut file))
    } else {
        resolved(path).and_then(|target| version(&target, write)).and_then(NewVersion::place)
    };
    written.map_err(|error| unwritable(path, &error))?;
    sync_folder(path);
    Ok(())
}

//! A private file for one record while it is edited by hand.

use super::lock::OWN_FOLDER;
use super::replace::{create_private, make_private_folder, unwritable};
use super::{Store, read_whole, unreadable};
use crate::problem::Problem;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many may be open for one colleague.
const MOST: usize = 100;

/// A file that only its owner may read; gone when it is dropped, unless it is kept.
pub struct Scratch {
    path: PathBuf,
    is_kept: bool,
}

impl Store {
    /// Makes a file for the record of an id; its name ends so that an editor knows what it is.
    ///
    /// # Errors
    /// The folder of the directory cannot be written.
    pub fn scratch(&self, id: &str) -> Result<Scratch, Problem> {
        let own = self.home().join(OWN_FOLDER);
        let folder = own.join("edit");
        make_private_folder(&own)
            .and_then(|()| make_private_folder(&folder))
            .map_err(|error| unwritable(&folder, &error))?;
        let is_plain = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let name: String = id.chars().filter(is_plain).take(60).collect();
        for count in 1..=MOST {
            let path = folder.join(if count == 1 { format!("{name}.toml") } else { format!("{name}-{count}.toml") });
            match create_private(&path) {
                Ok(_) => return Ok(Scratch { path, is_kept: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritable(&path, &error)),
            }
        }
        let problem = Problem::error(folder.display().to_string(), "there are a hundred unfinished edits here");
        Err(problem.hint("look through them and delete those that you do not need"))
    }
}

impl Scratch {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes its text.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, text: &str) -> Result<(), Problem> {
        let written = fs::OpenOptions::new().write(true).truncate(true).open(&self.path);
        let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| unwritable(&self.path, &error))
    }

    /// What stands in it now.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self) -> Result<Vec<u8>, Problem> {
        read_whole(&self.path).map_err(|error| unreadable(&self.path.display().to_string(), &error))
    }

    /// Leaves it where it is.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
            // The folder goes with the last one.
            let _ = self.path.parent().map(fs::remove_dir);
        }
    }
}

//! A directory that is not there yet: made when it is written to, and taken away again where nothing was.

use super::lock::OWN_FOLDER;
use super::replace::{make_private_folders, unwritable};
use super::{COLLEAGUES, CONFIG, Store, has_colleagues, kind, make, open};
use crate::problem::Problem;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Finds the files of a directory; one that is not there, or holds no colleagues yet, has none, and is not made.
///
/// # Errors
/// It is something else, or cannot be read.
pub fn open_or_none(path: &Path) -> Result<Store, Problem> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Ok(meta) if meta.is_dir() && !has_colleagues(path) => {}
        _ => return open(path),
    }
    let is_file = kind(path).is_some() && !path.is_dir();
    let folder = if is_file { path.parent().unwrap_or(path) } else { path };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Ok(Store { folder: folder.to_owned(), files: Vec::new(), aside: Vec::new(), is_file })
}

/// A folder that was made for a directory; dropped before it is kept, it is gone.
#[derive(Debug)]
pub struct Fresh {
    made: Vec<PathBuf>,
    is_kept: bool,
}

impl Store {
    /// Makes the folder of the directory where it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn begin(&self) -> Result<Fresh, Problem> {
        let missing = self.folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        make_private_folders(&self.folder).map_err(|error| unwritable(&self.folder, &error))?;
        Ok(Fresh { made, is_kept: false })
    }

    /// The file that takes new colleagues of the directory that was named so: the only one, else `colleagues.toml`
    /// or `colleagues.csv`, else the first.
    pub fn for_new_ones(&self, named: &Path) -> PathBuf {
        let usual = self.folder.join(COLLEAGUES);
        let usual_csv = usual.with_extension("csv");
        match &self.files[..] {
            [] if self.is_file => named.to_owned(),
            [] => usual,
            files if files.contains(&usual) => usual,
            files if files.contains(&usual_csv) => usual_csv,
            files => files[0].clone(),
        }
    }

    /// Whether nothing of the directory is there yet but, perhaps, its folder.
    pub fn is_planned(&self) -> bool {
        self.files.is_empty()
    }

    /// Puts a configuration into the folder of a directory, unless one is there or a single file was named.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add_config(&self, text: &str) -> Result<(), Problem> {
        if self.is_file { Ok(()) } else { make(&self.folder, &[(CONFIG, text)]).map(drop) }
    }
}

impl Fresh {
    /// Something was written: the folder stays.
    pub fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Some(folder) = self.made.first().filter(|_| !self.is_kept) else { return };
        // Only what is empty goes: a folder that somebody put a file into stays.
        let own = folder.join(OWN_FOLDER);
        let _ = fs::remove_file(own.join("lock"));
        let _ = fs::remove_dir(&own);
        self.made.iter().for_each(|folder| {
            let _ = fs::remove_dir(folder);
        });
    }
}

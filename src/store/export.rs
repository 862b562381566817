//! Where a copy of the directory may be written.

use super::replace::resolved;
use super::{CONFIG, LOG, PLACES, Store, kind};
use crate::problem::Problem;
use std::path::Path;

impl Store {
    /// Whether a file may be written that is no part of the directory; one that is there only with `overwrite`.
    ///
    /// # Errors
    /// It is there already, or it would be taken for a part of the directory.
    pub fn may_export_to(&self, path: &Path, overwrite: bool) -> Result<(), Problem> {
        let shown = path.display().to_string();
        // Where it cannot be resolved, writing it fails with the reason.
        let Ok(target) = resolved(path) else { return Ok(()) };
        let own = [CONFIG, PLACES, LOG].map(|name| self.folder.join(name));
        if self.reads(path) || own.iter().any(|file| resolved(file).is_ok_and(|file| file == target)) {
            let problem = Problem::error(shown, "this is a file of the directory itself; it is not overwritten");
            return Err(problem.hint("name another file"));
        }
        let beside = resolved(&self.folder).is_ok_and(|folder| target.parent() == Some(&folder));
        if beside && !self.is_file && kind(path).is_some() {
            let message = "in the folder of the directory this would be read as colleagues, who would be there twice";
            return Err(Problem::error(shown, message).hint("name a file in another folder"));
        }
        if !overwrite && target.is_file() {
            return Err(Problem::error(shown, "this file is there already").hint("--force overwrites it"));
        }
        Ok(())
    }

    /// Whether answers about the clients of a file may be written to another, and whether an older one is there.
    ///
    /// # Errors
    /// As for [`Store::may_export_to`]; or it is the file of clients itself.
    pub fn may_write_beside(&self, path: &Path, clients: &Path, overwrite: bool) -> Result<bool, Problem> {
        if let (Ok(target), Ok(clients)) = (resolved(path), resolved(clients))
            && target == clients
        {
            let problem = Problem::error(path.display().to_string(), "this is the file of clients itself");
            return Err(problem.hint("name another file"));
        }
        self.may_export_to(path, overwrite).map(|()| path.is_file())
    }

    /// Whether a file is read as a part of the directory.
    pub fn reads(&self, path: &Path) -> bool {
        let Ok(target) = resolved(path) else { return false };
        self.files.iter().any(|file| resolved(file).is_ok_and(|file| file == target))
    }
}

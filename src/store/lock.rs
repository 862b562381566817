//! One writer at a time.

use super::replace::{make_private_folder, unwritable};
use crate::problem::Problem;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// What `refer` keeps for itself beside the colleagues.
pub const OWN_FOLDER: &str = ".refer";
const PAUSE: Duration = Duration::from_millis(10);
/// Five seconds in all.
const MOST_PAUSES: usize = 500;

/// Held while a directory is read, changed and written.
pub struct Lock(File);

impl Lock {
    /// Whether a folder can hold a lock.
    pub fn may_be_taken(folder: &Path) -> bool {
        open(&folder.join(OWN_FOLDER).join("lock")).is_ok()
    }

    /// Waits for its turn, for at most five seconds.
    ///
    /// # Errors
    /// Somebody else is writing all the while, or the folder cannot be written.
    pub fn take(folder: &Path) -> Result<Lock, Problem> {
        let path = folder.join(OWN_FOLDER).join("lock");
        let cannot = |error: io::Error| unwritable(folder, &error);
        let mut file = open(&path).map_err(cannot)?;
        for _ in 0..MOST_PAUSES {
            match file.try_lock() {
                Ok(()) if is_there(&file, &path) => return Ok(Lock(file)),
                // It was taken away while we waited; the one that is there now counts.
                Ok(()) => file = open(&path).map_err(cannot)?,
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                // Some network folders know no locks; a single person at a single machine needs none.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Lock(file));
                }
                Err(TryLockError::Error(error)) => return Err(cannot(error)),
            }
        }
        let problem =
            Problem::error(folder.display().to_string(), "another refer is writing here, for five seconds now");
        Err(problem.hint("wait until it has finished, then try again; nothing was changed"))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

fn open(path: &Path) -> io::Result<File> {
    path.parent().map_or(Ok(()), make_private_folder)?;
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether a file that is open is the one that has its name.
#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let named = std::fs::metadata(path).map(|meta| (meta.dev(), meta.ino()));
    let open = file.metadata().map(|meta| (meta.dev(), meta.ino()));
    matches!((named, open), (Ok(named), Ok(open)) if named == open)
}

/// A file that is open cannot be taken away elsewhere.
#[cfg(not(unix))]
fn is_there(_: &File, path: &Path) -> bool {
    path.is_file()
}

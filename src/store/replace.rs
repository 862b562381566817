//! The one place that replaces a file: whole or not at all, whatever happens in between.

use super::said;
use crate::problem::Problem;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How much is written at once.
const CHUNK: usize = 128 * 1024;

/// A new version of a file beside the old one, not yet in its place. Dropped, it is gone.
pub struct NewVersion {
    /// The file itself, behind any link.
    pub target: PathBuf,
    /// Bytes of the new version.
    pub size: u64,
    /// Tells the new version from others.
    pub hash: u64,
    temporary: PathBuf,
    is_placed: bool,
}

/// Writes a new version of a file beside it, safely on the disk.
///
/// # Errors
/// It cannot be written there, or `write` fails; the old version is as it was.
pub fn new_version<E: From<io::Error>>(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<NewVersion, E> {
    written_beside(target, true, write)
}

/// The same, but readable by its owner alone, whoever could read the old version.
///
/// # Errors
/// As of [`new_version`].
pub fn private_version(target: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<NewVersion> {
    written_beside(target, false, write)
}

fn written_beside<E: From<io::Error>>(
    target: &Path,
    keeps_mode: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<NewVersion, E> {
    let old = old_version(target)?.filter(|_| keeps_mode);
    let mut version = NewVersion::begin(target)?;
    let file = create_private(&version.temporary)?;
    let mut writer = Counted { inner: BufWriter::with_capacity(CHUNK, file), size: 0, hash: Hash::default() };
    write(&mut writer)?;
    writer.flush()?;
    (version.size, version.hash) = (writer.size, writer.hash.finish());
    let file = writer.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
    version.finish(&file, old.as_ref())?;
    Ok(version)
}

/// Makes an earlier version the new one, without a copy where that is possible: it must work on a full disk, too.
///
/// # Errors
/// It cannot be written there; the old version is as it was.
pub fn earlier_version(target: &Path, earlier: &Path, size: u64, hash: u64) -> io::Result<NewVersion> {
    let old = old_version(target)?;
    let mut version = NewVersion::begin(target)?;
    (version.size, version.hash) = (size, hash);
    if fs::hard_link(earlier, &version.temporary).is_err() {
        return new_version(target, |out| io::copy(&mut File::open(earlier)?, out).map(drop));
    }
    version.finish(&File::open(&version.temporary)?, old.as_ref())?;
    Ok(version)
}

impl NewVersion {
    fn begin(target: &Path) -> io::Result<NewVersion> {
        let temporary = temporary(target);
        // Nobody else writes this name while the lock is held: what is there was left by a run that was killed.
        match fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(NewVersion { target: target.to_owned(), size: 0, hash: 0, temporary, is_placed: false }),
        }
    }

    /// Gives it the mode of the old version, and sees it onto the disk.
    fn finish(&self, file: &File, old: Option<&Metadata>) -> io::Result<()> {
        if let Some(old) = old {
            file.set_permissions(keep_owner(&self.temporary, old))?;
        }
        file.sync_all()
    }

    /// Puts it in the place of the old version.
    pub fn place(mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)?;
        self.is_placed = true;
        sync_folder(&self.target);
        Ok(())
    }
}

impl Drop for NewVersion {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// The file behind any link; it need not be there yet.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    if fs::symlink_metadata(path).is_ok() {
        return fs::canonicalize(path);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    Ok(fs::canonicalize(folder)?.join(name))
}

/// A rename does not ask whether the file may be written, so that is asked here.
fn old_version(target: &Path) -> io::Result<Option<Metadata>> {
    let meta = match fs::metadata(target) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !meta.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    if meta.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    OpenOptions::new().append(true).open(target)?;
    Ok(Some(meta))
}

/// The name is fixed, so that runs that are killed do not pile up files.
fn temporary(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".refer-new");
    target.with_file_name(name)
}

/// Makes a file that only its owner may read.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only its owner may look into.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    make_folder(path, false)
}

/// Makes a folder that only its owner may look into, and those above it that are missing.
pub fn make_private_folders(path: &Path) -> io::Result<()> {
    make_folder(path, true)
}

fn make_folder(path: &Path, recursive: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(recursive);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

/// Only somebody with special rights writes a file of another owner; it stays the other's where that is possible, and
/// the group's in any case where it may. The mode that suits it: what a group might do, another one must not.
#[cfg(unix)]
fn keep_owner(path: &Path, old: &Metadata) -> Permissions {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let keeps_group = chown(path, Some(old.uid()), Some(old.gid())).is_ok()
        || chown(path, None, Some(old.gid())).is_ok()
        || fs::metadata(path).is_ok_and(|new| new.gid() == old.gid());
    let mode = old.mode() & 0o7777;
    Permissions::from_mode(if keeps_group { mode } else { mode & !0o070 | (mode & 0o007) << 3 })
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, old: &Metadata) -> Permissions {
    old.permissions()
}

/// A rename is safe only when the folder is on the disk. Some systems cannot do that, and none can say more about it.
pub fn sync_folder(file: &Path) {
    let folder = file.parent().map(File::open);
    let _ = folder.transpose().ok().flatten().map(|folder| folder.sync_all());
}

/// What stands in the way of writing, for a person.
pub fn unwritable(path: &Path, error: &io::Error) -> Problem {
    use io::ErrorKind;
    let (message, hint) = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("this cannot be written: you are not allowed to", "check the permissions of the file and of its folder")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            ("this cannot be written: there is no room left", "make room on the disk, then try again")
        }
        ErrorKind::NotFound => ("this cannot be written: its folder is gone", "check that the folder is there"),
        _ => {
            let message = format!("this cannot be written: {}", said(error));
            return Problem::error(path.display().to_string(), message).hint("nothing was changed");
        }
    };
    Problem::error(path.display().to_string(), message).hint(format!("{hint}; nothing was changed"))
}

/// Tells contents apart; not meant to withstand anybody who wants two to look alike.
#[derive(Clone, Copy, Default)]
pub struct Hash {
    state: u64,
    /// Bytes that make no whole word yet.
    rest: [u8; 8],
    length: u64,
}

impl Hash {
    /// Takes in what comes next, in pieces of any size.
    pub fn read(&mut self, bytes: &[u8]) {
        let held = (self.length % 8) as usize;
        self.length += bytes.len() as u64;
        let (first, bytes) = bytes.split_at(bytes.len().min((8 - held) % 8));
        self.rest[held..held + first.len()].copy_from_slice(first);
        if held > 0 && held + first.len() == 8 {
            self.take(self.rest);
        }
        let (words, behind) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.take(*word));
        if !behind.is_empty() {
            self.rest[..behind.len()].copy_from_slice(behind);
        }
    }

    fn take(&mut self, word: [u8; 8]) {
        self.state = (self.state.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// What came of all of it.
    pub fn finish(mut self) -> u64 {
        let held = (self.length % 8) as usize;
        self.rest[held..].fill(0);
        self.take(self.rest);
        self.take(self.length.to_le_bytes());
        self.state ^ self.state >> 32
    }
}

struct Counted<W> {
    inner: W,
    size: u64,
    hash: Hash,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.size += count as u64;
        self.hash.read(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_does_not_depend_on_the_pieces_and_does_on_every_byte() {
        let text: Vec<u8> = (0..100).collect();
        let hash = |text: &[u8], pieces: usize| {
            let mut hash = Hash::default();
            text.chunks(pieces).for_each(|piece| hash.read(piece));
            hash.finish()
        };
        let mut seen = std::collections::BTreeSet::new();
        for length in 0..text.len() {
            let whole = hash(&text[..length], 100);
            assert!((1..20).all(|pieces| hash(&text[..length], pieces) == whole), "{length}");
            assert!(seen.insert(whole), "{length}");
        }
        for at in 0..text.len() {
            let mut other = text.clone();
            other[at] ^= 1;
            assert!(seen.insert(hash(&other, 100)), "{at}");
        }
    }
}

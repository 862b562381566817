//! The last steps of a directory, each with the versions it replaced, so that it can be undone.

use super::lock::OWN_FOLDER;
use super::replace::{Hash, NewVersion, create_private, earlier_version, make_private_folder, sync_folder, unwritable};
use super::writing::{Step, place};
use super::{CONFIG, Store};
use crate::problem::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// How many steps are kept.
const MOST_STEPS: usize = 20;
/// How many bytes they may take, the last one apart.
const MOST_BYTES: u64 = 1 << 30;
const MANIFEST: &str = "step.json";

/// The steps of one directory.
pub struct Steps {
    home: PathBuf,
    folder: PathBuf,
}

/// What a step did.
#[derive(Serialize, Deserialize)]
struct Manifest {
    version: u32,
    what: String,
    day: String,
    files: Vec<Replaced>,
}

/// A file that a step replaced, made or removed.
#[derive(Serialize, Deserialize)]
struct Replaced {
    /// Below the folder of the directory, or absolute.
    path: PathBuf,
    /// The name of the version before; `None` where the file was made.
    kept: Option<String>,
    /// The version after; `None` where the file was removed.
    after: Option<Version>,
}

/// Tells a version of a file from others.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    size: u64,
    hash: u64,
}

/// A file that is about to be replaced, and its new version; `None` where it is about to be removed.
type Coming = (PathBuf, Option<Version>);

fn coming(new: &[NewVersion]) -> impl Iterator<Item = Coming> {
    new.iter().map(|new| (new.target.clone(), Some(Version { size: new.size, hash: new.hash })))
}

/// How a file stands to a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// As the step left it.
    After,
    /// As it was before the step.
    Before,
    /// Neither: somebody has changed it since.
    Changed,
}

impl Store {
    /// Undoes the last step that touched files of this directory, and tells which it was.
    ///
    /// # Errors
    /// There is none, or a file was changed since and `force` is not given.
    pub fn undo(&self, force: bool, today: Date) -> Result<Step, Vec<Problem>> {
        let home = self.home();
        let steps = Steps::of(&home);
        let nothing = || {
            let problem = Problem::error(self.folder.display().to_string(), "there is nothing to undo");
            vec![problem.hint("changes that refer makes can be undone, the last 20 of them")]
        };
        if !steps.folder.is_dir() {
            return Err(nothing());
        }
        let _locks = self.lock(&home)?;
        let cannot = |error: io::Error| vec![unwritable(&home, &error)];
        for (number, step, manifest) in steps.newest_first() {
            if !manifest.files.iter().all(|file| self.holds(&steps.target(file))) {
                continue;
            }
            let standings: io::Result<Vec<Standing>> =
                manifest.files.iter().map(|file| steps.standing(number, file)).collect();
            let standings = standings.map_err(cannot)?;
            // A step that was killed before it did anything.
            if standings.iter().all(|&standing| standing == Standing::Before) {
                steps.forget(number);
                continue;
            }
            let changed = manifest.files.iter().zip(&standings).find(|(_, standing)| **standing == Standing::Changed);
            if let (Some((file, _)), false) = (changed, force) {
                let shown = steps.target(file).display().to_string();
                let Step { what, day } = &step;
                let problem =
                    Problem::error(shown, format!("this file was changed after the last step: {what} ({day})"));
                let hint = "refer undo --force puts the version before that step back; that can be undone, too";
                return Err(vec![problem.hint(hint)]);
            }
            let forced = changed.is_some().then(|| Step { what: format!("undo of: {}", step.what), day: today });
            steps.restore(number, &manifest, &standings, forced.as_ref())?;
            return Ok(step);
        }
        Err(nothing())
    }

    /// Whether a file, behind any link, is one of this directory.
    fn holds(&self, target: &Path) -> bool {
        let home = self.home();
        let is_one = |file: &PathBuf| super::replace::resolved(file).is_ok_and(|file| file == target);
        let is_beside = target == home.join(CONFIG) || target.starts_with(home.join(OWN_FOLDER));
        // A single file that is not there has no name here; what stands in its folder may be it.
        let is_any = !self.is_file || self.files.is_empty();
        is_beside || self.files.iter().any(is_one) || (is_any && target.parent() == Some(&home))
    }
}

impl Steps {
    /// The steps of a directory in this folder.
    pub fn of(home: &Path) -> Steps {
        Steps { home: home.to_owned(), folder: home.join(OWN_FOLDER).join("undo") }
    }

    /// Keeps the versions that are about to be replaced; its number.
    pub fn keep(&self, step: &Step, new: &[NewVersion]) -> io::Result<u64> {
        self.keep_all(step, coming(new))
    }

    fn keep_all(&self, step: &Step, coming: impl Iterator<Item = Coming>) -> io::Result<u64> {
        make_private_folder(&self.folder)?;
        let number = self.numbers()?.last().map_or(1, |last| last + 1);
        // Made under another name first: a step that is there is whole.
        let unfinished = self.folder.join("unfinished");
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        make_private_folder(&unfinished)?;
        let mut files = Vec::new();
        for (position, (target, after)) in coming.enumerate() {
            let name = position.to_string();
            let kept = keep_version(&target, &unfinished.join(&name))?.then_some(name);
            let path = target.strip_prefix(&self.home).unwrap_or(&target).to_owned();
            files.push(Replaced { path, kept, after });
        }
        let manifest = Manifest { version: 1, what: step.what.clone(), day: step.day.to_string(), files };
        serde_json::to_writer_pretty(create_private(&unfinished.join(MANIFEST))?, &manifest)?;
        fs::rename(&unfinished, self.step(number))?;
        Ok(number)
    }

    /// Drops a step.
    pub fn forget(&self, number: u64) {
        let _ = fs::remove_dir_all(self.step(number));
    }

    /// Drops the oldest steps that are too many. What cannot be dropped stays; it does no harm.
    pub fn trim(&self) {
        let Ok(numbers) = self.numbers() else { return };
        let mut bytes = 0;
        for (age, &number) in numbers.iter().rev().enumerate() {
            bytes += folder_size(&self.step(number));
            if age >= MOST_STEPS || (age > 0 && bytes > MOST_BYTES) {
                self.forget(number);
            }
        }
    }

    fn step(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number:06}"))
    }

    fn numbers(&self) -> io::Result<Vec<u64>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let number = |entry: io::Result<fs::DirEntry>| entry.ok()?.file_name().to_str()?.parse().ok();
        let mut numbers: Vec<u64> = entries.filter_map(number).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// The steps that can be read, the newest first.
    fn newest_first(&self) -> impl Iterator<Item = (u64, Step, Manifest)> {
        let numbers = self.numbers().unwrap_or_default();
        numbers.into_iter().rev().filter_map(|number| {
            let file = File::open(self.step(number).join(MANIFEST)).ok()?;
            let manifest: Manifest = serde_json::from_reader(BufReader::new(file)).ok()?;
            let step = Step { what: manifest.what.clone(), day: manifest.day.parse().ok()? };
            (manifest.version == 1).then_some((number, step, manifest))
        })
    }

    fn target(&self, file: &Replaced) -> PathBuf {
        self.home.join(&file.path)
    }

    fn standing(&self, number: u64, file: &Replaced) -> io::Result<Standing> {
        let target = self.target(file);
        let kept = file.kept.as_ref().map(|name| self.step(number).join(name));
        let now = version(&target)?;
        let before = kept.map(|kept| version(&kept)).transpose()?.flatten();
        Ok(match now {
            now if now == before => Standing::Before,
            now if now == file.after => Standing::After,
            _ => Standing::Changed,
        })
    }

    /// Puts the versions before a step in their places; with `forced`, that is a step of its own.
    fn restore(
        &self,
        number: u64,
        manifest: &Manifest,
        standings: &[Standing],
        forced: Option<&Step>,
    ) -> Result<(), Vec<Problem>> {
        let (mut new, mut made) = (Vec::new(), Vec::new());
        for (file, standing) in manifest.files.iter().zip(standings) {
            let target = self.target(file);
            match &file.kept {
                _ if *standing == Standing::Before => {}
                Some(kept) => {
                    let kept = self.step(number).join(kept);
                    let version = version(&kept).and_then(|version| {
                        let Version { size, hash } = version.ok_or(io::ErrorKind::NotFound)?;
                        earlier_version(&target, &kept, size, hash)
                    });
                    new.push(version.map_err(|error| vec![unwritable(&target, &error)])?);
                }
                None => made.push(target),
            }
        }
        if let Some(step) = forced {
            let gone = made.iter().map(|target| (target.clone(), None));
            self.keep_all(step, coming(&new).chain(gone)).map_err(|error| vec![unwritable(&self.home, &error)])?;
        }
        place(new).map_err(|(_, problem)| vec![problem])?;
        for target in made {
            fs::remove_file(&target).map_err(|error| vec![unwritable(&target, &error)])?;
            sync_folder(&target);
        }
        self.forget(number);
        Ok(())
    }
}

/// Keeps a version under another name, without copying it where that is possible; `false` where there is none.
fn keep_version(target: &Path, kept: &Path) -> io::Result<bool> {
    match fs::hard_link(target, kept) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !target.exists() => Ok(false),
        Err(_) => {
            let mut copy = create_private(kept)?;
            io::copy(&mut File::open(target)?, &mut copy)?;
            Ok(true)
        }
    }
}

/// The version that stands in a file; `None` where there is none.
fn version(path: &Path) -> io::Result<Option<Version>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let (mut size, mut hash) = (0, Hash::default());
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(Some(Version { size, hash: hash.finish() }));
        }
        size += count as u64;
        hash.read(&buffer[..count]);
    }
}

fn folder_size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum()
}

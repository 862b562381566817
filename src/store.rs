//! The files of a directory: the only module that finds, opens, reads and replaces them.

mod aside;
mod change;
mod export;
mod fresh;
mod ledger;
mod lines;
mod lock;
mod parts;
mod recall;
mod records;
mod replace;
mod scratch;
mod shelf;
mod undo;
mod writing;

pub use self::aside::{Aside, What};
pub use self::change::Changed;
pub use self::fresh::{Fresh, open_or_none};
pub use self::ledger::FileLedger;
pub use self::lines::Lines;
pub use self::parts::PART;
pub use self::recall::Recalled;
pub use self::records::{Found, Position, Records};
pub use self::scratch::Scratch;
pub use self::shelf::{EARLIER, Shelved};
pub use self::writing::{Step, Writing, write_file, write_private_file};

use self::replace::{create_private, make_private_folders};
use crate::import::Input;
use crate::place::Places;
use crate::problem::Problem;
use crate::record::{Config, Decoder, read_config, read_places};
use crate::vocab::Vocabulary;
use jiff::civil::Date;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The configuration of a directory.
pub const CONFIG: &str = "config.toml";
/// The user's own places.
pub const PLACES: &str = "places.csv";
/// The record of referrals.
const LOG: &str = "log.csv";
/// What `init` makes beside the configuration.
pub const COLLEAGUES: &str = "colleagues.toml";

/// The files of one directory of colleagues.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Store {
    /// Where the configuration and the places lie.
    pub folder: PathBuf,
    /// The files of colleagues, by name.
    pub files: Vec<PathBuf>,
    /// Files beside them that are not read, by name.
    pub aside: Vec<Aside>,
    /// Whether a single file was named, not a folder.
    is_file: bool,
}

/// Finds the files of a directory.
///
/// # Errors
/// Nothing is there, it cannot be read, or it holds no colleagues.
pub fn open(path: &Path) -> Result<Store, Problem> {
    let shown = path.display().to_string();
    let meta = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::error(&shown, "there is no directory of colleagues here").hint(init_hint(path))
        }
        _ => unreadable(&shown, &error),
    })?;
    if meta.is_file() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return match kind(path) {
            Some(_) => {
                let aside = copies_of(path, folder);
                Ok(Store { folder: folder.to_owned(), files: vec![path.to_owned()], aside, is_file: true })
            }
            None => Err(Problem::error(&shown, "this is neither a TOML file nor a CSV file")
                .hint("a directory is a .toml file, a .csv file, or a folder of them")),
        };
    }
    if !meta.is_dir() {
        return Err(Problem::error(&shown, "this is neither a file nor a folder"));
    }
    let entries = fs::read_dir(path).map_err(|error| unreadable(&shown, &error))?;
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let (files, aside) = sorted(paths.map_err(|error| unreadable(&shown, &error))?);
    if files.is_empty() {
        return Err(Problem::error(&shown, "there are no colleagues here yet").hint(init_hint(path)));
    }
    if files.len() > MOST_FILES {
        let problem = Problem::error(&shown, format!("{} files of colleagues are too many", files.len()));
        return Err(problem.hint("put several colleagues into one file"));
    }
    Ok(Store { folder: path.to_owned(), files, aside, is_file: false })
}

/// Files of a folder, which are numbered with sixteen bits wherever a colleague's place is kept.
const MOST_FILES: usize = u16::MAX as usize;

/// The files of colleagues among those of a folder, and those that are not read though they look like it.
fn sorted(mut paths: Vec<PathBuf>) -> (Vec<PathBuf>, Vec<Aside>) {
    paths.sort();
    let (mut files, mut aside) = (Vec::new(), Vec::new());
    let names: Vec<&str> = paths.iter().filter_map(|path| name_of(path)).collect();
    for path in &paths {
        let Some(name) = name_of(path) else {
            // Silence would take everybody in it for nobody.
            aside.extend(kind(path).map(|_| Aside { path: path.clone(), what: What::Unreadable }));
            continue;
        };
        let what = match aside::copied_from(name, |stem| names.contains(&beside(name, stem).as_str())) {
            Some(original) if kind(path).is_some() => Some(What::Copy(original)),
            _ if is_of_colleagues(path) => {
                files.push(path.clone());
                None
            }
            _ if [CONFIG, PLACES, LOG].contains(&name) => None,
            _ => aside::leftover_or_foreign(name),
        };
        aside.extend(what.map(|what| Aside { path: path.clone(), what }));
    }
    (files, aside)
}

/// The copies of one file that stand beside it.
fn copies_of(path: &Path, folder: &Path) -> Vec<Aside> {
    let Some(own) = name_of(path) else { return Vec::new() };
    let paths = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let is_copy = |path: &PathBuf| {
        let copied = |name: &str| aside::copied_from(name, |stem| beside(name, stem) == own);
        kind(path).is_some() && name_of(path).and_then(copied).is_some()
    };
    let mut copies: Vec<PathBuf> = paths.filter(is_copy).collect();
    copies.sort();
    copies.into_iter().map(|path| Aside { path, what: What::Copy(own.to_owned()) }).collect()
}

fn name_of(path: &Path) -> Option<&str> {
    path.file_name().and_then(|name| name.to_str())
}

/// The name of a file with another stem.
fn beside(name: &str, stem: &str) -> String {
    name.rsplit_once('.').map_or_else(|| stem.to_owned(), |(_, extension)| format!("{stem}.{extension}"))
}

fn has_colleagues(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    !sorted(entries.map(|entry| entry.path()).collect()).0.is_empty()
}

fn init_hint(path: &Path) -> String {
    format!("refer -d {} init makes one", path.display())
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    let hint = match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to read it; check its permissions",
        io::ErrorKind::IsADirectory => "it is a folder; a file of colleagues was meant",
        _ => "check that it is there and can be read",
    };
    Problem::error(shown, format!("this cannot be read: {}", said(error))).hint(hint)
}

/// The system's words for an error, without its number.
fn said(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Toml,
    Csv,
}

fn kind(path: &Path) -> Option<Kind> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "toml" => Some(Kind::Toml),
        "csv" => Some(Kind::Csv),
        _ => None,
    }
}

fn is_of_colleagues(path: &Path) -> bool {
    let Some(name) = name_of(path) else { return false };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    let ours = [CONFIG, PLACES, LOG].contains(&name);
    let set_aside =
        name.starts_with(['.', '#', '~']) || [".bak", ".backup", ".orig", "~"].iter().any(|end| stem.ends_with(end));
    !ours && !set_aside && kind(path).is_some()
}

/// A bound on the files that are read whole.
const MOST_BYTES: u64 = 1 << 30;

fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::with_capacity(meta.len().min(MOST_BYTES) as usize);
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Store {
    /// Files that may hold colleagues and are not read, each with what to do about it.
    pub fn copies(&self) -> Vec<Problem> {
        self.aside.iter().filter(|aside| aside.may_hold_colleagues()).map(Aside::problem).collect()
    }

    /// What else stands in the folder and is not read, though it looks like it.
    pub fn notes(&self) -> Vec<Problem> {
        self.aside.iter().filter(|aside| !aside.may_hold_colleagues()).map(Aside::problem).collect()
    }

    /// Looks up on which lines records begin.
    pub fn lines(&self, records: Vec<Position>) -> Lines {
        lines::lines(&self.files, records)
    }

    /// Reads the configuration; the defaults where there is none.
    pub fn config(&self) -> (Config, Vec<Problem>) {
        let path = self.folder.join(CONFIG);
        let shown = path.display().to_string();
        match read_whole(&path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => read_config(&shown, &text),
                Err(_) => (Config::default(), vec![Problem::error(shown, "this is not UTF-8")]),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Config::default(), Vec::new()),
            Err(error) => (Config::default(), vec![unreadable(&shown, &error)]),
        }
    }

    /// The configuration as it stands; empty where there is none.
    ///
    /// # Errors
    /// It cannot be read, or is not UTF-8.
    pub fn config_text(&self) -> Result<String, Problem> {
        let path = self.folder.join(CONFIG);
        if path.exists() { read_text(&path) } else { Ok(String::new()) }
    }

    /// Reads the user's own places; the built-in ones where there are none.
    pub fn places(&self) -> (Places, Vec<Problem>) {
        let path = self.folder.join(PLACES);
        let shown = path.display().to_string();
        match read_whole(&path) {
            Ok(bytes) => {
                let (rows, problems) = read_places(&shown, &bytes);
                (Places::with_rows(rows), problems)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Places::built_in(), Vec::new()),
            Err(error) => (Places::built_in(), vec![unreadable(&shown, &error)]),
        }
    }

    /// The colleagues, to be walked once.
    pub fn records<'a>(
        &'a self,
        vocabulary: &'a Vocabulary,
        places: &'a Places,
        payers: &'a [(String, String)],
        as_of: Date,
    ) -> Records<'a> {
        Records::new(self, Decoder::new(vocabulary, places, payers, as_of))
    }
}

/// Reads a file that the user named, such as a profile.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    let shown = path.display().to_string();
    let bytes = read_whole(path).map_err(|error| unreadable(&shown, &error))?;
    String::from_utf8(bytes).map_err(|_| Problem::error(shown, "this is not UTF-8").hint("save the file as UTF-8"))
}

/// A bound on a clients' file.
pub const MOST_OF_CLIENTS: u64 = 256 << 20;

/// Reads a clients' file that the user named, which may be a pipe.
///
/// # Errors
/// It cannot be read, or is too large to be one.
pub fn read_clients_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let shown = path.display().to_string();
    let read = || {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let mut bytes = Vec::new();
        file.take(MOST_OF_CLIENTS + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::error(&shown, "there is no such file").hint("check the name, and the folder you are in")
        }
        io::ErrorKind::IsADirectory => Problem::error(&shown, "this is a folder; a file of clients was meant")
            .hint("name the file itself, such as clients.csv; -d names the directory of colleagues"),
        _ => unreadable(&shown, &error),
    })?;
    if bytes.len() as u64 > MOST_OF_CLIENTS { Err(too_many_clients(&shown)) } else { Ok(bytes) }
}

/// Said of a file that is too large to be one of clients.
pub fn too_many_clients(shown: &str) -> Problem {
    let message = format!("this is too large for a file of clients: more than {} MB", MOST_OF_CLIENTS >> 20);
    Problem::error(shown, message).hint("cut it into several files")
}

/// Opens a foreign list that the user named, to be read as it stands.
///
/// # Errors
/// It cannot be read, or is no ordinary file.
pub fn open_foreign(path: &Path) -> Result<Box<dyn Input>, Problem> {
    let shown = path.display().to_string();
    let meta = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::error(&shown, "there is no such file").hint("check the name, and the folder you are in")
        }
        _ => unreadable(&shown, &error),
    })?;
    if meta.is_dir() {
        let problem = Problem::error(&shown, "this is a folder; one file was meant");
        return Err(problem.hint("name the list itself, such as list.csv"));
    }
    if !meta.is_file() {
        // A pipe or a device has no end that one could wait for, and cannot be read twice.
        let problem = Problem::error(&shown, "this is no ordinary file");
        return Err(problem.hint("save it as a file first, or give it on standard input with -"));
    }
    let file = File::open(path).map_err(|error| unreadable(&shown, &error))?;
    Ok(Box::new(file))
}

/// Makes a directory with these files and tells which were made; a file that is there is left alone.
///
/// # Errors
/// The folder or a file cannot be made.
pub fn make(folder: &Path, files: &[(&str, &str)]) -> Result<Vec<(PathBuf, bool)>, Problem> {
    let cannot = |path: &Path, error: &io::Error| {
        Problem::error(path.display().to_string(), format!("this cannot be made: {}", said(error)))
            .hint("choose another place with -d")
    };
    if folder.is_file() {
        let problem = Problem::error(folder.display().to_string(), "this is a file; a folder was meant");
        return Err(problem.hint("name a folder with -d"));
    }
    make_private_folders(folder).map_err(|error| cannot(folder, &error))?;
    let mut made = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        match create_private(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).map_err(|error| cannot(&path, &error))?;
                made.push((path, true));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => made.push((path, false)),
            Err(error) => return Err(cannot(&path, &error)),
        }
    }
    Ok(made)
}

//! The files of a directory: the only module that finds, opens, reads and replaces them.

mod lines;
mod records;

pub use self::records::{Found, Records};

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
            Some(_) => Ok(Store { folder: folder.to_owned(), files: vec![path.to_owned()] }),
            None => Err(Problem::error(&shown, "this is neither a TOML file nor a CSV file")
                .hint("a directory is a .toml file, a .csv file, or a folder of them")),
        };
    }
    if !meta.is_dir() {
        return Err(Problem::error(&shown, "this is neither a file nor a folder"));
    }
    let entries = fs::read_dir(path).map_err(|error| unreadable(&shown, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&shown, &error))?.path();
        if is_of_colleagues(&path) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Problem::error(&shown, "there are no colleagues here yet").hint(init_hint(path)));
    }
    Ok(Store { folder: path.to_owned(), files })
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
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    let ours = [CONFIG, PLACES, LOG].contains(&name);
    let set_aside =
        name.starts_with(['.', '#']) || [".bak", ".backup", ".orig", "~"].iter().any(|end| stem.ends_with(end));
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
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let mut made = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        match File::create_new(&path) {
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

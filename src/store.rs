//! The files of a directory: the only module that finds, opens and reads them.

use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::{Candidate, Source};
use crate::place::Places;
use crate::problem::Problem;
use crate::record::{
    CellProblem, Config, CsvRecords, Decoder, Manner, cell_place, each_toml_record, ends_in_quote, is_plain,
    read_config, read_places,
};
use crate::vocab::Vocabulary;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom, Write};
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
        Records { store: self, decoder: Decoder::new(vocabulary, places, payers, as_of), found: Found::default() }
    }
}

/// What was found out about the files while the colleagues were walked.
#[derive(Default, Debug)]
pub struct Found {
    /// Everything that was wrong, by file and line.
    pub problems: Vec<Problem>,
    /// Ids that are there twice; nothing can be said of such a directory.
    pub duplicates: Vec<Problem>,
    /// Sound records.
    pub records: usize,
    /// Files that could be opened.
    pub files: usize,
}

/// The colleagues of a directory, as they come from its files.
pub struct Records<'a> {
    store: &'a Store,
    decoder: Decoder<'a>,
    found: Found,
}

impl Records<'_> {
    /// What was found out while they were walked.
    pub fn into_found(mut self) -> Found {
        self.found.problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.found
    }
}

/// The ids seen so far, as hashes, with the number of the file and the byte offset.
type Seen = FxHashMap<u64, (u16, u64)>;

impl Source for &mut Records<'_> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        let Records { store, decoder, found } = &mut **self;
        let (mut colleague, mut seen) = (Colleague::default(), Seen::default());
        for (number, path) in store.files.iter().enumerate() {
            let shown = path.display().to_string();
            let (mut records, mut duplicates, mut nameless) = (0, Vec::new(), Vec::new());
            let mut sound = |candidate: &mut dyn Candidate, offset: u64| {
                let id = &candidate.read(FieldSet::of(&[Field::Id])).id;
                if id.is_empty() {
                    nameless.push(offset);
                    return;
                }
                records += 1;
                let mut hasher = DefaultHasher::new();
                id.hash(&mut hasher);
                let here = (number as u16, offset);
                match seen.entry(hasher.finish()) {
                    std::collections::hash_map::Entry::Vacant(slot) => {
                        slot.insert(here);
                        visit(candidate);
                    }
                    std::collections::hash_map::Entry::Occupied(first) => {
                        duplicates.push((id.clone(), here, *first.get()));
                    }
                }
            };
            let mut problems = Vec::new();
            let regular = fs::metadata(path).map(|meta| meta.is_file() || meta.is_dir());
            if matches!(regular, Ok(false)) {
                // A pipe or a device has no end that one could wait for.
                let problem = Problem::error(&shown, "this is no ordinary file");
                found.problems.push(problem.hint("move it out of the folder"));
                continue;
            }
            let opened = match kind(path) {
                Some(Kind::Csv) => each_in_csv(path, &shown, decoder, &mut colleague, &mut problems, &mut sound),
                _ => read_whole(path).map(|bytes| {
                    if bytes.iter().all(u8::is_ascii_whitespace) {
                        let problem = Problem::error(&shown, "the file is empty").at(1, 1);
                        problems.push(problem.hint("each colleague begins with a line [[colleague]]"));
                    }
                    each_toml_record(&shown, &bytes, decoder, &mut colleague, &mut problems, &mut sound);
                }),
            };
            match opened {
                Ok(()) => found.files += 1,
                Err(error) => problems.push(unreadable(&shown, &error)),
            }
            for offset in nameless {
                let problem = Problem::error(&shown, "the name has no letters, so no id can be made from it");
                let line = line_at(path, offset).unwrap_or(1);
                problems.push(problem.at(line, 1).field("id").hint("give the colleague an id, such as id = \"…\""));
            }
            problems.dedup();
            found.records += records;
            found.problems.append(&mut problems);
            for (id, (_, offset), (first_file, first_offset)) in duplicates {
                let first = &store.files[usize::from(first_file)];
                let first_line = line_at(first, first_offset).unwrap_or(1);
                let line = line_at(path, offset).unwrap_or(1);
                let message = format!("the id “{id}” is there already, at {}:{first_line}", first.display());
                let hint = "give one of the two an id of her own, such as id = \"…\"";
                let problem = Problem::error(&shown, message).at(line, 1);
                found.duplicates.push(problem.field("id").hint(hint));
            }
        }
    }
}

fn each_in_csv(
    path: &Path,
    shown: &str,
    decoder: &mut Decoder,
    colleague: &mut Colleague,
    problems: &mut Vec<Problem>,
    visit: &mut dyn FnMut(&mut dyn Candidate, u64),
) -> io::Result<()> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut manner = Manner::Plain;
    if !is_plain(&file)? {
        file.rewind()?;
        manner = Manner::Careful { ends_in_quote: ends_in_quote(&file)? };
    }
    file.rewind()?;
    let found = match CsvRecords::new(file, manner) {
        Ok(mut records) => {
            records.each(decoder, colleague, visit);
            records.problems
        }
        Err(unusable) => vec![unusable],
    };
    if !found.is_empty() {
        place_cells(&mut File::open(path)?, shown, found, problems)?;
    }
    Ok(())
}

/// How much of a row is looked at for the column of a cell.
const MOST_OF_ROW: u64 = 1 << 20;

/// Reads the rows again, to tell problems by line and column.
fn place_cells(
    file: &mut File,
    shown: &str,
    mut found: Vec<CellProblem>,
    problems: &mut Vec<Problem>,
) -> io::Result<()> {
    found.sort_by_key(|problem| problem.offset);
    let (mut offset, mut line) = (0, 1);
    let mut row = Vec::new();
    for problem in found {
        line += line_breaks(file, offset, problem.offset)?;
        offset = problem.offset;
        file.seek(SeekFrom::Start(offset))?;
        row.clear();
        file.take(MOST_OF_ROW).read_to_end(&mut row)?;
        let row = if offset == 0 { row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&row) } else { &row };
        // Blank lines before a row are not part of it.
        let blank = row.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let above = memchr::memchr_iter(b'\n', &row[..blank]).count();
        let (down, column) = problem.cell.map_or((0, 1), |cell| cell_place(&row[blank..], cell));
        let (severity, field, hint) = (problem.severity, problem.field, problem.hint);
        let made = Problem::error(shown.to_owned(), problem.message).at(line + above + down, column);
        problems.push(Problem { severity, field, hint, ..made });
    }
    Ok(())
}

/// The line, from 1, of a byte of a file.
fn line_at(path: &Path, offset: u64) -> io::Result<usize> {
    Ok(1 + line_breaks(&mut File::open(path)?, 0, offset)?)
}

/// How many lines end between two bytes of a file.
fn line_breaks(file: &mut File, from: u64, to: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(from))?;
    let mut part = file.take(to.saturating_sub(from));
    let (mut buffer, mut count, mut last) = (vec![0; 64 * 1024], 0, 0);
    loop {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            return Ok(count);
        }
        // A carriage return by itself ends a line too, as old spreadsheets write it.
        for &byte in &buffer[..read] {
            count += usize::from(byte == b'\r' || (byte == b'\n' && last != b'\r'));
            last = byte;
        }
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

//! The records of a directory as they come from its files, and what was wrong with them.

use super::aside::may_be_copy;
use super::lines::{lines, place_cells};
use super::parts::{Parts, fold};
use super::recall::Recalled;
use super::{Kind, Store, kind, read_whole, unreadable};
use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::{Candidate, Source};
use crate::problem::Problem;
use crate::ranking::Ranking;
use crate::record::{CsvRecords, Decoder, Written, each_toml_record, each_written_toml};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

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
    pub(super) store: &'a Store,
    pub(super) decoder: Decoder<'a>,
    pub(super) found: Found,
    /// Where they stood, where they are to be read again.
    pub(super) recalled: Option<Recalled<'a>>,
    pub(super) parts: Parts,
}

impl<'a> Records<'a> {
    pub(super) fn new(store: &'a Store, decoder: Decoder<'a>) -> Records<'a> {
        let parts = Parts { threads: 1, bytes: 0 };
        Records { store, decoder, found: Found::default(), recalled: None, parts }
    }

    /// Lets a CSV file be walked in parts on up to so many threads, where each gets so many bytes at least; see
    /// [`Source::fold`].
    pub fn in_parts(self, threads: usize, bytes: u64) -> Self {
        Records { parts: Parts { threads, bytes }, ..self }
    }

    /// Lets those who are walked as a [`Source`] be read again.
    pub fn recalled(self) -> Self {
        let recalled = Recalled::new(self.store, self.decoder.afresh());
        Records { recalled: Some(recalled), ..self }
    }

    /// As [`Records::into_found_for`], and where they are read again, if that was asked for.
    pub fn into_found_and_recalled(mut self, rankings: &[Ranking]) -> (Found, Option<Recalled<'a>>) {
        let recalled = self.recalled.take();
        (self.into_found_for(rankings), recalled)
    }

    /// What was found out while they were walked.
    pub fn into_found(self) -> Found {
        self.into_found_for(&[])
    }

    /// What was found out while they were walked, and what matters of those whom these answers name.
    pub fn into_found_for(mut self, rankings: &[Ranking]) -> Found {
        let is_named = |id: &String| rankings.iter().any(|ranking| ranking.names(id));
        self.found.problems.retain(|problem| problem.whose.as_ref().is_none_or(is_named));
        self.found.problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.found
    }
}

/// The ids seen so far, as hashes, with the number of the file and the byte offset.
type Seen = FxHashMap<u64, (u16, u64)>;

/// Where a record stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// The number of the file, as in [`Store::files`].
    pub file: usize,
    /// The byte at which it begins.
    pub offset: u64,
}

impl Source for &mut Records<'_> {
    fn fold<T: Send>(
        &mut self,
        start: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, &mut dyn Candidate) + Sync,
    ) -> Vec<T> {
        fold(self, &start, &visit)
    }

    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        let mut recalled = self.recalled.take();
        self.each_with_place(&mut |candidate, place| {
            if let Some(recalled) = &mut recalled {
                recalled.remember(candidate, place);
            }
            visit(candidate);
        });
        self.recalled = recalled;
    }
}

impl Records<'_> {
    /// Tells also what is over, and what is worth a look though nothing is wrong with it.
    pub fn thorough(self) -> Self {
        Records { decoder: self.decoder.thorough(), ..self }
    }

    /// Calls `visit` with each colleague and where she stands.
    pub fn each_with_place(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate, Position)) {
        let Records { store, decoder, found, .. } = self;
        let (mut colleague, mut seen) = (Colleague::default(), Seen::default());
        let (mut duplicates, mut nameless) = (Vec::new(), Vec::new());
        for (file, path) in store.files.iter().enumerate() {
            let shown = path.display().to_string();
            let mut records = 0;
            let mut sound = |candidate: &mut dyn Candidate, offset: u64| {
                let id = &candidate.read(FieldSet::of(&[Field::Id])).id;
                let here = Position { file, offset };
                if id.is_empty() {
                    nameless.push(here);
                    return;
                }
                records += 1;
                let mut hasher = DefaultHasher::new();
                id.hash(&mut hasher);
                match seen.entry(hasher.finish()) {
                    Entry::Vacant(slot) => {
                        slot.insert((file as u16, offset));
                        visit(candidate, here);
                    }
                    Entry::Occupied(first) => {
                        let &(file, offset) = first.get();
                        duplicates.push((id.clone(), here, Position { file: usize::from(file), offset }));
                    }
                }
            };
            let mut problems = Vec::new();
            if let Some(problem) = endless(path, &shown) {
                found.problems.push(problem);
                continue;
            }
            let opened = match kind(path) {
                Some(Kind::Csv) => each_in_csv(path, &shown, &mut problems, |records| {
                    records.each(decoder, &mut colleague, &mut sound);
                }),
                _ => read_whole(path).map(|bytes| {
                    problems.extend(empty(&bytes, &shown));
                    each_toml_record(&shown, &bytes, decoder, &mut colleague, &mut problems, &mut sound);
                }),
            };
            match opened {
                Ok(()) => found.files += 1,
                Err(error) => problems.push(unreadable(&shown, &error)),
            }
            problems.dedup();
            found.records += records;
            found.problems.append(&mut problems);
        }
        let both = duplicates.iter().flat_map(|&(_, here, first)| [here, first]);
        let line = lines(&store.files, both.collect());
        let problem = |place: Position, message: String, hint: String| {
            let shown = store.files[place.file].display().to_string();
            Problem::error(shown, message).at(line.of(place), 1).field("id").hint(hint)
        };
        found.problems.extend(nameless_problems(store, &nameless));
        let mut copies: Vec<(usize, usize)> = Vec::new();
        for (id, here, first) in duplicates {
            let original = store.files[first.file].display();
            let (one, other) = (&store.files[here.file], &store.files[first.file]);
            let mut hint = format!("give one of the two an id of her own, {}", of_an_id(one));
            let copy =
                if may_be_copy(one, other) { Some(one) } else { Some(other).filter(|_| may_be_copy(other, one)) };
            if let Some(copy) = copy {
                // A copy has them all; one is enough to see it.
                if copies.contains(&(here.file, first.file)) {
                    continue;
                }
                copies.push((here.file, first.file));
                hint = format!(
                    "“{}” looks like a copy, as a synced folder makes one: compare the two files, and move one out of \
                     the folder",
                    copy.display()
                );
            }
            let message = format!("the id “{id}” is there already, at {original}:{}", line.of(first));
            found.duplicates.push(problem(here, message, hint));
        }
    }
}

impl Store {
    /// Calls `visit` with each record that can be used, as it is written: its file, its text, and the byte at which
    /// it begins. Tells what stands in the way of the others; the values themselves are not judged.
    pub fn each_written(&self, mut visit: impl FnMut(&Path, &Written, u64)) -> Vec<Problem> {
        let mut problems = Vec::new();
        for path in &self.files {
            let shown = path.display().to_string();
            if let Some(problem) = endless(path, &shown) {
                problems.push(problem);
                continue;
            }
            let opened = match kind(path) {
                Some(Kind::Csv) => each_in_csv(path, &shown, &mut problems, |records| {
                    records.each_written(|written, offset| visit(path, written, offset));
                }),
                _ => read_whole(path).map(|bytes| {
                    problems.extend(empty(&bytes, &shown));
                    each_written_toml(&shown, &bytes, &mut problems, |written, offset| visit(path, written, offset));
                }),
            };
            problems.extend(opened.err().map(|error| unreadable(&shown, &error)));
        }
        problems
    }
}

/// What to say of records from whose name no id can be made.
pub(super) fn nameless_problems(store: &Store, nameless: &[Position]) -> Vec<Problem> {
    let line = lines(&store.files, nameless.to_vec());
    let problem = |&place: &Position| {
        let file = &store.files[place.file];
        let message = "the name has no letters, so no id can be made from it";
        let hint = format!("give the colleague an id, {}", of_an_id(file));
        Problem::error(file.display().to_string(), message).at(line.of(place), 1).field("id").hint(hint)
    };
    nameless.iter().map(problem).collect()
}

/// How an id is written in a file.
fn of_an_id(file: &Path) -> &'static str {
    match kind(file) {
        Some(Kind::Csv) => "in a column “id”",
        _ => "such as id = \"…\"",
    }
}

/// A pipe or a device has no end that one could wait for.
pub(super) fn endless(path: &Path, shown: &str) -> Option<Problem> {
    let meta = fs::metadata(path).ok()?;
    let problem = || Problem::error(shown, "this is no ordinary file").hint("move it out of the folder");
    (!meta.is_file() && !meta.is_dir()).then(problem)
}

pub(super) fn empty(bytes: &[u8], shown: &str) -> Option<Problem> {
    let problem = || Problem::error(shown, "the file is empty").at(1, 1);
    let hint = "each colleague begins with a line [[colleague]]";
    bytes.iter().all(u8::is_ascii_whitespace).then(|| problem().hint(hint))
}

pub(super) fn each_in_csv(
    path: &Path,
    shown: &str,
    problems: &mut Vec<Problem>,
    walk: impl FnOnce(&mut CsvRecords<File>),
) -> io::Result<()> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    match CsvRecords::new(file) {
        Ok(mut records) => {
            walk(&mut records);
            tell(path, shown, records, problems)
        }
        Err(unusable) => place_cells(path, shown, vec![unusable], problems),
    }
}

/// Tells what was wrong with the rows of a file, by line and column.
pub(super) fn tell(path: &Path, shown: &str, records: CsvRecords<File>, problems: &mut Vec<Problem>) -> io::Result<()> {
    let untold = records.untold;
    place_cells(path, shown, records.problems, problems)?;
    if untold > 0 {
        let message = format!("{untold} more values of this file cannot be read or are worth a look");
        problems.push(Problem::warning(shown, message).hint("correct the first ones; the same is often wrong in all"));
    }
    Ok(())
}

//! The records of a directory walked in parts, several at once, whose order does not matter.

use super::recall::Recalled;
use super::records::{Position, Records, each_in_csv, empty, endless, nameless_problems, tell};
use super::{Kind, kind, read_whole, unreadable};
use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;
use crate::record::{CsvRecords, Decoder, each_toml_record};
use rustc_hash::FxHasher;
use std::fs::File;
use std::hash::Hasher;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;

/// How a file may be parted.
#[derive(Clone, Copy)]
pub struct Parts {
    /// On how many threads.
    pub threads: usize,
    /// How many bytes of a file are worth a part.
    pub bytes: u64,
}

/// How many bytes are worth a part. Below that a file is read in a few milliseconds, and what each part works out for
/// itself, such as the reasons of the first who were left out, costs more than it brings.
pub const PART: u64 = 1 << 22;

/// Walks the records in parts; see [`crate::directory::Source::fold`].
pub fn fold<T: Send>(
    records: &mut Records,
    start: &(impl Fn() -> T + Sync),
    visit: &(impl Fn(&mut T, &mut dyn Candidate) + Sync),
) -> Vec<T> {
    let Records { store, decoder, found, recalled, parts } = records;
    let is_recalled = recalled.is_some();
    let hand = || {
        let recalled = is_recalled.then(|| Recalled::new(store, decoder.afresh()));
        let met = Met { ids: Vec::new(), nameless: Vec::new(), recalled };
        Hand { decoder: decoder.afresh(), colleague: Colleague::default(), met, made: start() }
    };
    let mut done: Vec<Hand<T>> = Vec::new();
    let mut last = hand();
    for (file, path) in store.files.iter().enumerate() {
        let shown = path.display().to_string();
        if let Some(problem) = endless(path, &shown) {
            found.problems.push(problem);
            continue;
        }
        let mut problems = Vec::new();
        let opened = match kind(path) {
            Some(Kind::Csv) => match in_parts(path, file, *parts, &hand, visit) {
                Some((hands, first)) => {
                    // Whoever walked the files before comes first, and somebody else walks those that follow.
                    done.push(std::mem::replace(&mut last, hand()));
                    done.extend(hands);
                    tell(path, &shown, first, &mut problems)
                }
                None => each_in_csv(path, &shown, &mut problems, |records| last.walk(records, file, visit)),
            },
            _ => read_whole(path).map(|bytes| {
                problems.extend(empty(&bytes, &shown));
                let Hand { decoder, colleague, met, made } = &mut last;
                each_toml_record(&shown, &bytes, decoder, colleague, &mut problems, |candidate, offset| {
                    if met.meet(candidate, Position { file, offset }) {
                        visit(made, candidate);
                    }
                });
            }),
        };
        match opened {
            Ok(()) => found.files += 1,
            Err(error) => problems.push(unreadable(&shown, &error)),
        }
        problems.dedup();
        found.problems.append(&mut problems);
    }
    done.push(last);
    let (mut ids, mut nameless, mut made) = (Vec::new(), Vec::new(), Vec::new());
    for Hand { mut met, made: part, .. } in done {
        found.records += met.ids.len();
        met.ids.sort_unstable();
        ids.push(met.ids);
        nameless.extend(met.nameless);
        if let (Some(all), Some(later)) = (&mut *recalled, met.recalled) {
            all.append(later);
        }
        made.push(part);
    }
    found.problems.extend(nameless_problems(store, &nameless));
    if has_equals(ids) {
        // Which they are, and where they stand, is worth another walk: there is no answer but to name them.
        let mut again = Records::new(store, decoder.afresh());
        again.each_with_place(&mut |_, _| {});
        found.duplicates = again.into_found().duplicates;
    }
    made
}

/// Somebody who walks a part.
struct Hand<'v, T> {
    decoder: Decoder<'v>,
    colleague: Colleague,
    met: Met<'v>,
    made: T,
}

/// Who was met on a walk.
struct Met<'v> {
    /// Their ids, as hashes.
    ids: Vec<u64>,
    /// Who has no id, and a name from which none can be made.
    nameless: Vec<Position>,
    recalled: Option<Recalled<'v>>,
}

impl<T> Hand<'_, T> {
    fn walk(&mut self, records: &mut CsvRecords<File>, file: usize, visit: &impl Fn(&mut T, &mut dyn Candidate)) {
        let Hand { decoder, colleague, met, made } = self;
        records.each(decoder, colleague, |candidate, offset| {
            if met.meet(candidate, Position { file, offset }) {
                visit(made, candidate);
            }
        });
    }
}

impl Met<'_> {
    /// Takes note of somebody; `false` where she cannot be told from others.
    fn meet(&mut self, candidate: &mut dyn Candidate, here: Position) -> bool {
        let mut hasher = FxHasher::default();
        match candidate.plain(Field::Id) {
            Some(id) => hasher.write(id),
            None => {
                let id = &candidate.read(FieldSet::of(&[Field::Id])).id;
                if id.is_empty() {
                    self.nameless.push(here);
                    return false;
                }
                hasher.write(id.as_bytes());
            }
        }
        self.ids.push(hasher.finish());
        if let Some(recalled) = &mut self.recalled {
            recalled.remember(candidate, here);
        }
        true
    }
}

/// Whether two of these numbers are the same; parts that are sorted are only merged.
fn has_equals(parts: Vec<Vec<u64>>) -> bool {
    let mut all: Vec<u64> = Vec::new();
    for part in parts {
        if all.is_empty() { all = part } else { all.extend(part) }
    }
    all.sort();
    all.windows(2).any(|pair| pair[0] == pair[1])
}

/// Walks a CSV file in parts; `None` where it is better walked as a whole: it is small, its quotes are out of place, it
/// cannot be read, or where a row begins was guessed wrong.
fn in_parts<'v, T: Send>(
    path: &Path,
    file: usize,
    parts: Parts,
    hand: &(impl Fn() -> Hand<'v, T> + Sync),
    visit: &(impl Fn(&mut T, &mut dyn Candidate) + Sync),
) -> Option<(Vec<Hand<'v, T>>, CsvRecords<File>)> {
    let size = path.metadata().ok()?.len();
    let count = (parts.threads as u64).min(size.checked_div(parts.bytes).unwrap_or(1));
    if count < 2 {
        return None;
    }
    let mut first = CsvRecords::new(File::open(path).ok()?).ok()?;
    let mut starts = Vec::new();
    for part in 1..count {
        starts.push(row_behind(path, size / count * part, &first)?);
    }
    let mut others = Vec::new();
    for &start in &starts {
        let mut reader = File::open(path).ok()?;
        reader.seek(SeekFrom::Start(start)).ok()?;
        others.push(first.part(reader, start));
    }
    let mut before = &mut first;
    for (&start, later) in starts.iter().zip(&mut others) {
        before.stop_at(start);
        before = later;
    }
    let walk = |mut records: CsvRecords<File>| {
        let mut hand = hand();
        hand.walk(&mut records, file, visit);
        hand.met.ids.sort_unstable();
        (hand, records)
    };
    let walk = &walk;
    let walked = thread::scope(|scope| {
        let others: Vec<_> = others.into_iter().map(|records| scope.spawn(move || walk(records))).collect();
        let mut walked = vec![walk(first)];
        for other in others {
            walked.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        walked
    });
    // Each part must have come to where the next one began, and the last one to the end.
    let ends = starts.into_iter().map(Some).chain([None]);
    let mut hands = Vec::new();
    let mut all: Option<CsvRecords<File>> = None;
    for ((hand, records), end) in walked.into_iter().zip(ends) {
        let left_at = records.left_at()?;
        if end.is_some_and(|end| end != left_at) {
            return None;
        }
        hands.push(hand);
        match &mut all {
            None => all = Some(records),
            Some(all) => all.append(records),
        }
    }
    Some((hands, all?))
}

/// Where a row seems to begin, behind some byte of a file.
fn row_behind(path: &Path, offset: u64, records: &CsvRecords<File>) -> Option<u64> {
    const MOST_LOOKED_AT: u64 = 1 << 16;
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(offset)).ok()?;
    let mut text = Vec::new();
    file.take(MOST_LOOKED_AT).read_to_end(&mut text).ok()?;
    records.likely_row(&text).map(|at| offset + at as u64)
}

//! A list walked row by row against a directory: who each row is, and what it changes.
//!
//! Only numbers and hashes are held for each row, so that a registry fits: rows and records are read again where they
//! are needed. What is seen here is what is written afterwards, by the same functions.

use super::identity::{By, Decision, Doubt, Index, Keys, Number, Verdict, compare, share_a_mark};
use super::merge::{Change, Merged, Prefer, all_new, apply, merge, overlay};
use super::{Sheet, SourceRow};
use crate::colleague::Field;
use crate::problem::Problem;
use crate::record::Written;
use rustc_hash::FxHashMap;
use std::io;

/// The records of a directory by their numbers.
pub trait Shelf {
    /// How many there are.
    fn count(&self) -> Number;

    /// A record as it is written now; `None` where it is known from earlier lists only, for it was removed by hand.
    ///
    /// # Errors
    /// Its file cannot be read any more.
    fn record(&mut self, number: Number) -> io::Result<Option<Written>>;

    /// Whether a record is written now.
    fn stands(&self, number: Number) -> bool;

    /// Whether an earlier list said something of the colleague.
    fn was_said(&self, number: Number) -> bool;

    /// What earlier lists said of the colleague, if any did.
    ///
    /// # Errors
    /// The file of earlier lists cannot be read any more.
    fn earlier(&mut self, number: Number) -> io::Result<Option<Written>>;
}

/// A row read as a record.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RowRead {
    /// The record.
    pub written: Written,
    /// What of it could not be understood, and is kept as it stands.
    pub problems: Vec<Problem>,
    /// Whether no colleague can be made of it.
    pub is_rejected: bool,
}

/// What became of a row, or would.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// A colleague who was not known.
    New,
    /// A known one, with something new.
    Changed,
    /// A known one, and nothing new.
    Same,
    /// No colleague can be made of it, or it is not clear whom it means.
    Rejected,
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Changed => "changed",
            Status::Same => "same",
            Status::Rejected => "rejected",
        }
    }
}

/// One row and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The row, as [`SourceRow`] counts.
    pub row: usize,
    /// Its line in the file.
    pub line: usize,
    /// What became of it.
    pub status: Status,
    /// Whose it is.
    pub id: Option<String>,
    /// The name in the list.
    pub name: String,
    /// What it changes.
    pub changes: Vec<Change>,
    /// What it would change, and was written by hand.
    pub kept: Vec<Change>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// How many rows ended how.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// All rows that are not blank.
    pub read: usize,
    /// See [`Status::New`].
    pub new: usize,
    /// See [`Status::Changed`].
    pub changed: usize,
    /// See [`Status::Same`].
    pub same: usize,
    /// See [`Status::Rejected`].
    pub rejected: usize,
}

impl Counts {
    fn count(&mut self, status: Status) {
        self.read += 1;
        match status {
            Status::New => self.new += 1,
            Status::Changed => self.changed += 1,
            Status::Same => self.same += 1,
            Status::Rejected => self.rejected += 1,
        }
    }
}

/// Somebody who may be whom a row means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Maybe {
    /// The id.
    pub id: String,
    /// What is written of her.
    pub written: Written,
}

/// What a person says of a row that may mean somebody known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is that one of them.
    Same(usize),
    /// It is somebody new.
    New,
    /// Not decided: the row is rejected.
    Undecided,
}

/// Where the rows of a list are found again, and the first ones, to learn its columns from.
///
/// # Errors
/// The list cannot be read.
pub fn survey(sheet: &mut dyn Sheet, most: usize) -> io::Result<(Vec<u64>, Vec<SourceRow>)> {
    let (mut positions, mut first) = (Vec::new(), Vec::new());
    sheet.each(&mut |row| {
        positions.push(row.position);
        if first.len() < most {
            first.push(row.clone());
        }
    })?;
    Ok((positions, first))
}

/// Takes in what became of each row, with the row and the record made of it.
pub type Each<'a> = dyn FnMut(&Outcome, &SourceRow, &Written) -> io::Result<()> + 'a;

/// Asks whom a row means.
pub type Ask<'a> = dyn FnMut(&SourceRow, &Written, Doubt, &[Maybe]) -> Answer + 'a;

const NO_ROW: u32 = u32::MAX;

/// A list on its way into a directory.
pub struct Import<'a> {
    sides: Sides<'a>,
    index: Index,
    /// Ids of new colleagues that are not made from their names.
    ids: FxHashMap<Number, String>,
    /// Of whom the record changes, and of whom what lists said.
    news: Vec<News>,
    /// How many rows ended how.
    pub counts: Counts,
}

#[derive(Clone, Copy, Default)]
struct News {
    record: bool,
    said: bool,
}

/// The list and the directory, and which rows are whose.
struct Sides<'a> {
    sheet: &'a mut dyn Sheet,
    read: &'a mut dyn FnMut(&SourceRow) -> RowRead,
    shelf: &'a mut dyn Shelf,
    prefer: Prefer,
    /// Where each row is found again.
    positions: Vec<u64>,
    /// The first and the last row of each colleague, known ones first,
    chains: Vec<(u32, u32)>,
    /// and of each row the next one of the same colleague.
    next: Vec<u32>,
    /// Colleagues of several rows as they were after one of them, so that many rows of one are not read again and again.
    remembered: FxHashMap<Number, (u32, Current)>,
}

/// So many are remembered; more would not be bounded.
const MOST_REMEMBERED: usize = 1_024;

/// The key under which what the last list said of a colleague keeps its rows: the very same ones mean her again,
/// whatever became of her record, and say nothing new.
pub const ROWS: &str = "_rows";

/// The rows that the last list said of a colleague.
pub fn rows_of(earlier: &Written) -> impl Iterator<Item = u64> {
    earlier.extra(ROWS).split(' ').filter_map(|row| u64::from_str_radix(row, 16).ok())
}

/// A colleague after some rows, and what lists said of her.
#[derive(Clone, Default)]
struct Current {
    /// As she is written now; empty where she was removed by hand.
    ours: Written,
    /// What lists said; empty where none did.
    earlier: Option<Written>,
    /// The rows of this list so far.
    rows: Vec<u64>,
    /// Whether one of them is not as the last list had it: from there on each counts again, for the later row wins.
    is_other: bool,
}

impl Current {
    /// Whether the last list said this very row after the same ones: where it said several, only all of them together
    /// say how she is.
    fn was_said(&self, row: u64) -> bool {
        let said = |earlier| rows_of(earlier).nth(self.rows.len()) == Some(row);
        !self.is_other && self.earlier.as_ref().is_some_and(said)
    }
}

/// Tells a row from others: FNV-1a of 64 bits over what it says.
fn row_key(theirs: &Written) -> u64 {
    let mut key = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0]) {
            key = (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (field, values) in theirs.fields() {
        take(field.key());
        values.iter().for_each(|value| take(value));
    }
    for (name, text) in theirs.extras() {
        take(name);
        take(text);
    }
    key
}

impl<'a> Import<'a> {
    /// Starts an import of the rows at these positions of a list; `index` has the records of the shelf.
    pub fn new(
        sheet: &'a mut dyn Sheet,
        positions: Vec<u64>,
        read: &'a mut dyn FnMut(&SourceRow) -> RowRead,
        shelf: &'a mut dyn Shelf,
        index: Index,
        prefer: Prefer,
    ) -> Import<'a> {
        let chains = vec![(NO_ROW, NO_ROW); shelf.count() as usize];
        let next = vec![NO_ROW; positions.len()];
        let news = vec![News::default(); chains.len()];
        let remembered = FxHashMap::default();
        let sides = Sides { sheet, read, shelf, prefer, positions, chains, next, remembered };
        Import { sides, index, ids: FxHashMap::default(), news, counts: Counts::default() }
    }

    /// Decides every row, in order, and tells what becomes of each.
    ///
    /// # Errors
    /// The list or the directory cannot be read any further, or `each` fails.
    pub fn walk(&mut self, ask: &mut Ask, each: &mut Each) -> io::Result<()> {
        for at in 0..self.sides.positions.len() {
            let row = self.sides.sheet.at(self.sides.positions[at])?;
            let RowRead { written, problems, is_rejected } = (self.sides.read)(&row);
            let outcome = if is_rejected {
                rejected(&row, written.text(Field::Name).to_owned(), problems)
            } else {
                self.take(at as u32, &row, &written, problems, ask)?
            };
            self.counts.count(outcome.status);
            each(&outcome, &row, &written)?;
        }
        Ok(())
    }

    /// Decides one row.
    fn take(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        mut problems: Vec<Problem>,
        ask: &mut Ask,
    ) -> io::Result<Outcome> {
        let keys = Keys::of(theirs);
        let key = row_key(theirs);
        // Whoever is gone may stand there under another name.
        let is_there = |&number: &Number| number >= self.sides.shelf.count() || self.sides.shelf.stands(number);
        let by_row = self.index.by_row(key).filter(is_there);
        let mut looked_at = LookedAt { sides: &mut self.sides, seen: Vec::new(), failed: None };
        let mut decision = match by_row {
            Some(number) => Decision::Known(number, By::Id),
            None => self.index.decide(theirs, keys, &mut |number, by| looked_at.compare(theirs, number, by)),
        };
        let LookedAt { mut seen, failed, .. } = looked_at;
        if let Some(error) = failed {
            return Err(error);
        }
        if let Decision::Unsure(numbers, doubt) = decision {
            let of = |number: &Number| seen.iter().find(|(seen, _)| seen == number).map(|(_, current)| &current.ours);
            let written = numbers.iter().map(|number| (number, of(number).cloned().unwrap_or_default()));
            let maybe = |(number, written): (&Number, Written)| Maybe { id: self.id_of(*number, &written), written };
            let maybes: Vec<Maybe> = written.map(maybe).collect();
            let named = !theirs.text(Field::Id).is_empty();
            decision = match if named { Answer::New } else { ask(row, theirs, doubt, &maybes) } {
                Answer::Same(which) if which < numbers.len() => Decision::Known(numbers[which], By::Name),
                Answer::New => Decision::New,
                _ => {
                    problems.push(unsure(row, doubt, &maybes));
                    return Ok(rejected(row, theirs.text(Field::Name).to_owned(), problems));
                }
            };
        }
        let Decision::Known(number, _) = decision else { return Ok(self.take_new(at, row, theirs, keys, problems)) };
        let current = match seen.iter().position(|(seen, _)| *seen == number) {
            Some(at) => seen.swap_remove(at).1,
            None => self.sides.current(number)?,
        };
        if current.ours.is_empty() {
            let stands = |(_, other): &&(Number, Current)| !other.ours.is_empty() && share_a_mark(&other.ours, theirs);
            let renamed = seen.iter().find(stands).map(|(other, current)| self.id_of(*other, &current.ours));
            let id = current.earlier.as_ref().map_or_else(String::new, Written::id);
            problems.push(removed(row, &id, renamed));
            let (name, status) = (theirs.text(Field::Name).to_owned(), Status::Same);
            let (row, line, changes, kept) = (row.number, row.line, Vec::new(), Vec::new());
            return Ok(Outcome { row, line, status, id: Some(id), name, changes, kept, problems });
        }
        Ok(self.take_known(at, row, theirs, keys, (number, current), problems))
    }

    /// A row of somebody who is known.
    fn take_known(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        keys: Keys,
        (number, current): (Number, Current),
        problems: Vec<Problem>,
    ) -> Outcome {
        let name = theirs.text(Field::Name).to_owned();
        let (line, row_number) = (row.line, row.number);
        let is_known_row = self.sides.prefer == Prefer::Directory && current.was_said(row_key(theirs));
        let Current { ours, earlier, .. } = current;
        let Merged { changes, kept } = match is_known_row {
            true => Merged::default(),
            false => merge(&ours, earlier.as_ref(), theirs, self.sides.prefer),
        };
        let id = Some(self.id_of(number, &ours));
        let news = &mut self.news[number as usize];
        news.record |= !changes.is_empty();
        news.said |= !is_known_row
            && earlier.is_none_or(|earlier| {
                let mut after = earlier.clone();
                overlay(&mut after, theirs);
                after != earlier
            });
        self.sides.link(number, at);
        self.index.insert(number, keys);
        self.index.insert_row(number, row_key(theirs));
        let status = match (changes.is_empty(), ours.text(Field::Name).is_empty()) {
            (_, true) => Status::New,
            (true, _) => Status::Same,
            (false, _) => Status::Changed,
        };
        Outcome { row: row_number, line, status, id, name, changes, kept, problems }
    }

    /// A row of somebody who is not known yet.
    fn take_new(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        keys: Keys,
        mut problems: Vec<Problem>,
    ) -> Outcome {
        let name = theirs.text(Field::Name).to_owned();
        let stated = Some(theirs.text(Field::Id)).filter(|id| !id.is_empty() && self.index.by_id(id).is_none());
        let Some(id) = stated.map(str::to_owned).or_else(|| self.index.free_id(&name)) else {
            let problem = Problem::error("", "the name has no letters, so no id can be made from it");
            problems.push(problem.at(row.line, 1).hint("give the row an id in a column “_id”"));
            return rejected(row, name, problems);
        };
        let number = self.sides.chains.len() as Number;
        self.sides.chains.push((NO_ROW, NO_ROW));
        self.news.push(News { record: true, said: true });
        self.sides.link(number, at);
        self.index.insert(number, keys);
        self.index.insert_row(number, row_key(theirs));
        self.index.insert_id(number, &id);
        if crate::text::slug(&name) != id {
            self.ids.insert(number, id.clone());
        }
        let (status, changes, kept, id) = (Status::New, all_new(theirs), Vec::new(), Some(id));
        Outcome { row: row.number, line: row.line, status, id, name, changes, kept, problems }
    }

    fn id_of(&self, number: Number, written: &Written) -> String {
        self.ids.get(&number).cloned().unwrap_or_else(|| written.id())
    }

    /// The colleague who has an id.
    pub fn by_id(&self, id: &str) -> Option<Number> {
        self.index.by_id(id)
    }

    /// Whether the list changes the record of a colleague, or makes it.
    pub fn is_changed(&self, number: Number) -> bool {
        self.news[number as usize].record
    }

    /// Whether the list says something of a colleague that no earlier one said.
    pub fn is_news(&self, number: Number) -> bool {
        self.news[number as usize].said
    }

    /// Of how many colleagues the list says something new.
    pub fn news(&self) -> usize {
        self.news.iter().filter(|news| news.record || news.said).count()
    }

    /// The numbers of all colleagues: those of the directory, then those of the list.
    pub fn numbers(&self) -> std::ops::Range<Number> {
        0..self.news.len() as Number
    }

    /// Whether a colleague stands in the directory already.
    pub fn stands(&self, number: Number) -> bool {
        self.sides.shelf.stands(number)
    }

    /// Whether an earlier list said something of a colleague.
    pub fn was_said(&self, number: Number) -> bool {
        self.sides.shelf.was_said(number)
    }

    /// A colleague as she is to be written, with her id where it is not the one made from her name, and what is to be
    /// remembered of what lists said.
    ///
    /// # Errors
    /// The list or the directory cannot be read any more.
    pub fn finished(&mut self, number: Number) -> io::Result<(Written, Written)> {
        let Current { mut ours, earlier, rows, .. } = self.sides.current(number)?;
        let mut said = earlier.unwrap_or_default();
        let rows: Vec<String> = rows.iter().map(|row| format!("{row:x}")).collect();
        said.set_extra(ROWS, &rows.join(" "));
        if let Some(id) = self.ids.get(&number) {
            ours.set(Field::Id, [id.as_str()]);
        }
        said.set(Field::Id, [ours.id()]);
        Ok((ours, said))
    }
}

impl Sides<'_> {
    fn link(&mut self, number: Number, at: u32) {
        let (first, last) = &mut self.chains[number as usize];
        if *first == NO_ROW {
            *first = at;
        } else {
            self.next[*last as usize] = at;
        }
        *last = at;
    }

    /// A colleague after the rows that were decided so far.
    fn current(&mut self, number: Number) -> io::Result<Current> {
        let (mut at, mut current) = match self.remembered.remove(&number) {
            Some((last, current)) => (self.next[last as usize], current),
            None => (self.chains[number as usize].0, self.before(number)?),
        };
        while at != NO_ROW {
            let row = self.sheet.at(self.positions[at as usize])?;
            let theirs = (self.read)(&row).written;
            at = self.next[at as usize];
            let key = row_key(&theirs);
            let is_known_row = self.prefer == Prefer::Directory && current.was_said(key);
            current.rows.push(key);
            if is_known_row {
                continue;
            }
            current.is_other = true;
            let Current { ours, earlier, .. } = &mut current;
            let id = if ours.is_empty() { theirs.id() } else { ours.id() };
            let merged = merge(ours, earlier.as_ref(), &theirs, self.prefer);
            apply(ours, &merged.changes);
            // Another name must not make another id of it.
            if ours.id() != id {
                ours.set(Field::Id, [id]);
            }
            overlay(earlier.get_or_insert_default(), &theirs);
        }
        let (first, last) = self.chains[number as usize];
        if first != last {
            if self.remembered.len() >= MOST_REMEMBERED {
                self.remembered.clear();
            }
            self.remembered.insert(number, (last, current.clone()));
        }
        Ok(current)
    }

    /// A colleague before the first row of the list.
    fn before(&mut self, number: Number) -> io::Result<Current> {
        if number >= self.shelf.count() {
            return Ok(Current::default());
        }
        let (record, earlier) = (self.shelf.record(number)?, self.shelf.earlier(number)?);
        let is_gone = record.is_none();
        let mut ours = record.unwrap_or_default();
        if is_gone && self.prefer == Prefer::List {
            ours.set(Field::Id, earlier.as_ref().map(Written::id));
        }
        Ok(Current { ours, earlier, ..Current::default() })
    }
}

/// The colleagues who were compared with a row.
struct LookedAt<'s, 'a> {
    sides: &'s mut Sides<'a>,
    seen: Vec<(Number, Current)>,
    failed: Option<io::Error>,
}

impl LookedAt<'_, '_> {
    fn compare(&mut self, row: &Written, number: Number, by: By) -> Verdict {
        if !self.seen.iter().any(|(seen, _)| *seen == number) {
            match self.sides.current(number) {
                Ok(current) => self.seen.push((number, current)),
                Err(error) => {
                    self.failed.get_or_insert(error);
                }
            }
        }
        match self.seen.iter().find(|(seen, _)| *seen == number) {
            Some((_, Current { ours, earlier, .. })) => match compare(row, [Some(ours), earlier.as_ref()], by) {
                Verdict::Same if ours.is_empty() => Verdict::Gone,
                verdict => verdict,
            },
            None => Verdict::Other,
        }
    }
}

fn rejected(row: &SourceRow, name: String, problems: Vec<Problem>) -> Outcome {
    let (status, changes, kept) = (Status::Rejected, Vec::new(), Vec::new());
    Outcome { row: row.number, line: row.line, status, id: None, name, changes, kept, problems }
}

fn removed(row: &SourceRow, id: &str, renamed: Option<String>) -> Problem {
    if let Some(other) = renamed {
        let message =
            format!("“{id}” came with an earlier list and is not there now; “{other}” has the same NPI or e-mail");
        let hint =
            format!("if “{other}” is meant, write the id {id} into that record; nothing is brought in until then");
        return Problem::warning("", message).at(row.line, 1).field("name").hint(hint);
    }
    let message = format!("“{id}” came with an earlier list and was removed since; she stays out");
    Problem::warning("", message).at(row.line, 1).field("name").hint("--overwrite brings her back")
}

fn unsure(row: &SourceRow, doubt: Doubt, maybes: &[Maybe]) -> Problem {
    let ids: Vec<String> = maybes.iter().map(|maybe| format!("“{}”", maybe.id)).collect();
    let message = match doubt {
        Doubt::SharedEmail => "the e-mail address is the same and the name is not quite",
        Doubt::NameOnly => "the name is the same, and nothing else shows that it is the same person",
        Doubt::OtherContacts => "name and place are the same, phone and e-mail are not",
        Doubt::Several => "several colleagues may be meant",
    };
    let message = format!("this may be {}: {message}", ids.join(" or "));
    let hint = "add a column “_id” with the id of the one who is meant, or with a new id for somebody else";
    Problem::error("", message).at(row.line, 1).field("name").hint(hint)
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;

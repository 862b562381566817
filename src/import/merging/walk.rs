//! A list walked row by row against a directory: who each row is, and what it changes.
//!
//! Only numbers and hashes are held for each row, so that a registry fits: rows and records are read again where they
//! are needed. What is seen here is what is written afterwards, by the same functions.

use super::ahead::Understood;
use super::identity::{By, Decision, Index, Keys, Number, share_a_mark};
use super::merge::{Merged, Prefer, merge, overlay};
use super::outcome::{Answer, Ask, Counts, Each, Maybe, Outcome, RowRead, Status, rejected, removed, unsure};
use super::sides::{Current, Ledger, LookedAt, NO_ROW, ROWS, Shelf, Sides};
use super::{Sheet, SourceRow};
use crate::colleague::Field;
use crate::problem::Problem;
use crate::record::Written;
use crate::text::slug;
use rustc_hash::FxHashMap;
use std::io;

const NOTHING: [&str; 0] = [];

/// A list on its way into a directory.
pub struct Import<'a> {
    sides: Sides<'a>,
    index: Index,
    /// Ids of new colleagues that are not made from their names.
    ids: FxHashMap<Number, String>,
    /// Of whom the record changes, and of whom what lists said.
    news: Vec<News>,
    /// Whether the id of a row that changes nothing is told; else it need not be looked up.
    pub tells_all_ids: bool,
    /// How many rows ended how.
    pub counts: Counts,
}

#[derive(Clone, Copy, Default)]
struct News {
    record: bool,
    said: bool,
}

impl<'a> Import<'a> {
    /// Starts an import of the rows at these positions of a list; `index` has the records of the shelf.
    pub fn new(
        sheet: &'a mut dyn Sheet,
        positions: Vec<u64>,
        read: &'a mut dyn FnMut(&SourceRow) -> RowRead,
        shelf: &'a mut dyn Shelf,
        mut index: Index,
        prefer: Prefer,
    ) -> Import<'a> {
        index.make_room(positions.len());
        let sides = Sides::new(sheet, positions, read, shelf, prefer);
        let news = vec![News::default(); sides.chains.len()];
        Import { sides, index, ids: FxHashMap::default(), news, tells_all_ids: true, counts: Counts::default() }
    }

    /// Puts rows that are news into a ledger, so that they need not be understood again.
    pub fn with_ledger(mut self, ledger: Option<&'a mut dyn Ledger>) -> Import<'a> {
        self.sides.ledger = ledger;
        self
    }

    /// Decides every row, in order, and tells what becomes of each.
    ///
    /// # Errors
    /// The list or the directory cannot be read any further, or `each` fails.
    pub fn walk(&mut self, ask: &mut Ask, each: &mut Each) -> io::Result<()> {
        let mut row = SourceRow::default();
        for at in 0..self.sides.positions.len() {
            self.sides.sheet.read_at(self.sides.positions[at], &mut row)?;
            let understood = Understood::of((self.sides.read)(&row), false);
            self.decide(at as u32, &row, understood, ask, each)?;
        }
        Ok(())
    }

    /// Decides a row that was understood, and tells what becomes of it.
    pub(super) fn decide(
        &mut self,
        at: u32,
        row: &SourceRow,
        understood: Understood,
        ask: &mut Ask,
        each: &mut Each,
    ) -> io::Result<()> {
        let Understood { read: RowRead { written, problems, is_rejected }, key, keys } = understood;
        let outcome = if is_rejected {
            rejected(row, written.text(Field::Name).to_owned(), problems)
        } else {
            self.take(at, row, &written, (keys, key), problems, ask)?
        };
        self.counts.count(outcome.status);
        each(&outcome, row, &written)
    }

    /// How many rows the list has.
    pub(super) fn rows(&self) -> usize {
        self.sides.positions.len()
    }

    /// Lets rows be read that are not decided yet.
    pub(super) fn read_batch(&mut self, read: impl FnOnce(&mut dyn Sheet, &[u64])) {
        read(self.sides.sheet, &self.sides.positions);
    }

    /// Whether an earlier list said rows.
    pub(super) fn knows_rows(&self) -> bool {
        self.index.knows_rows()
    }

    /// Decides one row.
    fn take(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        (keys, key): (Option<Keys>, u64),
        mut problems: Vec<Problem>,
        ask: &mut Ask,
    ) -> io::Result<Outcome> {
        if let Some(number) = self.said_again(theirs, key) {
            return self.take_again(at, row, theirs, number, problems);
        }
        let keys = keys.unwrap_or_else(|| Keys::of(theirs));
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
        let Decision::Known(number, _) = decision else { return self.take_new(at, row, theirs, (keys, key), problems) };
        let current = match seen.iter().position(|(seen, _)| *seen == number) {
            Some(at) => seen.swap_remove(at).1,
            None => self.sides.current(number)?,
        };
        if current.ours.is_empty() {
            let stands = |(_, other): &&(Number, Current)| !other.ours.is_empty() && share_a_mark(&other.ours, theirs);
            let renamed = seen.iter().find(stands).map(|(other, current)| self.id_of(*other, &current.ours));
            let id = current.earlier.as_ref().map_or_else(String::new, Written::id);
            problems.push(removed(row, &id, renamed));
            let name = theirs.text(Field::Name).to_owned();
            return Ok(Outcome { id: Some(id), name, problems, ..Outcome::of(row, Status::Same) });
        }
        self.take_known(at, row, theirs, (keys, key), (number, current), problems)
    }

    /// Whose the row is, where the last list said it of her and no other, and so does this list so far.
    fn said_again(&self, theirs: &Written, key: u64) -> Option<Number> {
        let number = self.index.by_row(key).filter(|_| self.index.is_only_row(key))?;
        let is_first = self.sides.chains[number as usize].0 == NO_ROW && self.sides.shelf.stands(number);
        // What a file does not give back as it was written might be found by other keys than those of the file.
        let is_given_back = |text: &str| text.bytes().all(|byte| matches!(byte, 0x20..0x7f));
        let is_same = self.sides.prefer == Prefer::Directory && theirs.text(Field::Id).is_empty();
        (is_first && is_same && theirs.texts().all(is_given_back)).then_some(number)
    }

    /// A row that says nothing new: neither the record nor the keys need be looked at.
    fn take_again(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        number: Number,
        problems: Vec<Problem>,
    ) -> io::Result<Outcome> {
        let is_told = self.tells_all_ids || !problems.is_empty();
        let record = if is_told { self.sides.shelf.record(number)? } else { None };
        let id = record.map(|record| self.id_of(number, &record));
        self.sides.link(number, at);
        let name = theirs.text(Field::Name).to_owned();
        Ok(Outcome { id, name, problems, ..Outcome::of(row, Status::Same) })
    }

    /// A row of somebody who is known.
    fn take_known(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        (keys, key): (Keys, u64),
        (number, current): (Number, Current),
        problems: Vec<Problem>,
    ) -> io::Result<Outcome> {
        let name = theirs.text(Field::Name).to_owned();
        let is_known_row = self.sides.prefer == Prefer::Directory && current.was_said(key);
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
        if !is_known_row {
            self.sides.keep(at, theirs, key)?;
        }
        self.sides.link(number, at);
        self.index.insert(number, keys);
        self.index.insert_row(number, key);
        let status = match (changes.is_empty(), ours.text(Field::Name).is_empty()) {
            (_, true) => Status::New,
            (true, _) => Status::Same,
            (false, _) => Status::Changed,
        };
        Ok(Outcome { id, name, changes, kept, problems, ..Outcome::of(row, status) })
    }

    /// A row of somebody who is not known yet.
    fn take_new(
        &mut self,
        at: u32,
        row: &SourceRow,
        theirs: &Written,
        (keys, key): (Keys, u64),
        mut problems: Vec<Problem>,
    ) -> io::Result<Outcome> {
        let name = theirs.text(Field::Name).to_owned();
        let stated = Some(theirs.text(Field::Id)).filter(|id| !id.is_empty() && self.index.by_id(id).is_none());
        let is_stated = stated.is_some();
        let Some(id) = stated.map(str::to_owned).or_else(|| self.index.free_id(&name)) else {
            let problem = Problem::error("", "the name has no letters, so no id can be made from it");
            problems.push(problem.at(row.line, 1).hint("give the row an id in a column “_id”"));
            return Ok(rejected(row, name, problems));
        };
        self.sides.keep(at, theirs, key)?;
        let number = self.sides.chains.len() as Number;
        self.sides.chains.push((NO_ROW, NO_ROW));
        self.news.push(News { record: true, said: true });
        self.sides.link(number, at);
        self.index.insert(number, keys);
        self.index.insert_row(number, key);
        self.index.insert_id(number, &id);
        // An id that the name makes need not be kept; one that was found free and ends in no digit is one.
        let may_be_other = is_stated || id.ends_with(|c: char| c.is_ascii_digit());
        if may_be_other && slug(&name) != id {
            self.ids.insert(number, id.clone());
        }
        Ok(Outcome { id: Some(id), name, is_whole: true, problems, ..Outcome::of(row, Status::New) })
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

    /// A colleague as she is to be written, with her id where it is not the one made from her name.
    ///
    /// # Errors
    /// The list or the directory cannot be read any more.
    pub fn record(&mut self, number: Number) -> io::Result<Written> {
        match self.single(number)? {
            Some((mut theirs, _)) => {
                // An id is written where the name makes another one.
                if !theirs.text(Field::Id).is_empty() && theirs.text(Field::Id) == slug(theirs.text(Field::Name)) {
                    theirs.set(Field::Id, NOTHING);
                }
                Ok(theirs)
            }
            None => Ok(self.both(number)?.0),
        }
    }

    /// What is to be remembered of what lists said of a colleague.
    ///
    /// # Errors
    /// The list or the directory cannot be read any more.
    pub fn said(&mut self, number: Number) -> io::Result<Written> {
        match self.single(number)? {
            Some((mut theirs, row)) => {
                theirs.set(Field::Id, [theirs.id()]);
                theirs.set_extra(ROWS, &format!("{row:x}"));
                Ok(theirs)
            }
            None => Ok(self.both(number)?.1),
        }
    }

    /// The row of a colleague who is new and of whom the list has no other, under her id, and what tells it from others.
    fn single(&mut self, number: Number) -> io::Result<Option<(Written, u64)>> {
        let mut single = self.sides.single(number)?;
        if let (Some((theirs, _)), Some(id)) = (&mut single, self.ids.get(&number)) {
            theirs.set(Field::Id, [id]);
        }
        Ok(single)
    }

    fn both(&mut self, number: Number) -> io::Result<(Written, Written)> {
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

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;

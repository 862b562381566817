//! The two sides of an import: the rows of a list and the records of a directory, read again where they are needed.

use super::identity::{By, Number, Verdict, compare};
use super::merge::{Prefer, apply, merge, overlay};
use super::outcome::RowRead;
use super::{Sheet, SourceRow};
use crate::colleague::Field;
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

/// Takes in rows that were understood, so that none is understood twice.
pub trait Ledger {
    /// Keeps an entry, and tells where.
    ///
    /// # Errors
    /// There is no room.
    fn enter(&mut self, entry: &[u8]) -> io::Result<u64>;

    /// An entry by its place.
    ///
    /// # Errors
    /// It cannot be read any more.
    fn read(&mut self, place: u64) -> io::Result<&[u8]>;
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

pub(super) const NO_ROW: u32 = u32::MAX;

/// Marks the place of a row that is in the ledger.
const IN_LEDGER: u64 = 1 << 63;

/// The list and the directory, and which rows are whose.
pub(super) struct Sides<'a> {
    pub(super) sheet: &'a mut dyn Sheet,
    pub(super) read: &'a mut dyn FnMut(&SourceRow) -> RowRead,
    pub(super) shelf: &'a mut dyn Shelf,
    /// Where rows go that were understood, if anywhere.
    pub(super) ledger: Option<&'a mut dyn Ledger>,
    pub(super) prefer: Prefer,
    /// Where each row is found again: its place in the ledger, marked so, or its position in the list.
    pub(super) positions: Vec<u64>,
    /// The first and the last row of each colleague, known ones first,
    pub(super) chains: Vec<(u32, u32)>,
    /// and of each row the next one of the same colleague.
    pub(super) next: Vec<u32>,
    /// Colleagues of several rows as they were after one of them, so that many rows of one are not read again and again.
    pub(super) remembered: FxHashMap<Number, (u32, Current)>,
    /// A row that is read again.
    at_hand: SourceRow,
    /// An entry of the ledger under way.
    entry: Vec<u8>,
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
pub(super) struct Current {
    /// As she is written now; empty where she was removed by hand.
    pub(super) ours: Written,
    /// What lists said; empty where none did.
    pub(super) earlier: Option<Written>,
    /// The rows of this list so far.
    pub(super) rows: Vec<u64>,
    /// Whether one of them is not as the last list had it: from there on each counts again, for the later row wins.
    pub(super) is_other: bool,
}

impl Current {
    /// Whether the last list said this very row after the same ones: where it said several, only all of them together
    /// say how she is.
    pub(super) fn was_said(&self, row: u64) -> bool {
        let said = |earlier| rows_of(earlier).nth(self.rows.len()) == Some(row);
        !self.is_other && self.earlier.as_ref().is_some_and(said)
    }
}

/// Tells a row from others: FNV-1a of 64 bits over what it says.
pub(super) fn row_key(theirs: &Written) -> u64 {
    let mut key = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: &str| {
        for &byte in text.as_bytes() {
            key = (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // A zero ends each text.
        key = key.wrapping_mul(0x0100_0000_01b3);
    };
    for (field, values) in theirs.fields() {
        take(field.key());
        values.iter().for_each(&mut take);
    }
    for (name, text) in theirs.extras() {
        take(name);
        take(text);
    }
    key
}

impl<'a> Sides<'a> {
    /// Nothing is decided yet.
    pub(super) fn new(
        sheet: &'a mut dyn Sheet,
        positions: Vec<u64>,
        read: &'a mut dyn FnMut(&SourceRow) -> RowRead,
        shelf: &'a mut dyn Shelf,
        prefer: Prefer,
    ) -> Sides<'a> {
        let chains = vec![(NO_ROW, NO_ROW); shelf.count() as usize];
        let next = vec![NO_ROW; positions.len()];
        let (remembered, at_hand, entry) = (FxHashMap::default(), SourceRow::default(), Vec::new());
        Sides { sheet, read, shelf, ledger: None, prefer, positions, chains, next, remembered, at_hand, entry }
    }

    pub(super) fn link(&mut self, number: Number, at: u32) {
        let (first, last) = &mut self.chains[number as usize];
        if *first == NO_ROW {
            *first = at;
        } else {
            self.next[*last as usize] = at;
        }
        *last = at;
    }

    /// A colleague after the rows that were decided so far.
    pub(super) fn current(&mut self, number: Number) -> io::Result<Current> {
        let (mut at, mut current) = match self.remembered.remove(&number) {
            Some((last, current)) => (self.next[last as usize], current),
            None => (self.chains[number as usize].0, self.before(number)?),
        };
        while at != NO_ROW {
            let (theirs, key) = self.row(at)?;
            at = self.next[at as usize];
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

    /// Puts a row that was understood into the ledger.
    pub(super) fn keep(&mut self, at: u32, theirs: &Written, key: u64) -> io::Result<()> {
        let Some(ledger) = &mut self.ledger else { return Ok(()) };
        self.entry.clear();
        self.entry.extend_from_slice(&key.to_le_bytes());
        theirs.pack(&mut self.entry);
        self.positions[at as usize] = ledger.enter(&self.entry)? | IN_LEDGER;
        Ok(())
    }

    /// A row that was decided before, and what tells it from others.
    fn row(&mut self, at: u32) -> io::Result<(Written, u64)> {
        let position = self.positions[at as usize];
        let mut theirs = Written::default();
        let key = match &mut self.ledger {
            Some(ledger) if position & IN_LEDGER != 0 => {
                let entry = ledger.read(position & !IN_LEDGER)?;
                let read = entry.split_first_chunk::<8>().and_then(|(key, packed)| {
                    theirs.unpack(packed)?;
                    Some(u64::from_le_bytes(*key))
                });
                read.ok_or_else(|| io::Error::other("a row changed while it was put aside"))?
            }
            _ => {
                self.sheet.read_at(position, &mut self.at_hand)?;
                theirs = (self.read)(&self.at_hand).written;
                row_key(&theirs)
            }
        };
        Ok((theirs, key))
    }

    /// A colleague who is new, and of whom the list has one row: as she is to be written, and what lists said.
    pub(super) fn single(&mut self, number: Number) -> io::Result<Option<(Written, u64)>> {
        let (first, last) = self.chains[number as usize];
        if first != last || number < self.shelf.count() {
            return Ok(None);
        }
        self.row(first).map(Some)
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
pub(super) struct LookedAt<'s, 'a> {
    pub(super) sides: &'s mut Sides<'a>,
    pub(super) seen: Vec<(Number, Current)>,
    pub(super) failed: Option<io::Error>,
}

impl LookedAt<'_, '_> {
    pub(super) fn compare(&mut self, row: &Written, number: Number, by: By) -> Verdict {
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

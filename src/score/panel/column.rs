//! Columns over the colleagues of a panel: what is written alike is read once.

use super::bits::Bits;
use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;
use rustc_hash::FxHashMap;

/// What some fields say, for everybody.
pub struct Column<T> {
    pub fields: FieldSet,
    /// Of each field that is written in one piece, how it is written, numbered.
    cells: Vec<Numbers>,
    /// The values of those numbers together.
    together: FxHashMap<[u32; MOST_FIELDS], u32>,
    /// The values of what is written otherwise.
    others: FxHashMap<Box<[u8]>, u32>,
    /// The distinct values.
    pub values: Vec<T>,
    /// Whether some part of a value was not understood, which is told for everybody who has it.
    flawed: Vec<bool>,
    /// Which value each colleague has.
    pub of: Vec<u32>,
}

/// Fields that a gate or criterion looks at together, at most.
const MOST_FIELDS: usize = 6;

/// How a value is written.
enum Spelling {
    Together([u32; MOST_FIELDS]),
    Otherwise(Box<[u8]>),
}

/// Texts and their numbers.
#[derive(Default)]
pub struct Numbers {
    /// Texts of up to eight bytes, which are most.
    short: FxHashMap<(u64, u8), u32>,
    long: FxHashMap<Box<[u8]>, u32>,
}

impl Numbers {
    /// The number of a text, which gets the next one where it is new.
    pub fn of(&mut self, text: &[u8]) -> u32 {
        let next = (self.short.len() + self.long.len()) as u32;
        if let Some(short) = short(text) {
            return *self.short.entry(short).or_insert(next);
        }
        match self.long.get(text) {
            Some(&known) => known,
            None => {
                self.long.insert(text.into(), next);
                next
            }
        }
    }

    /// The texts by number.
    pub fn texts(&self) -> Vec<Box<[u8]>> {
        let mut texts = vec![Box::<[u8]>::default(); self.short.len() + self.long.len()];
        for (&(bytes, length), &number) in &self.short {
            texts[number as usize] = bytes.to_le_bytes()[..usize::from(length)].into();
        }
        for (text, &number) in &self.long {
            texts[number as usize] = text.clone();
        }
        texts
    }

    /// For each number of other texts, the number here.
    pub fn take_in(&mut self, others: Numbers) -> Vec<u32> {
        let mut here = vec![0; others.short.len() + others.long.len()];
        let mut next = (self.short.len() + self.long.len()) as u32;
        for (text, there) in others.short {
            let number = *self.short.entry(text).or_insert(next);
            next += u32::from(number == next);
            here[there as usize] = number;
        }
        for (text, there) in others.long {
            let number = *self.long.entry(text).or_insert(next);
            next += u32::from(number == next);
            here[there as usize] = number;
        }
        here
    }
}

/// A text of up to eight bytes as a number, and its length.
fn short(text: &[u8]) -> Option<(u64, u8)> {
    if text.len() > 8 {
        return None;
    }
    let bytes = text.iter().rev().fold(0, |bytes: u64, &byte| bytes << 8 | u64::from(byte));
    Some((bytes, text.len() as u8))
}

impl<T> Column<T> {
    pub fn new(fields: FieldSet) -> Column<T> {
        Column {
            fields,
            cells: fields.iter().map(|_| Numbers::default()).collect(),
            together: FxHashMap::default(),
            others: FxHashMap::default(),
            values: Vec::new(),
            flawed: Vec::new(),
            of: Vec::new(),
        }
    }

    /// Takes in the next colleague. `key` is memory to be reused.
    pub fn take(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>, make: impl FnOnce(Colleague) -> T) {
        let value = self.find(candidate, key, make);
        self.of.push(value);
    }

    /// The number of what a colleague's fields say.
    pub fn find(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>, make: impl FnOnce(Colleague) -> T) -> u32 {
        let numbers = self.numbers(candidate);
        let known = match numbers {
            Some(numbers) => self.together.get(&numbers),
            None => {
                key.clear();
                candidate.written(self.fields, key);
                self.others.get(key.as_slice())
            }
        };
        let value = match known {
            Some(&value) => value,
            None => {
                let (part, is_flawed) = candidate.part(self.fields);
                let value = self.add(make(part), is_flawed);
                match numbers {
                    Some(numbers) => self.together.insert(numbers, value),
                    None => self.others.insert(key.as_slice().into(), value),
                };
                value
            }
        };
        if self.flawed[value as usize] {
            candidate.read(self.fields);
        }
        value
    }

    fn numbers(&mut self, candidate: &mut dyn Candidate) -> Option<[u32; MOST_FIELDS]> {
        let mut numbers = [0; MOST_FIELDS];
        if self.cells.len() > MOST_FIELDS {
            return None;
        }
        for ((field, cells), number) in self.fields.iter().zip(&mut self.cells).zip(&mut numbers) {
            *number = cells.of(candidate.whole(field)?);
        }
        Some(numbers)
    }

    fn add(&mut self, value: T, is_flawed: bool) -> u32 {
        self.values.push(value);
        self.flawed.push(is_flawed);
        self.values.len() as u32 - 1
    }

    /// Takes in everybody of another column over the same fields, behind those who are here.
    pub fn append(&mut self, other: Column<T>) {
        let cells: Vec<Vec<u32>> =
            self.cells.iter_mut().zip(other.cells).map(|(own, other)| own.take_in(other)).collect();
        // How each value is written, and its number there; some are known here already.
        let together = other.together.into_iter().map(|(mut numbers, there)| {
            numbers.iter_mut().zip(&cells).for_each(|(number, here)| *number = here[*number as usize]);
            (Spelling::Together(numbers), there)
        });
        let others = other.others.into_iter().map(|(key, there)| (Spelling::Otherwise(key), there));
        let mut spellings: Vec<(Spelling, u32)> = together.chain(others).collect();
        spellings.sort_unstable_by_key(|&(_, there)| there);
        let values = spellings.into_iter().zip(other.values.into_iter().zip(other.flawed));
        let here: Vec<u32> = values
            .map(|((spelling, _), (value, is_flawed))| {
                let next = self.values.len() as u32;
                let number = match spelling {
                    Spelling::Together(numbers) => *self.together.entry(numbers).or_insert(next),
                    Spelling::Otherwise(key) => *self.others.entry(key).or_insert(next),
                };
                if number == next { self.add(value, is_flawed) } else { number }
            })
            .collect();
        self.of.extend(other.of.into_iter().map(|there| here[there as usize]));
    }

    /// Forgets how the values are written.
    pub fn close(&mut self) {
        self.cells = Vec::new();
        (self.together, self.others) = Default::default();
    }

    /// Everybody of whom this holds.
    pub fn of_whom(&self, holds: impl Fn(&T) -> bool) -> Bits {
        let holds: Vec<bool> = self.values.iter().map(holds).collect();
        let mut bits = Bits::none(self.of.len());
        let numbers = self.of.iter().enumerate().filter(|(_, value)| holds[**value as usize]);
        numbers.for_each(|(number, _)| bits.insert(number));
        bits
    }

    /// What a colleague's fields say.
    pub fn at(&self, number: usize) -> &T {
        &self.values[self.of[number] as usize]
    }
}

/// Whether one more colleague's words may be remembered: a vocabulary is smaller than this.
fn seen_has_room(count: usize) -> bool {
    count < 16_384
}

/// The words of a list, for everybody: each word is read once.
pub struct Words<T> {
    field: Field,
    seen: FxHashMap<Box<[u8]>, Meaning<T>>,
    pub lists: Lists<T>,
    /// Of whom some word was not understood, or who has more.
    pub unsure: Bits,
}

#[derive(Clone, Copy)]
struct Meaning<T> {
    is: Option<T>,
    is_unsure: bool,
    is_flawed: bool,
}

impl<T: Copy + PartialEq> Words<T> {
    pub fn new(field: Field) -> Words<T> {
        Words { field, seen: FxHashMap::default(), lists: Lists::default(), unsure: Bits::default() }
    }

    /// Takes in the next colleague; `all` tells what is understood of the field.
    pub fn take(&mut self, number: usize, candidate: &mut dyn Candidate, mut all: impl FnMut(&Colleague, &mut Vec<T>)) {
        let start = self.lists.items.len();
        loop {
            let (mut unsure, mut flawed, mut unknown) = (false, false, Vec::<Box<[u8]>>::new());
            let has_room = seen_has_room(self.seen.len());
            let (seen, items) = (&self.seen, &mut self.lists.items);
            let is_sound = candidate.each_value(self.field, &mut |word| match seen.get(word) {
                Some(meaning) => {
                    unsure |= meaning.is_unsure;
                    flawed |= meaning.is_flawed;
                    items.extend(meaning.is.filter(|is| !items[start..].contains(is)));
                }
                None => unknown.push(word.into()),
            });
            // A file of nothing but new words is read as it comes.
            if !is_sound || (!unknown.is_empty() && !has_room) {
                let colleague = candidate.read(FieldSet::of(&[self.field]));
                unsure = colleague.is_unsure(self.field);
                items.truncate(start);
                all(colleague, items);
            } else if !unknown.is_empty() {
                items.truncate(start);
                for word in unknown {
                    let (colleague, is_flawed) = candidate.value(self.field, &word);
                    let mut is = Vec::new();
                    all(&colleague, &mut is);
                    let is_unsure = colleague.is_unsure(self.field);
                    self.seen.insert(word, Meaning { is: is.first().copied(), is_unsure, is_flawed });
                }
                continue;
            } else if flawed {
                candidate.read(FieldSet::of(&[self.field]));
            }
            if unsure {
                self.unsure.insert(number);
            }
            self.lists.ends.push(self.lists.items.len() as u32);
            return;
        }
    }

    /// Takes in everybody of others, whose numbers begin at `start` here, each word as `here` says.
    pub fn append(&mut self, other: Words<T>, start: usize, here: impl Fn(T) -> T) {
        self.lists.append(other.lists, here);
        self.unsure.append(&other.unsure, start);
    }

    /// Forgets how the words are written.
    pub fn close(&mut self) {
        self.seen = FxHashMap::default();
    }

    pub fn at(&self, number: usize) -> &[T] {
        self.lists.at(number)
    }
}

/// A list for everybody, one behind the other.
#[derive(Clone)]
pub struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// Takes in the list of the next colleague.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    pub fn at(&self, number: usize) -> &[T] {
        let Some(&end) = self.ends.get(number) else { return &[] };
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.items[start as usize..end as usize]
    }

    /// Takes in the lists of others, each item as `here` says.
    pub fn append(&mut self, other: Lists<T>, here: impl Fn(T) -> T) {
        let start = self.items.len() as u32;
        self.items.extend(other.items.into_iter().map(here));
        self.ends.extend(other.ends.into_iter().map(|end| start + end));
    }
}

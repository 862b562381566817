//! Columns over the colleagues of a panel: the same words are held once.

use crate::colleague::{Colleague, FieldSet};
use crate::directory::Candidate;
use rustc_hash::FxHashMap;

/// What some fields say, for everybody: values that are written alike are read once.
pub struct Column<T> {
    pub fields: FieldSet,
    seen: FxHashMap<Box<[u8]>, u32>,
    /// The distinct values.
    pub values: Vec<T>,
    /// Whether some part of a value was not understood, which is told for everybody who has it.
    flawed: Vec<bool>,
    /// Which value each colleague has.
    pub of: Vec<u32>,
}

impl<T> Column<T> {
    pub fn new(fields: FieldSet) -> Column<T> {
        Column { fields, seen: FxHashMap::default(), values: Vec::new(), flawed: Vec::new(), of: Vec::new() }
    }

    /// Takes in the next colleague. `key` is memory to be reused.
    pub fn take(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>, make: impl FnOnce(Colleague) -> T) {
        key.clear();
        candidate.written(self.fields, key);
        let value = match self.seen.get(key.as_slice()) {
            Some(&value) => value,
            None => {
                let (part, is_flawed) = candidate.part(self.fields);
                self.add(key, make(part), is_flawed)
            }
        };
        if self.flawed[value as usize] {
            candidate.read(self.fields);
        }
        self.of.push(value);
    }

    fn add(&mut self, key: &[u8], value: T, is_flawed: bool) -> u32 {
        let number = self.values.len() as u32;
        self.seen.insert(key.into(), number);
        self.values.push(value);
        self.flawed.push(is_flawed);
        number
    }

    /// Takes in everybody of another column over the same fields, behind those who are here.
    pub fn append(&mut self, other: Column<T>) {
        let mut keys: Vec<(u32, Box<[u8]>)> = other.seen.into_iter().map(|(key, number)| (number, key)).collect();
        keys.sort_unstable();
        let values = keys.into_iter().zip(other.values).zip(other.flawed);
        let here: Vec<u32> = values
            .map(|(((_, key), value), is_flawed)| match self.seen.get(&key) {
                Some(&known) => known,
                None => self.add(&key, value, is_flawed),
            })
            .collect();
        self.of.extend(other.of.into_iter().map(|number| here[number as usize]));
    }

    /// Forgets how the values are written.
    pub fn close(&mut self) {
        self.seen = FxHashMap::default();
    }

    /// What a colleague's fields say.
    pub fn at(&self, number: usize) -> &T {
        &self.values[self.of[number] as usize]
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

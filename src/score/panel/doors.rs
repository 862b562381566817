//! Openings against the time to start: worked out once for all clients who say the same of it.

use super::columns::Columns;
use super::sieve::Says;
use crate::score::criteria::availability;
use crate::score::gates;
use crate::score::opening::Start;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What the gate says of each distinct door, and what it is worth.
pub struct DoorTable {
    pub says: Vec<Says>,
    pub fits: Vec<u32>,
}

/// The tables made so far, by what clients say.
#[derive(Default)]
pub struct Doors {
    made: Mutex<FxHashMap<Start, Arc<DoorTable>>>,
}

/// Tables kept at most; few clients of a caseload differ in when they need to start.
const MOST_KEPT: usize = 64;

impl Doors {
    pub fn table(&self, columns: &Columns, start: Start) -> Arc<DoorTable> {
        // A thread that broke off in here leaves a whole table or none.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = made.get(&start) {
            return Arc::clone(table);
        }
        let doors = &columns.doors.values;
        let table = Arc::new(DoorTable {
            says: doors.iter().map(|door| gates::closed(door, start).into()).collect(),
            fits: doors.iter().map(|door| availability(door, start).fit.fit).collect(),
        });
        if made.len() < MOST_KEPT {
            made.insert(start, Arc::clone(&table));
        }
        table
    }
}

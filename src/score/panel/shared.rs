//! What is worked out once for all clients who say the same of it.

use super::columns::Columns;
use super::needed::{Found, of_gate};
use super::sieve::Says;
use crate::ranking::Gate;
use crate::score::criteria::availability;
use crate::score::gates;
use crate::score::opening::Start;
use crate::score::plan::Plan;
use crate::vocab::Language;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// What the gate says of each distinct door, and what it is worth.
pub struct DoorTable {
    pub says: Vec<Says>,
    pub fits: Vec<u32>,
}

/// The tables made so far, by what clients say.
#[derive(Default)]
pub struct Shared {
    doors: Made<Start, DoorTable>,
    /// What the gate says of each distinct list of languages.
    languages: Made<Vec<Language>, Vec<Says>>,
}

impl Shared {
    pub fn doors(&self, columns: &Columns, start: Start) -> Arc<DoorTable> {
        let doors = &columns.doors.values;
        self.doors.get(&start, || DoorTable {
            says: doors.iter().map(|door| gates::closed(door, start).into()).collect(),
            fits: doors.iter().map(|door| availability(door, start).fit.fit).collect(),
        })
    }

    /// The table of the languages; none where the gate is not in play.
    pub fn languages(&self, columns: &Columns, plan: &Plan) -> Option<Arc<Vec<Says>>> {
        plan.gates.iter().find(|(gate, _)| *gate == Gate::Language)?;
        let Found::Table(fields) = of_gate(Gate::Language, plan.client) else { return None };
        let says = |part| Says::from(gates::verdict(Gate::Language, part, plan));
        let make = || columns.table(fields).values.iter().map(says).collect();
        Some(self.languages.get(&plan.client.languages, make))
    }
}

/// Values made so far.
struct Made<K, V>(Mutex<FxHashMap<K, Arc<V>>>);

impl<K, V> Default for Made<K, V> {
    fn default() -> Made<K, V> {
        Made(Mutex::default())
    }
}

/// Values kept at most of a kind: clients of a caseload differ little.
const MOST_KEPT: usize = 64;

impl<K: Hash + Eq + Clone, V> Made<K, V> {
    fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        // A thread that broke off in here leaves a whole value or none.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = made.get(key) {
            return Arc::clone(value);
        }
        let value = Arc::new(make());
        if made.len() < MOST_KEPT {
            made.insert(key.clone(), Arc::clone(&value));
        }
        value
    }
}

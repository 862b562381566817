//! Values made once for all clients who say the same.

use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Values made so far.
pub struct Made<K, V>(Mutex<FxHashMap<K, Arc<V>>>);

impl<K, V> Default for Made<K, V> {
    fn default() -> Made<K, V> {
        Made(Mutex::default())
    }
}

/// Values kept at most of a kind: clients of a caseload differ little.
const MOST_KEPT: usize = 512;

impl<K: Hash + Eq + Clone, V> Made<K, V> {
    /// The value for a key, made now where it is not there.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
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

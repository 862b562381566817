//! The best few of many, kept while they come by.

use std::collections::BTreeMap;

/// At most so many, those with the least keys.
pub struct Best<K, V> {
    most: usize,
    held: BTreeMap<K, V>,
}

impl<K: Ord, V> Best<K, V> {
    pub fn new(most: usize) -> Best<K, V> {
        Best { most, held: BTreeMap::new() }
    }

    /// Whether one more would stay: there is room, or it is `better` than the last.
    ///
    /// The key is compared before it is made: most who come by stay out and shall cost nothing.
    pub fn would_hold(&self, better: impl FnOnce(&K) -> bool) -> bool {
        self.held.len() < self.most || self.held.last_key_value().is_some_and(|(last, _)| better(last))
    }

    /// Takes one in and gives back whoever has to leave.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.held.insert(key, value);
        if self.held.len() <= self.most { None } else { self.held.pop_last().map(|(_, value)| value) }
    }

    /// Takes in those of another part, and gives back whoever has to leave.
    pub fn append(&mut self, later: Best<K, V>) -> Vec<V> {
        later.held.into_iter().filter_map(|(key, value)| self.insert(key, value)).collect()
    }

    /// Takes one in if it would stay; makes it only then.
    pub fn offer(&mut self, better: impl FnOnce(&K) -> bool, make: impl FnOnce() -> (K, V)) {
        if self.would_hold(better) {
            let (key, value) = make();
            self.insert(key, value);
        }
    }

    pub fn len(&self) -> usize {
        self.held.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.held.iter()
    }

    /// Hands out all of them, best first.
    pub fn take(&mut self) -> impl Iterator<Item = V> + use<K, V> {
        std::mem::take(&mut self.held).into_values()
    }
}

/// Names by id, the first few of them.
pub type FirstNames = Best<String, String>;

impl FirstNames {
    pub fn offer_name(&mut self, id: &str, name: &str) {
        self.offer(|last| id < last.as_str(), || (id.to_owned(), name.to_owned()));
    }

    pub fn names(&self) -> Vec<String> {
        self.held.values().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_names_stay_in_whatever_order_they_come() {
        let mut first = FirstNames::new(2);
        for id in ["c", "a", "d", "b"] {
            first.offer_name(id, &id.to_uppercase());
        }
        assert_eq!(first.names(), ["A", "B"]);
    }
}

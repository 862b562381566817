//! Sets of colleagues by number, a bit each.

/// A set of numbers below a bound.
#[derive(Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The set of nobody, with room for so many.
    pub fn none(count: usize) -> Bits {
        Bits { words: vec![0; count.div_ceil(64)] }
    }

    /// The set of one.
    pub fn only(number: usize) -> Bits {
        let mut bits = Bits::default();
        bits.insert(number);
        bits
    }

    /// The set of everybody.
    pub fn all(count: usize) -> Bits {
        let mut words = vec![u64::MAX; count.div_ceil(64)];
        if let Some(last) = words.last_mut()
            && !count.is_multiple_of(64)
        {
            *last = (1 << (count % 64)) - 1;
        }
        Bits { words }
    }

    /// Adds a number and makes room for it.
    pub fn insert(&mut self, number: usize) {
        let word = number / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (number % 64);
    }

    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// Adds everybody of another set; there must be room for them.
    pub fn add(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
    }

    /// Adds everybody of another set and makes room for them.
    pub fn add_all(&mut self, other: &Bits) {
        self.words.resize(self.words.len().max(other.words.len()), 0);
        self.add(other);
    }

    /// Adds everybody of another set, whose numbers begin at `start` here.
    pub fn append(&mut self, other: &Bits, start: usize) {
        let (first, shift) = (start / 64, start % 64);
        self.words.resize(self.words.len().max(first + other.words.len() + 1), 0);
        for (i, &word) in other.words.iter().enumerate() {
            self.words[first + i] |= word << shift;
            // What is shifted out at the upper end belongs into the next word.
            self.words[first + i + 1] |= (word >> 1) >> (63 - shift);
        }
    }

    /// Leaves whoever is in the other set, too.
    pub fn keep(&mut self, other: &Bits) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    /// The numbers in their order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let next = left.trailing_zeros() as usize;
                let is_one = left != 0;
                left &= left.wrapping_sub(1);
                is_one.then_some(i * 64 + next)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_met_and_listed() {
        let mut some = Bits::none(130);
        [0, 63, 64, 129].into_iter().for_each(|number| some.insert(number));
        let mut few = Bits::default();
        [63, 70].into_iter().for_each(|number| few.insert(number));
        let mut both = Bits::all(130);
        assert_eq!(both.iter().count(), 130);
        both.keep(&some);
        both.add(&few);
        assert_eq!(both.iter().collect::<Vec<_>>(), [0, 63, 64, 70, 129]);
        both.keep(&few);
        assert_eq!(both.iter().collect::<Vec<_>>(), [63, 70]);
        assert!(both.contains(70) && !both.contains(64) && !both.contains(1_000));
        for start in [0, 1, 63, 64, 100] {
            let mut behind = few.clone();
            behind.append(&some, start);
            let mut expected: Vec<usize> =
                [63, 70].into_iter().chain(some.iter().map(|number| number + start)).collect();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(behind.iter().collect::<Vec<_>>(), expected);
        }
    }
}

//! Facts that grew old: how many there are, and whom to ask again first.

mod queue;

pub use queue::{Counts, Due, Fact, Queue, Rare};

use crate::colleague::{Colleague, Field, FieldSet, STALE_DAYS};
use jiff::civil::Date;

/// How fresh the facts of a directory are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Freshness {
    as_of: Date,
    /// Colleagues in all.
    pub colleagues: usize,
    /// Those who were asked longer ago than [`STALE_DAYS`].
    pub stale: usize,
    /// Those who were never asked, as far as anybody wrote down.
    pub never: usize,
    /// The ids of those who were asked the longest ago, with the day, the oldest first.
    pub oldest: Vec<(Date, String)>,
}

/// How many of the oldest are named.
const NAMED: usize = 3;

/// A directory of so few has only been begun: it needs no reminder that nobody was asked yet.
const JUST_BEGUN: usize = 4;

impl Freshness {
    /// What must have been read.
    pub const FIELDS: FieldSet = FieldSet::of(&[Field::Id, Field::Checked]);

    /// Starts to count.
    pub fn new(as_of: Date) -> Freshness {
        Freshness { as_of, colleagues: 0, stale: 0, never: 0, oldest: Vec::new() }
    }

    /// Counts a colleague.
    pub fn add(&mut self, colleague: &Colleague) {
        self.colleagues += 1;
        let Some(checked) = colleague.checked else {
            self.never += 1;
            return;
        };
        if i64::from((self.as_of - checked).get_days()) <= STALE_DAYS {
            return;
        }
        self.stale += 1;
        let at = self.oldest.partition_point(|(day, id)| (*day, id) <= (checked, &colleague.id));
        if at < NAMED {
            self.oldest.insert(at, (checked, colleague.id.clone()));
            self.oldest.truncate(NAMED);
        }
    }

    /// Takes over what was counted of others.
    pub fn append(&mut self, others: Freshness) {
        self.colleagues += others.colleagues;
        self.stale += others.stale;
        self.never += others.never;
        self.oldest.extend(others.oldest);
        self.oldest.sort();
        self.oldest.truncate(NAMED);
    }

    /// Whether there is something to say of it.
    pub fn is_worth_a_word(&self) -> bool {
        self.stale > 0 || (self.never > 0 && self.colleagues > JUST_BEGUN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(days: &[Option<&str>]) -> Freshness {
        let mut freshness = Freshness::new(Date::constant(2026, 11, 16));
        for (i, day) in days.iter().enumerate() {
            let checked = day.map(|day| day.parse().expect("a day"));
            freshness.add(&Colleague { id: format!("c{i}"), checked, ..Colleague::default() });
        }
        freshness
    }

    #[test]
    fn the_oldest_are_named_and_the_rest_counted() {
        let freshness = asked(&[
            Some("2026-01-01"),
            Some("2026-11-01"),
            None,
            Some("2025-01-01"),
            Some("2024-01-01"),
            Some("2023-01-01"),
        ]);
        assert_eq!((freshness.stale, freshness.never), (4, 1));
        assert_eq!(freshness.oldest.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["c5", "c4", "c3"]);
        assert!(freshness.is_worth_a_word());
    }

    #[test]
    fn a_fact_is_old_after_half_a_year() {
        assert_eq!(asked(&[Some("2026-05-20")]).stale, 0);
        assert_eq!(asked(&[Some("2026-05-19")]).stale, 1);
    }

    #[test]
    fn a_directory_just_begun_is_left_in_peace() {
        assert!(!asked(&[None; JUST_BEGUN]).is_worth_a_word());
        assert!(asked(&[None; JUST_BEGUN + 1]).is_worth_a_word());
    }
}

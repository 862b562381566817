//! Whom to ask again first: where old facts would do the most harm.

use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;
use crate::score::{days_between, trust};
use crate::vocab::{ConcernId, Language, Relationship};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What is asked about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fact {
    /// Whether she takes new clients.
    Accepting,
    /// How many places are free, or how long the wait is.
    Opening,
    /// Which payers she takes.
    Payers,
    /// What a session costs.
    Fee,
    /// How she is reached.
    Contact,
}

impl Fact {
    /// All of them, those first that change most and on which an answer hangs most.
    pub const ALL: [Fact; 5] = [Fact::Accepting, Fact::Opening, Fact::Payers, Fact::Fee, Fact::Contact];

    /// How much hangs on it. A judgement: an open door comes first, then whether she can be paid and reached.
    pub fn weight(self) -> u64 {
        match self {
            Fact::Accepting => 5,
            Fact::Opening => 4,
            Fact::Payers => 3,
            Fact::Fee | Fact::Contact => 2,
        }
    }

    /// Whether it is on record, and understood.
    pub fn is_known(self, colleague: &Colleague) -> bool {
        let c = colleague;
        match self {
            Fact::Accepting => c.accepting.is_some(),
            Fact::Opening => c.openings.is_some() || c.wait_weeks.is_some(),
            Fact::Payers => !c.payers.is_empty() || c.out_of_network.is_some(),
            Fact::Fee => c.fee.is_some() || c.sliding_fee_from.is_some(),
            Fact::Contact => {
                let is_usable = |text: &str, field| !text.is_empty() && !c.is_unsure(field);
                is_usable(&c.phone, Field::Phone) || is_usable(&c.email, Field::Email)
            }
        }
    }
}

/// What only one colleague of the directory lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rare {
    /// A concern she is best at.
    Specialty(ConcernId),
    /// A language.
    Language(Language),
    /// A payer, as written.
    Payer(String),
}

/// How often each specialty, language and payer is listed.
#[derive(Default, Debug)]
pub struct Counts {
    specialties: FxHashMap<ConcernId, u32>,
    languages: FxHashMap<Language, u32>,
    payers: FxHashMap<Box<str>, u32>,
}

/// Payers are free words: a file of nothing but new ones is not remembered in full.
const MOST_PAYERS: usize = 100_000;

impl Counts {
    /// What must have been read.
    pub const FIELDS: FieldSet = FieldSet::of(&[Field::Specialties, Field::Languages, Field::Payers]);

    /// Counts what a colleague lists.
    pub fn add(&mut self, colleague: &Colleague) {
        colleague.specialties.iter().for_each(|&one| *self.specialties.entry(one).or_default() += 1);
        colleague.languages.iter().for_each(|&one| *self.languages.entry(one).or_default() += 1);
        for payer in colleague.payers.iter() {
            if let Some(count) = self.payers.get_mut(payer) {
                *count += 1;
            } else if self.payers.len() < MOST_PAYERS {
                self.payers.insert(payer.into(), 1);
            }
        }
    }

    /// What nobody else lists.
    fn rare(&self, colleague: &Colleague) -> Vec<Rare> {
        let specialties = colleague.specialties.iter().filter(|one| self.specialties.get(one) == Some(&1));
        let languages = colleague.languages.iter().filter(|one| self.languages.get(one) == Some(&1));
        let payers = colleague.payers.iter().zip(colleague.payers_written.iter());
        let payers = payers.filter(|(folded, _)| self.payers.get(*folded) == Some(&1));
        specialties
            .map(|&one| Rare::Specialty(one))
            .chain(languages.map(|&one| Rare::Language(one)))
            .chain(payers.map(|(_, written)| Rare::Payer(written.to_owned())))
            .collect()
    }
}

/// One colleague who should be asked again.
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// Everything on record about her.
    pub colleague: Colleague,
    /// Days since the last check; `None` where she was never asked.
    pub days: Option<i64>,
    /// How much of what counts is old or missing, from 0 to 1000.
    pub need: u64,
    /// How well the therapist knows her, from 1 to 5.
    pub closeness: u64,
    /// What only she lists.
    pub rare: Vec<Rare>,
    /// need × (closeness + what only she lists, at most three).
    pub value: u64,
}

impl Due {
    /// The facts that are on record and old.
    pub fn old(&self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(|fact| fact.is_known(&self.colleague))
    }

    /// The facts that are not on record.
    pub fn missing(&self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(|fact| !fact.is_known(&self.colleague))
    }
}

/// Nobody is asked again within these days. A judgement.
const REST_DAYS: i64 = 30;

/// Of what only one colleague lists, so many count.
const MOST_RARE: usize = 3;

/// Whoever should be asked again, the most useful first.
#[derive(Debug)]
pub struct Queue<'c> {
    counts: &'c Counts,
    as_of: Date,
    top: usize,
    best: Vec<Due>,
    /// How many are due in all.
    pub due: usize,
}

impl<'c> Queue<'c> {
    /// Starts a queue of at most so many.
    pub fn new(counts: &'c Counts, as_of: Date, top: usize) -> Queue<'c> {
        Queue { counts, as_of, top, best: Vec::new(), due: 0 }
    }

    /// Lets a colleague in, if she is due.
    pub fn offer(&mut self, candidate: &mut dyn Candidate) {
        let Some(due) = self.judged(candidate.read(FIELDS)) else { return };
        self.due += 1;
        let at = self.best.partition_point(|other| order(other) <= order(&due));
        if at < self.top {
            let colleague = candidate.read(FieldSet::EVERY).clone();
            self.best.insert(at, Due { colleague, ..due });
            self.best.truncate(self.top);
        }
    }

    /// The first of the queue, in order.
    pub fn best(self) -> Vec<Due> {
        self.best
    }

    /// How useful it is to ask a colleague; `None` where she was asked of late, or is away.
    fn judged(&self, colleague: &Colleague) -> Option<Due> {
        let days = colleague.checked.map(|checked| days_between(checked, self.as_of));
        let returns = |away: &crate::colleague::Away| away.to.is_some() && away.holds(self.as_of);
        if days.is_some_and(|days| days < REST_DAYS) || colleague.away.iter().any(returns) {
            return None;
        }
        let staleness = match colleague.checked {
            None => 1000,
            checked => 1000 - trust(checked, self.as_of) / 1000,
        };
        let whole: u64 = Fact::ALL.iter().map(|fact| fact.weight()).sum();
        let part = |fact: &Fact| fact.weight() * if fact.is_known(colleague) { staleness } else { 1000 };
        let need = Fact::ALL.iter().map(part).sum::<u64>() / whole;
        let closeness = match colleague.relationship {
            Some(Relationship::WorkedWith) => 5,
            Some(Relationship::Consulted) => 4,
            Some(Relationship::Met) => 3,
            Some(Relationship::HeardOf) => 2,
            None => 1,
        };
        let rare = self.counts.rare(colleague);
        let value = need * (closeness + rare.len().min(MOST_RARE) as u64);
        let colleague = Colleague { id: colleague.id.clone(), checked: colleague.checked, ..Colleague::default() };
        Some(Due { colleague, days, need, closeness, rare, value })
    }
}

/// What must have been read.
const FIELDS: FieldSet = FieldSet::of(&[
    Field::Id,
    Field::Phone,
    Field::Email,
    Field::Accepting,
    Field::Openings,
    Field::WaitWeeks,
    Field::Payers,
    Field::OutOfNetwork,
    Field::Fee,
    Field::SlidingFeeFrom,
    Field::Away,
    Field::Checked,
    Field::Relationship,
])
.and(Counts::FIELDS);

/// The highest value first, then whoever waits the longest, then the id.
fn order(due: &Due) -> (Reverse<u64>, Option<Date>, &str) {
    (Reverse(due.value), due.colleague.checked, &due.colleague.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Directory, Source};
    use crate::vocab::{Accepting, Vocabulary};

    const TODAY: Date = Date::constant(2026, 11, 16);

    fn who(id: &str, asked: Option<i64>, change: impl FnOnce(&mut Colleague)) -> Colleague {
        let checked = asked.map(|days| crate::colleague::in_days(TODAY, -days));
        let mut colleague = Colleague {
            id: id.to_owned(),
            checked,
            read: FieldSet::EVERY,
            phone: "617-555-0101".to_owned(),
            ..Colleague::default()
        };
        colleague.accepting = Some(Accepting::Yes);
        colleague.wait_weeks = Some(2);
        colleague.out_of_network = Some(true);
        colleague.sliding_fee_from = crate::colleague::Money::read("80");
        change(&mut colleague);
        colleague
    }

    fn queue(colleagues: Vec<Colleague>, top: usize) -> (Vec<Due>, usize) {
        let directory = Directory { colleagues };
        let mut counts = Counts::default();
        directory.colleagues.iter().for_each(|one| counts.add(one));
        let mut queue = Queue::new(&counts, TODAY, top);
        (&directory).each(&mut |candidate| queue.offer(candidate));
        let due = queue.due;
        (queue.best(), due)
    }

    fn ids(colleagues: Vec<Colleague>) -> Vec<String> {
        queue(colleagues, 10).0.into_iter().map(|due| due.colleague.id).collect()
    }

    #[test]
    fn the_oldest_come_first_and_whoever_was_never_asked_before_them() {
        let all = [("new", Some(29)), ("half", Some(90)), ("old", Some(400)), ("never", None)];
        let all = all.map(|(id, asked)| who(id, asked, |_| {})).to_vec();
        assert_eq!(ids(all.clone()), ["never", "old", "half"]);
        let (best, due) = queue(all, 1);
        assert_eq!((best.len(), due), (1, 3));
    }

    #[test]
    fn half_a_life_of_trust_is_half_a_need() {
        let (due, _) = queue(vec![who("a", Some(90), |_| {}), who("b", None, |_| {})], 2);
        assert_eq!((due[0].need, due[0].closeness, due[0].value), (1000, 1, 1000));
        assert_eq!((due[1].need, due[1].value), (500, 500));
    }

    #[test]
    fn whom_she_works_with_matters_more_and_whom_nobody_can_replace() {
        let with = |id: &str, relationship| who(id, Some(90), |one| one.relationship = relationship);
        let all = vec![
            with("unknown", None),
            with("heard", Some(Relationship::HeardOf)),
            with("met", Some(Relationship::Met)),
            with("consulted", Some(Relationship::Consulted)),
            with("worked", Some(Relationship::WorkedWith)),
        ];
        assert_eq!(ids(all.clone()), ["worked", "consulted", "met", "heard", "unknown"]);
        let vocabulary = Vocabulary::built_in();
        let ocd = vocabulary.concern_id("ocd").expect("known");
        let (due, _) = queue(vec![with("b", None), who("a", Some(90), |one| one.specialties.push(ocd))], 2);
        assert_eq!((due[0].colleague.id.as_str(), &due[0].rare[..]), ("a", &[Rare::Specialty(ocd)][..]));
        let both = ["a", "b"].map(|id| who(id, Some(90), |one| one.specialties.push(ocd))).to_vec();
        assert!(queue(both, 2).0.iter().all(|due| due.rare.is_empty()));
    }

    #[test]
    fn a_fact_that_is_missing_is_worth_as_much_as_one_never_checked() {
        let (due, _) = queue(vec![who("a", Some(90), |one| one.accepting = None), who("b", Some(90), |_| {})], 2);
        assert_eq!((due[0].colleague.id.as_str(), due[0].need), ("a", 656));
        assert_eq!(due[0].missing().collect::<Vec<_>>(), [Fact::Accepting]);
    }

    #[test]
    fn nobody_is_asked_while_she_is_away() {
        let away = |text: &str| who("a", None, |one| one.away.extend(crate::colleague::Away::read(text)));
        assert_eq!(ids(vec![away("2026-11-01..2026-11-20")]), [""; 0]);
        assert_eq!(ids(vec![away("2026-11-01..")]), ["a"]);
        assert_eq!(ids(vec![away("2026-10-01..2026-10-02")]), ["a"]);
    }
}

//! What guidelines say of an approach for the main concern, and what becomes of what was tried.

use super::number::divide;
use super::plan::Plan;
use crate::ranking::{Cited, Fit};
use crate::vocab::{self, ApproachId, ConcernId, EvidenceRow, Grade, Population, Vocabulary};
use std::cmp::Reverse;

/// What an approach counts of which no guideline speaks: as much as one of which nothing is known.
const NO_ROW: u32 = 500;
/// The most that a specific form of something tried can count: an option, whatever its grade. A judgement.
const MOST_FOR_FORM_OF_TRIED: u32 = 700;

/// Guidelines give grades and no numbers: these are a judgement. Advised against is worse than not spoken of.
fn fit_of(grade: Grade) -> u32 {
    match grade {
        Grade::Recommended => 1000,
        Grade::Option => 700,
        Grade::NotRecommended => 200,
    }
}

/// Where the rows for an approach were found: its own, or those of a broader approach or concern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    pub approach: ApproachId,
    pub concern: ConcernId,
    /// The best grade.
    pub grade: Grade,
    /// Whether some source advises against it.
    pub advised_against: bool,
}

/// One approach for this client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Worth {
    pub fit: u32,
    pub found: Option<Found>,
    /// What was tried: the approach itself or a broader one.
    pub tried: Option<ApproachId>,
}

/// The worth of every approach of the vocabulary for one client.
pub struct Guidelines {
    worth: Vec<Worth>,
    population: Population,
    /// Some row exists for the main concern or a broader one, in the client's population.
    pub speak_of_main_concern: bool,
}

impl Guidelines {
    pub fn new(
        main: Option<ConcernId>,
        tried: &[ApproachId],
        vocabulary: &Vocabulary,
        population: Population,
    ) -> Guidelines {
        let concerns: Vec<ConcernId> = std::iter::successors(main, |&c| vocabulary.concern_parent(c)).collect();
        let speaks =
            |&concern: &ConcernId| vocabulary.evidence_for_concern(concern).iter().any(|row| applies(row, population));
        let look = Look { vocabulary, population, spoken_of: concerns.iter().copied().filter(|c| speaks(c)).collect() };
        // What was tried counts nothing, and neither does a form of it unless guidelines speak of that very form.
        let worth = |approach| {
            let tried = tried_above(tried, vocabulary, approach);
            let found = match concerns.first() {
                Some(&main) if tried.is_none() => look.nearest(approach, main),
                Some(&main) if tried != Some(approach) && look.has_own(approach) => look.nearest(approach, main),
                _ => None,
            };
            let fit = match (tried, found) {
                (None, found) => found.map_or(NO_ROW, |found| fit_of(found.grade)),
                (Some(_), Some(found)) => fit_of(found.grade).min(MOST_FOR_FORM_OF_TRIED),
                (Some(_), None) => 0,
            };
            Worth { fit, found, tried }
        };
        let needed = !concerns.is_empty() || !tried.is_empty();
        Guidelines {
            worth: if needed { vocabulary.approaches().map(worth).collect() } else { Vec::new() },
            population,
            speak_of_main_concern: !look.spoken_of.is_empty(),
        }
    }

    pub fn worth(&self, approach: ApproachId) -> Worth {
        let nothing = Worth { fit: NO_ROW, found: None, tried: None };
        self.worth.get(approach.0 as usize).copied().unwrap_or(nothing)
    }
}

fn applies(row: &EvidenceRow, population: Population) -> bool {
    row.population == population || row.population == Population::Any
}

/// The approach itself if it was tried, else a broader one that was.
fn tried_above(all: &[ApproachId], vocabulary: &Vocabulary, approach: ApproachId) -> Option<ApproachId> {
    if all.contains(&approach) {
        return Some(approach);
    }
    all.iter().copied().find(|&tried| vocabulary.approach_is_under(approach, tried))
}

struct Look<'a> {
    vocabulary: &'a Vocabulary,
    population: Population,
    /// The main concern and the broader ones, nearest first, as far as any row speaks of them.
    spoken_of: Vec<ConcernId>,
}

impl Look<'_> {
    fn at(&self, approach: ApproachId, concern: ConcernId) -> Option<Found> {
        let rows = self.vocabulary.evidence(concern, approach).iter();
        let grades = rows.filter(|row| applies(row, self.population)).map(|row| row.grade);
        let (mut best, mut advised_against) = (None, false);
        for grade in grades {
            advised_against |= grade == Grade::NotRecommended;
            if best.is_none_or(|best| fit_of(best) < fit_of(grade)) {
                best = Some(grade);
            }
        }
        best.map(|grade| Found { approach, concern, grade, advised_against })
    }

    /// Whether some row speaks of this very approach.
    fn has_own(&self, approach: ApproachId) -> bool {
        self.spoken_of.iter().any(|&concern| self.at(approach, concern).is_some())
    }

    /// Its own rows or, as far as what it was made for allows, those of the nearest broader approach;
    /// for the nearest concern that has any.
    fn nearest(&self, approach: ApproachId, main: ConcernId) -> Option<Found> {
        self.spoken_of.iter().find_map(|&concern| {
            let mut next = Some(approach);
            while let Some(here) = next {
                if let Some(found) = self.at(here, concern) {
                    return Some(found);
                }
                next = self.vocabulary.may_inherit(here, main).then(|| self.vocabulary.approach_parent(here)).flatten();
            }
            None
        })
    }
}

/// Whether an offered approach meets a wanted one: itself or narrower, and not what was tried unless the
/// wish itself lies under it.
pub fn meets(plan: &Plan, offered: ApproachId, wanted: ApproachId) -> bool {
    let under = |narrow, broad| plan.vocabulary.approach_is_under(narrow, broad);
    under(offered, wanted)
        && plan.client.tried.iter().all(|&tried| !under(offered, tried) || (wanted != tried && under(wanted, tried)))
}

/// What decided the fit of a colleague's approaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decided {
    /// A wanted one is offered.
    Wanted(ApproachId),
    /// None of the wanted is offered; the best of the others, if a concern was given.
    NotWanted(Option<ApproachId>),
    /// The best for the concern.
    Best(ApproachId),
    /// No concern; something untried, or nothing.
    Untried(Option<ApproachId>),
    /// No approaches on record.
    Unknown,
}

/// The fit of what a colleague offers.
pub fn measure(offered: &[ApproachId], plan: &Plan) -> (Fit, Decided) {
    let client = plan.client;
    if offered.is_empty() {
        return (Fit::UNKNOWN, Decided::Unknown);
    }
    let wanted = |&&offered: &&ApproachId| client.approaches.iter().any(|&wanted| meets(plan, offered, wanted));
    if let Some(&approach) = offered.iter().find(wanted) {
        return (Fit::known(1000), Decided::Wanted(approach));
    }
    // The first of the best, in the order of the record.
    let best = offered.iter().copied().rev().max_by_key(|&approach| plan.guidelines.worth(approach).fit);
    let best_fit = best.map_or(0, |approach| plan.guidelines.worth(approach).fit);
    match (client.approaches.is_empty(), client.concerns.is_empty()) {
        (false, true) => (Fit::known(0), Decided::NotWanted(None)),
        // Without the wanted approach, half of what the others are worth: a judgement.
        (false, false) => (Fit::known(divide(u64::from(best_fit), 2) as u32), Decided::NotWanted(best)),
        (true, false) => match best {
            Some(approach) => (Fit::known(best_fit), Decided::Best(approach)),
            None => (Fit::UNKNOWN, Decided::Unknown),
        },
        (true, true) => {
            let untried = offered.iter().copied().find(|&a| plan.guidelines.worth(a).tried.is_none());
            (Fit::known(if untried.is_some() { 500 } else { 0 }), Decided::Untried(untried))
        }
    }
}

/// The broader approach whose rows were found, where it is not the approach itself.
pub fn form_of(plan: &Plan, found: Found, approach: ApproachId) -> Option<String> {
    (found.approach != approach).then(|| plan.approach_label(found.approach))
}

/// The sources of the rows that were found: those of the best grade first, then the current ones, then the newest.
pub fn cited(plan: &Plan, found: Found) -> Vec<Cited> {
    let cite = |row: &EvidenceRow| {
        let source = vocab::source(row.source);
        let is_current = !source.status.starts_with("superseded") && !source.status.starts_with("archived");
        Cited { name: source.name, year: row.year, grade: row.grade, is_current }
    };
    let rows = plan.vocabulary.evidence(found.concern, found.approach).iter();
    let rows = rows.filter(|row| applies(row, plan.guidelines.population));
    let mut cited: Vec<Cited> = rows.map(cite).collect();
    cited.sort_by_key(|source| (source.grade != found.grade, !source.is_current, Reverse(source.year), source.name));
    cited.dedup();
    cited
}

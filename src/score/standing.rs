//! Where those who passed stand: by their measures, against each other and against the cut.

use super::criteria::{Measure, measure};
use super::gates::GateBits;
use super::plan::Plan;
use crate::colleague::Colleague;
use crate::ranking::Fit;
use crate::weights::Criterion;

/// A colleague who passed, kept to be shown.
pub struct Kept {
    pub colleague: Colleague,
    pub asked: GateBits,
    pub tier: u8,
    pub points: u64,
}

/// The measures of one colleague, by criterion; an array, for the loop over colleagues allocates nothing.
pub struct Measures([Option<Measure>; 9]);

impl Measures {
    pub fn of(colleague: &Colleague, plan: &Plan, asked: GateBits) -> Measures {
        let mut measures = [None; 9];
        for &(criterion, _) in &plan.in_play {
            measures[criterion as usize] = Some(measure(criterion, colleague, plan, asked));
        }
        Measures(measures)
    }

    /// The measure of a criterion in play; of one that is not, nothing.
    pub fn get(&self, criterion: Criterion) -> Measure {
        self.0[criterion as usize].unwrap_or(Fit::known(0).into())
    }

    pub fn points(&self, plan: &Plan) -> u64 {
        plan.in_play.iter().map(|&(c, weight)| u64::from(weight * self.get(c).fit.fit)).sum()
    }
}

/// Ranks of equals: 1, 2, 2, 4.
pub fn ranks(order: impl Iterator<Item = (u8, u64)>) -> Vec<usize> {
    let mut ranks: Vec<usize> = Vec::new();
    let mut last = None;
    for (i, key) in order.enumerate() {
        let rank = if last == Some(key) { ranks[i - 1] } else { i + 1 };
        ranks.push(rank);
        last = Some(key);
    }
    ranks
}

/// How many more than asked for are shown where they share the last rank: ten names in all for the usual three.
pub const MOST_TIED: usize = 7;

/// How many of those ranked are shown: everybody in the first so many ranks, as far as there is room.
pub fn shown(ranks: &[usize], top: usize) -> usize {
    ranks.iter().take_while(|&&rank| rank <= top).count().min(top + MOST_TIED)
}

/// The points of those of tier 1, best first, and how many are asked for.
pub struct Cut {
    pub points: Vec<u64>,
    pub top: usize,
}

impl Cut {
    /// The points of the last who is in.
    pub fn nth_points(&self) -> Option<u64> {
        self.points.get(self.top.checked_sub(1)?).copied()
    }

    /// Whether other points for one of them would move her across the cut.
    pub fn would_cross(&self, own: u64, low: u64, high: u64) -> bool {
        let above = |points: u64| {
            let others = self.points.iter().filter(|&&other| other > points).count();
            // She herself is among the points, above where she would fall to.
            others - usize::from(own > points)
        };
        (above(own) < self.top) != (above(low) < self.top) || (above(own) < self.top) != (above(high) < self.top)
    }
}

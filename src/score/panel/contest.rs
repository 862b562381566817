//! Points over the columns, and the best of those who passed: whoever cannot be among them any more is not measured
//! to the end.

use super::bits::Bits;
use super::columns::Columns;
use super::needed::{OUT_OF_NETWORK, RELATIONSHIP, SEVERITY_MAX};
use super::shared::DoorTable;
use super::sieve::{Says, Sieve};
use crate::colleague::Colleague;
use crate::ranking::{Gate, Met};
use crate::score::concern::{Relation, Treats};
use crate::score::criteria::{location, measure, needs};
use crate::score::gates::GateBits;
use crate::score::license::Travel;
use crate::score::number::divide;
use crate::score::plan::Plan;
use crate::score::{approach, concern, cost, wishes};
use crate::weights::Criterion;
use std::cmp::Reverse;

/// Somebody who passed every gate.
#[derive(Clone, Copy)]
pub struct Passed {
    pub number: u32,
    pub points: u32,
    pub asked: GateBits,
}

/// The points of one client over the columns.
pub struct Contest<'a> {
    columns: &'a Columns,
    plan: &'a Plan<'a>,
    sieve: &'a Sieve<'a>,
    doors: &'a DoorTable,
    /// Points by distinct value.
    tables: Vec<(&'a [u32], Vec<u32>)>,
    /// For each wish, half shares met by distinct value.
    wishes: Vec<(&'a [u32], Vec<u8>)>,
    /// Points by the half shares of wishes met.
    by_wishes: Vec<u32>,
    prices: Vec<(u32, bool)>,
    weights: [u32; 9],
    levels: Option<concern::Levels>,
    /// Who is best at the main concern, or at a narrower one.
    best_at_main: Bits,
    /// The most fit for the concerns that the others can have.
    most_otherwise: u32,
    /// The most points that can come behind the concerns.
    left_behind_concern: u32,
}

impl<'a> Contest<'a> {
    pub fn new(columns: &'a Columns, plan: &'a Plan<'a>, sieve: &'a Sieve<'a>, doors: &'a DoorTable) -> Contest<'a> {
        let mut weights = [0; 9];
        plan.in_play.iter().for_each(|&(criterion, weight)| weights[criterion as usize] = weight);
        let table = |criterion: Criterion, fields| {
            let weight = weights[criterion as usize];
            let column = columns.table(fields);
            let fit = |part: &Colleague| measure(criterion, part, plan, GateBits::default()).fit.fit;
            (weight > 0).then(|| (&column.of[..], column.values.iter().map(|part| weight * fit(part)).collect()))
        };
        let tables =
            [table(Criterion::Severity, SEVERITY_MAX), table(Criterion::Relationship, RELATIONSHIP)].into_iter();
        let wish = |&part: &wishes::Part<'a>| {
            let column = columns.table(part.fields(plan.client));
            let halves = |colleague: &Colleague| match wishes::met(part, colleague, plan) {
                Met::Yes => 2,
                Met::Unknown => 1,
                Met::No => 0,
            };
            (&column.of[..], column.values.iter().map(halves).collect())
        };
        let wishes: Vec<_> = plan.wishes.iter().map(wish).collect();
        let parts = wishes.len() as u64;
        let weight = weights[Criterion::Preferences as usize];
        let of_halves = |halves| weight * divide(500 * halves, parts) as u32;
        let by_wishes = if weight > 0 { (0..=2 * parts).map(of_halves).collect() } else { Vec::new() };
        let levels = concern::Levels::new(plan);
        let mut best_at_main = Bits::none(columns.count);
        let words =
            columns.by_best.iter().zip(plan.relations.first().into_iter().flat_map(|relations| relations.iter()));
        words.filter(|(_, relation)| **relation == Relation::Same).for_each(|(bits, _)| best_at_main.add(bits));
        let costly = [Criterion::Needs, Criterion::Cost, Criterion::Approach, Criterion::Location];
        let price = |limit| {
            let fit = move |&(fee, sliding): &(_, _)| cost::fee_fit(fee, sliding, limit);
            columns.prices.values.iter().map(fit).collect()
        };
        Contest {
            columns,
            plan,
            sieve,
            doors,
            tables: tables.flatten().collect(),
            wishes,
            by_wishes,
            prices: plan.client.max_fee.map_or_else(Vec::new, price),
            weights,
            most_otherwise: levels.as_ref().map_or(1000, concern::Levels::most_otherwise),
            levels,
            best_at_main,
            left_behind_concern: costly.iter().map(|&criterion| 1000 * weights[criterion as usize]).sum(),
        }
    }

    fn weight(&self, criterion: Criterion) -> u32 {
        self.weights[criterion as usize]
    }

    /// The points of everything that a look at a table tells.
    fn at_a_glance(&self, number: usize) -> u32 {
        let mut points: u32 = self.tables.iter().map(|(of, points)| points[of[number] as usize]).sum();
        if !self.by_wishes.is_empty() {
            let halves: usize = self.wishes.iter().map(|(of, halves)| usize::from(halves[of[number] as usize])).sum();
            points += self.by_wishes[halves];
        }
        points + self.weight(Criterion::Availability) * self.doors.fits[self.columns.doors.of[number] as usize]
    }

    /// The points of the needs, by the gates that ask.
    fn needs(&self, asked: GateBits) -> u32 {
        let weight = self.weight(Criterion::Needs);
        if weight == 0 { 0 } else { weight * needs(self.plan, asked).fit.fit }
    }

    fn cost(&self, number: usize) -> u32 {
        let weight = self.weight(Criterion::Cost);
        if weight == 0 {
            return 0;
        }
        let columns = self.columns;
        let is_paid = !self.plan.client.payers.is_empty();
        let out_of_network = if is_paid { columns.table(OUT_OF_NETWORK).at(number).out_of_network } else { None };
        let payer = is_paid.then(|| self.sieve.payers.matched(number));
        let fee = self.plan.client.max_fee.map(|_| self.prices[columns.prices.of[number] as usize]);
        weight * cost::of_routes(payer, out_of_network, fee).fit
    }

    /// The points for the concerns, where there is some fit for the main one.
    fn concern(&self, number: usize) -> Option<u32> {
        if self.plan.client.concerns.is_empty() {
            return Some(0);
        }
        let columns = self.columns;
        let treats = Treats {
            specialties: columns.specialties.at(number),
            concerns: columns.concerns.at(number),
            declines: columns.declines.at(number),
        };
        let at_once = self.levels.as_ref().and_then(|levels| levels.fit(treats));
        let (fit, tier) = at_once.unwrap_or_else(|| {
            let (fit, tier) = concern::measure(treats, self.plan, |_, _| {});
            (fit.fit, tier)
        });
        (tier == 1).then(|| self.weight(Criterion::Concern) * fit)
    }

    fn approach(&self, number: usize) -> u32 {
        let weight = self.weight(Criterion::Approach);
        if weight == 0 { 0 } else { weight * approach::measure(self.columns.approaches.at(number), self.plan).0.fit }
    }

    fn location(&self, travel: &Travel) -> u32 {
        let weight = self.weight(Criterion::Location);
        if weight == 0 { 0 } else { weight * location(travel, self.plan).fit }
    }

    /// Everybody of tier 1 who passed and is not surely behind `most` others, best first, and how many were found to
    /// have passed: all of them, where that is no more than `most`.
    ///
    /// Whoever shares the points of the last one is among them.
    pub fn best(&self, most: usize) -> (Vec<Passed>, usize) {
        let mut open = Vec::new();
        for number in self.sieve.candidates.iter() {
            if let Some(asked) = self.sieve.pass_tables(number) {
                let points = self.at_a_glance(number);
                let concern = if self.best_at_main.contains(number) { 1000 } else { self.most_otherwise };
                let most = points + self.weight(Criterion::Concern) * concern + self.left_behind_concern;
                open.push((most, Passed { number: number as u32, points, asked }));
            }
        }
        // Those who may come far are likely to, and set the bar for the others.
        let first = most.saturating_mul(4).min(open.len());
        if first < open.len() {
            open.select_nth_unstable_by_key(first, |(most, _)| Reverse(*most));
        }
        let (mut best, mut qualified) = (Vec::new(), 0);
        let mut bar = Bar { most, held: std::collections::BinaryHeap::new() };
        for (most, passed) in open {
            if bar.is_above(most) {
                continue;
            }
            if let Some(passed) = self.measured(passed, &bar) {
                qualified += 1;
                if !bar.is_above(passed.points) {
                    bar.take(passed.points);
                    best.push(passed);
                }
            }
        }
        best.retain(|passed| !bar.is_above(passed.points));
        let id = |passed: &Passed| self.columns.id(passed.number as usize);
        best.sort_unstable_by(|a, b| b.points.cmp(&a.points).then_with(|| id(a).cmp(id(b))));
        (best, qualified)
    }

    /// All of the points, where the other gates are open and the bar may be reached: what costs least is looked at
    /// first.
    fn measured(&self, Passed { number, mut points, mut asked }: Passed, bar: &Bar) -> Option<Passed> {
        let place = number as usize;
        let mut left = self.left_behind_concern;
        points += self.concern(place)?;
        if bar.is_above(points + left) || !self.sieve.pass_others(place, &mut asked) {
            return None;
        }
        let mut reaches = |points: u32, measured: Criterion| {
            left -= 1000 * self.weight(measured);
            !bar.is_above(points + left)
        };
        points += self.needs(asked);
        if !reaches(points, Criterion::Needs) {
            return None;
        }
        points += self.cost(place);
        if !reaches(points, Criterion::Cost) {
            return None;
        }
        points += self.approach(place);
        if !reaches(points, Criterion::Approach) {
            return None;
        }
        let (travel, says) = self.sieve.travel(place);
        match says {
            Says::Open => {}
            Says::Ask => asked.insert(Gate::Reach),
            Says::Closed => return None,
        }
        points += self.location(&travel);
        Some(Passed { number, points, asked })
    }
}

/// The points of the last of so many who are ahead.
struct Bar {
    most: usize,
    held: std::collections::BinaryHeap<Reverse<u32>>,
}

impl Bar {
    fn is_above(&self, points: u32) -> bool {
        self.held.len() >= self.most && self.held.peek().is_some_and(|least| points < least.0)
    }

    fn take(&mut self, points: u32) {
        self.held.push(Reverse(points));
        if self.held.len() > self.most {
            self.held.pop();
        }
    }
}

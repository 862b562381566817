//! The gates of one client over the columns: each distinct value is put before its gate once.

use super::bits::Bits;
use super::columns::Columns;
use super::doors::DoorTable;
use super::needed::{Found, of_gate};
use crate::client::Wish;
use crate::directory::Again;
use crate::ranking::{Gate, Met};
use crate::reason::Reason;
use crate::score::concern::Relation;
use crate::score::cost::{PayerMatch, Stated, best_payer, match_names};
use crate::score::gates::{self, GateBits, Question, Verdict};
use crate::score::license::license;
use crate::score::plan::Plan;
use crate::score::{concern, wishes};

/// What a gate says, without why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Says {
    Open,
    Ask,
    Closed,
}

impl From<Verdict<'_>> for Says {
    fn from(verdict: Verdict) -> Says {
        match verdict {
            // In network; which plans is a detail.
            Verdict::Open | Verdict::Ask(Question::Plans(_)) => Says::Open,
            Verdict::Ask(_) => Says::Ask,
            Verdict::Closed(_) => Says::Closed,
        }
    }
}

/// The gates of one client.
pub struct Sieve<'a> {
    columns: &'a Columns,
    plan: &'a Plan<'a>,
    /// Whom no license and no lack of the main concern keeps out.
    pub candidates: Bits,
    /// Those of them who are licensed where the client sits.
    licensed: Bits,
    tests: Vec<(Gate, Test<'a>)>,
    pub payers: Payers<'a>,
}

enum Test<'a> {
    /// What it says of each distinct value.
    Table(&'a [u32], Vec<Says>),
    Doors(&'a [u32], &'a DoorTable),
    /// Closed for these.
    Closed(Vec<u32>),
    License,
    Payer,
    Reach,
    Declines,
    Approach,
}

impl<'a> Sieve<'a> {
    /// Makes the gates; `again` reads those whose names are to be compared. `None` where one cannot be read any more.
    pub fn new(
        columns: &'a Columns,
        plan: &'a Plan<'a>,
        doors: &'a DoorTable,
        again: &mut dyn Again,
    ) -> Option<Sieve<'a>> {
        let mut tests = Vec::new();
        for &(gate, _) in &plan.gates {
            let test = match (of_gate(gate, plan.client), gate) {
                (Found::Table(fields), _) => {
                    let table = columns.table(fields);
                    let says = |part| Says::from(gates::verdict(gate, part, plan));
                    Test::Table(&table.of, table.values.iter().map(says).collect())
                }
                (_, Gate::Conflict | Gate::Avoid) => Test::Closed(closed_by_name(gate, columns, plan, again)?),
                (_, Gate::License) => Test::License,
                (_, Gate::Payer) => Test::Payer,
                (_, Gate::Reach) => Test::Reach,
                (_, Gate::Closed) => Test::Doors(&columns.doors.of, doors),
                (_, Gate::Declines) => Test::Declines,
                (_, Gate::Must(Wish::Approach)) => Test::Approach,
                (Found::Elsewhere, _) => continue,
            };
            tests.push((gate, test));
        }
        let (mut candidates, licensed) = by_license(columns, plan);
        if let Some(relations) = plan.relations.first() {
            let mut near = Bits::none(columns.count);
            let words = columns.by_concern.iter().zip(relations);
            words.filter(|(_, relation)| **relation != Relation::None).for_each(|(bits, _)| near.add(bits));
            candidates.keep(&near);
        }
        Some(Sieve { columns, plan, candidates, licensed, tests, payers: Payers::new(columns, plan) })
    }

    /// The gates that ask, where none is closed.
    pub fn pass(&self, number: usize) -> Option<GateBits> {
        let mut asked = GateBits::default();
        for (gate, test) in &self.tests {
            match self.says(test, number) {
                Says::Open => {}
                Says::Ask => asked.insert(*gate),
                Says::Closed => return None,
            }
        }
        Some(asked)
    }

    /// The first closed gate.
    pub fn first_closed(&self, number: usize) -> Option<Gate> {
        self.tests.iter().find(|(_, test)| self.says(test, number) == Says::Closed).map(|&(gate, _)| gate)
    }

    fn says(&self, test: &Test, number: usize) -> Says {
        let (columns, plan) = (self.columns, self.plan);
        match test {
            Test::Table(of, says) => says[of[number] as usize],
            Test::Doors(of, doors) => doors.says[of[number] as usize],
            Test::Closed(numbers) => {
                if numbers.contains(&(number as u32)) {
                    Says::Closed
                } else {
                    Says::Open
                }
            }
            Test::License if self.licensed.contains(number) => Says::Open,
            Test::License => gates::by_license(license(columns.whereabouts(number), plan)).into(),
            Test::Payer => {
                let out_of_network = columns.table(super::needed::OUT_OF_NETWORK).at(number).out_of_network;
                gates::by_payer(self.payers.matched(number), None, out_of_network, plan).into()
            }
            Test::Reach => gates::reach(columns.whereabouts(number), plan).into(),
            Test::Declines => {
                let declines = columns.declines.at(number);
                let main = plan.client.concerns.first().filter(|_| !declines.is_empty());
                let treats = concern::Treats { specialties: &[], concerns: &[], declines };
                let closed = main.is_some_and(|&main| concern::declined(treats, plan, main).is_some());
                if closed { Says::Closed } else { Says::Open }
            }
            Test::Approach => {
                let is_unsure = columns.approaches_unsure.contains(number);
                match wishes::approach(columns.approaches.at(number), is_unsure, plan) {
                    Met::Yes => Says::Open,
                    Met::Unknown => Says::Ask,
                    Met::No => Says::Closed,
                }
            }
        }
    }
}

/// Whom a gate of names closes: those who bear one are read again, and the gate itself decides.
fn closed_by_name(gate: Gate, columns: &Columns, plan: &Plan, again: &mut dyn Again) -> Option<Vec<u32>> {
    let client = plan.client;
    let mut names: Vec<&str> = match gate {
        Gate::Avoid => client.avoid.iter().map(|(name, _)| name.as_str()).collect(),
        _ => client.ties.iter().map(|tie| tie.name.as_str()).collect(),
    };
    let mut bearers = Vec::new();
    if gate == Gate::Conflict && client.has_reason(Reason::Ethics) {
        names.extend(plan.me.ties.iter().map(|tie| tie.name.as_str()));
        names.push(&plan.my_practice);
        bearers.extend(columns.tied_to_me.iter().map(|number| number as u32));
    }
    bearers.extend(names.iter().filter_map(|&name| columns.named.get(name)).flatten());
    bearers.sort_unstable();
    bearers.dedup();
    let mut closed = Vec::new();
    for number in bearers {
        let colleague = again.colleague(number as usize)?;
        if Says::from(gates::verdict(gate, &colleague, plan)) == Says::Closed {
            closed.push(number);
        }
    }
    Some(closed)
}

/// Who may be licensed for the client, and who surely is.
fn by_license(columns: &Columns, plan: &Plan) -> (Bits, Bits) {
    if plan.regions.is_empty() {
        return (Bits::all(columns.count), Bits::all(columns.count));
    }
    let licensed_in = |regions: &[crate::vocab::Region]| {
        let mut bits = Bits::none(columns.count);
        for (held, who) in &columns.licensed_in {
            if regions.iter().any(|&region| held.covers(region)) {
                bits.add(who);
            }
        }
        bits
    };
    let licensed = licensed_in(&plan.regions);
    let mut candidates = licensed.clone();
    candidates.add(&columns.by_other_ground);
    // An office across the line counts only where the client did not say where she sits.
    if plan.client.states.is_empty() {
        match &plan.client.office_regions {
            Some(regions) => candidates.add(&licensed_in(regions)),
            None => candidates = Bits::all(columns.count),
        }
    }
    (candidates, licensed)
}

/// How the names of payers on record meet those of the client.
pub struct Payers<'a> {
    columns: &'a Columns,
    plan: &'a Plan<'a>,
    /// For each payer of the client, by the number of the name.
    matches: Vec<Vec<PayerMatch>>,
}

impl<'a> Payers<'a> {
    fn new(columns: &'a Columns, plan: &'a Plan<'a>) -> Payers<'a> {
        let payers = &plan.client.payers;
        let names = if payers.is_empty() { Vec::new() } else { columns.payer_names() };
        let of = |wanted: &crate::client::Payer| names.iter().map(|held| match_names(held, &wanted.name)).collect();
        Payers { columns, plan, matches: payers.iter().map(of).collect() }
    }

    pub fn matched(&self, number: usize) -> PayerMatch {
        let held = self.columns.payers.at(number);
        let stated = match held {
            _ if self.columns.payers_unsure.contains(number) => Stated::InPart,
            [] => Stated::Nothing,
            _ => Stated::Everything,
        };
        best_payer(self.plan, stated, |i, _| held.iter().map(|&name| self.matches[i][name as usize]).max()).0
    }
}

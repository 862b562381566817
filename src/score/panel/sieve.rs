//! The gates of one client over the columns: each distinct value is put before its gate once.

use super::bits::Bits;
use super::columns::Columns;
use super::needed::{DELIVERY, Found, OUT_OF_NETWORK, of_gate};
use super::shared::DoorTable;
use crate::client::{Wish, Within};
use crate::colleague::Colleague;
use crate::directory::Again;
use crate::place::Surroundings;
use crate::ranking::{Gate, Met};
use crate::reason::Reason;
use crate::score::concern::Relation;
use crate::score::cost::{PayerMatch, Stated, best_payer, match_names};
use crate::score::gates::{self, GateBits, Question, Verdict};
use crate::score::license::{self, License, Travel, certainly_outside, license, travel_by};
use crate::score::plan::Plan;
use crate::score::{concern, wishes};
use std::borrow::Cow;
use std::sync::Arc;

/// What a look at a table tells: the gate, which value each colleague has, and what it says of each value.
type Table<'a> = (Gate, &'a [u32], Cow<'a, [Says]>);

/// How far the client would come.
struct Reach {
    around: Surroundings,
    /// Of each distinct delivery, whether only an office in reach will do.
    needs_an_office: Vec<bool>,
}

impl Reach {
    fn new(within: Within, columns: &Columns, plan: &Plan) -> Reach {
        let needs_an_office = |part: &Colleague| license::needs_an_office(part.delivery, part.unread, plan);
        Reach {
            around: Surroundings::new(plan.client.near.iter().filter_map(|near| near.place.point), within.miles()),
            needs_an_office: columns.table(DELIVERY).values.iter().map(needs_an_office).collect(),
        }
    }
}

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
    /// Who may practice where the client sits, if it is not looked at more closely.
    may_practice: Bits,
    /// Those of them who are licensed there.
    licensed: Bits,
    /// Which delivery each colleague has.
    delivery: &'a [u32],
    tables: Vec<Table<'a>>,
    /// Gates of names, with whom they close.
    by_name: Vec<(Gate, Vec<u32>)>,
    /// The others, but for the distance.
    others: Vec<Gate>,
    reach: Option<Reach>,
    pub payers: Payers<'a>,
}

impl<'a> Sieve<'a> {
    /// Makes the gates; `again` reads those whose names are to be compared. `None` where one cannot be read any more.
    pub fn new(
        columns: &'a Columns,
        plan: &'a Plan<'a>,
        doors: &'a DoorTable,
        languages: Option<&'a [Says]>,
        again: &mut dyn Again,
    ) -> Option<Sieve<'a>> {
        let (may_practice, licensed) = by_license(columns, plan);
        let mut candidates = may_practice.clone();
        if let Some(relations) = plan.relations.first() {
            let mut near = Bits::none(columns.count);
            let words = columns.by_concern.iter().zip(relations.iter());
            words.filter(|(_, relation)| **relation != Relation::None).for_each(|(bits, _)| near.add(bits));
            candidates.keep(&near);
        }
        let (payers, delivery) = (Payers::new(columns, plan), &columns.table(DELIVERY).of[..]);
        let (tables, by_name, others) = (Vec::new(), Vec::new(), Vec::new());
        let mut sieve = Sieve {
            columns,
            plan,
            candidates,
            may_practice,
            licensed,
            delivery,
            tables,
            by_name,
            others,
            reach: None,
            payers,
        };
        for &(gate, _) in &plan.gates {
            match (of_gate(gate, plan.client), gate) {
                (Found::Table(fields), _) => {
                    let table = columns.table(fields);
                    let says = |part| Says::from(gates::verdict(gate, part, plan));
                    let says = match languages.filter(|_| gate == Gate::Language) {
                        Some(known) => Cow::Borrowed(known),
                        None => table.values.iter().map(says).collect(),
                    };
                    sieve.tables.push((gate, &table.of, says));
                }
                (_, Gate::Conflict | Gate::Avoid) => {
                    sieve.by_name.push((gate, closed_by_name(gate, columns, plan, again)?));
                }
                (_, Gate::Closed) => sieve.tables.push((gate, &columns.doors.of, Cow::Borrowed(&doors.says))),
                (_, Gate::Reach) => sieve.reach = plan.client.within.map(|within| Reach::new(within, columns, plan)),
                (_, gate) => sieve.others.push(gate),
            }
        }
        // Whom they close was found before, and closes for good.
        sieve.by_name.retain(|(_, closed)| !closed.is_empty());
        Some(sieve)
    }

    /// Leaves nobody who surely is too far away, where `remote` tells whom the client may see without coming.
    pub fn keep_near(&mut self, remote: impl FnOnce() -> Arc<Bits>) {
        let Some(squares) = self.reach.as_ref().and_then(|reach| reach.around.squares()) else { return };
        let mut near = self.columns.unlocated.clone();
        near.add_all(&remote());
        for number in squares.iter().filter_map(|square| self.columns.by_square.get(square)).flatten() {
            near.insert(*number as usize);
        }
        self.candidates.keep(&near);
    }

    /// The gates that ask, of those that a table or a name decides; nothing where one of them is closed.
    pub fn pass_tables(&self, number: usize) -> Option<GateBits> {
        let mut asked = GateBits::default();
        for (gate, of, says) in &self.tables {
            match says[of[number] as usize] {
                Says::Open => {}
                Says::Ask => asked.insert(*gate),
                Says::Closed => return None,
            }
        }
        if self.by_name.iter().any(|(_, closed)| closed.contains(&(number as u32))) {
            return None;
        }
        (!self.is_surely_out_of_reach(number)).then_some(asked)
    }

    /// Adds the gates that ask, of the others but for the distance; `false` where one of them is closed.
    pub fn pass_others(&self, number: usize, asked: &mut GateBits) -> bool {
        for &gate in &self.others {
            match self.other(gate, number) {
                Says::Open => {}
                Says::Ask => asked.insert(gate),
                Says::Closed => return false,
            }
        }
        true
    }

    /// How client and colleague could come together, and whether that is not too far.
    pub fn travel(&self, number: usize) -> (Travel, Says) {
        let colleague = self.columns.whereabouts(number);
        let is_clear = self.licensed.contains(number) || self.columns.unlicensed.contains(number);
        let across = !is_clear && license(colleague, self.plan) == License::ThroughOffice;
        let travel = travel_by(colleague, across, self.plan);
        let says = if self.reach.is_some() { gates::reach(&travel, self.plan).into() } else { Says::Open };
        (travel, says)
    }

    /// Counts for each gate how many it is the first to close, and tells for whom none is closed.
    pub fn count_closed(&self, counts: &mut [usize; Gate::ALL.len()]) -> Vec<usize> {
        let all = self.columns.count;
        let mut named: Vec<u32> = self.by_name.iter().flat_map(|(_, closed)| closed.iter().copied()).collect();
        named.sort_unstable();
        named.dedup();
        // Only a name comes before the license, which is why most are left out: they need no look.
        let elsewhere = |number: u32| !self.may_practice.contains(number as usize);
        let more_closely = self.may_practice.iter().map(|number| number as u32);
        let (mut looked_at, mut passed) = (0, Vec::new());
        for number in more_closely.chain(named.into_iter().filter(|&number| elsewhere(number))) {
            looked_at += 1;
            match self.first_closed(number as usize) {
                Some(gate) => counts[gate.index()] += 1,
                None => passed.push(number as usize),
            }
        }
        counts[Gate::License.index()] += all - looked_at;
        passed
    }

    fn is_surely_out_of_reach(&self, number: usize) -> bool {
        self.reach.as_ref().is_some_and(|reach| {
            reach.needs_an_office[self.delivery[number] as usize]
                && certainly_outside(self.columns.places(number), &reach.around)
        })
    }

    fn is_out_of_reach(&self, number: usize) -> bool {
        self.is_surely_out_of_reach(number) || self.travel(number).1 == Says::Closed
    }

    /// The first closed gate.
    fn first_closed(&self, number: usize) -> Option<Gate> {
        let table = self.tables.iter().find(|(_, of, says)| says[of[number] as usize] == Says::Closed);
        let name = self.by_name.iter().find(|(_, closed)| closed.contains(&(number as u32)));
        let cheap = [table.map(|table| table.0), name.map(|name| name.0)].into_iter().flatten();
        let mut first = cheap.min_by_key(|gate| gate.index());
        // What costs more is looked at only where it comes before.
        let before = |gate: Gate, first: Option<Gate>| first.is_none_or(|first| gate.index() < first.index());
        let mut others = self.others.iter().take_while(|&&gate| before(gate, first));
        if let Some(&other) = others.find(|&&gate| self.other(gate, number) == Says::Closed) {
            first = Some(other);
        }
        if self.reach.is_some() && before(Gate::Reach, first) && self.is_out_of_reach(number) {
            first = Some(Gate::Reach);
        }
        first
    }

    fn other(&self, gate: Gate, number: usize) -> Says {
        let (columns, plan) = (self.columns, self.plan);
        match gate {
            Gate::License if !self.may_practice.contains(number) => Says::Closed,
            Gate::License if self.licensed.contains(number) => Says::Open,
            // What is not on record is asked about, wherever the offices are.
            Gate::License if columns.unlicensed.contains(number) => Says::Ask,
            Gate::License => gates::by_license(license(columns.whereabouts(number), plan)).into(),
            Gate::Payer => {
                let out_of_network = columns.table(OUT_OF_NETWORK).at(number).out_of_network;
                gates::by_payer(self.payers.matched(number), None, out_of_network, plan).into()
            }
            Gate::Declines => {
                let declines = columns.declines.at(number);
                let main = plan.client.concerns.first().filter(|_| !declines.is_empty());
                let treats = concern::Treats { specialties: &[], concerns: &[], declines };
                let closed = main.is_some_and(|&main| concern::declined(treats, plan, main).is_some());
                if closed { Says::Closed } else { Says::Open }
            }
            Gate::Must(Wish::Approach) => {
                let is_unsure = columns.approaches.unsure.contains(number);
                match wishes::approach(columns.approaches.at(number), is_unsure, plan) {
                    Met::Yes => Says::Open,
                    Met::Unknown => Says::Ask,
                    Met::No => Says::Closed,
                }
            }
            // Decided by a table, a name or the distance.
            _ => Says::Open,
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
        let colleague = columns.read_again(number as usize, again)?;
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
    candidates.add(&columns.unlicensed);
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
        let of = |wanted: &crate::client::Payer| {
            columns.payer_names.iter().map(|held| match_names(held, &wanted.name)).collect()
        };
        Payers { columns, plan, matches: payers.iter().map(of).collect() }
    }

    pub fn matched(&self, number: usize) -> PayerMatch {
        let held = self.columns.payers.at(number);
        let stated = match held {
            _ if self.columns.payers.unsure.contains(number) => Stated::InPart,
            [] => Stated::Nothing,
            _ => Stated::Everything,
        };
        best_payer(self.plan, stated, |i, _| held.iter().map(|&name| self.matches[i][name as usize]).max()).0
    }
}

//! Colleagues held ready, to be ranked for many clients.
//!
//! ```text
//! colleagues ──> Columns ──┐
//!                          ├─> Sieve (gates) ──> Contest (points) ──> the best, read again and explained
//! client ──> Plan ─────────┘
//! ```
//!
//! Each distinct value of a column is put before the gate or criterion once for a client, by the same functions that
//! rank for one; what is left for each colleague is to look the answers up.

mod bits;
mod column;
mod columns;
mod contest;
mod needed;
mod shared;
mod sieve;
mod workers;

use self::columns::Columns;
use self::contest::{Contest, Passed};
use self::needed::Needed;
use self::shared::Shared;
use self::sieve::Sieve;
use super::plan::{Plan, Prepared};
use super::shortlist::{NAMES, walk_gates};
use super::standing::{Cut, Kept, MOST_TIED, Measures, ranks, shown};
use super::{Wanted, explain, notices, rank_all};
use crate::client::{Client, Referrer};
use crate::colleague::{Colleague, FieldSet};
use crate::directory::{Again, Directory, Held, Recall, Source};
use crate::ranking::{Gate, Notice, Ranking, Suggestion};
use crate::text::fold;
use crate::vocab::Vocabulary;
use crate::weights::Weights;
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// What every client of a caseload is ranked with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The therapist herself.
    pub me: &'a Referrer,
    /// Words of concerns and approaches.
    pub vocabulary: &'a Vocabulary,
    /// Where the colleagues of the panel are read again, by their place in the walk.
    pub recall: &'a dyn Recall,
    /// How many threads may work at once; the answer is the same for any number.
    pub threads: usize,
}

/// A colleague could not be read again: the files were changed while they were being worked on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Changed;

/// The colleagues of a directory, held ready to be ranked for many clients.
pub struct Panel {
    held: Everybody,
    /// The places of the walk in the order of ids, and where in that order each place stands.
    order: OnceLock<(Vec<u32>, Vec<u32>)>,
}

enum Everybody {
    /// Where all of an answer is wanted.
    InFull(Directory),
    /// Where the shortlist is enough.
    InColumns(Box<Columns>, Shared),
}

/// Somebody who passed every gate of a client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Which colleague of the panel, from 0, in the order of their ids.
    pub number: usize,
    /// Points, as in [`Suggestion::points`].
    pub points: u64,
}

/// Everybody who passed for one client, as far as they were wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standings {
    /// Tier 1 only, best first: by points, then by id.
    pub best: Vec<Standing>,
    /// How many of tier 1 were found to have passed: all of them, where that is no more than were wanted.
    pub qualified: usize,
    /// How many each gate was the first to close, in gate order; only where nobody passed.
    pub excluded_counts: Vec<(Gate, usize)>,
    /// The points that could be had: the same for everybody.
    pub of: u64,
}

impl Panel {
    /// Walks the colleagues once and holds what these clients need of them.
    pub fn read(
        mut colleagues: impl Source,
        clients: &[(Client, Weights)],
        me: &Referrer,
        vocabulary: &Vocabulary,
        wanted: &Wanted,
    ) -> Panel {
        let held = if wanted.is_shortlist() {
            let columns = Columns::read(&Needed::of(clients, me, vocabulary), colleagues);
            Everybody::InColumns(Box::new(columns), Shared::default())
        } else {
            let mut directory = Directory::default();
            colleagues.each(&mut |candidate| directory.colleagues.push(candidate.read(FieldSet::EVERY).clone()));
            Everybody::InFull(directory)
        };
        Panel { held, order: OnceLock::new() }
    }

    /// How many colleagues there are.
    pub fn len(&self) -> usize {
        match &self.held {
            Everybody::InFull(directory) => directory.colleagues.len(),
            Everybody::InColumns(columns, _) => columns.count,
        }
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether somebody's id, name or practice is this folded name, which one of the clients wants to avoid.
    pub fn knows(&self, name: &str) -> bool {
        match &self.held {
            Everybody::InFull(directory) => directory.colleagues.iter().any(|colleague| {
                [&colleague.id, &colleague.name, &colleague.practice].into_iter().any(|own| fold(own) == name)
            }),
            Everybody::InColumns(columns, _) => columns.known.contains(name),
        }
    }

    /// Ranks the colleagues for each client and hands over the answers in the order of the clients, until `give`
    /// breaks off. An answer is as [`rank_all`] gives it, as far as it was wanted.
    ///
    /// # Errors
    /// The files were changed meanwhile.
    pub fn rank_each(
        &self,
        clients: &[(Client, Weights)],
        setting: Setting,
        wanted: &Wanted,
        give: &mut dyn FnMut(usize, Ranking) -> ControlFlow<()>,
    ) -> Result<(), Changed> {
        let rank = |i: usize, again: &mut dyn Again| match &self.held {
            Everybody::InFull(directory) => {
                let one = std::slice::from_ref(&clients[i]);
                rank_all(directory, one, setting.me, setting.vocabulary, wanted).pop().ok_or(Changed)
            }
            Everybody::InColumns(columns, shared) => shortlist(columns, shared, &clients[i], setting, wanted, again),
        };
        workers::each(clients.len(), setting, &rank, give)
    }

    /// The best of those who passed, at most so many, for each client in turn, until `give` breaks off.
    ///
    /// # Errors
    /// The files were changed meanwhile.
    pub fn standings_each(
        &self,
        clients: &[(Client, Weights)],
        setting: Setting,
        most: usize,
        give: &mut dyn FnMut(usize, Standings) -> ControlFlow<()>,
    ) -> Result<(), Changed> {
        let standings = |i: usize, again: &mut dyn Again| {
            let (client, weights) = &clients[i];
            let plan = self.plan(client, *weights, setting);
            let (found, of) = match &self.held {
                Everybody::InFull(directory) => (in_full(directory, &plan, most), plan.of()),
                Everybody::InColumns(columns, shared) => (pass(columns, shared, &plan, most, again)?, plan.of()),
            };
            let (_, ranks) = self.order();
            let standing = |passed: &Passed| Standing {
                number: ranks[passed.number as usize] as usize,
                points: u64::from(passed.points),
            };
            let best = found.best.iter().take(most).map(standing).collect();
            Ok(Standings { best, qualified: found.qualified, excluded_counts: found.excluded_counts, of })
        };
        workers::each(clients.len(), setting, &standings, give)
    }

    /// The colleagues of these numbers, who passed every gate of the client, with everything that is to be said of
    /// them, in this order.
    ///
    /// # Errors
    /// The files were changed meanwhile.
    pub fn explain(
        &self,
        client: &(Client, Weights),
        setting: Setting,
        numbers: &[usize],
    ) -> Result<Vec<Suggestion>, Changed> {
        let (client, weights) = client;
        let plan = self.plan(client, *weights, setting);
        let mut again = setting.recall.open();
        let kept = |&number: &usize| {
            let colleague = self.colleague(number, again.as_mut())?;
            let (_, asked) = walk_gates(&mut Held(&colleague), &plan);
            let points = Measures::of(&colleague, &plan, asked).points(&plan);
            Ok(Kept { colleague, asked, tier: 1, points })
        };
        let kept: Vec<Kept> = numbers.iter().map(kept).collect::<Result<_, Changed>>()?;
        let cut = Cut { points: kept.iter().map(|kept| kept.points).collect(), top: kept.len() };
        let ranks = ranks(kept.iter().map(|kept| (1, kept.points)));
        Ok(kept.into_iter().zip(ranks).map(|(kept, rank)| explain::suggestion(kept, rank, &cut, &plan)).collect())
    }

    /// A colleague by number, in full.
    ///
    /// # Errors
    /// The files were changed meanwhile.
    pub fn colleague(&self, number: usize, again: &mut dyn Again) -> Result<Colleague, Changed> {
        let place = self.order().0.get(number).map(|&place| place as usize).ok_or(Changed)?;
        match &self.held {
            Everybody::InFull(directory) => Ok(directory.colleagues[place].clone()),
            Everybody::InColumns(columns, _) => columns.read_again(place, again).ok_or(Changed),
        }
    }

    fn plan<'c>(&self, client: &'c Client, weights: Weights, setting: Setting<'c>) -> Plan<'c> {
        let Setting { me, vocabulary, .. } = setting;
        match &self.held {
            Everybody::InFull(_) => Plan::new(client, weights, me, vocabulary, &Prepared::default()),
            Everybody::InColumns(_, shared) => Plan::new(client, weights, me, vocabulary, &shared.prepared),
        }
    }

    fn order(&self) -> &(Vec<u32>, Vec<u32>) {
        self.order.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.len() as u32).collect();
            match &self.held {
                Everybody::InFull(directory) => {
                    order.sort_by(|&a, &b| {
                        directory.colleagues[a as usize].id.cmp(&directory.colleagues[b as usize].id)
                    });
                }
                Everybody::InColumns(columns, _) => {
                    order.sort_by(|&a, &b| columns.id(a as usize).cmp(columns.id(b as usize)));
                }
            }
            let mut ranks = vec![0; order.len()];
            order.iter().enumerate().for_each(|(rank, &place)| ranks[place as usize] = rank as u32);
            (order, ranks)
        })
    }
}

/// Who passed for one client.
struct Found {
    best: Vec<Passed>,
    qualified: usize,
    excluded_counts: Vec<(Gate, usize)>,
    /// Where nobody of tier 1 passed, those of the other tiers who did.
    others: Option<Notice>,
}

/// Those who passed without being known to treat the main concern: of whom nothing is on record, and the rest.
fn other_tiers(columns: &Columns, passed: Vec<usize>, again: &mut dyn Again) -> Result<Option<Notice>, Changed> {
    let count = passed.len();
    let is_unknown =
        |&number: &usize| columns.specialties.at(number).is_empty() && columns.concerns.at(number).is_empty();
    let mut unknown: Vec<usize> = passed.into_iter().filter(is_unknown).collect();
    unknown.sort_unstable_by(|&a, &b| columns.id(a).cmp(columns.id(b)));
    let name = |&number: &usize| Ok(columns.read_again(number, again).ok_or(Changed)?.name);
    let names = unknown.iter().take(NAMES).map(name).collect::<Result<_, Changed>>()?;
    let nothing_near = count - unknown.len();
    Ok((count > 0).then_some(Notice::OtherTiers { unknown: unknown.len(), names, nothing_near }))
}

fn pass(columns: &Columns, shared: &Shared, plan: &Plan, most: usize, again: &mut dyn Again) -> Result<Found, Changed> {
    let doors = shared.doors(columns, plan.start());
    let languages = shared.languages(columns, plan);
    let languages = languages.as_ref().map(|says| says.as_slice());
    let mut sieve = Sieve::new(columns, plan, &doors, languages, again).ok_or(Changed)?;
    sieve.keep_near(|| shared.remote(columns, plan));
    let (best, qualified) = Contest::new(columns, plan, &sieve, &doors).best(most);
    let (mut counts, mut others) = ([0; Gate::ALL.len()], None);
    if qualified == 0 {
        others = other_tiers(columns, sieve.count_closed(&mut counts), again)?;
    }
    Ok(Found { best, qualified, excluded_counts: counted(&counts), others })
}

/// How many each gate closed, without those that closed for nobody.
fn counted(counts: &[usize; Gate::ALL.len()]) -> Vec<(Gate, usize)> {
    Gate::ALL.into_iter().map(|gate| (gate, counts[gate.index()])).filter(|&(_, count)| count > 0).collect()
}

/// The same over colleagues in memory.
fn in_full(directory: &Directory, plan: &Plan, most: usize) -> Found {
    let (mut best, mut counts) = (Vec::new(), [0; Gate::ALL.len()]);
    for (number, colleague) in directory.colleagues.iter().enumerate() {
        let (closed, asked) = walk_gates(&mut Held(colleague), plan);
        if let Some(gate) = closed {
            counts[gate.index()] += 1;
        } else if plan.client.concerns.is_empty() || super::concern::measure(colleague, plan, |_, _| {}).1 == 1 {
            let points = Measures::of(colleague, plan, asked).points(plan) as u32;
            best.push(Passed { number: number as u32, points, asked });
        }
    }
    let id = |passed: &Passed| &directory.colleagues[passed.number as usize].id;
    best.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| id(a).cmp(id(b))));
    let qualified = best.len();
    best.truncate(most);
    let excluded_counts = if qualified == 0 { counted(&counts) } else { Vec::new() };
    Found { best, qualified, excluded_counts, others: None }
}

/// The answer for one client, as far as a shortlist goes.
fn shortlist(
    columns: &Columns,
    shared: &Shared,
    (client, weights): &(Client, Weights),
    setting: Setting,
    wanted: &Wanted,
    again: &mut dyn Again,
) -> Result<Ranking, Changed> {
    let plan = Plan::new(client, *weights, setting.me, setting.vocabulary, &shared.prepared);
    // Whether an answer would move somebody across the cut hangs on the first who is not in.
    let mut found = pass(columns, shared, &plan, wanted.top + 1, again)?;
    found.best.truncate(wanted.top + MOST_TIED + 1);
    let ranks = ranks(found.best.iter().map(|passed| (1, u64::from(passed.points))));
    let cut = Cut { points: found.best.iter().map(|passed| u64::from(passed.points)).collect(), top: wanted.top };
    let shown = shown(&ranks, wanted.top);
    let suggestion = |(passed, &rank): (&Passed, &usize)| {
        let place = passed.number as usize;
        let colleague = columns.read_again(place, again).ok_or(Changed)?;
        let kept = Kept { colleague, asked: passed.asked, tier: 1, points: u64::from(passed.points) };
        Ok(explain::suggestion(kept, rank, &cut, &plan))
    };
    let suggestions: Vec<Suggestion> =
        found.best[..shown].iter().zip(&ranks).map(suggestion).collect::<Result<_, Changed>>()?;
    Ok(Ranking {
        client: client.code.clone(),
        reasons: client.reasons.clone(),
        considered: columns.count,
        crisis: notices::crisis(&plan),
        suggestions,
        excluded: Vec::new(),
        excluded_counts: found.excluded_counts,
        near_misses: Vec::new(),
        sensitivity: Vec::new(),
        notices: found.others.into_iter().collect(),
        why_not: Vec::new(),
        qualified: found.qualified,
    })
}

//! Colleagues held ready, to be ranked for many clients.

use super::explain;
use super::plan::Plan;
use super::shortlist::walk_gates;
use super::standing::{Cut, Kept, Measures, ranks};
use super::{Wanted, concern, rank_all};
use crate::client::{Client, Referrer};
use crate::colleague::{Colleague, FieldSet};
use crate::directory::{Directory, Source};
use crate::ranking::{Ranking, Suggestion};
use crate::vocab::Vocabulary;
use crate::weights::Weights;
use std::cmp::Reverse;
use std::ops::ControlFlow;

/// What every client of a caseload is ranked with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The therapist herself.
    pub me: &'a Referrer,
    /// Words of concerns and approaches.
    pub vocabulary: &'a Vocabulary,
    /// How many threads may work at once; the answer is the same for any number.
    pub threads: usize,
}

/// The colleagues of a directory, held ready to be ranked for many clients.
pub struct Panel {
    directory: Directory,
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
    /// How many of tier 1 passed, shown or not.
    pub qualified: usize,
    /// The points that could be had: the same for everybody.
    pub of: u64,
}

impl Panel {
    /// Walks the colleagues once and holds them.
    pub fn read(mut colleagues: impl Source) -> Panel {
        let mut directory = Directory::default();
        colleagues.each(&mut |candidate| directory.colleagues.push(candidate.read(FieldSet::EVERY).clone()));
        directory.colleagues.sort_by(|a, b| a.id.cmp(&b.id));
        Panel { directory }
    }

    /// How many colleagues there are.
    pub fn len(&self) -> usize {
        self.directory.colleagues.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.directory.colleagues.is_empty()
    }

    /// A colleague by number, in full.
    pub fn colleague(&self, number: usize) -> Colleague {
        self.directory.colleagues[number].clone()
    }

    /// Ranks the colleagues for each client and hands over the answers in the order of the clients, each as
    /// [`rank_all`] gives it, until `give` breaks off.
    pub fn rank_each(
        &self,
        clients: &[(Client, Weights)],
        setting: Setting,
        wanted: &Wanted,
        give: &mut dyn FnMut(usize, Ranking) -> ControlFlow<()>,
    ) {
        for (i, client) in clients.iter().enumerate() {
            let one = std::slice::from_ref(client);
            for ranking in rank_all(&self.directory, one, setting.me, setting.vocabulary, wanted) {
                if give(i, ranking).is_break() {
                    return;
                }
            }
        }
    }

    /// The best of those who passed, at most so many, for each client in turn, until `give` breaks off.
    pub fn standings_each(
        &self,
        clients: &[(Client, Weights)],
        setting: Setting,
        most: usize,
        give: &mut dyn FnMut(usize, Standings) -> ControlFlow<()>,
    ) {
        for (i, (client, weights)) in clients.iter().enumerate() {
            let plan = Plan::new(client, *weights, setting.me, setting.vocabulary);
            let mut best: Vec<Standing> = Vec::new();
            let mut number = 0;
            (&self.directory).each(&mut |candidate| {
                if let (None, asked) = walk_gates(candidate, &plan) {
                    let colleague = candidate.read(plan.criteria_fields);
                    if plan.client.concerns.is_empty() || concern::measure(colleague, &plan, |_, _| {}).1 == 1 {
                        let points = Measures::of(colleague, &plan, asked).points(&plan);
                        best.push(Standing { number, points });
                    }
                }
                number += 1;
            });
            best.sort_by_key(|standing| (Reverse(standing.points), standing.number));
            let qualified = best.len();
            best.truncate(most);
            if give(i, Standings { best, qualified, of: plan.of() }).is_break() {
                return;
            }
        }
    }

    /// The colleagues of these numbers, who passed every gate of the client, with everything that is to be said of
    /// them, in this order.
    pub fn explain(&self, client: &(Client, Weights), setting: Setting, numbers: &[usize]) -> Vec<Suggestion> {
        let (client, weights) = client;
        let plan = Plan::new(client, *weights, setting.me, setting.vocabulary);
        let kept = |&number: &usize| {
            let colleague = self.colleague(number);
            let (_, asked) = walk_gates(&mut crate::directory::Held(&colleague), &plan);
            let points = Measures::of(&colleague, &plan, asked).points(&plan);
            Kept { colleague, asked, tier: 1, points }
        };
        let kept: Vec<Kept> = numbers.iter().map(kept).collect();
        let cut = Cut { points: kept.iter().map(|kept| kept.points).collect(), top: kept.len() };
        let ranks = ranks(kept.iter().map(|kept| (1, kept.points)));
        kept.into_iter().zip(ranks).map(|(kept, rank)| explain::suggestion(kept, rank, &cut, &plan)).collect()
    }
}

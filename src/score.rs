//! Scoring: pure, total, whole numbers. A stream of colleagues and clients in, rankings out.
//!
//! ```text
//! client + weights ──> Plan ─┐
//!                            ├─> gates ──> criteria ──> Shortlist ──> explained Ranking
//! colleagues as they come ───┘
//! ```
//!
//! The loop over colleagues returns numbers; only what is shown is explained, through the same functions.

mod approach;
mod best;
mod concern;
mod cost;
mod criteria;
mod explain;
mod gates;
mod license;
mod made;
mod near_miss;
mod notices;
mod number;
mod opening;
mod panel;
mod plan;
mod shortlist;
mod standing;
mod warnings;
mod wishes;

pub use opening::{Opening, days_between, opening, trust};
pub use panel::{Changed, Panel, Setting, Standing, Standings};

use crate::client::{Client, Referrer};
use crate::directory::Source;
use crate::ranking::{Notice, Ranking};
use crate::vocab::{CrisisLine, Vocabulary};
use crate::weights::Weights;
use plan::{Plan, Prepared};
use shortlist::Shortlist;

/// What of the answer is wanted; what is not wanted is not worked out.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How many names.
    pub top: usize,
    /// Everybody who passed, and everybody gated.
    pub all: bool,
    /// The list of those gated, not only the counts.
    pub excluded: bool,
    /// On which weights the names hang.
    pub sensitivity: bool,
    /// Notices, near misses and counts: what surrounds the names.
    pub notices: bool,
    /// Ids or names of which the fate is asked.
    pub why_not: Vec<String>,
}

impl Default for Wanted {
    fn default() -> Wanted {
        // Several names: a choice of therapist helps attendance (Oldham 2012, 31 trials). Three is a judgement.
        Wanted { top: 3, all: false, excluded: true, sensitivity: true, notices: true, why_not: Vec::new() }
    }
}

impl Wanted {
    /// The names alone, each with its reasons.
    pub fn shortlist(top: usize) -> Wanted {
        let why_not = Vec::new();
        Wanted { top, all: false, excluded: false, sensitivity: false, notices: false, why_not }
    }

    fn is_shortlist(&self) -> bool {
        !(self.all || self.excluded || self.sensitivity || self.notices) && self.why_not.is_empty()
    }
}

/// What is to be known of each client before anybody is ranked: the crisis lines that come first, none unless it is a
/// crisis, and notices. `is_known` tells whether somebody in the directory bears a folded name.
pub fn of_clients(
    clients: &[(Client, Weights)],
    me: &Referrer,
    vocabulary: &Vocabulary,
    is_known: impl Fn(&str) -> bool,
) -> Vec<(Vec<CrisisLine>, Vec<Notice>)> {
    let prepared = Prepared::default();
    let of_client = |(client, weights): &(Client, Weights)| {
        let plan = Plan::new(client, *weights, me, vocabulary, &prepared);
        let avoided: Vec<bool> = client.avoid.iter().map(|(folded, _)| is_known(folded)).collect();
        (notices::crisis(&plan), notices::of_profile(&plan, &avoided))
    };
    clients.iter().map(of_client).collect()
}

/// Ranks the colleagues for each client, in one walk over the colleagues.
///
/// The order in which the colleagues come never matters. Nothing fails: what is not known is in the answer.
pub fn rank_all(
    mut colleagues: impl Source,
    clients: &[(Client, Weights)],
    me: &Referrer,
    vocabulary: &Vocabulary,
    wanted: &Wanted,
) -> Vec<Ranking> {
    let prepared = Prepared::default();
    let plans: Vec<Plan> =
        clients.iter().map(|(client, weights)| Plan::new(client, *weights, me, vocabulary, &prepared)).collect();
    let parts = colleagues.fold(
        || plans.iter().map(|plan| Shortlist::new(plan, wanted)).collect::<Vec<_>>(),
        |shortlists, candidate| shortlists.iter_mut().for_each(|shortlist| shortlist.consider(candidate)),
    );
    parts.into_iter().reduce(together).into_iter().flatten().map(Shortlist::finish).collect()
}

/// The shortlists of two parts of a walk as those of one.
fn together<'a>(mut first: Vec<Shortlist<'a>>, later: Vec<Shortlist<'a>>) -> Vec<Shortlist<'a>> {
    first.iter_mut().zip(later).for_each(|(shortlist, later)| shortlist.append(later));
    first
}

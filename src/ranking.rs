//! A ranking as plain data: what was found, why, and what is not known. No sentences.

use crate::client::{Soft, Wish, Within};
use crate::colleague::Colleague;
use crate::reason::Reason;
use crate::vocab::CrisisLine;
use crate::weights::Criterion;

mod why;
pub use why::*;

/// A question whose known contrary answer closes the door, whatever the score.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gate {
    /// A tie to the client, or to the referrer.
    Conflict,
    /// Named with `--avoid`.
    Avoid,
    /// No license where the client sits.
    License,
    /// Other ages.
    Age,
    /// Other formats.
    Format,
    /// Other services.
    Service,
    /// A ceiling below the need.
    Severity,
    /// No shared language.
    Language,
    /// The payer is not taken.
    Payer,
    /// No accepted delivery.
    Delivery,
    /// Too far.
    Reach,
    /// An access need is not met.
    Access,
    /// Not taking clients in time.
    Closed,
    /// Declines the main concern.
    Declines,
    /// A wish made hard.
    Must(Wish),
}

impl Gate {
    /// All gates, in the order in which they are listed.
    pub const ALL: [Gate; 21] = [
        Gate::Conflict,
        Gate::Avoid,
        Gate::License,
        Gate::Age,
        Gate::Format,
        Gate::Service,
        Gate::Severity,
        Gate::Language,
        Gate::Payer,
        Gate::Delivery,
        Gate::Reach,
        Gate::Access,
        Gate::Closed,
        Gate::Declines,
        Gate::Must(Wish::Gender),
        Gate::Must(Wish::Identity),
        Gate::Must(Wish::Affirming),
        Gate::Must(Wish::Faith),
        Gate::Must(Wish::Style),
        Gate::Must(Wish::When),
        Gate::Must(Wish::Approach),
    ];

    /// The name in the output.
    pub fn word(self) -> &'static str {
        match self {
            Gate::Conflict => "conflict",
            Gate::Avoid => "avoid",
            Gate::License => "license",
            Gate::Age => "age",
            Gate::Format => "format",
            Gate::Service => "service",
            Gate::Severity => "severity",
            Gate::Language => "language",
            Gate::Payer => "payer",
            Gate::Delivery => "delivery",
            Gate::Reach => "reach",
            Gate::Access => "access",
            Gate::Closed => "closed",
            Gate::Declines => "declines",
            Gate::Must(Wish::Gender) => "must:gender",
            Gate::Must(Wish::Identity) => "must:identity",
            Gate::Must(Wish::Affirming) => "must:affirming",
            Gate::Must(Wish::Faith) => "must:faith",
            Gate::Must(Wish::Style) => "must:style",
            Gate::Must(Wish::When) => "must:when",
            Gate::Must(Wish::Approach) => "must:approach",
        }
    }

    /// Its place among [`Gate::ALL`].
    pub fn index(self) -> usize {
        match self {
            Gate::Conflict => 0,
            Gate::Avoid => 1,
            Gate::License => 2,
            Gate::Age => 3,
            Gate::Format => 4,
            Gate::Service => 5,
            Gate::Severity => 6,
            Gate::Language => 7,
            Gate::Payer => 8,
            Gate::Delivery => 9,
            Gate::Reach => 10,
            Gate::Access => 11,
            Gate::Closed => 12,
            Gate::Declines => 13,
            Gate::Must(wish) => 14 + wish as usize,
        }
    }

    /// The gate that `--prefer` makes soft.
    pub fn of_soft(soft: Soft) -> Gate {
        match soft {
            Soft::Age => Gate::Age,
            Soft::Format => Gate::Format,
            Soft::Service => Gate::Service,
            Soft::Language => Gate::Language,
            Soft::Payer => Gate::Payer,
            Soft::Delivery => Gate::Delivery,
            Soft::Reach => Gate::Reach,
            Soft::Access => Gate::Access,
        }
    }
}

/// A closed gate of one colleague, with what was found.
#[derive(Clone, PartialEq, Debug)]
pub struct ClosedGate {
    /// Which.
    pub gate: Gate,
    /// Why.
    pub why: GateWhy,
}

/// Somebody whom a gate closed.
#[derive(Clone, PartialEq, Debug)]
pub struct Excluded {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Every closed gate, in gate order; never empty.
    pub gates: Vec<ClosedGate>,
}

/// A fit and the range that its unknowns leave, each 0…1000.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fit {
    /// If every unknown turns out badly.
    pub low: u32,
    /// The fit counted.
    pub fit: u32,
    /// If every unknown turns out well.
    pub high: u32,
}

impl Fit {
    /// Nothing is known.
    pub const UNKNOWN: Fit = Fit { low: 0, fit: 500, high: 1000 };

    /// A fit without doubt.
    pub const fn known(fit: u32) -> Fit {
        Fit { low: fit, fit, high: fit }
    }

    /// Whether the range is a point.
    pub fn is_known(self) -> bool {
        self.low == self.high
    }
}

/// One criterion of one colleague.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Which.
    pub criterion: Criterion,
    /// Its weight.
    pub weight: u32,
    /// The fit and its range.
    pub fit: Fit,
    /// Whether it is known.
    pub known: bool,
    /// What it rests on.
    pub why: Vec<Why>,
}

impl Finding {
    /// Weight × fit.
    pub fn points(&self) -> u64 {
        u64::from(self.weight * self.fit.fit)
    }

    /// Weight × 1000.
    pub fn of(&self) -> u64 {
        u64::from(self.weight) * 1000
    }
}

/// One colleague who passed every gate.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// Shared by equals: 1, 2, 2, 4.
    pub rank: usize,
    /// 1 some fit for the main concern, 2 none on record, 3 known to be none.
    pub tier: u8,
    /// The colleague, with every field read.
    pub colleague: Colleague,
    /// Points earned.
    pub points: u64,
    /// Points to be had.
    pub of: u64,
    /// Percent, and the range that the unknowns leave.
    pub score: u32,
    /// The lowest the score can turn out.
    pub low: u32,
    /// The highest the score can turn out.
    pub high: u32,
    /// Percent of the weight that rests on known facts.
    pub confidence: u32,
    /// One for each criterion in play, in order; their points sum to the points.
    pub findings: Vec<Finding>,
    /// What to ask before referring.
    pub ask: Vec<Ask>,
    /// What to disclose to the client.
    pub disclose: Vec<Disclosure>,
    /// What speaks against it all the same.
    pub warnings: Vec<Warning>,
}

/// A requirement that, relaxed alone, would add somebody.
#[derive(Clone, PartialEq, Debug)]
pub struct NearMiss {
    /// Which requirement.
    pub relax: Relax,
    /// The ids and names it would add, by id.
    pub adds: Vec<(String, String)>,
}

/// A requirement that can be relaxed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Relax {
    /// A wider radius, and how wide.
    Within(Within),
    /// Another language.
    Language,
    /// Another payer.
    Payer,
    /// Another delivery.
    Delivery,
    /// A later start.
    StartWithin,
    /// An access need.
    Access,
    /// A service.
    Service,
    /// Another format.
    Format,
    /// A wish made hard.
    Must(Wish),
}

impl Relax {
    /// The flag, as in `within` or `must:gender`.
    pub fn word(self) -> &'static str {
        match self {
            Relax::Within(_) => "within",
            Relax::Language => "language",
            Relax::Payer => "payer",
            Relax::Delivery => "delivery",
            Relax::StartWithin => "start-within",
            Relax::Access => "access",
            Relax::Service => "service",
            Relax::Format => "format",
            Relax::Must(wish) => Gate::Must(wish).word(),
        }
    }
}

/// A weight on which the shortlist hangs.
#[derive(Clone, PartialEq, Debug)]
pub struct Sensitivity {
    /// Whose weight.
    pub criterion: Criterion,
    /// `true` where doubling changes the names, `false` where halving does.
    pub doubled: bool,
    /// The ids and names that would be on top.
    pub top: Vec<(String, String)>,
}

/// What became of one colleague asked about with `--why-not`.
#[derive(Clone, PartialEq, Debug)]
pub enum Fate {
    /// Some gate closed.
    Excluded(Excluded),
    /// Passed, and where she stands.
    Ranked(Box<Suggestion>),
    /// Nobody of that id or name.
    NotFound(String),
}

/// The answer for one client.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranking {
    /// The client's code.
    pub client: Option<String>,
    /// The client's reasons.
    pub reasons: Vec<Reason>,
    /// Records read.
    pub considered: usize,
    /// The lines to call first; empty unless it is a crisis.
    pub crisis: Vec<CrisisLine>,
    /// The shortlist, best first.
    pub suggestions: Vec<Suggestion>,
    /// Everybody gated, by id, as far as they were wanted.
    pub excluded: Vec<Excluded>,
    /// How many each gate was the first to close, in gate order.
    pub excluded_counts: Vec<(Gate, usize)>,
    /// What would change it where fewer qualify than were asked for.
    pub near_misses: Vec<NearMiss>,
    /// Weights on which the names hang.
    pub sensitivity: Vec<Sensitivity>,
    /// What to know about the answer as a whole.
    pub notices: Vec<Notice>,
    /// What became of those asked about.
    pub why_not: Vec<Fate>,
    /// How many of tier 1 passed every gate; at least so many, where nothing but a shortlist was wanted.
    pub qualified: usize,
}

impl Ranking {
    /// Whether something is said of the colleague with this id.
    pub fn names(&self, id: &str) -> bool {
        let fate = |fate: &Fate| match fate {
            Fate::Ranked(suggestion) => suggestion.colleague.id == id,
            Fate::Excluded(excluded) => excluded.id == id,
            Fate::NotFound(_) => false,
        };
        self.suggestions.iter().any(|suggestion| suggestion.colleague.id == id)
            || self.excluded.iter().any(|excluded| excluded.id == id)
            || self.near_misses.iter().flat_map(|miss| &miss.adds).any(|(other, _)| other == id)
            || self.why_not.iter().any(fate)
    }
}

/// `⌊(200·part + whole) / (2·whole)⌋`: percent, rounded half up; 0 of nothing.
pub fn percent(part: u128, whole: u128) -> u32 {
    if whole == 0 { 0 } else { ((200 * part + whole) / (2 * whole)) as u32 }
}

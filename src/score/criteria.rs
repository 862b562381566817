//! The criteria: each a fit of 0 to 1000 with the range that its unknowns leave.

use super::gates::GateBits;
use super::license::Travel;
use super::number::{MILLION, divide, faded, halved};
use super::opening::{Door, Start, days_late, opening, trust};
use super::plan::Plan;
use super::{approach, concern, cost, license, wishes};
use crate::client::{Unit, Within};
use crate::colleague::Colleague;
use crate::ranking::{Fit, Met};
use crate::vocab::Relationship;
use crate::weights::Criterion;

/// A fit and how much of it rests on known facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measure {
    pub fit: Fit,
    /// Known share: `known.0 / known.1`.
    pub known: (u64, u64),
    /// As shown: whether it is known as a whole.
    pub is_known: bool,
}

impl From<Fit> for Measure {
    fn from(fit: Fit) -> Measure {
        Measure { fit, known: (u64::from(fit.is_known()), 1), is_known: fit.is_known() }
    }
}

/// What a colleague is worth under one criterion. `asked` are the gates whose question is unanswered.
pub fn measure(criterion: Criterion, colleague: &Colleague, plan: &Plan, asked: GateBits) -> Measure {
    match criterion {
        Criterion::Concern => concern::measure(colleague, plan, |_, _| {}).0.into(),
        Criterion::Severity => severity(colleague, plan).into(),
        Criterion::Approach => approach::measure(&colleague.approaches, plan).0.into(),
        Criterion::Preferences => preferences(colleague, plan),
        Criterion::Needs => needs(plan, asked),
        Criterion::Availability => availability(colleague, plan.start()),
        Criterion::Cost => cost::fit(colleague, plan).into(),
        Criterion::Location => location(&license::travel(colleague, plan), plan).into(),
        Criterion::Relationship => Fit::known(relationship(colleague.relationship)).into(),
    }
}

/// More got better where the level of care was matched to the need (Delgadillo 2022, 951 adults). That one step
/// under it is worth half is a judgement.
fn severity(colleague: &Colleague, plan: &Plan) -> Fit {
    match (colleague.severity_max, plan.severity()) {
        (Some(ceiling), Some(need)) => Fit::known(match ceiling.steps_below(need) {
            0 => 1000,
            1 => 500,
            _ => 0,
        }),
        _ => Fit::UNKNOWN,
    }
}

fn preferences(colleague: &Colleague, plan: &Plan) -> Measure {
    let (mut yes, mut unknown) = (0, 0);
    for &part in &plan.wishes {
        match wishes::met(part, colleague, plan) {
            Met::Yes => yes += 1,
            Met::Unknown => unknown += 1,
            Met::No => {}
        }
    }
    let parts = plan.wishes.len() as u64;
    let mean = |sum| divide(sum, parts) as u32;
    let fit = Fit { low: mean(1000 * yes), fit: mean(1000 * yes + 500 * unknown), high: mean(1000 * (yes + unknown)) };
    Measure { fit, known: (parts - unknown, parts), is_known: unknown == 0 }
}

/// Halved for each need that is not known to be met, so that one more need never makes it cheaper. A judgement: the
/// mean of the parts would let five known needs hide a sixth that is unknown.
pub fn needs(plan: &Plan, asked: GateBits) -> Measure {
    let parts = plan.needs.len() as u64;
    let unknown = plan.needs.iter().filter(|&&gate| asked.contains(gate)).count() as u64;
    let fit = match unknown {
        0 => Fit::known(1000),
        _ => Fit { low: 0, fit: divide(1000, 1 << unknown) as u32, high: 1000 },
    };
    Measure { fit, known: (parts - unknown, parts), is_known: unknown == 0 }
}

pub fn availability<'c>(colleague: impl Into<Door<'c>>, start: Start) -> Measure {
    let door = colleague.into();
    let k = trust(door.checked, start.as_of);
    let opening = opening(door, start.as_of);
    if opening.weeks.is_none() {
        return Fit::UNKNOWN.into();
    }
    let late = days_late(&opening, start) as u64;
    // The odds of attending fall by 5 % with each week waited (Psychological Services 2023, 1,587 referrals). That
    // the fit falls alike, and only from when the client needs to start, is a judgement.
    let raw = divide(1000 * faded(divide(late * 1000, 7)), MILLION);
    let (raw, million, share) = (raw as i64, MILLION as i64, k as i64);
    let rounded = |millionths: i64| (millionths + million / 2).div_euclid(million) as u32;
    let fit = Fit {
        low: rounded(raw * share),
        fit: rounded(500 * million + (raw - 500) * share),
        high: rounded(1000 * million - (1000 - raw) * share),
    };
    Measure { fit, known: (k, MILLION), is_known: true }
}

/// Miles with which the fit halves, for a client who does not say how far is too far. A judgement: at 30 to 60 miles
/// the odds of psychotherapy were 0.71 of those nearer (Pfeiffer 2011, 132,329 veterans).
const HALF_DISTANCE_MILES: u64 = 15;

/// Full to three miles, a judgement; then halved with every half of what the client would travel.
fn distance_fit(tenths: u32, plan: &Plan) -> u32 {
    const UNSAID: Within = Within { thousandths: 2 * HALF_DISTANCE_MILES * 1000, unit: Unit::Miles };
    let half_lives = plan.client.within.unwrap_or(UNSAID).half_lives(tenths);
    divide(1000 * halved(half_lives), MILLION) as u32
}

pub fn location(travel: &Travel, plan: &Plan) -> Fit {
    let floor = plan.remote_floor;
    match (travel.nearest.map(|tenths| distance_fit(tenths, plan)), travel.remote) {
        (Some(near), Met::Yes) => Fit::known(near.max(floor)),
        (Some(near), Met::No) => Fit::known(near),
        (Some(near), Met::Unknown) => Fit { low: near, fit: near, high: near.max(floor) },
        // Nobody is seen in person, so no office can turn out to be near.
        (None, Met::Yes) if travel.in_person == Met::No => Fit::known(floor),
        (None, Met::Yes) => Fit { low: floor, fit: floor, high: 1000 },
        (None, _) => Fit::UNKNOWN,
    }
}

/// A judgement, without a study. Nothing stated is taken for not knowing her: an answer, and no unknown.
fn relationship(known: Option<Relationship>) -> u32 {
    match known {
        Some(Relationship::WorkedWith) => 1000,
        Some(Relationship::Consulted) => 850,
        Some(Relationship::Met) => 650,
        Some(Relationship::HeardOf) => 400,
        None => 300,
    }
}

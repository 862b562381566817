//! Who would be suggested if the client asked for one thing less.

use super::concern;
use super::gates::{self, Cause, Verdict};
use super::plan::Plan;
use crate::client::{Soft, Wish, Within};
use crate::directory::Candidate;
use crate::ranking::{Gate, NearMiss, Relax};

/// Somebody whom one relaxable gate alone closed.
pub struct Miss {
    gate: Gate,
    id: String,
    name: String,
    /// Tenths of a mile, where the distance closed.
    tenths: u32,
}

/// The gates that can be relaxed, in the order in which they are offered.
const RELAXED: [Gate; 15] = [
    Gate::Reach,
    Gate::Language,
    Gate::Payer,
    Gate::Delivery,
    Gate::Closed,
    Gate::Access,
    Gate::Service,
    Gate::Format,
    Gate::Must(Wish::Gender),
    Gate::Must(Wish::Identity),
    Gate::Must(Wish::Affirming),
    Gate::Must(Wish::Faith),
    Gate::Must(Wish::Style),
    Gate::Must(Wish::When),
    Gate::Must(Wish::Approach),
];

/// What relaxing a gate means; nothing for one that cannot be bought back, nor for age: nobody asks to be older.
fn relax(gate: Gate, widened: Option<Within>) -> Option<Relax> {
    Some(match gate {
        Gate::Reach => Relax::Within(widened?),
        Gate::Language => Relax::Language,
        Gate::Payer => Relax::Payer,
        Gate::Delivery => Relax::Delivery,
        Gate::Closed => Relax::StartWithin,
        Gate::Access => Relax::Access,
        Gate::Service => Relax::Service,
        Gate::Format => Relax::Format,
        Gate::Must(wish) => Relax::Must(wish),
        Gate::Conflict | Gate::Avoid | Gate::License | Gate::Age | Gate::Severity | Gate::Declines => return None,
    })
}

/// Whether the client could ask for less: she spoke of it, and it may be bought back; or start later.
pub fn relaxable(gate: Gate, plan: &Plan) -> bool {
    let asked_for = |soft| Gate::of_soft(soft) == gate && soft != Soft::Age && plan.client.speaks_of(soft);
    matches!(gate, Gate::Must(_) | Gate::Closed) || Soft::ALL.into_iter().any(asked_for)
}

/// The colleague, if this gate alone keeps her out and she would be in tier 1 without it.
pub fn miss(gate: Gate, candidate: &mut dyn Candidate, plan: &Plan) -> Option<Miss> {
    let after = plan.gates.iter().skip_while(|(other, _)| *other != gate).skip(1);
    for &(other, fields) in after {
        if matches!(gates::verdict(other, candidate.peek(fields), plan), Verdict::Closed(_)) {
            return None;
        }
    }
    let colleague = candidate.peek(plan.gate_fields.and(concern::FIELDS));
    let Verdict::Closed(cause) = gates::verdict(gate, colleague, plan) else { return None };
    let tenths = match cause {
        Cause::TooFar(tenths) => tenths,
        // A later start does not open the door of somebody who takes nobody.
        Cause::NotAccepting => return None,
        _ => 0,
    };
    let fits = plan.client.concerns.is_empty() || concern::measure(colleague, plan, |_, _| {}).1 == 1;
    fits.then(|| Miss { gate, id: colleague.id.clone(), name: colleague.name.clone(), tenths })
}

/// What each relaxed requirement alone would add.
pub fn near_misses(mut misses: Vec<Miss>, plan: &Plan) -> Vec<NearMiss> {
    misses.sort_by(|a, b| a.id.cmp(&b.id));
    let widened = plan.client.within.and_then(|within| {
        let nearest = misses.iter().filter(|miss| miss.gate == Gate::Reach).map(|miss| miss.tenths).min()?;
        Some(within.widened_to(nearest))
    });
    let near_miss = |&gate: &Gate| {
        let relax = relax(gate, widened)?;
        let reached = |miss: &&Miss| match relax {
            Relax::Within(within) => within.holds(miss.tenths),
            _ => true,
        };
        let of_gate = misses.iter().filter(|miss| miss.gate == gate);
        let adds: Vec<(String, String)> =
            of_gate.filter(reached).map(|miss| (miss.id.clone(), miss.name.clone())).collect();
        (!adds.is_empty()).then_some(NearMiss { relax, adds })
    };
    RELAXED.iter().filter_map(near_miss).collect()
}

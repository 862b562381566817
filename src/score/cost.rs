//! Payers and fees: whether a colleague's meet what the client can use and pay.

use super::plan::Plan;
use crate::colleague::{Colleague, Field, FieldSet, Money};
use crate::ranking::Fit;
use crate::vocab::SELF_PAY;

/// What cost is worked out from.
pub const FIELDS: FieldSet = FieldSet::of(&[Field::Payers, Field::OutOfNetwork, Field::Fee, Field::SlidingFeeFrom]);

/// How a colleague's payers meet those of the client.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PayerMatch {
    /// Stated, and none of them.
    No,
    /// No payers on record, or a name that may or may not be the same.
    Unknown,
    /// A broader name: which plans is to be asked.
    Plans,
    /// In network.
    Yes,
}

/// The best match among the client's payers, and which payer it is.
pub fn payer_match<'a>(colleague: &Colleague, plan: &'a Plan) -> (PayerMatch, Option<&'a str>) {
    let mut best = (PayerMatch::No, None);
    for wanted in &plan.client.payers {
        let here = if wanted.name == SELF_PAY {
            PayerMatch::Yes
        } else if colleague.payers.is_empty() {
            PayerMatch::Unknown
        } else {
            let held = colleague.payers.iter().map(|held| match_names(held, &wanted.name)).max();
            match held.unwrap_or(PayerMatch::No) {
                PayerMatch::No if colleague.is_unsure(Field::Payers) => PayerMatch::Unknown,
                known => known,
            }
        };
        if here > best.0 || best.1.is_none() {
            best = (here, Some(wanted.written.as_str()));
        }
    }
    best
}

fn match_names(held: &str, wanted: &str) -> PayerMatch {
    if held == wanted {
        PayerMatch::Yes
    } else if crate::text::is_word_prefix(held, wanted) {
        PayerMatch::Plans
    // Wanted "Aetna", held "Aetna Medicare": perhaps the client's plan, perhaps not.
    } else if first_word(held) == first_word(wanted) {
        PayerMatch::Unknown
    } else {
        PayerMatch::No
    }
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// A fee that may come down to what the client can pay. A judgement, as are the next two; over a third of former
/// clients stopped for cost (Verywell Mind 2022, a survey of 1,000).
const SLIDING: u32 = 800;
/// Costs more than hoped for: a fee a little too high, or a payer that may pay part of it back.
const DEARER: u32 = 400;
/// How much is a little: up to a quarter above the limit.
const DEARER_PERCENT: u64 = 125;

/// What is known of the fee against the most the client can pay, and whether that is all there is to know.
fn fee_fit(colleague: &Colleague, limit: Money) -> (u32, bool) {
    let full = colleague.fee.map(|fee| fee.to);
    // Of a range, the upper end is what most pay, and the lower end is as good as a sliding scale.
    let sliding = colleague.sliding_fee_from.or(colleague.fee.map(|fee| fee.from));
    let within = |amount: Option<Money>, percent| amount.is_some_and(|amount| amount.is_within(limit, percent));
    let fit = if within(full, 100) {
        1000
    } else if within(sliding, 100) {
        SLIDING
    } else if within(full, DEARER_PERCENT) || within(sliding, DEARER_PERCENT) {
        DEARER
    } else {
        0
    };
    (fit, full.is_some())
}

/// The best of the routes that the client named: payer, fee, out of network.
pub fn fit(colleague: &Colleague, plan: &Plan) -> Fit {
    let (mut best, mut unknown) = (0, false);
    if !plan.client.payers.is_empty() {
        let out_of_network = if colleague.out_of_network == Some(true) { DEARER } else { 0 };
        match payer_match(colleague, plan).0 {
            PayerMatch::Yes | PayerMatch::Plans => best = 1000,
            PayerMatch::Unknown => (best, unknown) = (out_of_network, true),
            PayerMatch::No => best = out_of_network,
        }
    }
    if let Some(limit) = plan.client.max_fee {
        let (fit, is_known) = fee_fit(colleague, limit);
        best = best.max(fit);
        unknown |= !is_known;
    }
    if unknown && best < 1000 { Fit { low: best, fit: best.max(500), high: 1000 } } else { Fit::known(best) }
}

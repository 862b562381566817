//! Payers and fees: whether a colleague's meet what the client can use and pay.

use super::plan::Plan;
use crate::colleague::{Colleague, Fee, Field, FieldSet, Money, Texts};
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
    let stated = if colleague.is_unsure(Field::Payers) { Stated::InPart } else { Stated::of(&colleague.payers) };
    best_payer(plan, stated, |_, wanted| colleague.payers.iter().map(|held| match_names(held, wanted)).max())
}

/// How far a colleague's payers are on record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stated {
    Nothing,
    /// Some of them was not understood, or the list says that there are more.
    InPart,
    Everything,
}

impl Stated {
    fn of(payers: &Texts) -> Stated {
        if payers.is_empty() { Stated::Nothing } else { Stated::Everything }
    }
}

/// The best match among the client's payers, where `held` tells the best match of a colleague's names with one of
/// them, by its place in the list and its name.
pub fn best_payer<'a>(
    plan: &'a Plan,
    stated: Stated,
    mut held: impl FnMut(usize, &str) -> Option<PayerMatch>,
) -> (PayerMatch, Option<&'a str>) {
    let mut best = (PayerMatch::No, None);
    for (i, wanted) in plan.client.payers.iter().enumerate() {
        let here = if wanted.name == SELF_PAY {
            PayerMatch::Yes
        } else if stated == Stated::Nothing {
            PayerMatch::Unknown
        } else {
            match held(i, &wanted.name).unwrap_or(PayerMatch::No) {
                PayerMatch::No if stated == Stated::InPart => PayerMatch::Unknown,
                known => known,
            }
        };
        if here > best.0 || best.1.is_none() {
            best = (here, Some(wanted.written.as_str()));
        }
    }
    best
}

/// How one name meets another, both folded.
pub fn match_names(held: &str, wanted: &str) -> PayerMatch {
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
pub fn fee_fit(fee: Option<Fee>, sliding_fee_from: Option<Money>, limit: Money) -> (u32, bool) {
    let full = fee.map(|fee| fee.to);
    // Of a range, the upper end is what most pay, and the lower end is as good as a sliding scale.
    let sliding = sliding_fee_from.or(fee.map(|fee| fee.from));
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
    let payer = (!plan.client.payers.is_empty()).then(|| payer_match(colleague, plan).0);
    let fee = plan.client.max_fee.map(|limit| fee_fit(colleague.fee, colleague.sliding_fee_from, limit));
    of_routes(payer, colleague.out_of_network, fee)
}

/// The best of the routes that were named: a match of payers, and a fee with whether all of it is known.
pub fn of_routes(payer: Option<PayerMatch>, out_of_network: Option<bool>, fee: Option<(u32, bool)>) -> Fit {
    let (mut best, mut unknown) = (0, false);
    let out_of_network = if out_of_network == Some(true) { DEARER } else { 0 };
    match payer {
        Some(PayerMatch::Yes | PayerMatch::Plans) => best = 1000,
        Some(PayerMatch::Unknown) => (best, unknown) = (out_of_network, true),
        Some(PayerMatch::No) => best = out_of_network,
        None => {}
    }
    if let Some((fit, is_known)) = fee {
        best = best.max(fit);
        unknown |= !is_known;
    }
    if unknown && best < 1000 { Fit { low: best, fit: best.max(500), high: 1000 } } else { Fit::known(best) }
}

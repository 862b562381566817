//! The criteria: each a fit of 0 to 1000 with the range that its unknowns leave.

use super::number::{MILLION, divide, faded, halved};
use super::plan::Plan;
use super::wishes;
use super::{approach, concern, license};
use crate::client::{Unit, Within};
use crate::colleague::{Away, Colleague, Field, FieldSet, Money, in_days};
use crate::ranking::{Fit, Gate, Met};
use crate::vocab::{Accepting, Relationship, SELF_PAY};
use crate::weights::Criterion;
use jiff::civil::Date;

pub const AVAILABILITY_FIELDS: FieldSet =
    FieldSet::of(&[Field::Accepting, Field::Openings, Field::WaitWeeks, Field::Away, Field::Checked]);
pub const COST_FIELDS: FieldSet =
    FieldSet::of(&[Field::Payers, Field::OutOfNetwork, Field::Fee, Field::SlidingFeeFrom]);

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
        Criterion::Approach => approach::measure(colleague, plan).0.into(),
        Criterion::Preferences => preferences(colleague, plan),
        Criterion::Needs => needs(plan, asked),
        Criterion::Availability => availability(colleague, plan),
        Criterion::Cost => cost(colleague, plan).into(),
        Criterion::Location => location(colleague, plan).into(),
        Criterion::Relationship => Fit::known(relationship(colleague.relationship)).into(),
    }
}

/// A set of gates.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct GateBits(u32);

impl GateBits {
    pub fn insert(&mut self, gate: Gate) {
        self.0 |= 1 << gate.index();
    }

    pub fn contains(self, gate: Gate) -> bool {
        self.0 & (1 << gate.index()) != 0
    }
}

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

/// Halved for each need that is not known to be met, so that one more need never makes it cheaper.
fn needs(plan: &Plan, asked: GateBits) -> Measure {
    let parts = plan.needs.len() as u64;
    let unknown = plan.needs.iter().filter(|&&gate| asked.contains(gate)).count() as u64;
    let fit = match unknown {
        0 => Fit::known(1000),
        _ => Fit { low: 0, fit: divide(1000, 1 << unknown) as u32, high: 1000 },
    };
    Measure { fit, known: (parts - unknown, parts), is_known: unknown == 0 }
}

/// The opening of one colleague.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Weeks to wait, as far as known.
    pub weeks: Option<u32>,
    /// The day of the opening before any absence; today where the wait is unknown.
    pub stated: Date,
    /// The day after moving it past absences.
    pub day: Date,
    /// The absence that moved it last.
    pub away: Option<Away>,
}

/// When the colleague has an opening.
pub fn opening(colleague: &Colleague, as_of: Date) -> Opening {
    let openings = colleague.openings;
    let weeks = colleague.wait_weeks.or(match (colleague.accepting, openings) {
        (Some(Accepting::Yes), Some(0)) => None,
        (Some(Accepting::Yes), _) => Some(0),
        (None, Some(1..)) => Some(0),
        _ => None,
    });
    let stated = in_days(as_of, 7 * i64::from(weeks.unwrap_or(0)));
    let (mut day, mut away) = (stated, None);
    while let Some(&range) = colleague.away.iter().find(|range| range.holds(day)) {
        away = Some(range);
        match range.to.filter(|&to| to < Date::MAX) {
            Some(to) => day = in_days(to, 1),
            None => {
                day = Date::MAX;
                break;
            }
        }
    }
    Opening { weeks, stated, day, away }
}

/// Days from one date to a later one; negative for an earlier one.
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Days by which the opening is later than the time needed.
pub fn days_late(opening: &Opening, plan: &Plan) -> i64 {
    let needed = i64::from(plan.client.start_within.unwrap_or(0));
    (days_between(plan.as_of(), opening.day) - needed).max(0)
}

fn availability(colleague: &Colleague, plan: &Plan) -> Measure {
    let k = trust(colleague.checked, plan.as_of());
    let opening = opening(colleague, plan.as_of());
    if opening.weeks.is_none() {
        return Fit::UNKNOWN.into();
    }
    let late = days_late(&opening, plan) as u64;
    // 5 % of the odds of attending are lost with each week waited (Psychological Services 2023).
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

/// How far facts checked then are trusted today, in millionths: half after ninety days.
fn trust(checked: Option<Date>, as_of: Date) -> u64 {
    match checked.map(|checked| days_between(checked, as_of)) {
        None => MILLION / 4,
        Some(days) if days <= 0 => MILLION,
        Some(days) => halved(divide(days as u64 * 1000, 90)),
    }
}

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
            colleague.payers.iter().map(|held| match_names(held, &wanted.name)).max().unwrap_or(PayerMatch::No)
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
    } else if first_word(held) == first_word(wanted) {
        PayerMatch::Unknown
    } else {
        PayerMatch::No
    }
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// What is known of the fee against the most the client can pay, and whether that is all there is to know.
pub fn fee_fit(colleague: &Colleague, limit: Money) -> (u32, bool) {
    let full = colleague.fee.map(|fee| fee.to);
    let sliding = colleague.sliding_fee_from.or(colleague.fee.map(|fee| fee.from));
    let within = |amount: Option<Money>, percent| amount.is_some_and(|amount| amount.is_within(limit, percent));
    let fit = if within(full, 100) {
        1000
    } else if within(sliding, 100) {
        800
    } else if within(full, 125) || within(sliding, 125) {
        400
    } else {
        0
    };
    (fit, full.is_some())
}

fn cost(colleague: &Colleague, plan: &Plan) -> Fit {
    let (mut best, mut unknown) = (0, false);
    if !plan.client.payers.is_empty() {
        let out_of_network = if colleague.out_of_network == Some(true) { 400 } else { 0 };
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

/// Full to three miles, then halved with every 15 miles, or every half of what the client would travel.
fn distance_fit(tenths: u32, plan: &Plan) -> u32 {
    let thirty = Within { thousandths: 30_000, unit: Unit::Miles };
    let half_lives = plan.client.within.unwrap_or(thirty).half_lives(tenths);
    divide(1000 * halved(half_lives), MILLION) as u32
}

fn location(colleague: &Colleague, plan: &Plan) -> Fit {
    let travel = license::travel(colleague, plan);
    let floor = plan.remote_floor;
    match (travel.nearest.map(|tenths| distance_fit(tenths, plan)), travel.remote) {
        (Some(near), Met::Yes) => Fit::known(near.max(floor)),
        (Some(near), Met::No) => Fit::known(near),
        (Some(near), Met::Unknown) => Fit { low: near, fit: near, high: near.max(floor) },
        (None, Met::Yes) if travel.in_person == Met::No => Fit::known(floor),
        (None, Met::Yes) => Fit { low: floor, fit: floor, high: 1000 },
        (None, _) => Fit::UNKNOWN,
    }
}

fn relationship(known: Option<Relationship>) -> u32 {
    match known {
        Some(Relationship::WorkedWith) => 1000,
        Some(Relationship::Consulted) => 850,
        Some(Relationship::Met) => 650,
        Some(Relationship::HeardOf) => 400,
        None => 300,
    }
}

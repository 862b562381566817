//! What is shown, told through the same functions that scored it.

use super::approach::{self, Decided};
use super::cost::{PayerMatch, payer_match};
use super::criteria::Measure;
use super::gates::{self, Cause, GateBits, Question, Verdict};
use super::license::{self, License, license, offices_across, travel};
use super::opening::{days_between, days_late, opening};
use super::plan::Plan;
use super::standing::{Cut, Kept, Measures};
use super::wishes::{self, Part};
use super::{concern, warnings};
use crate::client::Wish;
use crate::colleague::{Colleague, Texts};
use crate::ranking::{Ask, ClosedGate, Excluded, Finding, Gate, GateWhy, Met, Suggestion, Why, percent};
use crate::vocab::{ApproachId, Delivery, Format, Severity, Word};
use crate::weights::Criterion;

/// A colleague who passed, with everything that is to be said of her.
pub fn suggestion(kept: Kept, rank: usize, cut: &Cut, plan: &Plan) -> Suggestion {
    let Kept { colleague, asked, tier, points } = kept;
    let measures = Measures::of(&colleague, plan, asked);
    let findings: Vec<Finding> = plan
        .in_play
        .iter()
        .map(|&(criterion, weight)| {
            let measure = measures.get(criterion);
            let why = why(criterion, &colleague, plan, asked);
            Finding { criterion, weight, fit: measure.fit, known: measure.is_known, why }
        })
        .collect();
    let of = plan.of();
    let total = |fit: fn(&Finding) -> u32| findings.iter().map(|f| u128::from(f.weight * fit(f))).sum::<u128>();
    Suggestion {
        rank,
        tier,
        points,
        of,
        score: percent(u128::from(points), u128::from(of)),
        low: percent(total(|f| f.fit.low), u128::from(of)),
        high: percent(total(|f| f.fit.high), u128::from(of)),
        confidence: confidence(plan, &measures),
        ask: asks(&colleague, plan, &findings, tier, points, cut),
        disclose: warnings::disclosures(&colleague, plan),
        warnings: warnings::warnings(&colleague, plan),
        findings,
        colleague,
    }
}

/// Percent of the weight in play that rests on known facts; exact until rounded once.
fn confidence(plan: &Plan, measures: &Measures) -> u32 {
    let known = |criterion| -> Measure { measures.get(criterion) };
    let whole: u128 = plan.in_play.iter().map(|&(criterion, _)| u128::from(known(criterion).known.1.max(1))).product();
    let share = |&(criterion, weight): &(Criterion, u32)| {
        let (part, of) = known(criterion).known;
        u128::from(weight) * u128::from(part) * (whole / u128::from(of.max(1)))
    };
    let weights: u128 = plan.in_play.iter().map(|&(_, weight)| u128::from(weight)).sum();
    percent(plan.in_play.iter().map(share).sum(), weights * whole)
}

/// Everything that closed for one colleague.
pub fn excluded(colleague: &Colleague, plan: &Plan) -> Excluded {
    let closed = |&(gate, _): &(Gate, _)| match gates::verdict(gate, colleague, plan) {
        Verdict::Closed(cause) => Some(ClosedGate { gate, why: gate_why(cause, colleague, plan) }),
        _ => None,
    };
    Excluded {
        id: colleague.id.clone(),
        name: colleague.name.clone(),
        gates: plan.gates.iter().filter_map(closed).collect(),
    }
}

fn gate_why(cause: Cause, colleague: &Colleague, plan: &Plan) -> GateWhy {
    let client = plan.client;
    match cause {
        Cause::TiedToClient(name) => GateWhy::TiedToClient(name.to_owned()),
        Cause::TiedToReferrer(name) => GateWhy::TiedToReferrer(name.to_owned()),
        Cause::SamePractice => GateWhy::SamePractice(plan.me.practice.clone()),
        Cause::Avoided => {
            let typed = gates::avoided_by(colleague, plan).next().map(|i| client.avoid[i].1.clone());
            GateWhy::Avoided(typed.unwrap_or_default())
        }
        Cause::Elsewhere => GateWhy::Licensed {
            held: colleague.licensed_in.iter().map(|region| region.name().to_owned()).collect(),
            needed: plan.regions.iter().map(|region| region.name().to_owned()).collect(),
        },
        Cause::Ages => GateWhy::Ages { sees: colleague.ages.clone(), age: client.age },
        Cause::Sees => GateWhy::Sees(colleague.sees.iter().collect(), client.format.unwrap_or(Format::Individual)),
        Cause::Service(service) => GateWhy::Services(colleague.services.iter().collect(), service),
        Cause::NoPrescriber => GateWhy::NoPrescriber(colleague.credentials.iter().map(str::to_owned).collect()),
        Cause::Ceiling => {
            let need = plan.severity().unwrap_or(Severity::Mild);
            GateWhy::Ceiling(colleague.severity_max.unwrap_or(need), need)
        }
        Cause::Languages => GateWhy::Languages {
            spoken: colleague.languages.iter().map(|language| language.name()).collect(),
            wanted: client.languages.iter().map(|language| language.name()).collect(),
        },
        Cause::Payers => GateWhy::Payers {
            taken: colleague.payers_written.iter().map(str::to_owned).collect(),
            wanted: payers(plan),
        },
        Cause::Delivery => GateWhy::Delivery(colleague.delivery.iter().map(|d| d.word()).collect()),
        Cause::TooFar(tenths) => GateWhy::TooFar(tenths),
        Cause::Access => {
            GateWhy::Access(gates::access_missing(colleague, plan).0.into_iter().map(|need| need.word()).collect())
        }
        Cause::NotAccepting => GateWhy::NotAccepting(colleague.checked),
        Cause::Away(away) => GateWhy::Away(away),
        Cause::OpensLate(weeks) => GateWhy::OpensLate(weeks),
        Cause::Declines(word) => GateWhy::Declines(plan.concern_label(word)),
        Cause::Wish(wish) => GateWhy::Wish(wish, stated(wish, colleague, plan)),
    }
}

/// What a colleague states about what a wish speaks of.
fn stated(wish: Wish, colleague: &Colleague, plan: &Plan) -> Vec<String> {
    let texts = |texts: &Texts| texts.iter().map(str::to_owned).collect();
    match wish {
        Wish::Gender => colleague.gender.iter().map(|gender| gender.word().to_owned()).collect(),
        Wish::Identity => texts(&colleague.identities),
        Wish::Affirming => texts(&colleague.affirms),
        Wish::Faith => texts(&colleague.faith),
        Wish::Style => colleague.style.iter().map(|style| style.word().to_owned()).collect(),
        Wish::When => colleague.hours.iter().map(|item| item.to_string()).collect(),
        Wish::Approach => colleague.approaches.iter().map(|&a| plan.approach_label(a)).collect(),
    }
}

/// What the client asked for under a wish.
fn wanted(wish: Wish, plan: &Plan) -> Vec<String> {
    let client = plan.client;
    match wish {
        Wish::Gender => client.genders.iter().map(|gender| gender.word().to_owned()).collect(),
        Wish::Identity => client.identities.clone(),
        Wish::Affirming => client.affirming.clone(),
        Wish::Faith => client.faiths.clone(),
        Wish::Style => client.styles.iter().map(|style| style.word().to_owned()).collect(),
        Wish::When => client.when.iter().map(|item| item.to_string()).collect(),
        Wish::Approach => client.approaches.iter().map(|&a| plan.approach_label(a)).collect(),
    }
}

fn payers(plan: &Plan) -> Vec<String> {
    plan.client.payers.iter().map(|payer| payer.written.clone()).collect()
}

fn why(criterion: Criterion, colleague: &Colleague, plan: &Plan, asked: GateBits) -> Vec<Why> {
    match criterion {
        Criterion::Concern => {
            let mut why = Vec::new();
            concern::measure(colleague, plan, |concern, covered| {
                let through = covered.through.filter(|&word| word != concern).map(|word| plan.concern_label(word));
                why.push(Why::Concern { concern: plan.concern_label(concern), cover: covered.cover, through });
            });
            why
        }
        Criterion::Severity => {
            plan.severity().map(|need| Why::Ceiling(colleague.severity_max, need)).into_iter().collect()
        }
        Criterion::Approach => why_approach(colleague, plan),
        Criterion::Preferences => plan.wishes.iter().map(|&part| why_wish(part, colleague, plan)).collect(),
        Criterion::Needs => plan.needs.iter().map(|&gate| Why::Need(gate.word(), !asked.contains(gate))).collect(),
        Criterion::Availability => {
            let opening = opening(colleague, plan.as_of());
            vec![Why::Opening {
                weeks: opening.weeks,
                accepting: colleague.accepting,
                late_days: plan.client.start_within.map(|_| days_late(&opening, plan.start())),
                away: opening.away,
                checked_days: colleague.checked.map(|checked| days_between(checked, plan.as_of())),
            }]
        }
        Criterion::Cost => why_cost(colleague, plan),
        Criterion::Location => why_location(colleague, plan),
        Criterion::Relationship => vec![Why::Known(colleague.relationship)],
    }
}

fn why_approach(colleague: &Colleague, plan: &Plan) -> Vec<Why> {
    let guideline = |approach: ApproachId| {
        let worth = plan.guidelines.worth(approach);
        match (worth.tried, worth.found) {
            (Some(tried), None) => vec![Why::Tried(plan.approach_label(tried))],
            (Some(tried), Some(_)) => {
                vec![Why::FormOfTried { approach: plan.approach_label(approach), tried: plan.approach_label(tried) }]
            }
            (None, found) => {
                let main = plan.client.concerns.first().copied();
                let concern = found.map(|found| found.concern).or(main);
                vec![Why::Guideline {
                    approach: plan.approach_label(approach),
                    form_of: found.and_then(|found| approach::form_of(plan, found, approach)),
                    concern: concern.map_or_else(String::new, |concern| plan.concern_label(concern)),
                    grade: found.map(|found| found.grade),
                    sources: found.map_or_else(Vec::new, |found| approach::cited(plan, found)),
                }]
            }
        }
    };
    match approach::measure(&colleague.approaches, plan).1 {
        Decided::Wanted(approach) => vec![Why::Offers(plan.approach_label(approach))],
        Decided::NotWanted(best) => {
            let mut why = vec![Why::NotOffered];
            why.extend(best.map_or_else(Vec::new, guideline));
            why
        }
        Decided::Best(approach) => guideline(approach),
        Decided::Untried(Some(approach)) => vec![Why::Untried(plan.approach_label(approach))],
        Decided::Untried(None) => {
            colleague.approaches.first().map(|&tried| Why::Tried(plan.approach_label(tried))).into_iter().collect()
        }
        Decided::Unknown => vec![Why::ApproachesUnknown],
    }
}

fn why_wish(part: Part, colleague: &Colleague, plan: &Plan) -> Why {
    let met = wishes::met(part, colleague, plan);
    match part {
        Part::Soft(soft) => Why::Preferred(soft, met),
        Part::Identity(id) => Why::Wish(Wish::Identity, id.to_owned(), met),
        Part::Affirming(id) => Why::Wish(Wish::Affirming, id.to_owned(), met),
        Part::Style(style) => Why::Wish(Wish::Style, style.word().to_owned(), met),
        Part::Gender => Why::Wish(Wish::Gender, wanted(Wish::Gender, plan).join(" or "), met),
        Part::Faith => Why::Wish(Wish::Faith, wanted(Wish::Faith, plan).join(" or "), met),
        Part::When => Why::Wish(Wish::When, wanted(Wish::When, plan).join(" or "), met),
    }
}

fn why_cost(colleague: &Colleague, plan: &Plan) -> Vec<Why> {
    let mut why = Vec::new();
    if !plan.client.payers.is_empty() {
        let (matched, payer) = payer_match(colleague, plan);
        let payer = payer.unwrap_or_default().to_owned();
        why.push(match matched {
            PayerMatch::Yes => Why::InNetwork(payer),
            PayerMatch::Plans => Why::InNetworkPlans(payer),
            PayerMatch::Unknown => Why::PayerUnknown,
            PayerMatch::No => Why::NotInNetwork(colleague.out_of_network),
        });
    }
    if let Some(limit) = plan.client.max_fee {
        why.push(match (colleague.fee, colleague.sliding_fee_from) {
            (Some(fee), Some(sliding)) if !fee.to.is_within(limit, 100) => Why::SlidingFrom(sliding, limit),
            (Some(fee), _) => Why::Fee(fee, limit),
            (None, Some(sliding)) => Why::SlidingFrom(sliding, limit),
            (None, None) => Why::FeeUnknown,
        });
    }
    why
}

fn why_location(colleague: &Colleague, plan: &Plan) -> Vec<Why> {
    let travel = travel(colleague, plan);
    let main = travel.nearest == license::to_main_office(colleague, plan);
    let mut why: Vec<Why> = travel.nearest.map(|tenths| Why::Distance(tenths, main)).into_iter().collect();
    match travel.remote {
        Met::Yes => why.push(Why::Remote),
        Met::Unknown => why.push(Why::DeliveryUnknown),
        Met::No => {}
    }
    if travel.nearest.is_none() && travel.in_person != Met::No {
        why.push(Why::OfficeUnknown { on_record: !colleague.places.is_empty() });
    }
    why
}

/// Unanswered gate questions in gate order, then unknown criteria whose answer would move her across the cut.
fn asks(colleague: &Colleague, plan: &Plan, findings: &[Finding], tier: u8, points: u64, cut: &Cut) -> Vec<Ask> {
    let mut asks = Vec::new();
    let mut asked: Vec<Gate> = Vec::new();
    if license(colleague, plan) == License::ThroughOffice {
        asks.push(Ask::SitAt(regions_across(colleague, plan)));
    }
    for &(gate, _) in &plan.gates {
        if let Verdict::Ask(question) = gates::verdict(gate, colleague, plan) {
            asks.push(ask(question, colleague, plan));
            asked.push(gate);
        }
    }
    if let Decided::Best(approach) = approach::measure(&colleague.approaches, plan).1 {
        let worth = plan.guidelines.worth(approach);
        if worth.tried.is_some() && worth.found.is_some() {
            asks.push(Ask::WhatWasDone(plan.approach_label(approach)));
        }
    }
    for finding in findings.iter().filter(|finding| !finding.known) {
        let at = |fit: u32| points + u64::from(finding.weight * fit) - finding.points();
        let crosses = match tier {
            1 => cut.would_cross(points, at(finding.fit.low), at(finding.fit.high)),
            // Below the shortlist for want of concerns on record: they decide everything.
            _ => finding.criterion == Criterion::Concern && tier == 2,
        };
        // A gate has asked already.
        let covered = match finding.criterion {
            Criterion::Needs => true,
            Criterion::Severity => asked.contains(&Gate::Severity),
            Criterion::Cost => asked.contains(&Gate::Payer) && plan.client.max_fee.is_none(),
            Criterion::Location => asked.contains(&Gate::Reach) || asked.contains(&Gate::Delivery),
            Criterion::Availability => asked.contains(&Gate::Closed),
            Criterion::Approach => asked.contains(&Gate::Must(Wish::Approach)),
            _ => false,
        };
        if crosses && !covered && finding.criterion == Criterion::Preferences {
            asks.extend(plan.wishes.iter().filter_map(|&part| ask_wish(part, colleague, plan, &asked)));
        } else if crosses && !covered {
            asks.push(Ask::Criterion(finding.criterion));
        }
    }
    asks
}

/// The question for one wish that is not on record and not asked about yet.
fn ask_wish(part: Part, colleague: &Colleague, plan: &Plan, asked: &[Gate]) -> Option<Ask> {
    if wishes::met(part, colleague, plan) != Met::Unknown {
        return None;
    }
    let of = |wish, value: &str| (!asked.contains(&Gate::Must(wish))).then(|| Ask::Wish(wish, vec![value.to_owned()]));
    let all = |wish| (!asked.contains(&Gate::Must(wish))).then(|| Ask::Wish(wish, wanted(wish, plan)));
    match part {
        Part::Identity(value) => of(Wish::Identity, value),
        Part::Affirming(value) => of(Wish::Affirming, value),
        Part::Style(style) => of(Wish::Style, style.word()),
        Part::Gender => all(Wish::Gender),
        Part::Faith => all(Wish::Faith),
        Part::When => all(Wish::When),
        Part::Soft(soft) => match gates::verdict(Gate::of_soft(soft), colleague, plan) {
            Verdict::Ask(question) => Some(ask(question, colleague, plan)),
            _ => None,
        },
    }
}

fn regions_across(colleague: &Colleague, plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for region in offices_across(colleague, plan).filter_map(|place| place.region) {
        let name = region.name().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn ask(question: Question, colleague: &Colleague, plan: &Plan) -> Ask {
    let client = plan.client;
    match question {
        Question::License => Ask::License(plan.regions.iter().map(|region| region.name().to_owned()).collect()),
        Question::CompactDelivery => Ask::CompactDelivery,
        Question::Age => Ask::Age(client.age.unwrap_or_default()),
        Question::Format => Ask::Format(client.format.unwrap_or(Format::Individual)),
        Question::Services => Ask::Services(client.services.iter().collect()),
        Question::Prescribes(what) => Ask::Prescribes(what),
        Question::Severity => Ask::Severity(plan.severity().unwrap_or(Severity::Mild)),
        Question::Language => Ask::Language(client.languages.iter().map(|l| l.name()).collect()),
        Question::Payer => Ask::Payer(payers(plan)),
        Question::Plans(payer) => Ask::Plans(payer.to_owned()),
        Question::Delivery => Ask::Delivery(plan.accepted.iter().map(Delivery::word).collect()),
        Question::Reach => Ask::Reach,
        Question::Access => Ask::Access(client.access.iter().map(|need| need.word()).collect()),
        Question::StillClosed(cause) => Ask::StillClosed(cause, colleague.checked),
        Question::Accepting => Ask::Accepting,
        Question::Wish(wish) => Ask::Wish(wish, wanted(wish, plan)),
    }
}

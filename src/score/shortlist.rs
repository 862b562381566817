//! Everybody who comes by, one client at a time: counted, gated, scored, and the best kept.

use super::Wanted;
use super::concern;
use super::criteria::{Measure, measure};
use super::explain;
use super::gates::{self, Cause, GateBits, Verdict, avoided_by};
use super::license;
use super::plan::Plan;
use crate::client::Soft;
use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;
use crate::ranking::{Excluded, Fate, Gate, NearMiss, Notice, Ranking, Relax, Sensitivity, Suggestion};
use crate::reason::Reason;
use crate::text::fold;
use crate::vocab::{Prescribes, Service};
use crate::weights::Criterion;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many more than asked for are shown where they share the last rank.
const MOST_TIED: usize = 7;
/// How many of those gated are listed unless all are wanted.
const MOST_EXCLUDED: usize = 1000;
/// How many names a notice lists.
const NAMES: usize = 3;

/// Best first: tier, points, id.
type Order = (u8, Reverse<u64>, String);

/// A colleague who passed, kept to be shown.
pub struct Kept {
    pub colleague: Colleague,
    pub asked: GateBits,
    pub tier: u8,
    pub points: u64,
}

/// The state of one client's ranking while the colleagues come by.
pub struct Shortlist<'a> {
    plan: &'a Plan<'a>,
    wanted: &'a Wanted,
    considered: usize,
    excluded_counts: [usize; 21],
    excluded: BTreeMap<String, Excluded>,
    qualified: usize,
    /// Colleagues of tier 1, or of any tier where all are wanted.
    kept: BTreeMap<Order, Kept>,
    /// The best points of tier 1 that were not kept, and how many had them.
    beyond: (u64, usize),
    /// Colleagues of tier 1 by the points that one good answer could bring.
    hopeful: BTreeMap<(Reverse<u64>, String), Hopeful>,
    rivals: Vec<Rivals>,
    tier_two: (usize, BTreeMap<String, String>),
    tier_three: usize,
    misses: Vec<Miss>,
    prescribers: BTreeMap<String, String>,
    avoided: Vec<bool>,
    fates: Vec<(String, Option<Fate>)>,
}

struct Hopeful {
    name: String,
    points: u64,
    criterion: Criterion,
}

/// The shortlist under another weight of one criterion.
struct Rivals {
    criterion: Criterion,
    doubled: bool,
    /// By points in half units of weight.
    best: BTreeMap<(Reverse<u64>, String), String>,
}

/// Somebody whom one relaxable gate alone closed.
struct Miss {
    gate: Gate,
    id: String,
    name: String,
    /// Tenths of a mile, where the distance closed.
    tenths: u32,
}

impl<'a> Shortlist<'a> {
    pub fn new(plan: &'a Plan<'a>, wanted: &'a Wanted) -> Shortlist<'a> {
        let halved_and_doubled = |&(criterion, _): &(Criterion, u32)| {
            [false, true].map(|doubled| Rivals { criterion, doubled, best: BTreeMap::new() })
        };
        Shortlist {
            plan,
            wanted,
            considered: 0,
            excluded_counts: [0; 21],
            excluded: BTreeMap::new(),
            qualified: 0,
            kept: BTreeMap::new(),
            beyond: (0, 0),
            hopeful: BTreeMap::new(),
            rivals: if wanted.sensitivity {
                plan.in_play.iter().flat_map(halved_and_doubled).collect()
            } else {
                Vec::new()
            },
            tier_two: (0, BTreeMap::new()),
            tier_three: 0,
            misses: Vec::new(),
            prescribers: BTreeMap::new(),
            avoided: vec![false; plan.client.avoid.len()],
            fates: wanted.why_not.iter().map(|who| (fold(who).into_owned(), None)).collect(),
        }
    }

    /// Takes in one colleague.
    pub fn consider(&mut self, candidate: &mut dyn Candidate) {
        self.considered += 1;
        if !self.avoided.is_empty() {
            let colleague = candidate.read(gates::fields(Gate::Avoid, self.plan.client));
            for i in avoided_by(colleague, self.plan) {
                self.avoided[i] = true;
            }
        }
        if self.plan.client.has_reason(Reason::Severity) {
            self.note_prescriber(candidate);
        }
        let (closed, asked) = self.walk_gates(candidate);
        match closed {
            Some(gate) => self.exclude(gate, candidate),
            None => self.admit(asked, candidate),
        }
    }

    /// The first closed gate, and the gates that ask, up to there.
    fn walk_gates(&self, candidate: &mut dyn Candidate) -> (Option<Gate>, GateBits) {
        let mut asked = GateBits::default();
        for &(gate, fields) in &self.plan.gates {
            if let Some(few) = gates::first_look(gate)
                && let Some(verdict) = gates::at_first_look(gate, candidate.read(few), self.plan)
            {
                match verdict {
                    Verdict::Open => {}
                    Verdict::Ask(_) => asked.insert(gate),
                    Verdict::Closed(_) => return (Some(gate), asked),
                }
                continue;
            }
            match gates::verdict(gate, candidate.read(fields), self.plan) {
                Verdict::Open => {}
                Verdict::Ask(gates::Question::Plans(_)) => {}
                Verdict::Ask(_) => asked.insert(gate),
                Verdict::Closed(_) => return (Some(gate), asked),
            }
        }
        (None, asked)
    }

    fn exclude(&mut self, first: Gate, candidate: &mut dyn Candidate) {
        self.excluded_counts[first.index()] += 1;
        if self.qualified < self.wanted.top && (relaxable(first, self.plan) || first == Gate::Closed) {
            self.note_miss(first, candidate);
        }
        let asked_about = self.is_asked_about(candidate);
        if !self.wanted.excluded && !self.wanted.all && !asked_about {
            return;
        }
        let id = &candidate.read(FieldSet::of(&[Field::Id, Field::Name])).id;
        let most = if self.wanted.all { usize::MAX } else { MOST_EXCLUDED };
        let listed = self.excluded.len() < most || self.excluded.last_key_value().is_some_and(|(last, _)| id < last);
        if !listed && !asked_about {
            return;
        }
        let colleague = candidate.read(self.plan.gate_fields);
        let excluded = explain::excluded(colleague, self.plan);
        self.settle(colleague, || Fate::Excluded(excluded.clone()));
        if listed {
            self.excluded.insert(colleague.id.clone(), excluded);
            if self.excluded.len() > most {
                self.excluded.pop_last();
            }
        }
    }

    /// Keeps in mind somebody whom one gate alone keeps out, as long as too few have qualified.
    fn note_miss(&mut self, gate: Gate, candidate: &mut dyn Candidate) {
        let plan = self.plan;
        let after = plan.gates.iter().skip_while(|(other, _)| *other != gate).skip(1);
        for &(other, fields) in after {
            if matches!(gates::verdict(other, candidate.read(fields), plan), Verdict::Closed(_)) {
                return;
            }
        }
        let colleague = candidate.read(plan.gate_fields.and(concern::FIELDS));
        let Verdict::Closed(cause) = gates::verdict(gate, colleague, plan) else { return };
        let tenths = match cause {
            Cause::TooFar(tenths) => tenths,
            Cause::NotAccepting => return,
            _ => 0,
        };
        if concern::measure(colleague, plan, |_, _| {}).1 == 1 || plan.client.concerns.is_empty() {
            self.misses.push(Miss { gate, id: colleague.id.clone(), name: colleague.name.clone(), tenths });
        }
    }

    fn note_prescriber(&mut self, candidate: &mut dyn Candidate) {
        let plan = self.plan;
        let colleague = candidate.read(FieldSet::of(&[Field::Services, Field::Credentials]));
        let offers = colleague.services.contains(Service::Medication)
            || (colleague.services.is_empty() && gates::prescribes(colleague) == Some(Prescribes::Yes));
        if !offers {
            return;
        }
        for &(gate, fields) in plan.gates.iter().filter(|(gate, _)| *gate != Gate::Service) {
            if matches!(gates::verdict(gate, candidate.read(fields), plan), Verdict::Closed(_)) {
                return;
            }
        }
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        keep_first(&mut self.prescribers, &colleague.id, &colleague.name);
    }

    fn admit(&mut self, asked: GateBits, candidate: &mut dyn Candidate) {
        let plan = self.plan;
        let tier = if plan.client.concerns.is_empty() {
            1
        } else {
            concern::measure(candidate.read(concern::FIELDS), plan, |_, _| {}).1
        };
        let everybody = self.wanted.all || !self.fates.is_empty();
        if tier > 1 {
            self.note_tier(tier, candidate.read(FieldSet::of(&[Field::Id, Field::Name])));
            if !everybody {
                return;
            }
        }
        let colleague = candidate.read(plan.criteria_fields);
        let measures = Measures::of(colleague, plan, asked);
        let points = measures.points(plan);
        if tier == 1 {
            self.qualified += 1;
            self.note_hope(colleague, &measures, points);
            self.note_rivals(colleague, &measures, points);
        }
        if !everybody && !self.may_be_kept(points, &colleague.id) {
            return self.leave_out(points);
        }
        let colleague = candidate.read(FieldSet::EVERY).clone();
        let order = (tier, Reverse(points), colleague.id.clone());
        self.kept.insert(order, Kept { colleague, asked, tier, points });
        if !everybody
            && self.kept.len() > self.most_kept()
            && let Some((_, last)) = self.kept.pop_last()
        {
            self.leave_out(last.points);
        }
    }

    /// Counts somebody who is below the shortlist.
    fn note_tier(&mut self, tier: u8, colleague: &Colleague) {
        if tier == 2 {
            self.tier_two.0 += 1;
            keep_first(&mut self.tier_two.1, &colleague.id, &colleague.name);
        } else {
            self.tier_three += 1;
        }
    }

    /// One more than is ever shown, to know who is next.
    fn most_kept(&self) -> usize {
        self.wanted.top + MOST_TIED + 1
    }

    fn may_be_kept(&self, points: u64, id: &str) -> bool {
        self.kept.len() < self.most_kept()
            || self
                .kept
                .last_key_value()
                .is_some_and(|((_, worst, last), _)| (Reverse(points), id) < (*worst, last.as_str()))
    }

    fn leave_out(&mut self, points: u64) {
        match points.cmp(&self.beyond.0) {
            std::cmp::Ordering::Greater => self.beyond = (points, 1),
            std::cmp::Ordering::Equal => self.beyond.1 += 1,
            std::cmp::Ordering::Less => {}
        }
    }

    fn note_hope(&mut self, colleague: &Colleague, measures: &Measures, points: u64) {
        let rise = |&(criterion, weight): &(Criterion, u32)| {
            let measure = measures.get(criterion);
            let rise = if measure.is_known { 0 } else { measure.fit.high - measure.fit.fit };
            (u64::from(weight * rise), criterion)
        };
        let best = self.plan.in_play.iter().map(rise).filter(|(rise, _)| *rise > 0).max_by_key(|(rise, _)| *rise);
        let Some((rise, criterion)) = best else { return };
        let most = self.most_kept() + NAMES;
        let hope = Reverse(points + rise);
        let full = self.hopeful.len() >= most;
        let worse = |((last, id), _): (&(Reverse<u64>, String), _)| (hope, &colleague.id) > (*last, id);
        if full && self.hopeful.last_key_value().is_some_and(worse) {
            return;
        }
        let key = (hope, colleague.id.clone());
        self.hopeful.insert(key, Hopeful { name: colleague.name.clone(), points, criterion });
        if self.hopeful.len() > most {
            self.hopeful.pop_last();
        }
    }

    fn note_rivals(&mut self, colleague: &Colleague, measures: &Measures, points: u64) {
        let id = colleague.id.as_str();
        let most = self.most_kept();
        for rivals in &mut self.rivals {
            let weight = self.plan.in_play.iter().find(|(c, _)| *c == rivals.criterion).map_or(0, |(_, w)| *w);
            let own = u64::from(weight * measures.get(rivals.criterion).fit.fit);
            // Halved: everything else counts double. Doubled: it counts once more.
            let points = Reverse(if rivals.doubled { points + own } else { 2 * points - own });
            let full = rivals.best.len() >= most;
            let worse = |((last, other), _): (&(Reverse<u64>, String), _)| (points, id) > (*last, other.as_str());
            if full && rivals.best.last_key_value().is_some_and(worse) {
                continue;
            }
            rivals.best.insert((points, id.to_owned()), colleague.name.clone());
            if rivals.best.len() > most {
                rivals.best.pop_last();
            }
        }
    }

    fn is_asked_about(&self, candidate: &mut dyn Candidate) -> bool {
        if self.fates.is_empty() {
            return false;
        }
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        self.fates.iter().any(|(who, _)| is_named(colleague, who))
    }

    fn settle(&mut self, colleague: &Colleague, fate: impl Fn() -> Fate) {
        for (who, settled) in &mut self.fates {
            if is_named(colleague, who) {
                *settled = Some(fate());
            }
        }
    }

    /// The answer.
    pub fn finish(mut self) -> Ranking {
        let (plan, wanted) = (self.plan, self.wanted);
        let kept: Vec<Kept> = std::mem::take(&mut self.kept).into_values().collect();
        let ranks = ranks(kept.iter().map(|kept| (kept.tier, kept.points)));
        let first = kept.iter().filter(|kept| kept.tier == 1).count();
        let tied = ranks[..first].iter().take_while(|&&rank| rank <= wanted.top).count();
        let shown = tied.min(wanted.top + MOST_TIED);
        let cut = Cut { points: kept[..first].iter().map(|kept| kept.points).collect(), top: wanted.top };

        let mut suggestions: Vec<Suggestion> = Vec::new();
        for (i, kept) in kept.into_iter().enumerate() {
            let asked_about = self.fates.iter().any(|(who, _)| is_named(&kept.colleague, who));
            if i < shown || wanted.all || asked_about {
                let suggestion = explain::suggestion(kept, ranks[i], &cut, plan);
                self.settle(&suggestion.colleague, || Fate::Ranked(Box::new(suggestion.clone())));
                if i < shown || wanted.all {
                    suggestions.push(suggestion);
                }
            }
        }
        let shown_ids: Vec<String> = suggestions.iter().take(shown).map(|s| s.colleague.id.clone()).collect();
        let near_misses = if self.qualified < wanted.top { self.near_misses() } else { Vec::new() };
        let sensitivity = self.sensitivity(&shown_ids);
        let notices = self.notices(&suggestions, tied, shown, &shown_ids, &cut);
        Ranking {
            client: plan.client.code.clone(),
            reasons: plan.client.reasons.clone(),
            considered: self.considered,
            crisis: explain::crisis(plan),
            suggestions,
            excluded: self.excluded.into_values().collect(),
            excluded_counts: Gate::ALL
                .into_iter()
                .map(|gate| (gate, self.excluded_counts[gate.index()]))
                .filter(|&(_, count)| count > 0)
                .collect(),
            near_misses,
            sensitivity,
            notices,
            why_not: self
                .fates
                .into_iter()
                .zip(&wanted.why_not)
                .map(|((_, fate), who)| fate.unwrap_or_else(|| Fate::NotFound(who.clone())))
                .collect(),
            qualified: self.qualified,
        }
    }

    fn near_misses(&mut self) -> Vec<NearMiss> {
        let mut misses = std::mem::take(&mut self.misses);
        misses.sort_by(|a, b| a.id.cmp(&b.id));
        let widened = self.plan.client.within.and_then(|within| {
            let nearest = misses.iter().filter(|miss| miss.gate == Gate::Reach).map(|miss| miss.tenths).min()?;
            Some(within.widened_to(nearest))
        });
        RELAXED
            .iter()
            .filter_map(|&(gate, relax)| {
                let relax = match (gate, widened) {
                    (Gate::Reach, Some(within)) => Relax::Within(within),
                    (Gate::Reach, None) => return None,
                    _ => relax,
                };
                let reached = |miss: &&Miss| match relax {
                    Relax::Within(within) => within.holds(miss.tenths),
                    _ => true,
                };
                let added = |miss: &Miss| (miss.id.clone(), miss.name.clone());
                let adds: Vec<(String, String)> =
                    misses.iter().filter(|m| m.gate == gate).filter(reached).map(added).collect();
                (!adds.is_empty()).then_some(NearMiss { relax, adds })
            })
            .collect()
    }

    fn sensitivity(&self, shown: &[String]) -> Vec<Sensitivity> {
        let mut shown: Vec<&String> = shown.iter().collect();
        shown.sort();
        let changed = |rivals: &Rivals| {
            let ranks = ranks(rivals.best.keys().map(|(points, _)| (1, points.0)));
            let count = ranks.iter().take_while(|&&rank| rank <= self.wanted.top).count();
            let top: Vec<(String, String)> = rivals
                .best
                .iter()
                .take(count.min(self.wanted.top + MOST_TIED))
                .map(|((_, id), name)| (id.clone(), name.clone()))
                .collect();
            let mut sorted: Vec<&String> = top.iter().map(|(id, _)| id).collect();
            sorted.sort();
            (sorted != shown).then(|| top.clone())
        };
        self.rivals
            .iter()
            .filter_map(|rivals| {
                let (criterion, doubled) = (rivals.criterion, rivals.doubled);
                changed(rivals).map(|top| Sensitivity { criterion, doubled, top })
            })
            .collect()
    }

    fn notices(
        &self,
        suggestions: &[Suggestion],
        tied: usize,
        shown: usize,
        shown_ids: &[String],
        cut: &Cut,
    ) -> Vec<Notice> {
        let (plan, wanted) = (self.plan, self.wanted);
        let mut notices = explain::notices(plan, &self.avoided);
        if self.tier_two.0 + self.tier_three > 0 {
            notices.push(Notice::OtherTiers {
                unknown: self.tier_two.0,
                names: self.tier_two.1.values().cloned().collect(),
                nothing_near: self.tier_three,
            });
        }
        if !self.prescribers.is_empty() {
            notices.push(Notice::Prescribers(self.prescribers.values().cloned().collect()));
        }
        if shown < wanted.top {
            notices.push(Notice::Fewer(shown, wanted.top));
        }
        let beyond = if self.beyond.0 == cut.nth_points().unwrap_or(u64::MAX) { self.beyond.1 } else { 0 };
        if !wanted.all && tied + beyond > shown && shown == wanted.top + MOST_TIED {
            notices.push(Notice::MoreTied(tied + beyond - shown));
        }
        if let Some(points) = cut.nth_points().filter(|_| !wanted.all && self.qualified > shown) {
            let below = |(_, id): &(Reverse<u64>, String), hopeful: &Hopeful| {
                hopeful.points < points && !shown_ids.contains(id)
            };
            let hopeful = self.hopeful.iter().filter(|(key, hopeful)| key.0.0 >= points && below(key, hopeful));
            notices.extend(hopeful.take(NAMES).map(|(_, h)| Notice::WouldEnter(h.name.clone(), h.criterion)));
        }
        let licenses = suggestions.iter().map(|suggestion| license::license(&suggestion.colleague, plan));
        notices.extend(explain::table_dates(licenses));
        if self.excluded.len() == MOST_EXCLUDED
            && self.excluded_counts.iter().sum::<usize>() > MOST_EXCLUDED
            && !wanted.all
        {
            notices.push(Notice::ExcludedCut(MOST_EXCLUDED));
        }
        notices
    }
}

/// The gates that can be relaxed, in the order in which they are offered.
const RELAXED: [(Gate, Relax); 15] = {
    use crate::client::Wish as W;
    [
        (Gate::Reach, Relax::Within(crate::client::Within::SIXTY_MILES)),
        (Gate::Language, Relax::Language),
        (Gate::Payer, Relax::Payer),
        (Gate::Delivery, Relax::Delivery),
        (Gate::Closed, Relax::StartWithin),
        (Gate::Access, Relax::Access),
        (Gate::Service, Relax::Service),
        (Gate::Format, Relax::Format),
        (Gate::Must(W::Gender), Relax::Must(W::Gender)),
        (Gate::Must(W::Identity), Relax::Must(W::Identity)),
        (Gate::Must(W::Affirming), Relax::Must(W::Affirming)),
        (Gate::Must(W::Faith), Relax::Must(W::Faith)),
        (Gate::Must(W::Style), Relax::Must(W::Style)),
        (Gate::Must(W::When), Relax::Must(W::When)),
        (Gate::Must(W::Approach), Relax::Must(W::Approach)),
    ]
};

/// Whether the client could ask for less: she spoke of it, and it may be bought back.
fn relaxable(gate: Gate, plan: &Plan) -> bool {
    let asked_for = |soft| Gate::of_soft(soft) == gate && soft != Soft::Age && plan.client.speaks_of(soft);
    matches!(gate, Gate::Must(_)) || Soft::ALL.into_iter().any(asked_for)
}

fn keep_first(names: &mut BTreeMap<String, String>, id: &str, name: &str) {
    if names.len() < NAMES || names.last_key_value().is_some_and(|(last, _)| id < last.as_str()) {
        names.insert(id.to_owned(), name.to_owned());
        if names.len() > NAMES {
            names.pop_last();
        }
    }
}

fn is_named(colleague: &Colleague, folded: &str) -> bool {
    fold(&colleague.id) == folded || fold(&colleague.name) == folded
}

/// Ranks of equals: 1, 2, 2, 4.
fn ranks(order: impl Iterator<Item = (u8, u64)>) -> Vec<usize> {
    let mut ranks: Vec<usize> = Vec::new();
    let mut last = None;
    for (i, key) in order.enumerate() {
        let rank = if last == Some(key) { ranks[i - 1] } else { i + 1 };
        ranks.push(rank);
        last = Some(key);
    }
    ranks
}

/// The points of those of tier 1, best first, and how many are asked for.
pub struct Cut {
    points: Vec<u64>,
    top: usize,
}

impl Cut {
    /// The points of the last who is in.
    fn nth_points(&self) -> Option<u64> {
        self.points.get(self.top.checked_sub(1)?).copied()
    }

    /// Whether other points for one of them would move her across the cut.
    pub fn would_cross(&self, own: u64, low: u64, high: u64) -> bool {
        let above = |points: u64| {
            let others = self.points.iter().filter(|&&other| other > points).count();
            // She herself is among the points, above where she would fall to.
            others - usize::from(own > points)
        };
        (above(own) < self.top) != (above(low) < self.top) || (above(own) < self.top) != (above(high) < self.top)
    }
}

/// The measures of one colleague, by criterion.
pub struct Measures([Option<Measure>; 9]);

impl Measures {
    pub fn of(colleague: &Colleague, plan: &Plan, asked: GateBits) -> Measures {
        let mut measures = [None; 9];
        for &(criterion, _) in &plan.in_play {
            measures[criterion as usize] = Some(measure(criterion, colleague, plan, asked));
        }
        Measures(measures)
    }

    /// The measure of a criterion in play; of one that is not, nothing.
    pub fn get(&self, criterion: Criterion) -> Measure {
        self.0[criterion as usize].unwrap_or(crate::ranking::Fit::known(0).into())
    }

    fn points(&self, plan: &Plan) -> u64 {
        plan.in_play.iter().map(|&(c, weight)| u64::from(weight * self.get(c).fit.fit)).sum()
    }
}

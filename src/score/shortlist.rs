//! Everybody who comes by, one client at a time: counted, gated, scored, and the best kept.

use super::Wanted;
use super::best::{Best, FirstNames};
use super::gates::{self, GateBits, Verdict, avoided_by};
use super::near_miss::{self, Miss};
use super::plan::Plan;
use super::standing::{Cut, Kept, MOST_TIED, Measures, ranks, shown};
use super::{concern, explain, license, notices};
use crate::colleague::{Colleague, Field, FieldSet};
use crate::directory::Candidate;
use crate::ranking::{Excluded, Fate, Gate, Notice, Ranking, Sensitivity, Suggestion};
use crate::reason::Reason;
use crate::text::fold;
use crate::vocab::{Prescribes, Service};
use crate::weights::Criterion;
use std::cmp::Reverse;

/// How many of those gated are listed unless all are wanted.
const MOST_EXCLUDED: usize = 1000;
/// How many names a notice lists.
pub const NAMES: usize = 3;

/// Best first: tier, points, id.
type Order = (u8, Reverse<u64>, String);
/// Best first: points, id.
type ByPoints = (Reverse<u64>, String);

/// The state of one client's ranking while the colleagues come by.
pub struct Shortlist<'a> {
    plan: &'a Plan<'a>,
    wanted: &'a Wanted,
    considered: usize,
    excluded_counts: [usize; 21],
    excluded: Best<String, Excluded>,
    qualified: usize,
    /// Colleagues of tier 1, or of any tier where all are wanted.
    kept: Best<Order, Kept>,
    /// The best points of tier 1 that were not kept, and how many had them.
    beyond: (u64, usize),
    /// Colleagues of tier 1 by the points that one good answer could bring.
    hopeful: Best<ByPoints, Hopeful>,
    rivals: Vec<Rivals>,
    tier_two: (usize, FirstNames),
    tier_three: usize,
    misses: Vec<Miss>,
    prescribers: FirstNames,
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
    best: Best<ByPoints, String>,
}

impl<'a> Shortlist<'a> {
    pub fn new(plan: &'a Plan<'a>, wanted: &'a Wanted) -> Shortlist<'a> {
        // One more than is ever shown, to know who is next.
        let most_kept = wanted.top + MOST_TIED + 1;
        let everybody = wanted.all || !wanted.why_not.is_empty();
        let halved_and_doubled = |&(criterion, _): &(Criterion, u32)| {
            [false, true].map(|doubled| Rivals { criterion, doubled, best: Best::new(most_kept) })
        };
        Shortlist {
            plan,
            wanted,
            considered: 0,
            excluded_counts: [0; 21],
            excluded: Best::new(if wanted.all { usize::MAX } else { MOST_EXCLUDED }),
            qualified: 0,
            kept: Best::new(if everybody { usize::MAX } else { most_kept }),
            beyond: (0, 0),
            hopeful: Best::new(most_kept + NAMES),
            rivals: if wanted.sensitivity {
                plan.in_play.iter().flat_map(halved_and_doubled).collect()
            } else {
                Vec::new()
            },
            tier_two: (0, FirstNames::new(NAMES)),
            tier_three: 0,
            misses: Vec::new(),
            prescribers: FirstNames::new(NAMES),
            avoided: vec![false; plan.client.avoid.len()],
            fates: wanted.why_not.iter().map(|who| (fold(who).into_owned(), None)).collect(),
        }
    }

    /// Takes in one colleague.
    pub fn consider(&mut self, candidate: &mut dyn Candidate) {
        self.considered += 1;
        // Before the gates, where an earlier one may close: an `--avoid` that fits nobody is to be told.
        if !self.avoided.is_empty() {
            let colleague = candidate.read(gates::fields(Gate::Avoid, self.plan.client));
            for i in avoided_by(colleague, self.plan) {
                self.avoided[i] = true;
            }
        }
        if self.plan.client.has_reason(Reason::Severity) {
            self.note_prescriber(candidate);
        }
        let (closed, asked) = walk_gates(candidate, self.plan);
        match closed {
            Some(gate) => self.exclude(gate, candidate),
            None => self.admit(asked, candidate),
        }
    }

    /// Takes in everybody of another part of the same walk.
    pub fn append(&mut self, later: Shortlist) {
        self.considered += later.considered;
        for (count, others) in self.excluded_counts.iter_mut().zip(later.excluded_counts) {
            *count += others;
        }
        self.excluded.append(later.excluded);
        self.qualified += later.qualified;
        // Who is left out now was the best of her part, or is behind others who were left out there.
        for left_out in self.kept.append(later.kept) {
            self.leave_out(left_out.points, 1);
        }
        let (points, count) = later.beyond;
        self.leave_out(points, count);
        self.hopeful.append(later.hopeful);
        for (rivals, others) in self.rivals.iter_mut().zip(later.rivals) {
            rivals.best.append(others.best);
        }
        self.tier_two.0 += later.tier_two.0;
        self.tier_two.1.append(later.tier_two.1);
        self.tier_three += later.tier_three;
        self.misses.extend(later.misses);
        self.prescribers.append(later.prescribers);
        for (avoided, there) in self.avoided.iter_mut().zip(later.avoided) {
            *avoided |= there;
        }
        for ((_, fate), (_, there)) in self.fates.iter_mut().zip(later.fates) {
            *fate = there.or(fate.take());
        }
    }

    fn exclude(&mut self, first: Gate, candidate: &mut dyn Candidate) {
        self.excluded_counts[first.index()] += 1;
        // Near misses are told only where too few qualify, so none is looked for once enough have.
        if self.qualified < self.wanted.top && near_miss::relaxable(first, self.plan) {
            self.misses.extend(near_miss::miss(first, candidate, self.plan));
        }
        let asked_about = self.is_asked_about(candidate);
        if !self.wanted.excluded && !self.wanted.all && !asked_about {
            return;
        }
        let listed = self.excluded.would_hold(|last| id(candidate) < last.as_str());
        if !listed && !asked_about {
            return;
        }
        let colleague = candidate.look(self.plan.gate_fields);
        let excluded = explain::excluded(colleague, self.plan);
        self.settle(colleague, || Fate::Excluded(excluded.clone()));
        if listed {
            self.excluded.insert(colleague.id.clone(), excluded);
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
        // Medication goes beside therapy, so that the service asked for does not matter here.
        for &(gate, fields) in plan.gates.iter().filter(|(gate, _)| *gate != Gate::Service) {
            if matches!(gates::verdict(gate, candidate.read(fields), plan), Verdict::Closed(_)) {
                return;
            }
        }
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        self.prescribers.offer_name(&colleague.id, &colleague.name);
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
            self.note_tier(tier, candidate);
            if !everybody {
                return;
            }
        }
        let measures = Measures::of(candidate.read(plan.criteria_fields), plan, asked);
        let points = measures.points(plan);
        if tier == 1 {
            self.qualified += 1;
            self.note_hope(candidate, &measures, points);
            self.note_rivals(candidate, &measures, points);
        }
        let own = Reverse(points);
        if !self.kept.would_hold(|(last_tier, last, last_id)| {
            (tier, own).cmp(&(*last_tier, *last)).then_with(|| id(candidate).cmp(last_id)).is_lt()
        }) {
            return self.leave_out(points, 1);
        }
        // Whoever is kept for certain is read; others are looked at, and may be gone when somebody better comes.
        let colleague = if everybody { candidate.read(FieldSet::EVERY) } else { candidate.look(FieldSet::EVERY) };
        let colleague = colleague.clone();
        let order = (tier, own, colleague.id.clone());
        if let Some(last) = self.kept.insert(order, Kept { colleague, asked, tier, points }) {
            self.leave_out(last.points, 1);
        }
    }

    /// Counts somebody who is below the shortlist.
    fn note_tier(&mut self, tier: u8, candidate: &mut dyn Candidate) {
        if tier == 2 {
            self.tier_two.0 += 1;
            let colleague = candidate.look(NAMED);
            self.tier_two.1.offer_name(&colleague.id, &colleague.name);
        } else {
            self.tier_three += 1;
        }
    }

    fn leave_out(&mut self, points: u64, count: usize) {
        match points.cmp(&self.beyond.0) {
            std::cmp::Ordering::Greater => self.beyond = (points, count),
            std::cmp::Ordering::Equal => self.beyond.1 += count,
            std::cmp::Ordering::Less => {}
        }
    }

    fn note_hope(&mut self, candidate: &mut dyn Candidate, measures: &Measures, points: u64) {
        let rise = |&(criterion, weight): &(Criterion, u32)| {
            let measure = measures.get(criterion);
            let rise = if measure.is_known { 0 } else { measure.fit.high - measure.fit.fit };
            (u64::from(weight * rise), criterion)
        };
        let best = self.plan.in_play.iter().map(rise).filter(|(rise, _)| *rise > 0).max_by_key(|(rise, _)| *rise);
        let Some((rise, criterion)) = best else { return };
        let hope = Reverse(points + rise);
        if self.hopeful.would_hold(|last| is_before(hope, candidate, last)) {
            let colleague = candidate.look(NAMED);
            let hopeful = Hopeful { name: colleague.name.clone(), points, criterion };
            self.hopeful.insert((hope, colleague.id.clone()), hopeful);
        }
    }

    fn note_rivals(&mut self, candidate: &mut dyn Candidate, measures: &Measures, points: u64) {
        for rivals in &mut self.rivals {
            let weight = self.plan.in_play.iter().find(|(c, _)| *c == rivals.criterion).map_or(0, |(_, w)| *w);
            let own = u64::from(weight * measures.get(rivals.criterion).fit.fit);
            // Halved: everything else counts double. Doubled: it counts once more.
            let points = Reverse(if rivals.doubled { points + own } else { 2 * points - own });
            if rivals.best.would_hold(|last| is_before(points, candidate, last)) {
                let colleague = candidate.look(NAMED);
                rivals.best.insert((points, colleague.id.clone()), colleague.name.clone());
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
        let kept: Vec<Kept> = self.kept.take().collect();
        let ranks = ranks(kept.iter().map(|kept| (kept.tier, kept.points)));
        let first = kept.iter().filter(|kept| kept.tier == 1).count();
        let tied = ranks[..first].iter().take_while(|&&rank| rank <= wanted.top).count();
        let shown = shown(&ranks[..first], wanted.top);
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
        let near_misses = if self.qualified < wanted.top {
            near_miss::near_misses(std::mem::take(&mut self.misses), plan)
        } else {
            Vec::new()
        };
        let sensitivity = self.sensitivity(&shown_ids);
        let notices = self.notices(&suggestions, tied, shown, &shown_ids, &cut);
        Ranking {
            client: plan.client.code.clone(),
            reasons: plan.client.reasons.clone(),
            considered: self.considered,
            crisis: notices::crisis(plan),
            suggestions,
            excluded: self.excluded.take().collect(),
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

    fn sensitivity(&self, shown: &[String]) -> Vec<Sensitivity> {
        let mut shown: Vec<&String> = shown.iter().collect();
        shown.sort();
        let changed = |rivals: &Rivals| {
            let ranks = ranks(rivals.best.iter().map(|((points, _), _)| (1, points.0)));
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
        let mut notices = notices::of_profile(plan, &self.avoided);
        if self.tier_two.0 + self.tier_three > 0 {
            notices.push(Notice::OtherTiers {
                unknown: self.tier_two.0,
                names: self.tier_two.1.names(),
                nothing_near: self.tier_three,
            });
        }
        if self.prescribers.len() > 0 {
            notices.push(Notice::Prescribers(self.prescribers.names()));
        }
        if shown < wanted.top {
            notices.push(Notice::Fewer(shown, wanted.top));
        }
        let beyond = if self.beyond.0 == cut.nth_points().unwrap_or(u64::MAX) { self.beyond.1 } else { 0 };
        if !wanted.all && tied + beyond > shown && shown == wanted.top + MOST_TIED {
            notices.push(Notice::MoreTied(tied + beyond - shown));
        }
        if let Some(points) = cut.nth_points().filter(|_| !wanted.all && self.qualified > shown) {
            let below = |(_, id): &ByPoints, hopeful: &Hopeful| hopeful.points < points && !shown_ids.contains(id);
            let hopeful = self.hopeful.iter().filter(|(key, hopeful)| key.0.0 >= points && below(key, hopeful));
            notices.extend(hopeful.take(NAMES).map(|(_, h)| Notice::WouldEnter(h.name.clone(), h.criterion)));
        }
        let licenses = suggestions.iter().map(|suggestion| license::license(&suggestion.colleague, plan));
        notices.extend(notices::table_dates(licenses));
        if self.excluded.len() == MOST_EXCLUDED
            && self.excluded_counts.iter().sum::<usize>() > MOST_EXCLUDED
            && !wanted.all
        {
            notices.push(Notice::ExcludedCut(MOST_EXCLUDED));
        }
        notices
    }
}

/// By what somebody is named and told from others.
const NAMED: FieldSet = FieldSet::of(&[Field::Id, Field::Name]);

/// The id, which is not read before it matters: most who come by are told apart by their points.
fn id(candidate: &mut dyn Candidate) -> &str {
    &candidate.look(FieldSet::of(&[Field::Id])).id
}

fn is_before(points: Reverse<u64>, candidate: &mut dyn Candidate, (last, last_id): &ByPoints) -> bool {
    points.cmp(last).then_with(|| id(candidate).cmp(last_id)).is_lt()
}

/// The first closed gate, and the gates that ask, up to there.
pub fn walk_gates(candidate: &mut dyn Candidate, plan: &Plan) -> (Option<Gate>, GateBits) {
    let mut asked = GateBits::default();
    for &(gate, fields) in &plan.gates {
        if let Some(few) = gates::first_look(gate)
            && let Some(verdict) = gates::at_first_look(gate, candidate.read(few), plan)
        {
            match verdict {
                Verdict::Open => {}
                Verdict::Ask(_) => asked.insert(gate),
                Verdict::Closed(_) => return (Some(gate), asked),
            }
            continue;
        }
        match gates::verdict(gate, candidate.read(fields), plan) {
            Verdict::Open => {}
            // In network; which plans is a detail.
            Verdict::Ask(gates::Question::Plans(_)) => {}
            Verdict::Ask(_) => asked.insert(gate),
            Verdict::Closed(_) => return (Some(gate), asked),
        }
    }
    (None, asked)
}

fn is_named(colleague: &Colleague, folded: &str) -> bool {
    fold(&colleague.id) == folded || fold(&colleague.name) == folded
}

//! The gates: a known contrary closes, what is unknown asks, and no score buys a closed one back.

use super::cost::{PayerMatch, payer_match};
use super::license::{License, Travel, license, travel};
use super::opening::{self, Door, Start, days_between, opening};
use super::plan::Plan;
use super::{concern, wishes};
use crate::client::{Client, Soft, Tie, Wish};
use crate::colleague::{AgeRange, Away, Colleague, Field, FieldSet, STALE_DAYS};
use crate::ranking::{ClosedBy, Gate, Met};
use crate::reason::Reason;
use crate::text::fold;
use crate::vocab::{Accepting, Access, ConcernId, Format, Language, Match, Prescribes, Service};

/// What one gate says of one colleague.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Verdict<'c> {
    /// Known to be met, or nothing to ask.
    Open,
    /// Not on record.
    Ask(Question<'c>),
    /// A known contrary.
    Closed(Cause<'c>),
}

/// Why a gate closed, without its words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cause<'c> {
    TiedToClient(&'c str),
    TiedToReferrer(&'c str),
    SamePractice,
    Avoided,
    Elsewhere,
    Ages,
    Sees,
    Service(Service),
    NoPrescriber,
    Ceiling,
    Languages,
    Payers,
    Delivery,
    TooFar(u32),
    Access,
    NotAccepting,
    Away(Away),
    OpensLate(u32),
    Declines(ConcernId),
    Wish(Wish),
}

/// What is to be asked, without its words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Question<'c> {
    License,
    CompactDelivery,
    Age,
    Format,
    Services,
    Prescribes(Prescribes),
    Severity,
    Language,
    Payer,
    Plans(&'c str),
    Delivery,
    Reach,
    Access,
    StillClosed(ClosedBy),
    Accepting,
    Wish(Wish),
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

/// Whether the gate can close or ask for this client.
pub fn in_play(gate: Gate, client: &Client, has_region: bool) -> bool {
    match gate {
        Gate::Conflict => !client.ties.is_empty() || client.has_reason(Reason::Ethics),
        Gate::Avoid => !client.avoid.is_empty(),
        Gate::License => has_region,
        // An age, a format or a service not said has its ordinary meaning, so these close all the same.
        Gate::Age => !client.prefers(Soft::Age),
        Gate::Format => !client.prefers(Soft::Format),
        Gate::Service => !client.prefers(Soft::Service),
        Gate::Severity => client.severity.is_some(),
        Gate::Language => !client.languages.is_empty() && !client.prefers(Soft::Language),
        Gate::Payer => !client.payers.is_empty() && !client.prefers(Soft::Payer),
        Gate::Delivery => !client.prefers(Soft::Delivery),
        Gate::Reach => client.within.is_some() && !client.prefers(Soft::Reach),
        Gate::Access => !client.access.is_empty() && !client.prefers(Soft::Access),
        Gate::Closed => true,
        Gate::Declines => !client.concerns.is_empty(),
        Gate::Must(wish) => client.must.contains(&wish),
    }
}

/// What a gate looks at for this client.
pub fn fields(gate: Gate, client: &Client) -> FieldSet {
    use Field as F;
    const TRAVEL: FieldSet = FieldSet::PLACES.and(FieldSet::of(&[F::LicensedIn, F::Compacts, F::Delivery]));
    match gate {
        Gate::Conflict => FieldSet::of(&[F::Id, F::Name, F::Practice, F::Ties, F::TieToMe]),
        Gate::Avoid => FieldSet::of(&[F::Id, F::Name, F::Practice]),
        Gate::License | Gate::Reach => TRAVEL,
        Gate::Delivery => FieldSet::of(&[F::Delivery]),
        Gate::Age => FieldSet::of(&[F::Ages]),
        Gate::Format => FieldSet::of(&[F::Sees]),
        Gate::Service if client.services.contains(Service::Medication) => FieldSet::of(&[F::Services, F::Credentials]),
        Gate::Service => FieldSet::of(&[F::Services]),
        Gate::Severity => FieldSet::of(&[F::SeverityMax]),
        Gate::Language | Gate::Access => FieldSet::of(&[F::Languages, F::Access]),
        Gate::Payer => FieldSet::of(&[F::Payers, F::OutOfNetwork]),
        Gate::Closed => opening::FIELDS,
        Gate::Declines => FieldSet::of(&[F::Declines]),
        Gate::Must(wish) => wishes::fields(wish),
    }
}

/// Fields by which a gate is decided for most, so that the others need not be read.
pub fn first_look(gate: Gate) -> Option<FieldSet> {
    match gate {
        Gate::License => Some(super::license::FIRST_LOOK),
        Gate::Closed => Some(FieldSet::of(&[Field::Accepting, Field::Openings, Field::WaitWeeks, Field::Away])),
        _ => None,
    }
}

/// What a gate says by its first look; `None` where the other fields matter too.
pub fn at_first_look<'c>(gate: Gate, colleague: &'c Colleague, plan: &'c Plan) -> Option<Verdict<'c>> {
    match gate {
        Gate::License => super::license::by_record(colleague, plan).map(by_license),
        Gate::Closed => Some(door(colleague.into(), plan.start())).filter(|door| !matches!(door, Verdict::Closed(_))),
        _ => None,
    }
}

pub fn by_license<'c>(license: License) -> Verdict<'c> {
    match license {
        License::Unknown => Verdict::Ask(Question::License),
        License::CompactIfRemote => Verdict::Ask(Question::CompactDelivery),
        License::Elsewhere => Verdict::Closed(Cause::Elsewhere),
        License::NoRegion | License::Held | License::Compact(_) | License::ThroughOffice => Verdict::Open,
    }
}

/// What the gate says. Whether it is in play is the plan's to say.
pub fn verdict<'c>(gate: Gate, colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    match gate {
        Gate::Conflict => conflict(colleague, plan),
        Gate::Avoid => match avoided_by(colleague, plan).next() {
            Some(_) => Verdict::Closed(Cause::Avoided),
            None => Verdict::Open,
        },
        Gate::License => by_license(license(colleague, plan)),
        Gate::Age => age(colleague, plan),
        Gate::Format => format(colleague, plan),
        Gate::Service => service(colleague, plan),
        Gate::Severity => severity(colleague, plan),
        Gate::Language => language(colleague, plan),
        Gate::Payer => payer(colleague, plan),
        Gate::Delivery => delivery(colleague, plan),
        Gate::Reach => reach(&travel(colleague, plan), plan),
        Gate::Access => access(colleague, plan),
        Gate::Closed => closed(colleague, plan.start()),
        Gate::Declines => match plan.client.concerns.first() {
            Some(&main) => concern::declined(colleague, plan, main)
                .map_or(Verdict::Open, |word| Verdict::Closed(Cause::Declines(word))),
            None => Verdict::Open,
        },
        Gate::Must(wish) => match wishes::must(wish, colleague, plan) {
            Met::Yes => Verdict::Open,
            Met::Unknown => Verdict::Ask(Question::Wish(wish)),
            Met::No => Verdict::Closed(Cause::Wish(wish)),
        },
    }
}

/// Closes on a known contrary, or asks where some part of the field could not be read.
fn contrary<'c>(colleague: &Colleague, field: Field, question: Question<'c>, cause: Cause<'c>) -> Verdict<'c> {
    if colleague.is_unsure(field) { Verdict::Ask(question) } else { Verdict::Closed(cause) }
}

/// The names by which a colleague can be tied: ties, practice, name; folded.
pub fn tied_names(colleague: &Colleague) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let own = [&colleague.practice, &colleague.name].into_iter().filter(|name| !name.is_empty());
    colleague.ties.iter().map(Into::into).chain(own.map(|name| fold(name)))
}

/// The same names as they are written, in the same order; of a tie, without its kind.
pub fn names_as_written(colleague: &Colleague) -> impl Iterator<Item = &str> {
    let own = [&colleague.practice, &colleague.name].into_iter().filter(|name| !name.is_empty());
    let ties = colleague.ties_written.iter().map(|tie| tie.split_once(':').map_or(tie, |(_, name)| name.trim()));
    ties.chain(own.map(String::as_str))
}

fn conflict<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let tied_to = |ties: &'c [Tie]| ties.iter().find(|tie| tied_names(colleague).any(|own| own == tie.name.as_str()));
    if let Some(tie) = tied_to(&plan.client.ties) {
        return Verdict::Closed(Cause::TiedToClient(&tie.written));
    }
    if plan.client.has_reason(Reason::Ethics) {
        if is_my_practice(colleague, plan) {
            return Verdict::Closed(Cause::SamePractice);
        }
        if let Some(tie) = tied_to(&plan.me.ties) {
            return Verdict::Closed(Cause::TiedToReferrer(&tie.written));
        }
        if !colleague.tie_to_me.is_empty() {
            return Verdict::Closed(Cause::TiedToReferrer(&colleague.tie_to_me));
        }
    }
    Verdict::Open
}

/// Whether she works in the referrer's own practice, or says that she is tied to it.
pub fn is_my_practice(colleague: &Colleague, plan: &Plan) -> bool {
    let mine = plan.my_practice.as_str();
    !mine.is_empty() && (fold(&colleague.practice) == mine || colleague.ties.iter().any(|tie| tie == mine))
}

/// The places in the client's list of those who name this colleague or her practice.
pub fn avoided_by<'c>(colleague: &'c Colleague, plan: &'c Plan) -> impl Iterator<Item = usize> {
    let names = [&colleague.id, &colleague.name, &colleague.practice];
    let avoid = plan.client.avoid.iter().enumerate();
    avoid
        .filter(move |(_, (avoided, _))| names.iter().any(|n| !n.is_empty() && fold(n) == avoided.as_str()))
        .map(|(i, _)| i)
}

fn age<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let ages = &colleague.ages;
    match plan.client.age {
        Some(_) if ages.is_empty() => Verdict::Ask(Question::Age),
        Some(age) if ages.iter().any(|range| range.holds(age)) => Verdict::Open,
        Some(_) => contrary(colleague, Field::Ages, Question::Age, Cause::Ages),
        // No age said is an adult, which is no reason to ask: closed is only who sees nobody grown up.
        None => {
            let minors_only = |range: &AgeRange| range.to < 18;
            let closed = !ages.is_empty() && ages.iter().all(minors_only) && !colleague.is_unsure(Field::Ages);
            if closed { Verdict::Closed(Cause::Ages) } else { Verdict::Open }
        }
    }
}

fn format<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let wanted = plan.client.format.unwrap_or(Format::Individual);
    let asked = plan.client.format.is_some();
    if colleague.sees.contains(wanted) || (colleague.sees.is_empty() && !asked) {
        Verdict::Open
    } else if colleague.sees.is_empty() {
        Verdict::Ask(Question::Format)
    } else if colleague.is_unsure(Field::Sees) && !asked {
        Verdict::Open
    } else {
        contrary(colleague, Field::Sees, Question::Format, Cause::Sees)
    }
}

fn service<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let offered = colleague.services;
    if plan.client.services.is_empty() {
        let ordinary = offered.is_empty() || offered.contains(Service::Therapy) || colleague.is_unsure(Field::Services);
        return if ordinary { Verdict::Open } else { Verdict::Closed(Cause::Service(Service::Therapy)) };
    }
    let mut ask = None;
    for wanted in plan.client.services.iter().filter(|&wanted| !offered.contains(wanted)) {
        if !offered.is_empty() {
            match contrary(colleague, Field::Services, Question::Services, Cause::Service(wanted)) {
                Verdict::Ask(question) => ask = Some(question),
                closed => return closed,
            }
        } else if wanted == Service::Medication {
            // No services on record: the credentials tell who prescribes.
            match prescribes(colleague) {
                Some(Prescribes::Yes) => {}
                Some(Prescribes::No) => return Verdict::Closed(Cause::NoPrescriber),
                other => ask = ask.or(Some(Question::Prescribes(other.unwrap_or(Prescribes::Varies)))),
            }
        } else {
            ask = Some(Question::Services);
        }
    }
    ask.map_or(Verdict::Open, Verdict::Ask)
}

/// Whether somebody with these credentials prescribes: any that does decides, none that can decides too.
pub fn prescribes(colleague: &Colleague) -> Option<Prescribes> {
    let known = &colleague.known_credentials;
    let says = |what| known.iter().filter(move |credential| credential.can_prescribe() == what);
    if says(Prescribes::Yes).next().is_some() {
        return Some(Prescribes::Yes);
    }
    if known.is_empty() {
        return None;
    }
    let all_no = says(Prescribes::No).count() == colleague.credentials.len();
    Some(if all_no { Prescribes::No } else { Prescribes::Varies })
}

fn severity<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    match (plan.severity(), colleague.severity_max) {
        (Some(_), None) => Verdict::Ask(Question::Severity),
        (Some(need), Some(ceiling)) if ceiling.steps_below(need) >= plan.steps_too_few => {
            Verdict::Closed(Cause::Ceiling)
        }
        _ => Verdict::Open,
    }
}

fn language<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let spoken = &colleague.languages;
    let signs = colleague.access.contains(Access::SignLanguage);
    let mut unknown = spoken.is_empty();
    for &(language, is_sign) in &plan.languages {
        if is_sign {
            if signs {
                return Verdict::Open;
            }
            unknown |= colleague.access.is_empty() || colleague.is_unsure(Field::Access);
        }
        // Lists name the additional languages: English left out is not a no.
        unknown |= language.is_english();
        for held in spoken {
            match held.serves(language) {
                Match::Yes => return Verdict::Open,
                Match::Unknown => unknown = true,
                Match::No => {}
            }
        }
    }
    if unknown {
        Verdict::Ask(Question::Language)
    } else {
        contrary(colleague, Field::Languages, Question::Language, Cause::Languages)
    }
}

fn payer<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let (matched, payer) = payer_match(colleague, plan);
    by_payer(matched, payer, colleague.out_of_network, plan)
}

/// What the gate says of a match of payers.
pub fn by_payer<'c>(
    matched: PayerMatch,
    payer: Option<&'c str>,
    out_of_network: Option<bool>,
    plan: &Plan,
) -> Verdict<'c> {
    // Whoever can also be paid otherwise is scored by `cost`.
    let another_way = out_of_network == Some(true) || plan.client.max_fee.is_some();
    match matched {
        PayerMatch::Yes => Verdict::Open,
        PayerMatch::Plans => Verdict::Ask(Question::Plans(payer.unwrap_or_default())),
        PayerMatch::Unknown | PayerMatch::No if another_way => Verdict::Open,
        PayerMatch::Unknown => Verdict::Ask(Question::Payer),
        PayerMatch::No => Verdict::Closed(Cause::Payers),
    }
}

fn delivery<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    let asked = !plan.client.delivery.is_empty();
    if colleague.delivery.is_empty() {
        return if asked { Verdict::Ask(Question::Delivery) } else { Verdict::Open };
    }
    if colleague.delivery.intersects(plan.accepted) {
        Verdict::Open
    } else if colleague.is_unsure(Field::Delivery) {
        if asked { Verdict::Ask(Question::Delivery) } else { Verdict::Open }
    } else {
        Verdict::Closed(Cause::Delivery)
    }
}

pub fn reach<'c>(travel: &Travel, plan: &Plan) -> Verdict<'c> {
    let Some(within) = plan.client.within else { return Verdict::Open };
    // Without in-person sessions there is nothing to reach, and `delivery` speaks.
    if travel.in_person == Met::No || travel.remote == Met::Yes {
        return Verdict::Open;
    }
    match travel.nearest {
        Some(tenths) if within.holds(tenths) => Verdict::Open,
        Some(tenths) if travel.every_office_located && travel.remote == Met::No => {
            Verdict::Closed(Cause::TooFar(tenths))
        }
        _ => Verdict::Ask(Question::Reach),
    }
}

/// The access needs that are known not to be met, and whether any is unknown.
pub fn access_missing(colleague: &Colleague, plan: &Plan) -> (Vec<Access>, bool) {
    let (mut missing, mut unknown) = (Vec::new(), false);
    for need in plan.client.access.iter().filter(|&need| !colleague.access.contains(need)) {
        let by_language = need == Access::SignLanguage;
        if by_language && colleague.languages.iter().any(Language::is_sign) {
            continue;
        }
        let open = colleague.access.is_empty()
            || colleague.is_unsure(Field::Access)
            || (by_language && (colleague.languages.is_empty() || colleague.is_unsure(Field::Languages)));
        if open {
            unknown = true;
        } else {
            missing.push(need);
        }
    }
    (missing, unknown)
}

fn access<'c>(colleague: &'c Colleague, plan: &'c Plan) -> Verdict<'c> {
    match access_missing(colleague, plan) {
        (missing, _) if !missing.is_empty() => Verdict::Closed(Cause::Access),
        (_, true) => Verdict::Ask(Question::Access),
        _ => Verdict::Open,
    }
}

/// Whether the door is closed by what is fresh enough to believe; what was never checked is believed.
pub fn closed<'d, 'c>(colleague: impl Into<Door<'d>>, start: Start) -> Verdict<'c> {
    let facts = colleague.into();
    let stale = facts.checked.is_some_and(|checked| days_between(checked, start.as_of) > STALE_DAYS);
    match door(facts, start) {
        Verdict::Closed(cause) if stale => Verdict::Ask(Question::StillClosed(match cause {
            Cause::Away(away) => ClosedBy::Away(away),
            Cause::OpensLate(weeks) => ClosedBy::OpensLate(weeks),
            _ => ClosedBy::NotAccepting,
        })),
        door => door,
    }
}

/// Whether the door is closed, as if it had been checked today.
///
/// An unknown wait never closes, but an opening is today at the earliest, and an absence can move even that too far.
fn door<'c>(colleague: Door, start: Start) -> Verdict<'c> {
    let opening = opening(colleague, start.as_of);
    let late = |day| start.within.is_some_and(|within| days_between(start.as_of, day) > i64::from(within));
    if colleague.accepting == Some(Accepting::No) {
        Verdict::Closed(Cause::NotAccepting)
    } else if let Some(away) = opening.away.filter(|_| late(opening.day) && !late(opening.stated)) {
        Verdict::Closed(Cause::Away(away))
    } else if let Some(weeks) = opening.weeks.filter(|_| start.is_reason && late(opening.day)) {
        Verdict::Closed(Cause::OpensLate(weeks))
    } else if colleague.accepting.is_none() && opening.weeks.is_none() {
        Verdict::Ask(Question::Accepting)
    } else {
        Verdict::Open
    }
}

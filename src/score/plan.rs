//! What one client asks of every colleague, worked out once before the first is read.

use super::approach::Guidelines;
use super::concern::{Relation, relations};
use super::gates;
use super::made::Made;
use super::opening::Start;
use super::wishes::Part;
use crate::client::{Client, Referrer, Soft, Within};
use crate::colleague::{Field, FieldSet};
use crate::ranking::Gate;
use crate::reason::Reason;
use crate::text::fold;
use crate::vocab::{ApproachId, ConcernId, Delivery, Language, Population, Region, Set, Severity, Vocabulary};
use crate::weights::{Criterion, Weights};
use jiff::civil::Date;
use std::sync::Arc;

/// A client with everything that does not depend on the colleague.
pub struct Plan<'a> {
    pub client: &'a Client,
    pub me: &'a Referrer,
    pub vocabulary: &'a Vocabulary,
    /// Gates that can close or ask, in order, with the fields they look at.
    pub gates: Vec<(Gate, FieldSet)>,
    /// What all of them look at together, with the id and the name.
    pub gate_fields: FieldSet,
    /// Criteria in play with their weights.
    pub in_play: Vec<(Criterion, u32)>,
    /// What the criteria and tiers look at.
    pub criteria_fields: FieldSet,
    /// For each concern of the client, how every word of the vocabulary relates to it.
    pub relations: Vec<Arc<Vec<Relation>>>,
    pub guidelines: Arc<Guidelines>,
    pub wishes: Vec<Part<'a>>,
    /// Gates whose unknown costs points under `needs`.
    pub needs: Vec<Gate>,
    /// The client's languages, and whether each is signed.
    pub languages: Vec<(Language, bool)>,
    pub regions: Vec<Region>,
    pub accepted: Set<Delivery>,
    /// How far an office across a state line may be.
    pub radius: Within,
    /// The least that a possible remote session counts.
    pub remote_floor: u32,
    /// Severity steps below the need at which the ceiling closes.
    pub steps_too_few: u8,
    /// Whether only a true specialty counts in full.
    pub wants_specialist: bool,
    /// Folded name of the referrer's practice.
    pub my_practice: String,
}

/// The least that a possible remote session counts. A judgement: in trials, outcomes are those of in-person therapy
/// (Lin 2022, 20 trials), but a client who names a place has one in mind.
const REMOTE_FLOOR: u32 = 600;
/// The same where the place is a reason to refer.
const REMOTE_FLOOR_BY_REASON: u32 = 400;

/// What does not depend on more of a client than her concerns and what she tried: worked out once for many.
#[derive(Default)]
pub struct Prepared {
    relations: Made<ConcernId, Vec<Relation>>,
    guidelines: Made<(Option<ConcernId>, Vec<ApproachId>, Population), Guidelines>,
}

impl<'a> Plan<'a> {
    pub fn new(
        client: &'a Client,
        weights: Weights,
        me: &'a Referrer,
        vocabulary: &'a Vocabulary,
        prepared: &Prepared,
    ) -> Plan<'a> {
        let location_matters = client.has_reason(Reason::Location);
        let (main, population) = (client.concerns.first().copied(), population(client));
        let guidelines = prepared.guidelines.get(&(main, client.tried.clone(), population), || {
            Guidelines::new(main, &client.tried, vocabulary, population)
        });
        let relations = |concern: &ConcernId| prepared.relations.get(concern, || relations(vocabulary, *concern));
        let mut plan = Plan {
            client,
            me,
            vocabulary,
            gates: Vec::new(),
            gate_fields: FieldSet::of(&[Field::Id, Field::Name]),
            in_play: Vec::new(),
            criteria_fields: FieldSet::EMPTY,
            relations: client.concerns.iter().map(relations).collect(),
            guidelines,
            wishes: super::wishes::parts(client),
            needs: Vec::new(),
            languages: client.languages.iter().map(|&language| (language, language.is_sign())).collect(),
            regions: client.regions(),
            accepted: client.accepted_delivery(),
            radius: client.office_radius(),
            remote_floor: if location_matters { REMOTE_FLOOR_BY_REASON } else { REMOTE_FLOOR },
            // One step under may do, unless severity is the reason to refer; two never: a judgement.
            steps_too_few: if client.has_reason(Reason::Severity) { 1 } else { 2 },
            wants_specialist: client.has_reason(Reason::Specialization),
            my_practice: fold(&me.practice).into_owned(),
        };
        plan.needs = plan.needs_stated();
        plan.gates = Gate::ALL
            .into_iter()
            .filter(|&gate| gates::in_play(gate, client, !plan.regions.is_empty()))
            .map(|g| (g, gates::fields(g, client)))
            .collect();
        plan.gate_fields = plan.gates.iter().fold(plan.gate_fields, |all, &(_, fields)| all.and(fields));
        plan.in_play = Criterion::ALL
            .into_iter()
            .map(|criterion| (criterion, weights.of(criterion)))
            .filter(|&(criterion, weight)| weight > 0 && plan.puts_in_play(criterion))
            .collect();
        plan.criteria_fields = plan.fields_of_criteria();
        plan
    }

    pub fn as_of(&self) -> Date {
        self.client.as_of
    }

    /// What the client says of the time to start.
    pub fn start(&self) -> Start {
        let client = self.client;
        Start { as_of: client.as_of, within: client.start_within, is_reason: client.has_reason(Reason::Availability) }
    }

    /// The need, where severity was stated.
    pub fn severity(&self) -> Option<Severity> {
        self.client.severity
    }

    pub fn approach_label(&self, approach: ApproachId) -> String {
        self.vocabulary.approach_label(approach).to_owned()
    }

    pub fn concern_label(&self, concern: ConcernId) -> String {
        self.vocabulary.concern_label(concern).to_owned()
    }

    /// Points to be had: the same for everybody.
    pub fn of(&self) -> u64 {
        self.in_play.iter().map(|&(_, weight)| u64::from(weight) * 1000).sum()
    }

    fn needs_stated(&self) -> Vec<Gate> {
        let client = self.client;
        let soft = [Soft::Age, Soft::Format, Soft::Service, Soft::Language, Soft::Delivery, Soft::Access];
        let stated = soft.into_iter().filter(|&soft| client.speaks_of(soft) && !client.prefers(soft));
        let license = (!self.regions.is_empty()).then_some(Gate::License);
        license.into_iter().chain(stated.map(Gate::of_soft)).collect()
    }

    fn puts_in_play(&self, criterion: Criterion) -> bool {
        let client = self.client;
        match criterion {
            Criterion::Concern => !client.concerns.is_empty(),
            Criterion::Severity => client.severity.is_some(),
            Criterion::Approach => {
                !client.approaches.is_empty() || !client.tried.is_empty() || self.guidelines.speak_of_main_concern
            }
            Criterion::Preferences => !self.wishes.is_empty(),
            Criterion::Needs => !self.needs.is_empty(),
            Criterion::Cost => !client.payers.is_empty() || client.max_fee.is_some(),
            Criterion::Location => !client.near.is_empty() && self.accepted.contains(Delivery::InPerson),
            Criterion::Availability | Criterion::Relationship => true,
        }
    }

    fn fields_of_criteria(&self) -> FieldSet {
        use crate::colleague::Field as F;
        let none = FieldSet::EMPTY;
        let mut fields = none;
        if !self.client.concerns.is_empty() {
            fields = fields.and(super::concern::FIELDS);
        }
        for &(criterion, _) in &self.in_play {
            fields = fields.and(match criterion {
                Criterion::Concern => none,
                Criterion::Severity => FieldSet::of(&[F::SeverityMax]),
                Criterion::Approach => FieldSet::of(&[F::Approaches]),
                Criterion::Preferences => {
                    self.wishes.iter().fold(none, |fields, wish| fields.and(wish.fields(self.client)))
                }
                // Read by the gates before.
                Criterion::Needs => none,
                Criterion::Availability => super::opening::FIELDS,
                Criterion::Cost => super::cost::FIELDS,
                Criterion::Location => gates::fields(Gate::License, self.client),
                Criterion::Relationship => FieldSet::of(&[F::Relationship]),
            });
        }
        fields
    }
}

/// The population whose guideline rows apply: couples by format, else children under 18, else adults.
fn population(client: &Client) -> Population {
    use crate::vocab::Format;
    match (client.format, client.age) {
        (Some(Format::Couple), _) => Population::Couple,
        (_, Some(0..18)) => Population::Child,
        _ => Population::Adult,
    }
}

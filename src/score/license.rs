//! Where a colleague may see this client, and how far that is.

use super::plan::Plan;
use crate::colleague::{Colleague, Field, FieldSet};
use crate::place::{Place, Point, Surroundings, certainly_farther, distance_tenths};
use crate::ranking::Met;
use crate::vocab::{Compact, Delivery, Region, Set, counseling_compact_issuing, psypact_member};

/// Where a colleague may practice and where she sits: all that license and distance are worked out from.
#[derive(Clone, Copy)]
pub struct Whereabouts<'c> {
    pub licensed_in: &'c [Region],
    pub compacts: Set<Compact>,
    pub places: &'c [Place],
    pub delivery: Set<Delivery>,
    /// Of these fields, those of which some part was not understood.
    pub unread: FieldSet,
}

impl<'c> From<&'c Colleague> for Whereabouts<'c> {
    fn from(colleague: &'c Colleague) -> Whereabouts<'c> {
        let &Colleague { compacts, delivery, unread, .. } = colleague;
        Whereabouts { licensed_in: &colleague.licensed_in, compacts, places: &colleague.places, delivery, unread }
    }
}

/// On what ground a colleague may see the client where she sits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum License {
    /// The client's region is not known: nothing to look at.
    NoRegion,
    /// Licensed there.
    Held,
    /// Authority under a compact, for the deliveries it covers.
    Compact(Compact),
    /// Only where the client comes to an office across the line: care happens where the client sits, so that such
    /// a colleague offers this client no remote session.
    ThroughOffice,
    /// PSYPACT would do, but delivery is not on record.
    CompactIfRemote,
    /// No license is on record.
    Unknown,
    /// Licensed elsewhere.
    Elsewhere,
}

/// What [`by_record`] looks at: most colleagues are decided by it.
pub const FIRST_LOOK: FieldSet = FieldSet::of(&[Field::LicensedIn, Field::Compacts]);

/// The ground, where licenses and compacts alone decide it; `None` where places or delivery matter too.
pub fn by_record<'c>(colleague: impl Into<Whereabouts<'c>>, plan: &Plan) -> Option<License> {
    let colleague = colleague.into();
    if plan.regions.is_empty() {
        return Some(License::NoRegion);
    }
    if plan.regions.iter().any(|&region| is_licensed_in(region, colleague)) {
        return Some(License::Held);
    }
    // An office across the line counts only where the client did not say where she sits.
    let across = plan.client.states.is_empty()
        && match &plan.client.office_regions {
            Some(regions) => regions.iter().any(|&region| is_licensed_in(region, colleague)),
            None => !colleague.licensed_in.is_empty(),
        };
    if across || !colleague.compacts.is_empty() {
        return None;
    }
    Some(not_held(colleague))
}

fn is_licensed_in(region: Region, colleague: Whereabouts) -> bool {
    colleague.licensed_in.iter().any(|held| held.covers(region))
}

fn not_held(colleague: Whereabouts) -> License {
    if colleague.licensed_in.is_empty() || colleague.unread.contains(Field::LicensedIn) {
        License::Unknown
    } else {
        License::Elsewhere
    }
}

/// The ground on which the colleague may see the client.
pub fn license<'c>(colleague: impl Into<Whereabouts<'c>>, plan: &Plan) -> License {
    let colleague = colleague.into();
    if let Some(decided) = by_record(colleague, plan) {
        return decided;
    }
    let regions = &plan.regions;
    let compacts = colleague.compacts;
    if compacts.contains(Compact::Counseling) && regions.iter().any(|r| counseling_compact_issuing(r.code())) {
        return License::Compact(Compact::Counseling);
    }
    // PSYPACT is for remote sessions (in person for thirty days a year at most, which is no referral); the Counseling
    // Compact gives a privilege to practice either way.
    let psypact = compacts.contains(Compact::Psypact) && regions.iter().any(|r| psypact_member(r.code()));
    let by_remote = if psypact { offers_remote(colleague, plan) } else { Met::No };
    if by_remote == Met::Yes {
        return License::Compact(Compact::Psypact);
    }
    if offices_across(colleague, plan).next().is_some() {
        return License::ThroughOffice;
    }
    if by_remote == Met::Unknown {
        return License::CompactIfRemote;
    }
    not_held(colleague)
}

/// Offices to which the client could come, in a region where the colleague is licensed.
pub fn offices_across<'c>(colleague: impl Into<Whereabouts<'c>>, plan: &'c Plan) -> impl Iterator<Item = &'c Place> {
    let colleague = colleague.into();
    let in_person = plan.accepted.contains(Delivery::InPerson)
        && (colleague.delivery.is_empty() || colleague.delivery.contains(Delivery::InPerson));
    let open = plan.client.states.is_empty() && in_person;
    colleague.places.iter().filter(move |place| {
        open && place.region.is_some_and(|region| is_licensed_in(region, colleague))
            && place.point.is_some_and(|point| is_within_radius(point, plan))
    })
}

fn is_within_radius(office: Point, plan: &Plan) -> bool {
    // The first look spares the trigonometry; a tenth of slack keeps it from deciding what lies on the edge.
    let miles = plan.radius.miles() + 0.1;
    let points = plan.client.near.iter().filter_map(|near| near.place.point);
    points
        .into_iter()
        .any(|point| !certainly_farther(point, office, miles) && plan.radius.holds(distance_tenths(point, office)))
}

/// Whether a remote session that the client accepts is offered.
fn offers_remote(colleague: Whereabouts, plan: &Plan) -> Met {
    let remote = [Delivery::Video, Delivery::Phone].into_iter().filter(|&d| plan.accepted.contains(d));
    let mut remote = remote.peekable();
    if remote.peek().is_none() {
        Met::No
    } else if remote.any(|delivery| colleague.delivery.contains(delivery)) {
        Met::Yes
    } else if colleague.delivery.is_empty() || colleague.unread.contains(Field::Delivery) {
        Met::Unknown
    } else {
        Met::No
    }
}

/// How client and colleague could come together.
#[derive(Clone, Copy, Debug)]
pub struct Travel {
    /// Whether the colleague sees anybody in person.
    pub in_person: Met,
    /// Whether a remote session is possible for this client.
    pub remote: Met,
    /// Tenths of a mile from the nearest office that counts to the nearest place of the client.
    pub nearest: Option<u32>,
    /// Whether there is an office and all that count are located.
    pub every_office_located: bool,
}

/// Works out how client and colleague could come together.
pub fn travel<'c>(colleague: impl Into<Whereabouts<'c>>, plan: &Plan) -> Travel {
    let colleague = colleague.into();
    let across = !plan.regions.is_empty() && license(colleague, plan) == License::ThroughOffice;
    travel_by(colleague, across, plan)
}

/// The same, where it is known whether the client may only come to an office across the line.
pub fn travel_by(colleague: Whereabouts, across: bool, plan: &Plan) -> Travel {
    let in_person = if colleague.delivery.contains(Delivery::InPerson) {
        Met::Yes
    } else if colleague.delivery.is_empty() || colleague.unread.contains(Field::Delivery) {
        Met::Unknown
    } else {
        Met::No
    };
    let remote = if across { Met::No } else { offers_remote(colleague, plan) };
    if in_person == Met::No {
        return Travel { in_person, remote, nearest: None, every_office_located: false };
    }
    let (nearest, every_office_located) = if across {
        (offices_across(colleague, plan).filter_map(|place| nearest_to(place, plan)).min(), true)
    } else {
        let located = colleague.places.iter().filter_map(|place| nearest_to(place, plan));
        let every = !colleague.places.is_empty() && colleague.places.iter().all(|place| place.point.is_some());
        (located.min(), every)
    };
    Travel { in_person, remote, nearest, every_office_located }
}

/// Whether only an office that the client can come to will do: somebody is seen in person, or may be, and no remote
/// session that the client accepts is offered.
pub fn needs_an_office(delivery: Set<Delivery>, unread: FieldSet, plan: &Plan) -> bool {
    let colleague = Whereabouts { licensed_in: &[], compacts: Set::EMPTY, places: &[], delivery, unread };
    let in_person = delivery.is_empty() || delivery.contains(Delivery::InPerson) || unread.contains(Field::Delivery);
    in_person && offers_remote(colleague, plan) == Met::No
}

/// Whether there are offices and all of them surely lie outside; `false` means that it must be worked out.
pub fn certainly_outside(offices: &[Place], around: &Surroundings) -> bool {
    let is_far = |place: &Place| place.point.is_some_and(|office| around.certainly_exclude(office));
    !offices.is_empty() && offices.iter().all(is_far)
}

fn nearest_to(office: &Place, plan: &Plan) -> Option<u32> {
    let office = office.point?;
    let points = plan.client.near.iter().filter_map(|near| near.place.point);
    points.map(|point| distance_tenths(point, office)).min()
}

/// Tenths of a mile to the main office, where it is on record and located.
pub fn to_main_office(colleague: &Colleague, plan: &Plan) -> Option<u32> {
    let main = colleague.places.first().filter(|_| colleague.has_main_office())?;
    nearest_to(main, plan)
}

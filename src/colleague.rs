//! A colleague as the directory knows her; what is unknown is absent, never a default.

mod availability;
mod fee;
mod field;
mod hours;
mod texts;

pub use availability::{AgeRange, Away, in_days};
pub use fee::{Fee, Money};
pub use field::{Field, FieldSet, Shape};
pub use hours::{Day, HoursItem, Part, read_hours};
pub use texts::Texts;

use crate::place::Place;
use crate::vocab::{
    Accepting, Access, ApproachId, Compact, ConcernId, CredentialId, Delivery, Format, Gender, Language, Region,
    Relationship, Service, Set, Severity, Style,
};
use jiff::civil::Date;

/// One colleague. An empty list and an absent value both mean *unknown*; a stated list is complete.
///
/// Reading is lazy: [`Colleague::read`] tells which fields have been read from the record so far, and a
/// field that was not read is empty. Whoever scores a colleague asks for the fields first.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Colleague {
    /// The fields read so far.
    pub read: FieldSet,
    /// Fields of which some part could not be understood: what they lack is unknown, not a known no.
    pub unread: FieldSet,
    /// Unique in the directory.
    pub id: String,
    /// As the therapist writes it.
    pub name: String,
    /// Such as "she/her".
    pub pronouns: String,
    /// Letters after the name, as written.
    pub credentials: Texts,
    /// Those of the letters that the vocabulary knows.
    pub known_credentials: Vec<CredentialId>,
    /// Free words.
    pub profession: String,
    /// National Provider Identifier, ten digits.
    pub npi: String,
    /// Name of the practice.
    pub practice: String,
    /// As written.
    pub phone: String,
    /// As written.
    pub email: String,
    /// As written.
    pub website: String,
    /// Best at; distinct known words in the order given.
    pub specialties: Vec<ConcernId>,
    /// Also treats; distinct known words.
    pub concerns: Vec<ConcernId>,
    /// Does not treat; distinct known words.
    pub declines: Vec<ConcernId>,
    /// Offered; distinct known words.
    pub approaches: Vec<ApproachId>,
    /// The most severe case taken.
    pub severity_max: Option<Severity>,
    /// Therapy, medication, programs …
    pub services: Set<Service>,
    /// Ages seen, in completed years.
    pub ages: Vec<AgeRange>,
    /// Individuals, couples …
    pub sees: Set<Format>,
    /// States or countries whose license is held.
    pub licensed_in: Vec<Region>,
    /// Interstate authority actually held.
    pub compacts: Set<Compact>,
    /// Spoken or signed in sessions.
    pub languages: Vec<Language>,
    /// Self-described.
    pub gender: Set<Gender>,
    /// Self-described groups: ids of the vocabulary, else folded words.
    pub identities: Texts,
    /// Groups she says she is affirming of: ids of the vocabulary, else folded words.
    pub affirms: Texts,
    /// Folded words.
    pub faith: Texts,
    /// How she works.
    pub style: Set<Style>,
    /// Street of the main office.
    pub street: String,
    /// City of the main office.
    pub city: String,
    /// State or province of the main office.
    pub region: String,
    /// Postal code of the main office.
    pub postal_code: String,
    /// Country of the main office.
    pub country: String,
    /// The main office and the further ones; one that cannot be located has no point.
    pub places: Vec<Place>,
    /// In person, by video, by phone.
    pub delivery: Set<Delivery>,
    /// What the office or session offers to people with a disability.
    pub access: Set<Access>,
    /// When sessions take place.
    pub hours: Vec<HoursItem>,
    /// Whether the street must not be shown.
    pub private_address: Option<bool>,
    /// Insurers and programs whose payment is taken: folded, aliases replaced.
    pub payers: Texts,
    /// The same, as written.
    pub payers_written: Texts,
    /// Whether out-of-network clients are taken.
    pub out_of_network: Option<bool>,
    /// Per session.
    pub fee: Option<Fee>,
    /// Where the sliding scale starts, per session.
    pub sliding_fee_from: Option<Money>,
    /// Taking new clients.
    pub accepting: Option<Accepting>,
    /// Free places.
    pub openings: Option<u32>,
    /// Weeks until the first appointment.
    pub wait_weeks: Option<u32>,
    /// Absences.
    pub away: Vec<Away>,
    /// Day of the last check of these facts.
    pub checked: Option<Date>,
    /// How well the therapist knows her.
    pub relationship: Option<Relationship>,
    /// Employers, congregations, practices … as `kind:name`: folded names without the kind.
    pub ties: Texts,
    /// What ties her to the therapist, to be disclosed.
    pub tie_to_me: String,
    /// May be shown to a client.
    pub blurb: String,
    /// Private.
    pub notes: String,
    /// Keys that `refer` does not know, as written; read only with everything else.
    pub extras: Vec<(String, String)>,
}

impl Colleague {
    /// Whether some part of a field could not be understood, so that what it lacks is unknown.
    pub fn is_unsure(&self, field: Field) -> bool {
        self.unread.contains(field)
    }

    /// Empties the colleague for the next record and keeps its memory.
    pub fn clear(&mut self) {
        self.read = FieldSet::EMPTY;
        self.unread = FieldSet::EMPTY;
        for text in [
            &mut self.id,
            &mut self.name,
            &mut self.pronouns,
            &mut self.profession,
            &mut self.npi,
            &mut self.practice,
            &mut self.phone,
            &mut self.email,
            &mut self.website,
            &mut self.street,
            &mut self.city,
            &mut self.region,
            &mut self.postal_code,
            &mut self.country,
            &mut self.tie_to_me,
            &mut self.blurb,
            &mut self.notes,
        ] {
            text.clear();
        }
        for texts in [
            &mut self.credentials,
            &mut self.identities,
            &mut self.affirms,
            &mut self.faith,
            &mut self.payers,
            &mut self.payers_written,
            &mut self.ties,
        ] {
            texts.clear();
        }
        self.known_credentials.clear();
        self.extras.clear();
        self.specialties.clear();
        self.concerns.clear();
        self.declines.clear();
        self.approaches.clear();
        self.ages.clear();
        self.licensed_in.clear();
        self.languages.clear();
        self.places.clear();
        self.hours.clear();
        self.away.clear();
        (self.severity_max, self.private_address, self.out_of_network) = (None, None, None);
        (self.fee, self.sliding_fee_from, self.accepting) = (None, None, None);
        (self.openings, self.wait_weeks, self.checked, self.relationship) = (None, None, None, None);
        (self.services, self.sees, self.compacts) = (Set::default(), Set::default(), Set::default());
        (self.gender, self.style) = (Set::default(), Set::default());
        (self.delivery, self.access) = (Set::default(), Set::default());
    }
}

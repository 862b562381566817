//! A colleague as the directory knows her; what is unknown is absent, never a default.

mod availability;
mod contact;
mod fee;
mod field;
mod hours;
mod texts;

pub use availability::{AgeRange, Away, STALE_DAYS, in_days};
pub use contact::{NpiFlaw, can_be_email, can_be_phone, can_be_website, npi_flaw};
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
    /// The further offices, as written.
    pub offices_written: Texts,
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
    /// The same, as written.
    pub ties_written: Texts,
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
    /// Whether a main office is on record, located or not; it is then the first of the places.
    pub fn has_main_office(&self) -> bool {
        !(self.street.is_empty() && self.city.is_empty() && self.postal_code.is_empty())
    }

    /// Whether some part of a field could not be understood, so that what it lacks is unknown.
    pub fn is_unsure(&self, field: Field) -> bool {
        self.unread.contains(field)
    }

    /// Empties the colleague for the next record and keeps its memory.
    pub fn clear(&mut self) {
        // Every field is named, so that none can be forgotten and leak into the next record.
        let Colleague {
            read,
            unread,
            id,
            name,
            pronouns,
            credentials,
            known_credentials,
            profession,
            npi,
            practice,
            phone,
            email,
            website,
            specialties,
            concerns,
            declines,
            approaches,
            severity_max,
            services,
            ages,
            sees,
            licensed_in,
            compacts,
            languages,
            gender,
            identities,
            affirms,
            faith,
            style,
            street,
            city,
            region,
            postal_code,
            country,
            places,
            offices_written,
            delivery,
            access,
            hours,
            private_address,
            payers,
            payers_written,
            out_of_network,
            fee,
            sliding_fee_from,
            accepting,
            openings,
            wait_weeks,
            away,
            checked,
            relationship,
            ties,
            ties_written,
            tie_to_me,
            blurb,
            notes,
            extras,
        } = self;
        for fields in [read, unread] {
            *fields = FieldSet::EMPTY;
        }
        for text in [
            id,
            name,
            pronouns,
            profession,
            npi,
            practice,
            phone,
            email,
            website,
            street,
            city,
            region,
            postal_code,
            country,
            tie_to_me,
            blurb,
            notes,
        ] {
            text.clear();
        }
        for texts in
            [credentials, identities, affirms, faith, offices_written, payers, payers_written, ties, ties_written]
        {
            texts.clear();
        }
        known_credentials.clear();
        specialties.clear();
        concerns.clear();
        declines.clear();
        approaches.clear();
        ages.clear();
        licensed_in.clear();
        languages.clear();
        places.clear();
        hours.clear();
        away.clear();
        extras.clear();
        *severity_max = None;
        *private_address = None;
        *out_of_network = None;
        *fee = None;
        *sliding_fee_from = None;
        *accepting = None;
        *openings = None;
        *wait_weeks = None;
        *checked = None;
        *relationship = None;
        *services = Set::EMPTY;
        *sees = Set::EMPTY;
        *compacts = Set::EMPTY;
        *gender = Set::EMPTY;
        *style = Set::EMPTY;
        *delivery = Set::EMPTY;
        *access = Set::EMPTY;
    }
}

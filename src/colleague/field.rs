//! The keys of a colleague record: one list for TOML keys, CSV columns, help and checks.

use crate::nearest::misspelt;
use std::fmt;

/// How a field's value is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One value.
    One,
    /// A TOML array, or values between `;` in a CSV cell.
    List,
}

macro_rules! fields {
    ($($name:ident $key:literal $shape:ident $about:literal;)*) => {
        /// A key of the record.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Field { $(#[doc = $about] $name,)* }

        impl Field {
            /// Every field, in the order in which records are written.
            pub const ALL: &[Field] = &[$(Field::$name,)*];

            /// The TOML key and CSV column.
            pub fn key(self) -> &'static str {
                match self { $(Field::$name => $key,)* }
            }

            fn of_key(key: &str) -> Option<Field> {
                match key { $($key => Some(Field::$name),)* _ => None }
            }

            /// Whether the value is a list.
            pub fn shape(self) -> Shape {
                match self { $(Field::$name => Shape::$shape,)* }
            }

            /// What it holds, in a line.
            pub fn about(self) -> &'static str {
                match self { $(Field::$name => $about,)* }
            }
        }
    };
}

fields! {
    Id "id" One "unique; made from the name if absent";
    Name "name" One "the only required key";
    Pronouns "pronouns" One "such as she/her";
    Credentials "credentials" List "letters after the name: LICSW, PhD";
    Profession "profession" One "free words";
    Npi "npi" One "National Provider Identifier";
    Practice "practice" One "name of the practice";
    Phone "phone" One "as you would dial it";
    Email "email" One "as you would write to it";
    Website "website" One "address of a web page";
    Specialties "specialties" List "best at; the first five count in full";
    Concerns "concerns" List "also treats";
    Declines "declines" List "does not treat";
    Approaches "approaches" List "treatments offered";
    SeverityMax "severity_max" One "mild, moderate, severe, complex or crisis";
    Services "services" List "therapy, medication, assessment, court, groups, supervision, intensive-outpatient, day-program, residential, inpatient";
    Ages "ages" List "13-17, 18+, under 18, teens";
    Sees "sees" List "individual, couple, family, group";
    LicensedIn "licensed_in" List "US-MA, or MA";
    Compacts "compacts" List "authority actually held: psypact, counseling";
    Languages "languages" List "BCP 47 tags or English names";
    Gender "gender" One "woman, man, nonbinary; self-described";
    Identities "identities" List "self-described groups";
    Affirms "affirms" List "groups she is affirming of";
    Faith "faith" List "faiths she shares or works within";
    Style "style" List "directive or client-led, emotion or thought, past or present, challenging or supportive";
    Street "street" One "street of the main office";
    City "city" One "city of the main office";
    Region "region" One "state or province of the main office";
    PostalCode "postal_code" One "postal code of the main office";
    Country "country" One "country of the main office";
    Offices "offices" List "further offices: postal code, City, ST or lat,lon";
    Delivery "delivery" List "in-person, video, phone";
    Access "access" List "step-free, sign-language, parking, low-sensory, large-print";
    Hours "hours" List "morning, afternoon, evening, weekend, mon, or mon 09:00-20:00";
    PrivateAddress "private_address" One "yes: the street is never shown";
    Payers "payers" List "insurers and programs taken";
    OutOfNetwork "out_of_network" One "yes or no";
    Fee "fee" One "120 or 120-180, per session";
    SlidingFeeFrom "sliding_fee_from" One "where the sliding scale starts";
    Accepting "accepting" One "yes, waitlist or no";
    Openings "openings" One "free places";
    WaitWeeks "wait_weeks" One "weeks to the first appointment";
    Away "away" List "2026-12-20..2027-01-05, inclusive, open ends allowed";
    Checked "checked" One "day of the last check, 2026-11-02";
    Relationship "relationship" One "worked-with, consulted, met, heard-of";
    Ties "ties" List "employer:…, practice:…";
    TieToMe "tie_to_me" One "what ties her to you; disclosed";
    Blurb "blurb" One "may be shown to a client";
    Notes "notes" One "private";
}

impl Field {
    /// The field of a TOML key or CSV column, spelled exactly or with other case, spaces or hyphens.
    pub fn read(key: &str) -> Option<Field> {
        Field::of_key(key).or_else(|| {
            let key = crate::text::fold(key);
            Field::ALL.iter().copied().find(|f| crate::text::fold(f.key()) == key)
        })
    }

    /// The field of which a key that is none is a misspelling.
    pub fn misspelt(key: &str) -> Option<Field> {
        misspelt(key, Field::ALL.iter().map(|field| field.key())).and_then(Field::of_key)
    }
}

/// A set of fields.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    /// No field.
    pub const EMPTY: FieldSet = FieldSet(0);
    /// Every field.
    pub const EVERY: FieldSet = FieldSet((1 << Field::ALL.len()) - 1);
    /// What the places of a colleague are made from.
    pub const PLACES: FieldSet =
        FieldSet::of(&[Field::Street, Field::City, Field::Region, Field::PostalCode, Field::Country, Field::Offices]);

    /// The set of these fields.
    pub const fn of(fields: &[Field]) -> FieldSet {
        let (mut bits, mut i) = (0, 0);
        while i < fields.len() {
            bits |= 1 << fields[i] as u32;
            i += 1;
        }
        FieldSet(bits)
    }

    /// Whether the field is in it.
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    /// Whether all of `other` is in it.
    pub const fn covers(self, other: FieldSet) -> bool {
        other.0 & !self.0 == 0
    }

    /// Both together.
    pub const fn and(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 | other.0)
    }

    /// What is in both.
    pub const fn both(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 & other.0)
    }

    /// What of it is not in `other`.
    pub const fn without(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 & !other.0)
    }

    /// Whether there is no field in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two share a field.
    pub const fn meets(self, other: FieldSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds a field.
    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    /// Its fields, in the order of [`Field::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Field> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let next = bits.trailing_zeros() as usize;
            bits &= bits.wrapping_sub(1);
            Field::ALL.get(next).copied()
        })
    }
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Field::key)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_key_in_any_usual_spelling() {
        assert_eq!(Field::read("licensed_in"), Some(Field::LicensedIn));
        assert_eq!(Field::read("Licensed In"), Some(Field::LicensedIn));
        assert_eq!(Field::read("licence"), None);
    }

    #[test]
    fn a_misspelt_key_finds_its_own() {
        assert_eq!(Field::misspelt("specialities"), Some(Field::Specialties));
        assert_eq!(Field::misspelt("Postalcode"), Some(Field::PostalCode));
        assert_eq!(Field::misspelt("Favorite color"), None);
    }

    #[test]
    fn a_set_lists_its_fields_in_order() {
        let set = FieldSet::of(&[Field::Notes, Field::Id]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Field::Id, Field::Notes]);
        assert_eq!(FieldSet::EVERY.iter().count(), Field::ALL.len());
    }
}

//! Two records that may be one colleague: found by hashes first, so that a million rows need not be held.

mod key;
mod name;

pub use key::{email_key, phone_key, postal_key};
pub use name::{is_credential, is_near, is_same_name, name_key};

use crate::colleague::{Colleague, Field, FieldSet, npi_flaw};
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;
use strsim::damerau_levenshtein;

/// What two records have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Alike {
    /// The National Provider Identifier.
    Npi,
    /// The e-mail address.
    Email,
    /// The name, however it is written, and the phone.
    NameAndPhone,
    /// The phone, and a name that differs in a letter or two.
    SpellingAndPhone,
    /// The name and the postal code or city.
    NameAndPlace,
    /// The name, where one of the two says nothing that could tell them apart.
    Name,
    /// The id but for capital letters.
    IdButCase,
}

/// What a colleague is told from others by.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Identity {
    /// As in the directory.
    pub id: String,
    /// As written.
    pub name: String,
    name_key: String,
    npi: String,
    email: String,
    phone: String,
    postal_code: String,
    city: String,
}

impl Identity {
    /// What must have been read.
    pub const FIELDS: FieldSet = FieldSet::of(&[
        Field::Id,
        Field::Name,
        Field::Npi,
        Field::Email,
        Field::Phone,
        Field::PostalCode,
        Field::City,
        Field::Region,
    ]);

    /// Takes what tells a colleague from others.
    pub fn of(colleague: &Colleague) -> Identity {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let is_npi = !colleague.npi.is_empty() && npi_flaw(&colleague.npi).is_none();
        let npi = if is_npi { digits(&colleague.npi) } else { String::new() };
        Identity {
            id: colleague.id.clone(),
            name: colleague.name.clone(),
            name_key: name_key(&colleague.name),
            npi,
            email: email_key(&colleague.email),
            phone: phone_key(&colleague.phone),
            postal_code: postal_key(&colleague.postal_code),
            city: fold(&colleague.city).into_owned(),
        }
    }

    /// Each way in which another record may turn out to be the same one, with what is compared.
    fn each_key(&self, mut take: impl FnMut(Alike, [&str; 2])) {
        let mut offer = |alike, parts: [&str; 2]| {
            if parts.iter().all(|part| !part.is_empty()) {
                take(alike, parts);
            }
        };
        offer(Alike::Npi, [&self.npi, "-"]);
        offer(Alike::Email, [&self.email, "-"]);
        offer(Alike::NameAndPhone, [&self.name_key, &self.phone]);
        if !self.phone.is_empty() {
            offer(Alike::SpellingAndPhone, [&self.initials(), &self.phone]);
        }
        offer(Alike::NameAndPlace, [&self.name_key, &self.postal_code]);
        offer(Alike::NameAndPlace, [&self.name_key, &self.city]);
        offer(Alike::Name, [&self.name_key, "-"]);
        let is_small = self.id.is_ascii() && !self.id.bytes().any(|byte| byte.is_ascii_uppercase());
        let id = if is_small { Cow::Borrowed(self.id.as_str()) } else { Cow::Owned(self.id.to_lowercase()) };
        offer(Alike::IdButCase, [&id, "-"]);
    }

    /// Two of them that are the same by chance only cost a second look.
    fn each_hash(&self, mut take: impl FnMut(Alike, u32)) {
        self.each_key(|alike, parts| take(alike, hash(alike, parts)));
    }

    /// The first letters of the name: two spellings of one name nearly always share them.
    fn initials(&self) -> String {
        self.name_key.split(' ').filter_map(|word| word.chars().next()).collect()
    }

    /// Whether nothing but the name is on record.
    fn is_bare(&self) -> bool {
        [&self.npi, &self.email, &self.phone, &self.postal_code, &self.city].iter().all(|text| text.is_empty())
    }
}

fn hash(alike: Alike, parts: [&str; 2]) -> u32 {
    let mut hasher = FxHasher::default();
    (alike, parts).hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

/// The hashes of everything that two records may have in common, record by record.
#[derive(Default, Debug)]
pub struct Hashes {
    /// Of each record the one of its name, or nothing.
    names: Vec<Option<NonZeroU32>>,
    /// Names of which some record says nothing else: only there a name by itself counts.
    bare: FxHashSet<NonZeroU32>,
    others: Vec<u32>,
    /// How many of the others each record has.
    counts: Vec<u8>,
}

impl Hashes {
    /// Remembers a record, in a few words of memory.
    pub fn add(&mut self, identity: &Identity) {
        let (before, mut name) = (self.others.len(), None);
        identity.each_hash(|alike, hash| match alike {
            Alike::Name => {
                let hash = NonZeroU32::new(hash).unwrap_or(NonZeroU32::MIN);
                name = Some(hash);
                if identity.is_bare() {
                    self.bare.insert(hash);
                }
            }
            _ => self.others.push(hash),
        });
        self.names.push(name);
        self.counts.push((self.others.len() - before) as u8);
    }

    /// Takes over the records that come next.
    pub fn append(&mut self, mut next: Hashes) {
        self.names.append(&mut next.names);
        self.bare.extend(next.bare);
        self.others.append(&mut next.others);
        self.counts.append(&mut next.counts);
    }

    /// The records that have one in common with another record, in their order: each is worth a second look.
    pub fn repeated(self) -> Vec<u32> {
        let named = |name: &Option<NonZeroU32>| name.filter(|name| self.bare.contains(name)).map(NonZeroU32::get);
        let names = twice(self.names.iter().filter_map(named).collect());
        let others = twice(self.others.clone());
        if names.is_empty() && others.is_empty() {
            return Vec::new();
        }
        let (mut repeated, mut rest) = (Vec::new(), self.others.as_slice());
        for (record, (name, &count)) in self.names.iter().zip(&self.counts).enumerate() {
            let (own, next) = rest.split_at(usize::from(count));
            rest = next;
            if own.iter().any(|hash| others.contains(hash)) || named(name).is_some_and(|name| names.contains(&name)) {
                repeated.push(record as u32);
            }
        }
        repeated
    }
}

/// Those that are there more than once.
fn twice(mut hashes: Vec<u32>) -> FxHashSet<u32> {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// Two records that may be one colleague, by their positions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The earlier one.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// What they have in common, the surest first.
    pub alike: Vec<Alike>,
    /// Whether their names differ, so that they may only share a mailbox or a number of the practice.
    pub names_differ: bool,
    /// Whether phone and e-mail both differ, so that they may only share a name.
    pub contacts_differ: bool,
}

/// How many earlier records with the same key a record is compared with.
const MOST_COMPARED: usize = 16;

/// The pairs among records, each once, by the later one.
pub fn pairs(records: &[Identity]) -> Vec<Pair> {
    let mut by_key: FxHashMap<(Alike, String), Vec<usize>> = FxHashMap::default();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut hashes = Vec::new();
    records.iter().for_each(|one| one.each_hash(|_, hash| hashes.push(hash)));
    let repeated = twice(hashes);
    for (second, one) in records.iter().enumerate() {
        let from = pairs.len();
        one.each_key(|alike, parts| {
            // What nobody else has needs no place.
            if !repeated.contains(&hash(alike, parts)) {
                return;
            }
            let earlier = by_key.entry((alike, parts.join("\0"))).or_default();
            let first = earlier.iter().copied().find(|&first| may_be_one(&records[first], one, alike));
            if earlier.len() < MOST_COMPARED {
                earlier.push(second);
            }
            let Some(first) = first else { return };
            let (name, other) = (&one.name_key, &records[first].name_key);
            let names_differ = !is_near(name, other) && !is_misspelt(name, other);
            if alike == Alike::Email && names_differ && is_of_an_office(parts[0]) {
                return;
            }
            match pairs[from..].iter_mut().find(|pair| pair.first == first) {
                Some(pair) if pair.alike.contains(&alike) => {}
                Some(pair) => pair.alike.push(alike),
                None => {
                    let contacts_differ = have_other_contacts(&records[first], one);
                    pairs.push(Pair { first, second, alike: vec![alike], names_differ, contacts_differ });
                }
            }
        });
    }
    pairs
}

/// Whether an address is one that a whole practice reads.
fn is_of_an_office(email: &str) -> bool {
    const OFFICES: [&str; 10] =
        ["admin", "contact", "frontdesk", "hello", "info", "intake", "mail", "office", "reception", "referrals"];
    email.split_once('@').is_some_and(|(who, _)| OFFICES.contains(&who))
}

/// Whether nothing speaks against it: two different NPIs are two people.
fn may_be_one(first: &Identity, second: &Identity, alike: Alike) -> bool {
    if alike == Alike::IdButCase {
        return first.id != second.id;
    }
    let contrary = !first.npi.is_empty() && !second.npi.is_empty() && first.npi != second.npi;
    let fits = match alike {
        // “John A.” and “John B.” have one key and are two people.
        Alike::Name | Alike::NameAndPlace if !is_same_name(&first.name, &second.name) => false,
        Alike::Name => first.is_bare() || second.is_bare(),
        Alike::SpellingAndPhone => first.name_key != second.name_key && is_misspelt(&first.name_key, &second.name_key),
        _ => true,
    };
    !contrary && fits
}

/// Whether two names differ in a letter or two, and are long enough for that to be a slip.
fn is_misspelt(first: &str, second: &str) -> bool {
    let is_long = |name: &str| name.chars().count() >= LONG_ENOUGH;
    is_long(first) && is_long(second) && damerau_levenshtein(first, second) <= MOST_LETTERS
}

const LONG_ENOUGH: usize = 6;
const MOST_LETTERS: usize = 2;

/// Whether phone and e-mail of both are known, and differ.
fn have_other_contacts(first: &Identity, second: &Identity) -> bool {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    differ(&first.phone, &second.phone) && differ(&first.email, &second.email)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, facts: &[(&str, &str)]) -> Identity {
        let mut colleague = Colleague { name: name.to_owned(), id: crate::text::slug(name), ..Colleague::default() };
        for &(key, value) in facts {
            let slot = match key {
                "id" => &mut colleague.id,
                "npi" => &mut colleague.npi,
                "email" => &mut colleague.email,
                "phone" => &mut colleague.phone,
                "zip" => &mut colleague.postal_code,
                _ => &mut colleague.city,
            };
            value.clone_into(slot);
        }
        Identity::of(&colleague)
    }

    fn alike(first: Identity, second: Identity) -> Vec<Alike> {
        pairs(&[first, second]).into_iter().flat_map(|pair| pair.alike).collect()
    }

    #[test]
    fn one_person_under_two_ids_is_found_by_what_is_hers() {
        let ana = || who("Ana Ruiz", &[("phone", "617-555-0101"), ("city", "Salem"), ("email", "Ana@example.org")]);
        assert_eq!(alike(ana(), who("A. R.", &[("email", "ana@EXAMPLE.org ")])), [Alike::Email]);
        assert_eq!(alike(ana(), who("Ruiz, Ana, LCSW", &[("phone", "+1 (617) 555 0101")])), [Alike::NameAndPhone]);
        assert_eq!(alike(ana(), who("Dr. Ana M. Ruiz", &[("city", "SALEM")])), [Alike::NameAndPlace]);
        assert_eq!(alike(ana(), who("Ana Ruiz, LCSW", &[])), [Alike::Name]);
        assert_eq!(alike(who("A", &[("zip", "02139-1234")]), who("A.", &[("zip", "02139")])), [Alike::NameAndPlace]);
    }

    #[test]
    fn a_slip_in_a_name_is_found_by_the_phone() {
        let at = |name, phone| who(name, &[("phone", phone)]);
        assert_eq!(alike(at("Anna Ruiz", "617-555-0101"), at("Ana Ruiz", "617-555-0101")), [Alike::SpellingAndPhone]);
        assert_eq!(alike(at("Anna Ruiz", "617-555-0101"), at("Ana Ruiz", "617-555-0102")), []);
        assert_eq!(alike(at("Ann Ruiz", "617-555-0101"), at("Adam Ruff", "617-555-0101")), []);
    }

    #[test]
    fn another_initial_at_the_same_place_is_another_person() {
        let at = |name| who(name, &[("city", "Salem")]);
        assert_eq!(alike(at("John A. Smith"), at("John B. Smith")), []);
        assert_eq!(alike(at("John A. Smith"), at("John Smith")), [Alike::NameAndPlace]);
    }

    #[test]
    fn a_name_and_a_place_with_other_contacts_are_a_doubt() {
        let at = |phone, email| who("Ana Ruiz", &[("city", "Salem"), ("phone", phone), ("email", email)]);
        let doubt = |first, second| pairs(&[first, second])[0].contacts_differ;
        assert!(doubt(at("617-555-0101", "a@example.org"), at("617-555-0102", "b@example.org")));
        assert!(!doubt(at("617-555-0101", "a@example.org"), at("617-555-0102", "")));
    }

    #[test]
    fn a_name_or_a_number_alone_is_shared_by_many() {
        let facts = [("phone", "617-555-0101"), ("city", "Salem")];
        assert_eq!(alike(who("Ana Ruiz", &facts), who("Bo Lind", &facts)), []);
        assert_eq!(alike(who("Ana Ruiz", &facts), who("Ana Ruiz", &[("city", "Lowell")])), []);
        assert_eq!(
            alike(who("Ana Ruiz", &[("phone", "12")]), who("Ana Ruiz", &[("phone", "12"), ("city", "X")])),
            [Alike::Name]
        );
    }

    #[test]
    fn a_mailbox_of_an_office_tells_nobody() {
        let facts = [("email", "office@example.org")];
        assert_eq!(alike(who("Ana Ruiz", &facts), who("Bo Lind", &facts)), []);
        assert_eq!(alike(who("Ana Ruiz", &facts), who("Ruiz", &facts)), [Alike::Email]);
    }

    #[test]
    fn two_npis_are_two_people() {
        let npi = |npi| who("Ana Ruiz", &[("npi", npi), ("city", "Salem"), ("email", "a@example.org")]);
        assert_eq!(alike(npi("1234567893"), npi("1245319599")), []);
        assert_eq!(alike(npi("1234567893"), npi("1234567893"))[0], Alike::Npi);
        // A number that cannot be one tells nobody apart.
        assert_eq!(alike(npi("1234567890"), npi("1234567890")), [Alike::Email, Alike::NameAndPlace]);
    }

    #[test]
    fn ids_that_differ_in_case_are_told_and_equal_ones_are_not() {
        assert_eq!(alike(who("A B", &[("id", "Ab")]), who("C D", &[("id", "aB")])), [Alike::IdButCase]);
        assert_eq!(alike(who("A B", &[("id", "ab")]), who("C D", &[("id", "ab")])), []);
    }

    #[test]
    fn each_pair_is_told_once_and_a_third_with_the_first() {
        let facts = [("email", "a@example.org"), ("phone", "617-555-0101")];
        let found = pairs(&[who("Ana Ruiz", &facts), who("Bo", &[]), who("Ana Ruiz", &facts), who("Eve", &facts)]);
        let told: Vec<_> = found.iter().map(|pair| (pair.first, pair.second, pair.names_differ)).collect();
        assert_eq!(told, [(0, 2, false), (0, 3, true)]);
    }

    #[test]
    fn whoever_is_in_a_pair_has_a_hash_that_came_twice() {
        let records =
            [who("Ana Ruiz", &[("city", "Salem")]), who("Bo", &[]), who("Ana Ruiz PhD", &[("city", "Salem")])];
        let mut hashes = Hashes::default();
        records.iter().for_each(|one| hashes.add(one));
        assert_eq!(hashes.repeated(), [0, 2]);
        let (mut first, mut next) = (Hashes::default(), Hashes::default());
        records[..1].iter().for_each(|one| first.add(one));
        records[1..].iter().for_each(|one| next.add(one));
        first.append(next);
        assert_eq!(first.repeated(), [0, 2]);
    }
}

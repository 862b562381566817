//! Who is meant: the keys by which a row and a record are the same colleague, and how sure that is.

use crate::colleague::Field;
use crate::likeness::{email_key, is_same_name, name_key, phone_key, postal_key};
use crate::record::Written;
use crate::text::{fold, slug};
use crate::vocab::Region;
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

/// The number of a colleague: those of the directory first, then the new ones of the list.
pub type Number = u32;

/// What two records are compared by, each as a hash; absent where nothing is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Keys {
    id: Option<u64>,
    npi: Option<u64>,
    email: Option<u64>,
    name_and_phone: Option<u64>,
    name_and_code: Option<u64>,
    name_and_city: Option<u64>,
    name: Option<u64>,
}

/// How a row and a record came together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum By {
    /// The list names the id.
    Id,
    /// The National Provider Identifier.
    Npi,
    /// The e-mail address.
    Email,
    /// Name and phone.
    NameAndPhone,
    /// Name and place.
    NameAndPlace,
    /// The name alone.
    Name,
}

/// Whom a row may mean, before the two are compared in full.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Candidate {
    number: Number,
    by: By,
}

/// Who a row is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// A colleague who is known, and by what.
    Known(Number, By),
    /// Perhaps one of these: a person must say.
    Unsure(Vec<Number>, Doubt),
    /// Nobody who is known.
    New,
}

/// What a row turned out to be, compared with the colleague it may mean.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Verdict {
    /// The same colleague.
    Same,
    /// The same one as in an earlier list, under an id that nobody has now.
    Gone,
    /// Perhaps: a person must say.
    Unsure(Doubt),
    /// Another colleague.
    Other,
}

/// Why it is not sure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Doubt {
    /// The address is shared, the names differ.
    SharedEmail,
    /// The names are the same, and nothing else says that it is the same person.
    NameOnly,
    /// Name and place are the same, phone and e-mail both differ.
    OtherContacts,
    /// Several colleagues of the directory could be meant.
    Several,
}

impl Keys {
    /// The keys of a record.
    pub fn of(written: &Written) -> Keys {
        let name = name_key(written.text(Field::Name));
        let hash = |kind: By, parts: [&str; 2]| {
            if parts.iter().any(|part| part.is_empty()) {
                return None;
            }
            let mut hasher = FxHasher::default();
            (kind as u8, parts).hash(&mut hasher);
            Some(hasher.finish())
        };
        Keys {
            id: hash(By::Id, [&fold(written.text(Field::Id)), "-"]),
            npi: hash(By::Npi, [&npi_key(written), "-"]),
            email: hash(By::Email, [&email_of(written), "-"]),
            name_and_phone: hash(By::NameAndPhone, [&name, &phone_of(written)]),
            name_and_code: hash(By::NameAndPlace, [&name, &postal_key(written.text(Field::PostalCode))]),
            name_and_city: hash(By::NameAndPlace, [&name, &fold(written.text(Field::City))]),
            name: hash(By::Name, [&name, "-"]),
        }
    }

    /// What the keys of a record are made from, ids aside, as one hash: where it is the same, they are the same.
    pub fn source(written: &Written) -> u64 {
        let mut hasher = FxHasher::default();
        let fields = [Field::Name, Field::Npi, Field::Email, Field::Phone, Field::PostalCode, Field::City];
        fields.iter().for_each(|&field| written.text(field).hash(&mut hasher));
        hasher.finish()
    }

    fn each(self) -> [(By, Option<u64>); 7] {
        [
            (By::Id, self.id),
            (By::Npi, self.npi),
            (By::Email, self.email),
            (By::NameAndPhone, self.name_and_phone),
            (By::NameAndPlace, self.name_and_code),
            (By::NameAndPlace, self.name_and_city),
            (By::Name, self.name),
        ]
    }
}

/// Colleagues by their keys; hashes only, so that a registry fits.
#[derive(Default, Debug)]
pub struct Index {
    by_key: FxHashMap<u64, Number>,
    /// Further colleagues with a key that somebody has already.
    also: FxHashMap<u64, Vec<Number>>,
    ids: FxHashMap<u64, Number>,
    /// Who has a number of a registry, a bit each.
    with_npi: Vec<u64>,
    /// Rows that lists said before, as they are told from others.
    rows: FxHashMap<u64, Number>,
}

/// How many keys a row mostly has at least.
const USUAL_KEYS: usize = 4;

/// Marks the number of a colleague of whom the last list said one row.
const ONLY: Number = 1 << 31;

/// So many colleagues with one key are compared with a row; more of one name are no help.
const MOST_COMPARED: usize = 16;

impl Index {
    /// Makes room for so many rows of people of whom nobody is known yet.
    pub(super) fn make_room(&mut self, rows: usize) {
        if self.ids.is_empty() && rows > 0 {
            self.by_key.reserve(rows * USUAL_KEYS);
            self.ids.reserve(rows);
            self.rows.reserve(rows);
        }
    }

    /// Takes in a colleague by what is written of her, now or in an earlier list.
    pub fn insert(&mut self, number: Number, keys: Keys) {
        if keys.npi.is_some() {
            let (word, bit) = place_of(number);
            self.with_npi.resize(self.with_npi.len().max(word + 1), 0);
            self.with_npi[word] |= bit;
        }
        for (_, key) in keys.each() {
            let Some(key) = key else { continue };
            match self.by_key.entry(key) {
                Entry::Vacant(slot) => {
                    slot.insert(number);
                }
                Entry::Occupied(first) if *first.get() == number => {}
                Entry::Occupied(_) => {
                    let also = self.also.entry(key).or_default();
                    if also.len() < MOST_COMPARED && !also.contains(&number) {
                        also.push(number);
                    }
                }
            }
        }
    }

    /// Takes in the id of a colleague.
    pub fn insert_id(&mut self, number: Number, id: &str) {
        self.ids.entry(id_key(id)).or_insert(number);
    }

    /// Takes in a row that a list said of a colleague.
    pub fn insert_row(&mut self, number: Number, row: u64) {
        self.rows.entry(row).or_insert(number);
    }

    /// Takes in the only row that the last list said of a colleague.
    pub fn insert_only_row(&mut self, number: Number, row: u64) {
        self.rows.entry(row).or_insert(number | ONLY);
    }

    /// The colleague of whom a list said this very row.
    pub fn by_row(&self, row: u64) -> Option<Number> {
        self.rows.get(&row).map(|number| number & !ONLY)
    }

    /// Whether any row is known that a list said.
    pub(super) fn knows_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether the last list said this row of its colleague, and no other.
    pub(super) fn is_only_row(&self, row: u64) -> bool {
        self.rows.get(&row).is_some_and(|number| number & ONLY != 0)
    }

    /// The colleague who has an id, however it is cased.
    pub fn by_id(&self, id: &str) -> Option<Number> {
        self.ids.get(&id_key(id)).copied()
    }

    /// The colleagues a row may mean, the strongest key first.
    fn candidates(&self, id: &str, keys: Keys) -> Vec<Candidate> {
        let named = if id.is_empty() { None } else { self.by_id(id) };
        let mut found: Vec<Candidate> = named.into_iter().map(|number| Candidate { number, by: By::Id }).collect();
        for (by, key) in keys.each() {
            let Some((key, &first)) = key.and_then(|key| Some((key, self.by_key.get(&key)?))) else { continue };
            let also = self.also.get(&key).map_or(&[][..], Vec::as_slice);
            found.extend(std::iter::once(first).chain(also.iter().copied()).map(|number| Candidate { number, by }));
        }
        found
    }

    /// Whether a colleague has a number of a registry, and another than the row: they are two people, and need not be
    /// compared.
    fn has_another_npi(&self, number: Number, keys: Keys) -> bool {
        let (word, bit) = place_of(number);
        let Some(npi) = keys.npi.filter(|_| self.with_npi.get(word).is_some_and(|word| word & bit != 0)) else {
            return false;
        };
        let also = self.also.get(&npi).map_or(&[][..], Vec::as_slice);
        self.by_key.get(&npi) != Some(&number) && also.len() < MOST_COMPARED && !also.contains(&number)
    }

    /// Who a row is; `verdict` compares it with a colleague, see [`compare`].
    pub(super) fn decide(&self, row: &Written, keys: Keys, verdict: &mut dyn FnMut(Number, By) -> Verdict) -> Decision {
        let mut unsure: Option<(Vec<Number>, Doubt)> = None;
        let mut sure: Option<(Number, By)> = None;
        let mut gone: Option<(Number, By)> = None;
        // An id that nobody has says that this is somebody new, unless a strong key says otherwise.
        let id = row.text(Field::Id);
        let is_new = !id.is_empty() && self.by_id(id).is_none();
        for candidate in self.candidates(id, keys) {
            let by_name = candidate.by >= By::NameAndPhone;
            if is_new && candidate.by >= By::NameAndPlace || by_name && self.has_another_npi(candidate.number, keys) {
                continue;
            }
            if sure.or(gone).is_some_and(|(_, by)| by < candidate.by) {
                break;
            }
            match verdict(candidate.number, candidate.by) {
                Verdict::Same => match sure {
                    Some((number, _)) if number != candidate.number => {
                        return Decision::Unsure(vec![number, candidate.number], Doubt::Several);
                    }
                    _ => sure = Some((candidate.number, candidate.by)),
                },
                // Whoever stands under another id now is meant rather than nobody.
                Verdict::Gone => gone = gone.or(Some((candidate.number, candidate.by))),
                Verdict::Unsure(doubt) => {
                    let (numbers, _) = unsure.get_or_insert((Vec::new(), doubt));
                    if !numbers.contains(&candidate.number) {
                        numbers.push(candidate.number);
                    }
                }
                Verdict::Other => {}
            }
        }
        match (sure.or(gone), unsure) {
            (Some((number, by)), _) => Decision::Known(number, by),
            (None, Some((numbers, doubt))) => Decision::Unsure(numbers, doubt),
            (None, None) => Decision::New,
        }
    }

    /// An id that nobody has: the name's own, or one with a number behind it; `None` where the name has no letters.
    pub fn free_id(&self, name: &str) -> Option<String> {
        let stem = slug(name);
        if stem.is_empty() {
            return None;
        }
        if self.by_id(&stem).is_none() {
            return Some(stem);
        }
        (2..u32::MAX).map(|count| format!("{stem}-{count}")).find(|id| self.by_id(id).is_none())
    }
}

/// Compares a row with a colleague whom it may mean: `known` holds what is written of her now and what an earlier
/// list said.
pub(super) fn compare(row: &Written, known: [Option<&Written>; 2], by: By) -> Verdict {
    let known = || known.into_iter().flatten();
    let compared = |key: &dyn Fn(&Written) -> String| {
        let wanted = key(row);
        let others: Vec<String> = known().map(key).filter(|other| !other.is_empty()).collect();
        if wanted.is_empty() || others.is_empty() { None } else { Some(others.contains(&wanted)) }
    };
    // Two numbers of a registry are two people, whatever else they share.
    if by != By::Id && (by != By::Npi && compared(&npi_key) == Some(false) || compared(&license_key) == Some(false)) {
        return Verdict::Other;
    }
    let email = compared(&email_of);
    let other_contacts = compared(&phone_of) == Some(false) && email == Some(false);
    // “Ana B.” and “Ana M.” have one name key and are two people.
    let name = row.text(Field::Name);
    let is_same_name = known().any(|written| is_same_name(name, written.text(Field::Name)));
    if !is_same_name && matches!(by, By::NameAndPlace | By::Name) {
        return Verdict::Other;
    }
    let places: Vec<bool> = known().filter_map(|written| is_same_place(row, written)).collect();
    let is_elsewhere = !places.is_empty() && !places.contains(&true);
    match by {
        By::Id | By::Npi | By::NameAndPhone => Verdict::Same,
        By::Email => known().map(|written| names_agree(row, written)).min().unwrap_or(Verdict::Other),
        By::NameAndPlace if is_elsewhere => Verdict::Other,
        By::NameAndPlace if other_contacts => Verdict::Unsure(Doubt::OtherContacts),
        By::NameAndPlace => Verdict::Same,
        By::Name if known().any(|written| holds(written, row)) => Verdict::Same,
        By::Name if is_elsewhere => Verdict::Other,
        By::Name => {
            let folded = |field: Field| move |written: &Written| fold(written.text(field)).into_owned();
            let also = [email, compared(&folded(Field::Website)), compared(&folded(Field::Practice))];
            match (also.contains(&Some(true)), other_contacts) {
                (true, false) => Verdict::Same,
                (true, true) => Verdict::Unsure(Doubt::OtherContacts),
                (false, _) => Verdict::Unsure(Doubt::NameOnly),
            }
        }
    }
}

/// Whether two records have an NPI or an e-mail address in common.
pub(super) fn share_a_mark(first: &Written, second: &Written) -> bool {
    [npi_key, email_of].iter().any(|key| !key(first).is_empty() && key(first) == key(second))
}

/// Whether everything that the row says is written there already.
fn holds(written: &Written, row: &Written) -> bool {
    let mut fields = row.fields().filter(|(field, _)| *field != Field::Id);
    let mut extras = row.extras();
    fields.all(|(field, values)| written.values(field) == values)
        && extras.all(|(key, text)| written.extra(key) == text)
}

/// Whether two names at one address are one person's: all words of one stand in the other, a whole name at least. Some
/// word in common leaves a doubt, for an office may have two of one given name, a couple or a father and a son one
/// address; none at all is another person.
fn names_agree(a: &Written, b: &Written) -> Verdict {
    let (a, b) = (a.text(Field::Name), b.text(Field::Name));
    let is_joint = |name: &str| fold(name).split(' ').any(|word| matches!(word, "and" | "&" | "und" | "et" | "y"));
    let words = |name: &str| -> Vec<String> {
        name_key(name).split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
    };
    let are_alike = is_joint(a) == is_joint(b);
    let (mut few, mut many) = (words(a), words(b));
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    let has = |word: &String| many.contains(word);
    let tells_apart = |word: &String| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv") && !few.contains(word);
    let is_within = few.iter().all(has) && are_alike && !many.iter().any(tells_apart);
    if few == many && !few.is_empty() || is_within && few.len() > 1 {
        Verdict::Same
    } else if few.iter().any(has) {
        Verdict::Unsure(Doubt::SharedEmail)
    } else {
        Verdict::Other
    }
}

fn email_of(written: &Written) -> String {
    email_key(written.text(Field::Email))
}

fn phone_of(written: &Written) -> String {
    phone_key(written.text(Field::Phone))
}

fn npi_key(written: &Written) -> String {
    let npi = written.text(Field::Npi);
    if npi.bytes().all(|byte| byte.is_ascii_digit()) {
        return npi.to_owned();
    }
    npi.chars().filter(char::is_ascii_digit).collect()
}

/// The number of a license, where a list has one in a column of its own.
fn license_key(written: &Written) -> String {
    let mut numbers = written.extras().filter(|(key, _)| is_license_number(key)).map(|(_, text)| text);
    numbers.next().unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn is_license_number(key: &str) -> bool {
    let key = fold(key);
    let words: Vec<&str> = key.split(' ').collect();
    let is = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.trim_matches('.')));
    is(&["license", "licence", "lic"]) && is(&["number", "no", "num", "#", "nr", "id"])
}

/// Whether two records are at one place; unknown where not both say it in the same way. A city of one name in another
/// state is another city.
fn is_same_place(a: &Written, b: &Written) -> Option<bool> {
    let region = |written: &Written| {
        let text = written.text(Field::Region);
        Region::read(text).map_or_else(|| fold(text).into_owned(), |region| region.code().to_lowercase())
    };
    let city = |written: &Written| fold(written.text(Field::City)).into_owned();
    let code = |written: &Written| postal_key(written.text(Field::PostalCode));
    let both = |key: &dyn Fn(&Written) -> String| {
        let (a, b) = (key(a), key(b));
        (!a.is_empty() && !b.is_empty()).then(|| a == b)
    };
    if both(&region) == Some(false) { Some(false) } else { both(&code).or_else(|| both(&city)) }
}

/// The word and the bit of a number.
fn place_of(number: Number) -> (usize, u64) {
    (number as usize / 64, 1 << (number % 64))
}

fn id_key(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let id = id.trim();
    let mut small = [0; 64];
    // An id that is made from a name needs no text of its own to be folded.
    let is_made = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let joins = |(at, byte): (usize, u8)| byte == b'-' && at > 0 && at + 1 < id.len() && id.as_bytes()[at - 1] != b'-';
    if id.len() <= small.len() && id.bytes().enumerate().all(|(at, byte)| is_made(byte) || joins((at, byte))) {
        let folded = &mut small[..id.len()];
        folded.iter_mut().zip(id.bytes()).for_each(|(to, byte)| *to = if byte == b'-' { b' ' } else { byte });
        hasher.write(folded);
    } else {
        hasher.write(fold(id).as_bytes());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(fields: &[(Field, &str)]) -> Written {
        let mut written = Written::default();
        fields.iter().for_each(|(field, text)| written.set(*field, [*text]));
        written
    }

    /// Who a row is in a directory of colleagues.
    fn decide(directory: &[&[(Field, &str)]], row: &[(Field, &str)]) -> Decision {
        let directory: Vec<Written> = directory.iter().map(|fields| written(fields)).collect();
        let mut index = Index::default();
        for (number, known) in directory.iter().enumerate() {
            index.insert(number as Number, Keys::of(known));
            index.insert_id(number as Number, &known.id());
        }
        let row = written(row);
        index.decide(&row, Keys::of(&row), &mut |number, by| {
            compare(&row, [Some(&directory[number as usize]), None], by)
        })
    }

    const ANA: (Field, &str) = (Field::Name, "Ana Ruiz");
    const BO: (Field, &str) = (Field::Name, "Bo Lind");
    const LOWELL: (Field, &str) = (Field::City, "Lowell");

    #[test]
    fn a_number_of_the_registry_comes_first() {
        let npi = (Field::Npi, "1234567893");
        assert_eq!(decide(&[&[ANA, npi]], &[(Field::Name, "A. Ruiz-Li"), npi]), Decision::Known(0, By::Npi));
        assert_eq!(decide(&[&[ANA, npi, LOWELL]], &[ANA, (Field::Npi, "1999999984"), LOWELL]), Decision::New);
    }

    #[test]
    fn a_shared_address_is_no_person() {
        let office = (Field::Email, "office@x.example");
        assert_eq!(decide(&[&[ANA, office]], &[BO, office]), Decision::New);
        let same = decide(&[&[BO, office], &[ANA, office]], &[(Field::Name, "Dr. Ana M. Ruiz"), office]);
        assert_eq!(same, Decision::Known(1, By::Email));
        let other_ana = decide(&[&[ANA, office]], &[(Field::Name, "Ana Lopez"), office]);
        assert_eq!(other_ana, Decision::Unsure(vec![0], Doubt::SharedEmail));
    }

    #[test]
    fn a_couple_or_a_family_at_one_address_is_asked_about() {
        let at = (Field::Email, "lee@x.example");
        let doubt = |known: &str, name: &str| {
            let decision = decide(&[&[(Field::Name, known), at]], &[(Field::Name, name), at]);
            decision == Decision::Unsure(vec![0], Doubt::SharedEmail)
        };
        assert!(doubt("Bob and Ann Lee", "Bob Lee") && doubt("Ann Lee", "Bob & Ann Lee") && doubt("Kim", "Kim Lee"));
        assert!(doubt("John Lee", "John Lee Jr.") && !doubt("Ann Lee", "Ann Lee-Park") && !doubt("Ann Lee", "Ann Lee"));
    }

    #[test]
    fn a_place_is_the_same_by_code_or_by_city_and_never_in_another_state() {
        let (ma, il) = ((Field::Region, "MA"), (Field::Region, "Illinois"));
        let code = (Field::PostalCode, "01850");
        assert_eq!(decide(&[&[ANA, LOWELL, code, ma]], &[ANA, LOWELL]), Decision::Known(0, By::NameAndPlace));
        assert_eq!(decide(&[&[ANA, LOWELL]], &[ANA, LOWELL, code]), Decision::Known(0, By::NameAndPlace));
        assert_eq!(decide(&[&[ANA, LOWELL, ma]], &[ANA, LOWELL, il]), Decision::New);
        let massachusetts = (Field::Region, "Massachusetts");
        assert_eq!(decide(&[&[ANA, LOWELL, ma]], &[ANA, LOWELL, massachusetts]), Decision::Known(0, By::NameAndPlace));
        let other_code = (Field::PostalCode, "01851");
        assert_eq!(decide(&[&[ANA, LOWELL, code]], &[ANA, LOWELL, other_code]), Decision::New);
        // One says the code and one the city: nobody knows.
        assert_eq!(decide(&[&[ANA, code]], &[ANA, LOWELL]), Decision::Unsure(vec![0], Doubt::NameOnly));
    }

    #[test]
    fn a_phone_alone_is_no_key() {
        let phone = (Field::Phone, "617-555-0101");
        assert_eq!(decide(&[&[ANA, phone]], &[BO, phone]), Decision::New);
        let written_otherwise = [(Field::Name, "ana ruiz"), (Field::Phone, "+1 (617) 555 0101 ext 4")];
        assert_eq!(decide(&[&[BO, phone], &[ANA, phone]], &written_otherwise), Decision::Known(1, By::NameAndPhone));
    }

    #[test]
    fn a_name_alone_is_asked_about_and_another_place_is_another_person() {
        let (salem, fee) = ((Field::City, "Salem"), (Field::Fee, "120"));
        assert_eq!(decide(&[&[ANA, LOWELL]], &[ANA, fee]), Decision::Unsure(vec![0], Doubt::NameOnly));
        assert_eq!(decide(&[&[ANA, LOWELL]], &[ANA, salem]), Decision::New);
        assert_eq!(decide(&[&[ANA, salem], &[ANA, LOWELL]], &[ANA, LOWELL]), Decision::Known(1, By::NameAndPlace));
        assert_eq!(decide(&[&[ANA, fee]], &[ANA]), Decision::Known(0, By::Name));
    }

    #[test]
    fn two_colleagues_of_one_name_at_one_place_are_told_apart_or_asked_about() {
        let twice: [&[(Field, &str)]; 2] = [&[ANA, LOWELL, (Field::Phone, "617-555-0101")], &[ANA, LOWELL]];
        assert_eq!(decide(&twice, &[ANA, LOWELL]), Decision::Unsure(vec![0, 1], Doubt::Several));
        let phone = (Field::Phone, "617-555-0101");
        assert_eq!(decide(&twice, &[ANA, LOWELL, phone]), Decision::Known(0, By::NameAndPhone));
    }

    #[test]
    fn two_licenses_are_two_people() {
        let mut known = written(&[ANA, LOWELL]);
        let mut row = known.clone();
        known.set_extra("License Number", "LCSW-100");
        row.set_extra("License No.", "LCSW 101");
        let mut index = Index::default();
        index.insert(0, Keys::of(&known));
        assert_eq!(
            index.decide(&row, Keys::of(&row), &mut |_, by| compare(&row, [Some(&known), None], by)),
            Decision::New
        );
        row.set_extra("License No.", "lcsw100");
        assert_eq!(
            index.decide(&row, Keys::of(&row), &mut |_, by| compare(&row, [Some(&known), None], by)),
            Decision::Known(0, By::NameAndPlace)
        );
    }

    #[test]
    fn a_free_id_is_the_name_or_the_name_with_a_number() {
        let mut index = Index::default();
        index.insert_id(0, "ana-ruiz");
        index.insert_id(1, "Ana-Ruiz-2");
        assert_eq!(index.free_id("Ana Ruiz").as_deref(), Some("ana-ruiz-3"));
        assert_eq!(index.free_id("Bo").as_deref(), Some("bo"));
        assert_eq!(index.free_id("?!"), None);
    }
}

//! One field of one record: words into types through the vocabulary, with what could not be read.

use super::{Cells, Sink};
use crate::client::Tie;
use crate::colleague::{AgeRange, Away, Colleague, Fee, Field, FieldSet, Money, Shape, read_hours};
use crate::place::{Place, Places};
use crate::problem::did_you_mean;
use crate::text::{fold, fold_into, slug};
use crate::vocab::{
    Accepting, Compact, Found, Language, Region, Relationship, Set, Severity, Vocabulary, Word, credential, group,
    payer_name, suggest_group, suggest_language, yes_no,
};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// What was wrong with one value of one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field.
    pub field: Field,
    /// Which of its values, from 0.
    pub value: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Fault {
    /// Makes a fault.
    pub fn new(field: Field, value: usize, message: impl Into<String>, hint: Option<String>) -> Fault {
        Fault { field, value, message: message.into(), hint }
    }
}

/// Words remembered from record to record: a directory repeats a few hundred.
struct Memo<T> {
    seen: FxHashMap<Box<[u8]>, Option<T>>,
}

/// A memo stops growing here, so that a file of nothing but new words stays small.
const MOST_REMEMBERED: usize = 4096;

impl<T: Copy> Memo<T> {
    fn new() -> Memo<T> {
        Memo { seen: FxHashMap::default() }
    }

    fn get(&mut self, word: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some(&known) = self.seen.get(word.as_bytes()) {
            return known;
        }
        let value = read(word);
        if self.seen.len() < MOST_REMEMBERED {
            self.seen.insert(word.as_bytes().into(), value);
        }
        value
    }

    /// What a word was read as before.
    fn recall(&self, word: &[u8]) -> Option<T> {
        *self.seen.get(word)?
    }
}

/// Reads fields through a vocabulary, a table of places and the user's payer aliases.
pub struct Decoder<'v> {
    vocabulary: &'v Vocabulary,
    places: &'v Places,
    payers: &'v [(String, String)],
    as_of: Date,
    concerns: Memo<crate::vocab::ConcernId>,
    approaches: Memo<crate::vocab::ApproachId>,
    languages: Memo<Language>,
    regions: Memo<Region>,
    ages: Memo<AgeRange>,
    payer_names: FxHashMap<Box<str>, Box<str>>,
}

impl<'v> Decoder<'v> {
    /// Makes a decoder; `payers` are pairs of folded alias and folded name, `as_of` is the day taken as today.
    pub fn new(
        vocabulary: &'v Vocabulary,
        places: &'v Places,
        payers: &'v [(String, String)],
        as_of: Date,
    ) -> Decoder<'v> {
        Decoder {
            vocabulary,
            places,
            payers,
            as_of,
            concerns: Memo::new(),
            approaches: Memo::new(),
            languages: Memo::new(),
            regions: Memo::new(),
            ages: Memo::new(),
            payer_names: FxHashMap::default(),
        }
    }

    /// Reads one field into the colleague, and adds what could not be read.
    pub fn read_field<C: Cells>(
        &mut self,
        field: Field,
        cells: &C,
        colleague: &mut Colleague,
        faults: &mut Vec<Fault>,
    ) {
        let before = faults.len();
        cells.each_value(field, &mut Reading { decoder: self, field, colleague, faults });
        if faults.len() > before {
            colleague.unread.insert(field);
        }
    }

    /// Takes in a value that was read before; `false` where it is new, or was not understood.
    fn recall(&self, field: Field, value: &[u8], colleague: &mut Colleague) -> bool {
        let concern = |list: &mut Vec<_>| self.concerns.recall(value).map(|known| add_once(known, list));
        let known = match field {
            Field::Specialties => concern(&mut colleague.specialties),
            Field::Concerns => concern(&mut colleague.concerns),
            Field::Declines => concern(&mut colleague.declines),
            Field::Approaches => self.approaches.recall(value).map(|known| add_once(known, &mut colleague.approaches)),
            Field::LicensedIn => self.regions.recall(value).map(|known| colleague.licensed_in.push(known)),
            Field::Languages => self.languages.recall(value).map(|known| colleague.languages.push(known)),
            Field::Ages => self.ages.recall(value).map(|known| colleague.ages.push(known)),
            _ => None,
        };
        known.is_some()
    }

    /// What is worked out from several fields: the id, the places, and a closed door without a date.
    pub fn complete(&mut self, fields: FieldSet, colleague: &mut Colleague, faults: &mut Vec<Fault>) {
        if fields.contains(Field::Id) && colleague.id.is_empty() {
            colleague.id = slug(&colleague.name);
        }
        if fields.meets(FieldSet::PLACES) {
            self.main_office(colleague, faults);
        }
        if fields.contains(Field::Checked) && colleague.accepting == Some(Accepting::No) && colleague.checked.is_none()
        {
            let message = "not accepting clients, but nobody knows since when";
            let hint = "add checked = the day you last asked; without it the door stays closed";
            faults.push(Fault::new(Field::Accepting, 0, message, Some(hint.to_owned())));
        }
    }

    /// The main office comes first among the places.
    fn main_office(&mut self, colleague: &mut Colleague, faults: &mut Vec<Fault>) {
        let (code, city) = (colleague.postal_code.trim(), colleague.city.trim());
        if code.is_empty() && city.is_empty() {
            if !colleague.street.is_empty() {
                colleague.places.insert(0, Place { point: None, region: self.stated_region(colleague) });
            }
            return;
        }
        let by_code = if code.is_empty() { None } else { self.places.find(code) };
        let by_city = || {
            let state = self.stated_region(colleague)?;
            let part = state.code().strip_prefix("US-")?;
            if city.is_empty() { None } else { self.places.find(&format!("{city}, {part}")) }
        };
        let located = by_code.filter(|place| place.point.is_some()).or_else(by_city).or(by_code);
        if located.is_none_or(|place| place.point.is_none()) {
            let (field, text) =
                if code.is_empty() { (Field::City, city.to_owned()) } else { (Field::PostalCode, code.to_owned()) };
            let hint = if field == Field::City && colleague.region.trim().is_empty() {
                "add region = \"…\" or postal_code = \"…\""
            } else {
                "add it to places.csv in the directory: code,lat,lon,region"
            };
            faults.push(Fault::new(field, 0, format!("“{text}” cannot be located"), Some(hint.to_owned())));
        }
        let region = located.and_then(|place| place.region).or_else(|| self.stated_region(colleague));
        colleague.places.insert(0, Place { point: located.and_then(|place| place.point), region });
    }

    fn stated_region(&self, colleague: &Colleague) -> Option<Region> {
        let (region, country) = (colleague.region.trim(), colleague.country.trim());
        if region.is_empty() {
            return None;
        }
        match Region::read_country(country).filter(|country| country.code() != "US") {
            Some(country) => Region::read(&format!("{}-{region}", country.code())).or(Some(country)),
            None => Region::read(region),
        }
    }

    fn read_value(&mut self, field: Field, text: &str, colleague: &mut Colleague) -> Outcome {
        match field {
            Field::Id => put(&mut colleague.id, text),
            Field::Name => put(&mut colleague.name, text),
            Field::Pronouns => put(&mut colleague.pronouns, text),
            Field::Profession => put(&mut colleague.profession, text),
            Field::Npi => put(&mut colleague.npi, text),
            Field::Practice => put(&mut colleague.practice, text),
            Field::Phone => put(&mut colleague.phone, text),
            Field::Email => put(&mut colleague.email, text),
            Field::Website => put(&mut colleague.website, text),
            Field::Street => put(&mut colleague.street, text),
            Field::City => put(&mut colleague.city, text),
            Field::Region => put(&mut colleague.region, text),
            Field::PostalCode => put(&mut colleague.postal_code, text),
            Field::Country => {
                put(&mut colleague.country, text)?;
                match Region::read_country(text) {
                    Some(_) => Ok(()),
                    None => Err(not_read(text, "a country", "write US, GB or the name of the country")),
                }
            }
            Field::TieToMe => put(&mut colleague.tie_to_me, text),
            Field::Blurb => put(&mut colleague.blurb, text),
            Field::Notes => put(&mut colleague.notes, text),
            Field::Credentials => {
                colleague.credentials.push(text);
                colleague.known_credentials.extend(credential(text));
                Ok(())
            }
            Field::Specialties => self.concern(text, &mut colleague.specialties),
            Field::Concerns => self.concern(text, &mut colleague.concerns),
            Field::Declines => self.concern(text, &mut colleague.declines),
            Field::Approaches => {
                let vocabulary = self.vocabulary;
                let known = self.approaches.get(text, |word| vocabulary.approach_id(word));
                add(known, &mut colleague.approaches, || unknown("approach", text, vocabulary.approach(text)))
            }
            Field::SeverityMax => one(&mut colleague.severity_max, Severity::read(text), || words::<Severity>(text)),
            Field::Services => insert(&mut colleague.services, text),
            Field::Ages => list(&mut colleague.ages, self.ages.get(text, AgeRange::read), || {
                not_read(text, "ages", "write 13-17, 18+, under 18 or teens")
            }),
            Field::Sees => insert(&mut colleague.sees, text),
            Field::LicensedIn => {
                let region = self.regions.get(text, Region::read);
                list(&mut colleague.licensed_in, region, || not_read(text, "a region", "write US-MA or MA"))
            }
            Field::Compacts => match Compact::read(text) {
                Some(compact) => {
                    colleague.compacts.insert(compact);
                    Ok(())
                }
                None => Err(not_read(text, "a compact", "write psypact or counseling")),
            },
            Field::Languages => {
                let language = self.languages.get(text, Language::read);
                list(&mut colleague.languages, language, || {
                    let hint = did_you_mean(&suggest_language(text));
                    (format!("“{text}” is no language known"), hint.or(Some("write es or Spanish".to_owned())))
                })
            }
            Field::Gender => insert(&mut colleague.gender, text),
            Field::Identities => {
                colleague.identities.push(&group_word(text));
                misspelt_group(text)
            }
            Field::Affirms => {
                colleague.affirms.push(&group_word(text));
                misspelt_group(text)
            }
            Field::Faith => {
                colleague.faith.push_with(|all| fold_into(text, all));
                Ok(())
            }
            Field::Style => insert(&mut colleague.style, text),
            Field::Offices => {
                let found = self.places.find(text);
                colleague.offices_written.push(text);
                colleague.places.push(found.unwrap_or(Place { point: None, region: None }));
                match found {
                    Some(Place { point: Some(_), .. }) => Ok(()),
                    _ => Err((
                        format!("“{text}” cannot be located"),
                        Some("write a postal code, City, ST or lat,lon, or add it to places.csv".to_owned()),
                    )),
                }
            }
            Field::Delivery => insert(&mut colleague.delivery, text),
            Field::Access => insert(&mut colleague.access, text),
            Field::Hours => match read_hours(text) {
                Some(items) => {
                    colleague.hours.extend(items);
                    Ok(())
                }
                None => Err(not_read(text, "hours", "write evening, mon, or mon 09:00-20:00")),
            },
            Field::PrivateAddress => one(&mut colleague.private_address, yes_no(text), || yes_or_no(text)),
            Field::Payers => {
                match self.payer_names.get(text) {
                    Some(name) => colleague.payers.push(name),
                    None => {
                        let name = own_payer_name(text, self.payers);
                        colleague.payers.push(&name);
                        if self.payer_names.len() < MOST_REMEMBERED {
                            self.payer_names.insert(text.into(), name.into());
                        }
                    }
                }
                colleague.payers_written.push(text);
                Ok(())
            }
            Field::OutOfNetwork => one(&mut colleague.out_of_network, yes_no(text), || yes_or_no(text)),
            Field::Fee => one(&mut colleague.fee, Fee::read(text), || not_read(text, "a fee", "write 120 or 120-180")),
            Field::SlidingFeeFrom => {
                one(&mut colleague.sliding_fee_from, Money::read(text), || not_read(text, "an amount", "write 80"))
            }
            Field::Accepting => one(&mut colleague.accepting, Accepting::read(text), || words::<Accepting>(text)),
            Field::Openings => one(&mut colleague.openings, whole(text, 10_000), || {
                not_read(text, "a number of openings", "write a whole number such as 2")
            }),
            Field::WaitWeeks => one(&mut colleague.wait_weeks, whole(text, 1000), || {
                not_read(text, "a number of weeks", "write a whole number such as 6")
            }),
            Field::Away => list(&mut colleague.away, Away::read(text), || {
                not_read(text, "an absence", "write 2026-12-20..2027-01-05")
            }),
            Field::Checked => {
                one(&mut colleague.checked, text.trim().parse().ok(), || {
                    not_read(text, "a date", "write year-month-day, such as 2026-11-02")
                })?;
                match colleague.checked {
                    Some(day) if day > self.as_of => Err((
                        format!("the check of {day} lies ahead"),
                        Some("write the day of the last check; until then it counts as today's".to_owned()),
                    )),
                    _ => Ok(()),
                }
            }
            Field::Relationship => {
                one(&mut colleague.relationship, Relationship::read(text), || words::<Relationship>(text))
            }
            Field::Ties => {
                colleague.ties.push(&tie(text).name);
                colleague.ties_written.push(text);
                Ok(())
            }
        }
    }

    fn concern(&mut self, text: &str, list: &mut Vec<crate::vocab::ConcernId>) -> Outcome {
        let vocabulary = self.vocabulary;
        let known = self.concerns.get(text, |word| vocabulary.concern_id(word));
        add(known, list, || unknown("concern", text, vocabulary.concern(text)))
    }
}

/// One field being read.
struct Reading<'a, 'v> {
    decoder: &'a mut Decoder<'v>,
    field: Field,
    colleague: &'a mut Colleague,
    faults: &'a mut Vec<Fault>,
}

impl Sink for Reading<'_, '_> {
    fn value(&mut self, position: usize, value: &[u8]) {
        if self.decoder.recall(self.field, value, self.colleague) {
            return;
        }
        let outcome = match std::str::from_utf8(value) {
            // White space beyond ASCII is looked for only where the value is new.
            Ok(text) => self.decoder.read_value(self.field, text.trim(), self.colleague),
            Err(_) => Err(("it is not UTF-8".to_owned(), Some(NOT_UTF8.to_owned()))),
        };
        if let Err((message, hint)) = outcome {
            self.faults.push(Fault::new(self.field, position, message, hint));
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
}

/// What to do about a value that is not UTF-8.
pub const NOT_UTF8: &str = "save the file as UTF-8; a spreadsheet calls it “CSV UTF-8”";

/// What is wrong and what to do.
pub type Trouble = (String, Option<String>);
pub type Outcome = Result<(), Trouble>;

fn put(slot: &mut String, text: &str) -> Outcome {
    slot.clear();
    slot.push_str(text);
    let plain = text.bytes().all(|b| (b' '..0x7f).contains(&b));
    if !plain && text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(("it holds control characters".to_owned(), Some("delete them; they are not shown".to_owned())));
    }
    Ok(())
}

fn one<T>(slot: &mut Option<T>, value: Option<T>, trouble: impl FnOnce() -> Trouble) -> Outcome {
    *slot = value;
    if slot.is_some() { Ok(()) } else { Err(trouble()) }
}

fn list<T>(slot: &mut Vec<T>, value: Option<T>, trouble: impl FnOnce() -> Trouble) -> Outcome {
    slot.push(value.ok_or_else(trouble)?);
    Ok(())
}

/// Adds a word of a vocabulary once.
fn add<T: PartialEq>(value: Option<T>, list: &mut Vec<T>, trouble: impl FnOnce() -> Trouble) -> Outcome {
    add_once(value.ok_or_else(trouble)?, list);
    Ok(())
}

fn add_once<T: PartialEq>(value: T, list: &mut Vec<T>) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn insert<T: Word>(set: &mut Set<T>, text: &str) -> Outcome {
    set.insert(T::read(text).ok_or_else(|| words::<T>(text))?);
    Ok(())
}

fn words<T: Word>(text: &str) -> Trouble {
    let all: Vec<&str> = T::ALL.iter().map(|word| word.word()).collect();
    (format!("“{text}” is not one of its words"), Some(format!("write {}", all.join(", "))))
}

fn yes_or_no(text: &str) -> Trouble {
    (format!("“{text}” is neither yes nor no"), Some("write yes or no".to_owned()))
}

fn not_read(text: &str, what: &str, hint: &str) -> Trouble {
    (format!("“{text}” cannot be read as {what}"), Some(hint.to_owned()))
}

/// What to say of a word that the vocabulary does not take.
pub fn unknown<T>(what: &str, text: &str, found: Found<T>) -> Trouble {
    match found {
        Found::Ambiguous(meanings) => (
            format!("“{text}” has several meanings: {}", meanings.join("; ")),
            Some("write the one you mean in full".to_owned()),
        ),
        Found::Unknown(near) => {
            let hint = did_you_mean(&near).unwrap_or_else(|| format!("refer terms lists every {what}"));
            (format!("“{text}” is no {what} known"), Some(hint))
        }
        Found::Sure(_) | Found::Resolved(..) => (format!("“{text}” cannot be used here"), None),
    }
}

fn whole(text: &str, most: u32) -> Option<u32> {
    text.trim().parse().ok().filter(|&number| number <= most)
}

/// The id of a group of the vocabulary, else the folded words.
pub fn group_word(text: &str) -> String {
    group(text).map_or_else(|| fold(text).into_owned(), |group| group.name().to_owned())
}

/// A word that is no group known but comes near one; others stand as they are written.
pub fn misspelt_group(text: &str) -> Outcome {
    if group(text).is_some() {
        return Ok(());
    }
    match did_you_mean(&suggest_group(text)) {
        Some(hint) => Err((format!("“{text}” is no group known"), Some(hint))),
        None => Ok(()),
    }
}

/// A tie, whatever its kind.
pub fn tie(text: &str) -> Tie {
    let written = text.split_once(':').map_or(text, |(_, name)| name).trim();
    Tie { name: fold(written).into_owned(), written: written.to_owned() }
}

/// The folded name of a payer: the user's own aliases first, then the built-in ones.
pub fn own_payer_name(text: &str, own: &[(String, String)]) -> String {
    let folded = fold(text.trim());
    for (alias, name) in own {
        if let Some(rest) = folded.strip_prefix(alias.as_str())
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return format!("{}{rest}", payer_name(name));
        }
    }
    payer_name(&folded).into_owned()
}

impl Field {
    /// Whether a number, a date or a yes may be written without quotes in TOML.
    pub(super) fn takes(self, kind: super::toml::Kind) -> bool {
        use super::toml::Kind;
        match kind {
            Kind::Text => true,
            Kind::Number => matches!(
                self,
                Field::Fee
                    | Field::SlidingFeeFrom
                    | Field::Openings
                    | Field::WaitWeeks
                    | Field::Npi
                    | Field::PostalCode
                    | Field::Phone
                    | Field::Ages
                    | Field::Id
                    | Field::Offices
            ),
            Kind::Yes => matches!(self, Field::PrivateAddress | Field::OutOfNetwork | Field::Accepting),
            Kind::Date => matches!(self, Field::Checked | Field::Away),
        }
    }

    /// Whether several values are an error.
    pub(super) fn is_one(self) -> bool {
        self.shape() == Shape::One
    }
}

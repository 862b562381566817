//! One field of one record: words into types through the vocabulary, with what could not be read.

use super::judge;
use super::memo::{MOST_REMEMBERED, Memo};
use super::office::{Towns, further_office, main_office};
use super::trouble::{NOT_UTF8, Outcome, SAVE_CSV_AS_UTF8, Trouble, no_language, not_read, unknown};
use super::whole::Wholes;
use super::words::{add_once, group_word, insert, is_open_end, misspelt_group, own_payer_name, tie, word};
use super::{Cells, Sink};
use crate::colleague::{AgeRange, Away, Colleague, Fee, Field, FieldSet, Money, Shape, read_hours};
use crate::place::Places;
use crate::text::{fold_into, slug};
use crate::vocab::{Accepting, ApproachId, Compact, ConcernId, Language, Region, Vocabulary, Word, credential, yes_no};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// Reads fields through a vocabulary, a table of places and the user's payer aliases.
pub struct Decoder<'v> {
    vocabulary: &'v Vocabulary,
    places: &'v Places,
    payers: &'v [(String, String)],
    as_of: Date,
    /// Whether everything that is worth a look is told, and not only what stands in the way.
    is_thorough: bool,
    /// Letters that were told already: one that is not known is often in every row.
    told_letters: FxHashSet<Box<str>>,
    wholes: Wholes,
    concerns: Memo<ConcernId>,
    approaches: Memo<ApproachId>,
    languages: Memo<Language>,
    regions: Memo<Region>,
    ages: Memo<AgeRange>,
    /// Names of payers as they were folded before.
    payer_names: FxHashMap<Box<str>, Box<str>>,
    towns: Towns,
    /// What is said of words that are not known: to find what was meant takes long, and one is often in every row.
    unknown: FxHashMap<(&'static str, Box<str>), Trouble>,
    /// Keys that are no field, and whether they name the day on which something ends.
    ends: FxHashMap<Box<str>, bool>,
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
            is_thorough: false,
            told_letters: FxHashSet::default(),
            wholes: Wholes::new(),
            concerns: Memo::new(),
            approaches: Memo::new(),
            languages: Memo::new(),
            regions: Memo::new(),
            ages: Memo::new(),
            payer_names: FxHashMap::default(),
            towns: Towns::default(),
            unknown: FxHashMap::default(),
            ends: FxHashMap::default(),
        }
    }

    /// One that reads in the same way and remembers nothing yet, for another thread.
    pub fn afresh(&self) -> Decoder<'v> {
        let decoder = Decoder::new(self.vocabulary, self.places, self.payers, self.as_of);
        Decoder { is_thorough: self.is_thorough, ..decoder }
    }

    /// Tells also what is over, and what is worth a look though nothing is wrong with it.
    pub fn thorough(self) -> Decoder<'v> {
        Decoder { is_thorough: true, ..self }
    }

    /// Reads one field into the colleague, and adds what could not be read.
    pub fn read_field<C: Cells>(
        &mut self,
        field: Field,
        cells: &C,
        colleague: &mut Colleague,
        faults: &mut Vec<Fault>,
    ) {
        let whole = cells.whole(field);
        if whole.is_some_and(|cell| cell.is_empty() || self.wholes.recall(field, cell, colleague)) {
            return;
        }
        let before = faults.len();
        cells.each_value(field, &mut Reading { decoder: self, field, colleague, faults });
        if faults[before..].iter().any(|fault| !fault.trouble.is_note) {
            colleague.unread.insert(field);
        }
        if let Some(cell) = whole
            && faults.len() == before
            && !colleague.is_unsure(field)
        {
            self.wholes.learn(field, cell, colleague);
        }
    }

    /// Takes in a value that was read before; `false` where it is new, or was not understood.
    fn recall(&self, field: Field, value: &[u8], colleague: &mut Colleague) -> bool {
        let concern = |list: &mut Vec<_>| self.concerns.recall(value).map(|known| add_once(list, known));
        let known = match field {
            Field::Specialties => concern(&mut colleague.specialties),
            Field::Concerns => concern(&mut colleague.concerns),
            Field::Declines => concern(&mut colleague.declines),
            Field::Approaches => self.approaches.recall(value).map(|known| add_once(&mut colleague.approaches, known)),
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
            main_office(self.places, &mut self.towns, colleague, faults);
        }
        // An old “no” becomes a question in time; without a day it never grows old.
        if fields.contains(Field::Checked) && colleague.accepting == Some(Accepting::No) && colleague.checked.is_none()
        {
            let message = "not accepting clients, but nobody knows since when";
            let hint = "add checked = the day you last asked; without it the door stays closed";
            faults.push(Fault::new(Field::Accepting, 0, Trouble::new(message, hint)));
        }
        if fields.contains(Field::Openings) {
            faults.extend(judge::contradiction(colleague).map(|trouble| Fault::new(Field::Openings, 0, trouble)));
        }
    }

    /// Looks through the keys that are no field for what is past.
    pub(super) fn judge_extras(&mut self, extras: &[(String, String)], faults: &mut Vec<Fault>) {
        if !self.is_thorough {
            return;
        }
        for (key, text) in extras {
            let names_an_end = match self.ends.get(key.as_str()) {
                Some(known) => *known,
                None => {
                    let names_an_end = judge::names_an_end(key);
                    if self.ends.len() < MOST_REMEMBERED {
                        self.ends.insert(key.as_str().into(), names_an_end);
                    }
                    names_an_end
                }
            };
            let trouble = if names_an_end { judge::expired(key, text, self.as_of) } else { None };
            faults.extend(
                trouble.map(|trouble| Fault { key: Some(key.clone()), ..Fault::new(Field::Notes, 0, trouble) }),
            );
        }
    }

    fn read_value(&mut self, field: Field, text: &str, colleague: &mut Colleague) -> Outcome {
        match field {
            Field::Id => put(&mut colleague.id, text),
            Field::Name => put(&mut colleague.name, text),
            Field::Pronouns => put(&mut colleague.pronouns, text),
            Field::Profession => put(&mut colleague.profession, text),
            Field::Npi => put(&mut colleague.npi, text).and_then(|()| judge::npi(text)),
            Field::Practice => put(&mut colleague.practice, text),
            Field::Phone => put(&mut colleague.phone, text).and_then(|()| judge::phone(text)),
            Field::Email => put(&mut colleague.email, text).and_then(|()| judge::email(text)),
            Field::Website => put(&mut colleague.website, text).and_then(|()| judge::website(text)),
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
                // Letters that are not known are shown and say nothing of what she may do.
                colleague.credentials.push(text);
                let known = credential(text);
                colleague.known_credentials.extend(known);
                let is_news = known.is_none()
                    && self.is_thorough
                    && self.told_letters.len() < MOST_REMEMBERED
                    && self.told_letters.insert(text.into());
                if is_news { Err(judge::unknown_letters(text)) } else { Ok(()) }
            }
            Field::Specialties => self.concern(text, &mut colleague.specialties),
            Field::Concerns => self.concern(text, &mut colleague.concerns),
            Field::Declines => self.concern(text, &mut colleague.declines),
            Field::Approaches => {
                let vocabulary = self.vocabulary;
                let known = self.approaches.get(text, |word| vocabulary.approach_id(word));
                let trouble =
                    || self.not_known("approach", text, |text| unknown("approach", text, vocabulary.approach(text)));
                add(known, &mut colleague.approaches, trouble)
            }
            Field::SeverityMax => closed(&mut colleague.severity_max, text, "level"),
            Field::Services => insert(&mut colleague.services, text, "service"),
            Field::Ages => list(&mut colleague.ages, self.ages.get(text, AgeRange::read), || {
                not_read(text, "ages", "write 13-17, 18+, under 18 or teens")
            }),
            Field::Sees => insert(&mut colleague.sees, text, "format"),
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
                list(&mut colleague.languages, language, || self.not_known("language", text, no_language))
            }
            Field::Gender => insert(&mut colleague.gender, text, "gender"),
            // A group that may be misspelt is named, and still compared as it is written.
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
            Field::Style => insert(&mut colleague.style, text, "style"),
            Field::Offices => further_office(self.places, text, colleague),
            Field::Delivery => insert(&mut colleague.delivery, text, "delivery"),
            Field::Access => insert(&mut colleague.access, text, "access need"),
            Field::Hours => match read_hours(text) {
                Some(items) => {
                    colleague.hours.extend(items);
                    Ok(())
                }
                None => Err(not_read(text, "hours", "write evening, mon, or mon 09:00-20:00")),
            },
            Field::PrivateAddress => one(&mut colleague.private_address, yes_no(text), || yes_or_no(text)),
            // Compared by the folded name, shown as written.
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
            Field::Accepting => closed(&mut colleague.accepting, text, "answer"),
            Field::Openings => one(&mut colleague.openings, whole(text, 10_000), || {
                not_read(text, "a number of openings", "write a whole number such as 2")
            }),
            Field::WaitWeeks => one(&mut colleague.wait_weeks, whole(text, 1000), || {
                not_read(text, "a number of weeks", "write a whole number such as 6")
            }),
            Field::Away => {
                list(&mut colleague.away, Away::read(text), || {
                    not_read(text, "an absence", "write 2026-12-20..2027-01-05")
                })?;
                let last = colleague.away.last().filter(|_| self.is_thorough);
                last.and_then(|&away| judge::over(text, away, self.as_of)).map_or(Ok(()), Err)
            }
            Field::Checked => {
                one(&mut colleague.checked, text.trim().parse().ok(), || {
                    not_read(text, "a date", "write year-month-day, such as 2026-11-02")
                })?;
                match colleague.checked {
                    Some(day) if day > self.as_of => Err(Trouble::new(
                        format!("the check of {day} lies ahead"),
                        "write the day of the last check; until then it counts as today's",
                    )),
                    _ => Ok(()),
                }
            }
            Field::Relationship => closed(&mut colleague.relationship, text, "relationship"),
            Field::Ties => {
                colleague.ties.push(&tie(text).name);
                colleague.ties_written.push(text);
                Ok(())
            }
        }
    }

    /// What is said of a word that is not known, worked out once.
    fn not_known(&mut self, what: &'static str, text: &str, say: impl FnOnce(&str) -> Trouble) -> Trouble {
        let key = (what, Box::from(text));
        if let Some(said) = self.unknown.get(&key) {
            return said.clone();
        }
        let said = say(text);
        if self.unknown.len() < MOST_REMEMBERED {
            self.unknown.insert(key, said.clone());
        }
        said
    }

    fn concern(&mut self, text: &str, list: &mut Vec<ConcernId>) -> Outcome {
        let vocabulary = self.vocabulary;
        let known = self.concerns.get(text, |word| vocabulary.concern_id(word));
        add(known, list, || self.not_known("concern", text, |text| unknown("concern", text, vocabulary.concern(text))))
    }
}

/// What was wrong with one value of one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field.
    pub field: Field,
    /// The key, where it is none of the fields; `field` says nothing then.
    pub key: Option<String>,
    /// Which of its values, from 0.
    pub value: usize,
    /// Where it is told.
    pub(super) told: Told,
    /// What is wrong with it.
    pub(super) trouble: Trouble,
}

impl Fault {
    /// Makes a fault.
    pub(super) fn new(field: Field, value: usize, trouble: Trouble) -> Fault {
        Fault { field, key: None, value, told: Told::Always, trouble }
    }

    /// Whether it is one of these fields in which something is wrong.
    pub(super) fn is_in(&self, fields: FieldSet) -> bool {
        self.key.is_none() && fields.contains(self.field)
    }

    /// The key as it is shown.
    pub(super) fn key(&self) -> &str {
        self.key.as_deref().unwrap_or_else(|| self.field.key())
    }
}

/// Where a fault is told; see [`crate::directory::Candidate`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Told {
    /// The field decided nothing.
    Never,
    /// The field decided nothing, and matters to whoever sees the colleague.
    IfShown,
    /// In any case.
    Always,
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
        if self.field.shape() == Shape::List && is_open_end(value) {
            self.colleague.unread.insert(self.field);
            return;
        }
        let outcome = match std::str::from_utf8(value) {
            // White space beyond ASCII is looked for only where the value is new.
            Ok(text) => self.decoder.read_value(self.field, text.trim(), self.colleague),
            Err(_) => Err(Trouble::new(NOT_UTF8, SAVE_CSV_AS_UTF8)),
        };
        if let Err(trouble) = outcome {
            self.faults.push(Fault::new(self.field, position, trouble));
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
}

fn put(slot: &mut String, text: &str) -> Outcome {
    slot.clear();
    slot.push_str(text);
    // Nearly every text is plain and needs no second look.
    let plain = text.bytes().all(|b| (b' '..0x7f).contains(&b));
    if !plain && text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Trouble::new("it holds control characters", "delete them; they are not shown"));
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
    add_once(list, value.ok_or_else(trouble)?);
    Ok(())
}

/// Takes in one word of a closed list.
fn closed<T: Word>(slot: &mut Option<T>, text: &str, what: &str) -> Outcome {
    *slot = Some(word(text, what)?);
    Ok(())
}

fn yes_or_no(text: &str) -> Trouble {
    Trouble::new(format!("“{text}” is neither yes nor no"), "write yes or no")
}

fn whole(text: &str, most: u32) -> Option<u32> {
    text.trim().parse().ok().filter(|&number| number <= most)
}

//! A directory as columns: small numbers and bits of what gates and criteria look at, and no texts but ids.

use super::bits::Bits;
use super::column::{Column, Lists};
use super::needed::Needed;
use crate::colleague::{Away, Colleague, Fee, Field, FieldSet, Money};
use crate::directory::{Candidate, Source};
use crate::place::Place;
use crate::score::license::Whereabouts;
use crate::score::opening::Door;
use crate::score::{concern, gates};
use crate::text::fold;
use crate::vocab::{Accepting, ApproachId, Compact, ConcernId, Region, Set};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// What is on record about everybody, as far as some client needs it. Colleagues are numbered as they came.
pub struct Columns {
    pub count: usize,
    needed: Needed,
    ids: Lists<u8>,
    /// What one gate or wish looks at, read once for all who say the same.
    pub tables: Vec<Column<Colleague>>,
    pub doors: Column<OwnDoor>,
    licenses: Column<Licenses>,
    /// Who is licensed in which region.
    pub licensed_in: Vec<(Region, Bits)>,
    /// Of whom neither a license nor a compact is on record.
    pub unlicensed: Bits,
    /// Who may practice where no license says so: compacts, or something not understood.
    pub by_other_ground: Bits,
    pub specialties: Lists<ConcernId>,
    pub concerns: Lists<ConcernId>,
    pub declines: Lists<ConcernId>,
    /// Who lists which concern, among the specialties or beside them.
    pub by_concern: Vec<Bits>,
    /// Who is best at which concern: it is among the first specialties.
    pub by_best: Vec<Bits>,
    pub approaches: Lists<ApproachId>,
    pub approaches_unsure: Bits,
    /// Numbers of [`Columns::payer_names`].
    pub payers: Lists<u32>,
    pub payers_unsure: Bits,
    payer_numbers: FxHashMap<Box<str>, u32>,
    pub prices: Column<(Option<Fee>, Option<Money>)>,
    places: Lists<Place>,
    /// Who bears one of the names that some client avoids or is tied to.
    pub named: FxHashMap<Box<str>, Vec<u32>>,
    /// Who is tied to the therapist herself.
    pub tied_to_me: Bits,
}

/// A door that belongs to nobody in particular.
pub struct OwnDoor {
    accepting: Option<Accepting>,
    openings: Option<u32>,
    wait_weeks: Option<u32>,
    away: Box<[Away]>,
    checked: Option<Date>,
}

impl OwnDoor {
    fn of(colleague: Colleague) -> OwnDoor {
        let Colleague { accepting, openings, wait_weeks, away, checked, .. } = colleague;
        OwnDoor { accepting, openings, wait_weeks, away: away.into(), checked }
    }
}

impl<'d> From<&'d OwnDoor> for Door<'d> {
    fn from(door: &'d OwnDoor) -> Door<'d> {
        let &OwnDoor { accepting, openings, wait_weeks, ref away, checked } = door;
        Door { accepting, openings, wait_weeks, away, checked }
    }
}

struct Licenses {
    held: Box<[Region]>,
    compacts: Set<Compact>,
    is_unsure: bool,
}

/// The number of a name, which gets the next one where it is new.
fn number_of(numbers: &mut FxHashMap<Box<str>, u32>, name: &str) -> u32 {
    match numbers.get(name) {
        Some(&known) => known,
        None => {
            let next = numbers.len() as u32;
            numbers.insert(name.into(), next);
            next
        }
    }
}

/// The names by which somebody is avoided or tied.
const NAMES: FieldSet =
    FieldSet::of(&[Field::Id, Field::Name, Field::Practice]).and(FieldSet::of(&[Field::Ties, Field::TieToMe]));

impl Columns {
    fn new(needed: Needed) -> Columns {
        let prices = FieldSet::of(&[Field::Fee, Field::SlidingFeeFrom]);
        Columns {
            count: 0,
            ids: Lists::default(),
            tables: needed.tables.iter().map(|&fields| Column::new(fields)).collect(),
            doors: Column::new(crate::score::opening::FIELDS),
            licenses: Column::new(crate::score::license::FIRST_LOOK),
            licensed_in: Vec::new(),
            unlicensed: Bits::default(),
            by_other_ground: Bits::default(),
            specialties: Lists::default(),
            concerns: Lists::default(),
            declines: Lists::default(),
            by_concern: vec![Bits::default(); if needed.concerns { needed.words } else { 0 }],
            by_best: vec![Bits::default(); if needed.concerns { needed.words } else { 0 }],
            approaches: Lists::default(),
            approaches_unsure: Bits::default(),
            payers: Lists::default(),
            payers_unsure: Bits::default(),
            payer_numbers: FxHashMap::default(),
            prices: Column::new(prices),
            places: Lists::default(),
            named: FxHashMap::default(),
            tied_to_me: Bits::default(),
            needed,
        }
    }

    /// Takes in everybody of a walk.
    pub fn read(needed: &Needed, mut colleagues: impl Source) -> Columns {
        let start = || (Columns::new(needed.clone()), Vec::new());
        let visit = |(columns, key): &mut (Columns, Vec<u8>), candidate: &mut dyn Candidate| {
            columns.take(candidate, key);
        };
        let parts = colleagues.fold(start, visit).into_iter().map(|(columns, _)| columns);
        let together = parts.reduce(|mut first, later| {
            first.append(later);
            first
        });
        together.unwrap_or_else(|| Columns::new(needed.clone())).close()
    }

    /// Takes in everybody of a later part of the walk.
    fn append(&mut self, later: Columns) {
        let start = self.count;
        self.count += later.count;
        self.ids.append(later.ids, |byte| byte);
        self.tables.iter_mut().zip(later.tables).for_each(|(table, later)| table.append(later));
        self.doors.append(later.doors);
        self.licenses.append(later.licenses);
        for (region, bits) in later.licensed_in {
            self.licensed_in(region).append(&bits, start);
        }
        self.by_concern.iter_mut().zip(&later.by_concern).for_each(|(bits, later)| bits.append(later, start));
        self.by_best.iter_mut().zip(&later.by_best).for_each(|(bits, later)| bits.append(later, start));
        let lists = [
            (&mut self.specialties, later.specialties),
            (&mut self.concerns, later.concerns),
            (&mut self.declines, later.declines),
        ];
        lists.into_iter().for_each(|(list, later)| list.append(later, |word| word));
        self.approaches.append(later.approaches, |word| word);
        let mut numbers: Vec<(u32, Box<str>)> =
            later.payer_numbers.into_iter().map(|(name, number)| (number, name)).collect();
        numbers.sort_unstable();
        let here: Vec<u32> = numbers.iter().map(|(_, name)| number_of(&mut self.payer_numbers, name)).collect();
        self.payers.append(later.payers, |number| here[number as usize]);
        self.prices.append(later.prices);
        self.places.append(later.places, |place| place);
        for (name, bearers) in later.named {
            self.named.entry(name).or_default().extend(bearers.into_iter().map(|number| number + start as u32));
        }
        let bits = [
            (&mut self.unlicensed, later.unlicensed),
            (&mut self.by_other_ground, later.by_other_ground),
            (&mut self.approaches_unsure, later.approaches_unsure),
            (&mut self.payers_unsure, later.payers_unsure),
            (&mut self.tied_to_me, later.tied_to_me),
        ];
        bits.into_iter().for_each(|(bits, later)| bits.append(&later, start));
    }

    fn licensed_in(&mut self, region: Region) -> &mut Bits {
        // A few dozen at most.
        let at = self.licensed_in.iter().position(|(known, _)| *known == region);
        let at = at.unwrap_or_else(|| {
            self.licensed_in.push((region, Bits::default()));
            self.licensed_in.len() - 1
        });
        &mut self.licensed_in[at].1
    }

    fn take(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>) {
        let number = self.count;
        self.count += 1;
        self.ids.push(candidate.read(FieldSet::of(&[Field::Id])).id.bytes());
        for table in &mut self.tables {
            table.take(candidate, key, |part| part);
        }
        self.doors.take(candidate, key, OwnDoor::of);
        if self.needed.licenses {
            self.take_licenses(number, candidate, key);
        }
        if self.needed.concerns {
            let colleague = candidate.read(concern::FIELDS);
            for &word in colleague.specialties.iter().chain(&colleague.concerns) {
                self.by_concern[usize::from(word.0)].insert(number);
            }
            for &word in colleague.specialties.iter().take(concern::FIRST) {
                self.by_best[usize::from(word.0)].insert(number);
            }
            self.specialties.push(colleague.specialties.iter().copied());
            self.concerns.push(colleague.concerns.iter().copied());
            self.declines.push(colleague.declines.iter().copied());
        }
        if self.needed.approaches {
            let colleague = candidate.read(FieldSet::of(&[Field::Approaches]));
            self.approaches.push(colleague.approaches.iter().copied());
            if colleague.is_unsure(Field::Approaches) {
                self.approaches_unsure.insert(number);
            }
        }
        if self.needed.payers {
            self.take_payers(number, candidate);
        }
        if self.needed.prices {
            self.prices.take(candidate, key, |part| (part.fee, part.sliding_fee_from));
        }
        if self.needed.places {
            let colleague = candidate.read(FieldSet::PLACES);
            self.places.push(colleague.places.iter().copied());
        }
        if !self.needed.names.is_empty() {
            self.take_names(number, candidate);
        }
    }

    fn take_licenses(&mut self, number: usize, candidate: &mut dyn Candidate, key: &mut Vec<u8>) {
        self.licenses.take(candidate, key, |part| Licenses {
            is_unsure: part.is_unsure(Field::LicensedIn),
            held: part.licensed_in.into(),
            compacts: part.compacts,
        });
        let &Licenses { ref held, compacts, is_unsure } = self.licenses.at(number);
        let count = held.len();
        for i in 0..count {
            let region = self.licenses.at(number).held[i];
            self.licensed_in(region).insert(number);
        }
        if count == 0 && compacts.is_empty() {
            self.unlicensed.insert(number);
        } else if is_unsure || !compacts.is_empty() {
            self.by_other_ground.insert(number);
        }
    }

    fn take_payers(&mut self, number: usize, candidate: &mut dyn Candidate) {
        let colleague = candidate.read(FieldSet::of(&[Field::Payers]));
        let numbers = &mut self.payer_numbers;
        self.payers.push(colleague.payers.iter().map(|name| number_of(numbers, name)));
        if colleague.is_unsure(Field::Payers) {
            self.payers_unsure.insert(number);
        }
    }

    fn take_names(&mut self, number: usize, candidate: &mut dyn Candidate) {
        let colleague = candidate.read(NAMES);
        let id = std::iter::once(fold(&colleague.id));
        for name in gates::tied_names(colleague).chain(id) {
            if self.needed.names.contains(name.as_ref()) {
                let bearers = self.named.entry(name.as_ref().into()).or_default();
                if bearers.last() != Some(&(number as u32)) {
                    bearers.push(number as u32);
                }
            }
        }
        if !colleague.tie_to_me.is_empty() {
            self.tied_to_me.insert(number);
        }
    }

    fn close(mut self) -> Columns {
        self.tables.iter_mut().for_each(Column::close);
        self.doors.close();
        self.licenses.close();
        self.prices.close();
        self
    }

    /// The id of a colleague, as bytes: in that order come those of equal points.
    pub fn id(&self, number: usize) -> &[u8] {
        self.ids.at(number)
    }

    /// The column over exactly these fields.
    pub fn table(&self, fields: FieldSet) -> &Column<Colleague> {
        self.tables.iter().find(|table| table.fields == fields).expect("every client's fields were asked for before")
    }

    pub fn whereabouts(&self, number: usize) -> Whereabouts<'_> {
        let (mut licensed_in, mut compacts, mut unread): (&[Region], _, _) = (&[], Set::EMPTY, FieldSet::EMPTY);
        if self.needed.licenses {
            let licenses = self.licenses.at(number);
            (licensed_in, compacts) = (&licenses.held, licenses.compacts);
            if licenses.is_unsure {
                unread.insert(Field::LicensedIn);
            }
        }
        let delivery = self.table(FieldSet::of(&[Field::Delivery])).at(number);
        if delivery.is_unsure(Field::Delivery) {
            unread.insert(Field::Delivery);
        }
        Whereabouts { licensed_in, compacts, places: self.places.at(number), delivery: delivery.delivery, unread }
    }

    /// The offices of a colleague.
    pub fn places(&self, number: usize) -> &[Place] {
        self.places.at(number)
    }

    /// The folded names of payers, by number.
    pub fn payer_names(&self) -> Vec<&str> {
        let mut names = vec![""; self.payer_numbers.len()];
        for (name, &number) in &self.payer_numbers {
            names[number as usize] = name;
        }
        names
    }
}

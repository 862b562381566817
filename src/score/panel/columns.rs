//! A directory as columns: small numbers and bits of what gates and criteria look at, and no texts but ids.

use super::bits::Bits;
use super::column::{Column, Lists, Numbers, Words};
use super::needed::Needed;
use crate::colleague::{Away, Colleague, Fee, Field, FieldSet, Money};
use crate::directory::{Again, Candidate, Source};
use crate::place::{Place, Square};
use crate::score::concern;
use crate::score::license::Whereabouts;
use crate::score::opening::Door;
use crate::text::fold;
use crate::vocab::{Accepting, ApproachId, Compact, ConcernId, Region, Set};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is on record about everybody, as far as some client needs it. Colleagues are numbered as they came.
pub struct Columns {
    pub count: usize,
    needed: Needed,
    ids: Lists<u8>,
    /// What one gate or wish looks at, read once for all who say the same.
    pub tables: Vec<Column<Colleague>>,
    pub doors: Column<OwnDoor>,
    licenses: Words<Region>,
    compacts: Column<Set<Compact>>,
    /// Who is licensed in which region.
    pub licensed_in: Vec<(Region, Bits)>,
    /// Of whom neither a license nor a compact is on record.
    pub unlicensed: Bits,
    /// Who may practice where no license says so: compacts, or something not understood.
    pub by_other_ground: Bits,
    pub specialties: Words<ConcernId>,
    pub concerns: Words<ConcernId>,
    pub declines: Words<ConcernId>,
    /// Who lists which concern, among the specialties or beside them.
    pub by_concern: Vec<Bits>,
    /// Who is best at which concern: it is among the first specialties.
    pub by_best: Vec<Bits>,
    pub approaches: Words<ApproachId>,
    pub payers: Words<u32>,
    /// The folded names that those numbers mean.
    payer_numbers: Numbers,
    /// The same by number, when all are known.
    pub payer_names: Vec<String>,
    pub prices: Column<(Option<Fee>, Option<Money>)>,
    /// The main offices, by what of the address says where they are.
    main_offices: Column<Option<Place>>,
    places: Lists<Place>,
    /// Who has an office in which square.
    pub by_square: FxHashMap<Square, Vec<u32>>,
    /// Who has no office, or one of which it is not known where it is.
    pub unlocated: Bits,
    /// Who bears one of the names that some client avoids or is tied to.
    pub named: FxHashMap<Box<str>, Vec<u32>>,
    /// Those of the names that are an id, a name or a practice of somebody.
    pub known: FxHashSet<Box<str>>,
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

/// What of an address says where it is, but for the street.
const ADDRESS: FieldSet = FieldSet::of(&[Field::City, Field::Region, Field::PostalCode, Field::Country]);

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
            licenses: Words::new(Field::LicensedIn),
            compacts: Column::new(FieldSet::of(&[Field::Compacts])),
            licensed_in: Vec::new(),
            unlicensed: Bits::default(),
            by_other_ground: Bits::default(),
            specialties: Words::new(Field::Specialties),
            concerns: Words::new(Field::Concerns),
            declines: Words::new(Field::Declines),
            by_concern: vec![Bits::default(); if needed.concerns { needed.words } else { 0 }],
            by_best: vec![Bits::default(); if needed.concerns { needed.words } else { 0 }],
            approaches: Words::new(Field::Approaches),
            payers: Words::new(Field::Payers),
            payer_numbers: Numbers::default(),
            payer_names: Vec::new(),
            prices: Column::new(prices),
            main_offices: Column::new(ADDRESS),
            places: Lists::default(),
            by_square: FxHashMap::default(),
            unlocated: Bits::default(),
            named: FxHashMap::default(),
            known: FxHashSet::default(),
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
        self.licenses.append(later.licenses, start, |region| region);
        self.compacts.append(later.compacts);
        for (region, bits) in later.licensed_in {
            match self.licensed_in.iter_mut().find(|(known, _)| *known == region) {
                Some((_, own)) => own.append(&bits, start),
                None => {
                    let mut own = Bits::default();
                    own.append(&bits, start);
                    self.licensed_in.push((region, own));
                }
            }
        }
        self.by_concern.iter_mut().zip(&later.by_concern).for_each(|(bits, later)| bits.append(later, start));
        self.by_best.iter_mut().zip(&later.by_best).for_each(|(bits, later)| bits.append(later, start));
        self.specialties.append(later.specialties, start, |word| word);
        self.concerns.append(later.concerns, start, |word| word);
        self.declines.append(later.declines, start, |word| word);
        self.approaches.append(later.approaches, start, |word| word);
        let here = self.payer_numbers.take_in(later.payer_numbers);
        self.payers.append(later.payers, start, |number| here[number as usize]);
        self.prices.append(later.prices);
        self.places.append(later.places, |place| place);
        for (square, who) in later.by_square {
            self.by_square.entry(square).or_default().extend(who.into_iter().map(|number| number + start as u32));
        }
        self.unlocated.append(&later.unlocated, start);
        for (name, bearers) in later.named {
            self.named.entry(name).or_default().extend(bearers.into_iter().map(|number| number + start as u32));
        }
        self.known.extend(later.known);
        self.unlicensed.append(&later.unlicensed, start);
        self.by_other_ground.append(&later.by_other_ground, start);
        self.tied_to_me.append(&later.tied_to_me, start);
    }

    fn take(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>) {
        let number = self.count;
        self.count += 1;
        match candidate.plain(Field::Id) {
            Some(id) => self.ids.push(id.iter().copied()),
            None => self.ids.push(candidate.read(FieldSet::of(&[Field::Id])).id.bytes()),
        }
        for table in &mut self.tables {
            table.take(candidate, key, |part| part);
        }
        self.doors.take(candidate, key, OwnDoor::of);
        if self.needed.licenses {
            self.take_licenses(number, candidate, key);
        }
        if self.needed.concerns {
            self.specialties.take(number, candidate, |colleague, all| all.extend(&colleague.specialties));
            self.concerns.take(number, candidate, |colleague, all| all.extend(&colleague.concerns));
            self.declines.take(number, candidate, |colleague, all| all.extend(&colleague.declines));
            let specialties = self.specialties.at(number);
            for &word in specialties.iter().chain(self.concerns.at(number)) {
                self.by_concern[usize::from(word.0)].insert(number);
            }
            for &word in specialties.iter().take(concern::FIRST) {
                self.by_best[usize::from(word.0)].insert(number);
            }
        }
        if self.needed.approaches {
            self.approaches.take(number, candidate, |colleague, all| all.extend(&colleague.approaches));
        }
        if self.needed.payers {
            let names = &mut self.payer_numbers;
            self.payers.take(number, candidate, |colleague, all| {
                all.extend(colleague.payers.iter().map(|name| names.of(name.as_bytes())));
            });
        }
        if self.needed.prices {
            self.prices.take(candidate, key, |part| (part.fee, part.sliding_fee_from));
        }
        if self.needed.places {
            self.take_places(candidate, key);
            let places = self.places.at(number);
            if places.is_empty() || places.iter().any(|place| place.point.is_none()) {
                self.unlocated.insert(number);
            }
            for point in places.iter().filter_map(|place| place.point) {
                self.by_square.entry(Square::of(point)).or_default().push(number as u32);
            }
        }
        if !self.needed.names.is_empty() {
            self.take_names(number, candidate);
        }
    }

    fn take_licenses(&mut self, number: usize, candidate: &mut dyn Candidate, key: &mut Vec<u8>) {
        self.licenses.take(number, candidate, |colleague, all| all.extend(&colleague.licensed_in));
        self.compacts.take(candidate, key, |part| part.compacts);
        for &region in self.licenses.at(number) {
            // A few dozen at most.
            match self.licensed_in.iter_mut().find(|(known, _)| *known == region) {
                Some((_, bits)) => bits.insert(number),
                None => self.licensed_in.push((region, Bits::only(number))),
            }
        }
        let (is_none, has_compacts) = (self.licenses.at(number).is_empty(), !self.compacts.at(number).is_empty());
        if is_none && !has_compacts {
            self.unlicensed.insert(number);
        } else if has_compacts || self.licenses.unsure.contains(number) {
            self.by_other_ground.insert(number);
        }
    }

    /// Takes in where the offices are: the main one by its address, which others share, and each of the others.
    fn take_places(&mut self, candidate: &mut dyn Candidate, key: &mut Vec<u8>) {
        let mut is_addressed = |field| candidate.whole(field).is_some_and(|cell| !cell.trim_ascii().is_empty());
        if !is_addressed(Field::City) && !is_addressed(Field::PostalCode) {
            return self.places.push(candidate.read(FieldSet::PLACES).places.iter().copied());
        }
        let main = self
            .main_offices
            .find(candidate, key, |part| part.places.first().copied().filter(|_| part.has_main_office()));
        let mut places: Vec<Place> = self.main_offices.values[main as usize].into_iter().collect();
        let mut offices: Vec<Box<[u8]>> = Vec::new();
        let mut is_sound = candidate.each_value(Field::Offices, &mut |office| offices.push(office.into()));
        for office in &offices {
            let (colleague, is_flawed) = candidate.value(Field::Offices, office);
            places.extend(&colleague.places);
            is_sound &= !is_flawed;
        }
        if is_sound {
            self.places.push(places)
        } else {
            self.places.push(candidate.read(FieldSet::PLACES).places.iter().copied())
        }
    }

    fn take_names(&mut self, number: usize, candidate: &mut dyn Candidate) {
        let needed = &self.needed;
        let mut may_bear = |field| candidate.whole(field).is_none_or(|cell| needed.may_be_named(cell));
        let may_be_named = [Field::Id, Field::Name, Field::Practice].into_iter().any(&mut may_bear);
        let mut is_tied = |field| candidate.whole(field).is_none_or(|cell| !cell.is_empty());
        if !may_be_named && !is_tied(Field::Ties) && !is_tied(Field::TieToMe) {
            return;
        }
        let colleague = candidate.read(NAMES);
        let own = [&colleague.id, &colleague.name, &colleague.practice].map(|name| fold(name));
        let needed = own.iter().filter_map(|name| self.needed.names.get(name.as_ref()));
        self.known.extend(needed.cloned());
        let ties = colleague.ties.iter().map(Into::into);
        for name in ties.chain(own).filter(|name| !name.is_empty()) {
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
        self.compacts.close();
        self.prices.close();
        self.main_offices.close();
        self.licenses.close();
        [&mut self.specialties, &mut self.concerns, &mut self.declines].into_iter().for_each(Words::close);
        self.approaches.close();
        self.payers.close();
        // They were texts when they got their numbers.
        let names = self.payer_numbers.texts().into_iter();
        self.payer_names = names.map(|name| String::from_utf8_lossy(&name).into_owned()).collect();
        self
    }

    /// The id of a colleague, as bytes: in that order come those of equal points.
    pub fn id(&self, number: usize) -> &[u8] {
        self.ids.at(number)
    }

    /// A colleague read again in full; `None` where somebody else stands in her place by now, or nobody.
    pub fn read_again(&self, number: usize, again: &mut dyn Again) -> Option<Colleague> {
        again.colleague(number).filter(|colleague| colleague.id.as_bytes() == self.id(number))
    }

    /// The column over exactly these fields.
    pub fn table(&self, fields: FieldSet) -> &Column<Colleague> {
        self.tables.iter().find(|table| table.fields == fields).expect("every client's fields were asked for before")
    }

    pub fn whereabouts(&self, number: usize) -> Whereabouts<'_> {
        let (mut compacts, mut unread) = (Set::EMPTY, FieldSet::EMPTY);
        if self.needed.licenses {
            compacts = *self.compacts.at(number);
            if self.licenses.unsure.contains(number) {
                unread.insert(Field::LicensedIn);
            }
        }
        let delivery = self.table(FieldSet::of(&[Field::Delivery])).at(number);
        if delivery.is_unsure(Field::Delivery) {
            unread.insert(Field::Delivery);
        }
        let (licensed_in, places) = (self.licenses.at(number), self.places.at(number));
        Whereabouts { licensed_in, compacts, places, delivery: delivery.delivery, unread }
    }

    /// The offices of a colleague.
    pub fn places(&self, number: usize) -> &[Place] {
        self.places.at(number)
    }
}

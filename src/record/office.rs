//! Where a colleague works: the main office from its address, further offices from a line each.

use super::Fault;
use super::memo::MOST_REMEMBERED;
use super::trouble::{Outcome, Trouble};
use crate::colleague::{Colleague, Field};
use crate::place::{Place, Places};
use crate::vocab::Region;
use rustc_hash::FxHashMap;

/// Towns that were found before: most colleagues of a list work in a few.
#[derive(Default)]
pub struct Towns {
    seen: FxHashMap<Box<str>, Option<Place>>,
    key: String,
}

impl Towns {
    /// The place of a city, in the region that is stated with it.
    fn find(&mut self, places: &Places, colleague: &Colleague) -> Option<Place> {
        self.key.clear();
        for text in [&colleague.city, "\0", &colleague.region, "\0", &colleague.country] {
            self.key.push_str(text);
        }
        if let Some(known) = self.seen.get(self.key.as_str()) {
            return *known;
        }
        let found = in_town(places, colleague);
        if self.seen.len() < MOST_REMEMBERED {
            self.seen.insert(self.key.as_str().into(), found);
        }
        found
    }
}

fn in_town(places: &Places, colleague: &Colleague) -> Option<Place> {
    let city = colleague.city.trim();
    let state = stated_region(colleague)?;
    let part = state.code().strip_prefix("US-")?;
    if city.is_empty() { None } else { places.find(&format!("{city}, {part}")) }
}

/// Puts the main office first among the places.
pub fn main_office(places: &Places, towns: &mut Towns, colleague: &mut Colleague, faults: &mut Vec<Fault>) {
    let (code, city) = (colleague.postal_code.trim(), colleague.city.trim());
    if code.is_empty() && city.is_empty() {
        // A street alone is an office somewhere, of which only the region can be known.
        if !colleague.street.is_empty() {
            colleague.places.insert(0, Place { point: None, region: stated_region(colleague) });
        }
        return;
    }
    let by_code = if code.is_empty() { None } else { places.find(code) };
    let by_city = || towns.find(places, colleague);
    // Some codes are known without a point; the city says more then.
    let located = by_code.filter(|place| place.point.is_some()).or_else(by_city).or(by_code);
    if located.is_none_or(|place| place.point.is_none()) {
        let (field, text) =
            if code.is_empty() { (Field::City, city.to_owned()) } else { (Field::PostalCode, code.to_owned()) };
        let hint = if field == Field::City && colleague.region.trim().is_empty() {
            "add region = \"…\" or postal_code = \"…\""
        } else {
            "add it to places.csv in the directory: code,lat,lon,region"
        };
        faults.push(Fault::new(field, 0, Trouble::new(not_located(&text), hint)));
    }
    let region = located.and_then(|place| place.region).or_else(|| stated_region(colleague));
    colleague.places.insert(0, Place { point: located.and_then(|place| place.point), region });
}

/// Adds a further office; one that cannot be located still counts as one.
pub fn further_office(places: &Places, text: &str, colleague: &mut Colleague) -> Outcome {
    let found = places.find(text);
    colleague.offices_written.push(text);
    colleague.places.push(found.unwrap_or(Place { point: None, region: None }));
    match found {
        Some(Place { point: Some(_), .. }) => Ok(()),
        _ => {
            let hint = "write a postal code, City, ST or lat,lon, or add it to places.csv";
            Err(Trouble::new(not_located(text), hint))
        }
    }
}

fn not_located(text: &str) -> String {
    format!("“{text}” cannot be located")
}

/// The region of the address as written; outside the US the country counts where its part is not known.
fn stated_region(colleague: &Colleague) -> Option<Region> {
    let (region, country) = (colleague.region.trim(), colleague.country.trim());
    if region.is_empty() {
        return None;
    }
    match Region::read_country(country).filter(|country| country.code() != "US") {
        Some(country) => Region::read(&format!("{}-{region}", country.code())).or(Some(country)),
        None => Region::read(region),
    }
}

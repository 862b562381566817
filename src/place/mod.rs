//! Postal codes and cities: where they lie, in which state, and how far from each other.

mod cities;
mod distance;
mod grid;
mod zips;

pub use distance::{Surroundings, certainly_farther, distance_tenths};
pub use grid::Square;

use crate::nearest::Suggestions;
use crate::text::fold;
use crate::vocab::Region;
use rustc_hash::FxHashMap;

/// A point on the earth, in degrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl Point {
    /// Reads a latitude and a longitude in degrees; `None` for what is no place on earth.
    pub fn read(lat: &str, lon: &str) -> Option<Point> {
        let degrees = |text: &str, most: f64| text.trim().parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
        Some(Point { lat: degrees(lat, 90.0)?, lon: degrees(lon, 180.0)? })
    }
}

/// What is known of a place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    /// Where it lies; a few ZIP codes have no point.
    pub point: Option<Point>,
    /// The license region; coordinates and military post offices have none.
    pub region: Option<Region>,
}

/// A row of the user's own `places.csv`.
#[derive(Clone, PartialEq, Debug)]
pub struct UserPlace {
    /// A postal code, the first part of one, or a name.
    pub code: String,
    /// Where it lies.
    pub point: Point,
    /// The license region, if given.
    pub region: Option<Region>,
}

/// The places that can be found: US ZIP codes and cities, coordinates, and the user's own.
#[derive(Clone, Debug, Default)]
pub struct Places {
    own: FxHashMap<String, Place>,
}

impl Places {
    /// ZIP codes, cities and coordinates alone.
    pub fn built_in() -> Places {
        Places::default()
    }

    /// With the user's rows, which override; of two rows for one code the later counts.
    pub fn with_rows(rows: Vec<UserPlace>) -> Places {
        let place = |row: UserPlace| Place { point: Some(row.point), region: row.region };
        let own = rows.into_iter().map(|row| (compact(&row.code), place(row))).filter(|(code, _)| !code.is_empty());
        Places { own: own.collect() }
    }

    /// Finds a place by a code of the user's, a ZIP code, "City, ST" or "lat,lon".
    pub fn find(&self, text: &str) -> Option<Place> {
        let text = text.trim();
        self.own(text).or_else(|| zip_code(text).and_then(zips::find)).or_else(|| match text.split_once(',') {
            Some((first, last)) => coordinates(first, last).or_else(|| city(first, last)),
            None => None,
        })
    }

    /// The US states that may hold an office within so many miles of one of the points; `None` where the user's own
    /// places could lie anywhere.
    pub fn states_within(&self, points: impl Iterator<Item = Point>, miles: f64) -> Option<Vec<Region>> {
        if !self.own.is_empty() {
            return None;
        }
        Some(points.flat_map(|point| zips::states_within(point, miles)).collect())
    }

    /// A row of the user's, for the whole code or for the part of it that names the district.
    fn own(&self, text: &str) -> Option<Place> {
        if self.own.is_empty() {
            return None;
        }
        let code = compact(text);
        self.own.get(&code).or_else(|| self.own.get(district(&code)?)).copied()
    }

    /// Places that come near a text which finds none, as they would be typed: cities of the state that is named, or
    /// the states that have the city, the largest first.
    pub fn suggest(&self, text: &str) -> Vec<String> {
        match text.split_once(',') {
            Some((city, state)) => match state_and_zip(state) {
                (_, Some(zip)) => vec![zip.to_owned()],
                (Some(state), None) => {
                    let mut near = Suggestions::new(city);
                    for name in cities::names(state) {
                        near.offer(&format!("{name}, {state}"), [name]);
                    }
                    near.best()
                }
                (None, None) => Vec::new(),
            },
            None => cities::everywhere(&fold(text.trim())),
        }
    }
}

/// Folded, without spaces.
fn compact(code: &str) -> String {
    fold(code).replace(' ', "")
}

/// The first part of a British or Canadian code, the first five digits of a long ZIP code; all compact.
fn district(code: &str) -> Option<&str> {
    let shape: String = code.bytes().map(shape).collect();
    match shape.as_str() {
        "a9a9a9" => code.get(..3),
        "999999999" => code.get(..5),
        // What precedes the last digit and two letters: one or two letters, a digit, perhaps one more sign.
        british if british.ends_with("9aa") => {
            let outward = &british[..british.len() - 3];
            matches!(outward, "a9" | "a99" | "a9a" | "aa9" | "aa99" | "aa9a").then(|| &code[..outward.len()])
        }
        _ => None,
    }
}

fn shape(byte: u8) -> char {
    match byte {
        b'0'..=b'9' => '9',
        b'a'..=b'z' => 'a',
        _ => '?',
    }
}

/// The five digits of a US ZIP code, given alone or with its four further digits.
fn zip_code(text: &str) -> Option<&str> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (zip, rest) = text.split_at_checked(5)?;
    let further = rest.strip_prefix(['-', ' ']).unwrap_or(rest);
    (digits(zip) && (rest.is_empty() || further.len() == 4 && digits(further))).then_some(zip)
}

fn coordinates(lat: &str, lon: &str) -> Option<Place> {
    Some(Place { point: Some(Point::read(lat, lon)?), region: None })
}

fn city(city: &str, state: &str) -> Option<Place> {
    let region = state_region(state)?;
    let (_, postal) = region.code().split_once('-')?;
    let point = cities::find(postal, city)?;
    Some(Place { point: Some(point), region: Some(region) })
}

/// A US state by postal code or name.
fn state_region(text: &str) -> Option<Region> {
    Region::read(text).filter(|region| region.country() == "US" && region.code().len() > 2)
}

/// The postal code of the state at the start of a text, and a known ZIP code at its end.
fn state_and_zip(text: &str) -> (Option<&'static str>, Option<&str>) {
    let zip = text.split_whitespace().next_back().and_then(zip_code).filter(|zip| zips::find(zip).is_some());
    let region = state_region(text);
    let postal = region.and_then(|region| zips::STATES.into_iter().find(|&state| region.code().ends_with(state)));
    (postal, zip)
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;

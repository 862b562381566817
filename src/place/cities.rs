//! US cities: the mean point of their ZIP codes.

use super::zips::{FIRST_BYTE, FIRST_CITY, STATES};
use super::{Point, zips};
use crate::text::fold;
use std::cmp::Ordering;

/// The names, by state and alphabet.
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/cities.txt"));
/// Four bytes a city: where its name ends in its state's part, and where its ZIP codes end in the list.
static CITIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cities.bin"));
/// Row numbers of ZIP codes, two bytes each.
static CITY_ZIPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/city_zips.bin"));

/// Ways of writing the first word of a name; the post office prefers now one, now the other.
const FIRST_WORDS: [(&str, &str); 3] = [("st ", "saint "), ("mt ", "mount "), ("ft ", "fort ")];

/// The point of a city of a state, the latter by its postal code.
pub(super) fn find(state: &str, city: &str) -> Option<Point> {
    let state = STATES.binary_search(&state).ok()?;
    let city = fold(city.trim()).replace('.', "");
    let other = || {
        FIRST_WORDS.iter().find_map(|(short, long)| {
            let shorter = city.strip_prefix(long).map(|rest| format!("{short}{rest}"));
            shorter.or_else(|| city.strip_prefix(short).map(|rest| format!("{long}{rest}")))
        })
    };
    let index = search(state, &city).or_else(|| search(state, &other()?))?;
    mean(index)
}

fn search(state: usize, folded: &str) -> Option<usize> {
    let (mut low, mut high) = (FIRST_CITY[state], FIRST_CITY[state + 1]);
    while low < high {
        let middle = low.midpoint(high);
        let name = name(state, middle).bytes().map(|b| b.to_ascii_lowercase());
        match name.cmp(folded.bytes()) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// One of the two numbers of a city.
fn number(city: usize, which: usize) -> usize {
    let at = city * 4 + which * 2;
    usize::from(u16::from_le_bytes([CITIES[at], CITIES[at + 1]]))
}

fn name(state: usize, city: usize) -> &'static str {
    let start = if city == FIRST_CITY[state] { 0 } else { number(city - 1, 0) };
    &NAMES[FIRST_BYTE[state] + start..FIRST_BYTE[state] + number(city, 0)]
}

fn zip_rows(city: usize) -> impl Iterator<Item = u16> {
    let start = if city == 0 { 0 } else { number(city - 1, 1) };
    CITY_ZIPS[start * 2..number(city, 1) * 2].as_chunks::<2>().0.iter().map(|&row| u16::from_le_bytes(row))
}

/// The mean of the ZIP codes that have a point; the sums are exact.
fn mean(city: usize) -> Option<Point> {
    let (mut lat, mut lon, mut count) = (0_i64, 0_i64, 0_u32);
    for (north, east) in zip_rows(city).filter_map(zips::point) {
        lat += i64::from(north);
        lon += i64::from(east);
        count += 1;
    }
    let degrees = |sum: i64| sum as f64 / (f64::from(count) * 10_000.0);
    (count > 0).then(|| Point { lat: degrees(lat), lon: degrees(lon) })
}

/// The names of a state's cities.
pub(super) fn names(state: &str) -> impl Iterator<Item = &'static str> {
    let state = STATES.binary_search(&state).ok();
    state.into_iter().flat_map(|state| (FIRST_CITY[state]..FIRST_CITY[state + 1]).map(move |city| name(state, city)))
}

/// The three largest cities of one name, by their number of ZIP codes, as "City, ST".
pub(super) fn everywhere(folded: &str) -> Vec<String> {
    let mut found: Vec<_> = (0..STATES.len())
        .filter_map(|state| search(state, folded).map(|city| (usize::MAX - zip_rows(city).count(), state, city)))
        .collect();
    found.sort_unstable();
    found.iter().take(3).map(|&(_, state, city)| format!("{}, {}", name(state, city), STATES[state])).collect()
}

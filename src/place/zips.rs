//! US ZIP codes as the build script packed them.

use super::distance::outside;
use super::{Place, Point};
use crate::vocab::Region;

include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// Seven bytes a row: latitude and longitude in ten-thousandths of a degree, three bytes each, and the state.
static ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/zips.bin"));

/// The place of five digits.
pub(super) fn find(zip: &str) -> Option<Place> {
    let number: usize = zip.parse().ok()?;
    let (area, last) = (number / 100, number % 100);
    let used = *USED.get(area)?;
    if used >> last & 1 == 0 {
        return None;
    }
    let before = used & ((1 << last) - 1);
    let row = FIRST[area] + before.count_ones() as u16;
    let (state, point) = read(row)?;
    let point = point.map(|(lat, lon)| Point { lat: degrees(lat), lon: degrees(lon) });
    Some(Place { point, region: region_of(state) })
}

fn region_of(state: &str) -> Option<Region> {
    match state {
        // Post offices of the armed forces lie in no state; three island states are countries of their own.
        "AA" | "AE" | "AP" => None,
        "FM" | "MH" | "PW" => Region::read(state),
        state => state.as_bytes().first_chunk().copied().map(Region::of_us_state),
    }
}

/// The states of which some ZIP code may lie within so many miles of the point: by their outermost ZIP codes.
pub(super) fn states_within(point: Point, miles: f64) -> impl Iterator<Item = Region> {
    STATES.iter().zip(&BOXES).filter_map(move |(state, &[south, north, west, east])| {
        if south > north || outside(point, [south, north, west, east].map(degrees), miles) {
            return None;
        }
        region_of(state)
    })
}

/// The exact point of a row, in ten-thousandths of a degree.
pub(super) fn point(row: u16) -> Option<(i32, i32)> {
    read(row)?.1
}

fn read(row: u16) -> Option<(&'static str, Option<(i32, i32)>)> {
    let start = usize::from(row) * 7;
    let &[a, b, c, d, e, f, state] = ROWS.get(start..start + 7)?.first_chunk::<7>()?;
    let (lat, lon) = (signed([a, b, c]), signed([d, e, f]));
    Some((STATES[usize::from(state)], (lat != 0 || lon != 0).then_some((lat, lon))))
}

/// Three bytes, little end first, with their sign.
fn signed([low, middle, high]: [u8; 3]) -> i32 {
    i32::from_le_bytes([0, low, middle, high]) >> 8
}

fn degrees(ten_thousandths: i32) -> f64 {
    f64::from(ten_thousandths) / 10_000.0
}

//! Packs the ZIP codes and their cities at build time; `zips.rs` and `cities.rs` read them back.

use super::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use zipcodes::Zipcode;

/// The files to write: for ZIP codes `zips.bin`, for cities `cities.txt`, `cities.bin` and
/// `city_zips.bin`, and `places.rs` with what finds a way into them.
pub(crate) fn places() -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let zips = zipcodes::database();
    if !zips.is_sorted_by(|a, b| a.zip_code < b.zip_code) {
        return Err("the ZIP codes are not sorted and unique".to_owned());
    }
    let mut states: Vec<&str> = zips.iter().map(|zip| zip.state.as_str()).collect();
    states.sort_unstable();
    states.dedup();
    let mut code = format!("pub(super) const STATES: [&str; {}] = {states:?};\n", states.len());
    let rows = rows(zips, &states, &mut code)?;
    let [names, cities, city_zips] = cities(zips, &states, &mut code)?;
    Ok(vec![
        ("zips.bin", rows),
        ("cities.txt", names),
        ("cities.bin", cities),
        ("city_zips.bin", city_zips),
        ("places.rs", code.into_bytes()),
    ])
}

/// Seven bytes a ZIP code: latitude and longitude in ten-thousandths of a degree as three bytes each,
/// little end first, and the state. The way in: by the first three digits the number of the first row
/// and a bit for each pair of last digits in use.
fn rows(zips: &[Zipcode], states: &[&str], code: &mut String) -> Result<Vec<u8>, String> {
    let (mut rows, mut first, mut used) = (Vec::new(), [0_u16; 1000], [0_u128; 1000]);
    let nowhere = [i32::MAX, i32::MIN, i32::MAX, i32::MIN];
    let mut boxes = vec![nowhere; states.len()];
    for (row, zip) in (0_u16..).zip(zips) {
        let digits: usize = zip.zip_code.parse().map_err(|e| format!("ZIP {}: {e}", zip.zip_code))?;
        let (area, last) = (digits / 100, digits % 100);
        if used[area] == 0 {
            first[area] = row;
        }
        used[area] |= 1 << last;
        let (lat, lon) = (ten_thousandths(&zip.lat)?, ten_thousandths(&zip.long)?);
        for degrees in [lat, lon] {
            rows.extend_from_slice(&degrees.to_le_bytes()[..3]);
        }
        let state = states.partition_point(|&state| state < zip.state.as_str());
        rows.push(state as u8);
        if (lat, lon) != (0, 0) {
            let [south, north, west, east] = boxes[state];
            boxes[state] = [south.min(lat), north.max(lat), west.min(lon), east.max(lon)];
        }
    }
    code.push_str(&format!(
        "/// South, north, west, east.\npub(super) static BOXES: [[i32; 4]; {}] = {boxes:?};\n",
        states.len()
    ));
    code.push_str(&format!("pub(super) static FIRST: [u16; 1000] = {first:?};\n"));
    code.push_str(&format!("pub(super) static USED: [u128; 1000] = {used:?};\n"));
    Ok(rows)
}

/// An exact reading of at most four decimals.
fn ten_thousandths(degrees: &str) -> Result<i32, String> {
    let wrong = || format!("“{degrees}” is no number of degrees with up to four decimals");
    let (whole, decimals) = degrees.split_once('.').unwrap_or((degrees, ""));
    if decimals.len() > 4 {
        return Err(wrong());
    }
    format!("{whole}{decimals:0<4}").parse().map_err(|_| wrong())
}

/// Names in one text, by state and then alphabet; four bytes a city: where its name ends within the
/// state's part of the text, and where its ZIP codes end in the list of row numbers.
fn cities(zips: &[Zipcode], states: &[&str], code: &mut String) -> Result<[Vec<u8>; 3], String> {
    let mut by_city: BTreeMap<(&str, String), (&str, Vec<u16>)> = BTreeMap::new();
    let standard = || (0_u16..).zip(zips).filter(|(_, zip)| zip.active && zip.zip_code_type == "STANDARD");
    for (row, zip) in standard() {
        by_city.entry((&zip.state, fold(&zip.city).into_owned())).or_insert((&zip.city, Vec::new())).1.push(row);
    }
    let named = by_city.keys().cloned().collect::<BTreeSet<_>>();
    for (row, zip) in standard() {
        for city in &zip.acceptable_cities {
            let city_key = (zip.state.as_str(), fold(city).into_owned());
            if !named.contains(&city_key) {
                by_city.entry(city_key).or_insert((city, Vec::new())).1.push(row);
            }
        }
    }
    let (mut names, mut cities, mut city_zips) = (String::new(), Vec::new(), Vec::new());
    let (mut first_city, mut first_byte) = (vec![0_usize; states.len() + 1], vec![0_usize; states.len() + 1]);
    let mut city = by_city.iter().peekable();
    for (index, state) in states.iter().enumerate() {
        while let Some(((_, folded), (name, rows))) = city.next_if(|((of, _), _)| of == state) {
            if !name.is_ascii() || name.to_ascii_lowercase() != *folded {
                return Err(format!("the city “{name}” needs more than lower case to be folded"));
            }
            names.push_str(name);
            rows.iter().for_each(|row| city_zips.extend_from_slice(&row.to_le_bytes()));
            for end in [names.len() - first_byte[index], city_zips.len() / 2] {
                let end = u16::try_from(end).map_err(|_| format!("the cities of {state} outgrow 16 bits"))?;
                cities.extend_from_slice(&end.to_le_bytes());
            }
        }
        (first_city[index + 1], first_byte[index + 1]) = (cities.len() / 4, names.len());
    }
    code.push_str(&format!("pub(super) static FIRST_CITY: [usize; {}] = {first_city:?};\n", first_city.len()));
    code.push_str(&format!("pub(super) static FIRST_BYTE: [usize; {}] = {first_byte:?};\n", first_byte.len()));
    Ok([names.into_bytes(), cities, city_zips])
}

use super::*;

fn find(text: &str) -> Option<Place> {
    Places::built_in().find(text)
}

fn region(text: &str) -> String {
    find(text).and_then(|place| place.region).map_or("?".to_owned(), |region| region.code().to_owned())
}

fn own() -> Places {
    let row = |code: &str, lat, lon, region: &str| UserPlace {
        code: code.to_owned(),
        point: Point { lat, lon },
        region: Region::read(region),
    };
    Places::with_rows(vec![
        row("EC1A", 51.52, -0.10, "GB"),
        row("M5V", 43.64, -79.39, "CA-ON"),
        row("02139", 1.0, 2.0, "MA"),
        row("Home", 3.0, 4.0, ""),
        row("Berlin, DE", 52.5, 13.4, "DE-BE"),
    ])
}

#[test]
fn a_zip_code_has_a_point_and_a_state() {
    let place = find("02139").expect("known");
    assert_eq!(place.region, Region::read("US-MA"));
    assert!(distance_tenths(place.point.expect("known"), Point { lat: 42.36, lon: -71.10 }) < 10);
    assert_eq!(find(" 02139-1234 "), find("02139"));
    assert_eq!(find("021391234"), find("02139"));
    assert_eq!(["99950", "00501", "00601"].map(region), ["US-AK", "US-NY", "US-PR"]);
    assert_eq!(["00000", "2139", "0213a", "02139-12", "99999", ""].map(find), [None; 6]);
}

#[test]
fn a_zip_code_without_a_point_keeps_its_state() {
    assert_eq!(find("11805"), Some(Place { point: None, region: Region::read("NY") }));
    assert_eq!(find("09005"), Some(Place { point: None, region: None }));
    assert_eq!(region("96939"), "PW");
}

#[test]
fn every_zip_code_of_the_source_is_there() {
    assert_eq!((0..100_000).filter(|zip| zips::find(&format!("{zip:05}")).is_some()).count(), 42_788);
    assert!(zips::STATES.is_sorted() && zips::STATES.len() == 62);
    let abroad = ["AA", "AE", "AP", "FM", "MH", "PW"];
    for state in zips::STATES.iter().filter(|state| !abroad.contains(state)) {
        assert_eq!(state.as_bytes().first_chunk().copied().map(Region::of_us_state), Region::read(state));
    }
}

#[test]
fn a_city_is_the_mean_of_its_zip_codes() {
    let cambridge = find("Cambridge, MA").expect("known");
    assert_eq!(cambridge.region, Region::read("US-MA"));
    assert!(distance_tenths(cambridge.point.expect("known"), Point { lat: 42.37, lon: -71.11 }) < 20);
    assert_eq!(find("cambridge,massachusetts"), find("Cambridge, MA"));
    assert_eq!(find("St. Louis, MO"), find("Saint Louis, Missouri"));
    assert!(find("St. Louis, MO").is_some() && find("Mt. Vernon, NY").is_some());
    assert_eq!(["Cambridge MA", "Cambridge", "Cambridge, XX", "Nowhere, MA"].map(find), [None; 4]);
    assert_eq!(region("Washington, D.C."), "US-DC");
}

#[test]
fn coordinates_are_taken_as_given() {
    let point = |lat, lon| Some(Place { point: Some(Point { lat, lon }), region: None });
    assert_eq!(find("42.36,-71.1"), point(42.36, -71.1));
    assert_eq!(find(" -90 , 180"), point(-90.0, 180.0));
    assert_eq!(["91,0", "0,181", "NaN,0", "inf,0", "1,2,3", "42.36 -71.1"].map(find), [None; 6]);
}

#[test]
fn the_users_places_come_first() {
    let code = |text: &str| own().find(text).and_then(|place| place.point).map(|point| point.lat);
    assert_eq!(["EC1A 1BB", "ec1a1bb", "EC1A", "EC1A 1"].map(code), [Some(51.52), Some(51.52), Some(51.52), None]);
    assert_eq!(["M5V 2T6", "m5v2t6", "M5V", "M5X 2T6"].map(code), [Some(43.64), Some(43.64), Some(43.64), None]);
    assert_eq!(["02139", "02139-1234", "home", "berlin,de"].map(code), [Some(1.0), Some(1.0), Some(3.0), Some(52.5)]);
}

#[test]
fn a_slip_is_answered_with_the_nearest_city() {
    let suggest = |text| Places::built_in().suggest(text);
    assert_eq!(suggest("Cambrige, MA"), ["Cambridge, MA"]);
    assert_eq!(suggest("Cambridge")[0], "Cambridge, MA");
    assert_eq!(suggest("Cambridge, MA 02139"), ["02139"]);
    assert_eq!(suggest("Paris, France"), [""; 0]);
}

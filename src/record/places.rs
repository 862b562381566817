//! The user's own places: `places.csv` with the columns `code,lat,lon,region`.

use crate::place::{Point, UserPlace};
use crate::problem::Problem;
use crate::vocab::Region;

/// Reads the user's places, and names every row that cannot be read.
pub fn read_places(file: &str, bytes: &[u8]) -> (Vec<UserPlace>, Vec<Problem>) {
    // The file is small and written by hand: rows of any width, with spaces after the commas.
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let (mut places, mut problems) = (Vec::new(), Vec::new());
    let header = reader.byte_headers().map(|row| row.iter().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>());
    let header = header.unwrap_or_default();
    let column = |name: &str| header.iter().position(|cell| cell == name.as_bytes());
    let (Some(code), Some(lat), Some(lon)) = (column("code"), column("lat"), column("lon")) else {
        let problem = Problem::error(file, "the columns code, lat and lon are needed").at(1, 1);
        return (places, vec![problem.hint("begin the file with the line code,lat,lon,region")]);
    };
    let region = column("region");
    for row in reader.byte_records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                problems.push(Problem::error(file, format!("the file cannot be read: {error}")));
                break;
            }
        };
        let line = row.position().map_or(0, |at| at.line()) as usize;
        let cell = |i: usize| String::from_utf8_lossy(row.get(i).unwrap_or_default()).into_owned();
        let point = Point::read(&cell(lat), &cell(lon));
        let stated = region.map(cell).filter(|text| !text.is_empty());
        let read = stated.as_deref().map(Region::read);
        let problem = match (point, read) {
            (None, _) => "lat and lon are no place on earth",
            (_, Some(None)) => "the region is not known",
            _ if cell(code).is_empty() => "there is no code",
            (Some(point), region) => {
                places.push(UserPlace { code: cell(code), point, region: region.flatten() });
                continue;
            }
        };
        problems.push(Problem::error(file, problem).at(line, 1).hint("write it as EC1A,51.5203,-0.1010,GB"));
    }
    (places, problems)
}

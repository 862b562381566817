//! License regions: countries and their states or provinces, as ISO 3166 codes.

use super::key::key;
use super::tables;
use std::cmp::Ordering;
use std::fmt;

/// A country ("GB") or a part of one ("US-MA").
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    length: u8,
    code: [u8; 6],
}

impl Region {
    /// Reads an ISO 3166-2 code, a US postal code, the name of a US state or Canadian province, or a country. Two
    /// letters are a US postal code first: "CA" is California.
    pub fn read(text: &str) -> Option<Region> {
        let text = text.trim();
        if text.len() == 5 && text.starts_with("US-") && tables::REGION_CODES.find(text).is_some() {
            return Region::new(text);
        }
        if let Some((country, part)) = text.split_once('-')
            && country.len() == 2
            && let Some(region) = Region::part(country, part)
        {
            return Some(region);
        }
        let row = tables::REGION_TERMS.find(&key(text))?;
        Region::new(tables::REGIONS.field(row, 0))
    }

    /// Reads a country by its ISO 3166-1 code or name, where a country and nothing else is meant: "CA" is Canada.
    pub fn read_country(text: &str) -> Option<Region> {
        let row = tables::COUNTRY_TERMS.find(&key(text.trim()))?;
        Region::new(tables::REGIONS.field(row, 0))
    }

    /// A part of a known country; the parts of the United States must be known too.
    fn part(country: &str, part: &str) -> Option<Region> {
        if part.len() > 3 || part.is_empty() || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let country = match country.to_ascii_uppercase().as_str() {
            "UK" => "GB".to_owned(),
            country => country.to_owned(),
        };
        let code = format!("{country}-{}", part.to_ascii_uppercase());
        let known = tables::REGION_CODES.find(if country == "US" { &code } else { &country });
        known.and_then(|_| Region::new(&code))
    }

    /// The state of a US postal code, which the caller knows to be one.
    pub(crate) fn of_us_state([first, last]: [u8; 2]) -> Region {
        Region { length: 5, code: [b'U', b'S', b'-', first, last, 0] }
    }

    fn new(code: &str) -> Option<Region> {
        let mut bytes = [0; 6];
        bytes.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
        Some(Region { length: u8::try_from(code.len()).ok()?, code: bytes })
    }

    /// The ISO 3166 code.
    pub fn code(&self) -> &str {
        // Codes are ASCII: part and the tables let nothing else in.
        str::from_utf8(&self.code[..usize::from(self.length)]).unwrap_or_default()
    }

    /// The two letters of the country.
    pub fn country(&self) -> &str {
        &self.code()[..2]
    }

    /// Whether what holds in this region holds in the other: the same, or the country of it.
    pub fn covers(self, other: Region) -> bool {
        self == other || self.length == 2 && self.country() == other.country()
    }

    /// The English name, or the code where there is none.
    pub fn name(&self) -> &str {
        tables::REGION_CODES.find(self.code()).map_or(self.code(), |row| tables::REGIONS.field(row, 1))
    }
}

impl Ord for Region {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Region {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_read_as_one() {
        let codes = ["UK", "gb", "CA", "United States", "Ireland"]
            .map(|text| Region::read_country(text).map(|c| c.code().to_owned()));
        assert_eq!(codes, ["GB", "GB", "CA", "US", "IE"].map(|code| Some(code.to_owned())));
        assert_eq!(["ZZ", "12", "Massachusetts", ""].map(Region::read_country), [None; 4]);
    }

    fn code(text: &str) -> String {
        Region::read(text).map_or("?".to_owned(), |region| region.code().to_owned())
    }

    #[test]
    fn two_letters_are_a_us_postal_code_first() {
        assert_eq!(
            ["MA", "ca", "IN", "DE", "GA", "Georgia"].map(code),
            ["US-MA", "US-CA", "US-IN", "US-DE", "US-GA", "US-GA"]
        );
        assert_eq!(["GB", "UK", "fr", "DEU", "Ireland"].map(code), ["GB", "GB", "FR", "?", "IE"]);
        assert_eq!(["ON", "Ontario", "NL", "Québec", "CA-ON"].map(code), ["CA-ON", "CA-ON", "NL", "CA-QC", "CA-ON"]);
    }

    #[test]
    fn codes_are_checked() {
        assert_eq!(
            ["us-ma", "US-XX", "QQ-12", "DE-BY", "AU-NSW", "GB-ENG"].map(code),
            ["US-MA", "?", "?", "DE-BY", "AU-NSW", "GB-ENG"]
        );
        assert_eq!(
            ["massachusetts", "New  York", "D.C.", "", "Guinea-Bissau"].map(code),
            ["US-MA", "US-NY", "US-DC", "?", "GW"]
        );
    }

    #[test]
    fn a_country_covers_its_regions() {
        let [us, ma, ri, ca] = ["USA", "MA", "RI", "CA-ON"].map(|text| Region::read(text).expect("known"));
        assert!(us.covers(ma) && ma.covers(ma) && !ma.covers(us) && !ma.covers(ri) && !us.covers(ca));
        assert_eq!((ma.name(), ma.country(), ca.country()), ("Massachusetts", "US", "CA"));
    }
}

//! Emergency and crisis lines by country.

use super::tables;

/// Countries of the European Union; those without rows of their own have the common ones.
const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// A number to call or text in a crisis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CrisisLine {
    /// Who answers.
    pub name: &'static str,
    /// The number to call, empty if there is none.
    pub voice: &'static str,
    /// What to text and where, empty if that is not offered.
    pub text: &'static str,
    /// When this was read, as a month.
    pub as_of: &'static str,
}

/// The lines of a country given by its two letters, the emergency number first; empty when none are known.
pub fn crisis_lines(country: &str) -> &'static [CrisisLine] {
    let country = country.to_ascii_uppercase();
    let row = tables::CRISIS_COUNTRIES
        .find(&country)
        .or_else(|| EUROPEAN_UNION.contains(&country.as_str()).then(|| tables::CRISIS_COUNTRIES.find("EU")).flatten());
    row.map_or(&[], |row| {
        let (start, end) = tables::CRISIS_SPANS[row];
        &tables::CRISIS[start..end]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emergency_number_comes_first() {
        let numbers = |country| crisis_lines(country).iter().map(|line| line.voice).collect::<Vec<_>>();
        assert_eq!(numbers("US"), ["911", "988", ""]);
        assert_eq!(numbers("gb")[..2], ["999", "116 123"]);
        assert_eq!(numbers("IE"), ["112 or 999", "116 123", ""]);
        assert_eq!(numbers("IT"), numbers("EU"));
        assert_eq!(numbers("IT")[0], "112");
        assert!(numbers("ZZ").is_empty() && numbers("").is_empty());
    }

    #[test]
    fn every_line_can_be_reached_and_is_dated() {
        assert!(tables::CRISIS.len() >= 60);
        for line in tables::CRISIS {
            assert!(!(line.voice.is_empty() && line.text.is_empty()), "{}", line.name);
            assert!(line.as_of.len() == 7 && line.as_of.starts_with("20"), "{}", line.name);
        }
        for &(start, _) in tables::CRISIS_SPANS {
            assert!(tables::CRISIS[start].voice.len() <= 12, "{:?}", tables::CRISIS[start]);
        }
    }
}

//! How far a client would travel.

use std::fmt;

/// Miles or kilometers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// International miles of 1.609344 km.
    Miles,
    /// Kilometers.
    Kilometers,
}

/// Millimeters in a mile and in a kilometer: both units in the same measure.
const MILE: u128 = 1_609_344;
const KILOMETER: u128 = 1_000_000;

/// A distance, kept in the unit in which it was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Within {
    /// Thousandths of the unit; more than zero.
    pub thousandths: u64,
    /// The unit.
    pub unit: Unit,
}

impl Within {
    /// Reads `10mi`, `16km`, `7.5 mi`; a bare number is in `unit`. `None` unless more than zero and at most
    /// a hundred thousand.
    pub fn read(text: &str, unit: Unit) -> Option<Within> {
        let text = text.trim().to_ascii_lowercase();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
        let unit = match text[digits.len()..].trim() {
            "" => unit,
            "mi" | "mile" | "miles" | "m" => Unit::Miles,
            "km" | "kms" | "k" | "kilometers" | "kilometres" | "kilometer" | "kilometre" => Unit::Kilometers,
            _ => return None,
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(part) || whole.len() > 6 || part.len() > 3 {
            return None;
        }
        let thousandths = whole.parse::<u64>().ok()? * 1000 + format!("{part:0<3}").parse::<u64>().ok()?;
        (1..=100_000_000).contains(&thousandths).then_some(Within { thousandths, unit })
    }

    /// The default radius for an office across a state line: 60 miles.
    pub const SIXTY_MILES: Within = Within { thousandths: 60_000, unit: Unit::Miles };

    fn measure(self) -> u128 {
        u128::from(self.thousandths) * self.unit.measure()
    }

    /// Whether a distance in tenths of a mile is within it.
    pub fn holds(self, tenths: u32) -> bool {
        u128::from(tenths) * 100 * MILE <= self.measure()
    }

    /// The distance in miles, for a rough first look only.
    pub fn miles(self) -> f64 {
        self.measure() as f64 / (MILE as f64 * 1000.0)
    }

    /// `(tenths − 30) / 10 ÷ max(W/2, 2)` in thousandths, rounded half up: how many half-lives a distance
    /// lies beyond three miles.
    pub fn half_lives(self, tenths: u32) -> u64 {
        let beyond = u128::from(tenths.saturating_sub(30)) * 100;
        // Half of W against two miles, in the common measure.
        let half = self.measure().max(4000 * MILE);
        ((4 * beyond * 1000 * MILE + half) / (2 * half)) as u64
    }

    /// The smallest multiple of five of the unit that holds the distance.
    pub fn widened_to(self, tenths: u32) -> Within {
        let step = 5000 * self.unit.measure();
        let fives = (u128::from(tenths) * 100 * MILE).div_ceil(step).max(1);
        Within { thousandths: fives as u64 * 5000, unit: self.unit }
    }
}

impl Unit {
    fn measure(self) -> u128 {
        match self {
            Unit::Miles => MILE,
            Unit::Kilometers => KILOMETER,
        }
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.unit == Unit::Miles { "mi" } else { "km" };
        match (self.thousandths / 1000, self.thousandths % 1000) {
            (whole, 0) => write!(f, "{whole}{unit}"),
            (whole, part) => write!(f, "{whole}.{}{unit}", format!("{part:03}").trim_end_matches('0')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Within {
        Within::read(text, Unit::Miles).expect(text)
    }

    #[test]
    fn distances_are_read_in_both_units() {
        assert_eq!(read("10").to_string(), "10mi");
        assert_eq!(read("7.5 km").to_string(), "7.5km");
        for refused in ["0", "-3", "NaN", "ten", "5 leagues", "", "1e9"] {
            assert_eq!(Within::read(refused, Unit::Miles), None, "{refused}");
        }
    }

    #[test]
    fn the_edge_is_inside_and_a_tenth_more_is_not() {
        assert!(read("10mi").holds(100) && !read("10mi").holds(101));
        assert!(read("16km").holds(99) && !read("16km").holds(100));
    }

    #[test]
    fn half_lives_are_exact() {
        assert_eq!(read("10mi").half_lives(80), 1000);
        assert_eq!(read("1mi").half_lives(50), 1000);
        assert_eq!(read("16mi").half_lives(31), 13);
    }

    #[test]
    fn the_smallest_five_that_reaches() {
        assert_eq!(read("10mi").widened_to(151).to_string(), "20mi");
        assert_eq!(read("10mi").widened_to(150).to_string(), "15mi");
        assert_eq!(read("10km").widened_to(93).to_string(), "15km");
    }
}

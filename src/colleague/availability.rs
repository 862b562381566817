//! Ages seen and days away.

use crate::text::fold;
use crate::vocab::age_words;
use jiff::civil::Date;
use std::fmt;

/// Ages in completed years, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AgeRange {
    /// The youngest.
    pub from: u8,
    /// The oldest; [`AgeRange::OPEN`] where no upper end is stated.
    pub to: u8,
}

impl AgeRange {
    /// No upper end.
    pub const OPEN: u8 = u8::MAX;

    /// Reads `13-17`, `18+`, `under 18`, `over 65`, `all ages`, or a word such as `teens`.
    pub fn read(text: &str) -> Option<AgeRange> {
        let folded = fold(text);
        let folded = folded.trim();
        let between =
            if folded.starts_with(|c: char| c.is_ascii_digit()) { folded.replace(" to ", " ") } else { String::new() };
        let folded = if between.is_empty() { folded } else { between.as_str() };
        let range = |from, to| (from <= to).then_some(AgeRange { from, to });
        if let Some(from) = folded.strip_suffix('+') {
            return range(age(from)?, AgeRange::OPEN);
        }
        for (prefix, lower) in [("under ", None), ("below ", None), ("over ", Some(1)), ("from ", Some(0))] {
            if let Some(bound) = folded.strip_prefix(prefix) {
                let bound = age(bound)?;
                return match lower {
                    None => range(0, bound.checked_sub(1)?),
                    Some(step) => range(bound.checked_add(step)?, AgeRange::OPEN),
                };
            }
        }
        if let Some(bound) = folded.strip_prefix("up to ") {
            return range(0, age(bound)?);
        }
        if let Some(bound) = folded.strip_suffix(" and up").or_else(|| folded.strip_suffix(" and over")) {
            return range(age(bound)?, AgeRange::OPEN);
        }
        if matches!(folded, "all" | "all ages" | "any" | "any age") {
            return range(0, AgeRange::OPEN);
        }
        if let Some((from, to)) =
            folded.split_once(' ').filter(|_| folded.bytes().all(|b| b == b' ' || b.is_ascii_digit()))
        {
            return range(age(from)?, age(to)?);
        }
        if let Some(one) = age(folded) {
            return range(one, one);
        }
        age_words(text).and_then(|(from, to)| range(from, to))
    }

    /// Whether somebody of this age is in it.
    pub fn holds(self, age: u8) -> bool {
        (self.from..=self.to).contains(&age)
    }
}

fn age(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|&age| age <= 120)
}

impl fmt::Display for AgeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (0, AgeRange::OPEN) => f.write_str("all ages"),
            (from, AgeRange::OPEN) => write!(f, "{from}+"),
            (from, to) if from == to => write!(f, "{from}"),
            (from, to) => write!(f, "{from}–{to}"),
        }
    }
}

/// An absence, both days included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Away {
    /// The first day; open where it began before anybody wrote it down.
    pub from: Option<Date>,
    /// The last day; open where the return is not known.
    pub to: Option<Date>,
}

impl Away {
    /// Reads `2026-12-20..2027-01-05`, `..2027-01-05`, `2026-12-20..` or one day.
    pub fn read(text: &str) -> Option<Away> {
        let text = text.trim();
        let Some((from, to)) = text.split_once("..") else {
            let day = text.parse().ok()?;
            return Some(Away { from: Some(day), to: Some(day) });
        };
        let end = |text: &str| match text.trim() {
            "" => Some(None),
            day => day.parse::<Date>().ok().map(Some),
        };
        let away = Away { from: end(from)?, to: end(to)? };
        match (away.from, away.to) {
            (None, None) => None,
            (Some(from), Some(to)) if to < from => None,
            _ => Some(away),
        }
    }

    /// Whether the day falls in it.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Days after which a fact, or a closed door, is asked about again instead of believed: two half-lives of trust. A
/// judgement.
pub const STALE_DAYS: i64 = 180;

/// The day `days` later, or the last day of the calendar.
pub fn in_days(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days.min(3_000_000))).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_people_write_them() {
        let read = |text| AgeRange::read(text).map(|r| (r.from, r.to));
        assert_eq!(read("13-17"), Some((13, 17)));
        assert_eq!(read("18+"), Some((18, AgeRange::OPEN)));
        assert_eq!(read("under 18"), Some((0, 17)));
        assert_eq!(read("Adult"), Some((18, AgeRange::OPEN)));
        assert_eq!(read("6 to 12"), Some((6, 12)));
        assert_eq!(read("up to 12"), Some((0, 12)));
        assert_eq!(read("17-13"), None);
        assert_eq!(read("300"), None);
    }

    #[test]
    fn an_absence_may_have_an_open_end() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let away = Away::read("2026-12-20..").expect("an absence");
        assert!(away.holds(day("2030-01-01")) && !away.holds(day("2026-12-19")));
        assert_eq!(Away::read("2027-01-05..2026-12-20"), None);
        assert_eq!(Away::read(".."), None);
    }
}

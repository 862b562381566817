//! When sessions take place, and when the client could come.

use crate::text::fold;
use std::fmt;

/// A day of the week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Day {
    /// Monday
    Mon,
    /// Tuesday
    Tue,
    /// Wednesday
    Wed,
    /// Thursday
    Thu,
    /// Friday
    Fri,
    /// Saturday
    Sat,
    /// Sunday
    Sun,
}

const DAYS: [(Day, &str, &str); 7] = [
    (Day::Mon, "mon", "monday"),
    (Day::Tue, "tue", "tuesday"),
    (Day::Wed, "wed", "wednesday"),
    (Day::Thu, "thu", "thursday"),
    (Day::Fri, "fri", "friday"),
    (Day::Sat, "sat", "saturday"),
    (Day::Sun, "sun", "sunday"),
];

impl Day {
    fn read(folded: &str) -> Option<Day> {
        let word = match folded {
            "tues" => "tue",
            "weds" => "wed",
            "thur" | "thurs" => "thu",
            word => word.strip_suffix('s').filter(|w| w.ends_with("day")).unwrap_or(word),
        };
        DAYS.iter().find(|(_, short, long)| word == *short || word == *long).map(|day| day.0)
    }
}

/// A part of the day or week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Before 12:00
    Morning,
    /// 12:00 to 18:00
    Afternoon,
    /// After 18:00
    Evening,
    /// Saturday or Sunday
    Weekend,
}

const PARTS: [(Part, &str); 4] = [
    (Part::Morning, "morning"),
    (Part::Afternoon, "afternoon"),
    (Part::Evening, "evening"),
    (Part::Weekend, "weekend"),
];

const NOON: u16 = 12 * 60;
const SIX: u16 = 18 * 60;

/// A word or a span of opening hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoursItem {
    /// A part of the day or week, by itself.
    Part(Part),
    /// A day, no time given.
    Day(Day),
    /// A day from a minute to another, counted from midnight.
    Span(Day, u16, u16),
}

impl HoursItem {
    /// Whether this stated item meets the wish.
    pub fn meets(self, wish: HoursItem) -> bool {
        use HoursItem::{Day as OnDay, Part as InPart, Span};
        match (self, wish) {
            (InPart(have), InPart(want)) => have == want,
            (OnDay(have), OnDay(want)) | (Span(have, ..), OnDay(want)) => have == want,
            (OnDay(day) | Span(day, ..), InPart(Part::Weekend)) => matches!(day, Day::Sat | Day::Sun),
            (Span(_, from, to), InPart(part)) => match part {
                Part::Morning => from < NOON,
                Part::Afternoon => from < SIX && to > NOON,
                _ => to > SIX,
            },
            (Span(have, from, to), Span(want, start, end)) => have == want && from < end && start < to,
            (OnDay(_) | InPart(_), _) => false,
        }
    }
}

/// Reads `evening`, `mon`, `mon 09:00-20:00` or `mon-fri 9:00-17:00`; `None` for anything else.
pub fn read_hours(text: &str) -> Option<Vec<HoursItem>> {
    let text = text.trim().to_lowercase().replace(['–', '—'], "-");
    let word = fold(&text);
    let singular = word.strip_suffix('s').unwrap_or(&word);
    if let Some((part, _)) = PARTS.iter().find(|(_, name)| *name == singular) {
        return Some(vec![HoursItem::Part(*part)]);
    }
    if word == "weekdays" || word == "weekday" {
        return Some(DAYS[..5].iter().map(|day| HoursItem::Day(day.0)).collect());
    }
    let (days, times) = match text.find(|c: char| c.is_ascii_digit()) {
        Some(at) => (text[..at].trim(), Some(text[at..].trim())),
        None => (text.as_str(), None),
    };
    let days = match days.split_once('-') {
        Some((from, to)) => {
            let (from, to) = (Day::read(from.trim())?, Day::read(to.trim())?);
            DAYS.iter().map(|day| day.0).filter(|day| (from..=to).contains(day)).collect()
        }
        None => vec![Day::read(days)?],
    };
    if days.is_empty() {
        return None;
    }
    let Some(times) = times else {
        return Some(days.into_iter().map(HoursItem::Day).collect());
    };
    let (from, to) = times.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    (from < to).then(|| days.into_iter().map(|day| HoursItem::Span(day, from, to)).collect())
}

fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}

impl fmt::Display for HoursItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            HoursItem::Part(part) => f.write_str(PARTS.iter().find(|p| p.0 == part).map_or("", |p| p.1)),
            HoursItem::Day(day) => f.write_str(DAYS[day as usize].1),
            HoursItem::Span(day, from, to) => {
                write!(f, "{} {:02}:{:02}-{:02}:{:02}", DAYS[day as usize].1, from / 60, from % 60, to / 60, to % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(have: &str, want: &str) -> bool {
        let (have, want) = (read_hours(have).expect(have), read_hours(want).expect(want));
        have.iter().any(|h| want.iter().any(|w| h.meets(*w)))
    }

    #[test]
    fn evening_ends_after_six_and_a_bare_day_meets_no_time() {
        assert!(meets("mon 09:00-18:30", "evening"));
        assert!(!meets("mon 09:00-18:00", "evening"));
        assert!(!meets("mon", "morning"));
        assert!(meets("sat", "weekend") && meets("sun 10:00-12:00", "weekend"));
        assert!(meets("mon 09:00-12:00", "mon 11:00-13:00"));
        assert!(!meets("mon 09:00-12:00", "mon 12:00-13:00"));
        assert!(!meets("weekend", "sat"));
    }

    #[test]
    fn a_range_of_days_is_each_day() {
        assert_eq!(read_hours("Mon–Wed 9-17").map(|items| items.len()), Some(3));
        assert_eq!(read_hours("mon 17:00-09:00"), None);
        assert_eq!(read_hours("whenever"), None);
    }
}

//! Hours, waits and days.

use super::list::{is_nothing, known_parts, trimmed};
use super::{shortened, unread};
use crate::colleague::{Field, read_hours};
use crate::import::understanding::columns::Column;
use crate::import::understanding::evidence::month;
use crate::import::understanding::record::Draft;
use crate::text::fold;
use jiff::civil::Date;

/// Reads a cell of days and times.
pub fn hours(draft: &mut Draft, cell: &str) {
    let known = |part: &str| read_hours(&by_the_clock(part)).is_some();
    for part in known_parts(cell, known) {
        let word = by_the_clock(trimmed(&part));
        if read_hours(&word).is_some() {
            draft.written.add(Field::Hours, &word);
        } else if !is_nothing(&part) {
            let hint = "write evening, mon, or mon 09:00-20:00".to_owned();
            draft.trouble(Field::Hours, format!("“{}” cannot be read as hours", shortened(&part)), Some(hint));
        }
    }
}

/// Hours as the directory writes them: “M-F 9am–5:30pm” is `mon-fri 9:00-17:30`.
fn by_the_clock(text: &str) -> String {
    let text = text.to_lowercase().replace(['–', '—'], "-").replace("a.m.", "am").replace("p.m.", "pm");
    let text = text.replace(" am", "am").replace(" pm", "pm").replace(" - ", "-").replace(" to ", "-");
    let text = text.strip_prefix("m-f").map_or(text.clone(), |rest| format!("mon-fri{rest}"));
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return text };
    let (days, times) = text.split_at(at);
    let Some((from, to)) = times.split_once('-') else { return text };
    match (hour(from), hour(to)) {
        (Some(from), Some(to)) if to.1.is_some() => {
            format!("{} {}-{}", days.trim_end_matches([' ', ':', ',']), from.0, to.0)
        }
        _ => text,
    }
}

/// A time such as `9am` on a clock of 24 hours, and whether it said which half of the day.
fn hour(text: &str) -> Option<(String, Option<bool>)> {
    let text = text.trim();
    let (time, is_late) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(time), _) => (time, Some(false)),
        (_, Some(time)) => (time, Some(true)),
        _ => (text, None),
    };
    let (hours, minutes) = time.split_once(':').unwrap_or((time, "00"));
    let hours: u32 = hours.parse().ok().filter(|&hours| hours <= 24)?;
    let hours = match is_late {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    Some((format!("{hours}:{minutes}"), is_late))
}

/// Reads one plain number of weeks or months; spans and prose are kept as they stand.
pub fn wait_weeks(draft: &mut Draft, cell: &str) {
    match weeks(cell) {
        Some(weeks) => draft.written.set(Field::WaitWeeks, [weeks.to_string()]),
        None => unread(draft, Field::WaitWeeks, cell, "a number of weeks", "write a whole number such as 6"),
    }
}

fn weeks(cell: &str) -> Option<u32> {
    let folded = fold(cell);
    if matches!(folded.as_ref(), "none" | "no wait" | "no waitlist" | "no waiting list" | "immediate" | "immediately") {
        return Some(0);
    }
    let (number, unit) = folded.split_once(' ').unwrap_or((folded.as_ref(), "weeks"));
    let number: u32 = number.parse().ok().filter(|&number| number <= 200)?;
    match unit {
        "week" | "weeks" | "wks" | "wk" | "week wait" | "weeks wait" | "wochen" | "woche" | "semaines" | "semaine"
        | "semanas" | "semana" => Some(number),
        // Four weeks a month, and one more for each quarter of a year.
        "month" | "months" | "mos" | "mo" | "monate" | "monat" | "mois" | "meses" | "mes" => Some(number * 13 / 3),
        _ => None,
    }
}

/// Reads the day of the last check, as the column writes days.
pub fn checked(draft: &mut Draft, column: &Column, cell: &str) {
    match day(cell, column.manner.day_first) {
        Some(day) => draft.written.set(Field::Checked, [day.to_string()]),
        None => unread(draft, Field::Checked, cell, "a date", "write year-month-day, such as 2026-11-02"),
    }
}

/// Reads a day; two numbers that could be either day or month need to be told which.
fn day(text: &str, day_first: Option<bool>) -> Option<Date> {
    let text = text.trim();
    let first = text.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(day) = first.parse::<Date>() {
        return Some(day);
    }
    let numbers: Vec<i16> = first.split(['/', '.', '-']).map_while(|part| part.parse().ok()).collect();
    let small = |number: i16| i8::try_from(number).ok();
    if let [a, b, c] = numbers[..] {
        if a > 31 {
            return Date::new(a, small(b)?, small(c)?).ok();
        }
        let year = if c < 100 { 2000 + c } else { c };
        let day_first = if a > 12 {
            true
        } else if b > 12 || a == b {
            false
        } else {
            day_first?
        };
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        return Date::new(year, small(month)?, small(day)?).ok();
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split([' ', ',', '.', '/']).filter(|word| !word.is_empty()).collect();
    let [a, b, c] = words[..] else { return None };
    let (day, month) = if let Some(month) = month(a) { (b, month) } else { (a, month(b)?) };
    let day = day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    Date::new(c.parse().ok().filter(|&year| year > 31)?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_their_column_writes_them() {
        let read = |text, day_first| day(text, day_first).map_or("?".to_owned(), |day| day.to_string());
        assert_eq!(read("2026-02-03", None), "2026-02-03");
        assert_eq!(read("2026-02-03 04:05:06", None), "2026-02-03");
        assert_eq!(read("03/04/2026", Some(true)), "2026-04-03");
        assert_eq!(read("03/04/2026", Some(false)), "2026-03-04");
        assert_eq!(read("03/04/2026", None), "?");
        assert_eq!(read("3/24/14", None), "2014-03-24");
        assert_eq!(read("12 Mar 2025", None), "2025-03-12");
        assert_eq!(read("March 12th, 2025", None), "2025-03-12");
        assert_eq!(read("31/02/2025", None), "?");
        assert_eq!(read("soon", None), "?");
    }

    #[test]
    fn hours_are_put_on_a_clock_of_24() {
        assert_eq!(by_the_clock("M-F 9am–5:30pm"), "mon-fri 9:00-17:30");
        assert_eq!(by_the_clock("Tuesday 12 pm - 8 pm"), "tuesday 12:00-20:00");
        // Five in the afternoon is likely, and not said.
        assert_eq!(by_the_clock("Mon 9-5"), "mon 9-5");
        assert!(read_hours("mon-fri 9:00-17:30").is_some() && read_hours("mon 9-5").is_none());
    }

    #[test]
    fn a_wait_is_one_number_of_weeks_or_months() {
        assert_eq!(
            ["2 weeks", "1 month", "3", "no wait", "6 months"].map(weeks),
            [Some(2), Some(4), Some(3), Some(0), Some(26)]
        );
        assert_eq!(["2-3 weeks", "10 days", "ask", "until May"].map(weeks), [None; 4]);
    }
}

//! How the cells of one column are to be read, as the column as a whole shows.

use super::evidence::{self, Evidence};
use super::names::{is_known, is_letters};
use super::target::{NamePart, Target};
use crate::colleague::Field;

/// How the cells of a column are to be read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Manner {
    /// The last name stands before the first, a comma between them.
    pub last_first: bool,
    /// Everything is in capitals, which say nothing then.
    pub capitals: bool,
    /// Which part of a day written in numbers comes first; unknown where no value tells.
    pub day_first: Option<bool>,
    /// It is one of several lines that belong together.
    pub is_line: bool,
    /// No other column of yes and no is about whom she sees, or which ages.
    pub is_alone: bool,
}

/// Reads from the values how the cells of a column are written.
pub fn manner(targets: &[Target], values: &Evidence) -> Manner {
    let goes_to = |field| targets.contains(&Target::Field(field));
    let name_part = |target: &Target| matches!(target, Target::Name(part) if *part != NamePart::Suffix);
    let mut manner = Manner::default();
    if goes_to(Field::Name) {
        manner.last_first = values.mostly(90, is_last_first);
    }
    if goes_to(Field::Name) || goes_to(Field::City) || targets.iter().any(name_part) {
        let has_letters = |text: &&&str| text.chars().filter(|c| c.is_alphabetic()).count() > 3;
        let long = values.values().iter().filter(has_letters).count();
        let loud =
            values.values().iter().filter(has_letters).filter(|text| !text.chars().any(char::is_lowercase)).count();
        manner.capitals = loud > 0 && loud * 100 >= long * 90;
    }
    if goes_to(Field::Checked) {
        manner.day_first = day_first(values);
    }
    manner
}

/// Whether a cell is “Ruiz, Ana” and not “Ana Ruiz, LCSW”.
fn is_last_first(text: &str) -> bool {
    let mut parts = text.split(',').map(str::trim);
    let (Some(last), Some(first)) = (parts.next(), parts.next()) else { return false };
    // Where everything is in capitals, they do not tell letters from names.
    let is_credential = if text.chars().any(char::is_lowercase) { is_letters } else { is_known };
    let word_count = first.split_whitespace().filter(|word| !is_known(word)).count();
    !last.is_empty()
        && (1..=3).contains(&word_count)
        && !first.split_whitespace().next().is_some_and(is_credential)
        && !evidence::is_organization(text)
        && !text.bytes().any(|b| b.is_ascii_digit())
        && parts.all(is_credential)
}

/// Whether days come before months: one number over twelve tells.
fn day_first(values: &Evidence) -> Option<bool> {
    let (mut day_first, mut month_first) = (false, false);
    for value in values.values() {
        let day = value.split([' ', 'T']).next().unwrap_or_default();
        let parts: Vec<u16> = day.split(['/', '.', '-']).map_while(|part| part.parse().ok()).collect();
        let [first, second, _] = parts[..] else { continue };
        day_first |= first > 12 && first <= 31;
        month_first |= second > 12 && second <= 31 && first <= 12;
        // A full stop between them is how countries write that put the day first.
        day_first |= value.matches('.').count() == 2 && first <= 31;
    }
    (day_first != month_first).then_some(day_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(field: Field, values: &[&str]) -> Manner {
        manner(&[Target::Field(field)], &Evidence::new(values.iter().copied()))
    }

    #[test]
    fn a_column_tells_which_name_comes_first() {
        assert!(of(Field::Name, &["Ruiz, Ana", "ODUYA, SAM", "Oduya, Samuel K.", "Li, Wei, PhD"]).last_first);
        assert!(!of(Field::Name, &["Ana Ruiz, LCSW", "Sam Oduya, PhD, ABPP", "Li Wei, LCSW PhD"]).last_first);
        assert!(!of(Field::Name, &["Ruiz, Ana", "Samuel Oduya"]).last_first);
    }

    #[test]
    fn a_column_tells_whether_days_come_first() {
        assert_eq!(of(Field::Checked, &["03/04/2026", "25/04/2026"]).day_first, Some(true));
        assert_eq!(of(Field::Checked, &["03/04/2026", "4/25/2026"]).day_first, Some(false));
        assert_eq!(of(Field::Checked, &["03/04/2026"]).day_first, None);
        assert_eq!(of(Field::Checked, &["25/04/2026", "4/25/2026"]).day_first, None);
        assert_eq!(of(Field::Checked, &["03.04.2026"]).day_first, Some(true));
    }

    #[test]
    fn capitals_say_nothing_where_all_are() {
        assert!(of(Field::Name, &["ANA RUIZ", "SAM ODUYA", "LI"]).capitals);
        assert!(!of(Field::Name, &["ANA RUIZ", "Sam Oduya"]).capitals);
    }
}

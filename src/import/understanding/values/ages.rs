//! Ages seen, as lists of other people write them.

use super::list::{holds_a_no, is_nothing, trimmed};
use super::{shortened, unread};
use crate::colleague::{AgeRange, Field};
use crate::import::understanding::record::Draft;
use crate::import::understanding::tongues::in_english;
use crate::text::fold;

const HINT: &str = "write 13-17, 18+, under 18 or teens";

/// Reads a cell of ages: “teens, adults 18+”, “6 and up”, “Children (6-12)”.
pub fn ages(draft: &mut Draft, cell: &str) {
    // “All ages, except under 5” is not all ages.
    if holds_a_no(cell) && !is_nothing(cell) {
        return unread(draft, Field::Ages, cell, "ages: it says whom she does not see", HINT);
    }
    for part in parts(cell) {
        if is_nothing(&part) {
            continue;
        }
        match band(&part) {
            Some(band) => draft.written.add(Field::Ages, &band),
            None => draft.trouble(
                Field::Ages,
                format!("“{}” cannot be read as ages", shortened(&part)),
                Some(HINT.to_owned()),
            ),
        }
    }
}

/// Joins the youngest and the oldest age, each in a column of its own.
pub fn age_span(draft: &mut Draft, from: Option<&str>, to: Option<&str>) {
    let number = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let plain = text.strip_suffix(".0").unwrap_or(text).trim_end_matches(['+', ' ']);
        plain.parse::<u8>().ok().filter(|&age| age <= 120 && (digits == plain || text.ends_with(".0")))
    };
    let band = match (from.map(number), to.map(number)) {
        (None, None) => return,
        (Some(Some(from)), None) => format!("{from}+"),
        (Some(Some(from)), Some(Some(to))) if from <= to => format!("{from}-{to}"),
        (None, Some(Some(to))) => format!("up to {to}"),
        _ => {
            let text = [from, to].into_iter().flatten().collect::<Vec<_>>().join(" – ");
            return unread(draft, Field::Ages, &text, "ages", HINT);
        }
    };
    draft.written.add(Field::Ages, &band);
}

/// The bands of a cell, with “6 and up” made one.
fn parts(cell: &str) -> Vec<String> {
    let mut text = cell.replace(['–', '—'], "-").to_lowercase();
    for up in [
        " years and up",
        " years and older",
        " and older",
        " and above",
        " and over",
        " and up",
        " & up",
        " & older",
        " & over",
        " years +",
        " yrs+",
        " years+",
        " or older",
        " or over",
        " plus",
        " +",
    ] {
        text = text.replace(up, "+");
    }
    let text = text.replace(['[', ']', '"', '\''], " ");
    let text = text.replace(" and ", ",").replace(" or ", ",");
    text.split([',', ';', '/', '|', '&', '\n'])
        .map(trimmed)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One band as the directory writes it.
fn band(part: &str) -> Option<String> {
    let part = part
        .strip_prefix("ages")
        .or_else(|| part.strip_prefix("age"))
        .unwrap_or(part)
        .trim()
        .trim_start_matches(':')
        .trim();
    let part = part.strip_suffix(" only").unwrap_or(part);
    let part = &part.replace("yo+", "+").replace("yrs+", "+");
    let plain = ["years old", "years", "year olds", "yrs", "yr", "y/o", "yo"]
        .iter()
        .find_map(|unit| part.strip_suffix(unit))
        .unwrap_or(part)
        .trim();
    let plain = plain.replace(" - ", "-");
    // A number alone may be the youngest, the oldest or the only age.
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plain = in_english(&plain).into_owned();
    if AgeRange::read(&plain).is_some() {
        return Some(plain);
    }
    if let Some((_, rest)) = plain.split_once('(') {
        return band(rest.strip_suffix(')')?);
    }
    // “adults 18+”, “teens 13-17”: the numbers say it, where the word is one for ages too.
    let (word, numbers) = plain.rsplit_once(' ')?;
    let is_word = AgeRange::read(word).is_some()
        || matches!(fold(word).as_ref(), "clients" | "patients" | "people" | "individuals");
    (is_word && numbers.bytes().any(|b| b.is_ascii_digit())).then(|| band(numbers))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_other_lists_write_them() {
        let read = |cell| {
            parts(cell).iter().map(|part| band(part).unwrap_or_else(|| "?".to_owned())).collect::<Vec<_>>().join(" ")
        };
        for (cell, bands) in [
            ("teens, adults 18+", "teens 18+"),
            ("6 and up", "6+"),
            ("Ages 5–12", "5-12"),
            ("Children (6 to 12), Adults", "6 to 12 adults"),
            ("Adolescents/Teenagers (14 to 19)", "adolescents 14 to 19"),
            ("18 years and older", "18+"),
            ("13-17; 18-64; 65+", "13-17 18-64 65+"),
            ("['Teens', 'Adults']", "teens adults"),
            ("all ages", "all ages"),
            ("Adults only", "adults"),
            ("16yo+", "16+"),
            ("Grades 6–8", "?"),
            ("18", "?"),
            ("kids and teens", "kids teens"),
        ] {
            assert_eq!(read(cell), bands, "{cell}");
        }
    }
}

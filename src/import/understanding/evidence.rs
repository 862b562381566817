//! What the values of a column look like.

use super::answers::is_placeholder;
use crate::colleague::npi_flaw;
use crate::text::fold;
use crate::vocab::Region;

/// The most values of a column that are looked at.
const MOST: usize = 400;

/// Some of the values of a column, empty ones left out.
#[derive(Clone, Default, Debug)]
pub struct Evidence<'a> {
    values: Vec<&'a str>,
}

impl<'a> Evidence<'a> {
    /// Takes the values that are no empties in disguise.
    pub fn new(values: impl Iterator<Item = &'a str>) -> Evidence<'a> {
        let values = values.map(str::trim).filter(|value| !value.is_empty() && !is_placeholder(value));
        Evidence { values: values.take(MOST).collect() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The values.
    pub fn values(&self) -> &[&'a str] {
        &self.values
    }

    /// Whether at least `percent` of the values, and one of them, look so.
    pub fn mostly(&self, percent: usize, looks: impl Fn(&str) -> bool) -> bool {
        let count = self.values.iter().filter(|value| looks(value)).count();
        count > 0 && count * 100 >= self.values.len() * percent
    }

    /// Whether most values stand there once, as names do.
    pub fn is_varied(&self) -> bool {
        let mut distinct = self.values.clone();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() * 100 >= self.values.len() * 80
    }

    /// Whether no value looks so.
    pub fn never(&self, looks: impl Fn(&str) -> bool) -> bool {
        !self.values.iter().any(|value| looks(value))
    }
}

/// One mail address and nothing else; angle brackets with a name before them are seen through.
pub fn email(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = match text.rsplit_once('<') {
        Some((_, inside)) => inside.strip_suffix('>')?,
        None => text,
    };
    let text = text.strip_prefix("mailto:").unwrap_or(text).trim();
    let (local, domain) = text.split_once('@')?;
    let fine = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '@' | '<' | '>') && c != '@')
        && !domain.contains('@');
    fine.then_some(text)
}

/// Whether a cell is the address of a web page.
pub fn is_url(text: &str) -> bool {
    let text = text.trim();
    let folded = text.to_ascii_lowercase();
    if text.contains(char::is_whitespace) || text.contains('@') {
        return false;
    }
    if folded.starts_with("http://") || folded.starts_with("https://") || folded.starts_with("www.") {
        return true;
    }
    let domain = folded.split('/').next().unwrap_or_default();
    let Some((before, end)) = domain.rsplit_once('.') else { return false };
    const ENDS: [&str; 24] = [
        "com", "org", "net", "edu", "gov", "info", "health", "care", "us", "uk", "de", "fr", "es", "ca", "co", "io",
        "me", "biz", "eu", "nhs", "at", "ch", "au", "clinic",
    ];
    !before.is_empty()
        && ENDS.contains(&end)
        && before.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// Whether a cell is a telephone number, perhaps with a word or an extension beside it.
pub fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let are_few = |letters: usize| letters <= 12;
    let has_few_letters = match text.is_ascii() {
        true => are_few(text.bytes().filter(u8::is_ascii_alphabetic).count()),
        false => are_few(text.chars().filter(|c| c.is_alphabetic()).count()),
    };
    let is_other = |byte: &u8| matches!(byte, b'@' | b'#' | b'$' | b':');
    (7..=18).contains(&digits) && has_few_letters && !text.as_bytes().iter().any(is_other) && !is_date(text)
}

/// Whether a cell is a National Provider Identifier, check digit and all.
pub fn is_npi(text: &str) -> bool {
    let text = text.trim().strip_suffix(".0").unwrap_or(text.trim());
    text.len() == NPI_DIGITS && npi_flaw(text).is_none()
}

/// A number without anything between its digits.
const NPI_DIGITS: usize = 10;

/// Whether a cell is a postal code of the United States.
pub fn is_zip(text: &str) -> bool {
    let (code, more) = text.trim().split_once('-').unwrap_or((text.trim(), "0000"));
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    digits(code, 5) && digits(more, 4)
}

/// Whether a cell holds a number and nothing else.
pub fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+']);
    text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '))
}

/// Whether a cell is a day, perhaps with a time.
pub fn is_date(text: &str) -> bool {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let is_part = |part: &str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = day.split(['-', '/', '.']);
    if (0..3).all(|_| parts.next().is_some_and(is_part)) && parts.next().is_none() {
        return true;
    }
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let words = fold(text);
    let has_month = words.split([' ', ',', '.']).any(|word| month(word).is_some());
    has_month && text.len() <= 24 && text.bytes().any(|b| b.is_ascii_digit())
}

/// The month that a word means, from 1.
pub fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = if word == "sept" { "sep" } else { word };
    let at = MONTHS.iter().position(|month| *month == word || word.len() == 3 && month.starts_with(word))?;
    i8::try_from(at + 1).ok()
}

/// Whether a cell names a state of the United States or a province of Canada.
pub fn is_state(text: &str) -> bool {
    let text = text.trim();
    if text.len() == 2 && !text.bytes().all(|b| b.is_ascii_uppercase()) {
        return false;
    }
    Region::read(text).is_some_and(|region| region.code().len() > 2)
}

/// Whether a cell looks like the name of a person: two to five capitalised words, perhaps with letters behind a comma.
pub fn is_person(text: &str) -> bool {
    let text = text.trim().trim_end_matches('*');
    let (name, letters) = text.split_once(',').map_or((text, None), |(name, rest)| (name, Some(rest)));
    if text.bytes().any(|b| b.is_ascii_digit())
        || is_organization(text)
        || text.contains(['@', '/', ':', ';', '|', '&'])
    {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.starts_with(['(', '"', '“'])).collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let particle = |word: &&str| {
        matches!(
            *word,
            "de" | "la"
                | "del"
                | "van"
                | "von"
                | "der"
                | "den"
                | "da"
                | "di"
                | "du"
                | "dos"
                | "bin"
                | "al"
                | "y"
                | "ter"
        )
    };
    let count = words.iter().filter(|word| capital(word)).count();
    let is_name = count >= 1 && words.iter().all(|word| capital(word) || particle(word));
    match letters {
        // “Ruiz, Ana” is a name too, “Boston, MA” is a place.
        Some(letters) => {
            is_name
                && words.len() <= 5
                && !is_state(letters)
                && letters.chars().any(char::is_alphabetic)
                && (words.len() >= 2 || is_person_part(letters))
        }
        None => is_name && (2..=5).contains(&words.len()),
    }
}

fn is_person_part(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3).contains(&words.len()) && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// Whether a cell looks like the name of a practice or another organisation.
pub fn is_organization(text: &str) -> bool {
    const WORDS: &str = "academy agency aid alliance ambulanz associates association authority behavioral behavioural bureau \
        cabinet care center centers centre centro charity children's church clinic clinica clinics clinique \
        club co coalition collective college community company consulting corp corporation council \
        counseling counselling county department dept family firm foundation fund gmbh group health \
        healthcare home hospice hospital house housing inc infirmary initiative institute klinik llc llp ltd \
        medical medicine ministries mission network nhs office organization partners partnership pc pllc \
        practice praxis program programs project psychiatry psychological psychology psychotherapy recovery \
        school service services shelter society solutions system systems therapy treatment trust university \
        wellness";
    let folded = fold(text);
    folded
        .split([' ', ',', '.', '/', '(', ')'])
        .any(|word| !word.is_empty() && WORDS.split(' ').any(|known| known == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_known_by_its_check_digit() {
        assert!(is_npi("1234567893") && is_npi("1234567893.0"));
        assert!(!is_npi("1234567890") && !is_npi("6175550101") && !is_npi(""));
    }

    #[test]
    fn people_and_practices_are_told_apart() {
        let people = ["Ana Ruiz", "Ana Ruiz, LCSW, PhD", "Dr. Ana de la Cruz*", "Ruiz, Ana", "Li Wei"];
        assert!(people.into_iter().all(is_person));
        let others = ["Harbor Counseling LLC", "Boston, MA", "14 Mill Road", "anxiety, grief", "Anxiety", "ana@x.org"];
        assert!(!others.into_iter().any(is_person));
        assert!(is_organization("Harbor Counseling, LLC") && !is_organization("Ana Ruiz"));
    }

    #[test]
    fn contacts_are_known_by_their_look() {
        assert_eq!(email("Ana <ana@x.example>"), Some("ana@x.example"));
        assert_eq!([email("a@b"), email("a@b.c, d@e.f"), email("@x.org"), email("see web")], [None; 4]);
        assert!(
            is_url("www.x.example") && is_url("https://x.example/#a") && is_url("x-y.org/ana") && !is_url("St. John")
        );
        assert!(
            is_phone("(617) 555-0101 x7")
                && is_phone("+47 22 33 44 55")
                && !is_phone("2026-02-23")
                && !is_phone("02139")
        );
        assert!(
            is_date("3/24/14") && is_date("12 Mar 2025") && is_date("2020-02-03 04:05:06") && !is_date("617-555-0101")
        );
        assert!(is_zip("02139") && is_zip("02139-1234") && !is_zip("2139"));
    }
}

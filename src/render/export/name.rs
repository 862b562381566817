//! A name taken apart, as address books sort it.

use crate::likeness::is_credential;
use crate::text::fold;

/// The parts of a person's name.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Parts {
    pub family: String,
    pub given: String,
    /// Between the two.
    pub additional: String,
    /// Such as "Dr.".
    pub prefix: String,
    /// Such as "Jr.", and letters that stand in the name.
    pub suffixes: Vec<String>,
}

const PREFIXES: [&str; 9] = ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "rev"];
const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "esq"];
/// Words that belong to the family name behind them.
const PARTICLES: [&str; 22] = [
    "al", "ap", "bar", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la",
    "le", "st.", "ter", "van", "von",
];

/// Words that no person's name has.
const OF_A_PRACTICE: [&str; 24] = [
    "agency",
    "associates",
    "center",
    "centers",
    "centre",
    "clinic",
    "clinics",
    "collaborative",
    "collective",
    "counseling",
    "department",
    "foundation",
    "group",
    "health",
    "hospital",
    "inc",
    "institute",
    "llc",
    "partners",
    "program",
    "psychotherapy",
    "services",
    "team",
    "wellness",
];

/// Whether a name is that of a practice rather than of a person.
pub fn is_practice(name: &str) -> bool {
    fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| OF_A_PRACTICE.contains(&word))
}

/// Takes a name apart: "Last, First" where the comma says so, else the last word and its particles are the family's.
pub fn parts(name: &str) -> Parts {
    let mut parts = Parts::default();
    let mut pieces = Vec::new();
    for piece in name.split(',') {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let own = words.iter().rposition(|word| !is_behind(word)).map_or(0, |last| last + 1);
        // A name that is nothing but letters is a name.
        let own = if own == 0 && pieces.is_empty() { words.len() } else { own };
        parts.suffixes.extend(words[own..].iter().map(|&word| word.to_owned()));
        if own > 0 {
            pieces.push(words[..own].to_vec());
        }
    }
    let (mut given, family) = match &pieces[..] {
        [] => (Vec::new(), Vec::new()),
        [words] => split_words(words, &mut parts),
        [family, rest @ ..] => (rest.concat(), family.clone()),
    };
    if pieces.len() > 1 {
        take_prefix(&mut given, &mut parts);
    }
    parts.given = given.first().map(|&word| word.to_owned()).unwrap_or_default();
    parts.additional = given.get(1..).unwrap_or_default().join(" ");
    parts.family = family.join(" ");
    parts
}

/// The words before the family name, and the family name.
fn split_words<'n>(words: &[&'n str], parts: &mut Parts) -> (Vec<&'n str>, Vec<&'n str>) {
    let mut words = words.to_vec();
    take_prefix(&mut words, parts);
    let mut at = words.len().saturating_sub(1);
    while at > 1 && PARTICLES.contains(&fold(words[at - 1]).as_ref()) {
        at -= 1;
    }
    let family = words.split_off(at);
    // One word alone is what she is called.
    if words.is_empty() { (family, words) } else { (words, family) }
}

fn take_prefix(words: &mut Vec<&str>, parts: &mut Parts) {
    let is_prefix = |word: &&&str| PREFIXES.contains(&fold(word).trim_end_matches('.'));
    let count = words.iter().take_while(is_prefix).count().min(words.len().saturating_sub(1));
    parts.prefix = words.drain(..count).collect::<Vec<_>>().join(" ");
}

fn is_behind(word: &str) -> bool {
    SUFFIXES.contains(&fold(word).trim_end_matches('.')) || is_credential(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(name: &str) -> [String; 5] {
        let Parts { family, given, additional, prefix, suffixes } = parts(name);
        [family, given, additional, prefix, suffixes.join(" ")]
    }

    #[test]
    fn a_name_is_taken_apart_as_it_is_sorted() {
        assert_eq!(taken("Ana Ruiz"), ["Ruiz", "Ana", "", "", ""]);
        assert_eq!(taken("Dr. Ana María de la Cruz, LCSW, PhD"), ["de la Cruz", "Ana", "María", "Dr.", "LCSW PhD"]);
        assert_eq!(taken("Ruiz, Ana M."), ["Ruiz", "Ana", "M.", "", ""]);
        assert_eq!(taken("Van Dyke, Prof. Bo Jr."), ["Van Dyke", "Bo", "", "Prof.", "Jr."]);
        assert_eq!(taken("Bo Lind III"), ["Lind", "Bo", "", "", "III"]);
    }

    #[test]
    fn no_name_is_lost() {
        assert_eq!(taken("Cher"), ["", "Cher", "", "", ""]);
        assert_eq!(taken("Von Ruiz"), ["Ruiz", "Von", "", "", ""]);
        assert_eq!(taken("Dr."), ["", "Dr.", "", "", ""]);
        assert_eq!(taken(" , "), ["", "", "", "", ""]);
        assert_eq!(taken("PhD"), ["", "PhD", "", "", ""]);
    }

    #[test]
    fn a_practice_is_no_person() {
        assert!(is_practice("Tidewater Eating Recovery Center") && is_practice("North Room, LLC"));
        assert!(!is_practice("Ana Ruiz") && !is_practice("Sinclair Teamer"));
    }
}

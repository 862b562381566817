//! A person's name without what is written around it.

use crate::text::fold;
use crate::vocab::credential;
use std::borrow::Cow;
use std::ops::Range;

/// Words before a name that are no part of it.
const TITLES: [&str; 9] = ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "rev"];

/// The words of a name, folded and in the order of the alphabet: without titles, letters behind it, what stands in
/// brackets, and initials beside two whole words. "Ruiz, Ana M., LCSW" and "Dr. Ana Ruiz" are the same.
pub fn name_key(name: &str) -> String {
    let Words { text, mut places } = words(name);
    // Initials beside two whole words say too little to tell two people apart, or to find one.
    if whole(&text, &places) >= 2 {
        places.retain(|place| !is_initial(&text[place.clone()]));
    }
    places.sort_unstable_by(|a, b| text[a.clone()].cmp(&text[b.clone()]));
    let mut key = String::with_capacity(text.len() + places.len());
    for place in places {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&text[place]);
    }
    key
}

/// Whether two spellings of one name key are surely one name: no other initials stand in them, and the words have not
/// changed places without a comma to say so.
pub fn is_same_name(first: &str, second: &str) -> bool {
    let (one, other) = (words(first), words(second));
    let initials = |words: &Words| -> Vec<String> {
        let has_whole = whole(&words.text, &words.places) >= 2;
        words.iter().filter(|word| has_whole && is_initial(word)).map(str::to_owned).collect()
    };
    let has_comma = |name: &str| name.contains(',');
    let given = |words: &Words| words.iter().find(|word| !is_initial(word)).map(str::to_owned);
    let (a, b) = (initials(&one), initials(&other));
    (a.is_empty() || b.is_empty() || a == b) && (has_comma(first) || has_comma(second) || given(&one) == given(&other))
}

/// The words of a name, folded, in the order in which they are written.
#[derive(Default)]
struct Words {
    text: String,
    places: Vec<Range<usize>>,
}

impl Words {
    fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| &self.text[place.clone()])
    }

    /// Adds a word as it is spelled: a hyphen makes two of it.
    fn add(&mut self, spelled: &str) {
        if spelled.is_ascii() {
            for word in spelled.split(['-', '_']) {
                let start = self.text.len();
                let letters = word.bytes().filter(|byte| !matches!(byte, b'.' | b'\''));
                self.text.extend(letters.map(|byte| byte.to_ascii_lowercase() as char));
                if self.text.len() > start {
                    self.places.push(start..self.text.len());
                }
            }
            return;
        }
        let folded = fold(spelled);
        for word in folded.split(' ') {
            let start = self.text.len();
            self.text.extend(word.chars().filter(|c| !matches!(c, '.' | '\'')));
            if self.text.len() > start {
                self.places.push(start..self.text.len());
            }
        }
    }
}

fn words(name: &str) -> Words {
    let name = without_brackets(name);
    let mut words = Words { text: String::with_capacity(name.len()), places: Vec::with_capacity(4) };
    for (i, part) in name.split(',').enumerate() {
        // Letters stand behind the name: one word of the first part at least is hers.
        let spelled: Vec<&str> = part.split_whitespace().collect();
        let own = spelled.iter().rposition(|word| !is_credential(word)).map_or(usize::from(i == 0), |last| last + 1);
        spelled.iter().take(own).for_each(|word| words.add(word));
    }
    let titles = words.iter().take_while(|word| TITLES.contains(word)).count();
    if titles < words.places.len() {
        words.places.drain(..titles);
    }
    words
}

/// How many words are no initials.
fn whole(text: &str, places: &[Range<usize>]) -> usize {
    places.iter().filter(|place| !is_initial(&text[(*place).clone()])).count()
}

/// Whether a word is a single letter.
fn is_initial(word: &str) -> bool {
    word.len() <= 4 && word.chars().nth(1).is_none()
}

/// Whether two names may be one: all words of the shorter one are in the other.
pub fn is_near(first: &str, second: &str) -> bool {
    let all_in = |few: &str, many: &str| {
        let many: Vec<&str> = many.split(' ').collect();
        few.split(' ').all(|word| many.contains(&word))
    };
    all_in(first, second) || all_in(second, first)
}

fn without_brackets(name: &str) -> Cow<'_, str> {
    if !name.bytes().any(|byte| matches!(byte, b'(' | b'[' | b')' | b']')) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let outside = name.chars().filter(|c| match c {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    let outside: String = outside.collect();
    if outside.trim().is_empty() { Cow::Borrowed(name) } else { Cow::Owned(outside) }
}

/// Letters that are known, or that can be nothing else: "Ma" and "Do" are names.
pub fn is_credential(word: &str) -> bool {
    // Capitals are letters.
    let has_capitals = match word.is_ascii() {
        true => word.bytes().filter(u8::is_ascii_uppercase).count() >= 2,
        false => {
            word.chars().filter(|c| c.is_uppercase()).count() >= 2
                && word.chars().filter(|c| c.is_alphabetic()).count() >= 2
        }
    };
    has_capitals && credential(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for name in
            ["Ana Ruiz", "Ruiz, Ana", "Dr. Ana Ruiz", "ana  RUIZ", "Ana M. Ruiz, LCSW, PhD", "Ana (Annie) Ruiz LICSW"]
        {
            assert_eq!(name_key(name), "ana ruiz", "{name}");
        }
        assert_eq!(name_key("Zoë O'Brien-Núñez"), "nunez obrien zoe");
    }

    #[test]
    fn another_initial_or_another_order_is_another_name() {
        assert!(is_same_name("Ana Ruiz", "Ana M. Ruiz") && is_same_name("Ruiz, Ana", "Dr. Ana Ruiz"));
        assert!(!is_same_name("Ana B. Ruiz", "Ana M. Ruiz") && !is_same_name("Thomas James", "James Thomas"));
    }

    #[test]
    fn a_name_is_never_lost() {
        assert_eq!(
            [name_key("Yo Ma"), name_key("J. R."), name_key("Dr."), name_key("PhD"), name_key("(A)")],
            ["ma yo", "j r", "dr", "phd", "(a)"]
        );
        assert_eq!(name_key("MD"), "md");
    }

    #[test]
    fn a_part_of_a_name_is_near_and_another_name_is_not() {
        assert!(is_near("ana ruiz", "ana maria ruiz"));
        assert!(!is_near("ana ruiz", "bo ruiz"));
    }
}

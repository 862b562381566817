//! A person's name without what is written around it.

use crate::text::fold;
use crate::vocab::credential;

/// Words before a name that are no part of it.
const TITLES: [&str; 9] = ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "rev"];

/// The words of a name, folded and in the order of the alphabet: without titles, letters behind it, what stands in
/// brackets, and initials beside two whole words. "Ruiz, Ana M., LCSW" and "Dr. Ana Ruiz" are the same.
pub fn name_key(name: &str) -> String {
    let mut words = words(name);
    drop_initials(&mut words);
    words.sort_unstable();
    words.join(" ")
}

/// Whether two spellings of one name key are surely one name: no other initials stand in them, and the words have not
/// changed places without a comma to say so.
pub fn is_same_name(first: &str, second: &str) -> bool {
    let initials = |name: &str| -> Vec<String> {
        let words = words(name);
        let whole = words.iter().filter(|word| word.chars().count() > 1).count();
        let is_initial = |word: &String| whole >= 2 && word.chars().count() == 1;
        words.into_iter().filter(is_initial).collect()
    };
    let has_comma = |name: &str| name.contains(',');
    let given = |name: &str| words(name).into_iter().find(|word| word.chars().count() > 1);
    let (a, b) = (initials(first), initials(second));
    (a.is_empty() || b.is_empty() || a == b) && (has_comma(first) || has_comma(second) || given(first) == given(second))
}

/// The words of a name, folded, in the order in which they are written.
fn words(name: &str) -> Vec<String> {
    let name = without_brackets(name);
    let mut words: Vec<String> = Vec::new();
    for (i, part) in name.split(',').enumerate() {
        let spelled: Vec<&str> = part.split_whitespace().collect();
        // Letters stand behind the name: one word of the first part at least is hers.
        let own = spelled.iter().rposition(|word| !is_credential(word)).map_or(usize::from(i == 0), |last| last + 1);
        for word in &spelled[..own.min(spelled.len())] {
            let folded = fold(word);
            words.extend(folded.split(' ').map(|word| word.replace(['.', '\''], "")).filter(|word| !word.is_empty()));
        }
    }
    let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
    if titles < words.len() {
        words.drain(..titles);
    }
    words
}

/// Initials beside two whole words say too little to tell two people apart, or to find one.
fn drop_initials(words: &mut Vec<String>) {
    let whole = words.iter().filter(|word| word.chars().count() > 1).count();
    if whole >= 2 {
        words.retain(|word| word.chars().count() > 1);
    }
}

/// Whether two names may be one: all words of the shorter one are in the other.
pub fn is_near(first: &str, second: &str) -> bool {
    let all_in = |few: &str, many: &str| {
        let many: Vec<&str> = many.split(' ').collect();
        few.split(' ').all(|word| many.contains(&word))
    };
    all_in(first, second) || all_in(second, first)
}

fn without_brackets(name: &str) -> String {
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
    if outside.trim().is_empty() { name.to_owned() } else { outside }
}

/// Letters that are known, or that can be nothing else: "Ma" and "Do" are names.
pub fn is_credential(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    letters >= 2 && capitals >= 2 && credential(word).is_some()
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

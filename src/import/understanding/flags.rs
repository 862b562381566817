//! Columns whose header is a value and whose cells say yes: an insurer, a language, an age band.

use super::answers;
use super::evidence::Evidence;
use super::headers::says_no;
use super::target::Target;
use crate::colleague::{AgeRange, Field, read_hours};
use crate::text::fold;
use crate::vocab::{
    Delivery, Format, Found, Language, Region, Service, Vocabulary, Word, group, payer_alias, payer_name,
};

/// Whether the cells of a column say yes or no, or repeat its header.
pub fn says_yes(header: &str, values: &Evidence) -> bool {
    let named = fold(header);
    let says = |value: &str| answers::yes_no(value).is_some() || fold(value) == named;
    !values.is_empty() && values.values().iter().all(|value| says(value))
}

/// The value that a header stands for, as a flag of the field that takes it.
pub fn flag(header: &str, vocabulary: &Vocabulary) -> Option<Target> {
    let (subject, word) = subject(header);
    let word = word.trim().trim_end_matches('?');
    let word = [" speaking", " Speaking", " speaker", " Speaker"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let word = word.trim().trim_end_matches(['?', ':', '*']).trim();
    if word.is_empty() || !word.chars().any(char::is_alphabetic) && subject.is_none() {
        return None;
    }
    let spaced = spaced(word);
    let words: Vec<String> = fold(header).split(' ').map(str::to_owned).collect();
    if subject != Some(Field::Declines) && says_no(&words) {
        return None;
    }
    let field = |field, value: &str| Some(Target::Flag { field, value: value.to_owned(), inverted: false });
    let payer = || {
        let known = payer_alias(&fold(word)).is_some()
            || payer_alias(&fold(&spaced)).is_some()
            || payer_name(&spaced) != fold(&spaced);
        known.then(|| as_name(word)).and_then(|name| field(Field::Payers, &name))
    };
    match subject {
        Some(Field::Payers) if names_no_payer(&spaced) => return None,
        Some(Field::Payers) => return field(Field::Payers, &as_name(word)),
        Some(Field::Languages) => {
            return Language::read(&spaced).and_then(|known| field(Field::Languages, &known.name()));
        }
        Some(Field::LicensedIn) => {
            return Region::read(&spaced).and_then(|known| field(Field::LicensedIn, known.code()));
        }
        Some(Field::Ages) => return ages(&spaced).and_then(|ages| field(Field::Ages, &ages)),
        Some(Field::Delivery) => return Delivery::read(&spaced).and_then(|known| field(Field::Delivery, known.word())),
        _ => {}
    }
    let approach = || match vocabulary.approach(&spaced) {
        Found::Sure(id) => field(Field::Approaches, vocabulary.approach_name(id)),
        _ => None,
    };
    let concern = || match vocabulary.concern(&spaced) {
        Found::Sure(id) => field(
            if subject == Some(Field::Declines) { Field::Declines } else { Field::Concerns },
            vocabulary.concern_name(id),
        ),
        _ => None,
    };
    // “Emergency services” are something a hospital has, not a group of people.
    let is_emergency = fold(&spaced).contains("emergency");
    let in_own_words = || {
        let format = Format::read(&spaced).and_then(|format| field(Field::Sees, format.word()));
        let service = || Service::read(&spaced).and_then(|service| field(Field::Services, service.word()));
        let language = || {
            // Two and three letters are codes of many things.
            let known = Language::read(&spaced).filter(|_| spaced.chars().count() > 3);
            known.and_then(|known| field(Field::Languages, &known.name()))
        };
        let hours = || {
            let word = fold(&spaced).into_owned();
            let ends = [" appointments", " appts", " hours", " availability", " sessions"];
            let word = ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
            read_hours(word).and_then(|_| field(Field::Hours, word))
        };
        let people = || {
            group(&affirmed(&spaced)).filter(|_| !is_emergency).and_then(|group| field(Field::Affirms, group.name()))
        };
        let delivery = || {
            Delivery::read(&spaced).filter(|_| {
                !matches!(fold(&spaced).as_ref(), "phone" | "office" | "call" | "telephone" | "person" | "audio")
            })
        };
        let delivery = || delivery().and_then(|delivery| field(Field::Delivery, delivery.word()));
        format
            .or_else(|| ages(&spaced).and_then(|ages| field(Field::Ages, &ages)))
            .or_else(delivery)
            .or_else(language)
            .or_else(people)
            .or_else(hours)
            .or_else(service)
    };
    if subject == Some(Field::Approaches) {
        return approach();
    }
    if matches!(subject, Some(Field::Concerns | Field::Specialties | Field::Declines)) {
        return concern().or_else(approach).or_else(in_own_words);
    }
    payer().or_else(in_own_words).or_else(approach).or_else(concern)
}

/// Whether a header may be the name of an insurer.
pub fn may_name_payer(header: &str) -> bool {
    let words: Vec<String> = fold(header).split(' ').map(str::to_owned).collect();
    !says_no(&words) && !names_no_payer(header)
}

/// Whether the rest of “Insurance accepted”, “Panels open” says something about insurers and names none.
fn names_no_payer(words: &str) -> bool {
    let is_common = |word: &str| {
        matches!(
            word,
            "accepted"
                | "accepts"
                | "accept"
                | "taken"
                | "used"
                | "billed"
                | "billing"
                | "bills"
                | "based"
                | "verified"
                | "panel"
                | "panels"
                | "provider"
                | "providers"
                | "member"
                | "participating"
                | "participation"
                | "participant"
                | "credentialed"
                | "credentialing"
                | "paneled"
                | "network"
                | "plan"
                | "plans"
                | "insurance"
                | "coverage"
                | "company"
                | "companies"
                | "carriers"
                | "carrier"
                | "open"
                | "closed"
                | "pending"
                | "active"
                | "inactive"
                | "current"
                | "status"
                | "type"
                | "file"
                | "on"
                | "in"
                | "out"
                | "of"
                | "only"
                | "none"
                | "other"
                | "any"
                | "yes"
                | "accepting"
                | "available"
                | "required"
                | "ok"
                | "and"
                | "or"
                | "name"
                | "expired"
        )
    };
    fold(words).split(' ').all(|word| is_common(word.trim_matches(|c: char| !c.is_alphanumeric())))
        || fold(words).split(' ').any(|word| matches!(word, "pending" | "closed" | "inactive" | "expired"))
}

/// The flag of a column that stands among those of insurers.
pub fn payer_flag(header: &str) -> Target {
    Target::Flag { field: Field::Payers, value: as_name(header), inverted: false }
}

/// “LGBTQ+ affirming” is about LGBTQ+ people.
pub fn affirmed(words: &str) -> String {
    let folded = fold(words);
    let ends = [
        " affirming",
        " friendly",
        " allied",
        " affirmative",
        " competent",
        " welcoming",
        " ally",
        " issues",
        " clients",
        " community",
        " people",
    ];
    ends.iter().find_map(|end| folded.strip_suffix(end)).unwrap_or(&folded).to_owned()
}

/// The ages of a header such as “Children (6-12)” or “Adults”.
fn ages(words: &str) -> Option<String> {
    let read = |text: &str| AgeRange::read(text).map(|_| text.trim().to_owned());
    let inside = words.split_once('(').and_then(|(_, rest)| rest.split_once(')')).and_then(|(inside, _)| read(inside));
    let folded = fold(words);
    let plain = folded.strip_prefix("ages ").or_else(|| folded.strip_prefix("age ")).unwrap_or(&folded);
    // A bare number is no band.
    let plain = if plain.bytes().all(|b| b.is_ascii_digit()) { None } else { read(plain) };
    inside.or(plain)
}

/// What a header such as “Insurance: Aetna”, “accepts_aetna” or “Which languages? [Spanish]” is about, and the rest.
fn subject(header: &str) -> (Option<Field>, String) {
    let of = |words: &str| {
        let folded = spaced(words);
        let folded = fold(&folded);
        let has = |any: &[&str]| folded.split(' ').any(|word| any.contains(&word.trim_end_matches(['?', ':'])));
        if has(&[
            "insurance",
            "insurances",
            "insurers",
            "payer",
            "payers",
            "payor",
            "ins",
            "panel",
            "panels",
            "plan",
            "network",
            "seguro",
            "assurance",
        ]) {
            Some(Field::Payers)
        } else if has(&[
            "language",
            "languages",
            "lang",
            "speaks",
            "spoken",
            "sprache",
            "sprachen",
            "idioma",
            "idiomas",
            "langue",
            "langues",
        ]) {
            Some(Field::Languages)
        } else if has(&["licensed", "license", "licensure", "licenses"]) {
            Some(Field::LicensedIn)
        } else if has(&["age", "ages"]) {
            Some(Field::Ages)
        } else if has(&[
            "specialty",
            "specialties",
            "specialities",
            "treats",
            "issues",
            "concern",
            "concerns",
            "conditions",
            "condition",
            "focus",
        ]) {
            Some(Field::Concerns)
        } else if has(&["approach", "approaches", "modality", "modalities", "technique", "method"]) {
            Some(Field::Approaches)
        } else if has(&["excludes", "exclusions", "exclusion"]) {
            Some(Field::Declines)
        } else {
            None
        }
    };
    // A grid of a questionnaire: the question, then the row of it in brackets.
    if let Some((question, rest)) = header.trim().split_once('[')
        && let Some(word) = rest.strip_suffix(']')
    {
        return (of(question), word.to_owned());
    }
    for mark in [": ", " - ", " – ", " / ", ":"] {
        if let Some((before, after)) = header.split_once(mark)
            && let Some(field) = of(before)
        {
            return (Some(field), after.to_owned());
        }
    }
    let spaced = spaced(header);
    if let Some((first, rest)) = spaced.split_once(' ') {
        let verb = fold(first);
        let takes = matches!(verb.as_ref(), "accepts" | "takes" | "has" | "offers" | "treats" | "sees" | "is");
        if let Some(field) = of(first) {
            return (Some(field), rest.to_owned());
        }
        if takes {
            return (None, rest.to_owned());
        }
    }
    (None, header.to_owned())
}

/// A header as words: `str8_med` is “str8 med”, `dialecticalBehavior` “dialectical Behavior”.
fn spaced(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for c in header.trim().chars() {
        if c == '_' {
            spaced.push(' ');
        } else {
            if c.is_uppercase() && before.is_lowercase() && !header.contains(' ') {
                spaced.push(' ');
            }
            spaced.push(c);
        }
        before = c;
    }
    spaced
}

/// A header as a name to be read: `aetna` is “Aetna”, `bcbs` “BCBS”; what has capitals keeps them.
fn as_name(header: &str) -> String {
    let header = header.trim();
    if header.chars().any(char::is_uppercase) {
        return header.replace('_', " ");
    }
    let spaced = spaced(header);
    let named = |word: &str| {
        let vowels = word.bytes().filter(|b| b"aeiouy".contains(b)).count();
        let is_word = word.bytes().all(|b| b.is_ascii_alphabetic());
        if is_word && (2..=4).contains(&word.len()) && vowels <= word.len() / 4
            || matches!(word, "uhc" | "uhs" | "nyship")
        {
            return word.to_uppercase();
        }
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    spaced.split(' ').filter(|word| !word.is_empty()).map(named).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(header: &str) -> String {
        flag(header, &Vocabulary::built_in()).map_or_else(|| "nothing".to_owned(), |target| target.to_string())
    }

    #[test]
    fn a_header_that_is_a_value_is_a_flag() {
        for (header, target) in [
            ("aetna", "payers:Aetna"),
            ("bcbs", "payers:BCBS"),
            ("Accepts Cigna", "payers:Cigna"),
            ("Takes MassHealth?", "payers:MassHealth"),
            ("emergency_services", "nothing"),
            ("Insurance: Acme Mutual", "payers:Acme Mutual"),
            ("Which plans do you take? [Tufts]", "payers:Tufts"),
            ("Spanish", "languages:Spanish"),
            ("speaks_spanish", "languages:Spanish"),
            ("Spanish speaking?", "languages:Spanish"),
            ("Couples", "sees:couple"),
            ("Children (6-12)", "ages:6-12"),
            ("Adults", "ages:adults"),
            ("EMDR", "approaches:emdr"),
            ("Evening appts", "hours:evening"),
            ("ptsd", "concerns:ptsd"),
            ("LGBTQ+ affirming", "affirms:lgbtq"),
            ("licensed_ma", "licensed_in:US-MA"),
            ("Favorite color", "nothing"),
            ("ED", "nothing"),
            ("2024", "nothing"),
            ("phone", "nothing"),
        ] {
            assert_eq!(says(header), target, "{header}");
        }
    }

    #[test]
    fn a_column_of_flags_holds_yes_and_no_or_its_own_name() {
        let says = |values: &[&str]| says_yes("Aetna", &Evidence::new(values.iter().copied()));
        assert!(says(&["yes", "", "X"]) && says(&["aetna"]) && says(&["TRUE", "FALSE"]));
        assert!(!says(&["yes", "PPO only"]) && !says(&[]));
    }
}

//! Names of people: letters behind them, titles before them, the last name first, all in capitals.

use super::manner::Manner;
use crate::text::fold;
use crate::vocab::credential;

/// A name as it was taken apart.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Person {
    /// The name, without titles and letters.
    pub name: String,
    /// The letters behind it.
    pub credentials: Vec<String>,
    /// Pronouns in brackets behind it.
    pub pronouns: Option<String>,
    /// Whether something was left out that is in none of these.
    pub left_out: bool,
}

/// Takes a name apart.
pub fn person(text: &str, manner: Manner) -> Person {
    let mut person = Person::default();
    let whole = text.trim();
    let text = whole.trim_end_matches(['*', '†', '‡', '#', '^']).trim_end();
    person.left_out = text.len() != whole.len();
    // “Ana Ruiz – LCSW” is written as a list would be.
    let text = take_pronouns(text, &mut person);
    let text = match [" - ", " – ", " | "].iter().find_map(|mark| text.split_once(mark)) {
        Some((name, rest)) if rest.split([',', ' ']).all(|part| part.is_empty() || is_known(part)) => {
            format!("{name}, {rest}")
        }
        _ => text,
    };
    let mut parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let mut name = parts.next().unwrap_or_default().to_owned();
    if manner.last_first
        && let Some(first) = parts.next()
    {
        // “RUIZ, ANA M LCSW”: the letters stand behind the first name.
        let mut words: Vec<&str> = first.split_whitespace().collect();
        while words.len() > 1 && words.last().is_some_and(|word| is_known(word) && word.len() > 2) {
            person.credentials.extend(words.pop().map(letters));
        }
        person.credentials.reverse();
        name = format!("{} {name}", words.join(" "));
    }
    // Where everything is in capitals, they do not tell letters from names.
    let is_loud = !text.chars().any(char::is_lowercase);
    let is_credential = |part: &str| if is_loud { is_known(part) } else { is_letters(part) };
    let is_last_name = !name.contains(' ') && !is_title(&name);
    for part in parts {
        if is_generation(part) {
            name = format!("{name} {part}");
        } else if is_business(part) && person.credentials.is_empty() {
            name = format!("{name}, {part}");
        } else if is_business(part) {
            person.left_out = true;
        } else if is_credential(part) {
            person.credentials.push(letters(part));
        } else if part.split_whitespace().all(is_known) {
            // A look is not enough for several words: “DO NOT REFER” is a warning.
            person.credentials.extend(part.split_whitespace().map(letters));
        } else if is_last_name && !name.contains(',') {
            // Half a name would be another's; whether this is the first one is not sure.
            name = format!("{name}, {part}");
        } else {
            person.left_out = true;
        }
        person.left_out |= part.ends_with('*');
    }
    take_last_letters(&mut name, &mut person);
    let name = take_titles(&name, &mut person);
    person.name = if manner.capitals || is_in_capitals(name) { quieter(name) } else { name.to_owned() };
    if person.name.is_empty() {
        // A title alone is all there is.
        whole.clone_into(&mut person.name);
    }
    person
}

/// Takes “(she/her)” off a name.
fn take_pronouns(text: &str, person: &mut Person) -> String {
    let Some((before, rest)) = text.split_once('(') else { return text.to_owned() };
    let Some((inside, after)) = rest.split_once(')') else { return text.to_owned() };
    let is_pronoun = |word: &str| {
        matches!(
            fold(word).as_ref(),
            "she"
                | "her"
                | "hers"
                | "he"
                | "him"
                | "his"
                | "they"
                | "them"
                | "theirs"
                | "ze"
                | "zir"
                | "xe"
                | "ella"
                | "el"
                | "elle"
                | "any"
                | "all"
        )
    };
    if !inside.contains('/') || !inside.split('/').all(is_pronoun) {
        return text.to_owned();
    }
    person.pronouns = Some(inside.trim().to_owned());
    format!("{}{after}", before.trim_end())
}

/// Whether a word says how a business is held, as no letters of a person do.
fn is_business(text: &str) -> bool {
    matches!(
        fold(text).replace('.', "").as_str(),
        "llc" | "pllc" | "pc" | "inc" | "llp" | "ltd" | "corp" | "plc" | "lllp" | "apc" | "gmbh" | "cic" | "lp"
    )
}

/// Takes known letters off the end of a name without a comma: “Ana Ruiz LCSW”.
fn take_last_letters(name: &mut String, person: &mut Person) {
    let mut found = Vec::new();
    loop {
        let words: Vec<&str> = name.split_whitespace().collect();
        let Some((last, rest)) = words.split_last() else { break };
        let capitals = last.chars().filter(|c| c.is_uppercase()).count();
        let others_are_quiet = rest.iter().any(|word| word.chars().any(char::is_lowercase));
        // “Anh Do” and “Li Ma” are names; “DO” and “MA” behind a name in small letters are letters.
        if rest.len() < 2 || capitals < 2 || !others_are_quiet || credential(last).is_none() && !is_known_degree(last) {
            break;
        }
        found.push(letters(last));
        *name = rest.join(" ");
    }
    found.reverse();
    found.append(&mut person.credentials);
    person.credentials = found;
}

/// Takes “Dr.” off the beginning of a name.
fn take_titles<'n>(name: &'n str, person: &mut Person) -> &'n str {
    let mut name = name.trim();
    while let Some((first, rest)) = name.split_once(char::is_whitespace) {
        if !is_title(first) {
            break;
        }
        person.left_out = true;
        name = rest.trim_start();
    }
    name
}

/// Whether a word is a title before a name.
pub fn is_title(word: &str) -> bool {
    let has_stop = word.ends_with('.');
    match fold(word).trim_end_matches('.') {
        "dr" | "mr" | "mrs" | "ms" | "mx" | "prof" | "professor" | "doctor" | "herr" | "frau" | "mme" | "mlle"
        | "dra" => true,
        "miss" | "rev" | "sr" | "sra" | "dipl" | "psych" => has_stop,
        _ => false,
    }
}

fn is_generation(text: &str) -> bool {
    matches!(fold(text).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether a text is the letters of a known credential.
pub fn is_known(text: &str) -> bool {
    let text = text.trim().trim_end_matches('*');
    (credential(text).is_some() || is_known_degree(text))
        && (text.chars().any(char::is_uppercase) || text.contains('.'))
}

/// Whether a text is the letters of a credential, known or by its look.
pub fn is_letters(text: &str) -> bool {
    if is_known(text) {
        return true;
    }
    let text = text.trim().trim_end_matches('*');
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=12).contains(&text.len())
        && capitals >= 2
        && text.chars().all(|c| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '.' | '-' | '/' | '(' | ')')
                || c.is_lowercase() && capitals >= 3
        })
        && !text.contains(' ')
}

fn is_known_degree(text: &str) -> bool {
    matches!(
        fold(text).replace('.', "").as_str(),
        "ma" | "ms"
            | "msw"
            | "med"
            | "mdiv"
            | "mba"
            | "mph"
            | "ba"
            | "bs"
            | "bsn"
            | "msn"
            | "bsc"
            | "msc"
            | "mphil"
            | "dsw"
            | "jd"
            | "mabpp"
            | "mft"
            | "mhc"
            | "ed d"
            | "eds"
            | "cas"
            | "dmin"
            | "mac"
            | "mapc"
            | "mscp"
            | "dpsych"
            | "dclinpsy"
            | "dclinpsych"
            | "mbacp"
            | "ukcp"
            | "bacp"
            | "hcpc"
            | "cpsychol"
            | "afbpss"
            | "ccc"
            | "rp"
            | "rsw"
            | "rcc"
    )
}

fn letters(text: &str) -> String {
    text.trim().trim_end_matches('*').trim_end().to_owned()
}

/// Whether a name stands in capitals by itself, in a column of names that do not.
fn is_in_capitals(name: &str) -> bool {
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    !name.chars().any(char::is_lowercase) && name.split_whitespace().filter(is_word).count() > 1
}

/// A name written in capitals as one is usually written: McDonald, O'Neil, de la Cruz, Smith-Jones, III.
pub fn quieter(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let quiet = words.iter().enumerate().map(|(i, word)| match fold(word).trim_end_matches(['.', ',']) {
        "ii" | "iii" | "iv" => (*word).to_owned(),
        "de" | "la" | "del" | "las" | "los" | "van" | "von" | "der" | "den" | "da" | "di" | "du" | "dos" | "y"
        | "of" | "the" | "and"
            if i > 0 && i < last =>
        {
            word.to_lowercase()
        }
        _ => quieter_word(word),
    });
    quiet.collect::<Vec<_>>().join(" ")
}

fn quieter_word(word: &str) -> String {
    let mut quiet = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        if begins {
            quiet.extend(c.to_uppercase());
        } else {
            quiet.extend(c.to_lowercase());
        }
        // “O'Neil” goes on with a capital, “Ana's” does not.
        let after_o = matches!(c, '\'' | '’') && quiet.chars().count() == 2;
        begins = matches!(c, '-' | '.' | '(' | '/') || after_o;
    }
    match quiet.strip_prefix("Mc") {
        Some(rest) if rest.chars().count() > 2 => {
            let mut letters = rest.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            format!("Mc{first}{}", letters.as_str())
        }
        _ => quiet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> (String, Vec<String>) {
        let person = person(text, Manner::default());
        (person.name, person.credentials)
    }

    #[test]
    fn letters_and_titles_are_taken_off_a_name() {
        for (text, name, credentials) in [
            ("Ana Ruiz, LCSW, PhD", "Ana Ruiz", &["LCSW", "PhD"][..]),
            ("Dr. Ana Ruiz", "Ana Ruiz", &[]),
            ("Ana Ruiz LCSW", "Ana Ruiz", &["LCSW"]),
            ("Ana Ruiz, LMHC-D*", "Ana Ruiz", &["LMHC-D"]),
            ("Ana Ruiz, Psy.D., ABPP", "Ana Ruiz", &["Psy.D.", "ABPP"]),
            ("Anh Do", "Anh Do", &[]),
            ("John Reed, Jr., MD", "John Reed Jr.", &["MD"]),
            ("Ana Ruiz, Director of Intake", "Ana Ruiz", &[]),
            ("Ana Ruiz, MA LPC", "Ana Ruiz", &["MA", "LPC"]),
            ("ANA RUIZ, LCSW", "Ana Ruiz", &["LCSW"]),
            ("RUIZ, ANA", "Ruiz, Ana", &[]),
            ("Harbor Counseling, LLC", "Harbor Counseling, LLC", &[]),
            ("Ana Ruiz, LCSW, PC", "Ana Ruiz", &["LCSW"]),
            ("Ana Ruiz – LCSW, PhD", "Ana Ruiz", &["LCSW", "PhD"]),
            ("O'Neil-Smith Clinic - Lowell", "O'Neil-Smith Clinic - Lowell", &[]),
            ("Ana Ruiz MA, LMFT", "Ana Ruiz", &["MA", "LMFT"]),
            ("Dr Ana Ruiz, M.D.,Ph.D", "Ana Ruiz", &["M.D.", "Ph.D"]),
            ("Ruiz, LCSW, Ana", "Ruiz, Ana", &["LCSW"]),
            ("Ana Ruiz, DO NOT REFER", "Ana Ruiz", &[]),
            ("Miss", "Miss", &[]),
        ] {
            assert_eq!(apart(text), (name.to_owned(), credentials.iter().map(|c| (*c).to_owned()).collect()), "{text}");
        }
        let left = |text| person(text, Manner::default()).left_out;
        assert!(left("Dr. Ana Ruiz") && left("Ana Ruiz*") && left("Ana Ruiz, Director") && !left("Ana Ruiz, LCSW"));
    }

    #[test]
    fn pronouns_in_brackets_are_pronouns() {
        let person = person("Ana Ruiz (she/her), LCSW", Manner::default());
        assert_eq!((person.name.as_str(), person.pronouns.as_deref()), ("Ana Ruiz", Some("she/her")));
        assert_eq!(person.credentials, ["LCSW"]);
        assert_eq!(apart("Elizabeth (Liz) Ruiz").0, "Elizabeth (Liz) Ruiz");
    }

    #[test]
    fn the_last_name_is_put_last_where_the_column_has_it_first() {
        let manner = Manner { last_first: true, ..Manner::default() };
        let name = |text| person(text, manner).name;
        assert_eq!([name("Ruiz, Ana"), name("de la Cruz, Ana M., LCSW")], ["Ana Ruiz", "Ana M. de la Cruz"]);
        let loud = person("RUIZ, ANA M. LCSW", Manner { capitals: true, ..manner });
        assert_eq!((loud.name.as_str(), &loud.credentials[..]), ("Ana M. Ruiz", &["LCSW".to_owned()][..]));
    }

    #[test]
    fn capitals_become_a_name() {
        for (loud, name) in [
            ("ANA RUIZ", "Ana Ruiz"),
            ("SEAN O'NEIL", "Sean O'Neil"),
            ("JEAN MCDONALD", "Jean McDonald"),
            ("MARIA DE LA CRUZ", "Maria de la Cruz"),
            ("SMITH-JONES", "Smith-Jones"),
            ("JOHN REED III", "John Reed III"),
            ("ZOË ÅKERMAN", "Zoë Åkerman"),
            ("McKay", "McKay"),
            ("J.R. REED", "J.R. Reed"),
        ] {
            assert_eq!(quieter(loud), name);
        }
    }
}

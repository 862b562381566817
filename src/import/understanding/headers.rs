//! What the name of a column says: known spellings first, then with numbers, places and filler words left away.

mod questions;

use self::questions::about;
use super::target::{End, Target};
use crate::colleague::{Field, Shape};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a header says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// What the column holds.
    pub meaning: Meaning,
    /// Whose phone, whose address.
    pub place: Place,
    /// The number in “Address 2”; 0 without one.
    pub number: u32,
    /// Whether it is said to be carried about.
    pub is_mobile: bool,
    /// Whether it names the smaller part of a country.
    pub is_county: bool,
    /// Whether it was understood by some of its words only.
    pub is_guess: bool,
}

/// What a column holds, as far as its header says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// This.
    Is(Target),
    /// One of several things: the values decide.
    Asks(Question),
    /// Something known that is none of our fields.
    Kept,
    /// Nothing known.
    Unknown,
    /// There is no header.
    Nameless,
}

/// What a header leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// A street or a whole address?
    Address,
    /// Takes new clients, or when?
    Availability,
    /// A phone, a mail address or a person?
    Contact,
    /// Letters, or states?
    License,
    /// A city, an address or a state?
    Location,
    /// How sessions are held, or how is treated?
    Modality,
    /// A person, a practice, a first or a last name?
    Name,
    /// Services or approaches?
    Services,
    /// The state of the office, or those of the licenses?
    State,
    /// Takes new clients, or something else?
    Status,
    /// Letters after the name, before it, or a profession?
    Title,
    /// Is there a waiting list, or how long is it?
    Waitlist,
}

/// Which of several phones, addresses or mail addresses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// The practice's, or nothing is said.
    Practice,
    /// A contact person's.
    Contact,
    /// One more.
    Other,
    /// Where letters go.
    Mailing,
    /// The person's own.
    Home,
}

const TABLE: &str = include_str!("headers.tsv");

/// Words that say whose or where something is, and not what.
const PLACE_WORDS: &str = "work business office buro bureau geschaftlich dienstlich beruflich trabajo travail professionnel \
    professionnelle practice praxis clinic company firma location main primary principal principale provider \
    providers therapist therapists clinician clinicians practitioner counselor counsellor physical public \
    contact individual licensee current preferred del de du la des facility organization org site colleague \
    member mobile cell mobil psychologist cabinet consultorio empresa oficina";

/// Words that a question is made of.
const FILLERS: &str = "what which who how do does did is are you your the a an of for in on to please list select check all \
    that apply any have has offer offered offers provide provided provides with by at we i my me us our \
    their they them this if describe enter indicate specify tell can will would like currently s e g \
    applicable optional required text field multi multiple choice tx full wie ist ihr ihre sie welche quel \
    quelle quels est votre vos su sus cual es que el los las le les";

static SPELLINGS: LazyLock<FxHashMap<String, Meaning>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (target, spellings) = (cells.next()?, cells.nth(1)?);
        Some((meaning(target)?, spellings))
    });
    rows.flat_map(|(meaning, spellings)| spellings.split('|').map(move |word| (compact(word), meaning.clone())))
        .collect()
});

impl Heading {
    /// What is said where there is no header.
    pub const NONE: Heading = Heading {
        meaning: Meaning::Nameless,
        place: Place::Practice,
        number: 0,
        is_mobile: false,
        is_county: false,
        is_guess: false,
    };
}

/// Says what the header of a column means.
pub fn heading(header: &str) -> Heading {
    // What we add to the rows that were set aside is read by nobody.
    if matches!(header.trim(), "_row" | "_problem") {
        return Heading { meaning: Meaning::Kept, ..Heading::NONE };
    }
    let (mut outside, mut inside) = (Vec::new(), Vec::new());
    words(header, &mut outside, &mut inside);
    // “Rate/50 min”: minutes, and no end of a span.
    for list in [&mut outside, &mut inside] {
        if let Some(at) = list.windows(2).position(|pair| is_number(&pair[0]) && pair[1] == "min") {
            list.drain(at..at + 2);
        }
    }
    let number = outside.iter().find_map(|word| word.parse().ok()).unwrap_or(0);
    let place = outside.iter().chain(&inside).filter_map(|word| place(word)).max().unwrap_or(Place::Practice);
    let has = |any: &[&str]| outside.iter().chain(&inside).any(|word| any.contains(&word.as_str()));
    let is_mobile =
        has(&["mobile", "cell", "cellphone", "mobil", "handy", "movil", "celular", "portable", "mobiltelefon"]);
    let is_county = has(&["county", "landkreis", "region", "administrative"]);
    let heading = |meaning| {
        // “PSY-101” under “License #” is a number, whatever letters it has.
        let is_of_license =
            matches!(meaning, Meaning::Asks(Question::License) | Meaning::Is(Target::Field(Field::Credentials)));
        let is_numbers = is_of_license && header.contains('#');
        let meaning = if is_numbers { Meaning::Kept } else { meaning };
        Heading { meaning, place, number, is_mobile, is_county, is_guess: false }
    };
    if outside.iter().chain(&inside).all(|word| is_number(word)) && !header.trim().is_empty() {
        return heading(Meaning::Unknown);
    }
    if outside.is_empty() && inside.is_empty() || is_made_up(&outside) {
        return heading(Meaning::Nameless);
    }
    let whole: Vec<String> = outside.iter().chain(&inside).cloned().collect();
    let plain = without(&outside, is_number);
    let placeless = without(&plain, is_place_word);
    let short = without(&placeless, is_filler);
    let told = [&whole, &without(&whole, is_number), &outside, &plain, &without(&plain, is_filler), &placeless, &short];
    let found = told.into_iter().enumerate().find_map(|(i, words)| Some((i, SPELLINGS.get(&words.concat())?)));
    let is_no = says_no(&whole);
    let believed = |meaning: &Meaning| !is_no || !is_turned_round(meaning);
    if let Some((i, meaning)) = found.filter(|(_, meaning)| believed(meaning)) {
        // What was found only by leaving out whose it is may be somebody else's.
        return heading(if i >= 5 { with_place(meaning.clone(), place) } else { meaning.clone() });
    }
    let full: Vec<String> = whole.iter().map(|word| in_full(word).to_owned()).collect();
    let (full, placeless) = (without(&full, is_number), without(&without(&full, is_number), is_place_word));
    if let Some(meaning) = [&full, &placeless].into_iter().find_map(|words| SPELLINGS.get(&words.concat())) {
        return Heading { is_guess: true, ..heading(with_place(meaning.clone(), place)) };
    }
    if let Some(end) = end_of_span(&plain) {
        return heading(end);
    }
    let found = about(&whole).or_else(|| before_slash(header)).filter(believed);
    match found.or_else(|| misspelt(&plain).filter(believed)) {
        Some(meaning) => Heading { is_guess: true, ..heading(meaning) },
        None => heading(Meaning::Unknown),
    }
}

/// Whether a header is about what does not hold, or no longer: “Insurance not accepted”.
pub fn says_no(words: &[String]) -> bool {
    let first_is_no = matches!(words, [first, second, ..] if first == "no" && second != "of");
    first_is_no
        || words.iter().any(|word| {
            matches!(
                word.as_str(),
                "not"
                    | "don't"
                    | "dont"
                    | "don’t"
                    | "doesn't"
                    | "doesnt"
                    | "won't"
                    | "wont"
                    | "can't"
                    | "cannot"
                    | "never"
                    | "except"
                    | "excluding"
                    | "exclude"
                    | "excluded"
                    | "excludes"
                    | "without"
                    | "unable"
                    | "former"
                    | "formerly"
                    | "previous"
                    | "previously"
                    | "dropped"
                    | "declined"
                    | "refused"
                    | "terminated"
            )
        })
}

/// Whether a field would hold the contrary of what a header with a “not” says.
fn is_turned_round(meaning: &Meaning) -> bool {
    let is_kept = |field: &Field| {
        matches!(field, Field::Declines | Field::Accepting | Field::Notes | Field::OutOfNetwork | Field::PrivateAddress)
    };
    match meaning {
        Meaning::Is(Target::Field(field)) => !is_kept(field),
        Meaning::Is(Target::Flag { inverted, .. }) => !inverted,
        Meaning::Is(_) | Meaning::Asks(_) => true,
        Meaning::Kept | Meaning::Unknown | Meaning::Nameless => false,
    }
}

/// A name or a contact of somebody else's is not the colleague's.
fn with_place(meaning: Meaning, place: Place) -> Meaning {
    let is_name = matches!(
        &meaning,
        Meaning::Is(Target::Name(_) | Target::Field(Field::Name | Field::Credentials))
            | Meaning::Asks(Question::Name | Question::Contact)
    );
    if is_name && place > Place::Contact { Meaning::Kept } else { meaning }
}

fn meaning(target: &str) -> Option<Meaning> {
    let asks = |question| Some(Meaning::Asks(question));
    match target {
        "extra" => Some(Meaning::Kept),
        "!accepting" => {
            let (field, value) = (Field::Accepting, "yes".to_owned());
            Some(Meaning::Is(Target::Flag { field, value, inverted: true }))
        }
        "+waitlist" => asks(Question::Waitlist),
        "?address" => asks(Question::Address),
        "?availability" => asks(Question::Availability),
        "?contact" => asks(Question::Contact),
        "?license" => asks(Question::License),
        "?location" => asks(Question::Location),
        "?modality" => asks(Question::Modality),
        "?name" => asks(Question::Name),
        "?services" => asks(Question::Services),
        "?state" => asks(Question::State),
        "?status" => asks(Question::Status),
        "?title" => asks(Question::Title),
        target => Target::read(target).map(Meaning::Is),
    }
}

/// The words of a header, folded: camelCase and numbers split, what stands in brackets apart.
pub(super) fn words(header: &str, outside: &mut Vec<String>, inside: &mut Vec<String>) {
    let mut depth = 0_u32;
    let mut word = String::new();
    let mut before = ' ';
    let chars: Vec<char> = header.chars().collect();
    let mut push = |word: &mut String, depth: u32| {
        if !word.is_empty() {
            let folded = fold(word).replace('ß', "ss");
            let list = if depth > 0 { &mut *inside } else { &mut *outside };
            list.extend(folded.split(' ').filter(|part| !part.is_empty()).map(str::to_owned));
            word.clear();
        }
    };
    for (i, &c) in chars.iter().enumerate() {
        let next_is_lower = chars.get(i + 1).is_some_and(|c| c.is_lowercase());
        let begins = c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_lower)
            || c.is_numeric() != before.is_numeric();
        if !c.is_alphanumeric() || begins {
            // “Dr’s” and “don’t” are one word, “E-mail” two that are compared as one.
            let joins = matches!(c, '\'' | '’') && before.is_alphabetic();
            if !joins {
                push(&mut word, depth);
            }
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() => word.push(c),
            _ => {}
        }
        before = c;
    }
    push(&mut word, depth);
}

/// A header as the table is searched: letters and digits, folded.
fn compact(text: &str) -> String {
    fold(text).replace('ß', "ss").chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the words of a header name a column that a program numbered because it had no name.
fn is_made_up(words: &[String]) -> bool {
    let is_made_up = |word: &str| {
        matches!(word, "column" | "col" | "field" | "unnamed" | "f" | "c" | "spalte" | "colonne" | "columna")
    };
    match words {
        [word, number] => is_made_up(word) && is_number(number),
        [word] => matches!(word.as_str(), "unnamed"),
        _ => false,
    }
}

fn without(words: &[String], is_left_out: fn(&str) -> bool) -> Vec<String> {
    words.iter().filter(|word| !is_left_out(word)).cloned().collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn place(word: &str) -> Option<Place> {
    Some(match word {
        "home" | "private" | "privat" | "privee" | "prive" | "personal" | "personnel" | "personnelle" | "perso"
        | "domicile" | "residence" | "residential" | "particular" | "casa" => Place::Home,
        "contact" => Place::Contact,
        "mailing" | "billing" | "correspondence" => Place::Mailing,
        "other" | "alternate" | "alternative" | "secondary" | "additional" | "weitere" | "weiteres" | "andere"
        | "autre" | "otro" | "otra" => Place::Other,
        _ => return None,
    })
}

fn is_place_word(word: &str) -> bool {
    place(word).is_some() || PLACE_WORDS.split(' ').any(|known| known == word)
}

fn is_filler(word: &str) -> bool {
    FILLERS.split(' ').any(|known| known == word)
}

/// “Specialties/Interests” are specialties; of single values, one in a column is enough to say what it is.
fn before_slash(header: &str) -> Option<Meaning> {
    let (first, second) = header.split_once(['/', ',', '&'])?;
    let is_list = |meaning: &&Meaning| matches!(meaning, Meaning::Is(Target::Field(field)) if field.shape() == Shape::List || *field == Field::Notes);
    [first, second].iter().find_map(|part| SPELLINGS.get(&compact(part)).filter(is_list)).cloned()
}

/// The word that a program shortens in the names of its columns.
fn in_full(word: &str) -> &str {
    const SHORT: [(&str, &str); 40] = [
        ("acpt", "accepting"),
        ("addr", "address"),
        ("adr", "address"),
        ("biz", "business"),
        ("cd", "code"),
        ("cntry", "country"),
        ("cnty", "county"),
        ("cred", "credentials"),
        ("creds", "credentials"),
        ("desc", "description"),
        ("dt", "date"),
        ("fam", "family"),
        ("frst", "first"),
        ("fst", "first"),
        ("grp", "group"),
        ("ins", "insurance"),
        ("lang", "language"),
        ("langs", "languages"),
        ("lic", "license"),
        ("ln", "line"),
        ("loc", "location"),
        ("lst", "last"),
        ("mail", "mailing"),
        ("mid", "middle"),
        ("nbr", "number"),
        ("nm", "name"),
        ("no", "number"),
        ("num", "number"),
        ("org", "organization"),
        ("pat", "patients"),
        ("ph", "phone"),
        ("phn", "phone"),
        ("prac", "practice"),
        ("prov", "provider"),
        ("pt", "patients"),
        ("pts", "patients"),
        ("spec", "specialty"),
        ("spkn", "spoken"),
        ("st", "state"),
        ("tel", "telephone"),
    ];
    SHORT.binary_search_by_key(&word, |(short, _)| short).map_or(word, |at| SHORT[at].1)
}

/// “Max patient age”, “session rate min”: one end of ages or fees.
fn end_of_span(words: &[String]) -> Option<Meaning> {
    let lower = |word: &str| matches!(word, "min" | "minimum" | "lowest" | "youngest" | "low");
    let upper = |word: &str| matches!(word, "max" | "maximum" | "highest" | "oldest" | "high");
    let end =
        words.iter().find_map(|word| if lower(word) { Some(End::From) } else { upper(word).then_some(End::To) })?;
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !lower(word) && !upper(word)).collect();
    match SPELLINGS.get(&rest.concat())? {
        Meaning::Is(Target::Field(field @ (Field::Ages | Field::Fee))) => Some(Meaning::Is(Target::End(*field, end))),
        _ => None,
    }
}

/// The known spelling of which a long header is off by a letter or two.
fn misspelt(words: &[String]) -> Option<Meaning> {
    let wanted = words.concat();
    let most = match wanted.chars().count() {
        0..=6 => return None,
        7..=11 => 1,
        _ => 2,
    };
    let near = |known: &str| {
        known.len().abs_diff(wanted.len()) <= 1
            && known.chars().next() == wanted.chars().next()
            && strsim::damerau_levenshtein(known, &wanted) <= most
    };
    let mut found = SPELLINGS.iter().filter(|(known, _)| near(known)).map(|(_, meaning)| meaning);
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(header: &str) -> String {
        match heading(header).meaning {
            Meaning::Is(target) => target.to_string(),
            Meaning::Asks(question) => format!("{question:?}?").to_lowercase(),
            Meaning::Kept => "kept".to_owned(),
            Meaning::Unknown => "unknown".to_owned(),
            Meaning::Nameless => "nameless".to_owned(),
        }
    }

    #[test]
    fn the_table_is_sorted_and_no_spelling_stands_twice() {
        let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 3) && rows.is_sorted_by(|a, b| a[..2] < b[..2]));
        let mut seen = FxHashMap::default();
        for row in &rows {
            assert!(meaning(row[0]).is_some(), "{}", row[0]);
            let spellings: Vec<&str> = row[2].split('|').collect();
            assert!(spellings.is_sorted(), "{} {}", row[0], row[1]);
            for spelling in spellings {
                assert_eq!(seen.insert(compact(spelling), row[0]), None, "{spelling}");
            }
        }
    }

    #[test]
    fn every_field_is_known_by_its_own_key() {
        let unlike: Vec<&str> = Field::ALL.iter().map(|field| field.key()).filter(|key| says(key) != *key).collect();
        // These say less than their keys would: other lists mean other things by them.
        assert_eq!(unlike, ["id", "name", "profession", "services", "offices"]);
    }

    #[test]
    fn a_header_is_known_however_it_is_cased_and_spaced() {
        for header in ["First Name", "first_name", "FirstName", "FIRST-NAME", "firstname", " First  name: "] {
            assert_eq!(says(header), "name.given", "{header}");
        }
        assert_eq!(["acceptingNewClients", "Accepting new clients?"].map(says), ["accepting"; 2]);
        assert_eq!(["PROV_LAST_NM", "GRP_NM", "ST_CD"].map(says), ["name.family", "practice", "state?"]);
        assert_eq!(["Straße geschäftlich", "Rue (bureau)", "Calle del trabajo"].map(says), ["street"; 3]);
    }

    #[test]
    fn questions_are_understood_by_what_they_are_about() {
        assert_eq!(says("What insurance do you accept? (list all)"), "payers");
        assert_eq!(says("Are you currently taking new clients?"), "accepting");
        assert_eq!(says("Which states are you licensed in?"), "licensed_in");
        assert_eq!(says("What issues do you NOT work with?"), "declines");
        assert_eq!(says("What is your full name?"), "name?");
        assert_eq!(says("How did you hear about us?"), "unknown");
    }

    #[test]
    fn minutes_are_no_end_of_a_span_and_numbers_of_licenses_no_letters() {
        assert_eq!([says("Rate/50 min"), says("Rate min")], ["fee", "fee.from"]);
        assert_eq!([says("License #"), says("Lic #"), says("License")], ["kept", "kept", "license?"]);
    }

    #[test]
    fn whose_it_is_and_which_one_is_told() {
        let place = |header| heading(header).place;
        assert_eq!(
            ["Business City", "Home City", "Ort privat", "Mailing City"].map(place),
            [Place::Practice, Place::Home, Place::Home, Place::Mailing]
        );
        assert_eq!((heading("E-mail 2 Address").number, says("E-mail 2 Address")), (2, "email".to_owned()));
        assert_eq!(says("Other Last Name"), "kept");
    }

    #[test]
    fn a_slip_of_the_pen_is_forgiven_in_a_long_header_only() {
        assert_eq!(says("whole_adress"), "address");
        assert_eq!(says("Langauges"), "languages");
        assert_eq!(["Ctiy", "Favorite color", "Stage"].map(says), ["unknown"; 3]);
    }

    #[test]
    fn a_column_without_a_name_is_no_unknown_one() {
        assert_eq!(["", " ", "column_3", "Unnamed: 0", "Field 2"].map(says), ["nameless"; 5]);
        assert_eq!(says("1199"), "unknown");
    }
}

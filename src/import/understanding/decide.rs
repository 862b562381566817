//! From what a header says and what the values look like to where a column goes.

use super::answers;
use super::evidence::{self, Evidence};
use super::flags::{flag, says_yes};
use super::headers::{Heading, Meaning, Question};
use super::target::{NamePart, Target};
use super::tongues::in_english;
use crate::colleague::{Field, read_hours};
use crate::text::fold;
use crate::vocab::{Delivery, Format, Language, Service, Vocabulary, Word, age_words, credential, group};

/// Where a column goes; an empty list keeps it as it is.
pub fn decide(header: &str, heading: &Heading, values: &Evidence, vocabulary: &Vocabulary) -> Vec<Target> {
    let one = |target: Option<Target>| target.into_iter().collect();
    let field = |field| Some(Target::Field(field));
    match &heading.meaning {
        Meaning::Kept if says_yes(header, values) => {
            one(flag(header, vocabulary).filter(names_a_value).filter(|target| target.field() != Field::Delivery))
        }
        Meaning::Kept => Vec::new(),
        Meaning::Nameless => one(by_values(values, vocabulary)),
        Meaning::Unknown if says_yes(header, values) => one(flag(header, vocabulary)),
        Meaning::Unknown => Vec::new(),
        Meaning::Asks(question) => one(answer(*question, header, values, vocabulary)),
        Meaning::Is(target) if values.is_empty() => match target {
            Target::Field(Field::Profession) => Vec::new(),
            // An empty third line of a street says nothing that the first two leave open.
            Target::Field(Field::Street) if heading.number > 2 && !fold(header).starts_with("address") => Vec::new(),
            target => vec![target.clone()],
        },
        Meaning::Is(Target::Field(of)) => {
            if !takes_yes(*of) && says_yes(header, values) {
                let is_sure = |target: &Target| target.field() == *of || heading.is_guess || names_a_value(target);
                return one(spoken_for(*of, header).or_else(|| flag(header, vocabulary).filter(is_sure)));
            }
            if *of == Field::Blurb && values.mostly(80, evidence::is_url) {
                return one(field(Field::Website));
            }
            if fits(*of, values) { one(field(*of)) } else { one(elsewhere(*of, values)) }
        }
        Meaning::Is(target @ Target::Flag { .. }) => {
            if values.mostly(80, |text| answers::yes_no(text).is_some()) {
                return one(Some(target.clone()));
            }
            one(field(Field::Accepting).filter(|_| values.mostly(60, answers::is_accepting)))
        }
        Meaning::Is(target @ Target::End(..)) => {
            one(Some(target.clone()).filter(|_| values.mostly(50, |text| text.bytes().any(|b| b.is_ascii_digit()))))
        }
        Meaning::Is(target) => vec![target.clone()],
    }
}

/// The field of a column without a header.
fn by_values(values: &Evidence, vocabulary: &Vocabulary) -> Option<Target> {
    let known = |text: &str| share_known(text, vocabulary) >= 50;
    let field = [
        (Field::Email, values.mostly(80, |text| evidence::email(text).is_some())),
        (Field::Website, values.mostly(80, evidence::is_url)),
        (Field::Npi, values.mostly(90, evidence::is_npi)),
        (Field::Phone, values.mostly(80, evidence::is_phone)),
        (Field::PostalCode, values.mostly(80, evidence::is_zip)),
        (Field::Region, values.mostly(90, evidence::is_state)),
        (Field::Credentials, values.mostly(70, |text| each(text, |part| credential(part).is_some()))),
        (Field::Languages, values.mostly(70, |text| each(text, |part| Language::read(part).is_some()))),
        (Field::Practice, values.mostly(45, evidence::is_organization) && values.never(|text| text.len() > 120)),
        (Field::Name, values.mostly(60, evidence::is_person)),
        (Field::Specialties, values.len() >= 3 && values.mostly(50, known)),
    ];
    field.into_iter().find(|(_, looks)| *looks).map(|(field, _)| Target::Field(field))
}

/// What the values say where the header leaves a question open.
fn answer(question: Question, header: &str, values: &Evidence, vocabulary: &Vocabulary) -> Option<Target> {
    let field = |field| Some(Target::Field(field));
    let first =
        |choices: &[(Field, bool)]| choices.iter().find(|(_, looks)| *looks).map(|&(field, _)| Target::Field(field));
    let known = |text: &str| share_known(text, vocabulary) >= 50;
    let delivery = |percent| values.mostly(percent, |text| each(text, is_delivery));
    let format = |percent| values.mostly(percent, |text| each(text, |part| Format::read(part).is_some()));
    match question {
        Question::Address if values.mostly(50, is_whole_address) => Some(Target::Address),
        Question::Address => field(Field::Street),
        Question::Availability => first(&[
            (
                Field::Openings,
                counts_places(header)
                    && values.mostly(90, is_count)
                    && !values.never(|text| !matches!(text, "0" | "1")),
            ),
            (Field::Accepting, values.mostly(60, answers::is_accepting)),
            (Field::Hours, values.mostly(40, has_hours)),
            (Field::WaitWeeks, values.mostly(60, |text| has_weeks(text) && !is_count(text))),
        ]),
        Question::Contact => first(&[
            (Field::Email, values.mostly(60, |text| evidence::email(text).is_some())),
            (Field::Phone, values.mostly(60, evidence::is_phone)),
            (Field::Website, values.mostly(60, evidence::is_url)),
            (Field::Name, values.mostly(60, evidence::is_person)),
        ]),
        Question::License => first(&[
            (Field::Credentials, values.mostly(50, |text| each(text, is_credential))),
            (Field::LicensedIn, values.mostly(60, |text| each(text, evidence::is_state))),
        ]),
        Question::Location if values.mostly(50, is_whole_address) => Some(Target::Address),
        Question::Location => first(&[
            (Field::Delivery, delivery(60)),
            (Field::Region, values.mostly(80, evidence::is_state)),
            (Field::City, values.mostly(70, is_city)),
            (Field::PostalCode, values.mostly(80, evidence::is_zip)),
            (
                Field::Street,
                values.mostly(60, |text| text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(' ')),
            ),
        ]),
        Question::Modality => first(&[
            (Field::Delivery, delivery(50)),
            (Field::Sees, format(60)),
            (Field::Approaches, values.mostly(30, known)),
        ]),
        Question::Name if values.is_empty() => field(Field::Name),
        Question::Name => {
            let practices = values.mostly(50, evidence::is_organization);
            let fits = values.never(|text| text.len() > 200) && !values.mostly(50, evidence::is_number);
            let name = if practices { Field::Practice } else { Field::Name };
            field(name).filter(|_| fits)
        }
        Question::Services => first(&[
            (Field::Delivery, delivery(60)),
            (Field::Sees, format(60)),
            (Field::Services, values.mostly(40, |text| each(text, |part| Service::read(part).is_some()))),
            (Field::Approaches, values.mostly(40, known)),
        ]),
        Question::State => first(&[
            (Field::LicensedIn, values.mostly(10, |text| count(text) > 1 && each(text, evidence::is_state))),
            (Field::Region, values.is_empty() || values.never(|text| text.len() > 40)),
        ]),
        Question::Status => field(Field::Accepting).filter(|_| values.mostly(60, answers::is_accepting)),
        Question::Title => {
            if values.mostly(60, is_prefix) || values.is_empty() && fold(header) == "title" {
                return Some(Target::Name(NamePart::Prefix));
            }
            let is_letters = |text: &str| each(text, |part| credential(part).is_some() && part.len() <= 10);
            first(&[
                (Field::Credentials, values.mostly(50, is_letters)),
                (Field::Profession, values.mostly(50, is_profession)),
            ])
        }
        Question::Waitlist => {
            if values.mostly(80, |text| answers::yes_no(text).is_some()) {
                return Target::read("accepting:waitlist");
            }
            first(&[
                (Field::WaitWeeks, values.mostly(40, has_weeks)),
                (Field::Accepting, values.mostly(60, answers::is_accepting)),
            ])
        }
    }
}

/// Fields whose cells may say yes or no by themselves.
fn takes_yes(field: Field) -> bool {
    matches!(
        field,
        Field::Accepting
            | Field::Delivery
            | Field::OutOfNetwork
            | Field::PrivateAddress
            | Field::Fee
            | Field::Gender
            | Field::Notes
    )
}

/// Whether a header that is a value is surely that, though it may be read as the name of a field too.
fn names_a_value(target: &Target) -> bool {
    matches!(target.field(), Field::Ages | Field::Sees | Field::Languages | Field::Payers | Field::Delivery)
}

/// Whether a number under the header may be one of free places.
fn counts_places(header: &str) -> bool {
    let folded = fold(header);
    ["slot", "availab", "opening", "spot", "space"].iter().any(|word| folded.contains(word))
}

/// What a yes means under a header that names no value but a field.
fn spoken_for(field: Field, header: &str) -> Option<Target> {
    let folded = fold(header);
    match field {
        Field::Access
            if ["wheelchair", "ada ", "step", "barrierefrei", "rollstuhl", "pmr", "silla de ruedas"]
                .iter()
                .any(|word| folded.contains(word)) =>
        {
            Target::read("access:step-free")
        }
        Field::Services if folded.contains("prescri") || folded.contains("medication") || folded.contains("meds") => {
            Target::read("services:medication")
        }
        Field::Openings => Some(Target::Field(Field::Accepting)),
        Field::Compacts if folded.contains("psypact") => Target::read("compacts:psypact"),
        _ => None,
    }
}

/// Whether the values may be what the header says; a header alone is believed unless they speak against it.
fn fits(field: Field, values: &Evidence) -> bool {
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    match field {
        Field::Email => values.mostly(50, |text| text.contains('@')),
        Field::Phone => values.mostly(50, |text| digits(text) >= 7) && !values.mostly(50, evidence::is_date),
        Field::Website => {
            values.mostly(50, |text| evidence::is_url(text) || text.contains("http") || text.contains("www."))
        }
        Field::PostalCode => values.mostly(50, has_digit) && values.mostly(80, |text| text.len() <= 12),
        Field::Npi => values.mostly(50, |text| digits(text) == 10),
        Field::City | Field::Region | Field::Country => {
            values.mostly(60, |text| text.len() <= 48) && !values.mostly(50, evidence::is_number)
        }
        Field::Accepting => {
            values.mostly(40, answers::is_accepting)
                || values.mostly(60, |text| {
                    answers::is_accepting(text.split([',', ';', '-', '–', '(', '.']).next().unwrap_or(""))
                })
        }
        Field::Checked => values.mostly(50, evidence::is_date),
        Field::Gender => values.mostly(40, |text| answers::gender(text).is_some()),
        // The age of a person is no span of ages.
        Field::Ages if values.mostly(80, is_count) => false,
        Field::Ages => {
            values.mostly(20, |text| has_digit(text) || any(text, |part| age_words(&in_english(part)).is_some()))
        }
        Field::Fee => values.mostly(30, |text| has_digit(text) || is_free(text)),
        Field::SlidingFeeFrom => values.mostly(50, has_digit),
        Field::Openings => values.mostly(60, is_count),
        Field::WaitWeeks => values.mostly(20, has_weeks),
        Field::OutOfNetwork => values.mostly(60, |text| answers::yes_no(text).is_some()),
        Field::PrivateAddress => values.mostly(80, |text| answers::yes_no(text).is_some()),
        Field::Hours => values.mostly(30, has_hours),
        Field::Delivery => {
            values.mostly(50, |text| answers::yes_no(text).is_some() || each(text, is_delivery))
                || values.mostly(30, is_delivery)
        }
        Field::Languages => values.mostly(30, |text| any(text, |part| Language::read(&in_english(part)).is_some())),
        Field::LicensedIn => {
            values.mostly(40, |text| any(text, evidence::is_state)) || values.mostly(40, evidence::is_state)
        }
        Field::Name | Field::Practice | Field::Street => {
            !values.mostly(50, evidence::is_number) && !values.mostly(50, |text| text.len() > 200)
        }
        Field::Id => true,
        Field::Access => values.mostly(30, |text| any(text, |part| crate::vocab::Access::read(part).is_some())),
        Field::Sees => values.mostly(30, |text| any(text, |part| Format::read(part).is_some())),
        Field::SeverityMax => values.mostly(50, |text| crate::vocab::Severity::read(text).is_some()),
        Field::Relationship => values.mostly(40, |text| crate::vocab::Relationship::read(text).is_some()),
        Field::Style => values.mostly(40, |text| any(text, |part| crate::vocab::Style::read(part).is_some())),
        Field::Away => values.mostly(40, |text| crate::colleague::Away::read(text).is_some()),
        Field::Payers
        | Field::Specialties
        | Field::Concerns
        | Field::Declines
        | Field::Approaches
        | Field::Affirms
        | Field::Identities
        | Field::Credentials => !values.mostly(70, |text| evidence::is_number(text) || evidence::is_url(text)),
        _ => true,
    }
}

/// A field of which the header came near.
fn elsewhere(field: Field, values: &Evidence) -> Option<Target> {
    let email = values.mostly(80, |text| evidence::email(text).is_some());
    let found = match field {
        Field::Phone | Field::Website if email => Field::Email,
        Field::Email if values.mostly(80, evidence::is_url) => Field::Website,
        Field::Accepting if values.mostly(60, is_count) => Field::Openings,
        Field::Accepting if values.mostly(40, has_hours) => Field::Hours,
        Field::WaitWeeks | Field::Hours if values.mostly(60, answers::is_accepting) => Field::Accepting,
        Field::Sees if values.mostly(50, |text| each(text, is_delivery)) => Field::Delivery,
        Field::Region if values.mostly(50, |text| each(text, evidence::is_state)) => Field::LicensedIn,
        _ => return None,
    };
    Some(Target::Field(found))
}

/// The parts of a cell as people separate them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '/', '\n', '&', '+'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(|part| part.trim().trim_matches(['[', ']', '"', '\'']))
        .filter(|part| !part.is_empty())
}

fn count(text: &str) -> usize {
    parts(text).count()
}

fn each(text: &str, looks: impl Fn(&str) -> bool) -> bool {
    looks(text) || count(text) > 0 && parts(text).all(looks)
}

fn any(text: &str, looks: impl Fn(&str) -> bool) -> bool {
    looks(text) || parts(text).any(looks)
}

/// How many of a hundred parts of a cell are words of the field.
fn share_known(text: &str, vocabulary: &Vocabulary) -> usize {
    let known = |part: &str| {
        let part = in_english(part);
        let part = part.as_ref();
        vocabulary.concern_id(part).is_some()
            || vocabulary.approach_id(part).is_some()
            || age_words(part).is_some()
            || group(part).is_some()
            || Format::read(part).is_some()
    };
    (parts(text).filter(|part| known(part)).count() * 100).checked_div(count(text)).unwrap_or(0)
}

fn is_count(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell is a way of holding sessions.
pub fn is_delivery(text: &str) -> bool {
    let folded = fold(text);
    Delivery::read(&in_english(text)).is_some()
        || [
            "hybrid",
            "both",
            "in person",
            "telehealth",
            "virtual",
            "online",
            "video",
            "remote",
            "presencial",
            "en ligne",
            "vor ort",
        ]
        .iter()
        .any(|word| {
            folded.split([' ', '/', ',', '(', ')']).collect::<Vec<_>>().join(" ").split("  ").any(|part| part == *word)
                || folded.starts_with(&format!("{word} ")) && folded.len() < 40
        })
}

fn is_credential(text: &str) -> bool {
    let letters = text.trim().trim_end_matches('*');
    credential(letters).is_some()
        || letters.len() <= 8
            && letters.len() >= 2
            && !letters.contains(' ')
            && letters.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !evidence::is_state(letters)
}

fn is_prefix(text: &str) -> bool {
    matches!(
        fold(text).trim_end_matches('.'),
        "dr" | "mr"
            | "ms"
            | "mrs"
            | "miss"
            | "mx"
            | "prof"
            | "herr"
            | "frau"
            | "sr"
            | "sra"
            | "m"
            | "mme"
            | "mlle"
            | "rev"
            | "fr"
            | "hon"
            | "dra"
            | "prof. dr"
            | "dipl. psych"
            | "pr"
            | "sir"
    )
}

/// Whether a cell is what somebody of the helping professions calls herself.
pub fn is_profession(text: &str) -> bool {
    const STEMS: [&str; 34] = [
        "therap",
        "psycholog",
        "psychiat",
        "counsel",
        "social work",
        "clinician",
        "nurse",
        "physician",
        "doctor",
        "coach",
        "analyst",
        "psychotherap",
        "mental health",
        "behavior analyst",
        "arzt",
        "berater",
        "terapeut",
        "trabajador",
        "travailleur",
        "medecin",
        "infirmi",
        "mft",
        "lcsw",
        "lpc",
        "prescriber",
        "dietitian",
        "nutritionist",
        "case manager",
        "peer support",
        "resident in",
        "heilpraktiker",
        "psychother",
        "consejer",
        "sozial",
    ];
    let folded = fold(text);
    STEMS.iter().any(|stem| folded.contains(stem)) || credential(text).is_some()
}

fn is_city(text: &str) -> bool {
    let words = parts(text).map(|part| part.split_whitespace().count());
    !text.bytes().any(|b| b.is_ascii_digit())
        && words.max().is_some_and(|most| most <= 3)
        && parts(text).all(|part| part.starts_with(|c: char| c.is_uppercase()))
}

fn is_free(text: &str) -> bool {
    matches!(
        fold(text).as_ref(),
        "free" | "none" | "no charge" | "no cost" | "gratis" | "gratuit" | "kostenlos" | "sliding scale" | "varies"
    )
}

/// Whether a cell tells when: a day, a part of the day, a time.
fn has_hours(text: &str) -> bool {
    any(text, |part| {
        read_hours(part).is_some()
            || part
                .split([' ', ':', '-', '–'])
                .any(|word| word.len() >= 3 && read_hours(word.trim_end_matches('s')).is_some())
    })
}

fn has_weeks(text: &str) -> bool {
    let folded = fold(text);
    let unit = folded.contains("week")
        || folded.contains("month")
        || folded.contains("day")
        || folded.contains("woche")
        || folded.contains("semaine")
        || folded.contains("semana")
        || folded.contains("wk");
    (unit && folded.bytes().any(|b| b.is_ascii_digit())) || is_count(text) || folded == "no wait"
}

/// Whether a cell holds an address with its city or code, not a street alone.
pub fn is_whole_address(text: &str) -> bool {
    let text = text.trim().trim_end_matches(", USA").trim_end_matches(", United States").trim_end_matches(", US");
    let words: Vec<&str> = text.split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return false };
    let Some(previous) = before.last() else { return false };
    let after_comma = text.rsplit([',', '\n']).next().unwrap_or_default().trim();
    let is_state = |word: &str| evidence::is_state(word);
    evidence::is_zip(last) && before.len() >= 2
        || before.len() >= 2 && text.contains(',') && is_state(after_comma)
        || is_uk_code(previous, last) && before.len() >= 3
        || text.contains([',', '\n'])
            && after_comma.split_once(' ').is_some_and(|(code, city)| {
                (4..=5).contains(&code.len())
                    && code.bytes().all(|b| b.is_ascii_digit())
                    && city.starts_with(char::is_uppercase)
            })
}

/// Whether two words are the halves of a British postcode.
pub fn is_uk_code(outward: &str, inward: &str) -> bool {
    (2..=4).contains(&outward.len())
        && outward.starts_with(|c: char| c.is_ascii_uppercase())
        && outward.bytes().any(|b| b.is_ascii_digit())
        && inward.len() == 3
        && inward.starts_with(|c: char| c.is_ascii_digit())
        && inward.bytes().skip(1).all(|b| b.is_ascii_uppercase())
}

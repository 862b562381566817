//! The cells of a column as values of a field; what is not surely one is reported and kept as it stands.

mod address;
mod ages;
mod contact;
mod fee;
mod list;
mod time;
mod words;

pub use self::words::ValueReader;

pub(super) use self::address::address;
pub(super) use self::ages::age_span;
pub(super) use self::fee::fee_span;
pub(super) use self::list::our_list;

use super::answers;
use super::columns::Column;
use super::evidence;
use super::record::{Draft, is_about};
use super::tongues::in_english;
use crate::colleague::{Away, Field};
use crate::problem::did_you_mean;
use crate::text::fold;
use crate::vocab::{
    Accepting, Access, Compact, Delivery, Language, Region, Relationship, Severity, Style, Word, suggest_language,
};
use list::{holds_a_no, is_nothing, parts, trimmed};

/// Reads a cell for a field and writes what it says.
pub(super) fn read(draft: &mut Draft, field: Field, column: &Column, cell: &str) {
    match field {
        Field::Npi => contact::npi(draft, cell),
        Field::Phone => contact::phone(draft, cell),
        Field::Email => contact::email(draft, cell),
        Field::Website => contact::website(draft, cell),
        Field::PostalCode => contact::postal_code(draft, cell),
        Field::City => city(draft, column, cell),
        Field::Credentials => credentials(draft, cell),
        Field::Specialties
        | Field::Concerns
        | Field::Declines
        | Field::Approaches
        | Field::Affirms
        | Field::Identities
        | Field::Sees
        | Field::Services => words::words(draft, field, cell),
        Field::SeverityMax => closed::<Severity>(draft, field, cell, "level"),
        Field::Relationship => closed::<Relationship>(draft, field, cell, "relationship"),
        Field::Gender => gender(draft, cell),
        Field::Accepting => accepting(draft, column, cell),
        Field::Ages => ages::ages(draft, cell),
        Field::LicensedIn => licensed_in(draft, cell),
        Field::Compacts => each(draft, field, cell, "compact", |part| Some(Compact::read(part)?.word().to_owned())),
        Field::Languages => languages(draft, cell),
        Field::Style => each(draft, field, cell, "style", |part| Some(Style::read(part)?.word().to_owned())),
        Field::Access => each(draft, field, cell, "access need", |part| Some(Access::read(part)?.word().to_owned())),
        Field::Payers => payers(draft, cell),
        Field::Faith | Field::Ties | Field::Offices => {
            let values: Vec<String> = parts(cell).into_iter().filter(|part| !is_nothing(part)).collect();
            values.iter().for_each(|value| draft.written.add(field, value));
        }
        Field::Delivery => delivery(draft, column, cell),
        Field::Hours => time::hours(draft, cell),
        Field::Checked => time::checked(draft, column, cell),
        Field::Away => each(draft, field, cell, "absence", |part| Away::read(part).map(|_| part.to_owned())),
        Field::WaitWeeks => time::wait_weeks(draft, cell),
        Field::Openings => match cell.parse::<u32>() {
            Ok(count) if count <= 10_000 => draft.set_verbatim(field, cell),
            _ => unread(draft, field, cell, "a number of openings", "write a whole number such as 2"),
        },
        Field::Fee => fee::fee(draft, cell),
        Field::SlidingFeeFrom => fee::sliding_fee_from(draft, cell),
        Field::PrivateAddress | Field::OutOfNetwork => match answers::yes_no(cell) {
            Some(yes) => draft.written.set(field, [if yes { "yes" } else { "no" }]),
            None => unread(draft, field, cell, "a yes or a no", "write yes or no"),
        },
        Field::Id
        | Field::Name
        | Field::Pronouns
        | Field::Profession
        | Field::Practice
        | Field::Street
        | Field::Region
        | Field::Country
        | Field::TieToMe
        | Field::Blurb
        | Field::Notes => draft.set_verbatim(field, cell),
    }
}

/// Reads a cell that says whether the value of its column holds.
pub(super) fn flag(draft: &mut Draft, field: Field, value: &str, inverted: bool, column: &Column, cell: &str) {
    let named = fold(&column.header) == fold(cell) || fold(value) == fold(cell);
    let Some(yes) = answers::yes_no(cell).or(named.then_some(true)) else {
        if field == Field::Accepting {
            return accepting(draft, column, cell);
        }
        return unread(draft, field, cell, "a yes or a no", "write yes or leave the cell empty");
    };
    match (field, inverted) {
        (Field::Accepting, true) if draft.written.text(field).is_empty() => {
            draft.written.set(field, [if yes { "no" } else { "yes" }]);
        }
        (Field::Accepting, false) if value == Accepting::Waitlist.word() => draft.has_waitlist |= yes,
        (Field::Delivery, _) if is_only(column) => delivery(draft, column, cell),
        (Field::Delivery, _) if value == Delivery::Video.word() => draft.by_video = Some(yes != inverted),
        (Field::Delivery, _) if value == Delivery::InPerson.word() => draft.in_person = Some(yes != inverted),
        // One column alone says that she sees couples, and not that she sees nobody else; columns of services name what is
        // special, and seldom therapy.
        _ if yes && !inverted && (column.manner.is_alone || field == Field::Services) => draft.add_aside(field, value),
        _ if yes && !inverted => draft.written.add(field, value),
        _ => {}
    }
}

/// What several cells say together.
pub(super) fn complete(draft: &mut Draft) {
    let has_office = !draft.written.text(Field::Street).is_empty();
    let states = |draft: &Draft| !draft.written.values(Field::Delivery).is_empty();
    match (draft.in_person, draft.by_video) {
        (None, None) => {}
        // Who offers video does not close the office by that.
        (None, Some(true)) => {
            if has_office && !states(draft) {
                draft.written.add(Field::Delivery, Delivery::InPerson.word());
            } else if !states(draft) {
                draft.names_less(Field::Delivery);
            }
            draft.written.add(Field::Delivery, Delivery::Video.word());
        }
        (None, Some(false)) if states(draft) => {}
        (in_person, by_video) => {
            // An office of which a list says yes closes nothing else by that.
            if in_person == Some(true) && by_video.is_none() && !states(draft) {
                draft.names_less(Field::Delivery);
            }
            if in_person.unwrap_or(true) {
                draft.written.add(Field::Delivery, Delivery::InPerson.word());
            }
            if by_video == Some(true) {
                draft.written.add(Field::Delivery, Delivery::Video.word());
            }
        }
    }
    if draft.has_waitlist && draft.written.text(Field::Accepting) != Accepting::Yes.word() {
        draft.written.set(Field::Accepting, [Accepting::Waitlist.word()]);
    }
    contact::complete_code(draft);
}

/// Reports a cell that cannot be read.
fn unread(draft: &mut Draft, field: Field, text: &str, what: &str, hint: &str) {
    draft.trouble(field, format!("“{}” cannot be read as {what}", shortened(text)), Some(hint.to_owned()));
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn closed<T: Word>(draft: &mut Draft, field: Field, cell: &str, what: &str) {
    match T::read(cell) {
        Some(word) => draft.written.set(field, [word.word()]),
        None => {
            let all: Vec<&str> = T::ALL.iter().map(|word| word.word()).collect();
            unread(draft, field, cell, &format!("a {what}"), &format!("write {}", all.join(", ")));
        }
    }
}

/// Reads each part of a cell by itself.
fn each(draft: &mut Draft, field: Field, cell: &str, what: &str, read: impl Fn(&str) -> Option<String>) {
    for part in list::known_parts(cell, |part| read(part).is_some()) {
        if is_nothing(&part) {
            continue;
        }
        match read(&part) {
            Some(value) => draft.written.add(field, &value),
            None => draft.trouble(field, format!("“{}” is no {what} known", shortened(&part)), None),
        }
    }
}

fn city(draft: &mut Draft, column: &Column, cell: &str) {
    let (city, rest) = cell.split_once(',').map_or((cell, None), |(city, rest)| (city, Some(rest)));
    match column.manner.capitals {
        true => draft.written.set(Field::City, [draft.reader.quieter(city)]),
        false => draft.written.set(Field::City, [city]),
    }
    let Some(rest) = rest else { return };
    let mut rest = rest.split_whitespace();
    match (rest.next(), rest.next()) {
        (Some(state), code) if evidence::is_state(state) && code.is_none_or(evidence::is_zip) => {
            if draft.written.text(Field::Region).is_empty() {
                draft.written.set(Field::Region, [state]);
            }
            if let Some(code) = code
                && draft.written.text(Field::PostalCode).is_empty()
            {
                draft.written.set(Field::PostalCode, [code]);
            }
        }
        _ => {
            let message = format!("“{}” names several places; the first is taken", shortened(cell));
            draft.trouble(Field::City, message, Some("add the others as offices: City, ST".to_owned()));
        }
    }
}

fn credentials(draft: &mut Draft, cell: &str) {
    let Draft { reader, written, .. } = draft;
    reader.letters(cell, letters).iter().for_each(|letters| written.add(Field::Credentials, letters));
}

/// Each of the letters in a cell.
fn letters(cell: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in parts(cell).iter().filter(|part| !is_nothing(part)) {
        let letters = part.split_whitespace();
        let several = part.contains(' ') && letters.clone().all(super::names::is_letters);
        if several {
            all.extend(letters.map(|letters| letters.trim_end_matches('*').to_owned()));
        } else {
            all.push(part.trim_end_matches('*').to_owned());
        }
    }
    all
}

fn gender(draft: &mut Draft, cell: &str) {
    match answers::gender(cell) {
        Some(gender) => draft.written.set(Field::Gender, [gender.word()]),
        None => unread(draft, Field::Gender, cell, "a gender", "write woman, man or nonbinary"),
    }
}

fn accepting(draft: &mut Draft, column: &Column, cell: &str) {
    if !draft.written.text(Field::Accepting).is_empty() {
        return;
    }
    match answers::accepting(cell)
        .or_else(|| answers::yes_no(cell).map(|yes| if yes { Accepting::Yes } else { Accepting::No }))
    {
        Some(accepting) => {
            // Under “waitlist” a yes means that there is one.
            let accepting =
                if is_about(column, "wait") && accepting == Accepting::Yes { Accepting::Waitlist } else { accepting };
            draft.written.set(Field::Accepting, [accepting.word()]);
        }
        None => unread(draft, Field::Accepting, cell, "an answer to “takes new clients?”", "write yes, waitlist or no"),
    }
}

fn licensed_in(draft: &mut Draft, cell: &str) {
    if holds_a_no(cell) && Region::read(cell).is_none() && !is_nothing(cell) {
        return unread(draft, Field::LicensedIn, cell, "states", "write those of a license one by one: MA; NH");
    }
    for part in list::known_parts(cell, |part| Region::read(part).is_some()) {
        if is_nothing(&part) {
            continue;
        }
        let spaced = || {
            part.split_whitespace()
                .map(|word| Region::read(word).filter(|_| word.len() == 2 && word.chars().all(char::is_uppercase)))
                .collect::<Option<Vec<_>>>()
        };
        if let Some(region) = Region::read(&part) {
            draft.written.add(Field::LicensedIn, region.code());
        } else if let Some(compact) = Compact::read(&part) {
            draft.written.add(Field::Compacts, compact.word());
        } else if let Some(regions) = spaced() {
            regions.iter().for_each(|region| draft.written.add(Field::LicensedIn, region.code()));
        } else {
            unread(draft, Field::LicensedIn, &part, "a state", "write MA or Massachusetts");
        }
    }
}

fn languages(draft: &mut Draft, cell: &str) {
    // Beside other tags, “no” is Norwegian.
    let tags = || cell.split([';', ',', ' ']).filter(|part| !part.is_empty());
    let are_tags = tags().count() > 1 && tags().all(|tag| tag.len() < 3 && Language::read(tag).is_some());
    if are_tags {
        return tags().filter_map(language).for_each(|name| draft.written.add(Field::Languages, &name));
    }
    if holds_a_no(cell) {
        return unread(draft, Field::Languages, cell, "languages", "write them one by one: Spanish; French");
    }
    for part in list::known_parts(cell, |part| language(part).is_some()) {
        if is_nothing(&part) {
            continue;
        }
        match language(&part) {
            Some(name) => draft.written.add(Field::Languages, &name),
            None => {
                let hint = did_you_mean(&suggest_language(&part));
                let message = format!("“{}” is no language known", shortened(&part));
                draft.trouble(Field::Languages, message, hint);
            }
        }
    }
}

/// The name of a language, also where a word beside it says how well it is spoken.
fn language(text: &str) -> Option<String> {
    let name = |language: Language| {
        let name = language.name();
        // A variety without a name of its own is kept by its tag.
        if Language::read(&name) == Some(language) { name } else { language.tag().to_owned() }
    };
    let text = in_english(text.strip_suffix(" only").unwrap_or(text));
    let text = text.as_ref();
    if let Some(language) = Language::read(text) {
        return Some(name(language));
    }
    let (before, rest) = text.split_once('(')?;
    let inside = rest.trim().strip_suffix(')')?.trim();
    if let Some(language) = Language::read(inside) {
        return Some(name(language));
    }
    let well =
        ["fluent", "native", "bilingual", "native speaker", "professional", "full professional", "first language"];
    let is_well = well.contains(&fold(inside).as_ref());
    Language::read(before).filter(|_| is_well).map(name)
}

fn payers(draft: &mut Draft, cell: &str) {
    const VAGUE: [&str; 16] = [
        "most", "all", "many", "major", "various", "some", "several", "call", "contact", "ask", "inquire", "see",
        "please", "varies", "accepts", "check",
    ];
    let vague = |part: &str| fold(part).split(' ').any(|word| VAGUE.contains(&word));
    if holds_a_no(cell) && !is_nothing(cell) {
        return unread(draft, Field::Payers, cell, "insurers", "write those that are taken, one by one");
    }
    let known = |part: &str| crate::vocab::payer_alias(&fold(part)).is_some();
    for part in list::known_parts(cell, known) {
        // A star behind a name is a mark of the list's own.
        let part = part.trim_end_matches(['*', '†', '‡']).trim_end();
        let folded = fold(part);
        if is_nothing(part) {
            continue;
        }
        if matches!(
            folded.as_ref(),
            "out of network"
                | "oon"
                | "superbill"
                | "superbills"
                | "out of network only"
                | "oon only"
                | "out of network benefits"
        ) {
            draft.written.set(Field::OutOfNetwork, ["yes"]);
        } else if let Some(known) = folded.strip_suffix(" only").filter(|payer| known(payer)) {
            draft.written.add(Field::Payers, part.get(..known.len()).unwrap_or(known));
        } else if vague(part)
            || part.contains('$')
            || evidence::is_number(part)
            || part.chars().count() > 60
            || answers::yes_no(part).is_some()
        {
            unread(draft, Field::Payers, part, "an insurer", "write the names, one by one");
        } else {
            draft.written.add(Field::Payers, part);
        }
    }
}

/// Whether a header is about one way of meeting and no other.
fn is_only(column: &Column) -> bool {
    ["only", "exclusive", "100", "fully", "nur", "solo", "uniquement"].iter().any(|word| is_about(column, word))
}

fn delivery(draft: &mut Draft, column: &Column, cell: &str) {
    if let Some(yes) = answers::yes_no(cell) {
        let in_person = ["person", "face to face", "office"].iter().any(|word| is_about(column, word));
        let video = ["tele", "virtual", "online", "video", "remote", "linea", "ligne", "visio"]
            .iter()
            .any(|word| is_about(column, word));
        match (in_person, video) {
            // “Telehealth only: no” says nothing of either way.
            (true, false) | (false, true) if is_only(column) => {
                if yes {
                    (draft.in_person, draft.by_video) = (Some(in_person), Some(video));
                }
            }
            (true, false) => draft.in_person = Some(yes),
            (false, true) => draft.by_video = Some(yes),
            _ => unread(draft, Field::Delivery, cell, "a way of meeting", "write in-person, video or phone"),
        }
        return;
    }
    let read = |part: &str| -> Option<&'static [Delivery]> {
        const BOTH: &[Delivery] = &[Delivery::InPerson, Delivery::Video];
        let folded = fold(part);
        let plain = in_english(trimmed(&folded));
        let plain = ["only", "sessions", "session", "appointments", "visits", "available", "therapy", "counseling"]
            .iter()
            .fold(plain.into_owned(), |text, word| {
                text.strip_suffix(word).map_or(text.clone(), |rest| rest.trim_end().to_owned())
            });
        match plain.as_str() {
            "hybrid" | "both" | "in person and telehealth" | "in person or telehealth" | "either" => Some(BOTH),
            plain => Some(match Delivery::read(plain)? {
                Delivery::InPerson => &BOTH[..1],
                Delivery::Video => &BOTH[1..],
                Delivery::Phone => &[Delivery::Phone],
            }),
        }
    };
    if holds_a_no(cell) {
        return unread(draft, Field::Delivery, cell, "a way of meeting", "write in-person, video or phone");
    }
    for part in list::known_parts(cell, |part| read(part).is_some()) {
        match read(&part) {
            Some(ways) => ways.iter().for_each(|way| draft.written.add(Field::Delivery, way.word())),
            None if is_nothing(&part) => {}
            None => unread(draft, Field::Delivery, &part, "a way of meeting", "write in-person, video or phone"),
        }
    }
}

//! Everything on record about one colleague, for the therapist's own eyes.

use super::layout::{Page, Screen, Tone};
use super::words;
use crate::colleague::{Colleague, Field, STALE_DAYS, Texts};
use crate::vocab::{ConcernId, Set, Vocabulary, Word, group};
use jiff::civil::Date;

/// The column at which values begin.
const INDENT: usize = 18;

/// The card of one colleague; the street of a private address is not on it.
pub fn card(colleague: &Colleague, vocabulary: &Vocabulary, as_of: Date, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    heading(colleague, &mut page);
    page.gap();
    let mut absent = Vec::new();
    for &field in Field::ALL {
        if matches!(field, Field::Id | Field::Name | Field::Credentials | Field::Pronouns) {
            continue;
        }
        let known = said(field, colleague, vocabulary, as_of);
        match (known, colleague.is_unsure(field)) {
            (Some(value), false) => row(field.key(), &value, &mut page),
            (Some(value), true) => row(field.key(), &format!("{value}; perhaps more"), &mut page),
            (None, true) => row(field.key(), words::NOT_UNDERSTOOD, &mut page),
            (None, false) => absent.push(field.key()),
        }
    }
    for (key, value) in &colleague.extras {
        row(key, value, &mut page);
    }
    if !absent.is_empty() {
        page.gap();
        row("not on record", &absent.join(", ").replace('_', " "), &mut page);
    }
    page.finish()
}

fn heading(colleague: &Colleague, page: &mut Page) {
    let name = words::name(colleague);
    let (first, letters) = name.split_at(colleague.name.len());
    let pronouns = if colleague.pronouns.is_empty() { String::new() } else { format!(" ({})", colleague.pronouns) };
    page.flow((Tone::Plain, ""), 0, &[(Tone::Strong, first), (Tone::Plain, letters), (Tone::Quiet, &pronouns)]);
    page.line(Tone::Quiet, &colleague.id);
}

fn row(key: &str, value: &str, page: &mut Page) {
    let key = key.replace('_', " ");
    if page.is_narrow() {
        page.flow((Tone::Quiet, &format!("{key}: ")), 2, &[(Tone::Plain, value)]);
    } else {
        page.flow((Tone::Quiet, &format!("{key:<INDENT$}")), INDENT, &[(Tone::Plain, value)]);
    }
}

/// What a field says, in words; `None` where nothing is on record.
fn said(field: Field, colleague: &Colleague, vocabulary: &Vocabulary, as_of: Date) -> Option<String> {
    let c = colleague;
    let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let concerns = |list: &[ConcernId]| joined(list.iter().map(|&id| vocabulary.concern_label(id).to_owned()));
    match field {
        Field::Id | Field::Name | Field::Credentials | Field::Pronouns => None,
        Field::Profession => text(&c.profession),
        Field::Npi => text(&c.npi),
        Field::Practice => text(&c.practice),
        Field::Phone => text(&c.phone),
        Field::Email => text(&c.email),
        Field::Website => text(&c.website),
        Field::Specialties => concerns(&c.specialties),
        Field::Concerns => concerns(&c.concerns),
        Field::Declines => concerns(&c.declines),
        Field::Approaches => joined(c.approaches.iter().map(|&id| vocabulary.approach_label(id).to_owned())),
        Field::SeverityMax => c.severity_max.map(|level| level.word().to_owned()),
        Field::Services => words(c.services),
        Field::Ages => joined(c.ages.iter().map(|range| range.to_string())),
        Field::Sees => words(c.sees),
        Field::LicensedIn => joined(c.licensed_in.iter().map(|region| region.name().to_owned())),
        Field::Compacts => words(c.compacts),
        Field::Languages => joined(c.languages.iter().map(|language| language.name())),
        Field::Gender => words(c.gender),
        Field::Identities => groups(&c.identities),
        Field::Affirms => groups(&c.affirms),
        Field::Faith => texts(&c.faith),
        Field::Style => words(c.style),
        Field::Street if c.private_address == Some(true) => text(&c.street).map(|_| "private, not shown".to_owned()),
        Field::Street => text(&c.street),
        Field::City => text(&c.city),
        Field::Region => text(&c.region),
        Field::PostalCode => text(&c.postal_code),
        Field::Country => text(&c.country),
        Field::Offices => {
            let main = usize::from(c.has_main_office());
            let further = c.places.get(main..).unwrap_or_default();
            joined(c.offices_written.iter().zip(further).map(|(office, place)| match place.point {
                Some(_) => office.to_owned(),
                None => format!("{office} (not located)"),
            }))
        }
        Field::Delivery => words(c.delivery),
        Field::Access => words(c.access),
        Field::Hours => joined(c.hours.iter().map(|item| item.to_string())),
        Field::PrivateAddress => c.private_address.map(yes_or_no),
        Field::Payers => texts(&c.payers_written),
        Field::OutOfNetwork => c.out_of_network.map(yes_or_no),
        Field::Fee => c.fee.map(|fee| fee.to_string()),
        Field::SlidingFeeFrom => c.sliding_fee_from.map(|fee| fee.to_string()),
        Field::Accepting => c.accepting.map(|accepting| accepting.word().to_owned()),
        Field::Openings => c.openings.map(|count| count.to_string()),
        Field::WaitWeeks => c.wait_weeks.map(|weeks| weeks.to_string()),
        Field::Away => joined(c.away.iter().map(|away| {
            let end = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            format!("{}..{}", end(away.from), end(away.to))
        })),
        Field::Checked => c.checked.map(|checked| format!("{checked}{}", age(checked, as_of))),
        Field::Relationship => c.relationship.map(|relationship| relationship.word().to_owned()),
        Field::Ties => texts(&c.ties_written),
        Field::TieToMe => text(&c.tie_to_me),
        Field::Blurb => text(&c.blurb),
        Field::Notes => text(&c.notes),
    }
}

fn age(checked: Date, as_of: Date) -> String {
    match i64::from((as_of - checked).get_days()) {
        days if days < 0 => ", which is in the future".to_owned(),
        days if days > STALE_DAYS => format!(", {days} days ago: ask again"),
        _ => String::new(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| items.join("; "))
}

fn words<T: Word>(set: Set<T>) -> Option<String> {
    joined(set.iter().map(|word| word.word().to_owned()))
}

fn texts(texts: &Texts) -> Option<String> {
    joined(texts.iter().map(str::to_owned))
}

fn groups(texts: &Texts) -> Option<String> {
    joined(texts.iter().map(|text| group(text).map_or_else(|| text.to_owned(), |group| group.label().to_owned())))
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

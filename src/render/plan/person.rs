//! A colleague in a plan: what speaks for her, what to ask, and how to reach her.

use crate::assign::caseload::{Named, Openings};
use crate::colleague::{Colleague, Field};
use crate::ranking::Suggestion;
use crate::render::words;
use crate::vocab::{Accepting, Region};

/// Everything that whoever calls her has to know; `is_first` where her opening is meant for the client.
pub(super) fn facts(named: &Named, is_first: bool) -> Vec<(&'static str, String)> {
    let Named { suggestion, .. } = named;
    let colleague = &suggestion.colleague;
    let mut facts = vec![("fits", format!("{} of 100", words::score(suggestion)))];
    let mut each =
        |label: &'static str, said: &mut dyn Iterator<Item = String>| facts.extend(said.map(|text| (label, text)));
    each("why", &mut words::strongest(suggestion).into_iter());
    each("but", &mut words::shortfalls(suggestion).into_iter());
    each("openings", &mut std::iter::once(openings(named, is_first)));
    each("ask", &mut suggestion.ask.iter().map(words::ask));
    each("disclose", &mut suggestion.disclose.iter().map(words::disclosure));
    each("beware", &mut suggestion.warnings.iter().map(words::warning));
    facts.extend(reach(colleague));
    facts
}

/// How to reach a colleague.
pub(super) fn reach(colleague: &Colleague) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let reach = [("phone", &colleague.phone), ("email", &colleague.email), ("website", &colleague.website)];
    let reach = reach.into_iter().chain([("practice", &colleague.practice)]).filter(|(_, text)| !text.is_empty());
    let known: Vec<(&'static str, String)> = reach.map(|(label, text)| (label, text.clone())).collect();
    if known.iter().all(|(label, _)| !matches!(*label, "phone" | "email")) {
        facts.push(("phone", "neither phone nor email is on record".to_owned()));
    }
    facts.extend(known);
    facts.extend(office(colleague).map(|office| ("office", office)));
    facts
}

fn openings(named: &Named, is_first: bool) -> String {
    let Named { openings, given, suggestion: Suggestion { colleague, .. }, .. } = named;
    let checked = colleague.checked.map_or("never checked".to_owned(), |day| format!("checked on {day}"));
    let given = match given {
        0 => "no client of this plan goes there".to_owned(),
        1 => "1 client of this plan goes there".to_owned(),
        given => format!("{given} clients of this plan go there"),
    };
    match (openings, colleague.accepting) {
        (Openings::Stated(count), _) => format!("{count} on record, {checked}; {given}"),
        (Openings::SaidNo, _) => format!("said no long ago, {checked}; counted as one opening: ask first; {given}"),
        (Openings::Assumed, Some(Accepting::Waitlist)) => {
            format!("a waiting list, counted as one opening: ask how long it is; {given}")
        }
        (Openings::Assumed, _) if is_first => format!("none on record, counted as one: ask how many; {given}"),
        (Openings::Assumed, _) => format!("none on record: ask; {given}"),
    }
}

/// The office; city and region alone where the address is private, or where it is not clear whether it is.
fn office(colleague: &Colleague) -> Option<String> {
    let is_private = colleague.private_address == Some(true) || colleague.is_unsure(Field::PrivateAddress);
    let street = if is_private { "" } else { colleague.street.as_str() };
    let region = colleague.region.strip_prefix("US-").unwrap_or(&colleague.region);
    let region = format!("{region} {}", if is_private { "" } else { &colleague.postal_code });
    let main = [street, &colleague.city, region.trim(), &colleague.country];
    let further = colleague.offices_written.iter().filter(|text| !is_private || is_city(text));
    let written = main.into_iter().chain(further).filter(|text| !text.is_empty());
    let office = written.collect::<Vec<_>>().join(", ");
    match (office.is_empty(), is_private) {
        (true, _) => None,
        (false, true) => Some(format!("{office} (the street is private)")),
        (false, false) => Some(office),
    }
}

/// Whether an office is written as "City, ST": a code or a point would say more than which city it is.
fn is_city(office: &str) -> bool {
    let has_digits = office.chars().any(char::is_numeric);
    let parts = office.split_once(',');
    !has_digits && parts.is_some_and(|(_, state)| Region::read(state.trim()).is_some())
}

//! A caseload shared out: how pressing, whom to turn to, why there is no place, and what would change it.

use super::{count, counts, gates, list, near_miss};
use crate::assign::caseload::{ALTERNATES, Change, Full, Named, Openings, Placement, Shared, Unplaced};
use crate::assign::{USUAL_DAYS, Urgency};
use crate::colleague::STALE_DAYS;
use crate::ranking::{Notice, Ranking, Suggestion};
use crate::score::Opening;
use crate::vocab::{Accepting, Severity, Word};
use jiff::civil::Date;

/// What the clients of a caseload are called, in the order of the file.
///
/// A client without a code is known by the line; nothing else is known of her.
pub fn called(codes_and_lines: impl Iterator<Item = (Option<String>, usize)>) -> Vec<String> {
    codes_and_lines.map(|(code, line)| code.unwrap_or_else(|| format!("client in line {line}"))).collect()
}

/// "complex, to start within 2 weeks"; `None` where nothing makes it pressing, as time to spare does not.
pub fn urgency(urgency: Urgency) -> Option<String> {
    let severity = urgency.severity().map(|severity| match severity {
        Severity::Crisis => "in crisis".to_owned(),
        other => other.word().to_owned(),
    });
    let start = urgency.start_within().filter(|&days| severity.is_some() || days <= USUAL_DAYS);
    let start = start.map(|days| format!("to start within {}", time(days)));
    let said: Vec<String> = severity.into_iter().chain(start).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// "2 weeks", or "10 days".
pub(super) fn time(days: u32) -> String {
    if days > 0 && days.is_multiple_of(7) { count(i64::from(days / 7), "week") } else { count(i64::from(days), "day") }
}

/// What is to be asked about the openings of somebody who got a client; nothing where they are on record and were
/// looked at of late.
pub fn place_of(named: &Named) -> Option<String> {
    let colleague = &named.suggestion.colleague;
    let on = |day: Option<Date>| day.map_or_else(String::new, |day| format!(" on {day}"));
    match (named.openings, colleague.accepting) {
        (Openings::Stated(openings), _) => named.last_checked.map(|day| had(openings, day)),
        (Openings::SaidNo, _) => {
            Some(format!("said no{}; it counts as one opening here: ask first", on(colleague.checked)))
        }
        (Openings::Assumed, Some(Accepting::Waitlist)) => {
            Some("how long is the waiting list? it counts as one opening here".to_owned())
        }
        (Openings::Assumed, _) => Some("how many openings? none are on record; it counts as one here".to_owned()),
    }
}

/// "2 openings on 2025-09-14: still?".
fn had(openings: u32, day: Date) -> String {
    format!("{} on {day}: still?", count(i64::from(openings), "opening"))
}

/// Whether an alternate could take the client when everybody is placed, and from when on.
pub fn room_of(named: &Named) -> String {
    match (named.has_opening(), named.openings) {
        (false, Openings::Stated(0)) => return "has no opening".to_owned(),
        (false, _) => return "full when everybody is placed".to_owned(),
        (true, _) => {}
    }
    let is_sure = matches!(named.openings, Openings::Stated(_)) && named.last_checked.is_none();
    let (sure, perhaps) = if is_sure { ("has ", "") } else { ("", "perhaps ") };
    let Opening { weeks, day, away, .. } = named.opening;
    let room = match (away, weeks) {
        (Some(range), _) if day == Date::MAX => format!("{}, then {perhaps}an opening left", gates::away(&range)),
        (Some(_), _) => format!("{sure}{perhaps}an opening from {day}"),
        (None, Some(weeks @ 1..)) => {
            format!("{sure}{perhaps}an opening in about {}", count(i64::from(weeks), "week"))
        }
        (None, _) => format!("{sure}{perhaps}an opening left"),
    };
    match (named.openings, named.last_checked) {
        (Openings::Stated(openings), Some(day)) => format!("{room}, {}", had(openings, day)),
        _ => room,
    }
}

/// What whoever calls a colleague must have seen: what the gates ask, what is to be disclosed, what speaks against her.
pub fn before_calling(named: &Named) -> Vec<String> {
    let Suggestion { ask, disclose, warnings, .. } = &named.suggestion;
    let asks = ask.iter().map(|question| format!("ask: {}", super::ask(question)));
    let disclosures = disclose.iter().map(|tie| format!("disclose: {}", super::disclosure(tie)));
    let warnings = warnings.iter().map(|warning| format!("beware: {}", super::warning(warning)));
    asks.chain(disclosures).chain(warnings).collect()
}

/// Said of a client without a place in place of a reason that was given in full for another.
pub fn full_as_for(other: &str) -> String {
    format!("everybody who qualifies is full: the same as for {other}")
}

/// Said where fewer names than usual are left.
pub const NOBODY_ELSE: &str = "nobody else qualifies";

/// Whether fewer names are left than are usual.
pub fn is_short(placement: &Placement) -> bool {
    let usual = ALTERNATES + usize::from(placement.place.is_err());
    placement.alternates.len() < usual && !matches!(placement.place, Err(Unplaced::NobodyQualifies(_)))
}

/// That nobody qualifies, why not, and who may all the same.
pub fn nobody(ranking: &Ranking) -> String {
    let others = ranking.notices.iter().filter(|notice| matches!(notice, Notice::OtherTiers { .. })).map(notice);
    let said: Vec<String> = std::iter::once(counts(ranking)).chain(others).collect();
    format!("nobody qualifies: {}", said.join("; "))
}

/// Why a client has no place, in a sentence.
pub fn unplaced(why: &Unplaced, called: &[String]) -> String {
    match why {
        Unplaced::NobodyQualifies(ranking) => nobody(ranking),
        Unplaced::AllFull { full, more } => {
            let mut named: Vec<String> = full.iter().map(|full| taken(full, called)).collect();
            if *more > 0 {
                named.push(format!("{more} more"));
            }
            format!("everybody who qualifies is full: {}", named.join("; "))
        }
    }
}

fn taken(full: &Full, called: &[String]) -> String {
    let clients: Vec<&str> = full.taken_by.iter().map(|&client| called[client].as_str()).collect();
    if clients.is_empty() {
        format!("{} ({}) has no opening", full.name, full.id)
    } else {
        format!("{} ({}) takes {}", full.name, full.id, list(&clients, "and"))
    }
}

/// What could be done for a client without a place, in phrases.
pub fn remedies(why: &Unplaced) -> Vec<String> {
    match why {
        Unplaced::NobodyQualifies(ranking) => ranking.near_misses.iter().map(near_miss).collect(),
        Unplaced::AllFull { .. } => Vec::new(),
    }
}

/// What one more opening with somebody would change.
pub fn one_more(change: &Change, called: &[String]) -> String {
    let mut said = format!("with {} ({})", change.name, change.id);
    match change.placed {
        Some(client) => said.push_str(&format!(", {} would have a place", called[client])),
        None => said.push_str(", the caseload would fit better"),
    }
    let moves = |(client, _, name): &(usize, String, String)| format!("{} goes to {name}", called[*client]);
    // Where the client goes whom the opening is for goes without saying.
    if change.placed.is_none() || change.moves.len() > 1 {
        said.push_str(&format!(": {}", list(&change.moves.iter().map(moves).collect::<Vec<_>>(), "and")));
    }
    let points = tenths(change.gained.unsigned_abs());
    match change.gained {
        0 => {}
        1.. => said.push_str(&format!("; all scores together would be {points} higher")),
        ..0 => said.push_str(&format!("; all scores together would be {points} lower")),
    }
    said
}

/// What stands over the changes.
pub const ONE_MORE: &str = "What one more opening would change";

/// What one more opening would change, most first, and how many others there are.
pub fn changes(shared: &Shared, called: &[String]) -> Vec<String> {
    let at_least = if shared.or_more { "at least " } else { "" };
    let others = match shared.others {
        0 => None,
        1 => Some(format!("one more opening with {at_least}one other colleague would help, too")),
        others => Some(format!("one more opening with any of {at_least}{others} others would help, too")),
    };
    shared.one_more.iter().map(|change| one_more(change, called)).chain(others).collect()
}

/// A sum of shares as points of a score, to a tenth.
fn tenths(millionths: u64) -> String {
    match (millionths + 500) / 1000 {
        0 => "under 0.1".to_owned(),
        tenths if tenths.is_multiple_of(10) => (tenths / 10).to_string(),
        tenths => format!("{}.{}", tenths / 10, tenths % 10),
    }
}

/// "12 clients, 11 placed, 1 without a place"; clients who could not be read are clients all the same.
pub fn placed(shared: &Shared, rejected: &[usize]) -> String {
    let all = shared.placements.len();
    let clients = count((all + rejected.len()) as i64, "client");
    let said = match shared.placed() {
        0 => format!("{clients}, none placed"),
        placed if placed == all && rejected.is_empty() => format!("{clients}, all placed"),
        placed if placed == all => format!("{clients}, {placed} placed"),
        placed => format!("{clients}, {placed} placed, {} without a place", all - placed),
    };
    std::iter::once(said).chain(unread(rejected)).collect::<Vec<_>>().join(", ")
}

/// "1 could not be read (line 3): place by hand"; `None` where every client could be read.
pub fn unread(rejected: &[usize]) -> Option<String> {
    unread_lines(rejected).map(|said| format!("{said}: place by hand"))
}

/// "1 could not be read (line 3)"; `None` where every client could be read.
pub fn unread_lines(rejected: &[usize]) -> Option<String> {
    let lines: Vec<String> = rejected.iter().map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    (!lines.is_empty()).then(|| {
        let named = list(&lines, "and");
        format!("{} could not be read ({word} {named})", lines.len())
    })
}

/// Said beside the line of a client who could not be read.
pub const UNREAD: &str = "could not be read: place by hand";

/// A notice for whoever reads a document, and may know the columns of a list but no flags.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::NoRegion => {
            "no state is known, so licenses were not looked at: say where the client sits (state)".to_owned()
        }
        Notice::ReasonNeeds(reason, key) => {
            format!("reason {} says little where nothing is said of it ({})", reason.word(), key.word())
        }
        // There is no such flag for many clients at once.
        other => super::notice(other).replace(" (--all)", "").replace(" --", " ").replace("(--", "("),
    }
}

/// What was taken for granted, and what an alternate is worth.
pub fn assumptions(shared: &Shared) -> Vec<String> {
    let counted = counted(shared).map(|names| format!("where openings are not on record, one was counted: {names}"));
    let refused = refused(shared).map(|names| {
        format!("where somebody said no more than {STALE_DAYS} days ago, one opening was counted: {names}")
    });
    let has_others = shared.placements.iter().any(|placement| !placement.alternates.is_empty());
    let kept = has_others.then(|| "the openings of the second and third names are kept for nobody".to_owned());
    counted.into_iter().chain(refused).chain(kept).collect()
}

/// The names of those whose openings are not on record, but were counted on.
pub fn counted(shared: &Shared) -> Option<String> {
    names(shared.with(Openings::Assumed))
}

/// The names of those who said no long ago, but were counted on.
pub fn refused(shared: &Shared) -> Option<String> {
    names(shared.with(Openings::SaidNo))
}

fn names(people: Vec<(String, String)>) -> Option<String> {
    let names: Vec<String> = people.into_iter().map(|(_, name)| name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;

    #[test]
    fn urgency_is_said_in_words() {
        let of = |severity, start_within| {
            urgency(Urgency::of(&Client { severity, start_within, ..Client::default() }, false)).unwrap_or_default()
        };
        assert_eq!(
            [
                of(Some(Severity::Crisis), None),
                of(Some(Severity::Severe), Some(14)),
                of(None, Some(10)),
                of(None, Some(28)),
                of(Some(Severity::Mild), None),
                of(None, Some(364)),
                // Here it is not the day that presses, but it tells one severe client from another.
                of(Some(Severity::Severe), Some(364)),
            ],
            [
                "in crisis",
                "severe, to start within 2 weeks",
                "to start within 10 days",
                "to start within 4 weeks",
                "",
                "",
                "severe, to start within 52 weeks"
            ]
        );
    }

    #[test]
    fn points_are_told_to_a_tenth() {
        assert_eq!(
            [0, 900, 120_000, 123_456].map(tenths),
            ["under 0.1", "0.1", "12", "12.3"].map(|s: &str| s.to_owned())
        );
    }
}

//! A caseload shared out, for programs. The shape is a contract: keys are only ever added.

use super::Assigned;
use crate::assign::caseload::{Change, Named, Openings, Placement, Unplaced};
use crate::problem::Problem;
use crate::ranking::Suggestion;
use crate::render::json::{CrisisView, NearMissView, crisis_view, in_order, near_miss, written};
use crate::render::words::{self, caseload as said};
use crate::score::Opening;
use crate::vocab::{Severity, Word};
use jiff::civil::Date;
use serde::Serialize;

/// The name and version of the shape.
pub const SCHEMA: &str = "refer.assign/1";

/// One document: `schema, as_of, counts, assignments, unplaced, one_more_opening, one_more_opening_others, problems`.
///
/// - `counts`: `clients` (those who could be read), `placed`, `unplaced`, `rejected` (the lines of those who could not).
/// - an assignment, in the order of the file: `client` (the code, or null), `line`, `urgency` (in words, or null),
///   `severity` (what makes it pressing: `crisis`, `complex`, `severe`, or null), `start_within_days` (or null),
///   `crisis` and `notices` (as in `refer.suggest/1`), `assigned`, `alternates` (two at most: best first
///   among those who have an opening left when everybody is placed, then, best first, among those who are full).
/// - a colleague: `id, name, score, low, high, confidence, points, of, why, ask, disclose, warnings, phone, email`,
///   `openings` (null where one was counted: they are not on record, or she said no long ago), `opens_on` (the day of
///   her next opening, or null where that is not known), `given` (clients of this caseload who go to her),
///   `has_opening` (whether one is left then), `note` (what to ask about her openings, or null).
/// - someone unplaced: `client, line, urgency, severity, start_within_days, crisis, notices`, `reason` (`nobody-qualifies` or `all-full`), `text`,
///   `excluded_counts` and `near_misses` (as in `refer.suggest/1`), `remedies` (the same in words), `qualified` (how many
///   qualify, though all are full), `full` (the best ranked of them, five at most: `id, name, openings, taken_by`, which
///   names clients by code, else by line), `alternates` (the three best ranked, though they are full).
/// - `one_more_opening`, most gained first, three at most: `id, name, openings`, `places` (the client who would have a
///   place, or null), `gained` (by how much the scores add up to more, in hundredths of a percent), `moves` (`client,
///   id, name`: who would go where instead), `text`.
/// - `one_more_opening_others`: with how many other colleagues one more opening would help, too; at least so many, for of
///   those without an opening only about a hundred of each client's list are looked at.
///
/// # Errors
/// Never in practice: all keys are text.
pub fn document(as_of: &str, assigned: &Assigned, problems: &[Problem]) -> serde_json::Result<String> {
    let shared = &assigned.shared;
    let placed = shared.placed();
    let (mut assignments, mut unplaced) = (Vec::new(), Vec::new());
    for (i, placement) in shared.placements.iter().enumerate() {
        let client = client(assigned, i, placement);
        match &placement.place {
            Ok(named) => assignments.push(AssignmentView {
                client,
                assigned: colleague(named),
                alternates: placement.alternates.iter().map(colleague).collect(),
            }),
            Err(why) => unplaced.push(unplaced_view(client, why, placement, assigned)),
        }
    }
    written(&DocumentView {
        schema: SCHEMA,
        as_of,
        counts: Counts {
            clients: shared.placements.len(),
            placed,
            unplaced: shared.placements.len() - placed,
            rejected: &assigned.rejected,
        },
        assignments,
        unplaced,
        one_more_opening: shared.one_more.iter().map(|change| change_view(change, assigned)).collect(),
        one_more_opening_others: shared.others,
        problems,
    })
}

#[derive(Serialize)]
struct DocumentView<'a> {
    schema: &'static str,
    as_of: &'a str,
    counts: Counts<'a>,
    assignments: Vec<AssignmentView<'a>>,
    unplaced: Vec<UnplacedView<'a>>,
    one_more_opening: Vec<ChangeView<'a>>,
    one_more_opening_others: usize,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Counts<'a> {
    clients: usize,
    placed: usize,
    unplaced: usize,
    rejected: &'a [usize],
}

#[derive(Serialize)]
struct ClientView<'a> {
    client: Option<&'a str>,
    line: usize,
    urgency: Option<String>,
    severity: Option<&'static str>,
    start_within_days: Option<u32>,
    crisis: Vec<CrisisView>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct AssignmentView<'a> {
    #[serde(flatten)]
    client: ClientView<'a>,
    assigned: ColleagueView<'a>,
    alternates: Vec<ColleagueView<'a>>,
}

#[derive(Serialize)]
struct ColleagueView<'a> {
    id: &'a str,
    name: &'a str,
    score: u32,
    low: u32,
    high: u32,
    confidence: u32,
    points: u64,
    of: u64,
    why: Vec<String>,
    ask: Vec<String>,
    disclose: Vec<String>,
    warnings: Vec<String>,
    phone: Option<&'a str>,
    email: Option<&'a str>,
    openings: Option<u32>,
    opens_on: Option<String>,
    given: u32,
    has_opening: bool,
    note: Option<String>,
}

#[derive(Serialize)]
struct UnplacedView<'a> {
    #[serde(flatten)]
    client: ClientView<'a>,
    reason: &'static str,
    text: String,
    #[serde(serialize_with = "in_order")]
    excluded_counts: Vec<(&'static str, usize)>,
    near_misses: Vec<NearMissView<'a>>,
    remedies: Vec<String>,
    qualified: usize,
    full: Vec<FullView<'a>>,
    alternates: Vec<ColleagueView<'a>>,
}

#[derive(Serialize)]
struct FullView<'a> {
    id: &'a str,
    name: &'a str,
    openings: u32,
    taken_by: Vec<&'a str>,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    id: &'a str,
    name: &'a str,
    openings: Option<u32>,
    places: Option<&'a str>,
    gained: i64,
    moves: Vec<MoveView<'a>>,
    text: String,
}

#[derive(Serialize)]
struct MoveView<'a> {
    client: &'a str,
    id: &'a str,
    name: &'a str,
}

fn client<'a>(assigned: &'a Assigned, number: usize, placement: &Placement) -> ClientView<'a> {
    ClientView {
        client: assigned.codes[number].as_deref(),
        line: assigned.lines[number],
        urgency: said::urgency(placement.urgency),
        severity: placement.urgency.severity().map(Severity::word),
        start_within_days: placement.urgency.start_within(),
        crisis: placement.crisis.iter().map(crisis_view).collect(),
        notices: placement.notices.iter().map(words::notice).collect(),
    }
}

fn stated(openings: Openings) -> Option<u32> {
    match openings {
        Openings::Stated(count) => Some(count),
        Openings::Assumed | Openings::SaidNo => None,
    }
}

/// The day of an opening; nothing where no wait is known, nor an absence, or an absence has no end.
fn opens_on(opening: Opening) -> Option<String> {
    let Opening { weeks, day, away, .. } = opening;
    ((weeks.is_some() || away.is_some()) && day < Date::MAX).then(|| day.to_string())
}

fn colleague(named: &Named) -> ColleagueView<'_> {
    let Suggestion { colleague, score, low, high, confidence, points, of, ask, disclose, warnings, .. } =
        &named.suggestion;
    ColleagueView {
        id: &colleague.id,
        name: &colleague.name,
        score: *score,
        low: *low,
        high: *high,
        confidence: *confidence,
        points: *points,
        of: *of,
        why: words::strongest(&named.suggestion),
        ask: ask.iter().map(words::ask).collect(),
        disclose: disclose.iter().map(words::disclosure).collect(),
        warnings: warnings.iter().map(words::warning).collect(),
        phone: Some(colleague.phone.as_str()).filter(|text| !text.is_empty()),
        email: Some(colleague.email.as_str()).filter(|text| !text.is_empty()),
        openings: stated(named.openings),
        opens_on: opens_on(named.opening),
        given: named.given,
        has_opening: named.has_opening(),
        note: said::place_of(named),
    }
}

fn unplaced_view<'a>(
    client: ClientView<'a>,
    why: &'a Unplaced,
    placement: &'a Placement,
    assigned: &'a Assigned,
) -> UnplacedView<'a> {
    let mut view = UnplacedView {
        client,
        reason: "all-full",
        text: said::unplaced(why, &assigned.called),
        excluded_counts: Vec::new(),
        near_misses: Vec::new(),
        remedies: said::remedies(why),
        qualified: 0,
        full: Vec::new(),
        alternates: placement.alternates.iter().map(colleague).collect(),
    };
    match why {
        Unplaced::NobodyQualifies(ranking) => {
            view.reason = "nobody-qualifies";
            view.excluded_counts = ranking.excluded_counts.iter().map(|&(gate, count)| (gate.word(), count)).collect();
            view.near_misses = ranking.near_misses.iter().map(near_miss).collect();
        }
        Unplaced::AllFull { full, more } => {
            view.qualified = full.len() + more;
            let taken = |taken_by: &[usize]| taken_by.iter().map(|&i| assigned.called[i].as_str()).collect();
            let full = full.iter().map(|full| FullView {
                id: &full.id,
                name: &full.name,
                openings: full.openings,
                taken_by: taken(&full.taken_by),
            });
            view.full = full.collect();
        }
    }
    view
}

fn change_view<'a>(change: &'a Change, assigned: &'a Assigned) -> ChangeView<'a> {
    let called = |client: usize| assigned.called[client].as_str();
    ChangeView {
        id: &change.id,
        name: &change.name,
        openings: stated(change.openings),
        places: change.placed.map(called),
        gained: hundredths(change.gained),
        moves: change.moves.iter().map(|(i, id, name)| MoveView { client: called(*i), id, name }).collect(),
        text: said::one_more(change, &assigned.called),
    }
}

/// Millionths as hundredths of a percent, rounded half up.
fn hundredths(millionths: i64) -> i64 {
    (millionths + 50).div_euclid(100)
}

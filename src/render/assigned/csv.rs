//! A caseload shared out, for a spreadsheet: one row a client.

use super::Assigned;
use crate::assign::caseload::{ALTERNATES, Named, Placement};
use crate::render::csv::{cell, written};
use crate::render::words::{self, caseload as said};
use crate::text::clean;

/// The columns.
const HEADER: [&str; 27] = [
    "client",
    "urgency",
    "id",
    "name",
    "score",
    "low",
    "high",
    "why",
    "but",
    "ask",
    "disclose",
    "warnings",
    "phone",
    "email",
    "alternate_1_id",
    "alternate_1_name",
    "alternate_1_score",
    "alternate_1_phone",
    "alternate_1_email",
    "alternate_1_note",
    "alternate_2_id",
    "alternate_2_name",
    "alternate_2_score",
    "alternate_2_phone",
    "alternate_2_email",
    "alternate_2_note",
    "note",
];

/// The header and a row for each client, in the order of the file.
///
/// # Errors
/// Never in practice: the writer writes to memory.
pub fn rows(assigned: &Assigned) -> ::csv::Result<String> {
    let rows = assigned.shared.placements.iter().enumerate();
    let rows = rows.map(|(client, placement)| row(placement, assigned.key(client), &assigned.called));
    written(&HEADER, rows.chain(assigned.rejected.iter().map(|&line| unread(line))))
}

/// What the rows have no place for and must not be missed: the crisis lines, with whom they are for; what one more
/// opening would change; what was taken for granted.
pub fn beside(assigned: &Assigned) -> String {
    let mut lines = Vec::new();
    for (crisis, clients) in assigned.crisis() {
        lines.push(words::IN_DANGER.to_owned());
        lines.extend(crisis.iter().map(|line| format!("  {}", words::crisis_line(line))));
        lines.push(format!("  for {}", clients.join(", ")));
    }
    let changes = said::changes(&assigned.shared, &assigned.called);
    if !changes.is_empty() {
        lines.push(format!("{}:", said::ONE_MORE));
        lines.extend(changes.into_iter().map(|change| format!("  {change}")));
    }
    lines.extend(said::assumptions(&assigned.shared).into_iter().map(|note| format!("note: {note}")));
    lines.iter().map(|line| format!("{}\n", clean(line))).collect()
}

/// A row for somebody of whom only the line is known.
fn unread(line: usize) -> [String; HEADER.len()] {
    let mut cells: [String; HEADER.len()] = Default::default();
    cells[0] = format!("line {line}");
    cells[HEADER.len() - 1] = said::UNREAD.to_owned();
    cells
}

fn row(placement: &Placement, key: String, called: &[String]) -> [String; HEADER.len()] {
    let mut cells = vec![key, said::urgency(placement.urgency).unwrap_or_default()];
    let joined = |texts: &mut dyn Iterator<Item = String>| texts.collect::<Vec<_>>().join("; ");
    match &placement.place {
        Ok(named @ Named { suggestion, .. }) => cells.extend([
            suggestion.colleague.id.clone(),
            suggestion.colleague.name.clone(),
            suggestion.score.to_string(),
            suggestion.low.to_string(),
            suggestion.high.to_string(),
            words::strongest(suggestion).join("; "),
            words::shortfalls(suggestion).join("; "),
            joined(&mut suggestion.ask.iter().map(words::ask).chain(said::place_of(named))),
            joined(&mut suggestion.disclose.iter().map(words::disclosure)),
            joined(&mut suggestion.warnings.iter().map(words::warning)),
            suggestion.colleague.phone.clone(),
            suggestion.colleague.email.clone(),
        ]),
        Err(_) => cells.extend(std::iter::repeat_n(String::new(), 12)),
    }
    for alternate in 0..ALTERNATES {
        match placement.alternates.get(alternate) {
            Some(named) => cells.extend([
                named.suggestion.colleague.id.clone(),
                named.suggestion.colleague.name.clone(),
                named.suggestion.score.to_string(),
                named.suggestion.colleague.phone.clone(),
                named.suggestion.colleague.email.clone(),
                joined(&mut std::iter::once(said::room_of(named)).chain(said::before_calling(named))),
            ]),
            None => cells.extend(std::iter::repeat_n(String::new(), 6)),
        }
    }
    let mut notes: Vec<String> = match &placement.place {
        Ok(_) => Vec::new(),
        Err(why) => std::iter::once(said::unplaced(why, called)).chain(said::remedies(why)).collect(),
    };
    notes.extend(placement.notices.iter().map(said::notice));
    cells.push(notes.join("; "));
    let mut cells = cells.iter();
    std::array::from_fn(|_| cells.next().map(|text| cell(text)).unwrap_or_default())
}

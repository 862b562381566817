//! Whether a list says of somebody that she may not practice, or does not any more.

use super::columns::Plan;
use super::{Rejected, SourceRow};
use crate::text::fold;

/// Words of registers for a license that does not hold, and for somebody who has stopped.
const OVER: [&str; 22] = [
    "cancelled",
    "canceled",
    "deceased",
    "delinquent",
    "denied",
    "disbarred",
    "expired",
    "forfeited",
    "inactive",
    "lapsed",
    "not renewed",
    "null and void",
    "relinquished",
    "resigned",
    "retired",
    "revocation",
    "revoked",
    "surrendered",
    "suspended",
    "suspension",
    "terminated",
    "voluntarily surrendered",
];

/// Other things that have a status.
const OTHERS: [&str; 8] = ["marital", "employment", "tax", "email", "subscription", "payment", "vaccination", "client"];

/// Whether a column is about the standing of a license.
pub(super) fn is_standing(header: &str) -> bool {
    let folded = fold(header);
    let has = |words: &[&str]| folded.split([' ', '/']).any(|word| words.contains(&word.trim_matches(['.', ':', '?'])));
    has(&["status", "standing", "estado", "statut"]) && !has(&OTHERS)
}

/// Why somebody should not be referred to, where a column of her standing says so.
pub(super) fn over(plan: &Plan, row: &SourceRow) -> Option<Rejected> {
    let is_over = |cell: &str| {
        let folded = fold(cell.trim());
        OVER.iter().any(|word| {
            let rest = folded.strip_prefix(word);
            rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
        })
    };
    let (column, cell) =
        plan.standing.iter().find_map(|&at| Some((at, row.cells.get(at).filter(|cell| is_over(cell))?)))?;
    Some(Rejected {
        column: Some(column),
        message: format!("{}: “{}”, so nobody should be referred to her", plan.columns[column].name(), cell.trim()),
        hint: "delete the row; or correct or empty the cell if she does practice".to_owned(),
    })
}

//! Whether a list says of somebody that she may not practice, or does not any more.

use super::columns::Plan;
use super::{Rejected, SourceRow};
use crate::text::fold;

/// Words of registers for a license that does not hold, and for somebody who has stopped.
const OVER: [&str; 25] = [
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
    "not active",
    "not current",
    "not in good standing",
    "not renewed",
    "null and void",
    "relinquished",
    "resigned",
    "retired",
    "revocation",
    "revoked",
    "surrender",
    "surrendered",
    "suspended",
    "suspension",
    "terminated",
];

/// What a header of a standing is made of; any other word makes it the status of something else.
const ABOUT: &str = "status stat standing estado statut of the a license licence licensure lic licencia permit \
    registration register credential credentials board state current primary professional profession provider \
    practitioner therapist clinician counselor psychologist code desc description text name type de la";

/// Words that may stand before: “License Revoked”, “Voluntary Surrender”.
const BEFORE: &str = "license licence lic registration closed voluntary voluntarily summary summarily emergency \
    indefinite indefinitely administrative administratively temporary temporarily interim permanent permanently";

/// Words that take it back: who is on a stayed suspension practices.
const AFTER: &str = "but stayed stay reinstated lifted active current";

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Whether a column is about the standing of a license.
pub(super) fn is_standing(header: &str) -> bool {
    let mut words = Vec::new();
    let mut inside = Vec::new();
    super::headers::words(header, &mut words, &mut inside);
    words.append(&mut inside);
    let is_word = |word: &String| has(ABOUT, word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let says = |word: &String| has("status stat standing estado statut", word);
    words.iter().any(says) && words.iter().all(is_word)
}

/// Whether a cell says that a license does not hold.
fn is_over(cell: &str) -> bool {
    let folded = fold(cell);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.skip_while(|word| has(BEFORE, word)).collect();
    OVER.iter().any(|over| {
        let count = over.split(' ').count();
        let begins = words.len() >= count && over.split(' ').eq(words[..count].iter().copied());
        begins && !words[count..].iter().any(|word| has(AFTER, word))
    })
}

/// Why somebody should not be referred to, where a column of her standing says so.
pub(super) fn over(plan: &Plan, row: &SourceRow) -> Option<Rejected> {
    let (column, cell) =
        plan.standing.iter().find_map(|&at| Some((at, row.cells.get(at).filter(|cell| is_over(cell))?)))?;
    Some(Rejected {
        column: Some(column),
        message: format!("{}: “{}”, so nobody should be referred to her", plan.columns[column].name(), cell.trim()),
        hint: "delete the row; or correct or empty the cell if she does practice".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standing_of_a_license_is_told_from_other_states() {
        for header in
            ["Status", "License Status", "lic_status", "LicenseStatus", "Status of License", "Lic. Stat", "Standing"]
        {
            assert!(is_standing(header), "{header}");
        }
        for header in ["Panel Status", "Medicare Status", "Membership Status", "BLS Certification Status", "License"] {
            assert!(!is_standing(header), "{header}");
        }
    }

    #[test]
    fn a_license_that_does_not_hold_is_told_from_one_that_does() {
        for cell in [
            "EXPIRED",
            "Expired 2024",
            "License Revoked",
            "Closed - Expired",
            "Not Active",
            "Voluntary Surrender",
            "Summary Suspension",
            "Null and Void",
            "Revoked by the board",
        ] {
            assert!(is_over(cell), "{cell}");
        }
        for cell in [
            "Active",
            "",
            "Suspended (stayed)",
            "Revoked, reinstated 2021",
            "Retired from teaching but sees clients",
            "Expires 2027",
            "Probation",
            "Current",
        ] {
            assert!(!is_over(cell), "{cell}");
        }
    }
}

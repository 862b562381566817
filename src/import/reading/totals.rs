//! Rows below a table that are none of its rows: totals and remarks.

use super::looks;

/// Whether a row at the end of a table of this width sums it up, or is a remark on it.
pub(super) fn is_below_table(cells: &[String], width: usize) -> bool {
    // A total elsewhere than in the first column may be a row of its own.
    let Some((first, rest)) = cells.split_first() else { return false };
    let first = first.trim();
    if width > 2 && names_total(first) {
        let filled = || rest.iter().filter(|cell| !cell.trim().is_empty());
        // A full row that begins with "Total" is a row of a statistic.
        return filled().count() * 3 <= width && filled().all(|cell| looks::is_figure(cell));
    }
    rest.is_empty() && width > 3 && is_remark(first)
}

/// Whether a row holds nothing but its first cell.
pub(super) fn is_alone(cells: &[String]) -> bool {
    let is_empty = |cell: &String| cell.trim().is_empty();
    cells.len() > 1 && !is_empty(&cells[0]) && cells[1..].iter().all(is_empty)
}

/// Whether a cell is "Total", "Total therapists", "Total: 21" or "Total: 21 therapists".
fn names_total(cell: &str) -> bool {
    // Most first cells are told by their first letter to be none of these.
    if !cell.starts_with(|c: char| TOTALS.iter().any(|total| total.starts_with(c.to_ascii_lowercase()))) {
        return false;
    }
    let (word, figure) = cell.split_once([':', '=']).unwrap_or((cell, ""));
    let after = TOTALS.iter().find_map(|total| {
        let start = word.get(..total.len())?;
        start.eq_ignore_ascii_case(total).then(|| &word[total.len()..])
    });
    let is_total = after.is_some_and(|after| after.is_empty() || (after.starts_with(' ') && after.len() < 24));
    // "Total: 21 therapists" counts them, too.
    let figure = figure.split_whitespace().next().unwrap_or_default();
    is_total && (figure.is_empty() || looks::is_figure(figure))
}

const TOTALS: &[&str] = &["totals", "total", "grand total", "sum", "count", "summe", "gesamt", "insgesamt", "somme"];

/// A sentence in the first column of a line that has no other.
fn is_remark(text: &str) -> bool {
    let opens = ["source", "note", "generated", "exported", "printed", "last updated", "updated", "page "];
    let begins = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    text.starts_with(['*', '©', '¹']) || opens.iter().any(begins)
}

//! Rows below a table that are none of its rows: totals and remarks.

use super::looks;

/// Whether a row at the end of a table of this width sums it up, or is a remark on it.
pub(super) fn is_below_table(cells: &[String], width: usize) -> bool {
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    // A total elsewhere than in the first column may be a row of its own.
    let Some(first) = filled.next().filter(|_| !cells[0].trim().is_empty()) else { return false };
    let rest: Vec<&str> = filled.collect();
    is_total(first, &rest, width) || (cells.len() == 1 && width > 3 && is_remark(first))
}

/// Whether a row holds nothing but its first cell.
pub(super) fn is_alone(cells: &[String]) -> bool {
    let is_empty = |cell: &String| cell.trim().is_empty();
    cells.len() > 1 && !is_empty(&cells[0]) && cells[1..].iter().all(is_empty)
}

/// A total names itself and holds few figures; a full row that begins with "Total" is a row of a statistic.
fn is_total(first: &str, rest: &[&str], width: usize) -> bool {
    let (word, figure) = first.split_once([':', '=']).unwrap_or((first, ""));
    let word = word.trim().to_lowercase();
    let is_total = TOTALS.iter().any(|total| {
        word == *total || word.strip_prefix(total).is_some_and(|rest| rest.starts_with(' ') && rest.len() < 24)
    });
    is_total
        && width > 2
        && rest.len() * 3 <= width
        && rest.iter().all(|cell| looks::is_figure(cell))
        && (figure.trim().is_empty() || figure.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

const TOTALS: &[&str] = &["total", "totals", "grand total", "sum", "count", "summe", "gesamt", "insgesamt", "somme"];

/// A sentence in the first column of a line that has no other.
fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_marked = text.starts_with(['*', '©', '¹']);
    let opens = ["source", "note", "notes:", "generated", "exported", "printed", "last updated", "updated", "page "];
    is_marked || opens.iter().any(|word| lower.starts_with(word))
}

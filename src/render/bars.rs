//! A fit and its range as ten cells.

use crate::ranking::Fit;

/// Cells of a bar.
pub const CELLS: u32 = 10;

/// Full up to the low end, shaded where it is not known, empty above the high end.
pub fn bar(fit: Fit) -> String {
    let cells = |part: u32| (part.min(1000) * CELLS + 500) / 1000;
    let (mut full, mut open) = (cells(fit.low), cells(fit.high));
    // A doubt too small for a cell still takes one.
    if fit.low < fit.high && full >= open {
        full = full.min(CELLS - 1);
        open = full + 1;
    }
    let times = |cell: &str, count: u32| cell.repeat(count as usize);
    times("█", full) + &times("▒", open.saturating_sub(full)) + &times("░", CELLS - open.max(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_is_full_unknown_is_shaded() {
        assert_eq!(bar(Fit::known(1000)), "██████████");
        assert_eq!(bar(Fit::known(600)), "██████░░░░");
        assert_eq!(bar(Fit::UNKNOWN), "▒▒▒▒▒▒▒▒▒▒");
        assert_eq!(bar(Fit { low: 400, fit: 500, high: 1000 }), "████▒▒▒▒▒▒");
        assert_eq!(bar(Fit { low: 990, fit: 995, high: 1000 }), "█████████▒");
        assert_eq!(bar(Fit { low: 600, fit: 610, high: 620 }), "██████▒░░░");
    }
}

//! How far a long command has come, on standard error, where somebody watches.

use super::edge::Edge;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Rows below which nobody has time to look.
const LEAST: usize = 20_000;
/// Rows between two steps.
const STEP: usize = 1_024;

/// A bar that counts rows; invisible where nobody watches or little is to be done.
pub struct Progress {
    bar: ProgressBar,
    done: usize,
}

impl Progress {
    /// Starts a bar for so many rows.
    pub fn new(edge: &Edge, what: &'static str, rows: usize) -> Progress {
        let shown = edge.is_watched && rows >= LEAST;
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(rows as u64), target).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg:8} {bar:30} {human_pos} of {human_len} rows, {eta} left")
        {
            bar.set_style(style);
        }
        Progress { bar, done: 0 }
    }

    /// Counts a row.
    pub fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(STEP) {
            self.bar.inc(STEP as u64);
        }
    }
}

impl Drop for Progress {
    /// Takes the bar away.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

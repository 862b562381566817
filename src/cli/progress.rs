//! How far a long command has come, on standard error, where somebody watches.

use super::edge::Edge;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Rows below which nobody has time to look.
const LEAST: usize = 20_000;
/// Pairs of a client and a colleague below which nobody has time to look.
const LEAST_PAIRS: usize = 10_000_000;
/// Rows between two steps.
const STEP: usize = 1_024;

/// A bar that counts rows; invisible where nobody watches or little is to be done.
pub struct Progress {
    bar: ProgressBar,
    done: usize,
    step: usize,
}

impl Progress {
    /// Starts a bar for so many rows.
    pub fn new(edge: &Edge, what: &'static str, rows: usize) -> Progress {
        Progress::start(edge.is_watched && rows >= LEAST, what, "rows", rows, STEP)
    }

    /// Starts a bar for so many clients, each of whom is held against all colleagues: so many pairs in all; none where
    /// the answers go to the same screen.
    pub fn of_clients(edge: &Edge, is_on_screen: bool, clients: usize, pairs: usize) -> Progress {
        // A bar among the answers would tear them apart.
        let shown = edge.is_watched && !is_on_screen && pairs >= LEAST_PAIRS;
        Progress::start(shown, "ranking", "clients", clients, 1)
    }

    fn start(shown: bool, what: &'static str, of: &str, count: usize, step: usize) -> Progress {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target).with_message(what);
        let template = format!("{{msg:8}} {{wide_bar}} {{human_pos}} of {{human_len}} {of}, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Progress { bar, done: 0, step }
    }

    /// Says something while the bar stands.
    pub fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Counts a row.
    pub fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(self.step) {
            self.bar.inc(self.step as u64);
        }
    }
}

impl Drop for Progress {
    /// Takes the bar away.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

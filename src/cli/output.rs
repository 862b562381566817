//! Results go to standard output, everything else to standard error.

use anyhow::Context;
use refer::problem::{Problem, Severity};
use refer::text::clean;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

/// Nothing was done, and why.
#[derive(Debug)]
pub struct Refused(pub Vec<Problem>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| writeln!(f, "{problem}"))
    }
}

impl std::error::Error for Refused {}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        Refused(vec![problem])
    }
}

/// Problems named on standard error before the rest is left to `refer check`.
pub const MOST_PROBLEMS: usize = 20;

/// Writes a result in one piece.
pub fn to_stdout(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("the answer cannot be written")
}

/// Writes a long result piece by piece.
pub fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).context("the answer cannot be written")
}

/// Writes some bytes of a result.
pub fn some_to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Whether nobody reads the answer any more, which is no failure.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes a message. Where even that fails, nothing is left to do.
pub fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A line cut where it would fill the screen: it quotes what somebody typed or a file holds.
fn clipped(line: Cow<str>) -> Cow<str> {
    match line.char_indices().nth(MOST_OF_LINE) {
        Some((end, _)) => Cow::Owned(format!("{} …", &line[..end])),
        None => line,
    }
}

/// Letters of a line of a message.
const MOST_OF_LINE: usize = 500;

/// Writes problems, at most so many, and how many more there are.
pub fn problems(problems: &[Problem], most: usize) {
    let mut text = String::new();
    for problem in problems.iter().take(most) {
        let kind = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        for (i, line) in problem.to_string().lines().enumerate() {
            let line = clipped(clean(line));
            text.push_str(&if i == 0 { format!("{kind}: {line}\n") } else { format!("{line}\n") });
        }
    }
    if problems.len() > most {
        text.push_str(&format!("… and {} more: refer check names them all\n", problems.len() - most));
    }
    if !text.is_empty() {
        to_stderr(&text);
    }
}

/// The system's words for an error, without its number.
pub fn said(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

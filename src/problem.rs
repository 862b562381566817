//! What was wrong with an input, where, and what to do about it.

use crate::text::clean;
use serde::Serialize;
use std::fmt;

/// How much a problem stands in the way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record or file could not be used.
    Error,
    /// The rest of the record was used without this value.
    Warning,
    /// Nothing is wrong; it is worth a look.
    Note,
}

/// One problem in one input: a file of the directory, a profile, a flag.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// The file as the user would name it, or the flag.
    pub file: String,
    /// Line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The key, column or flag concerned.
    pub field: Option<String>,
    /// Whether the record was lost or only the value.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The id of the colleague it is about, where it is told only if she is in the answer.
    #[serde(skip)]
    pub whose: Option<String>,
}

impl Problem {
    /// Makes an error about a whole file or flag.
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem {
            file: file.into(),
            line: None,
            column: None,
            field: None,
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            whose: None,
        }
    }

    /// Makes a warning about a whole file or flag.
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(file, message) }
    }

    /// Makes a note about a whole file.
    pub fn note(file: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Note, ..Problem::error(file, message) }
    }

    /// Adds the place, line and column from 1.
    pub fn at(mut self, line: usize, column: usize) -> Problem {
        (self.line, self.column) = (Some(line), Some(column));
        self
    }

    /// Adds the key, column or flag.
    pub fn field(mut self, field: impl Into<String>) -> Problem {
        self.field = Some(field.into());
        self
    }

    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    /// Whether nothing is wrong.
    pub fn is_note(&self) -> bool {
        self.severity == Severity::Note
    }

    /// Whether a record, row or file was lost to this problem.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    /// One line and, with a hint, a second one: whatever a file says cannot add lines of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clean(&self.file))?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        write!(f, ": {}", clean(&self.message))?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {}", clean(hint)),
            None => Ok(()),
        }
    }
}

/// "did you mean a, b or c?" from the nearest words, or `None` without any.
pub fn did_you_mean(words: &[String]) -> Option<String> {
    let (last, rest) = words.split_last()?;
    Some(match rest {
        [] => format!("did you mean “{last}”?"),
        _ => format!("did you mean “{}” or “{last}”?", rest.join("”, “")),
    })
}

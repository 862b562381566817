//! What becomes of a row: the words for it, the counts, and what is said of a row that is not taken.

use super::SourceRow;
use super::identity::Doubt;
use super::merge::Change;
use crate::problem::Problem;
use crate::record::Written;
use std::io;

/// A row read as a record.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct RowRead {
    /// The record.
    pub written: Written,
    /// What of it could not be understood, and is kept as it stands.
    pub problems: Vec<Problem>,
    /// Whether no colleague can be made of it.
    pub is_rejected: bool,
}

/// What became of a row, or would.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// A colleague who was not known.
    New,
    /// A known one, with something new.
    Changed,
    /// A known one, and nothing new.
    Same,
    /// No colleague can be made of it, or it is not clear whom it means.
    Rejected,
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Changed => "changed",
            Status::Same => "same",
            Status::Rejected => "rejected",
        }
    }
}

/// One row and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The row, as [`SourceRow`] counts.
    pub row: usize,
    /// Its line in the file.
    pub line: usize,
    /// What became of it.
    pub status: Status,
    /// Whose it is.
    pub id: Option<String>,
    /// The name in the list.
    pub name: String,
    /// What it changes; nothing where it is new as a whole.
    pub changes: Vec<Change>,
    /// Whether the row is all that is known of somebody new: [`super::all_new`] tells what it says.
    pub is_whole: bool,
    /// What it would change, and was written by hand.
    pub kept: Vec<Change>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Outcome {
    /// The end of a row of which nothing else is known yet.
    pub fn of(row: &SourceRow, status: Status) -> Outcome {
        Outcome {
            row: row.number,
            line: row.line,
            status,
            id: None,
            name: String::new(),
            changes: Vec::new(),
            is_whole: false,
            kept: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// How many rows ended how.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// All rows that are not blank.
    pub read: usize,
    /// See [`Status::New`].
    pub new: usize,
    /// See [`Status::Changed`].
    pub changed: usize,
    /// See [`Status::Same`].
    pub same: usize,
    /// See [`Status::Rejected`].
    pub rejected: usize,
}

impl Counts {
    pub(super) fn count(&mut self, status: Status) {
        self.read += 1;
        match status {
            Status::New => self.new += 1,
            Status::Changed => self.changed += 1,
            Status::Same => self.same += 1,
            Status::Rejected => self.rejected += 1,
        }
    }
}

/// Somebody who may be whom a row means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Maybe {
    /// The id.
    pub id: String,
    /// What is written of her.
    pub written: Written,
}

/// What a person says of a row that may mean somebody known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is that one of them.
    Same(usize),
    /// It is somebody new.
    New,
    /// Not decided: the row is rejected.
    Undecided,
}

/// Takes in what became of each row, with the row and the record made of it.
pub type Each<'a> = dyn FnMut(&Outcome, &SourceRow, &Written) -> io::Result<()> + 'a;

/// Asks whom a row means.
pub type Ask<'a> = dyn FnMut(&SourceRow, &Written, Doubt, &[Maybe]) -> Answer + 'a;

/// A row of which nothing is taken.
pub(super) fn rejected(row: &SourceRow, name: String, problems: Vec<Problem>) -> Outcome {
    Outcome { name, problems, ..Outcome::of(row, Status::Rejected) }
}

/// Says of somebody who was removed by hand that she stays out; or that she may stand there under another name.
pub(super) fn removed(row: &SourceRow, id: &str, renamed: Option<String>) -> Problem {
    if let Some(other) = renamed {
        let message =
            format!("“{id}” came with an earlier list and is not there now; “{other}” has the same NPI or e-mail");
        let hint =
            format!("if “{other}” is meant, write the id {id} into that record; nothing is brought in until then");
        return Problem::warning("", message).at(row.line, 1).field("name").hint(hint);
    }
    let message = format!("“{id}” came with an earlier list and was removed since; she stays out");
    Problem::warning("", message).at(row.line, 1).field("name").hint("--overwrite brings her back")
}

/// Says whom a row may mean, and why that is not sure.
pub(super) fn unsure(row: &SourceRow, doubt: Doubt, maybes: &[Maybe]) -> Problem {
    let ids: Vec<String> = maybes.iter().map(|maybe| format!("“{}”", maybe.id)).collect();
    let message = match doubt {
        Doubt::SharedEmail => "the e-mail address is the same and the name is not quite",
        Doubt::NameOnly => "the name is the same, and nothing else shows that it is the same person",
        Doubt::OtherContacts => "name and place are the same, phone and e-mail are not",
        Doubt::Several => "several colleagues may be meant",
    };
    let message = format!("this may be {}: {message}", ids.join(" or "));
    let hint = "add a column “_id” with the id of the one who is meant, or with a new id for somebody else";
    Problem::error("", message).at(row.line, 1).field("name").hint(hint)
}

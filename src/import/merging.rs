//! Records of a list and those of a directory: who is who, what changes, and what was written by hand and stays.

mod identity;
mod merge;
mod walk;

pub use self::identity::{By, Decision, Doubt, Index, Keys, Number};
pub use self::merge::{Change, Key, Merged, Prefer};
pub use self::walk::{
    Answer, Ask, Counts, Each, Import, Maybe, Outcome, ROWS, RowRead, Shelf, Status, rows_of, survey,
};

use super::{Sheet, SourceRow};

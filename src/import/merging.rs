//! Records of a list and those of a directory: who is who, what changes, and what was written by hand and stays.

mod ahead;
mod identity;
mod merge;
mod outcome;
mod sides;
mod walk;

pub use self::identity::{By, Decision, Doubt, Index, Keys, Number};
pub use self::merge::{Change, Key, Merged, Prefer, all_new};
pub use self::outcome::{Answer, Ask, Counts, Each, Maybe, Outcome, RowRead, Status};
pub use self::sides::{Ledger, ROWS, Shelf, rows_of, survey};
pub use self::walk::Import;

use super::{Sheet, SourceRow};

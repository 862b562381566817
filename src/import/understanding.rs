//! Rows of text as records: what each column is, what its cells say, and what must not be imported at all.

mod answers;
mod assign;
mod columns;
mod decide;
mod evidence;
mod flags;
mod headers;
mod manner;
mod names;
mod own_mapping;
mod record;
mod refusal;
mod row_name;
mod said;
mod standing;
mod target;
mod tongues;
mod values;

pub use self::columns::{Column, Plan, plan};
pub use self::own_mapping::OwnMapping;
pub use self::record::{CellTrouble, Rejected, Understood, record, without_guard};
pub use self::refusal::Refusal;
pub use self::target::{End, NamePart, Target};
pub use self::values::ValueReader;

use super::{IMPORTED, SourceRow};

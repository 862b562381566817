//! A file as rows of text: its encoding, how its cells are parted, where its header stands; nothing of it is judged.

mod card;
mod contact;
mod dialect;
mod encoding;
mod garbled;
mod grid;
mod head;
mod held;
mod looks;
mod mend;
mod open;
mod rows;
mod stream;
mod text;
mod totals;
mod workbook;

pub use self::open::{open, open_as};

use super::{Input, ReadAs, Sheet, SourceRow};

#[cfg(test)]
mod card_tests;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod workbook_tests;

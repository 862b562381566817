//! A ranking as text: for the terminal, a note, a spreadsheet or a program.
//!
//! Exporters are pure: results in, text out; no file, no terminal, no environment. Explanations stay data until
//! [`words`] makes sentences of them, and what came from a file is cleaned where it enters a line or a cell.

pub mod assigned;
mod bars;
pub mod canonical;
pub mod card;
mod changed;
mod checked;
pub mod csv;
mod explain;
pub mod export;
pub mod glossary;
pub mod imported;
mod inquiry;
pub mod json;
mod layout;
pub mod markdown;
pub mod plan;
pub mod queue;
pub mod roster;
pub mod table;
pub mod words;

#[cfg(test)]
mod sample;

pub use changed::changed;
pub use checked::{Checked, alike, checked, checked_json};
pub use inquiry::inquiry;
pub use layout::Screen;

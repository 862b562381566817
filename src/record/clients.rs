//! A clients' file: CSV, a column for each flag of `suggest` that is needed, one client a row.

mod cells;
#[cfg(test)]
mod clients_tests;
mod header;

use super::guard::unguarded_text;
use super::pieces::BYTE_ORDER_MARK;
use super::profile::{Lookup, Profile, RawValue, read_profile};
use super::trouble::{NOT_UTF8, SAVE_CSV_AS_UTF8};
use crate::client::{Client, Key, Shape};
use crate::problem::Problem;
use crate::text::fold;
use crate::weights::Weights;
use cells::{Cell, cells, lines};
use header::{Column, Header};
use rustc_hash::FxHashMap;

/// The clients of a file, and what was wrong with it.
#[derive(Default, Debug)]
pub struct Clients {
    /// Those that could be read, in the order of the file.
    pub clients: Vec<(Client, Weights)>,
    /// The line, from 1, on which each of them stands.
    pub lines: Vec<usize>,
    /// What was wrong with rows, in the order of the file.
    pub problems: Vec<Problem>,
    /// The lines of the rows that could not be read, in the order of the file.
    pub rejected: Vec<usize>,
}

impl Clients {
    /// What a client is called in an answer: the code, else the line.
    pub fn called(&self, client: usize) -> String {
        match &self.clients[client].0.code {
            Some(code) => code.clone(),
            None => format!("line {}", self.lines[client]),
        }
    }
}

/// Reads the clients of a file; a bad row does not stop the others. Columns that are `ignored` are not read.
///
/// # Errors
/// The file is no CSV, is empty, or has a column that is not known.
pub fn read_clients(file: &str, bytes: &[u8], ignored: &[String], with: &Lookup) -> Result<Clients, Vec<Problem>> {
    if let Some((message, hint)) = no_csv(bytes) {
        return Err(vec![Problem::error(file, message).at(1, 1).hint(hint)]);
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut lines = lines(bytes).filter(|(_, line)| !line.trim_ascii().is_empty());
    // Some spreadsheets are told there what separates the cells; the names of the columns tell it, too.
    let first = lines.next().filter(|(_, line)| !(line.len() <= 5 && line.to_ascii_lowercase().starts_with(b"sep=")));
    let Some((number, first)) = first.or_else(|| lines.next()) else {
        let problem = Problem::error(file, "the file is empty").at(1, 1);
        return Err(vec![problem.hint("its first line names the columns, such as client,concern,near")]);
    };
    let line = text(first).map_err(|before| {
        let problem = Problem::error(file, NOT_UTF8).at(number, before.chars().count() + 1);
        vec![problem.hint(SAVE_CSV_AS_UTF8)]
    })?;
    let header = Header::read(file, (number, line), ignored)?;
    let mut reader =
        Reader { file, header, with, read: Clients::default(), codes: FxHashMap::default(), unpaired: None };
    for (number, line) in lines {
        if let Err(problems) = reader.line(number, line) {
            reader.read.rejected.push(number);
            reader.read.problems.extend(problems);
        }
    }
    let mut read = reader.read;
    if read.clients.is_empty() && read.rejected.is_empty() {
        let note = Problem::note(file, "there are no clients below the first line").at(number, 1);
        read.problems.push(note.hint("write a client a line, such as C-014,ptsd,02139"));
    }
    Ok(read)
}

/// What a file is that is no CSV, and what to do.
fn no_csv(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let is_workbook = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_workbook {
        Some(("this is a workbook, not CSV", "save the sheet of clients as CSV; a spreadsheet calls it “CSV UTF-8”"))
    } else if is_wide {
        Some(("this is UTF-16, not UTF-8", SAVE_CSV_AS_UTF8))
    } else {
        // Further below, a stray one costs its row and no other.
        let first = lines(bytes).map(|(_, line)| line).find(|line| !line.trim_ascii().is_empty());
        let is_binary = first.is_some_and(|line| line.contains(&0));
        is_binary.then_some(("this is no text", "name a CSV file of clients"))
    }
}

/// A line as text; or what of it is, up to the first byte that is none.
fn text(line: &[u8]) -> Result<&str, &str> {
    std::str::from_utf8(line).map_err(|_| line.utf8_chunks().next().map_or("", |chunk| chunk.valid()))
}

struct Reader<'a> {
    file: &'a str,
    header: Header,
    with: &'a Lookup<'a>,
    read: Clients,
    /// The line of each code, folded.
    codes: FxHashMap<String, usize>,
    /// The last line with a quote that has no partner.
    unpaired: Option<usize>,
}

impl<'a> Reader<'a> {
    /// Reads one line.
    fn line(&mut self, number: usize, bytes: &'a [u8]) -> Result<(), Vec<Problem>> {
        // A quote without a partner may belong to a cell of several lines, and what follows to no client at all.
        if memchr::memchr_iter(b'"', bytes).count() % 2 == 1 {
            self.unpaired = Some(number);
        }
        let line = self.text(number, bytes)?;
        let cells = cells(line.text, self.header.separator).map_err(|wrong| {
            let problem = line.problem(wrong.at, wrong.trouble.message);
            vec![self.in_column(wrong.cell, Problem { hint: wrong.trouble.hint, ..problem })]
        })?;
        if cells.iter().all(Cell::is_blank) {
            return Ok(());
        }
        self.fits(&line, &cells).map_err(|problem| vec![problem])?;
        let profile = self.profile(&line, &cells)?;
        if profile.values.is_empty() {
            return Ok(());
        }
        let client = read_profile(&profile, self.with).map_err(|problems| separated(problems, &profile))?;
        if let Some(code) = profile.of(Key::Client).next() {
            let first = *self.codes.entry(fold(&code.text).into_owned()).or_insert(number);
            if first != number {
                let problem = code.error(format!("the client code “{}” is there already, on line {first}", code.text));
                return Err(vec![problem.hint("give each row a code of its own, such as C-014b")]);
            }
        }
        self.read.clients.push(client);
        self.read.lines.push(number);
        Ok(())
    }

    /// A line as text.
    fn text(&self, number: usize, bytes: &'a [u8]) -> Result<Line<'a>, Vec<Problem>> {
        let broken = |before: &'a str, message, hint| {
            let cells = cells(before, self.header.separator);
            let cell = cells.map_or_else(|wrong| wrong.cell, |cells| cells.len() - 1);
            let line = Line { file: self.file, number, text: before };
            vec![self.in_column(cell, line.problem(before.len(), message).hint(hint))]
        };
        let text = text(bytes).map_err(|before| broken(before, NOT_UTF8, SAVE_CSV_AS_UTF8))?;
        match text.split_once('\0') {
            Some((before, _)) => Err(broken(before, "a byte that no text holds (NUL)", "write this line anew")),
            None => Ok(Line { file: self.file, number, text }),
        }
    }

    /// Names the column of a problem.
    fn in_column(&self, cell: usize, problem: Problem) -> Problem {
        match self.header.columns.get(cell) {
            Some(Column::Of(key)) => problem.field(key.word()),
            _ => problem,
        }
    }

    /// Whether each cell of a line stands in a column.
    fn fits(&self, line: &Line, cells: &[Cell]) -> Result<(), Problem> {
        let width = self.header.columns.len();
        if let Some(unpaired) = self.unpaired
            && (cells.len() != width || width == 1)
        {
            let message = format!("this may be a part of a cell above: a quote (\") on line {unpaired} has no partner");
            return Err(line.problem(0, message).hint(format!("mend line {unpaired} first")));
        }
        if let Some(beyond) = cells.iter().skip(width).find(|cell| !cell.is_blank()) {
            let message = format!("{} cells, but the first line names {width}", cells.len());
            return Err(line.problem(beyond.start, message).hint(self.header.hint_for_wide()));
        }
        // What stood behind may have been a need, and it would be missed without a word.
        let named =
            self.header.columns.iter().rposition(|column| matches!(column, Column::Of(_))).map_or(0, |last| last + 1);
        if cells.len() < named {
            let plural = if cells.len() == 1 { "" } else { "s" };
            let message = format!("{} cell{plural}, but the first line names {named}: it may be cut off", cells.len());
            return Err(line.problem(line.text.len(), message).hint(self.header.hint_for_short()));
        }
        let mut columns = cells.iter().zip(&self.header.columns);
        match columns.find(|(cell, column)| **column == Column::Nameless && !cell.is_blank()) {
            Some((cell, _)) => {
                let problem = line.problem(cell.start, "this column has no name in the first line");
                Err(problem.hint("name it there, or leave the cell empty"))
            }
            None => Ok(()),
        }
    }

    /// What a line says of a client.
    fn profile(&self, line: &Line, cells: &[Cell]) -> Result<Profile, Vec<Problem>> {
        let mut profile = Profile::default();
        let (mut byte, mut column) = (0, 1);
        for (cell, of) in cells.iter().zip(&self.header.columns) {
            let Column::Of(key) = *of else { continue };
            for (text, start) in values(cell, key) {
                // Values come from left to right.
                column += line.text[byte..start].chars().count();
                byte = start;
                let place = Some((line.number, column));
                profile.values.push(RawValue { key, text: text.to_owned(), origin: line.file.to_owned(), place });
            }
            let count = profile.of(key).count();
            if count > MOST_VALUES {
                let problem = line.problem(cell.start, format!("{count} values in one cell")).field(key.word());
                return Err(vec![problem.hint(format!("{MOST_VALUES} are read at most: leave out what matters less"))]);
            }
        }
        Ok(profile)
    }
}

/// The most values of a cell: each that is not known is compared with all words there are.
const MOST_VALUES: usize = 200;

/// A line of the file.
struct Line<'l> {
    file: &'l str,
    number: usize,
    text: &'l str,
}

impl Line<'_> {
    /// A problem at a byte of it.
    fn problem(&self, byte: usize, message: impl Into<String>) -> Problem {
        Problem::error(self.file, message).at(self.number, self.text[..byte].chars().count() + 1)
    }
}

/// The values of a cell, each with the byte of the line where it begins: only `;` separates those of a list.
fn values<'c>(cell: &'c Cell, key: Key) -> impl Iterator<Item = (&'c str, usize)> {
    let whole = cell.text.as_ref();
    let text = unguarded_text(whole);
    let mut next = Some(0);
    let parts = std::iter::from_fn(move || {
        let start = next?;
        let end = text[start..].find(';').filter(|_| key.shape() != Shape::One).map(|end| start + end);
        next = end.map(|end| end + 1);
        Some((start, &text[start..end.unwrap_or(text.len())]))
    });
    let first = whole.len() - text.len();
    let place = move |start: usize, part: &str| {
        let blank = part.len() - part.trim_start().len();
        match cell.text_start {
            Some(begin) if start > 0 => begin + first + start + blank,
            _ => cell.start,
        }
    };
    parts.filter(|(_, part)| !part.trim().is_empty()).map(move |(start, part)| (part.trim(), place(start, part)))
}

/// The problems of a row; where a comma was meant to separate, that is said.
fn separated(mut problems: Vec<Problem>, profile: &Profile) -> Vec<Problem> {
    for problem in &mut problems {
        let place = problem.line.zip(problem.column);
        let is_list =
            |value: &&RawValue| value.place == place && value.text.contains(',') && value.key.shape() == Shape::Words;
        if profile.values.iter().any(|value| is_list(&value)) {
            problem.hint = Some("in a cell, ; stands between several values: ptsd;ocd".to_owned());
        }
    }
    problems
}

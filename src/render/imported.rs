//! What an import does, or would do: for a terminal, and as one JSON document that is written row by row.

use super::layout::{Page, Screen, Tone, bound};
use crate::import::{Change, Counts, Outcome, ReadAs, Status};
use crate::problem::Problem;
use serde::Serialize;
use std::io::{self, Write};

/// A column of the list and what it was taken for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ShownColumn {
    /// From 0.
    pub index: usize,
    /// As it stands in the list; `None` where the list names no columns.
    pub header: Option<String>,
    /// The field, or `None` where it is kept under its own name.
    pub field: Option<String>,
    /// Some of its values.
    pub samples: Vec<String>,
}

#[derive(Serialize)]
struct Read<'a> {
    encoding: &'a str,
    delimiter: Option<&'a str>,
    quote: Option<char>,
    header_row: Option<usize>,
    sheet: Option<&'a str>,
    records: usize,
    blank: usize,
    skipped: usize,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Record<'a> {
    row: usize,
    line: usize,
    status: &'static str,
    id: Option<&'a str>,
    name: &'a str,
    changes: Vec<Changed<'a>>,
    kept: Vec<Changed<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Changed<'a> {
    field: &'a str,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct Tally {
    read: usize,
    new: usize,
    changed: usize,
    same: usize,
    rejected: usize,
    blank: usize,
}

/// What stands under the word that opens a row.
const MARGIN: &str = "         ";

/// What stands between the values of a list in one text.
const BETWEEN: &str = "; ";

fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(BETWEEN))
}

fn changed(change: &Change) -> Changed<'_> {
    Changed { field: change.key.name(), from: joined(&change.from), to: joined(&change.to) }
}

/// Opens the document: how the file was read, and its columns.
///
/// # Errors
/// `out` fails.
pub fn json_head(out: &mut dyn Write, read: &ReadAs, records: usize, columns: &[ShownColumn]) -> io::Result<()> {
    let read = Read {
        encoding: &read.encoding,
        delimiter: read.delimiter.as_deref(),
        quote: read.quote,
        header_row: read.header_row,
        sheet: read.sheet.as_deref(),
        records,
        blank: read.blank,
        skipped: read.skipped,
        notes: &read.notes,
    };
    write!(out, "{{\"schema\":\"refer.import/1\",\n\"read\":{},\n\"columns\":[", text(&read)?)?;
    for (i, column) in columns.iter().enumerate() {
        write!(out, "{}\n{}", if i == 0 { "" } else { "," }, text(column)?)?;
    }
    write!(out, "],\n\"records\":[")
}

/// Adds a row; `first` where none was added before.
///
/// # Errors
/// `out` fails.
pub fn json_record(out: &mut dyn Write, outcome: &Outcome, first: bool) -> io::Result<()> {
    let record = Record {
        row: outcome.row,
        line: outcome.line,
        status: outcome.status.word(),
        id: outcome.id.as_deref(),
        name: &outcome.name,
        changes: outcome.changes.iter().map(changed).collect(),
        kept: outcome.kept.iter().map(changed).collect(),
        problems: &outcome.problems,
    };
    write!(out, "{}\n{}", if first { "" } else { "," }, text(&record)?)
}

/// Closes the document.
///
/// # Errors
/// `out` fails.
pub fn json_tail(out: &mut dyn Write, counts: Counts, blank: usize) -> io::Result<()> {
    let Counts { read, new, changed, same, rejected } = counts;
    writeln!(out, "],\n\"counts\":{}}}", text(&Tally { read, new, changed, same, rejected, blank })?)
}

fn text(value: &impl Serialize) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::other)
}

/// How the file was read, and which column was taken for what.
pub fn head(read: &ReadAs, columns: &[ShownColumn], screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let mut how = vec![read.encoding.clone()];
    how.extend(read.sheet.as_ref().map(|sheet| format!("sheet “{sheet}”")));
    how.extend(read.delimiter.as_deref().map(|delimiter| format!("cells parted by {}", delimiter_name(delimiter))));
    // Contacts name their columns themselves.
    if read.encoding != "vcard" {
        how.push(match read.header_row {
            None => "no header".to_owned(),
            Some(0) => "header in the first line".to_owned(),
            Some(above) => format!("header after {above} {}", if above == 1 { "other line" } else { "other lines" }),
        });
    }
    page.flow((Tone::Quiet, "read as  "), 9, &[(Tone::Plain, &how.join(", "))]);
    for note in &read.notes {
        page.flow((Tone::Plain, MARGIN), 9, &[(Tone::Caution, note)]);
    }
    let (known, other): (Vec<_>, Vec<_>) =
        columns.iter().filter(|column| !column.samples.is_empty()).partition(|column| column.field.is_some());
    let header = |column: &ShownColumn| column.header.clone().unwrap_or_else(|| format!("column {}", column.index + 1));
    let arrow =
        |column: &&ShownColumn| format!("{} → {}", bound(&header(column)), column.field.as_deref().unwrap_or_default());
    if !known.is_empty() {
        let text = known.iter().map(arrow).collect::<Vec<_>>().join(", ");
        page.flow((Tone::Quiet, "columns  "), 9, &[(Tone::Plain, &text)]);
    }
    if !other.is_empty() {
        let names = other.iter().map(|column| header(column)).collect::<Vec<_>>().join(", ");
        let text =
            format!("{names} (kept under {})", if other.len() == 1 { "its own name" } else { "their own names" });
        page.flow((Tone::Quiet, "others   "), 9, &[(Tone::Plain, &text)]);
    }
    page.gap();
    page.finish()
}

fn delimiter_name(delimiter: &str) -> &str {
    match delimiter {
        "," => "commas",
        ";" => "semicolons",
        "\t" => "tabs",
        "|" => "bars",
        " " => "spaces",
        other => other,
    }
}

/// Whether a row changes nothing and has nothing to say.
pub fn is_silent(outcome: &Outcome) -> bool {
    outcome.status == Status::Same && outcome.kept.is_empty() && outcome.problems.is_empty()
}

/// One row: what becomes of it, field by field, and what could not be read; a new colleague field by field only where
/// it is to be looked at in full. A silent one is not told.
pub fn row(outcome: &Outcome, in_full: bool, screen: &Screen) -> String {
    if is_silent(outcome) {
        return String::new();
    }
    let mut page = Page::new(screen);
    let (tone, word) = match outcome.status {
        Status::New => (Tone::Strong, "new      "),
        Status::Changed => (Tone::Strong, "changed  "),
        Status::Same => (Tone::Quiet, "same     "),
        Status::Rejected => (Tone::Alarm, "rejected "),
    };
    let name = if outcome.name.is_empty() { "(no name)" } else { &outcome.name };
    let id = outcome.id.as_deref().map(|id| format!(" · {id}")).unwrap_or_default();
    page.flow(
        (tone, word),
        9,
        &[(Tone::Strong, name), (Tone::Quiet, &id), (Tone::Quiet, &format!(" · line {}", outcome.line))],
    );
    let is_told = |change: &&Change| match outcome.status {
        Status::New => in_full && change.key.name() != "name",
        _ => true,
    };
    for change in outcome.changes.iter().filter(is_told) {
        let (from, to) = (joined(&change.from), joined(&change.to).unwrap_or_else(|| "–".to_owned()));
        let from = from.map(|from| format!("{from} → ")).unwrap_or_default();
        let label = format!("{}: ", change.key.name());
        page.flow((Tone::Plain, MARGIN), 11, &[(Tone::Quiet, &label), (Tone::Quiet, &from), (Tone::Plain, &to)]);
    }
    for kept in &outcome.kept {
        let (from, to) = (joined(&kept.from).unwrap_or_else(|| "–".to_owned()), joined(&kept.to).unwrap_or_default());
        let label = format!("{} stays ", kept.key.name());
        let values = format!("{from}; the list says {to}");
        page.flow((Tone::Plain, MARGIN), 11, &[(Tone::Caution, &label), (Tone::Plain, &values)]);
    }
    for problem in &outcome.problems {
        page.flow((Tone::Plain, MARGIN), 11, &[(Tone::Caution, &problem.message)]);
        if let Some(hint) = &problem.hint {
            page.flow((Tone::Plain, MARGIN), 11, &[(Tone::Quiet, hint)]);
        }
    }
    page.finish()
}

/// How many rows ended how, in a line.
pub fn tally(counts: Counts, blank: usize) -> String {
    let Counts { read, new, changed, same, rejected } = counts;
    let blank = match blank {
        0 => String::new(),
        blank => format!(", and {blank} blank"),
    };
    let rows = if read == 1 { "row" } else { "rows" };
    format!("{read} {rows}: {new} new, {changed} changed, {same} same, {rejected} rejected{blank}\n")
}

/// What was written and where, a sentence a line.
pub fn done(text: &str, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    text.lines().for_each(|line| page.line(Tone::Plain, line));
    page.finish()
}

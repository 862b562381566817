//! Colleagues one a line.

use super::layout::{Page, Screen, Tone, dotted};
use crate::colleague::Colleague;
use crate::text::clean;
use crate::vocab::Word;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

/// The columns of the CSV.
const COLUMNS: [&str; 9] =
    ["id", "name", "credentials", "city", "phone", "email", "accepting", "wait_weeks", "checked"];

/// The column that is left out where the screen is not this wide.
const CITY: usize = 2;
const ROOMY: usize = 100;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    credentials: Vec<&'a str>,
    city: Option<&'a str>,
    phone: Option<&'a str>,
    email: Option<&'a str>,
    accepting: Option<&'static str>,
    wait_weeks: Option<u32>,
    checked: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    colleagues: Vec<Line<'a>>,
}

fn line(colleague: &Colleague) -> Line<'_> {
    let known = |text| Some(text).filter(|text: &&str| !text.is_empty());
    Line {
        id: &colleague.id,
        name: &colleague.name,
        credentials: colleague.credentials.iter().collect(),
        city: known(&colleague.city),
        phone: known(&colleague.phone),
        email: known(&colleague.email),
        accepting: colleague.accepting.map(|accepting| accepting.word()),
        wait_weeks: colleague.wait_weeks,
        checked: colleague.checked.map(|checked| checked.to_string()),
    }
}

/// The roster for a terminal: wide enough for 80 columns, and one colleague a few lines where it is narrow.
pub fn table(colleagues: &[Colleague], screen: &Screen) -> String {
    let dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let rows = colleagues.iter().map(|colleague| {
        let line = line(colleague);
        let who = [&[line.name], &line.credentials[..]].concat().join(", ");
        let opening = match (line.accepting, line.wait_weeks) {
            (Some(word), Some(weeks)) => Some(format!("{word}, {weeks} wk")),
            (None, Some(weeks)) => Some(format!("{weeks} wk")),
            (word, None) => word.map(str::to_owned),
        };
        [line.id.to_owned(), who, dash(line.city.map(str::to_owned)), dash(opening), dash(line.checked)]
    });
    let mut page = Page::new(screen);
    let mut text = if page.is_narrow() {
        for [id, who, city, opening, checked] in rows {
            page.gap();
            page.flow((Tone::Plain, ""), 2, &[(Tone::Strong, &who)]);
            page.flow((Tone::Plain, "  "), 2, &[(Tone::Plain, &id)]);
            let facts = dotted(&[city, format!("taking clients: {opening}"), format!("checked: {checked}")]);
            page.flow((Tone::Plain, "  "), 4, &[(Tone::Quiet, &facts)]);
        }
        page.finish()
    } else {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(screen.width).unwrap_or(u16::MAX));
        let roomy = screen.width >= ROOMY;
        let columns = |cells: [String; 5]| cells.into_iter().enumerate().filter(move |(i, _)| roomy || *i != CITY);
        let header = ["id", "name", "city", "taking clients", "checked"].map(str::to_owned);
        table.set_header(columns(header).map(|(_, cell)| cell));
        // An id is typed again: it is never broken.
        for whole in [0, if roomy { 4 } else { 3 }] {
            if let Some(column) = table.column_mut(whole) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for row in rows {
            table.add_row(columns(row).map(|(_, cell)| clean(&cell).into_owned()));
        }
        let lines = table.to_string();
        lines.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    };
    let count = colleagues.len();
    text.push_str(&format!("\n{count} colleague{}\n", if count == 1 { "" } else { "s" }));
    text
}

/// The roster as CSV, safe to open in a spreadsheet.
///
/// # Errors
/// Never in practice: the writer writes to memory.
pub fn csv(colleagues: &[Colleague]) -> csv::Result<String> {
    let rows = colleagues.iter().map(|colleague| {
        let line = line(colleague);
        let known = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let cells = [
            line.id.to_owned(),
            line.name.to_owned(),
            line.credentials.join(";"),
            known(line.city),
            known(line.phone),
            known(line.email),
            known(line.accepting),
            line.wait_weeks.map_or_else(String::new, |weeks| weeks.to_string()),
            known(line.checked.as_deref()),
        ];
        cells.map(|cell| super::csv::cell(&cell))
    });
    super::csv::written(&COLUMNS, rows)
}

/// The roster as one JSON document.
///
/// # Errors
/// Never in practice: every part is text or a number.
pub fn json(colleagues: &[Colleague]) -> serde_json::Result<String> {
    super::json::written(&Document { schema: "refer.list/1", colleagues: colleagues.iter().map(line).collect() })
}

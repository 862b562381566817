//! Whom to ask again first, for the terminal, a note, a spreadsheet or a program.

use super::layout::{Page, Screen, Tone, bound, dotted};
use super::{csv, json, markdown, words};
use crate::recheck::Due;
use crate::text::clean;
use crate::vocab::Vocabulary;
use serde::Serialize;

/// The columns of the CSV.
const COLUMNS: [&str; 9] = ["rank", "id", "name", "checked", "value", "ask", "why", "phone", "email"];

/// Said where nobody is due.
const NOBODY: &str = "nobody is due: everybody was asked within the last month, or is away";

/// The queue for a terminal.
pub fn table(queue: &[Due], due: usize, vocabulary: &Vocabulary, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    for (i, one) in queue.iter().enumerate() {
        page.gap();
        let (rank, name) = (format!("{:>2}  ", i + 1), words::name(&one.colleague));
        let last = words::last_checked(one);
        page.two_ends((Tone::Plain, &rank), &[(Tone::Strong, &name)], (Tone::Quiet, &last));
        let mut row = |label: &str, text: &str| {
            if text.is_empty() {
                return;
            }
            page.flow((Tone::Quiet, &format!("    {label:<10}")), 14, &[(Tone::Plain, text)]);
        };
        row("id", &one.colleague.id);
        row("ask", &dotted(&words::rechecks(one)));
        row("why", &dotted(&words::why_recheck(one, vocabulary)[1..]));
        let contact = [&one.colleague.phone, &one.colleague.email].map(|text| bound(text));
        row("contact", &dotted(&contact));
    }
    page.gap();
    match queue.first() {
        None => page.line(Tone::Plain, NOBODY),
        Some(first) => {
            let id = &first.colleague.id;
            page.line(Tone::Quiet, &format!("{} of {due} due", queue.len()));
            page.line(Tone::Quiet, &format!("refer verify {id} --text prints a message to send"));
            page.line(
                Tone::Quiet,
                &format!("refer verify {id} says that all still holds; add accepting=no and the like for what changed"),
            );
        }
    }
    page.finish()
}

/// Whom to ask after this one, on a line.
pub fn next(due: &Due) -> String {
    let (id, last) = (clean(&due.colleague.id), words::last_checked(due));
    format!("next: {id}, {last}; refer verify {id} --text prints a message to send\n")
}

/// The queue as Markdown, fit to paste into a note.
pub fn note(queue: &[Due], vocabulary: &Vocabulary) -> String {
    if queue.is_empty() {
        return format!("{NOBODY}\n");
    }
    let mut note = "| | name | last checked | ask | why |\n|---:|---|---|---|---|\n".to_owned();
    for (i, one) in queue.iter().enumerate() {
        let checked = one.colleague.checked.map_or_else(|| "never".to_owned(), |day| day.to_string());
        let why = &words::why_recheck(one, vocabulary)[1..];
        let cells = [words::name(&one.colleague), checked, words::rechecks(one).join(" "), why.join("; ")];
        let cells = cells.map(|cell| markdown::escape(&cell));
        note.push_str(&format!("| {} | {} |\n", i + 1, cells.join(" | ")));
    }
    note
}

/// The queue as CSV, safe to open in a spreadsheet.
///
/// # Errors
/// Never in practice: the writer writes to memory.
pub fn sheet(queue: &[Due], vocabulary: &Vocabulary) -> ::csv::Result<String> {
    let rows = queue.iter().enumerate().map(|(i, one)| {
        let c = &one.colleague;
        [
            (i + 1).to_string(),
            csv::cell(&c.id),
            csv::cell(&c.name),
            c.checked.map_or_else(String::new, |day| day.to_string()),
            one.value.to_string(),
            csv::cell(&words::rechecks(one).join(" ")),
            csv::cell(&words::why_recheck(one, vocabulary).join("; ")),
            csv::cell(&c.phone),
            csv::cell(&c.email),
        ]
    });
    csv::written(&COLUMNS, rows)
}

/// The queue as one document; `text` writes the message to each of them.
///
/// # Errors
/// Never in practice: every part is text or a number.
pub fn document(
    queue: &[Due],
    due: usize,
    as_of: &str,
    vocabulary: &Vocabulary,
    text: impl Fn(&Due) -> String,
) -> serde_json::Result<String> {
    let known = |text: &'_ str| !text.is_empty();
    let queue = queue.iter().enumerate().map(|(i, one)| DueView {
        rank: i + 1,
        id: &one.colleague.id,
        name: &one.colleague.name,
        checked: one.colleague.checked.map(|day| day.to_string()),
        days: one.days,
        value: one.value,
        need: one.need,
        closeness: one.closeness,
        only_one: one.rare.len(),
        ask: words::rechecks(one),
        why: words::why_recheck(one, vocabulary),
        phone: Some(one.colleague.phone.as_str()).filter(|text| known(text)),
        email: Some(one.colleague.email.as_str()).filter(|text| known(text)),
        text: text(one),
    });
    json::written(&Document { schema: "refer.verify/1", as_of, due, queue: queue.collect() })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    as_of: &'a str,
    due: usize,
    queue: Vec<DueView<'a>>,
}

#[derive(Serialize)]
struct DueView<'a> {
    rank: usize,
    id: &'a str,
    name: &'a str,
    checked: Option<String>,
    days: Option<i64>,
    value: u64,
    need: u64,
    closeness: u64,
    only_one: usize,
    ask: Vec<String>,
    why: Vec<String>,
    phone: Option<&'a str>,
    email: Option<&'a str>,
    text: String,
}

//! A caseload shared out, as Markdown, fit to paste into a note.

use super::Assigned;
use crate::assign::caseload::Named;
use crate::render::markdown::{contact, escape, items};
use crate::render::words::{self, caseload as said};
use std::fmt::Write;

/// A table of clients and colleagues, a list for each client, and what to know.
pub fn note(assigned: &Assigned) -> String {
    let mut note = String::new();
    // Writing into a string does not fail.
    let _ = write_note(assigned, &mut note);
    note
}

fn write_note(assigned: &Assigned, note: &mut dyn Write) -> std::fmt::Result {
    let shared = &assigned.shared;
    for (lines, clients) in assigned.crisis() {
        write!(
            note,
            "**{} {}**\n\n",
            words::IN_DANGER.trim_end_matches(':'),
            escape(&format!("({}):", clients.join(", ")))
        )?;
        items(note, lines.iter().map(words::crisis_line))?;
        note.write_str("\n")?;
    }
    write!(note, "### Caseload: {}\n\n", escape(&assigned.placed()))?;
    if !shared.placements.is_empty() {
        note.write_str("| client | goes to | score | contact | else |\n|---|---|---|---|---|\n")?;
    }
    for (placement, called) in shared.placements.iter().zip(&assigned.called) {
        let others: Vec<String> =
            placement.alternates.iter().map(|named| named.suggestion.colleague.name.clone()).collect();
        let (name, score, contact) = match &placement.place {
            Ok(Named { suggestion, .. }) => {
                (words::name(&suggestion.colleague), words::score(suggestion), contact(suggestion))
            }
            Err(_) => ("no place".to_owned(), String::new(), String::new()),
        };
        let cells = [called, &name, &score, &contact, &others.join("; ")].map(|text| escape(text));
        writeln!(note, "| {} |", cells.join(" | "))?;
    }
    let of_all = assigned.of_all();
    for ((placement, called), reason) in shared.placements.iter().zip(&assigned.called).zip(assigned.reasons()) {
        let urgency = said::urgency(placement.urgency).map(|urgency| format!(" ({urgency})")).unwrap_or_default();
        write!(note, "\n**{}**\n\n", escape(&format!("{called}{urgency}")))?;
        let label = |label: &'static str| move |text: String| format!("{label}: {text}");
        let mut lines: Vec<String> = Vec::new();
        match &placement.place {
            Ok(named) => {
                let suggestion = &named.suggestion;
                lines.push(format!("goes to: {}", words::name(&suggestion.colleague)));
                lines.extend(words::strongest(suggestion).into_iter().map(label("why")));
                lines.extend(words::shortfalls(suggestion).into_iter().map(label("but")));
                lines.extend(suggestion.ask.iter().map(words::ask).map(label("ask")));
                lines.extend(said::place_of(named).map(label("ask")));
                lines.extend(suggestion.disclose.iter().map(words::disclosure).map(label("disclose")));
                lines.extend(suggestion.warnings.iter().map(words::warning).map(label("beware")));
            }
            Err(why) => {
                lines.extend(reason.map(label("no place")));
                lines.extend(said::remedies(why).into_iter().map(label("or")));
            }
        }
        let other = |named: &Named| {
            let (name, score) = (words::name(&named.suggestion.colleague), words::score(&named.suggestion));
            let before = said::before_calling(named).into_iter().map(|said| format!("; {said}"));
            format!("{name}, {score}, {}{}", said::room_of(named), before.collect::<String>())
        };
        lines.extend(placement.alternates.iter().map(other).map(label("else")));
        lines.extend(said::is_short(placement).then(|| format!("else: {}", said::NOBODY_ELSE)));
        lines.extend(Assigned::of_one(placement, &of_all).map(label("note")));
        items(note, lines.into_iter())?;
    }
    section(note, said::ONE_MORE, said::changes(shared, &assigned.called).into_iter())?;
    section(note, "To know", of_all.iter().cloned().chain(said::assumptions(shared)))
}

fn section(note: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>) -> std::fmt::Result {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return Ok(());
    }
    write!(note, "\n**{title}**\n\n")?;
    items(note, lines)
}

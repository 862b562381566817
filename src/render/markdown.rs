//! The answer as Markdown, fit to paste into a note.

use super::words;
use crate::ranking::{ClosedGate, Fate, Ranking, Suggestion};
use crate::text::clean;
use std::fmt::Write;

/// The notes of all results, one after the other.
pub fn document(results: &[Ranking]) -> String {
    results.iter().map(note).collect::<Vec<_>>().join("\n")
}

/// One client's answer: crisis lines, a table of names, a list for each of them, and what to know.
pub fn note(ranking: &Ranking) -> String {
    let mut note = String::new();
    // Writing into a string does not fail.
    let _ = write_note(ranking, &mut note);
    note
}

/// What stands above one client's note among others.
pub fn title(called: &str) -> String {
    format!("## {}\n\n", escape(called))
}

fn write_note(ranking: &Ranking, note: &mut dyn Write) -> std::fmt::Result {
    if !ranking.crisis.is_empty() {
        write!(note, "**{}**\n\n", words::IN_DANGER)?;
        items(note, ranking.crisis.iter().map(words::crisis_line))?;
        note.write_str("\n")?;
    }
    let reasons: Vec<&str> = ranking.reasons.iter().map(|reason| reason.word()).collect();
    let client = ranking.client.as_ref().map(|code| format!(" for {}", escape(code))).unwrap_or_default();
    let reason = if reasons.is_empty() { String::new() } else { format!(" (reason: {})", reasons.join(", ")) };
    writeln!(note, "### Referral options{client}{reason}\n")?;
    if ranking.qualified == 0 {
        writeln!(note, "Nobody qualifies.\n")?;
    }
    if !ranking.suggestions.is_empty() {
        note.write_str("| rank | name | score | contact |\n|---:|---|---|---|\n")?;
        for suggestion in &ranking.suggestions {
            let name = escape(&words::name(&suggestion.colleague));
            let (rank, score) = (suggestion.rank, words::score(suggestion));
            writeln!(note, "| {rank} | {name} | {score} | {} |", escape(&contact(suggestion)))?;
        }
        note.write_str("\n")?;
    }
    for suggestion in &ranking.suggestions {
        writeln!(note, "**{}. {}**\n", suggestion.rank, escape(&words::name(&suggestion.colleague)))?;
        let label = |label: &'static str| move |text: String| format!("{label}: {text}");
        let why = words::strongest(suggestion).into_iter().map(label("why"));
        let why = why.chain(words::shortfalls(suggestion).into_iter().map(label("but")));
        let ask = suggestion.ask.iter().map(words::ask).map(label("ask"));
        let disclose = suggestion.disclose.iter().map(words::disclosure).map(label("disclose"));
        let warn = suggestion.warnings.iter().map(words::warning).map(label("beware"));
        items(note, why.chain(ask).chain(disclose).chain(warn))?;
        note.write_str("\n")?;
    }
    section(note, "What would add a name", ranking.near_misses.iter().map(words::near_miss))?;
    section(note, "Asked about", ranking.why_not.iter().map(fate))?;
    section(note, "To know", ranking.notices.iter().map(words::notice))?;
    writeln!(note, "{}", escape(&words::counts(ranking)))
}

fn section(note: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>) -> std::fmt::Result {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return Ok(());
    }
    write!(note, "**{title}**\n\n")?;
    items(note, lines)?;
    note.write_str("\n")
}

pub(super) fn items(note: &mut dyn Write, mut lines: impl Iterator<Item = String>) -> std::fmt::Result {
    lines.try_for_each(|line| writeln!(note, "- {}", escape(&line)))
}

pub(super) fn contact(suggestion: &Suggestion) -> String {
    let colleague = &suggestion.colleague;
    let known = [&colleague.phone, &colleague.email, &colleague.practice, &colleague.city]
        .into_iter()
        .filter(|text| !text.is_empty());
    match known.map(String::as_str).collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => "not on record".to_owned(),
        contact => contact,
    }
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::NotFound(who) => format!("{who}: not in the directory"),
        Fate::Excluded(excluded) => {
            let gate =
                |closed: &ClosedGate| format!("{}: {}", words::gate_name(closed.gate), words::gate_why(&closed.why));
            let gates: Vec<String> = excluded.gates.iter().map(gate).collect();
            format!("{}, left out: {}", excluded.name, gates.join("; "))
        }
        Fate::Ranked(suggestion) => {
            format!("{}: rank {}, {}", suggestion.colleague.name, suggestion.rank, words::score(suggestion))
        }
    }
}

/// Cleaned, and with every character that Markdown or HTML could take for its own escaped.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (i, c) in clean(text).trim().chars().enumerate() {
        let is_marked = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$');
        if is_marked || i == 0 && matches!(c, '-' | '+' | '=') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_note_is_a_table_and_a_list() {
        assert_eq!(note(&sample::ranking()), sample::NOTE);
    }

    #[test]
    fn crisis_lines_stand_on_top() {
        let text = note(&sample::crisis());
        let start = "\
**First, if anybody is in danger:**

- Emergency services: call 911 (as of 2026-01)
- 988 Suicide \\& Crisis Lifeline: call or text 988 (as of 2025-06)
";
        assert!(text.starts_with(start), "{text}");
    }

    #[test]
    fn nobody_is_said_with_what_would_add_a_name() {
        let text = note(&sample::nobody());
        assert!(
            text.contains(
                "Nobody qualifies.\n\n**What would add a name**\n\n- within 15mi instead: Bo Lind (bo-lind)\n"
            )
        );
    }

    #[test]
    fn those_asked_about_have_their_gates() {
        let text = note(&Ranking { why_not: sample::fates(), ..sample::ranking() });
        assert!(text.contains(
            "- Alistair Montrose, left out: license: licensed in Rhode Island, not in Massachusetts; payer: "
        ));
        assert!(text.contains("- Eugene Lattimore: rank 2, 53 (25–81)\n- nobody: not in the directory\n"));
    }

    #[test]
    fn nothing_from_a_file_is_markup() {
        assert_eq!(escape("a|b`<i>*_[x]\\"), "a\\|b\\`\\<i\\>\\*\\_\\[x\\]\\\\");
        assert_eq!(escape("- \x1b[31mone\ntwo"), "\\- \\[31mone two");
        let text = note(&sample::hostile());
        assert!(
            text.lines()
                .filter(|line| line.starts_with("| "))
                .all(|line| { line.replace("\\|", "").matches('|').count() == 5 })
        );
        assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')));
    }
}

//! A plan as Markdown.

use super::{Block, TICK};
use crate::render::markdown::escape;
use std::fmt::Write;

/// The document. Nothing from a file is markup.
pub(super) fn written(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        // Writing into a string does not fail.
        let _ = write(block, &mut text);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn write(block: &Block, out: &mut String) -> std::fmt::Result {
    match block {
        Block::Title(title) => write!(out, "# {}\n\n", escape(title)),
        Block::Heading(title) => write!(out, "## {}\n\n", escape(title)),
        Block::Client(title) => write!(out, "---\n\n## {}\n\n", numbered(title)),
        Block::ClientEnds => Ok(()),
        Block::Name(name) => write!(out, "### {}\n\n", escape(name)),
        Block::Text(text) => write!(out, "{}\n\n", escape(text)),
        Block::Steps(steps) => {
            for (i, step) in steps.iter().enumerate() {
                writeln!(out, "{}. {}", i + 1, escape(step))?;
            }
            out.write_str("\n")
        }
        Block::Items(items) => listed(out, items.iter().map(|item| escape(item))),
        Block::Facts(facts) => listed(out, facts.iter().map(|(label, text)| format!("{label}: {}", escape(text)))),
        Block::Alarm(title, lines) => {
            write!(out, "**{}**\n\n", escape(title))?;
            listed(out, lines.iter().map(|line| format!("**{}**", escape(line))))
        }
        Block::Ticks(ticks) => listed(out, ticks.iter().map(|tick| format!("{TICK} {tick}: \\_\\_\\_\\_\\_\\_\\_\\_"))),
        Block::Table(columns, rows) => {
            writeln!(out, "| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()))?;
            for row in rows {
                writeln!(out, "| {} |", row.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join(" | "))?;
            }
            out.write_str("\n")
        }
    }
}

/// A title that begins with a number is no item of a list.
fn numbered(title: &str) -> String {
    escape(title).replacen(". ", "\\. ", 1)
}

fn listed(out: &mut String, mut items: impl Iterator<Item = String>) -> std::fmt::Result {
    items.try_for_each(|item| writeln!(out, "- {item}"))?;
    out.write_str("\n")
}

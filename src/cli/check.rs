//! `refer check`: every problem in every file.

use super::Exit;
use super::arguments::{format_arg, json_arg, wants};
use super::edge::Edge;
use super::load::load;
use super::output;
use clap::{ArgMatches, Command};
use refer::colleague::FieldSet;
use refer::directory::{Candidate, Source};
use refer::render::{checked, json};

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(format_arg(&["table", "json"]))
        .arg(json_arg())
        .long_about("Reads every record, the configuration and the places, and names every problem with file:line:column and what to do.")
        .after_help("Examples:\n  refer check\n  refer -d ~/practice/colleagues.toml check --format json\n\nExit status: 0 nothing found; 1 problems found; 2 the directory cannot be read.")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let loaded = load(edge)?;
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        candidate.read(FieldSet::EVERY);
    });
    let found = records.into_found();
    let mut problems = loaded.config_problems;
    problems.extend(loaded.problems);
    problems.extend(found.problems);
    problems.extend(found.duplicates);
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let text = match wants(args) {
        Some("json") => json::problems(&problems)?,
        _ => checked(&problems, found.records, found.files),
    };
    output::to_stdout(&text)?;
    Ok(if problems.is_empty() { Exit::Done } else { Exit::Nobody })
}

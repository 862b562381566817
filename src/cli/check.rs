//! `refer check`: every problem in every file.

use super::Exit;
use super::edge::Edge;
use super::load::load;
use super::output;
use super::suggest::format_arg;
use clap::{ArgMatches, Command};
use refer::colleague::FieldSet;
use refer::directory::{Candidate, Source};
use refer::problem::Problem;
use refer::render::{checked, json};
use refer::vocab::Accepting;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(format_arg(&["table", "json"]))
        .long_about("Reads every record, the configuration and the places, and names every problem with file:line:column and what to do.")
        .after_help("Examples:\n  refer check\n  refer -d ~/practice/colleagues.toml check --format json\n\nExit status: 0 nothing found; 1 problems found; 2 the directory cannot be read.")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let loaded = load(edge)?;
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers);
    let mut undated = Vec::new();
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        let colleague = candidate.read(FieldSet::EVERY);
        if colleague.accepting == Some(Accepting::No) && colleague.checked.is_none() {
            undated.push(colleague.id.clone());
        }
    });
    let found = records.into_found();
    let mut problems = loaded.config_problems;
    problems.extend(loaded.problems);
    problems.extend(found.problems);
    problems.extend(found.duplicates);
    problems.extend(undated.into_iter().map(|id| {
        Problem::warning(id, "not accepting clients, but nobody knows since when")
            .field("checked")
            .hint("add checked = the day you last asked; without it the door stays closed")
    }));
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let text = match args.get_one::<String>("format").map(String::as_str) {
        Some("json") => json::problems(&problems)?,
        _ => checked(&problems, found.records, found.files),
    };
    output::to_stdout(&text)?;
    Ok(if problems.is_empty() { Exit::Done } else { Exit::Nobody })
}

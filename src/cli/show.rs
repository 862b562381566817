//! `refer show ID`: what is on record about one colleague.

use super::edge::Edge;
use super::load::load;
use super::{Exit, output, who};
use clap::{Arg, ArgMatches, Command};
use refer::colleague::{Colleague, Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::render::card;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").required(true).help("an id, or a name"))
        .long_about(
            "Shows everything on record about one colleague, private notes included, and what is not on record.",
        )
        .after_help("Examples:\n  refer show amara-okafor\n  refer show \"Amara Okafor\"\n  refer show amara")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let typed: Vec<String> = args.get_many("id").into_iter().flatten().cloned().collect();
    let loaded = load(edge)?;
    output::problems(&loaded.config_problems, output::MOST_PROBLEMS);
    output::problems(&loaded.problems, output::MOST_PROBLEMS);
    let ids = who::find(&typed, "refer show", &loaded, edge)?;
    let mut shown: Vec<Colleague> = Vec::new();
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        if ids.contains(&candidate.read(FieldSet::of(&[Field::Id])).id) {
            shown.push(candidate.read(FieldSet::EVERY).clone());
        }
    });
    let found = records.into_found();
    output::problems(&found.problems, output::MOST_PROBLEMS);
    let lost_some = found.problems.iter().any(|problem| problem.is_error());
    let screen = edge.screen(&loaded.config);
    let cards = shown.iter().map(|colleague| card::card(colleague, &loaded.vocabulary, edge.as_of, &screen));
    output::to_stdout(&cards.collect::<String>())?;
    Ok(if lost_some { Exit::SomeRejected } else { Exit::Done })
}

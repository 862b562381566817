//! `refer undo`: the last change is taken back.

use super::Exit;
use super::arguments::flag;
use super::edge::Edge;
use super::output::{self, Refused};
use clap::{ArgMatches, Command};
use refer::store;
use refer::text::clean;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(flag("force", "take it back even if the file was changed by hand since"))
        .long_about(
            "Takes the last change back that refer made to your directory, and names it; again, the one before it. \
             The last 20 are kept, in the folder .refer beside your files.",
        )
        .after_help("Examples:\n  refer undo\n  refer undo --force")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let (path, _) = edge.directory()?;
    let store = store::open_or_none(path).map_err(Refused::from)?;
    let step = store.undo(args.get_flag("force"), edge.as_of).map_err(Refused)?;
    output::to_stdout(&format!("undid: {} ({})\n", clean(&step.what), step.day))?;
    Ok(Exit::Done)
}

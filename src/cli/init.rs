//! `refer init`: a directory to fill in.

use super::Exit;
use super::edge::Edge;
use super::output::{self, Refused};
use clap::{ArgMatches, Command};
use refer::store::{self, COLLEAGUES, CONFIG};
use refer::text::clean;

/// A configuration in which every line is commented out.
pub const CONFIG_TEXT: &str = include_str!("init/config.toml");

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .long_about(
            "Makes a folder with one commented example colleague and a commented configuration. \
             Files that are there are never overwritten.",
        )
        .after_help("Examples:\n  refer init\n  refer -d ~/practice/colleagues init")
}

/// Runs the command.
pub fn run(_: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let (path, _) = edge.directory()?;
    let files = [(COLLEAGUES, include_str!("init/colleagues.toml")), (CONFIG, CONFIG_TEXT)];
    let made = store::make(path, &files).map_err(Refused::from)?;
    let mut text = String::new();
    for (path, new) in &made {
        let verb = if *new { "made" } else { "left as it is" };
        text.push_str(&format!("{verb}: {}\n", clean(&path.display().to_string())));
    }
    if made.iter().any(|(_, new)| *new) {
        text.push_str("\nNext: open the first file in a text editor, replace the example, then\n");
        text.push_str("  refer check\n  refer suggest --concern anxiety\n");
    }
    output::to_stdout(&text)?;
    Ok(Exit::Done)
}

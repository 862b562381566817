//! `refer remove ID`: somebody is taken out.

use super::arguments::flag;
use super::edge::{self, Edge};
use super::load::load;
use super::output::{self, Refused};
use super::{Exit, who};
use clap::{Arg, ArgMatches, Command};
use refer::problem::Problem;
use refer::store::Step;
use refer::text::clean;

/// How many ids the name of a step holds.
const MOST_NAMED: usize = 4;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").num_args(1..).required(true).help("ids, or names"))
        .arg(flag("yes", "do not ask").short('y'))
        .long_about(
            "Takes colleagues out of your directory, and the comments directly above them. refer undo brings them back.",
        )
        .after_help("Examples:\n  refer remove ana-ruiz\n  refer remove ana-ruiz bo-lind --yes")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let whom: Vec<String> = args.get_many("id").into_iter().flatten().cloned().collect();
    let loaded = load(edge)?;
    let mut ids = who::find(&whom, "refer remove", &loaded, edge)?;
    ids.sort();
    ids.dedup();
    let names = clean(&ids.join(", ")).into_owned();
    if !args.get_flag("yes") {
        if !edge.can_ask {
            let problem = Problem::error("refer remove", format!("this takes {names} out, and nobody can be asked"));
            return Err(Refused(vec![problem.hint("give --yes if you mean it")]).into());
        }
        let answer = edge::ask(&format!("Take {names} out of your directory? [y/N] ")).unwrap_or_default();
        if !matches!(answer.to_lowercase().as_str(), "y" | "yes") {
            output::to_stderr("nothing was changed\n");
            return Ok(Exit::NotDone);
        }
    }
    let more = if ids.len() > MOST_NAMED { format!(" and {} more", ids.len() - MOST_NAMED) } else { String::new() };
    let some = ids.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    let step = Step { what: format!("remove {some}{more}"), day: edge.as_of };
    let gone = loaded.store.remove(&step, &ids).map_err(Refused)?;
    let lines = gone.iter().map(|gone| {
        let file = gone.file.display().to_string();
        format!("removed {} from {}\n", clean(&gone.old.id()), clean(&file))
    });
    output::to_stdout(&lines.collect::<String>())?;
    Ok(Exit::Done)
}

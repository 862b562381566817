//! `refer set ID key=value…`: what is on record about one colleague changes.

use super::edge::Edge;
use super::load::load;
use super::output;
use super::typing::{self, Allows, anyway_arg, extra_arg};
use super::{Exit, who};
use clap::{Arg, ArgMatches, Command};
use refer::record::typed_key;

/// How many keys the name of a step holds.
const MOST_KEYS: usize = 4;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").required(true).help("an id, or a name"))
        .arg(
            Arg::new("typed")
                .value_name("KEY=VALUE")
                .num_args(1..)
                .required(true)
                .help("key=value sets, key= clears; of a list key+=value adds and key-=value takes away"),
        )
        .arg(extra_arg())
        .arg(anyway_arg())
        .long_about(
            "Changes what is on record about one colleague. A list takes ; between its values. Comments, order and \
             everything else in the file stay as they are. refer undo takes the change back.",
        )
        .after_help(format!("{EXAMPLES}\n\n{}", typing::keys_help()))
}

const EXAMPLES: &str = "Examples:\n  refer set ana-ruiz fee=150-180 accepting=waitlist checked=2026-11-16\n  \
             refer set \"Ana Ruiz\" payers+=\"Aetna;Cigna\" languages-=French\n  refer set ana-ruiz away=";

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let whom: Vec<String> = args.get_many("id").into_iter().flatten().cloned().collect();
    let typed: Vec<String> = args.get_many("typed").into_iter().flatten().cloned().collect();
    let loaded = load(edge)?;
    loaded.require_config()?;
    let ids = who::find(&whom, "refer set", &loaded, edge)?;
    let id = ids.first().map_or("", String::as_str);
    let what = format!("set {} of {id}", keys(&typed));
    let (done, notes) = typing::change(id, &typed, &what, Allows::of(args), &loaded, edge)?;
    output::problems(&notes, output::MOST_PROBLEMS);
    output::to_stdout(&typing::said(id, &done))?;
    Ok(Exit::Done)
}

fn keys(typed: &[String]) -> String {
    let mut keys: Vec<String> = Vec::new();
    for key in typed.iter().filter_map(|text| typed_key(text)) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let more = keys.len().saturating_sub(MOST_KEYS);
    keys.truncate(MOST_KEYS);
    let keys = keys.join(", ");
    if more > 0 { format!("{keys} and {more} more") } else { keys }
}

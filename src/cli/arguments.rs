//! Flags that several commands share.

use clap::{Arg, ArgAction, ArgMatches};
use refer::record::Config;

/// A switch.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
}

/// The flag that says how a result is written.
pub fn format_arg(formats: &'static [&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(clap::builder::PossibleValuesParser::new(formats))
        .hide_possible_values(true)
        .help(format!("how it is written: {} [default: {}]", formats.join(", "), formats[0]))
}

/// The most names that may be asked for.
const MOST_NAMES: i64 = 1000;
/// How many names there are if nobody says. Several: a choice of therapist helps attendance.
const NAMES: usize = 3;

/// The flag that says how many names are wanted.
pub fn top_arg() -> Arg {
    Arg::new("top")
        .long("top")
        .value_name("N")
        .value_parser(clap::value_parser!(i64).range(1..=MOST_NAMES))
        .help(format!("how many names [default: {NAMES}]"))
}

/// How many names are wanted: flag, then configuration.
pub fn top(args: &ArgMatches, config: &Config) -> usize {
    args.get_one::<i64>("top").map_or(config.top.unwrap_or(NAMES), |&top| top as usize)
}

/// The short form of `--format json`.
pub fn json_arg() -> Arg {
    flag("json", "the same as --format json").conflicts_with("format")
}

/// The format that was asked for, if any.
pub fn wants(args: &ArgMatches) -> Option<&str> {
    if args.get_flag("json") { Some("json") } else { args.get_one::<String>("format").map(String::as_str) }
}

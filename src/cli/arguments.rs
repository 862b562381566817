//! Flags that several commands share.

use clap::{Arg, ArgAction, ArgMatches};

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

/// The short form of `--format json`.
pub fn json_arg() -> Arg {
    flag("json", "the same as --format json").conflicts_with("format")
}

/// The format that was asked for, if any.
pub fn wants(args: &ArgMatches) -> Option<&str> {
    if args.get_flag("json") { Some("json") } else { args.get_one::<String>("format").map(String::as_str) }
}

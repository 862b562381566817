//! The client profile as flags and as `--profile FILE|-`.

use super::edge::{self, Edge};
use super::load::Loaded;
use super::output::Refused;
use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use refer::client::{Client, Key, Shape};
use refer::record::{Profile, read_profile, read_profile_file};
use refer::store;
use refer::weights::Weights;
use std::path::PathBuf;

/// The flags of a profile: one for each key, and `--profile`.
pub fn args() -> impl Iterator<Item = Arg> {
    let file = Arg::new("profile")
        .long("profile")
        .value_name("FILE")
        .help("read the client from a TOML or JSON file, or - for standard input; flags come on top")
        .value_hint(ValueHint::FilePath)
        .help_heading("The client");
    std::iter::once(file).chain(Key::ALL.iter().map(|&key| {
        Arg::new(key.word())
            .long(key.word())
            .value_name(key.value())
            .help(key.about())
            .help_heading(key.group().heading())
            .action(if key.shape() == Shape::One { ArgAction::Set } else { ArgAction::Append })
            // A latitude may begin with a minus; a number that does is refused by name.
            .allow_hyphen_values(key == Key::Near)
            .allow_negative_numbers(key != Key::Near)
    }))
}

/// Said at a terminal that waits for a profile.
const TYPED: &str =
    "Write what you know, a line each, such as concern = [\"ptsd\"] or near = \"02139\"; end with Ctrl-D.";

/// What was said of the client, as typed.
pub fn raw(args: &ArgMatches) -> anyhow::Result<Profile> {
    let mut flags = Profile::default();
    for &key in Key::ALL {
        for text in args.get_many::<String>(key.word()).into_iter().flatten() {
            flags.add_flag(key, text);
        }
    }
    let Some(file) = args.get_one::<String>("profile") else { return Ok(flags) };
    let (name, text) = if file == "-" {
        ("standard input".to_owned(), edge::stdin(TYPED)?)
    } else {
        (file.clone(), store::read_text(&PathBuf::from(file)).map_err(Refused::from)?)
    };
    let (profile, problems) = read_profile_file(&name, &text);
    if problems.is_empty() { Ok(profile.overridden_by(flags)) } else { Err(Refused(problems).into()) }
}

/// Understands what was said of the client.
pub fn client(raw: &Profile, loaded: &Loaded, edge: &Edge) -> anyhow::Result<(Client, Weights)> {
    read_profile(raw, &loaded.lookup(edge)).map_err(|problems| Refused(problems).into())
}

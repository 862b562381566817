//! `refer config`: every setting and where it came from.

use super::Exit;
use super::edge::{Edge, Named};
use super::output;
use clap::{ArgMatches, Command};
use refer::record::{Config, Origin};
use refer::store::{self, CONFIG};
use refer::text::clean;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .long_about(
            "Prints every setting and where it came from: a flag, the environment, config.toml, or the default.",
        )
        .after_help("Examples:\n  refer config\n  refer -d ~/practice/colleagues config")
}

/// Runs the command.
pub fn run(_: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let (path, named) = edge.directory()?;
    let origin = match named {
        Named::Flag => "flag -d",
        Named::Environment => "$REFER_DIRECTORY",
        Named::DataFolder => "default",
    };
    let mut rows = vec![("directory".to_owned(), path.display().to_string(), origin.to_owned())];
    // A directory that is not there yet has a configuration all the same: the defaults.
    let (config, file, problems) = match store::open(path) {
        Ok(store) => {
            let (config, problems) = store.config();
            (config, store.folder.join(CONFIG).display().to_string(), problems)
        }
        Err(problem) => (Config::default(), CONFIG.to_owned(), vec![problem]),
    };
    for setting in &config.settings {
        let (value, origin) = match (setting.key.as_str(), &edge.color, setting.origin) {
            ("output.color", Some(color), _) => (color.clone(), "flag --color"),
            ("output.color", None, _) if edge.color_by_environment.is_some() => {
                let (wanted, variable) = edge.color_by_environment.unwrap_or_default();
                ((if wanted { "always" } else { "never" }).to_owned(), variable)
            }
            (_, _, Origin::Config) => (setting.value.clone(), file.as_str()),
            (_, _, Origin::Default) => (setting.value.clone(), "default"),
        };
        rows.push((setting.key.clone(), value, origin.to_owned()));
    }
    let key_width = rows.iter().map(|row| row.0.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (key, value, origin) in &rows {
        let value = if value.is_empty() { "–".to_owned() } else { clean(value).into_owned() };
        text.push_str(&format!("{:key_width$}  {value}  ({})\n", clean(key), clean(origin)));
    }
    output::to_stdout(&text)?;
    let broken = problems.iter().any(|problem| problem.is_error());
    output::problems(&problems, usize::MAX);
    Ok(if broken { Exit::NotDone } else { Exit::Done })
}

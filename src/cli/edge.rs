//! What surrounds the program: read once, here and nowhere else.

use super::output::Refused;
use clap::ArgMatches;
use jiff::civil::Date;
use refer::problem::Problem;
use refer::record::Config;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

/// Where the directory was named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// `-d`
    Flag,
    /// `$REFER_DIRECTORY`
    Environment,
    /// The data folder of the system.
    DataFolder,
}

/// Clock, environment and terminal, as they were when the program started.
pub struct Edge {
    directory: Option<(PathBuf, Named)>,
    /// `--color`, if given.
    pub color: Option<String>,
    /// `--as-of`, if given.
    as_of: Option<Date>,
}

/// A width for what is not a terminal.
const PLAIN_WIDTH: usize = 80;

impl Edge {
    /// Reads the global flags and what they stand before.
    pub fn read(matches: &ArgMatches) -> anyhow::Result<Edge> {
        let flag = matches.get_one::<PathBuf>("directory").cloned().map(|path| (path, Named::Flag));
        let variable = || set("REFER_DIRECTORY").map(|path| (PathBuf::from(path), Named::Environment));
        let data = || {
            let data = set("XDG_DATA_HOME").map(PathBuf::from).or_else(dirs::data_dir);
            data.map(|data| (data.join("refer"), Named::DataFolder))
        };
        Ok(Edge {
            directory: flag.or_else(variable).or_else(data),
            color: matches.get_one::<String>("color").cloned(),
            as_of: matches.get_one::<Date>("as-of").copied(),
        })
    }

    /// The path of the directory, and who named it.
    pub fn directory(&self) -> anyhow::Result<&(PathBuf, Named)> {
        let nowhere = || {
            let problem = Problem::error("refer", "there is no home folder, so it is not clear where the directory is");
            Refused(vec![problem.hint("name it with -d, or in $REFER_DIRECTORY")]).into()
        };
        self.directory.as_ref().ok_or_else(nowhere)
    }

    /// Today, or the day given for it.
    pub fn as_of(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }

    /// Whether the answer is colored: flag, then environment, then configuration, then the terminal.
    pub fn wants_color(&self, config: &Config) -> bool {
        let by_flag = self.color.as_deref().and_then(always_or_never);
        let by_config = || config.color.as_deref().and_then(always_or_never);
        let by_terminal = || io::stdout().is_terminal() && set("TERM").is_none_or(|term| term != "dumb");
        by_flag.or_else(color_by_environment).or_else(by_config).unwrap_or_else(by_terminal)
    }

    /// The width of the terminal in columns; 80 where there is none.
    pub fn width(&self) -> usize {
        let stated = set("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
        let measured = || {
            let size = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
            size.map(|(width, _)| usize::from(width.0))
        };
        stated.or_else(measured).unwrap_or(PLAIN_WIDTH).clamp(20, 400)
    }
}

fn always_or_never(word: &str) -> Option<bool> {
    match word {
        "always" => Some(true),
        "never" => Some(false),
        _ => None,
    }
}

fn color_by_environment() -> Option<bool> {
    if set("NO_COLOR").is_some() {
        Some(false)
    } else if set("CLICOLOR_FORCE").is_some_and(|force| force != "0") {
        Some(true)
    } else {
        None
    }
}

/// Whether clap's help or errors may be colored.
pub fn color_of_errors(on_stdout: bool) -> bool {
    let terminal = if on_stdout { io::stdout().is_terminal() } else { io::stderr().is_terminal() };
    color_by_environment().unwrap_or(terminal && set("TERM").is_none_or(|term| term != "dumb"))
}

/// A variable that is set and not empty.
fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// A bound on what is read from standard input.
const MOST_TYPED: u64 = 16 << 20;

/// Reads standard input to its end.
pub fn stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_TYPED).read_to_end(&mut bytes)?;
    let not_utf8 = |_| Refused(vec![Problem::error("standard input", "this is not UTF-8")]);
    Ok(String::from_utf8(bytes).map_err(not_utf8)?)
}

//! What surrounds the program: read once, here and nowhere else.

use super::output::{self, Refused};
use clap::ArgMatches;
use jiff::civil::Date;
use refer::problem::Problem;
use refer::record::Config;
use refer::render::Screen;
use refer::store;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

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
    /// Today, or the day given for it.
    pub as_of: Date,
    /// Columns of the terminal; 80 where there is none.
    pub width: usize,
    /// `--color`, if given.
    pub color: Option<String>,
    /// What the environment says of color, and the variable that says it.
    pub color_by_environment: Option<(bool, &'static str)>,
    is_terminal: bool,
    /// Whether somebody watches standard error.
    pub is_watched: bool,
    /// Whether the answer goes to a terminal.
    pub is_on_terminal: bool,
    /// How many threads may work at once.
    pub threads: usize,
    /// Whether somebody can be asked.
    pub can_ask: bool,
    /// The words of the command that opens an editor.
    editor: Vec<String>,
}

/// The editor of somebody who named none.
const USUAL_EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };
/// A width for what is not a terminal.
const PLAIN_WIDTH: usize = 80;

impl Edge {
    /// Reads the global flags and what they stand before.
    pub fn read(matches: &ArgMatches) -> Edge {
        let flag = matches.get_one::<PathBuf>("directory").cloned().map(|path| (path, Named::Flag));
        let variable = || set("REFER_DIRECTORY").map(|path| (PathBuf::from(path), Named::Environment));
        let data = || {
            let data = set("XDG_DATA_HOME").map(PathBuf::from).or_else(dirs::data_dir);
            data.map(|data| (data.join("refer"), Named::DataFolder))
        };
        let as_of = matches.get_one::<Date>("as-of").copied();
        Edge {
            directory: flag.or_else(variable).or_else(data),
            as_of: as_of.unwrap_or_else(|| jiff::ZonedDateTime::now().date()),
            width: width(),
            color: matches.get_one::<String>("color").cloned(),
            color_by_environment: color_by_environment(),
            is_terminal: io::stdout().is_terminal() && !is_dumb(),
            is_on_terminal: io::stdout().is_terminal(),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            is_watched: io::stderr().is_terminal() && !is_dumb(),
            can_ask: io::stdin().is_terminal() && io::stderr().is_terminal(),
            editor: set("VISUAL")
                .or_else(|| set("EDITOR"))
                .map_or_else(Vec::new, |line| words(&line.to_string_lossy())),
        }
    }

    /// Opens a file in the user's editor, and waits until it is closed.
    pub fn open_editor(&self, path: &Path) -> Result<(), Refused> {
        let (program, args) =
            self.editor.split_first().map_or((USUAL_EDITOR, &[][..]), |(first, rest)| (first.as_str(), rest));
        let status = Command::new(program).args(args).arg(path).status();
        let why = match status {
            Ok(status) if status.success() => return Ok(()),
            Ok(_) => "ended with an error".to_owned(),
            Err(error) => format!("cannot be started: {}", output::said(&error)),
        };
        let problem = Problem::error(program, format!("the editor {why}"));
        Err(Refused(vec![problem.hint("name another one in $VISUAL or $EDITOR; nothing was changed")]))
    }

    /// The path of the directory, and who named it.
    pub fn directory(&self) -> anyhow::Result<&(PathBuf, Named)> {
        let nowhere = || {
            let problem = Problem::error("refer", "there is no home folder, so it is not clear where the directory is");
            Refused(vec![problem.hint("name it with -d, or in $REFER_DIRECTORY")]).into()
        };
        self.directory.as_ref().ok_or_else(nowhere)
    }

    /// Whether the answer is colored: flag, then environment, then configuration, then the terminal.
    pub fn wants_color(&self, config: &Config) -> bool {
        let by_flag = self.color.as_deref().and_then(always_or_never);
        let by_environment = self.color_by_environment.map(|(wanted, _)| wanted);
        let by_config = config.color.as_deref().and_then(always_or_never);
        by_flag.or(by_environment).or(by_config).unwrap_or(self.is_terminal)
    }

    /// What an answer is laid out for: the screen, or a file, which is colored only where that was typed.
    pub fn page(&self, config: &Config, file: Option<&PathBuf>) -> Screen {
        let color = match file {
            Some(_) => self.color.as_deref() == Some("always"),
            None => self.wants_color(config),
        };
        Screen { width: self.width, color }
    }

    /// The screen to lay an answer out for.
    pub fn screen(&self, config: &Config) -> Screen {
        Screen { width: self.width, color: self.wants_color(config) }
    }
}

/// The words of a command, as a shell would split them: at spaces that stand neither in quotes nor behind a backslash.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            // A path of Windows has backslashes that are meant.
            (None | Some('"'), '\\') if !cfg!(windows) => word.get_or_insert_default().extend(letters.next()),
            (None, _) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn width() -> usize {
    let stated = set("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
    let measured = || {
        let size = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        size.map(|(width, _)| usize::from(width.0))
    };
    stated.or_else(measured).unwrap_or(PLAIN_WIDTH).clamp(20, 400)
}

fn is_dumb() -> bool {
    set("TERM").is_some_and(|term| term == "dumb")
}

fn always_or_never(word: &str) -> Option<bool> {
    match word {
        "always" => Some(true),
        "never" => Some(false),
        _ => None,
    }
}

fn color_by_environment() -> Option<(bool, &'static str)> {
    if set("NO_COLOR").is_some() {
        Some((false, "$NO_COLOR"))
    } else if set("CLICOLOR_FORCE").is_some_and(|force| force != "0") {
        Some((true, "$CLICOLOR_FORCE"))
    } else {
        None
    }
}

/// Whether clap's help or errors may be colored: they come before the flags are known.
pub fn color_of_errors(on_stdout: bool) -> bool {
    let terminal = if on_stdout { io::stdout().is_terminal() } else { io::stderr().is_terminal() };
    color_by_environment().map_or(terminal && !is_dumb(), |(wanted, _)| wanted)
}

/// A variable that is set and not empty.
fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Asks on standard error and reads the line that is typed; `None` where nothing more comes.
pub fn ask(question: &str) -> Option<String> {
    output::to_stderr(question);
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_owned())
}

/// A bound on what is read from standard input.
const MOST_TYPED: u64 = 16 << 20;

/// Reads standard input to its end; at a terminal, says first what is wanted.
pub fn stdin(wanted: &str) -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        output::to_stderr(&format!("{wanted}\n"));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_TYPED).read_to_end(&mut bytes)?;
    let not_utf8 = |_| Refused(vec![Problem::error("standard input", "this is not UTF-8")]);
    Ok(String::from_utf8(bytes).map_err(not_utf8)?)
}

/// A bound on a list that is read from standard input: it is held in memory.
const MOST_PIPED: u64 = 1 << 30;

/// Reads all bytes of standard input.
pub fn stdin_bytes() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_PIPED).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads clients from standard input; at a terminal, says first what is wanted.
pub fn stdin_clients(wanted: &str) -> anyhow::Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        output::to_stderr(&format!("{wanted}\n"));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(store::MOST_OF_CLIENTS + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > store::MOST_OF_CLIENTS {
        return Err(Refused(vec![store::too_many_clients("standard input")]).into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_command_of_an_editor_may_have_words_of_its_own() {
        assert_eq!(words("code --wait"), ["code", "--wait"]);
        assert_eq!(words(" '/My Apps/ed it' -x \"a b\"c"), ["/My Apps/ed it", "-x", "a bc"]);
        assert_eq!(words(""), [""; 0]);
        #[cfg(not(windows))]
        assert_eq!(words("my\\ editor"), ["my editor"]);
    }
}

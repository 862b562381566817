//! The command line: what may be typed, and which command answers it.

mod add;
mod arguments;
mod batch;
mod caseload;
mod check;
mod config;
mod edge;
mod edit;
mod export;
mod import;
mod init;
mod interrupt;
mod list;
mod load;
mod output;
mod placing;
mod plan;
mod profile;
mod progress;
mod remove;
mod set;
mod shell;
mod show;
mod suggest;
mod terms;
mod typing;
mod undo;
mod verify;
mod who;

use clap::{Arg, ArgMatches, Command, ValueHint};
use edge::Edge;
use output::Refused;
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ended; see the manual.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and nobody qualified, or problems were found.
    Nobody,
    /// Not done, and nothing changed.
    NotDone,
    /// Done, but some records were rejected.
    SomeRejected,
    /// Somebody asked to stop.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Nobody => 1,
            Exit::NotDone => 2,
            Exit::SomeRejected => 3,
            Exit::Interrupted => interrupt::INTERRUPTED,
        })
    }
}

/// Runs what was typed.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    let mut app = app();
    if args.len() <= 1 {
        return finish(output::to_stdout(&app.render_help().to_string()).map(|()| Exit::Done));
    }
    match app.try_get_matches_from_mut(args) {
        Ok(matches) => finish(dispatch(&matches)),
        Err(error) => {
            let help = !error.use_stderr();
            let edge = edge::color_of_errors(help);
            let text = error.render();
            let text = if edge { text.ansi().to_string() } else { text.to_string() };
            // What was typed is repeated there; only line breaks and clap's own colors may stay.
            let kept = |c: &char| matches!(c, '\n' | '\x1b') || !refer::text::is_unsafe(*c);
            let text: String = text.chars().filter(kept).collect();
            if help {
                finish(output::to_stdout(&text).map(|()| Exit::Done))
            } else {
                output::to_stderr(&text);
                Exit::NotDone.into()
            }
        }
    }
}

fn finish(outcome: anyhow::Result<Exit>) -> ExitCode {
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => match error.downcast::<Refused>() {
            Ok(refused) => {
                output::problems(&refused.0, usize::MAX);
                Exit::NotDone.into()
            }
            Err(error) if output::is_closed_pipe(&error) => Exit::Done.into(),
            Err(error) => {
                let said = format!("{error:#}");
                let said = said.split(" (os error").next().unwrap_or(&said);
                output::to_stderr(&format!("error: {said}\n"));
                Exit::NotDone.into()
            }
        },
    }
}

fn dispatch(matches: &ArgMatches) -> anyhow::Result<Exit> {
    let edge = Edge::read(matches);
    match matches.subcommand() {
        Some(("suggest", args)) => suggest::run(args, &edge),
        Some(("batch", args)) => batch::run(args, &edge),
        Some(("plan", args)) => plan::run(args, &edge),
        Some(("list", args)) => list::run(args, &edge),
        Some(("show", args)) => show::run(args, &edge),
        Some(("terms", args)) => terms::run(args, &edge),
        Some(("check", args)) => check::run(args, &edge),
        Some(("verify", args)) => verify::run(args, &edge),
        Some(("export", args)) => export::run(args, &edge),
        Some(("config", args)) => config::run(args, &edge),
        Some(("import", args)) => import::run(args, &edge),
        Some(("add", args)) => add::run(args, &edge),
        Some(("set", args)) => set::run(args, &edge),
        Some(("edit", args)) => edit::run(args, &edge),
        Some(("remove", args)) => remove::run(args, &edge),
        Some(("undo", args)) => undo::run(args, &edge),
        Some(("init", args)) => init::run(args, &edge),
        Some(("completions", args)) => shell::completions(args),
        Some(("man", args)) => shell::man(args),
        _ => output::to_stdout(&app().render_help().to_string()).map(|()| Exit::Done),
    }
}

/// Everything that may be typed. A command's own flags are made only when it is the one that was typed.
pub fn app() -> Command {
    Command::new("refer")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Ranks your own directory of colleagues for one client, and says why. Offline; nothing about a client is stored.")
        .after_help(EXAMPLES)
        .override_usage("refer [OPTIONS] COMMAND")
        .subcommand_value_name("COMMAND")
        .args(global())
        .subcommand(Command::new("suggest").about("rank colleagues for one client").defer(suggest::command))
        .subcommand(Command::new("batch").about("rank colleagues for each client of a CSV file").defer(batch::command))
        .subcommand(Command::new("plan").about("write a plan for a whole caseload, for whoever takes over").defer(plan::command))
        .subcommand(Command::new("list").about("list colleagues, with the same filters as suggest").defer(list::command))
        .subcommand(Command::new("show").about("show what is on record about one colleague").defer(show::command))
        .subcommand(Command::new("terms").about("look words up: concerns, approaches, languages …").defer(terms::command))
        .subcommand(Command::new("add").about("add a colleague").defer(add::command))
        .subcommand(Command::new("set").about("change what is on record about one colleague").defer(set::command))
        .subcommand(Command::new("edit").about("open one record in your editor").defer(edit::command))
        .subcommand(Command::new("remove").about("take a colleague out").defer(remove::command))
        .subcommand(Command::new("undo").about("take the last change back").defer(undo::command))
        .subcommand(Command::new("verify").about("name whom to ask again, and record what she said").defer(verify::command))
        .subcommand(Command::new("check").about("name every problem in every file, with line and column").defer(check::command))
        .subcommand(Command::new("import").about("bring a foreign list in: CSV, a workbook, contacts").defer(import::command))
        .subcommand(Command::new("export").about("write the directory as CSV, TOML, JSON or vCards").defer(export::command))
        .subcommand(Command::new("init").about("make a directory with one example colleague").defer(init::command))
        .subcommand(Command::new("config").about("print every setting and where it came from").defer(config::command))
        .subcommand(Command::new("completions").about("print completions for a shell").defer(shell::completions_command))
        .subcommand(Command::new("man").about("print the manual page").defer(shell::man_command))
}

const EXAMPLES: &str = "\
Examples:
  refer init                              make a directory to fill in
  refer suggest --concern ptsd --near 02139 --payer Aetna
  refer suggest --reason approach --concern ptsd --tried cbt
  refer suggest --profile -               type the client's words, none stay in the shell's history
  refer suggest --help                    every flag, by what it is about
  refer terms trauma                      which words are known
  refer import list.csv --dry-run         look at a list that somebody sent, before it is brought in
  refer set ana-ruiz accepting=waitlist   write down what you heard; refer undo takes it back
  refer verify                            whom to ask again first";

fn global() -> [Arg; 3] {
    [
        Arg::new("directory")
            .short('d')
            .long("directory")
            .value_name("PATH")
            .help("a TOML file, a CSV file, or a folder of them [default: $REFER_DIRECTORY, else your data folder]")
            .value_hint(ValueHint::AnyPath)
            .value_parser(clap::value_parser!(std::path::PathBuf))
            .global(true)
            .help_heading("Global options"),
        Arg::new("color")
            .long("color")
            .value_name("WHEN")
            .value_parser(["auto", "always", "never"])
            .help("color the answer: auto, always, never")
            .hide_possible_values(true)
            .global(true)
            .help_heading("Global options"),
        Arg::new("as-of")
            .long("as-of")
            .value_name("DATE")
            .help("take this day as today, such as 2026-11-16")
            .value_parser(|text: &str| {
                let plain = text.len() == "2026-11-16".len();
                let day = text.parse::<jiff::civil::Date>().ok().filter(|_| plain);
                day.ok_or("write year-month-day, such as 2026-11-16")
            })
            .global(true)
            .help_heading("Global options"),
    ]
}

//! `refer completions` and `refer man`: printed by the binary itself.

use super::{Exit, app, output};
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

/// The flags of `completions`.
pub fn completions_command(command: Command) -> Command {
    command
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(clap::value_parser!(Shell))
                .help("bash, zsh, fish, elvish or powershell")
                .hide_possible_values(true),
        )
        .after_help("Examples:\n  refer completions bash > ~/.local/share/bash-completion/completions/refer\n  refer completions fish > ~/.config/fish/completions/refer.fish")
}

/// Prints completions.
pub fn completions(args: &ArgMatches) -> anyhow::Result<Exit> {
    let mut bytes = Vec::new();
    if let Some(shell) = args.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut built(), "refer", &mut bytes);
    }
    output::to_stdout(&String::from_utf8_lossy(&bytes))?;
    Ok(Exit::Done)
}

/// The flags of `man`.
pub fn man_command(command: Command) -> Command {
    command
        .arg(Arg::new("command").value_name("COMMAND").help("the page of one command"))
        .after_help("Examples:\n  refer man | man -l -\n  refer man suggest | man -l -")
}

/// Prints a manual page.
pub fn man(args: &ArgMatches) -> anyhow::Result<Exit> {
    let mut bytes = Vec::new();
    let mut app = built();
    let page = match args.get_one::<String>("command") {
        None => app,
        Some(name) => {
            let found = app.find_subcommand_mut(name).cloned();
            let page = found.ok_or_else(|| {
                output::Refused(vec![
                    refer::problem::Problem::error(name.as_str(), "there is no such command")
                        .hint("refer --help names the commands"),
                ])
            })?;
            page.name(format!("refer-{name}"))
        }
    };
    clap_mangen::Man::new(page).render(&mut bytes)?;
    output::to_stdout(&String::from_utf8_lossy(&bytes))?;
    Ok(Exit::Done)
}

/// The whole command line, with the flags of every command made.
fn built() -> Command {
    let mut app = app();
    app.build();
    app
}

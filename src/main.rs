//! The edge: arguments, clock, environment and terminal are read here, once, and passed down.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}

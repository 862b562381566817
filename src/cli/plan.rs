//! `refer plan`: the plan of a caseload, for whoever takes over.

use super::Exit;
use super::caseload;
use super::edge::Edge;
use super::output::Refused;
use super::placing;
use clap::{Arg, ArgMatches, Command};
use refer::problem::Problem;
use refer::render::plan::Plan;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .long_about(
            "Writes a plan for a whole caseload: for a leave, for closing a practice, or for the colleague who takes over \
             when you cannot. Client by client, the most pressing first: what was said of the client, three names, how \
             to reach each, what to ask and to disclose, and boxes to tick.\n\n\
             Who is named first is decided as refer batch --assign does: nobody gets more clients than there are \
             openings. Clients are called by their codes. No name is written; what is said here may still tell who it is.",
        )
        .args(caseload::args())
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["markdown", "html"])
                .hide_possible_values(true)
                .help("markdown or html [default: what the name of -o FILE says, else markdown]"),
        )
        .args(caseload::output_args())
        .after_help(EXAMPLES)
}

const EXAMPLES: &str = "\
Examples:
  A page to print and put with your will:
    refer plan clients.csv -o plan.html

  To read here, or to keep as text:
    refer plan clients.csv
    refer plan clients.csv -o plan.md

  How it stands at the start of a leave:
    refer plan clients.csv --as-of 2027-01-04 -o leave.html

The file is readable by you alone, written whole or not at all, and never over another without --force.
HTML is one file: it needs no network and runs no script.

Exit status: 0 done; 1 done, and somebody has no place; 2 not done; 3 done, but some rows or records were rejected.";

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let mut as_html = false;
    let placing = placing::place(args, edge, |caseload| {
        placing::may_write(args, caseload)?;
        as_html = is_html(args).map_err(Refused::from)?;
        Ok(())
    })?;
    let Some(placing) = placing else { return Ok(Exit::NotDone) };
    let loaded = &placing.caseload.loaded;
    let plan = Plan {
        assigned: &placing.assigned,
        clients: &placing.caseload.clients.clients,
        me: &loaded.config.me,
        vocabulary: &loaded.vocabulary,
        as_of: edge.as_of,
    };
    placing.write(args, &if as_html { plan.html() } else { plan.markdown() })
}

/// Whether HTML was asked for, or the name of the file says so.
fn is_html(args: &ArgMatches) -> Result<bool, Problem> {
    let file = placing::file(args);
    let ending = file.and_then(|file| placing::ending(file));
    match (args.get_one::<String>("format").map(String::as_str), ending.as_deref()) {
        (Some(format), _) => Ok(format == "html"),
        (None, Some("html" | "htm")) => Ok(true),
        (None, None | Some("md" | "markdown" | "txt")) => Ok(false),
        (None, Some(other)) => {
            let hint = "end it in .html or .md, or say with --format what it is to be";
            Err(placing::no_such_ending(file, other, hint))
        }
    }
}

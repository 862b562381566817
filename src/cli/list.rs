//! `refer list`: colleagues one a line, with the filters of `suggest`.

use super::arguments::{format_arg, json_arg, wants};
use super::edge::Edge;
use super::load::load;
use super::output::{self, Refused};
use super::{Exit, profile};
use clap::{ArgMatches, Command};
use refer::colleague::{Colleague, FieldSet};
use refer::directory::{Candidate, Source};
use refer::ranking::Notice;
use refer::render::{self, roster};
use refer::score::{Wanted, rank_all};
use refer::text::clean;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .long_about(
            "Lists your colleagues by id. With flags of a client, only those whom no gate leaves out and who have \
             some fit for the main concern.",
        )
        .args(profile::args())
        .arg(format_arg(&["table", "json", "csv"]).help_heading("What is shown"))
        .arg(json_arg().help_heading("What is shown"))
        .after_help(
            "Examples:\n  refer list\n  refer list --concern ocd --state MA\n  refer list --language es --format csv",
        )
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let raw = profile::raw(args)?;
    let mut loaded = load(edge)?;
    loaded.require_config()?;
    let mut colleagues: Vec<Colleague> = Vec::new();
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    if raw.values.is_empty() {
        (&mut records).each(&mut |candidate: &mut dyn Candidate| {
            colleagues.push(candidate.read(FieldSet::EVERY).clone());
        });
    } else {
        let client = profile::client(&raw, &loaded, edge)?;
        let wanted =
            Wanted { top: 1, all: true, excluded: false, sensitivity: false, notices: true, why_not: Vec::new() };
        let ranking = rank_all(&mut records, &[client], &loaded.config.me, &loaded.vocabulary, &wanted);
        // The roster is no answer for one client, but what must be known is said beside it.
        output::to_stderr(&render::csv::crisis(&ranking));
        let notices = ranking.iter().flat_map(|ranking| &ranking.notices);
        let aside =
            notices.filter(|notice| matches!(notice, Notice::Read(_) | Notice::AvoidsNobody(_) | Notice::NoRegion));
        aside.for_each(|notice| output::to_stderr(&format!("note: {}\n", clean(&render::words::notice(notice)))));
        let passed = ranking.into_iter().flat_map(|ranking| ranking.suggestions);
        colleagues.extend(passed.filter(|suggestion| suggestion.tier == 1).map(|suggestion| suggestion.colleague));
    }
    let found = records.into_found();
    if !found.duplicates.is_empty() {
        return Err(Refused(found.duplicates).into());
    }
    loaded.problems.extend(found.problems);
    let lost_some = loaded.problems.iter().any(|problem| problem.is_error());
    output::problems(&loaded.problems, output::MOST_PROBLEMS);
    if found.records == 0 && lost_some {
        return Ok(Exit::NotDone);
    }
    colleagues.sort_by(|a, b| a.id.cmp(&b.id));
    let screen = edge.screen(&loaded.config);
    let text = match wants(args) {
        Some("json") => roster::json(&colleagues)?,
        Some("csv") => roster::csv(&colleagues)?,
        _ => roster::table(&colleagues, &screen),
    };
    output::to_stdout(&text)?;
    Ok(match colleagues.is_empty() {
        _ if lost_some => Exit::SomeRejected,
        true => Exit::Nobody,
        false => Exit::Done,
    })
}

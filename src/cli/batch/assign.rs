//! `refer batch --assign`: one colleague for each client, as far as the openings go.

use super::answers::Form;
use crate::cli::Exit;
use crate::cli::arguments::wants;
use crate::cli::edge::Edge;
use crate::cli::output::{self, Refused};
use crate::cli::placing::{self, Placing};
use clap::ArgMatches;
use refer::problem::Problem;
use refer::render::{Screen, assigned};

/// Shares the openings out and writes who goes to whom.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let file = placing::file(args);
    let mut form = Form::Csv;
    let placing = placing::place(args, edge, |caseload| {
        placing::may_write(args, caseload)?;
        form =
            Form::of(wants(args), file, caseload.loaded.config.format, edge.is_on_terminal).map_err(Refused::from)?;
        if form == Form::Ndjson {
            let problem = Problem::error("--format ndjson", "who goes to whom is one answer, not one for each client");
            return Err(Refused::from(problem.hint("use --format json")).into());
        }
        Ok(())
    })?;
    let Some(placing) = placing else { return Ok(Exit::NotDone) };
    let text = written(&placing, form, edge.page(&placing.caseload.loaded.config, file), edge)?;
    if form == Form::Csv {
        output::to_stderr(&assigned::beside(&placing.assigned));
    }
    placing.write(args, &text)
}

fn written(placing: &Placing, form: Form, screen: Screen, edge: &Edge) -> anyhow::Result<String> {
    let Placing { assigned, problems, .. } = placing;
    Ok(match form {
        Form::Csv => assigned::rows(assigned)?,
        Form::Json | Form::Ndjson => assigned::document(&edge.as_of.to_string(), assigned, problems)?,
        Form::Table => assigned::answer(assigned, &screen),
        Form::Markdown => assigned::note(assigned),
    })
}

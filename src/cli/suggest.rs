//! `refer suggest`: rank colleagues for one client.

use super::arguments::{flag, format_arg, json_arg, top, top_arg, wants};
use super::edge::Edge;
use super::load::load;
use super::output::{self, Refused};
use super::{Exit, profile, who};
use clap::{Arg, ArgAction, ArgMatches, Command};
use refer::ranking::Ranking;
use refer::record::Format;
use refer::render::{self, table::Detail};
use refer::score::{Wanted, rank_all};
use refer::store::PART;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    let output = "What is shown";
    command
        .long_about(
            "Ranks the colleagues of your directory for one client and says why.\n\n\
             Whoever cannot take the client is left out, and --explain says by what. What is not on record leaves \
             nobody out: it widens the score and becomes a question to ask. Say only what matters.",
        )
        .args(profile::args())
        .arg(top_arg().help_heading(output))
        .arg(flag("explain", "show what each score is made of, and who was left out by what").help_heading(output))
        .arg(
            Arg::new("why-not")
                .long("why-not")
                .value_name("ID")
                .action(ArgAction::Append)
                .help("say what became of this colleague")
                .help_heading(output),
        )
        .arg(flag("all", "show everybody who passed, and everybody who was left out").help_heading(output))
        .arg(format_arg(&["table", "json", "csv", "markdown"]).help_heading(output))
        .arg(json_arg().help_heading(output))
        .after_help(EXAMPLES)
}

const EXAMPLES: &str = "\
Examples:
  A specialist for a woman of 34 with OCD, near home or work:
    refer suggest --reason specialization --concern ocd --age 34 --near 02139 --near 02460

  Complex trauma, in Spanish, insured; why these names:
    refer suggest --reason severity --concern ptsd,dissociation --severity complex \\
                  --language es --payer \"Aetna PPO\" --near 02139 --explain

  CBT did not help:
    refer suggest --reason approach --concern ptsd --tried cbt

  Nothing of the client in the shell's history (end with Ctrl-D):
    refer suggest --profile -
    concern = [\"ptsd\"]
    near = \"02139\"

Exit status: 0 done; 1 done, and nobody qualified; 2 not done; 3 done, but some records were rejected.";

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let raw = profile::raw(args)?;
    let mut loaded = load(edge)?;
    loaded.require_config()?;
    let (client, weights) = profile::client(&raw, &loaded, edge)?;
    let asked_about: Vec<String> = args.get_many("why-not").into_iter().flatten().cloned().collect();
    let asked_about =
        if asked_about.is_empty() { asked_about } else { who::find(&asked_about, "--why-not", &loaded, edge)? };
    let config = &loaded.config;
    let format = match wants(args) {
        Some(word) => word.parse().map_err(anyhow::Error::msg)?,
        None => config.format.unwrap_or(Format::Table),
    };
    let detail = Detail { explain: args.get_flag("explain"), everybody: args.get_flag("all") };
    let listed = detail.explain || format == Format::Json;
    let wanted = Wanted {
        top: top(args, config),
        all: detail.everybody,
        excluded: listed || detail.everybody,
        sensitivity: listed,
        notices: true,
        why_not: asked_about,
    };
    let as_of = client.as_of.to_string();
    let records = loaded.store.records(&loaded.vocabulary, &loaded.places, &config.payers, edge.as_of);
    let mut records = records.in_parts(edge.threads, PART);
    let results = rank_all(&mut records, &[(client, weights)], &config.me, &loaded.vocabulary, &wanted);
    let found = records.into_found_for(&results);
    if !found.duplicates.is_empty() {
        return Err(Refused(found.duplicates).into());
    }
    loaded.problems.extend(found.problems);
    loaded.problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let problems = &loaded.problems;
    let lost_some = problems.iter().any(|problem| problem.is_error());
    output::problems(problems, output::MOST_PROBLEMS);
    if found.records == 0 && lost_some {
        return Ok(Exit::NotDone);
    }
    let screen = edge.screen(config);
    let text = match format {
        Format::Json => render::json::document(&as_of, &results, problems)?,
        Format::Csv => {
            output::to_stderr(&render::csv::crisis(&results));
            let plain = render::Screen { color: false, ..screen };
            let fates = results.iter().filter(|ranking| !ranking.why_not.is_empty());
            let fates =
                fates.map(|ranking| render::table::why_not(&Ranking { crisis: Vec::new(), ..ranking.clone() }, &plain));
            output::to_stderr(&fates.collect::<String>());
            render::csv::document(&results)?
        }
        Format::Markdown => render::markdown::document(&results),
        Format::Table => results.iter().map(|ranking| table(ranking, &screen, detail, &wanted)).collect(),
    };
    output::to_stdout(&text)?;
    Ok(match results.iter().any(|ranking| ranking.qualified == 0) {
        _ if lost_some => Exit::SomeRejected,
        true => Exit::Nobody,
        false => Exit::Done,
    })
}

fn table(ranking: &Ranking, screen: &render::Screen, detail: Detail, wanted: &Wanted) -> String {
    if wanted.why_not.is_empty() {
        render::table::answer(ranking, screen, detail)
    } else {
        render::table::why_not(ranking, screen)
    }
}

//! `refer check`: every problem in every file.

use super::Exit;
use super::arguments::{format_arg, json_arg, wants};
use super::edge::Edge;
use super::load::{Loaded, load};
use super::output;
use clap::{ArgMatches, Command};
use refer::colleague::FieldSet;
use refer::likeness::{Hashes, Identity, Pair, Repeated, pairs};
use refer::problem::Problem;
use refer::recheck::Freshness;
use refer::render::{Checked, alike, checked, checked_json};
use refer::store::{Position, Records};

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(format_arg(&["table", "json"]))
        .arg(json_arg())
        .long_about(
            "Reads every record, the configuration and the places, and names every problem with file:line:column and \
             what to do: what cannot be read, what cannot be, what is over, and records that are probably one colleague. \
             Notes name what is worth a look though nothing is wrong.",
        )
        .after_help("Examples:\n  refer check\n  refer -d ~/practice/colleagues.toml check --format json\n\nExit status: 0 nothing found, or only notes; 1 problems found; 2 the directory cannot be read.")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let loaded = load(edge)?;
    let mut records = records(&loaded, edge).thorough();
    let (mut freshness, mut hashes) = (Freshness::new(edge.as_of), Hashes::default());
    records.each_with_place(&mut |candidate, _| {
        let colleague = candidate.read(FieldSet::EVERY);
        freshness.add(colleague);
        hashes.add(&Identity::of(colleague));
    });
    let found = records.into_found();
    let alike = twins(&loaded, edge, &hashes.repeated());
    let mut problems = loaded.config_problems;
    problems.extend(loaded.problems);
    problems.extend(loaded.store.notes());
    problems.extend(found.problems);
    problems.extend(found.duplicates);
    problems.extend(alike);
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    let result = Checked { problems: &problems, freshness: &freshness, records: found.records, files: found.files };
    let text = match wants(args) {
        Some("json") => checked_json(&result)?,
        _ => checked(&result),
    };
    output::to_stdout(&text)?;
    Ok(if problems.iter().all(Problem::is_note) { Exit::Done } else { Exit::Nobody })
}

fn records<'l>(loaded: &'l Loaded, edge: &Edge) -> Records<'l> {
    loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of)
}

/// Records that are probably one colleague: read a second time, so that only those with a twin are held.
fn twins(loaded: &Loaded, edge: &Edge, repeated: &Repeated) -> Vec<Problem> {
    if repeated.is_empty() {
        return Vec::new();
    }
    let (mut places, mut suspects): (Vec<Position>, Vec<Identity>) = (Vec::new(), Vec::new());
    records(loaded, edge).each_with_place(&mut |candidate, place| {
        let identity = Identity::of(candidate.read(Identity::FIELDS));
        if repeated.holds(&identity) {
            places.push(place);
            suspects.push(identity);
        }
    });
    let pairs = pairs(&suspects);
    let files = &loaded.store.files;
    let line = loaded.store.lines(pairs.iter().flat_map(|pair| [places[pair.first], places[pair.second]]).collect());
    let problem = |pair: &Pair| {
        let (first, second) = (places[pair.first], places[pair.second]);
        let first_place = format!("{}:{}", files[first.file].display(), line.of(first));
        let file = files[second.file].display().to_string();
        alike(pair, &suspects[pair.first], &suspects[pair.second], &first_place, &file, line.of(second))
    };
    pairs.iter().map(problem).collect()
}

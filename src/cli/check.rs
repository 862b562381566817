//! `refer check`: every problem in every file.

use super::Exit;
use super::arguments::{format_arg, json_arg, wants};
use super::edge::Edge;
use super::load::{Loaded, load};
use super::output;
use clap::{ArgMatches, Command};
use refer::colleague::{Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::likeness::{Hashes, Identity, Pair, pairs};
use refer::problem::Problem;
use refer::recheck::Freshness;
use refer::render::{Checked, alike, checked, checked_json};
use refer::store::{Found, PART, Position, Records};
use rustc_hash::FxHashSet;

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
    let (found, Seen { freshness, hashes }) = in_parts(&loaded, edge).unwrap_or_else(|| as_a_whole(&loaded, edge));
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

/// What is taken in of every record.
struct Seen {
    freshness: Freshness,
    hashes: Hashes,
}

impl Seen {
    fn nobody(edge: &Edge) -> Seen {
        Seen { freshness: Freshness::new(edge.as_of), hashes: Hashes::default() }
    }

    fn add(&mut self, candidate: &mut dyn Candidate) {
        let colleague = candidate.read(FieldSet::EVERY);
        self.freshness.add(colleague);
        self.hashes.add(&Identity::of(colleague));
    }
}

/// Reads every record, one after the other.
fn as_a_whole(loaded: &Loaded, edge: &Edge) -> (Found, Seen) {
    let (mut records, mut seen) = (records(loaded, edge).thorough(), Seen::nobody(edge));
    records.each_with_place(&mut |candidate, _| seen.add(candidate));
    (records.into_found(), seen)
}

/// Reads every record of a long file in several parts at once; `None` where what was found might depend on the parts.
fn in_parts(loaded: &Loaded, edge: &Edge) -> Option<(Found, Seen)> {
    if loaded.store.files.len() != 1 || edge.threads < 2 {
        return None;
    }
    let mut records = records(loaded, edge).thorough().in_parts(edge.threads, PART);
    let parts = (&mut &mut records).fold(|| Seen::nobody(edge), |seen: &mut Seen, candidate| seen.add(candidate));
    let mut found = records.into_found();
    // Letters that nobody knows are told once, and each part did so.
    let mut letters = FxHashSet::default();
    let is_letters =
        |problem: &Problem| problem.is_note() && problem.field.as_deref() == Some(Field::Credentials.key());
    let before = found.problems.len();
    found.problems.retain(|problem| !is_letters(problem) || letters.insert(problem.message.clone()));
    let were_counted = before >= MOST_EXACT && !letters.is_empty();
    if !found.duplicates.is_empty() || were_counted || letters.len() >= MOST_EXACT {
        return None;
    }
    let mut all = Seen::nobody(edge);
    for Seen { freshness, hashes } in parts {
        all.freshness.append(freshness);
        all.hashes.append(hashes);
    }
    Some((found, all))
}

/// From so many problems on, some may have been counted only.
const MOST_EXACT: usize = 4_000;

/// Records that are probably one colleague: read a second time, so that only those with a twin are held.
fn twins(loaded: &Loaded, edge: &Edge, repeated: &[u32]) -> Vec<Problem> {
    if repeated.is_empty() {
        return Vec::new();
    }
    let (mut places, mut suspects): (Vec<Position>, Vec<Identity>) = (Vec::new(), Vec::new());
    let (mut record, mut next) = (0, repeated.iter().peekable());
    records(loaded, edge).each_with_place(&mut |candidate, place| {
        if next.next_if_eq(&&record).is_some() {
            places.push(place);
            suspects.push(Identity::of(candidate.read(Identity::FIELDS)));
        }
        record += 1;
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

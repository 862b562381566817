//! `refer verify`: whom to ask again, and what she said.

use super::arguments::{flag, format_arg, json_arg, wants};
use super::edge::Edge;
use super::load::{Loaded, load};
use super::output::{self, Refused};
use super::typing::{self, Allows, anyway_arg, extra_arg};
use super::{Exit, who};
use clap::{Arg, ArgMatches, Command};
use refer::colleague::{Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::problem::Problem;
use refer::recheck::{Counts, Due, Queue};
use refer::record::typed_key;
use refer::render::{inquiry, queue};
use refer::store::{Found, Records};

/// The most names that may be asked for.
const MOST_NAMES: i64 = 1000;
const USUAL_NAMES: usize = 10;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").help("who was asked: an id or a name"))
        .arg(
            Arg::new("values")
                .value_name("KEY=VALUE")
                .num_args(0..)
                .requires("id")
                .help("what she said that is new, such as accepting=no or wait_weeks=6"),
        )
        .arg(flag("text", "print a message that asks her, ready to be sent").conflicts_with_all(["values", "format", "json"]))
        .arg(
            Arg::new("top")
                .long("top")
                .value_name("N")
                .value_parser(clap::value_parser!(i64).range(1..=MOST_NAMES))
                .help("how many names [default: 10]"),
        )
        .arg(extra_arg())
        .arg(anyway_arg())
        .arg(format_arg(&["table", "json", "csv", "markdown"]))
        .arg(json_arg())
        .long_about(
            "Without ID: names whom to ask again, the most useful first: facts that are old or missing, of colleagues you \
             know well, or whom nobody can replace. With ID: says that all still holds, or what changed, and writes the day \
             down.\n\n\
             The order is by need × (closeness + rarity). Need, from 0 to 1000, is how much of what counts (taking clients 5, \
             opening 4, payers 3, fee 2, contact 2) is missing or no longer trusted; trust halves every 90 days. Closeness is 5 \
             for worked-with, 4 consulted, 3 met, 2 heard-of, 1 unknown. Rarity, up to 3, counts specialties, languages and payers \
             that nobody else lists. Whoever was asked within 30 days, or is away, is left in peace.",
        )
        .after_help(
            "Examples:\n  refer verify                              whom to ask first, and what\n  \
             refer verify ana-ruiz --text              a message to send her\n  \
             refer verify ana-ruiz                     all is as it was\n  \
             refer verify ana-ruiz accepting=waitlist wait_weeks=6\n\n\
             Exit status: 0 done; 1 done, and nobody is due; 2 not done; 3 done, but some records were rejected.",
        )
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let mut loaded = load(edge)?;
    match args.get_one::<String>("id") {
        Some(id) if id.contains('=') => {
            let problem = Problem::error("refer verify", format!("“{id}” says what changed, but not of whom"));
            Err(Refused(vec![problem.hint(format!("write the id or name first: refer verify ID {id}"))]).into())
        }
        Some(id) if args.get_flag("text") => message(id, &loaded, edge),
        Some(id) => recorded(id, args, &loaded, edge),
        None => queued(args, &mut loaded, edge),
    }
}

fn records<'l>(loaded: &'l Loaded, edge: &Edge) -> Records<'l> {
    loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of)
}

/// Writes down what she said and the day, shows what changed, and names whom to ask next.
fn recorded(typed: &str, args: &ArgMatches, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Exit> {
    loaded.require_config()?;
    let ids = who::find(&[typed.to_owned()], "refer verify", loaded, edge)?;
    let id = ids.first().map_or("", String::as_str);
    let mut values: Vec<String> = args.get_many("values").into_iter().flatten().cloned().collect();
    let checked = Field::Checked.key();
    if !values.iter().any(|value| typed_key(value).as_deref() == Some(checked)) {
        values.push(format!("{checked}={}", edge.as_of));
    }
    let (done, notes) = typing::change(id, &values, &format!("verify {id}"), Allows::of(args), loaded, edge)?;
    output::problems(&notes, output::MOST_PROBLEMS);
    let mut text = typing::said(id, &done);
    // Other records may be broken; that is for `check` to tell.
    let next = ahead(1, loaded, edge).map(|ahead| ahead.best).unwrap_or_default();
    text.push_str(&next.first().map(queue::next).unwrap_or_default());
    output::to_stdout(&text)?;
    Ok(Exit::Done)
}

/// The message to one colleague.
fn message(typed: &str, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Exit> {
    let ids = who::find(&[typed.to_owned()], "refer verify", loaded, edge)?;
    let mut texts = Vec::new();
    (&mut records(loaded, edge)).each(&mut |candidate: &mut dyn Candidate| {
        let colleague = candidate.read(FieldSet::EVERY);
        if ids.contains(&colleague.id) {
            texts.push(inquiry(colleague, &loaded.config.me, &loaded.vocabulary));
        }
    });
    output::to_stdout(&texts.join("\n"))?;
    Ok(Exit::Done)
}

/// Those to ask first.
fn queued(args: &ArgMatches, loaded: &mut Loaded, edge: &Edge) -> anyhow::Result<Exit> {
    let top = args.get_one::<i64>("top").map_or(USUAL_NAMES, |&top| top as usize);
    let Ahead { best, due, found } = ahead(top, loaded, edge)?;
    loaded.problems.extend(found.problems);
    let lost_some = loaded.problems.iter().any(Problem::is_error);
    output::problems(&loaded.problems, output::MOST_PROBLEMS);
    if found.records == 0 && lost_some {
        return Ok(Exit::NotDone);
    }
    let (vocabulary, me) = (&loaded.vocabulary, &loaded.config.me);
    let text = |one: &Due| inquiry(&one.colleague, me, vocabulary);
    let answer = match wants(args) {
        _ if args.get_flag("text") => best.iter().map(text).collect::<Vec<_>>().join("\n"),
        Some("json") => queue::document(&best, due, &edge.as_of.to_string(), vocabulary, text)?,
        Some("csv") => queue::sheet(&best, vocabulary)?,
        Some("markdown") => queue::note(&best, vocabulary),
        _ => queue::table(&best, due, vocabulary, &edge.screen(&loaded.config)),
    };
    output::to_stdout(&answer)?;
    Ok(match due {
        _ if lost_some => Exit::SomeRejected,
        0 => Exit::Nobody,
        _ => Exit::Done,
    })
}

/// The queue as far as it is wanted.
struct Ahead {
    best: Vec<Due>,
    /// How many are due in all.
    due: usize,
    found: Found,
}

/// Walks the directory twice: once to see what only one lists, once to judge.
fn ahead(top: usize, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Ahead> {
    let mut counts = Counts::default();
    let mut first = records(loaded, edge);
    (&mut first).each(&mut |candidate: &mut dyn Candidate| counts.add(candidate.read(Counts::FIELDS)));
    let found = first.into_found();
    if !found.duplicates.is_empty() {
        return Err(Refused(found.duplicates).into());
    }
    let mut queue = Queue::new(&counts, edge.as_of, top);
    let mut second = records(loaded, edge);
    (&mut second).each(&mut |candidate: &mut dyn Candidate| queue.offer(candidate));
    let due = queue.due;
    Ok(Ahead { best: queue.best(), due, found: second.into_found() })
}

//! `refer show ID`: what is on record about one colleague.

use super::Exit;
use super::edge::Edge;
use super::load::load;
use super::output::{self, Refused};
use clap::{Arg, ArgMatches, Command};
use refer::colleague::{Colleague, Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::problem::{Problem, did_you_mean};
use refer::render::{self, card};
use refer::text::fold;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").required(true).help("an id, or a name"))
        .long_about(
            "Shows everything on record about one colleague, private notes included, and what is not on record.",
        )
        .after_help("Examples:\n  refer show amara-okafor\n  refer show \"Amara Okafor\"")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let typed = args.get_one::<String>("id").map(String::as_str).unwrap_or_default();
    let wanted = fold(typed).into_owned();
    let loaded = load(edge)?;
    let (mut exact, mut partly, mut near): (Vec<Colleague>, Vec<Colleague>, Vec<(usize, String)>) = Default::default();
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers);
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        let (id, name) = (fold(&colleague.id).into_owned(), fold(&colleague.name).into_owned());
        if id == wanted || name == wanted {
            exact.push(candidate.read(FieldSet::EVERY).clone());
        } else if id.contains(&wanted) || name.contains(&wanted) {
            partly.push(candidate.read(FieldSet::EVERY).clone());
        } else {
            let distance = strsim::osa_distance(&id, &wanted).min(strsim::osa_distance(&name, &wanted));
            near.push((distance, colleague.id.clone()));
        }
    });
    let found = records.into_found();
    if !found.duplicates.is_empty() {
        return Err(Refused(found.duplicates).into());
    }
    output::problems(&loaded.problems, 20);
    let mut matches = if exact.is_empty() { partly } else { exact };
    let colleague = match matches.len() {
        1 => matches.remove(0),
        0 => {
            near.sort();
            let close = near.into_iter().filter(|(distance, _)| *distance <= wanted.len().div_ceil(3));
            let close: Vec<String> = close.map(|(_, id)| id).take(3).collect();
            let hint = did_you_mean(&close).unwrap_or_else(|| "refer list names everybody".to_owned());
            return Err(Refused(vec![Problem::error(typed, "nobody has this id or name").hint(hint)]).into());
        }
        _ => {
            let ids: Vec<&str> = matches.iter().take(8).map(|colleague| colleague.id.as_str()).collect();
            let problem = Problem::error(typed, format!("{} colleagues match", matches.len()));
            return Err(Refused(vec![problem.hint(format!("take one of: {}", ids.join(", ")))]).into());
        }
    };
    let screen = render::Screen { width: edge.width(), color: edge.wants_color(&loaded.config) };
    output::to_stdout(&card::card(&colleague, &loaded.vocabulary, edge.as_of(), &screen))?;
    Ok(Exit::Done)
}

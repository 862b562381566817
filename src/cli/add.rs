//! `refer add NAME [key=value…]`: somebody new.

use super::edge::{self, Edge};
use super::load::{Loaded, load_or_none};
use super::output::{self, Refused};
use super::typing::{self, anyway_arg, extra_arg};
use super::{Exit, init};
use clap::{Arg, ArgMatches, Command, ValueHint};
use refer::colleague::Field;
use refer::problem::Problem;
use refer::record::{Written, typed_key, with_typed};
use refer::render::changed;
use refer::store::Step;
use refer::text::clean;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(
            Arg::new("typed")
                .value_name("NAME | KEY=VALUE")
                .num_args(0..)
                .help("the name, then what you know, such as phone=617-555-0142 or specialties=\"ptsd;ocd\""),
        )
        .arg(
            Arg::new("file")
                .long("file")
                .value_name("FILE")
                .help("the file of the directory to write to, where there are several")
                .value_hint(ValueHint::FilePath),
        )
        .arg(extra_arg())
        .arg(anyway_arg())
        .long_about(
            "Adds a colleague to your directory and prints the id. Only the name is needed; what you do not know, \
             leave out. A list takes ; between its values. A directory that is not there yet is made.",
        )
        .after_help(format!("{EXAMPLES}\n\n{}", typing::keys_help()))
}

const EXAMPLES: &str = "Examples:\n  refer add \"Ana Ruiz\"\n  \
             refer add \"Ana Ruiz\" phone=617-555-0142 specialties=\"ptsd;dissociation\" languages=es accepting=yes\n  \
             refer add \"Ana Ruiz\" id=ana-ruiz-salem city=Salem region=MA";

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let mut typed: Vec<String> = args.get_many("typed").into_iter().flatten().cloned().collect();
    let loaded = load_or_none(edge)?;
    loaded.require_config()?;
    let is_name = |text: &String| typed_key(text).is_none();
    let name = if typed.first().is_some_and(is_name) { Some(typed.remove(0)) } else { None };
    // A slip in a key is told before anybody is asked for a name.
    with_typed(&Written::default(), &typed, args.get_flag("extra")).map_err(Refused)?;
    let has_name = |typed: &[String]| typed.iter().any(|text| typed_key(text).as_deref() == Some(Field::Name.key()));
    let name = match name {
        None if !has_name(&typed) => Some(ask_name(edge)?),
        name => name,
    };
    let mut new = Written::default();
    new.set(Field::Name, name);
    let new = with_typed(&new, &typed, args.get_flag("extra")).map_err(Refused)?;
    if new.text(Field::Name).is_empty() {
        return Err(Refused(vec![Problem::error("name", "a colleague needs a name")]).into());
    }
    if new.id().is_empty() {
        let problem = Problem::error("name", "the name has no letters, so no id can be made from it");
        return Err(Refused(vec![problem.hint("give an id, such as id=ana-ruiz")]).into());
    }
    let notes = typing::judged(&Written::default(), &new, &loaded, edge, args.get_flag("anyway")).map_err(Refused)?;
    add(&new, args, &loaded, edge)?;
    output::problems(&notes, output::MOST_PROBLEMS);
    Ok(Exit::Done)
}

fn add(new: &Written, args: &ArgMatches, loaded: &Loaded, edge: &Edge) -> anyhow::Result<()> {
    let store = &loaded.store;
    let file = match args.get_one::<String>("file") {
        Some(name) => store.named_file(name, "--file").map_err(Refused::from)?,
        None => store.for_new_ones(&edge.directory()?.0),
    };
    let fresh = store.begin().map_err(Refused::from)?;
    let id = new.id();
    let step = Step { what: format!("add {id}"), day: edge.as_of };
    store.add(&step, &file, new).map_err(Refused)?;
    fresh.keep();
    if store.is_planned() {
        store.add_config(init::CONFIG_TEXT).map_err(Refused::from)?;
    }
    let shown = file.display().to_string();
    let fields = changed(&Written::default(), new);
    output::to_stdout(&format!("added {} to {}\n{fields}", clean(&id), clean(&shown)))
}

fn ask_name(edge: &Edge) -> anyhow::Result<String> {
    let answer = if edge.can_ask { edge::ask("Name: ") } else { None };
    let missing = || {
        let problem = Problem::error("refer add", "there is no name");
        Refused(vec![problem.hint("refer add \"Ana Ruiz\"; only the name is needed")])
    };
    Ok(answer.filter(|name| !name.is_empty()).ok_or_else(missing)?)
}

//! `refer terms [WORD]`: look words up in the vocabulary.

use super::Exit;
use super::edge::{Edge, Named};
use super::load::load;
use super::output::{self, Refused};
use clap::{Arg, ArgMatches, Command};
use refer::render::glossary;
use refer::vocab::Vocabulary;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("word").value_name("WORD").num_args(0..).help("a word, or a list: concerns, approaches, languages …"))
        .long_about("Looks a word up: what it is called here, what it lies under, which words mean the same, and for concerns and approaches what guidelines say.")
        .after_help("Examples:\n  refer terms\n  refer terms concerns\n  refer terms trauma\n  refer terms \"complex ptsd\"")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let words: Vec<&str> = args.get_many::<String>("word").into_iter().flatten().map(String::as_str).collect();
    // The vocabulary is there without a directory; with one, it has the user's own words.
    let vocabulary = match load(edge) {
        Ok(loaded) => {
            output::problems(&loaded.config_problems, usize::MAX);
            loaded.vocabulary
        }
        // Nobody named a directory: there need not be one yet.
        Err(_) if edge.directory().map_or(true, |(_, named)| *named == Named::DataFolder) => Vocabulary::built_in(),
        Err(error) => return Err(error),
    };
    if words.is_empty() {
        output::to_stdout(&glossary::overview(&vocabulary, edge.width))?;
        return Ok(Exit::Done);
    }
    match glossary::look_up(&words.join(" "), &vocabulary, edge.width) {
        Ok(text) => output::to_stdout(&text).map(|()| Exit::Done),
        Err(problem) => Err(Refused(vec![problem]).into()),
    }
}

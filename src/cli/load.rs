//! A directory opened: its files, configuration, places and vocabulary.

use super::edge::Edge;
use super::output::Refused;
use refer::place::Places;
use refer::problem::Problem;
use refer::record::{Config, Lookup};
use refer::store::{self, Store};
use refer::vocab::Vocabulary;

/// Everything that stands beside the colleagues.
pub struct Loaded {
    /// The files.
    pub store: Store,
    /// The configuration.
    pub config: Config,
    /// Built-in and own terms.
    pub vocabulary: Vocabulary,
    /// Built-in and own places.
    pub places: Places,
    /// What was wrong with the configuration.
    pub config_problems: Vec<Problem>,
    /// What was wrong with the places.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// What a client is read with.
    pub fn lookup(&self, edge: &Edge) -> Lookup<'_> {
        Lookup {
            vocabulary: &self.vocabulary,
            places: &self.places,
            payers: &self.config.payers,
            me: &self.config.me,
            weights: self.config.weights,
            as_of: edge.as_of,
        }
    }

    /// Refuses a configuration that could not be read in full: a lost tie or weight would make a wrong answer.
    pub fn require_config(&self) -> anyhow::Result<()> {
        if self.config_problems.is_empty() { Ok(()) } else { Err(Refused(self.config_problems.clone()).into()) }
    }
}

/// Opens the directory that the user named.
pub fn load(edge: &Edge) -> anyhow::Result<Loaded> {
    let (path, _) = edge.directory()?;
    Ok(around(store::open(path).map_err(Refused::from)?))
}

/// Opens the directory that the user named, which need not be there yet.
pub fn load_or_none(edge: &Edge) -> anyhow::Result<Loaded> {
    let (path, _) = edge.directory()?;
    Ok(around(store::open_or_none(path).map_err(Refused::from)?))
}

/// Reads what stands beside the colleagues.
fn around(store: Store) -> Loaded {
    let (config, mut config_problems) = store.config();
    let (vocabulary, wrong) = Vocabulary::with_terms(&config.terms);
    let file = store.folder.join(store::CONFIG).display().to_string();
    for (term, message) in wrong {
        let (line, column) = config.term_places[term];
        let problem = Problem::error(&file, message).at(line, column).field("terms");
        config_problems.push(problem.hint("refer terms shows which words are known"));
    }
    let (places, mut problems) = store.places();
    problems.extend(store.copies());
    Loaded { store, config, vocabulary, places, config_problems, problems }
}

//! What the commands about many clients begin with: the clients of a file, and the colleagues held ready for them.

pub mod acquainted;

use super::arguments::flag;
use super::edge::{self, Edge};
use super::load::{Loaded, load};
use super::output::{self, Refused};
use acquainted::{Acquainted, Names, avoided};
use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use refer::problem::Problem;
use refer::ranking::{Notice, Ranking};
use refer::record::{Clients, read_clients};
use refer::render::words;
use refer::score::{Changed, Panel, Setting, Wanted, of_clients, rank_all};
use refer::store::{self, Recalled, Records};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// The flags that say which clients there are, and how they are worked through.
pub fn args() -> [Arg; 3] {
    [
        Arg::new("clients")
            .value_name("CLIENTS.csv")
            .required(true)
            .help("the clients, one a row, or - for standard input")
            .value_hint(ValueHint::FilePath)
            .value_parser(clap::value_parser!(PathBuf)),
        Arg::new("ignore")
            .long("ignore")
            .value_name("COLUMN")
            .action(ArgAction::Append)
            .help("leave a column of CLIENTS.csv aside; may be given several times"),
        Arg::new("threads")
            .long("threads")
            .value_name("N")
            .value_parser(clap::value_parser!(u16).range(1..=1024))
            .help("how many threads may work at once; the answer is the same [default: all]"),
    ]
}

/// Where an answer is written, instead of the screen.
pub fn output_args() -> [Arg; 2] {
    [
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE")
            .help("write to this file; one that is there is kept, unless --force is given")
            .value_hint(ValueHint::FilePath)
            .value_parser(clap::value_parser!(PathBuf)),
        flag("force", "overwrite FILE"),
    ]
}

/// Said at a terminal that waits for clients.
const TYPED: &str = "Write a line that names the columns, such as client,concern,near, then a line a client; \
                     end with Ctrl-D.";

/// The clients of a file and the directory that they are referred from.
pub struct Caseload {
    /// The directory.
    pub loaded: Loaded,
    /// The clients.
    pub clients: Clients,
    /// The file of clients.
    pub path: PathBuf,
    /// The same as it is shown.
    pub file: String,
    /// How many threads may work at once.
    pub threads: usize,
}

/// How many bytes are worth a part: more is worked out of each row than for one client.
pub const PART: u64 = store::PART / 16;

/// The colleagues, walked once.
pub struct Colleagues<'a> {
    held: Held<'a>,
    /// What was wrong with the directory, by file and line.
    pub problems: Vec<Problem>,
    /// Those to be avoided whom nobody in the directory is.
    strangers: Names,
}

enum Held<'a> {
    /// Held ready for many clients, with where they are read again.
    Ready(Box<(Panel, Recalled<'a>)>),
    /// A single client is not worth the making ready: this is the answer, and what was looked at for it is what
    /// `suggest` looks at.
    Answered(Vec<Ranking>),
}

/// A walk over the colleagues that is over.
pub struct Walked<'a, T> {
    /// What came of it.
    pub outcome: T,
    /// Where the colleagues are read again.
    pub recalled: Recalled<'a>,
    /// What was wrong with the directory, by file and line.
    pub problems: Vec<Problem>,
}

impl Colleagues<'_> {
    /// How many pairs of a client and a colleague are still to be looked at.
    pub fn pairs(&self, clients: &Clients) -> usize {
        match &self.held {
            Held::Ready(ready) => ready.0.len().saturating_mul(clients.clients.len()),
            Held::Answered(_) => 0,
        }
    }
}

impl Caseload {
    /// Reads the clients and opens the directory.
    ///
    /// # Errors
    /// A file cannot be read, or the clients' file has a column that is not known.
    pub fn read(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Caseload> {
        let path = args.get_one::<PathBuf>("clients").cloned().unwrap_or_default();
        let (file, bytes) = if path.as_os_str() == "-" {
            ("standard input".to_owned(), edge::stdin_clients(TYPED)?)
        } else {
            (path.display().to_string(), store::read_clients_file(&path).map_err(Refused::from)?)
        };
        let ignored: Vec<String> = args.get_many("ignore").into_iter().flatten().cloned().collect();
        let loaded = load(edge)?;
        loaded.require_config()?;
        if loaded.store.reads(&path) {
            let problem = Problem::error(file, "this is a file of your directory, so it is read as colleagues");
            let hint = "name a file of clients; one that lies in the folder of the directory must be moved out of it";
            return Err(Refused(vec![problem.hint(hint)]).into());
        }
        let clients = read_clients(&file, &bytes, &ignored, &loaded.lookup(edge)).map_err(Refused)?;
        let threads = args.get_one::<u16>("threads").map_or(edge.threads, |&threads| usize::from(threads));
        Ok(Caseload { loaded, clients, path, file, threads })
    }

    /// Walks the colleagues once, and tells what is wrong with the directory and with the clients.
    ///
    /// `None` where nothing can be answered: no colleague or no client can be read. What is wrong is told then, too.
    ///
    /// # Errors
    /// An id is there twice.
    pub fn colleagues(&self, edge: &Edge, wanted: &Wanted) -> anyhow::Result<Option<Colleagues<'_>>> {
        let Loaded { config, vocabulary, .. } = &self.loaded;
        let clients = self.clients.clients.as_slice();
        let mut strangers = avoided(clients);
        let work = |records: &mut Records| match clients {
            [_] => {
                let walked = Acquainted { source: records, strangers: &mut strangers };
                (None, rank_all(walked, clients, &config.me, vocabulary, wanted))
            }
            _ => {
                let panel = Panel::read(records, clients, &config.me, vocabulary, wanted);
                strangers.retain(|name| !panel.knows(name));
                (Some(panel), Vec::new())
            }
        };
        let walked = self.walk(edge, work, |(_, answered)| answered)?;
        Ok(walked.map(|Walked { outcome, recalled, problems }| {
            let held = match outcome {
                (Some(panel), _) => Held::Ready(Box::new((panel, recalled))),
                (None, answered) => Held::Answered(answered),
            };
            Colleagues { held, problems, strangers }
        }))
    }

    /// Walks the colleagues once, as `work` does it, and tells what is wrong with the directory, as far as it matters for
    /// those whom `named` names, and with the clients.
    ///
    /// `None` where nothing can be answered: no colleague or no client can be read.
    ///
    /// # Errors
    /// An id is there twice.
    pub fn walk<'s, T>(
        &'s self,
        edge: &Edge,
        work: impl FnOnce(&mut Records<'s>) -> T,
        named: impl FnOnce(&T) -> &[Ranking],
    ) -> anyhow::Result<Option<Walked<'s, T>>> {
        let Loaded { store, config, vocabulary, places, .. } = &self.loaded;
        let records = store.records(vocabulary, places, &config.payers, edge.as_of).recalled();
        let mut records = records.in_parts(self.threads, PART);
        let outcome = work(&mut records);
        let (found, recalled) = records.into_found_and_recalled(named(&outcome));
        if !found.duplicates.is_empty() {
            return Err(Refused(found.duplicates).into());
        }
        let mut problems = [self.loaded.problems.as_slice(), &found.problems].concat();
        problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        output::problems(&problems, output::MOST_PROBLEMS);
        output::problems(&self.clients.problems, usize::MAX);
        let no_colleagues = found.records == 0 && problems.iter().any(Problem::is_error);
        let no_clients = self.clients.clients.is_empty() && !self.clients.rejected.is_empty();
        let is_of_use = !no_colleagues && !no_clients;
        Ok(recalled.filter(|_| is_of_use).map(|recalled| Walked { outcome, recalled, problems }))
    }

    /// Hands over the answer for each client, in the order of the file, until `give` breaks off.
    ///
    /// # Errors
    /// The files of the directory were changed meanwhile.
    pub fn rank_each(
        &self,
        colleagues: &mut Colleagues,
        wanted: &Wanted,
        give: &mut dyn FnMut(usize, Ranking) -> ControlFlow<()>,
    ) -> Result<(), Changed> {
        match &mut colleagues.held {
            Held::Ready(ready) => {
                let (panel, recalled) = ready.as_ref();
                panel.rank_each(&self.clients.clients, self.setting(recalled), wanted, give)
            }
            Held::Answered(rankings) => {
                let _ = std::mem::take(rankings).into_iter().enumerate().try_for_each(|(i, ranking)| give(i, ranking));
                Ok(())
            }
        }
    }

    /// What is to be said where an answer has no place for it: of every client alike, and of each.
    pub fn asides(&self, colleagues: &Colleagues) -> (Vec<String>, Vec<Vec<String>>) {
        let Loaded { config, vocabulary, .. } = &self.loaded;
        let is_known = |name: &str| !colleagues.strangers.contains(name);
        let clients = of_clients(&self.clients.clients, &config.me, vocabulary, is_known);
        let said = |(_, notices): (_, Vec<Notice>)| notices.iter().map(words::caseload::notice).collect();
        let mut each: Vec<Vec<String>> = clients.into_iter().map(said).collect();
        let [first, others @ ..] = each.as_slice() else { return Default::default() };
        let is_of_all = |notice: &&String| !others.is_empty() && others.iter().all(|other| other.contains(notice));
        let of_all: Vec<String> = first.iter().filter(is_of_all).cloned().collect();
        each.iter_mut().for_each(|notices| notices.retain(|notice| !of_all.contains(notice)));
        (of_all, each)
    }

    /// What every client is ranked with.
    pub fn setting<'s>(&'s self, recalled: &'s Recalled) -> Setting<'s> {
        let Loaded { config, vocabulary, .. } = &self.loaded;
        Setting { me: &config.me, vocabulary, recall: recalled, threads: self.threads }
    }

    /// Everything that was wrong, by file and line: the directory's, then the clients'.
    pub fn problems(&self, colleagues: &Colleagues) -> Vec<Problem> {
        [colleagues.problems.as_slice(), &self.clients.problems].concat()
    }

    /// Whether a record or a row was lost.
    pub fn lost_some(&self, colleagues: &Colleagues) -> bool {
        !self.clients.rejected.is_empty() || colleagues.problems.iter().any(Problem::is_error)
    }
}

//! What `batch --assign` and `plan` begin with: a caseload shared out among the colleagues of the directory.

use super::Exit;
use super::caseload::acquainted::avoided;
use super::caseload::{Caseload, PART, Walked};
use super::edge::Edge;
use super::interrupt::Interrupt;
use super::output::{self, Refused};
use clap::ArgMatches;
use refer::assign::caseload::{Known, Openings, Shared, share_out};
use refer::client::Client;
use refer::colleague::{Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::problem::Problem;
use refer::ranking::Ranking;
use refer::render::assigned::Assigned;
use refer::score::{Changed, Panel, Wanted, rank_all};
use refer::store::{self, Records};
use refer::text::clean;
use refer::weights::Weights;
use std::path::{Path, PathBuf};

/// A caseload, and who goes to whom.
pub struct Placing {
    /// The clients and the directory.
    pub caseload: Caseload,
    /// Who goes to whom.
    pub assigned: Assigned,
    /// Everything that was wrong: the directory's, then the clients'.
    pub problems: Vec<Problem>,
}

/// Reads clients and colleagues, and shares them out; `check` may refuse before the long work begins.
///
/// `None` where nothing can be answered: no colleague or no client can be read.
///
/// # Errors
/// A file cannot be read, or what is in it leaves nothing sure.
pub fn place(
    args: &ArgMatches,
    edge: &Edge,
    check: impl FnOnce(&Caseload) -> anyhow::Result<()>,
) -> anyhow::Result<Option<Placing>> {
    // Nothing is half done before the answer is written: until then, an interruption ends it at once.
    Interrupt::watch()?;
    let caseload = Caseload::read(args, edge)?;
    check(&caseload)?;
    let Some((shared, problems)) = share(&caseload, edge)? else { return Ok(None) };
    let clients = &caseload.clients;
    let codes = clients.clients.iter().map(|(client, _)| client.code.clone()).collect();
    let assigned = Assigned::new(shared, codes, clients.lines.clone(), clients.rejected.clone());
    let problems = [problems, clients.problems.clone()].concat();
    Ok(Some(Placing { caseload, assigned, problems }))
}

/// The file that an answer goes to, instead of the screen.
pub fn file(args: &ArgMatches) -> Option<&PathBuf> {
    args.get_one::<PathBuf>("output").filter(|file| file.as_os_str() != "-")
}

/// What the name of a file ends in.
pub fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_string_lossy().to_ascii_lowercase())
}

/// Said of a file whose name promises what is not written.
pub fn no_such_ending(file: Option<&PathBuf>, ending: &str, hint: &str) -> Problem {
    let shown = file.map(|file| file.display().to_string()).unwrap_or_default();
    Problem::error(shown, format!("this cannot be written as .{ending}")).hint(hint)
}

/// Refuses a file that must not be written, before the work is done.
pub fn may_write(args: &ArgMatches, caseload: &Caseload) -> anyhow::Result<()> {
    let Some(file) = file(args) else { return Ok(()) };
    let allowed = caseload.loaded.store.may_write_beside(file, &caseload.path, args.get_flag("force"));
    allowed.map(drop).map_err(|problem| Refused::from(problem).into())
}

impl Placing {
    /// Writes the answer to the file or to the screen, and says how it ended.
    pub fn write(&self, args: &ArgMatches, text: &str) -> anyhow::Result<Exit> {
        match file(args) {
            None => output::to_stdout(text)?,
            Some(file) => {
                store::write_private_file(file, |out| out.write_all(text.as_bytes())).map_err(Refused::from)?;
                let placed = self.assigned.placed();
                let shown = file.display().to_string();
                output::to_stdout(&format!("written: {} ({placed})\n", clean(&shown)))?;
            }
        }
        Ok(match self.left_somebody() {
            _ if self.lost_some() => Exit::SomeRejected,
            true => Exit::Nobody,
            false => Exit::Done,
        })
    }

    /// Whether a record or a row was lost.
    fn lost_some(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }

    /// Whether somebody has no place.
    fn left_somebody(&self) -> bool {
        self.assigned.shared.placed() < self.assigned.shared.placements.len()
    }
}

fn share(caseload: &Caseload, edge: &Edge) -> anyhow::Result<Option<(Shared, Vec<Problem>)>> {
    let clients = caseload.clients.clients.as_slice();
    let (me, vocabulary) = (&caseload.loaded.config.me, &caseload.loaded.vocabulary);
    let work = |records: &mut Records| {
        let mut openings = Vec::new();
        let watched = Watched { source: records, openings: &mut openings };
        let panel = Panel::read(watched, clients, me, vocabulary, &Wanted::shortlist(0));
        // The panel numbers its colleagues by their ids.
        openings.sort_by(|a, b| a.0.cmp(&b.0));
        let openings = openings.into_iter().map(|(_, openings)| openings).collect();
        let avoided = avoided(clients).into_iter().filter(|name| panel.knows(name)).collect();
        (panel, Known { openings, avoided })
    };
    let walked = caseload.walk(edge, work, |_| &[])?;
    let Some(Walked { outcome: (panel, known), recalled, problems }) = walked else { return Ok(None) };
    let nobody = |clients: &[(Client, Weights)]| -> Vec<Ranking> {
        let loaded = &caseload.loaded;
        let records = loaded.store.records(vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
        let mut records = records.in_parts(caseload.threads, PART);
        let wanted = Wanted { notices: true, ..Wanted::shortlist(Wanted::default().top) };
        rank_all(&mut records, clients, me, vocabulary, &wanted)
    };
    let shared = share_out(&panel, clients, caseload.setting(&recalled), &known, nobody);
    let changed = |Changed| {
        let folder = caseload.loaded.store.folder.display().to_string();
        Refused::from(Problem::error(folder, "the files of the directory were changed meanwhile").hint("run it again"))
    };
    Ok(Some((shared.map_err(changed)?, problems)))
}

/// Colleagues as they come, with a note of the openings of each, which the panel does not hold.
struct Watched<'a, S> {
    source: S,
    openings: &'a mut Vec<(String, Openings)>,
}

impl<S: Source> Source for Watched<'_, S> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        let Watched { source, openings } = self;
        source.each(&mut |candidate| {
            openings.push(openings_of(candidate));
            visit(candidate);
        });
    }

    fn fold<T: Send>(
        &mut self,
        start: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, &mut dyn Candidate) + Sync,
    ) -> Vec<T> {
        let parts = self.source.fold(
            || (start(), Vec::new()),
            |(made, openings), candidate| {
                openings.push(openings_of(candidate));
                visit(made, candidate);
            },
        );
        let (parts, openings): (Vec<T>, Vec<Vec<(String, Openings)>>) = parts.into_iter().unzip();
        self.openings.extend(openings.into_iter().flatten());
        parts
    }
}

/// The id, and how many clients she can take; what is not understood of it is told, for the whole caseload hangs on it.
fn openings_of(candidate: &mut dyn Candidate) -> (String, Openings) {
    let colleague = candidate.read(FieldSet::of(&[Field::Id]).and(Openings::FIELDS));
    (colleague.id.clone(), Openings::of(colleague))
}

//! `refer import`: a foreign list into the directory.

mod asking;
mod rejects;
mod report;
mod request;
mod writing;

use super::Exit;
use super::edge::{self, Edge};
use super::load::{Loaded, load_or_none};
use super::output::{self, Refused};
use super::progress::Progress;
use clap::{ArgMatches, Command};
use refer::colleague::{Field, FieldSet};
use refer::import::{
    self, Counts, Import, Index, Input, Ledger, Outcome, Plan, RowRead, Sheet, SourceRow, Status, ValueReader,
};
use refer::problem::Problem;
use refer::record::{Cells, Column, Written};
use refer::store::{self, Shelved, Step, Writing};
use rejects::{ROW, Rejects, WHY};
use report::Report;
use request::{Form, Request};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::io::{self, Cursor};
use std::path::PathBuf;
use writing::Decided;

/// Rows from which the columns are learnt.
const LEARNT_FROM: usize = 2_000;

/// Rows from which a second thread is worth its while.
const WORTH_A_THREAD: usize = 1_000;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    request::command(command)
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let request = Request::read(args)?;
    let mut sheet = open(&request)?;
    if request.as_csv {
        return as_csv(sheet.as_mut());
    }
    let loaded = load_or_none(edge)?;
    loaded.require_config()?;
    if !request.is_piped() && loaded.store.reads(&request.file) {
        let problem = Problem::error(request.name(), "this file lies in your directory, so it is read as a part of it");
        return Err(Refused(vec![problem.hint("move it out of the folder, then import it")]).into());
    }
    let rejects = free_for_rejects(&request, &loaded)?;
    let own = request.own_mapping(&loaded.config, sheet.header())?;
    let (positions, first) = import::survey(sheet.as_mut(), LEARNT_FROM)?;
    let has_header = sheet.read_as().header_row.is_some();
    let plan = import::plan(sheet.header(), has_header, &first, &own, &loaded.vocabulary);
    drop(first);
    let mut report = Report::new(&request, edge.screen(&loaded.config), sheet.as_ref(), &plan, positions.len())?;
    if let Some(refusal) = &plan.refused {
        let problem = Problem::error(request.name(), &refusal.message).hint(&refusal.hint);
        if request.dry_run {
            refused(sheet.as_mut(), &positions, &problem, &mut report)?;
        }
        return Err(Refused(vec![problem]).into());
    }
    let mut list =
        List { request: &request, edge, loaded: &loaded, plan: &plan, sheet: sheet.as_mut(), positions, rejects };
    let ended = if request.dry_run {
        list.bring_in(&mut report, None).map_err(anyhow::Error::from)?
    } else {
        let step = Step { what: format!("import of {}", request.name()), day: edge.as_of };
        let fresh = loaded.store.begin().map_err(Refused::from)?;
        let work = |writing: &mut Writing| list.bring_in(&mut report, Some(writing)).map_err(Stopped::into_problems);
        let ended = loaded.store.write(&step, work).map_err(Refused)?;
        fresh.keep();
        ended
    };
    output::problems(&ended.problems, output::MOST_PROBLEMS);
    report.close(ended.counts, &ended.done)?;
    Ok(if ended.counts.rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

/// Shows what was read of a list that is refused, so that a script can see why.
fn refused(sheet: &mut dyn Sheet, positions: &[u64], problem: &Problem, report: &mut Report) -> io::Result<()> {
    for &position in positions {
        let row = sheet.at(position)?;
        report.refused(&row, problem)?;
    }
    let rows = positions.len();
    report.close(Counts { read: rows, rejected: rows, ..Counts::default() }, "")
}

/// What an import came to.
struct Ended {
    counts: Counts,
    /// Of the rows that were rejected.
    problems: Vec<Problem>,
    /// What was written, in a sentence.
    done: String,
}

/// Why an import was given up; nothing is written then.
enum Stopped {
    Io(io::Error),
    Refused(Vec<Problem>),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Stopped {
        Stopped::Io(error)
    }
}

impl From<Vec<Problem>> for Stopped {
    fn from(problems: Vec<Problem>) -> Stopped {
        Stopped::Refused(problems)
    }
}

impl From<Stopped> for anyhow::Error {
    fn from(stopped: Stopped) -> anyhow::Error {
        match stopped {
            Stopped::Io(error) => error.into(),
            Stopped::Refused(problems) => Refused(problems).into(),
        }
    }
}

impl Stopped {
    fn into_problems(self) -> Vec<Problem> {
        match self {
            Stopped::Io(error) => vec![Problem::error("refer", format!("the import was given up: {error}"))],
            Stopped::Refused(problems) => problems,
        }
    }
}

/// A list that is understood, and the directory it is meant for.
struct List<'a> {
    request: &'a Request,
    edge: &'a Edge,
    loaded: &'a Loaded,
    plan: &'a Plan,
    sheet: &'a mut dyn Sheet,
    positions: Vec<u64>,
    /// Where rejected rows go.
    rejects: PathBuf,
}

/// The columns that the records of a list fill.
#[derive(Default)]
struct Filled {
    fields: FieldSet,
    extras: FxHashSet<String>,
}

impl Filled {
    fn add(&mut self, written: &Written) {
        self.fields = self.fields.and(written.present());
        for (key, _) in written.extras() {
            if !self.extras.contains(key) {
                self.extras.insert(key.to_owned());
            }
        }
    }

    /// All of them, and the one of the id, in their order.
    fn all(self) -> Vec<Column> {
        let fields = self.fields.and(FieldSet::of(&[Field::Id])).iter().map(Column::Field);
        let mut columns: Vec<Column> = fields.chain(self.extras.into_iter().map(Column::Extra)).collect();
        columns.sort();
        columns
    }
}

/// Where rejected rows go: a file that is not there yet, for an earlier one may have been mended.
fn free_for_rejects(request: &Request, loaded: &Loaded) -> anyhow::Result<PathBuf> {
    if !request.skip_bad || request.dry_run {
        return Ok(request.rejects_path(1));
    }
    let mut count = 1;
    loop {
        let path = request.rejects_path(count);
        match loaded.store.may_export_to(&path, false) {
            Ok(()) => return Ok(path),
            Err(_) if path.is_file() && request.rejects.is_none() => count += 1,
            Err(problem) => return Err(Refused(vec![problem.hint("name another file with --rejects")]).into()),
        }
    }
}

impl List<'_> {
    /// Decides every row, and writes what comes of it where there is something to write to.
    fn bring_in(&mut self, report: &mut Report, writing: Option<&mut Writing>) -> Result<Ended, Stopped> {
        let List { request, edge, loaded, plan, sheet, positions, rejects: path } = self;
        let (named, _) = edge.directory().map_err(|_| Vec::new())?;
        let mut index = Index::default();
        let mut shelf = Shelved::open(&loaded.store, &mut index)?;
        // Who stands in a record that cannot be read would come in a second time.
        let broken: Vec<Problem> = shelf.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
        if !broken.is_empty() {
            return Err(broken.into());
        }
        let mut values = ValueReader::new(&loaded.vocabulary);
        let name = request.name();
        let mut read = |row: &SourceRow| understood(&name, plan, row, &mut values);
        let mut progress = Progress::new(edge, "import", positions.len());
        let (header, rows) = (sheet.header().to_vec(), positions.len());
        let mut ledger = writing.as_ref().and_then(|writing| writing.ledger());
        let import = Import::new(*sheet, std::mem::take(positions), &mut read, &mut shelf, index, request.prefer);
        let mut import = import.with_ledger(ledger.as_mut().map(|ledger| ledger as &mut dyn Ledger));
        import.tells_all_ids = request.form == Form::Json;
        let (mut columns, mut problems, mut rejects) = (Filled::default(), Vec::new(), Rejects::new(&header));
        let mut each = |outcome: &Outcome, row: &SourceRow, theirs: &Written| -> io::Result<()> {
            progress.step();
            if outcome.status == Status::Rejected {
                let told = outcome.problems.iter().filter(|problem| problem.is_error());
                problems.extend(told.map(|problem| Problem { file: name.clone(), ..problem.clone() }));
                rejects.add(row, outcome);
            } else {
                columns.add(theirs);
            }
            report.row(outcome, row, theirs)
        };
        let can_ask = edge.can_ask && !request.dry_run && !request.is_piped();
        let mut ahead_values = ValueReader::new(&loaded.vocabulary);
        let mut ahead = |row: &SourceRow| understood(&name, plan, row, &mut ahead_values);
        if edge.threads > 1 && rows >= WORTH_A_THREAD {
            import.walk_ahead(&mut ahead, &mut asking::asker(can_ask), &mut each)?;
        } else {
            import.walk(&mut asking::asker(can_ask), &mut each)?;
        }
        drop(progress);
        let counts = import.counts;
        let Some(writing) = writing else { return Ok(Ended { counts, problems, done: String::new() }) };
        if counts.rejected > 0 {
            let shown = path.display();
            if !request.skip_bad {
                let rows = if counts.rejected == 1 {
                    "1 row was".to_owned()
                } else {
                    format!("{} rows were", counts.rejected)
                };
                let message = format!("{rows} rejected, so nothing was written");
                let hint = format!("mend the list; or --skip-bad imports the others and puts these into {shown}");
                problems.push(Problem::error(&name, message).hint(hint));
                report.close(counts, "")?;
                return Err(problems.into());
            }
            store::write_file(path, |out| out.write_all(rejects.text().as_bytes())).map_err(|problem| vec![problem])?;
        }
        let columns = columns.all();
        let target = match &request.into {
            Some(file) => loaded.store.named_file(file, "--into").map_err(|problem| vec![problem])?,
            None => loaded.store.for_new_ones(named),
        };
        let mut done = Decided::new(import, columns, edge).write(writing, &target)?;
        if request.remember {
            writing::remember(writing, &request.columns)?;
        }
        if counts.rejected > 0 {
            done.push_str(&format!(
                "the rejected rows are in {}: mend them there and import that file\n",
                path.display()
            ));
        }
        Ok(Ended { counts, problems, done })
    }
}

/// Opens the list that was named.
fn open(request: &Request) -> anyhow::Result<Box<dyn Sheet>> {
    let input: Box<dyn Input> = if request.is_piped() {
        Box::new(Cursor::new(edge::stdin_bytes()?))
    } else {
        store::open_foreign(&request.file).map_err(Refused::from)?
    };
    Ok(import::open_as(&request.name(), input, request.sheet.as_deref(), request.no_header).map_err(Refused::from)?)
}

/// Prints a list as it was read.
fn as_csv(sheet: &mut dyn Sheet) -> anyhow::Result<Exit> {
    output::stream(|out| {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        if !sheet.header().is_empty() {
            writer.write_record(sheet.header().iter().map(|name| shown(name).into_owned())).map_err(plain)?;
        }
        let mut failed = None;
        sheet.each(&mut |row| {
            if failed.is_none() {
                failed = writer.write_record(row.cells.iter().map(|cell| shown(cell).into_owned())).err();
            }
        })?;
        failed.map_or(Ok(()), |error| Err(plain(error)))?;
        writer.flush()
    })?;
    Ok(Exit::Done)
}

/// A cell as it stands, without what a terminal would obey.
fn shown(cell: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\r' | '\t') || !refer::text::is_unsafe(c);
    if cell.chars().all(is_kept) {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(cell.chars().filter(|&c| is_kept(c)).collect())
    }
}

/// The error of the system behind one of the writer, so that a closed pipe is known as one.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A row of the list as a record, with what could not be read told by line and cell.
fn understood(name: &str, plan: &Plan, row: &SourceRow, values: &mut ValueReader) -> RowRead {
    // What an earlier import wrote beside the rows is for the person who mends them.
    let is_aside = |i: &usize| plan.columns.get(*i).is_some_and(|column| [WHY, ROW].contains(&column.header.as_str()));
    let mut row = Cow::Borrowed(row);
    for i in (0..row.cells.len()).filter(is_aside) {
        row.to_mut().cells[i].clear();
    }
    let import::Understood { written, troubles, rejected } = import::record(plan, &row, values);
    let header = |column: usize| plan.columns.get(column).map_or("", |column| column.name());
    let mut problems: Vec<Problem> = troubles
        .into_iter()
        .map(|trouble| {
            let message = format!("{}: {}", header(trouble.column), trouble.message);
            let problem = Problem::warning(name, message).at(row.line, trouble.column + 1);
            let field = trouble.field.map(|field| field.key().to_owned());
            Problem { field, hint: trouble.hint, ..problem }
        })
        .collect();
    let is_rejected = rejected.is_some();
    if let Some(rejected) = rejected {
        let column = rejected.column.map_or(1, |column| column + 1);
        problems.push(Problem::error(name, rejected.message).at(row.line, column).field("name").hint(rejected.hint));
    }
    RowRead { written, problems, is_rejected }
}

//! `refer batch`: rank colleagues for each client of a file.

mod answers;
mod assign;

use super::Exit;
use super::arguments::{flag, json_arg, top, top_arg, wants};
use super::caseload::{self, Caseload, Colleagues};
use super::edge::Edge;
use super::interrupt::Interrupt;
use super::output::{self, Refused};
use super::progress::Progress;
use answers::{Answers, Form};
use clap::{Arg, ArgMatches, Command};
use refer::problem::Problem;
use refer::render::table::Detail;
use refer::render::words;
use refer::score::{Changed, Wanted};
use refer::store;
use refer::text::clean;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .long_about(
            "Ranks the colleagues of your directory for each client of a CSV file, a client a row. The columns are the \
             flags of refer suggest: client, reason, concern, near … as many as you need, in any order. In a cell, ; \
             stands between several values: ptsd;dissociation.\n\n\
             A row that cannot be read is named with its line and column, and the others are answered. A column that \
             is no flag is an error: a need that nobody reads would be missed.\n\n\
             With --assign, each client gets one colleague, no colleague more clients than openings, and the whole \
             caseload fits as well as it can. Where clients compete, the more urgent comes first: in crisis, \
             complex, severe, then whoever needs to start sooner. Of each class in turn, as many as possible have a \
             place, and then their scores add up to as much as possible. Openings that are not on record count as one.",
        )
        .args(caseload::args())
        .arg(top_arg())
        .arg(
            flag("assign", "share the openings out: one colleague for each client, the best for all of them together")
                .conflicts_with_all(["top", "explain"]),
        )
        .arg(flag("explain", "table: show what each score is made of, and who was left out by what"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(Form::WORDS)
                .hide_possible_values(true)
                .help(
                    "csv, json, ndjson, table or markdown [default: what the name of -o FILE says, else [output] \
                     format of config.toml, else table on a terminal and csv elsewhere]",
                ),
        )
        .arg(json_arg())
        .args(caseload::output_args())
        .after_help(EXAMPLES)
}

const EXAMPLES: &str = "\
Examples:
  A file of clients, for a spreadsheet:
    refer batch clients.csv -o names.csv

    client,concern,severity,near,payer
    C-011,ocd;health-anxiety,severe,02144,Aetna
    C-012,ptsd,,\"Hanover, NH\",

  To read, client by client:
    refer batch clients.csv --format table
    refer batch clients.csv -o names.md

  Thirty clients at once, among colleagues with two openings each:
    refer batch clients.csv --assign
    refer batch clients.csv --assign -o placed.csv

  For a script, a client a line:
    refer batch clients.csv --format ndjson

A client without a code is called by the line, such as “line 4”, and null in JSON. Ctrl-C ends \
after the current client: what was written is whole.

Exit status: 0 done; 1 done, and nobody qualified for some client, or somebody has no place; 2 not done; 3 done, but \
some rows or records were rejected; 130 interrupted.";

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    if args.get_flag("assign") {
        return assign::run(args, edge);
    }
    let interrupt = Interrupt::watch()?;
    let caseload = Caseload::read(args, edge)?;
    let config = &caseload.loaded.config;
    let file = args.get_one::<PathBuf>("output").filter(|file| file.as_os_str() != "-");
    let was_there = match file {
        Some(file) => {
            let force = args.get_flag("force");
            caseload.loaded.store.may_write_beside(file, &caseload.path, force).map_err(Refused::from)?
        }
        None => false,
    };
    let form = Form::of(wants(args), file, config.format, edge.is_on_terminal).map_err(Refused::from)?;
    let detail = Detail { explain: args.get_flag("explain"), everybody: false };
    let listed = form.lists_everybody() || detail.explain;
    let top = top(args, config);
    // Rows have no place for what surrounds the names.
    let wanted = match form {
        Form::Csv => Wanted::shortlist(top),
        _ => Wanted { top, excluded: listed, sensitivity: listed, ..Wanted::default() },
    };
    let Some(mut colleagues) = caseload.colleagues(edge, &wanted)? else { return Ok(Exit::NotDone) };
    let is_on_screen = edge.is_on_terminal && file.is_none();
    let batch = Batch { caseload: &caseload, wanted, interrupt, edge, is_on_screen };
    let mut answers = Answers::new(form, detail, edge.page(&caseload.loaded.config, file), edge.as_of);
    let mut done = 0;
    let Some(file) = file else {
        output::stream(|out| batch.answer(&mut colleagues, &mut answers, out, &mut done))?;
        return Ok(batch.exit(done, &answers, &colleagues, None));
    };
    let written = store::write_private_file(file, |out| {
        batch.answer(&mut colleagues, &mut answers, out, &mut done)?;
        // What was cut short must not take the place of what is whole.
        if batch.is_cut(done) && was_there { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    });
    if !(batch.is_cut(done) && was_there) {
        written.map_err(Refused::from)?;
        let plural = if done == 1 { "" } else { "s" };
        let unread = words::caseload::unread_lines(&caseload.clients.rejected);
        let unread = unread.map(|unread| format!(", {unread}")).unwrap_or_default();
        let shown = file.display().to_string();
        output::to_stdout(&format!("written: {} ({done} client{plural}{unread})\n", clean(&shown)))?;
    }
    Ok(batch.exit(done, &answers, &colleagues, Some(was_there)))
}

/// Said where a colleague cannot be read a second time.
const CHANGED: &str = "the files of the directory were changed meanwhile; run it again";

/// A caseload on its way to its answers.
struct Batch<'a> {
    caseload: &'a Caseload,
    wanted: Wanted,
    interrupt: Interrupt,
    edge: &'a Edge,
    /// Whether the answers go to a terminal.
    is_on_screen: bool,
}

impl Batch<'_> {
    /// Writes the answer for each client, whole, as it comes, and counts them.
    fn answer(
        &self,
        colleagues: &mut Colleagues,
        answers: &mut Answers,
        out: &mut dyn Write,
        done: &mut usize,
    ) -> io::Result<()> {
        let clients = &self.caseload.clients;
        let mut progress =
            Progress::of_clients(self.edge, self.is_on_screen, clients.clients.len(), colleagues.pairs(clients));
        let mut outcome = Ok(());
        let uncoded = clients.clients.iter().filter(|(client, _)| client.code.is_none()).count();
        if answers.tells_by_code() && clients.clients.len() > 1 && uncoded > 0 {
            let note =
                Problem::note(&self.caseload.file, format!("{uncoded} clients have no code to tell their answers by"));
            output::problems(&[note.hint("write codes such as C-014 into a column “client”")], 1);
        }
        self.interrupt.heed();
        let head = answers.head().map_err(io::Error::other)?;
        out.write_all(head.as_bytes())?;
        let (of_all, asides) = if answers.are_rows() { self.caseload.asides(colleagues) } else { Default::default() };
        of_all.iter().for_each(|notice| output::to_stderr(&format!("every client: {}\n", clean(notice))));
        let ranked = self.caseload.rank_each(colleagues, &self.wanted, &mut |i, ranking| {
            let answer = answers
                .one(&clients.called(i), asides.get(i).map_or(&[], Vec::as_slice), ranking)
                .map_err(io::Error::other);
            outcome = answer.and_then(|(text, beside)| {
                progress.aside(|| output::to_stderr(&beside));
                out.write_all(text.as_bytes())?;
                // Whoever watches sees each client as soon as she is answered.
                out.flush()
            });
            if outcome.is_err() {
                return ControlFlow::Break(());
            }
            *done += 1;
            progress.step();
            if self.interrupt.is_asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        outcome?;
        ranked.map_err(|Changed| io::Error::other(CHANGED))?;
        let mut problems = self.caseload.problems(colleagues);
        problems.extend(self.cut(*done));
        let foot = answers.foot(&problems).map_err(io::Error::other)?;
        out.write_all(foot.as_bytes())
    }

    /// Whether clients are left without an answer.
    fn is_cut(&self, done: usize) -> bool {
        done < self.caseload.clients.clients.len()
    }

    /// What is to be said of an answer that was cut short.
    fn cut(&self, done: usize) -> Option<Problem> {
        let all = self.caseload.clients.clients.len();
        let message = format!("interrupted: {done} of {all} clients are answered");
        self.is_cut(done).then(|| Problem::error(&self.caseload.file, message))
    }

    /// How it ended, and what is to be said of it.
    fn exit(&self, done: usize, answers: &Answers, colleagues: &Colleagues, was_there: Option<bool>) -> Exit {
        if let Some(cut) = self.cut(done) {
            let hint = match was_there {
                Some(true) => "the older file was left as it was",
                _ => "what was written is whole; run it again for the others",
            };
            output::problems(&[cut.hint(hint)], 1);
            return Exit::Interrupted;
        }
        let rejected = self.caseload.clients.rejected.len();
        if self.is_on_screen && rejected > 0 {
            // It was told above the answers, which have pushed it out of sight.
            let rows = if rejected == 1 { "1 row was" } else { &format!("{rejected} rows were") };
            output::to_stderr(&format!("\n{}: {rows} not read, as told above\n", clean(&self.caseload.file)));
        }
        match answers.nobody {
            _ if self.caseload.lost_some(colleagues) => Exit::SomeRejected,
            0 => Exit::Done,
            _ => Exit::Nobody,
        }
    }
}

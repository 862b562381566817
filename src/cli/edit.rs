//! `refer edit ID`: one record in an editor.

use super::edge::Edge;
use super::load::{Loaded, load};
use super::output::{self, Refused};
use super::typing::{self, anyway_arg};
use super::{Exit, who};
use clap::{Arg, ArgMatches, Command};
use refer::colleague::Field;
use refer::problem::Problem;
use refer::record::{Change, Written, each_written_toml, write_toml};
use refer::store::{Changed, Scratch, Step};
use refer::text::clean;

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(Arg::new("id").value_name("ID").required(true).help("an id, or a name"))
        .arg(anyway_arg())
        .long_about(
            "Opens what is on record about one colleague in your editor: $VISUAL, else $EDITOR, else vi. Save and close \
             to take the changes over. What cannot be read is said at the top, and the editor opens again; your \
             directory stays as it is until all is well. A CSV directory is edited the same way.",
        )
        .after_help("Examples:\n  refer edit ana-ruiz\n  EDITOR=nano refer edit \"Ana Ruiz\"")
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let whom: Vec<String> = args.get_many("id").into_iter().flatten().cloned().collect();
    let loaded = load(edge)?;
    loaded.require_config()?;
    let ids = who::find(&whom, "refer edit", &loaded, edge)?;
    let id = ids.first().map_or("", String::as_str);
    let Some((file, old)) = loaded.store.find(id) else {
        return Err(Refused(vec![Problem::error(id, "this record cannot be read").hint("refer check says why")]).into());
    };
    let scratch = loaded.store.scratch(id).map_err(Refused::from)?;
    let header = format!(
        "# {}, from {}.\n# Save and close to take your changes over; leave all as it is to change nothing.\n",
        clean(old.text(Field::Name)),
        clean(&file.display().to_string())
    );
    let opened = header + &write_toml(&old);
    let step = Step { what: format!("edit {id}"), day: edge.as_of };
    let record = Record { id, old: &old, step: &step, anyway: args.get_flag("anyway") };
    match record.edited(&opened, scratch, &loaded, edge)? {
        Some((done, notes)) => {
            output::problems(&notes, output::MOST_PROBLEMS);
            output::to_stdout(&typing::said(id, &done))?;
        }
        None => output::to_stdout(&format!("{}: nothing changed\n", clean(id)))?,
    }
    Ok(Exit::Done)
}

/// The record that is edited.
struct Record<'a> {
    id: &'a str,
    old: &'a Written,
    step: &'a Step,
    anyway: bool,
}

/// What came of it, and what is worth a look.
type Edited = Option<(Changed, Vec<Problem>)>;

impl Record<'_> {
    /// Opens the editor until the record can be written; `None` where nothing is to change.
    fn edited(&self, opened: &str, mut scratch: Scratch, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Edited> {
        let (mut text, mut wrong) = (opened.to_owned(), Vec::new());
        loop {
            let shown = comments(&wrong) + &text;
            scratch.write(&shown).map_err(Refused::from)?;
            let ended = edge.open_editor(scratch.path());
            let saved = String::from_utf8_lossy(&scratch.read().map_err(Refused::from)?).into_owned();
            if let Err(mut refused) = ended {
                if saved != opened {
                    scratch.keep();
                    let kept = kept(&scratch);
                    refused.0 = refused.0.into_iter().map(|problem| with_more(problem, &kept)).collect();
                }
                return Err(refused.into());
            }
            if saved.trim().is_empty() || (wrong.is_empty() && saved == shown) {
                return Ok(None);
            }
            if saved == shown {
                scratch.keep();
                let kept = kept(&scratch);
                return Err(Refused(wrong.into_iter().map(|problem| with_more(problem, &kept)).collect()).into());
            }
            text = without_comments(&saved, !wrong.is_empty());
            match self.take_over(&text, loaded, edge) {
                Ok(done) => return Ok(done),
                Err(problems) => wrong = problems,
            }
        }
    }

    /// Writes the record as the text has it.
    fn take_over(&self, text: &str, loaded: &Loaded, edge: &Edge) -> Result<Edited, Vec<Problem>> {
        let (new, mut notes) = read(text)?;
        let changes = Change::between(self.old, &new);
        if changes.is_empty() {
            return Ok(None);
        }
        notes.extend(typing::judged(self.old, &new, loaded, edge, self.anyway)?);
        // Somebody may have changed the record meanwhile: only what was edited is carried over.
        let done = loaded.store.change(self.step, self.id, |current| {
            let mut merged = current.clone();
            changes.iter().for_each(|change| change.apply(&mut merged));
            Ok(merged)
        })?;
        Ok(Some((done, notes)))
    }
}

/// The record of a text, and what is worth a look in it.
fn read(text: &str) -> Result<(Written, Vec<Problem>), Vec<Problem>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    each_written_toml(WHAT, text.as_bytes(), &mut problems, |written, _| found.push(written.clone()));
    let (errors, notes): (Vec<Problem>, Vec<Problem>) = problems.into_iter().partition(Problem::is_error);
    if !errors.is_empty() {
        return Err(errors);
    }
    match <[Written; 1]>::try_from(found) {
        Ok([written]) => Ok((written, notes)),
        Err(found) => {
            let problem = Problem::error(WHAT, format!("there are {} colleagues, not one", found.len()));
            Err(vec![problem.hint("keep one [[colleague]]; refer add and refer remove make more or fewer")])
        }
    }
}

/// What a message calls the text in the editor.
const WHAT: &str = "the record";
/// What begins a line that says what is wrong.
const MARK: &str = "#! ";

/// Says on top what is wrong, so that it is there when the editor opens again.
fn comments(wrong: &[Problem]) -> String {
    if wrong.is_empty() {
        return String::new();
    }
    let count = 1 + wrong.iter().map(|problem| 1 + usize::from(problem.hint.is_some())).sum::<usize>();
    let mut text = String::new();
    for problem in wrong {
        // These lines push down the lines that they speak of.
        let place = match (problem.line, problem.column) {
            (Some(line), Some(column)) => format!("line {}, column {column}", line + count),
            _ => clean(&problem.file).into_owned(),
        };
        text.push_str(&format!("{MARK}{place}: {}\n", clean(&problem.message)));
        if let Some(hint) = &problem.hint {
            text.push_str(&format!("{MARK}  hint: {}\n", clean(hint)));
        }
    }
    format!("{text}{MARK}Correct this and save, or leave all as it is to give up.\n")
}

/// The text without the lines on top that say what is wrong; further down such a line may be part of a note.
fn without_comments(text: &str, has_some: bool) -> String {
    let own = text.lines().skip_while(|line| has_some && line.starts_with(MARK.trim_end()));
    own.map(|line| format!("{line}\n")).collect()
}

fn kept(scratch: &Scratch) -> String {
    format!("what you wrote is kept in {}", scratch.path().display())
}

fn with_more(problem: Problem, more: &str) -> Problem {
    let hint = problem.hint.iter().map(String::as_str).chain([more]).collect::<Vec<_>>().join("; ");
    problem.hint(hint)
}

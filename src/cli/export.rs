//! `refer export`: the directory as CSV, TOML, JSON or vCards.

use super::arguments::flag;
use super::edge::Edge;
use super::load::{Loaded, load};
use super::output::{self, Refused};
use super::{Exit, who};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use refer::problem::Problem;
use refer::record::{Written, csv_header, csv_row, write_toml};
use refer::render::export::{Columns, JSON_FOOT, JSON_HEAD, TOML_HEAD, for_others, json, vcard};
use refer::store;
use refer::text::clean;
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

/// The forms of a list, and how the names of their files end.
const FORMATS: [(&str, &[&str]); 4] =
    [("csv", &["csv"]), ("toml", &["toml"]), ("json", &["json"]), ("vcard", &["vcf", "vcard"])];

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("where to write, or - for the screen [default: -]")
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(FORMATS.map(|(name, _)| name))
                .hide_possible_values(true)
                .help("csv, toml, json or vcard [default: what the name of FILE says, else csv]"),
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("ID")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .help("only this colleague; may be given several times"),
        )
        .arg(flag("private", "with private notes, ties to you, and streets that are not to be shown"))
        .arg(flag("all-columns", "CSV: a column for every key, also where nobody has it"))
        .arg(flag("force", "overwrite FILE"))
        .long_about(
            "Writes the directory for a spreadsheet, an address book or another program. CSV and TOML can be read as a \
             directory again and are the same, word by word, if --private is given. Private notes, what ties somebody to you, \
             and streets that are not to be shown stay at home otherwise.",
        )
        .after_help(
            "Examples:\n  refer export list.csv\n  refer export colleagues.vcf\n  \
             refer export --format json --only ana-ruiz\n  refer export --private backup.toml\n\n\
             Exit status: 0 done; 2 not done; 3 done, but some records could not be read.",
        )
}

/// Runs the command.
pub fn run(args: &ArgMatches, edge: &Edge) -> anyhow::Result<Exit> {
    let format = format(args)?;
    let loaded = load(edge)?;
    output::problems(&loaded.problems, output::MOST_PROBLEMS);
    let typed: Vec<String> = args.get_many("only").into_iter().flatten().cloned().collect();
    let only = if typed.is_empty() { Vec::new() } else { who::find(&typed, "--only", &loaded, edge)? };
    let list = List { loaded: &loaded, only, private: args.get_flag("private") };
    let every = args.get_flag("all-columns");
    let file = file(args);
    if let Some(file) = file {
        loaded.store.may_export_to(file, args.get_flag("force")).map_err(Refused::from)?;
    }
    let (mut count, mut problems) = (0, Vec::new());
    let write = |out: &mut dyn Write| {
        problems = list.write(format, every, out, &mut count)?;
        // An empty list must not take the place of an older one because nothing could be read.
        let is_lost = file.is_some() && count == 0 && problems.iter().any(Problem::is_error);
        if is_lost { Err(io::Error::other("no colleague can be read")) } else { Ok(()) }
    };
    let written = match file {
        Some(file) => store::write_file(file, write).map_err(|problem| Refused::from(problem).into()),
        None => output::stream(write),
    };
    output::problems(&problems, usize::MAX);
    written?;
    if let Some(file) = file {
        let plural = if count == 1 { "" } else { "s" };
        output::to_stdout(&format!("written: {} ({count} colleague{plural})\n", clean(&file.display().to_string())))?;
    }
    let lost_some = problems.iter().any(Problem::is_error);
    Ok(match count {
        0 if lost_some => Exit::NotDone,
        _ if lost_some => Exit::SomeRejected,
        _ => Exit::Done,
    })
}

/// The file that was named; `-` is the screen.
fn file(args: &ArgMatches) -> Option<&PathBuf> {
    args.get_one::<PathBuf>("file").filter(|file| file.as_os_str() != "-")
}

/// The format that was asked for, or that the name of the file says.
fn format(args: &ArgMatches) -> anyhow::Result<&'static str> {
    let known = |name: &String| FORMATS.iter().find(|(known, _)| known == name).map(|(known, _)| *known);
    if let Some(format) = args.get_one::<String>("format").and_then(known) {
        return Ok(format);
    }
    let Some(file) = file(args) else { return Ok("csv") };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = FORMATS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
    let unclear = || {
        let problem = Problem::error(file.display().to_string(), "the name does not say how it is to be written");
        Refused(vec![problem.hint("let it end in .csv, .toml, .json or .vcf, or say --format")])
    };
    Ok(format.ok_or_else(unclear)?.0)
}

/// What is written.
struct List<'a> {
    loaded: &'a Loaded,
    /// The ids of those who are wanted; everybody where there is none.
    only: Vec<String>,
    private: bool,
}

impl List<'_> {
    /// Writes the list record by record, counts them, and tells which could not be read.
    fn write(&self, format: &str, every: bool, out: &mut dyn Write, count: &mut usize) -> io::Result<Vec<Problem>> {
        match format {
            "toml" => {
                out.write_all(TOML_HEAD.as_bytes())?;
                self.each(out, count, |written, _| Ok(format!("\n{}", write_toml(written))))
            }
            "json" => {
                out.write_all(JSON_HEAD.as_bytes())?;
                let problems = self.each(out, count, |written, first| {
                    Ok(format!("{}{}", if first { "" } else { "," }, json(written)?))
                })?;
                out.write_all(JSON_FOOT.as_bytes()).map(|()| problems)
            }
            "vcard" => self.each(out, count, |written, _| Ok(vcard(written))),
            _ => {
                let mut columns = Columns::default();
                self.each(&mut io::sink(), &mut 0, |written, _| {
                    columns.add(written);
                    Ok(String::new())
                })?;
                let (fields, extras) = (columns.fields(every, self.private), columns.extras());
                out.write_all(csv_header(&fields, extras).as_bytes())?;
                self.each(out, count, |written, _| Ok(csv_row(written, &fields, extras)))
            }
        }
    }

    /// Writes the text of each record that is wanted.
    fn each(
        &self,
        out: &mut dyn Write,
        count: &mut usize,
        mut text: impl FnMut(&Written, bool) -> io::Result<String>,
    ) -> io::Result<Vec<Problem>> {
        let mut outcome = Ok(());
        let problems = self.loaded.store.each_written(|_, written, _| {
            if outcome.is_err() || !(self.only.is_empty() || self.only.contains(&written.id())) {
                return;
            }
            let shown = if self.private { Cow::Borrowed(written) } else { for_others(written) };
            outcome = text(&shown, *count == 0).and_then(|text| out.write_all(text.as_bytes()));
            *count += 1;
        });
        outcome.map(|()| problems)
    }
}

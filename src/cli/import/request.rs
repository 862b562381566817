//! What was asked of an import.

use super::rejects::WHO;
use crate::cli::arguments::{flag, format_arg, json_arg, wants};
use crate::cli::output::Refused;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use refer::colleague::Field;
use refer::import::{OwnMapping, Prefer};
use refer::nearest::nearest;
use refer::problem::{Problem, did_you_mean};
use refer::record::Config;
use refer::text::fold;
use std::path::{Path, PathBuf};

/// The name under which standard input is asked for.
const PIPED: &str = "-";

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a person.
    Table,
    /// One document for scripts.
    Json,
    /// The list as records of ours.
    Csv,
}

/// Everything that was asked.
pub struct Request {
    /// The list; `-` is standard input.
    pub file: PathBuf,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The first row is one of a colleague.
    pub no_header: bool,
    /// Only show the file as it was read.
    pub as_csv: bool,
    /// Only show what would be done.
    pub dry_run: bool,
    /// How the answer is written.
    pub form: Form,
    /// Import the other rows where some are rejected.
    pub skip_bad: bool,
    /// Who wins where the directory was edited by hand.
    pub prefer: Prefer,
    /// Remember what was said of columns.
    pub remember: bool,
    /// Where rejected rows go, if it was said.
    pub rejects: Option<PathBuf>,
    /// The file of the directory that takes new colleagues, if it was said.
    pub into: Option<String>,
    /// What was said of columns.
    pub columns: Vec<(String, String)>,
}

/// The flags of the command.
pub fn command(command: Command) -> Command {
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        let arg = Arg::new(name).value_name(value).help(help).value_hint(ValueHint::FilePath);
        arg.value_parser(clap::value_parser!(PathBuf))
    };
    command
        .arg(
            path(
                "file",
                "FILE",
                "a list: CSV or other text, an Excel workbook, or contacts (vCard); - reads standard input",
            )
            .required(true),
        )
        .arg(flag("dry-run", "show what would be done, and write nothing"))
        .arg(flag("as-csv", "print the file as it was read: its own columns, as plain CSV").conflicts_with("dry-run"))
        .arg(
            Arg::new("map")
                .long("map")
                .value_name("COLUMN=FIELD")
                .help("take their column for this field; FIELD - keeps it as it is; repeatable")
                .action(ArgAction::Append),
        )
        .arg(flag("remember", "write what --map says into config.toml, for the next list").requires("map"))
        .arg(Arg::new("sheet").long("sheet").value_name("NAME").help("the sheet of a workbook to take"))
        .arg(flag(
            "no-header",
            "the list names no columns: its first row is a colleague, and they are column_1, column_2 …",
        ))
        .arg(flag("overwrite", "let the list win where you edited a record by hand"))
        .arg(flag("skip-bad", "import the sound rows where others are rejected"))
        .arg(
            path("rejects", "FILE", "where rejected rows go [default: FILE.rejected.csv beside the list]")
                .long("rejects"),
        )
        .arg(
            Arg::new("into")
                .long("into")
                .value_name("FILE")
                .help("the file of your directory that takes new colleagues"),
        )
        .arg(format_arg(&["table", "json", "csv"]))
        .arg(json_arg())
        .long_about(
            "Brings a list of colleagues in, whatever it looks like: its encoding, its columns and its words are \
             recognized, and what is not stays under its own name. A colleague who is known already is recognized by \
             NPI, else e-mail, else name and phone, else name and place, and what you edited by hand stays. \
             The same list a second time changes nothing.",
        )
        .after_help(
            "Examples:\n  refer import list.csv --dry-run          look first\n  refer import list.csv\n  \
             refer import contacts.vcf --dry-run --json\n  refer import roster.xlsx --sheet Therapists\n  \
             refer import list.csv --map \"Good with=specialties\" --remember\n\n\
             Exit status: 0 done; 2 nothing was written; 3 done, and some rows were rejected.",
        )
}

impl Request {
    /// Reads the flags.
    pub fn read(args: &ArgMatches) -> anyhow::Result<Request> {
        let path = |name: &str| args.get_one::<PathBuf>(name).cloned();
        let form = match wants(args) {
            Some("json") => Form::Json,
            Some("csv") => Form::Csv,
            _ => Form::Table,
        };
        let dry_run = args.get_flag("dry-run");
        if form == Form::Csv && !dry_run {
            let problem = Problem::error("--format csv", "the list as our CSV is shown by --dry-run only");
            return Err(Refused(vec![problem.hint("add --dry-run, or write --format json")]).into());
        }
        let mut columns = Vec::new();
        for text in args.get_many::<String>("map").into_iter().flatten() {
            columns.push(OwnMapping::pair(text).ok_or_else(|| {
                let problem = Problem::error("--map", format!("“{text}” is no pair of a column and a field"));
                Refused(vec![problem.hint("write it as --map \"Good with=specialties\"")])
            })?);
        }
        Ok(Request {
            file: path("file").unwrap_or_else(|| PathBuf::from(PIPED)),
            sheet: args.get_one::<String>("sheet").cloned(),
            no_header: args.get_flag("no-header"),
            as_csv: args.get_flag("as-csv"),
            dry_run,
            form,
            skip_bad: args.get_flag("skip-bad"),
            prefer: if args.get_flag("overwrite") { Prefer::List } else { Prefer::Directory },
            remember: args.get_flag("remember"),
            rejects: path("rejects"),
            into: args.get_one::<String>("into").cloned(),
            columns,
        })
    }

    /// Whether the list comes from standard input.
    pub fn is_piped(&self) -> bool {
        self.file == Path::new(PIPED)
    }

    /// The list as it is named in messages.
    pub fn name(&self) -> String {
        if self.is_piped() { "standard input".to_owned() } else { self.file.display().to_string() }
    }

    /// Where rejected rows go; the name that is made for them has a number from the second on.
    pub fn rejects_path(&self, count: usize) -> PathBuf {
        let beside = || {
            let stem = self.file.file_stem().filter(|_| !self.is_piped()).map(|stem| stem.to_string_lossy());
            let stem = stem.unwrap_or("import".into());
            let number = if count == 1 { String::new() } else { format!("-{count}") };
            self.file.with_file_name(format!("{stem}.rejected{number}.csv"))
        };
        self.rejects.clone().unwrap_or_else(beside)
    }

    /// What is known of the columns of this list: from the configuration, and what was said now.
    ///
    /// # Errors
    /// What was said now is of no column, or goes to no field.
    pub fn own_mapping(&self, config: &Config, header: &[String]) -> anyhow::Result<OwnMapping> {
        let is_there = |column: &str| header.iter().any(|name| fold(name.trim()) == fold(column.trim()));
        let missing = self.columns.iter().filter(|(column, _)| !is_there(column)).map(|(column, _)| {
            let near = nearest(column, header.iter().map(String::as_str));
            let hint = did_you_mean(&near).unwrap_or_else(|| "--dry-run shows the columns of the list".to_owned());
            Problem::error("--map", format!("the list has no column “{column}”")).hint(hint)
        });
        let mut problems: Vec<Problem> = missing.collect();
        // What is remembered of other lists says nothing of this one.
        let remembered = config.columns.iter().filter(|(column, _)| is_there(column));
        let mended =
            header.iter().find(|name| name.trim() == WHO).map(|_| (WHO.to_owned(), Field::Id.key().to_owned()));
        let pairs: Vec<_> = remembered.chain(&self.columns).cloned().chain(mended).collect();
        let (own, unread) = OwnMapping::read(&pairs);
        problems.extend(unread);
        if problems.is_empty() { Ok(own) } else { Err(Refused(problems).into()) }
    }
}

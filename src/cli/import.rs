//! `refer import`: a foreign list into the directory.

use super::Exit;
use super::arguments::flag;
use super::edge;
use super::output::{self, Refused};
use clap::{Arg, ArgMatches, Command, ValueHint};
use refer::import::{self, Input, Sheet};
use refer::store;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The flags of the command.
pub fn command(command: Command) -> Command {
    command
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("a list: CSV or other text, an Excel workbook, or contacts (vCard); - reads standard input")
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(PathBuf))
                .required(true),
        )
        .arg(Arg::new("sheet").long("sheet").value_name("NAME").help("the sheet of a workbook to take"))
        .arg(flag("as-csv", "print the file as it was read: its own columns, as plain CSV"))
}

/// Runs the command.
pub fn run(args: &ArgMatches) -> anyhow::Result<Exit> {
    as_csv(open(args)?)
}

/// Opens the list that was named.
fn open(args: &ArgMatches) -> anyhow::Result<Box<dyn Sheet>> {
    let path = args.get_one::<PathBuf>("file").map_or(Path::new("-"), PathBuf::as_path);
    let sheet = args.get_one::<String>("sheet").map(String::as_str);
    let (name, input): (String, Box<dyn Input>) = if path == Path::new("-") {
        ("standard input".to_owned(), Box::new(Cursor::new(edge::stdin_bytes()?)))
    } else {
        (path.display().to_string(), store::open_foreign(path).map_err(Refused::from)?)
    };
    Ok(import::open(&name, input, sheet).map_err(Refused::from)?)
}

/// Prints a list as it was read.
fn as_csv(mut sheet: Box<dyn Sheet>) -> anyhow::Result<Exit> {
    output::stream(|out| {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        if !sheet.header().is_empty() {
            writer.write_record(sheet.header())?;
        }
        let mut failed = None;
        sheet.each(&mut |row| {
            if failed.is_none() {
                failed = writer.write_record(&row.cells).err();
            }
        })?;
        failed.map_or(Ok(()), Err)?;
        writer.flush()
    })?;
    Ok(Exit::Done)
}

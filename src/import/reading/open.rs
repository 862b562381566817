//! Which kind of file it is, by what it holds and not only by its name.

use super::contact;
use super::text::TextSheet;
use super::workbook::{self, Format};
use super::{Input, Sheet};
use crate::problem::Problem;
use std::io::{self, Read, Seek};

/// Opens a foreign list: text with any delimiter, a workbook, or contacts. `name` is only told in problems;
/// `sheet` names the sheet of a workbook, else the one that looks most like a list of people is taken.
///
/// # Errors
/// It cannot be read, or is no list.
pub fn open(name: &str, input: Box<dyn Input>, sheet: Option<&str>) -> Result<Box<dyn Sheet>, Problem> {
    open_as(name, input, sheet, false)
}

/// The same, where somebody may know that the list names no columns: its first row is one of a colleague then.
///
/// # Errors
/// It cannot be read, or is no list.
pub fn open_as(
    name: &str,
    mut input: Box<dyn Input>,
    sheet: Option<&str>,
    is_headless: bool,
) -> Result<Box<dyn Sheet>, Problem> {
    let start = beginning(&mut input).map_err(|error| unreadable(name, &error))?;
    let workbook = |input, format| -> Result<Box<dyn Sheet>, Problem> {
        Ok(Box::new(workbook::open(name, input, format, sheet, is_headless)?))
    };
    if start.starts_with(b"PK\x03\x04") {
        return workbook(input, if holds(&start, OPEN_DOCUMENT) { Format::Ods } else { Format::Xlsx });
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        return workbook(input, Format::Xls);
    }
    if is_contacts(&start) {
        let bytes = whole(input).map_err(|error| unreadable(name, &error))?;
        return Ok(Box::new(contact::open(&bytes)));
    }
    if let Some((what, hint)) = other_kind(&start) {
        return Err(Problem::error(name, format!("this is {what} and no list")).hint(hint));
    }
    let text = TextSheet::open(input, is_headless).map_err(|error| unreadable(name, &error))?;
    Ok(Box::new(text))
}

/// Whether the file begins with a contact, in letters of one byte or two.
fn is_contacts(start: &[u8]) -> bool {
    let plain: Vec<u8> = start.iter().copied().filter(|byte| byte.is_ascii() && *byte != 0).take(1024).collect();
    let begin = plain.trim_ascii_start().get(..CONTACT.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(CONTACT))
}

const CONTACT: &[u8] = b"BEGIN:VCARD";
/// A bound on the contacts that are held.
const MOST_CONTACTS: u64 = 1 << 28;

fn whole(input: Box<dyn Input>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MOST_CONTACTS + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_CONTACTS {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "there are too many contacts in one file"));
    }
    Ok(bytes)
}

/// How much of a file is looked at to tell its kind.
const LOOKED_AT: u64 = 4096;
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn beginning(input: &mut Box<dyn Input>) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    input.rewind()?;
    input.take(LOOKED_AT).read_to_end(&mut start)?;
    input.rewind()?;
    Ok(start)
}

fn holds(text: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(text, word).is_some()
}

/// What people send instead of a list, and what to do with it.
fn other_kind(start: &[u8]) -> Option<(&'static str, &'static str)> {
    let text: Vec<u8> = start.trim_ascii_start().to_ascii_lowercase();
    let table = "copy the table into a spreadsheet and save it as CSV";
    if start.starts_with(b"%PDF") {
        Some(("a PDF", table))
    } else if start.starts_with(b"{\\rtf") {
        Some(("a text document (RTF)", table))
    } else if text.starts_with(b"<!doctype html") || text.starts_with(b"<html") || text.starts_with(b"<table") {
        Some(("a web page", "open it in a spreadsheet and save it as CSV"))
    } else if text.starts_with(b"<?xml") {
        Some(("XML", "open it in a spreadsheet and save it as CSV"))
    } else if is_json(&text) {
        Some(("JSON", "open it in a spreadsheet or ask for the list as CSV"))
    } else if [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8"].iter().any(|magic| start.starts_with(magic)) {
        Some(("a picture", "ask for the list as a spreadsheet or CSV"))
    } else {
        None
    }
}

/// Whether a text begins as a list of records in JSON; a cell that holds some JSON stands in a line of other cells.
fn is_json(text: &[u8]) -> bool {
    let after = |open: &[u8]| text.strip_prefix(open).map(<[u8]>::trim_ascii_start);
    let opens_record = |rest: &[u8]| rest.starts_with(b"{");
    after(b"[").is_some_and(opens_record) || (text.starts_with(b"{\n") || text.starts_with(b"{\r"))
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or(&said).to_lowercase();
    let hint = match error.kind() {
        io::ErrorKind::InvalidData => "name a list as CSV or other text, an Excel workbook, or contacts (.vcf)",
        io::ErrorKind::FileTooLarge => "save it in smaller parts, or as CSV in UTF-8",
        _ => "check that it is there and can be read",
    };
    Problem::error(name, format!("this cannot be read: {said}")).hint(hint)
}

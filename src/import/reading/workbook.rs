//! Workbooks: the sheet that looks most like a list of people, as rows of text.

use super::grid::{self, Grid};
use super::head;
use super::held::HeldSheet;
use super::{Input, ReadAs};
use crate::problem::{Problem, did_you_mean};
use calamine::{Ods, Reader, SheetType, SheetVisible, Xls, Xlsx, XlsxError};

/// Which program's file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// Excel since 2007.
    Xlsx,
    /// Excel before.
    Xls,
    /// LibreOffice.
    Ods,
}

/// Opens a workbook and takes one sheet of it.
///
/// # Errors
/// It cannot be read, has no sheet of that name, or holds nothing.
pub(super) fn open(
    name: &str,
    input: Box<dyn Input>,
    format: Format,
    sheet: Option<&str>,
    is_headless: bool,
) -> Result<HeldSheet, Problem> {
    let (encoding, mut grids) = match format {
        Format::Xlsx => ("xlsx", xlsx(name, input, sheet)?),
        Format::Xls => {
            let mut book = Xls::new(input).map_err(|error| broken(name, &error.to_string()))?;
            ("xls", plain(name, &mut book, sheet)?)
        }
        Format::Ods => {
            let mut book = Ods::new(input).map_err(|error| broken(name, &error.to_string()))?;
            ("ods", plain(name, &mut book, sheet)?)
        }
    };
    let best = (0..grids.len()).max_by_key(|&at| (likeness(&grids[at]), std::cmp::Reverse(at)));
    let Some(best) = best.filter(|&best| !grids[best].records.is_empty()) else {
        return Err(Problem::error(name, "there is nothing in this workbook").hint("name another file"));
    };
    let others: Vec<String> = (grids.iter().enumerate())
        .filter(|(at, grid)| *at != best && grid.records.len() > 1)
        .map(|(_, grid)| format!("“{}”", grid.name))
        .collect();
    let mut grid = grids.swap_remove(best);
    let mut read_as = ReadAs {
        encoding: encoding.to_owned(),
        sheet: Some(grid.name.clone()),
        blank: grid.blank,
        ..ReadAs::default()
    };
    if !others.is_empty() {
        read_as.notes.push(format!("other sheets were not read: {} (--sheet names one)", others.join(", ")));
    }
    read_as.notes.extend(grid.take_side_table());
    Ok(HeldSheet::with_header_among(read_as, grid.records, is_headless))
}

/// How much a sheet looks like a list of people: names of columns that such lists have, then rows.
fn likeness(grid: &Grid) -> usize {
    let width = grid.records.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let first: Vec<Vec<String>> = grid.records.iter().take(head::LOOKED_AT).map(|(_, cells)| cells.clone()).collect();
    let head = head::find(&first, width, None, false);
    let rows = grid.records.len().saturating_sub(head.above + head.rows);
    if rows == 0 {
        return grid.records.len().min(1);
    }
    let known = if head.rows > 0 { head::known(&head.names) } else { 0 };
    let contacts = first.iter().skip(1).take(20).flatten().filter(|cell| super::looks::is_contact(cell)).count();
    2 + known.min(12) * 10 + rows.min(30) + contacts.min(20) * 2
}

fn broken(name: &str, error: &str) -> Problem {
    let lower = error.to_lowercase();
    if lower.contains("password") || lower.contains("encrypt") {
        let problem = Problem::error(name, "this workbook is protected by a password");
        return problem.hint("open it in a spreadsheet and save it without one");
    }
    let problem = Problem::error(name, format!("this workbook cannot be read: {lower}"));
    problem.hint("open it in a spreadsheet and save it again, as .xlsx or as CSV")
}

/// The sheets to look at: the one that was named, else those that are shown, else all.
fn sheets(name: &str, found: &[calamine::Sheet], wanted: Option<&str>) -> Result<Vec<String>, Problem> {
    let tables: Vec<&calamine::Sheet> = found.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    if let Some(wanted) = wanted {
        let named = tables.iter().find(|sheet| sheet.name == wanted);
        let alike = || tables.iter().find(|sheet| crate::text::fold(&sheet.name) == crate::text::fold(wanted));
        if let Some(sheet) = named.or_else(alike) {
            return Ok(vec![sheet.name.clone()]);
        }
        let names: Vec<String> = tables.iter().map(|sheet| sheet.name.clone()).collect();
        let problem = Problem::error(name, format!("the workbook has no sheet “{wanted}”"));
        return Err(match did_you_mean(&names) {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }
    let shown = tables.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let shown: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    Ok(if shown.is_empty() { tables.iter().map(|sheet| sheet.name.clone()).collect() } else { shown })
}

fn xlsx(name: &str, input: Box<dyn Input>, wanted: Option<&str>) -> Result<Vec<Grid>, Problem> {
    let failed = |error: XlsxError| match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            let problem = Problem::error(name, "this is an archive and no workbook");
            problem.hint("unpack it and name the list itself; save another kind of document as .xlsx or as CSV")
        }
        _ => broken(name, &error.to_string()),
    };
    let mut book: Xlsx<Box<dyn Input>> = Xlsx::new(input).map_err(failed)?;
    let mut grids = Vec::new();
    for sheet in sheets(name, book.sheets_metadata(), wanted)? {
        let merged = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        let mut grid = grid::Filler::default();
        let mut cells = book.worksheet_cells_reader(&sheet).map_err(failed)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(failed)? {
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let text = grid::text(cell.get_value().clone().into(), format.map(|format| format.format_code.as_str()));
            if !grid.put(cell.get_position(), text) {
                return Err(Problem::error(name, format!("the sheet “{sheet}” is too large")).hint("save it as CSV"));
            }
        }
        grids.push(grid.finish(sheet, &merged));
    }
    Ok(grids)
}

/// Reads the sheets of a format without styles.
fn plain<R>(name: &str, book: &mut R, wanted: Option<&str>) -> Result<Vec<Grid>, Problem>
where
    R: Reader<Box<dyn Input>>,
    R::Error: std::fmt::Display,
{
    let mut grids = Vec::new();
    for sheet in sheets(name, book.sheets_metadata(), wanted)? {
        let range = book.worksheet_range(&sheet).map_err(|error| broken(name, &error.to_string()))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = grid::Filler::default();
        for (row, column, cell) in range.used_cells() {
            let text = grid::text(cell.clone(), None);
            if !grid.put((top + row as u32, left + column as u32), text) {
                return Err(Problem::error(name, format!("the sheet “{sheet}” is too large")).hint("save it as CSV"));
            }
        }
        grids.push(grid.finish(sheet, &[]));
    }
    Ok(grids)
}

//! A foreign list that is held in memory: a sheet of a workbook, or contacts.

use super::head;
use super::{ReadAs, Sheet, SourceRow};
use std::io;

/// Rows that are held; a position is the place among them.
pub(super) struct HeldSheet {
    read_as: ReadAs,
    header: Vec<String>,
    rows: Vec<SourceRow>,
}

/// A record and the line on which it stands.
pub(super) type Record = (usize, Vec<String>);

impl HeldSheet {
    /// Makes a list whose columns are known.
    pub fn new(read_as: ReadAs, header: Vec<String>, records: Vec<Record>) -> HeldSheet {
        let mut rows = Vec::with_capacity(records.len());
        for (line, mut cells) in records {
            cells.resize(cells.len().max(header.len()), String::new());
            rows.push(SourceRow { number: rows.len() + 1, line, position: rows.len() as u64, cells });
        }
        HeldSheet { read_as, header, rows }
    }

    /// Makes a list out of records of which one may name the columns; none of them is blank.
    pub fn with_header_among(mut read_as: ReadAs, mut records: Vec<Record>, is_headless: bool) -> HeldSheet {
        let width = records.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let first: Vec<Vec<String>> = records.iter().take(head::LOOKED_AT).map(|(_, cells)| cells.clone()).collect();
        let gap = records.windows(2).position(|pair| pair[1].0 > pair[0].0 + 1).map(|above| above + 1);
        let head = head::find(&first, width, gap, is_headless);
        if head.above > 0 {
            let lines = first[..head.above].iter().map(|record| told(record));
            read_as.notes.push(format!("left out above the header: {}", lines.collect::<Vec<_>>().join(" / ")));
        }
        read_as.header_row = (head.rows > 0).then_some(head.above);
        records.drain(..head.above + head.rows);
        let before = records.len();
        records.retain(|(_, cells)| !head.is_again(cells));
        let rows = records.len();
        while records.last().is_some_and(|(_, cells)| head.is_below(cells, cells.len())) {
            let below = records.pop().map(|(_, cells)| told(&cells)).unwrap_or_default();
            read_as.notes.push(format!("left out below the rows: {below}"));
        }
        read_as.skipped = head.above + (before - rows) + (rows - records.len());
        HeldSheet::new(read_as, head.names, records)
    }
}

/// A record in one line, for a note.
fn told(record: &[String]) -> String {
    record.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Sheet for HeldSheet {
    fn read_as(&self) -> &ReadAs {
        &self.read_as
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn each(&mut self, visit: &mut dyn FnMut(&SourceRow)) -> io::Result<()> {
        self.rows.iter().for_each(visit);
        Ok(())
    }

    fn read_at(&mut self, position: u64, row: &mut SourceRow) -> io::Result<()> {
        let known = usize::try_from(position).ok().and_then(|position| self.rows.get(position));
        row.clone_from(known.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

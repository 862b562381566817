//! A foreign list in plain text, read as a stream: however long it is, little of it is held.

use super::dialect;
use super::encoding::{self, Decoded};
use super::garbled;
use super::head::{self, Head};
use super::mend::RowParser;
use super::rows::Cells;
use super::stream::{LITTLE, MUCH, Stream};
use super::totals;
use super::{Input, ReadAs, Sheet, SourceRow};
use std::io::{self, Read, SeekFrom};

/// A list of rows and columns in a text file.
pub(super) struct TextSheet {
    input: Box<dyn Input>,
    /// Where the first record begins, and its line.
    start: (u64, usize),
    parser: RowParser,
    is_garbled: bool,
    head: Head,
    read_as: ReadAs,
    /// What was told at the opening, and records left out then.
    opening: (Vec<String>, usize),
    /// Where rows stand that belong to no table.
    left_out: Vec<u64>,
    /// One row of every so many, so that any other is found again.
    marks: Vec<Mark>,
    /// Where [`Sheet::at`] stands, for rows are mostly asked for one after the other.
    cursor: Option<Cursor>,
    /// The same, among rows that it has passed.
    beside: Option<Cursor>,
    /// The cells of the row at hand.
    cells: Cells,
    /// Whether the header stands between rows again.
    has_repeats: bool,
}

/// A stream, and the number of the row it has passed.
struct Cursor {
    stream: Stream,
    number: usize,
    /// How often a quote was left open before it.
    unclosed: u32,
}

impl Cursor {
    /// Whether a row lies a little ahead.
    fn reaches(&self, position: u64, near: u64) -> bool {
        position.checked_sub(self.stream.position).is_some_and(|ahead| ahead < near)
    }
}

#[derive(Clone, Copy)]
struct Mark {
    position: u64,
    number: usize,
    line: usize,
    /// Quotes left open above it, which say how the parser goes on.
    unclosed: u32,
}

/// How much of a file is read to find out how it is written; most files are read whole.
const SAMPLE: u64 = 8 << 20;
/// Rows between two marks.
const STRIDE: usize = 16;
/// A row that lies no further ahead is reached by reading on.
const NEAR: u64 = 1 << 16;
/// Rows that are kept back until it is known what follows them.
const MOST_HELD: usize = 8;

impl TextSheet {
    /// Finds out how a text is written.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(input: Box<dyn Input>, is_headless: bool) -> io::Result<TextSheet> {
        let Decoded { mut input, mut start, encoding, note, is_garbled } = encoding::decode(input)?;
        let mut notes: Vec<String> = note.into_iter().collect();
        input.seek(SeekFrom::Start(start))?;
        let mut sample = Vec::new();
        (&mut input).take(SAMPLE).read_to_end(&mut sample)?;
        let is_whole = (sample.len() as u64) < SAMPLE;
        if is_no_text(&sample) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no text, no workbook and no contacts"));
        }
        let mut found = dialect::find(&sample, is_whole);
        if found.dialect.delimiter.is_none()
            && let Some(inner) = unwrapped(&sample, is_whole)
        {
            found = dialect::find(&inner, true);
            sample.clone_from(&inner);
            input = Box::new(io::Cursor::new(inner));
            start = 0;
            notes.push("every line stood in quotes as a whole; they were taken off".to_owned());
        }
        let mut parser = RowParser::new(found.dialect, Some(found.width).filter(|width| *width > 1));
        let (mut records, mut gap) = first_records(&mut parser, &sample[found.stated..], is_whole);
        if found.dialect.delimiter == Some('|') && are_boxed(&records) {
            parser.is_boxed = true;
            found.width -= 2;
            (records, gap) = first_records(&mut parser, &sample[found.stated..], is_whole);
        }
        let mut head = head::find(&records, found.width, gap, is_headless);
        if is_garbled {
            head.names.iter_mut().for_each(put_right);
        }
        if let Some(first) = head.names.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        if found.is_ragged && head.rows == 1 && head.names.len() > 1 && !parser.is_boxed {
            // Where records agree in nothing, the header says how wide they should be.
            parser.width = Some(head.names.len());
        }
        let stated = usize::from(found.stated > 0);
        if head.above > 0 {
            let lines = records[..head.above].iter().map(|record| record.join(" ").trim().to_owned());
            notes.push(format!("left out above the header: {}", lines.collect::<Vec<_>>().join(" / ")));
        }
        let read_as = ReadAs {
            encoding: encoding.to_owned(),
            delimiter: found.dialect.delimiter.map(String::from),
            quote: found.dialect.quote.filter(|_| found.is_quoted).map(char::from),
            header_row: (head.rows > 0).then_some(head.above + stated),
            skipped: head.above + stated,
            notes: notes.clone(),
            ..ReadAs::default()
        };
        Ok(TextSheet {
            input,
            start: (start + found.stated as u64, 1 + stated),
            parser,
            is_garbled,
            opening: (notes, head.above + stated),
            head,
            read_as,
            left_out: Vec::new(),
            marks: Vec::new(),
            cursor: None,
            beside: None,
            cells: Cells::default(),
            has_repeats: false,
        })
    }
}

/// Whether a text holds what no text holds.
fn is_no_text(sample: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 0x0e..=0x19 | 0x1c..=0x1f);
    sample.iter().filter(is_control).count() * 20 > sample.len()
}

/// Whether each record begins and ends with a bar, as in a table that a chat or a terminal draws.
fn are_boxed(records: &[Vec<String>]) -> bool {
    let is_blank = |cell: Option<&String>| cell.is_some_and(|cell| cell.trim().is_empty());
    let mut wide = records.iter().filter(|record| record.len() > 1).peekable();
    wide.peek().is_some() && wide.all(|record| record.len() > 2 && is_blank(record.first()) && is_blank(record.last()))
}

/// The text without the quotes around whole lines, as a spreadsheet makes them of a list in one column; `None` where
/// the lines are no such lines.
fn unwrapped(sample: &[u8], is_whole: bool) -> Option<Vec<u8>> {
    let mut parser = RowParser::new(dialect::Dialect::new(None, Some(b'"'), false), None);
    let (mut inner, mut cells, mut at) = (Vec::with_capacity(sample.len()), Cells::default(), 0);
    while is_whole && at < sample.len() {
        let length = parser.read(&sample[at..], true, &mut cells)?;
        let line = &sample[at..at + length];
        if !cells.is_blank() && (line.first() != Some(&b'"') || line.trim_ascii_end().last() != Some(&b'"')) {
            return None;
        }
        inner.extend_from_slice(cells.get(0));
        inner.push(b'\n');
        at += length.max(1);
    }
    // A list of "Last, First" in quotes has a header of one cell; a wrapped table has one as wide as its rows.
    let found = dialect::find(&inner, true);
    let mut parser = RowParser::new(found.dialect, None);
    parser.read(&inner, true, &mut cells)?;
    (found.width > 1 && !found.is_ragged && cells.len() == found.width).then_some(inner)
}

/// The first records that are not blank, and which of them is the first with a blank line above it.
fn first_records(parser: &mut RowParser, sample: &[u8], is_whole: bool) -> (Vec<Vec<String>>, Option<usize>) {
    let (mut records, mut cells, mut at, mut gap) = (Vec::new(), Cells::default(), 0, None);
    while at < sample.len() && records.len() < head::LOOKED_AT {
        let Some(length) = parser.read(&sample[at..], is_whole, &mut cells) else { break };
        at += length.max(1);
        if cells.is_blank() {
            gap = gap.or(Some(records.len()).filter(|at| *at > 0));
        } else {
            records.push(cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        }
    }
    (records, gap)
}

fn put_right(cell: &mut String) {
    if let Some(mended) = garbled::mend(cell) {
        *cell = mended;
    }
}

/// Writes the cells of a record into a row, at least as many as the header has and no empty ones beyond it.
fn fill(row: &mut SourceRow, cells: &Cells, width: usize, is_garbled: bool) {
    let mut length = cells.len();
    while length > width && cells.get(length - 1).iter().all(u8::is_ascii_whitespace) {
        length -= 1;
    }
    row.cells.resize_with(length.max(width), String::new);
    let whole = cells.whole();
    for (at, text) in row.cells.iter_mut().enumerate() {
        text.clear();
        if at < length {
            match whole.and_then(|whole| cells.part(whole, at)) {
                Some(cell) => text.push_str(cell),
                None => text.push_str(&String::from_utf8_lossy(cells.get(at))),
            }
            if is_garbled {
                put_right(text);
            }
        }
    }
}

impl Sheet for TextSheet {
    fn read_as(&self) -> &ReadAs {
        &self.read_as
    }

    fn header(&self) -> &[String] {
        &self.head.names
    }

    fn each(&mut self, visit: &mut dyn FnMut(&SourceRow)) -> io::Result<()> {
        let width = self.head.names.len();
        let mut stream = Stream::new(self.start.0, self.start.1, MUCH);
        let (mut cells, mut row, mut held) =
            (Cells::default(), SourceRow::default(), Vec::<(SourceRow, bool, u32)>::new());
        self.parser.unclosed = 0;
        let (mut to_skip, mut blank, mut repeated) = (self.head.above + self.head.rows, 0, 0);
        let mut left_out = Vec::new();
        let mut walk = Walk { number: 0, marks: Vec::new(), visit };
        loop {
            (row.position, row.line) = (stream.position, stream.line);
            let unclosed = self.parser.unclosed;
            if !stream.read(self.input.as_mut(), &mut self.parser, &mut cells)? {
                break;
            }
            if cells.is_blank() {
                blank += 1;
                continue;
            }
            if to_skip > 0 {
                to_skip -= 1;
                continue;
            }
            fill(&mut row, &cells, width, self.is_garbled);
            if self.head.is_again(&row.cells) {
                repeated += 1;
                // What stands alone above a second header is a title.
                left_out.extend(held.pop_if(|(above, ..)| totals::is_alone(&above.cells)).map(|(above, ..)| above));
                continue;
            }
            let is_below = self.head.is_below(&row.cells, cells.len());
            if held.len() < MOST_HELD && (is_below || totals::is_alone(&row.cells)) {
                held.push((row.clone(), is_below, unclosed));
                continue;
            }
            held.drain(..).for_each(|(mut row, _, unclosed)| walk.show(&mut row, unclosed));
            walk.show(&mut row, unclosed);
        }
        let rows = held.iter().rposition(|(_, is_below, _)| !is_below).map_or(0, |last| last + 1);
        let below: Vec<SourceRow> = held.drain(rows..).map(|(row, ..)| row).collect();
        held.into_iter().for_each(|(mut row, _, unclosed)| walk.show(&mut row, unclosed));
        self.marks = walk.marks;
        let (notes, above) = &self.opening;
        self.read_as.notes.clone_from(notes);
        self.read_as.blank = blank;
        self.read_as.skipped = above + repeated + left_out.len() + below.len();
        self.has_repeats = repeated > 0;
        if repeated > 0 {
            self.read_as.notes.push(format!("rows that repeat the header and were left out: {repeated}"));
        }
        for row in left_out.iter().chain(&below) {
            self.read_as.notes.push(format!("left out on line {}: {}", row.line, row.cells.join(" ").trim()));
        }
        self.left_out = left_out.iter().chain(&below).map(|row| row.position).collect();
        Ok(())
    }

    fn read_at(&mut self, position: u64, row: &mut SourceRow) -> io::Result<()> {
        let reaches =
            |cursor: &Option<Cursor>, near| cursor.as_ref().is_some_and(|cursor| cursor.reaches(position, near));
        if reaches(&self.cursor, NEAR)
            && let Some(mut cursor) = self.cursor.take()
        {
            self.read_on(&mut cursor, position, row)?;
            self.cursor = Some(cursor);
            return Ok(());
        }
        if reaches(&self.beside, LITTLE as u64)
            && let Some(mut cursor) = self.beside.take()
        {
            self.read_on(&mut cursor, position, row)?;
            self.beside = Some(cursor);
            return Ok(());
        }
        let mark = match self.marks.partition_point(|mark| mark.position <= position).checked_sub(1) {
            Some(mark) => self.marks[mark],
            None => Mark { position, number: 1, line: 1, unclosed: 0 },
        };
        // A row that was passed is looked up beside; where it goes on ahead, the cursor moves.
        let goes_back = self.cursor.as_ref().is_some_and(|cursor| position < cursor.stream.position);
        let stream = Stream::new(mark.position, mark.line, if goes_back { LITTLE } else { MUCH });
        let mut cursor = Cursor { stream, number: mark.number - 1, unclosed: mark.unclosed };
        self.read_on(&mut cursor, position, row)?;
        if goes_back {
            self.beside = Some(cursor);
        } else {
            self.cursor = Some(cursor);
        }
        Ok(())
    }
}

impl TextSheet {
    /// Reads on to the row at a position.
    fn read_on(&mut self, cursor: &mut Cursor, position: u64, row: &mut SourceRow) -> io::Result<()> {
        let width = self.head.names.len();
        let mut cells = std::mem::take(&mut self.cells);
        let Cursor { stream, number, unclosed } = cursor;
        self.parser.unclosed = *unclosed;
        loop {
            (row.position, row.line) = (stream.position, stream.line);
            if !stream.read(self.input.as_mut(), &mut self.parser, &mut cells)? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if cells.is_blank() || self.left_out.contains(&row.position) {
                continue;
            }
            // Only the row that is wanted is taken over as text, unless headers stand between rows.
            if row.position < position && !self.has_repeats {
                *number += 1;
                continue;
            }
            fill(row, &cells, width, self.is_garbled);
            if self.head.is_again(&row.cells) {
                continue;
            }
            *number += 1;
            if row.position >= position {
                row.number = *number;
                *unclosed = self.parser.unclosed;
                self.cells = cells;
                return Ok(());
            }
        }
    }
}

/// Counts rows as they are shown.
struct Walk<'a> {
    number: usize,
    marks: Vec<Mark>,
    visit: &'a mut dyn FnMut(&SourceRow),
}

impl Walk<'_> {
    fn show(&mut self, row: &mut SourceRow, unclosed: u32) {
        self.number += 1;
        row.number = self.number;
        if self.number % STRIDE == 1 {
            self.marks.push(Mark { position: row.position, number: row.number, line: row.line, unclosed });
        }
        (self.visit)(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_again_in_any_order() {
        let mut text = String::from("name,city,notes\n");
        for n in 0..400 {
            text.push_str(&format!("Ana {n},Salem,\"a line\nand another\"\n"));
            text.push_str(if n % 7 == 0 { "\n,,\n" } else { "" });
            text.push_str(if n == 250 { "name,city,notes\n" } else { "" });
        }
        let mut sheet =
            TextSheet::open(Box::new(io::Cursor::new(text.into_bytes())), false).expect("memory can be read");
        let mut rows = Vec::new();
        sheet.each(&mut |row| rows.push(row.clone())).expect("memory can be read");
        assert_eq!(rows.len(), 400);
        let in_order = 0..rows.len();
        let back_and_forth = (0..rows.len()).map(|n| n * 151 % rows.len());
        for n in in_order.chain(back_and_forth) {
            assert_eq!(sheet.at(rows[n].position).expect("memory can be read"), rows[n]);
        }
    }
}

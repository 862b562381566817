//! The cells of a sheet as text, as a person reads them: no `.0`, dates as year-month-day.

use super::held::Record;
use calamine::{Data, Dimensions, ExcelDateTime};

/// A sheet as records of text; none of them is blank.
pub(super) struct Grid {
    pub name: String,
    pub records: Vec<Record>,
    /// Rows that hold nothing, between others.
    pub blank: usize,
}

/// Takes cells as they come and puts them where they belong.
#[derive(Default)]
pub(super) struct Filler {
    rows: Vec<Vec<String>>,
    cells: usize,
}

/// A bound on the cells of a sheet, empty ones among them.
const MOST_CELLS: usize = 64_000_000;
/// What a spreadsheet can hold.
const MOST_ROWS: usize = 1 << 20;
const MOST_COLUMNS: usize = 1 << 14;

impl Filler {
    /// Puts a cell; `false` where the sheet would be too large.
    pub fn put(&mut self, (row, column): (u32, u32), text: String) -> bool {
        if text.is_empty() {
            return true;
        }
        let (row, column) = (row as usize, column as usize);
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return false;
        }
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if column >= cells.len() {
            self.cells += column + 1 - cells.len();
            if self.cells > MOST_CELLS {
                return false;
            }
            cells.resize_with(column + 1, String::new);
        }
        cells[column] = text;
        true
    }

    /// The sheet; a cell that was merged down a column holds for each of its rows.
    pub fn finish(mut self, name: String, merged: &[Dimensions]) -> Grid {
        for area in merged.iter().filter(|area| area.start.1 == area.end.1) {
            let column = area.start.1 as usize;
            let text = self.rows.get(area.start.0 as usize).and_then(|row| row.get(column)).cloned();
            let last = (area.end.0 as usize).min(self.rows.len().saturating_sub(1));
            for row in area.start.0 as usize + 1..=last {
                // A row that holds nothing else is part of the row above.
                if let Some(text) = text.as_ref().filter(|_| self.rows[row].iter().any(|cell| !cell.is_empty())) {
                    self.put((row as u32, area.start.1), text.clone());
                }
            }
        }
        let is_blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
        let first = self.rows.iter().position(|cells| !is_blank(cells)).unwrap_or(self.rows.len());
        let left = |cells: &Vec<String>| cells.iter().position(|cell| !cell.trim().is_empty());
        // A table may begin in column B.
        let margin = self.rows.iter().filter_map(left).min().unwrap_or(0);
        let mut blank = 0;
        let mut records = Vec::new();
        for (row, mut cells) in self.rows.into_iter().enumerate().skip(first) {
            if is_blank(&cells) {
                blank += 1;
                continue;
            }
            cells.drain(..margin);
            records.push((row + 1, cells));
        }
        Grid { name, records, blank }
    }
}

impl Grid {
    /// Takes away a small table that stands beside the list, behind an empty column, and tells what it was.
    pub fn take_side_table(&mut self) -> Option<String> {
        let width = self.records.iter().map(|(_, cells)| cells.len()).max()?;
        let mut filled = vec![0; width];
        for (_, cells) in &self.records {
            for (column, cell) in cells.iter().enumerate() {
                filled[column] += usize::from(!cell.trim().is_empty());
            }
        }
        let gap = (3..width).find(|&column| filled[column] == 0)?;
        let beside = |cells: &[String]| cells.iter().skip(gap).any(|cell| !cell.trim().is_empty());
        let rows = self.records.iter().filter(|(_, cells)| beside(cells)).count();
        let alone = self.records.iter().filter(|(_, cells)| cells.iter().take(gap).all(|cell| cell.is_empty())).count();
        // Narrow, and beside less than half of the rows: no column of the list.
        if (width - gap) * 2 > gap || rows * 2 > self.records.len() || alone > rows {
            return None;
        }
        let mut words = Vec::new();
        for (_, cells) in &mut self.records {
            if cells.len() > gap {
                words.extend(cells.drain(gap..).filter(|cell| !cell.trim().is_empty()));
            }
        }
        self.records.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        (!words.is_empty()).then(|| format!("left out beside the list: {}", words.join(" ")))
    }
}

/// A cell as text; `format` is how the spreadsheet shows a number.
pub(super) fn text(cell: Data, format: Option<&str>) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) => date(&moment),
        Data::Int(number) => masked(number.to_string(), format),
        Data::Float(number) => {
            let plain = format!("{number}");
            // Sums such as 0.30000000000000004 are shown with 15 digits.
            let long = plain.bytes().filter(u8::is_ascii_digit).count() > 15 && plain.contains('.');
            let rounded = if long { format!("{number:.14e}").parse().unwrap_or(number) } else { number };
            masked(format!("{rounded}"), format)
        }
    }
}

fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let has_time = (hour, minute, second) != (0, 0, 0);
    let time =
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    // Before the first day of the calendar there are only times.
    if year < 1900 || (year == 1900 && month == 1 && day <= 1 && has_time) || moment.is_duration() {
        time
    } else if has_time {
        format!("{year:04}-{month:02}-{day:02} {time}")
    } else {
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// A number written as its format shows it, where the format holds places for digits: `00000` for a postal code,
/// `(000) 000-0000` for a telephone.
fn masked(number: String, format: Option<&str>) -> String {
    let Some(format) = format.filter(|_| number.bytes().all(|byte| byte.is_ascii_digit())) else { return number };
    // Two shapes, such as for a telephone with and without its area code: the longer one is for larger numbers.
    let sections = format.split(';').filter_map(mask);
    let mut sections: Vec<Vec<Place>> = sections.collect();
    sections.sort_by_key(|mask| places(mask));
    let Some(mask) = sections.iter().find(|mask| places(mask) >= number.len()) else { return number };
    if places(mask) < 3 {
        return number;
    }
    let mut digits = number.bytes().rev();
    let mut shown = Vec::new();
    for place in mask.iter().rev() {
        match place {
            Place::Zero => shown.push(digits.next().map_or('0', char::from)),
            Place::Digit => shown.extend(digits.next().map(char::from)),
            Place::Letter(letter) => shown.push(*letter),
        }
    }
    shown.iter().rev().collect::<String>().trim().to_owned()
}

enum Place {
    Zero,
    Digit,
    Letter(char),
}

fn places(mask: &[Place]) -> usize {
    mask.iter().filter(|place| !matches!(place, Place::Letter(_))).count()
}

/// The places of a format that holds only digits and what divides them; `None` for any other, such as an amount.
fn mask(section: &str) -> Option<Vec<Place>> {
    let section = section.strip_prefix("[<=9999999]").unwrap_or(section);
    let (mut mask, mut letters, mut is_quoted) = (Vec::new(), section.chars(), false);
    while let Some(letter) = letters.next() {
        mask.push(match letter {
            '"' => {
                is_quoted = !is_quoted;
                continue;
            }
            _ if is_quoted => Place::Letter(letter),
            '\\' => Place::Letter(letters.next()?),
            '0' => Place::Zero,
            '#' => Place::Digit,
            '-' | '(' | ')' | ' ' => Place::Letter(letter),
            _ => return None,
        });
    }
    // "0" and "##" say nothing of the shape.
    let divides = mask.iter().any(|place| matches!(place, Place::Letter(_)));
    let zeros = mask.iter().filter(|place| matches!(place, Place::Zero)).count();
    (zeros > 1 || divides).then_some(mask)
}

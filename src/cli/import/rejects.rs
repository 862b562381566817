//! Rows that were rejected, as a list that can be mended and fed back.

use refer::import::{Outcome, SourceRow};
use refer::record::csv_cells;
use refer::text::clean;

/// The column for the id of the one who is meant.
pub const WHO: &str = "_id";
/// The column that says why the row was rejected; what stands there is not read.
pub const WHY: &str = "_problem";
/// The column of the number of the row, as a dry run writes it; not read either.
pub const ROW: &str = "_row";

/// The list of rejected rows.
pub struct Rejects {
    text: String,
    width: usize,
    /// Where the list has these columns already, for it is such a list itself.
    own: Vec<usize>,
}

impl Rejects {
    /// Starts a list with the columns of the one that is read.
    pub fn new(header: &[String]) -> Rejects {
        let is_own = |name: &String| [WHO, WHY, ROW].contains(&name.trim());
        let own: Vec<usize> = (0..header.len()).filter(|&i| is_own(&header[i])).collect();
        let mut rejects = Rejects { text: String::new(), width: header.len(), own };
        rejects.line(header, [WHO, WHY]);
        rejects
    }

    /// Adds a row.
    pub fn add(&mut self, row: &SourceRow, outcome: &Outcome) {
        let said = |problem: &refer::problem::Problem| clean(&problem.message).into_owned();
        let why: Vec<String> = outcome.problems.iter().filter(|problem| problem.is_error()).map(said).collect();
        self.line(&row.cells, ["", &why.join("; ")]);
    }

    /// The list.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line(&mut self, cells: &[String], more: [&str; 2]) {
        // Rows may be longer than the header: their cells come behind, so that ours stay in their columns.
        let width = self.width.max(cells.len());
        let cell = |i: usize| cells.get(i).map_or("", String::as_str);
        let named = (0..self.width).filter(|i| !self.own.contains(i)).map(cell);
        let beyond = (self.width..width).map(cell);
        self.text.push_str(&csv_cells(named.chain(more).chain(beyond)));
    }
}

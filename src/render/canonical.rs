//! A foreign list as our CSV, for a look before it is imported: our columns, then its own that went nowhere.

use crate::colleague::Field;
use crate::import::{IMPORTED, Plan, SourceRow};
use crate::record::{Written, csv_cells, csv_row};

/// The columns of a list as our CSV.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Canonical {
    extras: Vec<String>,
}

impl Canonical {
    /// The columns for the lists of a plan.
    pub fn new(plan: &Plan) -> Canonical {
        let kept = plan.columns.iter().filter(|column| column.targets.is_empty() && !column.samples.is_empty());
        let extras = kept.map(|column| column.extra_key().to_owned()).chain([IMPORTED.to_owned()]);
        Canonical { extras: extras.collect() }
    }

    /// The line that names them.
    pub fn header(&self) -> String {
        let fields = Field::ALL.iter().map(|field| field.key());
        csv_cells(["_row"].into_iter().chain(fields).chain(self.extras.iter().map(String::as_str)))
    }

    /// A row as a record; nothing of it is left out.
    pub fn row(&self, row: &SourceRow, written: &Written) -> String {
        let beyond = written.extras().filter(|(key, _)| !self.extras.iter().any(|known| known == key));
        let beyond: Vec<String> = beyond.map(|(key, text)| format!("{key}: {text}")).collect();
        let line = if beyond.is_empty() {
            csv_row(written, Field::ALL, &self.extras)
        } else {
            let mut whole = written.clone();
            let kept = [written.extra(IMPORTED).to_owned()].into_iter().filter(|text| !text.is_empty()).chain(beyond);
            whole.set_extra(IMPORTED, &kept.collect::<Vec<_>>().join(" | "));
            csv_row(&whole, Field::ALL, &self.extras)
        };
        format!("{},{line}", row.number)
    }
}

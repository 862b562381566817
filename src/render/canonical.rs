//! A foreign list as our CSV, for a look before it is imported: our columns, then its own that went nowhere.

use crate::colleague::Field;
use crate::import::{IMPORTED, Plan, SourceRow};
use crate::record::{Written, csv_cells, csv_row};

/// The columns of a list as our CSV.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Canonical {
    fields: Vec<Field>,
    extras: Vec<String>,
}

impl Canonical {
    /// The columns for the lists of a plan: the fields that its rows fill, as far as its first rows show.
    pub fn new(plan: &Plan) -> Canonical {
        let is_empty =
            |key: &String| plan.columns.iter().any(|column| column.extra_key() == key && column.samples.is_empty());
        let extras = plan.extra_keys().iter().filter(|key| !is_empty(key)).cloned();
        Canonical { fields: plan.fields().to_vec(), extras: extras.chain([IMPORTED.to_owned()]).collect() }
    }

    /// The line that names them.
    pub fn header(&self) -> String {
        let fields = self.fields.iter().map(|field| field.key());
        csv_cells(["_row"].into_iter().chain(fields).chain(self.extras.iter().map(String::as_str)))
    }

    /// A row as a record; what has no column is told in the last one, so that nothing of it is left out.
    pub fn row(&self, row: &SourceRow, written: &Written) -> String {
        let fields = written.fields().filter(|(field, _)| !self.fields.contains(field));
        let fields = fields.map(|(field, values)| format!("{}: {}", field.key(), values.join("; ")));
        let extras = written.extras().filter(|(key, _)| !self.extras.iter().any(|known| known == key));
        let beyond: Vec<String> = extras.map(|(key, text)| format!("{key}: {text}")).chain(fields).collect();
        let line = if beyond.is_empty() {
            csv_row(written, &self.fields, &self.extras)
        } else {
            let mut whole = written.clone();
            let kept = [written.extra(IMPORTED).to_owned()].into_iter().filter(|text| !text.is_empty()).chain(beyond);
            whole.set_extra(IMPORTED, &kept.collect::<Vec<_>>().join(" | "));
            csv_row(&whole, &self.fields, &self.extras)
        };
        format!("{},{line}", row.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{OwnMapping, ValueReader, plan, record};
    use crate::vocab::Vocabulary;

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_list_is_shown_in_our_fields_with_its_own_columns_behind() {
        let vocabulary = Vocabulary::built_in();
        let names = cells(&["Therapist", "Fax", "Languages"]);
        let row_of = |number, list: &[&str]| SourceRow { number, line: number + 1, position: 0, cells: cells(list) };
        let rows = [
            row_of(1, &["Ana Ruiz, LCSW", "=1", "Spanish; Thai"]),
            row_of(2, &["Li (she/her)", "7", "Klingon", "beyond"]),
        ];
        let plan = plan(&names, true, &rows[..1], &OwnMapping::default(), &vocabulary);
        let mut reader = ValueReader::new(&vocabulary);
        let canonical = Canonical::new(&plan);
        let shown: Vec<String> =
            rows.iter().map(|of| canonical.row(of, &record(&plan, of, &mut reader).written)).collect();
        assert_eq!(canonical.header(), "_row,name,credentials,languages,Fax,imported\n");
        assert_eq!(shown[0], "1,Ana Ruiz,LCSW,Spanish;Thai,'=1,\n");
        assert_eq!(shown[1], "2,Li,,,7,Languages: Klingon | column_4: beyond | pronouns: she/her\n");
    }
}

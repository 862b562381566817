//! Where the user says that a column goes: `--map "Their Column=field"`, now or in the configuration.

use super::target::Target;
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::text::fold;

/// Words that leave a column out of our fields: it is kept under its own name.
const KEPT: [&str; 5] = ["-", "ignore", "extra", "keep", "none"];

/// What the user says of some columns.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct OwnMapping {
    columns: Vec<OwnColumn>,
}

/// One column of the user's: its header as it was given, and where it goes; nowhere keeps it as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
struct OwnColumn {
    header: String,
    targets: Vec<Target>,
}

impl OwnMapping {
    /// Reads pairs of header and field; a later pair for the same header counts.
    pub fn read(pairs: &[(String, String)]) -> (OwnMapping, Vec<Problem>) {
        let (mut own, mut problems) = (OwnMapping::default(), Vec::new());
        for (header, field) in pairs {
            match targets(field) {
                Ok(targets) => own.add(OwnColumn { header: header.trim().to_owned(), targets }),
                Err(unknown) => {
                    let near = nearest(unknown, Target::words());
                    let hint = did_you_mean(&near).unwrap_or_else(|| {
                        "name one of our fields, such as specialties, or “-” to keep the column as it is".to_owned()
                    });
                    let message = format!("the column “{header}” cannot go to “{unknown}”, which is no field");
                    problems.push(Problem::error("--map", message).field(header.as_str()).hint(hint));
                }
            }
        }
        (own, problems)
    }

    /// Reads `Their Column=field`; the last `=` counts, for a header may hold one.
    pub fn pair(text: &str) -> Option<(String, String)> {
        let (header, field) = text.rsplit_once('=')?;
        let (header, field) = (header.trim(), field.trim());
        (!header.is_empty() && !field.is_empty()).then(|| (header.to_owned(), field.to_owned()))
    }

    /// Where the user sends a column: `None` where nothing is said of it, an empty list where it is kept as it is.
    pub fn targets(&self, header: &str) -> Option<&[Target]> {
        let folded = fold(header);
        self.columns.iter().find(|column| fold(&column.header) == folded).map(|column| column.targets.as_slice())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    fn add(&mut self, column: OwnColumn) {
        let folded = fold(&column.header).into_owned();
        match self.columns.iter_mut().find(|known| fold(&known.header) == folded) {
            Some(known) => *known = column,
            None => self.columns.push(column),
        }
    }
}

/// Targets as they are written: `name+credentials`.
pub(super) fn joined(targets: &[Target]) -> String {
    targets.iter().map(Target::to_string).collect::<Vec<_>>().join("+")
}

/// Reads `name+credentials`; the error is the part that is no field.
fn targets(field: &str) -> Result<Vec<Target>, &str> {
    if KEPT.iter().any(|word| field.trim().eq_ignore_ascii_case(word)) {
        return Ok(Vec::new());
    }
    // A flag may hold a plus of its own: ages:18+.
    if field.contains(':') {
        return Target::read(field).map(|target| vec![target]).ok_or(field);
    }
    field.split('+').map(|part| Target::read(part).ok_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colleague::Field;

    fn own(pairs: &[(&str, &str)]) -> (OwnMapping, Vec<Problem>) {
        let pairs: Vec<_> = pairs.iter().map(|(header, field)| ((*header).to_owned(), (*field).to_owned())).collect();
        OwnMapping::read(&pairs)
    }

    #[test]
    fn a_column_goes_where_the_user_says_however_its_name_is_cased() {
        let (own, problems) = own(&[("Known for", "specialties"), ("Who", "name+credentials"), ("Rank", "-")]);
        assert_eq!(problems, []);
        assert_eq!(own.targets("KNOWN  FOR"), Some(&[Target::Field(Field::Specialties)][..]));
        assert_eq!(own.targets("who").map(<[Target]>::len), Some(2));
        assert_eq!(own.targets("rank"), Some(&[][..]));
        assert_eq!(own.targets("Else"), None);
    }

    #[test]
    fn a_field_that_is_none_is_named_with_what_comes_near() {
        let (own, problems) = own(&[("Known for", "specialtys")]);
        assert!(own.is_empty());
        assert_eq!(
            problems[0].to_string(),
            "--map: the column “Known for” cannot go to “specialtys”, which is no field\n  hint: did you mean “specialties”?"
        );
    }
}

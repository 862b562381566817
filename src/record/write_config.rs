//! The configuration written anew with something more in it; everything else stays as it was.

use super::trouble::NEWER_REFER;
use crate::problem::Problem;
use toml_edit::{DocumentMut, Item, Table, value};

/// The section of the columns of foreign lists.
const COLUMNS: &str = "columns";

/// The configuration with what is known of columns: pairs of their header and our field.
///
/// # Errors
/// The configuration is no TOML, or a newer version wrote it.
pub fn with_columns(file: &str, text: &str, columns: &[(String, String)]) -> Result<String, Problem> {
    let mut root: DocumentMut = text.parse().map_err(|_| {
        let problem = Problem::error(file, "this is not TOML, so nothing can be added to it");
        problem.hint("refer check says what is wrong with it")
    })?;
    if root.get("version").is_some_and(|version| version.as_integer() != Some(1)) {
        return Err(Problem::error(file, "this version is not known").hint(NEWER_REFER));
    }
    let section = root.entry(COLUMNS).or_insert(Item::Table(Table::new()));
    let Some(section) = section.as_table_like_mut() else {
        return Err(Problem::error(file, "“columns” is a section").hint("write [columns] on a line of its own"));
    };
    for (header, field) in columns {
        section.insert(header, value(field.as_str()));
    }
    Ok(root.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::read_config;

    #[test]
    fn a_column_is_added_and_the_rest_stays() {
        let old = "version = 1 # ours\n\n[me]\nname = \"Maya\"   # I\n\n[columns]\n\"Good with\" = \"concerns\"\n";
        let pairs = [("Good with".to_owned(), "specialties".to_owned()), ("Tel.".to_owned(), "phone".to_owned())];
        let new = with_columns("config.toml", old, &pairs).expect("it is TOML");
        assert_eq!(new, old.replace("\"concerns\"\n", "\"specialties\"\n\"Tel.\" = \"phone\"\n"));
        assert_eq!(read_config("config.toml", &new).0.columns, pairs);
        let empty = with_columns("config.toml", "", &pairs[..1]).expect("it is TOML");
        assert_eq!(empty, "[columns]\n\"Good with\" = \"specialties\"\n");
    }

    #[test]
    fn what_cannot_be_read_is_not_written_over() {
        for text in ["[me\n", "version = 2\n", "columns = 3\n"] {
            assert!(with_columns("config.toml", text, &[]).is_err(), "{text}");
        }
    }
}

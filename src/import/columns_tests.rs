//! Whole lists understood, each made up for the trouble it stands for.

use super::*;

fn rows(lines: &[&[&str]]) -> Vec<SourceRow> {
    let row = |(i, cells): (usize, &&[&str])| SourceRow {
        number: i + 1,
        line: i + 2,
        position: 0,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    lines.iter().enumerate().map(row).collect()
}

fn planned(header: &[&str], lines: &[&[&str]]) -> Plan {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    plan(&header, true, &rows(lines), &OwnMapping::default(), &Vocabulary::built_in())
}

fn fields(plan: &Plan) -> Vec<String> {
    plan.columns.iter().map(|column| column.field().unwrap_or_else(|| "-".to_owned())).collect()
}

#[test]
fn a_sheet_of_a_group_practice_is_understood() {
    let plan = planned(
        &["therapist", "min_age", "conditions", "emdr", "format", "status", "aetna", "cigna", "acme", "optum"],
        &[
            &["Ana Ruiz, LCSW", "13", "anxiety, grief", "yes", "Hybrid", "full", "yes", "", "yes", ""],
            &["Sam Oduya*", "18", "trauma", "no", "In-Person", "not_taking", "yes", "yes", "", "yes"],
        ],
    );
    assert_eq!(
        fields(&plan),
        [
            "name+credentials",
            "ages.from",
            "concerns",
            "approaches:emdr",
            "delivery",
            "accepting",
            "payers:Aetna",
            "payers:Cigna",
            "payers:Acme",
            "payers:Optum"
        ]
    );
    assert_eq!(plan.refused, None);
}

#[test]
fn our_own_list_is_known_by_its_ids_where_it_has_few_fields() {
    let vocabulary = Vocabulary::built_in();
    let is_ours = |header: &[&str], row: &[&str], own: &[(&str, &str)]| {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let own: Vec<(String, String)> = own.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let row = SourceRow { number: 1, line: 2, position: 0, cells: texts(row) };
        plan(&texts(header), true, &[row], &OwnMapping::read(&own).0, &vocabulary).ours
    };
    let header = ["id", "name", "phone", "Shoe size"];
    assert!(is_ours(&header, &["ana-ruiz", "Ana Ruiz, LCSW", "1", "9"], &[]));
    assert!(is_ours(&header, &["ana-ruiz-2", "Ana Ruiz", "1", "9"], &[("Another list's column", "notes")]));
    assert!(!is_ours(&header, &["ana-ruiz", "Ana Ruiz", "1", "9"], &[("Shoe size", "notes")]));
    assert!(!is_ours(&header, &["17", "Ana Ruiz", "1", "9"], &[]));
    assert!(!is_ours(&["id", "name", "Phone"], &["ana-ruiz", "Ana Ruiz", "1"], &[]));
}

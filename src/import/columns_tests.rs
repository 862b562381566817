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

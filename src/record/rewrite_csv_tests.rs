//! A CSV file that is written anew keeps every row that was not to change, byte for byte.

use super::round_trip_tests::{Numbers, record};
use super::rows::{Row, Rows};
use super::{Change, Column, CsvRecords, Edit, Fate, NotRewritten, Written, rewrite_csv};
use crate::colleague::Field;

fn csv(
    text: &str,
    columns: &[Column],
    decide: &mut dyn FnMut(&Written) -> Fate,
    added: Vec<Written>,
) -> Result<String, String> {
    let mut out = Vec::new();
    let mut edit = Edit { decide, added: &mut added.into_iter(), columns };
    match rewrite_csv("d.csv", text.as_bytes(), &mut edit, &mut out) {
        Ok(_) => Ok(String::from_utf8(out).expect("text stays text")),
        Err(NotRewritten::Refused(problems)) => Err(problems[0].to_string()),
        Err(NotRewritten::Io(error)) => Err(error.to_string()),
    }
}

fn kept(text: &str, columns: &[Column]) -> Result<String, String> {
    csv(text, columns, &mut |_| Fate::Keep, vec![])
}

fn only(name: &'static str, fate: Fate) -> impl FnMut(&Written) -> Fate {
    move |written| if written.text(Field::Name) == name { fate.clone() } else { Fate::Keep }
}

fn set(field: Field, values: &[&str]) -> Change {
    Change::Set(field, values.iter().map(|&value| value.to_owned()).collect())
}

fn named(name: &str) -> Written {
    let mut written = Written::default();
    written.set(Field::Name, [name]);
    written
}

/// Both kinds of file: one with quotes where they should stand, one without.
const PLAIN: &str = "\u{feff}Name, phone ,Fax,payers\r\nAna,617,\"1, \"\"2\"\"\",Aetna;Cigna\r\n\r\n\"Bo\",,,\r\nCy,,3";
const CAREFUL: &str = "\nname,phone,Fax,payers\rAna,6\"17,\"1, 2\" x,Aetna\rBo,,,\r\r,,,\rCy,,3\r";

#[test]
fn nothing_changes_where_everybody_stays() {
    for text in [PLAIN, CAREFUL, "name\n", "name", "", "name\nAna\n\n\n", "name,x\nAna,\"open\nBo\n"] {
        assert_eq!(kept(text, &[]).as_deref(), Ok(text));
    }
    for (text, careful_from) in [(PLAIN, None), (CAREFUL, Some(1))] {
        let (mut rows, mut row) = (Rows::new(text.as_bytes()), Row::default());
        while rows.read(&mut row).expect("memory can be read") {}
        assert_eq!(rows.careful_from(), careful_from);
    }
    let columns = [Column::Field(Field::Phone), Column::Extra("Fax".to_owned())];
    assert_eq!(kept(PLAIN, &columns).as_deref(), Ok(PLAIN));
}

#[test]
fn a_cell_changes_and_its_neighbours_stay() {
    let changes = || Fate::Change(vec![set(Field::Phone, &["+1 617"]), set(Field::Payers, &["a;b", "c, d"])]);
    let columns = [Column::Field(Field::Phone), Column::Field(Field::Payers)];
    let expected = PLAIN.replace("Ana,617,", "Ana,'+1 617,").replace("Aetna;Cigna", "\"a\\;b;c, d\"");
    assert_eq!(csv(PLAIN, &columns, &mut only("Ana", changes()), vec![]), Ok(expected));
    let expected = PLAIN.replace("Cy,,3", "Cy,'+1 617,3,\"a\\;b;c, d\"");
    assert_eq!(csv(PLAIN, &columns, &mut only("Cy", changes()), vec![]), Ok(expected));
    let expected = CAREFUL.replace("Ana,6\"17,", "Ana,'+1 617,").replace(",Aetna", ",\"a\\;b;c, d\"");
    assert_eq!(csv(CAREFUL, &columns, &mut only("Ana", changes()), vec![]), Ok(expected));
}

#[test]
fn a_new_column_stands_behind_the_others() {
    let columns = [Column::Field(Field::Fee), Column::Extra("=x".to_owned())];
    let changes = Fate::Change(vec![set(Field::Fee, &["120"]), Change::SetExtra("=x".to_owned(), "1".to_owned())]);
    let expected = PLAIN
        .replace("payers", "payers,fee,'=x")
        .replace("Cigna", "Cigna,120,1")
        .replace("\"Bo\",,,", "\"Bo\",,,,,")
        .replace("Cy,,3", "Cy,,3,,,");
    assert_eq!(csv(PLAIN, &columns, &mut only("Ana", changes), vec![]), Ok(expected));
    let refused =
        "d.csv:3:1: 3 cells, but the header names 2\n  hint: a column for fee is needed: first put this row in order";
    assert_eq!(kept("name,phone\nAna,1\nBo,2,3\n", &columns[..1]), Err(refused.to_owned()));
    assert_eq!(kept("name,phone\nAna,1,\n", &columns[..1]).as_deref(), Ok("name,phone,fee\nAna,1,\n"));
}

#[test]
fn a_row_that_goes_takes_its_line_with_it() {
    for (name, expected) in [
        ("Ana", PLAIN.replace("Ana,617,\"1, \"\"2\"\"\",Aetna;Cigna\r\n", "")),
        ("Bo", PLAIN.replace("\"Bo\",,,\r\n", "")),
        ("Cy", PLAIN.replace("Cy,,3", "")),
    ] {
        assert_eq!(csv(PLAIN, &[], &mut only(name, Fate::Remove), vec![]), Ok(expected));
    }
    assert_eq!(csv(CAREFUL, &[], &mut only("Bo", Fate::Remove), vec![]), Ok(CAREFUL.replace("Bo,,,\r", "")));
    assert_eq!(csv("name\na\nb\nc\n", &[], &mut |_| Fate::Remove, vec![]).as_deref(), Ok("name\n"));
}

#[test]
fn who_is_added_stands_at_the_end() {
    let add = |text: &str| csv(text, &[], &mut |_| Fate::Keep, vec![named("Di"), named("E, f")]);
    assert_eq!(add(PLAIN), Ok(format!("{PLAIN}\r\nDi,,,\r\n\"E, f\",,,\r\n")));
    assert_eq!(add(CAREFUL), Ok(format!("{CAREFUL}Di,,,\r\"E, f\",,,\r")));
    assert_eq!(add("name").as_deref(), Ok("name\nDi\n\"E, f\"\n"));
    assert_eq!(add("").as_deref(), Ok("name\nDi\n\"E, f\"\n"));
    assert_eq!(csv("name\nAna", &[], &mut |_| Fate::Remove, vec![named("Bo")]).as_deref(), Ok("name\nBo\n"));
    let refused = "d.csv: a quote (\") is opened and never closed\n  hint: refer check names the line; close the quote, then try again";
    assert_eq!(add("name,x\nAna,\"open\n"), Err(refused.to_owned()));
    let refused = "d.csv:1:1: there is no column “name”\n  hint: the first line names the columns, such as name,specialties,phone";
    assert_eq!(add("phone\n1\n"), Err(refused.to_owned()));
}

#[test]
fn a_value_never_lands_without_a_column() {
    let mut bo = named("Bo");
    bo.set(Field::Fee, ["1"]);
    assert_eq!(csv("name\n", &[], &mut |_| Fate::Keep, vec![bo]), Err("no column was made for Field(Fee)".to_owned()));
}

#[test]
fn any_record_may_become_any_other() {
    let mut numbers = Numbers(0xbeef);
    let every: Vec<Column> = Field::ALL.iter().map(|&field| Column::Field(field)).collect();
    for _ in 0..40 {
        let old: Vec<Written> = (0..4).map(|_| record(&mut numbers)).collect();
        let new: Vec<Written> = (0..4).map(|_| record(&mut numbers)).collect();
        let mut columns = every.clone();
        columns.extend(old.iter().chain(&new).flat_map(Column::of));
        let text = csv("", &columns, &mut |_| Fate::Keep, old).expect("it can be made");
        let mut number = 0;
        let mut decide = |written: &Written| {
            number += 1;
            Fate::Change(Change::between(written, &new[number - 1]))
        };
        let changed = csv(&text, &columns, &mut decide, vec![]).expect("it can be changed");
        let mut records = CsvRecords::new(changed.as_bytes()).expect("it has a header");
        let mut read = Vec::new();
        records.each_written(|written, _| read.push(written.clone()));
        assert_eq!(read.len(), 4);
        read.iter().zip(&new).for_each(|(read, new)| assert_eq!(Change::between(read, new), []));
    }
}

#[test]
fn whatever_the_file_only_the_row_that_changes_changes() {
    // Every text of up to four of these pieces behind a header.
    let pieces = ["a", ",", "\"", "\n", "\r\n", "\r", "\"\""];
    let mut texts = vec![String::new()];
    let mut changed = 0;
    for _ in 0..4 {
        texts = texts.iter().flat_map(|text| pieces.map(|piece| format!("{text}{piece}"))).collect();
        for text in &texts {
            let text = format!("name,x\n{text}\nzz,\"1\"\n");
            assert_eq!(kept(&text, &[]), Ok(text.clone()), "{}", text.escape_debug());
            let change = Fate::Change(vec![set(Field::Name, &["new"])]);
            let got = csv(&text, &[], &mut only("zz", change), vec![]);
            let expected = text.replace("\nzz,", "\nnew,");
            assert!(got == Ok(expected) || got == Ok(text.clone()), "{}", text.escape_debug());
            changed += usize::from(got != Ok(text));
        }
    }
    assert!(changed > 500, "{changed}");
}

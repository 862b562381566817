//! The directory in its forms: TOML, CSV, a folder; what is read, what is kept, what is found wrong.

use super::harness::{Folder, HOUSE, directory};
use refer::colleague::{Field, Shape};
use std::fs;
use std::path::Path;

fn colleagues_csv() -> String {
    fs::read_to_string(Path::new(HOUSE).join("examples/colleagues.csv")).unwrap()
}

/// The CSV of the examples as TOML, value by value.
fn as_toml(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut tables = Vec::new();
    for row in reader.records() {
        let mut table = String::from("[[colleague]]\n");
        for (key, cell) in header.iter().zip(&row.unwrap()).filter(|(_, cell)| !cell.is_empty()) {
            let quoted = |text: &str| {
                format!("\"{}\"", text.trim().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
            };
            let value = match Field::read(key).unwrap().shape() {
                Shape::One => quoted(cell),
                Shape::List => format!("[{}]", cell.split(';').map(quoted).collect::<Vec<_>>().join(", ")),
            };
            table += &format!("{key} = {value}\n");
        }
        tables.push(table);
    }
    assert!(tables.len() > 10);
    tables
}

const ASKED: [&str; 3] = [
    "suggest --concern depression --near 02139 --language es --payer Aetna --all --explain --json",
    "list --format json",
    "show marguerite-ouimet",
];

#[test]
fn toml_csv_and_a_folder_give_the_same_bytes() {
    let csv = colleagues_csv();
    let tables = as_toml(&csv);
    let half = tables.len() / 2;
    let folder = Folder::new()
        .file("d.csv", &csv)
        .file("d.toml", tables.concat())
        .file("one/b.toml", tables[..half].concat())
        .file("one/a.toml", tables[half..].concat())
        .file("one/config.toml", "version = 1\n")
        .file("one/places.csv", "code,lat,lon,region\n")
        .file("one/.hidden.toml", "nonsense")
        .file("one/colleagues.bak.toml", "nonsense");
    for command in ASKED {
        let answer = |path: &str| {
            let answer = folder.run(&format!("-d {path} {command}")).answer();
            assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "-d {path} {command}");
            answer.out
        };
        assert_eq!(answer("d.toml"), answer("d.csv"), "{command}");
        assert_eq!(answer("one"), answer("d.csv"), "{command}");
    }
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let tables = as_toml(&colleagues_csv());
    let backwards: String = tables.iter().rev().map(String::as_str).collect();
    let folder = Folder::new().file("d.toml", tables.concat()).file("e.toml", backwards);
    for command in ASKED {
        let out = |path: &str| folder.run(&format!("-d {path} {command}")).out();
        assert_eq!(out("d.toml"), out("e.toml"), "{command}");
    }
}

#[test]
fn the_order_of_the_columns_and_the_spelling_of_their_names_do_not_matter() {
    let folder = Folder::new()
        .file("a.csv", "name,postal_code,specialties\nAna,02139,grief;ocd\n")
        .file("b.csv", "\u{feff}Specialties,Postal Code,Name\r\n\"grief; ocd\",02139,Ana\r\n");
    let out = |path: &str| folder.run(&format!("-d {path} suggest --concern ocd --near 02116 --json")).out();
    assert_eq!(out("a.csv"), out("b.csv"));
}

#[test]
fn every_key_is_read_and_shown() {
    let value = |field: Field| match field {
        Field::Id => "ana",
        Field::Npi => "1234567893",
        Field::Phone => "617-555-0142",
        Field::Email => "ana@example.org",
        Field::Website => "https://example.org",
        Field::Credentials => "LICSW",
        Field::Specialties => "ocd",
        Field::Concerns => "grief",
        Field::Declines => "gambling",
        Field::Approaches => "cbt",
        Field::SeverityMax => "severe",
        Field::Services => "therapy",
        Field::Ages => "18+",
        Field::Sees => "couple",
        Field::LicensedIn => "US-MA",
        Field::Compacts => "psypact",
        Field::Languages => "Spanish",
        Field::Gender => "woman",
        Field::Identities => "Deaf",
        Field::Affirms => "LGBTQ+",
        Field::Style => "directive",
        Field::Region => "US-MA",
        Field::PostalCode => "02139",
        Field::Country => "US",
        Field::Offices => "02116",
        Field::Delivery => "video",
        Field::Access => "parking",
        Field::Hours => "evening",
        Field::PrivateAddress | Field::OutOfNetwork => "yes",
        Field::Fee => "181",
        Field::SlidingFeeFrom => "91",
        Field::Accepting => "waitlist",
        Field::Openings => "2",
        Field::WaitWeeks => "7",
        Field::Away => "2026-12-20..2027-01-05",
        Field::Checked => "2026-11-02",
        Field::Relationship => "consulted",
        Field::Ties => "employer:Lincoln High",
        other => other.about(),
    };
    let fields: String = Field::ALL.iter().map(|&field| format!("{} = {:?}\n", field.key(), value(field))).collect();
    let answer = directory(&format!("[[colleague]]\n{fields}")).run("show ana").columns(400).answer();
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    let label = |line: &str| line.split("  ").next().unwrap().to_owned();
    let labels: Vec<String> = answer.out.lines().map(label).collect();
    for field in Field::ALL
        .iter()
        .filter(|field| !matches!(field, Field::Id | Field::Name | Field::Pronouns | Field::Credentials))
    {
        assert!(labels.contains(&field.key().replace('_', " ")), "{}\n{}", field.key(), answer.out);
    }
    answer.never_says("not on record");
}

#[test]
fn what_is_not_known_is_kept_and_shown() {
    let toml = "[[colleague]]\nname = \"Ana\"\nfavorite_tea = \"mint\"\n";
    let folder = directory(toml).file("d.csv", "name,Favorite tea\nAna,mint\n");
    folder.run("show ana").answer().says("favorite tea mint");
    folder.run("-d d.csv show ana").answer().says("Favorite tea mint");
    folder.run("check").shows("1 colleague in 1 file: no problems\n");
}

#[test]
fn a_scalar_is_a_list_of_one() {
    let folder = Folder::new()
        .file("a.toml", "[[colleague]]\nname = \"Ana\"\nspecialties = \"ocd\"\nlanguages = \"es\"\n")
        .file("b.toml", "[[colleague]]\nname = \"Ana\"\nspecialties = [\"ocd\"]\nlanguages = [\"es\"]\n");
    let out = |path: &str| folder.run(&format!("-d {path} suggest --concern ocd --language es --json")).out();
    assert_eq!(out("a.toml"), out("b.toml"));
}

#[test]
fn an_empty_list_and_an_empty_cell_are_unknown() {
    let folder = Folder::new()
        .file("a.toml", "[[colleague]]\nname = \"Ana\"\nspecialties = [\"ocd\"]\nlanguages = []\n")
        .file("b.csv", "name,specialties,languages\nAna,ocd,\n");
    for path in ["a.toml", "b.csv"] {
        folder.run(&format!("-d {path} suggest --concern ocd --language es")).answer().says("ask works in Spanish?");
    }
}

#[test]
fn an_id_is_made_from_the_name() {
    let folder = directory("[[colleague]]\nname = \"Dr. Zoë O'Brien-Núñez\"\n");
    assert_eq!(folder.run("suggest").ids(), ["dr-zoe-obrien-nunez"]);
}

#[test]
fn a_cell_may_hold_commas_quotes_and_line_breaks() {
    let folder = Folder::new().file(
        "d.csv",
        "name,specialties,notes\r\n\"Ruiz, Ana\",ocd,\"says \"\"hi\"\",\r\nand waits\"\r\nBo,grief,\r\n",
    );
    folder.run("-d d.csv show ruiz-ana").answer().says("Ruiz, Ana").says("says \"hi\", and waits");
    folder.run("-d d.csv check").shows("2 colleagues in 1 file: no problems\n");
}

#[test]
fn check_names_file_line_column_and_what_to_do() {
    let folder = Folder::new()
        .file("d/a.toml", "version = 1\n\n[[colleague]]\nname = \"Ana\"\nconcerns = [\n  \"grief\",\n  \"ptds\",\n]\n")
        .file("d/b.csv", "name,fee,ages\n\"Bo\",cheap,18+\nCy,120,old\n")
        .file("d/config.toml", "[output]\ntop = 0\n")
        .file("d/places.csv", "code,lat,lon,region\nX1,95,0,\n");
    let answer = folder.run("-d d check").answer();
    for said in [
        "d/a.toml:7:3: “ptds” is no concern known hint: did you mean “ptsd”?",
        "d/b.csv:2:6: “cheap” cannot be read as a fee hint: write 120 or 120-180",
        "d/b.csv:3:8: “old” cannot be read as ages hint: write 13-17, 18+, under 18 or teens",
        "d/config.toml:2:7:",
        "d/places.csv:2:",
        "3 colleagues in 2 files: 5 problems",
    ] {
        answer.says(said);
    }
    assert_eq!((answer.code, answer.err.as_str()), (Some(1), ""));
}

#[test]
fn check_speaks_to_programs_too() {
    let answer = directory("[[colleague]]\nname = \"Ana\"\nfee = \"cheap\"\n").run("check --format json").answer();
    let expected = r#"{
  "schema": "refer.check/1",
  "problems": [
    {
      "file": "colleagues.toml",
      "line": 3,
      "column": 7,
      "field": "fee",
      "severity": "warning",
      "message": "“cheap” cannot be read as a fee",
      "hint": "write 120 or 120-180"
    }
  ]
}
"#;
    answer.is(1, expected, "");
}

#[test]
fn check_asks_since_when_a_door_is_closed() {
    directory("[[colleague]]\nname = \"Ana\"\naccepting = \"no\"\n")
        .run("check")
        .answer()
        .says("colleagues.toml:3:13: not accepting clients, but nobody knows since when hint: add checked = the day");
}

#[test]
fn problems_stand_in_the_document_and_on_stderr() {
    let folder = directory("[[colleague]]\nname = \"Ana\"\nspecialties = [\"ocd\"]\nfee = \"cheap\"\n");
    let answer = folder.run("suggest --max-fee 100 --json").answer();
    let document: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(document["problems"][0]["message"], "“cheap” cannot be read as a fee");
    assert_eq!(
        answer.err,
        "warning: colleagues.toml:4:7: “cheap” cannot be read as a fee\n  hint: write 120 or 120-180\n"
    );
    assert_eq!(answer.code, Some(0));
}

#[test]
fn a_record_written_by_a_newer_program_is_not_misread() {
    let folder = directory("version = 2\n[[colleague]]\nname = \"Ana\"\n");
    let answer = folder.run("check").answer();
    answer.says("colleagues.toml:1:1: version 2 is not known");
    assert_eq!(answer.code, Some(1));
}

//! The directory on its way out: nothing is lost, nothing private leaves, and it comes back the same.

use super::harness::{Folder, HOUSE, directory, example};
use refer::colleague::Field;
use std::fs;
use std::path::Path;

fn example_files() -> Folder {
    let read = |name: &str| fs::read(Path::new(HOUSE).join("examples").join(name)).unwrap();
    Folder::new()
        .file("d/colleagues.toml", read("directory/colleagues.toml"))
        .file("d/config.toml", read("directory/config.toml"))
        .file("d.csv", read("colleagues.csv"))
}

const ASKED: [&str; 4] = [
    "suggest --concern ptsd --near 02139 --language es --payer Aetna --all --explain --json",
    "list --format json",
    "show marguerite-ouimet",
    "show marisol-etchegaray",
];

#[test]
fn what_is_exported_is_the_same_directory() {
    let config = fs::read(Path::new(HOUSE).join("examples/directory/config.toml")).unwrap();
    for format in ["csv", "toml"] {
        for (path, again) in [("d", "e".to_owned()), ("d.csv", format!("copy.{format}"))] {
            let folder = example_files();
            let text = folder.run(&format!("-d {path} export --private --format {format}")).out();
            let written = if path == "d" { format!("e/colleagues.{format}") } else { again.clone() };
            let folder = folder.file(&written, &text).file("e/config.toml", &config);
            for command in ASKED {
                let run = |path: &str| folder.run(&format!("-d {path} {command}")).answer();
                let (before, after) = (run(path), run(&again));
                assert_eq!(
                    (before.code, before.out, before.err),
                    (after.code, after.out, after.err),
                    "{again} {command}"
                );
            }
            // A second time nothing changes any more.
            assert_eq!(folder.run(&format!("-d {again} export --private --format {format}")).out(), text);
        }
    }
}

#[test]
fn words_that_are_not_known_and_keys_of_ones_own_survive() {
    let toml = "[[colleague]]\nname = \"Ana; Ruiz\"\nphone = \"+47 22 33 44 55\"\nspecialties = [\"a;b\", \"ptds\"]\nfee = \"cheap\"\n\
                blurb = \"\"\"\n=1+1, \"so\"\nand on\"\"\"\nFax = \"-5\"\n";
    let folder = directory(toml);
    let csv = folder.run("export").out();
    assert_eq!(
        csv,
        "name,phone,specialties,fee,blurb,Fax\nAna; Ruiz,'+47 22 33 44 55,a\\;b;ptds,cheap,\"'=1+1, \"\"so\"\"\nand on\",'-5\n"
    );
    let folder = folder.file("d.csv", &csv);
    assert_eq!(folder.run("-d d.csv export --format toml").out(), folder.run("export --format toml").out());
    let expected = "version = 1\n\n[[colleague]]\nname = \"Ana; Ruiz\"\nphone = \"+47 22 33 44 55\"\nspecialties = [\"a;b\", \"ptds\"]\n\
                    fee = \"cheap\"\nblurb = \"\"\"\n=1+1, \"so\"\nand on\"\"\"\nFax = \"-5\"\n";
    assert_eq!(folder.run("export --format toml").out(), expected);
}

const PRIVATE: &str = "[[colleague]]\nname = \"Ana Ruiz\"\nstreet = \"1 Elm\"\ncity = \"Salem\"\nregion = \"MA\"\nprivate_address = true\n\
                       tie_to_me = \"my sister\"\nnotes = \"calls back late\"\n\"My comments\" = \"slow\"\nrelationship = \"met\"\n";

#[test]
fn private_notes_ties_and_streets_stay_at_home_unless_they_are_asked_for() {
    let secrets = ["1 Elm", "my sister", "calls back late", "slow"];
    let folder = directory(PRIVATE);
    for format in ["csv", "toml", "json", "vcard"] {
        let shown = folder.run(&format!("export --format {format}")).out();
        assert!(shown.contains("Ana Ruiz") && shown.contains("Salem"), "{shown}");
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{format}\n{shown}");
        let all = folder.run(&format!("export --private --format {format}")).out();
        let expected = if format == "vcard" { &["1 Elm", "calls back late"][..] } else { &secrets };
        assert!(expected.iter().all(|secret| all.contains(secret)), "{format}\n{all}");
    }
    assert_eq!(
        folder.run("export").out(),
        "name,city,region,private_address,relationship\nAna Ruiz,Salem,MA,yes,met\n"
    );
}

#[test]
fn a_sheet_may_have_every_column() {
    let header =
        |flags: &str| directory(PRIVATE).run(&format!("export {flags}")).out().lines().next().unwrap().to_owned();
    let keys: Vec<&str> = Field::ALL.iter().map(|field| field.key()).collect();
    assert_eq!(header("--all-columns --private"), format!("{},My comments", keys.join(",")));
    let shown: Vec<&str> = keys.iter().copied().filter(|key| !["notes", "tie_to_me"].contains(key)).collect();
    assert_eq!(header("--all-columns"), shown.join(","));
}

#[test]
fn json_has_the_keys_of_a_record() {
    let toml = "[[colleague]]\nname = \"Ana Ruiz\"\nlanguages = \"es\"\nopenings = 2\nfee = 120\nsliding_fee_from = \"80.50\"\nout_of_network = \"no\"\nFax = \"1\"\n[[colleague]]\nname = \"Bo\"\n";
    let document: serde_json::Value = serde_json::from_str(&directory(toml).run("export --format json").out()).unwrap();
    let expected = serde_json::json!({"schema": "refer.export/1", "colleagues": [
        {"id": "ana-ruiz", "name": "Ana Ruiz", "languages": ["es"], "out_of_network": false, "fee": 120,
         "sliding_fee_from": "80.50", "openings": 2, "extras": {"Fax": "1"}},
        {"id": "bo", "name": "Bo"}
    ]});
    assert_eq!(document, expected);
}

#[test]
fn json_says_what_the_sheet_says() {
    let json: serde_json::Value = serde_json::from_str(&example("export --private --format json").out()).unwrap();
    let csv = example("export --private").out();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        serde_json::Value::Array(values) => {
            values.iter().map(|value| value.as_str().unwrap()).collect::<Vec<_>>().join(";")
        }
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut compared = 0;
    for (row, colleague) in reader.records().zip(json["colleagues"].as_array().unwrap()) {
        for (key, cell) in header.iter().zip(&row.unwrap()).filter(|(key, _)| *key != "id") {
            let field = Field::read(key);
            let value = if field.is_some() { &colleague[key] } else { &colleague["extras"][key] };
            assert_eq!(text(value), cell.trim_start_matches('\''), "{key}");
            compared += usize::from(!cell.is_empty());
        }
    }
    assert!(compared > 800, "{compared}");
}

#[test]
fn cards_stand_one_after_another_and_nobody_is_missing() {
    let cards = example("export --format vcard").out();
    let count = |line: &str| cards.split("\r\n").filter(|found| *found == line).count();
    assert_eq!((count("BEGIN:VCARD"), count("VERSION:4.0"), count("END:VCARD")), (50, 50, 50));
    assert!(cards.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    assert!(cards.contains("FN:Marisol Etchegaray\r\nN:Etchegaray;Marisol;;;LICSW,EMDRIA\r\n"), "{cards}");
    assert!(!cards.contains("lgbtq") && !cards.contains("Muslim"));
}

#[test]
fn only_those_who_are_asked_for() {
    let out = example("export --only noor-haddadin --only 'Hannah Brodkowski'").out();
    let names: Vec<&str> = out.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(names, ["Hannah Brodkowski", "Noor Haddadin"]);
    example("export --only nobody-at-all")
        .refuses("error: --only: nobody has the id or name “nobody-at-all”\n  hint: refer list names everybody\n");
}

#[test]
fn what_cannot_be_read_is_named_and_never_silently_missing() {
    let answer = directory("[[colleague]]\nname = \"Ana\"\n[[colleague]]\nname = Bo\n").run("export").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(3), "name\nAna\n"));
    assert!(answer.err.starts_with("error: colleagues.toml:4:8: this is not TOML"), "{}", answer.err);
    let folder = directory("[[colleague]]\nname = Bo\n").file("old.csv", "name\nAna\n");
    assert_eq!(folder.run("export").answer().code, Some(2));
    let answer = folder.run("export old.csv --force").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.contains("no colleague can be read"), "{}", answer.err);
    assert_eq!(folder.read("old.csv"), "name\nAna\n");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let rows: String = (0..20_000).map(|i| format!("N{i}\n")).collect();
    let answer = Folder::new().file("d.csv", format!("name\n{rows}")).run("-d d.csv export").stdout_to(writer);
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
}

#[test]
fn a_file_is_written_in_the_form_that_its_name_says_and_never_overwritten_unasked() {
    let folder = Folder::new().file("d/c.toml", "[[colleague]]\nname = \"Ana\"\n").file("old.csv", "mine\n");
    for (file, start) in
        [("a.csv", "name\nAna\n"), ("a.toml", "version = 1\n\n[[c"), ("a.json", "{\n"), ("a.VCF", "BEGIN:VCARD\r\n")]
    {
        folder.run(&format!("-d d export {file}")).shows(&format!("written: {file} (1 colleague)\n"));
        assert!(folder.read(file).starts_with(start), "{}", folder.read(file));
    }
    folder
        .run("-d d export old.csv")
        .refuses("error: old.csv: this file is there already\n  hint: --force overwrites it\n");
    assert_eq!(folder.read("old.csv"), "mine\n");
    folder.run("-d d export old.csv --force --format toml").shows("written: old.csv (1 colleague)\n");
    assert!(folder.read("old.csv").starts_with("version = 1\n"));
    folder.run("-d d export -").shows("name\nAna\n");
    folder.run("-d d export list.txt").refuses(
        "error: list.txt: the name does not say how it is to be written\n  hint: let it end in .csv, .toml, .json or .vcf, or say --format\n",
    );
}

#[test]
fn the_directory_is_never_overwritten_by_its_own_copy_nor_joined_by_it() {
    let text = "[[colleague]]\nname = \"Ana\"\nnotes = \"mine\"\n";
    let folder = Folder::new().file("d/c.toml", text);
    folder.run("-d d export d/c.toml --force").refuses(
        "error: d/c.toml: this is a file of the directory itself; it is not overwritten\n  hint: name another file\n",
    );
    folder.run("-d d export d/copy.csv").refuses(
        "error: d/copy.csv: in the folder of the directory this would be read as colleagues, who would be there twice\n  \
         hint: name a file in another folder\n",
    );
    assert_eq!(folder.read("d/c.toml"), text);
    folder.run("-d d export d/cards.vcf").shows("written: d/cards.vcf (1 colleague)\n");
    // Where one file is the directory, others may stand beside it.
    folder.run("-d d/c.toml export d/copy.csv").shows("written: d/copy.csv (1 colleague)\n");
}

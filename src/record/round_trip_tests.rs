//! A record that is written and read again is the same record, whatever it holds.

use super::{CsvRecords, Written, csv_header, csv_row, each_written_toml, write_toml};
use crate::colleague::{Field, Shape};

/// A small generator of numbers (xorshift), so that no run differs from another.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    pub fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// What is hard to write: signs of a format, and what only looks like one.
const PIECES: [&str; 32] = [
    "a",
    "Ana",
    " ",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "\n",
    "\t",
    ";",
    "\\",
    "\\;",
    "=",
    "+47 22",
    "-",
    "@",
    "＝",
    ",",
    "#",
    "é",
    "木",
    "😀",
    "[[colleague]]",
    "\n[[colleague]]\n",
    "]",
    "{",
    "0",
    "120",
    "2026-11-02",
    "true",
    "\\n",
    "’",
];

fn text(numbers: &mut Numbers) -> String {
    (0..1 + numbers.below(6)).map(|_| numbers.pick(&PIECES)).collect()
}

pub fn record(numbers: &mut Numbers) -> Written {
    let mut written = Written::default();
    for &field in Field::ALL {
        let count = if field.shape() == Shape::List { 3 } else { 1 };
        if numbers.below(3) == 0 {
            let values: Vec<String> = (0..count).map(|_| text(numbers)).collect();
            written.set(field, values);
        }
    }
    written.set(Field::Name, [format!("N{}", text(numbers))]);
    for key in ["Fax", "weird \"key\"", "=x", "a.b", "línea\ndos", "Name of the clinic"] {
        if numbers.below(2) == 0 {
            written.set_extra(key, &text(numbers));
        }
    }
    written
}

fn by_toml(text: &str) -> Vec<Written> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    each_written_toml("d.toml", text.as_bytes(), &mut problems, |written, _| all.push(written.clone()));
    assert!(problems.iter().all(|problem| !problem.is_error()), "{problems:?}\n{text}");
    all
}

fn by_csv(text: &str) -> Vec<Written> {
    let mut records = CsvRecords::new(text.as_bytes()).expect("there is a header");
    let mut all = Vec::new();
    records.each_written(|written, _| all.push(written.clone()));
    assert!(
        records.problems.iter().all(|problem| problem.severity != crate::problem::Severity::Error),
        "{:?}\n{text}",
        records.problems
    );
    all
}

#[test]
fn toml_and_csv_give_back_what_was_written() {
    let mut numbers = Numbers(0x5eed_cafe);
    for _ in 0..60 {
        let records: Vec<Written> = (0..8).map(|_| record(&mut numbers)).collect();
        let toml: String = records.iter().map(write_toml).collect();
        let read = by_toml(&toml);
        assert_eq!(read.len(), records.len());
        read.iter().zip(&records).for_each(|(read, record)| assert_eq!(read, record));
        let mut extras: Vec<String> = Vec::new();
        for (key, _) in records.iter().flat_map(Written::extras) {
            if !extras.iter().any(|known| known == key) {
                extras.push(key.to_owned());
            }
        }
        let rows: String = records.iter().map(|record| csv_row(record, Field::ALL, &extras)).collect();
        let csv = csv_header(Field::ALL, &extras) + &rows;
        for (read, record) in by_csv(&csv).iter().zip(&records) {
            // A CSV file has one order of columns for all.
            let mut sorted = record.clone();
            for key in &extras {
                let text = record.extra(key).to_owned();
                sorted.set_extra(key, "");
                sorted.set_extra(key, &text);
            }
            assert_eq!(*read, sorted);
        }
        assert_eq!(by_csv(&csv).len(), records.len());
    }
}

#[test]
fn a_record_is_written_as_a_person_would() {
    let mut ana = Written::default();
    ana.set(Field::Name, ["Ana \"Annie\" Ruiz"]);
    ana.set(Field::PostalCode, ["02139"]);
    ana.set(Field::Npi, ["1234567893"]);
    ana.set(Field::Specialties, ["ptsd", "a; b"]);
    ana.set(Field::Fee, ["185"]);
    ana.set(Field::SlidingFeeFrom, ["007"]);
    ana.set(Field::Checked, ["2026-11-02"]);
    ana.set(Field::Notes, ["Calls back.\nSays \"hi\""]);
    ana.set_extra("Fax", "+47 22");
    ana.set_extra("Emergency contact", "no");
    ana.set_extra("name", "not hers");
    assert_eq!(
        write_toml(&ana),
        r#"[[colleague]]
name = "Ana \"Annie\" Ruiz"
npi = "1234567893"
specialties = ["ptsd", "a; b"]
postal_code = "02139"
fee = 185
sliding_fee_from = "007"
checked = 2026-11-02
notes = """
Calls back.
Says "hi\""""
Fax = "+47 22"
"Emergency contact" = "no"
"name (2)" = "not hers"
"#
    );
    let fields = [Field::Name, Field::Specialties, Field::Notes];
    assert_eq!(
        csv_header(&fields, &["Fax".to_owned(), "Phone".to_owned()]) + &csv_row(&ana, &fields, &["Fax".to_owned()]),
        "name,specialties,notes,Fax,Phone (2)\n\
         \"Ana \"\"Annie\"\" Ruiz\",ptsd;a\\; b,\"Calls back.\nSays \"\"hi\"\"\",'+47 22\n"
    );
}

#[test]
fn control_characters_are_not_written() {
    let mut ana = Written::default();
    ana.set(Field::Name, ["A\0n\x1ba"]);
    ana.set(Field::Notes, ["one\r\ntwo\rthree\u{85}"]);
    assert_eq!(write_toml(&ana), "[[colleague]]\nname = \"Ana\"\nnotes = \"\"\"\none\ntwo\nthree\"\"\"\n");
    assert_eq!(csv_row(&ana, &[Field::Name, Field::Notes], &[]), "Ana,\"one\ntwo\nthree\"\n");
}

#[test]
fn a_value_that_its_field_does_not_take_stays_as_it_stands() {
    let read = by_toml(
        "[[colleague]]\nname = \"Ana\"\nfee = true\nphone = [\"1\", \"2\"]\nages = 0x1F\nlanguages = [\"en\", {a = 1}]\noffer = {fee = 1}\n",
    );
    assert_eq!(read[0].text(Field::Fee), "yes");
    assert_eq!(read[0].text(Field::Phone), "1; 2");
    assert_eq!(read[0].values(Field::Ages), ["0x1F"]);
    assert_eq!(read[0].values(Field::Languages), ["en", "{ a = 1 }"]);
    assert_eq!(read[0].extra("offer"), "{ fee = 1 }");
}

#[test]
fn two_columns_of_one_name_are_kept_apart() {
    let read = by_csv("name,Fax,Fax,Name,,\nAna,1,2,x,y,z\n");
    let extras: Vec<(&str, &str)> = read[0].extras().collect();
    assert_eq!(extras, [("Fax", "1"), ("Fax (2)", "2"), ("Name (2)", "x"), ("", "y"), (" (2)", "z")]);
}

#[test]
fn a_backslash_keeps_a_semicolon_in_its_value() {
    let read = by_csv("name,payers,concerns\nAna,\"a\\;b ; c\\d;e\\\\;f\\\",x;;y\n");
    assert_eq!(read[0].values(Field::Payers), ["a;b", "c\\d", "e\\", "f\\"]);
    assert_eq!(read[0].values(Field::Concerns), ["x", "y"]);
}

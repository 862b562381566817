//! Invented colleagues, the same on every run: what the benches read.
#![allow(dead_code, reason = "each bench reads them in the formats it needs")]

use refer::colleague::Colleague;
use refer::directory::{Candidate, Source};
use refer::record::{CsvRecords, Decoder};
use std::fmt::Write;

const SPECIALTIES: [&str; 12] = [
    "ptsd",
    "anxiety",
    "depression",
    "ocd",
    "grief",
    "bipolar",
    "adhd",
    "panic",
    "insomnia",
    "couple-distress",
    "eating-disorders",
    "addiction",
];
const APPROACHES: [&str; 8] = ["cbt", "emdr", "act", "dbt", "ifs", "erp", "psychodynamic", "mindfulness"];
const STATES: [(&str, &str, &str); 6] = [
    ("MA", "Cambridge", "02139"),
    ("CA", "Los Angeles", "90012"),
    ("NY", "Brooklyn", "11201"),
    ("TX", "Austin", "78701"),
    ("IL", "Chicago", "60601"),
    ("WA", "Seattle", "98101"),
];
const PAYERS: [&str; 5] = ["Aetna", "Cigna", "BCBS", "Medicare", "Humana"];

/// A small generator of numbers (xorshift), so that no run differs from another.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn some<'w>(&mut self, words: &[&'w str], most: usize) -> Vec<&'w str> {
        let count = 1 + self.below(most);
        let start = self.below(words.len());
        (0..count.min(words.len())).map(|i| words[(start + i) % words.len()]).collect()
    }
}

/// The keys and values of one colleague; lists are several.
type Record = Vec<(&'static str, Vec<String>)>;

fn colleague(number: usize, numbers: &mut Numbers) -> Record {
    let (state, city, zip) = STATES[numbers.below(STATES.len())];
    let one = |text: String| vec![text];
    let many = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    vec![
        ("id", one(format!("c{number:07}"))),
        ("name", one(format!("Colleague Number {number}"))),
        ("credentials", one("LICSW".to_owned())),
        ("practice", one(format!("Practice {}", number % 97))),
        ("phone", one(format!("(617) 555-01{:02}", number % 100))),
        ("email", one(format!("c{number}@example.org"))),
        ("specialties", many(numbers.some(&SPECIALTIES, 4))),
        ("concerns", many(numbers.some(&SPECIALTIES, 6))),
        ("approaches", many(numbers.some(&APPROACHES, 5))),
        ("severity_max", one(["moderate", "severe", "complex"][numbers.below(3)].to_owned())),
        ("ages", one(["18+", "13+", "4+"][numbers.below(3)].to_owned())),
        ("sees", many(vec!["individual", "couple"])),
        ("licensed_in", one(format!("US-{state}"))),
        ("languages", many(numbers.some(&["en", "es", "pt", "cmn"], 2))),
        ("city", one(city.to_owned())),
        ("region", one(state.to_owned())),
        ("postal_code", one(zip.to_owned())),
        ("delivery", many(vec!["in-person", "video"])),
        ("payers", many(numbers.some(&PAYERS, 4))),
        ("fee", one(format!("{}-{}", 90 + numbers.below(60), 150 + numbers.below(80)))),
        ("accepting", one(["yes", "yes", "waitlist", "no"][numbers.below(4)].to_owned())),
        ("wait_weeks", one(numbers.below(12).to_string())),
        ("checked", one(format!("2026-{:02}-{:02}", 1 + numbers.below(11), 1 + numbers.below(28)))),
        ("notes", one("Returns calls the same day; prefers a short message first, then a call.".to_owned())),
    ]
}

fn records(count: usize) -> impl Iterator<Item = Record> {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    (0..count).map(move |number| colleague(number, &mut numbers))
}

/// So many colleagues as CSV.
pub fn csv(count: usize) -> String {
    let mut text = String::new();
    for (i, record) in records(count).enumerate() {
        if i == 0 {
            let header: Vec<&str> = record.iter().map(|(key, _)| *key).collect();
            text.push_str(&header.join(","));
            text.push('\n');
        }
        let cells: Vec<String> = record
            .iter()
            .map(|(_, values)| values.join(";"))
            .map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell })
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// So many colleagues as TOML.
pub fn toml(count: usize) -> String {
    let mut text = String::new();
    for record in records(count) {
        text.push_str("[[colleague]]\n");
        for (key, values) in record {
            let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            let value = if quoted.len() == 1 { quoted.concat() } else { format!("[{}]", quoted.join(", ")) };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{key} = {value}");
        }
        text.push('\n');
    }
    text
}

/// CSV in memory, as a stream of colleagues.
pub struct Stream<'a, 'v>(pub &'a str, pub Decoder<'v>);

impl Source for &mut Stream<'_, '_> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        let mut records = CsvRecords::new(self.0.as_bytes()).expect("the file is sound");
        records.each(&mut self.1, &mut Colleague::default(), |candidate, _| visit(candidate));
    }
}

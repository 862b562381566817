//! Pages with commands in them, run as a reader would run them, and held to the letter.
//!
//! `REFER_BLESS=1 cargo test` writes what the program says now into the pages; read the change before it is kept.

use super::harness::{Folder, HOUSE, REFER, example};
use refer::client::Key;
use refer::colleague::Field;
use refer::ranking::Gate;
use refer::reason::Reason;
use refer::weights::{Criterion, NO_REASON, Weights};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_block_of_the_readme_is_what_the_program_says() {
    run_page("README.md");
}

#[test]
fn every_screen_is_what_the_program_says() {
    run_page("tests/it/screens.md");
}

/// Runs each console block of a page in a folder with a copy of the examples.
fn run_page(page: &str) {
    let path = Path::new(HOUSE).join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (mut now, mut wrong, mut blocks) = (String::new(), String::new(), 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(now, "{line}").unwrap();
        if line != "```console" {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks += 1;
        let mut shell = Shell::new();
        for (command, expected) in commands(&block) {
            let said = shell.run(&command);
            let shown = if is_said(&expected, &said) { expected.join("\n") } else { said.trim_end().to_owned() };
            if shown != expected.join("\n") {
                write!(wrong, "\n{command}\n--- is\n{shown}\n--- and not\n{}\n", expected.join("\n")).unwrap();
            }
            writeln!(now, "$ {}", command.replace('\n', "\n> ")).unwrap();
            now.push_str(&if shown.is_empty() { String::new() } else { shown + "\n" });
        }
        now.push_str("```\n");
    }
    assert!(blocks > 4, "{page}: {blocks} blocks");
    if std::env::var_os("REFER_BLESS").is_some() {
        fs::write(&path, now).unwrap();
    } else {
        assert!(wrong.is_empty(), "{page}\n{wrong}");
    }
}

/// The commands of a block with what is to be said after each. A command goes on in lines that begin with `> `.
fn commands<'a>(block: &[&'a str]) -> Vec<(String, Vec<&'a str>)> {
    let mut commands: Vec<(String, Vec<&str>)> = Vec::new();
    for line in block {
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push((command.to_owned(), Vec::new()));
        } else if let (Some(more), Some((command, said))) = (line.strip_prefix("> "), commands.last_mut())
            && said.is_empty()
        {
            *command += &format!("\n{more}");
        } else {
            commands.last_mut().expect("a block begins with a command").1.push(line);
        }
    }
    commands
}

/// Whether this is what was said; a line `…` stands for any lines left out.
fn is_said(expected: &[&str], said: &str) -> bool {
    let said: Vec<&str> = said.trim_end().lines().collect();
    fn fits(expected: &[&str], said: &[&str]) -> bool {
        match expected.split_first() {
            None => said.is_empty(),
            Some((&"…", rest)) => (0..=said.len()).any(|skipped| fits(rest, &said[skipped..])),
            Some((line, rest)) => said.split_first().is_some_and(|(first, more)| first == line && fits(rest, more)),
        }
    }
    fits(expected, &said)
}

/// A shell that knows `refer` and stands in a folder with the examples; it remembers how the last command ended.
struct Shell {
    folder: Folder,
    last: i32,
}

impl Shell {
    fn new() -> Shell {
        let mut folder = Folder::new();
        for name in ["directory/colleagues.toml", "directory/config.toml", "colleagues.csv"] {
            let text = fs::read(Path::new(HOUSE).join("examples").join(name)).unwrap();
            folder = folder.file(&format!("examples/{name}"), text);
        }
        Shell { folder, last: 0 }
    }

    fn run(&mut self, command: &str) -> String {
        if command == "cargo test" {
            return String::new();
        }
        let command = command.replace("cargo run --release -- ", "refer ");
        let script = format!("refer() {{ '{REFER}' \"$@\"; }}\nexec 2>&1\n(exit {})\n{command}\n", self.last);
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(self.folder.path(""))
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([("TERM", "dumb"), ("COLUMNS", "80"), ("REFER_DIRECTORY", "examples/directory")])
            .output()
            .unwrap();
        self.last = output.status.code().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

/// The first cells, without their ticks, of the rows of the README's tables whose first cell begins so.
fn first_cells(heading: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(HOUSE).join("README.md")).unwrap();
    let section = text.split(&format!("\n## {heading}\n")).nth(1).expect(heading);
    let section = section.split("\n## ").next().unwrap();
    let cell = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned());
    section.lines().filter_map(cell).collect()
}

#[test]
fn every_flag_of_a_client_is_in_the_manual_in_the_order_of_the_help() {
    let flags: Vec<String> = Key::ALL.iter().map(|key| format!("--{} {}", key.word(), key.value())).collect();
    assert_eq!(first_cells("The client"), flags);
}

#[test]
fn every_flag_of_the_help_is_in_the_manual_and_none_besides() {
    let help = example("suggest --help").out();
    let flag = |line: &str| line.trim_start().split_whitespace().find(|word| word.starts_with("--")).map(str::to_owned);
    let mut in_help: Vec<String> =
        help.lines().filter(|line| line.trim_start().starts_with('-')).filter_map(flag).collect();
    in_help.retain(|flag| flag != "--help");
    let sections = ["The client", "What is shown"];
    let mut in_manual: Vec<String> = sections
        .iter()
        .flat_map(|section| first_cells(section))
        .filter_map(|cell| cell.split(' ').find(|word| word.starts_with("--")).map(str::to_owned))
        .collect();
    in_help.sort();
    in_manual.sort();
    assert_eq!(in_manual, in_help);
}

#[test]
fn every_key_of_a_record_is_in_the_manual_in_order() {
    let keys: Vec<&str> = Field::ALL.iter().map(|field| field.key()).collect();
    assert_eq!(first_cells("The directory"), keys);
}

#[test]
fn every_reason_is_in_the_manual_in_order() {
    let words: Vec<&str> = Reason::ALL.iter().map(|reason| reason.word()).collect();
    assert_eq!(first_cells("The seven reasons"), words);
}

#[test]
fn every_gate_is_in_the_manual_in_order() {
    let mut gates: Vec<&str> = Gate::ALL.iter().map(|gate| gate.word()).collect();
    gates.retain(|gate| !gate.starts_with("must:"));
    gates.push("must:WISH");
    assert_eq!(first_cells("Who is left out"), gates);
}

#[test]
fn the_weights_of_the_manual_are_those_of_the_program() {
    let mut table = String::from("| reason |");
    Criterion::ALL.iter().for_each(|criterion| write!(table, " {} |", criterion.word()).unwrap());
    table += &format!("\n|---|{}\n", "---|".repeat(Criterion::ALL.len()));
    let mut row = |name: &str, weights: Weights| {
        write!(table, "| {name} |").unwrap();
        Criterion::ALL.iter().for_each(|&criterion| write!(table, " {} |", weights.of(criterion)).unwrap());
        table.push('\n');
    };
    row("none", NO_REASON);
    Reason::ALL.iter().for_each(|&reason| row(reason.word(), Weights::for_reasons(&[reason], NO_REASON)));
    let readme = fs::read_to_string(Path::new(HOUSE).join("README.md")).unwrap();
    assert!(readme.contains(&table), "README.md lacks\n{table}");
}

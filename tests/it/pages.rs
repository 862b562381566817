//! Pages with commands in them, run as a reader would run them, and held to the letter.
//!
//! `REFER_BLESS=1 cargo test` writes what the program says now into the pages; read the change before it is kept.

use super::harness::{Folder, HOUSE, REFER, example};
use refer::client::Key;
use refer::colleague::Field;
use refer::ranking::Gate;
use refer::reason::Reason;
use refer::weights::{Criterion, NO_REASON, Weights};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

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
        for Typed { command, input, said: expected } in commands(&block) {
            let said = shell.run(command, &input);
            let shown = if is_said(&expected, &said) { expected.join("\n") } else { said.trim_end().to_owned() };
            if shown != expected.join("\n") {
                write!(wrong, "\n{command}\n--- is\n{shown}\n--- and not\n{}\n", expected.join("\n")).unwrap();
            }
            let end = if input.is_empty() { None } else { Some("^D") };
            let lines = input.iter().copied().chain(end).chain(shown.lines());
            writeln!(now, "$ {command}").unwrap();
            lines.for_each(|line| writeln!(now, "{line}").unwrap());
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

struct Typed<'a> {
    command: &'a str,
    /// What is typed into the command, up to the line `^D`.
    input: Vec<&'a str>,
    said: Vec<&'a str>,
}

/// The commands of a block with what is typed into each and what is to be said after it.
fn commands<'a>(block: &[&'a str]) -> Vec<Typed<'a>> {
    let mut commands: Vec<Typed> = Vec::new();
    for line in block {
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push(Typed { command, input: Vec::new(), said: Vec::new() });
            continue;
        }
        let typed = commands.last_mut().expect("a block begins with a command");
        if *line == "^D" {
            typed.input = std::mem::take(&mut typed.said);
        } else {
            typed.said.push(line);
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
        for name in [
            "directory/colleagues.toml",
            "directory/config.toml",
            "colleagues.csv",
            "clients.csv",
            "list-from-a-colleague.csv",
        ] {
            let text = fs::read(Path::new(HOUSE).join("examples").join(name)).unwrap();
            folder = folder.file(&format!("examples/{name}"), text);
        }
        Shell { folder, last: 0 }
    }

    fn run(&mut self, command: &str, input: &[&str]) -> String {
        if command == "cargo test" {
            return String::new();
        }
        let command = command.replace("cargo run --release -- ", "refer ");
        let script = format!("refer() {{ '{REFER}' \"$@\"; }}\nexec 2>&1\n(exit {})\n{command}\n", self.last);
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .current_dir(self.folder.path(""))
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([("TERM", "dumb"), ("COLUMNS", "80"), ("REFER_DIRECTORY", "examples/directory")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.join("\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
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
    let flag = |line: &str| line.split_whitespace().find(|word| word.starts_with("--")).map(str::to_owned);
    let mut in_help: Vec<String> =
        help.lines().filter(|line| line.trim_start().starts_with('-')).filter_map(flag).collect();
    in_help.retain(|flag| flag != "--help");
    let readme = fs::read_to_string(Path::new(HOUSE).join("README.md")).unwrap();
    let mut in_manual: Vec<String> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .filter_map(|cell| cell.split(' ').find(|word| word.starts_with("--")).map(str::to_owned))
        .collect();
    in_help.sort();
    in_help.dedup();
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

#[test]
fn every_source_of_a_guideline_is_in_the_manual_with_its_year_and_standing() {
    let read = |name: &str| fs::read_to_string(Path::new(HOUSE).join(name)).unwrap();
    let readme = read("README.md");
    let rows: Vec<&str> = readme.lines().skip_while(|line| !line.starts_with("| source |")).skip(2).collect();
    let sources = read("src/vocab/sources.tsv");
    let expected: Vec<String> = sources
        .lines()
        .skip(1)
        .map(|row| row.split('\t').take(4).fold("|".to_owned(), |row, cell| row + &format!(" {cell} |")))
        .collect();
    assert_eq!(rows[..expected.len()], expected);
    assert_eq!(rows[expected.len()], "");
}

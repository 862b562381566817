//! Whole processes side by side: `cargo bench --bench process`.
//!
//! Each line is `refer` against a peer, run in turn, as the median of the ratios of their wall times. The peers are
//! this very program started again: one that prints a line, one that builds a command line with clap and prints a
//! line, and one that reads a CSV file into byte records with the csv crate. Limits are the project's own.
#![allow(missing_docs, clippy::print_stdout, reason = "a bench prints its figures")]

mod people;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 20;
const PEER: &str = "--as-peer";

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == PEER) {
        return peer(&args[at + 1..]);
    }
    let folder = std::env::temp_dir().join(format!("refer-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be made");
    let write = |name: &str, text: String| -> PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("the temporary folder can be written");
        path
    };
    let few = write("200.csv", people::csv(200));
    let many = write("10000.csv", people::csv(10_000));
    let few_toml = write("200.toml", people::toml(200));
    let many_arg = many.display().to_string();
    println!("refer suggest against                             ratio   limit");
    compare("a line printed, 200 colleagues in CSV", &few, &["hello"], 1.8);
    compare("a line printed by clap, 200 in CSV", &few, &["clap"], 1.5);
    compare("a line printed, 200 colleagues in TOML", &few_toml, &["hello"], 4.0);
    compare("the csv crate's read, 10,000 in CSV", &many, &["csv", &many_arg], 1.6);
    std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
}

fn peer(args: &[String]) {
    match args {
        [kind] if kind == "hello" => println!("Hello, world!"),
        [kind] if kind == "clap" => {
            let name = clap::Arg::new("name").long("name").default_value("world");
            let matches = clap::Command::new("hello").arg(name).get_matches_from(["hello"]);
            println!("Hello, {}!", matches.get_one::<String>("name").map_or("", String::as_str));
        }
        [_, path] => {
            let mut reader = csv::Reader::from_path(path).expect("the file can be read");
            let (mut row, mut cells) = (csv::ByteRecord::new(), 0);
            while reader.read_byte_record(&mut row).expect("the file is sound") {
                cells += row.len();
            }
            println!("{cells}");
        }
        _ => {}
    }
}

fn compare(what: &str, directory: &Path, peer: &[&str], limit: f64) {
    let own = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refer"));
        command.arg("-d").arg(directory).args(["--as-of", "2026-11-16", "suggest", "--concern", "ptsd,anxiety"]);
        command.args(["--severity", "severe", "--near", "02139", "--payer", "Aetna", "--state", "MA"]);
        command
    };
    let other = || {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.arg(PEER).args(peer);
        command
    };
    let mut ratios: Vec<f64> = (0..=ROUNDS).map(|_| seconds(own()) / seconds(other())).skip(1).collect();
    ratios.sort_by(f64::total_cmp);
    println!("{what:<48}  {:5.2}   {limit:5.2}", ratios[ROUNDS / 2]);
}

fn seconds(mut command: Command) -> f64 {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null()).status();
    let seconds = start.elapsed().as_secs_f64();
    assert!(status.is_ok_and(|status| status.success()), "{command:?} failed");
    seconds
}

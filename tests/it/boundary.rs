//! What the code must never do, held by reading it.

use super::harness::HOUSE;
use std::fs;
use std::path::{Path, PathBuf};

/// Every source file of the package with its path below `src`, without its tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(HOUSE).join("src");
    let (mut folders, mut files): (Vec<PathBuf>, Vec<(String, String)>) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                let text = fs::read_to_string(path).unwrap();
                let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                files.push((name, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    files.sort();
    assert!(files.len() > 50, "{}", files.len());
    files
}

/// Whether a file belongs to the edge, or only to the build.
fn is_outside(name: &str) -> bool {
    name == "main.rs" || name == "cli.rs" || name.starts_with("cli/") || name == "build.rs" || name == "place/pack.rs"
}

/// The modules in the order that `lib.rs` draws.
fn layers() -> Vec<String> {
    let map = fs::read_to_string(Path::new(HOUSE).join("src/lib.rs")).unwrap();
    let drawing = map.split("```").nth(1).unwrap().lines().skip(1);
    let word = |line: &str| line.strip_prefix("//! ")?.split_whitespace().next().map(str::to_owned);
    let layers: Vec<String> = drawing.filter_map(word).collect();
    let mut drawn = layers.clone();
    drawn.sort();
    let module = |line: &str| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned);
    let declared: Vec<String> = map.lines().filter_map(module).collect();
    assert_eq!(drawn, declared, "the map of lib.rs names its modules");
    layers
}

/// The modules of the core that a file names after `crate::`.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in code.split("crate::").skip(1) {
        let list = after.strip_prefix('{').map_or(after, |group| group.split('}').next().unwrap());
        let many = after.starts_with('{');
        for part in list.split(',').take(if many { usize::MAX } else { 1 }) {
            let name: String =
                part.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn a_module_imports_only_from_above_itself() {
    let layers = layers();
    let layer = |name: &str| layers.iter().position(|layer| layer == name);
    let mut checked = 0;
    for (name, code) in sources().iter().filter(|(name, _)| !is_outside(name) && name != "lib.rs") {
        let own = name.split(['/', '.']).next().unwrap();
        let place = layer(own).unwrap_or_else(|| panic!("{name} is on no layer"));
        for import in imports(code) {
            let other = layer(&import).unwrap_or_else(|| panic!("{name} imports {import}, which is on no layer"));
            assert!(other <= place, "{name} imports {import}, which lies below {own}");
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

/// Asserts that only files for which `may` holds contain one of the words.
fn only(words: &[&str], may: fn(&str) -> bool) {
    for (name, code) in sources() {
        for word in words {
            assert!(may(&name) || !code.contains(word), "{name} contains {word}");
        }
    }
}

#[test]
fn files_are_touched_in_one_place() {
    let words = ["fs::", "File::open", "File::create", "OpenOptions", "read_dir"];
    only(&words, |name| name == "store.rs" || name.starts_with("store/") || name == "build.rs");
}

#[test]
fn clock_environment_and_terminal_belong_to_the_edge() {
    let words = [
        "std::env",
        "env::var",
        "::now()",
        "SystemTime",
        "Instant",
        "terminal_size",
        "is_terminal(",
        "io::stdin",
        "io::stdout",
        "io::stderr",
        "process::",
    ];
    only(&words, is_outside);
    only(&["std::env", "env::var", "::now()", "terminal_size", "is_terminal("], |name| {
        ["main.rs", "cli/edge.rs", "build.rs"].contains(&name)
    });
}

#[test]
fn nothing_is_printed_past_the_one_place_for_output() {
    only(&["println!", "print!", "eprint!", "dbg!"], |name| name == "build.rs");
    only(&["io::stdout().lock", "io::stderr().lock"], |name| name == "cli/output.rs");
}

#[test]
fn nobody_reaches_the_network() {
    only(&["std::net", "TcpStream", "reqwest", "ureq", "http::"], |_| false);
    let lock = fs::read_to_string(Path::new(HOUSE).join("Cargo.lock")).unwrap();
    for package in ["reqwest", "ureq", "hyper", "curl", "tokio", "rustls", "openssl"] {
        assert!(!lock.contains(&format!("name = \"{package}\"")), "{package}");
    }
}

/// A float rounds differently from one machine to the next; an order must not hang on it.
#[test]
fn the_score_is_counted_in_whole_numbers() {
    only(&["f64", "f32"], |name| name.starts_with("place/") || ["client/within.rs", "build.rs"].contains(&name));
}

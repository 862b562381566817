//! Runs the program and compares everything it says, to the letter.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The program under test.
pub const REFER: &str = env!("CARGO_BIN_EXE_refer");
/// The folder of the package.
pub const HOUSE: &str = env!("CARGO_MANIFEST_DIR");
/// The day on which everything is asked.
const TODAY: &str = "2026-11-16";

/// A folder of its own, gone when nobody needs it any more.
#[derive(Clone)]
pub struct Folder(Arc<Made>);

struct Made(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("refer-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(Arc::new(Made(path)))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.0.join(name)
    }

    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> Folder {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A command to be run in the folder.
    pub fn run(&self, command: &str) -> Run {
        let run = Run::new(&self.0.0, command);
        Run { _folder: Some(self.clone()), ..run }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder with one `colleagues.toml`, which is the directory.
pub fn directory(toml: &str) -> Folder {
    Folder::new().file("colleagues.toml", toml)
}

/// A command that asks the example directory.
pub fn example(command: &str) -> Run {
    Run::new(Path::new(HOUSE), command).env("REFER_DIRECTORY", "examples/directory")
}

/// What `refer suggest` says about the example directory.
pub fn suggest(flags: &str) -> Run {
    example(&format!("suggest {flags}"))
}

/// A command with its surroundings; nothing of the caller's environment reaches it.
pub struct Run {
    command: Command,
    stdin: Vec<u8>,
    asked: String,
    _folder: Option<Folder>,
}

impl Run {
    fn new(folder: &Path, asked: &str) -> Run {
        let mut command = Command::new(REFER);
        command.current_dir(folder).env_clear().env("TERM", "dumb").env("COLUMNS", "80");
        if folder.join("colleagues.toml").exists() {
            command.env("REFER_DIRECTORY", "colleagues.toml");
        }
        let words = words(asked);
        if !words.iter().any(|word| word == "--as-of") {
            command.args(["--as-of", TODAY]);
        }
        command.args(words);
        Run { command, stdin: Vec::new(), asked: asked.to_owned(), _folder: None }
    }

    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Run {
        self.command.env(name, value);
        self
    }

    pub fn columns(self, columns: usize) -> Run {
        self.env("COLUMNS", columns.to_string())
    }

    pub fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Run {
        self.command.arg(arg);
        self
    }

    pub fn stdin(mut self, text: impl AsRef<[u8]>) -> Run {
        self.stdin = text.as_ref().to_owned();
        self
    }

    /// Writes the answer somewhere else than where the test can read it.
    pub fn stdout_to(mut self, target: impl Into<Stdio>) -> Answer {
        self.command.stderr(Stdio::piped()).stdout(target);
        self.finish()
    }

    pub fn answer(mut self) -> Answer {
        self.command.stderr(Stdio::piped()).stdout(Stdio::piped());
        self.finish()
    }

    fn finish(mut self) -> Answer {
        let mut child = self.command.stdin(Stdio::piped()).spawn().unwrap();
        // The program need not read what is offered.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        Answer {
            asked: self.asked,
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Done, with this answer and nothing else.
    pub fn shows(self, out: &str) {
        self.answer().is(0, out, "");
    }

    /// Not done, with this message and nothing else.
    pub fn refuses(self, err: &str) {
        self.answer().is(2, "", err);
    }

    /// The answer of a command that is done and has nothing to complain of.
    pub fn out(self) -> String {
        let answer = self.answer();
        answer.same("stderr", &answer.err, "");
        assert_eq!(answer.code, Some(0), "{}", answer.asked);
        answer.out
    }

    /// The one result of `suggest`, for a look at its parts.
    pub fn result(self) -> Value {
        let answer = self.arg("--json").answer();
        let document: Value = serde_json::from_str(&answer.out).expect(&answer.err);
        document["results"][0].clone()
    }

    /// The ids suggested, best first.
    pub fn ids(self) -> Vec<String> {
        texts(&self.result()["suggestions"], "id")
    }
}

/// What a command said and how it ended.
pub struct Answer {
    pub asked: String,
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn is(&self, code: i32, out: &str, err: &str) {
        self.same("stderr", &self.err, err);
        self.same("stdout", &self.out, out);
        assert_eq!(self.code, Some(code), "{}", self.asked);
    }

    fn same(&self, what: &str, got: &str, wanted: &str) {
        assert!(got == wanted, "refer {}\n--- {what} is\n{got}\n--- and not\n{wanted}\n---", self.asked);
    }

    /// The answer as one line, so that a sentence is found wherever it was wrapped.
    pub fn says(&self, sentence: &str) -> &Answer {
        assert!(flat(&self.out).contains(sentence), "refer {}\nnot said: {sentence}\n{}", self.asked, self.out);
        self
    }

    pub fn never_says(&self, sentence: &str) -> &Answer {
        assert!(!flat(&self.out).contains(sentence), "refer {}\nsaid: {sentence}\n{}", self.asked, self.out);
        self
    }
}

/// The texts under one key of each item of a list.
pub fn texts(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a command line, as a shell would split it: spaces, quotes, no more.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

//! Input that no program should be given: a clear message or a quiet end, never a panic, never a wrong answer.

use super::harness::{Folder, REFER, directory, example, suggest};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// A sound colleague, to see that she survives her neighbors.
const SOUND: &str = "[[colleague]]\nname = \"Bo Lind\"\nspecialties = [\"grief\"]\n";

/// Asks a directory of a bad record and a sound one: the sound one is suggested, the bad one named.
fn rejected(bad: &[u8], err: &str) {
    let answer = directory("")
        .file("colleagues.toml", [bad, b"\n", SOUND.as_bytes()].concat())
        .run("suggest --concern grief")
        .answer();
    assert_eq!(answer.err, err);
    answer.says("1 Bo Lind").says("1 considered");
    assert_eq!(answer.code, Some(3));
}

/// A directory of one table.
fn found(toml: &str, warnings: &[&str]) {
    let folder = directory(&format!("[[colleague]]\nname = \"Ana\"\n{toml}\n"));
    let answer = folder.run("check").answer();
    let said: Vec<&str> = answer.out.lines().filter(|line| line.starts_with("colleagues.toml")).collect();
    let said: Vec<&str> = said.iter().map(|line| line.strip_prefix("colleagues.toml:").unwrap()).collect();
    assert_eq!(said, warnings, "{}", answer.out);
    assert_eq!(answer.code, Some(1));
}

#[test]
fn a_missing_name() {
    rejected(
        b"[[colleague]]\nspecialties = [\"ptsd\"]\n",
        "error: colleagues.toml:1:1: there is no name\n  hint: write name = \"…\"; only the name is required\n",
    );
}

#[test]
fn a_name_of_the_wrong_type() {
    rejected(
        b"[[colleague]]\nname = 5\n",
        "error: colleagues.toml:2:8: the name is a number, not text\n  hint: write name = \"…\"; only the name is required\n",
    );
}

#[test]
fn text_that_is_not_utf8() {
    rejected(
        b"[[colleague]]\nname = \"Jos\xe9\"\n",
        "error: colleagues.toml:2:12: this is not UTF-8\n  hint: save the file as UTF-8\n",
    );
}

#[test]
fn a_nul() {
    let answer = directory("[[colleague]]\nname = \"A\0\"\n").run("suggest").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.starts_with("error: colleagues.toml:2:10: this is not TOML: "), "{}", answer.err);
}

#[test]
fn two_hundred_thousand_brackets() {
    let nested = format!("[[colleague]]\nname = \"A\"\nspecialties = {}{}\n", "[".repeat(200_000), "]".repeat(200_000));
    rejected(
        nested.as_bytes(),
        "error: colleagues.toml:3:95: this is not TOML: cannot recurse further; max recursion depth met\n  \
         hint: text stands in quotes, lists in brackets: languages = [\"en\", \"es\"]\n",
    );
    for open in [format!("{{\"concern\":{}", "[".repeat(200_000)), format!("concern = {}", "[".repeat(200_000))] {
        let answer = directory(SOUND).run("suggest --profile -").stdin(open).answer();
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
        assert!(answer.err.starts_with("error: standard input:1:"), "{}", answer.err);
    }
}

/// A line of twenty megabytes.
fn long() -> String {
    "x".repeat(20_000_000)
}

#[test]
fn a_line_of_twenty_megabytes() {
    let toml = format!("[[colleague]]\nname = \"Ana\"\nspecialties = [\"grief\"]\nnotes = \"{}\"\n", long());
    directory(&toml).run("suggest --concern grief").answer().says("1 Ana");
}

#[test]
fn a_cell_of_twenty_megabytes() {
    let csv = Folder::new().file("d.csv", format!("name,specialties,notes\nAna,grief,{}\nBo,grief,\n", long()));
    csv.run("-d d.csv suggest --concern grief").answer().says("1 Ana").says("1 Bo");
}

#[test]
fn a_header_of_twenty_megabytes() {
    Folder::new()
        .file("d.csv", long())
        .run("-d d.csv suggest")
        .refuses("error: d.csv:1:1: there is no column “name”\n  hint: the first line names the columns, such as name,specialties,phone\n");
}

#[test]
fn a_word_that_would_fill_the_screen_is_cut_in_the_message() {
    let answer = directory(SOUND).run("suggest --profile -").stdin(format!("concern = \"{}\"", "x".repeat(5_000_000)));
    let answer = answer.answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    let start = "error: standard input:1:11: “xxx";
    assert!(answer.err.starts_with(start) && answer.err.len() < 1000, "{}", answer.err.len());
    assert!(answer.err.ends_with(" …\n  hint: refer terms lists every concern\n"), "{}", answer.err);
}

#[test]
fn an_empty_file() {
    directory("\n").run("suggest").refuses(
        "error: colleagues.toml:1:1: the file is empty\n  hint: each colleague begins with a line [[colleague]]\n",
    );
    Folder::new()
        .file("d.csv", "")
        .run("-d d.csv suggest")
        .refuses("error: d.csv:1:1: the file is empty\n  hint: its first line must name the columns\n");
}

#[test]
fn a_quote_that_is_never_closed() {
    let folder =
        Folder::new().file("d.csv", "name,specialties,notes\nBo Lind,grief,\nAna,grief,\"calls back\nCy,grief,\n");
    let answer = folder.run("-d d.csv suggest --concern grief").answer();
    assert_eq!(
        answer.err,
        "error: d.csv:3:1: a quote (\") is opened and never closed: the rows after it are swallowed\n  \
         hint: close it, or double it where it is part of the text\n"
    );
    assert_eq!(answer.code, Some(3));
    answer.says("1 Bo Lind").never_says("Ana").never_says("Cy");
}

#[test]
fn an_id_that_is_there_twice() {
    let err = "error: colleagues.toml:3:1: the id “ana-ruiz” is there already, at colleagues.toml:1\n  \
               hint: give one of the two an id of her own, such as id = \"…\"\n";
    let folder = directory("[[colleague]]\nname = \"Ana Ruiz\"\n[[colleague]]\nname = \"ana  RUIZ\"\n");
    for command in ["suggest", "list", "show ana-ruiz"] {
        folder.run(command).refuses(err);
    }
    folder.run("check").answer().is(1, &format!("{err}\n2 colleagues in 1 file: 1 problem\n"), "");
}

#[test]
fn an_id_that_is_there_in_two_files() {
    let folder = Folder::new().file("d/a.toml", SOUND).file("d/b.csv", "name\nBo Lind\n");
    folder.run("-d d suggest").refuses(
        "error: d/b.csv:2:1: the id “bo-lind” is there already, at d/a.toml:1\n  \
         hint: give one of the two an id of her own, in a column “id”\n",
    );
}

#[test]
fn a_key_that_is_misspelt() {
    found("specialites = [\"ptsd\"]", &["3:1: “specialites” is no key known; it is kept and not read"]);
    directory("[[colleague]]\nname = \"Ana\"\nspecialites = [\"ptsd\"]\n")
        .run("check")
        .answer()
        .says("did you mean “specialties”?");
}

#[test]
fn a_word_that_is_not_known() {
    found("concerns = [\"grief\", \"ptds\"]", &["3:22: “ptds” is no concern known"]);
    found("approaches = \"cbtt\"", &["3:14: “cbtt” is no approach known"]);
    found("languages = [\"Klingonese\"]", &["3:14: “Klingonese” is no language known"]);
    found("severity_max = \"bad\"", &["3:16: “bad” is no level known"]);
    found("accepting = \"perhaps\"", &["3:13: “perhaps” is no answer known"]);
    found("licensed_in = [\"MA\", \"ZZ\"]", &["3:22: “ZZ” cannot be read as a region"]);
    found("postal_code = \"99999\"", &["3:15: “99999” cannot be located"]);
    // Which of the three is meant, nobody can say for her.
    found(
        "specialties = [\"sad\"]",
        &["3:16: “sad” has several meanings: social anxiety disorder; seasonal affective disorder; sadness"],
    );
}

#[test]
fn a_value_of_the_wrong_type_or_shape() {
    found("checked = \"2026-13-40\"", &["3:11: “2026-13-40” cannot be read as a date"]);
    found("wait_weeks = -3", &["3:14: “-3” cannot be read as a number of weeks"]);
    found("fee = \"cheap\"", &["3:7: “cheap” cannot be read as a fee"]);
    found("hours = [\"noon\"]", &["3:10: “noon” cannot be read as hours"]);
    found("away = [\"soon\"]", &["3:9: “soon” cannot be read as an absence"]);
    found("ages = 5.5", &["3:8: “5.5” cannot be read as ages"]);
    found("severity_max = [\"mild\", \"severe\"]", &["3:17: severity_max takes one value, not 2"]);
    found("languages = [[\"es\"]]", &["3:14: languages is a list, not a list of texts"]);
}

#[test]
fn a_date_without_quotes_that_does_not_exist() {
    rejected(
        b"[[colleague]]\nname = \"Ana\"\nchecked = 2026-13-40\n",
        "error: colleagues.toml:3:11: this is not TOML: invalid date, expected month between 01 and 12\n  \
         hint: text stands in quotes, lists in brackets: languages = [\"en\", \"es\"]\n",
    );
}

#[test]
fn escape_characters_never_reach_the_terminal() {
    let toml = "[[colleague]]\nname = \"A\\u001b[31mna\"\nspecialties = [\"grief\"]\nphone = \"\\u0007555\"\n\
                practice = \"\\u202egnp.exe\"\nnotes = \"\\u001b]0;title\\u0007\"\n";
    let folder = directory(toml).file("d.csv", "name,specialties,city\nB\x1b[2Jo,grief,\x00Salem\n");
    let is_raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    for command in [
        "suggest --concern grief",
        "suggest --concern grief --explain",
        "suggest --concern grief --json",
        "suggest --concern grief --format csv",
        "suggest --concern grief --format markdown",
        "list",
        "list --format csv",
        "list --format json",
        "show ana",
        "show 555",
        "check",
        "check --format json",
        "verify",
        "verify --text",
        "verify --format csv",
        "verify --format markdown",
        "verify --format json",
        "export --format json",
        "verify ana",
        "-d d.csv suggest --concern grief",
        "-d d.csv list",
        "-d d.csv check",
    ] {
        let answer = folder.run(command).answer();
        assert!(!answer.out.contains(is_raw), "refer {command}: {:?}", answer.out);
        assert!(!answer.err.contains(is_raw), "refer {command}: {:?}", answer.err);
    }
    let answer = folder.run("suggest").arg("--avoid=\x1b[31mred").arg("--why-not=\x1b[2J").answer();
    assert!(!answer.out.contains(is_raw) && !answer.err.contains(is_raw), "{answer:?}", answer = answer.out);
}

#[test]
fn a_directory_that_does_not_exist() {
    let err = "error: nowhere: there is no directory of colleagues here\n  hint: refer -d nowhere init makes one\n";
    let folder = Folder::new();
    for command in ["suggest", "list", "show ana", "check"] {
        folder.run(command).arg("-d").arg("nowhere").refuses(err);
    }
}

#[test]
fn a_folder_without_colleagues() {
    let folder = Folder::new().file("d/config.toml", "version = 1\n").file("d/notes.txt", "hello");
    folder
        .run("-d d suggest")
        .refuses("error: d: there are no colleagues here yet\n  hint: refer -d d init makes one\n");
}

#[test]
fn a_file_that_is_a_folder() {
    let folder = Folder::new().file("d/colleagues.toml/inside", "").file("d/ok.toml", SOUND);
    let answer = folder.run("-d d suggest --concern grief").answer();
    assert_eq!(
        answer.err,
        "error: d/colleagues.toml: this cannot be read: is a directory\n  \
         hint: it is a folder; a file of colleagues was meant\n"
    );
    assert_eq!(answer.code, Some(3));
    answer.says("1 Bo Lind");
}

#[test]
fn a_file_of_another_kind() {
    Folder::new().file("d.xlsx", "PK").run("-d d.xlsx suggest").refuses(
        "error: d.xlsx: this is neither a TOML file nor a CSV file\n  \
         hint: a directory is a .toml file, a .csv file, or a folder of them\n",
    );
}

#[test]
fn a_file_that_may_not_be_read() {
    let folder = directory(SOUND);
    let file = folder.path("colleagues.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = Command::new(REFER);
    if fs::File::open(&file).is_ok() {
        // The administrator may read everything; so nobody asks, with a program that nobody may run.
        let program = folder.path("refer");
        fs::copy(REFER, &program).unwrap();
        command = Command::new(program);
        command.uid(65534).gid(65534);
    }
    let output =
        command.args(["-d", "colleagues.toml", "suggest"]).current_dir(folder.path("")).env_clear().output().unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: colleagues.toml: this cannot be read: permission denied\n  \
         hint: you are not allowed to read it; check its permissions\n"
    );
    assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()));
}

#[test]
fn a_pipe_that_nobody_reads_any_more() {
    for command in ["suggest --concern ocd --all --explain", "list", "terms concerns", "man", "--help"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        example(command).stdout_to(writer).is(0, "", "");
    }
}

#[test]
fn a_disk_that_is_full() {
    for command in
        ["suggest --concern ocd", "list", "show gordon-pettibone", "terms", "check", "config", "man", "--help"]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer = example(command).stdout_to(full);
        assert_eq!(answer.code, Some(2), "refer {command}");
        assert!(
            answer.err.starts_with("error: the answer cannot be written: No space left on device"),
            "{}",
            answer.err
        );
    }
}

#[test]
fn a_message_that_nobody_can_read_changes_nothing() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(REFER)
        .args(["suggest", "--concern", "ptds"])
        .env_clear()
        .stdin(Stdio::null())
        .stderr(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_argument_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let answer = suggest("--concern").arg(std::ffi::OsStr::from_bytes(b"gr\xffef")).answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.contains("UTF-8"), "{}", answer.err);
}

#[test]
fn a_csv_with_too_many_cells() {
    let folder = Folder::new().file("d.csv", "name,specialties\nBo Lind,grief\nAna,grief,Salem\n");
    let answer = folder.run("-d d.csv suggest --concern grief").answer();
    assert_eq!(
        answer.err,
        "error: d.csv:3:11: 3 cells, but the header names 2\n  hint: put quotes around a cell that holds a comma\n"
    );
    assert_eq!(answer.code, Some(3));
}

#[test]
fn a_configuration_that_cannot_be_read() {
    let folder = directory(SOUND).file("config.toml", "[output]\ntop = \"many\"\ncolour = 1\n[wieghts]\nconcern = 3\n");
    let answer = folder.run("check").answer();
    assert_eq!(answer.code, Some(1));
    answer.says("config.toml:2:7").says("config.toml:3:1").says("config.toml:4:2");
}

#[test]
fn twenty_problems_are_named_and_the_rest_is_counted() {
    let folder = directory("")
        .file("d.csv", format!("name,fee\n{}", (0..25).map(|i| format!("N{i},cheap\n")).collect::<String>()));
    let answer = folder.run("-d d.csv suggest --max-fee 100").answer();
    assert_eq!(answer.err.matches("warning: ").count(), 20);
    assert!(answer.err.ends_with("… and 5 more: refer check names them all\n"), "{}", answer.err);
    assert_eq!(folder.run("-d d.csv check").answer().out.matches("cannot be read as a fee").count(), 25);
}

#[test]
fn a_term_of_ones_own_that_cannot_be_used_is_named_with_its_place() {
    let folder = directory(SOUND).file(
        "config.toml",
        "[terms.approaches]\n\"tension\" = { parent = \"somatik\" }\n[terms.concerns]\n\"meltdowns\" = \"autizm\"\n",
    );
    let answer = folder.run("-d . check").answer();
    answer.says("config.toml:2:1: “tension” lies under “somatik”, which is unknown; did you mean somatic");
    answer.says("config.toml:4:1: “meltdowns” stands for “autizm”, which is unknown; did you mean autism?");
}

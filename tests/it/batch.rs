//! A file of clients, answered row by row: each as by itself, whatever the others are.

use super::harness::{Answer, Folder, HOUSE, directory, example};
use super::profile::{TWO, said};
use refer::client::Key;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Two colleagues, and a file of clients beside their directory.
fn clients(csv: impl AsRef<[u8]>) -> Folder {
    directory(TWO).file("c.csv", csv)
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(HOUSE).join(name)).unwrap()
}

/// The clients of the examples: the names of the columns, and the rows.
fn example_clients() -> (String, Vec<String>) {
    let text = read("examples/clients.csv");
    let mut lines = text.lines().map(str::to_owned);
    (lines.next().unwrap(), lines.collect())
}

/// The first of each client's names in rows.
fn first_names(csv: &str) -> Vec<String> {
    let rows = csv.lines().skip(1).map(|row| row.splitn(5, ',').collect::<Vec<_>>());
    rows.filter(|row| row[1] == "1").map(|row| format!("{} {}", row[0], row[2])).collect()
}

fn same(one: &Answer, other: &Answer) {
    let parts = |answer: &Answer| (answer.err.clone(), answer.out.clone(), answer.code);
    assert_eq!(parts(one), parts(other), "{} and {}", one.asked, other.asked);
}

#[test]
fn every_flag_of_suggest_is_a_column() {
    for &key in Key::ALL {
        let (beside, value) = said(key);
        let pairs: Vec<&str> = beside.split("--").map(str::trim).filter(|pair| !pair.is_empty()).collect();
        let (mut names, mut cells) = (vec![key.word()], vec![format!("\"{value}\"")]);
        for (name, cell) in pairs.iter().map(|pair| pair.split_once(' ').unwrap()) {
            names.push(name);
            cells.push(cell.to_owned());
        }
        let folder = clients(format!("{}\n{}\n", names.join(","), cells.join(",")));
        let flags = format!("{beside} --{} '{value}'", key.word());
        same(&folder.run("batch c.csv --json").answer(), &folder.run(&format!("suggest {flags} --json")).answer());
    }
}

#[test]
fn a_batch_of_one_is_suggest_to_the_letter() {
    let (header, rows) = example_clients();
    let keys: Vec<&str> = header.split(',').collect();
    let whole: Value = serde_json::from_str(&example("batch examples/clients.csv --json").out()).unwrap();
    assert_eq!(whole["results"].as_array().unwrap().len(), rows.len());
    for (i, row) in rows.iter().enumerate() {
        let cells = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes()).into_records().next();
        let cells = cells.unwrap().unwrap();
        let profile: String = keys
            .iter()
            .zip(&cells)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(key, cell)| format!("{key} = {:?}\n", cell.split(';').collect::<Vec<_>>()))
            .collect();
        let suggest = example("suggest --profile - --json").stdin(&profile).answer();
        let batch = example("batch - --json").stdin(format!("{header}\n{row}\n")).answer();
        same(&batch, &suggest);
        let alone: Value = serde_json::from_str(&suggest.out).unwrap();
        assert_eq!(alone["results"][0], whole["results"][i], "{row}");
    }
}

#[test]
fn a_batch_of_one_tells_the_problems_that_suggest_tells() {
    let bad = "[[colleague]]\nname = \"Cy\"\nspecialties = [\"ptds\"]\nfee = \"cheap\"\n[[colleague]]\nphone = \"1\"\n";
    for (row, flags) in [("ocd,,", "--concern ocd"), ("grief,es,3", "--concern grief --language es --max-fee 3")] {
        let folder = directory(&format!("{TWO}{bad}")).file("c.csv", format!("concern,language,max_fee\n{row}\n"));
        let batch = folder.run("batch c.csv --top 1 --json").answer();
        same(&batch, &folder.run(&format!("suggest {flags} --top 1 --json")).answer());
        assert!(batch.code == Some(3) && batch.err.contains("there is no name"), "{}", batch.err);
    }
    let twice = directory("[[colleague]]\nname = \"Ana\"\n[[colleague]]\nname = \"ana\"\n");
    let folder = twice.file("c.csv", "client,concern\nC-1,ocd\nC-2,grief\n");
    same(&folder.run("batch c.csv").answer(), &folder.run("suggest").answer());
}

const FORMATS: [&str; 5] = ["csv", "json", "ndjson", "table", "markdown"];

#[test]
fn threads_and_the_form_of_the_directory_change_nothing() {
    let example = Folder::new()
        .file("toml/colleagues.toml", read("examples/directory/colleagues.toml"))
        .file("toml/config.toml", read("examples/directory/config.toml"))
        .file("csv/config.toml", read("examples/directory/config.toml"))
        .file("c.csv", read("examples/clients.csv"));
    let rows = example.run("-d toml export --private").out();
    // No cell of the examples holds a line break.
    let (header, rows) = rows.split_once('\n').unwrap();
    let turned: String = rows.lines().rev().map(|row| format!("{row}\n")).collect();
    let folder = example.file("csv/list.csv", format!("{header}\n{turned}"));
    for format in FORMATS {
        let one = folder.run(&format!("-d toml batch c.csv --threads 1 --format {format}")).answer();
        for other in ["-d toml batch c.csv --threads 2", "-d csv batch c.csv --threads 3"] {
            same(&folder.run(&format!("{other} --format {format}")).answer(), &one);
        }
        assert!(one.code == Some(0) && one.out.len() > 5_000, "{format}: {}", one.err);
    }
}

#[test]
fn rows_of_a_spreadsheet_come_client_by_client() {
    let csv = "client,concern,state\nC-1,grief,MA\nC-2,ocd,NH\nC-3,grief,TX\n";
    let answer = clients(csv).run("batch c.csv --top 1").answer();
    assert_eq!(first_names(&answer.out), ["C-1 ana-ruiz", "C-2 bo-lind"]);
    assert!(answer.out.starts_with("client,rank,id,name,score,low,high,confidence,why,ask,phone,email\n"));
    // Who has no row is named.
    assert_eq!(answer.err, "C-3: nobody qualifies: 2 considered, 2 excluded (license 2)\n");
    assert_eq!(answer.code, Some(1));
}

#[test]
fn a_crisis_is_told_beside_the_rows() {
    let csv = "client,concern,state\nC-1,suicidality,MA\nC-2,ocd,MA\nC-3,self-harm,MA\n";
    let answer = clients(csv).run("batch c.csv").answer();
    let lines: Vec<&str> = answer.err.lines().collect();
    let nobody = "nobody qualifies: 2 considered, none excluded; 2 treat nothing near it";
    assert!(lines.contains(&format!("C-1: {nobody}").as_str()), "{}", answer.err);
    assert_eq!(lines[0], "First, if anybody is in danger:");
    assert!(lines[1].contains("911"), "{}", answer.err);
    for code in ["C-1", "C-3"] {
        assert!(lines.contains(&format!("{code}: a crisis, so first the lines above").as_str()), "{}", answer.err);
    }
    // The lines themselves are said once.
    assert_eq!(lines.iter().filter(|line| line.starts_with("  988")).count(), 1, "{}", answer.err);
}

#[test]
fn what_a_word_was_taken_for_is_told_beside_the_rows() {
    let answer = clients("client,concern,state,avoid\nC-1,bpd,MA,Cy Young\nC-2,ocd,MA,\n").run("batch c.csv").answer();
    let (first, second) = answer.err.split_once('\n').unwrap();
    assert!(first.starts_with("C-1: “bpd” is read as Borderline personality disorder"), "{first}");
    assert!(second.starts_with("C-1: nobody in the directory is “Cy Young” (avoid)\n"), "{second}");
}

#[test]
fn what_a_therapist_must_know_is_told_beside_the_rows() {
    let csv =
        "client,concern,for,state,reason\nC-1,grief;domestic-violence,couple,MA,ethics\nC-2,grief,,,\nC-3,ocd,,MA,\n";
    let folder = directory(TWO).file("config.toml", "[me]\npractice = \"North Room\"\n").file("c.csv", csv);
    let err = folder.run("batch c.csv --top 1").answer().err;
    for said in [
        "C-1: couple therapy is not suitable where there is current violence\n",
        "C-1: one's own values are not a ground for referral\n",
        "C-2: no state is known, so licenses were not looked at: say where the client sits (state)\n",
        "C-2: Ana Ruiz: disclose: ",
    ] {
        assert_eq!(err.matches(said).count(), 1, "{said}{err}");
    }
    // What holds for all is said once.
    let folder = directory(TWO).file("c.csv", "client,concern\nC-1,grief\nC-2,ocd\n");
    let said = "every client: no state is known, so licenses were not looked at: say where the client sits (state)\n";
    assert_eq!(folder.run("batch c.csv").answer().err, said);
}

#[test]
fn answers_to_read_speak_of_columns_and_those_for_programs_as_suggest_does() {
    let folder = clients("client,concern,avoid\nC-1,grief,Cy Young\nC-2,ocd,\n");
    for format in ["table", "markdown", "csv"] {
        let answer = folder.run(&format!("batch c.csv --format {format}")).columns(200).answer();
        let said = format!("{}{}", answer.out, answer.err);
        assert!(said.contains("say where the client sits (state)"), "{said}");
        assert!(said.contains("“Cy Young” (avoid)") && !said.contains("give --state"), "{said}");
    }
    let ndjson = folder.run("batch c.csv --format ndjson").out();
    assert_eq!(ndjson.matches("give --state").count(), 2, "{ndjson}");
}

#[test]
fn the_written_line_tells_who_could_not_be_read() {
    let answer = clients("client,concern,state\nC-1,grief,MA\nC-2,ptds,MA\n").run("batch c.csv -o a.csv").answer();
    assert_eq!(
        (answer.out.as_str(), answer.code),
        ("written: a.csv (1 client, 1 could not be read (line 3))\n", Some(3))
    );
}

#[test]
fn a_line_a_client_for_scripts() {
    let folder = clients("client,concern\nC-1,grief\nC-2,ocd\n");
    let lines = folder.run("batch c.csv --format ndjson").out();
    let results: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let document: Value = serde_json::from_str(&folder.run("batch c.csv --json").out()).unwrap();
    assert_eq!(document["results"], Value::Array(results));
    assert_eq!((&document["schema"], &document["as_of"]), (&"refer.suggest/1".into(), &"2026-11-16".into()));
}

#[test]
fn a_heading_a_client_to_read() {
    let folder = clients("client,concern,reason\nC-1,suicidality,severity\n,grief,\n");
    let table = folder.run("batch c.csv --top 1 --format table").columns(40).answer().out;
    assert!(
        table.starts_with("C-1 ────────────────────────────────────\nFirst, if anybody is in danger:\n"),
        "{table}"
    );
    assert!(table.contains("\nline 3 ─────────────────────────────────\n 1  Ana Ruiz"), "{table}");
    assert!(!table.contains("client C-1"), "{table}");
    let note = folder.run("batch c.csv --top 1 --format markdown").answer().out;
    assert!(note.starts_with("## C-1\n\n**First, if anybody is in danger:**\n"), "{note}");
    assert!(note.contains("### Referral options (reason: severity)\n"), "{note}");
    assert!(note.contains("\n\n## line 3\n\n### Referral options\n\n| rank |"), "{note}");
}

#[test]
fn a_client_without_a_code_is_called_by_the_line() {
    let folder = clients("concern,language\n\ngrief,\nocd,\n");
    assert_eq!(first_names(&folder.run("batch c.csv").answer().out), ["line 3 ana-ruiz", "line 4 bo-lind"]);
    let answer = folder.run("batch c.csv --format ndjson").answer();
    assert_eq!(answer.out.matches("{\"client\":null,").count(), 2);
    assert_eq!(
        answer.err,
        "note: c.csv: 2 clients have no code to tell their answers by\n  \
         hint: write codes such as C-014 into a column “client”\n"
    );
}

#[test]
fn a_spreadsheet_may_write_it_in_its_own_way() {
    let plain = clients("client,concern,near\nC-1,ocd;grief,\"Hanover, NH\"\n").run("batch c.csv").out();
    for other in [
        "\u{feff}client,concern,near\r\nC-1,ocd;grief,\"Hanover, NH\"\r\n",
        "Client , \"Concern\",NEAR,\nC-1, \"ocd; grief;\" , \"Hanover, NH\",\n,,,\n",
        "client;concern;near\nC-1;\"ocd;grief\";Hanover, NH\n",
        "sep=;\r\nclient;concern;near\r\nC-1;\"ocd;grief\";\"Hanover, NH\"\r\n\r\n",
        "client\tconcern\tnear\rC-1\tocd;grief\tHanover, NH\r",
        "near,client,concern\n\"Hanover, NH\",C-1,ocd;grief",
    ] {
        assert_eq!(clients(other).run("batch c.csv").out(), plain, "{other}");
    }
    // What keeps a spreadsheet from running a cell comes off again.
    let guarded = clients("client,near,concern\nC-1,\"'-42.3,-71.1\",ocd\n").run("batch c.csv --json").out();
    assert_eq!(clients("client,near,concern\nC-1,\"-42.3,-71.1\",ocd\n").run("batch c.csv --json").out(), guarded);
}

#[test]
fn only_a_semicolon_separates_within_a_cell() {
    let one = clients("client,near\nC-1,\"Hanover, NH\"\n").run("batch c.csv --json").out();
    assert_eq!(directory(TWO).run("suggest --client C-1 --near 'Hanover, NH' --json").out(), one);
    clients("client,concern\nC-1,\"ocd, grief\"\n").run("batch c.csv").refuses(
        "error: c.csv:2:5: “ocd, grief” is no concern known\n  \
         hint: in a cell, ; stands between several values: ptsd;ocd\n",
    );
}

#[test]
fn a_column_that_is_no_flag_is_named_before_anybody_is_ranked() {
    clients("client,cocnern,severity,Insurance,name,shoe\nC-1,ocd,mild,,,\n").run("batch c.csv").refuses(
        "error: c.csv:1:8: “cocnern” is no flag of refer suggest\n  hint: did you mean “concern”?\n\
         error: c.csv:1:25: “Insurance” is no flag of refer suggest\n  hint: did you mean “payer”?\n\
         error: c.csv:1:35: “name” is no flag of refer suggest\n  \
         hint: a client is known by a code, such as C-014, in a column “client”; leave this out, or aside with --ignore\n\
         error: c.csv:1:40: “shoe” is no flag of refer suggest\n  \
         hint: leave it out, or aside with --ignore; refer suggest --help names the flags\n",
    );
    clients("client,near,concern,Near\nC-1,02139,ocd,02116\n").run("batch c.csv").refuses(
        "error: c.csv:1:21: the column “Near” is there twice\n  \
         hint: put several values into one cell, with ; between them\n",
    );
}

#[test]
fn a_column_may_be_left_aside() {
    let folder = clients("client,shoe,concern\nC-1,42,ocd\n,total 1,\n");
    assert_eq!(first_names(&folder.run("batch c.csv --ignore Shoe").answer().out), ["C-1 bo-lind"]);
    folder.run("batch c.csv --ignore shoe --ignore hat").refuses(
        "error: --ignore: c.csv has no column “hat”\n  \
         hint: leave it out, or name a column as the first line spells it\n",
    );
}

#[test]
fn ten_thousand_columns_are_summed_up() {
    let names: String = (0..9_998).map(|i| format!(",x{i}")).collect();
    let answer = clients(format!("client,concern{names}\nC-1,ocd\n")).run("batch c.csv").answer();
    assert_eq!((answer.code, answer.out.as_str(), answer.err.lines().count()), (Some(2), "", 22));
    assert!(answer.err.starts_with("error: c.csv:1:16: “x0” is no flag of refer suggest\n"), "{}", answer.err);
    let summary = "error: c.csv:1:1: 9988 more of the 10000 columns are not known or there twice\n  \
                   hint: refer suggest --help names the columns that can be read\n";
    assert!(answer.err.ends_with(summary), "{}", answer.err);
    // A column without a name and without a word in it says nothing.
    let blank = ",".repeat(9_998);
    let folder = clients(format!("client,state,concern{blank}\nC-1,NH,ocd{blank}\nC-2,NH,ocd{blank}x\n"));
    let answer = folder.run("batch c.csv").answer();
    assert_eq!((answer.code, first_names(&answer.out)), (Some(3), vec!["C-1 bo-lind".to_owned()]));
    assert_eq!(
        answer.err,
        "error: c.csv:3:10009: this column has no name in the first line\n  \
         hint: name it there, or leave the cell empty\n"
    );
}

#[test]
fn a_file_that_holds_no_clients() {
    let begin = "hint: begin the file with a line that names the columns, such as client,concern,near";
    let utf8 = "hint: save the file as UTF-8; a spreadsheet calls it “CSV UTF-8”";
    let first = "hint: its first line names the columns, such as client,concern,near";
    for (bytes, message) in [
        (&b""[..], format!("the file is empty\n  {first}")),
        (b"\xef\xbb\xbf\r\n\n", format!("the file is empty\n  {first}")),
        (b"C-1,ocd,02139\nC-2,grief,\n", format!("no column is a flag of refer suggest\n  {begin}")),
        (b"\xff\xfec\0l\0", format!("this is UTF-16, not UTF-8\n  {utf8}")),
        (b"\0\x01\x02", "this is no text\n  hint: name a CSV file of clients".to_owned()),
        (
            b"PK\x03\x04\x14\0",
            "this is a workbook, not CSV\n  hint: save the sheet of clients as CSV; a spreadsheet calls it “CSV UTF-8”"
                .to_owned(),
        ),
        (
            b"name,specialties,phone\nAna,ocd,1\n",
            "these are the columns of a list of colleagues, not of clients\n  \
             hint: the columns of clients are the flags of refer suggest"
                .to_owned(),
        ),
    ] {
        clients(bytes).run("batch c.csv").refuses(&format!("error: c.csv:1:1: {message}\n"));
    }
    clients(b"client,conc\xe9rn\n")
        .run("batch c.csv")
        .refuses(&format!("error: c.csv:1:12: this is not UTF-8\n  {utf8}\n"));
    clients("client,\"concern\nC-1,ocd\n").run("batch c.csv").refuses(
        "error: c.csv:1:8: a quote (\") is opened and not closed on this line\n  \
         hint: the first line names the columns, such as client,concern,near\n",
    );
}

#[test]
fn a_file_with_nobody_in_it_is_answered_with_nobody() {
    let folder = clients("client,concern\n\n,,\n");
    let note = "note: c.csv:1:1: there are no clients below the first line\n  \
                hint: write a client a line, such as C-014,ptsd,02139\n";
    let header = "client,rank,id,name,score,low,high,confidence,why,ask,phone,email\n";
    folder.run("batch c.csv").answer().is(0, header, note);
    let document: Value = serde_json::from_str(&folder.run("batch c.csv --json").answer().out).unwrap();
    assert_eq!((document["results"].to_string(), &document["problems"][0]["line"]), ("[]".to_owned(), &1.into()));
}

#[test]
fn a_file_that_is_not_there_or_not_meant() {
    let folder = clients("client\nC-1\n").file("d/colleagues.toml", TWO).file("d/c.csv", "client\nC-1\n");
    folder
        .run("batch none.csv")
        .refuses("error: none.csv: there is no such file\n  hint: check the name, and the folder you are in\n");
    folder.run("batch d").refuses(
        "error: d: this is a folder; a file of clients was meant\n  \
         hint: name the file itself, such as clients.csv; -d names the directory of colleagues\n",
    );
    let own = "this is a file of your directory, so it is read as colleagues\n  \
               hint: name a file of clients; one that lies in the folder of the directory must be moved out of it";
    folder.run("batch colleagues.toml").refuses(&format!("error: colleagues.toml: {own}\n"));
    folder.run("-d d batch d/c.csv").refuses(&format!("error: d/c.csv: {own}\n"));
    let answer = folder.run("batch").answer();
    assert!(answer.code == Some(2) && answer.err.contains("<CLIENTS.csv>"), "{}", answer.err);
}

/// A row and what is said of it, between two that are sound.
fn rejected(row: impl AsRef<[u8]>, message: &str) {
    let csv = [b"client,concern,near\nC-1,grief,02139\n", row.as_ref(), b"\nC-3,ocd,02139\n"].concat();
    let answer = clients(csv).run("batch c.csv").answer();
    assert_eq!((answer.err.as_str(), answer.code), (format!("error: c.csv:{message}\n").as_str(), Some(3)));
    assert_eq!(first_names(&answer.out), ["C-1 ana-ruiz", "C-3 bo-lind"], "{message}");
}

#[test]
fn a_bad_row_is_named_and_does_not_stop_the_others() {
    let code = "hint: use a code such as C-014, never anything that says who the client is";
    let close = "hint: close it; the whole of a cell stands on one line";
    let utf8 = "hint: save the file as UTF-8; a spreadsheet calls it “CSV UTF-8”";
    rejected("C-2,grief; ptds,", "3:12: “ptds” is no concern known\n  hint: did you mean “ptsd”?");
    rejected("C-2,\"grief;ptds\",", "3:12: “ptds” is no concern known\n  hint: did you mean “ptsd”?");
    rejected(
        "C-2,grief,2139",
        "3:11: “2139” is no place known\n  hint: did you mean “02139”? a spreadsheet drops the zero in front",
    );
    rejected(
        format!("C-2,{},", ["ocd"; 201].join(";")),
        "3:5: 201 values in one cell\n  hint: 200 are read at most: leave out what matters less",
    );
    rejected("Ana Ruiz,grief,", &format!("3:1: the client code looks like a name\n  {code}"));
    rejected("a@example.org,grief,", &format!("3:1: the client code looks like an e-mail address\n  {code}"));
    rejected(
        "c-1,grief,",
        "3:1: the client code “c-1” is there already, on line 2\n  hint: give each row a code of its own, such as C-014b",
    );
    rejected(
        "C-2,grief,Hanover, NH",
        "3:19: 4 cells, but the first line names 3\n  hint: put quotes around a cell that holds a comma",
    );
    rejected("C-2,\"grief,02139", &format!("3:5: a quote (\") is opened and not closed on this line\n  {close}"));
    rejected(
        "C-2,\"grief\"ocd,02139",
        "3:11: a quote (\") is closed within a cell\n  \
         hint: a closing quote ends the cell: put a comma behind it, or double a quote that is part of the text",
    );
    rejected(
        "C-2,\"\"grief\"\",02139",
        "3:6: a quote (\") is closed within a cell\n  \
         hint: a closing quote ends the cell: put a comma behind it, or double a quote that is part of the text",
    );
    rejected(
        "C-2,grief",
        "3:10: 2 cells, but the first line names 3: it may be cut off\n  \
         hint: where nothing is left to say, write a comma for each empty cell at the end",
    );
    rejected("C-2,gr\0ief,", "3:7: a byte that no text holds (NUL)\n  hint: write this line anew");
    rejected(b"C-2,gri\xe9f,", &format!("3:8: this is not UTF-8\n  {utf8}"));
    rejected(
        "C-2,grief,\u{1b}[31mnowhere, NH\u{202e}".replace(", ", " "),
        "3:11: “[31mnowhere NH” is no place known\n  \
         hint: write a US ZIP code, \"City, ST\" or lat,lon; other codes come from places.csv in the directory",
    );
}

#[test]
fn a_row_may_end_before_columns_that_are_not_read() {
    let csv = "client,concern,shoe,\nC-1,grief\nC-2,ocd,42\nC-3\n";
    let answer = clients(csv).run("batch c.csv --ignore shoe").answer();
    assert_eq!(first_names(&answer.out), ["C-1 ana-ruiz", "C-2 bo-lind"]);
    assert!(answer.err.starts_with("error: c.csv:4:4: 1 cell, but the first line names 2: "), "{}", answer.err);
}

#[test]
fn a_quote_left_open_takes_no_other_client_along() {
    let csv = "concern,near\n\"grief,02139\nocd,02139\n\"grief\nocd\npanic\",02139\ngrief,02139\n";
    let answer = clients(csv).run("batch c.csv").answer();
    let opened =
        "a quote (\") is opened and not closed on this line\n  hint: close it; the whole of a cell stands on one line";
    assert_eq!(
        answer.err,
        format!(
            "error: c.csv:2:1: {opened}\nerror: c.csv:4:1: {opened}\n\
             error: c.csv:5:1: this may be a part of a cell above: a quote (\") on line 4 has no partner\n  \
             hint: mend line 4 first\n\
             error: c.csv:6:6: a quote (\") stands within a cell\n  \
             hint: put quotes around the whole cell, and double those within: \"the \"\"North\"\" Room\"\n"
        )
    );
    let sound = vec!["line 3 bo-lind".to_owned(), "line 7 ana-ruiz".to_owned()];
    assert_eq!((answer.code, first_names(&answer.out)), (Some(3), sound));
}

#[test]
fn where_no_row_is_sound_nothing_is_done() {
    for format in FORMATS {
        clients("client,concern\nC-1,ptds\n")
            .run(&format!("batch c.csv --format {format}"))
            .refuses("error: c.csv:2:5: “ptds” is no concern known\n  hint: did you mean “ptsd”?\n");
    }
}

#[test]
fn a_rejected_row_is_among_the_problems_of_the_document() {
    let answer = clients("client,concern\nC-1,ptds\nC-2,ocd\n").run("batch c.csv --json").answer();
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    let problem = serde_json::json!({"file": "c.csv", "line": 2, "column": 5, "field": "concern", "severity": "error",
        "message": "“ptds” is no concern known", "hint": "did you mean “ptsd”?"});
    assert_eq!((answer.code, &document["problems"]), (Some(3), &Value::Array(vec![problem])));
}

#[test]
fn a_file_of_answers_is_private_and_takes_no_other_place() {
    let folder = clients("client,concern,state\nC-1,grief,MA\nC-2,ocd,NH\n").file("old.csv", "mine\n");
    let out = folder.run("batch c.csv").out();
    folder.run("batch c.csv -o new.csv").shows("written: new.csv (2 clients)\n");
    assert_eq!(folder.read("new.csv"), out);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(folder.path("new.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let there = "error: old.csv: this file is there already\n  hint: --force overwrites it\n";
    folder.run("batch c.csv -o old.csv").refuses(there);
    assert_eq!(folder.read("old.csv"), "mine\n");
    folder.run("batch c.csv -o old.csv --force").shows("written: old.csv (2 clients)\n");
    assert_eq!(folder.read("old.csv"), out);
    folder
        .run("batch c.csv -o c.csv --force")
        .refuses("error: c.csv: this is the file of clients itself\n  hint: name another file\n");
    folder.run("batch c.csv -o colleagues.toml --force").refuses(
        "error: colleagues.toml: this is a file of the directory itself; it is not overwritten\n  \
         hint: name another file\n",
    );
    // Color is for a screen.
    let colored = |command: &str| folder.run(command).env("CLICOLOR_FORCE", "1").out();
    assert!(colored("batch c.csv --format table").contains("\x1b[1m"));
    colored("batch c.csv -o plain.txt");
    assert!(!folder.read("plain.txt").contains('\x1b'));
    // The name says how it is written.
    for (name, format) in [("a.json", "json"), ("a.ndjson", "ndjson"), ("a.md", "markdown"), ("a.txt", "table")] {
        folder.run(&format!("batch c.csv -o {name}")).out();
        assert_eq!(folder.read(name), folder.run(&format!("batch c.csv --format {format}")).out(), "{name}");
    }
}

#[test]
fn the_format_is_that_of_the_flag_then_the_name_then_the_configuration() {
    let folder = clients("client,concern,state\nC-1,grief,MA\n")
        .file("config.toml", "[output]\nformat = \"markdown\"\ntop = 1\n");
    assert!(folder.run("batch c.csv").out().starts_with("## C-1\n"));
    assert!(folder.run("batch c.csv --format csv").out().starts_with("client,rank"));
    folder.run("batch c.csv -o a.csv").out();
    assert_eq!(folder.read("a.csv").lines().count(), 2);
}

#[cfg(unix)]
mod unix {
    use super::super::harness::REFER;
    use super::*;
    use std::io::Read;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    /// More answers than a pipe holds: whoever writes them waits until they are read.
    fn many() -> Folder {
        let rows: String = (1..=2_000).map(|i| format!("C-{i},trauma,MA\n")).collect();
        clients(format!("client,concern,state\n{rows}"))
    }

    fn start(folder: &Folder, args: &[&str]) -> Child {
        let mut command = Command::new(REFER);
        command.env_clear().args(["-d", "colleagues.toml", "--as-of", "2026-11-16", "batch", "c.csv"]).args(args);
        command.current_dir(folder.path("")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn interrupt(child: &Child) {
        let kill = format!("kill -INT {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// What was written before and after the first answer was there and somebody pressed Ctrl-C.
    fn interrupted(folder: &Folder, args: &[&str]) -> (String, String, Option<i32>) {
        let mut child = start(folder, args);
        let mut out = vec![0; 1];
        child.stdout.as_mut().unwrap().read_exact(&mut out).unwrap();
        interrupt(&child);
        let rest = child.wait_with_output().unwrap();
        out.extend(rest.stdout);
        (String::from_utf8(out).unwrap(), String::from_utf8(rest.stderr).unwrap(), rest.status.code())
    }

    /// How many clients were answered, as it was told.
    fn told(err: &str) -> usize {
        let (count, rest) = err.strip_prefix("error: c.csv: interrupted: ").expect(err).split_once(' ').unwrap();
        let hint = "what was written is whole; run it again for the others";
        assert_eq!(rest, format!("of 2000 clients are answered\n  hint: {hint}\n"));
        count.parse().unwrap()
    }

    #[test]
    fn an_interrupted_batch_ends_with_a_whole_row() {
        let (out, err, code) = interrupted(&many(), &["--top", "2"]);
        let done = told(&err);
        assert_eq!(code, Some(130));
        assert!((1..2_000).contains(&done), "{done}");
        // Both colleagues of each client are there, and nobody else's.
        let mut rows = csv::Reader::from_reader(out.as_bytes());
        let codes: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
        let wanted: Vec<String> = (1..=done).flat_map(|i| [format!("C-{i}"), format!("C-{i}")]).collect();
        assert!(codes == wanted && out.ends_with('\n'), "{}", codes.len());
    }

    #[test]
    fn an_interrupted_document_is_closed() {
        let (out, err, code) = interrupted(&many(), &["--json"]);
        let (done, document) = (told(&err), serde_json::from_str::<Value>(&out).unwrap());
        assert_eq!((code, document["results"].as_array().unwrap().len()), (Some(130), done));
        let message = format!("interrupted: {done} of 2000 clients are answered");
        assert_eq!(document["problems"][0]["message"], message);
    }

    #[test]
    fn a_second_interruption_ends_it_at_once() {
        let folder = many();
        let mut child = start(&folder, &["--json"]);
        child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        // Nobody reads on: only another Ctrl-C helps.
        let begun = Instant::now();
        let status = loop {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not end");
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            interrupt(&child);
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(130));
    }

    #[test]
    fn an_interrupted_file_never_takes_the_place_of_a_whole_one() {
        for (name, older) in [("new.csv", None), ("old.csv", Some("mine\n"))] {
            let rows: String = (1..=20_000).map(|i| format!("C-{i},trauma,MA\n")).collect();
            let folder = clients(format!("client,concern,state\n{rows}"));
            older.iter().for_each(|text| fs::write(folder.path(name), text).unwrap());
            let mut child = start(&folder, &["-o", name, "--force", "--threads", "1"]);
            let written = folder.path(&format!(".{name}.refer-new"));
            while !fs::metadata(&written).is_ok_and(|meta| meta.len() > 1_000) {
                assert_eq!(child.try_wait().unwrap(), None, "it ended too early");
                std::thread::sleep(Duration::from_millis(1));
            }
            interrupt(&child);
            let answer = child.wait_with_output().unwrap();
            let err = String::from_utf8(answer.stderr).unwrap();
            assert_eq!(answer.status.code(), Some(130), "{err}");
            assert!(!written.exists());
            let text = folder.read(name);
            if let Some(older) = older {
                assert!(text == older && err.ends_with("hint: the older file was left as it was\n"), "{err}");
            } else {
                assert!(text.ends_with('\n') && (text.lines().count() - 1) % 2 == 0, "{err}");
                assert!(err.ends_with("hint: what was written is whole; run it again for the others\n"), "{err}");
            }
        }
    }

    #[test]
    fn a_pipe_that_is_closed_ends_it_quietly() {
        for format in FORMATS {
            let folder = many();
            let mut child = start(&folder, &["--format", format]);
            let mut out = child.stdout.take().unwrap();
            out.read_exact(&mut [0]).unwrap();
            drop(out);
            let answer = child.wait_with_output().unwrap();
            let err = String::from_utf8(answer.stderr).unwrap();
            let notes = err.lines().filter(|line| !line.starts_with("C-")).collect::<Vec<_>>();
            assert_eq!((answer.status.code(), notes), (Some(0), vec![]), "{format}");
        }
    }

    #[test]
    fn a_full_disk_is_told() {
        let folder = many();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer = folder.run("batch c.csv").stdout_to(full);
        assert_eq!(answer.code, Some(2));
        assert_eq!(answer.err, "error: the answer cannot be written: No space left on device\n");
        folder.run("batch c.csv -o /dev/full").refuses(
            "error: /dev/full: this cannot be written: there is no room left\n  \
             hint: make room on the disk, then try again; nothing was changed\n",
        );
    }

    #[test]
    fn clients_may_come_from_a_pipe_with_a_name() {
        let folder = clients("client,concern,state\nC-1,grief,MA\n");
        let wanted = folder.run("batch c.csv").out();
        assert_eq!(folder.run("batch /dev/stdin").stdin("client,concern,state\nC-1,grief,MA\n").out(), wanted);
        assert_eq!(folder.run("batch -").stdin("client,concern,state\nC-1,grief,MA\n").out(), wanted);
    }
}

#[test]
fn a_mark_between_two_files_put_one_behind_the_other_belongs_to_nobody() {
    let csv = "id,name,specialties\nk1,Ana Bo,ptsd\n\u{feff}k2,Cy Do,ptsd\n\u{feff}\"k3\",Di Eo,ptsd\n";
    let folder = Folder::new()
        .file("d/a.csv", csv)
        .file("c.csv", "client,concern,state\nC-1,ptsd,MA\nC-2,ptsd,MA\nC-3,ocd,MA\n");
    assert_eq!(folder.run("-d d suggest --concern ptsd").ids(), ["k1", "k2", "k3"]);
    let answer = folder.run("-d d batch c.csv --assign --format csv").answer();
    assert!(answer.out.contains("\nC-2,,k2,Cy Do,"), "{}{}", answer.out, answer.err);
}

#[test]
fn a_row_wider_than_any_header_says_nothing_of_what_no_column_names() {
    let wide = ",".repeat(65_600);
    let cells: String = (0..65_600).map(|i| if i == 65_535 { "ocd," } else { "," }).collect();
    let folder = Folder::new()
        .file("d/a.csv", format!("name{wide}\nAna{cells}\nBo{cells}\n"))
        .file("c.csv", "client,state\nC-1,MA\nC-2,MA\n");
    let answer = folder.run("-d d batch c.csv --format csv").answer();
    assert!(answer.out.contains("\nC-2,1,ana,Ana,"), "{}{}", answer.out, answer.err);
}

#[test]
fn whoever_may_treat_it_for_all_that_is_on_record_is_named_beside_the_rows() {
    let folder = Folder::new()
        .file("d/a.csv", "name,specialties\nAna Ruiz,ocd\nBo Lind,\n")
        .file("c.csv", "client,concern,state\nC-1,grief,MA\nC-2,ocd,MA\n");
    let answer = folder.run("-d d batch c.csv --format csv").answer();
    let said = "C-1: nobody qualifies: 2 considered, none excluded; 1 other has no concerns on record: ask Bo Lind; \
                1 treats nothing near it\n";
    assert_eq!((answer.err.as_str(), answer.code), (said, Some(1)));
}

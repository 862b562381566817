//! A whole caseload at once: who goes to whom where openings are few, and who is left without a place.

use super::harness::{Answer, Folder, directory, example, texts};
use serde_json::Value;

/// Ana is the better one for everybody; only she works in Spanish. Ben takes two. Cy has no opening, and nobody wrote
/// down how many Dee has.
const COLLEAGUES: &str = r#"
[[colleague]]
name = "Ana Ruiz"
specialties = ["ptsd"]
languages = ["Spanish"]
phone = "617-555-0101"
openings = 1

[[colleague]]
name = "Ben Lind"
concerns = ["ptsd", "panic"]
languages = ["English"]
email = "ben@example.org"
openings = 2

[[colleague]]
name = "Cy Young"
specialties = ["grief"]
languages = ["English"]
accepting = "yes"
openings = 0

[[colleague]]
name = "Dee Fox"
specialties = ["panic"]
languages = ["English"]
"#;

fn caseload(clients: &str) -> Folder {
    directory(COLLEAGUES).file("c.csv", clients)
}

fn assigned(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).expect(&answer.err)
}

/// Who goes to whom: "C-1 ana-ruiz".
fn places(document: &Value) -> Vec<String> {
    let placed = document["assignments"].as_array().unwrap().iter();
    placed
        .map(|one| format!("{} {}", one["client"].as_str().unwrap(), one["assigned"]["id"].as_str().unwrap()))
        .collect()
}

#[test]
fn nobody_is_left_out_because_somebody_else_came_first() {
    let folder = caseload("client,concern,language\nC-1,ptsd,\nC-2,ptsd,es\n");
    // One by one, both would go to Ana, who has room for one.
    let each = folder.run("batch c.csv --format csv --top 1").answer().out;
    assert_eq!(each.lines().skip(1).filter(|row| row.contains("ana-ruiz")).count(), 2, "{each}");
    let answer = folder.run("batch c.csv --assign --json").answer();
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    assert_eq!(places(&assigned(&answer)), ["C-1 ben-lind", "C-2 ana-ruiz"]);
}

#[test]
fn the_more_urgent_client_comes_first_where_two_compete() {
    for (urgent, calm) in [(",severe", ","), (",crisis", ",complex"), (",complex", ",severe"), ("1w,", "4w,")]
        .into_iter()
        .chain([(",", "5w,"), (",crisis", "1w,crisis"), (",severe", "52w,severe"), ("2w,", ",")])
    {
        let (urgent, calm) = (format!("C-1,ptsd,es,{urgent}\n"), format!("C-2,ptsd,es,{calm}\n"));
        for rows in [format!("{urgent}{calm}"), format!("{calm}{urgent}")] {
            let folder = caseload(&format!("client,concern,language,start_within,severity\n{rows}"));
            let answer = folder.run("batch c.csv --assign --json").answer();
            assert_eq!((places(&assigned(&answer)), answer.code), (vec!["C-1 ana-ruiz".to_owned()], Some(1)), "{rows}");
        }
    }
    // Suicidality counts as a crisis also where no severity is stated.
    let folder = caseload("client,concern,language,severity\nC-1,ptsd,es,severe\nC-2,ptsd;suicidality,es,\n");
    assert_eq!(places(&assigned(&folder.run("batch c.csv --assign --json").answer())), ["C-2 ana-ruiz"]);
}

#[test]
fn a_program_reads_how_pressing_it_is() {
    let rows = "C-1,panic,52w,\nC-2,panic,,severe\nC-3,panic;suicidality,,\nC-4,ocd,1w,mild\n";
    let json = assigned(
        &caseload(&format!("client,concern,start_within,severity\n{rows}")).run("batch c.csv --assign --json").answer(),
    );
    let of =
        |one: &Value| format!("{} {} {} {}", one["client"], one["urgency"], one["severity"], one["start_within_days"]);
    let all = [&json["assignments"], &json["unplaced"]].into_iter().flat_map(|list| list.as_array().unwrap());
    assert_eq!(
        all.map(of).collect::<Vec<_>>(),
        [
            "\"C-1\" null null 364",
            "\"C-2\" \"severe\" \"severe\" null",
            "\"C-3\" \"in crisis\" \"crisis\" null",
            "\"C-4\" \"to start within 1 week\" null 7"
        ]
    );
}

#[test]
fn the_table_says_who_goes_where_and_who_has_no_place() {
    let rows = "C-1,ptsd,,\nC-2,ptsd,es,severe\nC-3,ptsd,es,\nC-4,ocd,,\nC-5,grief,,\n,panic,,\n";
    let folder = caseload(&format!("client,concern,language,severity\n{rows}"));
    folder.run("batch c.csv --assign --format table").answer().is(
        1,
        "\
C-1
  → Ben Lind                                                          56 (37–74)
    why       lists post-traumatic stress disorder
    contact   ben@example.org
    else      Ana Ruiz 77 (58–95) · full when everybody is placed · 617-555-0101
              nobody else qualifies

C-2 · severe
  → Ana Ruiz                                                          74 (52–97)
    why       specialty: post-traumatic stress disorder
    ask       takes severe cases?
    contact   617-555-0101
    else      nobody else qualifies

C-3
    No place: everybody who qualifies is full: Ana Ruiz (ana-ruiz) takes C-2
    else      Ana Ruiz 81 (65–96) · full when everybody is placed · 617-555-0101
              nobody else qualifies

C-4
    No place: nobody qualifies: 4 considered, none excluded; 4 treat nothing
    near it

C-5
    No place: everybody who qualifies is full: Cy Young (cy-young) has no
    opening
    else      Cy Young 82 (71–94) · has no opening
              nobody else qualifies

client in line 7
  → Dee Fox                                                           74 (54–95)
    why       specialty: panic disorder
    ask       taking clients?
              how many openings? none are on record; it counts as one here
    contact   no phone or email on record
    else      Ben Lind 56 (37–74) · has an opening left · ben@example.org
              nobody else qualifies

What one more opening would change
  with Cy Young (cy-young), C-5 would have a place; all scores together would be
    82.3 higher
  with Ana Ruiz (ana-ruiz), C-3 would have a place; all scores together would be
    80.6 higher

note  no state is known, so licenses were not looked at: say where the client
      sits (state)
note  where openings are not on record, one was counted: Dee Fox
note  the openings of the second and third names are kept for nobody

6 clients, 3 placed, 3 without a place
",
        "",
    );
}

#[test]
fn openings_that_are_not_on_record_count_as_one_and_none_are_none() {
    let folder = caseload("client,concern\nC-1,panic\nC-2,panic\nC-3,panic\nC-4,panic\nC-5,grief\n");
    let answer = folder.run("batch c.csv --assign --json").answer();
    let document = assigned(&answer);
    assert_eq!(places(&document), ["C-1 dee-fox", "C-2 ben-lind", "C-3 ben-lind"]);
    let dee = &document["assignments"][0]["assigned"];
    assert_eq!((&dee["openings"], &dee["has_opening"]), (&Value::Null, &Value::Bool(false)));
    assert!(dee["note"].as_str().unwrap().contains("it counts as one"), "{dee}");
    let unplaced = document["unplaced"].as_array().unwrap();
    let said: Vec<&str> = unplaced.iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        [
            "everybody who qualifies is full: Dee Fox (dee-fox) takes C-1; Ben Lind (ben-lind) takes C-2 and C-3",
            "everybody who qualifies is full: Cy Young (cy-young) has no opening"
        ]
    );
    let more: Vec<&str> =
        document["one_more_opening"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(more.len(), 3, "{more:?}");
    assert!(more[0].starts_with("with Cy Young (cy-young), C-5 would have a place; all scores"), "{more:?}");
}

#[test]
fn a_waiting_list_counts_as_one_opening_and_says_so() {
    let folder = directory("[[colleague]]\nname = \"Eve\"\nspecialties = [\"ocd\"]\naccepting = \"waitlist\"\n");
    let folder = folder.file("c.csv", "client,concern\nC-1,ocd\nC-2,ocd\n");
    let answer = folder.run("batch c.csv --assign --format markdown").answer();
    answer.says("- ask: how long is the waiting list? it counts as one opening here");
    answer.says("where openings are not on record, one was counted: Eve");
    assert_eq!(answer.code, Some(1));
}

#[test]
fn nobody_gets_more_clients_than_openings_and_scores_are_those_of_suggest() {
    let document = assigned(&example("batch examples/clients.csv --assign --json").answer());
    let alone: Value = serde_json::from_str(&example("batch examples/clients.csv --json --top 60").out()).unwrap();
    let mut given: Vec<(String, u64, u64)> = Vec::new();
    for (one, ranking) in document["assignments"].as_array().unwrap().iter().zip(alone["results"].as_array().unwrap()) {
        assert_eq!(one["client"], ranking["client"]);
        for named in [&one["assigned"]].into_iter().chain(one["alternates"].as_array().unwrap()) {
            let ranked = ranking["suggestions"].as_array().unwrap().iter().find(|other| other["id"] == named["id"]);
            let ranked = ranked.unwrap_or_else(|| panic!("{} is no suggestion for {}", named["id"], one["client"]));
            for key in
                ["name", "score", "low", "high", "confidence", "points", "of", "disclose", "warnings", "phone", "email"]
            {
                assert_eq!(named[key], ranked[key], "{key} of {}", named["id"]);
            }
        }
        let id = one["assigned"]["id"].as_str().unwrap().to_owned();
        let openings = one["assigned"]["openings"].as_u64().unwrap_or(1);
        match given.iter_mut().find(|(other, ..)| *other == id) {
            Some((.., given)) => *given += 1,
            None => given.push((id, openings, 1)),
        }
    }
    assert!(given.iter().any(|&(.., given)| given > 1), "{given:?}");
    assert!(given.iter().all(|(_, openings, given)| given <= openings), "{given:?}");
}

#[test]
fn the_answer_hangs_on_no_order_and_no_number_of_threads() {
    let parts: Vec<&str> = COLLEAGUES.split("\n[[colleague]]").skip(1).collect();
    let turned: String = parts.iter().rev().map(|part| format!("\n[[colleague]]{part}")).collect();
    let clients = "client,concern,language\nC-1,ptsd,\nC-2,ptsd,es\nC-3,panic,\nC-4,panic,\nC-5,panic,\n";
    let answer = |toml: &str, threads: usize, format: &str| {
        let folder = directory(toml).file("c.csv", clients);
        folder.run(&format!("batch c.csv --assign --threads {threads} --format {format}")).answer().out
    };
    for format in ["table", "csv", "json", "markdown"] {
        let first = answer(COLLEAGUES, 1, format);
        assert_eq!(first, answer(&turned, 2, format));
        let folder = directory(COLLEAGUES).file("c.csv", clients);
        folder.run("export list.csv").out();
        let csv = folder.run(&format!("-d list.csv batch c.csv --assign --format {format}")).answer().out;
        assert_eq!(first, csv);
    }
}

#[test]
fn one_row_a_client_and_the_crisis_lines_beside_them() {
    let rows = "C-1,ptsd,es,crisis\n,panic,,\nC-3,ocd,,\n";
    let folder = caseload(&format!("client,concern,language,severity\n{rows}"));
    let answer = folder.run("batch c.csv --assign").answer();
    assert!(
        answer.err.starts_with("First, if anybody is in danger:\n  Emergency services: call 911"),
        "{}",
        answer.err
    );
    assert!(answer.err.contains("  for C-1\n"), "{}", answer.err);
    let mut rows = csv::Reader::from_reader(answer.out.as_bytes());
    let header = rows.headers().unwrap().clone();
    assert_eq!(header.iter().next_back(), Some("note"));
    let rows: Vec<csv::StringRecord> = rows.into_records().map(Result::unwrap).collect();
    let column = |name: &str| {
        let index = header.iter().position(|column| column == name).unwrap();
        rows.iter().map(|row| row[index].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(column("client"), ["C-1", "line 3", "C-3"]);
    assert_eq!(column("urgency"), ["in crisis", "", ""]);
    assert_eq!(column("id"), ["ana-ruiz", "dee-fox", ""]);
    assert_eq!(column("phone"), ["617-555-0101", "", ""]);
    assert_eq!(column("alternate_1_id"), ["", "ben-lind", ""]);
    assert!(
        column("note")[2].starts_with("nobody qualifies: 4 considered, none excluded; 4 treat nothing near it"),
        "{rows:?}"
    );
    let table = folder.run("batch c.csv --assign --format table").answer();
    assert!(table.out.starts_with("First, if anybody is in danger:\n"), "{}", table.out);
}

#[test]
fn who_would_qualify_if_a_need_were_relaxed_is_said() {
    let folder = caseload("client,concern,language\nC-1,panic,es\n");
    let answer = folder.run("batch c.csv --assign --format table").answer();
    answer.says("No place: nobody qualifies: 4 considered, 3 excluded (language 3)");
    answer.says("or with another language: Ben Lind (ben-lind) and Dee Fox (dee-fox)");
    let json = assigned(&folder.run("batch c.csv --assign --json").answer());
    let miss = &json["unplaced"][0]["near_misses"][0];
    assert_eq!((miss["relax"].as_str(), miss["adds"].as_array().unwrap().len()), (Some("language"), 2));
    assert_eq!(json["unplaced"][0]["excluded_counts"]["language"], 3);
}

#[test]
fn what_was_said_of_a_client_and_is_doubtful_is_said() {
    let folder =
        caseload("client,concern,for,avoid\nC-1,domestic violence,couple,\nC-2,ptsd,,Ana Rius\nC-3,panic,,Ben Lind\n");
    let json = assigned(&folder.run("batch c.csv --assign --json").answer());
    let notices = |i: usize| json["assignments"][i]["notices"].to_string();
    assert!(notices(0).contains("not suitable where there is current violence"), "{json:#}");
    assert!(notices(1).contains("nobody in the directory is “Ana Rius”"), "{json:#}");
    assert!(!notices(2).contains("nobody in the directory"), "{json:#}");
    // What holds for all of them is said once.
    let table = folder.run("batch c.csv --assign --format table").answer().out;
    assert_eq!(table.matches("no state is known").count(), 1, "{table}");
}

#[test]
fn rows_that_cannot_be_read_are_named_and_the_others_are_placed() {
    let answer = caseload("client,concern\nC-1,panic\nC-2,paniq\n").run("batch c.csv --assign --json").answer();
    assert_eq!((places(&assigned(&answer)), answer.code), (vec!["C-1 dee-fox".to_owned()], Some(3)));
    assert!(answer.err.starts_with("error: c.csv:3:5: "), "{}", answer.err);
    assert_eq!(texts(&assigned(&answer)["problems"], "file"), ["c.csv"]);
    caseload("client,concern\n").run("batch c.csv --assign --json").answer().says("\"clients\": 0");
}

#[test]
fn whoever_has_no_opening_stands_in_nobodys_way() {
    // Thirty fit better and have no opening; the caseload needs the thirty-first.
    let full: String = (0..30)
        .map(|i| format!("[[colleague]]\nname = \"Full {i}\"\nspecialties = [\"ocd\"]\nopenings = 0\n"))
        .collect();
    let free = "[[colleague]]\nname = \"Free\"\nconcerns = [\"ocd\"]\nopenings = 900\n";
    let folder = directory(&format!("{full}{free}")).file("c.csv", "client,concern\nC-1,ocd\nC-2,ocd\n");
    let json = assigned(&folder.run("batch c.csv --assign --json").answer());
    assert_eq!(places(&json), ["C-1 free", "C-2 free"]);
    let others = json["assignments"][0]["alternates"].as_array().unwrap();
    assert_eq!(others.iter().map(|one| one["has_opening"].as_bool().unwrap()).collect::<Vec<_>>(), [false, false]);
    // They fit better, so one opening there would help.
    let text = json["one_more_opening"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("with Full 0 (full-0), the caseload would fit better: C-1 goes to Full 0;"), "{text}");
}

#[test]
fn an_empty_directory_places_nobody_and_says_so() {
    let folder = Folder::new().file("none.csv", "name\n").file("c.csv", "client,concern\nC-1,ocd\nC-2,ocd\n");
    let answer = folder.run("-d none.csv batch c.csv --assign --format table").answer();
    answer.says("No place: nobody qualifies: 0 considered, none excluded").says("2 clients, none placed");
    assert_eq!(answer.code, Some(1));
    assert_eq!(folder.run("-d none.csv plan c.csv").answer().code, Some(1));
}

#[test]
fn forms_that_do_not_fit_are_refused() {
    let folder = caseload("client,concern\nC-1,panic\n");
    folder.run("batch c.csv --assign --format ndjson").refuses(
        "error: --format ndjson: who goes to whom is one answer, not one for each client\n  hint: use --format json\n",
    );
    for flag in ["--top 2", "--explain"] {
        let answer = folder.run(&format!("batch c.csv --assign {flag}")).answer();
        assert!(answer.code == Some(2) && answer.err.contains("cannot be used with"), "{}", answer.err);
    }
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let folder = caseload("client,concern\nC-1,panic\n");
    folder.run("batch c.csv --assign -o placed.md").shows("written: placed.md (1 client, all placed)\n");
    let written = folder.read("placed.md");
    assert!(written.starts_with("### Caseload: 1 client, all placed\n"), "{written}");
    let refused = folder.run("batch c.csv --assign -o placed.md").answer();
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("--force overwrites it"), "{}", refused.err);
    folder.run("batch c.csv --assign -o placed.md --force").out();
    assert_eq!(folder.read("placed.md"), written);
    assert_eq!(folder.run("batch c.csv --assign -o c.csv --force").answer().code, Some(2));
}

#[test]
fn no_line_is_wider_than_the_screen_and_nothing_raw_reaches_it() {
    let hostile =
        "[[colleague]]\nname = \"Eve | `x` [a](javascript:b)\\u001b[31m\\u202e\"\nspecialties = [\"panic\"]\n";
    let folder = directory(&format!("{COLLEAGUES}\n{hostile}")).file(
        "c.csv",
        "client,concern,severity\nC-1,panic,crisis\nC-2,panic,\nC-3,panic,\nC-4,panic,\nC-5,panic,\nC-6,ocd,\n",
    );
    for columns in [24, 40, 60, 80, 100] {
        let answer = folder.run("batch c.csv --assign --format table").columns(columns).answer();
        for line in answer.out.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= columns, "{columns}: {line}");
        }
    }
    let table = |color: &str| folder.run(&format!("batch c.csv --assign --format table --color {color}")).answer().out;
    let codes = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[1;31m"];
    assert!(codes.iter().all(|code| table("always").contains(code)));
    assert_eq!(codes.iter().fold(table("always"), |text, code| text.replace(code, "")), table("never"));
    for format in ["table", "csv", "json", "markdown"] {
        let answer = folder.run(&format!("batch c.csv --assign --format {format}")).answer();
        let is_raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!answer.out.contains(is_raw) && answer.out.contains("Eve"), "{}", answer.out);
    }
    let markdown = folder.run("batch c.csv --assign --format markdown").answer().out;
    assert!(markdown.contains("Eve \\| \\`x\\` \\[a\\](javascript:b)") && !markdown.contains("[a](java"), "{markdown}");
}

/// What the reasons of a table, a note, a spreadsheet and a document have in common.
fn in_every_form(folder: &Folder) -> Vec<String> {
    let flat = |format: &str| {
        let answer = folder.run(&format!("batch c.csv --assign --format {format}")).columns(400).answer();
        format!("{}{}", answer.out, answer.err)
    };
    ["table", "markdown", "csv"].map(flat).to_vec()
}

#[test]
fn an_alternate_shows_what_to_ask_to_disclose_and_to_beware_of() {
    let colleagues = "
[[colleague]]
name = \"Ana\"
specialties = [\"ocd\"]
openings = 1
checked = 2026-11-01

[[colleague]]
name = \"Bo\"
concerns = [\"ocd\"]
credentials = [\"LMSW\"]
tie_to_me = \"my sister\"
openings = 1
checked = 2026-11-01
";
    let folder = directory(colleagues).file("c.csv", "client,concern,severity\nC-1,ocd,severe\n");
    let json = assigned(&folder.run("batch c.csv --assign --json").answer());
    let other = &json["assignments"][0]["alternates"][0];
    assert_eq!(other["id"], "bo");
    for text in in_every_form(&folder) {
        assert!(text.contains("ask: takes severe cases?"), "{text}");
        assert!(text.contains("disclose: tie to you: my sister"), "{text}");
    }
}

#[test]
fn when_an_opening_lies_ahead_the_day_is_told() {
    let colleague = |name: &str, more: &str| {
        format!("[[colleague]]\nname = \"{name}\"\nspecialties = [\"ocd\"]\nchecked = 2026-11-01\n{more}\n")
    };
    for (more, room, day) in [
        ("openings = 1", "has an opening left", "2026-11-16"),
        ("openings = 1\naway = [\"..2027-06-30\"]", "has an opening from 2027-07-01", "2027-07-01"),
        ("openings = 1\nwait_weeks = 40", "has an opening in about 40 weeks", "2027-08-23"),
        ("wait_weeks = 40", "perhaps an opening in about 40 weeks", "2027-08-23"),
        ("openings = 1\naway = [\"2026-11-01..\"]", "away from 2026-11-01, return not known, then an opening left", ""),
    ] {
        let all = colleague("Ana", "openings = 1\nrelationship = \"worked-with\"") + &colleague("Bo", more);
        let folder = directory(&all).file("c.csv", "client,concern\nC-1,ocd\n");
        for text in in_every_form(&folder) {
            assert!(text.contains(room), "{room}: {text}");
        }
        let json = assigned(&folder.run("batch c.csv --assign --json").answer());
        let other = &json["assignments"][0]["alternates"][0];
        assert_eq!((&other["id"], other["opens_on"].as_str().unwrap_or_default()), (&Value::from("bo"), day), "{more}");
    }
    // What falls short of the one who got the client stands in the row, too.
    let folder =
        directory(&colleague("Bo", "openings = 1\nwait_weeks = 40")).file("c.csv", "client,concern\nC-1,ocd\n");
    let rows = folder.run("batch c.csv --assign").answer().out;
    let mut rows = csv::Reader::from_reader(rows.as_bytes());
    let but = rows.headers().unwrap().iter().position(|column| column == "but").unwrap();
    assert_eq!(&rows.records().next().unwrap().unwrap()[but], "opening in 40 weeks, checked 2 weeks ago");
}

#[test]
fn an_old_no_counts_as_one_opening_and_old_openings_are_asked_about() {
    let folder = |more: &str| {
        let colleague =
            format!("[[colleague]]\nname = \"Eve\"\nspecialties = [\"ocd\"]\nchecked = 2025-09-14\n{more}\n");
        directory(&colleague).file("c.csv", "client,concern\nC-1,ocd\nC-2,ocd\nC-3,ocd\n")
    };
    let refused = folder("accepting = \"no\"\nopenings = 3");
    for text in in_every_form(&refused) {
        assert!(text.contains("said no on 2025-09-14; it counts as one opening here: ask first"), "{text}");
        assert!(text.contains("where somebody said no more than 180 days ago, one opening was counted: Eve"), "{text}");
    }
    let json = assigned(&refused.run("batch c.csv --assign --json").answer());
    assert_eq!(
        (json["counts"]["placed"].as_u64(), &json["assignments"][0]["assigned"]["openings"]),
        (Some(1), &Value::Null)
    );
    refused
        .run("plan c.csv")
        .answer()
        .says("said no long ago, checked on 2025-09-14; counted as one opening: ask first");
    let never = assigned(&folder("accepting = \"no\"\nopenings = 0").run("batch c.csv --assign --json").answer());
    assert_eq!(never["counts"]["placed"], 0);
    let old = folder("accepting = \"yes\"\nopenings = 3");
    for text in in_every_form(&old) {
        assert!(text.contains("3 openings on 2025-09-14: still?"), "{text}");
    }
    let fresh = folder("openings = 3")
        .file("colleagues.toml", "[[colleague]]\nname = \"Eve\"\nspecialties = [\"ocd\"]\nopenings = 3\n");
    for text in in_every_form(&fresh) {
        assert!(!text.contains("still?"), "{text}");
    }
}

/// So many without an opening, and one who takes one client.
fn many_full(count: usize) -> Folder {
    let full: String = (0..count)
        .map(|i| format!("[[colleague]]\nname = \"Full {i}\"\nspecialties = [\"ocd\"]\nopenings = 0\n"))
        .collect();
    let one = "[[colleague]]\nname = \"Ana\"\nspecialties = [\"ocd\"]\nopenings = 1\n";
    directory(&format!("{full}{one}")).file("c.csv", "client,concern\nC-1,ocd\nC-2,ocd\nC-3,ocd\n")
}

#[test]
fn it_is_said_how_many_are_full_and_how_many_could_help() {
    let folder = many_full(20);
    let json = assigned(&folder.run("batch c.csv --assign --json").answer());
    let left = &json["unplaced"][0];
    assert_eq!((&left["qualified"], left["full"].as_array().unwrap().len()), (&Value::from(21), 5));
    assert!(left["text"].as_str().unwrap().ends_with("; 16 more"), "{left}");
    assert_eq!(
        (json["one_more_opening"].as_array().unwrap().len(), &json["one_more_opening_others"]),
        (3, &Value::from(18))
    );
    for text in in_every_form(&folder) {
        assert!(text.contains("one more opening with any of 18 others would help, too"), "{text}");
    }
    folder.run("plan c.csv").answer().says("one more opening with any of 18 others would help, too");
    // Beyond a hundred they are not looked at one by one.
    let answer = many_full(150).run("batch c.csv --assign --json").answer();
    answer.says("; 146 more\"");
    let table = many_full(150).run("batch c.csv --assign --format table").columns(400).answer();
    table.says("one more opening with any of at least 103 others would help, too");
}

#[test]
fn the_same_reason_is_given_in_full_once() {
    let folder = many_full(20);
    for format in ["table", "markdown"] {
        let text = folder.run(&format!("batch c.csv --assign --format {format}")).columns(400).answer().out;
        assert_eq!(text.matches("; 16 more").count(), 1, "{text}");
        assert_eq!(text.matches("everybody who qualifies is full: the same as for C-2").count(), 1, "{text}");
    }
    let plan = folder.run("plan c.csv").answer();
    plan.says("- C-2, C-3: everybody who qualifies is full: Ana (ana) takes C-1;");
    // A row stands by itself.
    assert_eq!(folder.run("batch c.csv --assign").answer().out.matches("; 16 more").count(), 2);
}

#[test]
fn what_no_row_has_a_place_for_is_said_beside_them() {
    let answer =
        caseload("client,concern\nC-1,panic\nC-2,panic\nC-3,panic\nC-4,panic\n").run("batch c.csv --assign").answer();
    assert!(answer.err.starts_with("What one more opening would change:\n  with "), "{}", answer.err);
    assert!(
        answer.err.ends_with(
            "note: where openings are not on record, one was counted: Dee Fox\n\
             note: the openings of the second and third names are kept for nobody\n"
        ),
        "{}",
        answer.err
    );
}

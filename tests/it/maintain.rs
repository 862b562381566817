//! A directory that stays true: what `check` finds beyond what cannot be read.

use super::harness::{Answer, Folder, directory, example};

/// What `check` says of one table, line by line, without the name of the file.
fn found(toml: &str) -> Vec<String> {
    let answer = directory(&format!("[[colleague]]\nname = \"Ana\"\n{toml}\n")).run("check").answer();
    let lines = answer.out.lines().filter(|line| line.contains("colleagues.toml:"));
    lines.map(|line| line.replace("colleagues.toml:", "")).collect()
}

fn check(folder: &Folder, path: &str) -> Answer {
    folder.run(&format!("-d {path} check")).answer()
}

#[test]
fn the_example_directory_is_in_order() {
    let answer = example("check").answer();
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    answer.says("50 colleagues in 1 file: no problems");
}

#[test]
fn numbers_and_addresses_that_cannot_be_are_named_with_their_place() {
    assert_eq!(found("npi = \"1234567893\""), [""; 0]);
    assert_eq!(found("npi = 1234567890"), ["3:7: “1234567890” is no NPI: its last digit does not fit the others"]);
    assert_eq!(found("npi = \"12345\""), ["3:7: “12345” is no NPI: it has 5 digits, not ten"]);
    assert_eq!(found("phone = \"ext. 12\""), ["3:9: “ext. 12” cannot be read as a phone number"]);
    assert_eq!(
        found("email = \"ana at example.org\""),
        ["3:9: “ana at example.org” cannot be read as an e-mail address"]
    );
    assert_eq!(found("website = \"ask me\""), ["3:11: “ask me” cannot be read as the address of a web page"]);
    let csv = Folder::new().file("d.csv", "name,npi,phone,email\nAna,1234567890,\"617\",nobody\n");
    check(&csv, "d.csv")
        .says("d.csv:2:5: “1234567890” is no NPI")
        .says("d.csv:2:16: “617”")
        .says("d.csv:2:22: “nobody”");
}

#[test]
fn a_wrong_number_is_told_by_suggest_only_where_she_may_be_shown() {
    let toml = "[[colleague]]\nname = \"Ana\"\nspecialties = [\"ocd\"]\n[[colleague]]\nname = \"Bo\"\nages = \"18+\"\nphone = \"5\"\nnpi = \"1\"\n";
    let folder = directory(toml);
    assert_eq!(folder.run("suggest --age 9").answer().err, "");
    let answer = folder.run("suggest --age 19").answer();
    assert!(
        answer.err.contains("warning: colleagues.toml:7:9: “5” cannot be read as a phone number"),
        "{}",
        answer.err
    );
    assert_eq!(answer.code, Some(0));
}

#[test]
fn what_contradicts_itself_is_asked_about() {
    let closed = "accepting = \"no\"\nopenings = 2\nchecked = 2026-11-02";
    assert_eq!(found(closed), ["4:12: 2 openings, but not accepting clients"]);
    assert_eq!(found("accepting = \"no\"\nopenings = 0\nchecked = 2026-11-02"), [""; 0]);
}

#[test]
fn what_is_over_is_told() {
    assert_eq!(
        found("away = [\"2027-01-01..\", \"2026-08-01..2026-08-20\"]"),
        ["note: 3:25: the absence 2026-08-01..2026-08-20 is over"]
    );
    assert_eq!(found("license_expires = 2026-11-15"), ["3:19: “license_expires” is 2026-11-15, which is past"]);
    assert_eq!(found("license_expires = 2026-11-16"), [""; 0]);
    let csv = Folder::new().file("d.csv", "name,License Expiration Date,fee\nAna,10/31/2026,120\nBo,12/31/2026,\n");
    let answer = check(&csv, "d.csv");
    answer
        .says("d.csv:2:5: “License Expiration Date” is 10/31/2026, which is past")
        .says("2 files: 1 problem".replace("2 files", "1 file").as_str());
}

#[test]
fn letters_that_are_not_known_are_a_note_and_no_problem() {
    let answer =
        directory("[[colleague]]\nname = \"Ana\"\ncredentials = [\"LICSW\", \"LISCW\"]\n").run("check").answer();
    let expected = "note: colleagues.toml:3:25: “LISCW” are no letters known; they are shown, and nothing follows from them\n  \
                    hint: did you mean “LICSW” or “LISW”?\n\n1 colleague in 1 file: no problems, 1 note\n";
    answer.is(0, expected, "");
}

#[test]
fn one_colleague_under_two_ids_is_named_once_with_both_places() {
    let folder = Folder::new()
        .file("d/a.toml", "[[colleague]]\nname = \"Ana Ruiz\"\nphone = \"617-555-0101\"\nemail = \"ana@example.org\"\ncity = \"Salem\"\nregion = \"MA\"\n")
        .file("d/b.csv", "name,phone,email\nBo Lind,617-555-0101,\n\n\"Ruiz, Ana, LCSW\",+1 617 555 0101,Ana@Example.org\n");
    let expected = "d/b.csv:4:1: “Ruiz, Ana, LCSW” (ruiz-ana-lcsw) is probably “Ana Ruiz” (ana-ruiz) at d/a.toml:1: the same e-mail, \
                    the same name and phone\n  hint: keep one of the two records; if they are two people, an NPI each tells them apart\n\n\
                    3 colleagues in 2 files: 1 problem\n";
    check(&folder, "d").is(1, expected, "");
}

#[test]
fn two_people_of_one_practice_are_no_problem() {
    let both = "phone = \"617-555-0101\"\nemail = \"lind-ruiz@example.org\"\ncity = \"Salem\"\nregion = \"MA\"\n";
    let toml = format!("[[colleague]]\nname = \"Ana Ruiz\"\n{both}[[colleague]]\nname = \"Bo Lind\"\n{both}");
    let answer = directory(&toml).run("check").answer();
    answer.says("note: colleagues.toml:7:1: “Bo Lind” (bo-lind) has the e-mail address of “Ana Ruiz” (ana-ruiz) at colleagues.toml:1");
    assert_eq!(answer.code, Some(0));
}

#[test]
fn ids_that_differ_only_in_case_are_named() {
    directory("[[colleague]]\nid = \"ana\"\nname = \"Ana\"\n[[colleague]]\nid = \"Ana\"\nname = \"Bo\"\n")
        .run("check")
        .answer()
        .says("colleagues.toml:4:1: the id “Ana” and “ana” at colleagues.toml:1 differ only in capital letters");
}

#[test]
fn old_facts_are_counted_and_the_oldest_named() {
    let csv = "name,checked\nAna,2026-11-01\nBo,2025-01-31\nCy,\nDi,2026-01-31\nEve,2024-03-01\nFay,2026-05-19\n";
    let folder = Folder::new().file("d.csv", csv);
    let expected = "6 colleagues in 1 file: no problems\nnote: 4 were last asked more than 180 days ago, the longest ago eve (2024-03-01), \
                    bo (2025-01-31), di (2026-01-31); 1 was never asked, or the day is not on record\n  \
                    hint: refer verify names whom to ask first, and what\n";
    check(&folder, "d.csv").is(0, expected, "");
    let document: serde_json::Value = serde_json::from_str(&folder.run("-d d.csv check --json").out()).unwrap();
    assert_eq!(document["freshness"]["stale"], 4);
    assert_eq!(document["freshness"]["oldest"][0]["id"], "eve");
}

#[test]
fn a_copy_that_a_synced_folder_made_is_set_aside_and_named_by_every_command() {
    let original = "[[colleague]]\nname = \"Ana Ruiz\"\nspecialties = [\"ocd\"]\n";
    let copy = "colleagues (Ana's conflicted copy 2026-11-02).toml";
    let folder = Folder::new().file("d/colleagues.toml", original).file(&format!("d/{copy}"), original);
    let warning = format!(
        "d/{copy}: this looks like a copy of colleagues.toml, as a synced folder makes one; it is not read\n  \
         hint: compare the two, keep what is right in colleagues.toml, and move this one out of the folder\n"
    );
    for command in ["suggest --concern ocd", "list", "show ana-ruiz"] {
        let answer = folder.run(&format!("-d d {command}")).answer();
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), format!("warning: {warning}").as_str()), "{command}");
        answer.says("Ana Ruiz");
    }
    check(&folder, "d").is(1, &format!("{warning}\n1 colleague in 1 file: 1 problem\n"), "");
    // Where one file is the directory, a copy beside it matters as much.
    check(&folder, "d/colleagues.toml").is(1, &format!("{warning}\n1 colleague in 1 file: 1 problem\n"), "");
}

#[test]
fn a_second_list_that_turns_out_to_be_a_copy_is_refused_with_the_reason() {
    let original = "[[colleague]]\nname = \"Ana Ruiz\"\n[[colleague]]\nname = \"Bo\"\n";
    let folder = Folder::new().file("d/colleagues.toml", original).file("d/colleagues 2.toml", original);
    folder.run("-d d list").refuses(
        "error: d/colleagues.toml:1:1: the id “ana-ruiz” is there already, at d/colleagues 2.toml:1\n  \
         hint: “d/colleagues 2.toml” looks like a copy, as a synced folder makes one: compare the two files, and move one out of the folder\n",
    );
    let folder =
        Folder::new().file("d/colleagues.toml", original).file("d/colleagues 2.toml", "[[colleague]]\nname = \"Cy\"\n");
    check(&folder, "d").is(0, "3 colleagues in 2 files: no problems\n", "");
}

#[test]
fn what_is_not_read_is_noted() {
    let folder = Folder::new()
        .file("d/colleagues.csv", "name\nAna\n")
        .file("d/colleagues.bak.csv", "name\nAna\n")
        .file("d/colleagues.csv~", "name\nAna\n")
        .file("d/~$colleagues.xlsx", "")
        .file("d/contacts.vcf", "")
        .file("d/notes.txt", "");
    let answer = check(&folder, "d");
    assert_eq!(answer.code, Some(0));
    answer
        .says("note: d/colleagues.bak.csv: this looks like a backup or a leftover of an editor; it is not read")
        .says("note: d/colleagues.csv~: this looks like a backup")
        .says("note: d/contacts.vcf: this is neither a TOML file nor a CSV file; it is not read hint: refer import \"d/contacts.vcf\"")
        .says("1 colleague in 1 file: no problems, 3 notes");
    assert_eq!(folder.run("-d d list").answer().err, "");
}

/// Three who are known to different degrees, asked at different times.
const ASKED: &str = "[[colleague]]\nname = \"Dr. Ana Ruiz\"\ncredentials = [\"PhD\"]\nemail = \"ana@example.org\"\nspecialties = [\"ocd\", \"grief\"]\n\
                     payers = [\"Aetna\", \"Cigna\"]\nfee = 150\naccepting = \"yes\"\nopenings = 2\nchecked = 2026-03-02\nrelationship = \"met\"\n\
                     tie_to_me = \"my neighbor\"\nnotes = \"slow to answer\"\n\
                     [[colleague]]\nname = \"Bo Lind\"\nspecialties = [\"ocd\"]\nlanguages = [\"Danish\"]\nrelationship = \"worked-with\"\n\
                     [[colleague]]\nname = \"Cy Ng\"\nphone = \"617-555-0101\"\naccepting = \"waitlist\"\nchecked = 2026-11-02\n";

#[test]
fn whom_to_ask_first_and_what_and_why() {
    let folder = directory(ASKED);
    let expected = " 1  Bo Lind                                                        never checked
    id        bo-lind
    ask       taking clients? · how long is the wait? · which payers? · what
              does a session cost? · phone or e-mail?
    why       you have worked together · nobody else lists Danish

 2  Dr. Ana Ruiz, PhD                                       checked 9 months ago
    id        dr-ana-ruiz
    ask       still taking clients? · still 2 openings? · still takes Aetna and
              Cigna? · still $150 a session?
    why       you have met · nobody else lists grief and bereavement, Aetna or
              Cigna
    contact   ana@example.org

2 of 2 due
refer verify bo-lind --text prints a message to send
refer verify bo-lind says that all still holds; add accepting=no and the like
  for what changed
";
    folder.run("verify").shows(expected);
    let one = folder.run("verify --top 1").answer();
    one.says("1 Bo Lind").says("1 of 2 due").never_says("Ana");
    let markdown = "| | name | last checked | ask | why |\n|---:|---|---|---|---|\n| 1 | Bo Lind | never | taking clients? how long is the wait? \
                    which payers? what does a session cost? phone or e-mail? | you have worked together; nobody else lists Danish |\n";
    folder.run("verify --top 1 --format markdown").shows(markdown);
    let csv = folder.run("verify --format csv").out();
    assert!(csv.starts_with("rank,id,name,checked,value,ask,why,phone,email\n1,bo-lind,Bo Lind,,6000,"), "{csv}");
    let document: serde_json::Value = serde_json::from_str(&folder.run("verify --json").out()).unwrap();
    let first = &document["queue"][0];
    assert_eq!((&document["schema"], &document["due"]), (&"refer.verify/1".into(), &2.into()));
    assert_eq!((&first["id"], &first["value"], &first["need"]), (&"bo-lind".into(), &6000.into(), &1000.into()));
}

#[test]
fn nobody_is_due_where_everybody_was_asked() {
    let answer = directory("[[colleague]]\nname = \"Ana\"\nchecked = 2026-11-02\n").run("verify").answer();
    answer.is(1, "nobody is due: everybody was asked within the last month, or is away\n", "");
}

#[test]
fn a_message_is_ready_to_send_and_says_nothing_that_is_not_hers_to_read() {
    let folder = directory(ASKED)
        .file("config.toml", "[me]\nname = \"Eve Holm\"\ncredentials = \"LICSW\"\nphone = \"617-555-0199\"\n");
    let expected = "To: ana@example.org
Subject: Is what I have on record about you still right?

Hello Dr. Ruiz,

Now and then I refer somebody to a colleague, and I would like what I say of you to be right.
Would you tell me what has changed? What still holds needs no answer.

- Are you taking new clients? I have you down as: taking new clients.
- How many places are free, and how long is the wait? I have you down as: 2 openings.
- Which insurance do you take? I have you down as: Aetna, Cigna.
- What does a session cost? I have you down as: $150 a session.
- What are you best at? I have you down as: obsessive-compulsive disorder, grief and bereavement.
- How do you like to be reached? I have you down as: ana@example.org.

Thank you, and all the best
Eve Holm, LICSW
617-555-0199
";
    folder.run("verify --text dr-ana-ruiz").shows(expected);
    folder.run("verify 'Ana Ruiz' --text").shows(expected);
    let phone = folder.run("verify cy-ng --text").answer();
    phone.says("Call: 617-555-0101").says("Hello Cy,").says("I have you down as: keeping a waiting list.");
    // All of the queue at once.
    assert_eq!(folder.run("verify --text").out().matches("Subject:").count(), 2);
}

#[test]
fn what_is_wrong_in_every_row_does_not_bury_the_rest() {
    let rows: String = (0..10_050).map(|i| format!("N{i},\"LICSW;QZ\",cheap\n")).collect();
    let folder = Folder::new().file("d.csv", format!("name,credentials,fee\n{rows}"));
    let answer = check(&folder, "d.csv");
    assert_eq!(
        (answer.code, answer.out.matches("“cheap”").count(), answer.out.matches("“QZ”").count()),
        (Some(1), 9_999, 1)
    );
    answer.says("d.csv: 51 more values of this file cannot be read or are worth a look hint: correct the first ones");
}

#[test]
fn what_she_said_is_written_down_with_the_day_and_can_be_taken_back() {
    let folder = directory(ASKED);
    folder.run("verify dr-ana-ruiz").shows(
        "dr-ana-ruiz\n  checked: 2026-03-02 → 2026-11-16\nnext: bo-lind, never checked; refer verify bo-lind --text prints a message to send\n",
    );
    assert_eq!(folder.read("colleagues.toml"), ASKED.replace("checked = 2026-03-02", "checked = 2026-11-16"));
    folder
        .run("verify 'Bo Lind' accepting=waitlist wait_weeks=6 payers+=Aetna")
        .shows("bo-lind\n  payers: Aetna\n  accepting: waitlist\n  wait_weeks: 6\n  checked: 2026-11-16\n");
    assert_eq!(folder.run("verify").answer().code, Some(1));
    assert!(folder.run("undo").out().contains("verify bo-lind"));
    folder.run("show bo-lind").answer().never_says("Aetna").never_says("2026-11-16");
    // A day that is typed is believed.
    folder.run("verify bo-lind checked=2026-11-01").answer().says("checked: 2026-11-01");
}

#[test]
fn what_cannot_be_read_is_not_written_down() {
    let folder = directory(ASKED);
    folder.run("verify bo-lind acepting=no").refuses(
        "error: acepting: “acepting” is no key known\n  hint: did you mean “accepting”? --extra keeps it as a key of your own\n",
    );
    let answer = folder.run("verify bo-lind wait_weeks=soon").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.starts_with("error: wait_weeks: “soon” cannot be read as a number of weeks"), "{}", answer.err);
    folder.run("verify accepting=no").refuses(
        "error: refer verify: “accepting=no” says what changed, but not of whom\n  hint: write the id or name first: refer verify ID accepting=no\n",
    );
    assert_eq!(folder.run("verify --text bo-lind wait_weeks=2").answer().code, Some(2));
    assert_eq!(folder.read("colleagues.toml"), ASKED);
}

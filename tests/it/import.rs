//! Lists that others send, brought into a directory.

use super::harness::{Answer, Folder, HOUSE, Run};
use serde_json::Value;
use std::fs;

/// A small list as people write them.
const LIST: &str = "\
Therapist,Phone,E-mail,City,State,Top Specialties,Ages,Insurance accepted,Accepting new clients,Parking
\"Noor Halabi, LICSW\",(617) 555-0171,noor@harborstreet.example.org,Quincy,MA,\"PTSD, grief\",18+,Aetna; Cigna,yes,street only
\"Yuki Tanabe-Ross, LMFT\",781-555-0173,,Weymouth,MA,Grief,,Tufts Health Plan,no,
";

/// A folder with a list, and a directory that is not there yet.
fn with(list: impl AsRef<[u8]>) -> Folder {
    Folder::new().file("list.csv", list)
}

fn import(folder: &Folder, flags: &str) -> Run {
    folder.run(&format!("-d my import list.csv {flags}"))
}

/// The counts of an import: read, new, changed, same, rejected.
fn counts(folder: &Folder, flags: &str) -> [u64; 5] {
    let answer = import(folder, &format!("{flags} --json")).answer();
    let document: Value = serde_json::from_str(&answer.out).expect(&answer.err);
    assert_eq!(document["schema"], "refer.import/1");
    ["read", "new", "changed", "same", "rejected"].map(|key| document["counts"][key].as_u64().unwrap())
}

fn done(answer: &Answer, code: i32) {
    assert_eq!(answer.code, Some(code), "{}\n{}{}", answer.asked, answer.out, answer.err);
}

#[test]
fn a_list_is_brought_in_and_a_second_time_changes_nothing() {
    let folder = with(LIST);
    let first = import(&folder, "").answer();
    done(&first, 0);
    first.says("2 rows: 2 new, 0 changed, 0 same, 0 rejected").says("written: 2 new in my/colleagues.toml");
    let written = folder.read("my/colleagues.toml");
    for line in [
        "name = \"Noor Halabi\"",
        "credentials = [\"LICSW\"]",
        "specialties = [\"ptsd\", \"grief\"]",
        "payers = [\"Aetna\", \"Cigna\"]",
        "Parking = \"street only\"",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    let remembered = folder.read("my/.refer/imported.csv");
    import(&folder, "").answer().says("2 rows: 0 new, 0 changed, 2 same").says("nothing to write");
    assert_eq!(folder.read("my/colleagues.toml"), written);
    assert_eq!(folder.read("my/.refer/imported.csv"), remembered);
    folder.run("-d my suggest --concern ptsd").answer().says("Noor Halabi, LICSW");
}

#[test]
fn a_look_writes_nothing_at_all() {
    let folder = with(LIST);
    for flags in ["--dry-run", "--dry-run --json", "--dry-run --format csv", "--as-csv"] {
        done(&import(&folder, flags).answer(), 0);
    }
    let names = fs::read_dir(folder.path(".")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["list.csv"]);
}

#[test]
fn a_newer_list_changes_what_nobody_touched_and_an_edit_by_hand_stays() {
    let folder = with(LIST);
    import(&folder, "").answer();
    let edited = folder.read("my/colleagues.toml").replace("(617) 555-0171", "617-555-0199");
    let newer = LIST.replace("(617) 555-0171", "617-555-0100").replace("781-555-0173", "781-555-0174");
    let newer = newer.replace("Weymouth,MA,Grief,,", "Weymouth,MA,Grief,teens,");
    let folder = folder.file("my/colleagues.toml", edited).file("list.csv", newer);
    let answer = import(&folder, "").answer();
    answer.says("changed Yuki Tanabe-Ross").says("phone: 781-555-0173 → 781-555-0174");
    answer.says("phone stays 617-555-0199; the list says 617-555-0100");
    assert!(folder.read("my/colleagues.toml").contains("617-555-0199"));
    assert_eq!(counts(&folder, "--dry-run"), [2, 0, 0, 2, 0]);
    done(&import(&folder, "--overwrite").answer(), 0);
    assert!(folder.read("my/colleagues.toml").contains("617-555-0100"));
}

#[test]
fn what_was_read_in_part_closes_no_door() {
    let folder = with(
        "Name,Languages,Top Specialties,Ages\nAna Ruiz,\"Spanish, Elvish\",\"grief, couples\",\nBo Lind,Spanish,\"grief, teens\",18+\n",
    );
    import(&folder, "").answer().says("“Elvish” is no language known");
    let written = folder.read("my/colleagues.toml");
    for line in ["languages = [\"Spanish\", \"more\"]", "sees = [\"couple\", \"more\"]", "ages = [\"teens\", \"18+\"]"]
    {
        assert!(written.contains(line), "{line}\n{written}");
    }
    let asked = folder.run("-d my suggest --concern grief --language fr --for individual --why-not ana-ruiz").answer();
    asked.says("Ana Ruiz").says("works in French?");
}

#[test]
fn nobody_comes_in_whose_license_does_not_hold() {
    let roster = "Licensee Name,License Type,License Number,City,License Status\n\
        Ana Ruiz,LCSW,100,Salem,Active\nBo Lind,LCSW,101,Salem,REVOKED\nCy Dee,LCSW,102,Salem,Expired 2024\n";
    let folder = with(roster);
    let answer = import(&folder, "--skip-bad").answer();
    done(&answer, 3);
    answer.says("3 rows: 1 new, 0 changed, 0 same, 2 rejected");
    assert!(answer.err.contains("list.csv:3:5: License Status: “REVOKED”"), "{}", answer.err);
    assert_eq!(counts(&with(roster), "--dry-run --map \"License Status=-\""), [3, 3, 0, 0, 0]);
}

#[test]
fn a_bare_list_of_names_is_told_to_be_one() {
    let folder = with("Ana Ruiz\nBo Lind\nCy Dee\n");
    let answer = import(&folder, "--no-header --map column_1=name").answer();
    done(&answer, 0);
    answer.says("3 rows: 3 new");
    assert!(folder.read("my/colleagues.toml").contains("name = \"Ana Ruiz\""));
}

#[test]
fn an_import_is_taken_back_in_one_step() {
    let folder = with(LIST);
    import(&folder, "").answer();
    let before = [folder.read("my/colleagues.toml"), folder.read("my/.refer/imported.csv")];
    let folder = folder.file("list.csv", LIST.replace(",no,", ",waitlist,"));
    import(&folder, "").answer().says("accepting: no → waitlist");
    folder.run("-d my undo").answer().says("import of list.csv");
    assert_eq!([folder.read("my/colleagues.toml"), folder.read("my/.refer/imported.csv")], before);
}

#[test]
fn a_rejected_row_stops_the_import_until_it_is_mended_or_set_aside() {
    let folder = with(format!("{LIST},617-555-0174,,Boston,MA,depression,,,,\n"));
    let answer = import(&folder, "").answer();
    done(&answer, 2);
    answer.says("3 rows: 2 new, 0 changed, 0 same, 1 rejected");
    assert!(answer.err.contains("error: list.csv:4:1: there is no name"), "{}", answer.err);
    assert!(answer.err.contains("1 row was rejected, so nothing was written"), "{}", answer.err);
    assert!(!folder.path("my").exists() && !folder.path("list.rejected.csv").exists());

    let answer = import(&folder, "--skip-bad").answer();
    done(&answer, 3);
    answer.says("the rejected rows are in list.rejected.csv");
    let rejected = folder.read("list.rejected.csv");
    assert_eq!(rejected.lines().count(), 2, "{rejected}");
    let mended = rejected.replace("\n,617", "\nBo Lind,617");
    let folder = folder.file("list.csv", mended);
    import(&folder, "").answer().says("1 row: 1 new, 0 changed, 0 same, 0 rejected");
    let written = folder.read("my/colleagues.toml");
    assert!(written.contains("name = \"Bo Lind\"\n") && !written.contains("_problem"), "{written}");
}

#[test]
fn rejected_rows_never_take_the_place_of_others() {
    let folder = with(format!("{LIST},617-555-0174,,Boston,MA,depression,,,,\n"));
    import(&folder, "--skip-bad").answer().says("the rejected rows are in list.rejected.csv");
    let folder = folder.file("list.rejected.csv", "mended");
    import(&folder, "--skip-bad").answer().says("the rejected rows are in list.rejected-2.csv");
    assert_eq!(folder.read("list.rejected.csv"), "mended");
    let taken = import(&folder, "--skip-bad --rejects list.rejected.csv").answer();
    done(&taken, 2);
    assert!(taken.err.contains("list.rejected.csv: this file is there already"), "{}", taken.err);
}

#[test]
fn a_list_in_the_folder_of_the_directory_is_no_list() {
    let folder = with(LIST).file("my/list.csv", "name,phone\nBo Lind,617-555-0102\n");
    let answer = folder.run("-d my import my/list.csv").answer();
    done(&answer, 2);
    assert!(answer.err.contains("this file lies in your directory"), "{}", answer.err);
}

#[test]
fn whom_a_row_means_is_told_by_the_one_who_mends_it() {
    let folder = with("Name,Fee\nNoor Halabi,120\n");
    let folder = folder.file("my/colleagues.toml", "[[colleague]]\nname = \"Noor Halabi\"\ncity = \"Quincy\"\n");
    let answer = import(&folder, "--skip-bad").answer();
    done(&answer, 3);
    assert!(answer.err.contains("this may be “noor-halabi”: the name is the same"), "{}", answer.err);
    let rejected = folder.read("list.rejected.csv");
    let same = rejected.replace("Noor Halabi,120,,", "Noor Halabi,120,noor-halabi,");
    let other = rejected.replace("Noor Halabi,120,,", "Noor Halabi,120,noor-of-salem,");
    assert_ne!(rejected, same);
    let folder = folder.file("list.csv", same);
    assert_eq!(counts(&folder, "--dry-run"), [1, 0, 1, 0, 0]);
    let folder = folder.file("list.csv", other);
    assert_eq!(counts(&folder, ""), [1, 1, 0, 0, 0]);
    assert!(folder.read("my/colleagues.toml").contains("id = \"noor-of-salem\""));
}

#[test]
fn a_list_of_clients_or_of_figures_is_refused() {
    let clients = "Client Name,Date of Birth,Diagnosis,Member ID,Therapist\nJo Poe,1990-02-03,F43.1,ZX1,Ana Ruiz\n";
    let figures = "District,Population,Therapists\nNorth,40200,31\nSouth,18100,9\nWest,22010,12\n";
    for list in [clients, figures] {
        let folder = with(list);
        for flags in ["", "--dry-run", "--skip-bad"] {
            let answer = import(&folder, flags).answer();
            done(&answer, 2);
            assert!(answer.err.starts_with("error: list.csv: "), "{}", answer.err);
            assert!(answer.err.contains("hint: "), "{}", answer.err);
        }
        assert!(!folder.path("my").exists());
        let columns = import(&folder, "--dry-run --json").answer();
        let document: Value = serde_json::from_str(&columns.out).unwrap();
        assert_eq!(document["counts"]["read"], document["counts"]["rejected"]);
    }
    assert!(import(&with(clients), "").answer().err.contains("client"), "the reason is named");
}

#[test]
fn every_encoding_and_delimiter_comes_to_the_same() {
    let plain = "Name;City;Notes\nZoë Müller;Köln;“früh”\nAna Ruiz;Bonn;\n";
    let wide = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let little: Vec<u8> = wide(plain).iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide(plain).iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let western: Vec<u8> = plain
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => c as u8,
        })
        .collect();
    let mac: Vec<u8> = plain
        .chars()
        .map(|c| match c {
            '\n' => b'\r',
            'ë' => 0x91,
            'ü' => 0x9f,
            'ö' => 0x9a,
            '“' => 0xd2,
            '”' => 0xd3,
            c => c as u8,
        })
        .collect();
    let expected = "Name,City,Notes\nZoë Müller,Köln,“früh”\nAna Ruiz,Bonn,\n";
    for (what, bytes) in [
        ("utf-8", plain.as_bytes().to_vec()),
        ("with a mark", [b"\xef\xbb\xbf", plain.as_bytes()].concat()),
        ("utf-16le with a mark", [b"\xff\xfe", &little[..]].concat()),
        ("utf-16be with a mark", [b"\xfe\xff", &big[..]].concat()),
        ("utf-16le", little),
        ("windows-1252", western),
        ("mac roman", mac),
        ("tabs", plain.replace(';', "\t").into_bytes()),
        ("bars", plain.replace(';', "|").into_bytes()),
        ("commas", plain.replace(';', ",").into_bytes()),
        ("carriage returns", plain.replace('\n', "\r\n").into_bytes()),
        ("sep=", format!("sep=;\n{plain}").into_bytes()),
    ] {
        assert_eq!(import(&with(bytes), "--as-csv").out(), expected, "{what}");
    }
}

#[test]
fn what_is_said_of_a_column_is_remembered_when_asked() {
    let list = "Name,Good with,Tel\nAna Ruiz,grief; ptsd,617-555-0101\n";
    let folder = with(list);
    import(&folder, "--map \"Good with=specialties\" --remember").answer().says("Good with → specialties");
    assert!(folder.read("my/config.toml").contains("[columns]\n\"Good with\" = \"specialties\"\n"));
    let folder = folder.file("list.csv", list.replace("grief; ptsd", "grief"));
    import(&folder, "--dry-run").answer().says("specialties: grief; ptsd → grief");
    let other = folder.clone().file("other.csv", "Name,City\nBo Lind,Salem\n");
    assert_eq!(other.run("-d my import other.csv --dry-run").answer().err, "");
    let answer = import(&folder, "--map \"Goud with=specialties\"").answer();
    done(&answer, 2);
    assert!(
        answer.err.contains("the list has no column “Goud with”\n  hint: did you mean “Good with”"),
        "{}",
        answer.err
    );
    let answer = import(&folder, "--map \"Good with=specialities\"").answer();
    done(&answer, 2);
    assert!(answer.err.contains("did you mean “specialties”"), "{}", answer.err);
}

#[test]
fn a_directory_of_one_csv_file_grows_by_rows() {
    let folder = with(LIST).file("mine.csv", "name,phone,Nickname\nBo Lind,617-555-0102,Bobo\n");
    folder.run("-d mine.csv import list.csv").answer().says("2 new in mine.csv");
    let written = folder.read("mine.csv");
    let lines: Vec<&str> = written.lines().collect();
    assert!(lines[0].starts_with("name,phone,Nickname,"), "{written}");
    assert!(lines[1].starts_with("Bo Lind,617-555-0102,Bobo,"), "{written}");
    assert_eq!(lines.len(), 4, "{written}");
    folder.run("-d mine.csv import list.csv").answer().says("2 same");
}

#[test]
fn nothing_is_brought_in_beside_a_record_that_cannot_be_read() {
    let folder = with(LIST).file("my/colleagues.toml", "[[colleague]]\nname = Noor\n");
    let answer = import(&folder, "").answer();
    done(&answer, 2);
    assert!(answer.err.contains("my/colleagues.toml:2:8: this is not TOML"), "{}", answer.err);
}

#[test]
fn a_list_that_is_not_there_or_empty_is_named() {
    let folder = with("");
    let missing = folder.run("-d my import nowhere.csv").answer();
    done(&missing, 2);
    assert!(missing.err.starts_with("error: nowhere.csv: "), "{}", missing.err);
    let empty = import(&folder, "").answer();
    done(&empty, 2);
    assert!(empty.err.starts_with("error: list.csv: "), "{}", empty.err);
}

#[test]
fn a_list_on_standard_input_is_read_too() {
    let run = Folder::new().run("-d my import - --dry-run").stdin("Name,City\nAna Ruiz,Salem\n");
    run.answer().says("1 row: 1 new");
}

/// Texts made of the characters that lists break on.
fn random_list(seed: u32) -> String {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let pieces =
        ["Ana", "Bo Lind", ",", ",", ";", "\"", "\n", "\n", "\t", "|", "'", "=1", "617-555-0101", "é", " ", "yes"];
    let mut text = String::from("Name,City,Phone,Notes\n");
    for _ in 0..next(60) {
        text.push_str(pieces[next(pieces.len())]);
    }
    text
}

#[test]
fn no_list_breaks_the_import_and_no_row_of_it_is_lost() {
    let mut brought_in = 0;
    for seed in 0..60 {
        let folder = with(random_list(seed));
        let answer = import(&folder, "--json --skip-bad").answer();
        let Ok(document) = serde_json::from_str::<Value>(&answer.out) else {
            assert_eq!(answer.code, Some(2), "{seed}: {}", answer.err);
            continue;
        };
        let of = |key: &str| document["counts"][key].as_u64().unwrap();
        assert_eq!(of("read"), of("new") + of("changed") + of("same") + of("rejected"), "{seed}");
        assert_eq!(document["records"].as_array().unwrap().len() as u64, of("read"), "{seed}");
        if answer.code == Some(2) {
            continue;
        }
        let [read, new, changed, _, rejected] = counts(&folder, "--skip-bad");
        assert_eq!((new, changed), (0, 0), "{seed}: {}", random_list(seed));
        assert_eq!((read, rejected), (of("read"), of("rejected")), "{seed}");
        brought_in += new + of("new");
    }
    assert!(brought_in > 20, "{brought_in}");
}

#[test]
fn the_example_list_is_read_as_the_manual_says() {
    let folder = with(fs::read(format!("{HOUSE}/examples/list-from-a-colleague.csv")).unwrap());
    assert_eq!(counts(&folder, "--dry-run"), [5, 4, 0, 0, 1]);
}

#[test]
fn what_is_remembered_of_lists_is_named_where_it_cannot_be_read() {
    let folder = with(LIST);
    import(&folder, "").answer();
    let records = folder.read("my/colleagues.toml");
    let folder = folder.file("my/.refer/imported.csv", "");
    done(import(&folder, "").answer().says("0 new, 0 changed, 2 same"), 0);
    assert_eq!(folder.read("my/colleagues.toml"), records);
    let folder = folder.file("my/.refer/imported.csv", "\"torn");
    let answer = import(&folder, "").answer();
    assert_ne!(answer.code, Some(0));
    assert!(answer.err.contains("imported.csv"), "{}", answer.err);
}

//! Lists and directories so long that their rows are not taken one by one.

use super::harness::Folder;
use serde_json::Value;
use std::fs;

/// A row of a list: a few names come again, at other places.
fn row(n: usize) -> String {
    let (first, last) = (["Ana", "Bo", "Cy", "Di"][n % 4], ["Ruiz", "Lind", "Moss"][n / 4 % 3]);
    format!("{first} {last}{},617-555-{:04},Town{},MA,LICSW\n", n % 120, n, n % 700)
}

/// Every row alone says what it says in a long list, whoever understands it and whenever.
#[test]
fn a_long_list_comes_in_as_its_rows_would_one_by_one() {
    const HEADER: &str = "Name,Phone,City,State,Letters\n";
    let rows: Vec<String> = (0..1_300).map(row).chain([row(7), "Ana Ruiz0,,,,PhD\n".to_owned()]).collect();
    let in_one = Folder::new().file("my/c.csv", "name\n").file("list.csv", format!("{HEADER}{}", rows.concat()));
    let answer = in_one.run("-d my import list.csv --skip-bad").answer();
    assert_eq!(answer.code, Some(3), "{}{}", answer.out, answer.err);
    answer.says("1302 rows: 1300 new, 0 changed, 1 same, 1 rejected").says("… and 1261 more rows");
    // Parts too short for a second thread, one after the other.
    let in_parts = Folder::new().file("my/c.csv", "name\n");
    for part in rows.chunks(400) {
        fs::write(in_parts.path("list.csv"), format!("{HEADER}{}", part.concat())).unwrap();
        let answer = in_parts.run("-d my import list.csv --skip-bad").answer();
        assert!(matches!(answer.code, Some(0 | 3)), "{}{}", answer.out, answer.err);
        let _ = fs::remove_file(in_parts.path("list.rejected.csv"));
    }
    let read = |folder: &Folder| folder.read("my/c.csv");
    assert_eq!(read(&in_one).lines().count(), 1_301);
    assert_eq!(read(&in_one), read(&in_parts));
    // What a run puts aside is gone with it.
    let mut left: Vec<String> =
        fs::read_dir(in_one.path("my/.refer")).unwrap().map(|entry| name(entry.unwrap())).collect();
    left.sort();
    assert_eq!(left, ["imported.csv", "lock", "undo"]);
    let before = read(&in_one);
    let again = in_one.run("-d my import list.csv --dry-run --json").answer();
    let document: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(document["counts"]["same"], 1_301);
    assert_eq!(document["records"][120]["id"], "ana-ruiz0-2");
    assert_eq!(read(&in_one), before);
}

fn name(entry: fs::DirEntry) -> String {
    entry.file_name().into_string().unwrap()
}

#[test]
fn a_long_file_is_checked_as_a_whole_however_it_is_parted() {
    let notes = "word ".repeat(600);
    let mut text = String::from("name,id,credentials,phone,city,notes\n");
    for n in 0..1_200 {
        let letters = if n % 300 == 5 { "QQXZ" } else { "LICSW" };
        text.push_str(&format!("Ana Ruiz-{n},c{n},{letters},617-555-{n:04},Town{n},{notes}\n"));
    }
    text.push_str(&format!("Ana Ruiz-3,c3b,LICSW,617-555-0003,,{notes}\n"));
    let problems = |text: &str| -> Vec<String> {
        let answer = Folder::new().file("c.csv", text).run("-d c.csv check --json").answer();
        let document: Value = serde_json::from_str(&answer.out).expect(&answer.err);
        let problems = document["problems"].as_array().unwrap().iter();
        problems.map(|problem| format!("{}: {}", problem["line"], problem["message"].as_str().unwrap())).collect()
    };
    let found = problems(&text);
    let count = |part: &str| found.iter().filter(|problem| problem.contains(part)).count();
    // Nobody knows the letters, which is told once; a twin is found at the other end of the file.
    assert_eq!((count("QQXZ"), count("1202")), (1, 1), "{:?}", found.iter().take(5).collect::<Vec<_>>());
    assert!(found.iter().any(|problem| problem.starts_with("7: ") && problem.contains("QQXZ")));
    text.push_str("Zoe Other,c3,LICSW,,,\n");
    assert!(problems(&text).iter().any(|problem| problem.starts_with("1203: the id “c3” is there already")));
}

//! A file that is written anew keeps everything that was not to change.

use super::round_trip_tests::{Numbers, record};
use super::{Change, Edit, Fate, NotRewritten, Tally, Written, each_written_toml, rewrite_toml};
use crate::colleague::Field;

/// The fates of named colleagues; everybody else stays.
fn toml(text: &str, fates: &[(&str, Fate)], added: Vec<Written>) -> Result<String, String> {
    let mut decide = |written: &Written| {
        let fate = fates.iter().find(|(name, _)| *name == written.text(Field::Name));
        fate.map_or(Fate::Keep, |(_, fate)| fate.clone())
    };
    let mut out = Vec::new();
    let mut edit = Edit { decide: &mut decide, added: &mut added.into_iter(), columns: &[] };
    match rewrite_toml("d.toml", text.as_bytes(), &mut edit, &mut out) {
        Ok(_) => Ok(String::from_utf8(out).expect("text stays text")),
        Err(NotRewritten::Refused(problems)) => Err(problems[0].to_string()),
        Err(NotRewritten::Io(error)) => Err(error.to_string()),
    }
}

fn set(field: Field, values: &[&str]) -> Change {
    Change::Set(field, values.iter().map(|&value| value.to_owned()).collect())
}

fn change(changes: impl IntoIterator<Item = Change>) -> Fate {
    Fate::Change(changes.into_iter().collect())
}

fn named(name: &str) -> Written {
    let mut written = Written::default();
    written.set(Field::Name, [name]);
    written
}

const FILE: &str = "\
\u{feff}# My colleagues.
version = 1

# -- trauma

# Ana, from the conference
[[colleague]]
name = \"Ana\"      # Annie
  # her fee
  fee   = 120      # since May
payers = [
  \"Aetna\",   # in network
  \"Cigna\",
]
# asked twice

[[colleague]] # second
'name' = 'Bo'
broken = yes

# Cy
[[colleague]]
name = \"Cy\"
languages = ['en', \"es\"]
Weird = { a = 1 }
# the last word
";

#[test]
fn nothing_changes_where_everybody_stays() {
    for text in
        [FILE, "", "\n", "# only this", "[[colleague]]\nname = 'x'", "[[colleague]]\r\nname = 'x'\r\n\r\n# y\r\n"]
    {
        assert_eq!(toml(text, &[], vec![]).as_deref(), Ok(text));
    }
}

#[test]
fn a_value_changes_and_the_comments_stay() {
    let changes = [
        set(Field::Fee, &["130-150"]),
        set(Field::Payers, &["Aetna", "Humana"]),
        set(Field::Phone, &["617"]),
        set(Field::Id, &["ana"]),
        Change::SetExtra("Fax".to_owned(), "1\n2".to_owned()),
    ];
    let expected = FILE
        .replace("fee   = 120      #", "fee   = \"130-150\"      #")
        .replace("  \"Cigna\",\n", "  \"Humana\",\n")
        .replace("# Annie\n", "# Annie\nid = \"ana\"\nphone = \"617\"\n")
        .replace("]\n# asked", "]\nFax = \"\"\"\n1\n2\"\"\"\n# asked");
    assert_eq!(toml(FILE, &[("Ana", change(changes))], vec![]), Ok(expected));
    let cleared = FILE.replace("  fee   = 120      # since May\n", "");
    let cleared = cleared.replace("payers = [\n  \"Aetna\",   # in network\n  \"Cigna\",\n]\n", "");
    let changes = [set(Field::Fee, &[]), set(Field::Payers, &[])];
    assert_eq!(toml(FILE, &[("Ana", change(changes))], vec![]), Ok(cleared));
    let listed = FILE.replace("['en', \"es\"]", "[\"en\", \"fr\"]");
    assert_eq!(toml(FILE, &[("Cy", change([set(Field::Languages, &["en", "fr"])]))], vec![]), Ok(listed));
}

#[test]
fn a_list_over_several_lines_keeps_what_is_said_of_its_values() {
    let text = |list: &str| format!("[[colleague]]\nname = 'A'\npayers = [{list}]\n");
    let list = " # mine\n  'a', # one\n  'b', # two\n  # more\n  'c' # three\n";
    for (payers, expected) in [
        (vec!["b", "c"], " # mine\n  'b', # two\n  # more\n  'c', # three\n"),
        (vec!["a", "c"], " # mine\n  'a', # one\n  # more\n  'c', # three\n"),
        (vec!["a", "b"], " # mine\n  'a', # one\n  'b', # two\n"),
        (vec!["a", "b", "c", "d"], &format!("{}\n  \"d\",\n", list.trim_end().replace("'c'", "'c',"))),
        (vec!["c", "a"], "\"c\", \"a\""),
        (vec!["d"], " # mine\n  \"d\",\n"),
    ] {
        let fates = [("A", change([set(Field::Payers, &payers)]))];
        assert_eq!(toml(&text(list), &fates, vec![]), Ok(text(expected)));
    }
    // Two on a line, and a list that is closed on the line of its last value.
    for (list, payers, expected) in [
        ("\n  'a', # one\n  'b', 'c', # two\n", ["a", "c"], "\n  'a', # one\n  'c', # two\n"),
        ("'a', # one\n  'b', # two\n  'c'", ["a", "b"], "'a', # one\n  'b', # two\n"),
        ("\n  'a',\n", ["a", "b\n\"\"\"c"], "\n  'a',\n  \"b\\n\\\"\\\"\\\"c\",\n"),
    ] {
        let fates = [("A", change([set(Field::Payers, &payers)]))];
        assert_eq!(toml(&text(list), &fates, vec![]), Ok(text(expected)));
    }
}

#[test]
fn a_table_that_goes_takes_its_own_comments_with_it() {
    let own = "# Ana, from the conference\n";
    let start = FILE.find(own).expect("it is there");
    let end = FILE.find("[[colleague]] # second").expect("it is there");
    let without = [&FILE[..start], &FILE[end..]].concat();
    assert_eq!(toml(FILE, &[("Ana", Fate::Remove)], vec![]), Ok(without));
    let last = FILE.find("\n# Cy").expect("it is there");
    assert_eq!(toml(FILE, &[("Cy", Fate::Remove)], vec![]).as_deref(), Ok(&FILE[..last]));
    let text = "[[colleague]]\nname = 'A'\n# about B\n[[colleague]]\nname = 'B'\n# -- C\n\n[[colleague]]\nname = 'C'\n";
    let removed = |name: &str| toml(text, &[(name, Fate::Remove)], vec![]);
    assert_eq!(removed("A").as_deref(), Ok(&text["[[colleague]]\nname = 'A'\n".len()..]));
    assert_eq!(removed("B").as_deref(), Ok("[[colleague]]\nname = 'A'\n[[colleague]]\nname = 'C'\n"));
    let all = ["A", "B", "C"].map(|name| (name, Fate::Remove));
    assert_eq!(toml(text, &all, vec![]).as_deref(), Ok(""));
}

#[test]
fn who_is_added_stands_at_the_end() {
    let bo = "[[colleague]]\nname = \"Bo\"\n";
    let add = |text: &str| toml(text, &[], vec![named("Bo")]);
    assert_eq!(add(""), Ok(format!("version = 1\n\n{bo}")));
    assert_eq!(add("version = 1\n\n"), Ok(format!("version = 1\n\n{bo}")));
    assert_eq!(add("version = 1"), Ok(format!("version = 1\n\n{bo}")));
    assert_eq!(add(FILE), Ok(format!("{FILE}\n{bo}")));
    let windows = "[[colleague]]\r\nname = 'x'\r\n";
    let mut two = named("Bo");
    two.set(Field::Notes, ["1\n2"]);
    let expected = format!("{windows}\r\n[[colleague]]\r\nname = \"Bo\"\r\nnotes = \"1\\n2\"\r\n");
    assert_eq!(toml(windows, &[], vec![two]), Ok(expected));
    let both = toml("version = 1\n", &[], vec![named("Bo"), named("Bo")]);
    assert_eq!(both, Ok(format!("version = 1\n\n{bo}\n{bo}")));
}

#[test]
fn lines_of_windows_stay_so_in_a_table_that_changes() {
    let windows = FILE.replace('\n', "\r\n");
    let expected = windows.replace("120", "99").replace("payers = [", "  sliding_fee_from = 70\r\npayers = [");
    let changes = [set(Field::Fee, &["99"]), set(Field::SlidingFeeFrom, &["70"])];
    assert_eq!(toml(&windows, &[("Ana", change(changes))], vec![]), Ok(expected));
}

#[test]
fn a_file_of_a_newer_refer_is_never_written() {
    let newer = "version = 2\n\n[[colleague]]\nname = 'A'\n";
    let refused =
        "d.toml:1:1: version 2 is not known\n  hint: a newer refer wrote this file; update refer to read it safely";
    assert_eq!(toml(newer, &[], vec![]).as_deref(), Err(&refused.to_owned()));
    assert!(toml("version = two\n[[colleague]]\nname = 'A'\n", &[], vec![]).is_err());
    let open = "[[colleague]]\nname = 'A'\nnotes = \"\"\"\n";
    assert_eq!(toml(open, &[], vec![]).as_deref(), Ok(open));
    let refused = "d.toml: a text in three quotes is opened and never closed\n  hint: refer check names the line; close the text, then try again";
    assert_eq!(toml(open, &[], vec![named("B")]).as_deref(), Err(&refused.to_owned()));
}

#[test]
fn tables_in_braces_change_too() {
    let text = "colleague = [{ name = \"Ana\", fee = 1 }, { name = \"Bo\" }] # all\n";
    let fates = [("Ana", change([set(Field::Fee, &["2"]), set(Field::Phone, &["617"])])), ("Bo", Fate::Remove)];
    let expected = "colleague = [{ name = \"Ana\", phone = \"617\", fee = 2 }] # all\n";
    assert_eq!(toml(text, &fates, vec![]).as_deref(), Ok(expected));
    let refused = "d.toml: the colleagues of this file stand in one list, colleague = […]\n  hint: begin each with a line [[colleague]] instead, then try again";
    assert_eq!(toml(text, &[], vec![named("Cy")]).as_deref(), Err(&refused.to_owned()));
}

#[test]
fn any_record_may_become_any_other() {
    let mut numbers = Numbers(0xfeed);
    for _ in 0..40 {
        let old: Vec<Written> = (0..4).map(|_| record(&mut numbers)).collect();
        let new: Vec<Written> = (0..4).map(|_| record(&mut numbers)).collect();
        let text: String = old.iter().map(super::write_toml).collect();
        let mut number = 0;
        let mut decide = |written: &Written| {
            number += 1;
            Fate::Change(Change::between(written, &new[number - 1]))
        };
        let mut out = Vec::new();
        let mut edit = Edit { decide: &mut decide, added: &mut std::iter::empty(), columns: &[] };
        let tally = rewrite_toml("d.toml", text.as_bytes(), &mut edit, &mut out).expect("it can be changed");
        assert_eq!(tally, Tally { changed: 4, removed: 0, added: 0 });
        let mut read = Vec::new();
        each_written_toml("d.toml", &out, &mut Vec::new(), |written, _| read.push(written.clone()));
        assert_eq!(read.len(), 4);
        for (read, new) in read.iter().zip(&new) {
            assert!(Change::between(read, new).is_empty(), "{read:?}\n{new:?}");
        }
    }
}

fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    each_written_toml("d.toml", text.as_bytes(), &mut Vec::new(), |written, _| {
        names.push(written.text(Field::Name).to_owned());
    });
    names
}

#[test]
fn whatever_the_file_only_the_table_that_changes_changes() {
    const PIECES: [&str; 24] = [
        "[[colleague]]\n",
        "[[colleague]]\nname = 'B'\n",
        "[[colleague]]\r\nname = \"C\"\r\n",
        "name = \"D\"\n",
        "fee = 1 # c\n",
        "# c\n",
        "\n",
        "\r\n",
        "  ",
        "\"\"\"",
        "'''",
        "notes = \"\"\"\n",
        "x = [\n",
        "]\n",
        "[colleague.y]\n",
        "z.a = 1\n",
        "version = 1\n",
        "fee = 2\n",
        "[other]\n",
        "é",
        "#",
        "\"",
        "payers = ['a',\n 'b'] # d\n",
        "[[ colleague ]] # e\n",
    ];
    let mut numbers = Numbers(0xabcd);
    let (mut same, mut changed, mut added) = (0, 0, 0);
    for _ in 0..1_500 {
        let count = 1 + numbers.below(12);
        let start: String = (0..count).map(|_| numbers.pick(&PIECES)).collect();
        let text = format!("{start}\n[[colleague]]\nname = 'Last' # l\nfee = 3 # f\n\n# end\n");
        if let Ok(kept) = toml(&text, &[], vec![]) {
            assert_eq!(kept, text);
            same += 1;
        }
        if let Ok(more) = toml(&text, &[], vec![named("New")]) {
            assert!(more.starts_with(&text));
            assert_eq!(names(&more), [names(&text), vec!["New".to_owned()]].concat(), "{text}");
            added += 1;
        }
        if let Ok(fewer) = toml(&text, &[("Last", Fate::Remove)], vec![])
            && fewer != text
        {
            let left = names(&text).into_iter().filter(|name| name != "Last").collect::<Vec<_>>();
            assert_eq!(names(&fewer), left, "{text}");
        }
        let fates = [("Last", change([set(Field::Fee, &["4"]), set(Field::City, &["X"])]))];
        let Ok(got) = toml(&text, &fates, vec![]) else { continue };
        // Where the last table is part of a text, or is broken, nothing may change.
        if got != text {
            let expected = format!("{start}\n[[colleague]]\nname = 'Last' # l\ncity = \"X\"\nfee = 4 # f\n\n# end\n");
            assert_eq!(got.replace("\r\n", "\n"), expected.replace("\r\n", "\n"), "{text}");
            changed += 1;
        }
    }
    assert!(same > 400 && changed > 300 && added > 400, "{same} {changed} {added}");
}

#[test]
fn one_of_ten_thousand_is_changed_in_a_moment() {
    let text: String = (0..10_000).map(|n| format!("[[colleague]]\nname = 'N{n}' # it''s\nfee = {n}\n\n")).collect();
    let expected = text.replace("fee = 9999\n", "fee = 1\n");
    assert!(toml(&text, &[("N9999", change([set(Field::Fee, &["1"])]))], vec![]) == Ok(expected));
}

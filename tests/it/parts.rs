//! A file that is walked in parts gives the very answer that it gives as a whole, wherever it is cut.

use super::harness::Folder;
use refer::client::{Key, Referrer};
use refer::directory::Source;
use refer::place::Places;
use refer::problem::Problem;
use refer::record::{Lookup, Profile, read_profile};
use refer::render::json;
use refer::score::{Wanted, rank_all};
use refer::store;
use refer::vocab::Vocabulary;
use refer::weights::NO_REASON;

const AS_OF: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 16);

/// The whole answer, and the ids that are there twice.
fn answer(folder: &Folder, profile: &[(Key, &str)], wanted: &Wanted, threads: usize, bytes: u64) -> String {
    let store = store::open(&folder.path("d")).unwrap();
    let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
    let mut raw = Profile::default();
    profile.iter().for_each(|(key, text)| raw.add_flag(*key, text));
    let with =
        Lookup { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights: NO_REASON, as_of: AS_OF };
    let client = [read_profile(&raw, &with).unwrap()];
    let mut records = store.records(&vocabulary, &places, &[], AS_OF).in_parts(threads, bytes);
    let rankings = rank_all(&mut records, &client, &me, &vocabulary, wanted);
    let found = records.into_found_for(&rankings);
    let counts = format!("{} records in {} files\n", found.records, found.files);
    let duplicates: String = found.duplicates.iter().map(Problem::to_string).collect();
    // The folder is another one for every test.
    let document = json::document("today", &rankings, &found.problems).unwrap();
    (counts + &duplicates + &document).replace(&folder.path("").display().to_string(), "")
}

/// Many rows, each a little different from the others.
fn rows(count: usize) -> String {
    let words = ["ptsd", "ocd", "anxiety;grief", "", "dissociation;ptsd"];
    let row = |i: usize| {
        let (accepting, language) = (["yes", "no", "waitlist", ""][i * 7 % 4], ["en", "es;en", "nn", ""][i * 5 % 4]);
        format!("c{i:03},\"Ana {i}\",{},{accepting},{language},{}\n", words[i * i % 5], ["", "x"][i % 2])
    };
    (0..count).map(row).collect()
}

const HEADER: &str = "id,name,specialties,accepting,languages,notes\n";

/// Files in which a cut has something to get wrong.
fn awkward() -> Vec<(&'static str, String)> {
    let (few, many) = (rows(12), rows(90));
    let breaks = many.replace(",x\n", ",\"a\nb,c\n\nd\"\n").replace(",\n", ",\"\"\"q\"\"\n\"\n");
    let decoy = many.replace(",x\n", ",\"\nc999,Decoy,ptsd,yes,en,\nc998,Decoy,ptsd,yes,en,\n\"\n");
    vec![
        ("nobody", HEADER.to_owned()),
        ("one", format!("{HEADER}a,Ana,ptsd,yes,en,")),
        ("few", format!("{HEADER}{few}")),
        ("many", format!("{HEADER}{many}")),
        ("no line end", format!("{HEADER}{}", many.trim_end())),
        ("windows", format!("\u{feff}{HEADER}{many}").replace('\n', "\r\n")),
        ("line breaks", format!("{HEADER}{breaks}")),
        ("rows that are none", format!("{HEADER}{decoy}")),
        ("blank rows", format!("{HEADER}{}", many.replace("\nc", "\n\n,,,,,\n\nc"))),
        ("ragged", format!("{HEADER}{}", many.replace(",nn,", ",nn,,,,too many").replace(",es;en,x", ""))),
        ("bad words", format!("{HEADER}{}", many.replace("grief", "greif"))),
        ("nameless", format!("{HEADER}{many},!!!,,,,\n{}", few.replace('c', "d"))),
        ("out of place", format!("{HEADER}{many}z,Zoe,ptsd,yes,en,5\" scar\n{}", few.replace('c', "d"))),
        ("out of place at first", format!("{HEADER}z,Zoe,ptsd,yes,en,5\" scar\n{many}")),
        ("open", format!("{HEADER}{many}z,Zoe,ptsd,yes,en,\"open\n{}", few.replace('c', "d"))),
        ("twice", format!("{HEADER}{many}{few}")),
        ("twice, written otherwise", format!("{HEADER}{many} c005 ,Ana,ptsd,yes,en,\nc006,Ana,ptsd,yes,en,\n")),
        ("old line ends", format!("{HEADER}{many}").replace('\n', "\r")),
    ]
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let profiles: [(&[(Key, &str)], bool); 3] = [
        (&[], true),
        (&[(Key::Concern, "ptsd"), (Key::Language, "es")], false),
        (&[(Key::Concern, "ocd"), (Key::Avoid, "Ana 7")], false),
    ];
    let (mut refused, mut with_problems) = (0, 0);
    for (name, text) in awkward() {
        let folder = Folder::new().file("d/colleagues.csv", text);
        for (profile, all) in profiles {
            let wanted = Wanted { all, why_not: vec!["c011".to_owned()], ..Wanted::default() };
            let whole = answer(&folder, profile, &wanted, 1, 1);
            refused += usize::from(whole.contains("is there already"));
            with_problems += usize::from(!whole.contains("\"problems\": []"));
            for (threads, bytes) in [(2, 1), (3, 700), (40, 1)] {
                let parts = answer(&folder, profile, &wanted, threads, bytes);
                assert!(parts == whole, "{name} {profile:?} {threads}\n{whole}\n---\n{parts}");
            }
        }
    }
    assert!(refused == 6 && with_problems > 30, "{refused} {with_problems}");
}

#[test]
fn a_file_is_walked_in_parts_where_a_row_can_be_told_from_its_middle() {
    let parts = |name: &str| {
        let (_, text) = awkward().into_iter().find(|(known, _)| *known == name).unwrap();
        let folder = Folder::new().file("d/colleagues.csv", text);
        let store = store::open(&folder.path("d")).unwrap();
        let (vocabulary, places) = (Vocabulary::built_in(), Places::built_in());
        let records = store.records(&vocabulary, &places, &[], AS_OF);
        // One more walks what follows.
        (&mut records.in_parts(3, 1)).fold(|| 0, |count, _| *count += 1).len()
    };
    for name in ["many", "no line end", "windows", "line breaks", "blank rows", "ragged", "bad words", "twice"] {
        assert_eq!(parts(name), 5, "{name}");
    }
    for name in ["nobody", "one", "out of place", "open", "old line ends"] {
        assert_eq!(parts(name), 1, "{name}");
    }
}

#[test]
fn the_files_of_a_folder_are_one_directory_in_parts_too() {
    let others = "[[colleague]]\nname = \"Bo\"\nspecialties = [\"ptsd\"]\n";
    let folder = Folder::new()
        .file("d/a.csv", format!("{HEADER}{}", rows(60)))
        .file("d/b.toml", others)
        .file("d/c.csv", format!("{HEADER}{}", rows(60).replace("\nc", "\nd").replacen("c000", "d000", 1)));
    for id in ["d/d.toml", "d/a.toml"] {
        let folder = folder.clone().file(id, "[[colleague]]\nname = \"Cy\"\nid = \"c050\"\n");
        let whole = answer(&folder, &[(Key::Concern, "ptsd")], &Wanted::default(), 1, 1);
        assert!(whole.contains("the id “c050” is there already"), "{whole}");
        assert_eq!(answer(&folder, &[(Key::Concern, "ptsd")], &Wanted::default(), 2, 1), whole);
        std::fs::remove_file(folder.path(id)).unwrap();
    }
    let whole = answer(&folder, &[(Key::Concern, "ptsd")], &Wanted::default(), 1, 1);
    assert!(whole.starts_with("121 records in 3 files\n"), "{whole}");
    assert_eq!(answer(&folder, &[(Key::Concern, "ptsd")], &Wanted::default(), 2, 1), whole);
}

#[test]
fn what_is_told_of_a_colleague_does_not_hang_on_who_came_before() {
    let better: String = (0..30).map(|i| format!("Bo {i},yes,2026-11-01,617 555 0100\n")).collect();
    let worse = "Ana,waitlist,2026-11-01,5\n";
    for rows in [format!("{worse}{better}"), format!("{better}{worse}")] {
        let folder = Folder::new().file("d.csv", format!("name,accepting,checked,phone\n{rows}"));
        assert_eq!(folder.run("-d d.csv suggest").answer().err, "");
        let answer = folder.run("-d d.csv suggest --why-not ana").answer();
        assert!(answer.err.contains("“5” cannot be read as a phone number"), "{}", answer.err);
    }
}

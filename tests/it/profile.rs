//! What is said of a client: every flag counts, a file says the same as flags, and what cannot be is refused.

use super::harness::{Folder, Run, directory, example, suggest};
use refer::client::Key;

/// Somebody for every flag: Ana and Bo differ in everything that a client may ask about.
pub const TWO: &str = r#"
[[colleague]]
name = "Ana Ruiz"
practice = "North Room"
specialties = ["grief", "trauma"]
approaches = ["emdr"]
severity_max = "severe"
services = ["therapy", "medication"]
ages = ["18+"]
sees = ["individual", "couple"]
licensed_in = ["US-MA"]
languages = ["Spanish"]
gender = "woman"
identities = ["black"]
affirms = ["lgbtq"]
faith = ["Quaker"]
style = ["directive"]
postal_code = "02139"
delivery = ["in-person"]
access = ["step-free"]
hours = ["evening"]
payers = ["Aetna"]
fee = 120
accepting = "yes"
checked = 2026-11-10
ties = ["employer:Lincoln High"]

[[colleague]]
name = "Bo Lind"
specialties = ["trauma", "ocd"]
approaches = ["cbt"]
severity_max = "moderate"
services = ["therapy"]
ages = ["13+"]
sees = ["individual"]
licensed_in = ["US-MA", "US-NH"]
languages = ["Arabic"]
gender = "man"
identities = ["asian"]
affirms = ["veterans"]
faith = ["Catholic"]
style = ["client-led"]
postal_code = "02116"
delivery = ["in-person", "video"]
access = ["parking"]
hours = ["morning"]
payers = ["Cigna"]
fee = 180
accepting = "waitlist"
wait_weeks = 6
checked = 2026-11-10
"#;

fn two(flags: &str) -> Run {
    directory_of_two().run(&format!("suggest {flags}"))
}

fn directory_of_two() -> Folder {
    directory(TWO)
}

/// One value for each key, with the flags it needs beside it.
pub fn said(key: Key) -> (&'static str, &'static str) {
    match key {
        Key::Client => ("", "C-014"),
        Key::Reason => ("", "severity"),
        Key::Age => ("", "15"),
        Key::For => ("", "couple"),
        Key::Concern => ("", "ocd"),
        Key::Severity => ("", "severe"),
        Key::Approach => ("", "emdr"),
        Key::Tried => ("--concern trauma", "cbt"),
        Key::Service => ("", "medication"),
        Key::Language => ("", "es"),
        Key::Access => ("", "step-free"),
        Key::Gender => ("", "woman"),
        Key::Identity => ("", "black"),
        Key::Affirming => ("", "lgbtq"),
        Key::Faith => ("", "Quaker"),
        Key::Style => ("", "directive"),
        Key::When => ("", "evening"),
        Key::Near => ("", "02139"),
        Key::Within => ("--near 02139 --delivery in-person", "1mi"),
        Key::Delivery => ("", "video"),
        Key::State => ("", "NH"),
        Key::StartWithin => ("", "4w"),
        Key::Payer => ("", "Aetna"),
        Key::MaxFee => ("", "100"),
        Key::Avoid => ("", "North Room"),
        Key::Tie => ("", "employer:Lincoln High"),
        Key::Must => ("--gender woman", "gender"),
        Key::Prefer => ("--language es", "language"),
        Key::Weight => ("", "relationship=0"),
    }
}

#[test]
fn every_flag_makes_a_difference() {
    for &key in Key::ALL {
        let (beside, value) = said(key);
        let without = two(&format!("{beside} --json")).answer();
        let with = two(&format!("{beside} --json --{} '{value}'", key.word())).answer();
        assert!(with.code == Some(0) || with.code == Some(1), "--{} {value}: {}", key.word(), with.err);
        assert_ne!(with.out, without.out, "--{} {value}", key.word());
    }
}

#[test]
fn a_file_says_the_same_as_flags_for_every_key() {
    for &key in Key::ALL {
        let (beside, value) = said(key);
        let folder = directory_of_two()
            .file("client.toml", format!("{} = \"{value}\"\n", key.word()))
            .file("client.json", format!("{{\"{}\": [\"{value}\"]}}", key.word().replace('-', "_")));
        let flags = folder.run(&format!("suggest {beside} --json --{} '{value}'", key.word())).answer();
        let answers = [
            folder.run(&format!("suggest {beside} --json --profile client.toml")),
            folder.run(&format!("suggest {beside} --json --profile client.json")),
            folder.run(&format!("suggest {beside} --json --profile -")).stdin(format!("{} = '{value}'", key.word())),
        ];
        for answer in answers {
            let answer = answer.answer();
            assert_eq!((answer.code, &answer.out, &answer.err), (flags.code, &flags.out, &flags.err), "{}", key.word());
        }
    }
}

#[test]
fn a_whole_client_says_the_same_in_every_form() {
    let flags = suggest(
        "--client C-012 --reason severity --concern ptsd --concern dissociation --severity complex --tried cbt \
         --near 02139 --within 10mi --language es --payer 'Aetna PPO' --age 34 --weight location=20",
    )
    .out();
    let toml = "\u{feff}client = \"C-012\"\nreason = \"severity\"\nconcern = [\"ptsd\", \"dissociation\"]\n\
                severity = \"complex\"\ntried = \"cbt\"\nnear = \"02139\"\nwithin = \"10mi\"\nlanguage = \"es\"\n\
                payer = \"Aetna PPO\"\nage = 34\nweight = \"location=20\"\n";
    let json = r#"{"client": "C-012", "reason": ["severity"], "concern": ["ptsd", "dissociation"],
        "severity": "complex", "tried": "cbt", "near": "02139", "within": "10mi", "language": "es",
        "payer": "Aetna PPO", "age": 34, "weight": ["location=20"], "gender": null}"#;
    for text in [toml, json] {
        assert_eq!(example("suggest --profile -").stdin(text).out(), flags);
    }
}

#[test]
fn flags_come_on_top_of_a_file() {
    let file = "concern = \"ocd\"\nlanguage = [\"es\", \"ar\"]\n";
    let both = directory_of_two().run("suggest --json --profile - --language ar").stdin(file).out();
    assert_eq!(both, two("--json --concern ocd --language ar").out());
}

#[test]
fn commas_split_words_and_leave_names_alone() {
    assert_eq!(two("--json --concern ocd,trauma").out(), two("--json --concern ocd --concern trauma").out());
    assert_eq!(two("--json --near 'Cambridge, MA'").out().matches("Cambridge").count(), 0);
    two("--payer 'Aetna, Inc.'").answer().says("takes Aetna, Inc.");
}

#[test]
fn a_place_is_a_code_a_city_or_a_point() {
    for (place, far) in
        [("02139", "under 2 mi"), ("'Cambridge, MA'", "about 2.2 mi"), ("42.3647,-71.1042", "under 2 mi")]
    {
        suggest(&format!("--concern ocd --near {place} --top 1")).answer().says(&format!("Brookline, {far}"));
    }
}

#[test]
fn a_place_of_ones_own_comes_from_the_directory() {
    let folder = directory(TWO).file("places.csv", "code,lat,lon,region\nEC1A,51.52,-0.10,GB-ENG\n");
    folder.run("suggest --near 'EC1A 1BB' --within 5000 --delivery in-person").answer().says("about 3273.5 mi");
}

#[test]
fn a_must_shuts_out_and_a_preference_lets_in() {
    assert_eq!(two("--concern trauma --gender woman").ids(), ["ana-ruiz", "bo-lind"]);
    assert_eq!(two("--concern trauma --gender woman --must gender").ids(), ["ana-ruiz"]);
    assert_eq!(two("--concern trauma --language es").ids(), ["ana-ruiz"]);
    assert_eq!(two("--concern trauma --language es --prefer language").ids(), ["ana-ruiz", "bo-lind"]);
}

#[test]
fn an_avoid_that_matches_nobody_is_told() {
    two("--avoid 'Cy Young'").answer().says("nobody in the directory is “Cy Young” (--avoid)");
    assert_eq!(two("--concern trauma --avoid bo-lind").ids(), ["ana-ruiz"]);
}

#[test]
fn an_abbreviation_with_a_usual_meaning_is_resolved_and_told() {
    suggest("--concern bpd")
        .answer()
        .says("note “bpd” is read as Borderline personality disorder; it can also mean bipolar disorder (informally)");
}

#[test]
fn a_reason_that_lacks_what_it_needs_says_so() {
    for (reason, flag) in [("approach", "tried"), ("location", "near"), ("availability", "start-within")] {
        suggest(&format!("--concern ocd --reason {reason}"))
            .answer()
            .says(&format!("reason {reason} says little without --{flag}"));
    }
    suggest("--concern ocd --reason preferences").answer().says("reason preferences says little without");
}

/// The flags, and the message with its hint.
fn refused(flags: &str, message: &str, hint: &str) {
    let flag = flags.split("--").last().unwrap().split([' ', '=']).next().unwrap();
    two(flags).refuses(&format!("error: --{flag}: {message}\n  hint: {hint}\n"));
}

#[test]
fn an_unknown_word_is_an_error_with_a_hint() {
    refused("--concern ptds", "“ptds” is no concern known", "did you mean “ptsd”?");
    refused("--approach cbtt", "“cbtt” is no approach known", "did you mean “cbct”, “cbit” or “cbt”?");
    refused("--reason sevrity", "“sevrity” is no reason known", "did you mean “severity”?");
    refused("--severity bad", "“bad” is no level known", "write mild, moderate, severe, complex, crisis");
    refused("--for duo", "“duo” is no format known", "write individual, couple, family, group");
    refused("--delivery fax", "“fax” is no delivery known", "write in-person, video, phone");
    refused("--gender femail", "“femail” is no gender known", "write woman, man, nonbinary");
    refused("--language klingon", "“klingon” is no language known", "write a tag such as es or the English name");
    refused("--near Cambrige,MA", "“Cambrige,MA” is no place known", "did you mean “Cambridge, MA”?");
    refused("--state ZZ", "“ZZ” cannot be read as a state or region", "write MA, US-MA or GB");
    refused(
        "--weight plcae=3",
        "“plcae” is no criterion known",
        "write concern, severity, approach, preferences, needs, availability, cost, location, relationship",
    );
    refused(
        "--style nice",
        "“nice” is no style known",
        "write directive, client-led, emotion, thought, past, present, challenging, supportive",
    );
}

#[test]
fn an_abbreviation_with_several_meanings_is_never_guessed() {
    refused(
        "--concern ed",
        "“ed” has several meanings: eating disorder; erectile dysfunction; emergency department",
        "write the one you mean in full",
    );
    for word in ["sad", "pd"] {
        let answer = two(&format!("--concern {word}")).answer();
        assert!(answer.code == Some(2) && answer.err.contains("has several meanings"), "{}", answer.err);
    }
}

#[test]
fn numbers_dates_and_distances_are_read_or_refused() {
    refused("--age old", "“old” cannot be read as an age", "write completed years, such as 34");
    refused("--age=-1", "“-1” cannot be read as an age", "write completed years, such as 34");
    refused("--age 121", "“121” cannot be read as an age", "write completed years, such as 34");
    refused("--start-within soon", "“soon” cannot be read as a time to start", "write 10d, 2w or 1m");
    refused("--max-fee lots", "“lots” cannot be read as an amount", "write 120");
    refused("--weight location=101", "“101” cannot be read as a weight", "write a whole number from 0 to 100");
    refused("--weight location=-1", "“-1” cannot be read as a weight", "write a whole number from 0 to 100");
    for distance in ["0", "-3", "NaN", "inf", "0km", "far"] {
        refused(
            &format!("--near 02139 --within={distance}"),
            &format!("“{distance}” is no distance more than zero"),
            "write 10mi or 16km",
        );
    }
    refused("--within 10mi", "a distance needs a place to count from", "add --near, such as --near 02139");
}

#[test]
fn what_nothing_can_buy_back_is_refused() {
    for gate in ["conflict", "license", "declines", "closed", "avoid", "severity"] {
        refused(&format!("--prefer {gate}"), &format!("{gate} cannot be bought back"), "leave it out of --prefer");
    }
    refused("--prefer language", "nothing was said of language", "add --language to say what is preferred");
    refused("--must gender", "nothing was said of gender", "add --gender to say what is a must");
    refused("--must payer", "payer is a must already", "leave it out of --must");
    refused("--prefer gender", "gender is a wish already", "leave it out of --prefer");
}

#[test]
fn wanted_and_tried_do_not_go_together() {
    refused(
        "--approach emdr --tried emdr",
        "“emdr” is both wanted and tried",
        "leave it out of --approach or of --tried",
    );
}

#[test]
fn conversion_therapy_cannot_be_asked_for() {
    refused(
        "--approach conversion-therapy",
        "change efforts for orientation or gender cannot be asked for",
        "no guideline supports them; the American Psychological Association opposes them (2021)",
    );
    let listed = directory("[[colleague]]\nname = \"Ana\"\napproaches = [\"conversion-therapy\"]\n");
    listed.run("suggest").answer().says("no guideline supports it");
}

#[test]
fn a_client_has_a_code_and_never_a_name() {
    let hint = "use a code such as C-014, never anything that says who the client is";
    for (code, what) in [
        ("Anna", "a name"),
        ("'Anna Ruiz'", "a name"),
        ("a.ruiz@example.org", "an e-mail address"),
        ("617-555-0143", "a phone number"),
        ("1987-04-12", "a date"),
    ] {
        refused(&format!("--client {code}"), &format!("the client code looks like {what}"), hint);
    }
    two("--client C-014").answer().says("client C-014");
}

#[test]
fn every_problem_of_a_profile_is_named_at_once_with_its_place() {
    directory_of_two().run("suggest --profile -").stdin("concern = [\"grief\",\n  \"ptds\"]\nage = \"old\"\n").refuses(
        "error: standard input:2:3: “ptds” is no concern known\n  hint: did you mean “ptsd”?\n\
         error: standard input:3:7: “old” cannot be read as an age\n  hint: write completed years, such as 34\n",
    );
    let json = "{\"concern\": [\"grief\",\n  \"ptds\"],\n \"age\": 340, \"max-fee\": \"\\u0041 lot\"}";
    directory_of_two().run("suggest --profile -").stdin(json).refuses(
        "error: standard input:2:3: “ptds” is no concern known\n  hint: did you mean “ptsd”?\n\
         error: standard input:3:2: “340” cannot be read as an age\n  hint: write completed years, such as 34\n\
         error: standard input:3:14: “A lot” cannot be read as an amount\n  hint: write 120\n",
    );
}

#[test]
fn a_profile_that_cannot_be_read_is_refused() {
    let asked = || directory_of_two().run("suggest --profile -");
    asked()
        .stdin("cocnern = \"ptsd\"\n")
        .refuses("error: standard input:1:1: “cocnern” is no key of a profile\n  hint: did you mean “concern”?\n");
    asked().stdin("concern = ptsd\n").refuses(
        "error: standard input:1:11: this is not TOML: string values must be quoted, expected literal string\n  \
         hint: write key = \"value\" or key = [\"a\", \"b\"], a key a line\n",
    );
    asked().stdin(b"concern = \"\xff\"\n").refuses("error: standard input: this is not UTF-8\n");
    asked()
        .stdin("{\"concern\": {\"main\": \"ptsd\"}}")
        .refuses("error: standard input:1:2: concern takes text, numbers or a list of them\n  hint: write \"concern\": \"WORD\"\n");
    directory_of_two().run("suggest --profile absent.toml").refuses(
        "error: absent.toml: this cannot be read: no such file or directory\n  hint: check that it is there and can be read\n",
    );
}

#[test]
fn an_empty_profile_is_a_client_of_whom_nothing_is_said() {
    assert_eq!(directory_of_two().run("suggest --profile -").stdin("").out(), two("").out());
}

#[test]
fn nothing_about_a_client_is_written_anywhere() {
    let folder = directory_of_two();
    let home = folder.path("home");
    std::fs::create_dir(&home).unwrap();
    let run = folder.run("suggest --profile -").env("HOME", &home).env("XDG_DATA_HOME", home.join("data"));
    run.stdin("client = \"C-014\"\nconcern = \"ocd\"\n").out();
    let left = |path: &str| std::fs::read_dir(folder.path(path)).unwrap().count();
    assert_eq!((left(""), left("home")), (2, 0));
    assert_eq!(folder.read("colleagues.toml"), TWO);
}

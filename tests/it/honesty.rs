//! What could have been a wrong answer and must be a refusal, a question or a word of warning.

use super::harness::{Folder, directory, example, suggest};
use refer::client::{Key, Referrer};
use refer::colleague::FieldSet;
use refer::directory::{Candidate, Directory, Source};
use refer::place::Places;
use refer::record::{Profile, RawProfile, read_profile};
use refer::score::{Wanted, rank_all};
use refer::store;
use refer::vocab::Vocabulary;
use refer::weights::NO_REASON;
use std::path::Path;

#[test]
fn a_broken_configuration_never_lets_a_conflict_through() {
    let folder = Folder::new()
        .file("e/c.toml", "[[colleague]]\nname = \"Ana\"\npractice = \"North Room\"\n")
        .file("e/config.toml", "[me]\npractice = \"North Room\n");
    let answer = folder.run("-d e suggest --reason ethics").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.starts_with("error: e/config.toml:2:"), "{}", answer.err);
    for config in ["[me]\ncountry = \"Narnia\"\n", "[output]\nformat = \"html\"\n", "[mee]\nname = \"x\"\n"] {
        let folder = folder.clone().file("e/config.toml", config);
        for command in ["suggest", "list"] {
            assert_eq!(folder.run(&format!("-d e {command}")).answer().code, Some(2), "{config}");
        }
    }
}

#[test]
fn a_mistyped_group_is_refused_and_a_new_one_is_named() {
    suggest("--concern ocd --affirming lgtbq --must affirming")
        .refuses("error: --affirming: “lgtbq” is no group known\n  hint: did you mean “lgbtq”?\n");
    suggest("--concern ocd --identity martian")
        .answer()
        .says("“martian” is no group known here; it is compared as it is written");
}

#[test]
fn nothing_said_is_not_the_same_as_an_empty_word() {
    suggest("--concern=").refuses("error: --concern: concern is empty\n  hint: write WORD\n");
    example("suggest --profile -")
        .stdin("{\"concern\": \"\"}")
        .refuses("error: standard input: concern is empty\n  hint: write WORD\n");
    example("suggest --profile -").stdin("{\"concern\": \"ptsd\", \"concern\": \"ocd\"}").refuses(
        "error: standard input: “concern” is there twice\n  hint: write several values as a list: [\"a\", \"b\"]\n",
    );
    suggest("--age -1")
        .refuses("error: --age: “-1” cannot be read as an age\n  hint: write completed years, such as 34\n");
}

#[test]
fn weights_of_nothing_say_so() {
    directory("[[colleague]]\nname = \"Ana\"\n")
        .run("suggest --weight availability=0 --weight relationship=0")
        .answer()
        .says("every weight in play is 0: the order says nothing");
}

#[test]
fn a_name_without_letters_needs_an_id() {
    let answer = directory("[[colleague]]\nname = \"Ana\"\n[[colleague]]\nname = \"!!!\"\n").run("suggest").answer();
    assert_eq!(answer.code, Some(3));
    assert_eq!(
        answer.err,
        "error: colleagues.toml:3:1: the name has no letters, so no id can be made from it\n  \
         hint: give the colleague an id, such as id = \"…\"\n"
    );
}

#[test]
fn why_not_takes_a_part_of_a_name_and_refuses_one_that_nobody_has() {
    suggest("--concern panic --why-not gordon").answer().says("Gordon Pettibone (gordon-pettibone)");
    suggest("--concern panic --why-not gordno-petibone").refuses(
        "error: --why-not: nobody has the id or name “gordno-petibone”\n  hint: did you mean “gordon-pettibone”?\n",
    );
    let answer = suggest("--concern panic --why-not gordon --format csv").answer();
    assert!(answer.err.starts_with("Gordon Pettibone (gordon-pettibone) qualifies"), "{}", answer.err);
}

#[test]
fn a_file_that_cannot_be_used_is_no_empty_roster() {
    let folder = Folder::new().file("u.csv", b"\xff\xfen");
    for command in ["list", "suggest"] {
        let answer = folder.run(&format!("-d u.csv {command}")).answer();
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{command}");
    }
}

#[test]
fn everybody_left_out_is_named_with_all() {
    let answer = suggest("--concern panic --near 02139 --all").answer();
    answer.says("Left out").never_says("--all lists everybody");
    let listed = suggest("--concern panic --near 02139 --all").result()["excluded"].as_array().map(Vec::len);
    let named = answer.out.lines().filter(|line| line.starts_with("    ") && line.contains(": ")).count();
    assert!(listed.is_some_and(|listed| named >= listed), "{named}");
}

#[test]
fn ties_are_shown_as_they_were_written() {
    suggest("--concern grief --tie \"employer:Bayview Regional High School\" --why-not colm-devereaux")
        .answer()
        .says("Bayview Regional High School");
}

/// Reading a colleague only as far as she is looked at must give what reading her in full gives.
#[test]
fn a_colleague_read_in_part_is_scored_as_one_read_in_full() {
    let store = store::open(Path::new("examples/directory")).unwrap();
    let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
    let mut whole = Directory::default();
    (&mut store.records(&vocabulary, &places, &[])).each(&mut |candidate: &mut dyn Candidate| {
        whole.colleagues.push(candidate.read(FieldSet::EVERY).clone());
    });
    let profiles: [&[(Key, &str)]; 8] = [
        &[],
        &[(Key::Concern, "ptsd"), (Key::Near, "02139"), (Key::Within, "5")],
        &[
            (Key::Concern, "ocd,anxiety"),
            (Key::Near, "02860"),
            (Key::Payer, "Aetna PPO"),
            (Key::Reason, "specialization"),
        ],
        &[(Key::Service, "medication"), (Key::State, "RI"), (Key::Reason, "severity"), (Key::Severity, "severe")],
        &[(Key::Reason, "ethics"), (Key::Tie, "employer:Bunker Lane College"), (Key::Concern, "depression")],
        &[(Key::Language, "es,ase"), (Key::Prefer, "language"), (Key::When, "evening"), (Key::Gender, "woman")],
        &[(Key::Reason, "availability"), (Key::StartWithin, "2w"), (Key::Approach, "emdr"), (Key::Must, "approach")],
        &[
            (Key::For, "couple"),
            (Key::Delivery, "in-person"),
            (Key::MaxFee, "150"),
            (Key::Concern, "domestic-violence"),
        ],
    ];
    for profile in profiles {
        let mut raw = RawProfile::default();
        profile.iter().for_each(|(key, text)| raw.add_flag(*key, text));
        let as_of = jiff::civil::Date::constant(2026, 11, 16);
        let with =
            Profile { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights: NO_REASON, as_of };
        let client = [read_profile(&raw, &with).unwrap()];
        for all in [false, true] {
            let wanted = Wanted { all, ..Wanted::default() };
            let mut records = store.records(&vocabulary, &places, &[]);
            let in_part = rank_all(&mut records, &client, &me, &vocabulary, &wanted);
            let in_full = rank_all(&whole, &client, &me, &vocabulary, &wanted);
            assert_eq!(in_part, in_full, "{profile:?}");
        }
    }
}

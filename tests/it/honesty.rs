//! What could have been a wrong answer and must be a refusal, a question or a word of warning.

use super::harness::{Folder, directory, example, suggest};
use refer::client::{Key, Referrer};
use refer::colleague::FieldSet;
use refer::directory::{Candidate, Directory, Source};
use refer::place::Places;
use refer::record::{Lookup, Profile, read_profile};
use refer::score::{Wanted, rank_all};
use refer::store;
use refer::vocab::Vocabulary;
use refer::weights::NO_REASON;
use std::path::Path;

const AS_OF: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 16);

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
    suggest("--concern=").refuses("error: --concern: concern is empty\n  hint: leave it out, or say something\n");
    example("suggest --profile -")
        .stdin("{\"concern\": \"\"}")
        .refuses("error: standard input:1:13: concern is empty\n  hint: leave it out, or say something\n");
    example("suggest --profile -").stdin("{\"concern\": \"ptsd\", \"concern\": \"ocd\"}").refuses(
        "error: standard input:1:21: “concern” is there twice\n  hint: write several values as a list: [\"a\", \"b\"]\n",
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
    (&mut store.records(&vocabulary, &places, &[], AS_OF)).each(&mut |candidate: &mut dyn Candidate| {
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
        let mut raw = Profile::default();
        profile.iter().for_each(|(key, text)| raw.add_flag(*key, text));
        let with =
            Lookup { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights: NO_REASON, as_of: AS_OF };
        let client = [read_profile(&raw, &with).unwrap()];
        for all in [false, true] {
            let wanted = Wanted { all, ..Wanted::default() };
            let mut records = store.records(&vocabulary, &places, &[], AS_OF);
            let in_part = rank_all(&mut records, &client, &me, &vocabulary, &wanted);
            let in_full = rank_all(&whole, &client, &me, &vocabulary, &wanted);
            assert_eq!(in_part, in_full, "{profile:?}");
        }
    }
}

#[test]
fn a_grade_is_never_said_of_an_approach_that_no_source_names() {
    let ana = "[[colleague]]\nname = \"Ana\"\nspecialties = [\"ptsd\"]\napproaches = [\"stair\"]\n";
    let explained = directory(ana).run("suggest --concern ptsd --explain").answer();
    explained.says("no row of its own; as a form of cognitive behavioral therapy, recommended for post-traumatic");
    let child = directory("[[colleague]]\nname = \"Bo\"\nspecialties = [\"panic\"]\napproaches = [\"exposure\"]\n");
    child.run("suggest --concern panic --age 10").answer().says("exposure therapy: no row of its own; as a form of");
}

#[test]
fn an_old_closed_door_is_asked_about_by_what_closed_it() {
    let bo = "[[colleague]]\nname = \"Bo\"\naccepting = \"waitlist\"\nwait_weeks = 10\nchecked = 2026-04-30\n";
    directory(bo)
        .run("suggest --reason availability --start-within 2w")
        .answer()
        .says("an opening sooner? 10 weeks on 2026-04-30");
    let cy = "[[colleague]]\nname = \"Cy\"\naccepting = \"yes\"\naway = [\"..2027-01-05\"]\nchecked = 2026-04-30\n";
    directory(cy)
        .run("suggest --start-within 2w")
        .answer()
        .says("away until 2027-01-05, as known on 2026-04-30: still so?");
}

#[test]
fn an_inch_mark_loses_nobody() {
    let csv = "name,notes,specialties\nAna,5'2\" tall,ptsd\nBo,,ptsd\nCy,,ptsd\n";
    let folder = Folder::new().file("inch.csv", csv);
    folder.run("-d inch.csv list").answer().says("3 colleagues");
    assert_eq!(folder.run("-d inch.csv check").answer().code, Some(0));
}

#[test]
fn the_crisis_lines_come_first_whatever_is_asked() {
    let answer = suggest("--concern panic --near 02461 --severity crisis --why-not gordon").answer();
    assert!(answer.out.starts_with("First, if anybody is in danger:"), "{}", answer.out);
    let british = Folder::new()
        .file("d/c.toml", "[[colleague]]\nname = \"Ana\"\n")
        .file("d/config.toml", "[me]\ncountry = \"UK\"\n");
    british.run("-d d suggest --concern suicidality").answer().says("call 999");
}

#[test]
fn a_check_that_lies_ahead_is_a_problem() {
    let folder = directory("[[colleague]]\nname = \"Ana\"\naccepting = \"yes\"\nchecked = 2027-01-01\n");
    let answer = folder.run("suggest").answer();
    answer.says("the date of the check, 2027-01-01, lies ahead");
    assert!(
        answer.err.starts_with("warning: colleagues.toml:4:11: the check of 2027-01-01 lies ahead"),
        "{}",
        answer.err
    );
}

#[test]
fn a_key_of_one_value_takes_one() {
    example("suggest --profile -")
        .stdin("age = [1, 2]\n")
        .refuses("error: standard input:1:11: age takes one value\n  hint: leave the others out\n");
}

#[test]
fn what_reorders_text_is_escaped_in_every_document() {
    let ana = "[[colleague]]\nname = \"Ana\u{202e}\"\ncity = \"Bo\u{9b}ston\"\nemail = \"a\u{2066}@example.org\"\n";
    for command in ["list --json", "suggest --json", "list", "list --format csv", "suggest", "show ana"] {
        let out = directory(ana).run(command).answer().out;
        assert!(!out.contains(['\u{202e}', '\u{9b}', '\u{2066}']), "{command}");
    }
}

#[test]
fn show_never_gives_a_payer_or_a_tie_for_a_group_of_people() {
    let ana = "[[colleague]]\nname = \"Ana\"\npayers = [\"Black\"]\nties = [\"employer:Military\"]\nspecialties = [\"ptsdx\"]\n";
    let answer = directory(ana).run("show ana").answer();
    answer.says("payers Black").says("ties employer:Military").says("specialties not understood, see refer check");
    assert!(answer.err.contains("“ptsdx” is no concern known"), "{}", answer.err);
}

#[test]
fn a_list_that_says_more_leaves_what_it_lacks_open() {
    let colleague = |more: &str| {
        directory(&format!(
            "[[colleague]]\nname = \"Ana\"\nspecialties = [\"grief\"]\nages = [\"teens\"{more}]\npayers = [\"Aetna\"{more}]\n"
        ))
    };
    let asked = "suggest --concern grief --age 40 --payer Cigna";
    assert_eq!(colleague("").run(asked).answer().code, Some(1));
    let answer = colleague(", \"more\"").run(asked).answer();
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    answer.says("takes Cigna?").says("sees somebody aged 40?");
    colleague(", \"more\"").run("show ana").answer().says("ages 11–17; perhaps more");
    colleague(", \"more\"").run("check").answer().says("no problems");
}

/// Every column of the batch is a key of the profile, and every row can be asked.
#[test]
fn every_client_of_the_examples_can_be_asked() {
    let text = std::fs::read_to_string("examples/clients.csv").unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let keys: Vec<Key> = reader.headers().unwrap().iter().map(|name| Key::read(name).expect(name)).collect();
    let mut asked = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let cells = keys.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
        let values =
            |cell: &str| cell.split(';').map(|value| format!("{:?}", value.trim())).collect::<Vec<_>>().join(", ");
        let profile: String = cells.map(|(key, cell)| format!("{} = [{}]\n", key.word(), values(cell))).collect();
        let answer = example("suggest --profile - --json").stdin(&profile).answer();
        assert!(matches!(answer.code, Some(0 | 1)), "{profile}\n{}", answer.err);
        asked += 1;
    }
    assert!(asked >= 10, "{asked}");
}

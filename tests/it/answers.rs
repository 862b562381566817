//! One answer in its forms: the screen, the note, the spreadsheet, the program.

use super::harness::{Folder, directory, suggest, texts};
use serde_json::Value;

/// Ana can take an adult, Bo sees teens only, of Cy nothing is known.
pub const THREE: &str = r#"
[[colleague]]
name = "Ana Ruiz"
credentials = ["LICSW"]
specialties = ["grief"]
licensed_in = ["US-MA"]
city = "Cambridge"
postal_code = "02139"
delivery = ["in-person"]
languages = ["Spanish"]
accepting = "yes"
checked = 2026-11-10
phone = "617-555-0101"
email = "ana@example.org"
relationship = "met"

[[colleague]]
name = "Bo Lind"
specialties = ["grief"]
licensed_in = ["US-MA"]
postal_code = "02116"
ages = ["13-17"]

[[colleague]]
name = "Cy Young"
"#;

fn three() -> Folder {
    directory(THREE)
}

#[test]
fn the_screen_names_who_why_and_how_to_reach_her() {
    three().run("suggest --concern grief --near 02139").shows(
        " 1  Ana Ruiz, LICSW                                                   97 (97–98)
    why       specialty: grief and bereavement · open now, checked 6 days ago ·
              under 2 mi
    contact   617-555-0101 · ana@example.org · Cambridge, under 2 mi

note  1 other has no concerns on record: ask Cy Young
note  only one qualifies; 3 were asked for

3 considered · 1 excluded (age 1) · --explain tells why
",
    );
}

#[test]
fn the_screen_says_what_speaks_against_a_good_name() {
    let folder = directory(
        "[[colleague]]\nname = \"Ana Ruiz\"\nspecialties = [\"grief\"]\nfee = 150\nwait_weeks = 3\nchecked = 2026-11-10\n",
    );
    folder.run("suggest --concern grief --max-fee 120 --start-within 2w").shows(
        " 1  Ana Ruiz                                                                  84
    why       specialty: grief and bereavement
    but       fee $150, above $120 · opening in 3 weeks, 7 days later than
              needed, checked 6 days ago
    contact   no phone or email on record

note  no state is known, so licenses were not looked at: give --state
note  only one qualifies; 3 were asked for

1 considered · none excluded · --explain tells why
",
    );
    let answer = folder.run("suggest --concern grief --max-fee 150 --start-within 1m").answer();
    assert!(!answer.out.contains("but  "), "{}", answer.out);
}

#[test]
fn explain_shows_what_the_score_is_made_of() {
    three().run("suggest --concern grief --near 02139 --explain").shows(
        " 1  Ana Ruiz, LICSW                                                   97 (97–98)
    why       specialty: grief and bereavement · open now, checked 6 days ago ·
              under 2 mi
    contact   617-555-0101 · ana@example.org · Cambridge, under 2 mi

    concern       ██████████     30/30    grief and bereavement: a specialty
    needs         ██████████     12/12    met: license
    availability  █████████▒   9.77/10    open now, checked 6 days ago
    location      ██████████       6/6    under 2 mi
    relationship  ███████░░░     2.6/4    you have met
    total                     60.37/62    97 percent; 97 to 98 once all is known

The order does not hang on any one weight.

Left out
  age (1)
    Bo Lind: sees ages 13–17, no adults

note  1 other has no concerns on record: ask Cy Young
note  only one qualifies; 3 were asked for

3 considered · 1 excluded (age 1)
",
    );
}

#[test]
fn why_not_answers_for_anybody() {
    three()
        .run("suggest --concern grief --near 02139 --why-not cy-young --why-not 'Bo Lind' --why-not ana-ruiz")
        .shows(
            "\
Cy Young (cy-young) passes every gate: score 49 (2–95).
    but       no concerns on record, so not suggested until asked
    lost      ? concern 15/30: grief and bereavement: no concerns on record
              ? needs 6/12: not on record: license
              ? availability 5/10: openings: not on record
    ask       licensed in Massachusetts?
              taking clients?
              which concerns?

Bo Lind (bo-lind) is left out.
    age       sees ages 13–17, no adults

Ana Ruiz (ana-ruiz) qualifies: rank 1, score 97 (97–98).
    lost      relationship 2.6/4: you have met
              availability 9.77/10: open now, checked 6 days ago
",
        );
}

#[test]
fn the_note_is_a_table_and_a_list() {
    three().run("suggest --client C-014 --reason availability --start-within 2w --concern grief --near 02139 --format markdown").shows(
        "\
### Referral options for C-014 (reason: availability)

| rank | name | score | contact |
|---:|---|---|---|
| 1 | Ana Ruiz, LICSW | 97 (96–98) | 617-555-0101, ana@example.org, Cambridge |

**1. Ana Ruiz, LICSW**

- why: specialty: grief and bereavement
- why: open now, checked 6 days ago
- why: under 2 mi

**To know**

- 1 other has no concerns on record: ask Cy Young
- only one qualifies; 3 were asked for

3 considered, 1 excluded (age 1)
",
    );
}

#[test]
fn the_spreadsheet_has_a_row_for_each_name() {
    three().run("suggest --client C-014 --concern grief --near 02139 --format csv").shows(
        "client,rank,id,name,score,low,high,confidence,why,ask,phone,email\n\
         C-014,1,ana-ruiz,Ana Ruiz,97,97,98,99,\"specialty: grief and bereavement; open now, checked 6 days ago; \
         under 2 mi\",,617-555-0101,ana@example.org\n",
    );
}

#[test]
fn the_document_for_programs_has_its_keys_in_order() {
    let out = three().run("suggest --client C-014 --concern grief --near 02139 --json").out();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let document: Value = serde_json::from_str(&out).unwrap();
    let result = &document["results"][0];
    let suggestion = &result["suggestions"][0];
    // serde_json sorts the keys of a Value; their order on the page is looked for in the text.
    let order = |names: &[&str]| {
        let places: Vec<_> = names.iter().map(|name| out.find(&format!("\"{name}\": ")).expect(name)).collect();
        assert!(places.is_sorted(), "{names:?} stand at {places:?}");
    };
    order(&["schema", "as_of", "results", "problems"]);
    order(&[
        "client",
        "reasons",
        "considered",
        "crisis",
        "suggestions",
        "excluded",
        "excluded_counts",
        "near_misses",
        "sensitivity",
        "notices",
    ]);
    order(&[
        "rank",
        "tier",
        "id",
        "name",
        "score",
        "confidence",
        "findings",
        "ask",
        "disclose",
        "warnings",
        "phone",
        "email",
    ]);
    assert_eq!(keys(&document), "as_of problems results schema");
    assert_eq!(
        keys(result),
        "client considered crisis excluded excluded_counts near_misses notices reasons sensitivity suggestions"
    );
    assert_eq!(
        keys(suggestion),
        "ask confidence disclose email findings high id low name of phone points rank score tier warnings"
    );
    assert_eq!(keys(&suggestion["findings"][0]), "criterion fit high known low of points text weight");
    assert_eq!(document["schema"], "refer.suggest/1");
    assert_eq!(result["client"], "C-014");
    assert_eq!(result["excluded"][0]["gates"][0]["text"], "sees ages 13–17, no adults");
}

#[test]
fn json_for_short_is_the_same() {
    assert_eq!(suggest("--concern ocd --json").out(), suggest("--concern ocd --format json").out());
}

#[test]
fn the_findings_shown_sum_to_the_score_shown() {
    let result = suggest(
        "--reason severity,location --concern ptsd --severity severe --near 02139 --all \
         --language es --payer Aetna --gender woman --approach emdr",
    )
    .result();
    let suggestions = result["suggestions"].as_array().unwrap();
    assert!(suggestions.len() > 5);
    for one in suggestions {
        let sum = |key: &str| one["findings"].as_array().unwrap().iter().map(|f| f[key].as_u64().unwrap()).sum::<u64>();
        let (points, of) = (sum("points"), sum("of"));
        assert_eq!((one["points"].as_u64(), one["of"].as_u64()), (Some(points), Some(of)), "{one}");
        assert_eq!(one["score"].as_u64(), Some((200 * points + of) / (2 * of)), "{one}");
        assert!(one["low"].as_u64() <= one["score"].as_u64() && one["score"].as_u64() <= one["high"].as_u64());
    }
}

#[test]
fn top_says_how_many_and_all_shows_everybody_who_passed() {
    let ptsd = "--concern ptsd --near 02139";
    assert_eq!(suggest(ptsd).ids().len(), 3);
    assert_eq!(suggest(&format!("{ptsd} --top 5")).ids()[..3], suggest(ptsd).ids());
    let result = suggest(&format!("{ptsd} --all")).result();
    let excluded: u64 = result["excluded_counts"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(texts(&result["suggestions"], "id").len() as u64 + excluded, 50);
    assert_eq!(result["excluded"].as_array().unwrap().len() as u64, excluded);
}

#[test]
fn whoever_treats_nothing_near_stands_below_the_others() {
    let result = suggest("--concern ptsd --near 02139 --all").result();
    let tiers: Vec<u64> =
        result["suggestions"].as_array().unwrap().iter().map(|one| one["tier"].as_u64().unwrap()).collect();
    assert!(tiers.is_sorted());
    assert_eq!(tiers.iter().filter(|tier| **tier == 2).count(), 2);
    assert!(tiers.contains(&1) && tiers.contains(&3));
}

/// So many colleagues alike.
fn alike(count: usize) -> Folder {
    directory(
        &(11..11 + count)
            .map(|i| format!("[[colleague]]\nname = \"T{i}\"\nspecialties = [\"grief\"]\n"))
            .collect::<String>(),
    )
}

#[test]
fn a_tie_shares_its_rank_and_everybody_in_it_is_shown() {
    let result = alike(5).run("suggest --concern grief").result();
    let ranks: Vec<u64> = result["suggestions"].as_array().unwrap().iter().filter_map(|s| s["rank"].as_u64()).collect();
    assert_eq!(ranks, [1, 1, 1, 1, 1]);
}

#[test]
fn a_long_tie_is_cut_and_says_so() {
    let answer = alike(13).run("suggest --concern grief").answer();
    assert_eq!(answer.out.matches("contact").count(), 10);
    answer.says("3 more have the same score as the last one here (--all)");
    assert_eq!(alike(13).run("suggest --concern grief --all").out().matches("contact").count(), 13);
}

#[test]
fn after_a_tie_the_next_rank_is_skipped() {
    let folder = directory(
        "[[colleague]]\nname = \"A\"\nrelationship = \"met\"\n[[colleague]]\nname = \"B\"\nrelationship = \"met\"\n\
         [[colleague]]\nname = \"C\"\n",
    );
    let out = folder.run("suggest --format csv").out();
    let ranks: Vec<&str> = out.lines().skip(1).map(|row| &row[1..4]).collect();
    assert_eq!(ranks, ["1,a", "1,b", "3,c"]);
}

#[test]
fn nobody_is_an_answer_with_a_code_of_its_own() {
    three().run("suggest --concern grief --near 02139 --language km --format csv").answer().is(
        1,
        "client,rank,id,name,score,low,high,confidence,why,ask,phone,email\n",
        "",
    );
    let answer = three().run("suggest --concern ocd").answer();
    assert_eq!(answer.code, Some(1));
    answer.says("Nobody qualifies.").says("1 other has no concerns on record: ask Cy Young; 1 treats nothing near it");
}

#[test]
fn crisis_lines_come_first_in_every_form() {
    let asked = |format: &str| suggest(&format!("--concern suicidality --near 02139 --format {format}")).answer();
    let lines = "\
First, if anybody is in danger:
  Emergency services: call 911 (as of 2026-01)
  988 Suicide & Crisis Lifeline: call or text 988 (as of 2025-06)
";
    assert!(asked("table").out.starts_with(lines));
    assert!(asked("csv").err.starts_with(lines), "{}", asked("csv").err);
    let note = asked("markdown").out;
    assert!(note.find("call 911").unwrap() < note.find("| rank |").unwrap(), "{note}");
    let document: Value = serde_json::from_str(&asked("json").out).unwrap();
    assert_eq!(document["results"][0]["crisis"][0]["voice"], "911");
    // Of another country, its own; in danger or not is a matter of the severity said.
    three().run("suggest --concern self-harm --state GB").answer().says("999");
    three().run("suggest --concern self-harm --severity mild").answer().never_says("in danger");
    three().run("suggest --concern grief --severity crisis").answer().says("in danger");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let asked = [
        "suggest --reason severity --concern ptsd --concern dissociation --near 02139 --language es",
        "suggest --concern suicidality --severity crisis --near 02139 --explain",
        "suggest --concern gambling --language km --near 01851 --payer Medicare --explain",
        "suggest --concern ocd --near 02144 --why-not gordon-pettibone --why-not dov-perelman",
        "list",
        "show gordon-pettibone",
    ];
    for columns in [40, 60, 80, 132] {
        for command in asked {
            let answer = super::harness::example(command).columns(columns).answer();
            assert!(answer.out.lines().count() > 3, "{}", answer.out);
            for line in answer.out.lines() {
                assert!(line.chars().count() <= columns, "{columns} columns, refer {command}:\n{line}");
            }
        }
    }
}

#[test]
fn color_comes_only_when_it_is_asked_for() {
    let asked = || suggest("--concern ocd");
    let is_colored = |answer: super::harness::Answer| answer.out.contains('\x1b');
    assert!(!is_colored(asked().answer()));
    assert!(is_colored(asked().arg("--color=always").answer()));
    assert!(is_colored(asked().env("CLICOLOR_FORCE", "1").answer()));
    assert!(!is_colored(asked().env("CLICOLOR_FORCE", "0").answer()));
    assert!(!is_colored(asked().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").answer()));
    assert!(!is_colored(asked().env("CLICOLOR_FORCE", "1").arg("--color=never").answer()));
    assert!(is_colored(asked().env("NO_COLOR", "1").arg("--color=always").answer()));
    // An empty variable is not set.
    assert!(is_colored(asked().env("NO_COLOR", "").env("CLICOLOR_FORCE", "1").answer()));
    for format in ["json", "csv", "markdown"] {
        assert!(!is_colored(suggest(&format!("--concern ocd --color always --format {format}")).answer()), "{format}");
    }
}

#[test]
fn color_changes_nothing_but_color() {
    let colored = suggest("--concern suicidality --near 02139 --explain --color always").out();
    let mut plain = String::new();
    for (i, part) in colored.split('\x1b').enumerate() {
        plain.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, suggest("--concern suicidality --near 02139 --explain").out());
}

#[test]
fn a_street_and_private_notes_stay_at_home() {
    let folder = directory(
        "[[colleague]]\nname = \"Ana\"\nspecialties = [\"grief\"]\nstreet = \"12 Hidden Lane\"\nprivate_address = \"yes\"\n\
         postal_code = \"02139\"\nnotes = \"owes me a favor\"\n",
    );
    for format in ["table", "json", "csv", "markdown"] {
        let out = folder.run(&format!("suggest --concern grief --near 02139 --explain --all --format {format}")).out();
        assert!(out.contains("Ana") && !out.contains("Hidden") && !out.contains("favor"), "{out}");
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let asked = "--reason specialization --concern ocd --severity severe --near 02144 --all --json";
    assert_eq!(suggest(asked).out(), suggest(asked).out());
}

#[test]
fn the_order_says_which_weight_it_hangs_on() {
    let result = suggest("--reason specialization --concern ocd --severity severe --near 02144").result();
    let hangs = result["sensitivity"].as_array().unwrap();
    assert!(!hangs.is_empty());
    for one in hangs {
        let criterion = one["criterion"].as_str().unwrap();
        let factor = if one["factor"] == "half" { 0.5 } else { 2.0 };
        let weight = match criterion {
            "concern" => 42.0,
            "severity" | "approach" => 15.0,
            other => panic!("{other}"),
        };
        let top: Vec<&str> = one["top"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        // A half of an odd weight cannot be typed; then the names cannot be checked from outside.
        if weight * factor == f64::floor(weight * factor) {
            let asked = format!(
                "--reason specialization --concern ocd --severity severe --near 02144 --weight {criterion}={}",
                weight * factor
            );
            assert_eq!(suggest(&asked).ids(), top);
        }
    }
}

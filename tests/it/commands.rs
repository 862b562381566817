//! The commands around `suggest`.

use super::harness::{Folder, directory, example, suggest};
use refer::client::Key;

#[test]
fn refer_alone_says_what_it_does_and_how_to_begin() {
    let out = Folder::new().run("").answer();
    assert_eq!(out.code, Some(0));
    assert_eq!(out.out, Folder::new().run("--help").out());
    for part in ["Usage: refer", "Examples:", "refer init", "refer suggest --profile -"] {
        out.says(part);
    }
}

/// Every command that the help names.
fn commands() -> Vec<String> {
    let help = Folder::new().run("--help").out();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = listed.lines().map(|line| line.split_whitespace().next().unwrap().to_owned());
    let names: Vec<String> = names.filter(|name| name != "help").collect();
    assert!(names.len() > 14, "{help}");
    names
}

#[test]
fn every_command_explains_itself_with_examples() {
    for command in commands() {
        let help = example(&format!("{command} --help")).out();
        assert!(help.contains(&format!("Usage: refer {command}")), "{help}");
        assert!(help.contains("Examples:\n") && help.contains(&format!("refer {command}")), "{help}");
        assert_eq!(help, example(&format!("help {command}")).out());
    }
}

#[test]
fn what_is_mistyped_is_refused_with_a_tip() {
    let answer = example("sugest").answer();
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.contains("'suggest'"), "{}", answer.err);
    for wrong in [
        "suggest --concren ocd",
        "suggest --top 0",
        "suggest --top many",
        "suggest --as-of tomorrow",
        "suggest --json --format csv",
        "suggest --color maybe",
        "show",
        "completions tcsh",
        "man nothing",
        "suggest ocd",
        "suggest --age 3 --age 4",
    ] {
        let answer = example(wrong).answer();
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{wrong}");
        assert!(answer.err.starts_with("error: "), "{wrong}: {}", answer.err);
    }
}

#[test]
fn init_makes_a_directory_that_check_and_suggest_accept() {
    let folder = Folder::new();
    folder.run("-d mine init").shows(
        "\
made: mine/colleagues.toml
made: mine/config.toml

Next: open the first file in a text editor, replace the example, then
  refer check
  refer suggest --concern anxiety
",
    );
    folder.run("-d mine check").shows("1 colleague in 1 file: no problems\n");
    folder.run("-d mine suggest --concern anxiety").answer().says("1 Robin Example");
}

#[test]
fn init_never_overwrites() {
    let folder = Folder::new().file("mine/colleagues.toml", "# mine\n");
    folder.run("-d mine init").answer().says("left as it is: mine/colleagues.toml made: mine/config.toml");
    assert_eq!(folder.read("mine/colleagues.toml"), "# mine\n");
    let config = folder.read("mine/config.toml");
    folder.run("-d mine init").shows("left as it is: mine/colleagues.toml\nleft as it is: mine/config.toml\n");
    assert_eq!(folder.read("mine/config.toml"), config);
    folder
        .run("-d mine/config.toml init")
        .refuses("error: mine/config.toml: this is a file; a folder was meant\n  hint: name a folder with -d\n");
}

#[test]
fn the_directory_is_found_by_flag_then_variable_then_data_folder() {
    let folder = Folder::new();
    for (name, id) in [("flag", "F"), ("variable", "V"), ("data/refer", "D"), ("home/.local/share/refer", "H")] {
        let path = folder.path(name);
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("c.toml"), format!("[[colleague]]\nname = \"{id}\"\n")).unwrap();
    }
    let first =
        |run: super::harness::Run| run.out().lines().nth(1).unwrap().trim().split(' ').next().unwrap().to_owned();
    let home = || folder.run("list").env("HOME", folder.path("home"));
    assert_eq!(first(home()), "h");
    assert_eq!(first(home().env("XDG_DATA_HOME", folder.path("data"))), "d");
    assert_eq!(first(home().env("XDG_DATA_HOME", folder.path("data")).env("REFER_DIRECTORY", "variable")), "v");
    assert_eq!(first(home().env("REFER_DIRECTORY", "variable").arg("-d").arg("flag")), "f");
}

#[test]
fn show_finds_by_id_by_name_and_by_a_part() {
    let out = example("show hannah-brodkowski").out();
    assert!(out.starts_with("Hannah Brodkowski, LMHC\nhannah-brodkowski\n"), "{out}");
    for asked in ["'Hannah Brodkowski'", "HANNAH", "brodk"] {
        assert_eq!(example(&format!("show {asked}")).out(), out);
    }
    example("show hanna-brodkovski").refuses(
        "error: refer show: nobody has the id or name “hanna-brodkovski”\n  hint: did you mean “hannah-brodkowski”?\n",
    );
    let answer = example("show m").answer();
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.contains("colleagues\n  hint: take one of: "), "{}", answer.err);
}

#[test]
fn show_tells_what_is_on_record_and_what_is_not() {
    directory(
        "[[colleague]]\nname = \"Ana Ruiz\"\npronouns = \"she/her\"\nspecialties = [\"ocd\"]\nnotes = \"calls back\"\n",
    )
    .run("show ana-ruiz")
    .answer()
    .says("Ana Ruiz (she/her) ana-ruiz specialties Obsessive-compulsive disorder notes calls back not on record")
    .says("severity max, services, ages");
}

#[test]
fn list_names_everybody_or_those_who_pass() {
    let answer = example("list").columns(120).answer();
    assert_eq!(answer.out.lines().filter(|line| line.starts_with(' ') && !line.starts_with("  ")).count(), 51);
    answer.says("50 colleagues");
    let listed = example("list --concern ocd --state NH --format csv").out();
    let ids: Vec<&str> = listed.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    let mut suggested = suggest("--concern ocd --state NH --all").result()["suggestions"].as_array().unwrap().clone();
    suggested.retain(|one| one["tier"] == 1);
    let mut suggested: Vec<&str> = suggested.iter().map(|one| one["id"].as_str().unwrap()).collect();
    suggested.sort_unstable();
    assert!(ids.len() > 2);
    assert_eq!(ids, suggested);
}

#[test]
fn list_that_finds_nobody_says_so_by_its_code() {
    example("list --language tlh").answer().is(
        2,
        "",
        "error: --language: “tlh” is no language known\n  hint: write a tag such as es or the English name\n",
    );
    assert_eq!(example("list --concern gambling --language km --payer Medicare").answer().code, Some(1));
}

#[test]
fn terms_looks_words_up() {
    example("terms bpd")
        .answer()
        .says("concern bpd Borderline personality disorder under: personality-disorders")
        .says("recommended for adults: Dialectical behavior therapy (APA BPD 2024; current)")
        .says("it can also mean bipolar disorder (informally)");
    example("terms concerns").answer().says("trauma Trauma ptsd Post-traumatic stress disorder");
    example("terms reasons").answer().says("ethics a dual relationship or conflict of interest");
    example("terms keys").answer().says("wait_weeks weeks to the first appointment");
    example("terms ptds").refuses("error: ptds: this word is not known\n  hint: did you mean “ptsd”?\n");
    // The vocabulary is there before there is a directory.
    Folder::new().run("terms ocd").answer().says("Obsessive-compulsive disorder");
}

#[test]
fn every_list_that_terms_names_can_be_printed() {
    let overview = example("terms").out();
    let lists: Vec<&str> = overview.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    assert!(lists.len() > 10, "{overview}");
    for list in lists {
        assert!(example(&format!("terms {list}")).out().lines().count() > 2, "{list}");
    }
}

#[test]
fn words_of_ones_own_are_known_everywhere() {
    let folder = directory("[[colleague]]\nname = \"Ana\"\nspecialties = [\"vicarious grief\"]\napproaches = [\"tre\"]\n").file(
        "config.toml",
        "[terms.concerns]\n\"vicarious grief\" = \"grief\"\n[terms.approaches]\n\"tension\" = { parent = \"somatic\", synonyms = [\"tre\"] }\n[payers]\n\"HPHC\" = \"Harvard Pilgrim\"\n",
    );
    folder.run("check").shows("1 colleague in 1 file: no problems\n");
    folder.run("suggest --concern 'vicarious grief' --approach somatic").answer().says("1 Ana");
    folder.run("terms tre").answer().says("under: somatic");
}

#[test]
fn config_prints_every_value_and_where_it_came_from() {
    let folder =
        Folder::new().file("d/c.toml", "").file("d/config.toml", "[output]\ntop = 5\n[weights]\nlocation = 9\n");
    let answer = folder.run("-d d config --color never").answer();
    for line in [
        "directory d (flag -d)",
        "weights.concern 30 (default)",
        "weights.location 9 (d/config.toml)",
        "output.top 5 (d/config.toml)",
        "output.format table (default)",
        "output.color never (flag --color)",
    ] {
        answer.says(line);
    }
    folder.run("config").env("REFER_DIRECTORY", "d").answer().says("directory d ($REFER_DIRECTORY)");
}

#[test]
fn the_configuration_is_beaten_by_a_flag_and_beats_the_default() {
    let ties = (0..6).map(|i| format!("[[colleague]]\nname = \"N{i}\"\nwait_weeks = {i}\n")).collect::<String>();
    let folder =
        directory(&ties).file("config.toml", "[output]\ntop = 2\nformat = \"csv\"\n[weights]\navailability = 50\n");
    assert_eq!(folder.run("suggest").out().lines().count(), 3);
    assert_eq!(folder.run("suggest --top 4").out().lines().count(), 5);
    folder.run("suggest --format table").answer().says("1 N0");
    let weight = |flags: &str| {
        folder.run(&format!("suggest {flags}")).result()["suggestions"][0]["findings"][0]["weight"].clone()
    };
    assert_eq!((weight(""), weight("--weight availability=7")), (50.into(), 7.into()));
    assert_eq!(weight("--reason ethics"), 10);
}

#[test]
fn who_i_am_decides_conflicts_and_disclosures() {
    let folder = directory("[[colleague]]\nname = \"Ana\"\npractice = \"North Room\"\n[[colleague]]\nname = \"Bo\"\ntie_to_me = \"my brother\"\n[[colleague]]\nname = \"Cy\"\n")
        .file("config.toml", "[me]\npractice = \"North Room\"\n");
    folder.run("suggest").answer().says("disclose same practice as you").says("disclose tie to you: my brother");
    assert_eq!(folder.run("suggest --reason ethics").ids(), ["cy"]);
}

#[test]
fn completions_know_every_flag_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = example(&format!("completions {shell}")).out();
        for key in Key::ALL {
            assert!(script.contains(key.word()), "{shell} lacks {}", key.word());
        }
    }
}

#[test]
fn the_manual_page_knows_every_command_and_every_flag() {
    let page = example("man").out();
    assert!(page.contains(".TH refer 1"), "{page}");
    for command in commands() {
        assert!(page.contains(&format!("refer\\-{command}")), "{command}");
        assert!(example(&format!("man {command}")).out().contains(&format!(".TH refer-{command} 1")), "{command}");
    }
    let suggest = example("man suggest").out();
    for key in Key::ALL {
        assert!(suggest.contains(&format!("\\-\\-{}", key.word().replace('-', "\\-"))), "{}", key.word());
    }
}

#[test]
fn the_day_may_be_fixed() {
    let at = |day: &str| {
        suggest(&format!("--as-of {day} --concern ptsd --near 02139 --top 1")).result()["suggestions"][0].clone()
    };
    let (then, later) = (at("2026-11-16"), at("2027-06-01"));
    assert!(later["confidence"].as_u64() < then["confidence"].as_u64());
    assert!(suggest("--as-of 2027-06-01 --concern ptsd").answer().out.contains("ask again"));
}

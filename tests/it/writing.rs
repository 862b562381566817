//! What is written: somebody added, changed, taken out, taken back; and what a person wrote herself stays.

use super::harness::{Folder, REFER, directory};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const TWO: &str = "\
# My colleagues
version = 1

# Ana, from the conference
[[colleague]]
name = \"Ana Ruiz\"   # Annie
fee = 120           # since May
payers = [
  \"Aetna\",          # in network
]

[[colleague]]
name = \"Bo Lind\"
";

fn two() -> Folder {
    directory(TWO)
}

/// Every file of a folder but those in `.refer`.
fn files(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != ".refer");
    names.sort();
    names
}

#[test]
fn a_change_leaves_everything_else_as_it_is() {
    let folder = two();
    folder.run("set ana fee=130-150 payers+=Cigna phone=617-555-0142 checked=2026-11-16").shows(
        "ana-ruiz\n  phone: 617-555-0142\n  payers: Aetna → Aetna; Cigna\n  fee: 120 → 130-150\n  checked: 2026-11-16\n",
    );
    let expected = TWO
        .replace("120           #", "\"130-150\"           #")
        .replace("# in network\n]", "# in network\n  \"Cigna\",\n]")
        .replace("# Annie\n", "# Annie\nphone = \"617-555-0142\"\n")
        .replace("since May\n", "since May\nchecked = 2026-11-16\n");
    assert_eq!(folder.read("colleagues.toml"), expected);
    folder.run("set ana fee=130-150").shows("ana-ruiz: nothing changed\n");
    folder.run("undo").shows("undid: set fee, payers, phone, checked of ana-ruiz (2026-11-16)\n");
    assert_eq!(folder.read("colleagues.toml"), TWO);
    folder.run("undo").refuses(
        ".: there is nothing to undo\n  hint: changes that refer makes can be undone, the last 20 of them\n"
            .replace(".:", "error: .:")
            .as_str(),
    );
}

#[test]
fn another_name_keeps_the_id_that_lists_and_notes_know() {
    let folder = two();
    let folder = folder.file("list.txt", "Name,Email\nAna Ruiz,ana@example.org\nEve Stone,eve@example.org\n");
    folder.run("set ana email=ana@example.org").out();
    folder.run("import list.txt").out();
    folder.run("set ana name=\"Ana Lind\" email=ana.lind@example.org").shows(
        "ana-ruiz\n  id: ana-ruiz (kept under the new name; id=… gives another)\n  name: Ana Ruiz → Ana Lind\n  \
         email: ana@example.org → ana.lind@example.org\n",
    );
    assert!(folder.read("colleagues.toml").contains("name = \"Ana Lind\"   # Annie\nid = \"ana-ruiz\"\n"));
    let again = folder.run("import list.txt").out();
    assert!(!again.contains("was removed since") && again.contains("0 new, 0 changed, 2 same"), "{again}");
    folder.run("undo").shows("undid: set name, email of ana-ruiz (2026-11-16)\n");
    folder.run("set ana name=\"Ana Lind\" id=ana-lind").out();
    folder.run("set ana-lind id=").shows("ana-lind\n  id: ana-lind → nothing\n");
}

#[test]
fn another_name_written_by_hand_is_not_taken_for_somebody_removed() {
    let list = "Name,Email,NPI,City\nAna Ruiz,ana@example.org,,Salem\nBo Lind,bo@example.org,1234567893,Salem\n";
    let folder = Folder::new().file("list.txt", list);
    folder.run("-d d import list.txt").out();
    let renamed = folder.read("d/colleagues.toml").replace("Ana Ruiz", "Ana Stone").replace("Bo Lind", "Bo Stone");
    let folder = folder.file("d/colleagues.toml", &renamed).file("list.txt", list.replace("Salem", "Lowell"));
    let said = folder.run("-d d import list.txt").out();
    // An NPI tells who is meant; an e-mail address may be shared.
    assert!(said.contains("Bo Lind · bo-stone") && said.contains("name stays Bo Stone"), "{said}");
    assert!(said.contains("write the id ana-ruiz into that record"), "{said}");
    assert!(!said.contains("was removed since"), "{said}");
    let text = folder.read("d/colleagues.toml");
    assert!(text.contains("name = \"Bo Stone\"") && text.matches("[[colleague]]").count() == 2, "{text}");
    assert!(folder.run("-d d import list.txt").out().contains("0 new, 0 changed, 2 same"));
}

#[cfg(unix)]
#[test]
fn writers_who_reach_a_file_by_two_names_wait_for_each_other() {
    let folder = Folder::new().file("real/colleagues.toml", TWO).file("linked/config.toml", "");
    std::os::unix::fs::symlink("../real/colleagues.toml", folder.path("linked/colleagues.toml")).unwrap();
    thread::scope(|scope| {
        for i in 0..16 {
            let name = if i % 2 == 0 { "real" } else { "linked" };
            let folder = &folder;
            scope.spawn(move || folder.run(&format!("-d {name} add \"New {i}\" id=n{i}")).out());
        }
    });
    let text = folder.read("real/colleagues.toml");
    assert!((0..16).all(|i| text.contains(&format!("id = \"n{i}\"\n"))), "{text}");
}

#[test]
fn a_slip_in_a_key_is_not_taken_for_a_name() {
    let folder = two();
    folder.run("add nmae=Eve").refuses(
        "error: nmae: “nmae” is no key known\n  hint: did you mean “name”? --extra keeps it as a key of your own\n",
    );
    folder.run("add Pager=12 name=Eve --extra").shows("added eve to colleagues.toml\n  name: Eve\n  Pager: 12\n");
}

#[test]
fn a_part_of_a_name_counts_from_the_beginning_of_a_word() {
    let folder = directory("[[colleague]]\nname = \"Diana Fox-Lind\"\n");
    folder
        .run("remove ana --yes")
        .refuses("error: refer remove: nobody has the id or name “ana”\n  hint: refer list names everybody\n");
    folder.run("set lind fee=120").shows("diana-fox-lind\n  fee: 120\n");
}

#[cfg(unix)]
#[test]
fn a_linked_list_that_others_keep_stands_in_nobodys_way() {
    let shared = "[[colleague]]\nname = \"Eve\"\n";
    let folder = Folder::new().file("own/colleagues.toml", TWO).file("shared/more.toml", shared);
    // Where no lock can be made, nothing can be written either.
    let folder = folder.file("shared/.refer", "");
    std::os::unix::fs::symlink("../shared/more.toml", folder.path("own/more.toml")).unwrap();
    folder.run("-d own set bo fee=120").shows("bo-lind\n  fee: 120\n");
}

#[test]
fn what_is_no_colleague_is_not_taken_out_with_one() {
    let folder = directory("[[colleague]]\nname = \"Ana\"\n[[other]]\nkept = 1\n\n[[colleague]]\nname = \"Bo\"\n");
    folder.run("remove ana --yes").shows("removed ana from colleagues.toml\n");
    assert_eq!(folder.read("colleagues.toml"), "[[other]]\nkept = 1\n\n[[colleague]]\nname = \"Bo\"\n");
}

#[test]
fn somebody_is_added_and_taken_out() {
    let folder = two();
    folder
        .run("add \"Cy Oduya\" languages=es;fr specialties=ocd specialties=grief notes=\"says \\\"hi\\\"\"")
        .answer()
        .is(
            0,
            "added cy-oduya to colleagues.toml\n  name: Cy Oduya\n  specialties: ocd; grief\n  languages: es; fr\n  notes: says \\hi\\\n",
            "",
        );
    let added = "\n[[colleague]]\nname = \"Cy Oduya\"\nspecialties = [\"ocd\", \"grief\"]\nlanguages = [\"es\", \"fr\"]\nnotes = \"says \\\\hi\\\\\"\n";
    assert_eq!(folder.read("colleagues.toml"), format!("{TWO}{added}"));
    folder.run("remove ana --yes").shows("removed ana-ruiz from colleagues.toml\n");
    let start = TWO.find("# Ana").unwrap();
    let end = TWO.find("[[colleague]]\nname = \"Bo").unwrap();
    assert_eq!(folder.read("colleagues.toml"), format!("{}{}{added}", &TWO[..start], &TWO[end..]));
    folder.run("undo").shows("undid: remove ana-ruiz (2026-11-16)\n");
    folder.run("undo").shows("undid: add cy-oduya (2026-11-16)\n");
    assert_eq!(folder.read("colleagues.toml"), TWO);
    folder.run("remove bo").refuses(
        "error: refer remove: this takes bo-lind out, and nobody can be asked\n  hint: give --yes if you mean it\n",
    );
}

#[test]
fn what_cannot_be_read_is_not_written() {
    let folder = two();
    for (command, said) in [
        (
            "set ana fee=much concerns=ptsdd",
            "error: concerns: “ptsdd” is no concern known\n  hint: did you mean “ptsd”?; --anyway keeps it as it stands\n\
             error: fee: “much” cannot be read as a fee\n  hint: write 120 or 120-180; --anyway keeps it as it stands\n",
        ),
        (
            "set ana Fax=1",
            "error: Fax: “Fax” is no key known\n  hint: --extra keeps it as a key of your own; notes takes any text\n",
        ),
        (
            "add \"Bo Lind\"",
            "error: id: the id “bo-lind” is there already, in colleagues.toml\n  hint: for another person of that name give an id: id=bo-lind-2\n",
        ),
        (
            "set ana id=bo-lind",
            "error: id: the id “bo-lind” is there already, in colleagues.toml\n  hint: for another person of that name give an id: id=bo-lind-2\n",
        ),
        ("add", "error: refer add: there is no name\n  hint: refer add \"Ana Ruiz\"; only the name is needed\n"),
    ] {
        folder.run(command).refuses(said);
    }
    assert_eq!(folder.read("colleagues.toml"), TWO);
    assert!(!folder.path(".refer/undo").exists());
    let kept = folder.run("set ana concerns=ptsdd Fax=1 --anyway --extra").answer();
    kept.is(
        0,
        "ana-ruiz\n  concerns: ptsdd\n  Fax: 1\n",
        "warning: concerns: “ptsdd” is no concern known\n  hint: did you mean “ptsd”?\n",
    );
    folder.run("add \"Bo Lind\" id=bo-2").shows("added bo-2 to colleagues.toml\n  id: bo-2\n  name: Bo Lind\n");
    // An id to the letter is nobody else, whatever the others are called.
    folder.run("set bo-lind fee=1").shows("bo-lind\n  fee: 1\n");
    folder
        .run("set \"Bo Lind\" fee=2")
        .refuses("error: refer set: “Bo Lind” may mean 2 colleagues\n  hint: take one of: bo-lind, bo-2\n");
}

#[test]
fn a_csv_directory_is_written_as_csv() {
    let csv = "\u{feff}Name,Phone,Notes of mine\r\n\"Ruiz, Ana\",'+47 22 33 44 55,\"two\nlines\"\r\nBo Lind,,\r\n";
    let folder = Folder::new().file("list.csv", csv);
    let run = |command: &str| folder.run(&format!("-d list.csv {command}"));
    run("set bo payers=\"Aetna;a\\;b\" phone=+4799887766")
        .shows("bo-lind\n  phone: +4799887766\n  payers: Aetna; a;b\n");
    let changed = "\u{feff}Name,Phone,Notes of mine,payers\r\n\"Ruiz, Ana\",'+47 22 33 44 55,\"two\nlines\",\r\nBo Lind,'+4799887766,,Aetna;a\\;b\r\n";
    assert_eq!(folder.read("list.csv"), changed);
    run("show bo").answer().says("+4799887766").says("a;b");
    run("add Cy fee=120").shows("added cy to list.csv\n  name: Cy\n  fee: 120\n");
    run("remove \"Ruiz, Ana\" --yes").shows("removed ruiz-ana from list.csv\n");
    assert_eq!(
        folder.read("list.csv"),
        "\u{feff}Name,Phone,Notes of mine,payers,fee\r\nBo Lind,'+4799887766,,Aetna;a\\;b,\r\nCy,,,,120\r\n"
    );
    for _ in 0..3 {
        run("undo").out();
    }
    assert_eq!(folder.read("list.csv"), csv);
}

#[test]
fn a_directory_that_is_not_there_is_begun() {
    let folder = Folder::new();
    folder.run("-d mine add Ana").shows("added ana to mine/colleagues.toml\n  name: Ana\n");
    assert_eq!(folder.read("mine/colleagues.toml"), "version = 1\n\n[[colleague]]\nname = \"Ana\"\n");
    assert_eq!(files(&folder), ["mine"]);
    folder.run("-d mine check").answer().is(0, "1 colleague in 1 file: no problems\n", "");
    folder.run("-d mine/more.csv add Bo phone=617-555-0142").out();
    assert_eq!(folder.read("mine/more.csv"), "name,phone\nBo,617-555-0142\n");
    folder.run("-d mine add Cy --file more.csv").out();
    assert_eq!(folder.read("mine/more.csv"), "name,phone\nBo,617-555-0142\nCy,\n");
    folder.run("-d mine add Di --file x.txt").refuses(
        "error: --file: “x.txt” is no file of this directory\n  hint: there are: colleagues.toml, more.csv; a new one ends in .toml or .csv, such as colleagues.toml\n",
    );
    // Nobody named a directory, and no home is set.
    let data = folder.path("data");
    folder.run("add Ana").env("XDG_DATA_HOME", &data).out();
    assert_eq!(folder.read("data/refer/colleagues.toml"), "version = 1\n\n[[colleague]]\nname = \"Ana\"\n");
}

#[test]
fn a_file_of_a_newer_refer_is_not_overwritten() {
    let newer = "version = 2\n[[colleague]]\nname = \"Ana\"\n";
    let folder = directory(newer);
    let said = "error: colleagues.toml:1:1: version 2 is not known\n  hint: a newer refer wrote this file; update refer to read it safely\n";
    folder.run("add Bo").refuses(said);
    folder.run("set ana fee=1").refuses(said);
    assert_eq!(folder.read("colleagues.toml"), newer);
    assert_eq!(files(&folder), ["colleagues.toml"]);
}

#[test]
fn a_change_by_hand_is_not_undone_by_mistake() {
    let folder = two();
    folder.run("set ana fee=130").out();
    let by_hand = folder.read("colleagues.toml") + "\n# mine\n";
    let folder = folder.file("colleagues.toml", &by_hand);
    let shown = fs::canonicalize(folder.path("colleagues.toml")).unwrap();
    folder.run("undo").refuses(&format!(
        "error: {}: this file was changed after the last step: set fee of ana-ruiz (2026-11-16)\n  \
         hint: refer undo --force puts the version before that step back; that can be undone, too\n",
        shown.display()
    ));
    assert_eq!(folder.read("colleagues.toml"), by_hand);
    folder.run("undo --force").shows("undid: set fee of ana-ruiz (2026-11-16)\n");
    assert_eq!(folder.read("colleagues.toml"), TWO);
    folder.run("undo").shows("undid: undo of: set fee of ana-ruiz (2026-11-16)\n");
    assert_eq!(folder.read("colleagues.toml"), by_hand);
}

#[test]
fn a_change_that_is_gone_already_is_not_undone_again() {
    let folder = two();
    folder.run("set ana fee=130").out();
    folder.run("set bo fee=1").out();
    folder.run("undo").out();
    // Taken back by hand: as if the first change had never been.
    let folder = folder.file("colleagues.toml", TWO);
    assert_eq!(folder.run("undo").answer().code, Some(2));
    assert_eq!(folder.read("colleagues.toml"), TWO);
}

#[test]
fn a_directory_that_was_begun_is_undone_to_nothing_even_after_a_change_by_hand() {
    let folder = Folder::new();
    folder.run("-d mine add Ana").out();
    let folder = folder.file("mine/colleagues.toml", "[[colleague]]\nname = \"By hand\"\n");
    folder.run("-d mine undo --force").shows("undid: add ana (2026-11-16)\n");
    assert!(!folder.path("mine/colleagues.toml").exists());
    folder.run("-d mine undo").shows("undid: undo of: add ana (2026-11-16)\n");
    assert_eq!(folder.read("mine/colleagues.toml"), "[[colleague]]\nname = \"By hand\"\n");
}

#[test]
fn the_last_twenty_steps_are_kept() {
    let folder = two();
    for fee in 1..=23 {
        folder.run(&format!("set ana fee={fee}")).out();
    }
    let steps = || fs::read_dir(folder.path(".refer/undo")).unwrap().count();
    assert_eq!(steps(), 20);
    for _ in 0..20 {
        folder.run("undo").out();
    }
    assert_eq!(folder.run("undo").answer().code, Some(2));
    assert!(folder.read("colleagues.toml").contains("fee = 3 "), "{}", folder.read("colleagues.toml"));
}

#[test]
fn thirty_writers_at_once_all_write() {
    let folder = two();
    let folder = &folder;
    thread::scope(|scope| {
        for number in 0..30 {
            scope.spawn(move || folder.run(&format!("add \"Number {number}\" fee={number}")).out());
        }
    });
    let listed = folder.run("list --format csv").out();
    for number in 0..30 {
        assert!(listed.contains(&format!("Number {number},")), "{number}\n{listed}");
    }
    assert!(folder.read("colleagues.toml").starts_with(TWO));
    assert_eq!(files(folder), ["colleagues.toml"]);
}

#[test]
fn ten_who_begin_a_directory_at_once_begin_one() {
    let folder = Folder::new();
    let run = |number: usize| folder.run(&format!("-d new/mine add \"Number {}\"", number / 2)).answer().code;
    let run = &run;
    let codes: Vec<_> = thread::scope(|scope| {
        let begun: Vec<_> = (0..10).map(|number| scope.spawn(move || run(number))).collect();
        begun.into_iter().map(|one| one.join().unwrap()).collect()
    });
    // Of two of one name, one is told that the other is there.
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 5, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(2)).count(), 5, "{codes:?}");
    assert_eq!(folder.read("new/mine/colleagues.toml").matches("[[colleague]]").count(), 5);
}

#[test]
fn who_waits_for_another_writer_is_told_after_a_while() {
    let folder = two().file(".refer/lock", "");
    let lock = fs::File::open(folder.path(".refer/lock")).unwrap();
    lock.lock().unwrap();
    let here = fs::canonicalize(folder.path("")).unwrap();
    folder.run("set ana fee=1").refuses(&format!(
        "error: {}: another refer is writing here, for five seconds now\n  \
         hint: wait until it has finished, then try again; nothing was changed\n",
        here.display()
    ));
    assert_eq!(folder.read("colleagues.toml"), TWO);
}

#[test]
fn killed_at_any_moment_the_file_is_the_old_one_or_the_new_one() {
    let many: String =
        (0..400).map(|n| format!("[[colleague]]\nname = \"N{n}\"\nnotes = \"{}\"\n\n", "x".repeat(200))).collect();
    let folder = directory(&format!("{many}{TWO}").replace("version = 1\n", ""));
    let mut killed = 0;
    for round in 0..40_u64 {
        let fee = 200 + round;
        let mut child = Command::new(REFER)
            .args(["-d", "colleagues.toml", "set", "ana-ruiz", &format!("fee={fee}")])
            .current_dir(folder.path(""))
            .env_clear()
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(round * 7 % 60));
        let _ = child.kill();
        killed += usize::from(!child.wait().unwrap().success());
        let text = folder.read("colleagues.toml");
        assert!(text.starts_with(&many) && text.ends_with("name = \"Bo Lind\"\n"), "round {round}");
        assert!(files(&folder).len() <= 2, "{:?}", files(&folder));
    }
    assert!(killed > 0, "every run had finished before it was killed");
    folder.run("set ana fee=999").out();
    assert_eq!(files(&folder), ["colleagues.toml"]);
    folder.run("undo").out();
    assert!(!folder.read("colleagues.toml").contains("999"));
}

#[cfg(unix)]
mod unix {
    use super::{TWO, files, two};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::super::harness::{Answer, Folder, REFER};

    fn mode(folder: &Folder, name: &str) -> u32 {
        fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_link_stays_a_link_and_the_mode_stays_the_mode() {
        let folder = Folder::new().file("cloud/real.toml", TWO).file("mine/config.toml", "version = 1\n");
        symlink("../cloud/real.toml", folder.path("mine/colleagues.toml")).unwrap();
        fs::set_permissions(folder.path("cloud/real.toml"), fs::Permissions::from_mode(0o640)).unwrap();
        folder.run("-d mine set ana fee=130").out();
        assert!(fs::symlink_metadata(folder.path("mine/colleagues.toml")).unwrap().is_symlink());
        assert_eq!(folder.read("cloud/real.toml"), TWO.replace("120", "130"));
        assert_eq!(mode(&folder, "cloud/real.toml"), 0o640);
        folder.run("-d mine undo").out();
        assert_eq!(folder.read("cloud/real.toml"), TWO);
        // The link itself may be the directory, too.
        folder.run("-d mine/colleagues.toml set ana fee=130").out();
        assert_eq!(folder.read("cloud/real.toml"), TWO.replace("120", "130"));
        folder.run("-d mine/colleagues.toml undo").out();
        assert_eq!(folder.read("cloud/real.toml"), TWO);
    }

    #[test]
    fn what_is_new_is_private() {
        let folder = Folder::new();
        folder.run("-d mine add Ana").out();
        folder.run("-d mine set ana fee=1").out();
        for name in ["mine/colleagues.toml", "mine/.refer/lock", "mine/.refer/undo/000002/step.json"] {
            assert_eq!(mode(&folder, name), 0o600, "{name}");
        }
        for name in ["mine", "mine/.refer", "mine/.refer/undo"] {
            assert_eq!(mode(&folder, name), 0o700, "{name}");
        }
    }

    #[test]
    fn a_read_only_file_is_not_written() {
        let folder = two();
        fs::set_permissions(folder.path("colleagues.toml"), fs::Permissions::from_mode(0o444)).unwrap();
        folder.run("set ana fee=1").refuses(
            "error: colleagues.toml: this cannot be written: you are not allowed to\n  \
             hint: check the permissions of the file and of its folder; nothing was changed\n",
        );
        assert_eq!(folder.read("colleagues.toml"), TWO);
    }

    /// An editor that runs a script on the file.
    fn edit(folder: &Folder, command: &str, script: &str) -> Answer {
        let script = format!("#!/bin/sh\nset -e\n{script}\n");
        fs::write(folder.path("editor"), script).unwrap();
        folder.run(command).env("PATH", "/bin:/usr/bin").env("EDITOR", "sh './editor'").answer()
    }

    #[test]
    fn a_record_is_edited_as_toml() {
        let folder = two();
        edit(&folder, "edit ana", "cp \"$1\" seen; sed -i 's/120/130/; $a phone = \"617-555-0142\"' \"$1\"").is(
            0,
            "ana-ruiz\n  phone: 617-555-0142\n  fee: 120 → 130\n",
            "",
        );
        assert_eq!(
            folder.read("seen"),
            "# Ana Ruiz, from colleagues.toml.\n\
             # Save and close to take your changes over; leave all as it is to change nothing.\n\
             [[colleague]]\nname = \"Ana Ruiz\"\npayers = [\"Aetna\"]\nfee = 120\n"
        );
        let expected = TWO.replace("120", "130").replace("# Annie\n", "# Annie\nphone = \"617-555-0142\"\n");
        assert_eq!(folder.read("colleagues.toml"), expected);
        assert!(!folder.path(".refer/edit").exists());
        folder.run("undo").shows("undid: edit ana-ruiz (2026-11-16)\n");
        edit(&folder, "edit ana", "true").is(0, "ana-ruiz: nothing changed\n", "");
        edit(&folder, "edit ana", "touch \"$1\"; : > \"$1\"").is(0, "ana-ruiz: nothing changed\n", "");
        assert_eq!(folder.read("colleagues.toml"), TWO);
    }

    #[test]
    fn the_editor_opens_again_with_what_is_wrong_on_top() {
        let folder = two();
        let script = "if grep -q '^#!' \"$1\"; then cp \"$1\" seen; sed -i 's/130 dollars/130/' \"$1\"; \
                      else sed -i 's/fee = 120/fee = 130 dollars/' \"$1\"; fi";
        edit(&folder, "edit ana", script).is(0, "ana-ruiz\n  fee: 120 → 130\n", "");
        let seen = folder.read("seen");
        assert!(seen.starts_with("#! line 9, column 7: this is not TOML: "), "{seen}");
        assert!(
            seen.contains("\n#! Correct this and save, or leave all as it is to give up.\n# Ana Ruiz, from "),
            "{seen}"
        );
        assert!(seen.lines().nth(8).unwrap().starts_with("fee = 130 dollars"), "{seen}");
        folder.run("undo").out();
        // Whoever gives up loses nothing.
        let script = "grep -q '^#!' \"$1\" || sed -i 's/fee = 120/fee = \"much\"/' \"$1\"";
        let kept = fs::canonicalize(folder.path("")).unwrap().join(".refer/edit/ana-ruiz.toml");
        edit(&folder, "edit ana", script).is(
            2,
            "",
            &format!(
                "error: fee: “much” cannot be read as a fee\n  hint: write 120 or 120-180; --anyway keeps it as it stands; \
                 what you wrote is kept in {}\n",
                kept.display()
            ),
        );
        assert!(folder.read(".refer/edit/ana-ruiz.toml").contains("fee = \"much\""));
        assert_eq!(folder.read("colleagues.toml"), TWO);
        edit(&folder, "edit ana", "exit 3").is(
            2,
            "",
            "error: sh: the editor ended with an error\n  \
             hint: name another one in $VISUAL or $EDITOR; nothing was changed\n",
        );
        folder.run("edit ana").env("VISUAL", "./no-such-editor").refuses(
            "error: ./no-such-editor: the editor cannot be started: No such file or directory\n  \
             hint: name another one in $VISUAL or $EDITOR; nothing was changed\n",
        );
        assert_eq!(folder.read("colleagues.toml"), TWO);
    }

    #[test]
    fn a_line_of_a_note_is_no_remark_of_the_editor() {
        let note = "notes = \"\"\"\nfirst\n#! second\nthird\"\"\"\n";
        let folder = super::directory(&format!("[[colleague]]\nname = \"Ana\"\n{note}"));
        let script = "grep -q '^#! line' \"$1\" && sed -i 's/dollars//' \"$1\" || sed -i 's/^name.*/&\\nfee = 120 dollars/' \"$1\"";
        edit(&folder, "edit ana", script).is(0, "ana\n  fee: 120\n", "");
        assert!(folder.read("colleagues.toml").contains(note));
    }

    #[test]
    fn what_is_changed_while_an_editor_is_open_is_kept() {
        let folder = two();
        let script = format!("{REFER} -d colleagues.toml set ana phone=617-555-0142 >&2; sed -i 's/120/130/' \"$1\"");
        let answer = edit(&folder, "edit ana", &script);
        assert_eq!((answer.code, answer.out.as_str()), (Some(0), "ana-ruiz\n  fee: 120 → 130\n"), "{}", answer.err);
        let text = folder.read("colleagues.toml");
        assert!(text.contains("fee = 130 ") && text.contains("phone = \"617-555-0142\""), "{text}");
    }

    #[test]
    fn a_row_is_edited_as_toml_and_stays_a_row() {
        let folder = Folder::new().file("list.csv", "name,payers,Fax\nAna,Aetna;Cigna,'+47\nBo,,\n");
        edit(&folder, "-d list.csv edit ana", "sed -i 's/, \"Cigna\"//; s/Fax = .*/Fax = \"+48\"/' \"$1\"").is(
            0,
            "ana\n  payers: Aetna; Cigna → Aetna\n  Fax: +47 → +48\n",
            "",
        );
        assert_eq!(folder.read("list.csv"), "name,payers,Fax\nAna,Aetna,'+48\nBo,,\n");
    }

    #[test]
    fn of_two_files_both_change_or_neither() {
        let one = |name: &str| format!("[[colleague]]\nname = \"{name}\"\n\n[[colleague]]\nname = \"{name} Stays\"\n");
        let folder = Folder::new().file("d/a.toml", one("Ana")).file("d/b.csv", "name\nBo\nBo Stays\n");
        let locked = |mode: u32| fs::set_permissions(folder.path("d/b.csv"), fs::Permissions::from_mode(mode)).unwrap();
        locked(0o444);
        let answer = folder.run("-d d remove ana bo --yes").answer();
        assert_eq!(answer.code, Some(2), "{}", answer.err);
        assert_eq!((folder.read("d/a.toml"), folder.read("d/b.csv")), (one("Ana"), "name\nBo\nBo Stays\n".to_owned()));
        locked(0o644);
        folder.run("-d d remove ana bo --yes").shows("removed ana from d/a.toml\nremoved bo from d/b.csv\n");
        assert_eq!(folder.read("d/a.toml"), "[[colleague]]\nname = \"Ana Stays\"\n");
        assert_eq!(folder.read("d/b.csv"), "name\nBo Stays\n");
        // A single file knows nothing of a change of two.
        assert_eq!(folder.run("-d d/a.toml undo").answer().code, Some(2));
        folder.run("-d d undo").shows("undid: remove ana, bo (2026-11-16)\n");
        assert_eq!((folder.read("d/a.toml"), folder.read("d/b.csv")), (one("Ana"), "name\nBo\nBo Stays\n".to_owned()));
    }

    #[test]
    fn where_there_is_no_room_the_old_file_stays() {
        let folder = two();
        let notes = "x".repeat(100_000);
        let script =
            "trap '' XFSZ; ulimit -f 8; exec \"$0\" -d colleagues.toml --as-of 2026-11-16 set ana notes=\"$1\"";
        let output = Command::new("sh")
            .args(["-c", script, REFER, &notes])
            .current_dir(folder.path(""))
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: colleagues.toml: this cannot be written: there is no room left\n  \
             hint: make room on the disk, then try again; nothing was changed\n"
        );
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(folder.read("colleagues.toml"), TWO);
        assert_eq!(files(&folder), ["colleagues.toml"]);
    }
}

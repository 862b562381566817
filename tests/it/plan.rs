//! The plan of a caseload, as whoever takes over would read it.

use super::harness::{Folder, directory, example};
use super::profile::{TWO, said};
use refer::client::Key;

const ONE: &str = r#"
[[colleague]]
name = "Ana Ruiz"
credentials = ["LICSW"]
practice = "North Room"
specialties = ["ptsd"]
phone = "617-555-0101"
email = "ana@example.org"
website = "https://ana.example.org"
street = "12 Elm Street"
city = "Cambridge"
region = "MA"
postal_code = "02139"
openings = 1
checked = 2026-11-10
"#;

fn plan(colleagues: &str, clients: &str) -> Folder {
    directory(colleagues).file("c.csv", clients)
}

#[test]
fn the_plan_of_a_small_caseload_to_the_letter() {
    let folder = plan(ONE, "client,concern,severity,age\nC-1,ptsd,,34\n,ptsd,severe,\n");
    folder.run("plan c.csv").answer().is(1, include_str!("plan.md"), "");
}

#[test]
fn a_private_street_is_in_no_plan() {
    for (value, shown) in [
        ("", true),
        ("private_address = false\n", true),
        ("private_address = true\n", false),
        ("private_address = \"perhaps\"\n", false),
    ] {
        let offices = "offices = [\"42.5195,-70.8967\", \"01970\", \"Salem, MA\"]\n";
        let folder = plan(&format!("{ONE}{offices}{value}"), "client,concern\nC-1,ptsd\n");
        for format in ["markdown", "html"] {
            let text = folder.run(&format!("plan c.csv --format {format}")).answer().out;
            assert_eq!(text.contains("12 Elm Street"), shown, "{value}{text}");
            assert!(text.contains("Cambridge, MA"), "{text}");
            assert!(text.contains("Salem, MA"), "{text}");
            for exact in ["42.5195", "01970", "02139"] {
                assert_eq!(text.contains(exact), shown, "{exact}: {value}{text}");
            }
        }
    }
}

#[test]
fn the_most_pressing_client_comes_first_and_the_crisis_lines_with_her() {
    let rows = "C-1,ptsd,,\nC-2,ptsd,,2w\nC-3,ptsd,crisis,\nC-4,ptsd,severe,\n";
    let folder = plan(ONE, &format!("client,concern,severity,start_within\n{rows}"));
    let text = folder.run("plan c.csv").answer().out;
    let headings: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("## ")).filter(|title| title.contains("C-")).collect();
    assert_eq!(headings, ["1\\. C-3, in crisis", "2\\. C-4, severe", "3\\. C-2, to start within 2 weeks", "4\\. C-1"]);
    let first = text.split("## 1\\. C-3").nth(1).unwrap().split("\n---\n").next().unwrap();
    assert!(first.contains("**First, if anybody is in danger:**\n\n- **Emergency services: call 911"), "{first}");
    assert_eq!(text.matches("call 911").count(), 2);
}

#[test]
fn whatever_was_said_of_a_client_is_in_the_plan() {
    for &key in Key::ALL {
        let (beside, value) = said(key);
        let pairs: Vec<&str> = beside.split("--").map(str::trim).filter(|pair| !pair.is_empty()).collect();
        let (mut names, mut cells) = (vec![], vec![]);
        for (name, cell) in pairs.iter().map(|pair| pair.split_once(' ').unwrap()) {
            names.push(name.to_owned());
            cells.push(cell.to_owned());
        }
        let facts = |names: &[String], cells: &[String]| {
            let clients = format!("{}\n{}\n", names.join(","), cells.join(","));
            let text = plan(TWO, &clients).run("plan c.csv").answer().out;
            let part =
                text.split("- place in the order:").nth(1).unwrap_or_default().split("\n\n").next().unwrap_or_default();
            part.lines().skip(1).filter(|line| !line.starts_with("- to know:")).count()
        };
        let before = if names.is_empty() { 0 } else { facts(&names, &cells) };
        names.push(key.word().to_owned());
        cells.push(format!("\"{value}\""));
        let expected = before + usize::from(!matches!(key, Key::Client | Key::Weight));
        assert_eq!(facts(&names, &cells), expected, "{}", key.word());
    }
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let text = example("plan examples/clients.csv --format html").out();
    assert!(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"), "{text}");
    let tags: Vec<&str> = text.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().unwrap()).collect();
    let known = [
        "!DOCTYPE", "html", "head", "title", "meta", "style", "body", "main", "h1", "h2", "h3", "p", "ol", "ul", "li",
        "dl", "dt", "dd", "div", "section", "span", "table", "thead", "tbody", "tr", "th", "td",
    ];
    for tag in &tags {
        assert!(known.contains(&tag.trim_start_matches('/')), "<{tag}>");
    }
    for tag in known.into_iter().filter(|tag| !["!DOCTYPE", "meta"].contains(tag)) {
        let (opened, closed) = (format!("/{tag}"), tags.iter().filter(|other| **other == tag).count());
        assert_eq!(tags.iter().filter(|other| **other == opened).count(), closed, "<{tag}>");
    }
    for word in ["src=", "href=", "url(", "@import", "<script", "onclick"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(
        text.contains("break-inside: avoid") && text.contains("default-src &#39;none&#39;")
            || text.contains("default-src 'none'")
    );
    assert_eq!(text.matches("<section class=\"client\"").count(), 12);
}

#[test]
fn nothing_from_a_file_is_markup() {
    let hostile = r#"
[[colleague]]
name = "Eve <script>alert(1)</script> | `x` [a](javascript:b) \"q\" 'r' & \u001b[31m\u202e\n# b"
practice = "- <img src=x onerror=y>"
specialties = ["ptsd"]
website = "javascript:alert(1)"
"#;
    let folder = plan(hostile, "client,concern,payer\nC-1,ptsd,\"<b>A|B</b> [x](javascript:y)\"\n");
    let html = folder.run("plan c.csv --format html").answer().out;
    assert!(
        html.contains(
            "Eve &lt;script&gt;alert(1)&lt;/script&gt; | `x` [a](javascript:b) &quot;q&quot; &#39;r&#39; &amp; [31m # b"
        ),
        "{html}"
    );
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
    let markdown = folder.run("plan c.csv").answer().out;
    assert!(markdown.contains("Eve \\<script\\>alert(1)\\</script\\> \\| \\`x\\` \\[a\\](javascript:b)"), "{markdown}");
    assert!(!markdown.contains("[x](java") && !markdown.contains("\n# b"), "{markdown}");
    for text in [html, markdown] {
        assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{text:?}");
    }
}

#[test]
fn the_name_of_the_file_says_the_format_and_no_other_file_is_lost() {
    let folder = plan(ONE, "client,concern\nC-1,ptsd\n");
    folder.run("plan c.csv -o p.html").shows("written: p.html (1 client, all placed)\n");
    folder.run("plan c.csv -o p.md").shows("written: p.md (1 client, all placed)\n");
    assert!(folder.read("p.html").starts_with("<!DOCTYPE html>") && folder.read("p.md").starts_with("# Caseload plan"));
    let refused = folder.run("plan c.csv -o p.md").answer();
    assert!(refused.code == Some(2) && refused.err.contains("--force overwrites it"), "{}", refused.err);
    for own in ["colleagues.toml", "c.csv"] {
        let before = folder.read(own);
        assert_eq!(folder.run(&format!("plan c.csv --force -o {own}")).answer().code, Some(2));
        assert_eq!(folder.read(own), before);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path("p.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_client_who_cannot_be_read_stays_in_the_plan() {
    let folder = plan(ONE, "client,concern,state\nC-1,ptsd,MA\nJane Roe,ptsd,MA\n");
    let said = "2 clients, 1 placed, 1 could not be read (line 3): place by hand";
    for format in ["markdown", "html"] {
        let answer = folder.run(&format!("plan c.csv --format {format}")).answer();
        assert_eq!(answer.code, Some(3));
        assert!(answer.err.contains("c.csv:3:1: the client code looks like a name"), "{}", answer.err);
        answer.never_says("Jane").says(said).says("client in line 3").says("stand at the top");
    }
    let text = folder.run("plan c.csv").answer().out;
    assert!(text.contains("|---|\n| ☐ | client in line 3 | not known | could not be read: place by hand |  |  |\n"));
    let written = folder.run("plan c.csv -o p.md").answer();
    assert_eq!(written.out, format!("written: p.md ({said})\n"));
    let two = plan(ONE, "client,concern\nC-1,ptsd\nJane Roe,ptsd\nJim Roe,ptsd\n").run("plan c.csv").answer().out;
    assert!(two.contains("3 clients, 1 placed, 2 could not be read (lines 3 and 4): place by hand, as of"), "{two}");
    assert_eq!(plan(ONE, "name,concern\nJane Roe,ptsd\n").run("plan c.csv").answer().code, Some(2));
}

#[test]
fn whoever_cannot_be_read_is_told_where_the_openings_are_shared_out() {
    let folder = plan(ONE, "client,concern,state\nC-1,ptsd,MA\nJane Roe,ptsd,MA\n");
    let said = "1 could not be read (line 3): place by hand";
    let table = folder.run("batch c.csv --assign --format table").answer();
    table.never_says("Jane");
    assert!(table.out.starts_with(&format!("! {said}\n\nC-1\n")), "{}", table.out);
    assert!(table.out.ends_with(&format!("\n2 clients, 1 placed, {said}\n")), "{}", table.out);
    let note = folder.run("batch c.csv --assign --format markdown").answer().out;
    assert!(note.starts_with(&format!("### Caseload: 2 clients, 1 placed, {said}\n")), "{note}");
    let document: serde_json::Value =
        serde_json::from_str(&folder.run("batch c.csv --assign --json").answer().out).unwrap();
    assert_eq!(document["counts"]["rejected"], serde_json::json!([3]));
    let rows = folder.run("batch c.csv --assign --format csv").answer().out;
    let last = rows.lines().last().unwrap();
    assert!(last.starts_with("line 3,,,") && last.ends_with(",could not be read: place by hand"), "{rows}");
    let written = folder.run("batch c.csv --assign -o a.csv").answer().out;
    assert_eq!(written, format!("written: a.csv (2 clients, 1 placed, {said})\n"));
}

#[test]
fn the_crisis_lines_stand_at_the_top_with_whom_they_are_for() {
    let folder = plan(ONE, "client,concern,severity\nC-1,ptsd,\nC-2,ptsd,crisis\nC-3,suicidality,\n");
    let text = folder.run("plan c.csv").answer().out;
    let top = text.split("## How to use this plan").next().unwrap();
    assert!(top.contains("**First, if anybody is in danger:**\n\n- **Emergency services: call 911"), "{top}");
    assert!(top.contains("- **for C-2, C-3**\n"), "{top}");
    let calm = plan(ONE, "client,concern\nC-1,ptsd\n").run("plan c.csv").answer().out;
    assert!(!calm.contains("call 911"), "{calm}");
}

#[test]
fn a_client_without_a_place_has_three_names_and_how_to_reach_them() {
    let people: String = ["Ana", "Ben", "Cy", "Dee"]
        .map(|name| {
            let contact = format!("email = \"{name}@example.org\"\ncity = \"Cambridge\"\nstreet = \"{name} Street\"\n");
            let languages = "languages = [\"English\"]\nprivate_address = true\n";
            format!("[[colleague]]\nname = \"{name}\"\nspecialties = [\"ptsd\"]\nopenings = 0\n{languages}{contact}")
        })
        .concat();
    // Everybody is full.
    let text = plan(&people, "client,concern\nC-1,ptsd\n").run("plan c.csv").answer().out;
    assert_eq!(text.matches("### Ask anyway: ").count(), 3, "{text}");
    assert!(text.contains("| no place |  | Ana; Ben; Cy |") && !text.contains("Nobody else qualifies"), "{text}");
    // Nobody qualifies, and they would if the client took another language.
    let text = plan(&people, "client,concern,language\nC-1,ptsd,es\n").run("plan c.csv").answer().out;
    for name in ["Ana", "Ben", "Cy"] {
        let part = text.split(&format!("### Only if something changes: {name}\n\n")).nth(1).expect(&text);
        assert!(part.starts_with("- only: with another language\n- ask: everything"), "{part}");
        let part = part.split("###").next().unwrap();
        assert!(
            part.contains(&format!("- email: {name}@example.org\n")) && part.contains("office: Cambridge"),
            "{part}"
        );
    }
    assert!(!text.contains("Dee@") && !text.contains("Street"), "{text}");
}

#[test]
fn whoever_has_no_phone_is_reached_by_what_there_is() {
    let colleagues = ONE.replace("phone = \"617-555-0101\"\n", "");
    let text = plan(&colleagues, "client,concern\nC-1,ptsd\n").run("plan c.csv").answer().out;
    assert!(text.contains("| done | client | pressing | to ask first | contact | then |"), "{text}");
    assert!(text.contains("| ☐ | C-1 |  | Ana Ruiz | ana@example.org |  |"), "{text}");
}

#[test]
fn a_plan_of_nobody_says_so_and_no_more() {
    let answer = plan(ONE, "client,concern\n").run("plan c.csv").answer();
    let note = "note: c.csv:1:1: there are no clients below the first line\n  \
                hint: write a client a line, such as C-014,ptsd,02139\n";
    let text = "# Caseload plan, 2026-11-16\n\nThere are no clients in the list that this plan was made from.\n";
    answer.is(0, text, note);
}

#[test]
fn where_a_client_lives_is_not_told_to_the_house() {
    for (near, shown) in [
        ("\"42.373611,-71.109733\"", "- comes from: about 42.37,-71.10\n"),
        ("\"42.373611, -71\"", "- comes from: about 42.37,-71\n"),
        ("02139", "- comes from: 02139\n"),
    ] {
        let text = plan(ONE, &format!("client,concern,near\nC-1,ptsd,{near}\n")).run("plan c.csv").answer().out;
        assert!(text.contains(shown) && !text.contains("42.373"), "{text}");
    }
}

#[test]
fn a_plan_speaks_of_columns_and_not_of_flags() {
    let clients = "client,concern,avoid,reason\nC-1,ptsd,Cy Young,approach;preferences\n";
    let text = plan(ONE, clients).run("plan c.csv").answer().out;
    assert!(text.contains("licenses were not looked at: say where the client sits (state)"), "{text}");
    assert!(text.contains("(avoid)") && text.contains("says little where nothing is said of it (tried)"), "{text}");
    // Lines and tables are drawn with longer ones.
    assert!(!text.contains(" --") && !text.contains("(--"), "{text}");
}

#[test]
fn a_name_that_promises_another_kind_of_file_is_refused() {
    let folder = plan(ONE, "client,concern\nC-1,ptsd\n");
    for name in ["p.pdf", "p.docx", "p.json"] {
        let ending = name.split_once('.').unwrap().1;
        folder.run(&format!("plan c.csv -o {name}")).refuses(&format!(
            "error: {name}: this cannot be written as .{ending}\n  \
             hint: end it in .html or .md, or say with --format what it is to be\n"
        ));
        assert!(!folder.path(name).exists());
    }
    folder.run("plan c.csv -o p.pdf --format html").answer();
    assert!(folder.read("p.pdf").starts_with("<!DOCTYPE html>"));
    folder.run("plan c.csv -o plan").answer();
    assert!(folder.read("plan").starts_with("# Caseload plan"));
    for assign in ["", "--assign "] {
        folder.run(&format!("batch c.csv {assign}-o n.html --force")).refuses(
            "error: n.html: this cannot be written as .html\n  \
             hint: end it in .csv, .json, .ndjson, .txt or .md, or say with --format what it is to be\n",
        );
        folder.run(&format!("batch c.csv {assign}-o n.html --format csv --force")).answer();
        assert!(folder.read("n.html").starts_with("client,"));
        folder.run(&format!("batch c.csv {assign}-o names --force")).answer();
        assert!(folder.read("names").starts_with("client,"));
    }
}

#[cfg(unix)]
#[test]
fn what_is_written_of_clients_is_private_whatever_was_there() {
    use std::os::unix::fs::PermissionsExt;
    for command in ["plan c.csv -o a.md", "batch c.csv -o a.md", "batch c.csv --assign -o a.md"] {
        let folder = plan(ONE, "client,concern\nC-1,ptsd\n").file("a.md", "old\n");
        std::fs::set_permissions(folder.path("a.md"), PermissionsExt::from_mode(0o644)).unwrap();
        folder.run(&format!("{command} --force")).answer();
        assert_ne!(folder.read("a.md"), "old\n");
        let mode = std::fs::metadata(folder.path("a.md")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{command}");
    }
}

/// Asks to end a command that waits for clients, once it listens to such a request.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_plan_ends_as_an_interrupted_batch() {
    use super::harness::REFER;
    use std::process::{Command, Stdio};
    let folder = plan(ONE, "client\n");
    for args in [&["plan", "-", "-o", "p.md"][..], &["batch", "-", "--assign", "-o", "p.md"]] {
        let mut command = Command::new(REFER);
        command.env_clear().args(["-d", "colleagues.toml"]).args(args).current_dir(folder.path(""));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let listens = || {
            let status = std::fs::read_to_string(&status).unwrap();
            let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
            u64::from_str_radix(caught.trim(), 16).unwrap() & 2 != 0
        };
        let start = std::time::Instant::now();
        while !listens() {
            assert!(start.elapsed().as_secs() < 60, "{args:?} does not listen");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let kill = format!("kill -INT {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{args:?}");
        assert!(!folder.path("p.md").exists());
    }
}

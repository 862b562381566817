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
        let folder = plan(&format!("{ONE}{value}"), "client,concern\nC-1,ptsd\n");
        for format in ["markdown", "html"] {
            let text = folder.run(&format!("plan c.csv --format {format}")).answer().out;
            assert_eq!(text.contains("12 Elm Street"), shown, "{value}{text}");
            assert!(text.contains("Cambridge, MA"), "{text}");
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
    assert_eq!(text.matches("call 911").count(), 1);
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
fn a_plan_of_bad_clients_is_refused_and_bad_rows_are_named() {
    let answer = plan(ONE, "client,concern\nC-1,ptsd\nJane Roe,ptsd\n").run("plan c.csv").answer();
    assert_eq!(answer.code, Some(3));
    assert!(answer.err.contains("c.csv:3:1: the client code looks like a name"), "{}", answer.err);
    answer.never_says("Jane").says("1 client, all placed");
    assert_eq!(plan(ONE, "name,concern\nJane Roe,ptsd\n").run("plan c.csv").answer().code, Some(2));
}

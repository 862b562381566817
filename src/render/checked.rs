//! What a check found, for a person and for programs.

use super::json;
use crate::colleague::STALE_DAYS;
use crate::likeness::{Alike, Identity, Pair};
use crate::problem::Problem;
use crate::recheck::Freshness;
use crate::text::clean;
use serde::Serialize;

/// Everything a check found out.
#[derive(Debug)]
pub struct Checked<'a> {
    /// What is wrong or worth a look, in order.
    pub problems: &'a [Problem],
    /// How old the facts are.
    pub freshness: &'a Freshness,
    /// Sound records.
    pub records: usize,
    /// Files that could be opened.
    pub files: usize,
}

/// Every problem with its place and what to do, how much was read, and how old it is.
pub fn checked(checked: &Checked) -> String {
    let mut text = String::new();
    for problem in checked.problems {
        let kind = match () {
            () if problem.is_error() => "error: ",
            () if problem.is_note() => "note: ",
            () => "",
        };
        for (i, line) in problem.to_string().lines().enumerate() {
            text.push_str(&format!("{}{}\n", if i == 0 { kind } else { "" }, clean(line)));
        }
    }
    let notes = checked.problems.iter().filter(|problem| problem.is_note()).count();
    let found = match checked.problems.len() - notes {
        0 => "no problems".to_owned(),
        count => plural(count, "problem"),
    };
    let found = if notes > 0 { format!("{found}, {}", plural(notes, "note")) } else { found };
    if !text.is_empty() {
        text.push('\n');
    }
    let read = format!("{} in {}", plural(checked.records, "colleague"), plural(checked.files, "file"));
    text.push_str(&format!("{read}: {found}\n"));
    if let Some(said) = old_facts(checked.freshness) {
        text.push_str(&format!("note: {}\n  hint: refer verify names whom to ask first, and what\n", clean(&said)));
    }
    text
}

fn plural(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// "2 were asked more than 180 days ago, first ana-ruiz (2026-01-02); 3 were never asked".
fn old_facts(freshness: &Freshness) -> Option<String> {
    if !freshness.is_worth_a_word() {
        return None;
    }
    let were = |count: usize| if count == 1 { "1 was".to_owned() } else { format!("{count} were") };
    let mut parts = Vec::new();
    if freshness.stale > 0 {
        let named: Vec<String> = freshness.oldest.iter().map(|(day, id)| format!("{id} ({day})")).collect();
        let first = if freshness.stale > named.len() { ", the longest ago " } else { ": " };
        let were = were(freshness.stale);
        parts.push(format!("{were} last asked more than {STALE_DAYS} days ago{first}{}", named.join(", ")));
    }
    if freshness.never > 0 {
        parts.push(format!("{} never asked, or the day is not on record", were(freshness.never)));
    }
    Some(parts.join("; "))
}

/// What is to be said of two records that may be one colleague; both places are named.
pub fn alike(pair: &Pair, first: &Identity, second: &Identity, first_place: &str, file: &str, line: usize) -> Problem {
    let shared: Vec<&str> = pair.alike.iter().map(|&alike| words(alike)).collect();
    let (shared, who) = (shared.join(", "), format!("“{}” ({}) at {first_place}", first.name, first.id));
    let (name, id) = (&second.name, &second.id);
    let problem = match pair.alike[..] {
        [Alike::IdButCase] => {
            let message = format!("the id “{id}” and “{}” at {first_place} differ only in capital letters", first.id);
            Problem::warning(file, message).hint("give one of the two another id")
        }
        [Alike::Email] if pair.names_differ => {
            Problem::note(file, format!("“{name}” ({id}) has the e-mail address of {who}"))
                .hint("if the two are one, keep one record; if they share a mailbox, all is well")
        }
        [Alike::NameAndPlace] if pair.contacts_differ => {
            Problem::note(file, format!("“{name}” ({id}) may be {who}: {shared}, but another phone and e-mail"))
                .hint("if the two are one, keep one record; if they are two people, an NPI each tells them apart")
        }
        _ => Problem::warning(file, format!("“{name}” ({id}) is probably {who}: {shared}"))
            .hint("keep one of the two records; if they are two people, an NPI each tells them apart"),
    };
    problem.at(line, 1).field("name")
}

fn words(alike: Alike) -> &'static str {
    match alike {
        Alike::Npi => "the same NPI",
        Alike::Email => "the same e-mail",
        Alike::NameAndPhone => "the same name and phone",
        Alike::SpellingAndPhone => "the same phone, and nearly the same name",
        Alike::NameAndPlace => "the same name and place",
        Alike::Name => "the same name",
        Alike::IdButCase => "ids that differ only in capital letters",
    }
}

/// The same as one document.
///
/// # Errors
/// Never in practice: every part is text or a number.
pub fn checked_json(checked: &Checked) -> serde_json::Result<String> {
    let Checked { problems, freshness, .. } = checked;
    let oldest = freshness.oldest.iter().map(|(day, id)| Oldest { id, checked: day.to_string() }).collect();
    let freshness = freshness.is_worth_a_word().then_some(FreshnessView {
        colleagues: freshness.colleagues,
        stale: freshness.stale,
        never_checked: freshness.never,
        oldest,
    });
    json::written(&Document { schema: "refer.check/1", problems, freshness })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    freshness: Option<FreshnessView<'a>>,
}

#[derive(Serialize)]
struct FreshnessView<'a> {
    colleagues: usize,
    stale: usize,
    never_checked: usize,
    oldest: Vec<Oldest<'a>>,
}

#[derive(Serialize)]
struct Oldest<'a> {
    id: &'a str,
    checked: String,
}

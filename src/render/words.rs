//! The one place for words: gates, findings, questions and notices become short phrases.
//!
//! Phrases are fragments in lower case; what is not known says so. Texts from files are not yet cleaned here.

mod asks;
pub mod caseload;
mod gates;
pub mod profile;
mod rechecks;
mod whys;

pub use asks::{ask, crisis_line, disclosure, notice, warning};
pub use gates::{gate_name, gate_why, near_miss, relaxed, sensitivity};
pub(super) use rechecks::{fee, opening};
pub use rechecks::{last_checked, rechecks, why_recheck};
pub use whys::{finding, shortfalls, strongest, why};

use crate::client::Wish;
use crate::colleague::{Colleague, Money, STALE_DAYS};
use crate::ranking::{Cited, Ranking, Suggestion};
use crate::text::fold;
use crate::vocab::{Delivery, Format, Grade, Service, Severity, Word, group};

/// What stands over the crisis lines.
pub const IN_DANGER: &str = "First, if anybody is in danger:";

/// How many parts of a long list are named.
const NAMED: usize = 4;

/// A field that could not be read.
pub(super) const NOT_UNDERSTOOD: &str = "not understood, see refer check";

/// The sign before an amount: "$" in the United States and where no country is on record.
pub fn currency(colleague: &Colleague) -> &'static str {
    match fold(&colleague.country).as_ref() {
        "" | "us" | "usa" | "u.s." | "u.s.a." | "united states" | "united states of america" => "$",
        _ => "",
    }
}

/// The score and the range that the unknowns leave: "87 (80–93)", or "87" without doubt.
pub fn score(suggestion: &Suggestion) -> String {
    let Suggestion { score, low, high, .. } = suggestion;
    if low == high { score.to_string() } else { format!("{score} ({low}–{high})") }
}

/// "Ana Ruiz, LICSW": the name and the letters after it.
pub fn name(colleague: &Colleague) -> String {
    std::iter::once(colleague.name.as_str()).chain(colleague.credentials.iter()).collect::<Vec<_>>().join(", ")
}

/// "12 considered, 4 excluded (license 2, payer 1, severity 1)".
pub fn counts(ranking: &Ranking) -> String {
    let excluded: usize = ranking.excluded_counts.iter().map(|(_, count)| count).sum();
    let by_gate: Vec<String> =
        ranking.excluded_counts.iter().map(|&(gate, count)| format!("{} {count}", gate_name(gate))).collect();
    match excluded {
        0 => format!("{} considered, none excluded", ranking.considered),
        _ => format!("{} considered, {excluded} excluded ({})", ranking.considered, by_gate.join(", ")),
    }
}

/// "a, b and c", or "a, b, c, d and 3 more".
fn list<T: AsRef<str>>(items: &[T], word: &str) -> String {
    let part = |items: &[T]| items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [.., last] if items.len() <= NAMED + 1 => {
            format!("{} {word} {}", part(&items[..items.len() - 1]), last.as_ref())
        }
        _ => format!("{} and {} more", part(&items[..NAMED]), items.len() - NAMED),
    }
}

/// A label within a sentence: "Panic disorder" is "panic disorder", "OCD-related conditions" and "Gottman method" stay.
fn label(label: &str) -> String {
    const NAMES: [&str; 8] =
        ["Adlerian", "Gestalt", "Gottman", "Imago", "Jungian", "Maudsley", "Seeking Safety", "Tourette"];
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() && !NAMES.iter().any(|name| label.starts_with(name)) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}

/// A label within a sentence.
pub(super) fn within(text: &str) -> String {
    label(text)
}

/// How sessions take place: "in person".
pub(super) fn meeting(word: Delivery) -> String {
    delivery(word.word()).to_owned()
}

fn money(amount: Money, sign: &str) -> String {
    format!("{sign}{amount}")
}

/// Tenths of a mile along a straight line.
fn distance(tenths: u32) -> String {
    match tenths {
        0..20 => "under 2 mi".to_owned(),
        _ if tenths.is_multiple_of(10) => format!("about {} mi", tenths / 10),
        _ => format!("about {}.{} mi", tenths / 10, tenths % 10),
    }
}

/// How far the nearest office is, where that was found.
pub fn distance_of(suggestion: &Suggestion) -> Option<String> {
    use crate::ranking::Why;
    suggestion.findings.iter().flat_map(|finding| &finding.why).find_map(|why| match why {
        Why::Distance(tenths, true) => Some(distance(*tenths)),
        Why::Distance(tenths, false) => Some(format!("another office {}", distance(*tenths))),
        _ => None,
    })
}

fn count(number: i64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// How long ago a fact was checked.
fn checked(days: Option<i64>) -> String {
    match days {
        None => "never checked: ask".to_owned(),
        Some(..0) => "the date of the check lies ahead".to_owned(),
        Some(0) => "checked today".to_owned(),
        Some(1) => "checked yesterday".to_owned(),
        Some(days) => {
            let ago = match days {
                ..14 => count(days, "day"),
                14..60 => count((days + 3) / 7, "week"),
                60..730 => count((days + 15) * 12 / 365, "month"),
                _ => count(days / 365, "year"),
            };
            format!("checked {ago} ago{}", if days > STALE_DAYS { ": ask again" } else { "" })
        }
    }
}

/// "VA/DoD PTSD 2023 and APS 2018 review; an option in APA PTSD 2017, since replaced".
fn sources(cited: &[Cited]) -> String {
    let Some(first) = cited.first() else { return String::new() };
    let name = |source: &Cited| {
        let dated = source.name.contains(&source.year.to_string());
        let name = if dated { source.name.to_owned() } else { format!("{} ({})", source.name, source.year) };
        if source.is_current { name } else { format!("{name}, since replaced") }
    };
    let (agree, differ): (Vec<&Cited>, Vec<&Cited>) = cited.iter().partition(|source| source.grade == first.grade);
    let mut said = list(&agree.into_iter().map(name).collect::<Vec<_>>(), "and");
    for source in differ {
        said.push_str(&format!("; {} in {}", graded(source.grade), name(source)));
    }
    said
}

fn graded(grade: Grade) -> &'static str {
    match grade {
        Grade::Recommended => "recommended",
        Grade::Option => "an option",
        Grade::NotRecommended => "not recommended",
    }
}

/// "stair" or "stair, a form of cognitive behavioral therapy".
fn form(approach: &str, form_of: Option<&str>) -> String {
    match form_of {
        Some(broader) => format!("{}, a form of {}", label(approach), label(broader)),
        None => label(approach),
    }
}

fn formats(format: Format) -> &'static str {
    match format {
        Format::Individual => "individuals",
        Format::Couple => "couples",
        Format::Family => "families",
        Format::Group => "groups",
    }
}

fn service(service: Service) -> &'static str {
    match service {
        Service::Therapy => "therapy",
        Service::Medication => "medication",
        Service::Assessment => "assessment",
        Service::Court => "court work",
        Service::Groups => "groups",
        Service::Supervision => "supervision",
        Service::IntensiveOutpatient => "an intensive outpatient program",
        Service::DayProgram => "a day program",
        Service::Residential => "residential treatment",
        Service::Inpatient => "inpatient care",
    }
}

fn cases(severity: Severity) -> &'static str {
    match severity {
        Severity::Mild => "mild cases",
        Severity::Moderate => "moderate cases",
        Severity::Severe => "severe cases",
        Severity::Complex => "complex cases",
        Severity::Crisis => "people in crisis",
    }
}

fn delivery(word: &str) -> &str {
    match word {
        "in-person" => "in person",
        "video" => "by video",
        "phone" => "by phone",
        other => other,
    }
}

fn access(word: &str) -> &str {
    match word {
        "step-free" => "step-free access",
        "sign-language" => "sign language",
        "low-sensory" => "a low-sensory room",
        "large-print" => "large print",
        other => other,
    }
}

/// What a wish speaks of.
fn wish(wish: Wish) -> &'static str {
    match wish {
        Wish::Gender => "gender",
        Wish::Identity => "identity",
        Wish::Affirming => "affirming of",
        Wish::Faith => "faith",
        Wish::Style => "style",
        Wish::When => "hours",
        Wish::Approach => "approach",
    }
}

/// A value of a wish as people read it: the group "lgbtq" is "LGBTQ+".
fn wished(asked: Wish, value: &str) -> String {
    match asked {
        Wish::Identity | Wish::Affirming => {
            let label = group(value).map_or(value, |group| group.label());
            let label = if asked == Wish::Identity { label.trim_end_matches(" people") } else { label };
            label.to_owned()
        }
        Wish::Approach => label(value),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_its_names_and_abbreviations() {
        let labels =
            ["Panic disorder", "OCD-related conditions", "Gottman method", "LGBTQ+-affirmative therapy", "a", ""];
        assert_eq!(
            labels.map(label),
            ["panic disorder", "OCD-related conditions", "Gottman method", "LGBTQ+-affirmative therapy", "a", ""]
        );
    }

    #[test]
    fn distances_are_about_and_short_ones_do_not_pretend() {
        assert_eq!([0, 19, 20, 42].map(distance), ["under 2 mi", "under 2 mi", "about 2 mi", "about 4.2 mi"]);
    }

    #[test]
    fn facts_show_their_age() {
        let ages = [None, Some(0), Some(5), Some(20), Some(180), Some(250), Some(800)].map(checked);
        assert_eq!(
            ages,
            [
                "never checked: ask",
                "checked today",
                "checked 5 days ago",
                "checked 3 weeks ago",
                "checked 6 months ago",
                "checked 8 months ago: ask again",
                "checked 2 years ago: ask again"
            ]
        );
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(list(&["a", "b", "c", "d", "e", "f"], "and"), "a, b, c, d and 2 more");
    }

    #[test]
    fn dollars_where_dollars_are_likely() {
        let of = |country: &str| currency(&Colleague { country: country.to_owned(), ..Colleague::default() });
        assert_eq!(["", "US", "United States", "CA", "GB"].map(of), ["$", "$", "$", "", ""]);
    }
}

//! What to ask, to disclose, to beware of and to know.

use super::gates::away;
use super::{access, cases, count, delivery, form, formats, label, list, service, sources, wish, wished};
use crate::client::Wish;
use crate::ranking::{Ask, ClosedBy, Disclosure, Notice, Warning};
use crate::vocab::{CrisisLine, Prescribes};
use crate::weights::Criterion;

/// A question for the colleague.
pub fn ask(ask: &Ask) -> String {
    match ask {
        Ask::SitAt(regions) => {
            format!("can the client come to {} for sessions? the license holds only there", list(regions, "or"))
        }
        Ask::License(regions) => format!("licensed in {}?", list(regions, "or")),
        Ask::CompactDelivery => "sessions by video or phone? PSYPACT covers only those".to_owned(),
        Ask::Age(age) => format!("sees somebody aged {age}?"),
        Ask::Format(format) => format!("sees {}?", formats(*format)),
        Ask::Services(services) => {
            format!("offers {}?", list(&services.iter().map(|&asked| service(asked)).collect::<Vec<_>>(), "and"))
        }
        Ask::Prescribes(Prescribes::Varies) => "prescribes? that depends on the credentials".to_owned(),
        Ask::Prescribes(_) => "prescribes?".to_owned(),
        Ask::Severity(severity) => format!("takes {}?", cases(*severity)),
        Ask::Language(languages) => format!("works in {}?", list(languages, "or")),
        Ask::Payer(payers) => {
            format!("takes {}?", list(payers, "or"))
        }
        Ask::Plans(name) => format!("takes {name}: which plans?"),
        Ask::Delivery(accepted) => {
            let accepted: Vec<&str> = accepted.iter().map(|word| delivery(word)).collect();
            format!("sessions {}?", list(&accepted, "or"))
        }
        Ask::Reach => "an office near enough, or sessions by video?".to_owned(),
        Ask::Access(needs) => {
            format!("{}?", list(&needs.iter().map(|word| access(word)).collect::<Vec<_>>(), "and"))
        }
        Ask::StillClosed(cause, day) => {
            let on = day.map_or_else(String::new, |day| format!(" on {day}"));
            match cause {
                ClosedBy::NotAccepting => format!("taking clients again? no{on}"),
                ClosedBy::Away(range) => format!("{}, as known{on}: still so?", away(range)),
                ClosedBy::OpensLate(weeks) => format!("an opening sooner? {}{on}", count(i64::from(*weeks), "week")),
            }
        }
        Ask::Accepting => "taking clients?".to_owned(),
        Ask::Wish(asked, wanted) => {
            let word = match asked {
                Wish::Identity | Wish::Affirming | Wish::Style => "and",
                _ => "or",
            };
            let wanted: Vec<String> = wanted.iter().map(|value| wished(*asked, value)).collect();
            format!("{} {}?", wish(*asked), list(&wanted, word))
        }
        Ask::WhatWasDone(approach) => {
            format!("what was done before? {} is a form of what was tried", label(approach))
        }
        Ask::Criterion(criterion) => match criterion {
            Criterion::Concern => "which concerns?",
            Criterion::Severity => "how severe a case?",
            Criterion::Approach => "which approaches?",
            Criterion::Preferences => "what the client would like?",
            Criterion::Needs => "what the client needs?",
            Criterion::Availability => "next opening?",
            Criterion::Cost => "payers and fee?",
            Criterion::Location => "office, and sessions by video?",
            Criterion::Relationship => "how well do you know each other?",
        }
        .to_owned(),
    }
}

/// What the client is to be told.
pub fn disclosure(disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::Tie(tie) => format!("tie to you: {tie}"),
        Disclosure::SamePractice(_) => "same practice as you".to_owned(),
    }
}

/// What speaks against a suggestion all the same.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::PossibleTie(tie, own) => format!("possible tie: {tie} and {own}"),
        Warning::NotRecommended { approach, form_of, concern, sources: named } => {
            let approach = form(approach, form_of.as_deref());
            format!("offers {approach}, not recommended for {} in {}", label(concern), sources(named))
        }
        Warning::Conversion(approach) => format!("lists {}: no guideline supports it", label(approach)),
        Warning::Trainee(title) => format!("in training ({title}): ask who supervises"),
        Warning::BipolarNotListed => "bipolar disorder is not listed".to_owned(),
        Warning::OldFacts { checked, payers, license } => {
            let what = match (payers, license) {
                (true, false) => "payers",
                (false, true) => "license",
                _ => "payers and license",
            };
            format!("{what} last checked {checked}: ask again")
        }
        Warning::CheckedAhead(day) => format!("the date of the check, {day}, lies ahead"),
        Warning::Declines(concern) => format!("declines {}", label(concern)),
    }
}

/// Something to know about the answer as a whole.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Read(text) => text.clone(),
        Notice::ReasonNeeds(reason, key) => {
            format!("reason {} says little without --{}", reason.word(), key.word())
        }
        Notice::NoWish => {
            "reason preferences says little without a wish, such as --gender, --affirming, --faith or --style"
                .to_owned()
        }
        Notice::CoupleWithViolence => "couple therapy is not suitable where there is current violence".to_owned(),
        Notice::Prescribers(names) => format!("offering medication: {}", list(names, "and")),
        Notice::OwnValues => "one's own values are not a ground for referral".to_owned(),
        Notice::NothingWeighed => "every weight in play is 0: the order says nothing".to_owned(),
        Notice::NoRegion => "no state is known, so licenses were not looked at: give --state".to_owned(),
        Notice::AvoidsNobody(typed) => format!("nobody in the directory is “{typed}” (--avoid)"),
        Notice::OtherTiers { unknown, names, nothing_near } => other_tiers(*unknown, names, *nothing_near),
        Notice::Fewer(0, wanted) => format!("nobody qualifies; {wanted} were asked for"),
        Notice::Fewer(1, wanted) => format!("only one qualifies; {wanted} were asked for"),
        Notice::Fewer(shown, wanted) => format!("only {shown} qualify; {wanted} were asked for"),
        Notice::MoreTied(1) => "one more has the same score as the last one here (--all)".to_owned(),
        Notice::MoreTied(more) => format!("{more} more have the same score as the last one here (--all)"),
        Notice::WouldEnter(name, criterion) => {
            format!("{name} might belong here: {} is not known, ask", unknown(*criterion))
        }
        Notice::TableDate(table, date) => format!("{table} as of {date}"),
        Notice::ExcludedCut(most) => format!("only the first {most} of those excluded are listed (--all)"),
    }
}

fn unknown(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Concern => "what is treated",
        Criterion::Severity => "how severe a case is taken",
        Criterion::Approach => "which approach is offered",
        Criterion::Preferences => "part of what the client would like",
        Criterion::Needs => "part of what the client needs",
        Criterion::Availability => "when there is an opening",
        Criterion::Cost => "what it costs the client",
        Criterion::Location => "how far it is",
        Criterion::Relationship => "how well you know each other",
    }
}

fn other_tiers(unknown: usize, names: &[String], nothing_near: usize) -> String {
    let verb = |count, one, many| if count == 1 { one } else { many };
    let mut said = Vec::new();
    if unknown > 0 {
        let subject = verb(unknown, "other has", "others have");
        let rest = unknown.saturating_sub(names.len());
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        said.push(format!("{unknown} {subject} no concerns on record: ask {}{more}", names.join(", ")));
    }
    if nothing_near > 0 {
        let subject = verb(nothing_near, "treats", "treat");
        said.push(format!("{nothing_near} {subject} nothing near it"));
    }
    said.join("; ")
}

/// A line to call or text, with the month of its reading where that is known: "911: Emergency services".
pub fn crisis_line(line: &CrisisLine) -> String {
    let mut said = line.name.to_owned();
    let ways = if line.voice == line.text {
        [("call or text", line.voice), ("", "")]
    } else {
        [("call", line.voice), ("text", line.text)]
    };
    let ways: Vec<String> = ways
        .into_iter()
        .filter(|(_, number)| !number.is_empty())
        .map(|(way, number)| format!("{way} {number}"))
        .collect();
    if !ways.is_empty() {
        said = format!("{said}: {}", ways.join(", or "));
    }
    if !line.as_of.is_empty() {
        said.push_str(&format!(" (as of {})", line.as_of));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::Cited;
    use crate::vocab::{Grade, Severity};

    #[test]
    fn questions_are_short() {
        let asked = [
            Ask::License(vec!["Massachusetts".to_owned()]),
            Ask::Plans("Aetna".to_owned()),
            Ask::Delivery(vec!["in-person", "video"]),
            Ask::Severity(Severity::Crisis),
            Ask::StillClosed(ClosedBy::NotAccepting, "2025-09-14".parse().ok()),
            Ask::Wish(Wish::Affirming, vec!["lgbtq".to_owned()]),
            Ask::Criterion(Criterion::Availability),
        ]
        .map(|question| ask(&question));
        assert_eq!(
            asked,
            [
                "licensed in Massachusetts?",
                "takes Aetna: which plans?",
                "sessions in person or by video?",
                "takes people in crisis?",
                "taking clients again? no on 2025-09-14",
                "affirming of LGBTQ+ people?",
                "next opening?",
            ]
        );
    }

    #[test]
    fn those_with_nothing_on_record_are_named() {
        let names = ["Ana", "Bo", "Cy"].map(str::to_owned).to_vec();
        let said = notice(&Notice::OtherTiers { unknown: 4, names, nothing_near: 31 });
        assert_eq!(said, "4 others have no concerns on record: ask Ana, Bo, Cy and 1 more; 31 treat nothing near it");
        let said = notice(&Notice::OtherTiers { unknown: 0, names: Vec::new(), nothing_near: 1 });
        assert_eq!(said, "1 treats nothing near it");
    }

    #[test]
    fn a_crisis_line_says_how_and_as_of_when() {
        let line = CrisisLine { name: "Lifeline", voice: "988", text: "HOME to 1", as_of: "2025-06" };
        assert_eq!(crisis_line(&line), "Lifeline: call 988, or text HOME to 1 (as of 2025-06)");
        let line = CrisisLine { name: "your local emergency number", voice: "", text: "", as_of: "" };
        assert_eq!(crisis_line(&line), "your local emergency number");
    }

    #[test]
    fn a_guideline_against_is_named_with_its_year() {
        let said = warning(&Warning::NotRecommended {
            approach: "Psychological debriefing".to_owned(),
            form_of: None,
            concern: "Trauma".to_owned(),
            sources: vec![Cited { name: "NICE NG116", year: 2018, grade: Grade::NotRecommended, is_current: true }],
        });
        assert_eq!(said, "offers psychological debriefing, not recommended for trauma in NICE NG116 (2018)");
    }
}

//! What to ask a colleague again, and why just her.

use super::{checked, currency, label, list, money};
use crate::colleague::{Colleague, Field};
use crate::recheck::{Due, Fact, Rare};
use crate::vocab::{Accepting, Relationship, Vocabulary};

/// When she was last asked: "checked 8 months ago", "never checked".
pub fn last_checked(due: &Due) -> String {
    let said = checked(due.days);
    said.split(": ask").next().unwrap_or(&said).to_owned()
}

/// What to ask her: what is on record and may have changed, then what is missing.
pub fn rechecks(due: &Due) -> Vec<String> {
    let old = due.old().filter_map(|fact| still(fact, &due.colleague));
    old.chain(due.missing().map(|fact| missing(fact, &due.colleague))).collect()
}

/// Why she is in the queue: how old the facts are, how well she is known, and what only she offers.
pub fn why_recheck(due: &Due, vocabulary: &Vocabulary) -> Vec<String> {
    let known = due.colleague.relationship.map(|relationship| match relationship {
        Relationship::WorkedWith => "you have worked together".to_owned(),
        Relationship::Consulted => "you have consulted each other".to_owned(),
        Relationship::Met => "you have met".to_owned(),
        Relationship::HeardOf => "you know the name".to_owned(),
    });
    let rare: Vec<String> = due
        .rare
        .iter()
        .map(|rare| match rare {
            Rare::Specialty(id) => label(vocabulary.concern_label(*id)),
            Rare::Language(language) => language.name(),
            Rare::Payer(written) => written.clone(),
        })
        .collect();
    let rare = (!rare.is_empty()).then(|| format!("nobody else lists {}", list(&rare, "or")));
    std::iter::once(last_checked(due)).chain(known).chain(rare).collect()
}

/// A question about what is on record; how she is reached is asked only where it is missing.
fn still(fact: Fact, c: &Colleague) -> Option<String> {
    match fact {
        Fact::Accepting => c.accepting.map(|accepting| {
            match accepting {
                Accepting::Yes => "still taking clients?",
                Accepting::Waitlist => "still a waiting list?",
                Accepting::No => "taking clients again?",
            }
            .to_owned()
        }),
        Fact::Opening => Some(format!("still {}?", opening(c))),
        Fact::Payers if c.payers_written.is_empty() => Some("which payers?".to_owned()),
        Fact::Payers => Some(format!("still takes {}?", list(&c.payers_written.iter().collect::<Vec<_>>(), "and"))),
        Fact::Fee => Some(format!("still {}?", fee(c))),
        Fact::Contact => None,
    }
}

fn missing(fact: Fact, c: &Colleague) -> String {
    match fact {
        Fact::Accepting => "taking clients?".to_owned(),
        Fact::Opening => "how long is the wait?".to_owned(),
        Fact::Payers => "which payers?".to_owned(),
        Fact::Fee => "what does a session cost?".to_owned(),
        Fact::Contact if c.is_unsure(Field::Phone) || c.is_unsure(Field::Email) => {
            "phone and e-mail? what is written cannot be".to_owned()
        }
        Fact::Contact => "phone or e-mail?".to_owned(),
    }
}

/// "2 openings and 3 weeks to wait".
pub(in crate::render) fn opening(c: &Colleague) -> String {
    let count = |number: u32, thing: &str| super::count(i64::from(number), thing);
    let openings = c.openings.map(|openings| count(openings, "opening"));
    let weeks = c.wait_weeks.map(|weeks| format!("{} to wait", count(weeks, "week")));
    list(&openings.into_iter().chain(weeks).collect::<Vec<_>>(), "and")
}

/// "$120–$180 a session, from $80 on a sliding scale".
pub(in crate::render) fn fee(c: &Colleague) -> String {
    let sign = currency(c);
    let range = c.fee.map(|fee| {
        let (from, to) = (money(fee.from, sign), money(fee.to, sign));
        if from == to { format!("{from} a session") } else { format!("{from} to {to} a session") }
    });
    let sliding = c.sliding_fee_from.map(|from| format!("from {} on a sliding scale", money(from, sign)));
    range.into_iter().chain(sliding).collect::<Vec<_>>().join(", ")
}

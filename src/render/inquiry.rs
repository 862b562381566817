//! A short message that asks a colleague whether what is on record still holds: an e-mail, or what to say on the phone.
//!
//! It is written to her, so nothing is in it that is not hers to read: no client, no note, no tie, no opinion.

use super::export::{is_practice, parts};
use super::words;
use crate::client::Referrer;
use crate::colleague::Colleague;
use crate::text::clean;
use crate::vocab::{Accepting, Vocabulary};

/// The message, with a line to whom it goes; signed as far as the configuration says by whom.
pub fn inquiry(colleague: &Colleague, me: &Referrer, vocabulary: &Vocabulary) -> String {
    let c = colleague;
    let to = match (c.email.as_str(), c.phone.as_str()) {
        ("", "") => format!("To: {}", c.name),
        ("", phone) => format!("Call: {phone}"),
        (email, _) => format!("To: {email}"),
    };
    let mut lines = vec![to, "Subject: Is what I have on record about you still right?".to_owned(), String::new()];
    lines.push(format!("{},", greeting(&c.name)));
    lines.push(String::new());
    lines.push(
        "Now and then I refer somebody to a colleague, and I would like what I say of you to be right.".to_owned(),
    );
    lines.push("Would you tell me what has changed? What still holds needs no answer.".to_owned());
    lines.push(String::new());
    lines.extend(questions(c, vocabulary).into_iter().map(|question| format!("- {question}")));
    lines.push(String::new());
    lines.push("Thank you, and all the best".to_owned());
    let filled = |text: &String| !text.is_empty();
    let name: Vec<String> = [&me.name, &me.credentials].into_iter().filter(|part| filled(part)).cloned().collect();
    lines.extend([name.join(", "), me.practice.clone(), me.phone.clone()].into_iter().filter(filled));
    lines.iter().map(|line| format!("{}\n", clean(line))).collect()
}

/// "Hello Ana", or "Hello Dr. Ruiz" where the title is on record.
fn greeting(name: &str) -> String {
    if is_practice(name) {
        return "Hello".to_owned();
    }
    let parts = parts(name);
    match (parts.prefix.as_str(), parts.family.as_str()) {
        ("", _) | (_, "") => format!("Hello {}", parts.given),
        (prefix, family) => format!("Hello {prefix} {family}"),
    }
}

/// One question each, with what is on record.
fn questions(c: &Colleague, vocabulary: &Vocabulary) -> Vec<String> {
    let have = |question: &str, known: String| match known.as_str() {
        "" => question.to_owned(),
        _ => format!("{question} I have you down as: {known}."),
    };
    let accepting = match c.accepting {
        Some(Accepting::Yes) => "taking new clients",
        Some(Accepting::Waitlist) => "keeping a waiting list",
        Some(Accepting::No) => "full",
        None => "",
    };
    let joined = |items: Vec<&str>| items.join(", ");
    let labels = |ids: &[crate::vocab::ConcernId]| {
        ids.iter().map(|&id| words::within(vocabulary.concern_label(id))).collect::<Vec<_>>().join(", ")
    };
    let payers = match (c.payers_written.is_empty(), c.out_of_network) {
        (false, _) => joined(c.payers_written.iter().collect()),
        (true, Some(true)) => "out of network".to_owned(),
        (true, _) => String::new(),
    };
    let reached = joined([c.phone.as_str(), c.email.as_str()].into_iter().filter(|text| !text.is_empty()).collect());
    let ages: Vec<String> = c.ages.iter().map(ToString::to_string).collect();
    let delivery: Vec<String> = c.delivery.iter().map(words::meeting).collect();
    let states: Vec<&str> = c.licensed_in.iter().map(|region| region.name()).collect();
    let mut questions = vec![
        have("Are you taking new clients?", accepting.to_owned()),
        have("How many places are free, and how long is the wait?", words::opening(c)),
        have("Which insurance do you take?", payers),
        have("What does a session cost?", words::fee(c)),
        have("What are you best at?", labels(&c.specialties)),
    ];
    // What changes seldom is only asked where there is something to confirm.
    let seldom = [
        ("Which ages do you see?", ages.join(", ")),
        ("Do you meet in person, by video, by phone?", delivery.join(", ")),
        ("Where are you licensed?", states.join(", ")),
    ];
    questions.extend(
        seldom.into_iter().filter(|(_, known)| !known.is_empty()).map(|(question, known)| have(question, known)),
    );
    questions.push(have("How do you like to be reached?", reached));
    questions
}

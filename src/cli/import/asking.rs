//! Asks whom a row means where it is not sure.

use crate::cli::edge;
use refer::colleague::Field;
use refer::import::{Answer, Doubt, Maybe, SourceRow};
use refer::record::Written;
use refer::text::clean;

/// So many facts of a person are shown.
const MOST_FACTS: usize = 9;

/// A person who is asked, or nobody, where nobody can be.
pub fn asker(can_ask: bool) -> impl FnMut(&SourceRow, &Written, Doubt, &[Maybe]) -> Answer {
    let mut is_tired = !can_ask;
    move |row, theirs, _, maybes| {
        if is_tired {
            return Answer::Undecided;
        }
        let mut text = format!("\nline {}: {}\n", row.line, person(theirs));
        for (i, maybe) in maybes.iter().enumerate() {
            text.push_str(&format!("  {}  may be {}: {}\n", i + 1, clean(&maybe.id), person(&maybe.written)));
        }
        text.push_str("  n  is somebody new\n  s  skip this row      q  skip this and all others\n");
        let mut question = format!("{text}Who is it? ");
        loop {
            let Some(answer) = edge::ask(&question) else {
                is_tired = true;
                return Answer::Undecided;
            };
            match answer.to_lowercase().as_str() {
                "n" | "new" => return Answer::New,
                "s" | "skip" => return Answer::Undecided,
                "q" | "quit" => {
                    is_tired = true;
                    return Answer::Undecided;
                }
                typed => match typed.parse::<usize>() {
                    Ok(which) if (1..=maybes.len()).contains(&which) => return Answer::Same(which - 1),
                    _ => question = "Type a number, n, s or q: ".to_owned(),
                },
            }
        }
    }
}

/// A person in a line.
fn person(written: &Written) -> String {
    let tells = |field: &Field| !matches!(field, Field::Id | Field::Name | Field::Notes);
    let facts = written.fields().filter(|(field, _)| tells(field)).map(|(_, values)| values.join(", "));
    let facts: Vec<String> = facts.take(MOST_FACTS).collect();
    let name = written.text(Field::Name);
    let line = if facts.is_empty() {
        format!("{name}, without anything else")
    } else {
        format!("{name} · {}", facts.join(" · "))
    };
    clean(&line).into_owned()
}

//! Whom a typed id or name means.

use super::edge::Edge;
use super::load::Loaded;
use super::output::Refused;
use refer::colleague::{Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::nearest::Suggestions;
use refer::problem::{Problem, did_you_mean};
use refer::text::fold;

/// How many ids a hint names.
const NAMED: usize = 8;

/// The ids of what was typed, one each: an id as it stands; else an id or a name; else a part that only one has, from
/// the beginning of a word on: “ana” does not mean Diana.
///
/// # Errors
/// Nobody is meant, or several are; with the ids that come near.
pub fn find(typed: &[String], flag: &str, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Vec<String>> {
    let mut sought: Vec<Sought> = typed.iter().map(|text| Sought::new(text)).collect();
    each(loaded, edge, |id, folded_id, folded_name| {
        sought.iter_mut().for_each(|sought| sought.look_at(id, folded_id, folded_name));
    })?;
    let (mut ids, mut problems) = (Vec::new(), Vec::new());
    for sought in sought {
        let [best, ..] = sought.found.iter().filter(|found| found.count > 0).collect::<Vec<_>>()[..] else {
            problems.push(nobody(sought.typed, flag, loaded, edge)?);
            continue;
        };
        match &best.ids[..] {
            [id] => ids.push(id.clone()),
            several => {
                let message = format!("“{}” may mean {} colleagues", sought.typed, best.count);
                problems.push(Problem::error(flag, message).hint(format!("take one of: {}", several.join(", "))));
            }
        }
    }
    if problems.is_empty() { Ok(ids) } else { Err(Refused(problems).into()) }
}

/// Somebody who is looked for; a registry is too large to be held, so only who may be meant is.
struct Sought<'t> {
    typed: &'t str,
    folded: String,
    /// Who has the id to the letter, who has the id or the name, who has it as a part.
    found: [Found; 3],
}

#[derive(Default)]
struct Found {
    count: usize,
    ids: Vec<String>,
}

impl<'t> Sought<'t> {
    fn new(typed: &'t str) -> Sought<'t> {
        Sought { typed, folded: fold(typed.trim()).into_owned(), found: Default::default() }
    }

    fn look_at(&mut self, id: &str, folded_id: &str, folded_name: &str) {
        let wanted = self.folded.as_str();
        let how = if id == self.typed.trim() {
            0
        } else if folded_id == wanted || folded_name == wanted {
            1
        } else if begins_word(folded_id, wanted) || begins_word(folded_name, wanted) {
            2
        } else {
            return;
        };
        let found = &mut self.found[how];
        found.count += 1;
        if found.ids.len() < NAMED {
            found.ids.push(id.to_owned());
        }
    }
}

/// Whether a part stands at the beginning of a word of a text.
fn begins_word(text: &str, part: &str) -> bool {
    let is_within = |at: usize| text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    !part.is_empty() && text.match_indices(part).any(|(at, _)| !is_within(at))
}

/// Calls `visit` with the id of everybody, and with the id and the name folded.
fn each(loaded: &Loaded, edge: &Edge, mut visit: impl FnMut(&str, &str, &str)) -> anyhow::Result<()> {
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        visit(&colleague.id, &fold(&colleague.id), &fold(&colleague.name));
    });
    let found = records.into_found();
    if found.duplicates.is_empty() { Ok(()) } else { Err(Refused(found.duplicates).into()) }
}

fn nobody(text: &str, flag: &str, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Problem> {
    let mut near = Suggestions::new(text);
    each(loaded, edge, |id, folded_id, folded_name| near.offer(id, [folded_id, folded_name]))?;
    let hint = did_you_mean(&near.best()).unwrap_or_else(|| "refer list names everybody".to_owned());
    Ok(Problem::error(flag, format!("nobody has the id or name “{text}”")).hint(hint))
}

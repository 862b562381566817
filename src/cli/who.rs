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

/// The ids of what was typed, one each: an id or a name, or a part that only one colleague has.
///
/// # Errors
/// Nobody is meant, or several are; with the ids that come near.
pub fn find(typed: &[String], flag: &str, loaded: &Loaded, edge: &Edge) -> anyhow::Result<Vec<String>> {
    let mut everybody: Vec<(String, String, String)> = Vec::new();
    let mut records = loaded.store.records(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    (&mut records).each(&mut |candidate: &mut dyn Candidate| {
        let colleague = candidate.read(FieldSet::of(&[Field::Id, Field::Name]));
        let (id, name) = (fold(&colleague.id).into_owned(), fold(&colleague.name).into_owned());
        everybody.push((id, name, colleague.id.clone()));
    });
    let found = records.into_found();
    if !found.duplicates.is_empty() {
        return Err(Refused(found.duplicates).into());
    }
    let (mut ids, mut problems) = (Vec::new(), Vec::new());
    for text in typed {
        let wanted = fold(text.trim()).into_owned();
        let is_whole = |(id, name, _): &&(String, String, String)| *id == wanted || *name == wanted;
        let is_part = |(id, name, _): &&(String, String, String)| {
            !wanted.is_empty() && (id.contains(&wanted) || name.contains(&wanted))
        };
        let mut meant: Vec<&str> = everybody.iter().filter(is_whole).map(|who| who.2.as_str()).collect();
        if meant.is_empty() {
            meant = everybody.iter().filter(is_part).map(|who| who.2.as_str()).collect();
        }
        match meant[..] {
            [id] => ids.push(id.to_owned()),
            [] => problems.push(nobody(text, flag, &everybody)),
            _ => {
                let problem = Problem::error(flag, format!("“{text}” may mean {} colleagues", meant.len()));
                meant.truncate(NAMED);
                problems.push(problem.hint(format!("take one of: {}", meant.join(", "))));
            }
        }
    }
    if problems.is_empty() { Ok(ids) } else { Err(Refused(problems).into()) }
}

fn nobody(text: &str, flag: &str, everybody: &[(String, String, String)]) -> Problem {
    let mut near = Suggestions::new(text);
    for (id, name, shown) in everybody {
        near.offer(shown, [id.as_str(), name]);
    }
    let hint = did_you_mean(&near.best()).unwrap_or_else(|| "refer list names everybody".to_owned());
    Problem::error(flag, format!("nobody has the id or name “{text}”")).hint(hint)
}

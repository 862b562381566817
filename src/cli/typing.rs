//! What the commands that change a record share: flags, the record that is meant, and the judgement of new values.

use super::arguments::flag;
use super::edge::Edge;
use super::load::Loaded;
use super::output::Refused;
use clap::{Arg, ArgMatches};
use refer::colleague::{Field, Shape};
use refer::problem::{Problem, Severity};
use refer::record::{Decoder, Written, new_faults, with_typed};
use refer::render::changed;
use refer::store::{Changed, Step};
use refer::text::clean;

/// The keys that may be typed, for the help of a command.
pub fn keys_help() -> String {
    let shown = |field: &Field| match field.shape() {
        Shape::One => field.key().to_owned(),
        Shape::List => format!("{}*", field.key()),
    };
    let keys: Vec<String> = Field::ALL.iter().map(shown).collect();
    format!("Keys (* takes several values):\n  {}", keys.join(" "))
}

/// Allows keys of one's own.
pub fn extra_arg() -> Arg {
    flag("extra", "take a key that refer does not know: it is kept, and not read")
}

/// Keeps values that cannot be read.
pub fn anyway_arg() -> Arg {
    flag("anyway", "keep a value that refer does not understand, as it stands")
}

/// Changes one record by what was typed, and tells what is worth a look in it.
pub fn change(
    id: &str,
    typed: &[String],
    what: &str,
    allows: Allows,
    loaded: &Loaded,
    edge: &Edge,
) -> anyhow::Result<(Changed, Vec<Problem>)> {
    let step = Step { what: what.to_owned(), day: edge.as_of };
    let mut notes = Vec::new();
    let done = loaded.store.change(&step, id, |old| {
        let new = with_typed(old, typed, allows.extra)?;
        notes = judged(old, &new, loaded, edge, allows.anyway)?;
        Ok(new)
    });
    Ok((done.map_err(Refused)?, notes))
}

/// What may be typed beyond what `refer` understands.
#[derive(Clone, Copy, Default)]
pub struct Allows {
    /// Keys of one's own.
    pub extra: bool,
    /// Values that cannot be read.
    pub anyway: bool,
}

impl Allows {
    /// As the flags say.
    pub fn of(args: &ArgMatches) -> Allows {
        Allows { extra: args.get_flag("extra"), anyway: args.get_flag("anyway") }
    }
}

/// What changed in a record, field by field.
pub fn said(id: &str, done: &Changed) -> String {
    let fields = changed(&done.old, &done.new);
    if fields.is_empty() {
        return format!("{}: nothing changed\n", clean(id));
    }
    let new_id = done.new.id();
    if done.old.text(Field::Id).is_empty() && done.new.text(Field::Id) == id {
        let id = clean(id);
        let kept = format!("  id: {id} (kept under the new name; id=… gives another)\n");
        return format!("{id}\n{}", fields.replace(&format!("  id: {id}\n"), &kept));
    }
    let made = "made from the name; id=… would keep another one";
    let id_line = if new_id == id || fields.starts_with("  id: ") {
        String::new()
    } else {
        format!("  id: {} → {} ({made})\n", clean(id), clean(&new_id))
    };
    format!("{}\n{id_line}{fields}", clean(id))
}

/// What is worth a look in a changed record.
///
/// # Errors
/// A new value cannot be read, and is not to be kept anyway.
pub fn judged(
    old: &Written,
    new: &Written,
    loaded: &Loaded,
    edge: &Edge,
    anyway: bool,
) -> Result<Vec<Problem>, Vec<Problem>> {
    let mut decoder = Decoder::new(&loaded.vocabulary, &loaded.places, &loaded.config.payers, edge.as_of);
    let problems = new_faults(old, new, &mut decoder);
    let (errors, mut notes): (Vec<Problem>, Vec<Problem>) = problems.into_iter().partition(Problem::is_error);
    if errors.is_empty() {
        return Ok(notes);
    }
    if anyway {
        notes.extend(errors.into_iter().map(|problem| Problem { severity: Severity::Warning, ..problem }));
        return Ok(notes);
    }
    let with_way_out = |problem: Problem| {
        let hint = problem.hint.iter().map(String::as_str).chain(["--anyway keeps it as it stands"]);
        let hint = hint.collect::<Vec<_>>().join("; ");
        problem.hint(hint)
    };
    Err(errors.into_iter().map(with_way_out).collect())
}

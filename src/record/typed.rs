//! What was typed as `key=value`: a record with it, and what is wrong with it.

use super::csv::each_unescaped;
use super::{Decoder, Fault, LazyRecord, Written};
use crate::colleague::{Colleague, Field, FieldSet, Shape};
use crate::directory::Candidate;
use crate::nearest::nearest;
use crate::problem::{Problem, did_you_mean};
use crate::text::fold;

/// What is done with the values that were typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    /// `key=value`
    Set,
    /// `key+=value`
    Add,
    /// `key-=value`
    Take,
}

/// The key that was typed, in the form in which it is written; `None` where there is no `=`.
pub fn typed_key(typed: &str) -> Option<String> {
    let (key, _, _) = split(typed)?;
    Some(Field::read(key).map_or_else(|| key.to_owned(), |field| field.key().to_owned()))
}

/// A record with what was typed, such as `fee=120`, `payers+=Aetna;Cigna` or `payers-=Aetna`. An empty value clears;
/// a key that is no field must be one of the record, unless `extra` allows new ones.
///
/// # Errors
/// A key is not known, takes one value only, or holds nothing that could be taken away.
pub fn with_typed(old: &Written, typed: &[String], extra: bool) -> Result<Written, Vec<Problem>> {
    let mut new = old.clone();
    let (mut begun, mut problems) = (FieldSet::EMPTY, Vec::new());
    for text in typed {
        let outcome = match split(text) {
            None => Err(Problem::error(text, "this is no key=value").hint("write it as fee=120 or payers+=Aetna")),
            Some((key, how, value)) => match Field::read(key) {
                // A list may be typed in several parts.
                Some(field) if how == How::Set && begun.contains(field) => set(&mut new, field, How::Add, value),
                Some(field) => {
                    begun.insert(field);
                    set(&mut new, field, how, value)
                }
                None => set_extra(&mut new, key, how, value, extra),
            },
        };
        problems.extend(outcome.err());
    }
    if problems.is_empty() { Ok(new) } else { Err(problems) }
}

fn split(typed: &str) -> Option<(&str, How, &str)> {
    let (key, value) = typed.split_once('=')?;
    let (key, how) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
        (Some(key), _) => (key, How::Add),
        (_, Some(key)) => (key, How::Take),
        _ => (key, How::Set),
    };
    let key = key.trim();
    (!key.is_empty()).then_some((key, how, value))
}

fn set(written: &mut Written, field: Field, how: How, value: &str) -> Result<(), Problem> {
    let key = field.key();
    if field.shape() == Shape::One {
        if how != How::Set {
            let problem = Problem::error(key, "this key takes one value");
            return Err(problem.hint(format!("write {key}={}", value.trim())));
        }
        if field == Field::Name && value.trim().is_empty() {
            return Err(Problem::error(key, "a colleague needs a name").hint("refer remove takes somebody out"));
        }
        written.set(field, [value]);
        return Ok(());
    }
    let mut values: Vec<String> = Vec::new();
    each_unescaped(value.as_bytes(), |value| values.push(String::from_utf8_lossy(value).trim().to_owned()));
    values.retain(|value| !value.is_empty());
    match how {
        How::Set => written.set(field, values),
        How::Add => values.iter().for_each(|value| written.add(field, value)),
        How::Take => {
            let mut left = written.values(field).to_vec();
            for value in &values {
                let count = left.len();
                left.retain(|known| fold(known) != fold(value));
                if left.len() == count {
                    return Err(not_there(written, field, value));
                }
            }
            written.set(field, left);
        }
    }
    Ok(())
}

fn not_there(written: &Written, field: Field, value: &str) -> Problem {
    let there = written.values(field);
    let near = did_you_mean(&nearest(value, there.iter()));
    let hint = near.unwrap_or_else(|| match there.is_empty() {
        true => format!("there are no {} on record", field.key()),
        false => format!("there are: {}", there.join("; ")),
    });
    Problem::error(field.key(), format!("“{value}” is not there, so it cannot be taken away")).hint(hint)
}

fn set_extra(written: &mut Written, key: &str, how: How, value: &str, extra: bool) -> Result<(), Problem> {
    if how != How::Set {
        let problem = Problem::error(key, "a key of your own takes one text");
        return Err(problem.hint(format!("write {key}={}", value.trim())));
    }
    if !extra && written.extra(key).is_empty() {
        let near = did_you_mean(&nearest(key, Field::ALL.iter().map(|field| field.key())));
        let hint = match near {
            Some(near) => format!("{near} --extra keeps it as a key of your own"),
            None => "--extra keeps it as a key of your own; notes takes any text".to_owned(),
        };
        return Err(Problem::error(key, format!("“{key}” is no key known")).hint(hint));
    }
    written.set_extra(key, value);
    Ok(())
}

/// What is wrong with the values of a record.
pub fn faults(written: &Written, decoder: &mut Decoder) -> Vec<Fault> {
    let (mut colleague, mut faults) = (Colleague::default(), Vec::new());
    LazyRecord::new(written, decoder, &mut colleague, &mut faults).read(FieldSet::EVERY);
    faults
}

/// What is wrong with a record that was not wrong with it before: errors where the value is new, warnings where an
/// old one no longer fits.
pub fn new_faults(old: &Written, new: &Written, decoder: &mut Decoder) -> Vec<Problem> {
    let before = if old.is_empty() { Vec::new() } else { faults(old, decoder) };
    let known = |fault: &Fault| {
        before.iter().any(|old| (old.field, &old.key, &old.trouble) == (fault.field, &fault.key, &fault.trouble))
    };
    let new_faults = faults(new, decoder).into_iter().filter(|fault| !known(fault));
    let problem = |fault: Fault| {
        let key = fault.key.clone().unwrap_or_else(|| fault.field.key().to_owned());
        let is_new = fault.key.is_none() && old.values(fault.field) != new.values(fault.field);
        let made = if is_new && !fault.trouble.is_note { Problem::error } else { Problem::warning };
        // A word that the vocabulary does not know may be several, with commas between them.
        let value = new.values(fault.field).get(fault.value).filter(|_| fault.key.is_none());
        let is_several = fault.field.shape() == Shape::List && value.is_some_and(|value| value.contains(','));
        let apart = || format!("write ; between several values: {key}=…;…");
        let hint = if is_several { Some(apart()) } else { fault.trouble.hint.clone() };
        Problem { hint, ..made(key.as_str(), fault.trouble.message) }
    };
    let mut problems: Vec<Problem> = new_faults.map(problem).collect();
    problems.dedup();
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;
    use crate::vocab::Vocabulary;

    fn ana() -> Written {
        let mut ana = Written::default();
        ana.set(Field::Name, ["Ana"]);
        ana.set(Field::Payers, ["Aetna", "Blue Cross"]);
        ana.set(Field::Languages, ["Klingonese"]);
        ana.set_extra("Fax", "1");
        ana
    }

    fn typed(texts: &[&str]) -> Result<Written, String> {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        with_typed(&ana(), &texts, false).map_err(|problems| problems[0].to_string())
    }

    #[test]
    fn values_are_set_added_and_taken_away() {
        let new =
            typed(&["Fee=120", "payers-=blue cross", "payers+=Cigna;Aetna", "sees=couple", "sees=family", "Fax="]);
        let new = new.expect("all of it can be done");
        assert_eq!(new.text(Field::Fee), "120");
        assert_eq!(new.values(Field::Payers), ["Aetna", "Cigna"]);
        assert_eq!(new.values(Field::Sees), ["couple", "family"]);
        assert_eq!(new.extra("Fax"), "");
        let semicolon = typed(&["payers=a\\;b;c"]).expect("all of it can be done");
        assert_eq!(semicolon.values(Field::Payers), ["a;b", "c"]);
    }

    #[test]
    fn what_cannot_be_done_is_said_with_what_can() {
        for (text, said) in [
            ("fee", "fee: this is no key=value\n  hint: write it as fee=120 or payers+=Aetna"),
            ("fee+=1", "fee: this key takes one value\n  hint: write fee=1"),
            ("name=", "name: a colleague needs a name\n  hint: refer remove takes somebody out"),
            ("payers-=Aetn", "payers: “Aetn” is not there, so it cannot be taken away\n  hint: did you mean “Aetna”?"),
            ("sees-=x", "sees: “x” is not there, so it cannot be taken away\n  hint: there are no sees on record"),
            (
                "speciality=x",
                "speciality: “speciality” is no key known\n  hint: did you mean “specialties”? --extra keeps it as a key of your own",
            ),
        ] {
            assert_eq!(typed(&[text]), Err(said.to_owned()), "{text}");
        }
    }

    #[test]
    fn only_what_is_new_is_judged() {
        let (vocabulary, places) = (Vocabulary::built_in(), Places::built_in());
        let mut decoder = Decoder::new(&vocabulary, &places, &[], jiff::civil::Date::constant(2026, 11, 16));
        let mut said = |texts: &[&str]| -> Vec<String> {
            let new = typed(texts).expect("all of it can be done");
            new_faults(&ana(), &new, &mut decoder).iter().map(ToString::to_string).collect()
        };
        assert_eq!(said(&["languages+=es"]), [""; 0]);
        assert_eq!(said(&["fee=much"]), ["fee: “much” cannot be read as a fee\n  hint: write 120 or 120-180"]);
        assert_eq!(
            said(&["concerns=ocd,grief"]),
            ["concerns: “ocd,grief” is no concern known\n  hint: write ; between several values: concerns=…;…"]
        );
    }
}

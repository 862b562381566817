//! What a record and a profile read alike: closed words, groups, ties and payers.
//!
//! Both sides fold here, so that what a colleague wrote and what a client asks for can be compared as they stand.

use super::trouble::{Outcome, Trouble, no_word};
use crate::client::Tie;
use crate::problem::did_you_mean;
use crate::text::fold;
use crate::vocab::{Set, Word, group, payer_name, suggest_group};

/// Reads a closed word; `what` is what it would have been.
pub fn word<T: Word>(text: &str, what: &str) -> Outcome<T> {
    T::read(text).ok_or_else(|| {
        let all: Vec<&str> = T::ALL.iter().map(|word| word.word()).collect();
        no_word(text, what, &all)
    })
}

/// Reads a closed word into a set.
pub fn insert<T: Word>(set: &mut Set<T>, text: &str, what: &str) -> Outcome {
    set.insert(word(text, what)?);
    Ok(())
}

/// The word at the end of a list that is not complete: what the list lacks is unknown then, no known no.
pub const MORE: &str = "more";

/// Whether a value of a list says that there is more than the list names.
pub fn is_open_end(value: &[u8]) -> bool {
    value.eq_ignore_ascii_case(MORE.as_bytes()) || matches!(value, b"and more" | b"..." | b"\xe2\x80\xa6")
}

/// Adds a value unless it is there.
pub fn add_once<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The id of a group of the vocabulary, else the folded words.
pub fn group_word(text: &str) -> String {
    group(text).map_or_else(|| fold(text).into_owned(), |group| group.name().to_owned())
}

/// Names a word that is no group known but comes near one; others stand as they are written.
pub fn misspelt_group(text: &str) -> Outcome {
    if group(text).is_some() {
        return Ok(());
    }
    match did_you_mean(&suggest_group(text)) {
        Some(hint) => Err(Trouble::new(format!("“{text}” is no group known"), hint)),
        None => Ok(()),
    }
}

/// A tie without its kind: what is the client's school may be the colleague's employer.
pub fn tie(text: &str) -> Tie {
    let written = text.split_once(':').map_or(text, |(_, name)| name).trim();
    Tie { name: fold(written).into_owned(), written: written.to_owned() }
}

/// The folded name of a payer: the user's own aliases first, then the built-in ones.
pub fn own_payer_name(text: &str, own: &[(String, String)]) -> String {
    let folded = fold(text.trim());
    for (alias, name) in own {
        if let Some(rest) = folded.strip_prefix(alias.as_str())
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return format!("{}{rest}", payer_name(name));
        }
    }
    payer_name(&folded).into_owned()
}

//! What is wrong with one value, before it is known where the value stands.

use crate::nearest::nearest;
use crate::problem::did_you_mean;
use crate::vocab::{Found, suggest_language};

/// What is wrong and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    pub message: String,
    pub hint: Option<String>,
    /// Whether nothing is wrong, and only worth a look.
    pub is_note: bool,
}

/// A value taken in, or why it could not be.
pub type Outcome<T = ()> = Result<T, Trouble>;

/// Said of bytes that are no text.
pub const NOT_UTF8: &str = "this is not UTF-8";
/// What to do about them.
pub const SAVE_AS_UTF8: &str = "save the file as UTF-8";
/// What to do about them where the file most likely comes from a spreadsheet.
pub const SAVE_CSV_AS_UTF8: &str = "save the file as UTF-8; a spreadsheet calls it “CSV UTF-8”";
/// What to do about a version that is not known.
pub const NEWER_REFER: &str = "a newer refer wrote this file; update refer to read it safely";

impl Trouble {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Trouble {
        Trouble { message: message.into(), hint: Some(hint.into()), is_note: false }
    }

    pub fn note(message: impl Into<String>, hint: impl Into<String>) -> Trouble {
        Trouble { is_note: true, ..Trouble::new(message, hint) }
    }
}

/// A value of which only the form is wrong.
pub fn not_read(text: &str, what: &str, hint: &str) -> Trouble {
    Trouble::new(format!("“{text}” cannot be read as {what}"), hint)
}

/// A word that is none of a closed list.
pub fn no_word(text: &str, what: &str, words: &[&str]) -> Trouble {
    let near = nearest(text, words.iter().copied());
    let hint = did_you_mean(&near).unwrap_or_else(|| format!("write {}", words.join(", ")));
    Trouble::new(format!("“{text}” is no {what} known"), hint)
}

/// A word that is no language.
pub fn no_language(text: &str) -> Trouble {
    let hint = did_you_mean(&suggest_language(text));
    let hint = hint.unwrap_or_else(|| "write a tag such as es or the English name".to_owned());
    Trouble::new(format!("“{text}” is no language known"), hint)
}

/// A word that the vocabulary does not take.
pub fn unknown<T>(what: &str, text: &str, found: Found<T>) -> Trouble {
    match found {
        Found::Ambiguous(meanings) => {
            let message = format!("“{text}” has several meanings: {}", meanings.join("; "));
            Trouble::new(message, "write the one you mean in full")
        }
        Found::Unknown(near) => {
            let hint = did_you_mean(&near).unwrap_or_else(|| format!("refer terms lists every {what}"));
            Trouble::new(format!("“{text}” is no {what} known"), hint)
        }
        Found::Sure(_) | Found::Resolved(..) => {
            Trouble { message: format!("“{text}” cannot be used here"), hint: None, is_note: false }
        }
    }
}

//! What a record says that cannot be, or is over: told beside what cannot be read.

use super::trouble::{Outcome, Trouble, not_read};
use crate::colleague::{Away, Colleague, NpiFlaw, can_be_email, can_be_phone, can_be_website, npi_flaw};
use crate::nearest::nearest;
use crate::problem::did_you_mean;
use crate::text::fold;
use crate::vocab::{Accepting, credentials};
use jiff::civil::Date;
use jiff::fmt::strtime;

/// Names a number that is no National Provider Identifier.
pub fn npi(text: &str) -> Outcome {
    let why = match npi_flaw(text) {
        None => return Ok(()),
        Some(NpiFlaw::NoNumber) => "it is not a number".to_owned(),
        Some(NpiFlaw::Digits(1)) => "it has 1 digit, not ten".to_owned(),
        Some(NpiFlaw::Digits(count)) => format!("it has {count} digits, not ten"),
        Some(NpiFlaw::FirstDigit) => "it begins with neither 1 nor 2".to_owned(),
        Some(NpiFlaw::CheckDigit) => "its last digit does not fit the others".to_owned(),
    };
    Err(Trouble::new(format!("“{text}” is no NPI: {why}"), "compare it digit by digit, or leave it out"))
}

/// Names what cannot be dialed.
pub fn phone(text: &str) -> Outcome {
    let hint = "write it with the area code, such as 617-555-0142; other words belong into notes";
    if can_be_phone(text) { Ok(()) } else { Err(not_read(text, "a phone number", hint)) }
}

/// Names what cannot be written to.
pub fn email(text: &str) -> Outcome {
    let hint = "write it as ana@example.org, or leave it out";
    if can_be_email(text) { Ok(()) } else { Err(not_read(text, "an e-mail address", hint)) }
}

/// Names what no page can be found under.
pub fn website(text: &str) -> Outcome {
    let hint = "write it as https://example.org, or leave it out";
    if can_be_website(text) { Ok(()) } else { Err(not_read(text, "the address of a web page", hint)) }
}

/// Free places behind a closed door.
pub fn contradiction(colleague: &Colleague) -> Option<Trouble> {
    let count = colleague.openings.filter(|&count| count > 0 && colleague.accepting == Some(Accepting::No))?;
    let places = if count == 1 { "1 opening".to_owned() } else { format!("{count} openings") };
    let message = format!("{places}, but not accepting clients");
    Some(Trouble::new(message, "ask which of the two holds; until then the door counts as closed"))
}

/// Letters that the vocabulary does not know.
pub fn unknown_letters(text: &str) -> Trouble {
    let near = nearest(text, credentials().map(|known| known.name()));
    let hint = did_you_mean(&near).unwrap_or_else(|| "refer terms credentials lists those that are known".to_owned());
    Trouble::note(format!("“{text}” are no letters known; they are shown, and nothing follows from them"), hint)
}

/// An absence that is over.
pub fn over(text: &str, away: Away, as_of: Date) -> Option<Trouble> {
    let is_over = away.to.is_some_and(|to| to < as_of);
    is_over.then(|| Trouble::note(format!("the absence {text} is over"), "it can be taken out"))
}

/// Whether a key of the user's own names a day until which something is valid.
pub fn names_an_end(key: &str) -> bool {
    let folded = fold(key);
    folded.contains("expir") || folded.contains("valid until") || folded.contains("valid through")
}

/// A day until which something is valid, and which is past.
pub fn expired(key: &str, text: &str, as_of: Date) -> Option<Trouble> {
    let day = latest_day(text)?;
    let hint = "ask whether it was renewed, and write the new date";
    (day < as_of).then(|| Trouble::new(format!("“{key}” is {}, which is past", text.trim()), hint))
}

/// How dates are written; what may mean two days is read both ways.
const DATES: [&str; 8] =
    ["%Y/%m/%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// The latest day that a text may mean.
fn latest_day(text: &str) -> Option<Date> {
    let text = text.trim();
    // A day with a time behind it.
    let day = text.get(..10).filter(|_| text[10..].starts_with(['T', ' '])).unwrap_or(text);
    if let Ok(day) = day.parse::<Date>() {
        return Some(day);
    }
    DATES.iter().filter_map(|form| strtime::parse(form, day).ok()?.to_date().ok()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(key: &str, text: &str) -> bool {
        names_an_end(key) && expired(key, text, Date::constant(2026, 11, 16)).is_some()
    }

    #[test]
    fn a_license_that_ran_out_is_noticed_however_the_day_is_written() {
        for day in
            ["2026-11-15", "2026-01-31 00:00", "10/31/2026", "31/10/2026", "31.10.2026", "March 1, 2025", "1 Mar 2025"]
        {
            assert!(past("License Expiration Date", day), "{day}");
        }
        assert!(past("license_expires", "2026-11-15") && !past("license_expires", "2026-11-16"));
    }

    #[test]
    fn a_day_that_may_be_another_one_is_believed_to_be_the_later_one() {
        assert!(!past("expires", "01/12/2026"));
        assert!(past("expires", "01/11/2026"));
        assert!(!past("expires", "soon") && !past("license date", "2020-01-01") && !past("expires", "é2026-01-010é"));
    }

    #[test]
    fn letters_gone_wrong_find_their_own() {
        assert_eq!(unknown_letters("LISCW").hint.as_deref(), Some("did you mean “LICSW” or “LISW”?"));
        assert!(unknown_letters("XQZWV-7").hint.is_some_and(|hint| hint.starts_with("refer terms")));
    }
}

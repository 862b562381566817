//! The code of a client, which must not say who the client is.

use crate::record::trouble::{Outcome, Trouble};

/// A client's code; whatever looks like a name, a mail address, a phone number or a date is refused.
pub(super) fn code(text: &str) -> Outcome<String> {
    let refuse = |what: &str| {
        let message = format!("the client code looks like {what}");
        Err(Trouble::new(message, "use a code such as C-014, never anything that says who the client is"))
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.contains('@') {
        return refuse("an e-mail address");
    }
    if is_date(text, &digits) {
        return refuse("a date");
    }
    let letters = text.chars().any(char::is_alphabetic);
    if digits.len() >= 9 || (!letters && digits.len() >= 7) {
        return refuse("a phone number");
    }
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '#'));
    if !plain || text.len() > 32 || digits.is_empty() || text.split(|c: char| !c.is_alphabetic()).any(is_a_name) {
        return refuse("a name");
    }
    Ok(text.to_owned())
}

/// Initials are capitals; longer words and words with small letters are names, but for those of filing.
fn is_a_name(word: &str) -> bool {
    let filing = ["client", "case", "file", "code", "ref", "referral", "patient", "pt", "cl", "id", "no"];
    let short = word.len() < 3 || (word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()));
    !short && !filing.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether digits stand as a date: with separators, or eight of them, or six with a year of birth.
fn is_date(text: &str, digits: &str) -> bool {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (|n| (1900..2100).contains(&n), |n| (1..=12).contains(&n), |n| (1..=31).contains(&n));
    let separated = match parts[..] {
        [a, b, c] => a.len() <= 4 && b.len() <= 2 && c.len() <= 4 && a.len() + b.len() + c.len() >= 5,
        [a, b] => {
            a.len() == 4
                && b.len() == 2
                && a.parse().is_ok_and(|n: u32| n < 2026 && year(n))
                && b.parse().is_ok_and(month)
        }
        _ => false,
    };
    let run = match digits.len() {
        8 => {
            (year(number(0..4)) && month(number(4..6)) && day(number(6..8)))
                || (year(number(4..8)) && day(number(0..2)) && day(number(2..4)))
        }
        // A number that counts clients begins with zeros; a year of birth does not.
        6 => {
            (number(0..2) >= 30 && month(number(2..4)) && day(number(4..6)))
                || (number(4..6) >= 30
                    && day(number(0..2))
                    && day(number(2..4))
                    && (month(number(0..2)) || month(number(2..4))))
        }
        _ => false,
    };
    (separated && text.chars().filter(char::is_ascii_alphabetic).count() <= 3) || run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_never_says_who_the_client_is() {
        for fine in ["C-014", "c0000123", "A7", "client-12", "2026-14", "C-000101", "C-009999", "ABC-12"] {
            assert_eq!(code(fine).as_deref(), Ok(fine));
        }
        let said = [
            "Anna",
            "Anna Ruiz",
            "a.ruiz@example.org",
            "617-555-0143",
            "1987-04-12",
            "04/12/1987",
            "Ruiz1987",
            "C-19870412",
            "Ana1",
            "Bob-7",
            "J.Doe1",
            "C-6175550143",
            "JRM-040387",
            "870412",
            "1987-04",
        ];
        for refused in said {
            assert!(code(refused).is_err(), "{refused}");
        }
    }
}

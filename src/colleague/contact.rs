//! Whether a number or an address can be what it is written down as.

/// Why a text cannot be a National Provider Identifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NpiFlaw {
    /// Something else than digits stands in it.
    NoNumber,
    /// So many digits instead of ten.
    Digits(usize),
    /// Its first digit is neither 1 nor 2.
    FirstDigit,
    /// Its last digit does not follow from the others.
    CheckDigit,
}

/// What stands before an NPI when its check digit is worked out: the number of health cards of the United States.
const CARD_PREFIX: &str = "80840";

/// What is wrong with a National Provider Identifier: ten digits of which the last follows from the others by the
/// Luhn formula (45 CFR 162.406). Spaces and hyphens between the digits do not matter.
pub fn npi_flaw(text: &str) -> Option<NpiFlaw> {
    let (mut digits, mut count) = ([0; 10], 0);
    for byte in text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')) {
        if !byte.is_ascii_digit() {
            return Some(NpiFlaw::NoNumber);
        }
        if let Some(digit) = digits.get_mut(count) {
            *digit = byte;
        }
        count += 1;
    }
    match count {
        0 => return Some(NpiFlaw::NoNumber),
        10 => {}
        count => return Some(NpiFlaw::Digits(count)),
    }
    if !matches!(digits[0], b'1' | b'2') {
        return Some(NpiFlaw::FirstDigit);
    }
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let from_the_right = CARD_PREFIX.bytes().chain(digits).rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = from_the_right.enumerate().map(|(i, digit)| if i % 2 == 1 { doubled(digit) } else { digit }).sum();
    (!sum.is_multiple_of(10)).then_some(NpiFlaw::CheckDigit)
}

/// The fewest digits of a number that can be dialed from elsewhere.
const FEWEST_DIGITS: usize = 7;

/// Whether a text can be a phone number; letters that stand for digits count ("1-800-555-CALL").
pub fn can_be_phone(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let spelled = || text.chars().filter(|c| c.is_ascii_uppercase()).count();
    digits >= FEWEST_DIGITS || (digits >= 3 && digits + spelled() >= FEWEST_DIGITS)
}

/// Whether a text holds something that can be an e-mail address.
pub fn can_be_email(text: &str) -> bool {
    pieces(text).any(is_address)
}

/// Whether a text holds something that can be the address of a web page.
pub fn can_be_website(text: &str) -> bool {
    pieces(text).any(|piece| {
        let host = piece.split_once("://").map_or(piece, |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        !host.contains('@') && is_host(host)
    })
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let around = |c: char| matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | '.');
    text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).map(move |piece| piece.trim_matches(around))
}

fn is_address(piece: &str) -> bool {
    let piece = piece.strip_prefix("mailto:").unwrap_or(piece);
    piece.split_once('@').is_some_and(|(who, host)| !who.is_empty() && is_host(host))
}

/// Whether there are at least two parts with a full stop between them, and no second `@`.
fn is_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(|part| part.chars().any(char::is_alphanumeric) && !part.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_npi_is_told_by_its_check_digit() {
        assert_eq!(npi_flaw("1234567893"), None);
        assert_eq!(npi_flaw("123 456-7893"), None);
        assert_eq!(npi_flaw("1234567890"), Some(NpiFlaw::CheckDigit));
        assert_eq!(npi_flaw("123456789"), Some(NpiFlaw::Digits(9)));
        assert_eq!(npi_flaw("3234567899"), Some(NpiFlaw::FirstDigit));
        assert_eq!(npi_flaw("12345-6789X"), Some(NpiFlaw::NoNumber));
        assert_eq!(npi_flaw(" "), Some(NpiFlaw::NoNumber));
    }

    #[test]
    fn two_digits_that_changed_places_are_noticed() {
        let swapped = |at: usize| {
            let mut digits = b"1234567893".to_vec();
            digits.swap(at, at + 1);
            String::from_utf8(digits).expect("digits")
        };
        assert!((0..8).all(|at| npi_flaw(&swapped(at)).is_some()));
    }

    #[test]
    fn what_cannot_be_dialed_is_no_phone_number() {
        for phone in ["617-555-0101", "+44 20 7946 0000", "555-0101 ext. 4", "1-800-555-CALL", "(617) 555-0101 / 0102"]
        {
            assert!(can_be_phone(phone), "{phone}");
        }
        for no_phone in ["", "ask the desk", "555-01", "ext. 12", "CALL ME LATER"] {
            assert!(!can_be_phone(no_phone), "{no_phone}");
        }
    }

    #[test]
    fn an_address_has_its_parts() {
        for email in
            ["ana@example.org", "Ana <ana@mail.example.org>", "a@example.org; b@example.org", "mailto:a@b.example."]
        {
            assert!(can_be_email(email), "{email}");
        }
        for no_email in
            ["ana.example.org", "ana@example", "@example.org", "ana@", "ana@b@example.org", "ana at example.org"]
        {
            assert!(!can_be_email(no_email), "{no_email}");
        }
        for website in ["https://example.org/ana?a=b", "example.org", "www.example.org:8080/", "see example.org"] {
            assert!(can_be_website(website), "{website}");
        }
        for no_website in ["ana", "https://example", "ana@example.org", "n/a", "..."] {
            assert!(!can_be_website(no_website), "{no_website}");
        }
    }
}

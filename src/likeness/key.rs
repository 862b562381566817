//! What is compared of a phone number, an address and a mailbox, however it is written.

/// A mailbox without what may stand in front of it.
pub fn email_key(email: &str) -> String {
    if email.is_empty() {
        return String::new();
    }
    email.trim().trim_start_matches("mailto:").trim().to_lowercase()
}

/// The digits of a phone number without its extension and its country; empty where they are too few for a number.
pub fn phone_key(phone: &str) -> String {
    if phone.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'+')) {
        return last_digits(phone);
    }
    let lower = phone.to_lowercase();
    let main = lower.split(['x', ';', '/']).next().unwrap_or_default();
    let main = main.split("ext").next().unwrap_or_default();
    last_digits(main)
}

fn last_digits(number: &str) -> String {
    let count = number.bytes().filter(u8::is_ascii_digit).count();
    if count < LEAST_DIGITS {
        return String::new();
    }
    // The country is written or not.
    number.chars().filter(char::is_ascii_digit).skip(count.saturating_sub(MOST_DIGITS)).collect()
}

const MOST_DIGITS: usize = 10;
const LEAST_DIGITS: usize = 7;

/// A postal code in small letters; a ZIP code without the four digits that may stand behind it.
pub fn postal_key(code: &str) -> String {
    if code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code.to_owned();
    }
    let code: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_zip = code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_zip { code[..5].to_owned() } else { code.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for phone in ["617-555-0101", "+1 (617) 555 0101 ext 4", "001 617 555 0101", "6175550101 x12"] {
            assert_eq!(phone_key(phone), "6175550101", "{phone}");
        }
        assert_eq!([phone_key("x12"), phone_key("555"), phone_key("")], ["", "", ""]);
        assert_eq!([postal_key("02139-1234"), postal_key("EC1A 1BB")], ["02139", "ec1a1bb"]);
        assert_eq!(email_key(" mailto:Ana@Example.org "), "ana@example.org");
    }
}

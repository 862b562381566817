//! One colleague as a vCard 4.0 (RFC 6350), for an address book.

use super::name::{Parts, is_practice, parts};
use crate::colleague::Field;
use crate::record::Written;
use crate::vocab::{Gender, Language, Word};
use jiff::civil::Date;

/// Octets of a line before it is folded (RFC 6350, 3.2).
const MOST_OCTETS: usize = 75;

/// The card of a colleague; what she says of her identity is not on it.
pub fn vcard(written: &Written) -> String {
    let mut card = Card(String::new());
    let text = |field: Field| written.text(field);
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "4.0");
    card.line("PRODID", "-//refer//refer//EN");
    card.line("UID", &format!("urn:x-refer:{}", percent_encoded(&written.id())));
    if is_practice(text(Field::Name)) && written.values(Field::Credentials).is_empty() {
        card.line("KIND", "org");
        card.text("FN", text(Field::Name));
        let practice = Some(text(Field::Practice)).filter(|practice| !practice.is_empty());
        card.text("ORG", practice.unwrap_or(text(Field::Name)));
    } else {
        card.text("FN", text(Field::Name));
        card.line("N", &name(written));
        card.text("ORG", text(Field::Practice));
    }
    let title = match text(Field::Profession) {
        "" => written.values(Field::Credentials).join(", "),
        profession => profession.to_owned(),
    };
    card.text("TITLE", &title);
    match dialed(text(Field::Phone)) {
        Some(uri) => card.line("TEL;VALUE=uri;TYPE=\"work,voice\"", &uri),
        None => card.text("TEL;TYPE=work", text(Field::Phone)),
    }
    card.text("EMAIL;TYPE=work", text(Field::Email));
    // An address is a URI: nothing in it is escaped.
    card.line("URL;TYPE=work", &one_line(text(Field::Website)));
    address(written, &mut card);
    let languages = written.values(Field::Languages).iter().filter_map(Language::read);
    languages.for_each(|language| card.line("LANG", language.tag()));
    if let Some(gender) = Gender::read(text(Field::Gender)) {
        card.line(
            "GENDER",
            match gender {
                Gender::Woman => "F",
                Gender::Man => "M",
                Gender::Nonbinary => "O;nonbinary",
            },
        );
    }
    // RFC 9554 adds it to version 4.
    card.text("PRONOUNS", text(Field::Pronouns));
    card.text("X-NPI", text(Field::Npi));
    let specialties: Vec<String> = written.values(Field::Specialties).iter().map(escaped).collect();
    card.line("CATEGORIES", &specialties.join(","));
    card.text("NOTE", text(Field::Blurb));
    card.text("NOTE", text(Field::Notes));
    if let Ok(day) = text(Field::Checked).parse::<Date>() {
        card.line("REV", &format!("{:04}{:02}{:02}T000000Z", day.year(), day.month(), day.day()));
    }
    card.line("END", "VCARD");
    card.0
}

/// The parts of the name, with the letters behind it.
fn name(written: &Written) -> String {
    let Parts { family, given, additional, prefix, mut suffixes } = parts(written.text(Field::Name));
    for letters in written.values(Field::Credentials).iter() {
        if !suffixes.iter().any(|known| known == letters) {
            suffixes.push(letters.to_owned());
        }
    }
    let suffixes: Vec<String> = suffixes.iter().map(|suffix| escaped(suffix)).collect();
    let [family, given, additional, prefix] = [family, given, additional, prefix].map(|part| escaped(&part));
    format!("{family};{given};{additional};{prefix};{}", suffixes.join(","))
}

fn address(written: &Written, card: &mut Card) {
    let fields = [Field::Street, Field::City, Field::Region, Field::PostalCode, Field::Country];
    let parts = fields.map(|field| escaped(written.text(field)));
    if parts.iter().any(|part| !part.is_empty()) {
        card.line("ADR;TYPE=work", &format!(";;{}", parts.join(";")));
    }
}

/// A number that can be dialed from anywhere as a URI (RFC 3966); others stand as they are written, since the country
/// would be a guess.
fn dialed(phone: &str) -> Option<String> {
    let rest = phone.strip_prefix('+')?;
    let lower = rest.to_ascii_lowercase();
    let (number, extension) = match lower.split_once("ext").or_else(|| lower.split_once('x')) {
        Some((number, extension)) => (number, Some(extension.trim_matches(['.', ':', ' ']).to_owned())),
        None => (lower.as_str(), None),
    };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{a0}');
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_number = number.chars().all(is_part) && (7..=15).contains(&digits.len());
    let is_extension = |text: &String| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match extension {
        _ if !is_number => None,
        None => Some(format!("tel:+{digits}")),
        Some(extension) => is_extension(&extension).then(|| format!("tel:+{digits};ext={extension}")),
    }
}

/// A card under way.
struct Card(String);

impl Card {
    /// A property with a text, escaped; nothing where there is none.
    fn text(&mut self, property: &str, text: &str) {
        self.line(property, &escaped(text));
    }

    /// A property with a value as it stands; nothing where there is none.
    fn line(&mut self, property: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let line = format!("{property}:{value}");
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MOST_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as the value of a property (RFC 6350, 3.4), without control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.trim().chars() {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\\' | ',' | ';' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\t' => escaped.push(c),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
        last = c;
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// An id as a part of a URN: what is neither letter nor digit is told by its octets.
fn percent_encoded(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    id.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(values: &[(Field, &[&str])]) -> Written {
        let mut written = Written::default();
        values.iter().for_each(|&(field, values)| written.set(field, values.iter().copied()));
        written
    }

    #[test]
    fn a_card_holds_what_an_address_book_needs() {
        let card = vcard(&record(&[
            (Field::Name, &["Dr. Ana Ruiz"]),
            (Field::Credentials, &["LICSW", "PhD"]),
            (Field::Practice, &["Elm; Street, Practice"]),
            (Field::Phone, &["+1 (617) 555-0101 x12"]),
            (Field::Email, &["ana@example.org"]),
            (Field::Website, &["https://example.org/a,b;c"]),
            (Field::Specialties, &["ocd", "grief, loss"]),
            (Field::Languages, &["Spanish", "Klingonese"]),
            (Field::Gender, &["woman"]),
            (Field::Identities, &["lgbtq"]),
            (Field::Street, &["1 Elm"]),
            (Field::Region, &["US-MA"]),
            (Field::Blurb, &["Calm.\nKind."]),
            (Field::Checked, &["2026-11-02"]),
        ]));
        let expected = "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//refer//refer//EN\r\nUID:urn:x-refer:dr-ana-ruiz\r\n\
            FN:Dr. Ana Ruiz\r\nN:Ruiz;Ana;;Dr.;LICSW,PhD\r\nORG:Elm\\; Street\\, Practice\r\nTITLE:LICSW\\, PhD\r\n\
            TEL;VALUE=uri;TYPE=\"work,voice\":tel:+16175550101;ext=12\r\nEMAIL;TYPE=work:ana@example.org\r\n\
            URL;TYPE=work:https://example.org/a,b;c\r\nADR;TYPE=work:;;1 Elm;;US-MA;;\r\nLANG:es\r\nGENDER:F\r\n\
            CATEGORIES:ocd,grief\\, loss\r\nNOTE:Calm.\\nKind.\r\nREV:20261102T000000Z\r\nEND:VCARD\r\n";
        assert_eq!(card, expected);
    }

    /// The text of a property, unfolded and without its escapes, as an address book reads it.
    fn read_back(card: &str, property: &str) -> String {
        let unfolded = card.replace("\r\n ", "");
        let line = unfolded.split("\r\n").find_map(|line| line.strip_prefix(property)).expect("the property");
        let (mut text, mut chars) = (String::new(), line.chars());
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                (_, Some('n')) => text.push('\n'),
                (_, Some(escaped)) => text.push(escaped),
                _ => text.push(c),
            }
        }
        text
    }

    #[test]
    fn whatever_is_written_is_read_back() {
        let pieces = ["\\", ",", ";", "\n", "\\n", ":", "\"", "é", "😀", " ", "a word"];
        for (i, a) in pieces.iter().enumerate() {
            for b in &pieces {
                for count in [1, 40] {
                    let text = format!("x{}{}x", a.repeat(count + i), b.repeat(count));
                    let card = vcard(&record(&[(Field::Name, &["Ana"]), (Field::Blurb, &[&text])]));
                    assert_eq!(read_back(&card, "NOTE:"), text);
                    assert!(card.split("\r\n").all(|line| line.len() <= MOST_OCTETS && !line.contains('\n')));
                }
            }
        }
    }

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let blurb = "ä€😀".repeat(60);
        let card = vcard(&record(&[(Field::Name, &["Ana"]), (Field::Blurb, &[&blurb])]));
        assert!(card.split("\r\n").all(|line| line.len() <= MOST_OCTETS));
        assert!(card.replace("\r\n ", "").contains(&format!("NOTE:{blurb}\r\n")));
    }

    #[test]
    fn a_number_without_its_country_stays_as_it_is() {
        assert_eq!(dialed("+44 20 7946 0000").as_deref(), Some("tel:+442079460000"));
        for phone in ["617-555-0101", "+1 617 555 0101 or 0102", "+1 CALL ANA", "+12", "+1 617 555 0101 x"] {
            assert_eq!(dialed(phone), None, "{phone}");
        }
        let card = vcard(&record(&[(Field::Name, &["Ana"]), (Field::Phone, &["617-555-0101"])]));
        assert!(card.contains("TEL;TYPE=work:617-555-0101\r\n"), "{card}");
    }

    #[test]
    fn a_practice_is_an_organization() {
        let card = vcard(&record(&[(Field::Name, &["Tide Recovery Center"])]));
        assert!(card.contains("KIND:org\r\nFN:Tide Recovery Center\r\nORG:Tide Recovery Center\r\n"), "{card}");
        assert!(!card.contains("\r\nN:"));
    }

    #[test]
    fn nothing_in_a_record_can_add_a_property() {
        let card = vcard(&record(&[
            (Field::Name, &["Ana\r\nTEL:1"]),
            (Field::Id, &["a b\r\nTEL:1"]),
            (Field::Website, &["x.org\r\nTEL:1"]),
            (Field::Email, &["a\u{1b}\0b"]),
        ]));
        assert!(!card.contains("\r\nTEL") && card.contains("UID:urn:x-refer:a%20b%0D%0ATEL%3A1\r\n"), "{card}");
        assert!(card.contains("EMAIL;TYPE=work:ab\r\n"), "{card}");
    }
}

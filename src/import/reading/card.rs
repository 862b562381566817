//! The lines of vCards 2.1, 3.0 and 4.0 as properties, however old or careless the program that wrote them.

use super::encoding;
use encoding_rs::Encoding;

/// One contact as it stands.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Card {
    /// The line on which it begins, from 1.
    pub line: usize,
    pub properties: Vec<Property>,
}

/// One property of a contact.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Property {
    /// What ties it to others, such as `item1`.
    pub group: String,
    /// In capitals, such as `TEL`.
    pub name: String,
    /// Names in capitals; a parameter that is only a value, as in vCard 2.1, is a `TYPE`.
    parameters: Vec<(String, String)>,
    /// As it stands, backslashes and all, but with its letters decoded.
    pub value: String,
    /// A picture, a sound or a key.
    pub is_binary: bool,
}

impl Property {
    /// The values of a parameter in small letters, such as `home` and `voice` for `TYPE`.
    fn values(&self, name: &str) -> impl Iterator<Item = String> {
        let named = self.parameters.iter().filter(move |(other, _)| other == name);
        named.flat_map(|(_, value)| value.split(',').map(|value| value.trim_matches('"').trim().to_lowercase()))
    }

    /// Whether the property is of a type such as `home`.
    pub fn is(&self, kind: &str) -> bool {
        self.values("TYPE").any(|value| value == kind)
    }

    /// Its types, such as `home`.
    pub fn types(&self) -> Vec<String> {
        self.values("TYPE").collect()
    }

    /// How much it is preferred: 1 is most.
    pub fn preference(&self) -> u32 {
        let stated = self.values("PREF").find_map(|value| value.parse().ok());
        stated.unwrap_or(if self.is("pref") { 1 } else { 101 })
    }

    /// The whole value as text.
    pub fn text(&self) -> String {
        unescape(&self.value)
    }

    /// The parts of a value that is divided by semicolons, such as a name or an address.
    pub fn parts(&self) -> Vec<String> {
        split(&self.value, ';').into_iter().map(unescape).collect()
    }

    /// The items of a value that is a list.
    pub fn items(&self) -> Vec<String> {
        split(&self.value, ',').into_iter().map(unescape).collect()
    }
}

/// Takes a text with contacts apart.
pub(super) fn read(text: &str) -> Vec<Card> {
    let (mut cards, mut card, mut depth) = (Vec::new(), Card::default(), 0_usize);
    for (line, content) in unfold(text) {
        let is = |word: &str| content.trim().eq_ignore_ascii_case(word);
        if is("BEGIN:VCARD") {
            let is_agent = card.properties.last().is_some_and(|last| last.name == "AGENT" && last.value.is_empty());
            if depth > 0 && !is_agent {
                // The end of the card before was forgotten.
                cards.push(std::mem::take(&mut card));
                depth = 0;
            }
            depth += 1;
            if depth == 1 {
                card = Card { line, properties: Vec::new() };
            }
        } else if is("END:VCARD") {
            depth = depth.saturating_sub(1);
            if depth == 0 && card.line > 0 {
                cards.push(std::mem::take(&mut card));
            }
        } else if depth == 1 {
            match property(&content) {
                Some(property) => card.properties.push(property),
                None => {
                    // A line that was broken without a mark goes on with the one above.
                    if let Some(last) = card.properties.last_mut().filter(|_| !content.trim().is_empty()) {
                        last.value.push_str("\\n");
                        last.value.push_str(content.trim());
                    }
                }
            }
        }
    }
    if depth > 0 {
        cards.push(card);
    }
    cards
}

/// The lines of the text put together again, each with the number of its first.
fn unfold(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, line) in text.split('\n').enumerate() {
        let last = lines.last_mut().map(|(_, last)| last);
        match (last, line.strip_prefix([' ', '\t'])) {
            (Some(last), _) if goes_on => {
                last.pop();
                last.push_str(line.trim_start_matches('\t'));
            }
            (Some(last), Some(rest)) => last.push_str(rest),
            _ => lines.push((number + 1, line.to_owned())),
        }
        // Quoted-printable has a way of its own to break a line.
        let last = lines.last().map_or("", |(_, last)| last);
        goes_on = last.ends_with('=') && is_quoted_printable(last.split(':').next().unwrap_or_default());
    }
    lines
}

fn is_quoted_printable(head: &str) -> bool {
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Reads `group.NAME;PARAMETER=value:value`.
fn property(line: &str) -> Option<Property> {
    let mut is_quoted = false;
    let colon = line.char_indices().find(|(_, letter)| {
        is_quoted ^= *letter == '"';
        *letter == ':' && !is_quoted
    });
    let (head, value) = match colon {
        Some((at, _)) => (&line[..at], &line[at + 1..]),
        None => line.split_once(':')?,
    };
    let mut pieces = head.split(';');
    let name = pieces.next()?.trim();
    let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ' | '/');
    if name.is_empty() || name.len() > 60 || !name.chars().all(is_name) || name.split(' ').count() > 3 {
        return None;
    }
    let parameters = pieces.map(|piece| match piece.split_once('=') {
        Some((name, value)) => (name.trim().to_ascii_uppercase(), value.to_owned()),
        None => ("TYPE".to_owned(), piece.to_owned()),
    });
    let mut property = Property {
        group: group.to_lowercase(),
        name: name.to_ascii_uppercase(),
        parameters: parameters.collect(),
        value: value.to_owned(),
        is_binary: false,
    };
    let has = |word: &str| property.values("ENCODING").chain(property.values("TYPE")).any(|value| value == word);
    if has("quoted-printable") {
        let charset = property.values("CHARSET").next();
        property.value = quoted_printable(value, charset.as_deref());
    } else {
        let is_data = value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        property.is_binary = has("base64") || has("b") || is_data;
    }
    Some(property)
}

/// Decodes `Stra=DFe`; line ends become the `\n` of later versions.
fn quoted_printable(value: &str, charset: Option<&str>) -> String {
    let bytes = value.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let code = value.get(at + 1..at + 3).filter(|_| bytes[at] == b'=');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(b'\r') => at += 3,
            Some(b'\n') => {
                plain.extend_from_slice(b"\\n");
                at += 3;
            }
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    match charset.and_then(|charset| Encoding::for_label(charset.as_bytes())) {
        Some(encoding) => encoding.decode(&plain).0.into_owned(),
        None => encoding::decode_held(&plain).0,
    }
}

/// Divides at a letter that no backslash stands before.
fn split(value: &str, divider: char) -> Vec<&str> {
    let (mut pieces, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, letter) in value.char_indices() {
        if letter == divider && !is_escaped {
            pieces.push(&value[start..at]);
            start = at + letter.len_utf8();
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    pieces.push(&value[start..]);
    pieces
}

fn unescape(value: &str) -> String {
    let (mut text, mut letters) = (String::with_capacity(value.len()), value.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped @ (',' | ';' | ':' | '\\' | '"')) => text.push(escaped),
                Some(other) => text.extend(['\\', other]),
                None => text.push('\\'),
            },
            _ => text.push(letter),
        }
    }
    text.trim().to_owned()
}

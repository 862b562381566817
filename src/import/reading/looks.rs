//! What a cell looks like at first sight: enough to tell a header from a row.

/// Whether a cell is a number as people write it: `1,250.00`, `0,56`, `$80`, `12 %`, `-3`.
pub(super) fn is_number(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let (mut digits, mut others) = (0, 0);
    for (at, byte) in cell.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' | b',' | b'\'' => others += 1,
            b'+' | b'-' | b'$' if at == 0 => {}
            b'%' if at + 1 == cell.len() => {}
            b' ' if at + 2 == cell.len() => {}
            b'e' | b'E' | b'-' | b'+' if digits > 0 && at + 1 < cell.len() => others += 1,
            _ => return false,
        }
    }
    digits > 0 && others <= digits
}

/// Whether a cell is a date, a time or a telephone number: digits and what stands between them.
pub(super) fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let rest = cell.chars().filter(|c| !c.is_ascii_digit());
    let mut letters = 0;
    for c in rest {
        match c {
            '.' | ',' | ':' | '/' | '-' | '+' | '(' | ')' | ' ' | '$' | '£' | '€' | '%' | '\u{a0}' | '–' => {}
            'T' | 'Z' | 'x' | 'e' | 'E' => letters += 1,
            _ => return false,
        }
    }
    digits > 0 && letters <= 2 && digits > letters
}

/// Whether a cell is an e-mail address, an address of the web or a telephone number: never the name of a column.
pub(super) fn is_contact(cell: &str) -> bool {
    let cell = cell.trim();
    let lower = cell.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    let has_space = cell.contains(char::is_whitespace);
    let is_mail = cell.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    if is_mail && !has_space {
        return true;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (9..=15).contains(&digits) && is_figure(cell) && cell.contains(['-', '(', '+', ' ', '.']) && !cell.contains(':')
}

/// Whether a cell is a number so long or so exact that it names nothing: `1430677280`, `266,74`, an id of
/// thirty-six letters.
pub(super) fn is_precise(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = digits == cell.len();
    let is_code = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    if digits > 6 && cell.len() > 30 && cell.bytes().all(is_code) {
        return true;
    }
    let after = cell.rsplit(['.', ',']).next().map_or(0, str::len);
    (is_whole && digits > 6) || (!is_whole && is_number(cell.as_bytes()) && after < digits && after != 3)
}

/// Whether a cell lists values: `Cigna, Aetna, Kaiser`.
pub(super) fn is_list(cell: &str) -> bool {
    cell.matches(", ").count() > 1 && !cell.contains(['(', '?', ':'])
}

/// Whether a cell is a person with a title or a degree: "Dr. Ana Ruiz", "Ana Ruiz, LCSW".
pub(super) fn is_person(cell: &str) -> bool {
    let cell = cell.trim();
    if ["Dr. ", "Dr ", "Mr. ", "Mrs. ", "Ms. ", "Prof. "].iter().any(|title| cell.starts_with(title)) {
        return cell.len() > 8;
    }
    let Some((name, degree)) = cell.split_once(", ") else { return false };
    let capitals = degree.chars().filter(char::is_ascii_uppercase).count();
    let is_degree =
        degree.len() <= 24 && capitals > 1 && degree.chars().all(|c| c.is_alphanumeric() || " ,.-*".contains(c));
    let words = name.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
    is_degree && words > 1 && capitals * 2 >= degree.chars().filter(|c| c.is_alphabetic()).count()
}

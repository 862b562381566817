//! Many values in one cell, in any usual way of writing them.

use crate::text::fold;

/// The values of a cell: a JSON or Python list, else what stands between `;`, `|`, `:::`, lines or commas.
pub fn parts(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    if let Some(values) = literal(cell) {
        return values;
    }
    let split =
        |mark: &str| -> Vec<String> { cell.split(mark).flat_map(str::lines).map(trimmed).map(str::to_owned).collect() };
    let values = if cell.contains(";") {
        split(";")
    } else if cell.contains(":::") {
        split(":::")
    } else if cell.contains('|') {
        split("|")
    } else {
        let lines = cell.lines().flat_map(between_commas);
        lines.map(trimmed).map(str::to_owned).collect()
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The values of a cell; those that are not known are taken apart at “/”, “and” and “&” where each piece is known.
pub fn known_parts(cell: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut values = Vec::new();
    for part in parts(cell) {
        if is_known(&part) {
            values.push(part);
            continue;
        }
        let folded = part.replace('\u{a0}', " ");
        // “anxiety, depression, and grief” ends in “and grief”.
        let first = ["and ", "or ", "& ", "und ", "et ", "y "].iter().find_map(|word| {
            let head = folded.get(..word.len())?;
            head.eq_ignore_ascii_case(word).then(|| folded[word.len()..].trim())
        });
        if let Some(rest) = first
            && is_known(rest)
        {
            values.push(rest.to_owned());
            continue;
        }
        let all_known = |pieces: &Vec<String>| pieces.len() > 1 && pieces.iter().all(|piece| is_known(piece));
        let one_mark = MARKS.iter().map(|mark| pieces(&folded, &[mark])).find(all_known);
        let pieces = one_mark.or_else(|| Some(pieces(&folded, &MARKS)).filter(all_known));
        match pieces {
            Some(pieces) => values.extend(pieces),
            None => values.push(part),
        }
    }
    values
}

/// What may stand between the values of a list, and inside one of them.
const MARKS: [&str; 10] = [",", "/", " and ", "&", " + ", " or ", " und ", " et ", " y ", " - "];

/// A text taken apart at each of some marks.
fn pieces(text: &str, marks: &[&str]) -> Vec<String> {
    let mut pieces = vec![text];
    for mark in marks {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    pieces.into_iter().map(trimmed).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// The values of a list as we write it: `;` between them, `\;` and `\\` for those that belong to a value.
pub fn our_list(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, values.last_mut()) {
            ('\\', Some(value)) => value.push(chars.next_if(|next| matches!(next, ';' | '\\')).unwrap_or(c)),
            (';', _) => values.push(String::new()),
            (c, Some(value)) => value.push(c),
            (_, None) => {}
        }
    }
    values
}

/// Whether a value says that there is none.
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    // Most values are told by their first letter to be none of these.
    let is_other =
        |c: char| c.is_ascii_alphanumeric() && !matches!(c.to_ascii_lowercase(), 'a' | 'k' | 'n' | 't' | 'u');
    if text.starts_with(is_other) {
        return false;
    }
    crate::import::understanding::answers::is_placeholder(text)
        || matches!(
            fold(text).trim_end_matches('.'),
            "none"
                | "nothing"
                | "none listed"
                | "not applicable"
                | "keine"
                | "ninguno"
                | "ninguna"
                | "aucun"
                | "aucune"
                | "na"
                | "unknown"
                | "tbd"
        )
}

/// Whether a cell says what does not hold, which no list of words can say.
pub fn holds_a_no(cell: &str) -> bool {
    let folded = fold(cell);
    folded.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| {
        matches!(
            word,
            "not"
                | "no"
                | "don't"
                | "doesn't"
                | "except"
                | "excluding"
                | "excludes"
                | "without"
                | "unless"
                | "never"
                | "cannot"
                | "can't"
                | "won't"
                | "dont"
                | "doesnt"
                | "kein"
                | "keine"
                | "nicht"
                | "sauf"
                | "excepto"
                | "refer"
                | "refers"
                | "referral"
                | "referrals"
                | "avoid"
                | "avoids"
                | "exclude"
                | "excluded"
                | "exclusion"
                | "exclusions"
                | "declines"
                | "unable"
                | "uncomfortable"
                | "inexperienced"
                | "rarely"
                | "isn't"
                | "isnt"
                | "aren't"
                | "formerly"
                | "previously"
                | "terminated"
                | "terminating"
                | "refuses"
                | "contraindicated"
        )
    })
}

/// A value without white space, bullets and a full stop around it.
pub fn trimmed(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['•', '·', '▪', '●', '*', '-', '–', '—']).trim();
    let text = text.trim_end_matches([',', ';', ':']).trim_end();
    // The stop behind “Ph.D.” belongs to it.
    match text.strip_suffix('.') {
        Some(plain) if !plain.contains('.') => plain.trim_end(),
        _ => text,
    }
}

/// What stands between commas, those in brackets left alone.
fn between_commas(line: &str) -> Vec<&str> {
    let (mut depth, mut start, mut values) = (0_u32, 0, Vec::new());
    for (at, c) in line.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                values.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    // A bracket that is never closed closes nothing.
    if depth > 0 {
        return line.split(',').collect();
    }
    values.push(&line[start..]);
    values
}

/// The values of a list as a program writes it: `["a", "b"]`, `['a', 'b']`, `{a,b}` or `"a","b"`.
fn literal(cell: &str) -> Option<Vec<String>> {
    let inside = [('[', ']'), ('{', '}'), ('(', ')')]
        .iter()
        .find_map(|&(open, close)| cell.strip_prefix(open)?.strip_suffix(close))
        .or_else(|| (cell.starts_with('"') && cell.ends_with('"') && cell.contains("\",")).then_some(cell))?;
    if cell.starts_with('(') && !inside.contains(['\'', '"']) {
        return None;
    }
    let mut values = Vec::new();
    let mut rest = inside.trim();
    while !rest.is_empty() {
        let value;
        match rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => (value, rest) = quoted(&rest[1..], quote)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                value = rest[..end].trim().to_owned();
                rest = &rest[end..];
            }
        }
        if !value.trim().is_empty() {
            values.push(value.trim().to_owned());
        }
        rest = rest.trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None if rest.is_empty() => {}
            None => return None,
        }
    }
    Some(values)
}

/// What stands before the closing quote, and what follows it.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => value.push(chars.next()?.1),
            c if c == quote => return Some((value, &text[at + c.len_utf8()..])),
            c => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_however_it_is_written() {
        for cell in [
            "Aetna; Cigna",
            "Aetna, Cigna",
            "Aetna | Cigna",
            "Aetna ::: Cigna",
            "Aetna\nCigna",
            "• Aetna\n• Cigna",
            r#"["Aetna", "Cigna"]"#,
            "['Aetna', 'Cigna']",
            r#""Aetna","Cigna""#,
            "{Aetna,Cigna}",
            " Aetna ,, Cigna ,   ,",
        ] {
            assert_eq!(parts(cell), ["Aetna", "Cigna"], "{cell}");
        }
        assert_eq!(parts("Chinese (Mandarin, Cantonese), Thai"), ["Chinese (Mandarin, Cantonese)", "Thai"]);
        assert_eq!(parts("Chinese (Mandarin, Thai"), ["Chinese (Mandarin", "Thai"]);
        assert_eq!(parts("a; b, c"), ["a", "b, c"]);
        assert_eq!(parts("[\"O'Neil\", 'a \\' b']"), ["O'Neil", "a ' b"]);
        assert_eq!((parts(""), parts("[broken")), (vec![], vec!["[broken".to_owned()]));
    }

    #[test]
    fn pieces_are_taken_apart_only_where_each_is_known() {
        let known = |text: &str| ["anxiety", "grief", "trauma and ptsd"].contains(&text);
        assert_eq!(known_parts("anxiety/grief", known), ["anxiety", "grief"]);
        assert_eq!(known_parts("anxiety and grief", known), ["anxiety", "grief"]);
        assert_eq!(known_parts("anxiety, and grief", known), ["anxiety", "grief"]);
        assert_eq!(known_parts("trauma and ptsd", known), ["trauma and ptsd"]);
        assert_eq!(known_parts("anxiety/joy", known), ["anxiety/joy"]);
        assert_eq!(known_parts("anxiety/grief & trauma and ptsd", known), ["anxiety/grief & trauma and ptsd"]);
        assert_eq!(known_parts("anxiety/grief and anxiety", known), ["anxiety", "grief", "anxiety"]);
        assert_eq!(parts("Ph.D., M.A., etc."), ["Ph.D.", "M.A.", "etc"]);
    }

    #[test]
    fn our_own_lists_are_taken_as_they_stand() {
        assert_eq!(our_list(r"a, b;c\;d;\e;f\\;g"), ["a, b", "c;d", r"\e", r"f\", "g"]);
    }

    #[test]
    fn a_no_is_seen() {
        assert!(holds_a_no("Aetna, but not Medicaid") && holds_a_no("all except UHC") && !holds_a_no("Anotherapy"));
        assert!(is_nothing("None") && is_nothing("N/A") && !is_nothing("Nonna"));
    }
}

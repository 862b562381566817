//! The answer for a spreadsheet: one row a suggestion.

use super::words;
use crate::ranking::{Ranking, Suggestion};
use crate::record::guarded;
use crate::text::clean;
use std::io;

/// The columns.
pub const HEADER: [&str; 12] =
    ["client", "rank", "id", "name", "score", "low", "high", "confidence", "why", "ask", "phone", "email"];

/// The header and the rows of all results.
///
/// # Errors
/// Never in practice: the writer writes to memory.
pub fn document(results: &[Ranking]) -> ::csv::Result<String> {
    let client = |ranking: &Ranking| ranking.client.clone().unwrap_or_default();
    let rows: ::csv::Result<Vec<String>> = results.iter().map(|ranking| rows(ranking, &client(ranking))).collect();
    Ok(header() + &rows?.concat())
}

/// The line that names the columns.
pub fn header() -> String {
    HEADER.join(",") + "\n"
}

/// The rows of one result; `client` is what the client is called in them.
///
/// # Errors
/// Never in practice: the writer writes to memory.
pub fn rows(ranking: &Ranking, client: &str) -> ::csv::Result<String> {
    rows_of(ranking.suggestions.iter().map(|suggestion| row(client, suggestion)))
}

/// A header and rows as text.
pub(super) fn written<const N: usize>(
    header: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> ::csv::Result<String> {
    Ok(header.join(",") + "\n" + &rows_of(rows)?)
}

fn rows_of<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> ::csv::Result<String> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes).map_err(io::Error::other)?)
}

/// The crisis lines of all results, each once, for beside the rows; empty unless it is a crisis.
pub fn crisis(results: &[Ranking]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in results.iter().flat_map(|ranking| &ranking.crisis) {
        let line = format!("  {}\n", clean(&words::crisis_line(line)));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() { String::new() } else { format!("{}\n{}", words::IN_DANGER, lines.concat()) }
}

fn row(client: &str, suggestion: &Suggestion) -> [String; 12] {
    let Suggestion { rank, colleague, score, low, high, confidence, .. } = suggestion;
    let asks: Vec<String> = suggestion.ask.iter().map(words::ask).collect();
    [
        cell(client),
        rank.to_string(),
        cell(&colleague.id),
        cell(&colleague.name),
        score.to_string(),
        low.to_string(),
        high.to_string(),
        confidence.to_string(),
        cell(&words::strongest(suggestion).join("; ")),
        cell(&asks.join("; ")),
        cell(&colleague.phone),
        cell(&colleague.email),
    ]
}

/// A cell without control characters, which no spreadsheet takes for a formula.
pub(super) fn cell(text: &str) -> String {
    guarded(&clean(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(ranking: Ranking) -> String {
        document(&[ranking]).expect("memory takes it")
    }

    #[test]
    fn crisis_lines_are_said_once() {
        let said = crisis(&[sample::crisis(), sample::ranking(), sample::crisis()]);
        assert!(said.starts_with("First, if anybody is in danger:\n  Emergency services: call 911 "), "{said}");
        assert_eq!(said.lines().count(), 4);
        assert_eq!(crisis(&[sample::ranking()]), "");
    }

    #[test]
    fn one_row_a_suggestion() {
        assert_eq!(
            written(sample::ranking()),
            "\
client,rank,id,name,score,low,high,confidence,why,ask,phone,email
C-014,1,marisol-etchegaray,Marisol Etchegaray,90,86,94,78,\"specialty: post-traumatic stress disorder; lists dissociative disorders; takes complex cases; opening in 2 weeks, checked 5 days ago\",takes Aetna: which plans?; works in Spanish?,'+1 617-555-0142,m_etchegaray@example.com
C-014,2,eugene,Eugene Lattimore,53,25,81,78,lists post-traumatic stress disorder,,,
"
        );
    }

    #[test]
    fn nobody_is_the_header_alone() {
        assert_eq!(written(sample::nobody()), HEADER.join(",") + "\n");
    }

    #[test]
    fn no_cell_is_a_formula_or_holds_control_characters() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+47 22 33", "'+47 22 33"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "'=1"),
            ("＝1", "'＝1"),
            ("617-555-0142", "617-555-0142"),
            ("Ana\u{202e}\x1b[31m", "Ana[31m"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}

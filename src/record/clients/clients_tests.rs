//! Rows of clients, sound and broken.

use super::{Clients, read_clients};
use crate::client::Referrer;
use crate::place::Places;
use crate::problem::Problem;
use crate::record::Lookup;
use crate::vocab::Vocabulary;
use crate::weights::NO_REASON;
use jiff::civil::Date;

/// Reads each text as a file.
fn read(texts: impl IntoIterator<Item = Vec<u8>>) -> Vec<Result<Clients, Vec<Problem>>> {
    let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
    let as_of = Date::constant(2026, 11, 16);
    let with = Lookup { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights: NO_REASON, as_of };
    texts.into_iter().map(|text| read_clients("c.csv", &text, &[], &with)).collect()
}

#[test]
fn every_line_is_answered_or_named() {
    // Every row of five of these pieces, between a header and two clients.
    let pieces: [&[u8]; 6] = [b"ocd", b",", b"\"", b"\n", b";", b"\xe9"];
    let mut rows: Vec<Vec<u8>> = vec![Vec::new()];
    for _ in 0..5 {
        rows = rows.iter().flat_map(|row| pieces.map(|piece| [row.as_slice(), piece].concat())).collect();
    }
    let texts: Vec<Vec<u8>> =
        rows.iter().map(|row| [b"concern,near\n", row.as_slice(), b"\ngrief,\n"].concat()).collect();
    let (mut odd, mut sound) = (0, 0);
    for (text, read) in texts.iter().zip(read(texts.clone())) {
        let read = read.expect("the header is sound");
        let lines = text.split(|&byte| byte == b'\n').skip(1);
        let shown = text.escape_ascii();
        let mut told = 0;
        for (number, line) in (2..).zip(lines) {
            let is_told = read.problems.iter().any(|problem| problem.line == Some(number));
            let is_answered = read.lines.contains(&number);
            let is_odd = line.iter().filter(|&&byte| byte == b'"').count() % 2 == 1;
            let says = line.iter().any(|byte| b"cdefgiorx\xe9".contains(byte));
            assert!(!(is_told && is_answered) && (is_told || is_answered || !says), "{shown}: {number}");
            assert!(is_told || !is_odd, "{shown}: {number}");
            told += usize::from(is_told);
            odd += usize::from(is_odd);
        }
        assert_eq!(told, read.rejected.len(), "{shown}");
        sound += usize::from(read.rejected.is_empty());
    }
    assert!(odd > 2_000 && sound > 100, "{odd} {sound}");
}

#[test]
fn a_value_stands_where_it_begins() {
    let rows = "concern,near,tie\n ptds ;ocd; x1,\"02139;  ??\",\"a:\"\"b\"\";c:\"\nocd,,a:b;c:\n";
    let read = read([rows.as_bytes().to_vec()]).remove(0).expect("the header is sound");
    let places: Vec<_> = read.problems.iter().map(|problem| (problem.line, problem.column)).collect();
    // A doubled quote is written anew, so that only the cell is known.
    assert_eq!(places, [(2, 1), (2, 13), (2, 25), (2, 29), (3, 10)].map(|(line, column)| (Some(line), Some(column))));
}

#[test]
fn lists_of_blanks_say_nothing() {
    let read = read([b"concern,near\n ; ;,\n;,;\nocd,\n".to_vec()]).remove(0).expect("the header is sound");
    assert_eq!((read.lines, read.rejected), (vec![4], vec![]));
}

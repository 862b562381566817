//! Fees, as lists of other people write them.

use super::unread;
use crate::colleague::{Fee, Field, Money};
use crate::import::understanding::record::Draft;
use crate::text::fold;

const HINT: &str = "write 120 or 120-180, per session";

/// Reads a cell of fees: one amount, or one span of them; everything else is prose.
pub fn fee(draft: &mut Draft, cell: &str) {
    match amounts(cell) {
        Some(fee) => draft.written.set(Field::Fee, [written(fee)]),
        None if says_varies(cell) => {}
        None => unread(draft, Field::Fee, cell, "a fee", HINT),
    }
}

/// Reads where a sliding scale starts.
pub fn sliding_fee_from(draft: &mut Draft, cell: &str) {
    let single = amounts(cell).map(|fee| fee.from.to_string());
    match single {
        Some(from) => draft.written.set(Field::SlidingFeeFrom, [from]),
        None if says_varies(cell) || crate::import::understanding::answers::yes_no(cell).is_some() => {}
        None => unread(draft, Field::SlidingFeeFrom, cell, "an amount", "write 80"),
    }
}

/// Joins the lowest and the highest fee, each in a column of its own.
pub fn fee_span(draft: &mut Draft, from: Option<&str>, to: Option<&str>) {
    if from.is_none() && to.is_none() || !draft.written.text(Field::Fee).is_empty() {
        return;
    }
    let one = |text: &str| amounts(text).filter(|fee| fee.from == fee.to).map(|fee| fee.from);
    match (from.map(one), to.map(one)) {
        (Some(Some(from)), Some(Some(to))) if from <= to => draft.written.set(Field::Fee, [written(Fee { from, to })]),
        // One end alone leaves the other open.
        (Some(Some(only)), None) | (None, Some(Some(only))) if only > Money(0) => {
            let text = only.to_string();
            unread(draft, Field::Fee, &text, "a fee: the other end is missing", HINT);
        }
        _ => {
            let text = [from, to].into_iter().flatten().collect::<Vec<_>>().join(" – ");
            unread(draft, Field::Fee, &text, "a fee", HINT);
        }
    }
}

fn written(fee: Fee) -> String {
    if fee.from == fee.to { fee.from.to_string() } else { format!("{}-{}", fee.from, fee.to) }
}

/// The one amount or span of a cell, where all other words are about money and sessions.
fn amounts(cell: &str) -> Option<Fee> {
    let folded = cell.replace(['–', '—', '−'], "-").to_lowercase();
    if matches!(
        fold(&folded).as_ref(),
        "free" | "no charge" | "no cost" | "free of charge" | "gratis" | "gratuit" | "kostenlos"
    ) {
        return Some(Fee { from: Money(0), to: Money(0) });
    }
    let mut numbers: Vec<String> = Vec::new();
    let mut words = Vec::new();
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
            let number = rest[..end].trim_end_matches(['.', ',']);
            let after = rest[end..].trim_start();
            // “50-minute session”, “45 min”: how long it lasts, not what it costs.
            let lasts = ["min", "-min", "hour", "hr", "h "].iter().any(|unit| after.starts_with(unit));
            if !lasts {
                numbers.push(number.to_owned());
            }
            rest = &rest[end..];
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic() && c != '\'').unwrap_or(rest.len());
            words.push(&rest[..end]);
            rest = &rest[end..];
        } else {
            if matches!(c, '+' | '%' | '<' | '>' | '~') {
                return None;
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    const PLAIN: [&str; 46] = [
        "a",
        "an",
        "and",
        "appointment",
        "available",
        "cash",
        "chf",
        "clinical",
        "dollars",
        "each",
        "eur",
        "euro",
        "euros",
        "fee",
        "fees",
        "for",
        "full",
        "gbp",
        "hour",
        "hr",
        "individual",
        "initial",
        "min",
        "mins",
        "minute",
        "minutes",
        "offered",
        "out",
        "pay",
        "per",
        "pocket",
        "private",
        "rate",
        "scale",
        "self",
        "session",
        "sessions",
        "sliding",
        "standard",
        "sitzung",
        "seance",
        "séance",
        "the",
        "to",
        "usd",
        "hourly",
    ];
    if !words.iter().all(|word| PLAIN.contains(word)) || words.contains(&"initial") {
        return None;
    }
    // A sliding scale with numbers of its own is another thing than the fee.
    match &numbers[..] {
        [one] => Money::read(one).map(|one| Fee { from: one, to: one }),
        [from, to] => {
            let between =
                folded.split_once(from.as_str())?.1.split_once(to.as_str())?.0.replace(['$', '£', '€', ' '], "");
            let fee = Fee { from: Money::read(from)?, to: Money::read(to)? };
            (matches!(between.as_str(), "-" | "to") && fee.from <= fee.to).then_some(fee)
        }
        _ => None,
    }
}

/// Whether a cell says only that the fee varies: nothing to read, and nothing wrong.
fn says_varies(cell: &str) -> bool {
    let folded = fold(cell);
    matches!(
        folded.as_ref(),
        "varies"
            | "sliding scale"
            | "sliding scale available"
            | "sliding scale offered"
            | "see website"
            | "contact for rates"
            | "call"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_read_where_one_amount_or_span_is_named() {
        for (cell, fee) in [
            ("$150–$200, sliding scale", "150-200"),
            ("150", "150"),
            ("$150.00 per session", "150"),
            ("$180 for a 50-minute session", "180"),
            ("120 to 180 USD", "120-180"),
            ("1,200", "1200"),
            ("Free", "0"),
            ("None", "?"),
            ("$100+", "?"),
            ("$200 intake, $150 after", "?"),
            ("$150 / $180 couples", "?"),
            ("call me", "?"),
            ("sliding scale", "?"),
        ] {
            assert_eq!(amounts(cell).map_or("?".to_owned(), written), fee, "{cell}");
        }
    }
}

//! Why the names stand where they stand, and why others are absent.

use super::bars::bar;
use super::layout::{Page, Tone};
use super::table::{INDENT, labelled};
use super::words;
use crate::ranking::{Excluded, Fate, Finding, Gate, Ranking, Suggestion};
use unicode_width::UnicodeWidthStr;

/// How many names are listed under a gate.
const LISTED: usize = 20;

/// How many findings are named that cost somebody points.
const COSTLIEST: usize = 3;

/// The width of the longest criterion and a gap.
const CRITERION: usize = 14;

/// Points in the unit of the weights, exact, so that they can be added up: 27990 is "27.99".
fn points(thousandths: u64) -> String {
    match (thousandths / 1000, thousandths % 1000) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{}", format!("{part:03}").trim_end_matches('0')),
    }
}

fn share(points_of: u64, of: u64) -> String {
    format!("{}/{}", points(points_of), points(of))
}

/// A line of the account.
struct Row<'a> {
    name: &'a str,
    bar: String,
    share: String,
    known: bool,
    said: String,
}

/// Each finding as a bar with its points and words, and the total; what is not known is marked "?".
pub fn findings(suggestion: &Suggestion, page: &mut Page) {
    let currency = words::currency(&suggestion.colleague);
    let row = |finding: &Finding| Row {
        name: finding.criterion.word(),
        bar: bar(finding.fit),
        share: share(finding.points(), finding.of()),
        known: finding.known,
        said: words::finding(finding, currency),
    };
    let mut rows: Vec<Row> = suggestion.findings.iter().map(row).collect();
    let Suggestion { score, low, high, .. } = suggestion;
    let range = if low == high { String::new() } else { format!("; {low} to {high} once all is known") };
    rows.push(Row {
        name: "total",
        bar: String::new(),
        share: share(suggestion.points, suggestion.of),
        known: true,
        said: format!("{score} percent{range}"),
    });
    let widest = rows.iter().map(|row| row.share.width()).max().unwrap_or(0);
    for row in rows {
        let (mark, tone) = if row.known { (" ", Tone::Plain) } else { ("?", Tone::Caution) };
        let name = format!("{:INDENT$}{:<CRITERION$}", "", row.name);
        let said = [(tone, row.said.as_str())];
        if page.is_narrow() {
            page.flow((tone, &name), INDENT, &[(tone, &row.bar), (tone, " "), (tone, &row.share)]);
            page.flow((tone, &format!("{:INDENT$}{mark} ", "")), INDENT + 2, &said);
        } else {
            let columns = format!("{name}{:10}  {:>widest$}  {mark} ", row.bar, row.share);
            page.flow((tone, &columns), columns.width(), &said);
        }
    }
}

/// On which weights the names hang.
pub fn weights(ranking: &Ranking, page: &mut Page) {
    if ranking.suggestions.is_empty() {
        return;
    }
    page.gap();
    if ranking.sensitivity.is_empty() {
        page.line(Tone::Plain, "The order does not hang on any one weight.");
        return;
    }
    page.line(Tone::Strong, "With other weights, other names");
    for sensitivity in &ranking.sensitivity {
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Plain, &words::sensitivity(sensitivity))]);
    }
}

/// Who was left out, under the first gate that closed.
pub fn excluded(ranking: &Ranking, everybody: bool, page: &mut Page) {
    if ranking.excluded.is_empty() {
        return;
    }
    page.gap();
    page.line(Tone::Strong, "Left out");
    for &(gate, count) in &ranking.excluded_counts {
        let here = ranking.excluded.iter().filter(|excluded| excluded.gates.first().is_some_and(|g| g.gate == gate));
        let listed: Vec<&Excluded> = here.take(if everybody { usize::MAX } else { LISTED }).collect();
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Plain, &format!("{} ({count})", words::gate_name(gate)))]);
        for excluded in &listed {
            let said = [(Tone::Plain, excluded.name.as_str()), (Tone::Quiet, ": "), (Tone::Quiet, &reasons(excluded))];
            page.flow((Tone::Plain, "    "), 6, &said);
        }
        let more = count.saturating_sub(listed.len());
        if more > 0 {
            page.flow((Tone::Plain, "    "), 6, &[(Tone::Quiet, &format!("and {more} more (--all lists everybody)"))]);
        }
    }
}

/// What closed the first gate, and the names of the others.
fn reasons(excluded: &Excluded) -> String {
    let Some((first, others)) = excluded.gates.split_first() else { return String::new() };
    let others: Vec<&str> = others.iter().map(|closed| words::gate_name(closed.gate)).collect();
    let also = if others.is_empty() { String::new() } else { format!("; also {}", others.join(", ")) };
    words::gate_why(&first.why) + &also
}

/// What became of one colleague.
pub fn fate(fate: &Fate, page: &mut Page) {
    let heading = |page: &mut Page, name: &str, id: &str, said: &str| {
        let spans =
            [(Tone::Strong, name), (Tone::Plain, " ("), (Tone::Plain, id), (Tone::Plain, ") "), (Tone::Plain, said)];
        page.flow((Tone::Plain, ""), 2, &spans);
    };
    match fate {
        Fate::NotFound(who) => {
            page.line(Tone::Plain, &format!("Nobody in the directory is “{who}”."));
        }
        Fate::Excluded(excluded) => {
            heading(page, &excluded.name, &excluded.id, "is left out.");
            for closed in &excluded.gates {
                labelled(page, (Tone::Quiet, gate_label(closed.gate)), &[(Tone::Plain, &words::gate_why(&closed.why))]);
            }
        }
        Fate::Ranked(suggestion) => {
            let (rank, score) = (suggestion.rank, words::score(suggestion));
            let said = match suggestion.tier {
                1 => format!("qualifies: rank {rank}, score {score}."),
                _ => format!("passes every gate: score {score}."),
            };
            heading(page, &suggestion.colleague.name, &suggestion.colleague.id, &said);
            ranked(suggestion, page);
        }
    }
}

/// The gate as a label, which is short.
fn gate_label(gate: Gate) -> &'static str {
    match gate {
        Gate::Conflict => "conflict",
        Gate::Avoid => "avoid",
        Gate::Closed => "opening",
        other => words::gate_name(other),
    }
}

fn ranked(suggestion: &Suggestion, page: &mut Page) {
    let tier = match suggestion.tier {
        2 => "no concerns on record, so not suggested until asked",
        3 => "nothing near the main concern is listed",
        _ => "",
    };
    labelled(page, (Tone::Quiet, "but"), &[(Tone::Plain, tier)]);
    let currency = words::currency(&suggestion.colleague);
    let mut costly: Vec<&Finding> = suggestion.findings.iter().filter(|f| f.points() < f.of()).collect();
    costly.sort_by_key(|finding| std::cmp::Reverse(finding.of() - finding.points()));
    for (i, finding) in costly.into_iter().take(COSTLIEST).enumerate() {
        let mark = if finding.known { "" } else { "? " };
        let said = format!(
            "{mark}{} {}: {}",
            finding.criterion.word(),
            share(finding.points(), finding.of()),
            words::finding(finding, currency)
        );
        labelled(page, (Tone::Quiet, if i == 0 { "lost" } else { "" }), &[(Tone::Plain, &said)]);
    }
    for (i, ask) in suggestion.ask.iter().enumerate() {
        labelled(page, (Tone::Quiet, if i == 0 { "ask" } else { "" }), &[(Tone::Plain, &words::ask(ask))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Screen;
    use crate::render::sample;
    use crate::render::table::Detail;

    const EXPLAINED: Detail = Detail { explain: true, everybody: false };
    use crate::render::table::{answer, why_not};

    const EIGHTY: Screen = Screen { width: 80, color: false };

    #[test]
    fn findings_are_bars_that_sum_to_the_total() {
        let mut page = Page::new(&EIGHTY);
        let suggestion = &sample::ranking().suggestions[0];
        findings(suggestion, &mut page);
        let text = page.finish();
        assert_eq!(text, sample::FINDINGS);
        let earned = |line: &str| {
            let share = line.split_whitespace().find(|part| part.contains('/')).expect("a share");
            let (whole, part) = share.split('/').next().map(|p| p.split_once('.').unwrap_or((p, "0"))).expect("points");
            whole.parse::<u64>().expect("points") * 1000 + format!("{part:0<3}").parse::<u64>().expect("points")
        };
        let lines = text.lines().filter(|line| line.contains(['█', '▒']) || line.contains("total"));
        let sums: Vec<u64> = lines.map(earned).collect();
        let (total, parts) = sums.split_last().expect("a total");
        assert_eq!(*total, parts.iter().sum::<u64>());
        assert_eq!(*total, suggestion.points);
    }

    #[test]
    fn those_left_out_stand_under_their_first_gate() {
        let text = answer(&sample::ranking(), &EIGHTY, EXPLAINED);
        let left_out = "\
Left out
  license (1)
    Alistair Montrose: licensed in Rhode Island, not in Massachusetts; also
      payer
  too far (23)
    Bo Lind: about 12 mi away, farther than asked
    and 22 more (--all lists everybody)
";
        assert!(text.contains(left_out), "{text}");
        assert!(
            text.contains(
                "With other weights, other names\n  if cost counted double: Cy Young (cy-young) and Eugene Lattimore (eugene)\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn an_order_that_holds_says_so() {
        let mut ranking = sample::ranking();
        ranking.sensitivity.clear();
        let text = answer(&ranking, &EIGHTY, EXPLAINED);
        assert!(text.contains("The order does not hang on any one weight.\n"), "{text}");
    }

    #[test]
    fn a_fate_is_each_gate_or_what_cost_the_most() {
        assert_eq!(why_not(&sample::asked_about(), &EIGHTY), sample::FATES);
    }
}

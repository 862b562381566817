//! The answer on a terminal.

use super::explain;
use super::layout::{Page, Screen, Span, Tone, bound, dotted};
use super::words;
use crate::colleague::Colleague;
use crate::ranking::{Notice, Ranking, Suggestion};

/// Where the labels of a suggestion begin, and how wide they are with the gap.
pub(super) const INDENT: usize = 4;
const LABEL: usize = 10;

/// How much of the answer is told.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Detail {
    /// What each score is made of, and who was left out by what.
    pub explain: bool,
    /// Nobody's name is cut.
    pub everybody: bool,
}

/// One client's answer: crisis lines, names, what to know, and how many were left out.
///
/// With `explain`, also each finding, the weights on which the names hang, and who was left out by what.
pub fn answer(ranking: &Ranking, screen: &Screen, detail: Detail) -> String {
    let mut page = Page::new(screen);
    crisis(ranking, &mut page);
    heading(ranking, &mut page);
    if ranking.qualified == 0 {
        nobody(ranking, &mut page);
    }
    let mut tier = 1;
    for suggestion in &ranking.suggestions {
        page.gap();
        if suggestion.tier != tier {
            tier = suggestion.tier;
            let title = if tier == 2 { "No concerns on record" } else { "Nothing near the concern" };
            page.line(Tone::Strong, title);
            page.gap();
        }
        card(suggestion, &mut page);
        if detail.explain {
            page.gap();
            explain::findings(suggestion, &mut page);
        }
    }
    would_change(ranking, &mut page);
    if detail.explain {
        explain::weights(ranking, &mut page);
    }
    if detail.explain || detail.everybody {
        explain::excluded(ranking, detail.everybody, &mut page);
    }
    notices(ranking, &mut page);
    page.gap();
    let hint = if detail.explain || ranking.considered == 0 { "" } else { " · --explain tells why" };
    let summary = words::counts(ranking).replacen(", ", " · ", 1);
    page.flow((Tone::Plain, ""), 2, &[(Tone::Quiet, &summary), (Tone::Quiet, hint)]);
    page.finish()
}

/// What stands above one client's answer among others.
pub fn title(called: &str, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    page.ruled(Tone::Strong, called);
    page.finish()
}

/// What became of those asked about: who closed which gate, or where she stands and what cost her the most.
pub fn why_not(ranking: &Ranking, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    crisis(ranking, &mut page);
    for fate in &ranking.why_not {
        page.gap();
        explain::fate(fate, &mut page);
    }
    page.finish()
}

fn crisis(ranking: &Ranking, page: &mut Page) {
    if ranking.crisis.is_empty() {
        return;
    }
    page.line(Tone::Alarm, words::IN_DANGER);
    for line in &ranking.crisis {
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Alarm, &words::crisis_line(line))]);
    }
    page.gap();
}

fn heading(ranking: &Ranking, page: &mut Page) {
    let reasons: Vec<&str> = ranking.reasons.iter().map(|reason| reason.word()).collect();
    let client = ranking.client.as_ref().map(|code| format!("client {code}"));
    let reason = (!reasons.is_empty()).then(|| format!("reason {}", reasons.join(", ")));
    let parts: Vec<String> = client.into_iter().chain(reason).collect();
    if !parts.is_empty() {
        page.line(Tone::Quiet, &parts.join(" · "));
        page.gap();
    }
}

fn nobody(ranking: &Ranking, page: &mut Page) {
    page.line(Tone::Strong, "Nobody qualifies.");
    let advice = match (ranking.considered, ranking.near_misses.is_empty()) {
        (0, _) => "The directory is empty: refer init makes one to fill in.",
        (_, true) => {
            "Nothing that was asked for, relaxed by itself, would add anybody. Ask a colleague for a \
             name, or see who was left out and why with --explain."
        }
        (_, false) => "Relax one of these with the client, or ask a colleague for a name.",
    };
    page.flow((Tone::Plain, ""), 0, &[(Tone::Plain, advice)]);
}

fn would_change(ranking: &Ranking, page: &mut Page) {
    if ranking.near_misses.is_empty() {
        return;
    }
    page.gap();
    page.line(Tone::Strong, "What would add a name");
    for miss in &ranking.near_misses {
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Plain, &words::near_miss(miss))]);
    }
}

fn notices(ranking: &Ranking, page: &mut Page) {
    // That nobody qualifies is said on top.
    let shown = ranking.notices.iter().filter(|notice| !matches!(notice, Notice::Fewer(0, _)));
    for (i, notice) in shown.enumerate() {
        if i == 0 {
            page.gap();
        }
        page.flow((Tone::Quiet, "note  "), 6, &[(Tone::Plain, &words::notice(notice))]);
    }
}

/// One suggestion: who, how well it fits, why, what to ask, how to reach her, what to disclose and beware of.
fn card(suggestion: &Suggestion, page: &mut Page) {
    let colleague = &suggestion.colleague;
    let rank = format!("{:>2}  ", suggestion.rank);
    let name = words::name(colleague);
    let (first, letters) = name.split_at(colleague.name.len());
    page.two_ends(
        (Tone::Plain, &rank),
        &[(Tone::Strong, first), (Tone::Plain, letters)],
        (Tone::Strong, &words::score(suggestion)),
    );
    let why = dotted(&words::strongest(suggestion));
    labelled(page, (Tone::Quiet, "why"), &[(Tone::Plain, &why)]);
    labelled(page, (Tone::Quiet, "but"), &[(Tone::Plain, &dotted(&words::shortfalls(suggestion)))]);
    for (i, ask) in suggestion.ask.iter().enumerate() {
        labelled(page, (Tone::Quiet, if i == 0 { "ask" } else { "" }), &[(Tone::Plain, &words::ask(ask))]);
    }
    labelled(page, (Tone::Quiet, "contact"), &[(Tone::Plain, &contact(suggestion))]);
    for disclosure in &suggestion.disclose {
        labelled(page, (Tone::Caution, "disclose"), &[(Tone::Caution, &words::disclosure(disclosure))]);
    }
    for warning in &suggestion.warnings {
        labelled(page, (Tone::Caution, "!"), &[(Tone::Caution, &words::warning(warning))]);
    }
}

/// A line of a suggestion under its label; nothing where there is nothing to say.
pub(super) fn labelled(page: &mut Page, (tone, label): Span, spans: &[Span]) {
    if spans.iter().all(|(_, text)| text.is_empty()) {
        return;
    }
    let margin = " ".repeat(INDENT);
    if page.is_narrow() {
        let label = match label {
            "" => format!("{margin}  "),
            "!" => format!("{margin}! "),
            label => format!("{margin}{label}: "),
        };
        page.flow((tone, &label), INDENT + 2, spans);
    } else {
        page.flow((tone, &format!("{margin}{label:<LABEL$}")), INDENT + LABEL, spans);
    }
}

/// Phone, e-mail and where; the street is never shown.
pub(super) fn contact(suggestion: &Suggestion) -> String {
    let Colleague { practice, phone, email, city, .. } = &suggestion.colleague;
    let place = match (city.as_str(), words::distance_of(suggestion)) {
        ("", distance) => bound(&distance.unwrap_or_default()),
        (city, None) => city.to_owned(),
        (city, Some(distance)) => format!("{city}, {}", bound(&distance)),
    };
    let reach = dotted(&[bound(phone), bound(email)]);
    let reach = if reach.is_empty() { "no phone or email on record" } else { &reach };
    dotted(&[reach, practice, &place])
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPLAINED: Detail = Detail { explain: true, everybody: false };
    use crate::render::sample;
    use unicode_width::UnicodeWidthStr;

    fn plain(width: usize) -> Screen {
        Screen { width, color: false }
    }

    #[test]
    fn the_answer_at_eighty_columns() {
        assert_eq!(answer(&sample::ranking(), &plain(80), Detail::default()), sample::AT_EIGHTY);
    }

    #[test]
    fn the_answer_at_forty_columns() {
        assert_eq!(answer(&sample::ranking(), &plain(40), Detail::default()), sample::AT_FORTY);
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        for ranking in [sample::ranking(), sample::nobody(), sample::crisis(), sample::hostile()] {
            for width in [24, 40, 59, 60, 80, 100] {
                for explain in [false, true] {
                    let text = answer(&ranking, &plain(width), Detail { explain, everybody: explain })
                        + &why_not(&sample::asked_about(), &plain(width));
                    for line in text.lines() {
                        assert!(line.width() <= width, "{width}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_says_so_and_what_would_change_it() {
        assert_eq!(
            answer(&sample::nobody(), &plain(80), Detail::default()),
            "\
Nobody qualifies.
Relax one of these with the client, or ask a colleague for a name.

What would add a name
  within 15mi instead: Bo Lind (bo-lind)
  with another payer: Cy Young (cy-young) and Dee Fox (dee-fox)

2 considered · 2 excluded (license 1, too far 1) · --explain tells why
"
        );
    }

    #[test]
    fn crisis_lines_come_first() {
        let text = answer(&sample::crisis(), &plain(80), Detail::default());
        let start = "\
First, if anybody is in danger:
  Emergency services: call 911 (as of 2026-01)
  988 Suicide & Crisis Lifeline: call or text 988 (as of 2025-06)
  Crisis Text Line: text HOME to 741741 (as of 2025-04)
";
        assert!(text.starts_with(start), "{text}");
    }

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_raw_and_no_street_does() {
        for explain in [false, true] {
            let text = answer(&sample::hostile(), &plain(80), Detail { explain, everybody: false })
                + &why_not(&sample::asked_about(), &plain(80));
            let is_raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!text.contains(is_raw), "{text:?}");
            assert!(!text.contains("Elm Street"), "{text}");
        }
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let colored = answer(&sample::crisis(), &Screen { width: 80, color: true }, EXPLAINED);
        let codes = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[1;31m"];
        assert!(codes.iter().all(|code| colored.contains(code)), "{colored}");
        let stripped = codes.iter().fold(colored, |text, code| text.replace(code, ""));
        assert_eq!(stripped, answer(&sample::crisis(), &plain(80), EXPLAINED));
    }
}

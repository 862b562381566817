//! The answer for programs. The shape is a contract: keys are only ever added.

use super::words;
use crate::problem::Problem;
use crate::ranking::{ClosedGate, Excluded, Fate, Finding, NearMiss, Ranking, Relax, Sensitivity, Suggestion};
use crate::text::is_unsafe;
use crate::vocab::CrisisLine;
use serde::{Serialize, Serializer};
use std::fmt::Write;

/// The name and version of the shape.
pub const SCHEMA: &str = "refer.suggest/1";

/// One document with all results and problems.
///
/// # Errors
/// Never in practice: all keys are text.
pub fn document(as_of: &str, results: &[Ranking], problems: &[Problem]) -> serde_json::Result<String> {
    let mut document = Document::default();
    let mut text = document.head(as_of)?;
    for ranking in results {
        text.push_str(&document.result(ranking)?);
    }
    Ok(text + &document.foot(problems)?)
}

/// A result by itself, on one line.
///
/// # Errors
/// Never in practice: all keys are text.
pub fn line(ranking: &Ranking) -> serde_json::Result<String> {
    Ok(escaped(serde_json::to_string(&result(ranking))?) + "\n")
}

/// A document written result by result: the head once, each result, the foot once.
#[derive(Default, Debug)]
pub struct Document {
    results: usize,
}

impl Document {
    /// What stands above the results.
    ///
    /// # Errors
    /// Never in practice: see [`document`].
    pub fn head(&self, as_of: &str) -> serde_json::Result<String> {
        let (schema, as_of) = (serde_json::to_string(SCHEMA)?, serde_json::to_string(as_of)?);
        Ok(escaped(format!("{{\n  \"schema\": {schema},\n  \"as_of\": {as_of},\n  \"results\": [")))
    }

    /// The next result.
    ///
    /// # Errors
    /// Never in practice: see [`document`].
    pub fn result(&mut self, ranking: &Ranking) -> serde_json::Result<String> {
        let before = if self.results == 0 { "\n    " } else { ",\n    " };
        self.results += 1;
        Ok(before.to_owned() + &indented(&result(ranking), "\n    ")?)
    }

    /// What stands below the results.
    ///
    /// # Errors
    /// Never in practice: see [`document`].
    pub fn foot(&self, problems: &[Problem]) -> serde_json::Result<String> {
        let before = if self.results == 0 { "" } else { "\n  " };
        Ok(format!("{before}],\n  \"problems\": {}\n}}\n", indented(&problems, "\n  ")?))
    }
}

/// A value below others: each line break takes the indent along. Within texts there are none.
fn indented(value: &impl Serialize, indent: &str) -> serde_json::Result<String> {
    Ok(escaped(serde_json::to_string_pretty(value)?).replace('\n', indent))
}

/// A document, indented, with a line break at the end.
///
/// Nothing but line breaks is left of control characters and of those that reorder text: they are escaped.
pub(super) fn written(document: &impl Serialize) -> serde_json::Result<String> {
    Ok(escaped(serde_json::to_string_pretty(document)?) + "\n")
}

#[derive(Serialize)]
struct ResultView<'a> {
    client: Option<&'a str>,
    reasons: Vec<&'static str>,
    considered: usize,
    crisis: Vec<CrisisView>,
    suggestions: Vec<SuggestionView<'a>>,
    excluded: Vec<ExcludedView<'a>>,
    #[serde(serialize_with = "in_order")]
    excluded_counts: Vec<(&'static str, usize)>,
    near_misses: Vec<NearMissView<'a>>,
    sensitivity: Vec<SensitivityView<'a>>,
    notices: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why_not: Vec<FateView<'a>>,
}

#[derive(Serialize)]
pub(super) struct CrisisView {
    name: &'static str,
    voice: &'static str,
    text: &'static str,
}

#[derive(Serialize)]
struct SuggestionView<'a> {
    rank: usize,
    tier: u8,
    id: &'a str,
    name: &'a str,
    score: u32,
    low: u32,
    high: u32,
    confidence: u32,
    points: u64,
    of: u64,
    findings: Vec<FindingView>,
    ask: Vec<String>,
    disclose: Vec<String>,
    warnings: Vec<String>,
    phone: Option<&'a str>,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct FindingView {
    criterion: &'static str,
    weight: u32,
    fit: u32,
    low: u32,
    high: u32,
    points: u64,
    of: u64,
    known: bool,
    text: String,
}

#[derive(Serialize)]
struct ExcludedView<'a> {
    id: &'a str,
    name: &'a str,
    gates: Vec<GateView>,
}

#[derive(Serialize)]
struct GateView {
    gate: &'static str,
    text: String,
}

#[derive(Serialize)]
pub(super) struct NearMissView<'a> {
    relax: &'static str,
    to: Option<String>,
    adds: Vec<&'a str>,
}

#[derive(Serialize)]
struct SensitivityView<'a> {
    criterion: &'static str,
    factor: &'static str,
    top: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "fate", rename_all = "kebab-case")]
enum FateView<'a> {
    Excluded(ExcludedView<'a>),
    Ranked(Box<SuggestionView<'a>>),
    NotFound { name: &'a str },
}

pub(super) fn in_order<S: Serializer>(counts: &[(&'static str, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().copied())
}

fn result(ranking: &Ranking) -> ResultView<'_> {
    ResultView {
        client: ranking.client.as_deref(),
        reasons: ranking.reasons.iter().map(|reason| reason.word()).collect(),
        considered: ranking.considered,
        crisis: ranking.crisis.iter().map(crisis_view).collect(),
        suggestions: ranking.suggestions.iter().map(suggestion).collect(),
        excluded: ranking.excluded.iter().map(excluded).collect(),
        excluded_counts: ranking.excluded_counts.iter().map(|&(gate, count)| (gate.word(), count)).collect(),
        near_misses: ranking.near_misses.iter().map(near_miss).collect(),
        sensitivity: ranking.sensitivity.iter().map(sensitivity).collect(),
        notices: ranking.notices.iter().map(words::notice).collect(),
        why_not: ranking.why_not.iter().map(fate).collect(),
    }
}

pub(super) fn crisis_view(&CrisisLine { name, voice, text, .. }: &CrisisLine) -> CrisisView {
    CrisisView { name, voice, text }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionView<'_> {
    let colleague = &suggestion.colleague;
    let currency = words::currency(colleague);
    let known = |text: &'_ str| !text.is_empty();
    SuggestionView {
        rank: suggestion.rank,
        tier: suggestion.tier,
        id: &colleague.id,
        name: &colleague.name,
        score: suggestion.score,
        low: suggestion.low,
        high: suggestion.high,
        confidence: suggestion.confidence,
        points: suggestion.points,
        of: suggestion.of,
        findings: suggestion.findings.iter().map(|f| finding(f, currency)).collect(),
        ask: suggestion.ask.iter().map(words::ask).collect(),
        disclose: suggestion.disclose.iter().map(words::disclosure).collect(),
        warnings: suggestion.warnings.iter().map(words::warning).collect(),
        phone: Some(colleague.phone.as_str()).filter(|text| known(text)),
        email: Some(colleague.email.as_str()).filter(|text| known(text)),
    }
}

fn finding(finding: &Finding, currency: &str) -> FindingView {
    FindingView {
        criterion: finding.criterion.word(),
        weight: finding.weight,
        fit: finding.fit.fit,
        low: finding.fit.low,
        high: finding.fit.high,
        points: finding.points(),
        of: finding.of(),
        known: finding.known,
        text: words::finding(finding, currency),
    }
}

fn excluded(excluded: &Excluded) -> ExcludedView<'_> {
    let gate = |closed: &ClosedGate| GateView { gate: closed.gate.word(), text: words::gate_why(&closed.why) };
    ExcludedView { id: &excluded.id, name: &excluded.name, gates: excluded.gates.iter().map(gate).collect() }
}

pub(super) fn near_miss(miss: &NearMiss) -> NearMissView<'_> {
    let to = match miss.relax {
        Relax::Within(within) => Some(within.to_string()),
        _ => None,
    };
    NearMissView { relax: miss.relax.word(), to, adds: miss.adds.iter().map(|(id, _)| id.as_str()).collect() }
}

fn sensitivity(sensitivity: &Sensitivity) -> SensitivityView<'_> {
    SensitivityView {
        criterion: sensitivity.criterion.word(),
        factor: if sensitivity.doubled { "double" } else { "half" },
        top: sensitivity.top.iter().map(|(id, _)| id.as_str()).collect(),
    }
}

fn fate(fate: &Fate) -> FateView<'_> {
    match fate {
        Fate::Excluded(one) => FateView::Excluded(excluded(one)),
        Fate::Ranked(one) => FateView::Ranked(Box::new(suggestion(one))),
        Fate::NotFound(name) => FateView::NotFound { name },
    }
}

/// JSON with the characters escaped that a terminal must not see; outside strings there are none but line breaks.
pub(super) fn escaped(json: String) -> String {
    let mut escaped = String::new();
    let mut copied = 0;
    for (at, c) in json.char_indices().filter(|&(_, c)| c != '\n' && is_unsafe(c)) {
        escaped.push_str(&json[copied..at]);
        copied = at + c.len_utf8();
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing into a string does not fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    // Nearly all of it is plain.
    if copied == 0 { json } else { escaped + &json[copied..] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use serde_json::Value;

    #[test]
    fn the_document_has_its_keys_in_order() {
        let mut ranking = sample::ranking();
        ranking.suggestions.truncate(1);
        ranking.suggestions[0].findings.truncate(1);
        let problem = Problem::warning("a.toml", "unknown concern").at(3, 1).field("concerns");
        assert_eq!(document("2026-11-16", &[ranking], &[problem]).expect("JSON"), include_str!("sample.json"));
    }

    #[test]
    fn a_document_of_many_is_read_as_one() {
        let problem = Problem::warning("a.toml", "unknown concern").at(3, 1).field("concerns");
        let results = [sample::ranking(), sample::nobody(), sample::hostile()];
        for (count, problems) in [(0, vec![]), (2, vec![problem.clone()]), (3, vec![problem.clone(), problem])] {
            let text = document("2026-11-16", &results[..count], &problems).expect("JSON");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(serde_json::to_string_pretty(&value).expect("JSON").lines().count(), text.lines().count());
            assert_eq!(value["results"].as_array().map(Vec::len), Some(count));
            for (result, ranking) in value["results"].as_array().into_iter().flatten().zip(&results) {
                let line = line(ranking).expect("JSON");
                assert_eq!(line.lines().count(), 1);
                assert_eq!(&serde_json::from_str::<Value>(&line).expect("JSON"), result);
            }
        }
    }

    #[test]
    fn points_are_the_sum_of_the_findings() {
        let text = document("2026-11-16", &[sample::ranking()], &[]).expect("JSON");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for suggestion in value["results"][0]["suggestions"].as_array().expect("a list") {
            let findings = suggestion["findings"].as_array().expect("a list");
            let sum: u64 = findings.iter().filter_map(|finding| finding["points"].as_u64()).sum();
            assert_eq!(suggestion["points"].as_u64(), Some(sum));
        }
    }

    #[test]
    fn raw_texts_survive_and_no_raw_control_character_does() {
        let ranking = sample::hostile();
        let text = document("2026-11-16", std::slice::from_ref(&ranking), &[]).expect("JSON");
        assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')));
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let read = &value["results"][0]["suggestions"][0];
        assert_eq!(read["name"].as_str(), Some(ranking.suggestions[0].colleague.name.as_str()));
        assert_eq!(escaped("\"\u{e0001}\"".to_owned()), "\"\\udb40\\udc01\"");
    }

    #[test]
    fn a_fate_is_an_addition_where_it_was_asked() {
        let ranking = Ranking { why_not: sample::fates(), ..sample::nobody() };
        let text = document("2026-11-16", &[ranking], &[]).expect("JSON");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let fates: Vec<&Value> = (0..3).map(|i| &value["results"][0]["why_not"][i]["fate"]).collect();
        assert_eq!(fates, ["excluded", "ranked", "not-found"]);
        assert!(!document("2026-11-16", &[sample::nobody()], &[]).expect("JSON").contains("why_not"));
    }
}

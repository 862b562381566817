//! What a score rests on.

use super::gates::away;
use super::{cases, checked, count, currency, distance, graded, label, list, money, sources, wish, wished};
use crate::ranking::{Cover, Finding, Fit, Met, Suggestion, Why};
use crate::vocab::{Accepting, Grade, Relationship, Word};
use crate::weights::Criterion;

/// How many reasons stand for a suggestion.
const STRONGEST: usize = 3;

/// The least fit, of 1000, that speaks for somebody.
const GOOD: u32 = 500;

/// What a finding rests on, in one line; amounts of money after the sign `currency`.
pub fn finding(finding: &Finding, currency: &str) -> String {
    if finding.criterion == Criterion::Needs {
        return needs(finding);
    }
    let said: Vec<String> = finding.why.iter().map(|reason| why(reason, currency)).collect();
    if said.is_empty() { "not on record".to_owned() } else { said.join("; ") }
}

fn needs(finding: &Finding) -> String {
    let named = |wanted: bool| {
        let needs = finding.why.iter().filter_map(|why| match why {
            Why::Need(need, known) if *known == wanted => Some(*need),
            _ => None,
        });
        needs.collect::<Vec<_>>().join(", ")
    };
    match (named(true), named(false)) {
        (met, open) if open.is_empty() => format!("met: {met}"),
        (met, open) if met.is_empty() => format!("not on record: {open}"),
        (met, open) => format!("met: {met}; not on record: {open}"),
    }
}

/// One reason behind a finding; amounts of money after the sign `currency`.
pub fn why(why: &Why, currency: &str) -> String {
    match why {
        Why::Concern { concern, cover, through } => covered(concern, *cover, through.as_deref()),
        Why::Ceiling(None, _) => "how severe a case is taken: not on record".to_owned(),
        Why::Ceiling(Some(ceiling), need) if ceiling >= need => format!("takes {}", cases(*need)),
        Why::Ceiling(Some(ceiling), need) => format!("takes cases up to {}; needed: {}", ceiling.word(), need.word()),
        Why::Offers(approach) => format!("offers {}", label(approach)),
        Why::NotOffered => "the approach wanted is not offered".to_owned(),
        Why::Guideline { approach, form_of, concern, grade, sources: named } => {
            match (grade, form_of, concern.as_str()) {
                (None, _, "") => format!("{}: no guideline row", label(approach)),
                (None, _, concern) => format!("{}: no guideline row for {}", label(approach), label(concern)),
                (Some(grade), None, concern) => {
                    format!("{}: {} for {} in {}", label(approach), graded(*grade), label(concern), sources(named))
                }
                (Some(grade), Some(broader), concern) => format!(
                    "{}: no row of its own; as a form of {}, {} for {} in {}",
                    label(approach),
                    label(broader),
                    graded(*grade),
                    label(concern),
                    sources(named)
                ),
            }
        }
        Why::Tried(approach) => format!("offers nothing but what was tried: {}", label(approach)),
        Why::FormOfTried { approach, tried } => {
            format!("{}: a specific form of {}, which was tried: ask what was done", label(approach), label(tried))
        }
        Why::Untried(approach) => format!("offers {}, not tried yet", label(approach)),
        Why::ApproachesUnknown => "approaches: not on record".to_owned(),
        Why::Wish(asked, value, met) => {
            let (field, value) = (wish(*asked), wished(*asked, value));
            match met {
                Met::Yes => format!("{field} {value}, as wished"),
                Met::No => format!("{field} {value}: wished, something else on record"),
                Met::Unknown => format!("{field} {value}: wished, not on record"),
            }
        }
        Why::Preferred(soft, Met::Yes) => format!("{}: as preferred", soft.word()),
        Why::Preferred(soft, Met::No) => format!("{}: not as preferred", soft.word()),
        Why::Preferred(soft, Met::Unknown) => format!("{}: not on record", soft.word()),
        Why::Need(need, true) => format!("{need}: met"),
        Why::Need(need, false) => format!("{need}: not on record"),
        Why::Opening { .. } => opening(why),
        Why::InNetwork(name) => format!("takes {name}"),
        Why::InNetworkPlans(name) => format!("takes {name}, perhaps not every plan"),
        Why::PayerUnknown => "whether the payer is taken: not on record".to_owned(),
        Why::NotInNetwork(Some(true)) => "out of network with the payer, sees such clients".to_owned(),
        Why::NotInNetwork(Some(false)) => "the payer is not taken, nor out-of-network clients".to_owned(),
        Why::NotInNetwork(None) => "the payer is not taken; out-of-network clients: not on record".to_owned(),
        Why::Fee(fee, limit) => {
            let against = if fee.to <= *limit {
                "within"
            } else if fee.from <= *limit {
                "partly within"
            } else {
                "above"
            };
            format!("fee {currency}{fee}, {against} {}", money(*limit, currency))
        }
        Why::SlidingFrom(amount, limit) => {
            let above = if amount > limit { format!(", above {}", money(*limit, currency)) } else { String::new() };
            format!("sliding fee from {}{above}", money(*amount, currency))
        }
        Why::FeeUnknown => "fee: not on record".to_owned(),
        Why::Distance(tenths, _) => distance(*tenths),
        Why::Remote => "remote sessions possible".to_owned(),
        Why::DeliveryUnknown => "remote sessions: not on record".to_owned(),
        Why::OfficeUnknown { on_record: false } => "where the office is: not on record".to_owned(),
        Why::OfficeUnknown { on_record: true } => "the office could not be located".to_owned(),
        Why::Known(relationship) => match relationship {
            Some(Relationship::WorkedWith) => "you have worked together",
            Some(Relationship::Consulted) => "you have consulted each other",
            Some(Relationship::Met) => "you have met",
            Some(Relationship::HeardOf) => "known to you by name only",
            None => "no contact on record",
        }
        .to_owned(),
    }
}

fn covered(concern: &str, cover: Cover, through: Option<&str>) -> String {
    let concern = label(concern);
    let through = through.map(label);
    let word = through.as_deref();
    match (cover, word) {
        (Cover::Specialty, None) => format!("{concern}: a specialty"),
        (Cover::Specialty, Some(word)) => format!("{concern}: a specialty, as {word}"),
        (Cover::Listed, None) => format!("{concern}: listed"),
        (Cover::Listed, Some(word)) => format!("{concern}: listed, as {word}"),
        (Cover::Broader, word) => format!("{concern}: only the broader {} is listed", word.unwrap_or("term")),
        (Cover::Sibling, word) => format!("{concern}: only the related {} is listed", word.unwrap_or("term")),
        (Cover::Nothing, _) => format!("{concern}: nothing near it is listed"),
        (Cover::NotOnRecord, _) => format!("{concern}: no concerns on record"),
        (Cover::Declined, _) => format!("{concern}: declined"),
    }
}

/// "opening in 2 weeks, 3 days later than needed, checked 5 days ago".
fn opening(why: &Why) -> String {
    let Why::Opening { weeks, accepting, late_days, away: absence, checked_days } = why else {
        return String::new();
    };
    let mut said = vec![match (weeks, accepting) {
        (Some(0), _) if absence.is_some() => absence.as_ref().map_or_else(String::new, away),
        (Some(0), _) => "open now".to_owned(),
        (Some(weeks), _) => format!("opening in {}", count(i64::from(*weeks), "week")),
        (None, Some(Accepting::Waitlist)) => "waiting list, its length not on record".to_owned(),
        (None, Some(Accepting::No)) => "not taking clients".to_owned(),
        (None, Some(Accepting::Yes)) => "taking clients, but no opening on record".to_owned(),
        (None, None) => "openings: not on record".to_owned(),
    }];
    match absence {
        Some(range) if *weeks == Some(0) => said.extend(range.to.map(|_| "then open".to_owned())),
        absence => said.extend(absence.as_ref().map(away)),
    }
    if let Some(days) = late_days.filter(|&days| days > 0 && absence.is_none()) {
        said.push(format!("{} later than needed", count(days, "day")));
    }
    if weeks.is_some() || accepting.is_some() {
        said.push(checked(*checked_days));
    }
    said.join(", ")
}

/// The two or three strongest reasons for a suggestion, by points; only what is known and speaks for her.
pub fn strongest(suggestion: &Suggestion) -> Vec<String> {
    let sign = currency(&suggestion.colleague);
    let mut findings: Vec<&Finding> = suggestion.findings.iter().filter(|f| f.fit.fit >= GOOD).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.points()));
    findings.into_iter().filter_map(|finding| strength(finding, sign)).take(STRONGEST).collect()
}

/// The two or three weightiest things that are known to fall short of what was asked.
pub fn shortfalls(suggestion: &Suggestion) -> Vec<String> {
    let sign = currency(&suggestion.colleague);
    let mut findings: Vec<&Finding> = suggestion.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.of() - finding.points()));
    let reasons = findings.into_iter().flat_map(|finding| finding.why.iter().map(move |reason| (finding.fit, reason)));
    let short = reasons.filter(|(fit, reason)| falls_short(reason, *fit));
    short.map(|(_, reason)| why(reason, sign)).take(STRONGEST).collect()
}

/// Whether a reason speaks against a colleague whose fit, all reasons of the criterion taken together, is this.
fn falls_short(reason: &Why, fit: Fit) -> bool {
    match reason {
        Why::Concern { cover, .. } => matches!(cover, Cover::Broader | Cover::Sibling | Cover::Nothing),
        Why::Ceiling(Some(ceiling), need) => ceiling < need,
        Why::Guideline { grade, .. } => *grade == Some(Grade::NotRecommended) && fit.fit < GOOD,
        Why::Wish(_, _, met) | Why::Preferred(_, met) => *met == Met::No,
        Why::Tried(_) | Why::NotOffered => true,
        Why::Opening { weeks: Some(_), late_days, .. } => is_late(*late_days) || fit.fit < GOOD,
        // A door that was closed long ago is asked about.
        Why::Opening { weeks: None, accepting, .. } => *accepting == Some(Accepting::Waitlist),
        // Of payer, fee and sliding fee, one good route is enough.
        Why::NotInNetwork(_) => fit.low < GOOD,
        Why::Fee(fee, limit) => fee.from > *limit && fit.low < GOOD,
        Why::SlidingFrom(amount, limit) => amount > limit && fit.low < GOOD,
        _ => false,
    }
}

fn is_late(days: Option<i64>) -> bool {
    days.is_some_and(|days| days > 0)
}

/// What of a finding speaks for the colleague, if anything; of several guidelines the newest stands for all.
fn strength(finding: &Finding, sign: &str) -> Option<String> {
    match finding.criterion {
        Criterion::Concern => return concerns(finding),
        Criterion::Preferences => return wishes(finding),
        _ => {}
    }
    let speaks_for = |why: &&Why| match why {
        Why::Ceiling(Some(ceiling), need) => ceiling >= need,
        Why::Guideline { grade, .. } => matches!(grade, Some(Grade::Recommended | Grade::Option)),
        Why::Opening { weeks, checked_days, late_days, .. } => {
            weeks.is_some() && checked_days.is_some() && !is_late(*late_days)
        }
        Why::Fee(fee, limit) => fee.from <= *limit,
        Why::SlidingFrom(amount, limit) => amount <= limit,
        Why::Known(known) => known.is_some_and(|known| known != Relationship::HeardOf),
        Why::Offers(_)
        | Why::Untried(_)
        | Why::InNetwork(_)
        | Why::InNetworkPlans(_)
        | Why::Distance(..)
        | Why::Remote => true,
        _ => false,
    };
    let said: Vec<String> = finding.why.iter().filter(speaks_for).map(|reason| short(reason, sign)).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn short(reason: &Why, sign: &str) -> String {
    match reason {
        Why::Guideline { sources: named, grade, .. } if named.len() > 1 => {
            let agree = named.iter().filter(|source| Some(source.grade) == *grade).count();
            let mut first = reason.clone();
            if let Why::Guideline { sources, .. } = &mut first {
                sources.truncate(1);
            }
            let more = if agree > 1 { format!(" and {} more", agree - 1) } else { String::new() };
            why(&first, sign) + &more
        }
        _ => why(reason, sign),
    }
}

/// "as wished: gender woman, affirming of LGBTQ+ people".
fn wishes(finding: &Finding) -> Option<String> {
    let met = finding.why.iter().filter_map(|why| match why {
        Why::Wish(asked, value, Met::Yes) => Some(format!("{} {}", wish(*asked), wished(*asked, value))),
        Why::Preferred(soft, Met::Yes) => Some(soft.word().to_owned()),
        _ => None,
    });
    let met: Vec<String> = met.collect();
    (!met.is_empty()).then(|| format!("as wished: {}", met.join(", ")))
}

/// "specialties: depression and panic disorder", else "lists depression".
fn concerns(finding: &Finding) -> Option<String> {
    let of = |wanted: Cover| -> Vec<String> {
        let labels = finding.why.iter().filter_map(|why| match why {
            Why::Concern { concern, cover, through } if *cover == wanted => Some(match through {
                Some(word) => format!("{} ({})", label(word), label(concern)),
                None => label(concern),
            }),
            _ => None,
        });
        labels.collect()
    };
    let (best, listed) = (of(Cover::Specialty), of(Cover::Listed));
    let lists = || format!("lists {}", list(&listed, "and"));
    let specialty = if best.len() == 1 { "specialty" } else { "specialties" };
    match (best.is_empty(), listed.is_empty()) {
        (true, true) => None,
        (true, false) => Some(lists()),
        (false, true) => Some(format!("{specialty}: {}", list(&best, "and"))),
        (false, false) => Some(format!("{specialty}: {}; {}", list(&best, "and"), lists())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Wish;
    use crate::colleague::{Away, Fee, Money};
    use crate::ranking::{Cited, Fit};
    use crate::render::sample;
    use crate::vocab::Severity;

    fn open(weeks: Option<u32>, late_days: Option<i64>, checked_days: Option<i64>) -> String {
        why(&Why::Opening { weeks, accepting: None, late_days, away: None, checked_days }, "$")
    }

    #[test]
    fn an_opening_shows_its_age_and_how_late_it_is() {
        assert_eq!(open(Some(2), Some(0), Some(5)), "opening in 2 weeks, checked 5 days ago");
        assert_eq!(
            open(Some(3), Some(7), Some(250)),
            "opening in 3 weeks, 7 days later than needed, checked 8 months ago: ask again"
        );
        assert_eq!(open(Some(3), None, None), "opening in 3 weeks, never checked: ask");
        assert_eq!(open(None, None, Some(5)), "openings: not on record");
        let back = "2026-12-13".parse().ok();
        let away = Some(Away { from: None, to: back });
        let said = why(
            &Why::Opening { weeks: Some(0), accepting: None, late_days: Some(27), away, checked_days: Some(0) },
            "$",
        );
        assert_eq!(said, "away until 2026-12-13, then open, checked today");
    }

    fn cited(name: &'static str, year: u16, grade: Grade) -> Cited {
        Cited { name, year, grade, is_current: true }
    }

    #[test]
    fn an_inherited_grade_names_whose_it_is() {
        let row = Why::Guideline {
            approach: "STAIR".to_owned(),
            form_of: Some("Cognitive behavioral therapy".to_owned()),
            concern: "Post-traumatic stress disorder".to_owned(),
            grade: Some(Grade::Recommended),
            sources: vec![cited("APS 2018 review", 2018, Grade::Recommended)],
        };
        assert_eq!(
            why(&row, "$"),
            "STAIR: no row of its own; as a form of cognitive behavioral therapy, recommended for post-traumatic stress \
             disorder in APS 2018 review"
        );
    }

    #[test]
    fn guidelines_come_with_source_and_year_and_none_says_so() {
        let row = |grade, sources| Why::Guideline {
            approach: "Prolonged exposure".to_owned(),
            form_of: None,
            concern: "Post-traumatic stress disorder".to_owned(),
            grade,
            sources,
        };
        assert_eq!(
            why(
                &row(
                    Some(Grade::Recommended),
                    vec![
                        cited("VA/DoD PTSD 2023", 2023, Grade::Recommended),
                        cited("NICE NG116", 2018, Grade::Recommended),
                        Cited { is_current: false, ..cited("APA PTSD 2017", 2017, Grade::Option) },
                    ]
                ),
                "$"
            ),
            "prolonged exposure: recommended for post-traumatic stress disorder in VA/DoD PTSD 2023 and NICE NG116 \
             (2018); an option in APA PTSD 2017, since replaced"
        );
        assert_eq!(
            why(&row(None, Vec::new()), "$"),
            "prolonged exposure: no guideline row for post-traumatic stress disorder"
        );
    }

    #[test]
    fn unknown_wishes_look_unknown() {
        let wish = |met| why(&Why::Wish(Wish::Affirming, "lgbtq".to_owned(), met), "$");
        assert_eq!(wish(Met::Yes), "affirming of LGBTQ+ people, as wished");
        assert_eq!(wish(Met::No), "affirming of LGBTQ+ people: wished, something else on record");
        assert_eq!(wish(Met::Unknown), "affirming of LGBTQ+ people: wished, not on record");
    }

    #[test]
    fn money_has_the_sign_that_is_given() {
        let fee = Why::Fee(Fee { from: Money(12_000), to: Money(18_000) }, Money(15_000));
        assert_eq!(why(&fee, "$"), "fee $120–180, partly within $150");
        let fee = Why::Fee(Fee { from: Money(16_000), to: Money(18_000) }, Money(15_000));
        assert_eq!(why(&fee, "$"), "fee $160–180, above $150");
        assert_eq!(why(&Why::SlidingFrom(Money(6_050), Money(8_000)), ""), "sliding fee from 60.50");
        assert_eq!(why(&Why::SlidingFrom(Money(9_000), Money(8_000)), "$"), "sliding fee from $90, above $80");
    }

    #[test]
    fn needs_are_told_apart() {
        let finding_of =
            |why| Finding { criterion: Criterion::Needs, weight: 12, fit: Fit::known(1000), known: true, why };
        let said = finding(&finding_of(vec![Why::Need("license", true), Why::Need("format", false)]), "$");
        assert_eq!(said, "met: license; not on record: format");
    }

    #[test]
    fn the_strongest_reasons_are_known_ones_by_points() {
        let ranking = sample::ranking();
        assert_eq!(
            strongest(&ranking.suggestions[0]),
            [
                "specialty: post-traumatic stress disorder; lists dissociative disorders",
                "takes complex cases",
                "opening in 2 weeks, checked 5 days ago",
            ]
        );
        assert_eq!(strongest(&ranking.suggestions[1]), ["lists post-traumatic stress disorder"]);
    }

    #[test]
    fn what_falls_short_is_said_unless_another_route_is_good() {
        let money = |dollars: u64| Money(dollars * 100);
        let fee = |to| Why::Fee(Fee { from: money(to), to: money(to) }, money(120));
        let (bad, doubtful) = (Fit::known(400), Fit { low: 0, fit: 500, high: 1000 });
        assert!(falls_short(&fee(150), bad) && falls_short(&fee(150), doubtful));
        assert!(!falls_short(&fee(150), Fit::known(1000)), "the payer is taken");
        assert!(!falls_short(&fee(120), Fit::known(1000)));
        let sliding = |from| Why::SlidingFrom(money(from), money(120));
        assert!(falls_short(&sliding(140), bad) && !falls_short(&sliding(90), Fit::known(800)));
        assert!(falls_short(&Why::NotInNetwork(Some(true)), bad));
        assert!(!falls_short(&Why::NotInNetwork(None), Fit::known(1000)), "the fee is within reach");

        let opening = |weeks, accepting, late_days| {
            let (away, checked_days) = (None, Some(3));
            Why::Opening { weeks, accepting: Some(accepting), late_days, away, checked_days }
        };
        let (yes, waitlist) = (Accepting::Yes, Accepting::Waitlist);
        assert!(falls_short(&opening(Some(5), yes, Some(3)), Fit::known(900)), "late is late");
        assert!(!falls_short(&opening(Some(5), yes, Some(-3)), Fit::known(900)));
        assert!(falls_short(&opening(Some(14), yes, None), Fit::known(200)));
        assert!(falls_short(&opening(None, waitlist, None), doubtful));
        assert!(!falls_short(&opening(None, yes, None), doubtful), "unknown is no shortfall");

        assert!(falls_short(&Why::Ceiling(Some(Severity::Moderate), Severity::Severe), bad));
        assert!(!falls_short(&Why::Ceiling(None, Severity::Severe), doubtful));
    }

    #[test]
    fn strong_reasons_are_short() {
        let found = |criterion, why| Finding { criterion, weight: 9, fit: Fit::known(1000), known: true, why };
        let row = Why::Guideline {
            approach: "Exposure therapy".to_owned(),
            form_of: None,
            concern: "Panic disorder".to_owned(),
            grade: Some(Grade::Option),
            sources: vec![
                cited("VA/DoD PTSD 2023", 2023, Grade::Option),
                cited("NICE NG116", 2018, Grade::Option),
                cited("APS 2018 review", 2018, Grade::Option),
                cited("APA PTSD 2017", 2017, Grade::NotRecommended),
            ],
        };
        assert_eq!(
            strength(&found(Criterion::Approach, vec![row]), "$").as_deref(),
            Some("exposure therapy: an option for panic disorder in VA/DoD PTSD 2023 and 2 more")
        );
        let wish = |value: &str, met| Why::Wish(Wish::Gender, value.to_owned(), met);
        let wishes = found(Criterion::Preferences, vec![wish("woman", Met::Yes), wish("man", Met::Unknown)]);
        assert_eq!(strength(&wishes, "$").as_deref(), Some("as wished: gender woman"));
    }
}

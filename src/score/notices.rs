//! What is to be known of the answer as a whole: crisis lines, and what follows from the client alone.

use super::license::License;
use super::plan::Plan;
use crate::client::Key;
use crate::ranking::Notice;
use crate::reason::Reason;
use crate::vocab::{self, Compact, ConcernId, CrisisLine, Format, Severity, known};

/// The country whose crisis lines are shown where neither client nor referrer names one: a judgement, as most of the
/// tables are from there.
const DEFAULT_COUNTRY: &str = "US";

/// The crisis lines of the client's country, where this is a crisis.
pub fn crisis(plan: &Plan) -> Vec<CrisisLine> {
    let client = plan.client;
    let vocabulary = plan.vocabulary;
    let grave = |&concern: &ConcernId| {
        [known::SUICIDALITY, known::SELF_HARM, known::POSTPARTUM_PSYCHOSIS]
            .into_iter()
            .any(|broad| vocabulary.concern_is_under(concern, broad))
    };
    // Named without a severity, these are taken for a crisis; better one line too many.
    let named = client.concerns.iter().any(grave) && client.severity.is_none_or(|s| s >= Severity::Severe);
    if client.severity != Some(Severity::Crisis) && !named {
        return Vec::new();
    }
    let near = plan.regions.first().map(|region| region.country().to_owned());
    let country = near.or_else(|| plan.me.country.clone()).unwrap_or_else(|| DEFAULT_COUNTRY.to_owned());
    let lines = vocab::crisis_lines(&country);
    if lines.is_empty() {
        return vec![CrisisLine { name: "your local emergency number", voice: "", text: "", as_of: "" }];
    }
    lines.to_vec()
}

/// What follows from the profile alone.
pub fn of_profile(plan: &Plan, avoided: &[bool]) -> Vec<Notice> {
    let client = plan.client;
    let mut notices: Vec<Notice> = client.notices.iter().cloned().map(Notice::Read).collect();
    let needs = [
        (Reason::Approach, client.tried.is_empty(), Key::Tried),
        (Reason::Location, client.near.is_empty(), Key::Near),
        (Reason::Availability, client.start_within.is_none(), Key::StartWithin),
    ];
    for (reason, missing, key) in needs {
        if missing && client.has_reason(reason) {
            notices.push(Notice::ReasonNeeds(reason, key));
        }
    }
    if client.has_reason(Reason::Preferences) && plan.wishes.is_empty() {
        notices.push(Notice::NoWish);
    }
    let violence = [known::DOMESTIC_VIOLENCE, known::PERPETRATOR_VIOLENCE];
    let names_violence =
        client.concerns.iter().any(|&c| violence.iter().any(|&broad| plan.vocabulary.concern_is_under(c, broad)));
    // Couple therapy is not suitable where there is current violence.
    if client.format == Some(Format::Couple) && names_violence {
        notices.push(Notice::CoupleWithViolence);
    }
    if client.has_reason(Reason::Ethics) {
        notices.push(Notice::OwnValues);
    }
    if plan.of() == 0 {
        notices.push(Notice::NothingWeighed);
    }
    if plan.regions.is_empty() {
        notices.push(Notice::NoRegion);
    }
    for (_, (_, typed)) in avoided.iter().zip(&client.avoid).filter(|(matched, _)| !**matched) {
        notices.push(Notice::AvoidsNobody(typed.clone()));
    }
    notices
}

/// The dates of the tables by which somebody shown counts as licensed.
pub fn table_dates(licenses: impl Iterator<Item = License>) -> Vec<Notice> {
    let mut notices = Vec::new();
    for license in licenses {
        let notice = match license {
            License::Compact(Compact::Psypact) => Notice::TableDate("PSYPACT members", vocab::psypact_as_of()),
            License::Compact(Compact::Counseling) => {
                Notice::TableDate("states issuing Counseling Compact privileges", vocab::counseling_compact_as_of())
            }
            _ => continue,
        };
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    notices
}

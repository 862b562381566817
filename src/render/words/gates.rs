//! Why somebody is left out, and what would change it.

use super::{NAMED, access, cases, delivery, distance, formats, label, list, service, wish, wished};
use crate::client::Wish;
use crate::colleague::Away;
use crate::ranking::{Gate, GateWhy, NearMiss, Relax, Sensitivity};
use crate::vocab::{Severity, Word};

/// The gate as people call it.
pub fn gate_name(gate: Gate) -> &'static str {
    match gate {
        Gate::Conflict => "conflict of interest",
        Gate::Avoid => "to be avoided",
        Gate::Reach => "too far",
        Gate::Closed => "no opening",
        Gate::Must(Wish::Affirming) => "affirming",
        Gate::Must(asked) => wish(asked),
        other => other.word(),
    }
}

/// Why a gate closed, as a phrase about the colleague.
pub fn gate_why(why: &GateWhy) -> String {
    match why {
        GateWhy::TiedToClient(name) => format!("shares a tie with the client: {name}"),
        GateWhy::TiedToReferrer(name) => format!("tied to you: {name}"),
        GateWhy::SamePractice(practice) if practice.is_empty() => "works in your practice".to_owned(),
        GateWhy::SamePractice(practice) => format!("works in your practice, {practice}"),
        GateWhy::Avoided(typed) => format!("you asked to avoid “{typed}”"),
        GateWhy::Licensed { held, needed } => {
            format!("licensed in {}, not in {}", list(held, "and"), list(needed, "or"))
        }
        GateWhy::Ages { sees, age } => {
            let sees: Vec<String> = sees.iter().map(ToString::to_string).collect();
            let client = age.map_or_else(|| "no adults".to_owned(), |age| format!("not {age}"));
            format!("sees ages {}, {client}", list(&sees, "and"))
        }
        GateWhy::Sees(sees, asked) => {
            let sees: Vec<&str> = sees.iter().map(|&format| formats(format)).collect();
            format!("sees {}, not {}", list(&sees, "and"), formats(*asked))
        }
        GateWhy::Services(offers, asked) => {
            let offers: Vec<&str> = offers.iter().map(|&offered| service(offered)).collect();
            format!("offers {}, not {}", list(&offers, "and"), service(*asked))
        }
        GateWhy::NoPrescriber(credentials) if credentials.is_empty() => "does not prescribe".to_owned(),
        GateWhy::NoPrescriber(credentials) => format!("does not prescribe ({})", credentials.join(", ")),
        GateWhy::Ceiling(ceiling, Severity::Crisis) => {
            format!("takes cases up to {}; this is a crisis", ceiling.word())
        }
        GateWhy::Ceiling(ceiling, need) => {
            format!("takes cases up to {}, not {}", ceiling.word(), cases(*need))
        }
        GateWhy::Languages { spoken, wanted } => {
            format!("works in {}, not in {}", list(spoken, "and"), list(wanted, "or"))
        }
        GateWhy::Payers { taken, wanted } => {
            format!("takes {}, not {}", list(taken, "and"), list(wanted, "or"))
        }
        GateWhy::Delivery(offered) => {
            let offered: Vec<&str> = offered.iter().map(|word| delivery(word)).collect();
            format!("sees people {} only", list(&offered, "and"))
        }
        GateWhy::TooFar(tenths) => format!("{} away, farther than asked", distance(*tenths)),
        GateWhy::Access(needs) => {
            let needs: Vec<&str> = needs.iter().map(|word| access(word)).collect();
            format!("does not offer {}", list(&needs, "or"))
        }
        GateWhy::NotAccepting(None) => "not taking clients".to_owned(),
        GateWhy::NotAccepting(Some(day)) => format!("not taking clients (checked {day})"),
        GateWhy::Away(range) => format!("{}, past the time needed", away(range)),
        GateWhy::OpensLate(weeks) => {
            format!("opens in {}, later than needed", super::count(i64::from(*weeks), "week"))
        }
        GateWhy::Declines(concern) => format!("declines {}", label(concern)),
        GateWhy::Wish(asked, stated) => {
            let stated: Vec<String> = stated.iter().map(|value| wished(*asked, value)).collect();
            format!("on record: {}; not what the client needs", list(&stated, "and"))
        }
    }
}

/// An absence: "away until 2026-12-13".
pub(super) fn away(range: &Away) -> String {
    match (range.from, range.to) {
        (_, Some(to)) => format!("away until {to}"),
        (Some(from), None) => format!("away from {from}, return not known"),
        (None, None) => "away, return not known".to_owned(),
    }
}

/// A requirement to relax, and whom that would add: "within 15mi instead: Ana Ruiz (ana-ruiz)".
pub fn near_miss(miss: &NearMiss) -> String {
    format!("{}: {}", relaxed(miss.relax), named(&miss.adds))
}

/// What would have to be otherwise: "with another language".
pub fn relaxed(relax: Relax) -> String {
    match relax {
        Relax::Within(within) => format!("within {within} instead"),
        Relax::Language => "with another language".to_owned(),
        Relax::Payer => "with another payer".to_owned(),
        Relax::Delivery => "with another delivery (in person, video, phone)".to_owned(),
        Relax::StartWithin => "with a later start".to_owned(),
        Relax::Access => "without the access needs".to_owned(),
        Relax::Service => "without that service".to_owned(),
        Relax::Format => "in another format".to_owned(),
        Relax::Must(asked) => format!("with {} as a wish, not a must", gate_name(Gate::Must(asked))),
    }
}

/// A weight on which the names hang: "if cost counted double: …".
pub fn sensitivity(sensitivity: &Sensitivity) -> String {
    let factor = if sensitivity.doubled { "double" } else { "half" };
    format!("if {} counted {factor}: {}", sensitivity.criterion.word(), named(&sensitivity.top))
}

/// The first few with their ids, and how many more.
fn named(people: &[(String, String)]) -> String {
    let mut said: Vec<String> = people.iter().take(NAMED).map(|(id, name)| format!("{name} ({id})")).collect();
    if people.len() > NAMED {
        said.push(format!("{} more", people.len() - NAMED));
    }
    list(&said, "and")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colleague::AgeRange;
    use crate::vocab::{Format, Service};

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn every_exclusion_says_what_is_known() {
        let day = |text: &str| text.parse().expect("a date");
        let said = [
            GateWhy::Licensed { held: owned(&["Rhode Island"]), needed: owned(&["Massachusetts", "Maine"]) },
            GateWhy::Ages { sees: vec![AgeRange { from: 13, to: 17 }], age: None },
            GateWhy::Sees(vec![Format::Couple, Format::Family], Format::Individual),
            GateWhy::Services(vec![Service::Assessment], Service::Therapy),
            GateWhy::Ceiling(Severity::Moderate, Severity::Complex),
            GateWhy::Ceiling(Severity::Severe, Severity::Crisis),
            GateWhy::Payers { taken: owned(&["Aetna", "Cigna"]), wanted: owned(&["Tufts"]) },
            GateWhy::Delivery(vec!["video"]),
            GateWhy::TooFar(420),
            GateWhy::Away(Away { from: None, to: Some(day("2026-12-13")) }),
            GateWhy::OpensLate(1),
            GateWhy::Wish(Wish::Gender, owned(&["man"])),
        ]
        .map(|why| gate_why(&why));
        assert_eq!(
            said,
            [
                "licensed in Rhode Island, not in Massachusetts or Maine",
                "sees ages 13–17, no adults",
                "sees couples and families, not individuals",
                "offers assessment, not therapy",
                "takes cases up to moderate, not complex cases",
                "takes cases up to severe; this is a crisis",
                "takes Aetna and Cigna, not Tufts",
                "sees people by video only",
                "about 42 mi away, farther than asked",
                "away until 2026-12-13, past the time needed",
                "opens in 1 week, later than needed",
                "on record: man; not what the client needs",
            ]
        );
    }

    #[test]
    fn every_gate_has_a_name_for_people() {
        let names: Vec<&str> = Gate::ALL.into_iter().map(gate_name).collect();
        assert!(names.iter().all(|name| !name.is_empty() && !name.contains(':')), "{names:?}");
    }
}

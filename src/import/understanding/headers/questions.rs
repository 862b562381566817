//! What a long header or a question of a questionnaire is about, by some of its words.

use super::{Meaning, Question};
use crate::colleague::Field;
use crate::import::understanding::target::Target;

/// Holds where each group has a word in the header, and `never` has none. Words are folded.
struct Rule {
    groups: &'static [&'static str],
    never: &'static str,
    about: About,
}

#[derive(Clone, Copy)]
enum About {
    Field(Field),
    Question(Question),
    /// None of our fields, whatever other words say.
    Nothing,
}

const fn rule(groups: &'static [&'static str], never: &'static str, field: Field) -> Rule {
    Rule { groups, never, about: About::Field(field) }
}

const fn asks(groups: &'static [&'static str], question: Question) -> Rule {
    Rule { groups, never: "", about: About::Question(question) }
}

/// The first rule that holds counts.
const RULES: [Rule; 28] = [
    rule(&["anything", "else other"], "", Field::Notes),
    rule(
        &["phone telephone", "number best contact"],
        "fax emergency type supervisor authorized official assistant billing",
        Field::Phone,
    ),
    rule(&["website"], "type label", Field::Website),
    Rule {
        groups: &["fax emergency supervisor supervisors birth authorized official other url link type id count code \
                   number why assistant spouse parent verification policy insured subscriber client's patient's \
                   guardian previous former school hospital date notes description percent percentage average total \
                   rank score years requirements"],
        never: "",
        about: About::Nothing,
    },
    rule(&["identify identifies ethnicity racial race"], "clients patients gender", Field::Identities),
    rule(
        &[
            "accept accepting accepts take taking takes openings open",
            "client clients patient patients referral referrals clientes pacientes patienten",
            "new currently openings open referral referrals now",
        ],
        "not don't insurance",
        Field::Accepting,
    ),
    rule(
        &[
            "not don't dont doesn't exclude unable won't",
            "treat see work serve accept take working treating comfortable",
        ],
        "insurance new",
        Field::Declines,
    ),
    rule(&["sliding"], "", Field::SlidingFeeFrom),
    rule(&["license licensed licensure licenced", "state states where"], "", Field::LicensedIn),
    rule(&["superbill superbills"], "", Field::OutOfNetwork),
    rule(&["out", "network"], "", Field::OutOfNetwork),
    rule(&["insurance insurances insurers payers payors panels seguros assurances krankenkassen"], "", Field::Payers),
    rule(
        &["telehealth teletherapy virtual virtually online remote telemedicine"],
        "state states platform",
        Field::Delivery,
    ),
    // A name of “contact person” or “person in charge” is none of it: what the cells say decides.
    rule(
        &["in", "person", "session sessions see sees seeing meet offer offered available visits appointments"],
        "",
        Field::Delivery,
    ),
    rule(&["office", "visit visits session sessions appointments see sees seeing"], "", Field::Delivery),
    rule(&["language languages idiomas sprachen langues"], "", Field::Languages),
    rule(
        &["specialties specialty specialities specialize specialise specialization expertise"],
        "",
        Field::Specialties,
    ),
    rule(&["modalities approaches approach orientation interventions"], "", Field::Approaches),
    rule(&["ages age"], "old your", Field::Ages),
    rule(
        &["fee fees charge rate rates cost", "session sessions hour individual standard per full your you"],
        "",
        Field::Fee,
    ),
    asks(&["wait waitlist", "long time weeks current how"], Question::Waitlist),
    rule(&["pronouns"], "", Field::Pronouns),
    rule(&["email mail"], "", Field::Email),
    rule(&["credentials licensure degrees"], "", Field::Credentials),
    rule(&["practice clinic agency organization", "name"], "", Field::Practice),
    rule(&["populations communities"], "", Field::Affirms),
    rule(&["conditions issues concerns diagnoses", "treat treated work see address"], "", Field::Concerns),
    asks(&["availability hours days times"], Question::Availability),
];

/// What the words of a long header are about.
pub(super) fn about(words: &[String]) -> Option<Meaning> {
    // “Notes for intake” are notes; “insurance notes” are the user's own.
    if words.len() >= 2 && matches!(words[0].as_str(), "notes" | "comments" | "remarks") {
        return Some(Meaning::Is(Target::Field(Field::Notes)));
    }
    if words.len() < 3 {
        return None;
    }
    let has = |group: &str| group.split(' ').any(|known| words.iter().any(|word| word == known));
    let rule = RULES.iter().find(|rule| rule.groups.iter().all(|group| has(group)) && !has(rule.never))?;
    match rule.about {
        About::Field(field) => Some(Meaning::Is(Target::Field(field))),
        About::Question(question) => Some(Meaning::Asks(question)),
        About::Nothing => None,
    }
}

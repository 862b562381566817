//! What speaks against a colleague who passed, and what is to be disclosed to the client.

use super::approach;
use super::gates::{self, tied_names};
use super::opening::days_between;
use super::plan::Plan;
use crate::colleague::Colleague;
use crate::ranking::{Disclosure, Warning};
use crate::text::is_word_prefix;
use crate::vocab::{ConcernId, Grade, Severity, known};

/// Days after which payer and license facts carry a warning: networks change from year to year. A judgement.
const OLD_DAYS: i64 = 365;

/// What speaks against a colleague who passed every gate.
pub fn warnings(colleague: &Colleague, plan: &Plan) -> Vec<Warning> {
    let (client, vocabulary) = (plan.client, plan.vocabulary);
    let mut warnings = Vec::new();
    for tie in &client.ties {
        let name = tie.name.as_str();
        let own_names = || gates::names_as_written(colleague).zip(tied_names(colleague));
        let near = own_names().find(|(_, own)| is_word_prefix(own, name) || is_word_prefix(name, own));
        if let Some((written, _)) = near {
            warnings.push(Warning::PossibleTie(tie.written.clone(), written.to_owned()));
        }
    }
    for &approach in &colleague.approaches {
        // No guideline supports it for anything, so it is named whatever the client brings.
        if vocabulary.approach_is_under(approach, known::CONVERSION_THERAPY) {
            warnings.push(Warning::Conversion(plan.approach_label(approach)));
        } else if let Some(found) = plan.guidelines.worth(approach).found.filter(|found| found.advised_against) {
            let against =
                approach::cited(plan, found).into_iter().filter(|source| source.grade == Grade::NotRecommended);
            warnings.push(Warning::NotRecommended {
                approach: plan.approach_label(approach),
                form_of: approach::form_of(plan, found, approach),
                concern: plan.concern_label(found.concern),
                sources: against.collect(),
            });
        }
    }
    // Clients of trainees drop out more often (Swift and Greenberg 2012, 669 studies).
    if client.severity >= Some(Severity::Severe)
        && let Some(trainee) = colleague.known_credentials.iter().find(|credential| credential.trainee())
    {
        warnings.push(Warning::Trainee(trainee.label().to_owned()));
    }
    let under = |word: ConcernId| vocabulary.concern_is_under(word, known::BIPOLAR);
    let listed = || colleague.specialties.iter().chain(&colleague.concerns);
    if client.concerns.iter().any(|&concern| under(concern))
        && listed().next().is_some()
        && !listed().any(|&word| under(word))
    {
        warnings.push(Warning::BipolarNotListed);
    }
    let payers = !client.payers.is_empty() && !colleague.payers.is_empty();
    let license = !plan.regions.is_empty() && !colleague.licensed_in.is_empty();
    if let Some(checked) = colleague.checked {
        let days = days_between(checked, plan.as_of());
        if days > OLD_DAYS && (payers || license) {
            warnings.push(Warning::OldFacts { checked, payers, license });
        } else if days < 0 {
            warnings.push(Warning::CheckedAhead(checked));
        }
    }
    for word in declined_near(colleague, plan) {
        warnings.push(Warning::Declines(plan.concern_label(word)));
    }
    warnings
}

/// Declined words that do not close the door: narrower than the main concern, or near another one.
fn declined_near<'c>(colleague: &'c Colleague, plan: &'c Plan) -> impl Iterator<Item = ConcernId> {
    let concerns = &plan.client.concerns;
    let near = |&word: &ConcernId| {
        concerns.iter().enumerate().any(|(i, &concern)| {
            let is_under = |narrow, broad| plan.vocabulary.concern_is_under(narrow, broad);
            if i == 0 { is_under(word, concern) } else { is_under(concern, word) }
        })
    };
    colleague.declines.iter().copied().filter(near)
}

/// What the client is to be told of the tie between colleague and referrer.
pub fn disclosures(colleague: &Colleague, plan: &Plan) -> Vec<Disclosure> {
    let mut disclose = Vec::new();
    if !colleague.tie_to_me.is_empty() {
        disclose.push(Disclosure::Tie(colleague.tie_to_me.clone()));
    }
    if gates::is_my_practice(colleague, plan) {
        disclose.push(Disclosure::SamePractice(plan.me.practice.clone()));
    }
    disclose
}

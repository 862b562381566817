//! The criteria and their weights by reason.
//!
//! No study gives relative weights for referral criteria. These are a judgement, anchored on effect sizes:
//! matching to what a therapist is good at (Constantino 2021), level of care (Delgadillo 2022, 951 adults),
//! preferences honored (Swift 2018), weeks waited (Psychological Services 2023, 1,587 referrals), distance
//! (Pfeiffer 2011, 132,329 veterans). The trial measured what a therapist is good at; a directory only
//! states it, so that the effect here is smaller.

use crate::reason::Reason;

/// What a colleague is scored on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Criterion {
    /// The client's concerns against the colleague's specialties.
    Concern,
    /// The level of care needed against the stated ceiling.
    Severity,
    /// What the colleague does, against guidelines and what was tried.
    Approach,
    /// The client's wishes.
    Preferences,
    /// How many of the stated needs are known to be met.
    Needs,
    /// Weeks to the first opening.
    Availability,
    /// Payer and fee.
    Cost,
    /// Distance, or a remote session.
    Location,
    /// How well the therapist knows the colleague.
    Relationship,
}

impl Criterion {
    /// All nine, in the order in which findings are shown.
    pub const ALL: [Criterion; 9] = [
        Criterion::Concern,
        Criterion::Severity,
        Criterion::Approach,
        Criterion::Preferences,
        Criterion::Needs,
        Criterion::Availability,
        Criterion::Cost,
        Criterion::Location,
        Criterion::Relationship,
    ];

    /// The word typed and shown for it.
    pub fn word(self) -> &'static str {
        match self {
            Criterion::Concern => "concern",
            Criterion::Severity => "severity",
            Criterion::Approach => "approach",
            Criterion::Preferences => "preferences",
            Criterion::Needs => "needs",
            Criterion::Availability => "availability",
            Criterion::Cost => "cost",
            Criterion::Location => "location",
            Criterion::Relationship => "relationship",
        }
    }

    /// Reads the word.
    pub fn read(text: &str) -> Option<Criterion> {
        let folded = crate::text::fold(text);
        Criterion::ALL.into_iter().find(|c| c.word() == folded)
    }
}

/// A weight for each criterion, 0…100, in the order of [`Criterion::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights(pub [u32; 9]);

/// The largest weight that may be given.
pub const MOST: u32 = 100;

/// The weights where no reason is given. They need not sum to 100: a score is a share of those in play.
pub const NO_REASON: Weights = Weights([30, 18, 14, 14, 12, 10, 8, 6, 4]);

/// What the reason speaks of gains what the others lose: a judgement, like the first row.
fn by_reason(reason: Reason) -> Weights {
    Weights(match reason {
        Reason::Specialization => [42, 15, 15, 10, 12, 8, 6, 4, 4],
        Reason::Severity => [24, 36, 12, 8, 12, 12, 5, 3, 4],
        Reason::Approach => [22, 14, 34, 12, 12, 8, 6, 4, 4],
        Reason::Preferences => [22, 14, 10, 32, 12, 8, 8, 6, 4],
        Reason::Location => [22, 14, 10, 12, 12, 9, 8, 25, 4],
        Reason::Availability => [25, 15, 16, 10, 12, 22, 8, 4, 4],
        // Ethics moves no weight: it closes doors.
        Reason::Ethics => NO_REASON.0,
    })
}

impl Weights {
    /// The weight of one criterion.
    pub fn of(&self, criterion: Criterion) -> u32 {
        self.0[criterion as usize]
    }

    /// Replaces the weight of one criterion.
    pub fn set(&mut self, criterion: Criterion, weight: u32) {
        self.0[criterion as usize] = weight;
    }

    /// The weights for distinct reasons: each criterion's mean, rounded half up; `base` without any.
    pub fn for_reasons(reasons: &[Reason], base: Weights) -> Weights {
        if reasons.is_empty() {
            return base;
        }
        let count = reasons.len() as u32;
        let mut weights = Weights([0; 9]);
        for (i, weight) in weights.0.iter_mut().enumerate() {
            let sum: u32 = reasons.iter().map(|&r| by_reason(r).0[i]).sum();
            *weight = (2 * sum + count) / (2 * count);
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reasons_share_the_mean_rounded_half_up() {
        let both = Weights::for_reasons(&[Reason::Severity, Reason::Location], NO_REASON);
        assert_eq!(both, Weights([23, 25, 11, 10, 12, 11, 7, 14, 4]));
    }

    #[test]
    fn no_reason_takes_the_users_own_base() {
        let base = Weights([1; 9]);
        assert_eq!(Weights::for_reasons(&[], base), base);
    }
}

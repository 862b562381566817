//! Interstate compacts: where an authority that a colleague holds counts.

use super::key::key;
use super::lines::parts;
use super::tables;
use super::word::Word;

/// An agreement by which a license reaches further than its state, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Compact {
    /// Psychologists, by video or telephone.
    Psypact,
    /// Counselors.
    Counseling,
    /// Social workers; no licenses issued yet.
    SocialWork,
    /// Physicians: an easier way to a full license in each state, not an authority of its own.
    Imlc,
    /// Nurses, not for prescribing.
    Nlc,
    /// Nurse practitioners; not in effect.
    Aprn,
}

impl Word for Compact {
    const ALL: &'static [Compact] =
        &[Compact::Psypact, Compact::Counseling, Compact::SocialWork, Compact::Imlc, Compact::Nlc, Compact::Aprn];

    fn word(self) -> &'static str {
        self.field(0)
    }

    fn read(text: &str) -> Option<Compact> {
        Compact::ALL.get(tables::COMPACT_TERMS.find(&key(text))?).copied()
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl Compact {
    fn field(self, number: usize) -> &'static str {
        tables::COMPACTS.field(self as usize, number)
    }

    /// The name for reading.
    pub fn label(self) -> &'static str {
        self.field(1)
    }

    /// Whether the authority counts in a state, given as "US-MA".
    pub fn counts_in(self, region: &str) -> bool {
        region.strip_prefix("US-").is_some_and(|state| parts(self.field(2)).any(|member| member == state))
    }

    /// When that was read: a year, a month or a day.
    pub fn as_of(self) -> &'static str {
        self.field(3)
    }
}

/// Whether a state, given as "US-MA", is a member of PSYPACT.
pub fn psypact_member(region: &str) -> bool {
    Compact::Psypact.counts_in(region)
}

/// When the members of PSYPACT were read.
pub fn psypact_as_of() -> &'static str {
    Compact::Psypact.as_of()
}

/// Whether a state, given as "US-OH", issues privileges under the Counseling Compact.
pub fn counseling_compact_issuing(region: &str) -> bool {
    Compact::Counseling.counts_in(region)
}

/// When the issuing states of the Counseling Compact were read.
pub fn counseling_compact_as_of() -> &'static str {
    Compact::Counseling.as_of()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_table_are_those_of_the_enum() {
        let words: Vec<_> = Compact::ALL.iter().map(|compact| compact.word()).collect();
        assert_eq!(words, ["psypact", "counseling-compact", "social-work-compact", "imlc", "nlc", "aprn-compact"]);
        assert!(Compact::ALL.iter().all(|&compact| Compact::read(compact.word()) == Some(compact)));
        assert_eq!(tables::COMPACTS.len(), Compact::ALL.len());
        assert_eq!(
            ["PSYPACT", "E.Passport", "Counseling"].map(Compact::read),
            [Some(Compact::Psypact), Some(Compact::Psypact), Some(Compact::Counseling)]
        );
    }

    #[test]
    fn members_and_issuing_states() {
        assert!(psypact_member("US-RI") && !psypact_member("US-MA") && !psypact_member("CA-ON"));
        assert!(counseling_compact_issuing("US-OH") && !counseling_compact_issuing("US-RI"));
        assert_eq!(counseling_compact_as_of(), "2026-01-05");
    }
}

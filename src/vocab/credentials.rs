//! The letters after a name: what they are, and whether they prescribe.

use super::key::key;
use super::tables;

/// The number of a credential.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CredentialId(u16);

/// Whether a credential allows its holder to prescribe.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Prescribes {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// That depends on the state or on further training.
    Varies,
}

impl CredentialId {
    fn field(self, number: usize) -> &'static str {
        tables::CREDENTIALS.field(usize::from(self.0), number)
    }

    /// The abbreviation.
    pub fn name(self) -> &'static str {
        self.field(0)
    }

    /// The name in full.
    pub fn label(self) -> &'static str {
        self.field(1)
    }

    /// Whether it allows to prescribe.
    pub fn can_prescribe(self) -> Prescribes {
        match self.field(3) {
            "yes" => Prescribes::Yes,
            "no" => Prescribes::No,
            _ => Prescribes::Varies,
        }
    }

    /// Whether its holder still practises under supervision.
    pub fn trainee(self) -> bool {
        self.field(4) == "yes"
    }
}

/// The credential that an abbreviation stands for, with or without full stops and in any case. Abbreviations that
/// differ by state, such as LAC, stand for none.
pub fn credential(word: &str) -> Option<CredentialId> {
    let row = tables::CREDENTIAL_TERMS.find(&key(word))?;
    u16::try_from(row).ok().map(CredentialId)
}

/// All credentials.
pub fn credentials() -> impl Iterator<Item = CredentialId> {
    (0..).take(tables::CREDENTIALS.len()).map(CredentialId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_and_case_do_not_matter() {
        let name = |word| credential(word).map_or("?", CredentialId::name);
        assert_eq!(
            ["Ph.D.", "lcsw-r", "psyd", "Psy.D", "LICSW", "LAC", "cap"].map(name),
            ["PhD", "LCSW", "PsyD", "PsyD", "LICSW", "?", "?"]
        );
        assert!(credentials().count() >= 100 && credentials().all(|c| credential(c.name()) == Some(c)));
    }

    #[test]
    fn who_prescribes_and_who_is_in_training() {
        let prescribes = |word| credential(word).expect("known").can_prescribe();
        assert_eq!(
            ["MD", "PMHNP-BC", "LMFT", "PhD"].map(prescribes),
            [Prescribes::Yes, Prescribes::Yes, Prescribes::No, Prescribes::Varies]
        );
        assert!(credential("AMFT").expect("known").trainee() && !credential("LMFT").expect("known").trainee());
        assert_eq!(credential("LMHC").expect("known").label(), "Licensed Mental Health Counselor");
    }
}

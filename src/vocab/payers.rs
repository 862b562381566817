//! Insurers and other payers: the names that mean the same.

use super::tables;
use crate::text::fold;
use std::borrow::Cow;

/// The canonical name of paying without insurance.
pub const SELF_PAY: &str = "self pay";

/// The canonical name for a whole folded name, if it has one; folded too.
pub fn payer_alias(folded: &str) -> Option<&'static str> {
    tables::PAYER_TERMS.find(folded).map(|row| tables::PAYERS.get(row))
}

/// The folded name of a payer with the longest alias among its first words replaced: "BCBS PPO" is "blue cross blue
/// shield ppo". Folds the name itself.
pub fn payer_name(name: &str) -> Cow<'_, str> {
    let folded = fold(name.trim());
    let mut end = folded.len();
    loop {
        if let Some(canonical) = payer_alias(&folded[..end]) {
            return match &folded[end..] {
                "" => Cow::Borrowed(canonical),
                rest => Cow::Owned(format!("{canonical}{rest}")),
            };
        }
        match folded[..end].rfind(' ') {
            Some(space) => end = space,
            None => return folded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_replaces_a_whole_name_or_its_first_words() {
        let names = ["BCBS PPO", "Blue Cross Blue Shield of Texas", "UHC", "Aetna PPO", "Medi-Cal", "PPO BCBS"];
        assert_eq!(
            names.map(payer_name),
            [
                "blue cross blue shield ppo",
                "blue cross blue shield of texas",
                "unitedhealthcare",
                "aetna ppo",
                "medicaid california",
                "ppo bcbs"
            ]
        );
        assert_eq!(payer_name("MassHealth"), payer_name("Massachusetts Medicaid"));
        assert_eq!(["Self-Pay", "out of pocket", "Cash", "private pay"].map(payer_name), [SELF_PAY; 4]);
        assert_eq!(payer_alias("tricare"), Some("tricare"));
        assert_eq!(payer_alias("acme mutual"), None);
    }

    #[test]
    fn every_payer_is_its_own_canonical_name() {
        assert!(tables::PAYERS.len() >= 100);
        for row in 0..tables::PAYERS.len() {
            let name = tables::PAYERS.get(row);
            assert_eq!(payer_name(name), name);
            assert_eq!(fold(name), name);
        }
    }
}

//! Groups that people say they belong to or welcome, and the words for ages.

use super::key::key;
use super::lines::parts;
use super::tables;
use crate::nearest::Suggestions;
use std::iter::successors;

/// The number of a group of people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct GroupId(u16);

impl GroupId {
    fn field(self, number: usize) -> &'static str {
        tables::GROUPS.field(usize::from(self.0), number)
    }

    /// The id, as files and flags have it.
    pub fn name(self) -> &'static str {
        self.field(0)
    }

    /// The name for reading.
    pub fn label(self) -> &'static str {
        self.field(1)
    }

    /// Further words for it.
    pub fn synonyms(self) -> Vec<&'static str> {
        parts(self.field(3)).collect()
    }

    /// The next broader group.
    pub fn parent(self) -> Option<GroupId> {
        Some(tables::GROUP_PARENTS[usize::from(self.0)]).filter(|&parent| parent != u16::MAX).map(GroupId)
    }
}

/// The group that a word stands for.
pub fn group(word: &str) -> Option<GroupId> {
    let row = tables::GROUP_TERMS.find(&key(word))?;
    u16::try_from(row).ok().map(GroupId)
}

/// Groups that come near a word which finds none.
pub fn suggest_group(word: &str) -> Vec<String> {
    let mut suggestions = Suggestions::new(word);
    for group in groups() {
        let spellings = group.synonyms().into_iter().chain([group.name(), group.label()]);
        suggestions.offer(group.name(), spellings);
    }
    suggestions.best()
}

/// All groups, in the order of the table.
pub fn groups() -> impl Iterator<Item = GroupId> {
    (0..).take(tables::GROUPS.len()).map(GroupId)
}

/// Whether a group is another or lies under it.
pub fn group_is_under(narrow: GroupId, broad: GroupId) -> bool {
    successors(Some(narrow), |group| group.parent()).any(|group| group == broad)
}

/// Whether who affirms the first group affirms the second: the same or a broader one is wanted, or one of those that
/// the umbrella stands for as a whole. Affirming LGBTQ+ people is affirming gay people; being one is not being the other.
pub fn group_affirms(stated: GroupId, wanted: GroupId) -> bool {
    let umbrella = |group: &GroupId| group.parent().filter(|_| group.field(2) == "yes");
    group_is_under(stated, wanted) || successors(Some(wanted), umbrella).any(|group| group == stated)
}

/// The span of years, inclusive, that an age word means; 255 is open: "teens" is 11 to 17, "adult" 18 and over.
pub fn age_words(words: &str) -> Option<(u8, u8)> {
    tables::AGE_TERMS.find(&key(words)).map(|row| tables::AGES[row])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(word: &str) -> GroupId {
        group(word).unwrap_or_else(|| panic!("{word}"))
    }

    #[test]
    fn groups_are_read_with_their_synonyms() {
        assert_eq!(id("LGBTQIA+").name(), "lgbtq");
        assert_eq!(id("Native American").parent(), Some(id("indigenous")));
        assert_eq!(group("people from mars"), None);
        assert!(groups().count() >= 50 && groups().all(|g| group(g.label()) == Some(g)));
    }

    #[test]
    fn a_narrower_group_meets_a_broader_wish_and_never_the_reverse() {
        assert!(group_is_under(id("south asian"), id("bipoc")));
        assert!(!group_is_under(id("asian"), id("east asian")));
        assert!(!group_is_under(id("gay"), id("lesbian")));
    }

    #[test]
    fn affirming_the_umbrella_affirms_those_it_stands_for() {
        assert!(group_affirms(id("lgbtq"), id("lesbian")) && group_affirms(id("gay"), id("lgbtq")));
        assert!(!group_affirms(id("lgbtq"), id("trans")) && !group_affirms(id("bipoc"), id("black")));
        assert!(!group_affirms(id("lgbtq"), id("nonbinary")) && group_affirms(id("trans"), id("nonbinary")));
    }

    #[test]
    fn age_words_are_spans() {
        assert_eq!(
            ["adults", "Teens", "kids", "65", "all ages", "Seniors"].map(age_words),
            [Some((18, 255)), Some((11, 17)), Some((3, 12)), None, Some((0, 255)), Some((65, 255))]
        );
    }
}

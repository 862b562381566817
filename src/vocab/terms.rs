//! Concerns and approaches: looking words up, and how the terms lie to each other.

use super::evidence::{EvidenceRow, of_concern, of_pair};
use super::tables;
use super::tree::{Additions, Branches};

/// The number of a concern: the built-in ones first, then the user's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ConcernId(pub u16);

/// The number of an approach: the built-in ones first, then the user's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ApproachId(pub u16);

/// What a word turned out to mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found<T> {
    /// One meaning.
    Sure(T),
    /// Several meanings, one of them taken, and the notice that says so.
    Resolved(T, String),
    /// Several meanings, none taken: what they are.
    Ambiguous(Vec<String>),
    /// No meaning: up to three ids that come near, best first.
    Unknown(Vec<String>),
}

impl<T> Found<T> {
    fn map<U>(self, wrap: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Found::Sure(row) => Found::Sure(wrap(row)),
            Found::Resolved(row, notice) => Found::Resolved(wrap(row), notice),
            Found::Ambiguous(meanings) => Found::Ambiguous(meanings),
            Found::Unknown(near) => Found::Unknown(near),
        }
    }
}

/// Which of the two trees a user's term belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TermKind {
    /// What clients come with.
    Concern,
    /// How colleagues treat it.
    Approach,
}

/// A term or synonym of the user's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnTerm {
    /// The tree.
    pub kind: TermKind,
    /// The word.
    pub word: String,
    /// What it stands for.
    pub meaning: OwnMeaning,
}

/// What a word of the user's stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnMeaning {
    /// A term that exists.
    SynonymOf(String),
    /// A new term.
    New {
        /// The broader term it lies under.
        parent: Option<String>,
        /// Further words for it.
        synonyms: Vec<String>,
    },
}

/// The built-in terms and the user's own.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    own: Option<Box<(Additions, Additions)>>,
}

impl Vocabulary {
    /// The built-in terms alone.
    pub fn built_in() -> Vocabulary {
        Vocabulary::default()
    }

    /// The built-in terms with the user's, and what was wrong with some of these, by their position.
    pub fn with_terms(terms: &[OwnTerm]) -> (Vocabulary, Vec<(usize, String)>) {
        if terms.is_empty() {
            return (Vocabulary::built_in(), Vec::new());
        }
        let of = |kind| terms.iter().enumerate().filter(move |(_, term)| term.kind == kind);
        let (concerns, mut problems) = Additions::new(&tables::CONCERNS, of(TermKind::Concern));
        let (approaches, more) = Additions::new(&tables::APPROACHES, of(TermKind::Approach));
        problems.extend(more);
        (Vocabulary { own: Some(Box::new((concerns, approaches))) }, problems)
    }

    fn concern_tree(&self) -> Branches<'_> {
        Branches { tree: &tables::CONCERNS, own: self.own.as_deref().map(|own| &own.0) }
    }

    fn approach_tree(&self) -> Branches<'_> {
        Branches { tree: &tables::APPROACHES, own: self.own.as_deref().map(|own| &own.1) }
    }

    /// What a word means as a concern.
    pub fn concern(&self, word: &str) -> Found<ConcernId> {
        self.concern_tree().find(word).map(ConcernId)
    }

    /// What a word means as an approach.
    pub fn approach(&self, word: &str) -> Found<ApproachId> {
        self.approach_tree().find(word).map(ApproachId)
    }

    /// The concern that a word stands for: `None` when unknown or ambiguous.
    pub fn concern_id(&self, word: &str) -> Option<ConcernId> {
        self.concern_tree().id(word).map(ConcernId)
    }

    /// The approach that a word stands for: `None` when unknown or ambiguous.
    pub fn approach_id(&self, word: &str) -> Option<ApproachId> {
        self.approach_tree().id(word).map(ApproachId)
    }

    /// All concerns, in the order of their numbers.
    pub fn concerns(&self) -> impl Iterator<Item = ConcernId> + use<> {
        (0..self.concern_tree().count()).map(ConcernId)
    }

    /// All approaches, in the order of their numbers.
    pub fn approaches(&self) -> impl Iterator<Item = ApproachId> + use<> {
        (0..self.approach_tree().count()).map(ApproachId)
    }

    /// The id of a concern, as files and flags have it.
    pub fn concern_name(&self, concern: ConcernId) -> &str {
        self.concern_tree().name(concern.0)
    }

    /// The id of an approach, as files and flags have it.
    pub fn approach_name(&self, approach: ApproachId) -> &str {
        self.approach_tree().name(approach.0)
    }

    /// The name of a concern for reading.
    pub fn concern_label(&self, concern: ConcernId) -> &str {
        self.concern_tree().label(concern.0)
    }

    /// The name of an approach for reading.
    pub fn approach_label(&self, approach: ApproachId) -> &str {
        self.approach_tree().label(approach.0)
    }

    /// The next broader concern.
    pub fn concern_parent(&self, concern: ConcernId) -> Option<ConcernId> {
        self.concern_tree().parent(concern.0).map(ConcernId)
    }

    /// The next broader approach.
    pub fn approach_parent(&self, approach: ApproachId) -> Option<ApproachId> {
        self.approach_tree().parent(approach.0).map(ApproachId)
    }

    /// Further words for a concern.
    pub fn concern_synonyms(&self, concern: ConcernId) -> Vec<&str> {
        self.concern_tree().synonyms(concern.0).collect()
    }

    /// Further words for an approach.
    pub fn approach_synonyms(&self, approach: ApproachId) -> Vec<&str> {
        self.approach_tree().synonyms(approach.0).collect()
    }

    /// Whether a concern is another or lies under it.
    pub fn concern_is_under(&self, narrow: ConcernId, broad: ConcernId) -> bool {
        self.concern_tree().is_under(narrow.0, broad.0)
    }

    /// Whether an approach is another or lies under it.
    pub fn approach_is_under(&self, narrow: ApproachId, broad: ApproachId) -> bool {
        self.approach_tree().is_under(narrow.0, broad.0)
    }

    /// Whether two different concerns have the same parent.
    pub fn siblings(&self, a: ConcernId, b: ConcernId) -> bool {
        a != b && self.concern_parent(a).is_some_and(|parent| self.concern_parent(b) == Some(parent))
    }

    /// Whether an approach may take over the evidence of a broader one for a concern: always, unless the table limits
    /// what it is made for.
    pub fn may_inherit(&self, approach: ApproachId, concern: ConcernId) -> bool {
        let pairs = tables::MADE_FOR;
        let start = pairs.partition_point(|&(of, _)| of < approach.0);
        let mut limits = pairs[start..].iter().take_while(|&&(of, _)| of == approach.0).peekable();
        // The tables mark "for nothing" with a number that no concern has.
        limits.peek().is_none() || limits.any(|&(_, broad)| self.concern_is_under(concern, ConcernId(broad)))
    }

    /// The rows of exactly this concern and this approach, for any population.
    pub fn evidence(&self, concern: ConcernId, approach: ApproachId) -> &'static [EvidenceRow] {
        of_pair(concern, approach)
    }

    /// The rows of exactly this concern, sorted by approach.
    pub fn evidence_for_concern(&self, concern: ConcernId) -> &'static [EvidenceRow] {
        of_concern(concern)
    }
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;

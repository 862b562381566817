//! What guidelines say of an approach for a concern, and where that was read.

use super::tables;
use super::terms::{ApproachId, ConcernId};

/// How strongly a source speaks for an approach.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// To be offered.
    Recommended,
    /// To be considered.
    Option,
    /// Not to be offered, at least not routinely.
    NotRecommended,
}

/// Whom a row of evidence is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Population {
    /// 18 and over.
    Adult,
    /// Under 18.
    Child,
    /// Two partners together.
    Couple,
    /// Everybody.
    Any,
}

/// The number of a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub(super) u16);

/// One grade of one approach for one concern in one population, by one source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EvidenceRow {
    /// What is treated.
    pub concern: ConcernId,
    /// How it is treated.
    pub approach: ApproachId,
    /// How strongly the source speaks for it.
    pub grade: Grade,
    /// For whom.
    pub population: Population,
    /// Who says so.
    pub source: SourceId,
    /// The year of the source.
    pub year: u16,
    pub(super) note: u16,
}

impl EvidenceRow {
    /// Under what conditions, in our words; often empty.
    pub fn note(&self) -> &'static str {
        tables::EVIDENCE_NOTES.get(usize::from(self.note))
    }
}

/// A guideline or review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    /// The short name, such as "NICE NG222".
    pub name: &'static str,
    /// The title.
    pub title: &'static str,
    /// The year it appeared.
    pub year: u16,
    /// "current", "archived", or what has superseded it.
    pub status: &'static str,
}

/// The source behind a row.
pub fn source(id: SourceId) -> Source {
    let field = |number| tables::SOURCES.field(usize::from(id.0), number);
    Source { name: field(0), title: field(1), year: field(2).parse().unwrap_or(0), status: field(3) }
}

/// The rows of a concern, sorted by approach.
pub(super) fn of_concern(concern: ConcernId) -> &'static [EvidenceRow] {
    let rows = tables::EVIDENCE;
    let start = rows.partition_point(|row| row.concern < concern);
    let end = start + rows[start..].partition_point(|row| row.concern == concern);
    &rows[start..end]
}

/// The rows of a concern and an approach.
pub(super) fn of_pair(concern: ConcernId, approach: ApproachId) -> &'static [EvidenceRow] {
    let rows = of_concern(concern);
    let start = rows.partition_point(|row| row.approach < approach);
    let end = start + rows[start..].partition_point(|row| row.approach == approach);
    &rows[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_source_with_a_title_and_a_year() {
        assert!(tables::EVIDENCE.len() >= 240 && tables::SOURCES.len() >= 50);
        let key = |row: &EvidenceRow| (row.concern, row.approach, row.population, row.source);
        assert!(tables::EVIDENCE.is_sorted_by(|a, b| key(a) < key(b)));
        for row in tables::EVIDENCE {
            let source = source(row.source);
            assert!(!source.title.is_empty() && !source.status.is_empty(), "{}", source.name);
            assert_eq!((source.year, (1995..=2030).contains(&row.year)), (row.year, true));
        }
    }
}

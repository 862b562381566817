//! The words of the field: what clients come with, what colleagues offer, and what guidelines say of both.
//!
//! Open vocabularies (concerns, approaches) are trees that the user can extend; closed ones are enums. The tables are
//! the `.tsv` files of this folder, turned into sorted arrays by the build script.

mod credentials;
mod crisis;
mod evidence;
mod key;
mod languages;
mod levels;
mod licensure;
mod lines;
mod payers;
mod populations;
mod regions;
mod tables;
mod terms;
mod tree;
mod word;

pub use credentials::{CredentialId, Prescribes, credential, credentials};
pub use crisis::{CrisisLine, crisis_lines};
pub use evidence::{EvidenceRow, Grade, Population, Source, SourceId, source};
pub use languages::{Language, Match, languages, suggest_language};
pub use levels::{Accepting, Access, Delivery, Format, Gender, Relationship, Service, Severity, Style};
pub use licensure::{Compact, counseling_compact_as_of, counseling_compact_issuing, psypact_as_of, psypact_member};
pub use payers::{SELF_PAY, payer_alias, payer_name};
pub use populations::{GroupId, age_words, group, group_affirms, group_is_under, groups, suggest_group};
pub use regions::Region;
pub use tables::known;
pub use terms::{ApproachId, ConcernId, Found, OwnMeaning, OwnTerm, TermKind, Vocabulary};
pub use word::{Set, Word, yes_no};

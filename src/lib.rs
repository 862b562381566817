//! `refer` ranks a therapist's own directory of colleagues for one client, and says why.
//!
//! This library is the core: plain data in, plain data out. Data moves one way, down this list, and a module
//! imports only from modules above itself:
//!
//! ```text
//! text        folding and comparing words
//! nearest     "did you mean"
//! problem     what was wrong with an input, and where
//! vocab       concerns, approaches, evidence, languages, levels, crisis lines, license regions
//! place       postal code or city to point and region; distance
//! reason      the seven reasons
//! colleague   a colleague; unknown is absent, never a default
//! client      a client profile; the list of its keys
//! weights     the criteria and their weights by reason
//! directory   colleagues as they come
//! likeness    two records that may be one colleague
//! ranking     the answer as plain data
//! score       gates, criteria, order, near misses, sensitivity: pure
//! assign      many clients, few openings: the best for the whole caseload
//! recheck     whom to ask again, and what
//! record      text to checked types, with file:line:column
//! import      foreign lists: encoding, dialect, headers, values, merge
//! render      an answer as table, Markdown, CSV, JSON; one place for words
//! store       the only module that touches files
//! ```
//!
//! What must never be: a clock, an environment variable, a terminal or the network in here (the binary reads the
//! first three once and passes them down); a file outside `store`; a float in an ordering; a sentence outside
//! `render`, `record`, `import` and `problem`; anything about a client written anywhere.

pub mod assign;
pub mod client;
pub mod colleague;
pub mod directory;
pub mod import;
pub mod likeness;
pub mod nearest;
pub mod place;
pub mod problem;
pub mod ranking;
pub mod reason;
pub mod recheck;
pub mod record;
pub mod render;
pub mod score;
pub mod store;
pub mod text;
pub mod vocab;
pub mod weights;

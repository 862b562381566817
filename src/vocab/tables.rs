//! The tables as the build script wrote them from the `.tsv` files beside this one.

use super::crisis::CrisisLine;
use super::evidence::{EvidenceRow, Grade, Population, SourceId};
use super::lines::{Lines, Terms};
use super::terms::{ApproachId, ConcernId};
use super::tree::Tree;

include!(concat!(env!("OUT_DIR"), "/vocab.rs"));

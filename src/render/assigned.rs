//! A caseload shared out as text: a table, a spreadsheet, a program's document, a note.

mod csv;
mod json;
mod markdown;
mod table;

pub use self::csv::{beside, rows};
pub use self::json::{SCHEMA, document};
pub use self::markdown::note;
pub use self::table::answer;

use crate::assign::caseload::{Placement, Shared, Unplaced};
use crate::ranking::Notice;
use crate::render::words::caseload::{self as words, notice};
use crate::vocab::CrisisLine;
use std::collections::BTreeMap;

/// A caseload shared out, with what its clients are called.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Who goes to whom.
    pub shared: Shared,
    /// The code of each client, in the order of the file.
    pub codes: Vec<Option<String>>,
    /// The line of the file on which each stands.
    pub lines: Vec<usize>,
    /// The code of each client, or the line in words.
    pub called: Vec<String>,
    /// The lines of the file that could not be read: a client each, of whom nothing is known.
    pub rejected: Vec<usize>,
}

impl Assigned {
    /// Puts a caseload together with the codes of its clients, the lines on which they stand, and those that could not
    /// be read.
    pub fn new(shared: Shared, codes: Vec<Option<String>>, lines: Vec<usize>, rejected: Vec<usize>) -> Assigned {
        let called = words::called(codes.iter().cloned().zip(lines.iter().copied()));
        Assigned { shared, codes, lines, called, rejected }
    }

    /// How many clients there are, how many of them have a place, and who could not be read.
    pub fn placed(&self) -> String {
        words::placed(&self.shared, &self.rejected)
    }

    /// What tells a client from others in a column: the code, else the line.
    fn key(&self, client: usize) -> String {
        self.codes[client].clone().unwrap_or_else(|| format!("line {}", self.lines[client]))
    }

    /// What is to be known of every client alike, said once.
    pub(super) fn of_all(&self) -> Vec<String> {
        let Some((first, others)) = self.shared.placements.split_first() else { return Vec::new() };
        let is_of_all = |notice: &&Notice| others.iter().all(|other| other.notices.contains(notice));
        first.notices.iter().filter(is_of_all).map(notice).collect()
    }

    /// What is to be known of one client and not of all.
    pub(super) fn of_one<'a>(placement: &'a Placement, of_all: &'a [String]) -> impl Iterator<Item = String> + 'a {
        placement.notices.iter().map(notice).filter(|said| !of_all.contains(said))
    }

    /// Why each client has no place, each list of full colleagues once: who comes later is referred to the first.
    fn reasons(&self) -> Vec<Option<String>> {
        let mut first: BTreeMap<String, &str> = BTreeMap::new();
        let mut reasons = Vec::new();
        for (placement, called) in self.shared.placements.iter().zip(&self.called) {
            let reason = placement.place.as_ref().err().map(|why| (words::unplaced(why, &self.called), why));
            reasons.push(match reason {
                Some((reason, Unplaced::AllFull { .. })) => match first.get(&reason) {
                    Some(other) => Some(words::full_as_for(other)),
                    None => {
                        first.insert(reason.clone(), called);
                        Some(reason)
                    }
                },
                other => other.map(|(reason, _)| reason),
            });
        }
        reasons
    }

    /// Who has no place and why, in this order; clients with the same reason together.
    pub(super) fn without_place(&self, order: &[usize]) -> Vec<(Vec<&str>, String)> {
        let mut found: Vec<(Vec<&str>, String)> = Vec::new();
        let mut at: BTreeMap<String, usize> = BTreeMap::new();
        for &client in order {
            let Err(why) = &self.shared.placements[client].place else { continue };
            let (called, reason) = (self.called[client].as_str(), words::unplaced(why, &self.called));
            match at.get(&reason) {
                Some(&group) => found[group].0.push(called),
                None => {
                    at.insert(reason.clone(), found.len());
                    found.push((vec![called], reason));
                }
            }
        }
        found
    }

    /// The crisis lines, each list once, with the clients whom it is for.
    pub(super) fn crisis(&self) -> Vec<(&[CrisisLine], Vec<&str>)> {
        let mut found: Vec<(&[CrisisLine], Vec<&str>)> = Vec::new();
        for (placement, called) in self.shared.placements.iter().zip(&self.called) {
            if placement.crisis.is_empty() {
                continue;
            }
            match found.iter_mut().find(|(lines, _)| *lines == placement.crisis) {
                Some((_, clients)) => clients.push(called),
                None => found.push((&placement.crisis, vec![called])),
            }
        }
        found
    }
}

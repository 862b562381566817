//! What is worked out once for all clients who say the same of it.

use super::bits::Bits;
use super::columns::Columns;
use super::needed::{DELIVERY, Found, of_gate};
use super::sieve::Says;
use crate::colleague::Colleague;
use crate::ranking::Gate;
use crate::score::criteria::availability;
use crate::score::gates;
use crate::score::license::needs_an_office;
use crate::score::made::Made;
use crate::score::opening::Start;
use crate::score::plan::{Plan, Prepared};
use crate::vocab::{Delivery, Language, Set};
use std::sync::Arc;

/// What the gate says of each distinct door, and what it is worth.
pub struct DoorTable {
    pub says: Vec<Says>,
    pub fits: Vec<u32>,
}

/// The tables made so far, by what clients say.
#[derive(Default)]
pub struct Shared {
    pub prepared: Prepared,
    doors: Made<Start, DoorTable>,
    /// What the gate says of each distinct list of languages.
    languages: Made<Vec<Language>, Vec<Says>>,
    /// Whom a client who accepts these deliveries may see without coming to an office.
    remote: Made<Set<Delivery>, Bits>,
}

impl Shared {
    pub fn doors(&self, columns: &Columns, start: Start) -> Arc<DoorTable> {
        let doors = &columns.doors.values;
        self.doors.get(&start, || DoorTable {
            says: doors.iter().map(|door| gates::closed(door, start).into()).collect(),
            fits: doors.iter().map(|door| availability(door, start).fit.fit).collect(),
        })
    }

    /// Whom a client who accepts the same deliveries may see without coming to an office.
    pub fn remote(&self, columns: &Columns, plan: &Plan) -> Arc<Bits> {
        let may = |part: &Colleague| !needs_an_office(part.delivery, part.unread, plan);
        self.remote.get(&plan.accepted, || columns.table(DELIVERY).of_whom(may))
    }

    /// The table of the languages; none where the gate is not in play.
    pub fn languages(&self, columns: &Columns, plan: &Plan) -> Option<Arc<Vec<Says>>> {
        plan.gates.iter().find(|(gate, _)| *gate == Gate::Language)?;
        let Found::Table(fields) = of_gate(Gate::Language, plan.client) else { return None };
        let says = |part| Says::from(gates::verdict(Gate::Language, part, plan));
        let make = || columns.table(fields).values.iter().map(says).collect();
        Some(self.languages.get(&plan.client.languages, make))
    }
}

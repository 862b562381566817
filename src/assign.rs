//! Many clients, few openings: who goes to whom, at the best for the whole caseload.
//!
//! Of all ways to give each client one colleague, none of whom gets more clients than she has openings, the one is
//! chosen that is best in this order:
//!
//! 1. as many clients of the most urgent class as possible have a place;
//! 2. the sum of the shares of that class is as high as possible;
//! 3. the same two for the next class, as far as that takes nothing from the classes before; and so on;
//! 4. of what is left equal, the first client in the file has the place that stands highest in the client's own list,
//!    then the second client, and so on.
//!
//! A class is an [`Urgency`]; a share is what a colleague's points are of the points that could be had, in millionths
//! ([`share`]). The answer is the optimum, not a greedy pass: whoever came first moves on where that makes room for
//! somebody else. Whole numbers only, and no order but that of the clients and of the colleagues' numbers.

pub mod caseload;
mod more;
mod network;
mod search;
mod ties;

#[cfg(test)]
mod assign_tests;

use crate::client::Client;
use crate::vocab::Severity;
use network::Network;
use std::cmp::{Ordering, Reverse};

/// How pressing it is that a client has a place; less is more pressing, and equal are two where neither is more so.
///
/// Severity goes before time: crisis, complex, severe, everything else; among equals, whoever needs to start sooner.
/// Where no day is named, the need is the usual one: in crisis, today; else within [`USUAL_DAYS`], so that only those
/// who said they have more time than that come after.
#[derive(Clone, Copy, Debug)]
pub struct Urgency {
    grade: Reverse<Option<Severity>>,
    start_within: Option<u32>,
}

/// Days within which somebody needs to start who named none: a judgement.
pub const USUAL_DAYS: u32 = 28;

impl Urgency {
    /// The urgency of a client. `in_crisis` says whether the crisis lines come first for this client, which a concern
    /// such as suicidality brings about also where no severity is stated.
    pub fn of(client: &Client, in_crisis: bool) -> Urgency {
        let severity = if in_crisis { Some(Severity::Crisis) } else { client.severity };
        let grade = Reverse(severity.filter(|&severity| severity >= Severity::Severe));
        Urgency { grade, start_within: client.start_within }
    }

    /// The severity that makes it pressing: severe, complex or crisis.
    pub fn severity(self) -> Option<Severity> {
        self.grade.0
    }

    /// Days until the first appointment is needed, where that was said.
    pub fn start_within(self) -> Option<u32> {
        self.start_within
    }

    fn class(self) -> (Reverse<Option<Severity>>, u32) {
        let usual = if self.severity() == Some(Severity::Crisis) { 0 } else { USUAL_DAYS };
        (self.grade, self.start_within.unwrap_or(usual))
    }
}

impl PartialEq for Urgency {
    fn eq(&self, other: &Urgency) -> bool {
        self.class() == other.class()
    }
}

impl Eq for Urgency {}

impl PartialOrd for Urgency {
    fn partial_cmp(&self, other: &Urgency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Urgency {
    fn cmp(&self, other: &Urgency) -> Ordering {
        self.class().cmp(&other.class())
    }
}

/// A colleague who qualifies for a client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The number of the colleague.
    pub colleague: u32,
    /// What her points are of those that could be had, in millionths.
    pub share: u32,
}

/// A client in need of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seeker {
    /// How pressing it is.
    pub urgency: Urgency,
    /// Who qualifies, best first.
    pub choices: Vec<Choice>,
}

/// The share of a whole, in millionths, rounded half up; nothing of nothing.
///
/// Weights differ from client to client, so points can only be added up as shares of what could be had.
pub fn share(points: u64, of: u64) -> u32 {
    let (points, of) = (u128::from(points.min(of)), u128::from(of));
    ((points * 2_000_000 + of) / (2 * of).max(1)) as u32
}

/// Who goes to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// For each client, where in the list of choices the colleague stands; `None` without a place.
    pub places: Vec<Option<usize>>,
    /// The colleagues with whom one more opening would change the caseload for the better, most first.
    pub one_more: Vec<OneMore>,
    /// How many more such colleagues there are than were looked into.
    pub others: usize,
}

/// What one more opening with a colleague would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneMore {
    /// The number of the colleague.
    pub colleague: u32,
    /// Who would go where instead: the one who takes the opening first, then whoever takes that place, and so on.
    pub moves: Vec<(usize, u32)>,
    /// The client who would have a place and has none now.
    pub placed: Option<usize>,
    /// What the sum of shares over the caseload would grow by.
    pub gained: i64,
}

impl Assignment {
    /// The colleague whom a client goes to.
    pub fn colleague(&self, seekers: &[Seeker], client: usize) -> Option<u32> {
        self.places[client].map(|place| seekers[client].choices[place].colleague)
    }

    /// The sum of the shares of everybody who has a place.
    pub fn total(&self, seekers: &[Seeker]) -> u64 {
        let placed = self.places.iter().zip(seekers).filter_map(|(place, seeker)| Some(seeker.choices[(*place)?]));
        placed.map(|choice| u64::from(choice.share)).sum()
    }

    /// How many clients each colleague got.
    pub fn loads(&self, seekers: &[Seeker], colleagues: usize) -> Vec<u32> {
        let mut loads = vec![0; colleagues];
        for client in 0..seekers.len() {
            if let Some(colleague) = self.colleague(seekers, client) {
                loads[colleague as usize] += 1;
            }
        }
        loads
    }
}

/// Gives each client a place where there is one; `openings` by the number of the colleague.
///
/// Of the colleagues with whom one more opening would help, at most `told` are looked into. Choices must come best first. Of all that qualify, as many as there are clients suffice, not counting those
/// without an opening: the other clients cannot fill more.
pub fn assign(seekers: &[Seeker], openings: &[u32], told: usize) -> Assignment {
    let mut classes: Vec<Urgency> = seekers.iter().map(|seeker| seeker.urgency).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut network = Network::new(seekers, openings);
    for class in classes {
        network.place_class(class);
    }
    ties::settle(&mut network);
    let (one_more, others) = more::one_more(&network, told);
    Assignment { places: network.places(), one_more, others }
}

/// The best of a client's list beside the one assigned, at most so many: first those who have an opening left after
/// everybody is placed, then those who are full.
///
/// Nothing is kept for anybody: the same opening may be an alternate of several clients.
pub fn alternates(
    seekers: &[Seeker],
    openings: &[u32],
    loads: &[u32],
    assignment: &Assignment,
    client: usize,
    most: usize,
) -> Vec<Alternate> {
    let own = assignment.colleague(seekers, client);
    let left = |colleague: u32| loads[colleague as usize] < openings[colleague as usize];
    let others = || seekers[client].choices.iter().filter(|choice| Some(choice.colleague) != own);
    let with = |has_opening: bool| {
        let here = others().filter(move |choice| left(choice.colleague) == has_opening);
        here.map(move |choice| Alternate { colleague: choice.colleague, has_opening })
    };
    with(true).chain(with(false)).take(most).collect()
}

/// Somebody to turn to when the one assigned does not take the client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alternate {
    /// The number of the colleague.
    pub colleague: u32,
    /// Whether an opening is left when everybody is placed.
    pub has_opening: bool,
}

//! A caseload shared out: for each client the colleague, two more names, or why there is no place.

use super::{Assignment, Choice, OneMore, Seeker, Urgency, alternates, assign, share};
use crate::client::Client;
use crate::colleague::{Colleague, Field, FieldSet, STALE_DAYS};
use crate::directory::Again;
use crate::ranking::{Notice, Ranking, Relax, Suggestion};
use crate::score::{Changed, Opening, Panel, Setting, Standings, days_between, of_clients, opening};
use crate::vocab::{Accepting, CrisisLine};
use crate::weights::Weights;
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Names beside the one assigned: three in all, as in every answer.
pub const ALTERNATES: usize = 2;
/// Colleagues of whom it is told what one more opening would change.
const TOLD: usize = 3;
/// Colleagues without an opening who are looked at for each client beyond those who could be among the first.
const BEYOND: usize = 100;
/// Full colleagues who are named to a client without a place.
const NAMED: usize = 5;

/// How many clients a colleague can take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Openings {
    /// As many as are on record.
    Stated(u32),
    /// How many is not on record: one, to be asked about.
    Assumed,
    /// She said no, too long ago to be believed: one, to be asked about first.
    SaidNo,
}

impl Openings {
    /// What must have been read.
    pub const FIELDS: FieldSet = FieldSet::of(&[Field::Accepting, Field::Openings]);

    /// The openings of a colleague; whether she takes clients at all is for the gates to say, which leave out whoever
    /// said no unless that is long ago.
    pub fn of(colleague: &Colleague) -> Openings {
        match (colleague.accepting, colleague.openings) {
            (_, Some(0)) => Openings::Stated(0),
            (Some(Accepting::No), _) => Openings::SaidNo,
            (_, Some(count)) => Openings::Stated(count),
            (_, None) => Openings::Assumed,
        }
    }

    /// How many.
    pub fn count(self) -> u32 {
        match self {
            Openings::Stated(count) => count,
            Openings::Assumed | Openings::SaidNo => 1,
        }
    }
}

/// A caseload shared out.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Each client, in the order of the file.
    pub placements: Vec<Placement>,
    /// What one more opening would change, most first; three at most.
    pub one_more: Vec<Change>,
    /// With how many others one more opening would change something.
    pub others: usize,
    /// Whether there may be more of them: not everybody without an opening was looked at.
    pub or_more: bool,
}

/// One client of a caseload.
#[derive(Clone, Debug)]
pub struct Placement {
    /// How pressing it is.
    pub urgency: Urgency,
    /// The lines to call first; empty unless it is a crisis.
    pub crisis: Vec<CrisisLine>,
    /// The colleague whom the client goes to, or why there is none.
    pub place: Result<Named, Unplaced>,
    /// Whom to turn to next: three names in all, as in every answer.
    pub alternates: Vec<Named>,
    /// Where nobody qualifies: who would if one thing were otherwise, three at most.
    pub near: Vec<(Relax, Colleague)>,
    /// What to know about what was said of the client.
    pub notices: Vec<Notice>,
}

/// A colleague named to a client.
#[derive(Clone, Debug)]
pub struct Named {
    /// The colleague, and what speaks for her.
    pub suggestion: Suggestion,
    /// How many clients she can take.
    pub openings: Openings,
    /// How many clients of this caseload she got.
    pub given: u32,
    /// When an opening can be taken.
    pub opening: Opening,
    /// The day of the last check, where it is too long ago to rely on the openings.
    pub last_checked: Option<Date>,
}

impl Named {
    /// Whether she has an opening left when everybody is placed.
    pub fn has_opening(&self) -> bool {
        self.given < self.openings.count()
    }
}

/// Why a client has no place.
#[derive(Clone, Debug)]
pub enum Unplaced {
    /// Nobody qualifies: who was left out by what, and what would change it.
    NobodyQualifies(Box<Ranking>),
    /// Everybody who qualifies is full.
    AllFull {
        /// The best ranked of them.
        full: Vec<Full>,
        /// How many others there are.
        more: usize,
    },
}

/// A colleague without an opening left.
#[derive(Clone, Debug)]
pub struct Full {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How many clients she could take.
    pub openings: u32,
    /// The clients who have her places, by their number in the file.
    pub taken_by: Vec<usize>,
}

/// What one more opening with a colleague would change.
#[derive(Clone, Debug)]
pub struct Change {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How many clients she can take as it is.
    pub openings: Openings,
    /// The client who would have a place and has none now.
    pub placed: Option<usize>,
    /// What the sum of shares over the caseload would grow by, in millionths of what one client could have.
    pub gained: i64,
    /// Which client would go to whom instead, by id and name; the one who takes the new opening first.
    pub moves: Vec<(usize, String, String)>,
}

impl Shared {
    /// The clients by urgency, most urgent first, then in the order of the file.
    pub fn by_urgency(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.placements.len()).collect();
        order.sort_by_key(|&client| self.placements[client].urgency);
        order
    }

    /// How many clients have a place.
    pub fn placed(&self) -> usize {
        self.placements.iter().filter(|placement| placement.place.is_ok()).count()
    }

    /// Ids and names of those who got a client and whose openings are of this kind, by id.
    pub fn with(&self, openings: Openings) -> Vec<(String, String)> {
        let named = self.placements.iter().filter_map(|placement| placement.place.as_ref().ok());
        let mut with: Vec<(String, String)> = named
            .filter(|named| named.openings == openings)
            .map(|named| (named.suggestion.colleague.id.clone(), named.suggestion.colleague.name.clone()))
            .collect();
        with.sort();
        with.dedup();
        with
    }
}

/// What has to be known of the colleagues of a panel beside their points.
#[derive(Clone, Default, Debug)]
pub struct Known {
    /// By the number of the colleague.
    pub openings: Vec<Openings>,
    /// Of the folded names that some client avoids, those that somebody bears.
    pub avoided: BTreeSet<String>,
}

/// Shares the colleagues of a panel out among the clients.
///
/// `nobody` is asked for the answers to clients for whom nobody qualifies, in full.
///
/// # Errors
/// The files of the colleagues were changed meanwhile.
pub fn share_out(
    panel: &Panel,
    clients: &[(Client, Weights)],
    setting: Setting,
    known: &Known,
    nobody: impl FnOnce(&[(Client, Weights)]) -> Vec<Ranking>,
) -> Result<Shared, Changed> {
    let is_known = |name: &str| known.avoided.contains(name);
    let profiles: Vec<(Vec<CrisisLine>, Vec<Notice>)> = of_clients(clients, setting.me, setting.vocabulary, is_known);
    let counts: Vec<u32> = known.openings.iter().map(|openings| openings.count()).collect();
    let (mut seekers, mut qualified, mut or_more) = (Vec::new(), Vec::new(), false);
    // The other clients cannot fill more colleagues than there are clients; two more are left as alternates.
    let with_opening = clients.len() + ALTERNATES;
    let without = counts.iter().filter(|&&count| count == 0).count();
    panel.standings_each(clients, setting, with_opening + without, &mut |client, standings| {
        let urgency = Urgency::of(&clients[client].0, !profiles[client].0.is_empty());
        let (choices, is_cut) = choices(&standings, &counts, with_opening);
        or_more |= is_cut;
        seekers.push(Seeker { urgency, choices });
        qualified.push(standings.qualified);
        ControlFlow::Continue(())
    })?;
    let unqualified: Vec<usize> = (0..clients.len()).filter(|&client| qualified[client] == 0).collect();
    let asked: Vec<(Client, Weights)> = unqualified.iter().map(|&client| clients[client].clone()).collect();
    let mut rankings = if asked.is_empty() { Vec::new() } else { nobody(&asked) }.into_iter();
    let assignment = assign(&seekers, &counts, TOLD);
    let sharing = Sharing {
        panel,
        clients,
        setting,
        openings: &known.openings,
        loads: assignment.loads(&seekers, counts.len()),
        seekers,
        qualified,
        counts,
        assignment,
    };
    let mut again = setting.recall.open();
    let mut placements = Vec::new();
    for (client, profile) in profiles.into_iter().enumerate() {
        let ranking = if sharing.qualified[client] == 0 { rankings.next() } else { None };
        placements.push(sharing.placement(client, profile, ranking, again.as_mut())?);
    }
    let one_more = sharing.assignment.one_more.iter().map(|one| sharing.change(one, again.as_mut()));
    Ok(Shared {
        placements,
        one_more: one_more.collect::<Result<_, Changed>>()?,
        others: sharing.assignment.others,
        or_more,
    })
}

/// Those who qualify, as far as the client can need them: so many who have an opening, and not many more without; and
/// whether some without one were left out.
fn choices(standings: &Standings, counts: &[u32], most: usize) -> (Vec<Choice>, bool) {
    let (mut with, mut without) = (0, 0);
    let mut choices = Vec::new();
    for standing in &standings.best {
        let (kind, most) = if counts[standing.number] > 0 { (&mut with, most) } else { (&mut without, most + BEYOND) };
        *kind += 1;
        if *kind <= most {
            let share = share(standing.points, standings.of);
            choices.push(Choice { colleague: standing.number as u32, share });
        }
    }
    (choices, without > most + BEYOND)
}

/// Everything that is known once everybody is placed.
struct Sharing<'a> {
    panel: &'a Panel,
    clients: &'a [(Client, Weights)],
    setting: Setting<'a>,
    openings: &'a [Openings],
    counts: Vec<u32>,
    seekers: Vec<Seeker>,
    /// How many qualify for each client: all of them for a client without a place. Everybody with an opening who is in
    /// the list is then full, and of those one more is asked for than the caseload can fill.
    qualified: Vec<usize>,
    assignment: Assignment,
    /// How many clients each colleague got.
    loads: Vec<u32>,
}

impl Sharing<'_> {
    fn placement(
        &self,
        client: usize,
        (crisis, notices): (Vec<CrisisLine>, Vec<Notice>),
        ranking: Option<Ranking>,
        again: &mut dyn Again,
    ) -> Result<Placement, Changed> {
        let assigned = self.assignment.colleague(&self.seekers, client);
        let most = ALTERNATES + usize::from(assigned.is_none());
        let others = alternates(&self.seekers, &self.counts, &self.loads, &self.assignment, client, most);
        let numbers: Vec<usize> = assigned
            .into_iter()
            .chain(others.iter().map(|other| other.colleague))
            .map(|number| number as usize)
            .collect();
        let mut named = self.named(client, &numbers)?.into_iter();
        let near = ranking.as_ref().map_or(Ok(Vec::new()), |ranking| self.near(ranking, again))?;
        let place = match (assigned.and_then(|_| named.next()), ranking) {
            (Some(named), _) => Ok(named),
            (None, Some(ranking)) => Err(Unplaced::NobodyQualifies(Box::new(ranking))),
            (None, None) => Err(self.all_full(client, again)?),
        };
        Ok(Placement {
            urgency: self.seekers[client].urgency,
            crisis,
            place,
            alternates: named.collect(),
            near,
            notices,
        })
    }

    /// Those who would qualify if one thing were otherwise, with what it is.
    fn near(&self, ranking: &Ranking, again: &mut dyn Again) -> Result<Vec<(Relax, Colleague)>, Changed> {
        let mut near: Vec<(Relax, Colleague)> = Vec::new();
        for (miss, (id, _)) in ranking.near_misses.iter().flat_map(|miss| miss.adds.iter().map(move |add| (miss, add)))
        {
            if near.len() > ALTERNATES {
                break;
            }
            if near.iter().all(|(_, colleague)| colleague.id != *id) {
                near.push((miss.relax, self.colleague_of(id, again)?));
            }
        }
        Ok(near)
    }

    /// The colleague of an id: their numbers are in the order of their ids.
    fn colleague_of(&self, id: &str, again: &mut dyn Again) -> Result<Colleague, Changed> {
        let (mut low, mut high) = (0, self.counts.len());
        while low < high {
            let middle = low.midpoint(high);
            let colleague = self.panel.colleague(middle, again)?;
            match colleague.id.as_str().cmp(id) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Ok(colleague),
                Ordering::Greater => high = middle,
            }
        }
        Err(Changed)
    }

    fn named(&self, client: usize, numbers: &[usize]) -> Result<Vec<Named>, Changed> {
        let suggestions = self.panel.explain(&self.clients[client], self.setting, numbers)?;
        let as_of = self.clients[client].0.as_of;
        let named = |(suggestion, &number): (Suggestion, &usize)| Named {
            openings: self.openings[number],
            given: self.loads[number],
            opening: opening(&suggestion.colleague, as_of),
            last_checked: suggestion.colleague.checked.filter(|&day| days_between(day, as_of) > STALE_DAYS),
            suggestion,
        };
        Ok(suggestions.into_iter().zip(numbers).map(named).collect())
    }

    fn all_full(&self, client: usize, again: &mut dyn Again) -> Result<Unplaced, Changed> {
        let choices = &self.seekers[client].choices;
        let full = choices.iter().take(NAMED).map(|choice| {
            let Colleague { id, name, .. } = self.panel.colleague(choice.colleague as usize, again)?;
            let is_here = |other: &usize| self.assignment.colleague(&self.seekers, *other) == Some(choice.colleague);
            let taken_by = (0..self.clients.len()).filter(is_here).collect();
            Ok(Full { id, name, openings: self.counts[choice.colleague as usize], taken_by })
        });
        let full: Vec<Full> = full.collect::<Result<_, Changed>>()?;
        let more = self.qualified[client].saturating_sub(full.len());
        Ok(Unplaced::AllFull { full, more })
    }

    fn change(&self, one: &OneMore, again: &mut dyn Again) -> Result<Change, Changed> {
        let mut person = |number: u32| {
            let Colleague { id, name, .. } = self.panel.colleague(number as usize, again)?;
            Ok((id, name))
        };
        let (id, name) = person(one.colleague)?;
        let moves = one.moves.iter().map(|&(client, to)| person(to).map(|(id, name)| (client, id, name)));
        Ok(Change {
            moves: moves.collect::<Result<_, Changed>>()?,
            id,
            name,
            openings: self.openings[one.colleague as usize],
            placed: one.placed,
            gained: one.gained,
        })
    }
}

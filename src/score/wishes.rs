//! What the client would like in the colleague, part by part.

use super::gates::{self, Verdict};
use super::plan::Plan;
use crate::client::{Client, Soft, Wish};
use crate::colleague::{Colleague, Field, FieldSet, Texts};
use crate::ranking::{Gate, Met};
use crate::vocab::{ApproachId, GroupId, Style, group, group_affirms, group_is_under};

/// One wish that counts by itself.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Part<'a> {
    /// Any of the genders.
    Gender,
    /// One identity.
    Identity(&'a str),
    /// One group affirmed.
    Affirming(&'a str),
    /// Any of the faiths.
    Faith,
    /// One style.
    Style(Style),
    /// Any of the times.
    When,
    /// A gate made soft.
    Soft(Soft),
}

/// The parts of the client's wishes, in a fixed order. A wish made hard is among them: its gate lets the unknown
/// pass, and a known yes is to outrank that.
pub fn parts(client: &Client) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if client.wishes_for(Wish::Gender) {
        parts.push(Part::Gender);
    }
    parts.extend(client.identities.iter().map(|id| Part::Identity(id)));
    parts.extend(client.affirming.iter().map(|id| Part::Affirming(id)));
    if client.wishes_for(Wish::Faith) {
        parts.push(Part::Faith);
    }
    parts.extend(client.styles.iter().map(Part::Style));
    if client.wishes_for(Wish::When) {
        parts.push(Part::When);
    }
    // The payer is scored by cost alone, the reach by location alone.
    let soft = Soft::ALL.into_iter().filter(|soft| !matches!(soft, Soft::Payer | Soft::Reach));
    parts.extend(soft.filter(|&soft| client.prefers(soft)).map(Part::Soft));
    parts
}

impl Part<'_> {
    /// The wish that it belongs to; none for a gate made soft.
    pub fn wish(&self) -> Option<Wish> {
        Some(match self {
            Part::Gender => Wish::Gender,
            Part::Identity(_) => Wish::Identity,
            Part::Affirming(_) => Wish::Affirming,
            Part::Faith => Wish::Faith,
            Part::Style(_) => Wish::Style,
            Part::When => Wish::When,
            Part::Soft(_) => return None,
        })
    }

    pub fn fields(&self, client: &Client) -> FieldSet {
        match self {
            Part::Soft(soft) => gates::fields(Gate::of_soft(*soft), client),
            part => part.wish().map_or(FieldSet::EMPTY, fields),
        }
    }
}

/// What a wish looks at.
pub fn fields(wish: Wish) -> FieldSet {
    FieldSet::of(&[field(wish)])
}

fn field(wish: Wish) -> Field {
    match wish {
        Wish::Gender => Field::Gender,
        Wish::Identity => Field::Identities,
        Wish::Affirming => Field::Affirms,
        Wish::Faith => Field::Faith,
        Wish::Style => Field::Style,
        Wish::When => Field::Hours,
        Wish::Approach => Field::Approaches,
    }
}

/// Whether one part is met.
pub fn met(part: Part, colleague: &Colleague, plan: &Plan) -> Met {
    let client = plan.client;
    let (stated, meets) = match part {
        Part::Gender => (!colleague.gender.is_empty(), colleague.gender.intersects(client.genders)),
        // A narrower group meets a broader wish.
        Part::Identity(wanted) => holds_group(&colleague.identities, wanted, group_is_under),
        Part::Affirming(wanted) => holds_group(&colleague.affirms, wanted, group_affirms),
        Part::Faith => {
            let shares = colleague.faith.iter().any(|faith| client.faiths.iter().any(|wanted| wanted == faith));
            (!colleague.faith.is_empty(), shares)
        }
        Part::Style(style) => (!colleague.style.is_empty(), colleague.style.contains(style)),
        Part::When => {
            let suits = colleague.hours.iter().any(|have| client.when.iter().any(|&want| have.meets(want)));
            (!colleague.hours.is_empty(), suits)
        }
        Part::Soft(soft) => {
            return match gates::verdict(Gate::of_soft(soft), colleague, plan) {
                Verdict::Open => Met::Yes,
                Verdict::Ask(_) => Met::Unknown,
                Verdict::Closed(_) => Met::No,
            };
        }
    };
    let unsure = part.wish().is_some_and(|wish| colleague.is_unsure(field(wish)));
    match (stated, meets) {
        (_, true) => Met::Yes,
        (true, false) if !unsure => Met::No,
        _ => Met::Unknown,
    }
}

/// Whether a wish made hard is met: where several count, all must be.
pub fn must(wish: Wish, colleague: &Colleague, plan: &Plan) -> Met {
    if wish == Wish::Approach {
        return approach(&colleague.approaches, colleague.is_unsure(Field::Approaches), plan);
    }
    let mut all = Met::Yes;
    for &part in plan.wishes.iter().filter(|part| part.wish() == Some(wish)) {
        match met(part, colleague, plan) {
            Met::No => return Met::No,
            Met::Unknown => all = Met::Unknown,
            Met::Yes => {}
        }
    }
    all
}

/// No part of `preferences`, which would count it twice: it has a criterion of its own.
pub fn approach(offered: &[ApproachId], is_unsure: bool, plan: &Plan) -> Met {
    let meets = |&offered: &_| plan.client.approaches.iter().any(|&w| super::approach::meets(plan, offered, w));
    if offered.iter().any(meets) {
        Met::Yes
    } else if offered.is_empty() || is_unsure {
        Met::Unknown
    } else {
        Met::No
    }
}

/// Whether anything is stated, and whether it meets the wish. A word outside the vocabulary meets only itself.
fn holds_group(stated: &Texts, wanted: &str, meets: fn(GroupId, GroupId) -> bool) -> (bool, bool) {
    let wish = group(wanted);
    let meets = |stated: &str| {
        stated == wanted || wish.is_some_and(|wish| group(stated).is_some_and(|stated| meets(stated, wish)))
    };
    (!stated.is_empty(), stated.iter().any(meets))
}

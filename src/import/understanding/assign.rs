//! Columns side by side: which address counts, which name is the person's, which columns are insurers too.

use super::columns::Draft;
use super::decide::is_profession;
use super::evidence::{self, Evidence};
use super::flags::{may_name_payer, payer_flag, says_yes};
use super::headers::{Meaning, Place, Question};
use super::target::{NamePart, Target};
use crate::colleague::Field;
use crate::text::fold;

/// Settles what the columns mean beside each other; says whether the address taken is a home.
pub(super) fn assign<'a>(drafts: &mut [Draft], header: &[String], evidence: &impl Fn(usize) -> Evidence<'a>) -> bool {
    names(drafts, evidence);
    virtual_sessions(drafts, header, evidence);
    payers(drafts, header, evidence);
    let home = address(drafts);
    singles(drafts, evidence);
    home
}

/// A column “Name” beside a first name is the last name; beside a person’s, a practice’s.
fn names<'a>(drafts: &mut [Draft], evidence: &impl Fn(usize) -> Evidence<'a>) {
    let has = |drafts: &[Draft], part| drafts.iter().any(|draft| draft.targets.contains(&Target::Name(part)));
    let asked = |draft: &Draft| draft.heading.meaning == Meaning::Asks(Question::Name) && !draft.by_user;
    let (given, family) = (has(drafts, NamePart::Given), has(drafts, NamePart::Family));
    if given != family {
        let part = if given { NamePart::Family } else { NamePart::Given };
        for draft in drafts.iter_mut().filter(|draft| asked(draft)) {
            let is_person = draft.targets == [Target::Field(Field::Name)];
            // A whole name beside a first name stays one.
            let whole = evidence(draft.rank as usize).mostly(60, |text| text.contains(' '));
            if is_person && !whole {
                draft.targets = vec![Target::Name(part)];
            }
        }
    }
    // A title is one before the name only where there are names in parts.
    if !given && !family {
        for draft in drafts.iter_mut().filter(|draft| draft.is_empty && !draft.by_user) {
            if draft.targets == [Target::Name(NamePart::Prefix)] && matches!(draft.heading.meaning, Meaning::Asks(_)) {
                draft.targets.clear();
            }
        }
    }
    let named = drafts.iter().any(|draft| {
        draft.targets.iter().any(|target| {
            matches!(
                target,
                Target::Name(NamePart::Family | NamePart::Given) | Target::Field(Field::Name | Field::Practice)
            )
        })
    });
    if named {
        return;
    }
    // Nobody is named so far: a column of names under a header that says nothing is taken, where contacts stand beside.
    let holds = |fields: &[Field]| {
        drafts.iter().any(|draft| fields.iter().any(|&field| draft.targets.contains(&Target::Field(field))))
    };
    let surely = holds(&[Field::Email, Field::Phone, Field::Npi, Field::Credentials]);
    let perhaps = surely || holds(&[Field::Website, Field::Specialties]);
    let is_open = |draft: &&mut Draft| {
        let may_be = match draft.heading.meaning {
            Meaning::Nameless => perhaps,
            Meaning::Unknown => surely,
            _ => false,
        };
        may_be && draft.targets.is_empty() && !draft.by_user
    };
    let is_name = |draft: &&mut Draft| {
        let values = evidence(draft.rank as usize);
        values.mostly(70, evidence::is_person)
            && values.is_varied()
            && !values.mostly(10, |text| is_profession(text.split(',').next().unwrap_or(text)))
    };
    if let Some(draft) = drafts.iter_mut().filter(is_open).find(is_name) {
        draft.targets = vec![Target::Field(Field::Name)];
    }
}

/// “Virtual” says how clients are met in a list of clinicians, and something else in a list of places.
fn virtual_sessions<'a>(drafts: &mut [Draft], header: &[String], evidence: &impl Fn(usize) -> Evidence<'a>) {
    const CLINICIANS: [Field; 6] =
        [Field::Credentials, Field::Specialties, Field::Concerns, Field::Approaches, Field::Payers, Field::Accepting];
    let is_of_clinicians =
        drafts.iter().any(|draft| CLINICIANS.iter().any(|&of| draft.targets.contains(&Target::Field(of))));
    for (i, draft) in drafts.iter_mut().enumerate().filter(|_| is_of_clinicians) {
        let name = header.get(i).map_or("", String::as_str);
        let is_open = draft.targets.is_empty() && !draft.by_user && draft.heading.meaning == Meaning::Kept;
        if is_open && fold(name.trim_end_matches('?').trim()) == "virtual" && says_yes(name, &evidence(i)) {
            draft.targets = vec![Target::Field(Field::Delivery)];
        }
    }
}

/// Columns of yes that nobody knows, in a row of columns of insurers, are insurers too.
fn payers<'a>(drafts: &mut [Draft], header: &[String], evidence: &impl Fn(usize) -> Evidence<'a>) {
    let is_payer = |draft: &Draft| matches!(draft.targets.first(), Some(Target::Flag { field: Field::Payers, .. }));
    let may_be = |i: usize, draft: &Draft| {
        is_payer(draft)
            || draft.targets.is_empty()
                && !draft.by_user
                && draft.heading.meaning == Meaning::Unknown
                && may_name_payer(header.get(i).map_or("", String::as_str))
                && says_yes(header.get(i).map_or("", String::as_str), &evidence(i))
    };
    let mut start = 0;
    while start < drafts.len() {
        let run = drafts[start..].iter().enumerate().take_while(|(i, draft)| may_be(start + i, draft)).count();
        let known = drafts[start..start + run].iter().filter(|draft| is_payer(draft)).count();
        if known >= 3 && known * 2 >= run {
            for i in start..start + run {
                if drafts[i].targets.is_empty() {
                    drafts[i].targets = vec![payer_flag(&header[i])];
                }
            }
        }
        start += run.max(1);
    }
}

const ADDRESS: [Field; 5] = [Field::Street, Field::City, Field::Region, Field::PostalCode, Field::Country];

fn is_address(draft: &Draft) -> bool {
    let part = |target: &Target| {
        matches!(target, Target::Address) || matches!(target, Target::Field(field) if ADDRESS.contains(field))
    };
    !draft.by_user && draft.targets.first().is_some_and(part)
}

/// Keeps one address of several: the practice's before others, a home only where there is nothing else.
fn address(drafts: &mut [Draft]) -> bool {
    let goes_to =
        |draft: &Draft, fields: &[Field]| fields.iter().any(|&field| draft.targets.contains(&Target::Field(field)));
    // A number belongs to the address where cities are numbered, and to the line of one where not.
    let numbered =
        drafts.iter().any(|draft| draft.heading.number > 0 && goes_to(draft, &[Field::City, Field::PostalCode]));
    let group = |draft: &Draft| (draft.heading.place, if numbered { draft.heading.number } else { 0 });
    let mut groups: Vec<(Place, u32)> = drafts.iter().filter(|draft| is_address(draft)).map(group).collect();
    groups.sort_unstable();
    groups.dedup();
    let filled =
        |of: &(Place, u32)| drafts.iter().any(|draft| is_address(draft) && group(draft) == *of && !draft.is_empty);
    let empty_ones = || groups.first().copied().filter(|of| of.0 < Place::Home);
    let Some(best) = groups.iter().copied().find(filled).or_else(empty_ones) else {
        drafts.iter_mut().filter(|draft| is_address(draft)).for_each(|draft| draft.targets.clear());
        return false;
    };
    // A whole address beside its own parts says them again, and an empty one says nothing.
    let is_whole = |draft: &Draft| {
        draft.targets == [Target::Address]
            || draft.heading.meaning == Meaning::Asks(Question::Address) && draft.is_empty && draft.heading.number == 0
    };
    let is_street = |draft: &Draft| {
        group(draft) == best && goes_to(draft, &[Field::Street]) && !is_whole(draft) && draft.heading.number < 2
    };
    let has_rest = drafts.iter().any(|draft| group(draft) == best && goes_to(draft, &[Field::City, Field::PostalCode]));
    if has_rest && drafts.iter().any(is_street) {
        let again: Vec<bool> =
            drafts.iter().map(|draft| !draft.by_user && group(draft) == best && is_whole(draft)).collect();
        drafts.iter_mut().zip(again).filter(|(_, again)| *again).for_each(|(draft, _)| draft.targets.clear());
    }
    let in_best = |draft: &Draft, field| group(draft) == best && goes_to(draft, &[field]);
    let has_street = drafts
        .iter()
        .any(|draft| in_best(draft, Field::Street) || group(draft) == best && draft.targets.contains(&Target::Address));
    // “Mailing address, city, state, zip” is one address.
    let joined = |of: (Place, u32)| {
        !has_street
            && of.0 == Place::Mailing
            && !drafts.iter().any(|draft| group(draft) == of && goes_to(draft, &[Field::City, Field::PostalCode]))
    };
    let kept: Vec<bool> =
        drafts.iter().map(|draft| !is_address(draft) || group(draft) == best || joined(group(draft))).collect();
    drafts.iter_mut().zip(kept).filter(|(_, kept)| !kept).for_each(|(draft, _)| draft.targets.clear());
    best.0 == Place::Home
}

/// Fields that hold one value, of which several columns can each have one: the first that holds something counts.
const IN_TURN: [Field; 7] =
    [Field::Phone, Field::Email, Field::Website, Field::Name, Field::Practice, Field::Notes, Field::Region];

/// Ranks the columns of one value, and leaves one where the others would say the same again.
fn singles<'a>(drafts: &mut [Draft], evidence: &impl Fn(usize) -> Evidence<'a>) {
    for draft in drafts.iter_mut() {
        let heading = &draft.heading;
        let is_phone = draft.targets == [Target::Field(Field::Phone)];
        // Whose it is, then how sure that is, then which one; columns stay in their order otherwise.
        let bits = [heading.is_guess, heading.is_county, is_phone && heading.is_mobile];
        let rank = bits.iter().fold(heading.place as u32, |rank, &bit| rank << 1 | u32::from(bit));
        draft.rank = (rank << 7 | heading.number.min(99)) << 16 | draft.rank.min(0xffff);
    }
    let counties: Vec<usize> = positions(drafts, Field::Region);
    if counties.len() > 1 {
        let states = |&i: &usize| {
            evidence(i).mostly(50, evidence::is_state) || drafts[i].heading.meaning == Meaning::Asks(Question::State)
        };
        if let Some(best) = counties.iter().copied().find(states) {
            let others: Vec<usize> =
                counties.into_iter().filter(|&i| i != best && drafts[i].heading.is_county).collect();
            others.into_iter().for_each(|i| drafts[i].targets.clear());
        }
    }
    for &field in Field::ALL.iter().filter(|field| field.shape() == crate::colleague::Shape::One) {
        if IN_TURN.contains(&field) || field == Field::Street {
            continue;
        }
        let all = positions(drafts, field);
        let sure = |i: &&usize| !drafts[**i].is_empty && matches!(drafts[**i].heading.meaning, Meaning::Is(_));
        let filled = |i: &&usize| !drafts[**i].is_empty;
        let best = all.iter().find(|&&i| drafts[i].by_user);
        let Some(&best) = best.or_else(|| all.iter().find(sure)).or_else(|| all.iter().find(filled)).or(all.first())
        else {
            continue;
        };
        leave_one(drafts, all, best);
    }
    name_parts(drafts);
}

fn positions(drafts: &[Draft], field: Field) -> Vec<usize> {
    let goes = |draft: &Draft| draft.targets.contains(&Target::Field(field));
    (0..drafts.len()).filter(|&i| goes(&drafts[i])).collect()
}

/// Keeps one column of several for the same value, and those of the user.
fn leave_one(drafts: &mut [Draft], all: Vec<usize>, best: usize) {
    for i in all {
        if i != best && !drafts[i].by_user {
            drafts[i].targets.clear();
        }
    }
}

/// Keeps one column for each part of a name; a second first name is somebody else's.
fn name_parts(drafts: &mut [Draft]) {
    for part in [NamePart::Prefix, NamePart::Given, NamePart::Middle, NamePart::Family, NamePart::Suffix] {
        let all: Vec<usize> = (0..drafts.len()).filter(|&i| drafts[i].targets == [Target::Name(part)]).collect();
        let Some(best) = all.iter().copied().find(|&i| !drafts[i].is_empty).or(all.first().copied()) else { continue };
        leave_one(drafts, all, best);
    }
}

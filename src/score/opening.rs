//! When a colleague has an opening, and how far what she said of it is still trusted.

use super::number::{MILLION, divide, halved};
use crate::colleague::{Away, Colleague, Field, FieldSet, in_days};
use crate::vocab::Accepting;
use jiff::civil::Date;

/// What an opening is worked out from.
pub const FIELDS: FieldSet =
    FieldSet::of(&[Field::Accepting, Field::Openings, Field::WaitWeeks, Field::Away, Field::Checked]);

/// What a colleague says of her door: all that an opening is worked out from.
#[derive(Clone, Copy)]
pub struct Door<'c> {
    pub accepting: Option<Accepting>,
    pub openings: Option<u32>,
    pub wait_weeks: Option<u32>,
    pub away: &'c [Away],
    pub checked: Option<Date>,
}

impl<'c> From<&'c Colleague> for Door<'c> {
    fn from(colleague: &'c Colleague) -> Door<'c> {
        let &Colleague { accepting, openings, wait_weeks, checked, .. } = colleague;
        Door { accepting, openings, wait_weeks, away: &colleague.away, checked }
    }
}

/// What a client says of the time to start: all that an opening is held against.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Start {
    pub as_of: Date,
    /// Days until the first appointment is needed.
    pub within: Option<u32>,
    /// Whether the time is the reason to refer.
    pub is_reason: bool,
}

/// The opening of one colleague.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Weeks to wait, as far as known.
    pub weeks: Option<u32>,
    /// The day of the opening before any absence; today where the wait is unknown.
    pub stated: Date,
    /// The day after moving it past absences.
    pub day: Date,
    /// The absence that moved it last.
    pub away: Option<Away>,
}

/// Days after which an unchecked opening is half trusted. A judgement, and as often as health plans in the US must
/// verify their directories (No Surprises Act, section 116).
const HALF_TRUSTED_DAYS: u64 = 90;

/// When the colleague has an opening.
pub fn opening<'c>(colleague: impl Into<Door<'c>>, as_of: Date) -> Opening {
    let door = colleague.into();
    let weeks = door.wait_weeks.or(match (door.accepting, door.openings) {
        // Taking clients without an opening: the wait is there, but nobody said how long.
        (Some(Accepting::Yes), Some(0)) => None,
        (Some(Accepting::Yes), _) => Some(0),
        (None, Some(1..)) => Some(0),
        _ => None,
    });
    let stated = in_days(as_of, 7 * i64::from(weeks.unwrap_or(0)));
    let (mut day, mut away) = (stated, None);
    // One absence can end in another.
    while let Some(&range) = door.away.iter().find(|range| range.holds(day)) {
        away = Some(range);
        match range.to.filter(|&to| to < Date::MAX) {
            Some(to) => day = in_days(to, 1),
            None => {
                day = Date::MAX;
                break;
            }
        }
    }
    Opening { weeks, stated, day, away }
}

/// Days from one date to a later one; negative for an earlier one.
pub fn days_between(from: Date, to: Date) -> i64 {
    // A duration is cheaper than a span of calendar units, and as exact between two days.
    from.duration_until(to).as_hours() / 24
}

/// Days by which the opening is later than the time needed.
pub fn days_late(opening: &Opening, start: Start) -> i64 {
    let needed = i64::from(start.within.unwrap_or(0));
    (days_between(start.as_of, opening.day) - needed).max(0)
}

/// How far facts checked then are trusted today, in millionths.
pub fn trust(checked: Option<Date>, as_of: Date) -> u64 {
    match checked.map(|checked| days_between(checked, as_of)) {
        // Never checked: as if half a year ago, a judgement.
        None => MILLION / 4,
        // A date to come is warned of, and counts as today.
        Some(days) if days <= 0 => MILLION,
        Some(days) => halved(divide(days as u64 * 1000, HALF_TRUSTED_DAYS)),
    }
}

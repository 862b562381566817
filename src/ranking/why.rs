//! What each part of a ranking rests on, as data; `render::words` makes the sentences.

use crate::client::{Key, Soft, Wish};
use crate::colleague::{AgeRange, Away, Fee, Money};
use crate::reason::Reason;
use crate::vocab::{Accepting, Format, Grade, Prescribes, Relationship, Service, Severity};
use crate::weights::Criterion;
use jiff::civil::Date;

/// Why a gate closed. Texts are names and labels, not yet cleaned for a terminal.
#[derive(Clone, PartialEq, Debug)]
pub enum GateWhy {
    /// The client and the colleague are tied to the same name.
    TiedToClient(String),
    /// She is tied to the referrer, and the reason is ethics.
    TiedToReferrer(String),
    /// The referrer's own practice, and the reason is ethics.
    SamePractice(String),
    /// Named with `--avoid`.
    Avoided(String),
    /// Licensed elsewhere: where, and where the client sits.
    Licensed {
        /// Names of the regions held.
        held: Vec<String>,
        /// Names of the regions that count.
        needed: Vec<String>,
    },
    /// Sees other ages; no age is the ordinary adult.
    Ages {
        /// As stated.
        sees: Vec<AgeRange>,
        /// The client's, if given.
        age: Option<u8>,
    },
    /// Sees other formats.
    Sees(Vec<Format>, Format),
    /// Does not offer the service.
    Services(Vec<Service>, Service),
    /// Nobody with these credentials prescribes.
    NoPrescriber(Vec<String>),
    /// The stated ceiling, and the need.
    Ceiling(Severity, Severity),
    /// No language in common.
    Languages {
        /// As stated.
        spoken: Vec<String>,
        /// The client's.
        wanted: Vec<String>,
    },
    /// No payer in common.
    Payers {
        /// As stated.
        taken: Vec<String>,
        /// The client's.
        wanted: Vec<String>,
    },
    /// The deliveries stated.
    Delivery(Vec<&'static str>),
    /// Tenths of a mile to the nearest office.
    TooFar(u32),
    /// Access needs not offered.
    Access(Vec<&'static str>),
    /// Not accepting clients.
    NotAccepting(Option<Date>),
    /// An absence moves the opening past the date needed.
    Away(Away),
    /// The known opening is too late: weeks.
    OpensLate(u32),
    /// A declined concern.
    Declines(String),
    /// The wish is known not to be met; what was stated.
    Wish(Wish, Vec<String>),
}

/// How a colleague covers one concern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cover {
    /// Among the first five specialties.
    Specialty,
    /// Listed elsewhere.
    Listed,
    /// A broader term is listed.
    Broader,
    /// A sibling is listed.
    Sibling,
    /// Nothing near it is listed.
    Nothing,
    /// No concerns are on record.
    NotOnRecord,
    /// She declines it.
    Declined,
}

/// Whether one wish is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    /// Known to be.
    Yes,
    /// Known not to be.
    No,
    /// Not on record.
    Unknown,
}

/// A source and what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cited {
    /// Short name.
    pub name: &'static str,
    /// Year it appeared.
    pub year: u16,
    /// Its grade.
    pub grade: Grade,
    /// Whether nothing newer has replaced it.
    pub is_current: bool,
}

/// What a finding rests on.
#[derive(Clone, PartialEq, Debug)]
pub enum Why {
    /// One concern of the client, how it is covered and through which word.
    Concern {
        /// Label of the client's concern.
        concern: String,
        /// How it is covered.
        cover: Cover,
        /// Label of the word on record, where it differs.
        through: Option<String>,
    },
    /// The stated ceiling against the need.
    Ceiling(Option<Severity>, Severity),
    /// A wanted approach is offered.
    Offers(String),
    /// None of the wanted approaches is offered.
    NotOffered,
    /// An approach and what guidelines say of it for the concern.
    Guideline {
        /// Label of the approach.
        approach: String,
        /// Label of the broader approach that the rows speak of, where it is not the approach itself.
        form_of: Option<String>,
        /// Label of the concern the rows speak of.
        concern: String,
        /// The best grade; `None` where there is no row.
        grade: Option<Grade>,
        /// Who says so and who grades otherwise, current ones first.
        sources: Vec<Cited>,
    },
    /// An approach that was tried, or a form of it.
    Tried(String),
    /// A specific form of something tried, with evidence of its own.
    FormOfTried {
        /// Label of the approach.
        approach: String,
        /// Label of what was tried.
        tried: String,
    },
    /// Something untried is offered, and no concern was given.
    Untried(String),
    /// No approaches are on record.
    ApproachesUnknown,
    /// A wish and whether it is met.
    Wish(Wish, String, Met),
    /// A softened gate and whether it is met.
    Preferred(Soft, Met),
    /// Stated needs, each known or not.
    Need(&'static str, bool),
    /// Weeks to the opening, how long ago that was checked, and an absence in between.
    Opening {
        /// Weeks; `None` unknown.
        weeks: Option<u32>,
        /// As stated.
        accepting: Option<Accepting>,
        /// Days late against the time needed; `None` where none was said.
        late_days: Option<i64>,
        /// An absence that moves it.
        away: Option<Away>,
        /// Days since the check; `None` never.
        checked_days: Option<i64>,
    },
    /// In network with this payer.
    InNetwork(String),
    /// In network with a broader name: ask which plans.
    InNetworkPlans(String),
    /// The payer may or may not be taken.
    PayerUnknown,
    /// The payer is not taken; whether out-of-network clients are.
    NotInNetwork(Option<bool>),
    /// The fee against the most the client can pay.
    Fee(Fee, Money),
    /// Where the sliding scale starts, against the most the client can pay.
    SlidingFrom(Money, Money),
    /// No fee on record.
    FeeUnknown,
    /// Tenths of a mile to the nearest office, and whether that is the main one.
    Distance(u32, bool),
    /// A remote session is possible.
    Remote,
    /// Delivery is not on record.
    DeliveryUnknown,
    /// No office could be located.
    OfficeUnknown {
        /// One is on record all the same.
        on_record: bool,
    },
    /// How well the therapist knows her.
    Known(Option<Relationship>),
}

/// What closed a door that is asked about again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosedBy {
    /// Not accepting clients.
    NotAccepting,
    /// An absence past the time needed.
    Away(Away),
    /// So many weeks to the opening.
    OpensLate(u32),
}

/// A question for the colleague.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask {
    /// Licensed only through an office across the line: where the client must sit.
    SitAt(Vec<String>),
    /// Whether she is licensed there.
    License(Vec<String>),
    /// Whether PSYPACT authority can be used: delivery is not on record.
    CompactDelivery,
    /// Whether she sees this age.
    Age(u8),
    /// Whether she sees this format.
    Format(Format),
    /// Whether she offers the services.
    Services(Vec<Service>),
    /// Whether she prescribes.
    Prescribes(Prescribes),
    /// Whether she takes cases of this severity.
    Severity(Severity),
    /// Whether she works in one of the languages.
    Language(Vec<String>),
    /// Whether she takes one of the payers.
    Payer(Vec<String>),
    /// Which plans of the payer she takes.
    Plans(String),
    /// Whether she offers one of the deliveries.
    Delivery(Vec<&'static str>),
    /// Where her office is.
    Reach,
    /// Whether the access needs are met.
    Access(Vec<&'static str>),
    /// Whether she still is closed: what was on record is old.
    StillClosed(ClosedBy, Option<Date>),
    /// Whether she takes new clients.
    Accepting,
    /// Whether a wish is met.
    Wish(Wish, Vec<String>),
    /// A specific form of something tried: what was done.
    WhatWasDone(String),
    /// A criterion whose answer would move her across the cut.
    Criterion(Criterion),
}

/// Something that the client must be told.
#[derive(Clone, PartialEq, Debug)]
pub enum Disclosure {
    /// The tie as written.
    Tie(String),
    /// She works in the referrer's practice.
    SamePractice(String),
}

/// Something that speaks against a suggestion all the same.
#[derive(Clone, PartialEq, Debug)]
pub enum Warning {
    /// One name is the beginning of the other.
    PossibleTie(String, String),
    /// She offers an approach that a guideline advises against for the concern.
    NotRecommended {
        /// Label of the approach.
        approach: String,
        /// Label of the broader approach that the rows speak of, where it is not the approach itself.
        form_of: Option<String>,
        /// Label of the concern.
        concern: String,
        /// Who advises against it, current ones first.
        sources: Vec<Cited>,
    },
    /// She lists conversion efforts, which no guideline supports.
    Conversion(String),
    /// A trainee, and the need is severe or above.
    Trainee(String),
    /// Bipolar disorder is among the concerns and not on her list.
    BipolarNotListed,
    /// Payer or license facts that the client asked about are older than a year.
    OldFacts {
        /// The day of the last check.
        checked: Date,
        /// Payers were asked about and are on record.
        payers: bool,
        /// The license was asked about and is on record.
        license: bool,
    },
    /// The date of the check lies ahead.
    CheckedAhead(Date),
    /// She declines something near what the client brings.
    Declines(String),
}

/// Something to know about the answer as a whole.
#[derive(Clone, PartialEq, Debug)]
pub enum Notice {
    /// From the reading of the profile, already a sentence.
    Read(String),
    /// A reason without what it needs: the reason and the flag.
    ReasonNeeds(Reason, Key),
    /// Reason preferences, and no wish was said.
    NoWish,
    /// Couple format with partner violence named.
    CoupleWithViolence,
    /// Colleagues who offer medication, for reason severity.
    Prescribers(Vec<String>),
    /// One's own values are not a ground for referral.
    OwnValues,
    /// Every weight in play is 0, so the order says nothing.
    NothingWeighed,
    /// No region is known, so licenses were not looked at.
    NoRegion,
    /// An `--avoid` that matches nobody.
    AvoidsNobody(String),
    /// Others passed but have nothing on record (with the first names), or treat nothing near it.
    OtherTiers {
        /// How many have no concerns on record.
        unknown: usize,
        /// The first three names of those, by id.
        names: Vec<String>,
        /// How many treat nothing near it.
        nothing_near: usize,
    },
    /// Fewer qualify than were asked for.
    Fewer(usize, usize),
    /// More share the last rank than are shown.
    MoreTied(usize),
    /// Somebody below the cut who would enter on a yes: name and criterion.
    WouldEnter(String, Criterion),
    /// The date of a table that decided something: its name and date.
    TableDate(&'static str, &'static str),
    /// The excluded were cut at this number.
    ExcludedCut(usize),
}

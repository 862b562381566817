//! A client as the referral needs to know her: needs, wishes, places, ties, reasons; never a name.

mod key;
mod within;

pub use key::{Group, Key, Shape};
pub use within::{Unit, Within};

use crate::colleague::{HoursItem, Money};
use crate::place::Place;
use crate::reason::Reason;
use crate::vocab::{
    Access, ApproachId, ConcernId, Delivery, Format, Gender, Language, Region, Service, Set, Severity, Style,
};
use jiff::civil::Date;

/// What the client would like in the colleague; made hard by `--must`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Wish {
    /// Any of the genders.
    Gender,
    /// Each of the identities.
    Identity,
    /// Each of the groups affirmed.
    Affirming,
    /// Any of the faiths.
    Faith,
    /// Each of the styles.
    Style,
    /// Any of the times.
    When,
    /// Any of the approaches; scored by its own criterion.
    Approach,
}

impl Wish {
    /// All of them, in gate order.
    pub const ALL: [Wish; 7] =
        [Wish::Gender, Wish::Identity, Wish::Affirming, Wish::Faith, Wish::Style, Wish::When, Wish::Approach];

    /// The word after `--must`.
    pub fn word(self) -> &'static str {
        match self {
            Wish::Gender => "gender",
            Wish::Identity => "identity",
            Wish::Affirming => "affirming",
            Wish::Faith => "faith",
            Wish::Style => "style",
            Wish::When => "when",
            Wish::Approach => "approach",
        }
    }
}

/// A gate that may be made one more wish by `--prefer`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Soft {
    /// The ages seen.
    Age,
    /// Individual, couple …
    Format,
    /// Therapy, medication …
    Service,
    /// A shared language.
    Language,
    /// The payer; then scored by cost alone.
    Payer,
    /// In person, video …
    Delivery,
    /// The distance; then scored by location alone.
    Reach,
    /// Access needs.
    Access,
}

impl Soft {
    /// All of them, in gate order.
    pub const ALL: [Soft; 8] = [
        Soft::Age,
        Soft::Format,
        Soft::Service,
        Soft::Language,
        Soft::Payer,
        Soft::Delivery,
        Soft::Reach,
        Soft::Access,
    ];

    /// The word after `--prefer`: the gate's name.
    pub fn word(self) -> &'static str {
        match self {
            Soft::Age => "age",
            Soft::Format => "format",
            Soft::Service => "service",
            Soft::Language => "language",
            Soft::Payer => "payer",
            Soft::Delivery => "delivery",
            Soft::Reach => "reach",
            Soft::Access => "access",
        }
    }

    /// The flag that the client speaks of it with.
    pub fn flag(self) -> &'static str {
        match self {
            Soft::Format => "for",
            Soft::Reach => "within",
            other => other.word(),
        }
    }
}

/// A place that the client would come from.
#[derive(Clone, PartialEq, Debug)]
pub struct Near {
    /// As typed.
    pub text: String,
    /// Always with a point.
    pub place: Place,
}

/// A tie, such as an employer or a congregation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tie {
    /// The folded name, without the kind.
    pub name: String,
    /// The name as written, without the kind.
    pub written: String,
}

/// Who pays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payer {
    /// Folded, aliases replaced.
    pub name: String,
    /// As typed.
    pub written: String,
}

/// One client. What was not said is empty or absent and is the ordinary case.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Client {
    /// A code such as `C-014`, never a name.
    pub code: Option<String>,
    /// Distinct, in the order given.
    pub reasons: Vec<Reason>,
    /// Distinct, the main one first.
    pub concerns: Vec<ConcernId>,
    /// How severe or complex the case is.
    pub severity: Option<Severity>,
    /// Completed years.
    pub age: Option<u8>,
    /// Individual, couple …
    pub format: Option<Format>,
    /// Wanted.
    pub approaches: Vec<ApproachId>,
    /// Tried without response.
    pub tried: Vec<ApproachId>,
    /// Asked for; each counts.
    pub services: Set<Service>,
    /// Any serves.
    pub languages: Vec<Language>,
    /// Any serves.
    pub genders: Set<Gender>,
    /// Each counts: ids of the vocabulary, else folded words.
    pub identities: Vec<String>,
    /// Each counts: ids of the vocabulary, else folded words.
    pub affirming: Vec<String>,
    /// Any serves: folded words.
    pub faiths: Vec<String>,
    /// Each counts.
    pub styles: Set<Style>,
    /// Any serves.
    pub when: Vec<HoursItem>,
    /// Home, work: the nearest counts.
    pub near: Vec<Near>,
    /// The farthest that the client would travel.
    pub within: Option<Within>,
    /// Accepted; empty means in person and video.
    pub delivery: Set<Delivery>,
    /// Where the client sits in sessions; any serves.
    pub states: Vec<Region>,
    /// The regions that may hold an office near enough to come to from one of the places; `None` where any may.
    pub office_regions: Option<Vec<Region>>,
    /// Days until the first appointment is needed.
    pub start_within: Option<u32>,
    /// Needed; each counts.
    pub access: Set<Access>,
    /// Any serves.
    pub payers: Vec<Payer>,
    /// The most the client can pay per session.
    pub max_fee: Option<Money>,
    /// Folded ids, names or practices, and as typed.
    pub avoid: Vec<(String, String)>,
    /// To whom and what the client is tied.
    pub ties: Vec<Tie>,
    /// Wishes made hard.
    pub must: Vec<Wish>,
    /// Gates made soft.
    pub prefer: Vec<Soft>,
    /// The day taken as today.
    pub as_of: Date,
    /// What was noticed while the profile was read, such as a word with two meanings.
    pub notices: Vec<String>,
}

impl Client {
    /// A client of whom nothing is said.
    pub fn new(as_of: Date) -> Client {
        Client { as_of, ..Client::default() }
    }

    /// Whether the reason is among the client's.
    pub fn has_reason(&self, reason: Reason) -> bool {
        self.reasons.contains(&reason)
    }

    /// Whether the gate was made soft.
    pub fn prefers(&self, soft: Soft) -> bool {
        self.prefer.contains(&soft)
    }

    /// Whether the client said anything that the wish speaks of.
    pub fn wishes_for(&self, wish: Wish) -> bool {
        match wish {
            Wish::Gender => !self.genders.is_empty(),
            Wish::Identity => !self.identities.is_empty(),
            Wish::Affirming => !self.affirming.is_empty(),
            Wish::Faith => !self.faiths.is_empty(),
            Wish::Style => !self.styles.is_empty(),
            Wish::When => !self.when.is_empty(),
            Wish::Approach => !self.approaches.is_empty(),
        }
    }

    /// Whether the client said anything that the gate speaks of.
    pub fn speaks_of(&self, soft: Soft) -> bool {
        match soft {
            Soft::Age => self.age.is_some(),
            Soft::Format => self.format.is_some(),
            Soft::Service => !self.services.is_empty(),
            Soft::Language => !self.languages.is_empty(),
            Soft::Payer => !self.payers.is_empty(),
            Soft::Delivery => !self.delivery.is_empty(),
            Soft::Reach => self.within.is_some(),
            Soft::Access => !self.access.is_empty(),
        }
    }

    /// The deliveries the client accepts: in person and video unless said.
    pub fn accepted_delivery(&self) -> Set<Delivery> {
        if self.delivery.is_empty() { Set::of(&[Delivery::InPerson, Delivery::Video]) } else { self.delivery }
    }

    /// The radius for an office across a state line: as far as the client would travel, else 60 miles.
    pub fn office_radius(&self) -> Within {
        self.within.unwrap_or(Within::SIXTY_MILES)
    }

    /// The regions where the client may sit: as stated, else those of the places she comes from.
    pub fn regions(&self) -> Vec<Region> {
        if !self.states.is_empty() {
            return self.states.clone();
        }
        let mut regions: Vec<Region> = Vec::new();
        for region in self.near.iter().filter_map(|near| near.place.region) {
            if !regions.contains(&region) {
                regions.push(region);
            }
        }
        regions
    }
}

/// The therapist herself, from `[me]` of the configuration; empty where she did not say.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Referrer {
    /// Her name.
    pub name: String,
    /// Her practice.
    pub practice: String,
    /// Letters after her name.
    pub credentials: String,
    /// Her license.
    pub license: String,
    /// Her phone.
    pub phone: String,
    /// Her address.
    pub address: String,
    /// ISO 3166-1 code of the country she practices in.
    pub country: Option<String>,
    /// Her own ties.
    pub ties: Vec<Tie>,
}

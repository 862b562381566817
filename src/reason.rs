//! The seven reasons for which a client is referred.

use crate::text::fold;

/// Why the therapist refers this client; it sets the weights and adds rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// The concern is outside her expertise.
    Specialization,
    /// The case is more severe or complex than she is equipped for.
    Severity,
    /// The client is not responding to the present treatment.
    Approach,
    /// The client would rather work with somebody else.
    Preferences,
    /// Somebody nearer to home or work.
    Location,
    /// She is full, on leave or closing.
    Availability,
    /// A dual relationship or conflict of interest.
    Ethics,
}

impl Reason {
    /// All seven, in the order of the manual.
    pub const ALL: [Reason; 7] = [
        Reason::Specialization,
        Reason::Severity,
        Reason::Approach,
        Reason::Preferences,
        Reason::Location,
        Reason::Availability,
        Reason::Ethics,
    ];

    /// The word typed for it.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Specialization => "specialization",
            Reason::Severity => "severity",
            Reason::Approach => "approach",
            Reason::Preferences => "preferences",
            Reason::Location => "location",
            Reason::Availability => "availability",
            Reason::Ethics => "ethics",
        }
    }

    /// The situation, in a line.
    pub fn situation(self) -> &'static str {
        match self {
            Reason::Specialization => "the concern is outside your expertise",
            Reason::Severity => "the case is more severe or complex than you are equipped for",
            Reason::Approach => "the client is not responding to the present treatment",
            Reason::Preferences => {
                "the client would rather work with somebody of another gender, culture, faith or style"
            }
            Reason::Location => "somebody nearer to the client's home or workplace",
            Reason::Availability => "you are full, on leave or closing",
            Reason::Ethics => "a dual relationship or conflict of interest",
        }
    }

    /// Reads the word or a usual synonym.
    pub fn read(text: &str) -> Option<Reason> {
        let folded = fold(text);
        let known = Reason::ALL.into_iter().find(|r| r.word() == folded);
        known.or(match folded.as_ref() {
            "specialisation" | "specialty" | "specialist" | "expertise" => Some(Reason::Specialization),
            "complexity" | "level of care" => Some(Reason::Severity),
            "modality" | "different approach" | "not responding" => Some(Reason::Approach),
            "preference" | "fit" | "match" => Some(Reason::Preferences),
            "geography" | "distance" | "move" | "moving" => Some(Reason::Location),
            "unavailability" | "full" | "leave" | "closing" | "waitlist" => Some(Reason::Availability),
            "conflict" | "conflict of interest" | "dual relationship" => Some(Reason::Ethics),
            _ => None,
        })
    }
}

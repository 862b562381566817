//! The keys of a client profile: one list for flags, profile files and batch columns.

/// How a key's values are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One value.
    One,
    /// Repeatable, and commas separate.
    Words,
    /// Repeatable, and a comma is part of the value.
    Whole,
}

/// Where a key stands in the help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Who the client is and why she is referred.
    Client,
    /// What kind of help.
    Care,
    /// What she would like in the colleague.
    Wishes,
    /// Where and when.
    WhereWhen,
    /// Who pays.
    Money,
    /// Who it must not be.
    Conflicts,
    /// How much each thing counts.
    Strength,
}

impl Group {
    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        match self {
            Group::Client => "The client",
            Group::Care => "The help needed",
            Group::Wishes => "What the client would like",
            Group::WhereWhen => "Where and when",
            Group::Money => "Cost",
            Group::Conflicts => "Who it must not be",
            Group::Strength => "How much it counts",
        }
    }
}

macro_rules! keys {
    ($($name:ident $word:literal $value:literal $shape:ident $group:ident $about:literal;)*) => {
        /// A key of the client profile.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Key { $(#[doc = $about] $name,)* }

        impl Key {
            /// Every key, in the order of the help.
            pub const ALL: &[Key] = &[$(Key::$name,)*];

            /// The flag without its dashes.
            pub fn word(self) -> &'static str {
                match self { $(Key::$name => $word,)* }
            }

            /// What stands for the value in the help.
            pub fn value(self) -> &'static str {
                match self { $(Key::$name => $value,)* }
            }

            /// How its values are written.
            pub fn shape(self) -> Shape {
                match self { $(Key::$name => Shape::$shape,)* }
            }

            /// Where it stands in the help.
            pub fn group(self) -> Group {
                match self { $(Key::$name => Group::$group,)* }
            }

            /// What it says, in a line.
            pub fn about(self) -> &'static str {
                match self { $(Key::$name => $about,)* }
            }
        }
    };
}

keys! {
    Client "client" "CODE" One Client "a code such as C-014, never a name";
    Reason "reason" "REASON" Words Client "why you refer: specialization, severity, approach, preferences, location, availability, ethics";
    Age "age" "YEARS" One Client "completed years";
    For "for" "FORMAT" One Client "individual, couple, family or group";
    Concern "concern" "WORD" Words Care "what the client comes with, the main concern first (see refer terms)";
    Severity "severity" "LEVEL" One Care "mild, moderate, severe, complex or crisis";
    Approach "approach" "WORD" Words Care "treatment wanted";
    Tried "tried" "WORD" Words Care "treatment tried without response";
    Service "service" "WORD" Words Care "therapy (taken if nothing is said), medication, assessment, court, groups, supervision, intensive-outpatient, day-program, residential, inpatient";
    Language "language" "LANG" Words Care "language of the sessions: English name or tag such as es; any serves";
    Access "access" "WORD" Words Care "step-free, sign-language, parking, low-sensory, large-print";
    Gender "gender" "WORD" Words Wishes "woman, man, nonbinary";
    Identity "identity" "WORD" Words Wishes "a group the colleague should share";
    Affirming "affirming" "WORD" Words Wishes "a group the colleague should be affirming of";
    Faith "faith" "WORD" Words Wishes "a faith the colleague should share or work within";
    Style "style" "WORD" Words Wishes "directive, client-led, emotion, thought, past, present, challenging, supportive";
    When "when" "TIME" Words Wishes "morning, afternoon, evening, weekend, mon … sun, or \"mon 09:00-20:00\"";
    Near "near" "PLACE" Whole WhereWhen "postal code, \"City, ST\" or lat,lon; repeat for home and work";
    Within "within" "DISTANCE" One WhereWhen "10mi, 16km; a bare number is miles in the US and GB";
    Delivery "delivery" "WORD" Words WhereWhen "in-person, video, phone";
    State "state" "REGION" Words WhereWhen "where the client sits in sessions; taken from --near if absent";
    StartWithin "start-within" "TIME" One WhereWhen "how soon: 10d, 2w, 1m; a bare number is weeks";
    Payer "payer" "NAME" Whole Money "who pays, such as \"Aetna PPO\" or self-pay";
    MaxFee "max-fee" "AMOUNT" One Money "the most the client can pay per session";
    Avoid "avoid" "WHO" Whole Conflicts "a colleague's id or name, or a practice";
    Tie "tie" "KIND:NAME" Whole Conflicts "what the client is tied to, such as \"employer:Lincoln High\"";
    Must "must" "WISH" Words Strength "make a wish hard: gender, identity, affirming, faith, style, when, approach";
    Prefer "prefer" "GATE" Words Strength "make a need soft: age, format, service, language, payer, delivery, reach, access";
    Weight "weight" "NAME=N" Words Strength "weigh a criterion 0 to 100, such as location=20";
}

impl Key {
    /// The key of a word, with hyphens, underscores or spaces and in any case.
    pub fn read(word: &str) -> Option<Key> {
        let folded = crate::text::fold(word);
        Key::ALL.iter().copied().find(|key| crate::text::fold(key.word()) == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_may_be_spelled_with_underscores() {
        assert_eq!(Key::read("start_within"), Some(Key::StartWithin));
        assert_eq!(Key::read("Max Fee"), Some(Key::MaxFee));
        assert_eq!(Key::read("name"), None);
    }
}

//! The closed words of a profile and a record, each with the spellings that people use.

use super::key::key;
use super::word::{Word, words};

words! {
    /// How heavy the case is, from lightest to heaviest.
    Severity {
        /// Any practitioner can take it; "minimal" is read as this.
        Mild "mild" = "mild" | "minimal" | "low" | "light" | "subclinical",
        /// In between.
        Moderate "moderate" = "moderate" | "medium" | "mid",
        /// Wants experience with it, perhaps a prescriber.
        Severe "severe" = "severe" | "high" | "serious" | "moderatelysevere",
        /// Several conditions, or treated without success before.
        Complex "complex" =
            "complex" | "comorbid" | "multiplediagnoses" | "treatmentresistant" | "chronicandrecurrent"
            | "highacuity",
        /// Danger now.
        Crisis "crisis" = "crisis" | "emergency" | "acute" | "imminentrisk" | "activeplan" | "suicidalwithplan",
    }
}

impl Severity {
    /// The place in the order, 0 for mild to 4 for crisis.
    pub fn step(self) -> u8 {
        self as u8
    }

    /// How many steps a ceiling lies below what is needed; 0 when it reaches.
    pub fn steps_below(self, need: Severity) -> u8 {
        need.step().saturating_sub(self.step())
    }
}

words! {
    /// Who sits in the session.
    Format {
        /// One person.
        Individual "individual" =
            "individual" | "individuals" | "individualtherapy" | "onetoone" | "oneonone" | "11" | "single",
        /// Two partners.
        Couple "couple" =
            "couple" | "couples" | "partners" | "marital" | "marriage" | "couplestherapy" | "coupletherapy"
            | "couplescounseling",
        /// Parents and children, or other relatives.
        Family "family" = "family" | "families" | "familytherapy",
        /// A therapy group.
        Group "group" = "group" | "groups" | "grouptherapy",
    }
}

words! {
    /// What kind of help; programs are services too.
    Service {
        /// Talking, in sessions.
        Therapy "therapy" =
            "therapy" | "psychotherapy" | "counseling" | "counselling" | "therapist" | "outpatient"
            | "outpatienttherapy" | "talktherapy",
        /// Prescribing.
        Medication "medication" =
            "medication" | "medicationmanagement" | "medmanagement" | "medmgmt" | "meds" | "medications"
            | "prescribing" | "prescriber" | "psychiatry" | "psychopharmacology" | "pharmacotherapy",
        /// Testing and diagnosis.
        Assessment "assessment" =
            "assessment" | "assessments" | "testing" | "psychologicaltesting" | "psychologicalassessment"
            | "evaluation" | "evaluations" | "psychtesting" | "neuropsychologicaltesting"
            | "diagnosticassessment" | "testingandevaluation",
        /// Work for a court.
        Court "court" =
            "court" | "forensic" | "courtordered" | "custodyevaluation" | "forensicevaluation"
            | "courtevaluation" | "expertwitness",
        /// Therapy or support groups.
        Groups "groups" = "groups" | "group" | "grouptherapy" | "supportgroup" | "supportgroups",
        /// Supervision of other clinicians.
        Supervision "supervision" = "supervision" | "clinicalsupervision" | "supervisor",
        /// Several sessions a week.
        IntensiveOutpatient "intensive-outpatient" =
            "intensiveoutpatient" | "iop" | "intensiveoutpatientprogram" | "intensiveoutpatientprogramme",
        /// Most of the day, home at night.
        DayProgram "day-program" =
            "dayprogram" | "php" | "partialhospitalization" | "partialhospitalisation" | "partialhospital"
            | "partialhospitalizationprogram" | "daytreatment" | "dayprogramme" | "dayhospital",
        /// Living there.
        Residential "residential" = "residential" | "rtc" | "residentialtreatment" | "residentialprogram" | "rehab",
        /// A hospital bed.
        Inpatient "inpatient" =
            "inpatient" | "hospital" | "hospitalization" | "hospitalisation" | "psychiatricinpatient"
            | "inpatienttreatment",
    }
}

words! {
    /// How sessions are held.
    Delivery {
        /// In one room.
        InPerson "in-person" =
            "inperson" | "office" | "inoffice" | "facetoface" | "f2f" | "onsite" | "person" | "inclinic",
        /// Over a video link.
        Video "video" =
            "video" | "telehealth" | "online" | "remote" | "virtual" | "teletherapy" | "telemedicine"
            | "telemental" | "telementalhealth" | "videotherapy" | "zoom" | "onlinetherapy" | "videocall"
            | "webcam",
        /// Over the telephone.
        Phone "phone" = "phone" | "telephone" | "audio" | "call" | "phonetherapy" | "byphone",
    }
}

words! {
    /// What a client needs to be able to come and take part.
    Access {
        /// No stair between the street and the chair.
        StepFree "step-free" =
            "stepfree" | "wheelchair" | "wheelchairaccess" | "wheelchairaccessible" | "accessible" | "ada"
            | "adaaccessible" | "elevator" | "lift" | "ramp" | "nostairs" | "groundfloor" | "mobility",
        /// A signed language, the colleague's own or through an interpreter.
        SignLanguage "sign-language" =
            "signlanguage" | "sign" | "asl" | "bsl" | "lsf" | "auslan" | "americansignlanguage"
            | "britishsignlanguage" | "signlanguageinterpreter" | "aslinterpreter" | "bslinterpreter"
            | "signing",
        /// A place for the car.
        Parking "parking" =
            "parking" | "accessibleparking" | "freeparking" | "carpark" | "onsiteparking" | "disabledparking",
        /// A calm room, with little light and noise.
        LowSensory "low-sensory" =
            "lowsensory" | "sensoryfriendly" | "quiet" | "lowstimulation" | "quietroom" | "autismfriendly",
        /// Forms that can be read with poor sight.
        LargePrint "large-print" = "largeprint" | "largetype" | "screenreader" | "braille" | "lowvision",
    }
}

words! {
    /// How a colleague works, on four axes; our own words, taken from no instrument.
    Style {
        /// Leads the session.
        Directive "directive" = "directive" | "structured" | "direct",
        /// Follows the client.
        ClientLed "client-led" = "clientled" | "nondirective" | "clientdirected" | "followsclient",
        /// Works with feelings.
        Emotion "emotion" = "emotion" | "emotions" | "feeling" | "feelings" | "emotionfocused" | "emotional",
        /// Works with thoughts.
        Thought "thought" = "thought" | "thoughts" | "thinking" | "cognitive" | "thoughtfocused",
        /// Works with what was.
        Past "past" = "past" | "pastfocused" | "history" | "insight",
        /// Works with what is.
        Present "present" = "present" | "presentfocused" | "hereandnow" | "practical",
        /// Confronts.
        Challenging "challenging" = "challenging" | "confronting" | "challenge" | "confrontational",
        /// Encourages.
        Supportive "supportive" = "supportive" | "gentle" | "warm" | "support" | "encouraging",
    }
}

words! {
    /// The gender that a colleague states.
    Gender {
        /// Woman.
        Woman "woman" = "woman" | "women" | "female" | "f" | "w" | "she" | "sheher" | "transwoman",
        /// Man.
        Man "man" = "man" | "men" | "male" | "m" | "he" | "hehim" | "transman",
        /// Neither, or not only.
        Nonbinary "nonbinary" =
            "nonbinary" | "nb" | "enby" | "they" | "theythem" | "genderqueer" | "genderfluid"
            | "nonbinaryperson" | "agender" | "x",
    }
}

words! {
    /// Whether a colleague takes new clients.
    Accepting {
        /// Takes new clients.
        Yes "yes" =
            "yes" | "y" | "true" | "1" | "open" | "accepting" | "acceptingnewclients" | "acceptingclients"
            | "acceptingnewpatients" | "available" | "taking" | "takingnewclients",
        /// Keeps a waiting list.
        Waitlist "waitlist" = "waitlist" | "waitinglist" | "waitlisted" | "waitlistonly" | "wait" | "limited",
        /// Takes nobody new.
        No "no" =
            "no" | "n" | "false" | "0" | "full" | "closed" | "notaccepting" | "notacceptingnewclients"
            | "notacceptingclients" | "notacceptingnewpatients" | "notavailable" | "unavailable" | "none",
    }
}

words! {
    /// How well the therapist knows a colleague, closest first.
    Relationship {
        /// They have shared a client or a practice.
        WorkedWith "worked-with" =
            "workedwith" | "workedtogether" | "worked" | "sharedclients" | "colleague" | "coworker",
        /// They have talked about a case.
        Consulted "consulted" = "consulted" | "consult" | "consultation" | "consultedwith",
        /// They have met.
        Met "met" = "met" | "know" | "acquaintance" | "metonce",
        /// Somebody spoke of them.
        HeardOf "heard-of" = "heardof" | "heard" | "byreputation" | "reputation" | "wordofmouth",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Debug;

    fn reads_what_it_writes<T: Word + Debug + Ord>() {
        for &word in T::ALL {
            assert_eq!(T::read(word.word()), Some(word));
            assert_eq!(T::read(&word.word().replace('-', " ").to_uppercase()), Some(word));
        }
        assert!(T::ALL.is_sorted() && T::ALL.len() <= 32 && T::read("").is_none());
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        reads_what_it_writes::<Severity>();
        reads_what_it_writes::<Format>();
        reads_what_it_writes::<Service>();
        reads_what_it_writes::<Delivery>();
        reads_what_it_writes::<Access>();
        reads_what_it_writes::<Style>();
        reads_what_it_writes::<Gender>();
        reads_what_it_writes::<Accepting>();
        reads_what_it_writes::<Relationship>();
    }

    #[test]
    fn usual_synonyms_are_understood() {
        assert_eq!(Severity::read("minimal"), Some(Severity::Mild));
        assert_eq!(Service::read("IOP"), Some(Service::IntensiveOutpatient));
        assert_eq!(Service::read("Med management"), Some(Service::Medication));
        assert_eq!(Service::read("Partial hospitalization"), Some(Service::DayProgram));
        assert_eq!(Delivery::read("Telehealth"), Some(Delivery::Video));
        assert_eq!(Delivery::read("in the office"), None);
        assert_eq!(Access::read("ASL"), Some(Access::SignLanguage));
        assert_eq!(Access::read("wheelchair-accessible"), Some(Access::StepFree));
        assert_eq!(Gender::read("Non-binary"), Some(Gender::Nonbinary));
        assert_eq!(Accepting::read("not accepting"), Some(Accepting::No));
        assert_eq!(Relationship::read("worked with"), Some(Relationship::WorkedWith));
    }

    #[test]
    fn a_ceiling_is_measured_in_steps() {
        assert_eq!(Severity::Moderate.steps_below(Severity::Complex), 2);
        assert_eq!(Severity::Crisis.steps_below(Severity::Mild), 0);
    }
}

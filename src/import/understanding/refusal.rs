//! Why a table is no list of colleagues.

use super::columns::Draft;
use super::evidence::{self, Evidence};
use super::headers::Meaning;
use super::target::{NamePart, Target};
use crate::colleague::Field;
use crate::text::fold;

/// Why nothing of a table is imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What it looks like.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Says why a table cannot be a list of colleagues, if it cannot.
pub(super) fn refusal<'a>(
    header: &[String],
    drafts: &[Draft],
    evidence: &impl Fn(usize) -> Evidence<'a>,
) -> Option<Refusal> {
    if drafts.iter().any(|draft| draft.by_user && draft.targets.iter().any(names_somebody)) {
        return None;
    }
    clients(header, drafts).or_else(|| nobody(drafts, evidence))
}

fn names_somebody(target: &Target) -> bool {
    matches!(target, Target::Name(NamePart::Given | NamePart::Family) | Target::Field(Field::Name | Field::Practice))
}

/// Whether a table looks like one of clients, whom a directory must never hold.
fn clients(header: &[String], drafts: &[Draft]) -> Option<Refusal> {
    let signs: Vec<&str> = header.iter().map(String::as_str).filter(|name| is_of_clients(&fold(name))).collect();
    let surely = signs.iter().any(|name| is_only_of_clients(&fold(name)));
    // Those who are licensed have birthdays and policies too.
    let colleagues = [Field::Npi, Field::Credentials, Field::LicensedIn, Field::Approaches, Field::Accepting];
    let professional = drafts
        .iter()
        .any(|draft| !draft.is_empty && colleagues.iter().any(|&field| draft.targets.contains(&Target::Field(field))));
    let needed = if professional { 3 } else { 2 };
    if signs.len() < needed && (professional || !surely) {
        return None;
    }
    let shown: Vec<String> = signs.iter().take(3).map(|name| format!("“{}”", name.trim())).collect();
    Some(Refusal {
        message: format!("this looks like a list of clients, not of colleagues: it has {}", shown.join(", ")),
        hint: "nothing was read from it; a directory must hold no clients. If it is a list of colleagues, delete these columns and import it again".to_owned(),
    })
}

fn words(header: &str) -> String {
    header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Names of columns that lists of clients have, folded.
fn is_of_clients(header: &str) -> bool {
    let header = words(header);
    is_only_of_clients(&header)
        || matches!(
            header.as_str(),
            "dob"
                | "date of birth"
                | "birthdate"
                | "birth date"
                | "d o b"
                | "member id"
                | "subscriber id"
                | "insurance id"
                | "insurance member id"
                | "policy number"
                | "policy no"
                | "policy id"
                | "group number"
                | "insurance group number"
                | "ssn"
                | "social security number"
                | "guardian"
                | "guardian name"
                | "guardian phone"
                | "guardian email"
                | "parent guardian"
                | "parent name"
                | "parent phone"
                | "homeroom"
                | "student"
                | "iep"
                | "grade"
                | "referral reason"
                | "reason for referral"
                | "reason for seeking therapy"
                | "what brings you to therapy"
                | "what brings you here"
                | "what brings you in"
                | "have you been in therapy before"
                | "previous therapy"
                | "current symptoms"
                | "responsible party"
                | "copay"
                | "co pay"
                | "deductible"
                | "emergency contact"
                | "emergency contact name"
                | "marital status"
                | "referral source"
                | "intake date"
                | "admission date"
                | "discharge date"
                | "last session"
                | "next appointment"
                | "last appointment"
                | "next session"
                | "presenting problem"
                | "presenting concern"
                | "chief complaint"
                | "reason for visit"
                | "treatment plan"
                | "medications"
                | "current medications"
                | "current medication"
                | "assigned clinician"
                | "primary clinician"
                | "assigned therapist"
                | "insured name"
                | "subscriber name"
                | "phq 9"
                | "gad 7"
                | "geburtsdatum"
                | "versichertennummer"
                | "fecha de nacimiento"
                | "date de naissance"
                | "balance"
                | "outstanding balance"
                | "insurance payer"
                | "relationship to insured"
        )
}

/// Names of columns that no list of colleagues has.
fn is_only_of_clients(header: &str) -> bool {
    let header = words(header);
    matches!(
        header.as_str(),
        "diagnosis"
            | "diagnosis code"
            | "diagnosis codes"
            | "dx"
            | "dx code"
            | "primary diagnosis"
            | "icd 10"
            | "icd10"
            | "icd code"
            | "icd 10 code"
            | "mrn"
            | "medical record number"
            | "patient name"
            | "patient id"
            | "client id"
            | "client name"
            | "patient first name"
            | "patient last name"
            | "client first name"
            | "client last name"
            | "patient dob"
            | "client dob"
            | "patient number"
            | "client number"
            | "diagnose"
            | "diagnostico"
            | "diagnostic"
            | "patient"
            | "client"
            | "client code"
            | "patient initials"
            | "student name"
            | "student id"
            | "client initials"
    )
}

/// Whether nobody is named in a table, or nothing is said of those who are.
fn nobody<'a>(drafts: &[Draft], evidence: &impl Fn(usize) -> Evidence<'a>) -> Option<Refusal> {
    let named = drafts.iter().position(|draft| draft.targets.iter().any(names_somebody));
    let hint = match drafts.len() {
        // The first row of a bare list would be taken for its header.
        1 => "if each row is a name, the first one too: --no-header --map column_1=name",
        _ => "if one does, say which: --map \"Their Column=name\"",
    };
    let Some(named) = named else {
        let numbers = (0..drafts.len()).filter(|&i| evidence(i).mostly(80, evidence::is_number)).count();
        let kind = if numbers * 2 >= drafts.len() && numbers > 0 {
            "this looks like statistics: no column holds the names of people or practices"
        } else {
            "no column looks like the names of people or practices"
        };
        return Some(Refusal { message: kind.to_owned(), hint: hint.to_owned() });
    };
    // A name beside codes, places or prose alone is a list of words.
    const ANYBODYS: [Field; 9] = [
        Field::Id,
        Field::Notes,
        Field::Blurb,
        Field::Ages,
        Field::Street,
        Field::City,
        Field::Region,
        Field::PostalCode,
        Field::Country,
    ];
    let is_telling = |target: &Target| !ANYBODYS.contains(&target.field());
    let says_more = drafts.iter().enumerate().any(|(i, draft)| i != named && draft.targets.iter().any(is_telling));
    let is_generic = matches!(drafts[named].heading.meaning, Meaning::Asks(_) | Meaning::Unknown);
    let values = evidence(named);
    let people =
        values.is_empty() || values.mostly(50, |text| evidence::is_person(text) || evidence::is_organization(text));
    if says_more || people || !is_generic {
        return None;
    }
    let message = "this looks like a list of words: its names are not those of people or practices, and nothing else is said of them";
    Some(Refusal {
        message: message.to_owned(),
        hint: "to import it all the same, say which column holds the names: --map \"Their Column=name\"".to_owned(),
    })
}

//! Answers in the words of other people's lists: yes and no, nothing, who is taken, which gender.

use crate::text::fold;
use crate::vocab::{self, Accepting, Gender, Word};

/// A yes or a no in any usual spelling.
pub fn yes_no(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.chars().count() <= 2 && text.starts_with(['✓', '✔', '☑', '✅', '√', '•', '●', '*']) {
        return Some(true);
    }
    if text.chars().count() <= 2 && text.starts_with(['✗', '✘', '❌', '☐', '✖']) {
        return Some(false);
    }
    match fold(text).trim_end_matches(['.', '!']) {
        "si" | "oui" | "ja" | "j" | "sim" | "wahr" | "vrai" | "verdadero" | "checked" | "1.0" | "yes please" => {
            Some(true)
        }
        "non" | "nein" | "nao" | "falsch" | "faux" | "falso" | "unchecked" | "0.0" | "nee" => Some(false),
        word => vocab::yes_no(word),
    }
}

/// Whether a cell stands for an empty one, whatever its column.
pub fn is_placeholder(text: &str) -> bool {
    if text.len() > 12 {
        return false;
    }
    let text = text.trim();
    // Most cells are told by their first letter to be none of these.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() && !matches!(c, 'N' | 'n' | 'K' | 'k')) {
        return false;
    }
    text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '/' | '?' | ','))
        || matches!(
            text.to_ascii_lowercase().as_str(),
            "n/a" | "#n/a" | "n.a." | "null" | "nan" | "(null)" | "(blank)" | "<null>" | "n/d" | "k.a."
        )
        || text == "NA"
}

/// The gender that a cell states; “X” is undisclosed in one list and neither in the next.
pub fn gender(text: &str) -> Option<Gender> {
    match fold(text.trim()).as_ref() {
        "x" => None,
        "weiblich" | "femme" | "femenino" | "mujer" | "feminin" | "frau" => Some(Gender::Woman),
        "mannlich" | "homme" | "masculino" | "hombre" | "masculin" | "herr" => Some(Gender::Man),
        "divers" | "no binario" | "non binaire" | "nichtbinar" => Some(Gender::Nonbinary),
        _ => Gender::read(text),
    }
}

/// Whether a cell says whether somebody takes new clients.
pub fn is_accepting(text: &str) -> bool {
    accepting(text).is_some()
}

/// Whether somebody takes new clients, in the words of a foreign list.
pub fn accepting(text: &str) -> Option<Accepting> {
    let folded = fold(text.trim().trim_end_matches(['.', '!', '*']));
    Accepting::read(&folded).or_else(|| match folded.as_ref() {
        "not taking"
        | "not taking new clients"
        | "not taking clients"
        | "not taking new patients"
        | "not open"
        | "not currently accepting"
        | "not currently accepting new clients"
        | "currently full"
        | "practice full"
        | "caseload full"
        | "full caseload"
        | "at capacity"
        | "closed to new clients"
        | "closed to referrals"
        | "nein"
        | "non"
        | "ausgebucht"
        | "complet"
        | "completo"
        | "no openings"
        | "no availability"
        | "on leave"
        | "busy"
        | "not accepting new referrals"
        | "not accepting referrals"
        | "paused"
        | "on hold"
        | "lleno"
        | "not at this time"
        | "no disponible"
        | "indisponible" => Some(Accepting::No),
        "currently accepting"
        | "currently accepting new clients"
        | "currently accepting new patients"
        | "accepting new referrals"
        | "accepting referrals"
        | "open to new clients"
        | "open to referrals"
        | "has openings"
        | "openings"
        | "has availability"
        | "ja"
        | "oui"
        | "si"
        | "x"
        | "t"
        | "available now"
        | "currently available"
        | "immediate"
        | "immediately"
        | "immediate availability"
        | "immediate openings"
        | "disponible"
        | "disponible de suite"
        | "verfugbar"
        | "freie platze"
        | "accepts new clients"
        | "accepts new patients" => Some(Accepting::Yes),
        "wait list" | "waiting list" | "on waitlist" | "wait list only" | "waiting list only" | "lista de espera"
        | "liste d'attente" | "warteliste" => Some(Accepting::Waitlist),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_is_known_in_many_tongues() {
        assert!(
            ["Sí", "oui", "ja", "✓", "✔", "x", "T", "TRUE", "1", "Yes"]
                .into_iter()
                .all(|text| yes_no(text) == Some(true))
        );
        assert!(["nein", "non", "F", "0", "no"].into_iter().all(|text| yes_no(text) == Some(false)));
        assert_eq!(["", "maybe", "yes, two"].map(yes_no), [None; 3]);
    }

    #[test]
    fn openness_is_read_in_the_words_of_other_lists() {
        assert_eq!(accepting("not_taking"), Some(Accepting::No));
        assert_eq!(accepting("Available"), Some(Accepting::Yes));
        assert_eq!(accepting("Waiting List"), Some(Accepting::Waitlist));
        assert_eq!([accepting("Active"), accepting("available Mondays")], [None; 2]);
    }
}

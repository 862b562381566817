//! Words of lists in other languages, as the English ones that the vocabulary knows.

use crate::text::fold;
use std::borrow::Cow;

/// German, French and Spanish words, folded, and what they mean; sorted.
const WORDS: [(&str, &str); 148] = [
    ("a distance", "online"),
    ("abhangigkeit", "addiction"),
    ("abhangigkeiten", "addiction"),
    ("achtsamkeit", "mindfulness"),
    ("addictions", "addiction"),
    ("adhs", "adhd"),
    ("adiccion", "addiction"),
    ("adicciones", "addiction"),
    ("adolescentes", "teens"),
    ("adultes", "adults"),
    ("adultos", "adults"),
    ("adultos mayores", "seniors"),
    ("aleman", "German"),
    ("allemand", "German"),
    ("altere menschen", "seniors"),
    ("anglais", "English"),
    ("angoisse", "anxiety"),
    ("angst", "anxiety"),
    ("angste", "anxiety"),
    ("angststorung", "anxiety"),
    ("angststorungen", "anxiety"),
    ("ansiedad", "anxiety"),
    ("anxiete", "anxiety"),
    ("arabe", "Arabic"),
    ("arabisch", "Arabic"),
    ("ataques de panico", "panic attacks"),
    ("atencion plena", "mindfulness"),
    ("attaques de panique", "panic attacks"),
    ("autisme", "autism"),
    ("autismo", "autism"),
    ("autismus", "autism"),
    ("chinesisch", "Chinese"),
    ("chino", "Chinese"),
    ("depresion", "depression"),
    ("depressionen", "depression"),
    ("deuil", "grief"),
    ("distanciel", "online"),
    ("duelo", "grief"),
    ("einzeltherapie", "individual therapy"),
    ("en cabinet", "in person"),
    ("en ligne", "online"),
    ("en linea", "online"),
    ("enfants", "children"),
    ("englisch", "English"),
    ("erwachsene", "adults"),
    ("erwachsener", "adults"),
    ("espagnol", "Spanish"),
    ("essstorung", "eating disorders"),
    ("essstorungen", "eating disorders"),
    ("estres", "stress"),
    ("etudiants", "students"),
    ("familias", "families"),
    ("familien", "families"),
    ("familientherapie", "family therapy"),
    ("familles", "families"),
    ("frances", "French"),
    ("franzosisch", "French"),
    ("groupes", "groups"),
    ("grupos", "groups"),
    ("gruppen", "groups"),
    ("gruppentherapie", "group therapy"),
    ("hibrido", "hybrid"),
    ("hipnosis", "hypnotherapy"),
    ("hypnose", "hypnotherapy"),
    ("ingles", "English"),
    ("insomnie", "insomnia"),
    ("insomnio", "insomnia"),
    ("italien", "Italian"),
    ("italienisch", "Italian"),
    ("jovenes", "young people"),
    ("jugendliche", "teens"),
    ("kinder", "children"),
    ("kognitive verhaltenstherapie", "cbt"),
    ("ninos", "children"),
    ("paare", "couples"),
    ("paartherapie", "couples therapy"),
    ("panikattacken", "panic attacks"),
    ("panikstorung", "panic disorder"),
    ("parejas", "couples"),
    ("persisch", "Persian"),
    ("personlich", "in person"),
    ("personlichkeitsstorungen", "personality disorders"),
    ("personnes agees", "seniors"),
    ("pleine conscience", "mindfulness"),
    ("polnisch", "Polish"),
    ("por videollamada", "video"),
    ("portugais", "Portuguese"),
    ("portugiesisch", "Portuguese"),
    ("portugues", "Portuguese"),
    ("posttraumatische belastungsstorung", "ptsd"),
    ("presencial", "in person"),
    ("presentiel", "in person"),
    ("psicoanalisis", "psychoanalysis"),
    ("psychanalyse", "psychoanalysis"),
    ("psychoanalyse", "psychoanalysis"),
    ("ptbs", "ptsd"),
    ("russe", "Russian"),
    ("russisch", "Russian"),
    ("schematherapie", "schema therapy"),
    ("schlafstorungen", "insomnia"),
    ("senioren", "seniors"),
    ("spanisch", "Spanish"),
    ("spieltherapie", "play therapy"),
    ("sucht", "addiction"),
    ("systemische therapie", "systemic therapy"),
    ("tcc", "cbt"),
    ("tdah", "adhd"),
    ("telefonisch", "phone"),
    ("telefono", "phone"),
    ("tept", "ptsd"),
    ("terapia cognitivo conductual", "cbt"),
    ("terapia de juego", "play therapy"),
    ("terapia de pareja", "couples therapy"),
    ("terapia familiar", "family therapy"),
    ("terapia individual", "individual therapy"),
    ("terapia sistemica", "systemic therapy"),
    ("therapie cognitive et comportementale", "cbt"),
    ("therapie de couple", "couples therapy"),
    ("therapie familiale", "family therapy"),
    ("therapie systemique", "systemic therapy"),
    ("therapies cognitives et comportementales", "cbt"),
    ("tiefenpsychologie", "psychodynamic therapy"),
    ("tiefenpsychologisch fundierte psychotherapie", "psychodynamic therapy"),
    ("toc", "ocd"),
    ("trastorno obsesivo compulsivo", "ocd"),
    ("trastornos alimentarios", "eating disorders"),
    ("trastornos de la conducta alimentaria", "eating disorders"),
    ("trastornos de personalidad", "personality disorders"),
    ("trauer", "grief"),
    ("traumata", "trauma"),
    ("traumatisme", "trauma"),
    ("traumatismes", "trauma"),
    ("trouble panique", "panic disorder"),
    ("troubles alimentaires", "eating disorders"),
    ("troubles du comportement alimentaire", "eating disorders"),
    ("troubles du sommeil", "insomnia"),
    ("troubles obsessionnels compulsifs", "ocd"),
    ("tspt", "ptsd"),
    ("turkisch", "Turkish"),
    ("ukrainisch", "Ukrainian"),
    ("verhaltenstherapie", "cbt"),
    ("videosprechstunde", "video"),
    ("visio", "video"),
    ("visioconference", "video"),
    ("vor ort", "in person"),
    ("zwange", "ocd"),
    ("zwangsstorung", "ocd"),
    ("zwangsstorungen", "ocd"),
];

/// The English word, or the word itself.
pub fn in_english(word: &str) -> Cow<'_, str> {
    let folded = fold(word);
    match WORDS.binary_search_by_key(&folded.as_ref(), |(theirs, _)| theirs) {
        Ok(at) => Cow::Borrowed(WORDS[at].1),
        Err(_) => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colleague::AgeRange;
    use crate::vocab::{Delivery, Format, Language, Vocabulary, Word};

    #[test]
    fn the_words_are_sorted_folded_and_mean_something() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        let vocabulary = Vocabulary::built_in();
        for (theirs, english) in WORDS {
            assert_eq!(fold(theirs), theirs);
            let known = vocabulary.concern_id(english).is_some()
                || vocabulary.approach_id(english).is_some()
                || AgeRange::read(english).is_some()
                || Format::read(english).is_some()
                || Delivery::read(english).is_some()
                || Language::read(english).is_some()
                || english == "hybrid";
            assert!(known, "{english}");
        }
        assert_eq!((in_english("Ängste"), in_english("Grief")), (Cow::Borrowed("anxiety"), Cow::Borrowed("Grief")));
    }
}

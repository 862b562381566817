use super::*;
use crate::vocab::{Grade, known};

fn concern(word: &str) -> String {
    let words = Vocabulary::built_in();
    match words.concern(word) {
        Found::Sure(id) => words.concern_name(id).to_owned(),
        Found::Resolved(id, notice) => format!("{} ({notice})", words.concern_name(id)),
        Found::Ambiguous(meanings) => format!("which? {}", meanings.join(", ")),
        Found::Unknown(near) => format!("unknown, near {}", near.join(", ")),
    }
}

#[test]
fn people_type_synonyms_and_every_spelling_of_them() {
    assert_eq!(concern("PTSD"), "ptsd");
    assert_eq!(concern("posttraumatic stress disorder"), "ptsd");
    assert_eq!(concern("Post‑Traumatic Stress"), "ptsd");
    assert_eq!(concern("Panic attacks"), "panic");
    assert_eq!(concern("postpartum depression"), "postnatal-depression");
    assert_eq!(concern("alzheimer’s"), "dementia");
    assert_eq!(concern("Borderline personality (BPD)"), "bpd");
    assert_eq!(concern("Trouble (panic)"), "panic");
}

#[test]
fn an_abbreviation_with_several_meanings_is_never_chosen_in_silence() {
    assert_eq!(concern("ED"), "which? eating disorder, erectile dysfunction, emergency department");
    assert_eq!(concern("sad"), "which? social anxiety disorder, seasonal affective disorder, sadness");
    assert_eq!(concern("p.d."), "which? personality disorder, panic disorder, Parkinson disease");
    assert_eq!(
        concern("bpd"),
        "bpd (“bpd” is read as Borderline personality disorder; it can also mean bipolar disorder (informally))"
    );
    let words = Vocabulary::built_in();
    assert_eq!(words.concern_id("ed"), None);
    assert_eq!(words.concern_id("asd"), words.concern_id("autism"));
    assert_eq!(
        words.approach("act"),
        Found::Resolved(
            words.approach_id("acceptance and commitment therapy").expect("known"),
            "“act” is read as Acceptance and commitment therapy; it can also mean assertive community treatment".into()
        )
    );
}

#[test]
fn a_slip_is_answered_with_what_was_meant() {
    assert_eq!(concern("ptds"), "unknown, near ptsd");
    assert_eq!(concern("depresion"), "unknown, near depression");
    assert_eq!(concern("agorafobia"), "unknown, near agoraphobia");
    assert_eq!(concern("xyzzy"), "unknown, near ");
    assert_eq!(concern(""), "unknown, near ");
    assert!(concern("severe anxiety").starts_with("unknown, near anxiety"));
}

#[test]
fn the_trees_are_sound() {
    let words = Vocabulary::built_in();
    assert!(words.concerns().count() >= 170 && words.approaches().count() >= 160);
    for id in words.concerns() {
        assert!(words.concern_name(id).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        let said = [words.concern_name(id), words.concern_label(id)];
        for word in said.into_iter().chain(words.concern_synonyms(id)) {
            assert!(words.concern_id(word).is_none_or(|found| found == id), "{word}");
        }
        assert!(words.concern_parent(id).is_none_or(|parent| !words.concern_is_under(parent, id)));
    }
    for id in words.approaches() {
        assert_eq!(words.approach_id(words.approach_label(id)), Some(id), "{}", words.approach_label(id));
        assert!(words.approach_parent(id).is_none_or(|parent| !words.approach_is_under(parent, id)));
    }
}

#[test]
fn narrower_lies_under_broader_and_siblings_share_a_parent() {
    let words = Vocabulary::built_in();
    let id = |word| words.concern_id(word).expect("known");
    assert!(words.concern_is_under(id("complex-ptsd"), id("trauma")));
    assert!(!words.concern_is_under(id("trauma"), id("ptsd")));
    assert!(words.siblings(id("gad"), id("panic")));
    assert!(!words.siblings(id("gad"), id("gad")) && !words.siblings(id("stress"), id("anger")));
    assert!(words.concern_is_under(known::POSTPARTUM_PSYCHOSIS, id("perinatal")));
}

#[test]
fn an_approach_inherits_only_where_it_is_made_for() {
    let words = Vocabulary::built_in();
    let (concern, approach) =
        (|word| words.concern_id(word).expect("known"), |word| words.approach_id(word).expect("known"));
    assert!(words.may_inherit(approach("cbt-ed"), concern("bulimia")));
    assert!(!words.may_inherit(approach("cbt-ed"), concern("ocd")));
    assert!(!words.may_inherit(approach("third-wave-cbt"), concern("ocd")));
    assert!(words.may_inherit(approach("rebt"), concern("ocd")));
}

#[test]
fn evidence_is_found_by_pair() {
    let words = Vocabulary::built_in();
    let ptsd = words.concern_id("ptsd").expect("known");
    let emdr = words.evidence(ptsd, words.approach_id("emdr").expect("known"));
    assert_eq!(emdr.len(), 4);
    assert!(emdr.iter().any(|row| row.grade == Grade::Recommended && row.year == 2023));
    assert!(words.evidence(ptsd, words.approach_id("jungian").expect("known")).is_empty());
    let harmful = words.evidence(words.concern_id("gender-identity").expect("known"), known::CONVERSION_THERAPY);
    assert_eq!(harmful[0].grade, Grade::NotRecommended);
}

fn own(kind: TermKind, word: &str, meaning: OwnMeaning) -> OwnTerm {
    OwnTerm { kind, word: word.to_owned(), meaning }
}

#[test]
fn the_user_adds_terms_and_synonyms() {
    let new =
        |parent: Option<&str>| OwnMeaning::New { parent: parent.map(str::to_owned), synonyms: vec!["rsd".into()] };
    let (words, problems) = Vocabulary::with_terms(&[
        own(TermKind::Concern, "ED", OwnMeaning::SynonymOf("eating disorders".into())),
        own(TermKind::Concern, "Rejection sensitivity", new(Some("adhd"))),
        own(TermKind::Concern, "rejection fear", OwnMeaning::SynonymOf("rsd".into())),
    ]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(words.concern("ed"), Found::Sure(words.concern_id("eating-disorders").expect("known")));
    let id = words.concern_id("RSD").expect("known");
    assert_eq!((words.concern_name(id), words.concern_label(id)), ("rejection-sensitivity", "Rejection sensitivity"));
    assert_eq!(words.concern_synonyms(id), ["rsd", "rejection fear"]);
    assert!(words.concern_is_under(id, words.concern_id("neurodivergence").expect("known")));
    assert!(words.evidence_for_concern(id).is_empty());
}

#[test]
fn what_is_wrong_with_a_term_is_said() {
    let new = |parent: &str| OwnMeaning::New { parent: Some(parent.to_owned()), synonyms: Vec::new() };
    let (words, problems) = Vocabulary::with_terms(&[
        own(TermKind::Concern, "panic attacks", OwnMeaning::SynonymOf("trauma".into())),
        own(TermKind::Concern, "meltdowns", OwnMeaning::SynonymOf("autizm".into())),
        own(TermKind::Approach, "a", new("b")),
        own(TermKind::Approach, "b", new("a")),
    ]);
    let said = [
        (0, "“panic attacks” is already a word for Panic disorder"),
        (1, "“meltdowns” stands for “autizm”, which is unknown; did you mean autism?"),
        (3, "“b” cannot lie under “a”, which lies under it"),
    ];
    assert_eq!(problems, said.map(|(term, message)| (term, message.to_owned())));
    assert_eq!(words.approach_parent(words.approach_id("a").expect("known")), words.approach_id("b"));
}

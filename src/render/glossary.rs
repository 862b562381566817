//! The vocabulary, to be looked up.

use super::layout::{Page, Screen, Tone};
use crate::colleague::Field;
use crate::problem::{Problem, did_you_mean};
use crate::reason::Reason;
use crate::text::{clean, fold};
use crate::vocab::{
    Accepting, Access, ApproachId, Compact, ConcernId, Delivery, Format, Found, Gender, Grade, Language, Population,
    Relationship, Service, Severity, Style, Vocabulary, Word, credential, credentials, group, groups, languages,
    payer_alias, source,
};

type Closed = (&'static str, fn() -> Vec<&'static str>, fn(&str) -> Option<&'static str>);

fn all<T: Word>() -> Vec<&'static str> {
    T::ALL.iter().map(|word| word.word()).collect()
}

fn read<T: Word>(text: &str) -> Option<&'static str> {
    T::read(text).map(Word::word)
}

/// The small lists of words.
const CLOSED: [Closed; 11] = [
    ("severity", all::<Severity>, read::<Severity>),
    ("services", all::<Service>, read::<Service>),
    ("formats", all::<Format>, read::<Format>),
    ("delivery", all::<Delivery>, read::<Delivery>),
    ("access", all::<Access>, read::<Access>),
    ("style", all::<Style>, read::<Style>),
    ("gender", all::<Gender>, read::<Gender>),
    ("accepting", all::<Accepting>, read::<Accepting>),
    ("relationship", all::<Relationship>, read::<Relationship>),
    ("compacts", all::<Compact>, read::<Compact>),
    ("reasons", reasons, reason),
];

fn reasons() -> Vec<&'static str> {
    Reason::ALL.map(Reason::word).to_vec()
}

fn reason(text: &str) -> Option<&'static str> {
    Reason::read(text).map(Reason::word)
}

/// The open lists of words.
const OPEN: [&str; 5] = ["concerns", "approaches", "groups", "languages", "credentials"];

/// What can be looked up.
pub fn overview(vocabulary: &Vocabulary, width: usize) -> String {
    let counts = [
        vocabulary.concerns().count(),
        vocabulary.approaches().count(),
        groups().count(),
        languages().count(),
        credentials().count(),
    ];
    let mut text = "Lists: refer terms LIST prints one, refer terms WORD looks a word up in all.\n\n".to_owned();
    for (name, count) in OPEN.iter().zip(counts) {
        text.push_str(&format!("  {name:<14}{count} words and their synonyms\n"));
    }
    for (name, words, _) in CLOSED {
        text.push_str(&format!("  {name:<14}{}\n", shortened(&words())));
    }
    text.push_str(&format!("  {:<14}{}\n", "keys", "what may be written of a colleague"));
    fitted(&text, width)
}

/// Breaks long lines, and indents what is broken off.
fn fitted(text: &str, width: usize) -> String {
    let mut page = Page::new(&Screen { width, color: false });
    for line in text.lines() {
        // What stands in columns stays there; only what follows the last one is wrapped.
        let columns = line.rfind("  ").map_or(0, |at| at + 2);
        let margin = line.len() - line.trim_start().len();
        page.flow((Tone::Plain, &line[..columns]), margin + 4, &[(Tone::Plain, &line[columns..])]);
    }
    page.finish()
}

fn shortened(words: &[&str]) -> String {
    match words {
        [first, second, third, fourth, fifth, _, ..] => {
            format!("{} … ({})", [*first, *second, *third, *fourth, *fifth].join(", "), words.len())
        }
        _ => words.join(", "),
    }
}

/// A list, or everything that a word can mean.
///
/// # Errors
/// The word is not known, with what comes near it.
pub fn look_up(word: &str, vocabulary: &Vocabulary, width: usize) -> Result<String, Problem> {
    if let Some(list) = list(word, vocabulary) {
        return Ok(fitted(&list, width));
    }
    let mut text = String::new();
    let mut near = Vec::new();
    let mut meanings = Vec::new();
    match vocabulary.concern(word) {
        Found::Sure(id) => text.push_str(&concern(id, vocabulary)),
        Found::Resolved(id, notice) => text.push_str(&format!("{}\n{notice}\n", concern(id, vocabulary))),
        Found::Ambiguous(several) => meanings.extend(several),
        Found::Unknown(words) => near.extend(words),
    }
    match vocabulary.approach(word) {
        Found::Sure(id) => text.push_str(&approach(id, vocabulary)),
        Found::Resolved(id, notice) => text.push_str(&format!("{}\n{notice}\n", approach(id, vocabulary))),
        Found::Ambiguous(several) => meanings.extend(several),
        Found::Unknown(words) => near.extend(words),
    }
    if let Some(group) = group(word) {
        text.push_str(&format!("group  {}  {}\n", group.name(), group.label()));
        text.push_str(&line("also", &group.synonyms().join(", ")));
    }
    if let Some(credential) = credential(word) {
        text.push_str(&format!("credential  {}  {}\n", credential.name(), credential.label()));
    }
    if let Some(language) = Language::read(word) {
        text.push_str(&format!("language  {}  {}\n", language.tag(), language.name()));
    }
    if let Some(payer) = payer_alias(&fold(word.trim())) {
        text.push_str(&format!("payer  {payer}\n"));
    }
    for (name, _, read) in CLOSED {
        if let Some(word) = read(word) {
            text.push_str(&format!("{name}  {word}\n"));
        }
    }
    if !meanings.is_empty() {
        text.push_str(&format!("“{}” has several meanings: {}\n", clean(word), meanings.join("; ")));
    }
    if !text.is_empty() {
        return Ok(fitted(&text, width));
    }
    near.truncate(3);
    let hint = did_you_mean(&near).unwrap_or_else(|| "refer terms lists what is known".to_owned());
    Err(Problem::error(word, "this word is not known").hint(hint))
}

fn list(word: &str, vocabulary: &Vocabulary) -> Option<String> {
    let name = fold(word);
    let name = name.trim();
    let is = |plural: &str| name == plural;
    if is("concerns") {
        return Some(tree(
            vocabulary.concerns(),
            |id| vocabulary.concern_parent(id),
            |id| (vocabulary.concern_name(id).to_owned(), vocabulary.concern_label(id).to_owned()),
        ));
    }
    if is("approaches") {
        return Some(tree(
            vocabulary.approaches(),
            |id| vocabulary.approach_parent(id),
            |id| (vocabulary.approach_name(id).to_owned(), vocabulary.approach_label(id).to_owned()),
        ));
    }
    let rows: Vec<(String, String)> = if is("keys") {
        Field::ALL.iter().map(|field| (field.key().to_owned(), field.about().to_owned())).collect()
    } else if is("reasons") {
        Reason::ALL.map(|reason| (reason.word().to_owned(), reason.situation().to_owned())).to_vec()
    } else if is("compacts") {
        Compact::ALL.iter().map(|compact| (compact.word().to_owned(), compact.label().to_owned())).collect()
    } else if is("groups") {
        groups().map(|group| (group.name().to_owned(), group.label().to_owned())).collect()
    } else if is("languages") {
        languages().map(|language| (language.tag().to_owned(), language.name())).collect()
    } else if is("credentials") {
        credentials().map(|credential| (credential.name().to_owned(), credential.label().to_owned())).collect()
    } else {
        let (_, words, _) = CLOSED.into_iter().find(|(list, ..)| name == *list)?;
        words().into_iter().map(|word| (word.to_owned(), String::new())).collect()
    };
    Some(rows.iter().map(|(id, label)| format!("{}\n", format!("{id:<28}{label}").trim_end())).collect())
}

/// A tree with its narrower terms indented below the broader ones.
fn tree<T: Copy + PartialEq>(
    terms: impl Iterator<Item = T>,
    parent: impl Fn(T) -> Option<T>,
    said: impl Fn(T) -> (String, String),
) -> String {
    let terms: Vec<T> = terms.collect();
    let mut text = String::new();
    let mut open: Vec<(T, usize)> =
        terms.iter().rev().copied().filter(|&t| parent(t).is_none()).map(|t| (t, 0)).collect();
    while let Some((term, depth)) = open.pop() {
        let (id, label) = said(term);
        let id = format!("{}{id}", "  ".repeat(depth));
        text.push_str(&format!("{}\n", clean(&format!("{id:<30}{label}"))));
        open.extend(terms.iter().rev().copied().filter(|&t| parent(t) == Some(term)).map(|t| (t, depth + 1)));
    }
    text
}

fn line(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("  {name}: {}\n", clean(value)) }
}

fn concern(id: ConcernId, vocabulary: &Vocabulary) -> String {
    let mut text =
        format!("concern  {}  {}\n", clean(vocabulary.concern_name(id)), clean(vocabulary.concern_label(id)));
    if let Some(parent) = vocabulary.concern_parent(id) {
        text.push_str(&line("under", vocabulary.concern_name(parent)));
    }
    let narrower = vocabulary.concerns().filter(|&other| vocabulary.concern_parent(other) == Some(id));
    text.push_str(&line("narrower", &narrower.map(|n| vocabulary.concern_name(n)).collect::<Vec<_>>().join(", ")));
    text.push_str(&line("also", &vocabulary.concern_synonyms(id).join(", ")));
    for row in vocabulary.evidence_for_concern(id) {
        let source = source(row.source);
        let year = row.year.to_string();
        let dated = if source.name.contains(&year) { String::new() } else { format!(", {year}") };
        let (grade, population) = (grade(row.grade), population(row.population));
        let approach = vocabulary.approach_label(row.approach);
        let note = if row.note().is_empty() { String::new() } else { format!(": {}", row.note()) };
        let (name, status) = (source.name, source.status);
        text.push_str(&format!("  {grade} for {population}: {approach} ({name}{dated}; {status}){note}\n"));
    }
    text
}

fn approach(id: ApproachId, vocabulary: &Vocabulary) -> String {
    let mut text =
        format!("approach  {}  {}\n", clean(vocabulary.approach_name(id)), clean(vocabulary.approach_label(id)));
    if let Some(parent) = vocabulary.approach_parent(id) {
        text.push_str(&line("under", vocabulary.approach_name(parent)));
    }
    let narrower = vocabulary.approaches().filter(|&other| vocabulary.approach_parent(other) == Some(id));
    text.push_str(&line("narrower", &narrower.map(|n| vocabulary.approach_name(n)).collect::<Vec<_>>().join(", ")));
    text.push_str(&line("also", &vocabulary.approach_synonyms(id).join(", ")));
    text
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Recommended => "recommended",
        Grade::Option => "an option",
        Grade::NotRecommended => "not recommended",
    }
}

fn population(population: Population) -> &'static str {
    match population {
        Population::Adult => "adults",
        Population::Child => "children",
        Population::Couple => "couples",
        Population::Any => "anybody",
    }
}

//! Our TOML: `[[colleague]]` tables, parsed one by one, so that a broken one does not take the rest with it.

use super::decode::Told;
use super::pieces::{Part, TABLE, for_each_piece};
use super::trouble::{NEWER_REFER, Trouble};
use super::value::{a_type, example, plain, wanted};
use super::{Cells, Decoder, Fault, LazyRecord, LineIndex, Sink, Written};
use crate::colleague::{Colleague, Field, FieldSet, Shape};
use crate::directory::Candidate;
use crate::problem::{Problem, Severity, did_you_mean};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The version of the format that is read and written.
pub(super) const VERSION: &str = "1";

/// Calls `visit` with each sound record of a file and the byte offset at which it begins, and collects what was wrong.
pub fn each_toml_record(
    file: &str,
    bytes: &[u8],
    decoder: &mut Decoder,
    colleague: &mut Colleague,
    problems: &mut Vec<Problem>,
    mut visit: impl FnMut(&mut dyn Candidate, u64),
) {
    let mut faults = Vec::new();
    each_sound(file, bytes, problems, |table, piece, problems| {
        visit(&mut LazyRecord::new(table, decoder, colleague, &mut faults), piece.offset(table.table.span().start));
        for fault in faults.drain(..).filter(|fault| fault.told != Told::Never) {
            let problem = piece.warning(table.offset(&fault), &fault.trouble.message).field(fault.key());
            let severity = if fault.trouble.is_note { Severity::Note } else { problem.severity };
            let whose = (fault.told == Told::IfShown).then(|| colleague.id.clone());
            problems.push(Problem { severity, whose, hint: fault.trouble.hint, ..problem });
        }
    });
}

/// Calls `visit` with each sound record of a file as it is written and the byte offset at which it begins, and
/// collects what stands in the way of the others.
pub fn each_written_toml(file: &str, bytes: &[u8], problems: &mut Vec<Problem>, mut visit: impl FnMut(&Written, u64)) {
    each_sound(file, bytes, problems, |table, piece, _| {
        visit(&table.written(), piece.offset(table.table.span().start));
    });
}

/// Walks the tables of colleagues that can be used; what is wrong with the others is collected.
fn each_sound(
    file: &str,
    bytes: &[u8],
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&Table, &Piece, &mut Vec<Problem>),
) {
    for_each_piece(bytes, |part, parsed| {
        let piece = Piece::of(file, part);
        match parsed {
            Ok(root) => each_table(&piece, root.get_ref(), problems, |table, piece, problems| {
                if let Some(present) = present_if_sound(table, piece, problems) {
                    each(&Table { table, present }, piece, problems);
                }
            }),
            Err(troubles) => problems.extend(piece.errors(troubles)),
        }
    });
}

/// A piece of a file, of which byte offsets are told as lines and columns.
pub(super) struct Piece<'a> {
    file: &'a str,
    /// Where it begins in the file.
    start: usize,
    index: LineIndex<'a>,
}

impl<'a> Piece<'a> {
    pub fn of(file: &'a str, part: Part<'a>) -> Piece<'a> {
        Piece { file, start: part.start, index: LineIndex::new(part.bytes, part.line) }
    }

    /// What is wrong with it, by line and column.
    pub fn errors(&self, troubles: Vec<(usize, Trouble)>) -> Vec<Problem> {
        let problem =
            |(at, trouble): (usize, Trouble)| Problem { hint: trouble.hint, ..self.error(at, trouble.message) };
        troubles.into_iter().map(problem).collect()
    }

    fn offset(&self, within: usize) -> u64 {
        (self.start + within) as u64
    }

    fn error(&self, offset: usize, message: impl Into<String>) -> Problem {
        let (line, column) = self.index.place(offset);
        Problem::error(self.file, message).at(line, column)
    }

    fn warning(&self, offset: usize, message: impl Into<String>) -> Problem {
        let (line, column) = self.index.place(offset);
        Problem::warning(self.file, message).at(line, column)
    }
}

/// The tables of the root that are colleagues; everything else is named.
fn each_table<'t>(
    piece: &Piece,
    root: &'t DeTable<'t>,
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&'t Spanned<DeValue<'t>>, &Piece, &mut Vec<Problem>),
) {
    for (key, value) in root {
        let name: &str = key.get_ref();
        let at = key.span().start;
        match (name, value.get_ref()) {
            (TABLE, DeValue::Array(tables)) => {
                for table in tables.iter() {
                    if table.get_ref().is_table() {
                        each(table, piece, problems);
                    } else {
                        problems.push(piece.error(table.span().start, "a colleague is a table").hint(EXAMPLE));
                    }
                }
            }
            (TABLE, _) => problems.push(piece.error(at, "[colleague] needs double brackets").hint(EXAMPLE)),
            ("version", _) => problems.extend(wrong_version(piece, root)),
            _ => {
                let message = format!("“{name}” is not part of a directory; it is kept and not read");
                let problem = if value.get_ref().is_table() || value.get_ref().is_array() {
                    piece.error(at, message)
                } else {
                    piece.warning(at, message)
                };
                problems.push(problem.field(name).hint(EXAMPLE));
            }
        }
    }
}

/// A version of the file that is not known.
pub(super) fn wrong_version(piece: &Piece, root: &DeTable) -> Option<Problem> {
    let (key, version) = root.get_key_value("version")?;
    let text = plain(version.get_ref()).map(|(text, _)| text.into_owned()).unwrap_or_default();
    let problem = || piece.error(key.span().start, format!("version {text} is not known")).hint(NEWER_REFER);
    (text != VERSION).then(problem)
}

/// The records of a piece that can be used, each with its number among the tables, and how many tables there are.
pub(super) fn sound_tables(piece: &Piece, root: &DeTable) -> (Vec<(usize, Written)>, usize) {
    let tables = root.get(TABLE).and_then(|value| value.get_ref().as_array());
    let mut found = Vec::new();
    for (number, table) in tables.into_iter().flat_map(|tables| tables.iter()).enumerate() {
        if let Some(present) = present_if_sound(table, piece, &mut Vec::new()) {
            found.push((number, Table { table, present }.written()));
        }
    }
    (found, tables.map_or(0, |tables| tables.len()))
}

const EXAMPLE: &str = "each colleague begins with a line [[colleague]]";

/// The fields of a record that can be used, which has a name; keys that are no field are named.
fn present_if_sound(table: &Spanned<DeValue>, piece: &Piece, problems: &mut Vec<Problem>) -> Option<FieldSet> {
    let keys = table.get_ref().as_table()?;
    let mut present = FieldSet::EMPTY;
    for (key, value) in keys {
        let name: &str = key.get_ref();
        match Field::read(name) {
            Some(field) if field.key() == name => present.insert(field),
            // TOML tells “Name” and “name” apart: both may stand there, so only the exact key is read.
            Some(field) => {
                let message = format!("“{name}” is not read");
                let hint = format!("write {}", field.key());
                problems.push(piece.warning(key.span().start, message).field(name).hint(hint));
            }
            None => {
                if let Some(near) = Field::misspelt(name) {
                    let message = format!("“{name}” is no key known; it is kept and not read");
                    let problem = piece.warning(key.span().start, message).field(name);
                    problems.push(Problem { hint: did_you_mean(&[near.key().to_owned()]), ..problem });
                } else if value.get_ref().is_table() {
                    let message = format!("“{name}” is a table; it is kept and not read");
                    problems.push(piece.warning(key.span().start, message).field(name));
                }
            }
        }
    }
    let at = table.span().start;
    let problem = match keys.get(Field::Name.key()).map(|value| (value.span().start, value.get_ref())) {
        Some((_, DeValue::String(text))) if !text.trim().is_empty() => return Some(present),
        Some((at, DeValue::String(_))) => piece.error(at, "the name is empty"),
        Some((at, value)) => piece.error(at, format!("the name is {}, not text", a_type(value))),
        None => piece.error(at, "there is no name"),
    };
    problems.push(problem.field("name").hint("write name = \"…\"; only the name is required"));
    None
}

/// The table of one colleague, and which fields it holds.
struct Table<'t> {
    table: &'t Spanned<DeValue<'t>>,
    present: FieldSet,
}

impl<'t> Table<'t> {
    fn value(&self, field: Field) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get_ref().as_table()?.get(field.key())
    }

    /// The record as it is written: a value that its field does not take stays as it stands.
    fn written(&self) -> Written {
        let mut written = Written::default();
        for field in self.present.iter() {
            let Some(value) = self.value(field) else { continue };
            match (value.get_ref(), field.shape()) {
                (DeValue::Array(values), Shape::List) => {
                    written.set(field, values.iter().map(|value| verbatim(value.get_ref())));
                }
                (value, _) => written.set(field, [verbatim(value)]),
            }
        }
        self.each_extra(&mut |key, text| written.set_extra(key, text));
        written
    }

    /// Where the value of a fault begins.
    fn offset(&self, fault: &Fault) -> usize {
        let keys = self.table.get_ref().as_table();
        let Some(value) = keys.and_then(|keys| keys.get(fault.key())) else { return self.table.span().start };
        let within = value.get_ref().as_array().and_then(|array| array.get(fault.value));
        within.map_or(value.span().start, |value| value.span().start)
    }
}

impl Cells for Table<'_> {
    fn present(&self) -> FieldSet {
        self.present
    }

    fn each_value(&self, field: Field, sink: &mut impl Sink) {
        let Some(value) = self.value(field) else { return };
        match value.get_ref() {
            DeValue::Array(values) if field.shape() == Shape::One && values.len() > 1 => {
                let message = format!("{} takes one value, not {}", field.key(), values.len());
                sink.fault(Fault::new(field, 0, Trouble::new(message, "keep one of them")));
            }
            DeValue::Array(values) => {
                values.iter().enumerate().for_each(|(i, value)| one_value(field, i, value.get_ref(), sink));
            }
            value => one_value(field, 0, value, sink),
        }
    }

    fn each_extra(&self, take: &mut dyn FnMut(&str, &str)) {
        let Some(keys) = self.table.get_ref().as_table() else { return };
        let is_extra = |name: &str| Field::read(name).is_none_or(|field| field.key() != name);
        let mut extras: Vec<_> = keys.iter().filter(|(key, _)| is_extra(key.get_ref())).collect();
        // A table is sorted by its keys; a person reads them in the order of the file.
        extras.sort_by_key(|(key, _)| key.span().start);
        extras.into_iter().for_each(|(key, value)| take(key.get_ref(), &verbatim(value.get_ref())));
    }
}

/// A value as text: a list with `;` between its values, a table as it would stand on one line.
fn verbatim(value: &DeValue) -> String {
    match value {
        DeValue::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| verbatim(value.get_ref())).collect();
            values.join("; ")
        }
        DeValue::Table(keys) => {
            let keys: Vec<String> =
                keys.iter().map(|(key, value)| format!("{} = {}", key.get_ref(), verbatim(value.get_ref()))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
        DeValue::Integer(number) => match number.radix() {
            2 => format!("0b{}", number.as_str()),
            8 => format!("0o{}", number.as_str()),
            16 => format!("0x{}", number.as_str()),
            _ => number.as_str().to_owned(),
        },
        value => plain(value).map(|(text, _)| text.into_owned()).unwrap_or_default(),
    }
}

fn one_value(field: Field, position: usize, value: &DeValue, sink: &mut impl Sink) {
    match plain(value) {
        Some((text, kind)) if field.takes(kind) => {
            let text = text.trim();
            if !text.is_empty() {
                sink.value(position, text.as_bytes());
            }
        }
        _ => {
            let wanted = wanted(field);
            let message = format!("{} is {}, not {wanted}", field.key(), a_type(value));
            let hint = format!("write {} = {}", field.key(), example(field));
            sink.fault(Fault::new(field, position, Trouble::new(message, hint)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;
    use crate::vocab::Vocabulary;

    fn names(text: &str) -> (Vec<String>, Vec<String>) {
        let (vocabulary, places) = (Vocabulary::built_in(), Places::built_in());
        let mut decoder = Decoder::new(&vocabulary, &places, &[], jiff::civil::Date::constant(2026, 11, 16));
        let (mut names, mut problems) = (Vec::new(), Vec::new());
        each_toml_record(
            "d.toml",
            text.as_bytes(),
            &mut decoder,
            &mut Colleague::default(),
            &mut problems,
            |candidate, _| {
                names.push(candidate.read(crate::colleague::FieldSet::EVERY).name.clone());
            },
        );
        (names, problems.iter().map(|problem| problem.to_string()).collect())
    }

    #[test]
    fn one_broken_table_does_not_take_the_others_with_it() {
        let (names, problems) =
            names("[[colleague]]\nname = \"Ana\"\n[[colleague]]\nname = Bo\n[[colleague]]\nname = \"Cy\"\n");
        assert_eq!(names, ["Ana", "Cy"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("d.toml:4:8: this is not TOML"), "{}", problems[0]);
    }

    #[test]
    fn a_table_header_inside_a_long_text_is_text() {
        let (names, problems) =
            names("[[colleague]]\nname = \"Ana\"\nnotes = \"\"\"\n[[colleague]]\nno\"\"\"\n[[colleague]]\nname='Bo'");
        assert_eq!((names, problems), (vec!["Ana".to_owned(), "Bo".to_owned()], vec![]));
    }

    #[test]
    fn a_piece_cut_in_the_wrong_place_is_put_together_again() {
        let (names, problems) = names(
            "[[colleague]]\nname = \"Ana\" # use \"\"\" for long text\nnotes = \"\"\"\n[[colleague]]\nx\"\"\"\n\
             [[colleague]]\nname = \"Bo\"\nmatrix = [\n[[1, 2]],\n]\n[[colleague.offer]]\nfee = 1\n\
             [[colleague]]\nname = \"Cy\"\n",
        );
        assert_eq!(names, ["Ana", "Bo", "Cy"], "{problems:?}");
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn every_value_that_cannot_be_read_is_named_with_its_place() {
        let (names, problems) = names(
            "[[colleague]]\nname = \"Ana\"\nlanguages = [\"en\", \"Klingonese\"]\nchecked = \"soon\"\nspecialities = []\n",
        );
        assert_eq!(names, ["Ana"]);
        let places: Vec<&str> = problems.iter().map(|p| p.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(places, ["d.toml:5:1", "d.toml:3:20", "d.toml:4:11"]);
    }
}

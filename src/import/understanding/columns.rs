//! A foreign list understood: where each of its columns goes, and whether it is a list of colleagues at all.

use super::answers::is_placeholder;
use super::assign::assign;
use super::decide::decide;
use super::evidence::Evidence;
use super::headers::{Heading, Meaning, Question, heading};
use super::manner::{Manner, manner};
use super::own_mapping::{OwnMapping, joined};
use super::refusal::{Refusal, refusal};
use super::standing::is_standing;
use super::target::Target;
use super::{SourceRow, ValueReader, record};
use crate::colleague::{Field, Shape};
use crate::text::fold;
use crate::vocab::Vocabulary;
use std::collections::BTreeSet;

/// Rows from which is learnt what else the columns hold.
const LEARNT_FROM: usize = 500;

/// How many values of a column are shown.
const SAMPLES: usize = 3;

/// What is known of a foreign list before its rows are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// What should be told about how it was understood, in sentences.
    pub notes: Vec<String>,
    /// Why nothing of it should be imported; the columns are told all the same.
    pub refused: Option<Refusal>,
    /// Whether its header is our own: the cells are taken as they stand.
    pub(super) ours: bool,
    /// Whether the address is a home.
    pub(super) home: bool,
    /// The columns that go somewhere, those first that count before others.
    pub(super) order: Vec<usize>,
    /// Columns about the standing of a license.
    pub(super) standing: Vec<usize>,
    /// The column in which a contact says whose its phones and addresses are.
    pub(super) labels: Option<usize>,
    /// The fields that its rows may fill, in our order.
    pub(super) fields: Vec<Field>,
    /// The names of the columns whose cells may be kept under them.
    pub(super) extra_keys: Vec<String>,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Which one, from 0.
    pub index: usize,
    /// Its name as it stands.
    pub header: String,
    /// Where its cells go; nowhere means that they are kept under the column's own name.
    pub targets: Vec<Target>,
    /// Up to three different values.
    pub samples: Vec<String>,
    /// The name under which its cells are kept: no other column's, and no field of ours.
    pub(super) key: String,
    /// Among several columns for one value, the lowest that holds something counts.
    pub(super) rank: u32,
    /// How its cells are to be read.
    pub(super) manner: Manner,
}

impl Column {
    /// Where it goes, as it is written: `name`, `name+credentials`, `payers:Aetna`; `None` where it is kept as it is.
    pub fn field(&self) -> Option<String> {
        (!self.targets.is_empty()).then(|| joined(&self.targets))
    }

    /// Its name in a message; a made-up one where it has none.
    pub fn name(&self) -> &str {
        if self.header.is_empty() { &self.key } else { &self.header }
    }

    /// The name under which its cells are kept where they go to no field.
    pub fn extra_key(&self) -> &str {
        &self.key
    }
}

/// What is thought of a column on the way to a plan.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) targets: Vec<Target>,
    pub(super) heading: Heading,
    /// Whether the user said so.
    pub(super) by_user: bool,
    pub(super) is_empty: bool,
    pub(super) rank: u32,
}

/// Decides from the header and some rows where each column goes.
pub fn plan(
    header: &[String],
    has_header: bool,
    sample: &[SourceRow],
    own: &OwnMapping,
    vocabulary: &Vocabulary,
) -> Plan {
    let width = sample.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
    // The names that a reader made up are none.
    let name = |i: usize| if has_header { header.get(i).map_or("", |name| name.trim()) } else { "" };
    let key = |i: usize| header.get(i).map_or("", |name| name.trim());
    let of_column = |i: usize| sample.iter().filter_map(move |row| row.cells.get(i)).map(String::as_str);
    // What is remembered of other lists says nothing of ours.
    let is_told = (0..width).any(|i| own.targets(key(i)).is_some());
    let ours = !is_told && has_header && is_ours(header, sample);
    let mut drafts: Vec<Draft> = Vec::with_capacity(width);
    for i in 0..width {
        let values =
            Evidence::new(of_column(i).filter(|cell| cell.chars().any(char::is_alphanumeric) || cell.len() <= 8));
        let heading = if has_header { heading(name(i)) } else { Heading::NONE };
        let by_user = own.targets(key(i));
        let targets = match by_user {
            Some(targets) => targets.to_vec(),
            None if ours => Field::read(name(i)).map(Target::Field).into_iter().collect(),
            None => decide(name(i), &heading, &values, vocabulary),
        };
        drafts.push(Draft {
            targets,
            heading,
            by_user: by_user.is_some(),
            is_empty: values.is_empty(),
            rank: u32::try_from(i).unwrap_or(u32::MAX),
        });
    }
    let evidence = |i: usize| Evidence::new(of_column(i));
    let home = if ours { false } else { assign(&mut drafts, header, &evidence) };
    let mut notes = Vec::new();
    if home {
        notes.push("the only addresses are homes: their streets are kept private".to_owned());
    }
    let refused = if ours { None } else { refusal(header, &drafts, &evidence) };
    let flags: Vec<Field> = drafts.iter().filter_map(|draft| flagged(&draft.targets)).collect();
    let is_standing = |&at: &usize| drafts[at].targets.is_empty() && !drafts[at].by_user && is_standing(name(at));
    let standing: Vec<usize> = if ours { Vec::new() } else { (0..width).filter(is_standing).collect() };
    let columns = keys(header, width).into_iter().zip(drafts).enumerate();
    let columns: Vec<Column> = columns
        .map(|(index, (key, draft))| {
            let values = evidence(index);
            let mut manner = if ours { Manner::default() } else { manner(&draft.targets, &values) };
            let Draft { targets, rank, heading, .. } = draft;
            let is_one = |of| flags.iter().filter(|&&field| field == of).count() == 1;
            manner.is_alone = flagged(&targets).is_some_and(is_one);
            manner.is_line = heading.number > 0 && heading.meaning == Meaning::Asks(Question::Name);
            Column {
                index,
                header: name(index).to_owned(),
                targets,
                samples: samples(of_column(index)),
                key,
                rank,
                manner,
            }
        })
        .collect();
    let mut order: Vec<usize> = (0..columns.len()).filter(|&i| !columns[i].targets.is_empty()).collect();
    order.sort_by_key(|&i| (columns[i].rank, i));
    let labels = columns.iter().position(|column| column.header == "Labels" && column.targets.is_empty());
    let (fields, extra_keys) = (Vec::new(), Vec::new());
    let mut plan = Plan { columns, notes, refused, ours, home, order, standing, labels, fields, extra_keys };
    plan.add_credentials(&evidence);
    plan.note_practices();
    plan.list_fields(sample, vocabulary);
    plan
}

impl Plan {
    /// The fields that its rows may fill, in our order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The names of the columns whose cells may be kept under them.
    pub fn extra_keys(&self) -> &[String] {
        &self.extra_keys
    }

    /// Says so where no column holds people.
    fn note_practices(&mut self) {
        let fills = |field| self.columns.iter().any(|column| column.targets.iter().any(|to| to.field() == field));
        if fills(Field::Practice) && !fills(Field::Name) && self.refused.is_none() {
            let note = "no column holds the names of people: each practice is taken for a colleague of that name";
            self.notes.push(note.to_owned());
        }
    }

    /// Lists what the columns fill, and what the rows of a sample fill beside that.
    fn list_fields(&mut self, sample: &[SourceRow], vocabulary: &Vocabulary) {
        let mut fields: BTreeSet<Field> = BTreeSet::from([Field::Name]);
        fields.extend(self.columns.iter().flat_map(|column| &column.targets).map(Target::field));
        let mut reader = ValueReader::without_hints(vocabulary);
        for row in sample.iter().take(LEARNT_FROM) {
            fields.extend(record(self, row, &mut reader).written.fields().map(|(field, _)| field));
        }
        let of = |column: &Column| column.targets.first().map(Target::field);
        let whole = |column: &&Column| matches!(column.targets.first(), Some(Target::Field(_)));
        // Where several columns have one value, those that come second are kept under their own names.
        let mut filled = [0_u32; Field::ALL.len()];
        self.columns.iter().filter(whole).filter_map(of).for_each(|field| filled[field as usize] += 1);
        let is_second = |field: Field| field.shape() == Shape::One && filled[field as usize] > 1;
        let kept = self.columns.iter().filter(|column| of(column).is_none_or(is_second));
        self.extra_keys = kept.map(|column| column.key.clone()).collect();
        self.fields = fields.into_iter().collect();
    }

    /// A column of names with letters behind them goes to the credentials too.
    fn add_credentials<'a>(&mut self, evidence: &impl Fn(usize) -> Evidence<'a>) {
        if self.ours {
            return;
        }
        for column in &mut self.columns {
            let has_letters = |text: &str| !super::names::person(text, column.manner).credentials.is_empty();
            if column.targets == [Target::Field(Field::Name)] && !evidence(column.index).never(has_letters) {
                column.targets.push(Target::Field(Field::Credentials));
            }
        }
    }
}

/// The field of a column of yes and no that tells whom she sees.
fn flagged(targets: &[Target]) -> Option<Field> {
    match targets {
        [Target::Flag { field: field @ (Field::Ages | Field::Sees), .. }] => Some(*field),
        _ => None,
    }
}

/// Whether a list is one that we wrote: our keys in our order, then the user's own columns.
fn is_ours(header: &[String], sample: &[SourceRow]) -> bool {
    // Nobody else calls a column so.
    const OURS: [Field; 14] = [
        Field::SeverityMax,
        Field::LicensedIn,
        Field::Payers,
        Field::PrivateAddress,
        Field::Accepting,
        Field::Sees,
        Field::Affirms,
        Field::Declines,
        Field::WaitWeeks,
        Field::SlidingFeeFrom,
        Field::TieToMe,
        Field::OutOfNetwork,
        Field::Checked,
        Field::Blurb,
    ];
    let field = |name: &String| Field::ALL.iter().copied().find(|field| field.key() == name.trim());
    let fields: Vec<Field> = header.iter().map_while(field).collect();
    let rest_is_own =
        header[fields.len()..].iter().all(|name| matches!(heading(name).meaning, Meaning::Kept | Meaning::Unknown));
    let is_named_so = fields.iter().any(|field| OURS.contains(field));
    if !fields.is_sorted_by(|a, b| a < b) || !fields.contains(&Field::Name) || !rest_is_own && !is_named_so {
        return false;
    }
    // Where the names leave a doubt, the values must be such as we write.
    let is_written_so = |(field, cell): (&Field, &String)| match field {
        Field::Id => is_named_so,
        Field::Name => is_named_so || !cell.contains(',') && !cell.contains("Dr."),
        field => field.shape() == Shape::One || !cell.contains([',', '|', '/', '\n', '[']),
    };
    is_named_so && rest_is_own || sample.iter().all(|row| fields.iter().zip(&row.cells).all(is_written_so))
}

/// A name for each column that no other has and that is none of our fields.
fn keys(header: &[String], width: usize) -> Vec<String> {
    let mut taken: Vec<String> = ["_row", super::IMPORTED].map(|key| fold(key).into_owned()).to_vec();
    let mut keys = Vec::with_capacity(width);
    for i in 0..width {
        let name: Vec<&str> = header.get(i).map_or("", String::as_str).split_whitespace().collect();
        let name = match name.join(" ") {
            name if name.is_empty() => format!("column_{}", i + 1),
            name => name,
        };
        let is_field = |key: &str| Field::read(key).or_else(|| Field::misspelt(key)).is_some();
        let mut key = name.clone();
        let mut count = 1;
        while is_field(&key) && count == 1 || taken.contains(&fold(&key).into_owned()) {
            count += 1;
            key = format!("{name} ({count})");
        }
        taken.push(fold(&key).into_owned());
        keys.push(key);
    }
    keys
}

fn samples<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for value in values.map(str::trim).filter(|value| !value.is_empty() && !is_placeholder(value)) {
        if samples.len() == SAMPLES {
            break;
        }
        if !samples.iter().any(|known| known == value) {
            samples.push(value.to_owned());
        }
    }
    samples
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;

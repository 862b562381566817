//! Changes inside the tables of one piece of TOML: values change, comments and order stay.

use super::Written;
use super::pieces::{TABLE, for_each_piece};
use super::rewrite::{Change, Fate};
use super::toml::{Piece, sound_tables};
use super::write_csv::shown;
use super::write_toml::{Lines, field_value, key_text, string};
use crate::colleague::{Field, Shape};
use toml_edit::{Array, Decor, DocumentMut, Entry, InlineTable, Item, Key, RawString, Table, TableLike, Value};

/// The piece with these fates of its tables carried out, by their numbers.
///
/// # Errors
/// It cannot be changed so that it reads back as meant; why.
pub fn edit_tables(text: &str, fates: &[(usize, Written, Fate)], lines: Lines) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut left = String::new();
    let list = document.get_mut(TABLE).ok_or("it is not where it was")?;
    // From the last to the first, so that a table that goes leaves the numbers of the others.
    for (number, written, fate) in fates.iter().rev() {
        match fate {
            Fate::Keep => {}
            Fate::Remove => remove(list, *number),
            Fate::Change(changes) => {
                let mut table = Place::of(list, *number).ok_or("it is not where it was")?;
                changes.iter().for_each(|change| left.push_str(&apply(&mut table, written, change, lines)));
            }
        }
    }
    let mut edited = document.to_string();
    if !left.is_empty() && !edited.ends_with('\n') {
        edited.push('\n');
    }
    edited.push_str(left.trim_end_matches([' ', '\t']));
    if written_in(&edited) == expected(text, fates) { Ok(edited) } else { Err("its table is too intricate".to_owned()) }
}

/// The records of a piece that can be used, and how many tables there are in all.
fn written_in(text: &str) -> (Vec<(usize, Written)>, usize) {
    let (mut found, mut in_all) = (Vec::new(), 0);
    for_each_piece(text.as_bytes(), |part, parsed| {
        if let Ok(root) = parsed {
            let (tables, count) = sound_tables(&Piece::of("", part), root.get_ref());
            found.extend(tables.into_iter().map(|(number, written)| (in_all + number, written)));
            in_all += count;
        }
    });
    (found, in_all)
}

fn expected(text: &str, fates: &[(usize, Written, Fate)]) -> (Vec<(usize, Written)>, usize) {
    let (mut found, mut in_all) = written_in(text);
    for (number, _, fate) in fates.iter().rev() {
        match fate {
            Fate::Keep => {}
            Fate::Change(changes) => {
                let table = found.iter_mut().filter(|(known, _)| known == number);
                table.for_each(|(_, written)| changes.iter().for_each(|change| change.as_read().apply(written)));
            }
            Fate::Remove => {
                found.retain(|(known, _)| known != number);
                found.iter_mut().filter(|(known, _)| known > number).for_each(|(known, _)| *known -= 1);
                in_all -= 1;
            }
        }
    }
    (found, in_all)
}

/// A table of its own lines, or one in braces.
enum Place<'a> {
    Lines(&'a mut Table),
    Braces(&'a mut InlineTable),
}

impl Place<'_> {
    fn of(list: &mut Item, number: usize) -> Option<Place<'_>> {
        match list {
            Item::ArrayOfTables(tables) => tables.get_mut(number).map(Place::Lines),
            Item::Value(Value::Array(values)) => values.get_mut(number)?.as_inline_table_mut().map(Place::Braces),
            _ => None,
        }
    }

    fn keys(&mut self) -> &mut dyn TableLike {
        match self {
            Place::Lines(table) => *table,
            Place::Braces(table) => *table,
        }
    }

    /// Moves a key behind another one; the rest stays in its order.
    fn move_behind(&mut self, key: &str, neighbour: &str) {
        let keys: Vec<String> = self.keys().iter().map(|(key, _)| key.to_owned()).collect();
        let place = |key: &str| keys.iter().position(|known| known == key);
        let Some(behind) = place(neighbour) else { return };
        let rank = |other: &str| match place(other) {
            Some(_) if other == key => 2 * behind + 1,
            Some(at) => 2 * at,
            None => usize::MAX,
        };
        match self {
            Place::Lines(table) => table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get()))),
            Place::Braces(table) => table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get()))),
        }
    }

    /// Removes a key; the comments above it stay, above the key that follows. Hands back those that found no key.
    fn remove(&mut self, key: &str) -> String {
        let is_lines = matches!(self, Place::Lines(_));
        let keys = self.keys();
        let above = |key: Option<&Key>| raw(key.and_then(|key| key.leaf_decor().prefix())).to_owned();
        let left = above(keys.key(key));
        let next = {
            let mut later = keys.iter().skip_while(|(other, _)| *other != key).skip(1);
            later.find(|(_, item)| item.is_value()).map(|(key, _)| key.to_owned())
        };
        keys.remove(key);
        if !is_lines || left.trim_matches([' ', '\t']).is_empty() {
            return String::new();
        }
        let Some(next) = next else { return if left.contains('#') { left } else { String::new() } };
        let own = above(keys.key(&next));
        if let Some(mut next) = keys.key_mut(&next)
            && (left.contains('#') || !own.starts_with(['\r', '\n']))
        {
            // Its indentation is followed by that of the key it was.
            let lines = left.rfind('\n').map_or("", |end| &left[..=end]);
            next.leaf_decor_mut().set_prefix(format!("{lines}{own}"));
        }
        String::new()
    }
}

fn remove(list: &mut Item, number: usize) {
    match list {
        Item::ArrayOfTables(tables) if number < tables.len() => drop(tables.remove(number)),
        Item::Value(Value::Array(values)) if number < values.len() => drop(values.remove(number)),
        _ => {}
    }
}

/// Carries out one change; hands back comments that stood above a key that is gone and have no place any more.
fn apply(table: &mut Place, written: &Written, change: &Change, lines: Lines) -> String {
    match change {
        Change::Set(field, values) => {
            let mut wanted = Written::default();
            wanted.set(*field, values.iter().map(String::as_str));
            if wanted.values(*field) == written.values(*field) {
                return String::new();
            }
            set(table, Some(*field), field.key(), &wanted.values(*field).to_vec(), lines)
        }
        Change::SetExtra(key, text) if written.extra(key) == text.trim() => String::new(),
        Change::SetExtra(key, text) => set(table, None, key, &[text.trim().to_owned()], lines),
    }
}

/// Puts values under a key; without any, the key goes.
fn set(table: &mut Place, field: Option<Field>, key: &str, values: &[String], lines: Lines) -> String {
    if values.iter().all(String::is_empty) {
        return table.remove(key);
    }
    let keys = table.keys();
    if let Some(Item::Value(old)) = keys.get_mut(key) {
        if let (Value::Array(array), Some(_)) = (&mut *old, field)
            && array.to_string().contains('\n')
            && keep_lines(array, values)
        {
            return String::new();
        }
        let keeps_text = values.len() == 1 && matches!(old, Value::String(_));
        let mut new = value(field, values, keeps_text, lines);
        *new.decor_mut() = old.decor().clone();
        *old = new;
        return String::new();
    }
    let neighbour = field.and_then(|field| neighbour(keys, field));
    let indent = indent(keys, neighbour.as_deref().unwrap_or(Field::Name.key()));
    let mut name: Key = key_text(key).parse().unwrap_or_else(|_| Key::new(key));
    if let Some(indent) = indent {
        *name.leaf_decor_mut() = Decor::new(indent, " ");
    }
    if let Entry::Vacant(place) = keys.entry_format(&name) {
        place.insert(Item::Value(value(field, values, false, lines)));
    }
    if let Some(neighbour) = neighbour {
        table.move_behind(key, &neighbour);
    }
    String::new()
}

fn value(field: Option<Field>, values: &[String], keeps_text: bool, lines: Lines) -> Value {
    let text = match field {
        Some(field) if !(keeps_text && field.shape() == Shape::List) => field_value(field, values, lines),
        _ => string(values.first().map_or("", String::as_str), lines),
    };
    // What is written here is read back at once; nothing else can come of it than what was meant.
    text.parse().unwrap_or_else(|_| Value::from(values.join("; ")))
}

/// The field of the table that stands nearest before another one in the order of records.
fn neighbour(table: &dyn TableLike, field: Field) -> Option<String> {
    let before = Field::ALL.iter().rev().skip_while(|&&other| other != field).skip(1);
    let mut before = before.map(|field| field.key()).filter(|key| table.get(key).is_some_and(Item::is_value));
    before.next().or(Some(Field::Name.key())).map(str::to_owned)
}

/// The white space before a key.
fn indent(table: &dyn TableLike, key: &str) -> Option<String> {
    let before = raw(table.key(key)?.leaf_decor().prefix());
    let line = before.rsplit('\n').next().unwrap_or_default();
    (!line.is_empty() && line.trim().is_empty()).then(|| line.to_owned())
}

/// Keeps the lines of a list that stay; `false` where the order changes and the list must be written anew.
fn keep_lines(array: &mut Array, values: &[String]) -> bool {
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
    let old: Vec<Option<String>> = array.iter().map(text).collect();
    let stays: Vec<bool> = old.iter().map(|old| old.as_ref().is_some_and(|old| values.contains(old))).collect();
    let kept: Vec<&String> = old.iter().flatten().filter(|old| values.contains(old)).collect();
    if old.contains(&None) || kept.len() > values.len() || kept.iter().zip(values).any(|(old, new)| *old != new) {
        return false;
    }
    let count = kept.len();
    // What stands between two values, up to the end of the line, is said of the one before it.
    let halves = |between: &str| match between.split_once('\n') {
        Some((before, after)) => (before.to_owned(), format!("\n{after}")),
        None => (String::new(), between.to_owned()),
    };
    let mut end = raw(Some(array.trailing())).to_owned();
    if let Some(last) = array.iter_mut().last() {
        end.insert_str(0, raw(last.decor().suffix()));
        last.decor_mut().set_suffix("");
    }
    let (mut said, mut own_line) = (None::<(String, String)>, String::from("\n  "));
    for (value, stays) in array.iter_mut().zip(&stays) {
        let (mut before, mut after) = halves(raw(value.decor().prefix()));
        if let Some((of_gone, line_of_gone)) = said.take() {
            before = of_gone;
            // On one line with a value that is gone, it takes that one's place.
            after = if after.contains('\n') { after } else { line_of_gone };
        }
        if let Some(at) = after.rfind('\n') {
            own_line = after[at..].to_owned();
        }
        if *stays {
            value.decor_mut().set_prefix(format!("{before}{after}"));
        } else {
            said = Some((before, after));
        }
    }
    let (before, mut after) = halves(&end);
    let mut said = said.map_or(before, |(of_gone, _)| of_gone);
    array.retain(|value| text(value).is_some_and(|text| values.contains(&text)));
    for new in &values[count..] {
        // On one line, and never with three quotes in a row: the file is cut into tables by them.
        let mut value: Value = string(new, Lines::CrLf).parse().unwrap_or_else(|_| Value::from(shown(new)));
        *value.decor_mut() = Decor::new(format!("{}{own_line}", std::mem::take(&mut said)), "");
        array.push_formatted(value);
    }
    // Behind a remark, the list is closed on a line of its own.
    if said.contains('#') && !after.contains('\n') {
        after.insert(0, '\n');
    }
    array.set_trailing(format!("{said}{after}"));
    array.set_trailing_comma(true);
    true
}

fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

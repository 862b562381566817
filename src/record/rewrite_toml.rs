//! A TOML file written anew, table by table: what does not change stays as it is, byte for byte.

use super::edit_table::edit_tables;
use super::pieces::{BYTE_ORDER_MARK, Parsed, Part, for_each_piece, is_colleague, is_list, parse, tables_of};
use super::rewrite::{Edit, Fate, NotRewritten, Tally};
use super::toml::{Piece, VERSION, sound_tables, wrong_version};
use super::write_toml::{Lines, write_table};
use crate::problem::Problem;
use std::io::{self, Write};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Writes a file anew. A broken table does not stand in the way of the others and stays as it is.
///
/// # Errors
/// The file has a version that is not known, what stands above its first colleague cannot be read, a table cannot be
/// changed safely, or `out` takes no more.
pub fn rewrite_toml(file: &str, bytes: &[u8], edit: &mut Edit, out: &mut dyn Write) -> Result<Tally, NotRewritten> {
    let mut rewriting = Rewriting {
        file,
        lines: Lines::of(bytes),
        tally: Tally::default(),
        tail: Vec::new(),
        is_last_open: false,
        is_list: false,
        out,
    };
    if bytes.starts_with(BYTE_ORDER_MARK) {
        rewriting.out.write_all(BYTE_ORDER_MARK)?;
    }
    let mut outcome = Ok(());
    for_each_piece(bytes, |part, parsed| {
        if outcome.is_ok() {
            outcome = rewriting.piece(part, parsed, edit);
        }
    });
    outcome?;
    rewriting.end(bytes, edit)?;
    Ok(rewriting.tally)
}

struct Rewriting<'a> {
    file: &'a str,
    lines: Lines,
    tally: Tally,
    /// Blank lines and comments behind the last value: they may belong to the table that follows.
    tail: Vec<u8>,
    is_last_open: bool,
    /// Whether the colleagues stand in one list, `colleague = [{ … }]`, to which no table can be added.
    is_list: bool,
    out: &'a mut dyn Write,
}

impl Rewriting<'_> {
    fn piece(&mut self, part: Part, parsed: Parsed, edit: &mut Edit) -> Result<(), NotRewritten> {
        self.is_last_open = part.is_open && parsed.is_err();
        let piece = Piece::of(self.file, part);
        let root = match parsed {
            Ok(root) => root,
            // A version that cannot be read may be a newer one.
            Err(troubles) if !is_colleague(part.bytes) => {
                return Err(NotRewritten::Refused(piece.errors(troubles)));
            }
            Err(_) => {
                self.flush_tail()?;
                let end = if part.is_open { part.bytes.len() } else { start_of_tail(part.bytes) };
                self.tail = part.bytes[end..].to_vec();
                return Ok(self.out.write_all(&part.bytes[..end])?);
            }
        };
        if let Some(problem) = wrong_version(&piece, root.get_ref()) {
            return Err(problem.into());
        }
        let parts = tables_of(part, root.get_ref());
        if parts.len() == 1 {
            return self.tables(part, &root, edit);
        }
        let roots: Vec<_> = parts.iter().map(|part| parse(part.bytes)).collect();
        // A table that cannot stand by itself is left among the others.
        if roots.iter().any(Result::is_err) {
            return self.tables(part, &root, edit);
        }
        parts.into_iter().zip(roots.iter().flatten()).try_for_each(|(part, root)| self.tables(part, root, edit))
    }

    fn tables(&mut self, part: Part, root: &Spanned<DeTable>, edit: &mut Edit) -> Result<(), NotRewritten> {
        let (tables, in_all) = sound_tables(&Piece::of(self.file, part), root.get_ref());
        self.is_list |= is_list(part, root.get_ref());
        let mut fates = Vec::new();
        for (number, written) in tables {
            match (edit.decide)(&written) {
                Fate::Keep => {}
                fate => fates.push((number, written, fate)),
            }
        }
        let end = end_of_last_line(part.bytes, root.get_ref());
        let (body, tail) = part.bytes.split_at(end);
        if let [(_, _, Fate::Remove)] = fates[..]
            && in_all == 1
            && root.get_ref().len() == 1
            && is_colleague(part.bytes)
        {
            self.tally.removed += 1;
            return Ok(self.remove(tail, part.is_last)?);
        }
        self.flush_tail()?;
        if fates.is_empty() {
            self.out.write_all(body)?;
        } else {
            let text = String::from_utf8_lossy(body);
            let lines = Lines::of(body);
            let edited = edit_tables(&text, &fates, lines).map_err(|why| self.cannot(part, &why))?;
            self.out.write_all(lines.end(&edited).as_bytes())?;
            let removed = fates.iter().filter(|(_, _, fate)| *fate == Fate::Remove).count();
            self.tally.removed += removed;
            self.tally.changed += fates.len() - removed;
        }
        self.tail = tail.to_vec();
        Ok(())
    }

    fn cannot(&self, part: Part, why: &str) -> NotRewritten {
        let problem = Problem::error(self.file, format!("this colleague cannot be changed here: {why}"));
        problem.at(part.line, 1).hint("change it in a text editor").into()
    }

    /// Drops a table: the comments directly above it and directly below go with it.
    fn remove(&mut self, below: &[u8], is_last: bool) -> io::Result<()> {
        let above = std::mem::take(&mut self.tail);
        let mut kept = &above[..above.len() - own_comments_above(&above)];
        let mut rest = &below[own_comments_below(below, is_last)..];
        let blank_above = kept.is_empty() || ends_in_blank_line(kept);
        while blank_above && let Some(line) = first_line(rest).filter(|line| is_blank(line)) {
            rest = &rest[line.len()..];
        }
        if is_last && rest.is_empty() {
            while let Some(line) = last_line(kept).filter(|line| is_blank(line)) {
                kept = &kept[..kept.len() - line.len()];
            }
        }
        self.tail = [kept, rest].concat();
        Ok(())
    }

    fn flush_tail(&mut self) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.tail))
    }

    /// Writes what is added, each behind a blank line.
    fn end(&mut self, bytes: &[u8], edit: &mut Edit) -> Result<(), NotRewritten> {
        let is_new = bytes.iter().all(u8::is_ascii_whitespace);
        let ends_line = bytes.is_empty() || bytes.ends_with(b"\n");
        let ends_blank = is_new || self.tail.is_empty() && bytes.ends_with(b"\n\n") || ends_in_blank_line(&self.tail);
        self.flush_tail()?;
        let mut is_first = true;
        for written in &mut *edit.added {
            if is_first && self.is_last_open {
                let problem = Problem::error(self.file, "a text in three quotes is opened and never closed");
                return Err(problem.hint("refer check names the line; close the text, then try again").into());
            }
            if self.is_list {
                let problem =
                    Problem::error(self.file, "the colleagues of this file stand in one list, colleague = […]");
                return Err(problem.hint("begin each with a line [[colleague]] instead, then try again").into());
            }
            let mut text = String::new();
            if is_first && is_new {
                text.push_str(&format!("version = {VERSION}\n"));
            }
            if is_first && !ends_line {
                text.push('\n');
            }
            if !is_first || !ends_blank || is_new {
                text.push('\n');
            }
            text.push_str(&write_table(&written, self.lines));
            self.out.write_all(self.lines.end(&text).as_bytes())?;
            self.tally.added += 1;
            is_first = false;
        }
        Ok(())
    }
}

/// Where the line ends on which the last value stands.
fn end_of_last_line(bytes: &[u8], root: &DeTable) -> usize {
    let last = last_byte(root);
    memchr::memchr(b'\n', &bytes[last..]).map_or(bytes.len(), |at| last + at + 1)
}

fn last_byte(table: &DeTable) -> usize {
    let ends = table.iter().map(|(key, value)| key.span().end.max(value_end(value)));
    ends.max().unwrap_or(0)
}

fn value_end(value: &Spanned<DeValue>) -> usize {
    let within = match value.get_ref() {
        DeValue::Array(values) => values.iter().map(value_end).max().unwrap_or(0),
        DeValue::Table(table) => last_byte(table),
        _ => 0,
    };
    within.max(value.span().end)
}

/// Where the blank lines and comments begin at the end of a piece that cannot be read.
fn start_of_tail(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some(line) = last_line(rest).filter(|line| is_blank(line) || is_comment(line)) {
        rest = &rest[..rest.len() - line.len()];
    }
    rest.len()
}

/// The bytes of the comment lines at the end of a text, above which a blank line stands.
fn own_comments_above(tail: &[u8]) -> usize {
    let mut rest = tail;
    while let Some(line) = last_line(rest).filter(|line| is_comment(line)) {
        rest = &rest[..rest.len() - line.len()];
    }
    tail.len() - rest.len()
}

/// The bytes of the comment lines at the beginning of a text, unless they reach down to the table that follows.
fn own_comments_below(tail: &[u8], is_last: bool) -> usize {
    let mut rest = tail;
    while let Some(line) = first_line(rest).filter(|line| is_comment(line)) {
        rest = &rest[line.len()..];
    }
    if rest.is_empty() && !is_last { 0 } else { tail.len() - rest.len() }
}

fn first_line(text: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b'\n', text).map_or(text.len(), |at| at + 1);
    (!text.is_empty()).then(|| &text[..end])
}

fn last_line(text: &[u8]) -> Option<&[u8]> {
    let before = text.strip_suffix(b"\n").unwrap_or(text);
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    (!text.is_empty()).then(|| &text[start..])
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn is_comment(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"#")
}

fn ends_in_blank_line(text: &[u8]) -> bool {
    last_line(text).is_some_and(is_blank)
}

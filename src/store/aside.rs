//! Files of a folder that are no part of the directory: copies that a synced folder made, leftovers, foreign lists.

use crate::problem::Problem;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A file that stands in the folder and is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Where it stands.
    pub path: PathBuf,
    /// What it is.
    pub what: What,
}

/// What a file that is not read is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A copy of the file of this name, which stands beside it.
    Copy(String),
    /// What an editor or a backup left.
    Leftover,
    /// A list that must be brought in first.
    Foreign,
    /// A file whose name is no text.
    Unreadable,
}

impl Aside {
    /// Whether it is a file of colleagues by its kind, so that every command says that it is left out.
    pub fn may_hold_colleagues(&self) -> bool {
        matches!(self.what, What::Copy(_) | What::Unreadable)
    }

    /// What is to be said of it: a copy may hold what somebody wrote elsewhere, everything else is only worth a note.
    pub fn problem(&self) -> Problem {
        let shown = self.path.display().to_string();
        match &self.what {
            What::Copy(original) => copy_problem(&shown, original),
            What::Unreadable => Problem::warning(shown, "the name of this file is not UTF-8; it is not read")
                .hint("give it a name in plain letters, such as colleagues-2.toml"),
            What::Leftover => {
                Problem::note(shown, "this looks like a backup or a leftover of an editor; it is not read")
                    .hint("delete it, or move it out of the folder")
            }
            What::Foreign => Problem::note(&shown, "this is neither a TOML file nor a CSV file; it is not read")
                .hint(format!("refer import \"{shown}\" brings a list in")),
        }
    }
}

fn copy_problem(shown: &str, original: &str) -> Problem {
    let message = format!("this looks like a copy of {original}, as a synced folder makes one; it is not read");
    let hint = format!("compare the two, keep what is right in {original}, and move this one out of the folder");
    Problem::warning(shown, message).hint(hint)
}

/// Files that a list may come in.
const FOREIGN: [&str; 4] = ["xlsx", "xls", "vcf", "tsv"];

/// The name of the file of which another one is surely a copy; `is_there` tells which stems stand beside it.
pub fn copied_from(name: &str, is_there: impl Fn(&str) -> bool) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let original = original(stem, &is_there)?;
    Some(format!("{original}.{extension}"))
}

/// Whether a file may be a copy of another one, or only the second part of a list: "colleagues 2.toml".
pub fn may_be_copy(path: &Path, of: &Path) -> bool {
    let stem = |path: &Path| path.file_stem().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    let (Some(copy), Some(original)) = (stem(path), stem(of)) else { return false };
    path.parent() == of.parent()
        && path.extension() == of.extension()
        && copy.strip_prefix(&original).is_some_and(|rest| rest.strip_prefix(' ').is_some_and(is_count))
}

/// What a file is whose name says that it is no part of a directory.
pub fn leftover_or_foreign(name: &str) -> Option<What> {
    let (_, extension) = name.rsplit_once('.')?;
    let is_hidden = name.starts_with(['.', '#']) || name.starts_with("~$");
    if is_hidden {
        None
    } else if FOREIGN.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        Some(What::Foreign)
    } else {
        let extension = extension.trim_end_matches('~');
        let is_ours = ["toml", "csv"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        is_ours.then_some(What::Leftover)
    }
}

/// Words in brackets behind the name of a copy, in the languages of the usual services. One of them by itself may be
/// what a list is about, such as "high-conflict couples".
const CONFLICTS: [&str; 5] = ["conflict", "konflikt", "conflit", "copy", "kopie"];
/// Words of which one stands beside it, unless a number does.
const BESIDE: [&str; 6] = ["copy", "kopie", "copie", "case", "encoding", "sync"];
/// What stands behind the name of a copy.
const ENDS: [&str; 8] = [" - copy", " copy", " - kopie", " kopie", " - copie", " - copia", ".conflict", "[conflict]"];
/// What stands before it.
const STARTS: [&str; 2] = ["copy of ", "kopie von "];
/// What stands between the name and the time of a copy.
const MARKS: [&str; 2] = [".sync-conflict-", "_conflict-"];
/// Words in the names of computers, which OneDrive puts behind a hyphen.
const COMPUTERS: [&str; 5] = ["desktop-", "laptop-", "macbook", "imac", "mac-mini"];

/// The stem beside it of which a stem is a copy.
fn original<'s>(stem: &'s str, is_there: &impl Fn(&str) -> bool) -> Option<&'s str> {
    let lower = stem.to_ascii_lowercase();
    let there = |end: usize| Some(stem[..end].trim_end()).filter(|base| is_there(base));
    for mark in MARKS {
        // A time follows; "-of-interest" does not make a copy.
        let is_mark = |at: &usize| lower[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit());
        if let Some(base) = lower.find(mark).filter(is_mark).and_then(there) {
            return Some(base);
        }
    }
    if let Some(open) = lower.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        let inside = &lower[open + 1..lower.len() - 1];
        if is_count(inside) || names_a_conflict(inside) {
            // "colleagues - Copy (2)" is a copy of "colleagues".
            return there(open).or_else(|| original(stem[..open].trim_end(), is_there));
        }
    }
    for start in STARTS {
        if lower.starts_with(start) && is_there(&stem[start.len()..]) {
            return Some(&stem[start.len()..]);
        }
    }
    let unnumbered = match lower.rsplit_once(' ') {
        Some((before, count)) if is_count(count) => before,
        _ => &lower,
    };
    for end in ENDS {
        if let Some(base) = unnumbered.strip_suffix(end).and_then(|base| there(base.len())) {
            return Some(base);
        }
    }
    let hyphens = lower.match_indices('-').map(|(at, _)| at);
    let begins = |part: &str| COMPUTERS.iter().any(|word| part.starts_with(word));
    let of_computer = |&at: &usize| {
        let name = &lower[at + 1..];
        let after_hyphens = name.match_indices('-').map(|(at, _)| &name[at + 1..]);
        begins(name) || after_hyphens.into_iter().any(begins)
    };
    hyphens.filter(of_computer).find_map(there)
}

/// Whether what stands in brackets is what a service writes there.
fn names_a_conflict(inside: &str) -> bool {
    let mut words = CONFLICTS.iter().filter(|word| inside.contains(**word)).peekable();
    let is_alone = words.peek().is_some_and(|word| **word == inside);
    let others = |word: &&str| BESIDE.iter().any(|other| other != word && inside.contains(other));
    let has_number = inside.contains(|c: char| c.is_ascii_digit());
    is_alone || words.any(|word| has_number || others(word))
}

/// A number as it is put behind a name.
fn is_count(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && text != "0"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<String> {
        copied_from(name, |stem| ["colleagues", "Team A", "config"].contains(&stem))
    }

    #[test]
    fn a_copy_is_told_by_its_name() {
        for stem in [
            "colleagues (conflicted copy 2026-11-02)",
            "colleagues (Ana's conflicted copy 2026-11-02)",
            "colleagues (Case Conflict)",
            "colleagues (In Konflikt stehende Kopie von Ana 2026-11-02)",
            "colleagues (SFConflict ana@example.org 2026-11-02-10-11-12)",
            "colleagues.sync-conflict-20261102-101112-ABCDEFG",
            "colleagues_conflict-20261102-101112",
            "colleagues (1)",
            "colleagues(2)",
            "colleagues - Copy",
            "colleagues - Copy (2)",
            "colleagues copy",
            "colleagues copy 2",
            "Copy of colleagues",
            "colleagues.conflict",
            "colleagues-DESKTOP-AB12CD3",
            "colleagues-Anas-MacBook-Pro",
        ] {
            assert_eq!(of(&format!("{stem}.toml")).as_deref(), Some("colleagues.toml"), "{stem}");
        }
        assert_eq!(of("Team A (1).csv").as_deref(), Some("Team A.csv"));
        assert_eq!(of("config (1).toml").as_deref(), Some("config.toml"));
    }

    #[test]
    fn a_list_of_its_own_is_no_copy() {
        for name in [
            "colleagues 2.toml",
            "colleagues-north.toml",
            "colleagues (high-conflict couples).toml",
            "colleagues (copy editors).toml",
            "colleagues_conflict-of-interest.toml",
            "colleagues-primacy.toml",
            "friends (1).toml",
            "colleagues (old).toml",
            "(1).toml",
            "copy.toml",
            "é(1)é.csv",
        ] {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn a_second_part_may_be_a_copy() {
        let may = |name: &str| may_be_copy(Path::new(name), Path::new("d/colleagues.toml"));
        assert!(may("d/colleagues 2.toml"));
        assert!(!may("d/colleagues 2.csv") && !may("e/colleagues 2.toml") && !may("d/colleagues two.toml"));
    }
}

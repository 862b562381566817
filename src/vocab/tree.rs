//! A vocabulary that is a tree: the built-in terms, the user's own below and beside them, and look-up in both.

use super::key::key;
use super::lines::{Lines, Terms, parts};
use super::terms::{Found, OwnMeaning, OwnTerm};
use crate::nearest::Suggestions;
use crate::text::slug;
use rustc_hash::FxHashMap;
use std::iter::successors;

/// No parent, or no reading, in the tables.
const NONE: u16 = u16::MAX;

/// The built-in terms of one kind.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Id, label and synonyms of each term.
    pub(crate) lines: Lines,
    pub(crate) parents: &'static [u16],
    pub(crate) terms: Terms,
    /// Abbreviations that people use for several things,
    pub(crate) doubtful: Terms,
    /// what else they can mean,
    pub(crate) meanings: Lines,
    /// and the term they are taken for, if for any.
    pub(crate) readings: &'static [u16],
}

/// What the user adds to a tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Additions {
    nodes: Vec<Node>,
    words: FxHashMap<String, u16>,
    synonyms: Vec<(u16, String)>,
}

#[derive(Clone, Debug)]
struct Node {
    id: String,
    label: String,
    parent: Option<u16>,
}

/// A tree with the user's additions, if there are any.
#[derive(Clone, Copy)]
pub(super) struct Branches<'a> {
    pub(super) tree: &'static Tree,
    pub(super) own: Option<&'a Additions>,
}

impl<'a> Branches<'a> {
    pub(super) fn count(self) -> u16 {
        let own = self.own.map_or(0, |own| own.nodes.len());
        u16::try_from(self.tree.lines.len() + own).unwrap_or(NONE)
    }

    /// The one meaning of a word, or the usual one of several.
    pub(super) fn id(self, word: &str) -> Option<u16> {
        let key = key(word);
        match self.doubt(&key) {
            Some(doubt) => Some(self.tree.readings[doubt]).filter(|&row| row != NONE),
            None => self.sure(&key).or_else(|| self.beside_brackets(word)),
        }
    }

    /// The term that has this key for itself alone; the user's word counts before the tables'.
    fn sure(self, key: &str) -> Option<u16> {
        let own = self.own.and_then(|own| own.words.get(key).copied());
        own.or_else(|| self.tree.terms.find(key).and_then(|row| u16::try_from(row).ok()))
    }

    /// The row of a key among those with several meanings, unless the user has given it one.
    fn doubt(self, key: &str) -> Option<usize> {
        let own = self.own.is_some_and(|own| own.words.contains_key(key));
        self.tree.doubtful.find(key).filter(|_| !own)
    }

    /// The term of "Acceptance and commitment (ACT)": what stands before the brackets, or else in them.
    fn beside_brackets(self, word: &str) -> Option<u16> {
        let (before, within) = word.trim().strip_suffix(')')?.rsplit_once('(')?;
        [before, within].map(key).iter().find_map(|key| self.sure(key).filter(|_| self.doubt(key).is_none()))
    }

    /// What a word means, with what there is to say about it.
    pub(super) fn find(self, word: &str) -> Found<u16> {
        match (self.id(word), self.doubt(&key(word))) {
            (Some(row), None) => Found::Sure(row),
            (Some(row), Some(doubt)) => Found::Resolved(row, self.notice(word, row, doubt)),
            (None, Some(doubt)) => Found::Ambiguous(self.meanings(doubt).map(str::to_owned).collect()),
            (None, None) => Found::Unknown(self.suggest(word)),
        }
    }

    fn meanings(self, doubt: usize) -> impl Iterator<Item = &'static str> {
        parts(self.tree.meanings.get(doubt))
    }

    fn notice(self, word: &str, row: u16, doubt: usize) -> String {
        let others: Vec<_> = self.meanings(doubt).collect();
        format!("“{}” is read as {}; it can also mean {}", word.trim(), self.label(row), others.join(" or "))
    }

    fn suggest(self, word: &str) -> Vec<String> {
        let mut suggestions = Suggestions::new(word);
        for row in 0..self.count() {
            let names = [self.name(row), self.label(row)];
            suggestions.offer(self.name(row), names.into_iter().chain(self.synonyms(row)));
        }
        suggestions.best()
    }

    fn node(self, row: u16) -> Option<&'a Node> {
        let beyond = usize::from(row).checked_sub(self.tree.lines.len())?;
        self.own?.nodes.get(beyond)
    }

    pub(super) fn name(self, row: u16) -> &'a str {
        self.node(row).map_or_else(|| self.tree.lines.field(usize::from(row), 0), |node| &node.id)
    }

    pub(super) fn label(self, row: u16) -> &'a str {
        self.node(row).map_or_else(|| self.tree.lines.field(usize::from(row), 1), |node| &node.label)
    }

    pub(super) fn synonyms(self, row: u16) -> impl Iterator<Item = &'a str> {
        let own = self.own.into_iter().flat_map(|own| &own.synonyms);
        let own = own.filter(move |(of, _)| *of == row).map(|(_, word)| word.as_str());
        parts(self.tree.lines.field(usize::from(row), 2)).chain(own)
    }

    pub(super) fn parent(self, row: u16) -> Option<u16> {
        match self.tree.parents.get(usize::from(row)) {
            Some(&parent) => Some(parent).filter(|&parent| parent != NONE),
            None => self.node(row)?.parent,
        }
    }

    /// Whether `narrow` is `broad` or lies under it.
    pub(super) fn is_under(self, narrow: u16, broad: u16) -> bool {
        successors(Some(narrow), |&row| self.parent(row)).any(|row| row == broad)
    }
}

impl Additions {
    /// Adds the user's terms to a tree, each with its position; tells what was wrong by that position.
    pub(super) fn new<'t>(
        tree: &'static Tree,
        terms: impl Iterator<Item = (usize, &'t OwnTerm)> + Clone,
    ) -> (Additions, Vec<(usize, String)>) {
        let (mut own, mut problems) = (Additions::default(), Vec::new());
        // In three passes, so that the order of the terms does not matter: names, parents, synonyms.
        let mut parents = Vec::new();
        for (at, term) in terms.clone() {
            let OwnMeaning::New { parent, synonyms } = &term.meaning else { continue };
            match own.new_node(tree, &term.word) {
                Ok(row) => {
                    parents.extend(parent.as_deref().map(|parent| (at, row, parent)));
                    let unfit = synonyms.iter().filter_map(|synonym| own.add_word(tree, synonym, row).err());
                    problems.extend(unfit.map(|message| (at, message)));
                }
                Err(message) => problems.push((at, message)),
            }
        }
        for (at, row, parent) in parents {
            problems.extend(own.set_parent(tree, row, parent).err().map(|message| (at, message)));
        }
        for (at, OwnTerm { word, meaning, .. }) in terms {
            let OwnMeaning::SynonymOf(target) = meaning else { continue };
            let added = match own.branches(tree).id(target) {
                Some(row) => own.add_word(tree, word, row),
                None => Err(format!("“{word}” stands for “{target}”, which is unknown{}", own.hint(tree, target))),
            };
            problems.extend(added.err().map(|message| (at, message)));
        }
        (own, problems)
    }

    fn branches(&self, tree: &'static Tree) -> Branches<'_> {
        Branches { tree, own: Some(self) }
    }

    fn hint(&self, tree: &'static Tree, word: &str) -> String {
        let near = self.branches(tree).suggest(word);
        if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) }
    }

    fn new_node(&mut self, tree: &'static Tree, word: &str) -> Result<u16, String> {
        let row = self.branches(tree).count();
        let id = slug(word);
        if row == NONE || id.is_empty() {
            return Err(format!("“{word}” cannot be a term: it has no letters, or there are too many terms"));
        }
        if let Some(taken) = self.taken(tree, word) {
            return Err(self.taken_by(tree, word, taken));
        }
        self.words.insert(key(word).into_owned(), row);
        self.nodes.push(Node { id, label: word.trim().to_owned(), parent: None });
        Ok(row)
    }

    /// The term that has a word for its own; a word with several meanings is free to be given one.
    fn taken(&self, tree: &'static Tree, word: &str) -> Option<u16> {
        let (branches, key) = (self.branches(tree), key(word));
        branches.sure(&key).filter(|_| branches.doubt(&key).is_none())
    }

    fn taken_by(&self, tree: &'static Tree, word: &str, row: u16) -> String {
        format!("“{word}” is already a word for {}", self.branches(tree).label(row))
    }

    fn add_word(&mut self, tree: &'static Tree, word: &str, row: u16) -> Result<(), String> {
        match self.taken(tree, word) {
            Some(taken) if taken != row => return Err(self.taken_by(tree, word, taken)),
            Some(_) => {}
            None if key(word).is_empty() => return Err(format!("“{word}” cannot be a synonym: it has no letters")),
            None => {
                self.words.insert(key(word).into_owned(), row);
                self.synonyms.push((row, word.trim().to_owned()));
            }
        }
        Ok(())
    }

    fn set_parent(&mut self, tree: &'static Tree, row: u16, parent: &str) -> Result<(), String> {
        let branches = self.branches(tree);
        let label = branches.label(row);
        match branches.id(parent) {
            None => Err(format!("“{label}” lies under “{parent}”, which is unknown{}", self.hint(tree, parent))),
            Some(above) if branches.is_under(above, row) => {
                Err(format!("“{label}” cannot lie under “{parent}”, which lies under it"))
            }
            Some(above) => {
                let own = usize::from(row) - tree.lines.len();
                self.nodes[own].parent = Some(above);
                Ok(())
            }
        }
    }
}

//! Whom a client wants to avoid in vain, found out while the colleagues come by.

use refer::client::Client;
use refer::colleague::{Field, FieldSet};
use refer::directory::{Candidate, Source};
use refer::text::fold;
use refer::weights::Weights;
use rustc_hash::FxHashSet;

/// Folded ids, names and practices.
pub type Names = FxHashSet<String>;

/// Everybody whom some client wants to avoid.
pub fn avoided(clients: &[(Client, Weights)]) -> Names {
    clients.iter().flat_map(|(client, _)| client.avoid.iter().map(|(folded, _)| folded.clone())).collect()
}

/// Colleagues as they come, of whom those are crossed off whom a client wants to avoid.
pub struct Acquainted<'a, S> {
    /// Where they come from.
    pub source: S,
    /// Those to be avoided whom nobody was so far.
    pub strangers: &'a mut Names,
}

impl<S: Source> Source for Acquainted<'_, S> {
    fn each(&mut self, visit: &mut dyn FnMut(&mut dyn Candidate)) {
        let mut met = Names::default();
        self.source.each(&mut |candidate| {
            meet(candidate, self.strangers, &mut met);
            visit(candidate);
        });
        self.strangers.retain(|name| !met.contains(name));
    }

    fn fold<T: Send>(
        &mut self,
        start: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, &mut dyn Candidate) + Sync,
    ) -> Vec<T> {
        let strangers = &*self.strangers;
        let parts = self.source.fold(
            || (start(), Names::default()),
            |(made, met), candidate| {
                meet(candidate, strangers, met);
                visit(made, candidate);
            },
        );
        let (parts, met): (Vec<T>, Vec<Names>) = parts.into_iter().unzip();
        self.strangers.retain(|name| !met.iter().any(|met| met.contains(name)));
        parts
    }
}

/// Takes down which of the strangers a colleague is.
fn meet(candidate: &mut dyn Candidate, strangers: &Names, met: &mut Names) {
    if strangers.len() == met.len() {
        return;
    }
    let colleague = candidate.peek(FieldSet::of(&[Field::Id, Field::Name, Field::Practice]));
    for name in [&colleague.id, &colleague.name, &colleague.practice] {
        met.extend(strangers.get(fold(name).as_ref()).cloned());
    }
}

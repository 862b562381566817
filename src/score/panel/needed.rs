//! What the clients of a caseload need to know of the colleagues: nothing else is read.

use crate::client::{Client, Referrer};
use crate::colleague::{Field, FieldSet};
use crate::ranking::Gate;
use crate::reason::Reason;
use crate::score::{gates, wishes};
use crate::text::fold;
use crate::vocab::Vocabulary;
use crate::weights::Weights;
use rustc_hash::FxHashSet;

/// What some client needs to know.
#[derive(Clone, Default)]
pub struct Needed {
    /// Fields that one gate or wish looks at together.
    pub tables: Vec<FieldSet>,
    pub licenses: bool,
    pub concerns: bool,
    /// How many concerns the vocabulary has.
    pub words: usize,
    pub approaches: bool,
    pub payers: bool,
    pub prices: bool,
    pub places: bool,
    /// Folded names that somebody avoids or is tied to.
    pub names: FxHashSet<Box<str>>,
    /// The letters and digits of those names, as numbers.
    letters: FxHashSet<u64>,
}

/// Where a gate finds what it looks at.
pub enum Found {
    /// In a table over its fields.
    Table(FieldSet),
    /// In columns of its own.
    Elsewhere,
}

/// Where a gate finds what it looks at.
pub fn of_gate(gate: Gate, client: &Client) -> Found {
    use crate::client::Wish;
    match gate {
        Gate::Conflict | Gate::Avoid | Gate::License | Gate::Payer | Gate::Reach | Gate::Closed | Gate::Declines => {
            Found::Elsewhere
        }
        Gate::Must(Wish::Approach) => Found::Elsewhere,
        gate => Found::Table(gates::fields(gate, client)),
    }
}

pub const DELIVERY: FieldSet = FieldSet::of(&[Field::Delivery]);
pub const OUT_OF_NETWORK: FieldSet = FieldSet::of(&[Field::OutOfNetwork]);
pub const SEVERITY_MAX: FieldSet = FieldSet::of(&[Field::SeverityMax]);
pub const RELATIONSHIP: FieldSet = FieldSet::of(&[Field::Relationship]);

impl Needed {
    pub fn of(clients: &[(Client, Weights)], me: &Referrer, vocabulary: &Vocabulary) -> Needed {
        let mut needed = Needed { words: vocabulary.concerns().count(), ..Needed::default() };
        for fields in [DELIVERY, SEVERITY_MAX, RELATIONSHIP] {
            needed.table(fields);
        }
        for (client, _) in clients {
            needed.add(client, me);
        }
        needed
    }

    /// Whether what is written may be one of the names, once it is folded: a quick look for the many who are nobody.
    pub fn may_be_named(&self, written: &[u8]) -> bool {
        letters(written).is_none_or(|letters| self.letters.contains(&letters))
    }

    fn table(&mut self, fields: FieldSet) {
        if !self.tables.contains(&fields) {
            self.tables.push(fields);
        }
    }

    fn add(&mut self, client: &Client, me: &Referrer) {
        let has_region = !client.regions().is_empty();
        for gate in Gate::ALL.into_iter().filter(|&gate| gates::in_play(gate, client, has_region)) {
            if let Found::Table(fields) = of_gate(gate, client) {
                self.table(fields);
            }
        }
        for part in wishes::parts(client) {
            self.table(part.fields(client));
        }
        self.licenses |= has_region;
        self.concerns |= !client.concerns.is_empty();
        self.approaches |= !(client.concerns.is_empty() && client.approaches.is_empty() && client.tried.is_empty());
        if !client.payers.is_empty() {
            self.payers = true;
            self.table(OUT_OF_NETWORK);
        }
        self.prices |= client.max_fee.is_some();
        self.places |= !client.near.is_empty();
        let mut name = |name: &str| {
            self.letters.extend(letters(name.as_bytes()));
            self.names.insert(name.into());
        };
        client.avoid.iter().for_each(|(avoided, _)| name(avoided));
        client.ties.iter().for_each(|tie| name(&tie.name));
        if client.has_reason(Reason::Ethics) {
            me.ties.iter().for_each(|tie| name(&tie.name));
            // Named even where it is empty, so that whoever is tied to the therapist is looked for.
            name(&fold(&me.practice));
        }
    }
}

/// The letters and digits of a text as one number, whatever their case and what stands between them; nothing where
/// folding could change the letters themselves.
fn letters(text: &[u8]) -> Option<u64> {
    // Two texts may share a number, which is then looked into.
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let letters = text.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let number =
        letters.fold(0, |number: u64, byte| (number ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME));
    text.is_ascii().then_some(number)
}

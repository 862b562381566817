//! How well a colleague's specialties and concerns cover what the client brings.

use super::number::divide;
use super::plan::Plan;
use crate::colleague::{Colleague, Field, FieldSet};
use crate::ranking::{Cover, Fit};
use crate::vocab::{ConcernId, Vocabulary};

pub const FIELDS: FieldSet = FieldSet::of(&[Field::Specialties, Field::Concerns, Field::Declines]);

/// How many specialties can be "best at": a judgement. Psychology Today caps them at three.
pub const FIRST: usize = 5;
/// The number of words above which a list says less about each: Psychology Today profiles (50 states, about 200
/// of each) list 15.7 issues on average, and many 60 to 70.
const BREADTH: usize = 15;

/// How a word on record relates to a concern of the client.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Relation {
    None,
    Sibling,
    Broader,
    Same,
}

/// How every word of the vocabulary relates to the concern.
pub fn relations(vocabulary: &Vocabulary, concern: ConcernId) -> Vec<Relation> {
    let relate = |word| {
        if vocabulary.concern_is_under(word, concern) {
            Relation::Same
        } else if vocabulary.concern_is_under(concern, word) {
            Relation::Broader
        } else if vocabulary.siblings(word, concern) {
            Relation::Sibling
        } else {
            Relation::None
        }
    };
    vocabulary.concerns().map(relate).collect()
}

/// What a colleague treats: her lists of concerns, each of distinct known words.
#[derive(Clone, Copy)]
pub struct Treats<'c> {
    pub specialties: &'c [ConcernId],
    pub concerns: &'c [ConcernId],
    pub declines: &'c [ConcernId],
}

impl<'c> From<&'c Colleague> for Treats<'c> {
    fn from(Colleague { specialties, concerns, declines, .. }: &'c Colleague) -> Treats<'c> {
        Treats { specialties, concerns, declines }
    }
}

/// One concern of the client as one colleague covers it.
#[derive(Clone, Copy, Debug)]
pub struct Covered {
    pub cover: Cover,
    /// The word on record that covers it.
    pub through: Option<ConcernId>,
    pub fit: Fit,
}

/// The fit for all concerns together, and the tier: 1 some fit for the main concern, 2 nothing on record,
/// 3 known to be none. Tells each concern in turn. No convenience may lift tier 3 above tier 1.
pub fn measure<'c>(
    colleague: impl Into<Treats<'c>>,
    plan: &Plan,
    mut tell: impl FnMut(ConcernId, Covered),
) -> (Fit, u8) {
    let treats = colleague.into();
    let lists = Lists::of(treats);
    let (mut low, mut fit, mut high, mut tier) = (0, 0, 0, 1);
    for (i, &concern) in plan.client.concerns.iter().enumerate() {
        let covered = if declined(treats, plan, concern).is_some() {
            Covered { cover: Cover::Declined, through: None, fit: Fit::known(0) }
        } else {
            lists.cover(&plan.relations[i], plan.wants_specialist)
        };
        // The main concern counts twice: a judgement.
        let times = if i == 0 { 2 } else { 1 };
        low += times * u64::from(covered.fit.low);
        fit += times * u64::from(covered.fit.fit);
        high += times * u64::from(covered.fit.high);
        if i == 0 {
            tier = match covered.fit {
                Fit { high: 0, .. } => 3,
                known if known.is_known() => 1,
                _ => 2,
            };
        }
        tell(concern, covered);
    }
    let share = plan.client.concerns.len() as u64 + 1;
    let mean = |sum| divide(sum, share) as u32;
    (Fit { low: mean(low), fit: mean(fit), high: mean(high) }, tier)
}

/// The declined word that is the concern or broader.
pub fn declined<'c>(colleague: impl Into<Treats<'c>>, plan: &Plan, concern: ConcernId) -> Option<ConcernId> {
    colleague.into().declines.iter().copied().find(|&word| plan.vocabulary.concern_is_under(concern, word))
}

/// What single words are worth for one client, for the many who list no more words than an ordinary profile.
pub struct Levels {
    /// For each word, by the concern of the client: as one of the first specialties, and elsewhere.
    of_word: Vec<[Lanes; 2]>,
    concerns: usize,
}

/// Levels for the first concerns of a client, side by side.
type Lanes = [u16; LANES];
const LANES: usize = 8;

#[inline]
fn higher(one: Lanes, other: Lanes) -> Lanes {
    let mut higher = one;
    for lane in 0..LANES {
        higher[lane] = one[lane].max(other[lane]);
    }
    higher
}

impl Levels {
    /// The levels; none for a client with more concerns than stand side by side.
    pub fn new(plan: &Plan) -> Option<Levels> {
        let concerns = plan.client.concerns.len();
        // What a word is worth hangs on its relation alone.
        let relations = [Relation::None, Relation::Sibling, Relation::Broader, Relation::Same];
        let level = |relation: Relation, is_first: bool| {
            let word = [ConcernId(relation as u16)];
            let (specialties, concerns) = if is_first { (&word[..], &[][..]) } else { (&[][..], &word[..]) };
            let lists = Lists::of(Treats { specialties, concerns, declines: &[] });
            lists.cover(&relations, plan.wants_specialist).fit.fit as u16
        };
        let levels = relations.map(|relation| [true, false].map(|is_first| level(relation, is_first)));
        let of_word = || {
            let mut of_word = vec![[[0; LANES]; 2]; plan.vocabulary.concerns().count()];
            for (lane, relations) in plan.relations.iter().enumerate() {
                for (word, &relation) in of_word.iter_mut().zip(relations.iter()) {
                    let [best, elsewhere] = levels[relation as usize];
                    (word[0][lane], word[1][lane]) = (best, elsewhere);
                }
            }
            of_word
        };
        (1..=LANES).contains(&concerns).then(|| Levels { of_word: of_word(), concerns })
    }

    /// The fit of [`measure`] where some concern is listed, none is declined, and the lists are not too long: 0 in
    /// tier 3. `None` where that must be measured.
    pub fn fit(&self, Treats { specialties, concerns, declines }: Treats) -> Option<(u32, u8)> {
        let count = specialties.len() + concerns.len();
        if count == 0 || count > BREADTH || !declines.is_empty() {
            return None;
        }
        let (first, others) = specialties.split_at(specialties.len().min(FIRST));
        let mut best = [0; LANES];
        for word in first {
            best = higher(best, self.of_word[usize::from(word.0)][0]);
        }
        for word in others {
            best = higher(best, self.of_word[usize::from(word.0)][1]);
        }
        for word in concerns {
            best = higher(best, self.of_word[usize::from(word.0)][1]);
        }
        let sum: u64 = best[..self.concerns].iter().map(|&level| u64::from(level)).sum();
        let fit = divide(sum + u64::from(best[0]), self.concerns as u64 + 1) as u32;
        Some((fit, if best[0] > 0 { 1 } else { 3 }))
    }

    /// The most that anybody can have who is not best at the main concern.
    pub fn most_otherwise(&self) -> u32 {
        let main = self.of_word.iter().map(|[_, elsewhere]| u64::from(elsewhere[0])).max().unwrap_or(0);
        let others = self.of_word.iter().flat_map(|[best, _]| best[0..1].iter());
        let first = others.map(|&level| u64::from(level)).filter(|&level| level < 1000).max().unwrap_or(0);
        (2 * main.max(first) + 1000 * (self.concerns as u64 - 1)).div_ceil(self.concerns as u64 + 1) as u32
    }
}

struct Lists<'a> {
    specialties: &'a [ConcernId],
    concerns: &'a [ConcernId],
    /// How many of the specialties are "best at".
    first: usize,
    /// Distinct words in both lists.
    breadth: usize,
}

impl<'a> Lists<'a> {
    fn of(Treats { specialties, concerns, .. }: Treats<'a>) -> Lists<'a> {
        let most = specialties.len() + concerns.len();
        // The breadth matters only above the limit; below it, counting repeats does no harm.
        let breadth = if most <= BREADTH {
            most
        } else {
            specialties.len() + concerns.iter().filter(|word| !specialties.contains(word)).count()
        };
        // Whoever is "best at" more than an ordinary profile lists is not known to be best at any.
        let first = if specialties.len() > BREADTH { 0 } else { specialties.len().min(FIRST) };
        Lists { specialties, concerns, first, breadth }
    }

    fn cover(&self, relations: &[Relation], specialist_wanted: bool) -> Covered {
        if self.specialties.is_empty() && self.concerns.is_empty() {
            return Covered { cover: Cover::NotOnRecord, through: None, fit: Fit::UNKNOWN };
        }
        // What a relation is worth is a judgement; only its order can be defended.
        let mut best = (0, Cover::Nothing, None);
        for (i, &word) in self.specialties.iter().chain(self.concerns).enumerate() {
            let relation = relations.get(word.0 as usize).copied().unwrap_or(Relation::None);
            let first = i < self.first;
            let (level, cover) = match relation {
                Relation::None => continue,
                Relation::Same if first => (1000, Cover::Specialty),
                Relation::Same => (600, Cover::Listed),
                Relation::Broader => (400, Cover::Broader),
                Relation::Sibling => (200, Cover::Sibling),
            };
            let level = if level == 1000 { level } else { self.level(level, first, specialist_wanted) };
            if level > best.0 {
                best = (level, cover, Some(word));
            }
        }
        Covered { cover: best.1, through: best.2, fit: Fit::known(best.0 as u32) }
    }

    fn level(&self, level: u64, first: bool, specialist_wanted: bool) -> u64 {
        let (mut part, mut whole) = (level, 1);
        // Who asks for a specialist has little use for others: two thirds, a judgement.
        if specialist_wanted {
            (part, whole) = (part * 2, whole * 3);
        }
        if !first && self.breadth > BREADTH {
            (part, whole) = (part * BREADTH as u64, whole * self.breadth as u64);
        }
        divide(part, whole)
    }
}

//! Whole cells remembered from row to row: where a field is written as it was before, it says what it said before.

use super::memo::ByWord;
use crate::colleague::{AgeRange, Away, Colleague, Fee, Field, HoursItem, Money};
use crate::vocab::{
    Accepting, Access, Compact, Delivery, Format, Gender, Language, Relationship, Service, Set, Severity, Style,
};
use jiff::civil::Date;

/// What cells were read as before, by field; only where nothing was wrong with them.
pub struct Wholes([ByWord<Whole>; Field::ALL.len()]);

impl Wholes {
    pub fn new() -> Wholes {
        Wholes(std::array::from_fn(|_| ByWord::new()))
    }

    /// Takes in a cell that was read before; `false` where it is new.
    pub fn recall(&self, field: Field, cell: &[u8], colleague: &mut Colleague) -> bool {
        let known = self.0[field as usize].get(cell);
        known.is_some_and(|whole| {
            whole.put(colleague);
            true
        })
    }

    /// Remembers what a cell was read as.
    pub fn learn(&mut self, field: Field, cell: &[u8], colleague: &Colleague) {
        if let Some(whole) = Whole::of(field, colleague) {
            self.0[field as usize].insert(cell, whole);
        }
    }
}

macro_rules! wholes {
    (one { $($one:ident $slot:ident $type:ty;)* } list { $($list:ident $items:ident $item:ty;)* }) => {
        /// What the whole of a field says.
        enum Whole { $($one($type),)* $($list(Box<[$item]>),)* }

        impl Whole {
            /// What a field says; `None` where it is not remembered as a whole, for the same is seldom written twice.
            fn of(field: Field, colleague: &Colleague) -> Option<Whole> {
                match field {
                    $(Field::$one => Some(Whole::$one(colleague.$slot)),)*
                    $(Field::$list => Some(Whole::$list(colleague.$items.as_slice().into())),)*
                    _ => None,
                }
            }

            fn put(&self, colleague: &mut Colleague) {
                match self {
                    $(Whole::$one(value) => colleague.$slot = *value,)*
                    $(Whole::$list(items) => colleague.$items.extend_from_slice(items),)*
                }
            }
        }
    };
}

wholes! {
    one {
        SeverityMax severity_max Option<Severity>;
        Services services Set<Service>;
        Sees sees Set<Format>;
        Compacts compacts Set<Compact>;
        Gender gender Set<Gender>;
        Style style Set<Style>;
        Delivery delivery Set<Delivery>;
        Access access Set<Access>;
        PrivateAddress private_address Option<bool>;
        OutOfNetwork out_of_network Option<bool>;
        Fee fee Option<Fee>;
        SlidingFeeFrom sliding_fee_from Option<Money>;
        Accepting accepting Option<Accepting>;
        Openings openings Option<u32>;
        WaitWeeks wait_weeks Option<u32>;
        Checked checked Option<Date>;
        Relationship relationship Option<Relationship>;
    }
    list {
        Ages ages AgeRange;
        Languages languages Language;
        Hours hours HoursItem;
        Away away Away;
    }
}

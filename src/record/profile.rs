//! A client profile: the same keys from flags, a file or a row, through one door.

mod code;
mod raw;
mod read;

pub use raw::{Profile, RawValue, read_profile_file};
pub use read::{Lookup, read_profile};

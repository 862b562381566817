//! Whole-number arithmetic that is the same on every platform.

include!(concat!(env!("OUT_DIR"), "/powers.rs"));

/// A millionth: the unit of powers and their products.
pub const MILLION: u64 = 1_000_000;

/// `part / whole`, rounded half up.
pub const fn divide(part: u64, whole: u64) -> u64 {
    (2 * part + whole) / (2 * whole)
}

/// 2^−x in millionths, for x in thousandths.
pub fn halved(x_thousandths: u64) -> u64 {
    let (whole, fraction) = (x_thousandths / 1000, (x_thousandths % 1000) as usize);
    if whole > 40 { 0 } else { divide(u64::from(HALVING[fraction]), 1 << whole) }
}

/// 0.95^x in millionths, for x in thousandths.
pub fn faded(x_thousandths: u64) -> u64 {
    let (whole, fraction) = (x_thousandths / 1000, (x_thousandths % 1000) as usize);
    if whole > 400 {
        return 0;
    }
    let power = (0..whole).fold(MILLION, |power, _| divide(power * 95, 100));
    divide(power * u64::from(FADING[fraction]), MILLION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_up() {
        assert_eq!((divide(5, 2), divide(62_500, 1000), divide(2, 3)), (3, 63, 1));
    }

    #[test]
    fn powers_are_exact_to_a_millionth() {
        assert_eq!((halved(0), halved(1000), halved(2500)), (MILLION, 500_000, 176_777));
        assert_eq!((faded(0), faded(1000), faded(2000)), (MILLION, 950_000, 902_500));
    }
}

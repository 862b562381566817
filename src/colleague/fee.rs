//! Amounts of money per session.

use std::fmt;

/// An amount in hundredths of the local currency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Money(pub u64);

impl Money {
    /// Reads `120`, `$120`, `120.50`, `1,200`; `None` for anything else or over ten million.
    pub fn read(text: &str) -> Option<Money> {
        let text = text.trim().trim_start_matches(['$', '£', '€']).trim_start();
        let (mut cents, mut digits, mut decimals) = (0_u64, 0, None);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    cents = cents * 10 + u64::from(byte - b'0');
                    digits += 1;
                    decimals = decimals.map(|count| count + 1);
                }
                b',' if digits > 0 && decimals.is_none() => {}
                b'.' if decimals.is_none() => decimals = Some(0),
                _ => return None,
            }
            if digits > 9 {
                return None;
            }
        }
        let decimals = decimals.unwrap_or(0);
        let whole = digits - decimals;
        let scale = match decimals {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return None,
        };
        (1..=7).contains(&whole).then_some(Money(cents * scale))
    }

    /// Whether it is at most `percent` percent of `limit`.
    pub fn is_within(self, limit: Money, percent: u64) -> bool {
        self.0 * 100 <= limit.0 * percent
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, cents) => write!(f, "{whole}.{cents:02}"),
        }
    }
}

/// A fee or a range of fees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fee {
    /// The lower end.
    pub from: Money,
    /// The upper end; the same for a single fee.
    pub to: Money,
}

impl Fee {
    /// Reads `120` or `120-180` (also with a dash or "to").
    pub fn read(text: &str) -> Option<Fee> {
        if let Some(one) = Money::read(text) {
            return Some(Fee { from: one, to: one });
        }
        let (from, to) = text.split_once(['-', '–', '—']).or_else(|| text.split_once(" to "))?;
        let (from, to) = (Money::read(from)?, Money::read(to)?);
        (from <= to).then_some(Fee { from, to })
    }
}

impl fmt::Display for Fee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.from)?;
        if self.from == self.to { Ok(()) } else { write!(f, "–{}", self.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_read_as_people_write_them() {
        assert_eq!(Fee::read("$120–180"), Some(Fee { from: Money(12_000), to: Money(18_000) }));
        assert_eq!(Fee::read("95.50"), Some(Fee { from: Money(9_550), to: Money(9_550) }));
        assert_eq!(Fee::read("180-120"), None);
        assert_eq!(Fee::read("call me"), None);
        assert_eq!(Money::read("1,200"), Some(Money(120_000)));
        assert_eq!(["", "$", ".50", "1.2.3", "1.234", "-5", "12345678"].map(Money::read), [None; 7]);
    }
}

//! A record in a few bytes, to be put aside and taken up again by the same run.

use super::Written;
use crate::colleague::Field;

/// Letters that a record may still get.
const ROOM: usize = 64;

impl Written {
    /// Appends the record in a form that [`Written::unpack`] reads.
    pub fn pack(&self, bytes: &mut Vec<u8>) {
        let mut number = |number: usize| bytes.extend_from_slice(&(number as u32).to_le_bytes());
        number(self.values.len());
        number(self.extras.len());
        for (field, place) in &self.values {
            number(*field as usize);
            number(place.len());
        }
        for (key, text) in &self.extras {
            number(key.len());
            number(text.len());
        }
        let values = self.values.iter().map(|(_, place)| place);
        let extras = self.extras.iter().flat_map(|(key, text)| [key, text]);
        for place in values.chain(extras) {
            bytes.extend_from_slice(self.text[place.clone()].as_bytes());
        }
    }

    /// Takes a packed record in the place of what was here; `None` where the bytes are none.
    pub fn unpack(&mut self, bytes: &[u8]) -> Option<()> {
        self.clear();
        let (mut numbers, mut rest) = (0, bytes);
        let mut number = || {
            let (four, behind) = rest.split_first_chunk::<4>()?;
            (rest, numbers) = (behind, numbers + 4);
            Some(u32::from_le_bytes(*four) as usize)
        };
        let (values, extras) = (number()?, number()?);
        // More than there are bytes for is nothing that was packed.
        let most = bytes.len() / 8;
        self.values.reserve(values.min(most) + 1);
        self.extras.reserve(extras.min(most) + 1);
        let mut end = 0;
        let mut next = |length: usize| {
            let start = end;
            end += length;
            start..end
        };
        for _ in 0..values {
            let field = *Field::ALL.get(number()?)?;
            self.values.push((field, next(number()?)));
        }
        for _ in 0..extras {
            let key = next(number()?);
            self.extras.push((key, next(number()?)));
        }
        let text = std::str::from_utf8(&bytes[numbers..]).ok()?;
        // What is said of a colleague gets an id and the number of its row yet.
        self.text.reserve(text.len() + ROOM);
        self.text.push_str(text);
        (self.text.len() == end).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_out_as_it_was() {
        let mut written = Written::default();
        written.set(Field::Payers, ["Aetna", "Cigna"]);
        written.set(Field::Name, ["Zoë"]);
        written.set(Field::Name, ["Ana"]);
        written.set_extra("Fax", "1");
        let (mut bytes, mut again) = (Vec::new(), Written::default());
        written.pack(&mut bytes);
        again.set(Field::City, ["Salem"]);
        assert_eq!((again.unpack(&bytes), &again), (Some(()), &written));
        bytes.pop();
        assert_eq!((again.unpack(&bytes), again.unpack(&[])), (None, None));
    }
}

//! Byte offsets into lines and columns.

/// A text of which byte offsets are told as lines and columns.
pub struct LineIndex<'t> {
    text: &'t [u8],
    first_line: usize,
}

impl<'t> LineIndex<'t> {
    /// An index of a text that begins at the given line of its file.
    pub fn new(text: &'t [u8], first_line: usize) -> LineIndex<'t> {
        LineIndex { text, first_line }
    }

    /// Line and column, from 1, columns in characters.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset.min(self.text.len())];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line = self.first_line + memchr::memchr_iter(b'\n', before).count();
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let index = LineIndex::new("ä\nño x".as_bytes(), 10);
        assert_eq!(index.place(0), (10, 1));
        assert_eq!(index.place("ä\nño ".len()), (11, 4));
        assert_eq!(index.place(999), (11, 5));
    }
}

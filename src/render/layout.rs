//! Lines of a given width: wrapping, hanging indents and colour.

use crate::text::clean;
use unicode_width::UnicodeWidthStr;

/// The terminal as the answer needs to know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether colour is wanted; the meaning never rests on it.
    pub color: bool,
}

/// Below this many columns, columns are given up for stacked lines.
const NARROW: usize = 60;

/// Nothing is laid out for less.
const LEAST: usize = 24;

/// Lines longer than this are hard to read.
const MOST: usize = 100;

/// How a piece of text is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    Plain,
    Strong,
    Quiet,
    Caution,
    Alarm,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "\x1b[1m",
            Tone::Quiet => "\x1b[2m",
            Tone::Caution => "\x1b[33m",
            Tone::Alarm => "\x1b[1;31m",
        }
    }
}

/// A piece of text and how it is meant.
pub type Span<'a> = (Tone, &'a str);

/// What takes no break: pieces without a space between them.
type Word = Vec<(Tone, String)>;

/// A text that grows by lines, each cleaned and none wider than the page.
pub struct Page {
    text: String,
    width: usize,
    color: bool,
}

impl Page {
    pub fn new(screen: &Screen) -> Page {
        Page { text: String::new(), width: screen.width.clamp(LEAST, MOST), color: screen.color }
    }

    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    pub fn finish(self) -> String {
        self.text
    }

    /// Parts from what is above by an empty line.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A paragraph: `first` opens its first line as it is, further lines are indented by `indent`.
    pub fn flow(&mut self, first: Span, indent: usize, spans: &[Span]) {
        if self.plain_line(first, spans) {
            return;
        }
        let mut line = Line { text: String::new(), tone: Tone::Plain, color: self.color };
        line.push(first.0, &clean(first.1));
        let mut column = clean(first.1).width();
        let mut at_start = true;
        for word in words(spans) {
            let width: usize = word.iter().map(|(_, piece)| piece.width()).sum();
            if !at_start && column + 1 + width <= self.width {
                line.push(word[0].0, " ");
                column += 1;
            } else if !at_start {
                self.close(&mut line, indent);
                column = indent;
            }
            at_start = false;
            for (tone, piece) in word {
                column = self.place(&mut line, (tone, &piece), column, indent);
            }
        }
        self.close(&mut line, 0);
    }

    /// Writes a paragraph that fits into one line as it stands, as most do; `false` where it does not.
    fn plain_line(&mut self, first: Span, spans: &[Span]) -> bool {
        let start = self.text.len();
        self.text.push_str(first.1);
        spans.iter().for_each(|(_, text)| self.text.push_str(text));
        let (line, rest) = (&self.text[start..], &self.text[start + first.1.len()..]);
        let is_plain = !self.color
            && line.len() <= self.width
            && line.bytes().all(|byte| matches!(byte, 0x20..0x7f))
            && !rest.starts_with(' ')
            && !rest.contains("  ");
        if is_plain {
            self.text.truncate(start + line.trim_end().len());
            self.text.push('\n');
        } else {
            self.text.truncate(start);
        }
        is_plain
    }

    /// A paragraph by itself.
    pub fn line(&mut self, tone: Tone, text: &str) {
        self.flow((Tone::Plain, ""), 2, &[(tone, text)]);
    }

    /// A title with a rule behind it, as wide as the page.
    pub fn ruled(&mut self, tone: Tone, title: &str) {
        let title = clean(title);
        let left = self.width.saturating_sub(title.width() + 1);
        self.flow((Tone::Plain, ""), 2, &[(tone, &title), (Tone::Quiet, &format!(" {}", "─".repeat(left)))]);
    }

    /// A line with a text at each end, or two lines where they do not fit into one.
    pub fn two_ends(&mut self, first: Span, left: &[Span], right: Span) {
        let indent = first.1.width();
        let taken = indent + left.iter().map(|(_, text)| clean(text).width()).sum::<usize>();
        let gap = self.width.saturating_sub(taken + right.1.width());
        if gap < 2 {
            self.flow(first, indent, left);
            self.flow((Tone::Plain, &" ".repeat(indent)), indent, &[right]);
            return;
        }
        let mut line = Line { text: String::new(), tone: Tone::Plain, color: self.color };
        for &(tone, text) in std::iter::once(&first).chain(left) {
            line.push(tone, &clean(text));
        }
        line.push(Tone::Plain, &" ".repeat(gap));
        line.push(right.0, right.1);
        self.close(&mut line, 0);
    }

    /// Puts a piece on the line, broken within where it is wider than a line.
    fn place(&mut self, line: &mut Line, (tone, piece): Span, mut column: usize, indent: usize) -> usize {
        let width = piece.width();
        if column + width <= self.width {
            line.push(tone, piece);
            return column + width;
        }
        let mut part = String::new();
        for c in piece.chars() {
            part.push(c);
            if column + part.width() > self.width && column + part.width() > indent + 2 {
                part.pop();
                line.push(tone, &part);
                self.close(line, indent);
                (part, column) = (c.to_string(), indent);
            }
        }
        line.push(tone, &part);
        column + part.width()
    }

    fn close(&mut self, line: &mut Line, indent: usize) {
        line.tone(Tone::Plain);
        self.text.push_str(line.text.trim_end());
        self.text.push('\n');
        line.text.clear();
        line.text.push_str(&" ".repeat(indent));
    }
}

/// A line under way, and the tone it is in.
struct Line {
    text: String,
    tone: Tone,
    color: bool,
}

impl Line {
    fn push(&mut self, tone: Tone, text: &str) {
        if !text.is_empty() {
            self.tone(tone);
            self.text.push_str(text);
        }
    }

    fn tone(&mut self, tone: Tone) {
        if self.color && tone != self.tone {
            if self.tone != Tone::Plain {
                self.text.push_str("\x1b[0m");
            }
            self.text.push_str(tone.code());
            self.tone = tone;
        }
    }
}

/// Parts of one line, the dot never at the start of a line.
pub fn dotted<T: AsRef<str>>(parts: &[T]) -> String {
    parts.iter().map(AsRef::as_ref).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{a0}· ")
}

/// Keeps a phrase such as a phone number on one line.
pub fn bound(phrase: &str) -> String {
    phrase.replace(' ', "\u{a0}")
}

fn unbound(piece: &str) -> String {
    piece.replace('\u{a0}', " ")
}

fn words(spans: &[Span]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for &(tone, text) in spans {
        let text = clean(text);
        for (i, piece) in text.split(' ').enumerate() {
            is_open &= i == 0;
            if piece.is_empty() {
                continue;
            }
            match words.last_mut().filter(|_| is_open) {
                Some(word) => word.push((tone, unbound(piece))),
                None => words.push(vec![(tone, unbound(piece))]),
            }
            is_open = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flowed(width: usize, color: bool, first: &str, indent: usize, spans: &[Span]) -> String {
        let mut page = Page::new(&Screen { width, color });
        page.flow((Tone::Plain, first), indent, spans);
        page.finish()
    }

    #[test]
    fn lines_break_at_spaces_and_hang() {
        let text = flowed(24, false, "why  ", 5, &[(Tone::Plain, "takes complex cases, about 4.2 mi")]);
        assert_eq!(text, "why  takes complex\n     cases, about 4.2 mi\n");
    }

    #[test]
    fn a_long_word_is_broken_and_wide_letters_count_double() {
        let text = flowed(24, false, "", 2, &[(Tone::Plain, "田田田田田田田田田田田田田田 a")]);
        assert_eq!(text, "田田田田田田田田田田田田\n  田田 a\n");
    }

    #[test]
    fn colour_closes_on_each_line_and_control_characters_go() {
        let spans = [(Tone::Strong, "Ana\x1b[31m Ruiz"), (Tone::Plain, ", LICSW")];
        assert_eq!(flowed(24, true, "", 0, &spans), "\x1b[1mAna[31m Ruiz\x1b[0m, LICSW\n");
        assert_eq!(flowed(24, false, "", 0, &spans), "Ana[31m Ruiz, LICSW\n");
    }

    #[test]
    fn two_ends_part_where_they_do_not_fit() {
        let both = |left: &str| {
            let mut page = Page::new(&Screen { width: 24, color: false });
            page.two_ends((Tone::Plain, " 1  "), &[(Tone::Strong, left)], (Tone::Strong, "87"));
            page.finish()
        };
        assert_eq!(both("Ana Ruiz"), " 1  Ana Ruiz          87\n");
        assert_eq!(both("Ana Ruiz de la Vega"), " 1  Ana Ruiz de la Vega\n    87\n");
    }
}

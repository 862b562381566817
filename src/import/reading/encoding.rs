//! Which bytes stand for which letters: decided on the whole file, never on a sample of it.

use super::Input;
use super::garbled;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// A file as UTF-8 text.
pub(super) struct Decoded {
    /// UTF-8, from `start` on.
    pub input: Box<dyn Input>,
    /// Where the text begins: a byte order mark is left out.
    pub start: u64,
    /// What it was written in, such as `utf-16le`.
    pub encoding: &'static str,
    /// What should be told about it.
    pub note: Option<String>,
    /// Whether letters may be garbled, cell by cell.
    pub is_garbled: bool,
}

/// Reads the whole file once; what is not UTF-8 is held in memory and decoded.
///
/// # Errors
/// The file cannot be read, or is too large to be held.
pub(super) fn decode(mut input: Box<dyn Input>) -> io::Result<Decoded> {
    let survey = survey(&mut input)?;
    let mark = survey.mark();
    if survey.is_utf8 && survey.wide().is_none() {
        let start = mark.map_or(0, |(_, length)| length);
        let note = survey.is_garbled.then(|| garbled::NOTE.to_owned());
        return Ok(Decoded { input, start, encoding: "utf-8", note, is_garbled: survey.is_garbled });
    }
    input.rewind()?;
    let mut bytes = Vec::new();
    input.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_HELD {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is too large for a file that is not UTF-8"));
    }
    let (text, encoding, note) = decode_held(&bytes);
    Ok(Decoded { input: Box::new(Cursor::new(text.into_bytes())), start: 0, encoding, note, is_garbled: false })
}

/// Decodes bytes that are held, such as a contact, with the same judgement.
pub(super) fn decode_held(bytes: &[u8]) -> (String, &'static str, Option<String>) {
    let mut survey = Survey::default();
    survey.look(bytes);
    let (text, encoding, note) = read_text(bytes, survey.mark().or(survey.wide().map(|wide| (wide, 0))));
    match garbled::mend(&text) {
        Some(mended) => (mended, encoding, note.or_else(|| Some(garbled::NOTE.to_owned()))),
        None => (text, encoding, note),
    }
}

/// A bound on what is held in memory to be decoded.
const MOST_HELD: u64 = 1 << 30;

/// What one walk over the bytes found out.
#[derive(Default)]
struct Survey {
    is_utf8: bool,
    first: Vec<u8>,
    read: u64,
    /// NUL bytes at even and at odd places.
    nuls: [u64; 2],
    is_garbled: bool,
}

impl Survey {
    fn look(&mut self, bytes: &[u8]) {
        if self.first.len() < 4 {
            self.first.extend(bytes.iter().take(4 - self.first.len()));
        }
        for at in memchr::memchr_iter(0, bytes) {
            self.nuls[((self.read + at as u64) % 2) as usize] += 1;
        }
        self.read += bytes.len() as u64;
        self.is_garbled = self.is_garbled || garbled::may_be(bytes);
    }

    /// The encoding that a byte order mark states, and its length.
    fn mark(&self) -> Option<(&'static Encoding, u64)> {
        Encoding::for_bom(&self.first).map(|(encoding, length)| (encoding, length as u64))
    }

    /// UTF-16 without a mark: letters of Latin script have a NUL on the same side each time.
    fn wide(&self) -> Option<&'static Encoding> {
        let [even, odd] = self.nuls;
        if (even + odd) * 5 < self.read {
            return None;
        }
        if odd > 9 * even {
            Some(UTF_16LE)
        } else if even > 9 * odd {
            Some(UTF_16BE)
        } else {
            None
        }
    }
}

fn survey(input: &mut Box<dyn Input>) -> io::Result<Survey> {
    input.seek(SeekFrom::Start(0))?;
    let mut survey = Survey { is_utf8: true, ..Survey::default() };
    let (mut buffer, mut kept) = (vec![0; 1 << 16], 0);
    loop {
        let read = match input.read(&mut buffer[kept..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        survey.look(&buffer[kept..kept + read]);
        let held = kept + read;
        let whole = encoding_rs::Encoding::utf8_valid_up_to(&buffer[..held]);
        // A letter cut by the end of the buffer is completed by the next piece.
        if held - whole > 3 || (read == 0 && whole < held) {
            survey.is_utf8 = false;
            return Ok(survey);
        }
        if read == 0 {
            return Ok(survey);
        }
        buffer.copy_within(whole..held, 0);
        kept = held - whole;
    }
}

fn read_text(bytes: &[u8], stated: Option<(&'static Encoding, u64)>) -> (String, &'static str, Option<String>) {
    if let Some((wide, length)) = stated.filter(|(encoding, _)| [UTF_16LE, UTF_16BE].contains(encoding)) {
        let (text, had_errors) = wide.decode_without_bom_handling(&bytes[length as usize..]);
        let name = if wide == UTF_16LE { "utf-16le" } else { "utf-16be" };
        let note = had_errors.then(|| "some letters were broken and could not be read".to_owned());
        return (text.into_owned(), name, note);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), "utf-8", None);
    }
    let (letters, broken) = count_utf8(bytes);
    if letters > 3 * broken {
        let note = format!("bytes that were not UTF-8, and were read as Windows-1252: {broken}");
        return (mend_utf8(bytes), "utf-8", Some(note));
    }
    let (windows, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let (mac, _) = MACINTOSH.decode_without_bom_handling(bytes);
    let vote = if has_bare_returns(bytes) { LINE_ENDS_VOTE } else { 0 };
    if likeness(&mac) + vote > likeness(&windows) && is_mostly_plain(bytes) {
        let note = "the letters are in the old Mac alphabet (Mac Roman); look at an accented name".to_owned();
        return (mac.into_owned(), "mac-roman", Some(note));
    }
    if let Some((text, name)) = other_script(bytes, &windows) {
        let note = format!("the letters were taken for {name}; look at a name");
        return (text, name, Some(note));
    }
    (windows.into_owned(), "windows-1252", None)
}

/// Whether letters beyond ASCII stand among others, as in the languages that the Mac alphabet was made for.
fn is_mostly_plain(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let triples = bytes.windows(3).filter(|three| three.iter().all(|byte| !byte.is_ascii())).count();
    has_bare_returns(bytes) || triples * 2 < high
}

/// Letters of UTF-8 beyond ASCII, and bytes that belong to none.
fn count_utf8(bytes: &[u8]) -> (usize, usize) {
    let (mut letters, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += chunk.invalid().len();
    }
    (letters, broken)
}

/// UTF-8 with some bytes of another program among it: a cell was pasted from elsewhere.
fn mend_utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// What line ends count against letters: a handful of doubtful letters does not outweigh them.
const LINE_ENDS_VOTE: i64 = 6;

/// Whether lines end in a carriage return alone, as old Macs wrote them.
fn has_bare_returns(bytes: &[u8]) -> bool {
    let returns = memchr::memchr_iter(b'\r', bytes).count();
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    returns > 2 * feeds
}

/// How much the letters beyond ASCII look like writing, by their neighbours.
fn likeness(text: &str) -> i64 {
    let beyond = text.char_indices().filter(|(_, letter)| !letter.is_ascii());
    beyond.map(|(at, letter)| fits(&text[..at], letter, &text[at + letter.len_utf8()..])).sum()
}

/// Whether a letter may stand between these texts: "cafŽ", "fianc‡e" and "Garc’a" are no words.
fn fits(before: &str, letter: char, after: &str) -> i64 {
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let is_capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let between = is_letter(previous) && is_letter(next);
    if letter.is_control() {
        return -8;
    }
    if letter.is_alphabetic() {
        let is_inside = if letter.is_uppercase() {
            is_small(previous) || (is_letter(previous) && is_small(next))
        } else {
            is_capital(previous) && is_capital(next)
        };
        return match (is_inside, is_letter(previous) || is_letter(next)) {
            (true, _) => -4,
            (false, true) => 2,
            (false, false) => 0,
        };
    }
    match letter {
        // "Ana’s", "don’t", "O’Brien", "l’eau".
        '’' if between => {
            let first = !is_letter(before.chars().rev().nth(1));
            if first || next.is_some_and(|c| "sStTdDmMlLrRvV".contains(c)) { 2 } else { -2 }
        }
        '’' | '”' | '…' if previous.is_some_and(|c| c.is_alphanumeric() || ".,!?".contains(c)) => 2,
        '‘' | '“' | '£' | '€' if !is_letter(previous) => 2,
        '–' | '—' if !between => 2,
        '–' | '—' | '•' | '·' | '\u{a0}' | '®' | '™' | '©' | '°' | '½' => 0,
        _ if between => -4,
        _ => -1,
    }
}

/// Letters of another script or of Eastern Europe, where they fit better than Western ones.
fn other_script(bytes: &[u8], windows: &str) -> Option<(String, &'static str)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (text, had_errors) = guess.decode_without_bom_handling(bytes);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let pairs = bytes.windows(2).filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii()).count();
    // Western words have an accented letter here and there; a word of nothing else is of another script.
    let fits = pairs * 2 > high || (high > 8 && likeness(&text) > likeness(windows));
    (fits && !had_errors && guess != WINDOWS_1252).then(|| (text.into_owned(), guess.name()))
}

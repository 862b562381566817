//! Letters that an earlier program garbled for certain: `â€™` for `’`, and control characters for `“` and `–`.

use encoding_rs::WINDOWS_1252;

/// What is told where letters were put right.
pub(super) const NOTE: &str = "letters that an earlier program had garbled, such as â€™ for ’, were put right";

/// Whether UTF-8 may hold such letters: a quick look that never misses any inside of `bytes`.
pub(super) fn may_be(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    let is_control = |at: usize| next(at) < 0xa0 && next(at) >= 0x80;
    memchr::memchr_iter(0xc2, bytes).any(is_control)
        || memchr::memchr_iter(0xc3, bytes)
            .any(|at| (0x82..=0xb4).contains(&next(at)) && bytes.get(at + 2).is_some_and(|byte| *byte >= 0xc2))
}

/// The text put right; `None` where nothing is wrong with it.
pub(super) fn mend(text: &str) -> Option<String> {
    if !may_be(text.as_bytes()) {
        return None;
    }
    let (mut mended, mut rest, mut is_changed) = (String::with_capacity(text.len()), text, false);
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        mended.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        let run = &rest[..end];
        match mend_run(run) {
            Some(letters) => {
                is_changed = true;
                mended.push_str(&letters);
            }
            None => mended.push_str(run),
        }
        rest = &rest[end..];
    }
    mended.push_str(rest);
    is_changed.then_some(mended)
}

/// UTF-8 that was read as Windows-1252 is UTF-8 again when it is written as Windows-1252: no word is so by chance.
fn mend_run(run: &str) -> Option<String> {
    let (bytes, _, had_errors) = WINDOWS_1252.encode(run);
    if !had_errors && let Ok(letters) = std::str::from_utf8(&bytes) {
        return Some(letters.to_owned());
    }
    let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    run.contains(is_control).then(|| {
        let plain = |c: char| {
            let byte = [c as u8];
            if is_control(c) {
                WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(c)
            } else {
                c
            }
        };
        run.chars().map(plain).collect()
    })
}

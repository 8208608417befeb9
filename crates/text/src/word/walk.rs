//! The walk over a text that finds its words.

use std::ops::Range;

use super::class::{self, Class, class_of, joins};

/// A word, and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// How many of its characters are letters.
    pub(crate) letters: u32,
    /// How many of its characters are digits.
    pub(crate) digits: u32,
    /// For a word of at most fifteen ASCII letters and nothing else, its bytes and those after it, the first lowest;
    /// else 0.
    pub(crate) near: u128,
}

/// Calls `visit` with each word of a stretch of the text, in order; faster than [`walk`], for loops that count.
///
/// No word may reach over the end of the stretch, as none does over the end of a sentence.
#[inline(always)]
pub(crate) fn each(text: &str, stretch: Range<usize>, mut visit: impl FnMut(Found)) {
    let inside = &text[..stretch.end];
    let mut at = stretch.start;
    while let Some(start) = start(inside, at) {
        let found = match plain(text.as_bytes(), start) {
            Some(found) => found,
            None => grow(inside, start),
        };
        at = found.range.end;
        visit(found);
    }
}

/// The words of a text, in order.
pub(crate) fn walk(text: &str) -> impl Iterator<Item = Found> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = grow(text, start(text, at)?);
        at = found.range.end;
        Some(found)
    })
}

/// Where the next word begins.
#[inline(always)]
fn start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match class::of_byte(byte) {
            Class::Letter | Class::Digit => return Some(at),
            Class::Wide => {
                let character = text[at..].chars().next()?;
                if class_of(character).starts_word() {
                    return Some(at);
                }
                at += character.len_utf8();
            }
            _ => at += 1,
        }
    }
    None
}

/// The word that begins at `start`, if it is short and plain, as most are: found by looking at sixteen bytes at once.
#[inline(always)]
fn plain(bytes: &[u8], start: usize) -> Option<Found> {
    let near = bytes.get(start..)?.first_chunk::<16>()?;
    let len = class::leading_letters(near)?;
    let ends = match class::of_byte(near[len]) {
        Class::Other => true,
        Class::Joiner => near.get(len + 1).is_some_and(|&byte| class::of_byte(byte) == Class::Other),
        _ => false,
    };
    let near = u128::from_le_bytes(*near);
    (ends && len > 0).then_some(Found { range: start..start + len, letters: len as u32, digits: 0, near })
}

/// The word that begins at `start`.
fn grow(text: &str, start: usize) -> Found {
    let bytes = text.as_bytes();
    let mut found = Found { range: start..start, letters: 0, digits: 0, near: 0 };
    let mut at = start;
    let mut last = Class::Other;
    loop {
        let run = class::letters_at(bytes, at);
        if run > 0 {
            found.letters += run as u32;
            last = Class::Letter;
            at += run;
        }
        let byte_class = |at: usize| bytes.get(at).map_or(Class::Other, |&byte| class::of_byte(byte));
        let class = byte_class(at);
        // most words end here: at white space, or at a mark with white space after it
        if class == Class::Other || (class == Class::Joiner && byte_class(at + 1) == Class::Other) {
            break;
        }
        let Some((next, class)) = step(text, at, class, last) else { break };
        // what joins or marks leaves the class as it was, and is neither letter nor digit
        let taken = class_of(text[at..].chars().next().unwrap_or_default());
        found.letters += u32::from(matches!(taken, Class::Letter | Class::Alone));
        found.digits += u32::from(taken == Class::Digit);
        at = next;
        last = class;
        if class == Class::Alone {
            break;
        }
    }
    found.range.end = at;
    found
}

/// Takes one character that is not an ASCII letter into the word, if it belongs there.
fn step(text: &str, at: usize, class: Class, last: Class) -> Option<(usize, Class)> {
    match class {
        Class::Other => return None,
        Class::Digit => return Some((at + 1, Class::Digit)),
        _ => {}
    }
    let mut rest = text[at..].chars();
    let character = rest.next()?;
    let after = at + character.len_utf8();
    match class_of(character) {
        Class::Other => None,
        Class::Mark => (last != Class::Other).then_some((after, last)),
        // one word a character: it neither continues a word nor is continued
        Class::Alone => (last == Class::Other).then_some((with_marks(text, after), Class::Alone)),
        Class::Joiner => {
            let next = rest.next().map_or(Class::Other, class_of);
            joins(character, last, next).then_some((after, last))
        }
        class => Some((after, class)),
    }
}

fn with_marks(text: &str, from: usize) -> usize {
    let marks = text[from..].chars().take_while(|&mark| class_of(mark) == Class::Mark);
    from + marks.map(char::len_utf8).sum::<usize>()
}

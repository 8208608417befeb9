//! Invisible characters that some neighbours need: joiners, emoji selectors, the tags of a flag.

use unicode_normalization::char::is_combining_mark;
use unicode_properties::UnicodeEmoji;

use crate::document::{Cleaned, Hidden};

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const EMOJI_SELECTOR: char = '\u{fe0f}';
const TEXT_SELECTOR: char = '\u{fe0e}';
const KEYCAP: char = '\u{20e3}';
const BLACK_FLAG: char = '\u{1f3f4}';
const CANCEL_TAG: char = '\u{e007f}';

/// The flags written with tags, by their region: England, Scotland, Wales.
///
/// **Source** Unicode Technical Standard 51, RGI emoji tag sequences (version 16).
const TAGGED_FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// Whether its neighbours decide about a character.
pub(super) fn is_conditional(c: char) -> bool {
    conditional(c).is_some()
}

fn conditional(c: char) -> Option<Hidden> {
    Some(match c {
        NON_JOINER | JOINER => Hidden::ZeroWidth,
        TEXT_SELECTOR | EMOJI_SELECTOR | '\u{180b}'..='\u{180d}' | '\u{180f}' => Hidden::VariationSelector,
        '\u{e0020}'..=CANCEL_TAG => Hidden::Tag,
        _ => return None,
    })
}

/// Takes out the conditional characters that no neighbour needs.
pub(super) fn without_stray_joiners(text: &[char], removed: &mut Cleaned) -> Vec<char> {
    let mut seen: Vec<char> = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let flag = tagged_flag(&text[at..]);
        if flag > 0 {
            seen.extend_from_slice(&text[at..at + flag]);
            at += flag;
            continue;
        }
        at += 1;
        match conditional(c) {
            Some(what) if !is_needed(c, &seen, text.get(at).copied()) => removed.note(what),
            _ => seen.push(c),
        }
    }
    seen
}

/// How many characters a flag written with tags takes at the start of the text; 0 if none is there.
fn tagged_flag(text: &[char]) -> usize {
    const LENGTH: usize = 7;
    if text.first() != Some(&BLACK_FLAG) || text.get(LENGTH - 1) != Some(&CANCEL_TAG) {
        return 0;
    }
    let region: String = text[1..LENGTH - 1].iter().filter_map(|tag| untagged(*tag)).collect();
    if TAGGED_FLAGS.contains(&region.as_str()) { LENGTH } else { 0 }
}

fn untagged(tag: char) -> Option<char> {
    u32::from(tag).checked_sub(0xe0000).and_then(char::from_u32).filter(char::is_ascii_lowercase)
}

/// Whether a conditional character is needed where it stands: `seen` is what is kept before it.
///
/// Joiners look at the letter before them, whatever marks it bears, because marks change their order in normal form.
fn is_needed(c: char, seen: &[char], after: Option<char>) -> bool {
    let letter = seen.iter().rev().copied().find(|c| !is_combining_mark(*c));
    let (Some(letter), Some(before)) = (letter, seen.last().copied()) else { return false };
    let emoji = |c: char| !c.is_ascii() && c.is_emoji_char();
    match c {
        JOINER => needs_joiners(letter) || (emoji(letter) && after.is_some_and(emoji)),
        NON_JOINER => after.is_some_and(|after| {
            let lettered = after.is_alphanumeric() || (is_combining_mark(after) && !is_conditional(after));
            let script_follows = needs_joiners(after) && !is_combining_mark(after);
            (needs_joiners(letter) && lettered) || (letter.is_alphanumeric() && script_follows)
        }),
        EMOJI_SELECTOR if before.is_ascii() => before.is_emoji_char() && after == Some(KEYCAP),
        EMOJI_SELECTOR | TEXT_SELECTOR => emoji(before),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        _ => false,
    }
}

/// Whether a character belongs to a script whose spelling uses joiners: Arabic and its kin, the Indic scripts,
/// Mongolian, and the scripts of South-East Asia.
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1800}'..='\u{18af}' | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{a87f}'
        | '\u{a8e0}'..='\u{a8ff}' | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' | '\u{11000}'..='\u{11fff}')
        && !is_conditional(c)
}

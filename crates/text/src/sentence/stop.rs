//! Stops: whether a full stop, question mark, exclamation mark or ellipsis ends the sentence.

use super::abbreviations::{self, Abbreviation};
use crate::Language;

mod following;
mod words;

use following::Following;

/// A run of terminators with the closing marks after it.
pub(super) struct Stop {
    /// Where the run and its closing marks end, in bytes.
    pub(super) end: usize,
    pub(super) ends_sentence: bool,
}

/// The next run of terminators at or after `from`; `wide` is what [`may_stop_widely`] says of the body.
pub(super) fn next(body: &str, from: usize, wide: bool, language: Language) -> Option<Stop> {
    let start = find_terminator(body, from, wide)?;
    let run_end = start + run_len(&body[start..]);
    let end = run_end + closers_len(&body[run_end..]);
    let stop = Context { body, start, run_end, end, language };
    Some(Stop { end, ends_sentence: stop.ends_sentence() })
}

/// Bytes that may begin a terminator: ASCII ones, and the first byte of `…` `。` `！？` `।` `۔` `؟`.
static MAY_STOP: [bool; 256] = {
    let mut table = [false; 256];
    let starts = [b'.', b'!', b'?', 0xe2, 0xe3, 0xef, 0xe0, 0xdb, 0xd8];
    let mut index = 0;
    while index < starts.len() {
        table[starts[index] as usize] = true;
        index += 1;
    }
    table
};

/// Whether a text may have terminators beyond `.`, `!` and `?`, which are searched more slowly.
pub(super) fn may_stop_widely(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let bytes = text.as_bytes();
    // the ellipsis is E2 80 A6, and few other characters have A6 in them
    let ellipsis = || memchr::memchr(0xa6, bytes).is_some() && text.contains('…');
    let others =
        || memchr::memchr3(0xe3, 0xef, 0xe0, bytes).or_else(|| memchr::memchr2(0xdb, 0xd8, bytes)).is_some();
    ellipsis() || others()
}

/// Where the next terminator stands; `wide` tells that it may be another than `.`, `!` and `?`.
fn find_terminator(body: &str, from: usize, wide: bool) -> Option<usize> {
    let bytes = body.as_bytes().get(from..)?;
    if !wide {
        return Some(from + memchr::memchr3(b'.', b'!', b'?', bytes)?);
    }
    let stops = |at: &usize| {
        let byte = bytes[*at];
        MAY_STOP[usize::from(byte)] && (byte.is_ascii() || body[from + at..].starts_with(is_terminator))
    };
    Some(from + (0..bytes.len()).find(stops)?)
}

fn is_terminator(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '．' | '।' | '۔' | '؟'
    )
}

/// Terminators of scripts that put no space after them, or that never abbreviate.
fn is_full_width(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '．' | '।' | '۔')
}

#[inline]
fn run_len(rest: &str) -> usize {
    if let [b'.' | b'!' | b'?', b' ', ..] = rest.as_bytes() {
        return 1;
    }
    rest.len() - rest.trim_start_matches(is_terminator).len()
}

/// Quotation marks, brackets, emphasis marks and note marks such as `[12]` that close with the sentence.
#[inline]
fn closers_len(rest: &str) -> usize {
    if rest.is_empty() || (rest.starts_with(' ') && !rest.starts_with(" »")) {
        return 0;
    }
    let mut at = 0;
    loop {
        let tail = &rest[at..];
        let closed = tail.len() - tail.trim_start_matches(is_closer).len();
        let noted = note_len(&tail[closed..]);
        let spaced = spaced_guillemet_len(&tail[closed + noted..]);
        if closed + noted + spaced == 0 {
            return at;
        }
        at += closed + noted + spaced;
    }
}

/// French puts a space before the guillemet that closes; one that opens, as in German, has its word right after it.
fn spaced_guillemet_len(rest: &str) -> usize {
    let spaces = [" »", "\u{a0}»", "\u{202f}»"];
    let Some(closed) = spaces.into_iter().find(|spaced| rest.starts_with(spaced)) else { return 0 };
    if rest[closed.len()..].starts_with(char::is_alphanumeric) { 0 } else { closed.len() }
}

fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '«'
            | '‹'
            | '“'
            | '‘'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '*'
            | '_'
            | '`'
    )
}

fn note_len(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('[') else { return 0 };
    let label = inner.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
    if label > 0 && label < 5 && inner.as_bytes().get(label) == Some(&b']') { label + 2 } else { 0 }
}

struct Context<'a> {
    body: &'a str,
    /// Where the run of terminators begins and ends, and where the closing marks after it end.
    start: usize,
    run_end: usize,
    end: usize,
    language: Language,
}

impl Context<'_> {
    fn ends_sentence(&self) -> bool {
        self.ends_plainly() || self.ends_after_all()
    }

    /// The common case, told by a few bytes: `word. Next`, where the word is no abbreviation.
    #[inline]
    fn ends_plainly(&self) -> bool {
        let [b'.', b' ' | b'\n', next, ..] = self.body.as_bytes()[self.start..] else { return false };
        let word = last_word(&self.body[..self.start]);
        let plain = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        plain && next.is_ascii_uppercase() && abbreviations::is_none_plain(word)
    }

    fn ends_after_all(&self) -> bool {
        let after = &self.body[self.end..];
        let run = &self.body[self.start..self.run_end];
        if after.is_empty() || run.contains(is_full_width) {
            return true;
        }
        if !after.starts_with([' ', '\n']) && !after.starts_with(char::is_whitespace) {
            return false;
        }
        let next = Following::of(after);
        if next.goes_on_stopping() {
            return false;
        }
        match run {
            "." => self.point_ends(&next),
            _ if run.starts_with("..") || run.starts_with('…') => next.opens() && next.word != "I",
            _ => self.mark_ends(&next),
        }
    }

    /// A question or exclamation mark ends the sentence unless the sentence goes on around the quotation.
    fn mark_ends(&self, next: &Following<'_>) -> bool {
        if self.end == self.run_end {
            return true;
        }
        next.opens() && !(next.speaks() && self.closes_quotation())
    }

    fn closes_quotation(&self) -> bool {
        self.body[self.run_end..self.end].contains(['"', '”', '’', '\'', '»', '“'])
    }

    fn point_ends(&self, next: &Following<'_>) -> bool {
        let word = last_word(&self.body[..self.start]);
        if self.end > self.run_end {
            return next.opens();
        }
        let abbreviation = abbreviations::lookup(word, self.language);
        if abbreviation.is_none() && is_initial(word) {
            return next.opens() && (words::begins_sentences(next.word) || self.is_variable(word, next.word));
        }
        if self.is_ordinal(word) && !words::begins_sentences(next.word) {
            return false;
        }
        match abbreviation {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::Counting) => next.opens() && !next.counts(),
            Some(Abbreviation::Ending) => {
                next.opens() && (next.is_article() || !next.counts()) && !words::names_time(next.word)
            }
            Some(Abbreviation::Naming) => next.opens() && words::begins_sentences(next.word),
            None => next.opens() || is_whole_word(word),
        }
    }

    /// `the letter x. Substitution`: a letter that stands for a number is no initial.
    fn is_variable(&self, word: &str, next: &str) -> bool {
        self.language == Language::En
            && matches!(
                word,
                "a" | "b" | "i" | "k" | "m" | "n" | "p" | "q" | "r" | "t" | "u" | "w" | "x" | "y" | "z"
            )
            && next.chars().nth(1).is_some_and(char::is_lowercase)
    }

    /// German writes ordinals with a point: `am 3. Oktober`, `im 19. Jahrhundert`.
    fn is_ordinal(&self, word: &str) -> bool {
        self.language == Language::De
            && (1..=2).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The word before a stop, without opening marks.
fn last_word(before: &str) -> &str {
    let bytes = before.as_bytes();
    let run = bytes.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    match bytes.len().checked_sub(run + 1).map(|at| bytes[at]) {
        None | Some(b' ') => &before[bytes.len() - run..],
        _ => last_odd_word(before),
    }
}

fn last_odd_word(before: &str) -> &str {
    // long enough for any abbreviation, short enough to keep the whole linear
    const REACH: usize = 40;
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let start = near.rfind(|c: char| c.is_whitespace() || is_opener(c));
    start.map_or(near, |at| near[at..].trim_start_matches(|c: char| c.is_whitespace() || is_opener(c)))
}

fn is_opener(character: char) -> bool {
    matches!(
        character,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '‹'
            | '¿'
            | '¡'
            | '*'
            | '_'
            | '`'
            | '/'
            | '—'
            | '–'
    )
}

/// `J` in `J. R. R. Tolkien`, `J.-J` in `J.-J. Rousseau`, and the `z` of a spaced `z. B.`
fn is_initial(word: &str) -> bool {
    const LONGEST_BYTES: usize = 16;
    if word.len() > LONGEST_BYTES {
        return false;
    }
    let (given, last) = word.rsplit_once('-').unwrap_or(("", word));
    let mut letters = last.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    single && (given.is_empty() || given.starts_with(char::is_uppercase))
}

/// A lower-case word too long to be an unknown abbreviation: a stop after it ends the sentence whatever follows.
fn is_whole_word(word: &str) -> bool {
    const VOWELS: [char; 16] =
        ['a', 'e', 'i', 'o', 'u', 'y', 'á', 'é', 'í', 'ó', 'ú', 'ä', 'ö', 'ü', 'à', 'è'];
    word.chars().count() >= 5 && word.chars().all(char::is_lowercase) && word.contains(VOWELS)
}

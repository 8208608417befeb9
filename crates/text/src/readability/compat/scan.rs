//! One pass over a text that counts what textstat counts.

use std::ops::Range;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::hyphenation;
use crate::lexicon::{self, Entry};
use crate::readability::Counts;
use crate::word;

/// What the pass counted.
pub(super) struct Scanned {
    pub(super) counts: Counts,
    /// What white space separates, punctuation included.
    pub(super) tokens: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// A letter, a digit or an underscore: stays in the word.
    Kept,
    /// `.`, `!`, `?`
    Stop,
    Apostrophe,
    /// Taken out of the word.
    Dropped,
    /// Not ASCII.
    Wide,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\t'..=b'\r' | 0x1c..=0x1f | b' ' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => Class::Kept,
            b'.' | b'!' | b'?' => Class::Stop,
            b'\'' => Class::Apostrophe,
            _ => Class::Dropped,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class_of(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// Counts a text.
pub(super) fn scan(text: &str) -> Scanned {
    let mut pass = Pass { text, ..Pass::default() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match class_of(byte) {
            Class::Kept => {
                // a digit or an underscore is taken alone
                let length = word::letters_at(bytes, at).max(1);
                pass.keep(at..at + length, length);
                at + length
            }
            Class::Space => pass.space(at, 1),
            Class::Stop => pass.stop(at),
            Class::Apostrophe => pass.apostrophe(at),
            Class::Dropped => pass.drop(at, 1),
            Class::Wide => pass.wide(at),
        };
    }
    pass.end_word();
    pass.end_sentence();
    if !text.is_empty() {
        pass.counts.sentences = pass.counts.sentences.max(1);
    }
    Scanned { counts: pass.counts, tokens: pass.tokens }
}

#[derive(Default)]
struct Pass<'a> {
    text: &'a str,
    counts: Counts,
    tokens: u32,
    /// Whether the pass stands inside a token.
    in_token: bool,
    /// The word so far: a stretch of the text, or, once something inside was taken out, a copy.
    piece: Range<usize>,
    copy: String,
    /// Letters of the word, without apostrophes.
    letters: u32,
    /// Words of the sentence so far, and whether the current token is already one of them.
    sentence_words: u32,
    in_sentence_word: bool,
}

impl Pass<'_> {
    /// Takes a stretch of the text with this many letters into the word.
    #[inline]
    fn keep(&mut self, stretch: Range<usize>, letters: usize) {
        self.enter_token();
        self.counts.characters += letters as u32;
        self.letters += letters as u32;
        self.sentence_words += u32::from(!self.in_sentence_word);
        self.in_sentence_word = true;
        self.take(stretch);
    }

    #[inline]
    fn take(&mut self, stretch: Range<usize>) {
        if self.piece.is_empty() {
            self.piece = stretch;
        } else if self.piece.end == stretch.start && self.copy.is_empty() {
            self.piece.end = stretch.end;
        } else {
            if self.copy.is_empty() {
                self.copy.push_str(&self.text[self.piece.clone()]);
            }
            self.copy.push_str(&self.text[stretch]);
        }
    }

    #[inline]
    fn enter_token(&mut self) {
        self.tokens += u32::from(!self.in_token);
        self.in_token = true;
    }

    #[inline]
    fn space(&mut self, at: usize, width: usize) -> usize {
        self.end_word();
        self.in_token = false;
        self.in_sentence_word = false;
        at + width
    }

    #[inline]
    fn drop(&mut self, at: usize, width: usize) -> usize {
        self.enter_token();
        self.counts.characters += 1;
        at + width
    }

    fn stop(&mut self, at: usize) -> usize {
        self.end_sentence();
        self.drop(at, 1)
    }

    /// An apostrophe stays before the endings of contractions: `t`, `s`, `d`, `ve`, `ll`, `re`.
    fn apostrophe(&mut self, at: usize) -> usize {
        self.enter_token();
        self.counts.characters += 1;
        if matches!(
            self.text.as_bytes()[at + 1..],
            [b't' | b's' | b'd', ..] | [b'v' | b'r', b'e', ..] | [b'l', b'l', ..]
        ) {
            self.take(at..at + 1);
        }
        at + 1
    }

    fn wide(&mut self, at: usize) -> usize {
        let Some(character) = self.text[at..].chars().next() else { return at + 1 };
        let width = character.len_utf8();
        if character.is_whitespace() {
            return self.space(at, width);
        }
        let group = character.general_category_group();
        if matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number) {
            self.keep(at..at + width, 1);
            return at + width;
        }
        self.drop(at, width)
    }

    fn end_sentence(&mut self) {
        const FEWEST_WORDS: u32 = 3;
        self.counts.sentences += u32::from(self.sentence_words >= FEWEST_WORDS);
        self.sentence_words = 0;
        self.in_sentence_word = false;
    }

    #[inline]
    fn end_word(&mut self) {
        if self.piece.is_empty() {
            return;
        }
        let (syllables, listed) = if self.copy.is_empty() {
            look_up(self.text, self.piece.clone())
        } else {
            look_up(&self.copy, 0..self.copy.len())
        };
        let counts = &mut self.counts;
        counts.words += 1;
        counts.syllables += syllables;
        counts.letters += self.letters;
        counts.monosyllables += u32::from(syllables == 1);
        counts.polysyllables += u32::from(syllables >= 3);
        counts.complex_words += u32::from(syllables >= 3 && !listed);
        counts.difficult_words += u32::from(!listed);
        counts.long_words += u32::from(self.letters > 6);
        self.piece = 0..0;
        self.copy.clear();
        self.letters = 0;
    }
}

/// Syllables of a word, and whether it stands in the Dale-Chall list.
#[inline]
fn look_up(text: &str, word: Range<usize>) -> (u32, bool) {
    match lexicon::lookup_within(text.as_bytes(), word.clone()) {
        Some(entry) => match entry.syllables() {
            Some(syllables) => (syllables, entry.is_listed()),
            None => (hyphenation::parts(&text[word].to_lowercase()), entry.is_listed()),
        },
        None => unknown(&text[word]),
    }
}

fn unknown(word: &str) -> (u32, bool) {
    // no digit or single letter takes part in a pattern
    if word.len() < 4 || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return (1, false);
    }
    let lower = word.to_lowercase();
    let entry = if word.is_ascii() { None } else { lexicon::lookup(lower.as_bytes()) };
    let known = entry.and_then(Entry::syllables);
    (known.unwrap_or_else(|| hyphenation::parts(&lower)), entry.is_some_and(Entry::is_listed))
}

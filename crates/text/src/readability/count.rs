//! What the formulas count, by the better splitter.

use crate::lexicon::{self, Entry};
use crate::sentence::Kind;
use crate::word::{Found, Plain};
use crate::{Language, sentence, syllable, word};

mod rules;

/// What was counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words.
    pub words: u32,
    /// Sentences with at least one word; headings and list items are sentences.
    pub sentences: u32,
    /// Syllables of all words.
    pub syllables: u32,
    /// Letters.
    pub letters: u32,
    /// Letters and digits.
    pub characters: u32,
    /// Words of one syllable.
    pub monosyllables: u32,
    /// Words of three syllables or more.
    pub polysyllables: u32,
    /// Words of three syllables or more that Gunning counts as hard: no names, no compounds of short words, and none
    /// that only `-es`, `-ed` or `-ing` made so long. English only, else 0.
    pub complex_words: u32,
    /// Words of more than six letters.
    pub long_words: u32,
    /// Words that are neither in the Dale-Chall list nor regular inflections of words in it, nor numbers or names.
    /// English only, else 0.
    pub difficult_words: u32,
}

/// Counts a text, sentence by sentence and word by word.
pub(super) fn count(text: &str, language: Language) -> Counts {
    let mut counts = Counts::default();
    sentence::each(text, language, |range, kind| {
        if kind == Kind::Markup {
            return;
        }
        let mut first = true;
        word::each(text, range, |found| {
            add(&mut counts, text, found, language, first);
            first = false;
        });
        counts.sentences += u32::from(!first);
    });
    counts
}

#[inline(always)]
fn add(counts: &mut Counts, text: &str, found: Found, language: Language, first: bool) {
    counts.words += 1;
    counts.letters += found.letters;
    counts.long_words += u32::from(found.letters > 6);
    if language == Language::En && found.near != 0 {
        let entry = lexicon::lookup_short(found.near, found.range.len());
        if let Some((entry, syllables)) = entry.and_then(|entry| Some((entry, entry.syllables()?.max(1)))) {
            counts.characters += found.letters;
            add_syllables(counts, syllables);
            let name = !first & text.as_bytes()[found.range.start].is_ascii_uppercase();
            counts.difficult_words += u32::from(!entry.is_familiar() & !name);
            if syllables >= 3 {
                counts.complex_words += u32::from(!name && rules::is_complex(&text[found.range], syllables));
            }
            return;
        }
    }
    add_slowly(counts, text, found, language, first);
}

#[inline(always)]
fn add_syllables(counts: &mut Counts, syllables: u32) {
    counts.syllables += syllables;
    counts.monosyllables += u32::from(syllables == 1);
    counts.polysyllables += u32::from(syllables >= 3);
}

/// What [`add`] does, for a word that is not plain or not known.
fn add_slowly(counts: &mut Counts, text: &str, found: Found, language: Language, first: bool) {
    counts.characters += found.letters + found.digits;
    if found.letters == 0 {
        add_syllables(counts, 1);
        return;
    }
    let word = &text[found.range];
    let plain = Plain::of(word);
    let plain = plain.as_str();
    let entry = if language == Language::En { lexicon::lookup(plain.as_bytes()) } else { None };
    let syllables = match entry.and_then(Entry::syllables) {
        Some(syllables) => syllables.max(1),
        None => syllable::count_unlisted(plain, language),
    };
    add_syllables(counts, syllables);
    if language == Language::En && (first || !word.starts_with(char::is_uppercase)) {
        counts.complex_words += u32::from(syllables >= 3 && rules::is_complex(plain, syllables));
        counts.difficult_words += u32::from(rules::is_difficult(plain, entry));
    }
}

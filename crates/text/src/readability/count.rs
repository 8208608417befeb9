//! What the formulas count, by the better splitter.

use crate::lexicon::{self, Entry};
use crate::word::Found;
use crate::{Language, sentence, syllable, word};

mod rules;

use rules::Word;

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
    sentence::each(text, language, |range| {
        let sentence = &text[range];
        let mut first = true;
        word::each(sentence, |found| {
            add(&mut counts, sentence, &found, language, first);
            first = false;
        });
        counts.sentences += u32::from(!first);
    });
    counts
}

#[inline(always)]
fn add(counts: &mut Counts, sentence: &str, found: &Found, language: Language, first: bool) {
    let english = language == Language::En;
    let entry = if english { lexicon::lookup_within(sentence.as_bytes(), found.range.clone()) } else { None };
    let known = entry.and_then(Entry::syllables);
    let syllables = known.unwrap_or_else(|| unlisted_syllables(sentence, found, language)).max(1);
    counts.words += 1;
    counts.syllables += syllables;
    counts.letters += found.letters;
    counts.characters += found.letters + found.digits;
    counts.monosyllables += u32::from(syllables == 1);
    counts.polysyllables += u32::from(syllables >= 3);
    counts.long_words += u32::from(found.letters > 6);
    if english {
        let word = Word { text: &sentence[found.range.clone()], first, plain: found.is_plain() };
        counts.complex_words += u32::from(syllables >= 3 && word.is_complex(syllables));
        counts.difficult_words += match entry {
            Some(entry) => u32::from(!entry.is_familiar()) & u32::from(!word.is_name()),
            None => u32::from(found.letters > 0 && word.is_difficult()),
        };
    }
}

#[cold]
fn unlisted_syllables(sentence: &str, found: &Found, language: Language) -> u32 {
    if found.letters == 0 { 1 } else { syllable::count_unlisted(&sentence[found.range.clone()], language) }
}

//! What the formulas count, by the better splitter.

use crate::lexicon::{self, Entry};
use crate::{Language, sentence, syllable, word};

mod letters;
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
    let (letters, digits) = letters::count(text);
    let mut counts = Counts { letters, characters: letters.saturating_add(digits), ..Counts::default() };
    sentence::each(text, language, |range| {
        let mut first = true;
        for word in word::words(&text[range]) {
            add(&mut counts, word, language, first);
            first = false;
        }
        counts.sentences += u32::from(!first);
    });
    counts
}

#[inline]
fn add(counts: &mut Counts, word: &str, language: Language, first: bool) {
    let entry = if language == Language::En { lexicon::lookup(word.as_bytes()) } else { None };
    let known = entry.and_then(Entry::syllables);
    let syllables = known.map_or_else(|| syllable::count(word, language), |syllables| syllables.max(1));
    counts.words += 1;
    counts.syllables += syllables;
    counts.monosyllables += u32::from(syllables == 1);
    counts.polysyllables += u32::from(syllables >= 3);
    counts.long_words += u32::from(word.len() > 6 && letters::count(word).0 > 6);
    if language == Language::En {
        counts.complex_words += u32::from(syllables >= 3 && rules::is_complex(word, first));
        counts.difficult_words +=
            u32::from(!entry.is_some_and(Entry::is_familiar) && rules::is_difficult(word, first));
    }
}

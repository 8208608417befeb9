//! What the formulas count, by the better splitter.

use crate::{Language, lexicon, sentence, syllable, word};

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
    /// Words of three syllables or more that Gunning counts: not names, not compounds of short words, not made long by
    /// `-es`, `-ed` or `-ing`.
    pub complex_words: u32,
    /// Words of more than six letters.
    pub long_words: u32,
    /// Words outside the Dale-Chall list and their regular inflections; English only, else 0.
    pub difficult_words: u32,
}

/// Counts a text in one pass over its sentences and words.
pub(super) fn count(text: &str, language: Language) -> Counts {
    let mut counts = Counts::default();
    let mut lower = String::new();
    sentence::each(text, language, |range| {
        let before = counts.words;
        for word in word::words(&text[range]) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            add(&mut counts, word, &lower, language);
        }
        counts.sentences += u32::from(counts.words > before);
    });
    counts
}

fn add(counts: &mut Counts, word: &str, lower: &str, language: Language) {
    let syllables = syllable::count_lower(lower, language);
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count() as u32;
    counts.words += 1;
    counts.syllables += syllables;
    counts.letters += letters;
    counts.characters += word.chars().filter(|letter| letter.is_alphanumeric()).count() as u32;
    counts.monosyllables += u32::from(syllables == 1);
    counts.polysyllables += u32::from(syllables >= 3);
    counts.complex_words += u32::from(syllables >= 3);
    counts.long_words += u32::from(letters > 6);
    if language == Language::En {
        let familiar = lexicon::lookup(lower.as_bytes())
            .map_or_else(|| lexicon::inflects_familiar(lower), lexicon::Entry::is_familiar);
        counts.difficult_words += u32::from(!familiar);
    }
}

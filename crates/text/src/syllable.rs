//! Syllables: how many a word has when it is spoken.

use crate::{Language, lexicon};

/// How many syllables a word has; 0 only for a word without letters and digits.
///
/// **Measures** spoken syllables. English words are looked up in the CMU pronouncing dictionary (126,052 words, first
/// pronunciation); what it does not hold, and other languages, are counted by TeX hyphenation.
/// **Scale** 0 or more; a number written in digits counts as one.
/// **Source** CMUdict 0.7b as maintained to 2015; F. M. Liang, "Word hy-phen-a-tion by com-put-er", 1983.
/// **Limits** hyphenation sees fewer syllables than speech has; for a language without patterns every word counts as
/// one, so callers should not measure it.
pub fn count(word: &str, language: Language) -> u32 {
    let lower = word.to_lowercase().replace(['’', '＇'], "'");
    count_lower(&lower, language)
}

/// [`count`] for a word already in lower case with plain apostrophes.
pub(crate) fn count_lower(word: &str, language: Language) -> u32 {
    if language == Language::En
        && let Some(count) = lexicon::lookup(word.as_bytes()).and_then(lexicon::Entry::syllables)
    {
        return count.max(1);
    }
    word.split(['-', '\u{2010}', '\u{2011}', '_'])
        .filter(|part| part.contains(char::is_alphanumeric))
        .map(|part| part_count(part, language))
        .sum()
}

fn part_count(part: &str, language: Language) -> u32 {
    if language == Language::En
        && let Some(count) = lexicon::lookup(part.as_bytes()).and_then(lexicon::Entry::syllables)
    {
        return count.max(1);
    }
    hyphenated(part, language)
}

fn hyphenated(word: &str, language: Language) -> u32 {
    // longer than any word of a language; the cost of hyphenation stays bounded
    const LONGEST_BYTES: usize = 80;
    let patterns = match language {
        Language::En => hypher::Lang::English,
        Language::Es => hypher::Lang::Spanish,
        Language::De => hypher::Lang::German,
        Language::It => hypher::Lang::Italian,
        Language::Fr => hypher::Lang::French,
        Language::Other(_) => return 1,
    };
    if word.len() > LONGEST_BYTES || !word.contains(char::is_alphabetic) {
        return 1;
    }
    u32::try_from(hypher::hyphenate_bounded(word, patterns, 1, 1).count()).unwrap_or(u32::MAX).max(1)
}

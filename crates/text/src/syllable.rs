//! Syllables: how many a word has when it is spoken.

use crate::Language;
use crate::lexicon::{self, Entry};
use crate::word::{self, Plain};

mod english;
mod french;
mod german;
mod romance;

/// How many syllables a word has; at least 1 for a word with a letter or a digit, else 0.
///
/// **Measures** spoken syllables. English words are looked up in the CMU pronouncing dictionary (126,052 words, first
/// pronunciation); what it does not hold is counted from the dictionary word it is made of, else by its vowel groups.
/// Spanish, Italian, German and French are counted by their rules of spelling. Compounds are the sum of their parts.
/// **Scale** 0 or more; a number in digits counts as one.
/// **Source** CMUdict (2015); own rules. Tried on 1,846 rarer dictionary words with their own entries hidden, these
/// rules are right for 97.6 %, hyphenation (which [`crate::readability::compat`] uses as textstat does) for 82.3 %.
/// **Limits** A language without rules of its own is counted by vowel groups, and a script without vowels as one
/// syllable a word: do not build a measure on it.
pub fn count(word: &str, language: Language) -> u32 {
    count_plain(Plain::of(word).as_str(), language)
}

/// [`count`] for a word in its plain form.
pub(crate) fn count_plain(word: &str, language: Language) -> u32 {
    match dictionary(word).filter(|_| language == Language::En) {
        Some(count) => count,
        None => count_unlisted(word, language),
    }
}

/// [`count`] for a word in its plain form that is known not to stand in the dictionary.
pub(crate) fn count_unlisted(word: &str, language: Language) -> u32 {
    if (1..=LONGEST_BYTES).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return spoken(word, language, true).max(1);
    }
    if !word.contains(char::is_alphabetic) {
        return u32::from(word.contains(char::is_alphanumeric));
    }
    let whole = !word.contains(is_joint);
    word.split(is_joint).map(|part| part_count(part, language, whole)).sum()
}

/// Longer than any word of a language, in bytes: what is longer is not worth a look.
const LONGEST_BYTES: usize = 100;

/// Whether the dictionary holds a word of English, or both parts of one with a hyphen, whatever its case.
pub fn is_listed(word: &str) -> bool {
    let small = word.to_lowercase().replace('’', "'");
    let known = |word: &str| {
        dictionary(word).is_some() || word.strip_suffix("'s").is_some_and(|word| dictionary(word).is_some())
    };
    known(&small) || (small.contains('-') && small.split('-').all(|part| part.is_empty() || known(part)))
}

/// The dictionary's count; where it hears no vowel (`hmm`), one.
fn dictionary(word: &str) -> Option<u32> {
    lexicon::lookup(word.as_bytes()).and_then(Entry::syllables).map(|count| count.max(1))
}

fn is_joint(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '_' | '.' | '/' | ':')
}

fn part_count(part: &str, language: Language, unlisted: bool) -> u32 {
    if part.len() > LONGEST_BYTES || !part.contains(char::is_alphabetic) {
        return u32::from(part.contains(char::is_alphanumeric));
    }
    spoken(part, language, unlisted).max(1)
}

/// Syllables of a lower-case word without joints; `unlisted` tells that the dictionary does not hold it.
fn spoken(word: &str, language: Language, unlisted: bool) -> u32 {
    match language {
        Language::En if unlisted => english::estimate(word),
        Language::En => dictionary(word).unwrap_or_else(|| english::estimate(word)),
        Language::Es => romance::count(word, romance::SPANISH),
        Language::It => romance::count(word, romance::ITALIAN),
        Language::De => german::count(word),
        Language::Fr => french::count(word),
        Language::Other(_) => vowel_groups(word),
    }
}

/// Runs of vowels, for languages without rules of their own.
fn vowel_groups(word: &str) -> u32 {
    word.split(|letter| !word::is_vowel(letter)).filter(|run| !run.is_empty()).count() as u32
}

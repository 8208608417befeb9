//! Syllables: how many a word has when it is spoken.

use std::borrow::Cow;

use crate::lexicon::{self, Entry};
use crate::{Language, word};

mod english;
mod french;
mod german;
mod romance;

/// How many syllables a word has; at least 1 for a word with a letter or a digit, else 0.
///
/// **Measures** spoken syllables. English words are looked up in the CMU pronouncing dictionary (126,052 words, first
/// pronunciation); what it does not hold is counted from the dictionary word it is made of, else by hyphenation and
/// vowel groups, whichever sees more. Spanish, Italian, German and French are counted by their rules of spelling.
/// Compounds are the sum of their parts.
/// **Scale** 0 or more; a number in digits counts as one.
/// **Source** CMUdict (2015); F. M. Liang, "Word hy-phen-a-tion by com-put-er", 1983; own rules, measured by the tests
/// beside them.
/// **Limits** an English word outside the dictionary is right about 19 times in 20. A language without rules of its
/// own is counted by vowel groups, and a script without vowels as one syllable a word: do not build a measure on it.
pub fn count(word: &str, language: Language) -> u32 {
    let plain = plain(word);
    if language == Language::En
        && let Some(count) = dictionary(&plain)
    {
        return count;
    }
    plain.split(is_joint).map(|part| part_count(part, language)).sum()
}

/// The dictionary's count; where it hears no vowel (`hmm`), one.
fn dictionary(word: &str) -> Option<u32> {
    lexicon::lookup(word.as_bytes()).and_then(Entry::syllables).map(|count| count.max(1))
}

/// The word in lower case and with plain apostrophes.
fn plain(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace(['’', '＇'], "'").replace('\u{ad}', ""))
}

fn is_joint(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '_' | '.' | '/' | ':')
}

fn part_count(part: &str, language: Language) -> u32 {
    // longer than any word of a language: not worth a look
    const LONGEST_BYTES: usize = 100;
    if !part.contains(char::is_alphabetic) || part.len() > LONGEST_BYTES {
        return u32::from(part.contains(char::is_alphanumeric));
    }
    let count = match language {
        Language::En => dictionary(part).unwrap_or_else(|| english::estimate(part)),
        Language::Es => romance::count(part, romance::SPANISH),
        Language::It => romance::count(part, romance::ITALIAN),
        Language::De => german::count(part),
        Language::Fr => french::count(part),
        Language::Other(_) => vowel_groups(part),
    };
    count.max(1)
}

/// Runs of vowels, for languages without rules of their own.
fn vowel_groups(word: &str) -> u32 {
    word.split(|letter| !word::is_vowel(letter)).filter(|run| !run.is_empty()).count() as u32
}

//! English words that the dictionary does not hold.

use super::dictionary;
use crate::lexicon;

mod vowels;

/// How many syllables a lower-case English word outside the dictionary probably has.
///
/// A word made regularly from a dictionary word has that word's count and its affixes'. Any other has as many as its
/// vowel groups show.
pub(super) fn estimate(word: &str) -> u32 {
    if !word.is_ascii() {
        return vowels::count(&fold(word));
    }
    derived(word).unwrap_or_else(|| vowels::count(word))
}

/// Accents off, so that `café` is counted by its vowels.
fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut folded: String = word.nfkd().filter(char::is_ascii).collect();
    // a written accent means that the vowel is spoken
    if word.ends_with(['é', 'è', 'ê']) {
        folded.push('h');
    }
    folded
}

/// The count of a word that is a dictionary word with a regular ending or beginning.
fn derived(word: &str) -> Option<u32> {
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
    if let Some(base) = bare {
        let count = dictionary(base).or_else(|| inflected(base)).or_else(|| prefixed(base))?;
        return Some(count + u32::from(word.ends_with('s') && hisses(base)));
    }
    inflected(word).or_else(|| prefixed(word))
}

/// Endings, and how many syllables they add; `es` and `ed` depend on the sound before them.
const ENDINGS: [(&str, u32); 16] = [
    ("s", 0),
    ("es", 0),
    ("ed", 0),
    ("ing", 1),
    ("ly", 1),
    ("ness", 1),
    ("less", 1),
    ("ful", 1),
    ("er", 1),
    ("ers", 1),
    ("est", 1),
    ("able", 2),
    ("ment", 1),
    ("ments", 1),
    ("like", 1),
    ("ship", 1),
];

fn inflected(word: &str) -> Option<u32> {
    const SHORTEST_BASE: usize = 3;
    let last = word.bytes().next_back()?;
    let mut fitting = ENDINGS.iter().filter(|(ending, _)| ending.bytes().next_back() == Some(last));
    fitting.find_map(|&(ending, adds)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST_BASE)?;
        if ending == "s" && stem.ends_with('s') {
            return None;
        }
        let base = Base::of(stem)?;
        let sounded = match ending {
            "s" | "es" => u32::from(base.hisses),
            "ed" => u32::from(base.stops),
            _ => 0,
        };
        Some(base.syllables + adds + sounded)
    })
}

/// A dictionary word that an ending was added to.
struct Base {
    syllables: u32,
    /// Ends in a sound after which `-s` is a syllable.
    hisses: bool,
    /// Ends in a sound after which `-ed` is a syllable.
    stops: bool,
}

impl Base {
    /// The stem itself, with its dropped `e`, with one of a doubled consonant, or with `y` for `i`.
    fn of(stem: &str) -> Option<Self> {
        let &[.., before, last] = stem.as_bytes() else { return None };
        let known = |word: &str| {
            Some(Self { syllables: dictionary(word)?, hisses: hisses(word), stops: stops(last) })
        };
        let short = &stem[..stem.len() - 1];
        known(stem)
            .or_else(|| with_last(stem, b'e').as_ref().and_then(Edited::as_str).and_then(known))
            .or_else(|| known(short).filter(|_| before == last))
            .or_else(|| with_last(short, b'y').filter(|_| last == b'i')?.as_str().and_then(known))
    }
}

/// A short word that was changed, on the stack.
struct Edited {
    bytes: [u8; lexicon::MAX_WORD_BYTES],
    len: usize,
}

impl Edited {
    fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes[..self.len]).ok()
    }
}

/// The word with a letter added, if it may then stand in the dictionary.
fn with_last(word: &str, letter: u8) -> Option<Edited> {
    let mut bytes = [0; lexicon::MAX_WORD_BYTES];
    let space = bytes.get_mut(..=word.len())?;
    space[..word.len()].copy_from_slice(word.as_bytes());
    space[word.len()] = letter;
    Some(Edited { bytes, len: word.len() + 1 })
}

/// Whether `-ed` after the letter is a syllable of its own.
fn stops(letter: u8) -> bool {
    matches!(letter, b't' | b'd')
}

/// Whether `-s` after the word is a syllable of its own.
fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze", "xe", "che", "she"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Beginnings, and how many syllables they add.
const BEGINNINGS: [(&str, u32); 29] = [
    ("un", 1),
    ("re", 1),
    ("non", 1),
    ("pre", 1),
    ("dis", 1),
    ("mis", 1),
    ("sub", 1),
    ("over", 2),
    ("under", 2),
    ("inter", 2),
    ("anti", 2),
    ("micro", 2),
    ("macro", 2),
    ("multi", 2),
    ("hyper", 2),
    ("super", 2),
    ("photo", 2),
    ("electro", 3),
    ("geo", 2),
    ("bio", 2),
    ("auto", 2),
    ("semi", 2),
    ("trans", 1),
    ("out", 1),
    ("hydro", 2),
    ("thermo", 2),
    ("neuro", 2),
    ("nano", 2),
    ("poly", 2),
];

fn prefixed(word: &str) -> Option<u32> {
    const SHORTEST_BASE: usize = 4;
    let first = word.bytes().next()?;
    let mut fitting = BEGINNINGS.iter().filter(|(beginning, _)| beginning.bytes().next() == Some(first));
    fitting.find_map(|&(beginning, adds)| {
        let base = word.strip_prefix(beginning).filter(|base| base.len() >= SHORTEST_BASE)?;
        Some(adds + dictionary(base).or_else(|| inflected(base))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_made_from_dictionary_words_are_counted_from_them() {
        let made = [
            ("googleplexes", 4),
            ("photobleaching", 4),
            ("unclickable", 4),
            ("blorfs", 1),
            ("nonlinearity's", 6),
        ];
        for (word, syllables) in made {
            assert_eq!(estimate(word), syllables, "{word}");
        }
    }
}

//! Names: which words keep their capital letter inside a sentence.
//!
//! The passages themselves tell: a word seen in small letters inside a sentence is no name, a word seen only with a
//! capital there is one. Where they do not, a list of common words and the look of the phrase decide.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::english::verb::{self, Verb};
use crate::english::word::{
    is_adverb, is_article, is_copula, is_determiner, is_modal, is_preposition, is_pronoun, is_subordinator,
    number_word,
};
use crate::sentence::Sentence;

mod kinds;

/// What the passages show about capital letters.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Lower-cased word → seen small, seen capital, both inside sentences.
    seen: HashMap<String, (u32, u32)>,
    /// Lower-cased word → whether what is said of it shows that it is a name.
    told: HashMap<String, bool>,
    /// Pairs of words seen side by side inside sentences, both with a capital.
    pairs: HashSet<(String, String)>,
}

impl Names {
    /// Reads the capital letters of the sentences.
    pub(crate) fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut names = Self::default();
        for sentence in sentences {
            for (index, word) in sentence.words.iter().enumerate().skip(1) {
                let gap = sentence.gap_after(index - 1);
                if !gap.contains(['.', ':', '“', '"', '•', '?', '!']) {
                    names.note(word.text, &word.lower);
                    names.note_pair(sentence, index);
                }
            }
        }
        names
    }

    /// Learns from a definition whether its term, one word that the passages show nowhere else, is a name: only things
    /// of some kinds have names of their own.
    pub(crate) fn learn(&mut self, term: &str, definition: &str) {
        let mut words = text::word::words(term);
        if let (Some(word), None) = (words.next(), words.next()) {
            self.told.entry(word.to_lowercase()).or_insert_with(|| kinds::have_names(definition));
        }
    }

    fn note(&mut self, word: &str, lower: &str) {
        let counts = self.seen.entry(singular(lower).to_owned()).or_default();
        if word.starts_with(char::is_uppercase) {
            counts.1 += 1;
        } else {
            counts.0 += 1;
        }
    }

    fn note_pair(&mut self, sentence: &Sentence<'_>, index: usize) {
        let Some(next) = sentence.words.get(index + 1) else { return };
        let word = &sentence.words[index];
        if word.text.starts_with(char::is_uppercase) && next.text.starts_with(char::is_uppercase) {
            self.pairs.insert((word.lower.clone(), next.lower.clone()));
        }
    }

    /// Whether a word with a capital letter is a name, as far as the passages show; `guess` where they do not.
    fn is_name(&self, word: &str, guess: impl FnOnce() -> bool) -> bool {
        if word.chars().skip(1).any(char::is_uppercase) || word == "I" {
            return true;
        }
        let lower = word.to_lowercase().replace('’', "'");
        if is_small_word(&lower) {
            return false;
        }
        match self.seen.get(singular(&lower)) {
            Some((small, capital)) => capital > small,
            None => self.told.get(&lower).copied().unwrap_or_else(guess),
        }
    }

    /// The words as they would stand inside a sentence: the first letter small unless it begins a name.
    pub(crate) fn inside(&self, words: &str) -> String {
        let words = words.trim();
        let mut each = text::word::words(words);
        let Some(first) = each.next() else { return words.to_owned() };
        if !words.starts_with(first) || !first.starts_with(char::is_uppercase) {
            return words.to_owned();
        }
        let second = each.next().unwrap_or_default();
        let linked = matches!(
            second,
            "von" | "van" | "de" | "da" | "di" | "du" | "del" | "bin" | "ibn" | "al" | "the"
        );
        if linked && each.next().is_some_and(|third| third.starts_with(char::is_uppercase)) {
            return words.to_owned();
        }
        if self.begins_name(first, second) || self.is_name(first, || looks_like_name(first, second)) {
            return words.to_owned();
        }
        let mut letters = words.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }

    /// Whether two words together are a name, such as `New Zealand` or `King Louis`.
    fn begins_name(&self, first: &str, second: &str) -> bool {
        let pair = (first.to_lowercase(), second.to_lowercase());
        second.starts_with(char::is_uppercase) && (is_name_opening(&pair.0) || self.pairs.contains(&pair))
    }

    /// Whether a word, with a capital letter inside a sentence or at its start, is a name.
    pub(crate) fn is_proper(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.is_name(word, || looks_like_name(word, ""))
    }
}

/// One form for a word, its plural and its possessive.
fn singular(lower: &str) -> &str {
    let lower = lower.strip_suffix("'s").unwrap_or(lower);
    if lower.len() > 3 && !lower.ends_with("ss") { lower.strip_suffix('s').unwrap_or(lower) } else { lower }
}

fn is_small_word(lower: &str) -> bool {
    is_article(lower)
        || is_determiner(lower)
        || is_preposition(lower)
        || is_pronoun(lower)
        || is_subordinator(lower)
        || is_adverb(lower)
        || number_word(lower).is_some()
        || matches!(lower, "and" | "but" | "or" | "not" | "people" | "only" | "today" | "often")
}

fn is_name_opening(lower: &str) -> bool {
    matches!(
        lower,
        "new"
            | "north"
            | "south"
            | "east"
            | "west"
            | "great"
            | "king"
            | "queen"
            | "president"
            | "pope"
            | "emperor"
            | "lake"
            | "mount"
            | "saint"
            | "san"
            | "los"
            | "la"
            | "el"
            | "cape"
            | "port"
            | "fort"
            | "united"
            | "royal"
            | "holy"
            | "prince"
            | "princess"
            | "sir"
            | "lord"
            | "lady"
            | "general"
            | "captain"
            | "doctor"
            | "dr"
            | "mr"
            | "mrs"
            | "tsar"
            | "chancellor"
            | "world"
            | "magna"
            | "prime"
            | "saudi"
            | "sri"
            | "costa"
            | "black"
            | "red"
    )
}

/// A guess for a word never seen inside a sentence, by itself and by the word after it.
fn looks_like_name(word: &str, second: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    let next_is_name = second.starts_with(char::is_uppercase);
    if is_adjective_of_time_or_place(&lower) {
        return false;
    }
    if next_is_name && !COMMON.contains(lower.as_str()) {
        return true;
    }
    if COMMON.contains(lower.as_str()) || COMMON.contains(singular(&lower)) || has_common_ending(&lower) {
        return false;
    }
    if lower.ends_with("'s") || is_demonym(&lower) || is_greek_name(&lower) {
        return true;
    }
    let read = verb::read(second);
    let alone = second.is_empty()
        || is_copula(second)
        || is_modal(second)
        || is_preposition(second)
        || is_adverb(second)
        || second == "and"
        || matches!(read, Some(Verb { ambiguous: false, .. }));
    let plural = lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is");
    alone && !plural && !lower.contains('-')
}

fn is_adjective_of_time_or_place(lower: &str) -> bool {
    matches!(
        lower,
        "early"
            | "late"
            | "later"
            | "ancient"
            | "modern"
            | "medieval"
            | "old"
            | "older"
            | "young"
            | "western"
            | "eastern"
            | "northern"
            | "southern"
            | "central"
            | "former"
            | "earlier"
            | "recent"
            | "typical"
            | "ordinary"
            | "secret"
    )
}

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/common_words.txt").split_whitespace().collect());

/// Names of Greek form, which end like plurals.
fn is_greek_name(lower: &str) -> bool {
    ["enes", "ates", "ides", "cles", "medes", "anes"]
        .iter()
        .any(|ending| lower.len() > 6 && lower.ends_with(ending))
}

fn has_common_ending(lower: &str) -> bool {
    const ENDINGS: [&str; 38] = [
        "ism", "tion", "sion", "ment", "ity", "ness", "sis", "ance", "ence", "ology", "ing", "graphy",
        "ship", "age", "ure", "ics", "ancy", "ency", "hood", "dom", "cy", "gen", "ide", "ose", "ase",
        "lysis", "meter", "metry", "nomy", "ium", "ate", "ed", "ive", "ous", "ful", "less", "ways", "philia",
    ];
    ENDINGS.iter().any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending))
}

/// Words for peoples and places, which keep their capital before a common noun.
fn is_demonym(lower: &str) -> bool {
    const NAMES: [&str; 44] = [
        "american",
        "british",
        "english",
        "french",
        "german",
        "italian",
        "spanish",
        "russian",
        "soviet",
        "chinese",
        "japanese",
        "indian",
        "roman",
        "greek",
        "egyptian",
        "european",
        "african",
        "asian",
        "nazi",
        "arab",
        "arabic",
        "latin",
        "dutch",
        "polish",
        "irish",
        "scottish",
        "welsh",
        "swiss",
        "swedish",
        "norse",
        "jewish",
        "christian",
        "muslim",
        "islamic",
        "hindu",
        "buddhist",
        "catholic",
        "protestant",
        "turkish",
        "persian",
        "mexican",
        "canadian",
        "australian",
        "babylonian",
    ];
    NAMES.contains(&lower) || NAMES.contains(&singular(lower))
}

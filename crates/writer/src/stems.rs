//! Stems: what two phrases share, whatever their endings.

use std::collections::BTreeSet;

use text::Language;
use text::stem::stem;

use crate::english::word::{is_determiner, is_preposition, is_pronoun};

/// The stems of the words that carry a phrase's meaning.
pub(crate) fn of(phrase: &str) -> BTreeSet<String> {
    text::word::words(phrase)
        .filter(|word| carries_meaning(word))
        .map(|word| stem(word, Language::En))
        .collect()
}

/// The stem of one word.
pub(crate) fn of_word(word: &str) -> String {
    stem(word, Language::En)
}

/// Whether a word says something about a subject, unlike `the`, `of` or `some`.
pub(crate) fn carries_meaning(word: &str) -> bool {
    let lower = word.to_lowercase();
    !(text::stopwords::is_stop_word(&lower, Language::En)
        || is_determiner(&lower)
        || is_preposition(&lower)
        || is_pronoun(&lower))
}

/// How much two sets share, from 0 (nothing) to 1 (all): shared over all.
pub(crate) fn jaccard(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    if all == 0 { 0.0 } else { one.intersection(other).count() as f64 / all as f64 }
}

/// How much of the smaller set the other holds, from 0 to 1.
pub(crate) fn containment(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let least = one.len().min(other.len());
    if least == 0 { 0.0 } else { one.intersection(other).count() as f64 / least as f64 }
}

/// How much of the smaller set the other holds in some form, `prove` and `proven` being one; from 0 to 1.
pub(crate) fn kinship(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let (less, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if less.is_empty() {
        return 0.0;
    }
    less.iter().filter(|stem| more.iter().any(|found| alike(stem, found))).count() as f64 / less.len() as f64
}

/// Whether a text gives a term away: it holds the term, or a word of the stem of one of the term's own words.
pub(crate) fn gives_away(term: &str, text: &str) -> bool {
    let term_stems = of(term);
    let text_stems: Vec<String> =
        text::word::words(text).flat_map(with_parts).map(|word| stem(word, Language::En)).collect();
    let term_stems: Vec<String> = if term_stems.is_empty() {
        text::word::words(term).map(str::to_lowercase).collect()
    } else {
        term_stems.into_iter().collect()
    };
    term_stems.iter().any(|wanted| text_stems.iter().any(|found| alike(wanted, found)))
}

/// Whether a definition only says its term again: every word of the term stands in it, in some form.
///
/// `A right triangle is a triangle in which …` names the kind of thing and then says what is new.
pub(crate) fn restates(term: &str, definition: &str) -> bool {
    /// How many letters a word must have beyond a shared beginning to be another word.
    const LONGER: usize = 4;
    let wanted = of(term);
    let only = wanted.first().filter(|_| wanted.len() == 1);
    if wanted.is_empty() {
        return gives_away(term, definition);
    }
    let found: Vec<String> =
        text::word::words(definition).flat_map(with_parts).map(|word| stem(word, Language::En)).collect();
    // `electrolocation` is more than `electric`
    let more = |wanted: &str, found: &str| only.is_some() && wanted.len() >= found.len() + LONGER;
    wanted.iter().all(|wanted| found.iter().any(|found| alike(wanted, found) && !more(wanted, found)))
}

/// Whether two stems are the same or one begins with the other and both are long enough for that to mean kinship.
fn alike(one: &str, other: &str) -> bool {
    const LEAST: usize = 5;
    one == other
        || (one.len() >= LEAST && other.len() >= LEAST && (one.starts_with(other) || other.starts_with(one)))
}

/// A word and the parts that hyphens join in it.
fn with_parts(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.split('-').filter(move |part| part.len() < word.len());
    std::iter::once(word).chain(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_a_term_away_by_any_form_of_it() {
        assert!(gives_away("producer", "A thing that produces food."));
        assert!(gives_away("light-year", "How far light goes in a light-year."));
        assert!(gives_away("electric current", "The flow of electricity."));
        assert!(!gives_away("stoma", "A tiny opening in a leaf."));
    }

    #[test]
    fn a_definition_may_name_the_kind_of_thing_but_not_the_whole_term() {
        assert!(!restates("right triangle", "a triangle in which one angle is 90 degrees"));
        assert!(restates("right triangle", "a triangle with a right angle"));
        assert!(restates("producer", "a thing that produces food"));
        assert!(!restates("electrolocation", "finding things by their electric fields"));
    }

    #[test]
    fn small_words_do_not_count() {
        assert!(of("the state of the art").contains("art"));
        assert_eq!(of("the of and").len(), 0);
        assert!(kinship(&of("a statement that was proved"), &of("a proven proposition")) > 0.4);
        assert!(jaccard(&of("a green leaf"), &of("green leaves")) > 0.3);
    }
}

//! Where a definition ends: before whatever else the sentence says about its subject.

use std::ops::Range;

use super::shape::begins_clause;
use crate::english::verb::{self, Form};
use crate::english::word::{is_adverb, is_article, is_copula, is_relative, number_word};
use crate::sentence::Sentence;

/// The word after a definition that begins at `start`: the end of the sentence, or of what it says first.
pub(super) fn end(sentence: &Sentence<'_>, start: usize) -> usize {
    let all = start..sentence.words.len();
    let cut = all.clone().find(|&at| {
        let gap = sentence.gap_after(at);
        at + 1 < all.end
            && (gap.contains([';', '—'])
                || gap.contains(" – ")
                || begins_clause(sentence, at)
                || says_more(sentence, start, at)
                || sentence.words[at + 1].lower == "because")
    });
    let end = cut.map_or(all.end, |at| at + 1);
    colon(sentence, start..end).map_or(end, |at| at + 1)
}

/// The word before a colon that does not announce a list.
pub(super) fn colon(sentence: &Sentence<'_>, range: Range<usize>) -> Option<usize> {
    let inside = range.start..range.end.saturating_sub(1);
    inside.into_iter().find(|&at| sentence.gap_after(at).contains(':') && !announces(sentence, at, range.end))
}

/// Whether a list of things follows a colon, to the end: `of four players: two violins, a viola and a cello`.
fn announces(sentence: &Sentence<'_>, at: usize, end: usize) -> bool {
    let rest = sentence.words.get(at + 1..end).unwrap_or_default();
    let first = rest.first().map_or("", |word| word.lower.as_str());
    let verbs = rest.iter().any(|word| is_copula(&word.lower) || is_finite(&word.lower));
    (is_article(first) || number_word(first).is_some())
        && !verbs
        && rest.iter().any(|word| matches!(word.lower.as_str(), "and" | "or"))
}

/// Whether a second verb of the same subject follows a word: `an element in the crust and has five isotopes`.
fn says_more(sentence: &Sentence<'_>, start: usize, at: usize) -> bool {
    let word = |at: usize| sentence.words.get(at).map_or("", |word| word.lower.as_str());
    let joins = matches!(word(at + 1), "and" | "but");
    let relative = sentence.words[start..=at].iter().any(|word| {
        is_relative(&word.lower) || matches!(word.lower.as_str(), "that" | "when" | "how" | "what" | "where")
    });
    let next = if is_adverb(word(at + 2)) { at + 3 } else { at + 2 };
    // `cover` may be a noun as well, but not before `about` or an article
    let object = word(next + 1);
    let has_object =
        is_article(object) || object == "about" || object.starts_with(|c: char| c.is_ascii_digit());
    let may_be_verb = verb::read(word(next)).is_some_and(|verb| verb.form == Form::ThirdPerson) && has_object;
    let verb = is_copula(word(next)) || is_finite(word(next)) || may_be_verb;
    joins && verb && (!relative || sentence.gap_after(at).starts_with(','))
}

fn is_finite(word: &str) -> bool {
    matches!(word, "has" | "had" | "have")
        || matches!(verb::read(word), Some(verb::Verb { form: Form::ThirdPerson, ambiguous: false, .. }))
}

//! Comparisons: sentences that set two things against each other.

use super::{FactKind, Span};
use crate::english::clause;
use crate::english::word::{is_adverb, is_pronoun};
use crate::sentence::Sentence;

/// The comparison a sentence makes, found without a mark.
pub(super) fn find(sentence: &Sentence<'_>) -> Option<FactKind> {
    let kind = kind_of(sentence);
    (matches!(kind, FactKind::Contrast { sides: Some(_) }) && compares(sentence)).then_some(kind)
}

/// `while` and `but` also join what merely happens together: then the two halves share no word.
fn compares(sentence: &Sentence<'_>) -> bool {
    let lower = |word: &str| sentence.words.iter().position(|found| found.lower == word);
    if lower("unlike").is_some() || lower("whereas").is_some() {
        return true;
    }
    let Some(at) = lower("while").or_else(|| lower("but")) else { return false };
    let stems_of = |words: std::ops::Range<usize>| crate::stems::of(sentence.slice_words(words));
    stems_of(0..at).intersection(&stems_of(at + 1..sentence.words.len())).next().is_some()
}

/// A sentence known to compare: with its two sides where they can be told.
pub(super) fn kind_of(sentence: &Sentence<'_>) -> FactKind {
    let sides = unlike(sentence).or_else(|| two_clauses(sentence));
    FactKind::Contrast {
        sides: sides.filter(|(one, other)| alike(words_of(sentence, one), words_of(sentence, other))),
    }
}

/// Whether two sides can be compared: about as long, and both named alike, so that `Germany` is not set against
/// `the campaign in the Soviet Union`.
fn alike(one: &str, other: &str) -> bool {
    let count = |side: &str| text::word::count(side);
    let article = |side: &str| {
        text::word::words(side)
            .next()
            .is_some_and(|word| crate::english::word::is_article(&word.to_lowercase()))
    };
    count(one).abs_diff(count(other)) <= 2 && article(one) == article(other)
}

/// `Unlike X, Y does …`
fn unlike(sentence: &Sentence<'_>) -> Option<(Span, Span)> {
    if sentence.words.first()?.lower != "unlike" {
        return None;
    }
    let comma = (1..sentence.words.len()).find(|&at| sentence.gap_after(at).starts_with(','))?;
    let subject = subject_of(sentence, comma + 1..sentence.words.len())?;
    let other = sentence.span_of(1..comma + 1)?;
    is_short(sentence, &other).then_some((subject, other))
}

/// `X does …, whereas Y does …`
fn two_clauses(sentence: &Sentence<'_>) -> Option<(Span, Span)> {
    let at = sentence.words.iter().enumerate().skip(2).find_map(|(at, word)| {
        let after_comma = sentence.gap_after(at - 1).starts_with(',');
        let joins = match word.lower.as_str() {
            "whereas" => true,
            "while" | "but" => after_comma,
            _ => false,
        };
        joins.then_some(at)
    })?;
    let start = usize::from(matches!(sentence.words[0].lower.as_str(), "while" | "whereas" | "although"));
    let left = subject_of(sentence, start..at)?;
    let right = subject_of(sentence, at + 1..sentence.words.len())?;
    let (one, other) = (words_of(sentence, &left), words_of(sentence, &right));
    (one.to_lowercase() != other.to_lowercase()).then_some((left, right))
}

/// The subject of the clause that these words make: named, short, and not only a number or an adjective.
fn subject_of(sentence: &Sentence<'_>, words: std::ops::Range<usize>) -> Option<Span> {
    let text = sentence.slice_words(words.clone());
    let subject = clause::parse(text)?.subject;
    let count = text::word::count(subject);
    let first = sentence.words.get(words.start)?;
    let last = sentence.words.get(words.start + count - 1)?;
    let named = !is_pronoun(&first.lower)
        && !is_adverb(&last.lower)
        && !matches!(
            first.lower.as_str(),
            "its"
                | "their"
                | "his"
                | "her"
                | "some"
                | "many"
                | "most"
                | "all"
                | "each"
                | "no"
                | "nobody"
                | "few"
                | "several"
                | "both"
                | "every"
                | "only"
                | "other"
        )
        && !matches!(last.lower.as_str(), "one" | "ones" | "other" | "others");
    let span = sentence.span_of(words.start..words.start + count)?;
    (named && is_short(sentence, &span)).then_some(span)
}

fn is_short(sentence: &Sentence<'_>, span: &Span) -> bool {
    text::word::count(words_of(sentence, span)) <= 6
}

fn words_of<'a>(sentence: &Sentence<'a>, span: &Span) -> &'a str {
    let from = span.bytes.start - sentence.span.bytes.start;
    sentence.text.get(from..span.bytes.end - sentence.span.bytes.start).unwrap_or_default()
}

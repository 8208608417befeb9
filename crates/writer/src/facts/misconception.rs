//! Misconceptions: a widespread wrong belief and the sentence that sets it right.
//!
//! A sentence that reports a belief is never a fact, whether or not a correction was found for it.

use content::{MarkKind, Passage};

use super::marked::Marks;
use super::{Fact, FactKind, Span};
use crate::english::clause;
use crate::sentence::Sentence;

/// The spans of sentences that report beliefs, and the misconceptions that the passages set right.
pub(super) fn find(sentences: &[Sentence<'_>], passages: &[Passage]) -> (Vec<Span>, Vec<Fact>) {
    let mut beliefs = Vec::new();
    let mut facts = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let marks = Marks::of(sentence, passages);
        let marked = marks.all(MarkKind::Misconception).next();
        let is_marked = marked.is_some();
        let Some(belief) = marked.or_else(|| reported(sentence)) else {
            if reports_belief(sentence) {
                beliefs.push(sentence.span.clone());
            }
            continue;
        };
        beliefs.push(sentence.span.clone());
        let Some(next) = sentences.get(index + 1).filter(|next| next.span.passage == sentence.span.passage)
        else {
            continue;
        };
        let corrected = if is_marked {
            Marks::of(next, passages).all(MarkKind::Correction).next().is_some()
        } else {
            sets_right(next)
        };
        if corrected {
            let quote =
                Span { passage: next.span.passage, bytes: sentence.span.bytes.start..next.span.bytes.end };
            let kind = FactKind::Misconception { belief, correction: next.span.clone() };
            facts.push(Fact { quote, kind, marked: is_marked, weight: 0.0 });
        }
    }
    (beliefs, facts)
}

const OPENINGS: [&[&str]; 18] = [
    &["some", "people", "think", "that"],
    &["some", "people", "believe", "that"],
    &["many", "people", "think", "that"],
    &["many", "people", "believe", "that"],
    &["people", "often", "think", "that"],
    &["people", "often", "believe", "that"],
    &["people", "sometimes", "think", "that"],
    &["it", "is", "often", "thought", "that"],
    &["it", "is", "often", "said", "that"],
    &["it", "is", "often", "believed", "that"],
    &["it", "is", "sometimes", "thought", "that"],
    &["it", "is", "commonly", "believed", "that"],
    &["a", "common", "belief", "is", "that"],
    &["a", "common", "misconception", "is", "that"],
    &["a", "common", "myth", "is", "that"],
    &["a", "popular", "myth", "is", "that"],
    &["a", "common", "mistake", "is", "to", "think", "that"],
    &["contrary", "to", "popular", "belief"],
];

/// The belief that a sentence reports, as a clause.
fn reported(sentence: &Sentence<'_>) -> Option<Span> {
    let opening = OPENINGS.iter().find(|opening| begins(sentence, opening))?;
    if opening[0] == "contrary" || sentence.text.ends_with('?') {
        return None;
    }
    let words = opening.len()..sentence.words.len();
    clause::parse(sentence.slice_words(words.clone()))?;
    sentence.span_of(words)
}

/// Whether a sentence reports what people think, in whatever words.
fn reports_belief(sentence: &Sentence<'_>) -> bool {
    let lower: Vec<&str> = sentence.words.iter().take(8).map(|word| word.lower.as_str()).collect();
    lower.iter().any(|word| {
        matches!(*word, "misconception" | "myth" | "mistakenly" | "wrongly" | "misconceptions" | "myths")
    }) || lower.windows(2).any(|pair| {
        matches!(
            pair,
            [
                "people" | "often" | "commonly" | "widely" | "once" | "sometimes",
                "think" | "believe" | "thought" | "believed" | "assume" | "assumed"
            ]
        )
    })
}

fn begins(sentence: &Sentence<'_>, opening: &[&str]) -> bool {
    opening.len() + 2 < sentence.words.len()
        && sentence.words.iter().zip(opening.iter()).all(|(word, wanted)| word.lower == *wanted)
}

fn sets_right(sentence: &Sentence<'_>) -> bool {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let turns = matches!(lower.as_slice(), ["in", "fact" | "reality" | "truth", ..] | ["actually", ..]);
    let inside = lower.windows(2).any(|pair| pair == ["in", "fact"]) || lower.contains(&"actually");
    (turns || inside) && super::standing::stands_alone(sentence)
}

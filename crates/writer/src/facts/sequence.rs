//! Sequences: the steps of one process in order, as a numbered list or as sentences that begin `First`, `Then`, `Finally`.

use content::{MarkKind, Passage};

use super::marked::Marks;
use super::{Fact, FactKind, Span};
use crate::english::clause::has_finite_verb;
use crate::sentence::{Block, Sentence};

/// The fewest steps of a sequence.
const LEAST: usize = 3;

/// The sequences of the passages.
pub(super) fn find(sentences: &[Sentence<'_>], passages: &[Passage]) -> Vec<Fact> {
    let mut facts = marked(sentences, passages);
    let taken = |span: &Span, facts: &[Fact]| facts.iter().any(|fact| fact.quote.overlaps(span));
    let mut found = numbered(sentences);
    found.append(&mut told(sentences));
    found.retain(|fact| !taken(&fact.quote, &facts));
    facts.append(&mut found);
    facts
}

/// Marked steps: those of one passage, or of a list that runs on, are one sequence.
fn marked(sentences: &[Sentence<'_>], passages: &[Passage]) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut first = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let steps: Vec<Span> = Marks::of(sentence, passages).all(MarkKind::Step).collect();
        if steps.is_empty() || run.first().is_some_and(|step| step.passage != sentence.span.passage) {
            found.extend(sequence(std::mem::take(&mut run), intro(sentences, first), true));
        }
        if !steps.is_empty() {
            if run.is_empty() {
                first = index;
            }
            run.extend(steps);
        }
    }
    found.extend(sequence(run, intro(sentences, first), true));
    found
}

/// A numbered list whose items are sentences.
fn numbered(sentences: &[Sentence<'_>]) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut first = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let Block::Numbered(number) = sentence.block else {
            found.extend(sequence(std::mem::take(&mut run), intro(sentences, first), false));
            continue;
        };
        let same_passage = run.last().is_none_or(|last| last.passage == sentence.span.passage);
        let goes_on = number as usize == run.len() + 1 && same_passage && is_step(sentence);
        if !goes_on {
            found.extend(sequence(std::mem::take(&mut run), intro(sentences, first), false));
        }
        if goes_on || (number == 1 && is_step(sentence)) {
            if run.is_empty() {
                first = index;
            }
            run.push(sentence.span.clone());
        }
    }
    found.extend(sequence(run, intro(sentences, first), false));
    found
}

/// `First, … Then … Finally, …` in one paragraph.
fn told(sentences: &[Sentence<'_>]) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < sentences.len() {
        let run = told_from(&sentences[index..]);
        if run.len() >= LEAST && is_last(&sentences[index + run.len() - 1]) {
            index += run.len();
            found.extend(sequence(run, None, false));
        } else {
            index += 1;
        }
    }
    found
}

fn told_from(sentences: &[Sentence<'_>]) -> Vec<Span> {
    let Some(first) = sentences.first().filter(|sentence| opens(sentence, &["first", "firstly"])) else {
        return Vec::new();
    };
    let follow =
        ["then", "next", "second", "third", "fourth", "after", "finally", "lastly", "secondly", "thirdly"];
    let rest = sentences[1..].iter().take_while(|sentence| {
        sentence.span.passage == first.span.passage
            && sentence.paragraph == first.paragraph
            && opens(sentence, &follow)
    });
    std::iter::once(first).chain(rest).map(|sentence| sentence.span.clone()).collect()
}

fn is_last(sentence: &Sentence<'_>) -> bool {
    opens(sentence, &["finally", "lastly"])
}

fn opens(sentence: &Sentence<'_>, words: &[&str]) -> bool {
    sentence.is_closed() && sentence.words.first().is_some_and(|first| words.contains(&first.lower.as_str()))
}

fn is_step(sentence: &Sentence<'_>) -> bool {
    let words: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let imperative = words.first().is_some_and(|word| crate::english::verb::read(word).is_some());
    sentence.is_closed() && (3..=40).contains(&words.len()) && (imperative || has_finite_verb(&words))
}

/// The sentence right before the first step, where it announces them.
fn intro(sentences: &[Sentence<'_>], first: usize) -> Option<Span> {
    let step = sentences.get(first)?;
    let before = sentences.get(first.checked_sub(1)?)?;
    let close = before.span.passage == step.span.passage && before.block == Block::Prose;
    let announces = before.text.ends_with(':')
        || before
            .words
            .iter()
            .any(|word| matches!(word.lower.as_str(), "steps" | "stages" | "sequence" | "order" | "phases"));
    (close && announces).then(|| before.span.clone())
}

fn sequence(steps: Vec<Span>, intro: Option<Span>, marked: bool) -> Option<Fact> {
    let (first, last) = (steps.first()?, steps.last()?);
    if steps.len() < LEAST {
        return None;
    }
    let quote = Span { passage: first.passage, bytes: first.bytes.start..last.bytes.end };
    Some(Fact { quote, kind: FactKind::Sequence { intro, steps }, marked, weight: 0.0 })
}

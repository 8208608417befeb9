//! Causes: `effect because cause`, `when cause, effect`, `cause, so effect`.
//!
//! Both sides must read as clauses of their own; the first of the two must not begin with a pronoun.

use super::{FactKind, Span};
use crate::english::clause;
use crate::english::verb::Form;
use crate::english::word::{is_pronoun, is_relative, is_subordinator};
use crate::sentence::Sentence;

/// How a sentence joins cause and effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// `because`, `since`, `as`: the cause is a clause that says why.
    Because,
    /// `when`, `if`, `once`: the effect follows whenever the cause holds.
    When,
    /// `so`, `therefore`: the effect is drawn from the cause.
    So,
}

impl Link {
    /// The link a word makes, if it makes one.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "because" | "since" | "as" => Some(Self::Because),
            "when" | "if" | "once" | "whenever" | "where" | "after" | "until" | "unless" => Some(Self::When),
            "so" | "therefore" | "thus" | "hence" | "and" | "causing" => Some(Self::So),
            _ => None,
        }
    }
}

/// The cause and the effect that a sentence names.
pub(super) fn find(sentence: &Sentence<'_>) -> Option<FactKind> {
    let because = position(sentence, "because").filter(|&at| !next_is(sentence, at, "of"));
    if let Some(at) = because {
        return if at == 0 {
            fronted(sentence, Link::Because)
        } else {
            trailing(sentence, at, Link::Because)
        };
    }
    match sentence.words.first()?.lower.as_str() {
        "when" | "if" | "whenever" => {
            let comma = (1..sentence.words.len()).find(|&at| sentence.gap_after(at).starts_with(','))?;
            let told = tells_the_past(sentence.slice_words(1..comma + 1));
            return if told { None } else { fronted(sentence, Link::When) };
        }
        _ => {}
    }
    if let Some(at) = joined(sentence, "so") {
        return consequence(sentence, at);
    }
    let at = position(sentence, "when").filter(|&at| at > 2 && !sentence.gap_after(at - 1).contains(','))?;
    let told = sentence.words[..at].iter().any(|word| is_relative(&word.lower));
    if told || tells_the_past(sentence.slice_words(at + 1..sentence.words.len())) {
        return None;
    }
    trailing(sentence, at, Link::When)
}

/// `when` in a story says at what time, not why.
fn tells_the_past(clause: &str) -> bool {
    clause::parse(clause).is_some_and(|clause| match clause.kind {
        clause::Finite::Lexical(verb) => verb.form == Form::Past,
        clause::Finite::Auxiliary => matches!(clause.verb, "was" | "were" | "had" | "did"),
    })
}

/// The span of a cause without the word that makes it one: `the sky is clear` of `because the sky is clear`.
pub(super) fn without_link_word(text: &str, span: Span) -> Span {
    let words = text.get(span.bytes.clone()).unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    let Some(_) = Link::of(first).filter(|link| *link != Link::So) else { return span };
    let rest = words[first.len()..].trim_start();
    Span { passage: span.passage, bytes: span.bytes.end - rest.len()..span.bytes.end }
}

/// `Effect because cause.`
fn trailing(sentence: &Sentence<'_>, at: usize, link: Link) -> Option<FactKind> {
    let start = sentence.words.iter().position(|_| true)? + opening(sentence);
    build(sentence, at + 1..sentence.words.len(), start..at, link)
}

/// `When cause, effect.`
fn fronted(sentence: &Sentence<'_>, link: Link) -> Option<FactKind> {
    let comma =
        (1..sentence.words.len().saturating_sub(2)).find(|&at| sentence.gap_after(at).starts_with(','))?;
    let then = usize::from(sentence.words[comma + 1].lower == "then");
    build(sentence, 1..comma + 1, comma + 1 + then..sentence.words.len(), link)
}

/// `Cause, so effect.`
fn consequence(sentence: &Sentence<'_>, at: usize) -> Option<FactKind> {
    let effect = at + 1..sentence.words.len();
    if effect.len() < 3 || is_pronoun(&sentence.words[at + 1].lower) || sentence.words[at + 1].lower == "that"
    {
        return None;
    }
    build(sentence, opening(sentence)..at, effect, Link::So)
}

fn build(
    sentence: &Sentence<'_>,
    cause: std::ops::Range<usize>,
    effect: std::ops::Range<usize>,
    link: Link,
) -> Option<FactKind> {
    let (cause_text, effect_text) =
        (sentence.slice_words(cause.clone()), sentence.slice_words(effect.clone()));
    let clean = |text: &str| {
        !text.contains([';', ':', '—', '?'])
            && !text.contains(". ")
            && !text.contains(".)")
            && (3..=28).contains(&text::word::count(text))
    };
    let first_is_named = |range: &std::ops::Range<usize>| {
        !is_pronoun(&sentence.words[range.start].lower)
            && !matches!(sentence.words[range.start].lower.as_str(), "its" | "their" | "his" | "her")
    };
    let earlier = if cause.start < effect.start { &cause } else { &effect };
    let single = !mentions_link(sentence, &cause) && !mentions_link(sentence, &effect);
    if !(clean(cause_text) && clean(effect_text) && first_is_named(earlier) && single) {
        return None;
    }
    if link == Link::When && effect.start < cause.start && goes_on(sentence, &cause) {
        return None;
    }
    let whole = |text: &str| clause::parse(text).is_some() || reads_as_clause(text);
    (whole(cause_text) && clause::parse(effect_text).is_some())
        .then(|| {
            Some(FactKind::Cause { cause: sentence.span_of(cause)?, effect: sentence.span_of(effect)?, link })
        })
        .flatten()
}

/// `when it is supported is to add …`: after the condition the main clause goes on.
fn goes_on(sentence: &Sentence<'_>, range: &std::ops::Range<usize>) -> bool {
    let words: Vec<&str> = sentence.words[range.clone()].iter().map(|word| word.lower.as_str()).collect();
    let joined = words.iter().any(|word| {
        is_relative(word) || is_subordinator(word) || matches!(*word, "and" | "or" | "but" | "that" | "not")
    });
    // `obtained when reading this file is not …`
    let read_on = words.first().is_some_and(|first| first.ends_with("ing"))
        && words.iter().any(|word| crate::english::word::is_copula(word));
    read_on || !joined && words.iter().filter(|word| crate::english::word::is_copula(word)).count() > 1
}

/// Whether a clause holds another cause inside it: then the two cannot be told apart.
fn mentions_link(sentence: &Sentence<'_>, range: &std::ops::Range<usize>) -> bool {
    sentence.words[range.clone()]
        .iter()
        .any(|word| matches!(word.lower.as_str(), "because" | "although" | "whereas"))
}

fn reads_as_clause(text: &str) -> bool {
    let words: Vec<String> = text::word::words(text).map(str::to_lowercase).collect();
    words.first().is_some_and(|first| !is_subordinator(first)) && clause::has_finite_verb(&words)
}

fn position(sentence: &Sentence<'_>, wanted: &str) -> Option<usize> {
    let mut found =
        sentence.words.iter().enumerate().filter(|(_, word)| word.lower == wanted).map(|(at, _)| at);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn next_is(sentence: &Sentence<'_>, at: usize, wanted: &str) -> bool {
    sentence.words.get(at + 1).is_some_and(|word| word.lower == wanted)
}

/// A joining word right after a comma.
fn joined(sentence: &Sentence<'_>, wanted: &str) -> Option<usize> {
    let at = position(sentence, wanted).filter(|&at| at > 2)?;
    sentence.gap_after(at - 1).starts_with(',').then_some(at)
}

/// How many words of an opening that only ties the sentence to the one before.
fn opening(sentence: &Sentence<'_>) -> usize {
    let kept = super::standing::without_connective(sentence.text);
    text::word::count(&sentence.text[..sentence.text.len() - kept.len()])
}

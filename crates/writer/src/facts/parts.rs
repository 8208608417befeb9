//! Parts of a whole: `X consists of A, B and C`.

use std::ops::Range;

use super::{FactKind, Span};
use crate::english::verb::{self, Form};
use crate::english::word::{is_adverb, is_article, is_modal, is_pronoun, is_relative};
use crate::sentence::Sentence;

/// The whole and the parts a sentence lists.
pub(super) fn find(sentence: &Sentence<'_>) -> Option<FactKind> {
    let (verb, list, least) = joint(sentence)?;
    let whole = whole(sentence, verb)?;
    let parts = items(sentence, list..sentence.words.len())?;
    (parts.len() >= least).then_some(FactKind::Parts { whole, parts })
}

/// Where the joining verb begins, where the list begins, and how many parts it must have to be believed.
fn joint(sentence: &Sentence<'_>) -> Option<(usize, usize, usize)> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    (1..lower.len()).find_map(|at| {
        let rest = &lower[at..];
        let (length, least) = match rest {
            ["consists" | "consist" | "consisted", "of", ..] => (2, 2),
            ["comprises" | "comprise", ..] => (1, 2),
            ["is" | "are" | "was" | "were", "made", "up", "of", ..] => (4, 2),
            ["is" | "are" | "was" | "were", "composed" | "made", "of", ..]
            | ["is" | "are" | "was" | "were", "divided", "into", ..] => (3, 2),
            [
                "contains" | "contain" | "has" | "have" | "had",
                number,
                "main" | "major" | "basic",
                "parts" | "components",
                ..,
            ] if crate::english::word::number_word(number).is_some() => (4, 2),
            ["contains" | "contain", ..] => (1, 3),
            _ => return None,
        };
        Some((at, at + length, least))
    })
}

/// The whole: everything before the verb, without its article; `None` when that is no plain noun phrase.
fn whole(sentence: &Sentence<'_>, verb: usize) -> Option<Span> {
    let start = usize::from(is_article(&sentence.words.first()?.lower));
    let words = sentence.words.get(start..verb)?;
    let plain = (1..=5).contains(&words.len())
        && words.iter().enumerate().all(|(index, word)| {
            !is_pronoun(&word.lower)
                && !is_relative(&word.lower)
                && !is_adverb(&word.lower)
                && !is_modal(&word.lower)
                && !sentence.gap_after(start + index).contains([',', ';', ':', '('])
        });
    plain.then(|| sentence.span_of(start..verb)).flatten()
}

/// The items of a list `A, B and C`, each a short noun phrase; `None` when one is not.
fn items(sentence: &Sentence<'_>, list: Range<usize>) -> Option<Vec<Span>> {
    let mut parts = Vec::new();
    let mut start = list.start;
    for at in list.clone() {
        let ends = at + 1 == list.end
            || sentence.gap_after(at).trim_start().starts_with([',', ';', ':'])
            || matches!(sentence.words[at + 1].lower.as_str(), "and" | "or");
        if !ends {
            continue;
        }
        while matches!(sentence.words.get(start).map(|word| word.lower.as_str()), Some("and" | "or")) {
            start += 1;
        }
        // `three main branches: the Chilia, …`: what a colon announces is no part itself
        let announces = parts.is_empty() && sentence.gap_after(at).trim_start().starts_with(':');
        if start <= at && !announces {
            parts.push(item(sentence, start..at + 1)?);
        }
        start = at + 1;
    }
    Some(parts)
}

fn item(sentence: &Sentence<'_>, words: Range<usize>) -> Option<Span> {
    let plain = words.len() <= 7
        && sentence.words[words.clone()].iter().all(|word| {
            let lower = word.lower.as_str();
            let finite = matches!(
                verb::read(lower),
                Some(verb::Verb { form: Form::ThirdPerson | Form::Past, ambiguous: false, .. })
            );
            !is_relative(lower)
                && !is_pronoun(lower)
                && !matches!(lower, "is" | "are" | "was" | "were" | "but")
                && !finite
        });
    plain.then(|| sentence.span_of(words)).flatten()
}

//! Entries: what a manual says of an option, a command, a function or a file right under its name.
//!
//! A manual sets the name apart, as a heading or before a colon, and begins with what it does or is, which need be no
//! sentence: `CAP_CHOWN` – `Make arbitrary changes to file owners.` The name is no part of the sentence then, so that
//! [`FactKind::Entry`] keeps only where the meaning stands, and [`Passage::label`] gives the name.

use content::Passage;
use content::source::is_label;

use super::{Fact, FactKind, Span};
use crate::english::clause::has_finite_verb;
use crate::english::verb::{self, Form};
use crate::english::word::{is_article, is_copula, is_modal, is_relative, is_subordinator};
use crate::sentence::{Block, Sentence};

/// The fewest names that make a list of entries of headings.
const FEWEST: usize = 3;
/// The fewest and most words of a meaning.
const WORDS: (usize, usize) = (4, 40);

/// For each passage, the name that it stands under; none where the names do not make a list.
pub(crate) fn labels(passages: &[Passage]) -> Vec<Option<&str>> {
    let labels: Vec<Option<&str>> = passages.iter().map(Passage::label).collect();
    let names: std::collections::BTreeSet<&str> = labels.iter().flatten().copied().collect();
    if names.len() < FEWEST { vec![None; passages.len()] } else { labels }
}

/// Whether a sentence under a name speaks of it without naming it: `The default value is 7200 seconds.`
pub(crate) fn leans_on(label: &str, sentence: &str) -> bool {
    // `exception ImportError`: the kind is no name
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let name = label.split_whitespace().find(|word| !plain(word)).unwrap_or(label);
    let name = name.split(['(', '=', ',']).next().unwrap_or(name);
    !name.is_empty() && !sentence.contains(name)
}

/// Whether a sentence that defines brings in its own subject: `The associated value` under the name of an error is that
/// error's value.
pub(crate) fn names_anew(sentence: &str) -> bool {
    !sentence.starts_with("The ")
}

/// The entries of the passages.
pub(super) fn find(sentences: &[Sentence<'_>], passages: &[Passage]) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    let labels = labels(passages);
    let mut above: Option<(content::SourceId, &str)> = None;
    let mut passage = None;
    for sentence in sentences {
        let begins = passage != Some(sentence.span.passage);
        passage = Some(sentence.span.passage);
        let Some(read) = passages.get(sentence.span.passage) else { continue };
        if begins {
            let heading = read.heading.as_deref().map(|heading| (read.source_id, heading));
            let first = heading.is_some() && heading != above;
            above = heading;
            let label = labels.get(sentence.span.passage).copied().flatten();
            if let Some(label) = label.filter(|_| first && sentence.block == Block::Prose) {
                found.extend(under_heading(sentence, label));
                continue;
            }
        }
        found.extend(in_list(sentence));
    }
    found
}

/// What stands right under a name.
fn under_heading(sentence: &Sentence<'_>, label: &str) -> Option<Fact> {
    let from = opening(sentence, label)?;
    fact(sentence, None, from)
}

/// `- --all: Show hidden files as well.`
fn in_list(sentence: &Sentence<'_>) -> Option<Fact> {
    if sentence.block == Block::Prose {
        return None;
    }
    let (name, meaning) = [": ", " – ", " — "].iter().find_map(|mark| sentence.text.split_once(mark))?;
    let bare = name.trim_matches(['`', '*', '"', '“', '”', ' ']);
    let shift = name.find(bare)?;
    let at = name.len() + sentence.text[name.len()..].find(meaning)?;
    let start = sentence.span.bytes.start;
    let from = sentence.words.iter().position(|word| word.bytes.start >= start + at)?;
    let term = start + shift..start + shift + bare.len();
    let begins = is_fragment(sentence, from);
    (is_label(bare) && begins)
        .then(|| fact(sentence, Some(Span { passage: sentence.span.passage, bytes: term }), from))
        .flatten()
}

fn fact(sentence: &Sentence<'_>, term: Option<Span>, from: usize) -> Option<Fact> {
    let meaning = meaning(sentence, from)?;
    Some(Fact {
        quote: sentence.span.clone(),
        kind: FactKind::Entry { term, meaning },
        marked: false,
        weight: 0.0,
    })
}

/// The word with which the meaning begins under a name; `None` where the sentence says nothing of it for certain.
fn opening(sentence: &Sentence<'_>, label: &str) -> Option<usize> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let own: Vec<String> = text::word::words(label).map(str::to_lowercase).collect();
    let named = lower.iter().zip(&own).take_while(|(word, own)| **word == own.as_str()).count();
    let subject = match lower.as_slice() {
        ["this", kind, ..] if is_kind(kind) => 2,
        ["the", ..] if lower[1..].starts_with(&own.iter().map(String::as_str).collect::<Vec<_>>()) => {
            1 + own.len() + usize::from(lower.get(1 + own.len()).is_some_and(|kind| is_kind(kind)))
        }
        ["it", ..] => 1,
        _ if !own.is_empty() && named == own.len() => named,
        _ => return is_fragment(sentence, 0).then_some(0),
    };
    match &lower[subject.min(lower.len())..] {
        ["is" | "are", "used", "to" | "for" | "by" | "in", ..] => Some(subject + 1),
        ["is" | "are", article, ..] if is_article(article) => Some(subject + 1),
        [verb, ..] if matches!(verb::read(verb), Some(read) if read.form == Form::ThirdPerson) => {
            Some(subject)
        }
        _ => None,
    }
}

/// What manuals call the thing that an entry is about: `this option …`.
fn is_kind(word: &str) -> bool {
    const KINDS: &str = "option command function flag variable parameter argument setting macro method directive keyword \
         attribute program tool utility operation call signal error field file capability group user module";
    crate::english::word::is_among(word, KINDS)
}

/// Whether the words from one on tell what to do or name a thing, and leave out of what they speak.
fn is_fragment(sentence: &Sentence<'_>, from: usize) -> bool {
    let words: Vec<&str> = sentence.words[from..].iter().map(|word| word.lower.as_str()).collect();
    let [first, second, ..] = words.as_slice() else { return false };
    // `connect(2) called on …` would begin with a name
    if sentence.gap_after(from).starts_with('(')
        || is_copula(second)
        || is_modal(second)
        || matches!(*first, "see" | "same" | "like" | "note" | "let")
    {
        return false;
    }
    let does = matches!(verb::read(first), Some(verb::Verb { form: Form::Base | Form::ThirdPerson, .. }));
    let main = words
        .iter()
        .position(|word| is_relative(word) || is_subordinator(word) || *word == "that" || *word == "where");
    let main = &words[..main.unwrap_or(words.len())];
    let names = is_article(first) && !has_finite_verb(main);
    let happens =
        verb::is_participle(first) && matches!(*second, "when" | "if" | "by" | "to" | "for" | "in" | "as");
    does || names || happens || *first == "used" && matches!(*second, "to" | "for" | "by" | "in")
}

/// The meaning from a word to the end of the sentence, without what only sends the reader elsewhere.
fn meaning(sentence: &Sentence<'_>, from: usize) -> Option<Span> {
    let passage = sentence.span.passage;
    let start = sentence.words.get(from)?.bytes.start;
    let offset = start - sentence.span.bytes.start;
    let text = without_pointer(sentence.text.get(offset..)?);
    let lower = text.to_lowercase();
    let words: Vec<&str> = text::word::words(&lower).collect();
    let leans = words.iter().any(|word| {
        matches!(
            *word,
            "this" | "these" | "those" | "above" | "below" | "following" | "previous" | "here" | "same"
        )
    });
    let fits = (WORDS.0..=WORDS.1).contains(&words.len())
        && sentence.is_closed()
        && !leans
        && !words.iter().any(|word| crate::english::word::is_personal(word))
        && is_written_out(text);
    fits.then(|| Span { passage, bytes: start..start + text.len() })
}

/// Brackets and quotation marks in pairs, mostly letters, and nothing of a table, a link or a program.
fn is_written_out(text: &str) -> bool {
    const DEBRIS: [&str; 12] =
        ["|", "://", "...", "…", "```", "::", "==", "[[", "{", "\t", "\u{2010} ", " )"];
    let count = |mark: char| text.matches(mark).count();
    let paired = count('(') == count(')')
        && count('[') == count(']')
        && count('“') == count('”')
        && count('"').is_multiple_of(2);
    let letters = text.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    paired && letters * 10 >= text.chars().count() * 8 && !DEBRIS.iter().any(|mark| text.contains(mark))
}

/// The words without `(see chown(2))` or `; see below` after them.
fn without_pointer(text: &str) -> &str {
    let text = text.trim_end_matches(['.', ' ']);
    let ends = |at: &usize| !text[*at..].starts_with('(') || text[*at..].find(") ").is_none();
    let pointers = ["(see ", "; see ", ", see ", " – see "];
    let at = pointers.iter().filter_map(|pointer| text.find(pointer)).filter(ends).min();
    at.map_or(text, |at| text[..at].trim_end())
}

#[cfg(test)]
mod tests;

//! Definitions: `X is a …`, `X means …`, `X, which is …`, `… is called X`, `X, a …, does`, `X: a …`.
//!
//! A definition must name what kind of thing the term is and say more than that; a sentence that only gives the term
//! a property (`X is important`) is none. One pattern a function; the first that fits wins.

use std::ops::Range;

use super::{FactKind, Span};
use crate::english::word::{is_article, is_copula, is_preposition};
use crate::sentence::Sentence;

mod extent;
mod shape;
mod subject;

use shape::{describes, is_term};

/// The fewest and most words of a definition.
const WORDS: (usize, usize) = (4, 32);

/// What a sentence defines.
pub(super) fn find(sentence: &Sentence<'_>) -> Option<FactKind> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let found = Found { sentence, lower };
    let joint = found
        .glossary()
        .or_else(|| found.refers())
        .or_else(|| found.is_called())
        .or_else(|| found.appositive())
        .or_else(|| found.is_a())
        .or_else(|| found.which_is())?;
    found.build(joint)
}

/// What an entry of a glossary defines, which need be no sentence: `Latency: the time a message needs …`.
pub(super) fn in_entry(sentence: &Sentence<'_>) -> Option<FactKind> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let found = Found { sentence, lower };
    let joint = found.entry()?;
    found.build(joint)
}

/// Term and definition as runs of words, and the words that join them.
struct Joint {
    term: Range<usize>,
    definition: Range<usize>,
    copula: String,
}

struct Found<'a, 's> {
    sentence: &'a Sentence<'s>,
    lower: Vec<&'a str>,
}

impl Found<'_, '_> {
    fn build(&self, joint: Joint) -> Option<FactKind> {
        let term = unquoted(self.sentence, self.sentence.span_of(joint.term.clone())?);
        let definition = self.sentence.span_of(joint.definition.clone())?;
        let term_text = self.sentence.slice_words(joint.term);
        let definition_text = self.sentence.slice_words(joint.definition.clone());
        let sized = (WORDS.0..=WORDS.1).contains(&joint.definition.len());
        let whole = |text: &str| {
            text.matches('(').count() == text.matches(')').count()
                && text.matches('$').count().is_multiple_of(2)
        };
        (sized
            && !definition_text.to_lowercase().starts_with("a synonym")
            && whole(definition_text)
            && whole(term_text)
            && !words_of(self.sentence, &term).contains(['"', '“', '”'])
            && !crate::stems::restates(bare(term_text), definition_text)
            && !shape::points_back(self.sentence, &joint.definition))
        .then_some(FactKind::Definition { term, definition, copula: joint.copula })
    }

    /// How many words before the subject only tie the sentence to the one before.
    fn opening(&self) -> usize {
        let kept = super::standing::without_connective(self.sentence.text);
        text::word::count(&self.sentence.text[..self.sentence.text.len() - kept.len()])
    }

    /// The run of words from `start` to `end` without an article at its start.
    fn without_article(&self, start: usize, end: usize) -> Range<usize> {
        let article = self.lower.get(start).is_some_and(|word| is_article(word)) && end > start + 1;
        start + usize::from(article)..end
    }

    fn term(&self, words: Range<usize>) -> Option<Range<usize>> {
        is_term(self.sentence, &words).then_some(words)
    }

    /// Where the sentence, or what it says about its subject, ends.
    fn end(&self) -> usize {
        self.lower.len()
    }

    /// `Term: a …`, `Term – a …`
    fn glossary(&self) -> Option<Joint> {
        let at = (0..self.end().min(6)).find(|&at| {
            let gap = self.sentence.gap_after(at);
            gap == ": " || matches!(gap, " – " | " — " | " - ")
        })?;
        let begins = self.lower.get(at + 1).is_some_and(|word| is_article(word));
        let definition = at + 1..self.end();
        let term = self.term(self.without_article(0, at + 1))?;
        let phrase = describes(self.sentence, &definition) && !shape::is_clause(self.sentence, &definition);
        let article = self.lower.first().is_some_and(|word| is_article(word));
        // without an article nobody can tell a router from latency
        let copula = if article { "is" } else { "means" };
        (begins && phrase).then(|| Joint { term, definition, copula: copula.to_owned() })
    }

    /// `- Term: a …`, where a list of them says that each is one.
    fn entry(&self) -> Option<Joint> {
        let at = (0..self.end().min(6)).find(|&at| self.sentence.gap_after(at) == ": ")?;
        let term = self.term(self.without_article(0, at + 1))?;
        let definition = at + 1..self.end();
        let begins = self.lower.get(at + 1).is_some_and(|word| is_article(word));
        (begins && shape::is_closed_phrase(self.sentence, &definition)).then(|| Joint {
            term,
            definition,
            // an entry says nothing of article and number
            copula: "means".to_owned(),
        })
    }

    /// `X means …`, `X refers to …`, `X is defined as …`, `X is the term for …`
    fn refers(&self) -> Option<Joint> {
        let start = self.opening();
        let (at, length) = (start + 1..self.end().min(start + 9)).find_map(|at| {
            let length = match &self.lower[at..] {
                ["means" | "mean" | "denotes" | "denote", next, ..] if *next != "that" => 1,
                ["refers" | "refer", "to", ..] => 2,
                ["is" | "are", "defined" | "described", "as", ..] => 3,
                ["is" | "are", "the", "term" | "name" | "word", "for", ..] => 4,
                ["is" | "are", "the", "name" | "term", "given" | "used", "to" | "for", ..] => 5,
                _ => return None,
            };
            Some((at, length))
        })?;
        let start = match &self.lower[start..] {
            ["the", "term" | "word" | "name" | "phrase" | "expression", _, ..] if at > start + 2 => start + 2,
            _ => start,
        };
        let term = self.quoted(start, at).or_else(|| self.term(self.without_article(start, at)))?;
        let definition = at + length..self.end();
        let begins = self.lower.get(definition.start)?;
        let copula = self.lower[at..at + length].join(" ");
        let noun_phrase = is_article(begins)
            || describes(self.sentence, &definition)
            || matches!(*begins, "any" | "how" | "what");
        noun_phrase.then_some(Joint { term, definition, copula })
    }

    /// `The “source code” for a work means …`, `To “convey” a work means …`: how laws and contracts define.
    fn quoted(&self, start: usize, end: usize) -> Option<Range<usize>> {
        const MARKS: [char; 3] = ['"', '“', '”'];
        let (first, before) = match self.lower.get(start) {
            Some(&"to" | &"the" | &"a" | &"an") => (start + 1, self.sentence.gap_after(start)),
            _ => (start, self.sentence.text),
        };
        let opens = before.trim_start().starts_with(MARKS);
        let last = (first..end).find(|&at| self.sentence.gap_after(at).starts_with(MARKS))?;
        let goes_on = self.lower.get(last + 1)?;
        let qualified = last + 1 < end && (is_article(goes_on) || is_preposition(goes_on));
        (opens && qualified).then(|| self.term(first..last + 1)).flatten()
    }

    /// `A … is called X.`, `… is known as X.`
    fn is_called(&self) -> Option<Joint> {
        let start = self.opening();
        let (at, length) = (start + 3..self.end()).find_map(|at| {
            let length = match &self.lower[at..] {
                ["is" | "are", "called" | "termed" | "named", ..] => 2,
                ["is" | "are", "known" | "referred", "as" | "to", "as", ..] => 4,
                ["is" | "are", "known", "as", ..] => 3,
                _ => return None,
            };
            Some((at, length))
        })?;
        let end = (at + length..self.end())
            .find(|&at| !self.sentence.gap_after(at).trim().is_empty())
            .map_or(self.end(), |at| at + 1);
        let rest_is_short = end == self.end();
        let term = self.term(self.without_article(at + length, end))?;
        let definition = start..at;
        let subject = is_article(self.lower.get(start)?) || !is_copula(self.lower[start + 1]);
        let copula = self.lower[at..at + length].join(" ");
        (rest_is_short && subject && shape::is_noun_phrase(self.sentence, &definition)).then_some(Joint {
            term,
            definition,
            copula,
        })
    }

    /// `X, a …, does …`, `X (a …) does …`
    fn appositive(&self) -> Option<Joint> {
        let start = self.opening();
        let at = (start..self.end().min(start + 6)).find(|&at| {
            let gap = self.sentence.gap_after(at).trim();
            (gap == "," || gap == "(") && self.lower.get(at + 1).is_some_and(|word| is_article(word))
        })?;
        let close = if self.sentence.gap_after(at).trim() == "(" { ')' } else { ',' };
        let end = (at + 3..self.end() - 1)
            .find(|&at| self.sentence.gap_after(at).trim_start().starts_with(close))?
            + 1;
        let follows = self.lower[end..].iter().find(|word| !crate::english::word::is_adverb(word))?;
        let verb = is_copula(follows) || crate::english::word::is_modal(follows) || shape::is_verb(follows);
        let definition = at + 1..end;
        let term = self.term(self.without_article(start, at + 1))?;
        (verb && describes(self.sentence, &definition)).then(|| Joint {
            term,
            definition,
            copula: "is".to_owned(),
        })
    }

    /// `X is a …`, `X (…), also called Y, is a …`, `In mathematics, X is a …`
    fn is_a(&self) -> Option<Joint> {
        let start = self.opening() + subject::field(self.sentence, &self.lower);
        let (name, at) = subject::named(self.sentence, &self.lower, start)?;
        let term = self.term(self.without_article(start, name))?;
        let definition = at + 1..extent::end(self.sentence, at + 1);
        let specific = self.lower[start] != "the" || self.lower.get(definition.start) == Some(&"the");
        let subject = self.lower[start] == "the" && !specific;
        let restricted = shape::is_restricted(self.sentence, &definition);
        let generic = match self.lower[at] {
            "is" | "are" => restricted,
            // `The fyrd was a militia of …`: a word that needs explaining, not a thing of the story
            _ => restricted && shape::is_rare(self.sentence, &term),
        };
        // `The platypus (…), also called …, is a mammal`: who gives other names says what it is
        let other_names = at > name && name > term.start && shape::is_rare(self.sentence, &term);
        let aside = other_names && !self.sentence.gap_after(name - 1).trim().is_empty();
        let believed = !subject || shape::is_named(self.sentence, &term) || generic || aside;
        let copula = self.lower[at].to_owned();
        (believed && shape::defines(self.sentence, &definition, &copula)).then_some(Joint {
            term,
            definition,
            copula,
        })
    }

    /// `…, which is a …`
    fn which_is(&self) -> Option<Joint> {
        let at = (1..self.end().saturating_sub(4)).find(|&at| {
            self.sentence.gap_after(at - 1).trim() == ","
                && self.lower[at] == "which"
                && matches!(self.lower[at + 1], "is" | "are")
        })?;
        let start = shape::phrase_before(self.sentence, at)?;
        let term = self.term(self.without_article(start, at))?;
        let end = (at + 2..self.end())
            .find(|&at| self.sentence.gap_after(at).trim_start().starts_with([',', ';']))
            .map_or(self.end(), |at| at + 1);
        let definition = at + 2..end;
        let copula = self.lower[at + 1].to_owned();
        (end == self.end() && shape::defines(self.sentence, &definition, &copula)).then_some(Joint {
            term,
            definition,
            copula,
        })
    }
}

/// The words of a span of the sentence.
fn words_of<'a>(sentence: &Sentence<'a>, span: &Span) -> &'a str {
    let start = sentence.span.bytes.start;
    sentence.text.get(span.bytes.start - start..span.bytes.end - start).unwrap_or_default()
}

/// A term without the quotation marks that stand around all of it.
fn unquoted(sentence: &Sentence<'_>, term: Span) -> Span {
    const MARKS: [char; 7] = ['"', '“', '”', '‘', '’', '\'', '`'];
    let words = words_of(sentence, &term);
    let inner = words.trim_matches(MARKS);
    let around = words.starts_with(MARKS) && words.ends_with(MARKS) && !inner.contains(MARKS);
    if !around || inner.is_empty() {
        return term;
    }
    let lead = words.len() - words.trim_start_matches(MARKS).len();
    let from = term.bytes.start + lead;
    Span { passage: term.passage, bytes: from..from + inner.len() }
}

/// A term without what stands in brackets after it: `HTML` of `HTML (HyperText Markup Language)`.
fn bare(term: &str) -> &str {
    term.split(" (").next().unwrap_or(term)
}

//! Likeness: how far a sentence holds each word of a statement, near words counting for a part.

use super::align::quality;
use super::lexicon::Class;
use super::meaning;
use super::sentence::{Kind, Sentence, Token};
use super::thesaurus;

/// Where a word of a statement stands in a sentence, and how well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    /// Position in the statement.
    pub(crate) mine: usize,
    /// Position in the sentence; `None` where nothing is like it.
    pub(crate) theirs: Option<usize>,
    /// From 0, nothing like it, to 1, the same word.
    pub(crate) likeness: f64,
}

/// Below this likeness a word is not found.
pub(crate) const FOUND: f64 = 0.4;

/// How like a word of the statement is to one of a sentence, from 0 to 1.
pub(crate) fn likeness(mine: &Token, theirs: &Token) -> f64 {
    const NEAR: f64 = 0.3;
    const SPAN: f64 = 0.45;
    const MOST: f64 = 0.75;
    match quality(mine, theirs) {
        4.. => return 1.0,
        3 => return 0.95,
        1..=2 => return 0.85,
        _ => {}
    }
    let words = mine.kind == Kind::Word && theirs.kind == Kind::Word;
    if !words || mine.name || theirs.name || theirs.class.is(Class::FUNCTION) {
        return 0.0;
    }
    let (left, right) = (root(mine), root(theirs));
    if thesaurus::opposite(left, right) {
        return 0.0;
    }
    let kind =
        if thesaurus::is_kind_of(left, right) || thesaurus::is_kind_of(right, left) { 0.6 } else { 0.0 };
    let near = ((meaning::nearness(left, right) - NEAR) / SPAN).clamp(0.0, 1.0) * MOST;
    near.max(kind)
}

/// The stem a word is looked up by.
pub(crate) fn root(token: &Token) -> &str {
    token.phrase.or(token.base).unwrap_or(&token.stem)
}

/// How much a word of a statement weighs, from 0 to 1: names and numbers most, frequent and light words least.
pub(crate) fn weight(token: &Token) -> f64 {
    const FREQUENT: f64 = 0.35;
    const SPAN: f64 = 0.45;
    const LEAST: f64 = 0.15;
    if token.kind != Kind::Word || token.name {
        return 1.0;
    }
    let rarity = ((meaning::rarity(&token.stem) - FREQUENT) / SPAN).clamp(LEAST, 1.0);
    if token.class.is(Class::LIGHT) { rarity / 2.0 } else { rarity }
}

/// Each content word of a statement with the place in a sentence that is most like it, near the place before where
/// several are.
pub(crate) fn matches(mine: &Sentence, theirs: &Sentence) -> Vec<Match> {
    let mut last = 0;
    let mut found = Vec::new();
    for at in mine.content() {
        let mut best = Match { mine: at, theirs: None, likeness: 0.0 };
        for (place, token) in theirs.tokens.iter().enumerate() {
            let likeness = likeness(&mine.tokens[at], token);
            let nearer = best.theirs.is_none_or(|known| place.abs_diff(last) < known.abs_diff(last));
            if likeness > 0.0 && (likeness > best.likeness || (likeness == best.likeness && nearer)) {
                best = Match { mine: at, theirs: Some(place), likeness };
            }
        }
        if best.likeness >= FOUND {
            last = best.theirs.unwrap_or(last);
        } else {
            best.theirs = None;
        }
        found.push(best);
    }
    found
}

/// The weighed share of a statement's words that was found, from 0 to 1.
pub(crate) fn coverage(mine: &Sentence, matches: &[Match]) -> f64 {
    let all: f64 = matches.iter().map(|found| weight(&mine.tokens[found.mine])).sum();
    let found: f64 = matches.iter().map(|found| found.likeness * weight(&mine.tokens[found.mine])).sum();
    if all > 0.0 { found / all } else { 0.0 }
}

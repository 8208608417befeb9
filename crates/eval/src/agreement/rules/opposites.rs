//! A word of the statement must not exclude the word the source has in its place.

use super::cause::shared;
use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::lexicon::{Class, share_of};
use crate::agreement::sentence::Token;
use crate::agreement::thesaurus;

/// Two words that exclude each other, by their places.
pub(super) struct Opposite {
    /// Place in the statement.
    pub(super) mine: usize,
    /// Place in the source.
    pub(super) theirs: usize,
}

/// The first word of the statement that excludes a word of the source that it leaves out.
pub(super) fn find(laid: &Laid<'_>) -> Option<Opposite> {
    let mine = &laid.mine.tokens;
    let theirs = &laid.theirs.tokens;
    for (at, token) in mine.iter().enumerate() {
        let said = laid.partner(at).is_some() || theirs.iter().any(|other| other.is_form_of(token));
        if token.class.is(Class::NEGATOR) || token.word == "others" {
            continue;
        }
        if said {
            if let Some(theirs) = in_its_place(laid, at) {
                return Some(Opposite { mine: at, theirs });
            }
            continue;
        }
        let opposite = theirs.iter().enumerate().find(|(index, other)| {
            !laid.is_taken(*index)
                && !other.class.is(Class::NEGATOR)
                && exclude(token, other)
                && !mine.iter().any(|word| word.is_form_of(other))
        });
        if let Some((theirs, _)) = opposite
            .filter(|(theirs, _)| !is_turned_in_time(laid, at, *theirs) && !is_graded_back(laid, at, *theirs))
        {
            return Some(Opposite { mine: at, theirs });
        }
    }
    None
}

/// The opposite that stands where the words before a word stand, while the word itself stands in another clause: "while
/// the loop is closed; a switch can be opened".
fn in_its_place(laid: &Laid<'_>, at: usize) -> Option<usize> {
    if laid.mine.has("than") {
        return None;
    }
    let own = laid.theirs.tokens[laid.partner(at)?].clause;
    let before = (0..at).rev().find(|&at| laid.mine.tokens[at].is_solid()).and_then(|at| laid.partner(at))?;
    let clause = laid.theirs.tokens[before].clause;
    let stands = |(index, other): (usize, &Token)| {
        let opposite =
            other.clause == clause && !laid.is_taken(index) && exclude(&laid.mine.tokens[at], other);
        opposite.then_some(index)
    };
    if own == clause { None } else { laid.theirs.tokens.iter().enumerate().find_map(stands) }
}

/// Whether two words exclude each other; light words only where that is sure.
fn exclude(mine: &Token, theirs: &Token) -> bool {
    let (left, right) = (mine.base.unwrap_or(&mine.stem), theirs.base.unwrap_or(&theirs.stem));
    let said = |token: &Token| token.phrase.unwrap_or(token.base.unwrap_or(&token.stem)).to_owned();
    if mine.phrase.is_some() || theirs.phrase.is_some() {
        return thesaurus::opposite(&said(mine), &said(theirs));
    }
    if mine.class.is(Class::LIGHT) || theirs.class.is(Class::LIGHT) {
        thesaurus::surely_opposite(left, right)
    } else {
        thesaurus::opposite(left, right)
    }
}

/// "Less quickly" is "more slowly".
pub(super) fn is_graded_back(laid: &Laid<'_>, mine: usize, theirs: usize) -> bool {
    let word = |tokens: &[Token], at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).map(|token| token.word.clone()).unwrap_or_default()
    };
    let degree = |word: &str| matches!(word, "more" | "less" | "most" | "least" | "fewer");
    let (my_tokens, their_tokens) = (&laid.mine.tokens, &laid.theirs.tokens);
    if degree(&my_tokens[mine].word) {
        let (Some(next), Some(other)) = (my_tokens.get(mine + 1), their_tokens.get(theirs + 1)) else {
            return false;
        };
        return exclude(next, other);
    }
    let (my_degree, their_degree) =
        (word(my_tokens, mine.checked_sub(1)), word(their_tokens, theirs.checked_sub(1)));
    degree(&my_degree) && degree(&their_degree) && my_degree != their_degree
}

/// "A before B" is "B after A".
fn is_turned_in_time(laid: &Laid<'_>, mine: usize, theirs: usize) -> bool {
    let words = (laid.mine.tokens[mine].word.as_str(), laid.theirs.tokens[theirs].word.as_str());
    if !matches!(words, ("before", "after") | ("after", "before")) {
        return false;
    }
    let (my_end, their_end) = (laid.mine.tokens.len(), laid.theirs.tokens.len());
    let straight = shared(laid, 0..mine, 0..theirs) + shared(laid, mine + 1..my_end, theirs + 1..their_end);
    let crossed = shared(laid, 0..mine, theirs + 1..their_end) + shared(laid, mine + 1..my_end, 0..theirs);
    crossed > straight
}

/// What such a pair means for the statement: surely a contradiction only where the words around it are the same.
pub(super) fn verdict(laid: &Laid<'_>, opposite: &Opposite) -> Finding {
    const NEAR: usize = 4;
    let (mine, theirs) = (&laid.mine.tokens[opposite.mine].word, &laid.theirs.tokens[opposite.theirs].word);
    let reason = format!("the statement says `{mine}`, the source `{theirs}`");
    let same_place = laid.pairs().any(|pair| {
        pair.mine.abs_diff(opposite.mine) <= NEAR && pair.theirs.abs_diff(opposite.theirs) <= NEAR + 1
    });
    let not_all =
        laid.mine.tokens.windows(2).any(|pair| pair[0].word == "not" && share_of(&pair[1].word) == Some(5));
    if laid.share() >= 0.5 && same_place && !not_all { contradicts(reason) } else { doubts(reason) }
}

/// "From China to India" is not "from India to China".
pub(super) fn directions(laid: &Laid<'_>) -> Finding {
    for pair in laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()) {
        let mine = governing(&laid.mine.tokens, pair.mine);
        let theirs = governing(&laid.theirs.tokens, pair.theirs);
        let turned = matches!(
            (mine, theirs),
            (Some("from"), Some("to" | "into"))
                | (Some("to" | "into"), Some("from"))
                | (Some("before"), Some("after"))
                | (Some("after"), Some("before"))
        );
        if turned && laid.share() >= 0.7 {
            let word = &laid.mine.tokens[pair.mine].word;
            let (mine, theirs) = (mine.unwrap_or_default(), theirs.unwrap_or_default());
            return contradicts(format!("the statement says `{mine} {word}`, the source `{theirs} {word}`"));
        }
    }
    None
}

/// The preposition before a noun, articles and adjectives apart.
fn governing(tokens: &[Token], at: usize) -> Option<&str> {
    let before = tokens[..at].iter().rev().take(3);
    let mut skipped = before.skip_while(|token| {
        token.class.is(Class::DETERMINER)
            || (token.kinds.starts_with('a') && !token.class.is(Class::PREPOSITION))
    });
    skipped.next().filter(|token| token.class.is(Class::PREPOSITION)).map(|token| token.word.as_str())
}

//! Which of two things does it, by who stands where and after which small word; in other languages than English, whose
//! verbs are not known, by nothing else.

use super::Laid;
use crate::agreement::align::Pair;
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::unit;

/// Two words that changed places: one bare and one after a preposition, which they exchanged too, or, in other languages
/// than English, both bare with something between them. "In August" and the like may stand anywhere.
pub(super) fn check(laid: &Laid<'_>) -> Option<String> {
    let stands_somewhere = |pair: &Pair| {
        let token = &laid.mine.tokens[pair.mine];
        token.kind == Kind::Word && token.is_solid() && unit::unit_of(&token.word, None).is_none()
    };
    let mut pairs: Vec<Pair> = laid.pairs().copied().filter(stands_somewhere).collect();
    pairs.sort_unstable_by_key(|pair| pair.mine);
    for (index, first) in pairs.iter().enumerate() {
        let turned = pairs[index + 1..]
            .iter()
            .find(|second| second.theirs < first.theirs && is_exchange(laid, first, second));
        if let Some(second) = turned {
            let (first, second) = (&laid.mine.tokens[first.mine].word, &laid.mine.tokens[second.mine].word);
            return Some(format!("`{first}` and `{second}` have changed places; who does what may differ"));
        }
    }
    None
}

fn is_exchange(laid: &Laid<'_>, first: &Pair, second: &Pair) -> bool {
    let governed = |pair: &Pair| (is_governed(laid.mine, pair.mine), is_governed(laid.theirs, pair.theirs));
    match (governed(first), governed(second)) {
        // where verbs are known, `swapped` tells who does it
        ((false, false), (false, false)) => {
            laid.mine.foreign
                && is_apart(laid.mine, first.mine, second.mine)
                && is_apart(laid.theirs, second.theirs, first.theirs)
        }
        ((mine, theirs), (other_mine, other_theirs)) => {
            let clause = |sentence: &Sentence, at: usize| sentence.tokens[at].clause;
            let together = clause(laid.mine, first.mine) == clause(laid.mine, second.mine)
                && clause(laid.theirs, first.theirs) == clause(laid.theirs, second.theirs);
            mine != theirs
                && other_mine != other_theirs
                && (laid.mine.foreign || (together && !is_near(laid, first, second)))
        }
    }
}

/// "Hard water" beside "water that is hard": words of one phrase on one side.
fn is_near(laid: &Laid<'_>, first: &Pair, second: &Pair) -> bool {
    const NEAR: usize = 2;
    let in_phrase = |sentence: &Sentence, from: usize, to: usize| {
        let between = &sentence.tokens[from.min(to) + 1..from.max(to)];
        between.len() < NEAR && !between.iter().any(|token| token.class.is(Class::PREPOSITION))
    };
    in_phrase(laid.mine, first.mine, second.mine) || in_phrase(laid.theirs, first.theirs, second.theirs)
}

/// Whether a preposition stands before a word, articles and one other word apart: "in the central islands".
fn is_governed(sentence: &Sentence, at: usize) -> bool {
    let is_idle = |at: usize| {
        let token = &sentence.tokens[at];
        !token.is_content() && !token.class.is(Class::PREPOSITION.or(Class::BOUNDARY).or(Class::BE))
    };
    let before = |at: usize| (0..at).rev().find(|&at| !is_idle(at));
    let is_preposition = |at: usize| sentence.tokens[at].class.is(Class::PREPOSITION);
    before(at).is_some_and(|near| {
        let beside = near + 1 == at && sentence.tokens[near].is_solid();
        is_preposition(near) || (beside && before(near).is_some_and(is_preposition))
    })
}

/// Whether a word with content stands between two.
fn is_apart(sentence: &Sentence, from: usize, to: usize) -> bool {
    sentence.tokens.get(from + 1..to).is_some_and(|between| between.iter().any(Token::is_solid))
}

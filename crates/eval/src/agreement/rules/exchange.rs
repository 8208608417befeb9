//! Which of two things does it, in a language whose verbs are not known: who stands where, and after which small word.

use super::Laid;
use crate::agreement::align::Pair;
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::unit;

/// Two words that changed places: both bare, with something between them, or one bare and one after a preposition, which
/// they exchanged too. "In August" and the like may stand anywhere.
pub(super) fn check(laid: &Laid<'_>) -> Option<String> {
    if !laid.mine.foreign {
        return None;
    }
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
        ((false, false), (false, false)) => {
            is_apart(laid.mine, first.mine, second.mine) && is_apart(laid.theirs, second.theirs, first.theirs)
        }
        ((mine, theirs), (other_mine, other_theirs)) => mine != theirs && other_mine != other_theirs,
    }
}

/// Whether a preposition stands before a word, articles and one other word apart: "in the central islands".
fn is_governed(sentence: &Sentence, at: usize) -> bool {
    let before = |at: usize| (0..at).rev().find(|&at| !sentence.tokens[at].class.is(Class::DETERMINER));
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

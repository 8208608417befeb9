//! The words must stand to each other as in the source: who does what to whom, and in which clause.

use super::{Finding, Laid, doubts};
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::Sentence;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    if let Some(&at) = laid.alignment.displaced.first() {
        let word = &laid.mine.tokens[at].word;
        return doubts(format!("`{word}` stands in another place in the source; who does what may differ"));
    }
    crossing(laid).or_else(|| condition(laid)).or_else(|| governed(laid))
}

/// Words of two clauses put together into one.
fn crossing(laid: &Laid<'_>) -> Finding {
    let place = |order: &[usize], at: usize| order.iter().position(|&index| index == at).unwrap_or(at);
    for pair in laid.alignment.pairs.windows(2) {
        let (from, to) = (place(laid.their_order, pair[0].theirs), place(laid.their_order, pair[1].theirs));
        let skipped = laid.their_order.get(from + 1..to).unwrap_or_default();
        let Some(border) = skipped.iter().rposition(|&at| is_border(laid.theirs, at)) else { continue };
        let between =
            skipped[border..].iter().find(|&&at| laid.theirs.tokens[at].is_content() && !laid.is_taken(at));
        let my_from = place(laid.my_order, pair[0].mine);
        let my_to = place(laid.my_order, pair[1].mine);
        let mine = laid.my_order.get(my_from + 1..=my_to).unwrap_or_default();
        let mine_has_border = mine.iter().any(|&at| is_border(laid.mine, at));
        if let Some(&word) = between.filter(|_| !mine_has_border) {
            let word = &laid.theirs.tokens[word].word;
            return doubts(format!(
                "the statement joins what the source says apart, before and after `{word}`"
            ));
        }
    }
    None
}

fn is_border(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence.tokens[at];
    token.after_mark || token.class.is(Class::BOUNDARY)
}

/// What the source says only under a condition, or names as the condition, is not said outright.
fn condition(laid: &Laid<'_>) -> Finding {
    let pairs = &laid.alignment.pairs;
    let theirs = pairs.iter().filter(|pair| laid.theirs.tokens[pair.theirs].conditional).count();
    let mine = pairs.iter().filter(|pair| laid.mine.tokens[pair.mine].conditional).count();
    if theirs == pairs.len() && mine == 0 && theirs > 0 {
        return doubts("the source names this only as a condition".to_owned());
    }
    let strict = |sentence: &Sentence| {
        let word = |word: &str| sentence.has(word);
        word("if") || word("unless") || word("provided")
    };
    if strict(laid.theirs) && !strict(laid.mine) && !laid.mine.has("when") && theirs == 0 {
        return doubts("the source says this only under a condition".to_owned());
    }
    None
}

/// "The speed of light" is not "light".
fn governed(laid: &Laid<'_>) -> Finding {
    let first = laid.alignment.pairs.first()?;
    let preposition = |sentence: &Sentence, at: usize| {
        let before = sentence.tokens[..at].iter().rposition(|token| !token.class.is(Class::DETERMINER))?;
        sentence.tokens[before].class.is(Class::PREPOSITION).then_some(before)
    };
    let at = preposition(laid.theirs, first.theirs)?;
    let head = laid.theirs.tokens[..at].iter().rev().find(|token| token.is_content())?;
    if preposition(laid.mine, first.mine).is_some() || laid.their_order.first() != Some(&0) {
        return None;
    }
    let word = &laid.mine.tokens[first.mine].word;
    doubts(format!("the source speaks of `{}`, not of `{word}` itself", head.word))
}

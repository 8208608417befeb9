//! What holds only under a condition must not be said outright.

use super::Laid;
use crate::agreement::sentence::{Sentence, Token};

/// What the source says only under a condition, or names as the condition, is not said outright.
pub(super) fn check(laid: &Laid<'_>) -> Option<String> {
    if sets_aside(laid.mine) && !sets_aside(laid.theirs) && laid.theirs.tokens.iter().any(binds) {
        return Some("the source makes a condition of what the statement sets aside".to_owned());
    }
    let solid: Vec<_> = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).collect();
    let theirs = solid.iter().filter(|pair| laid.theirs.tokens[pair.theirs].conditional).count();
    let mine = solid.iter().filter(|pair| laid.mine.tokens[pair.mine].conditional).count();
    if theirs == solid.len() && mine == 0 && theirs > 0 {
        return Some("the source names this only as a condition".to_owned());
    }
    let if_both = laid.mine.has("if") && laid.theirs.has("if");
    let my_condition: Vec<_> = solid.iter().filter(|pair| laid.mine.tokens[pair.mine].conditional).collect();
    let kept = my_condition.iter().filter(|pair| laid.theirs.tokens[pair.theirs].conditional).count();
    if if_both && !my_condition.is_empty() && kept * 2 <= my_condition.len() {
        return Some("the source names another condition".to_owned());
    }
    let strict = |sentence: &Sentence| {
        sentence.tokens.iter().any(|token| {
            matches!(
                token.word.as_str(),
                "if" | "unless" | "provided" | "when" | "where" | "until" | "whenever" | "who" | "that"
            )
        })
    };
    let even = |at: usize| at > 0 && laid.theirs.tokens[at - 1].word == "even";
    let named =
        (0..laid.theirs.tokens.len()).find(|&at| is_condition(&laid.theirs.tokens[at].word) && !even(at));
    let bound = named.is_some_and(|at| {
        let stretch = stretch(&laid.theirs.tokens, at);
        solid.iter().filter(|pair| stretch.contains(&pair.theirs)).count() * 2 > solid.len()
    });
    let kept = named.is_some_and(|_| {
        let tokens = &laid.theirs.tokens;
        let of_condition = || (0..tokens.len()).filter(|&at| tokens[at].conditional && tokens[at].is_solid());
        of_condition().filter(|&at| laid.is_taken(at)).count() * 2 > of_condition().count()
    });
    if bound && !strict(laid.mine) && !kept {
        return Some("the source says this only under a condition".to_owned());
    }
    None
}

/// "Even if", "whether or not", "regardless of".
fn sets_aside(sentence: &Sentence) -> bool {
    let follows = |first: &str, second: &str| {
        sentence.tokens.windows(2).any(|pair| pair[0].word == first && pair[1].word == second)
    };
    follows("even", "if") || follows("whether", "or") || sentence.has("regardless") || sentence.has("anyway")
}

/// Whether a word ties what is said to a condition.
fn binds(token: &Token) -> bool {
    matches!(
        token.word.as_str(),
        "if" | "unless" | "only" | "provided" | "until" | "when" | "without" | "must" | "that"
    )
}

fn is_condition(word: &str) -> bool {
    matches!(word, "if" | "unless" | "provided")
}

/// The part of a sentence around a place that no mark stronger than a comma parts.
fn stretch(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    let start = (0..=at).rev().find(|&at| tokens[at].after_stop).unwrap_or(0);
    let end = (at + 1..tokens.len()).find(|&at| tokens[at].after_stop).unwrap_or(tokens.len());
    start..end
}

//! Signs: words that turn, bound, grade or tie what is said.

use super::{Out, View};
use crate::agreement::form;
use crate::agreement::lexicon::{Class, is_exclusive, share_of};
use crate::agreement::scope::{reverses, turns};
use crate::agreement::sentence::{Kind, Sentence, Token};

/// Words that turn, bound or tie what is said, where only one side has them.
pub(super) fn said(view: &View<'_>, out: &mut Out) {
    let any = |sentence: &Sentence, test: &dyn Fn(&Token) -> bool| sentence.tokens.iter().any(test);
    let flag = |yes: bool| f64::from(u8::from(yes));
    let places: Vec<usize> = view.here.iter().filter_map(|found| found.theirs).collect();
    let engaged = view
        .line
        .negations
        .iter()
        .filter(|negation| places.iter().any(|at| negation.scope.contains(at) || negation.head == *at))
        .count();
    let denies = view.mine.negations.len();
    out.push(("denies", flag(denies % 2 == 1)));
    out.push(("turns_uneven", flag(denies % 2 != engaged % 2)));
    out.push(("denies_alone", flag(denies % 2 == 1 && !any(view.line, &turns))));
    out.push(("denied_alone", flag(engaged > 0 && !any(view.mine, &turns))));
    let clauses: Vec<usize> = places.iter().map(|&at| view.line.tokens[at].clause).collect();
    let mine = view.mine.tokens.iter().filter(|token| reverses(token)).count();
    let theirs =
        view.line.tokens.iter().filter(|token| reverses(token) && clauses.contains(&token.clause)).count();
    out.push(("reversed", flag(mine % 2 != theirs % 2)));
    out.push(("reversed_alone", flag(mine > 0 && theirs == 0)));
    out.push(("reversal_lost", flag(mine == 0 && theirs > 0)));
    out.push(("denies_both", flag(denies % 2 == 1 && engaged % 2 == 1)));
    let tests: [Sign<'_>; 7] = [
        ("only_mine", "only_theirs", &|token| is_exclusive(&token.word)),
        ("all_mine", "all_theirs", &|token| share_of(&token.word) == Some(5) || token.word == "both"),
        ("share_mine", "share_theirs", &|token| share_of(&token.word).is_some_and(|share| share < 5)),
        ("hedge_mine", "hedge_theirs", &|token| token.class.is(Class::HEDGE)),
        ("more_mine", "more_theirs", &|token| matches!(token.word.as_str(), "more" | "most")),
        ("less_mine", "less_theirs", &|token| {
            matches!(token.word.as_str(), "less" | "fewer" | "least" | "few" | "hardly")
        }),
        ("than_mine", "than_theirs", &|token| token.word == "than" || is_graded(token)),
    ];
    for (mine, theirs, test) in tests {
        let (left, right) = (any(view.mine, test), any(view.line, test));
        out.push((mine, flag(left && !right)));
        out.push((theirs, flag(right && !left)));
    }
    let even = |sentence: &Sentence| {
        sentence.tokens.windows(2).any(|pair| pair[0].word == "even" && pair[1].word == "if")
    };
    out.push(("even_if", flag(even(view.mine) && !even(view.line))));
    let cause = form::cause(&view.mine.tokens).is_some();
    let theirs = form::cause(&view.line.tokens).is_some();
    out.push(("cause", flag(cause)));
    out.push(("cause_mine", flag(cause && !theirs)));
    let condition = any(view.mine, &|token| token.conditional);
    out.push(("condition_mine", flag(condition && !any(view.line, &|token| token.conditional))));
    let bound = places.iter().any(|&at| view.line.tokens[at].conditional);
    out.push(("condition_theirs", flag(bound && !condition)));
}

/// The name of a sign where only the statement has it, where only the sentence has it, and what shows it.
type Sign<'a> = (&'static str, &'static str, &'a dyn Fn(&Token) -> bool);

/// Whether a word is a comparative or superlative by its ending.
pub(super) fn is_graded(token: &Token) -> bool {
    let ending = token.word.ends_with("er") || token.word.ends_with("est");
    let adjective = token.base.is_some() || token.kinds.starts_with(['a', 'r']);
    ending && adjective && token.kind == Kind::Word && !token.class.is(Class::FUNCTION)
}

//! Causes and effects must not change places, and a cause must be the source's own.

use std::ops::Range;

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::quality;
use crate::agreement::form;
use crate::agreement::sentence::Sentence;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let (my_cause, my_effect) = form::cause(&laid.mine.tokens)?;
    let Some((their_cause, their_effect)) = form::cause(&laid.theirs.tokens) else {
        return without_cause(laid, &my_cause);
    };
    let share = |mine: &Range<usize>, theirs: &Range<usize>| shared(laid, mine.clone(), theirs.clone());
    let straight = share(&my_cause, &their_cause).min(share(&my_effect, &their_effect));
    let crossed = share(&my_cause, &their_effect).min(share(&my_effect, &their_cause));
    if crossed > straight && crossed >= 0.5 {
        return contradicts("the statement takes the source's effect for its cause".to_owned());
    }
    let token = |at: usize| &laid.mine.tokens[at];
    let from_effect = solid(laid.mine, my_cause.clone()).into_iter().find(|&at| {
        let stands_in = |range: &Range<usize>| shared(laid, at..at + 1, range.clone()) > 0.0;
        token(at).is_noun() && stands_in(&their_effect) && !stands_in(&their_cause)
    });
    if let Some(at) = from_effect {
        return doubts(format!("the source does not name `{}` as the cause", token(at).word));
    }
    let effect_is_same = share(&my_effect, &their_effect) >= 0.6;
    let cause_is_other = share(&my_cause, &their_cause) < 0.4 && share(&my_cause, &their_effect) < 0.4;
    if effect_is_same && cause_is_other && my_cause.len() > 1 {
        return doubts("the source gives another cause".to_owned());
    }
    None
}

/// The source names no cause in so many words: it may still let, make or allow.
fn without_cause(laid: &Laid<'_>, my_cause: &Range<usize>) -> Finding {
    const LETTING: &[&str] = &[
        "let", "lets", "allow", "allows", "make", "makes", "made", "so", "keeps", "keep", "when", "which",
        "who", "after", "for", "with", "by",
    ];
    let explicit = ["because", "therefore", "due", "consequently", "causes", "caused"];
    let states_cause = explicit.iter().any(|word| laid.mine.has(word));
    let may_mean_it = laid.theirs.tokens.iter().any(|token| LETTING.contains(&token.word.as_str()));
    let whole_cause =
        my_cause.clone().filter(|&at| laid.mine.tokens[at].is_content()).all(|at| laid.partner(at).is_some());
    if states_cause && !(may_mean_it && whole_cause) {
        return doubts("the source does not say why".to_owned());
    }
    None
}

/// The share of the statement's content in a range that stands in a range of the source.
pub(super) fn shared(laid: &Laid<'_>, mine: Range<usize>, theirs: Range<usize>) -> f64 {
    let content = solid(laid.mine, mine);
    if content.is_empty() {
        return 0.0;
    }
    let stands = |at: &&usize| {
        theirs.clone().any(|other| {
            laid.theirs.tokens.get(other).is_some_and(|other| quality(&laid.mine.tokens[**at], other) > 0)
        })
    };
    content.iter().filter(stands).count() as f64 / content.len() as f64
}

fn solid(sentence: &Sentence, range: Range<usize>) -> Vec<usize> {
    let range = range.start.min(sentence.tokens.len())..range.end.min(sentence.tokens.len());
    range.filter(|&at| sentence.tokens[at].is_solid()).collect()
}

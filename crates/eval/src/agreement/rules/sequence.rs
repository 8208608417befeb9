//! What came first: "A after B" is not "B after A".

use std::ops::Range;

use super::Laid;
use super::cause::shared;
use crate::agreement::sentence::Sentence;

/// The fewest words with content that make an event of a part.
const EVENT: usize = 2;

/// What the statement puts first the source puts last.
pub(super) fn check(laid: &Laid<'_>) -> Option<String> {
    let (my_first, my_last) = events(laid.mine)?;
    let (first, last) = events(laid.theirs)?;
    let share = |mine: &Range<usize>, theirs: &Range<usize>| shared(laid, mine.clone(), theirs.clone());
    let straight = share(&my_first, &first).min(share(&my_last, &last));
    let crossed = share(&my_first, &last).min(share(&my_last, &first));
    (crossed > straight && crossed >= 0.5).then(|| "the source tells the two in the other order".to_owned())
}

/// What came first and what came last by "before" or "after", where each is an event and no date.
fn events(sentence: &Sentence) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = &sentence.tokens;
    let at = tokens.iter().position(|token| matches!(token.word.as_str(), "before" | "after"))?;
    let (named, other) = if at == 0 {
        let comma = (1..tokens.len()).find(|&at| tokens[at].after_mark)?;
        (1..comma, comma..tokens.len())
    } else {
        let start = (0..at).rev().find(|&at| tokens[at].after_stop).unwrap_or(0);
        let end = (at + 1..tokens.len()).find(|&at| tokens[at].after_stop).unwrap_or(tokens.len());
        (at + 1..end, start..at)
    };
    let is_event = |range: &Range<usize>| range.clone().filter(|&at| tokens[at].is_solid()).count() >= EVENT;
    if !is_event(&named) || !is_event(&other) {
        return None;
    }
    Some(if tokens[at].word == "after" { (named, other) } else { (other, named) })
}

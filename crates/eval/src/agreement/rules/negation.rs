//! What the statement denies the source must deny, and the other way round.

use super::{Finding, Laid, contradicts, doubts};

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let pairs = &laid.alignment.pairs;
    let mine_negated = |at: usize| laid.mine.tokens[at].negated;
    let theirs_negated = |at: usize| laid.theirs.tokens[at].negated;
    let both = pairs.iter().any(|pair| mine_negated(pair.mine) && theirs_negated(pair.theirs));
    let only_mine = laid.mine.tokens.iter().any(|token| token.negated && token.is_content()) && !both;
    let only_theirs = pairs.iter().any(|pair| theirs_negated(pair.theirs)) && !both;
    let reason = match (only_mine, only_theirs) {
        (true, false) => "the statement denies what the source says",
        (false, true) => "the statement says what the source denies",
        _ => return None,
    };
    let sure = laid.share() >= 0.7;
    if sure { contradicts(reason.to_owned()) } else { doubts(reason.to_owned()) }
}

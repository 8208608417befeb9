//! What the statement denies the source must deny, and the other way round.

use super::Laid;
use super::opposites::Opposite;
use crate::agreement::scope::Negation;
use crate::agreement::thesaurus;

/// How the negations of both sides compare.
pub(super) enum Turn {
    /// Neither denies anything.
    None,
    /// Both deny the same, or one denies the opposite of what the other says.
    Consistent,
    /// One denies what the other says.
    Contradicts(String),
    /// One denies something, and it is not clear what the other says of it.
    Doubtful(String),
}

const DENIES: &str = "the statement denies what the source says";
const SAYS: &str = "the statement says what the source denies";

/// The share of the statement that must be found for a turn to contradict.
const SAME_SUBJECT: f64 = 0.7;

pub(super) fn check(laid: &Laid<'_>, opposite: Option<&Opposite>) -> Turn {
    let mine = &laid.mine.negations;
    let theirs: Vec<&Negation> =
        laid.theirs.negations.iter().filter(|negation| is_engaged(laid, negation)).collect();
    let sure = laid.share() >= SAME_SUBJECT;
    let judged = |reason: &str, sure: bool| {
        if sure { Turn::Contradicts(reason.to_owned()) } else { Turn::Doubtful(reason.to_owned()) }
    };
    match (mine.len(), theirs.len()) {
        (0, 0) => Turn::None,
        (0, _) if opposite.is_some_and(|pair| theirs.iter().any(|negation| negation.head == pair.theirs)) => {
            Turn::Consistent
        }
        (_, 0) if opposite.is_some_and(|pair| mine.iter().any(|negation| negation.head == pair.mine)) => {
            Turn::Consistent
        }
        (0, _) => {
            let head_found = theirs.iter().any(|negation| is_said(laid, negation));
            judged(SAYS, sure && head_found && theirs.len() % 2 == 1)
        }
        (_, 0) => {
            let head_found = mine.iter().any(|negation| is_stated(laid, negation));
            judged(DENIES, sure && head_found && mine.len() % 2 == 1)
        }
        _ if mine.iter().any(|negation| theirs.iter().any(|other| is_same(laid, negation, other))) => {
            Turn::Consistent
        }
        _ => Turn::Doubtful("the statement and the source deny different things".to_owned()),
    }
}

/// Whether a negation of the source bears on what the statement took from it.
fn is_engaged(laid: &Laid<'_>, negation: &Negation) -> bool {
    let head = &laid.theirs.tokens[negation.head];
    let head_matched = laid.is_taken(negation.head)
        || laid.mine.tokens.iter().any(|token| {
            token.is_form_of(head) || (head.is_content() && thesaurus::opposite(&token.stem, &head.stem))
        });
    let content: Vec<usize> =
        negation.scope.clone().filter(|&at| laid.theirs.tokens[at].is_solid()).collect();
    let taken = content.iter().filter(|&&at| laid.is_taken(at)).count();
    (head_matched && taken > 0)
        || (taken > 0 && taken * 2 >= content.len())
        || (content.is_empty() && head_matched)
}

/// Whether the statement says what a negation of the source turns round.
fn is_said(laid: &Laid<'_>, negation: &Negation) -> bool {
    let head = &laid.theirs.tokens[negation.head];
    laid.is_taken(negation.head) || laid.mine.tokens.iter().any(|token| token.is_form_of(head))
}

/// Whether the source says, in the clause that holds most of the statement, what the statement turns round.
fn is_stated(laid: &Laid<'_>, negation: &Negation) -> bool {
    let Some(head) = laid.partner(negation.head) else { return !laid.mine.tokens[negation.head].is_solid() };
    let clause = laid.theirs.tokens[head].clause;
    let solid: Vec<_> = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).collect();
    let there = solid.iter().filter(|pair| laid.theirs.tokens[pair.theirs].clause == clause).count();
    there * 2 >= solid.len()
}

/// Whether two negations turn round the same words.
fn is_same(laid: &Laid<'_>, mine: &Negation, theirs: &Negation) -> bool {
    let reaches = |at: usize| theirs.scope.contains(&at) || theirs.head == at;
    let content: Vec<usize> = mine.scope.clone().filter(|&at| laid.mine.tokens[at].is_content()).collect();
    // "Sound cannot travel in a vacuum" beside "in a vacuum there is no sound"
    let of_subject =
        matches!(laid.theirs.tokens[theirs.at].word.as_str(), "no" | "none" | "nothing" | "nobody")
            && laid.pairs().any(|pair| pair.theirs == theirs.head && pair.mine < mine.at);
    of_subject || content.is_empty() || content.iter().any(|&at| laid.partner(at).is_some_and(reaches))
}

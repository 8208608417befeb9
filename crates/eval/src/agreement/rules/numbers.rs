//! Numbers and dates of the statement must be the source's.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::quantity::{Fit, Quantity};
use crate::agreement::sentence::{Kind, Token};

/// The share of the statement that must be found for another number to speak of the same thing.
const SAME_SUBJECT: f64 = 0.5;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let mut doubt = None;
    for &at in &laid.alignment.missing {
        let token = &laid.mine.tokens[at];
        if !matches!(token.kind, Kind::Quantity(_) | Kind::Date(_)) {
            continue;
        }
        let rival = laid
            .theirs
            .tokens
            .iter()
            .enumerate()
            .find(|(index, other)| !laid.is_taken(*index) && are_rivals(token, other));
        match rival {
            Some((_, rival)) if laid.share() >= SAME_SUBJECT && !turned_by_negation(laid) => {
                return contradicts(format!(
                    "the statement says `{}`, the source `{}`",
                    token.word, rival.word
                ));
            }
            _ => doubt = doubts(format!("`{}` does not stand in the source's sentence", token.word)),
        }
    }
    misplaced(laid).or(doubt).or_else(|| soft_one(laid))
}

/// "Less than 4 does not enter" follows from "at least 4 to enter": a negation on one side turns bounds round.
fn turned_by_negation(laid: &Laid<'_>) -> bool {
    let bounded =
        |token: &Token| matches!(token.kind, Kind::Quantity(Quantity { bound, .. }) if bound.is_one_sided());
    laid.mine.negations.len() != laid.theirs.negations.len()
        && laid.mine.tokens.iter().any(bounded)
        && laid.theirs.tokens.iter().any(bounded)
}

/// Whether two numbers could be meant for the same place and cannot both hold.
fn are_rivals(mine: &Token, theirs: &Token) -> bool {
    match (mine.kind, theirs.kind) {
        (Kind::Quantity(mine), Kind::Quantity(theirs)) => {
            let kinds = mine.ordinal == theirs.ordinal
                && mine.unit.map(|unit| unit.dimension) == theirs.unit.map(|unit| unit.dimension);
            kinds && mine.fit(&theirs) == Some(Fit::Apart)
        }
        (Kind::Date(mine), Kind::Date(theirs)) => mine.fit(&theirs) == Fit::Apart,
        _ => false,
    }
}

/// A number of the source that counts something else: "a quarter of the floor" where the source has a quarter of the
/// species and one percent of the floor.
fn misplaced(laid: &Laid<'_>) -> Finding {
    let is_number = |token: &Token| matches!(token.kind, Kind::Quantity(_));
    for pair in laid.pairs().filter(|pair| is_number(&laid.mine.tokens[pair.mine])) {
        let mut after = (pair.mine + 1..laid.mine.tokens.len()).take(5);
        let Some(noun) = after.find(|&at| laid.mine.tokens[at].is_solid()).and_then(|at| laid.partner(at))
        else {
            continue;
        };
        let before = laid.theirs.tokens[..noun]
            .iter()
            .enumerate()
            .rev()
            .take(5)
            .take_while(|(_, token)| !token.after_mark);
        let Some((at, rival)) = before.into_iter().find(|(_, token)| is_number(token)) else { continue };
        if at != pair.theirs && (pair.theirs > noun || pair.theirs < at) {
            let (mine, noun) = (&laid.mine.tokens[pair.mine].word, &laid.theirs.tokens[noun].word);
            return contradicts(format!(
                "the statement says `{mine}` of `{noun}`, the source `{}`",
                rival.word
            ));
        }
    }
    None
}

/// "One" is no more than an article, unless the source counts the same thing otherwise.
fn soft_one(laid: &Laid<'_>) -> Finding {
    let mine = laid.mine.tokens.iter().enumerate().find_map(|(at, token)| match token.kind {
        Kind::Quantity(quantity) if quantity.soft => Some((at, quantity)),
        _ => None,
    });
    let (at, quantity) = mine?;
    let next = (at + 1..laid.mine.tokens.len()).find(|&at| laid.mine.tokens[at].is_content())?;
    let before = laid.partner(next)?.checked_sub(1)?;
    match laid.theirs.tokens[before].kind {
        Kind::Quantity(other) if other.low != quantity.low && !other.soft => {
            contradicts(format!("the statement says `one`, the source `{}`", laid.theirs.tokens[before].word))
        }
        _ => None,
    }
}

//! Numbers and dates of the statement must be the source's.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::quantity::Fit;
use crate::agreement::sentence::{Kind, Token};

/// The share of the statement that must be found for another number to speak of the same thing.
const SAME_SUBJECT: f64 = 0.4;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let mut doubt = None;
    for &at in laid.alignment.missing.iter().chain(&laid.alignment.displaced) {
        let token = &laid.mine.tokens[at];
        if !is_number(token) {
            continue;
        }
        let rivals: Vec<&Token> = laid
            .theirs
            .tokens
            .iter()
            .enumerate()
            .filter(|(index, other)| !laid.is_taken(*index) && rivals(token, other))
            .map(|(_, other)| other)
            .collect();
        match rivals.first() {
            Some(rival) if laid.share() >= SAME_SUBJECT && laid.alignment.missing.contains(&at) => {
                return contradicts(format!(
                    "the statement says `{}`, the source `{}`",
                    token.word, rival.word
                ));
            }
            _ if laid.alignment.missing.contains(&at) => {
                doubt = doubts(format!("`{}` does not stand in the source's sentence", token.word));
            }
            _ => {}
        }
    }
    doubt.or_else(|| years_of_soft_numbers(laid))
}

fn is_number(token: &Token) -> bool {
    matches!(token.kind, Kind::Quantity(_) | Kind::Date(_))
}

/// Whether two numbers could be meant for the same place and cannot both hold.
fn rivals(mine: &Token, theirs: &Token) -> bool {
    match (mine.kind, theirs.kind) {
        (Kind::Quantity(mine), Kind::Quantity(theirs)) => {
            let kinds = mine.ordinal == theirs.ordinal
                && mine.unit.map(|unit| unit.dimension) == theirs.unit.map(|unit| unit.dimension);
            kinds && (mine.fit(&theirs) == Some(Fit::Apart))
        }
        (Kind::Date(mine), Kind::Date(theirs)) => mine.fit(&theirs) == Fit::Apart,
        _ => false,
    }
}

/// "One" is no more than an article, unless the source counts something else.
fn years_of_soft_numbers(laid: &Laid<'_>) -> Finding {
    let mine = laid.mine.tokens.iter().enumerate().find_map(|(at, token)| match token.kind {
        Kind::Quantity(quantity) if quantity.soft => Some((at, quantity)),
        _ => None,
    });
    let (at, quantity) = mine?;
    let next = (at + 1..laid.mine.tokens.len()).find(|&at| laid.mine.tokens[at].is_content())?;
    let partner = laid.partner(next)?;
    let before = partner.checked_sub(1)?;
    match laid.theirs.tokens[before].kind {
        Kind::Quantity(other) if other.low != quantity.low && !other.soft => {
            contradicts(format!("the statement says `one`, the source `{}`", laid.theirs.tokens[before].word))
        }
        _ => None,
    }
}

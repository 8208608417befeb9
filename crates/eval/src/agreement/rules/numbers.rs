//! Numbers and dates of the statement must be the source's.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::figures;
use crate::agreement::lexicon::Class;
use crate::agreement::quantity::{Fit, Quantity};
use crate::agreement::sentence::{Kind, Token};
use crate::agreement::unit::Dimension;

/// The share of the statement that must be found for another number to speak of the same thing.
const SAME_SUBJECT: f64 = 0.5;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let mut doubt = None;
    for &at in &laid.alignment.missing {
        let token = &laid.mine.tokens[at];
        if !matches!(token.kind, Kind::Quantity(_) | Kind::Date(_)) || is_idle(laid, at) {
            continue;
        }
        let rival = laid
            .theirs
            .tokens
            .iter()
            .enumerate()
            .find(|(index, other)| !laid.is_taken(*index) && are_rivals(token, other));
        match rival {
            Some((_, rival))
                if laid.share() >= SAME_SUBJECT
                    && !turned_by_negation(laid)
                    && !is_reckoned(laid, token)
                    && !is_computed(laid, at) =>
            {
                return contradicts(format!(
                    "the statement says `{}`, the source `{}`",
                    token.word, rival.word
                ));
            }
            _ => doubt = doubts(format!("`{}` does not stand in the source's sentence", token.word)),
        }
    }
    misplaced(laid)
        .or_else(|| crossed(laid))
        .or(doubt)
        .or_else(|| of_other_clause(laid))
        .or_else(|| soft_one(laid))
}

/// Whether a number says nothing of its own: "once a month", "the other two".
fn is_idle(laid: &Laid<'_>, at: usize) -> bool {
    is_once_every(laid, at) || (at > 0 && laid.mine.tokens[at - 1].word == "other")
}

/// "In 1903 …; eight years later …": a date that the sentence leaves to be reckoned.
fn is_reckoned(laid: &Laid<'_>, token: &Token) -> bool {
    let later = |at: usize| {
        laid.theirs.tokens.get(at + 1).is_some_and(|next| {
            matches!(next.word.as_str(), "later" | "earlier" | "after" | "before" | "afterwards" | "ago")
        })
    };
    matches!(token.kind, Kind::Date(_))
        && laid.theirs.tokens.iter().enumerate().any(|(at, other)| match other.kind {
            Kind::Quantity(quantity) => {
                quantity.unit.is_some_and(|unit| unit.dimension == Dimension::Time) && later(at)
            }
            _ => false,
        })
}

/// Whether numbers of the source or of the sentences before it come to a number.
fn is_computed(laid: &Laid<'_>, at: usize) -> bool {
    const NEAR: usize = 2;
    let lines: Vec<_> = std::iter::once(laid.theirs).chain(laid.around.iter().copied().take(NEAR)).collect();
    figures::is_computed(laid.mine, at, &lines)
}

/// "Once a month" says no more than "every month".
fn is_once_every(laid: &Laid<'_>, at: usize) -> bool {
    let each = |word: &str| matches!(word, "a" | "an" | "every" | "each" | "per");
    laid.mine.tokens[at].word == "once"
        && laid.mine.tokens.get(at + 1).is_some_and(|next| each(&next.word))
        && laid
            .theirs
            .tokens
            .iter()
            .any(|token| each(&token.word) && !matches!(token.word.as_str(), "a" | "an"))
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
            // "at least 20" and "less than 20" may say one thing from two sides
            let two_sides = mine.bound.is_one_sided() && theirs.bound.is_one_sided();
            kinds && !two_sides && mine.fit(&theirs) == Some(Fit::Apart)
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
        // "but only 4,800 in 1946" leaves its noun out
        let elliptic = laid.theirs.tokens.get(pair.theirs + 1).is_none_or(|next| {
            let of = next.word == "of"
                && laid.theirs.tokens.get(pair.theirs + 2).is_none_or(|next| !next.class.is(Class::PRONOUN));
            next.class.is(Class::PREPOSITION.or(Class::BOUNDARY).or(Class::BE)) && !of
        });
        let Some(noun) =
            counted(&laid.mine.tokens, pair.mine).and_then(|at| laid.partner(at)).filter(|_| !elliptic)
        else {
            continue;
        };
        let before = (0..noun).rev().take(5).take_while(|&at| !laid.theirs.tokens[at + 1].after_mark);
        let ordinal = |token: &Token| matches!(token.kind, Kind::Quantity(quantity) if quantity.ordinal);
        let same_kind = |at: &usize| {
            is_number(&laid.theirs.tokens[*at])
                && ordinal(&laid.theirs.tokens[*at]) == ordinal(&laid.mine.tokens[pair.mine])
        };
        let Some(rival) = before.into_iter().find(same_kind) else { continue };
        if rival != pair.theirs && (pair.theirs > noun || pair.theirs < rival) {
            let (mine, noun) = (&laid.mine.tokens[pair.mine].word, &laid.theirs.tokens[noun].word);
            let theirs = &laid.theirs.tokens[rival].word;
            return doubts(format!("the statement says `{mine}` of `{noun}`, the source `{theirs}`"));
        }
    }
    None
}

/// "Four legs and six wings" beside "six legs and four wings": two numbers that changed places.
fn crossed(laid: &Laid<'_>) -> Finding {
    let numbers: Vec<(usize, usize, usize)> = laid
        .pairs()
        .filter(|pair| matches!(laid.mine.tokens[pair.mine].kind, Kind::Quantity(_)))
        .filter_map(|pair| {
            let tokens = &laid.mine.tokens;
            let noun = (pair.mine + 1..tokens.len())
                .take(4)
                .find(|&at| tokens[at].is_solid() || tokens[at].after_mark)?;
            Some((pair.mine, pair.theirs, laid.partner(noun).filter(|_| !tokens[noun].after_mark)?))
        })
        .collect();
    for (index, &(mine, place, noun)) in numbers.iter().enumerate() {
        for &(_, other, other_noun) in &numbers[index + 1..] {
            let straight = place.abs_diff(noun) + other.abs_diff(other_noun);
            let turned = place.abs_diff(other_noun) + other.abs_diff(noun);
            if turned + 1 < straight {
                let word = &laid.mine.tokens[mine].word;
                return doubts(format!("the source says `{word}` of something else"));
            }
        }
    }
    None
}

/// The noun that a number counts: the next word with content, articles and "of" apart.
fn counted(tokens: &[Token], number: usize) -> Option<usize> {
    let next =
        (number + 1..tokens.len()).take(4).find(|&at| tokens[at].is_solid() || tokens[at].after_mark)?;
    let between = &tokens[number + 1..next];
    let close = between.iter().all(|token| token.word == "of" || token.class.is(Class::DETERMINER));
    (close && !tokens[next].after_mark && !tokens[next].name).then_some(next)
}

/// "Twice a day in summer and once in winter": a number of another clause than the rest, which has its own there.
fn of_other_clause(laid: &Laid<'_>) -> Finding {
    let tokens = &laid.theirs.tokens;
    for pair in laid.pairs() {
        let Kind::Quantity(mine) = laid.mine.tokens[pair.mine].kind else { continue };
        let clause = tokens[pair.theirs].clause;
        let solid = || {
            laid.pairs().filter(|other| laid.mine.tokens[other.mine].is_solid() && other.mine != pair.mine)
        };
        let here = solid().filter(|other| tokens[other.theirs].clause == clause).count();
        let mut others = solid().filter(|other| tokens[other.theirs].clause != clause);
        if here >= others.clone().count() {
            continue;
        }
        let rival = |at: usize, other: usize| match tokens[at].kind {
            Kind::Quantity(theirs) => {
                let same_unit =
                    mine.unit.map(|unit| unit.dimension) == theirs.unit.map(|unit| unit.dimension);
                tokens[at].clause == tokens[other].clause
                    && !laid.is_taken(at)
                    && !theirs.soft
                    && theirs.low != mine.low
                    && same_unit
                    && mine.ordinal == theirs.ordinal
            }
            _ => false,
        };
        let found = others.find_map(|other| (0..tokens.len()).find(|&at| rival(at, other.theirs)));
        if let Some(rival) = found {
            let word = &laid.mine.tokens[pair.mine].word;
            return doubts(format!(
                "the source has `{}` where the statement has `{word}`",
                tokens[rival].word
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

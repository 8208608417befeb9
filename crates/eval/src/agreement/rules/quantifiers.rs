//! "All", "most", "some", "only", "may": the statement must not claim more than the source.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::lexicon::{Class, is_exclusive, share_of};
use crate::agreement::sentence::Sentence;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let sure = laid.share() >= 0.7;
    let mine = share(laid.mine, |at| laid.partner(at).is_some());
    let theirs = share(laid.theirs, |at| laid.is_taken(at));
    match compare(mine, theirs) {
        Some((true, reason)) if sure => return contradicts(reason),
        Some((_, reason)) => return doubts(reason),
        None => {}
    }
    exclusive(laid).or_else(|| hedge(laid))
}

/// How much of its subject a sentence speaks of: the word and its share, near a word that both sentences have.
fn share(sentence: &Sentence, is_shared: impl Fn(usize) -> bool) -> Option<(u8, &str)> {
    let tokens = &sentence.tokens;
    let near = |at: usize| {
        let after = (at + 1..tokens.len()).take(4).find(|&at| tokens[at].is_content());
        let before = (0..at).rev().take(3).find(|&at| tokens[at].is_content());
        after.is_some_and(&is_shared) || (after.is_none() && before.is_some_and(&is_shared))
    };
    let level = |at: usize| {
        let level = share_of(&tokens[at].word)?;
        let softened = at > 0 && share_of(&tokens[at - 1].word) == Some(4);
        let any = tokens[at].word == "any" && tokens[at].negated;
        (!any).then_some(if softened { level.min(4) } else { level })
    };
    (0..tokens.len())
        .filter(|&at| near(at))
        .filter_map(|at| Some((level(at)?, tokens[at].word.as_str())))
        .filter(|(level, _)| *level > 0)
        .max_by_key(|(level, _)| *level)
}

/// Whether the shares exclude each other (`true`) or the statement only goes further, and why.
fn compare(mine: Option<(u8, &str)>, theirs: Option<(u8, &str)>) -> Option<(bool, String)> {
    let says = |mine: &str, theirs: &str| format!("the statement says `{mine}`, the source `{theirs}`");
    match (mine, theirs) {
        (Some((my_level, mine)), Some((level, theirs))) if my_level > level && my_level >= 3 => {
            Some((my_level >= 4 && level <= 4, says(mine, theirs)))
        }
        (Some((1, mine)), Some((level, theirs))) if level >= 3 => Some((true, says(mine, theirs))),
        (Some((level, mine)), None) if level >= 4 || level == 1 => {
            Some((false, format!("the statement says `{mine}`, the source does not")))
        }
        (None, Some((level, theirs))) if level <= 2 => {
            Some((false, format!("the source says it only of `{theirs}`")))
        }
        _ => None,
    }
}

/// "Only" shuts out what the source does not shut out.
fn exclusive(laid: &Laid<'_>) -> Finding {
    let only = |sentence: &Sentence| {
        sentence.tokens.iter().enumerate().any(|(at, token)| {
            let not_only = at > 0 && sentence.tokens[at - 1].word == "not";
            is_exclusive(&token.word) && !not_only
        })
    };
    if !only(laid.mine) || only(laid.theirs) {
        return None;
    }
    let open = laid
        .theirs
        .tokens
        .iter()
        .any(|token| matches!(token.word.as_str(), "also" | "mainly" | "mostly" | "both" | "other"));
    let reason = "the statement says `only`, the source does not".to_owned();
    if open && laid.share() >= 0.7 { contradicts(reason) } else { doubts(reason) }
}

/// What the source only holds possible is no fact.
fn hedge(laid: &Laid<'_>) -> Finding {
    let hedged = |sentence: &Sentence| sentence.tokens.iter().any(|token| token.class.is(Class::HEDGE));
    if hedged(laid.mine) {
        return None;
    }
    let clauses: Vec<usize> =
        laid.alignment.pairs.iter().map(|pair| laid.theirs.tokens[pair.theirs].clause).collect();
    let word = laid
        .theirs
        .tokens
        .iter()
        .find(|token| token.class.is(Class::HEDGE) && clauses.contains(&token.clause))?;
    doubts(format!("the source only says `{}`", word.word))
}

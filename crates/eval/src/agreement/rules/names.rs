//! Names must be the source's, and stand where the source has them.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::quality;
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::{Sentence, Token};

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    broken(laid).or_else(|| other(laid))
}

/// "Clara Tamsin" where the source has "Clara Whitfield": a name of several words must be the source's whole.
fn broken(laid: &Laid<'_>) -> Finding {
    let mine = &laid.mine.tokens;
    for at in 0..mine.len().saturating_sub(1) {
        let Some(next) = joined_name(mine, at) else { continue };
        for (known, asked) in [(at, next), (next, at)] {
            let Some(place) = laid.partner(known) else { continue };
            let rival = neighbour(&laid.theirs.tokens, place, asked > known);
            // "the Amu Darya and the Syr Darya": the name stands there whole, beside another of the same kind
            let whole =
                laid.partner(asked).and_then(|place| neighbour(&laid.theirs.tokens, place, known > asked));
            if whole.is_some_and(|place| laid.theirs.tokens[place].is_form_of(&mine[known])) {
                continue;
            }
            let differs = |rival: &usize| !laid.theirs.tokens[*rival].is_form_of(&mine[asked]);
            let Some(rival) = rival.filter(differs).filter(|rival| !shares_name(laid, asked, *rival)) else {
                continue;
            };
            let (mine, theirs) = (&mine[asked].word, &laid.theirs.tokens[rival].word);
            return contradicts(format!("the statement names `{mine}`, the source `{theirs}`"));
        }
    }
    None
}

/// "Ruth and Peter Lang": the name after the joining word is the first one's too.
fn shares_name(laid: &Laid<'_>, asked: usize, rival: usize) -> bool {
    let Some(place) = laid.partner(asked) else { return false };
    let between = place.min(rival) + 1..place.max(rival);
    between.len() <= 2 && laid.theirs.tokens[between].iter().any(|token| token.class.is(Class::JOINER))
}

/// The next part of the name that a token is part of.
fn joined_name(tokens: &[Token], at: usize) -> Option<usize> {
    let is_name = |at: usize| tokens.get(at).is_some_and(|token| token.name && !token.after_mark);
    if !tokens[at].name {
        return None;
    }
    if is_name(at + 1) {
        return Some(at + 1);
    }
    (tokens.get(at + 1)?.word == "of" && is_name(at + 2)).then_some(at + 2)
}

/// The part of a name that stands after or before a place in the source, joined in the same way.
fn neighbour(tokens: &[Token], at: usize, after: bool) -> Option<usize> {
    if after {
        return joined_name(tokens, at);
    }
    [1, 2]
        .into_iter()
        .filter_map(|back| at.checked_sub(back))
        .find(|&from| joined_name(tokens, from) == Some(at))
}

/// Another name where the statement has its own, in the same place beside the same words.
fn other(laid: &Laid<'_>) -> Finding {
    let missing = super::missing::words_missing(laid);
    let known = super::missing::known_from_before(laid, &missing);
    let mine = missing.into_iter().filter(|at| !known.contains(at)).find(|&at| laid.mine.tokens[at].name)?;
    let verb = laid
        .pairs()
        .find(|pair| laid.mine.tokens[pair.mine].is_verb() && laid.theirs.tokens[pair.theirs].is_verb());
    let anchor = verb.or_else(|| laid.pairs().min_by_key(|pair| pair.mine));
    let same_side = |theirs: usize| anchor.is_none_or(|pair| (mine < pair.mine) == (theirs < pair.theirs));
    let tokens = &laid.theirs.tokens;
    let rival = (0..tokens.len()).find(|&at| tokens[at].name && !laid.is_taken(at) && same_side(at))?;
    // "longer than the Danube" may follow from "the longest of Europe"
    let compared = laid.mine.tokens[..mine].iter().rev().take(3).any(|token| token.word == "than");
    if laid.share() < 0.5 || compared {
        return None;
    }
    let reason =
        format!("the statement names `{}`, the source `{}`", laid.mine.tokens[mine].word, tokens[rival].word);
    // "its" or "there" may stand for a name of the sentences before
    let named = |line: &&Sentence| {
        line.tokens.iter().any(|token| {
            quality(&laid.mine.tokens[mine], token) > 0 || token.is_of_root(&laid.mine.tokens[mine])
        })
    };
    let known = laid.around.iter().any(named) || named(&laid.theirs);
    if known { doubts(reason) } else { contradicts(reason) }
}

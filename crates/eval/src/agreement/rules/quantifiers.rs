//! "All", "most", "some", "only", "may": the statement must not claim more than the source.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::lexicon::{Class, is_exclusive, share_of};
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::unit::Dimension;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let sure = laid.share() >= 0.7;
    let mine = share(laid.mine, |at| laid.partner(at).is_some());
    let theirs = share(laid.theirs, |at| laid.is_taken(at));
    match compare(mine, theirs, percent(laid.theirs)) {
        Some((true, reason)) if sure => return contradicts(reason),
        Some((_, reason)) => return doubts(reason),
        None => {}
    }
    if only_so_many(laid.mine) && !only_so_many(laid.theirs) && theirs.is_some_and(|(level, _)| level == 5) {
        return doubts("the statement says `only`, the source `all`".to_owned());
    }
    exclusive(laid).or_else(|| hedge(laid)).or_else(|| degree(laid))
}

/// "Only one", "just three".
fn only_so_many(sentence: &Sentence) -> bool {
    sentence.tokens.windows(2).any(|pair| {
        matches!(pair[0].word.as_str(), "only" | "just") && matches!(pair[1].kind, Kind::Quantity(_))
    })
}

/// How much of its subject a sentence speaks of: the word and its share, near a word that both sentences have; of
/// several the one in the clause of the last such word.
fn share(sentence: &Sentence, is_shared: impl Fn(usize) -> bool) -> Option<(u8, &str)> {
    let tokens = &sentence.tokens;
    let near = |at: usize| {
        let after = (at + 1..tokens.len()).take(5).find(|&at| tokens[at].is_solid());
        let before = (0..at).rev().take(4).find(|&at| tokens[at].is_solid());
        after.is_some_and(&is_shared) || (after.is_none() && before.is_some_and(&is_shared))
    };
    let last = (0..tokens.len()).rev().find(|&at| tokens[at].is_solid() && is_shared(at));
    let clause = last.map(|at| tokens[at].clause);
    (0..tokens.len())
        .filter(|&at| near(at))
        .filter_map(|at| Some((level(sentence, at)?, at)))
        .max_by_key(|&(level, at)| (Some(tokens[at].clause) == clause, level))
        .map(|(level, at)| (level, tokens[at].word.as_str()))
}

/// How much the word at a place says, with what stands before it: "almost all", "not all", "hardly any", "almost no".
fn level(sentence: &Sentence, at: usize) -> Option<u8> {
    let tokens = &sentence.tokens;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let before = at.checked_sub(1).map_or("", word);
    let this = word(at);
    match (before, this) {
        ("almost" | "nearly" | "practically", "no" | "none" | "nothing" | "never")
        | ("hardly" | "scarcely" | "barely", "any" | "ever") => return Some(1),
        ("almost" | "nearly" | "practically" | "virtually", this) if share_of(this) == Some(5) => {
            return Some(4);
        }
        ("not", this) if share_of(this) == Some(5) && !this.starts_with("any") => return Some(2),
        ("of", "all") | ("at", "all") | ("any", "number") => return None,
        _ => {}
    }
    let next =
        share_of(word(at + 1)).is_some() || matches!(word(at + 1), "no" | "none" | "nothing" | "never");
    if matches!(this, "almost" | "nearly") {
        return None;
    }
    if this == "any"
        && (tokens[at].negated
            || before == "without"
            || matches!(word(at + 1), "living" | "other" | "number"))
    {
        return None;
    }
    // "every four weeks" says how often, not of how many
    let counts_time = tokens.get(at + 1).is_some_and(|next| {
        matches!(next.kind, Kind::Quantity(_) | Kind::Date(_))
            || super::super::unit::unit_of(&next.word, None).is_some()
    });
    if matches!(this, "every" | "each") && counts_time {
        return None;
    }
    // "every other number" leaves one out
    if share_of(this) == Some(5) && matches!(word(at + 1), "other" | "others" | "else") {
        return Some(4);
    }
    if this == "few" && before == "a" {
        return Some(2);
    }
    if next && this == "very" {
        return None;
    }
    share_of(this)
}

/// A share of the whole that a sentence gives as a number, from 0 to 1.
fn percent(sentence: &Sentence) -> Option<f64> {
    sentence.tokens.iter().find_map(|token| match token.kind {
        Kind::Quantity(quantity) => quantity
            .unit
            .filter(|unit| unit.dimension == Dimension::Share)
            .map(|unit| unit.base(quantity.high)),
        _ => None,
    })
}

/// Whether the shares exclude each other (`true`) or the statement only goes further, and why.
fn compare(
    mine: Option<(u8, &str)>,
    theirs: Option<(u8, &str)>,
    percent: Option<f64>,
) -> Option<(bool, String)> {
    let says = |mine: &str, theirs: &str| format!("the statement says `{mine}`, the source `{theirs}`");
    let by_number = |level: u8, share: f64| match level {
        5 => share >= 0.995,
        4 => share > 0.5,
        3 => share > 0.2,
        1 => share < 0.2,
        _ => share > 0.0 && share < 1.0,
    };
    match (mine, theirs, percent) {
        (Some((level, word)), None, Some(share)) => (!by_number(level, share)).then(|| {
            (
                level == 5 || level == 1,
                format!("the statement says `{word}`, the source {:.0} percent", share * 100.0),
            )
        }),
        (Some((my_level, mine)), Some((level, theirs)), _) if my_level > level && my_level >= 3 => {
            Some((my_level >= 4 && level <= 4, says(mine, theirs)))
        }
        (Some((1, mine)), Some((level, theirs)), _) if level >= 3 => Some((true, says(mine, theirs))),
        (Some((level, mine)), None, None) if level >= 4 || level == 1 => {
            Some((false, format!("the statement says `{mine}`, the source does not")))
        }
        (None, Some((level, theirs)), _) if level <= 2 => {
            Some((false, format!("the source says it only of `{theirs}`")))
        }
        _ => None,
    }
}

/// Whether a sentence shuts out everything but what it names: "only", "no … other than".
fn shuts_out(sentence: &Sentence) -> bool {
    let tokens = &sentence.tokens;
    let only = tokens.iter().enumerate().any(|(at, token)| {
        let not_only = at > 0 && tokens[at - 1].word == "not";
        let counts =
            tokens.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Quantity(_) | Kind::Date(_)));
        is_exclusive(&token.word) && !not_only && !counts
    });
    only || denies_others(sentence)
}

/// "No … other than", "nobody but", "any … except".
pub(super) fn denies_others(sentence: &Sentence) -> bool {
    let has = |words: &[&str]| sentence.tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let but = sentence
        .tokens
        .windows(2)
        .any(|pair| matches!(pair[0].word.as_str(), "nobody" | "none" | "nothing") && pair[1].word == "but");
    but || (has(&["no", "any", "every"])
        && (has(&["except", "excepting"]) || (sentence.has("other") && sentence.has("than"))))
}

/// "Only" shuts out what the source does not shut out.
fn exclusive(laid: &Laid<'_>) -> Finding {
    let besides = ["besides", "many", "several"].iter().any(|word| laid.mine.has(word));
    if shuts_out(laid.theirs) && !shuts_out(laid.mine) && besides && laid.share() >= 0.6 {
        return contradicts("the source says `only`".to_owned());
    }
    if let Some(found) = excepted(laid) {
        return Some(found);
    }
    if !shuts_out(laid.mine)
        || shuts_out(laid.theirs)
        || laid.theirs.has("nothing")
        || laid.theirs.has("nobody")
    {
        return None;
    }
    let open = ["also", "mainly", "mostly", "both", "other", "than"].iter().any(|word| laid.theirs.has(word));
    let reason = "the statement says `only`, the source does not".to_owned();
    let unless = laid.theirs.has("unless") || laid.theirs.has("until");
    if open && laid.share() >= 0.7 && !unless { contradicts(reason) } else { doubts(reason) }
}

/// What the source excepts is not said of.
fn excepted(laid: &Laid<'_>) -> Finding {
    let tokens = &laid.theirs.tokens;
    let except = tokens.iter().position(|token| matches!(token.word.as_str(), "except" | "excluding"))?;
    let scope = (except + 1..tokens.len()).take_while(|&at| at == except + 1 || !tokens[at].after_mark);
    let taken = scope.into_iter().any(|at| tokens[at].is_solid() && laid.is_taken(at));
    if !taken || shuts_out(laid.mine) || laid.mine.has("except") || laid.mine.has("but") {
        return None;
    }
    doubts("the source makes an exception of this".to_owned())
}

/// "More" and "less" say something that a source without any comparative does not.
fn degree(laid: &Laid<'_>) -> Finding {
    let graded = |word: &str| matches!(word, "more" | "less" | "fewer");
    let mine = laid.mine.tokens.iter().find(|token| token.kind == Kind::Word && graded(&token.word))?;
    let compares = |token: &Token| {
        let grade = token.word.ends_with("er")
            || token.word.ends_with("est")
            || matches!(token.word.as_str(), "most" | "least" | "as");
        graded(&token.word)
            || (grade && token.base.is_some())
            || matches!(token.kind, Kind::Quantity(_))
            || matches!(
                token.stem.as_str(),
                "increas"
                    | "decreas"
                    | "rise"
                    | "grow"
                    | "fall"
                    | "lower"
                    | "reduc"
                    | "lose"
                    | "twice"
                    | "up"
                    | "down"
            )
    };
    if laid.theirs.tokens.iter().any(compares) || laid.theirs.has("most") {
        return None;
    }
    doubts(format!("the statement says `{}`, the source does not", mine.word))
}

/// What the source only holds possible is no fact.
fn hedge(laid: &Laid<'_>) -> Finding {
    let hedged = |sentence: &Sentence| sentence.tokens.iter().any(|token| token.class.is(Class::HEDGE));
    if hedged(laid.mine) || laid.mine.has("can") {
        return None;
    }
    let tokens = &laid.theirs.tokens;
    let denied = |at: usize| tokens.get(at + 1).is_some_and(|next| next.class.is(Class::NEGATOR));
    let bears = |at: usize| {
        (at + 1..tokens.len()).take(4).find(|&at| tokens[at].is_content()).is_some_and(|at| laid.is_taken(at))
    };
    let word = (0..tokens.len()).find(|&at| tokens[at].class.is(Class::HEDGE) && !denied(at) && bears(at))?;
    doubts(format!("the source only says `{}`", tokens[word].word))
}

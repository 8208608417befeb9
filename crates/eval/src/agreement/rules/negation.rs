//! What the statement denies the source must deny, and the other way round.

use super::Laid;
use super::opposites::Opposite;
use crate::agreement::lexicon::{Class, is_exclusive, share_of};
use crate::agreement::scope::{Negation, turns};
use crate::agreement::sentence::Sentence;
use crate::agreement::thesaurus;

/// How the negations of both sides compare.
pub(super) enum Turn {
    /// Neither denies anything.
    None,
    /// Both deny the same.
    Same,
    /// One denies the opposite of what the other says.
    Consistent,
    /// Both deny the same, the source in few words: "whereas diamond does not".
    Elliptic,
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
    let not_all = |sentence: &Sentence| {
        sentence.tokens.windows(2).any(|pair| pair[0].word == "not" && share_of(&pair[1].word) == Some(5))
    };
    if mine.len() == 1 && laid.mine.has("some") && not_all(laid.theirs) {
        return Turn::Consistent;
    }
    if let [negation] = mine.as_slice()
        && is_part(laid, negation)
    {
        return Turn::Consistent;
    }
    let theirs: Vec<&Negation> =
        laid.theirs.negations.iter().filter(|negation| is_engaged(laid, negation)).collect();
    let not_only = laid.mine.tokens.windows(2).any(|pair| pair[0].word == "not" && !pair[1].is_solid());
    let unless = laid.theirs.has("unless") != laid.mine.has("unless");
    let sure = laid.share() >= SAME_SUBJECT && (!not_only || !mine.is_empty()) && !unless;
    let judged = |reason: &str, sure: bool| {
        if sure { Turn::Contradicts(reason.to_owned()) } else { Turn::Doubtful(reason.to_owned()) }
    };
    match (mine.len(), theirs.len()) {
        (0, 0) if is_between(laid) => Turn::Doubtful(SAYS.to_owned()),
        (0, 0) => Turn::None,
        (0, _) if opposite.is_some_and(|pair| theirs.iter().any(|negation| negation.head == pair.theirs)) => {
            Turn::Consistent
        }
        (2, 0) if denies_twice(mine) => Turn::Doubtful(DENIES.to_owned()),
        (_, 0) if opposite.is_some_and(|pair| mine.iter().any(|negation| negation.head == pair.mine)) => {
            Turn::Consistent
        }
        (_, 0) if mine.iter().any(|negation| is_turned_elsewhere(laid, negation)) => Turn::Consistent,
        (0, _) => {
            let head_found = theirs.iter().any(|negation| is_said(laid, negation));
            let there = theirs.iter().any(|negation| holds_most(laid, negation));
            let only = laid.mine.tokens.iter().any(|token| is_exclusive(&token.word));
            let other = laid.mine.tokens.iter().any(turns);
            judged(SAYS, sure && head_found && there && !only && !other && theirs.len() % 2 == 1)
        }
        (_, 0) => {
            let head_found = mine.iter().any(|negation| is_stated(laid, negation));
            // "except on Sundays", "she alone": another word of the source may deny it
            let other =
                (0..laid.theirs.tokens.len()).any(|at| !laid.is_taken(at) && turns(&laid.theirs.tokens[at]));
            judged(DENIES, sure && head_found && !other && mine.len() % 2 == 1)
        }
        (mine, theirs) if mine % 2 != theirs % 2 => {
            Turn::Doubtful("the statement and the source deny a different number of times".to_owned())
        }
        _ if mine.iter().any(|negation| theirs.iter().any(|other| is_same(laid, negation, other))) => {
            if theirs.iter().any(|other| is_elliptic(laid, other)) {
                Turn::Elliptic
            } else {
                Turn::Same
            }
        }
        _ => Turn::Doubtful("the statement and the source deny different things".to_owned()),
    }
}

/// "Did not pass the whole increase on" beside "passed only part of it", "no other cats" beside "the only cats".
fn is_part(laid: &Laid<'_>, negation: &Negation) -> bool {
    const PARTS: &[&str] = &["part", "some", "partly", "most", "half", "few", "several"];
    let has = |words: &[&str]| laid.theirs.tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let none_denied = laid.theirs.negations.is_empty();
    let word = |at: usize| laid.mine.tokens.get(at).map_or("", |token| token.word.as_str());
    let whole = negation.scope.clone().any(|at| share_of(word(at)) == Some(5) || word(at) == "full");
    let no_other = word(negation.at) == "no" && word(negation.at + 1) == "other" && !laid.mine.has("than");
    none_denied && ((whole && has(PARTS)) || (no_other && has(&["only", "sole"])))
}

/// Whether most of what was found stands in the clause in which the source denies something.
fn holds_most(laid: &Laid<'_>, negation: &Negation) -> bool {
    let clause = laid.theirs.tokens[negation.at].clause;
    let solid: Vec<_> = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).collect();
    let there = solid.iter().filter(|pair| laid.theirs.tokens[pair.theirs].clause == clause).count();
    there * 2 >= solid.len()
}

/// Whether a negation that the statement leaves out stands between words that it took.
fn is_between(laid: &Laid<'_>) -> bool {
    laid.theirs.negations.iter().any(|negation| {
        let clause = laid.theirs.tokens[negation.at].clause;
        let verb = laid.theirs.tokens[negation.head].is_verb();
        let taken = |at: usize| laid.is_taken(at) && laid.theirs.tokens[at].is_solid();
        let before = (0..negation.at).any(|at| taken(at) && laid.theirs.tokens[at].clause == clause);
        verb && before && negation.scope.clone().any(taken)
    })
}

/// The subject of a clause in which something is denied: the last noun taken before the word that denies.
fn subject_of(laid: &Laid<'_>, negation: &Negation) -> Option<usize> {
    (0..negation.at).rev().find(|&at| laid.mine.tokens[at].is_noun()).and_then(|at| laid.partner(at))
}

/// "Water does not shrink" beside "most shrink, but water expands": the source says the opposite of the subject itself.
fn is_turned_elsewhere(laid: &Laid<'_>, negation: &Negation) -> bool {
    let Some(subject) = subject_of(laid, negation) else { return false };
    let (clause, head) = (laid.theirs.tokens[subject].clause, &laid.mine.tokens[negation.head]);
    laid.theirs.tokens.iter().enumerate().any(|(at, token)| {
        token.clause == clause
            && !laid.is_taken(at)
            && thesaurus::opposite(head.base.unwrap_or(&head.stem), token.base.unwrap_or(&token.stem))
    })
}

/// "Never fails to": two denials in one breath that say what is so.
pub(super) fn denies_twice(negations: &[Negation]) -> bool {
    const NEAR: usize = 2;
    negations.windows(2).any(|pair| pair[1].at - pair[0].at <= NEAR)
}

/// Whether a negation leaves out what it denies: "whereas diamond does not".
fn is_elliptic(laid: &Laid<'_>, negation: &Negation) -> bool {
    !negation.scope.clone().any(|at| laid.theirs.tokens[at].is_content())
}

/// Whether such a negation is of what the statement speaks of.
fn is_of_subject(laid: &Laid<'_>, negation: &Negation) -> bool {
    let clause = laid.theirs.tokens[negation.at].clause;
    let in_clause = |at: usize| laid.theirs.tokens[at].clause == clause && laid.theirs.tokens[at].is_noun();
    let own = (0..negation.at).rev().find(|&at| in_clause(at));
    let first =
        laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_noun()).min_by_key(|pair| pair.mine);
    match (own, first) {
        (Some(own), Some(first)) => laid.theirs.tokens[first.theirs].clause == laid.theirs.tokens[own].clause,
        (None, _) => true,
        _ => false,
    }
}

/// Whether a negation of the source bears on what the statement took from it.
fn is_engaged(laid: &Laid<'_>, negation: &Negation) -> bool {
    if is_elliptic(laid, negation) {
        return is_of_subject(laid, negation);
    }
    let head = &laid.theirs.tokens[negation.head];
    let head_matched = laid.is_taken(negation.head)
        || laid.mine.tokens.iter().any(|token| {
            token.is_form_of(head) || (head.is_content() && thesaurus::opposite(&token.stem, &head.stem))
        });
    let content: Vec<usize> =
        negation.scope.clone().filter(|&at| laid.theirs.tokens[at].is_solid()).collect();
    let taken = content.iter().filter(|&&at| laid.is_taken(at)).count();
    let verb_taken = negation.scope.clone().any(|at| laid.theirs.tokens[at].is_verb() && laid.is_taken(at));
    (taken > 0 && (head_matched || verb_taken || taken * 2 >= content.len()))
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
    if let Some(subject) = subject_of(laid, negation) {
        let mut between = subject.min(head) + 1..subject.max(head);
        let own = between.clone().any(|at| laid.theirs.tokens[at].is_noun() && !laid.is_taken(at));
        let contrast = between.any(|at| laid.theirs.tokens[at].class.is(Class::CONTRAST));
        if laid.theirs.tokens[subject].clause != clause && (own || contrast) {
            return false;
        }
    }
    let solid: Vec<_> = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).collect();
    let there = solid.iter().filter(|pair| laid.theirs.tokens[pair.theirs].clause == clause).count();
    there * 2 >= solid.len()
}

/// Whether two negations turn round the same words.
fn is_same(laid: &Laid<'_>, mine: &Negation, theirs: &Negation) -> bool {
    if is_elliptic(laid, theirs) {
        return mine.scope.clone().any(|at| laid.mine.tokens[at].is_content());
    }
    // "1900 was no leap year, but 2000 was": what is denied of one is not denied of the other
    let clause = laid.theirs.tokens[theirs.at].clause;
    let contrast =
        laid.theirs.tokens.iter().any(|token| token.class.is(Class::CONTRAST) && token.clause > clause);
    let subject =
        (0..mine.at).rev().find(|&at| laid.mine.tokens[at].is_solid()).and_then(|at| laid.partner(at));
    if contrast && subject.is_some_and(|subject| laid.theirs.tokens[subject].clause > clause) {
        return false;
    }
    let reaches = |at: usize| theirs.scope.contains(&at) || theirs.head == at;
    let content: Vec<usize> = mine.scope.clone().filter(|&at| laid.mine.tokens[at].is_content()).collect();
    // "Sound cannot travel in a vacuum" beside "in a vacuum there is no sound"
    let of_subject =
        matches!(laid.theirs.tokens[theirs.at].word.as_str(), "no" | "none" | "nothing" | "nobody")
            && laid.pairs().any(|pair| pair.theirs == theirs.head && pair.mine < mine.at);
    of_subject || content.is_empty() || content.iter().any(|&at| laid.partner(at).is_some_and(reaches))
}

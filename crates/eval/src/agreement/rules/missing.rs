//! Every word of the statement that carries content must stand in the source, or say what stands there.

use super::opposites::Opposite;
use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::{Table, quality};
use crate::agreement::lexicon::Class;
use crate::agreement::scope::opens_clause;
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::thesaurus;
use crate::agreement::unit::Dimension;

pub(super) fn check(laid: &Laid<'_>, same_comparison: bool, opposite: Option<&Opposite>) -> Finding {
    if reported(laid) {
        return contradicts("the source says only that some people think so".to_owned());
    }
    if laid.theirs.question {
        return doubts("the source asks this and does not say it".to_owned());
    }
    let mut missing = words_missing(laid);
    let known = known_from_before(laid, &missing);
    missing.retain(|at| !known.contains(at));
    if stands_for_topic(laid, &missing) {
        missing.retain(|&at| !is_topic(laid, &laid.mine.tokens[at]));
    }
    // an opposite was judged before, with what denies it
    missing.retain(|&at| {
        opposite.is_none_or(|pair| pair.mine != at) && !has_opposite(laid, at, same_comparison)
    });
    // "wider than" follows from "the widest"
    let grade = |token: &Token| token.base.is_some() && token.word.ends_with("er");
    missing.retain(|&at| !same_comparison || !grade(&laid.mine.tokens[at]));
    if missing.is_empty() || stand_around(laid, &missing) {
        return None;
    }
    let words: Vec<String> = missing.iter().map(|&at| format!("`{}`", laid.mine.tokens[at].word)).collect();
    doubts(format!("the source's sentence does not speak of {}", words.join(", ")))
}

/// Whether the source has the other end of the same scale, as in "slower" beside "faster" or "less quickly" beside
/// "more slowly".
fn has_opposite(laid: &Laid<'_>, at: usize, same_comparison: bool) -> bool {
    let word = &laid.mine.tokens[at].stem;
    let mut found =
        laid.theirs.tokens.iter().enumerate().filter(|(_, other)| thesaurus::opposite(word, &other.stem));
    found.any(|(theirs, _)| same_comparison || super::opposites::is_graded_back(laid, at, theirs))
}

/// Verbs that a paraphrase may add beside another verb, but that say something where they are the only one.
const TELLING_VERBS: &[&str] =
    &["make", "take", "give", "put", "keep", "hold", "bring", "use", "need", "get", "show", "allow"];

/// The words of the statement that stand nowhere in the source's sentence.
pub(super) fn words_missing(laid: &Laid<'_>) -> Vec<usize> {
    let verb_found = laid
        .pairs()
        .any(|pair| laid.mine.tokens[pair.mine].is_verb() && laid.theirs.tokens[pair.theirs].is_verb());
    // "are made of" beside "consist of": one light verb may stand for another
    let light_verb = laid
        .theirs
        .tokens
        .iter()
        .enumerate()
        .any(|(at, token)| token.class.is(Class::LIGHT) && token.is_verb() && !laid.is_taken(at));
    let is_word = |at: &usize| {
        let token = &laid.mine.tokens[*at];
        let only_verb = !verb_found
            && !light_verb
            && token.is_verb()
            && TELLING_VERBS.contains(&token.base.unwrap_or(&token.stem));
        token.kind == Kind::Word && (token.is_solid() || only_verb)
    };
    laid.alignment.missing.iter().copied().filter(is_word).filter(|&at| !is_measured(laid, at)).collect()
}

/// "412 metres long", "36 years old": the unit of a number that was found says what is measured, unless the source
/// names another measure of the same kind.
fn is_measured(laid: &Laid<'_>, at: usize) -> bool {
    const LENGTHS: &[&str] = &["long", "length"];
    const AGES: &[&str] = &["old", "age"];
    const RIVALS: &[&str] = &[
        "wide", "width", "high", "height", "tall", "deep", "depth", "thick", "diamet", "broad", "across",
        "away", "far",
    ];
    let stem = laid.mine.tokens[at].stem.as_str();
    let near = laid.pairs().any(|pair| {
        let Kind::Quantity(quantity) = laid.mine.tokens[pair.mine].kind else { return false };
        let measured = match quantity.unit.map(|unit| unit.dimension) {
            Some(Dimension::Length) => LENGTHS.contains(&stem),
            Some(Dimension::Time) => AGES.contains(&stem) && laid.theirs.tokens.iter().any(is_of_age),
            _ => false,
        };
        measured && pair.mine.abs_diff(at) <= 4
    });
    near && !laid.theirs.tokens.iter().any(|token| RIVALS.contains(&token.stem.as_str()))
}

/// Whether a word speaks of how old somebody or something is.
fn is_of_age(token: &Token) -> bool {
    matches!(token.stem.as_str(), "age" | "old" | "older" | "oldest" | "live" | "young" | "younger")
        || token.word.starts_with("older")
        || token.word.starts_with("younger")
}

/// Why a statement that is about something else was not compared.
pub(crate) fn reason(mine: &Sentence, content: &[usize], table: &Table) -> String {
    let words: Vec<String> = content
        .iter()
        .filter(|&&at| !table.stands(at))
        .take(6)
        .map(|&at| format!("`{}`", mine.tokens[at].word))
        .collect();
    format!("the source does not speak of {}", words.join(", "))
}

/// Whether all that was found stands in what people are only said to think.
fn reported(laid: &Laid<'_>) -> bool {
    let pairs: Vec<_> = laid.pairs().collect();
    let theirs = pairs.iter().filter(|pair| laid.theirs.tokens[pair.theirs].reported).count();
    let mine = laid.mine.tokens.iter().any(|token| token.reported || token.class.is(Class::REPORT));
    !pairs.is_empty() && !mine && theirs * 3 >= pairs.len() * 2 && laid.share() >= 0.6
}

/// The words that the sentences before the source's sentence name, and for which it has a pronoun or leaves them out.
///
/// One noun with what belongs to it, and never a verb: a pronoun stands for no more. A name needs its pronoun.
pub(super) fn known_from_before(laid: &Laid<'_>, missing: &[usize]) -> Vec<usize> {
    const LONGEST: usize = 4;
    let (Some(&first), Some(&last)) = (missing.first(), missing.last()) else { return Vec::new() };
    let said = |at: usize| {
        let token = &laid.mine.tokens[at];
        laid.around.iter().any(|sentence| sentence.tokens.iter().any(|other| is_same_thing(token, other)))
    };
    let matched = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).count();
    let enough = matched >= missing.len().max(2) || (matched == 1 && missing.len() == 1 && has_number(laid));
    let nouns = missing.iter().all(|&at| is_name_like(laid.mine, at) && said(at));
    // one noun with its adjectives and what is joined to it by "of", never two that a verb or a mark parts
    let one_phrase = laid.mine.tokens[first..last + 1].iter().skip(1).all(|token| {
        !token.after_mark
            && (token.is_content() || token.word == "of" || token.class.is(Class::DETERMINER))
            && !token.is_verb()
    });
    if last - first > LONGEST || !enough || !nouns || !one_phrase {
        return Vec::new();
    }
    let name = missing.iter().any(|&at| laid.mine.tokens[at].name && !is_topic(laid, &laid.mine.tokens[at]));
    if points_back(laid, first, last, name) { missing.to_vec() } else { Vec::new() }
}

/// Whether the source's sentence has a pronoun that the statement has not, and enough else of the statement stands
/// there: what the text is about may stand for it.
fn stands_for_topic(laid: &Laid<'_>, missing: &[usize]) -> bool {
    const PRONOUNS: &[&str] =
        &["it", "its", "they", "their", "them", "he", "his", "him", "she", "her", "this", "these", "there"];
    let matched = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).count();
    let pronoun = |token: &Token| PRONOUNS.contains(&token.word.as_str()) && !laid.mine.has(&token.word);
    matched >= missing.len().max(2) && laid.theirs.tokens.iter().any(pronoun)
}

/// Whether one or two nouns that are no names stand in the sentences before, and the source's clause has no other noun
/// in their place: "the boycott lasted" of "it lasted", "allowed in the lake" after a sentence about the lake.
fn stand_around(laid: &Laid<'_>, missing: &[usize]) -> bool {
    const MOST: usize = 2;
    let solid: Vec<_> = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).collect();
    let said = |at: usize| {
        let token = &laid.mine.tokens[at];
        let near = laid.around.iter().take(MOST + 1);
        near.into_iter().any(|sentence| sentence.tokens.iter().any(|other| is_same_thing(token, other)))
    };
    let nouns =
        missing.iter().all(|&at| !laid.mine.tokens[at].name && is_name_like(laid.mine, at) && said(at));
    let clauses: Vec<usize> = solid.iter().map(|pair| laid.theirs.tokens[pair.theirs].clause).collect();
    let rival = laid
        .theirs
        .tokens
        .iter()
        .enumerate()
        .any(|(at, token)| clauses.contains(&token.clause) && token.is_content() && !laid.is_taken(at));
    // "the triangle is equilateral": a clause of which nothing was found is not borne out
    let borne = missing.iter().all(|&at| {
        solid.iter().any(|pair| laid.mine.tokens[pair.mine].clause == laid.mine.tokens[at].clause)
    });
    borne && missing.len() <= MOST && solid.len() >= 2 * missing.len() && solid.len() >= 2 && nouns && !rival
}

/// Whether a number of the statement was found.
fn has_number(laid: &Laid<'_>) -> bool {
    laid.pairs().any(|pair| laid.mine.tokens[pair.mine].kind != Kind::Word)
}

/// Whether a word is a noun where it stands.
fn is_name_like(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence.tokens[at];
    let before = at.checked_sub(1).map(|at| &sentence.tokens[at]);
    let opened = before.is_none_or(|before| {
        before.class.is(Class::DETERMINER.or(Class::PREPOSITION))
            || (before.is_solid() && !before.is_verb())
            || before.name
    });
    token.name
        || token.kinds.is_empty()
        || (token.kinds.contains(['n', 'a']) && (opened || !token.kinds.contains('v')))
}

/// Whether the source leaves the words from `first` to `last` out, with a pronoun in their place where `strict`, and no
/// other noun stands there.
fn points_back(laid: &Laid<'_>, first: usize, last: usize, strict: bool) -> bool {
    let read_at = |at: usize| laid.my_order.iter().position(|&index| index == at).unwrap_or(at);
    let (first, last) = (read_at(first).min(read_at(last)), read_at(first).max(read_at(last)));
    let after = laid.pairs().filter(|pair| read_at(pair.mine) > last).min_by_key(|pair| read_at(pair.mine));
    let before = laid.pairs().filter(|pair| read_at(pair.mine) < first).max_by_key(|pair| read_at(pair.mine));
    let tokens = &laid.theirs.tokens;
    let clause_start = |at: usize| (0..at).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
    let clause_end =
        |at: usize| (at + 1..tokens.len()).find(|&at| opens_clause(&tokens[at])).unwrap_or(tokens.len());
    let place = match (before, after) {
        (None, Some(after)) => clause_start(after.theirs)..after.theirs,
        (Some(before), Some(after)) if before.theirs < after.theirs => before.theirs + 1..after.theirs,
        (Some(before), _) => before.theirs + 1..clause_end(before.theirs),
        (None, None) => return false,
    };
    let place = inherited(tokens, place, before.is_none());
    // "wired in parallel": what stands in the place need not be a noun
    let is_rival = |token: &Token| {
        token.is_noun()
            || (token.kinds.starts_with('n') && !token.class.is(Class::FUNCTION))
            || (token.is_solid() && token.kinds.contains('n') && !token.is_verb())
    };
    let rival = place.clone().any(|at| is_rival(&tokens[at]) && !laid.is_taken(at));
    let pronoun = |token: &Token| token.class.is(Class::PRONOUN) && !laid.mine.has(&token.word);
    let wide = place.start.saturating_sub(3)..(place.end + 1).min(tokens.len());
    let stands_for =
        tokens[wide].iter().any(pronoun) || (before.is_none() && tokens[..place.start].iter().any(pronoun));
    !rival && (stands_for || !strict)
}

/// "The president … and cannot be elected": a clause without a subject has the one of the clause before.
fn inherited(tokens: &[Token], mut place: std::ops::Range<usize>, subject: bool) -> std::ops::Range<usize> {
    while subject && place.start > 0 && tokens[place.start].class.is(Class::JOINER) {
        let own = tokens[place.clone()].iter().any(|token| token.is_noun() || token.class.is(Class::PRONOUN));
        if own {
            break;
        }
        place.start = (0..place.start).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
    }
    place
}

fn is_same_thing(mine: &Token, other: &Token) -> bool {
    quality(mine, other) >= 3
}

/// Whether a word is what the text around is about: the subject of its first sentence.
fn is_topic(laid: &Laid<'_>, token: &Token) -> bool {
    const SUBJECT: usize = 4;
    let Some(first) = laid.around.last() else { return false };
    let verb = first.tokens.iter().position(|token| token.is_verb() || token.class.is(Class::BE));
    let subject = first.content().take_while(|&at| verb.is_none_or(|verb| at < verb)).take(SUBJECT);
    subject.into_iter().any(|at| is_same_thing(token, &first.tokens[at]))
}
